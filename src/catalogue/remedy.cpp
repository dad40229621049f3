#include "catalogue/remedy.hpp"

#include "grammars/parse.hpp"

#include <algorithm>

namespace whybounce {
namespace {

using Kind = grammar::ReplyToken::Kind;

/// What a reply names, the first of each kind.
struct Values {
    std::string_view ip, host, address, url;
    std::string list, wait;

    std::string_view find(std::string_view key) const {
        if (key == "ip") return ip;
        if (key == "host") return host;
        if (key == "address") return address;
        if (key == "domain") return address.substr(std::min(address.find('@') + 1, address.size()));
        if (key == "url") return url;
        if (key == "list") return list;
        return key == "wait" ? std::string_view(wait) : std::string_view{};
    }
};

std::string wait_words(std::uint32_t seconds) {
    constexpr std::uint32_t minute = 60, hour = 3600;
    auto const words = [](std::uint32_t count, std::string_view unit) {
        return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
    };
    if (seconds >= hour && seconds % hour == 0) return words(seconds / hour, "hour");
    if (seconds >= minute && seconds % minute == 0) return words(seconds / minute, "minute");
    return words(seconds, "second");
}

Values values_of(std::string_view text, Diagnosis const& diagnosis) {
    Values values;
    auto const keep = [](std::string_view& value, std::string_view found) {
        if (value.empty()) value = found;
    };
    while (auto const token = grammar::next_reply_token(text)) {
        if (token->kind == Kind::ip) keep(values.ip, token->text);
        if (token->kind == Kind::host) keep(values.host, token->text);
        if (token->kind == Kind::address) keep(values.address, token->text);
        if (token->kind == Kind::url) keep(values.url, token->text);
    }
    values.list = diagnosis.list.value_or("");
    if (diagnosis.retry_after_s) values.wait = wait_words(*diagnosis.retry_after_s);
    return values;
}

std::string filled(std::string_view step, Values const& values) {
    std::string text;
    while (true) {
        std::size_t const open = step.find('{');
        std::size_t const bar = step.find('|', std::min(open, step.size()));
        std::size_t const close = step.find('}', std::min(bar, step.size()));
        if (close == std::string_view::npos) return text.append(step);
        std::string_view const value = values.find(step.substr(open + 1, bar - open - 1));
        text.append(step.substr(0, open)).append(value.empty() ? step.substr(bar + 1, close - bar - 1) : value);
        step.remove_prefix(close + 1);
    }
}

std::vector<std::string> filled(std::vector<std::string> const& steps, Values const& values) {
    std::vector<std::string> all;
    all.reserve(steps.size());
    for (std::string const& step : steps) all.push_back(filled(step, values));
    return all;
}

} // namespace

bool has_places(std::vector<std::string> const& steps) {
    return std::ranges::any_of(steps, [](std::string const& step) { return step.find('{') != std::string::npos; });
}

std::vector<std::string> without_values(std::vector<std::string> const& steps) { return filled(steps, Values{}); }

std::vector<std::string> with_values(
    std::vector<std::string> const& steps, std::string_view text, Diagnosis const& diagnosis) {
    return filled(steps, values_of(text, diagnosis));
}

std::string_view first_ip(std::string_view reply) {
    while (auto const token = grammar::next_reply_token(reply))
        if (token->kind == Kind::ip) return token->text;
    return {};
}

} // namespace whybounce
