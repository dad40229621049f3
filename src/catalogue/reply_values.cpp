#include "catalogue/reply_values.hpp"

#include "catalogue/list_answer.hpp"
#include "grammars/parse.hpp"
#include "whybounce/address.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace whybounce {
namespace {

using Kind = grammar::ReplyToken::Kind;

void keep(std::string& value, std::string_view found) {
    if (value.empty()) value = found;
}

void keep_ip(std::string& value, std::string_view found) {
    if (!is_list_answer(found)) keep(value, found);
}

/// "id=info@example.org" is an address behind its name; in "prvs=4711=info@example.org" the mark belongs to it.
std::string_view without_name(std::string_view address) {
    constexpr std::array<std::string_view, 9> names{
        "id", "from", "to", "email", "sender", "recipient", "mailfrom", "smtp.mailfrom", "envelope-from"};
    std::size_t const equals = address.find('=');
    bool const named = equals != std::string_view::npos && std::ranges::any_of(names, [&](std::string_view name) {
        return ascii::equal_no_case(name, address.substr(0, equals));
    });
    return named ? address.substr(equals + 1) : address;
}

/// "info%40example.org" as it is meant.
std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned octet = 0;
        std::string_view const digits = text.substr(std::min(at + 1, text.size()), 2);
        bool const escaped = text[at] == '%' && digits.size() == 2 &&
            std::from_chars(digits.data(), digits.data() + 2, octet, 16).ptr == digits.data() + 2 && octet > ' ' &&
            octet < 0x7F;
        plain += escaped ? static_cast<char>(octet) : text[at];
        if (escaped) at += 2;
    }
    return plain;
}

/// The one token that a text is; `other` when it is more than one.
Kind kind_of(std::string_view text) {
    auto const token = grammar::next_reply_token(text);
    return token && text.empty() ? token->kind : Kind::other;
}

/// What stands behind scheme and host.
std::string_view path_of(std::string_view url) {
    std::size_t const scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    return url.substr(std::min(url.find_first_of("/?#"), url.size()));
}

/// Segments of the path, names and values of the parameters: "/query/ip/192.0.2.1",
/// "?ip=192.0.2.1;id=info@example.org".
void keep_of_url(ReplyValues& values, std::string_view url) {
    if (ascii::starts_with_no_case(url, "mailto:")) return; // whom to ask
    std::string before;
    for (std::string_view rest = path_of(url); !rest.empty();) {
        rest.remove_prefix(1);
        std::size_t const end = std::min(rest.find_first_of("/?&;#=,"), rest.size());
        std::string piece = decoded(rest.substr(0, end));
        Kind const kind = kind_of(piece);
        if (kind == Kind::ip) keep_ip(values.ip, piece);
        if (kind == Kind::address) keep(values.address, piece);
        if (kind == Kind::host && ascii::equal_no_case(before, "domain")) keep(values.domain, piece);
        before = std::move(piece);
        rest.remove_prefix(end);
    }
}

std::string wait_words(std::uint32_t seconds) {
    constexpr std::uint32_t minute = 60, hour = 3600;
    auto const words = [](std::uint32_t count, std::string_view unit) {
        return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
    };
    if (seconds >= hour && seconds % hour == 0) return words(seconds / hour, "hour");
    if (seconds >= minute && seconds % minute == 0) return words(seconds / minute, "minute");
    return words(seconds, "second");
}

/// What is missing still is looked for in the URLs.
void keep_of_urls(ReplyValues& values, std::span<grammar::ReplyToken const> names) {
    for (grammar::ReplyToken const& name : names)
        if (name.kind == Kind::url) keep_of_url(values, name.text);
}

} // namespace

std::string_view ReplyValues::find(std::string_view name) const {
    if (name == "ip") return ip;
    if (name == "host") return host;
    if (name == "address") return address;
    if (name == "domain") return domain;
    if (name == "url") return url;
    if (name == "list") return list;
    return name == "wait" ? std::string_view(wait) : std::string_view{};
}

ReplyValues values_of(std::span<grammar::ReplyToken const> names, Diagnosis const& diagnosis) {
    ReplyValues values;
    for (grammar::ReplyToken const& name : names) {
        if (name.kind == Kind::ip) keep_ip(values.ip, name.text);
        if (name.kind == Kind::host) keep(values.host, name.text);
        if (name.kind == Kind::address) keep(values.address, without_name(name.text));
        if (name.kind == Kind::url) keep(values.url, name.text);
    }
    if (!values.url.empty()) keep_of_urls(values, names);
    if (!values.address.empty()) values.domain = domain_of(values.address);
    values.list = diagnosis.list.value_or("");
    if (diagnosis.retry_after_s) values.wait = wait_words(*diagnosis.retry_after_s);
    return values;
}

std::string_view first_ip(std::string_view reply) {
    while (auto const token = grammar::next_reply_token(reply))
        if (token->kind == grammar::ReplyToken::Kind::ip && !is_list_answer(token->text)) return token->text;
    return {};
}

} // namespace whybounce
