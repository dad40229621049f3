#include "lint/support.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace whybounce::lint {
namespace {

constexpr std::size_t most_listed = 5;

}

bool in_clear(Scene const& scene, Moment const& moment) { return scene.session.began && !moment.tls; }

std::string_view mechanism_of(Moment const& auth) {
    std::string_view const argument = auth.exchange->record.argument;
    return argument.substr(0, argument.find(' '));
}

std::string_view mechanism_at(Scene const& scene, Moment const& moment) {
    for (std::size_t i = moment.number + 1; i-- > 0;)
        if (scene.moments[i].verb() == Verb::auth) return mechanism_of(scene.moments[i]);
    return {};
}

bool is_readable_mechanism(std::string_view mechanism) {
    constexpr std::array<std::string_view, 4> readable{"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"};
    return std::ranges::any_of(readable, [&](std::string_view known) { return is_word(mechanism, known); });
}

std::optional<EsmtpParameter> parameter(Moment const& moment, std::string_view keyword) {
    for (EsmtpParameter const& one : parameters_of(moment))
        if (is_word(one.keyword, keyword)) return one;
    return std::nullopt;
}

bool parameter_is(Moment const& moment, std::string_view keyword, std::string_view value) {
    auto const found = parameter(moment, keyword);
    return found && is_word(found->value.value_or(""), value);
}

Moment const* mail_of(Scene const& scene, Moment const& moment) {
    return moment.open() ? &scene.moments[moment.mail] : nullptr;
}

std::string line_words(std::size_t line) { return "line " + std::to_string(line); }

std::string listed(std::vector<std::string_view> const& names) {
    std::string text;
    std::size_t const shown = std::min(names.size(), most_listed);
    for (std::size_t i = 0; i < shown; ++i) text.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

bool is_word(std::string_view text, std::string_view word) { return ascii::equal_no_case(text, word); }

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, ascii::is_digit); }

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool closed_by_server(SourceLine const& close_line) {
    static constexpr AnyOf words{std::array<std::string_view, 8>{"foreign host", "remote host closed", "by peer",
        "timed out", "timeout", "server closed", "remote end", "unexpectedly"}};
    return words.in(close_line.text);
}

} // namespace whybounce::lint
