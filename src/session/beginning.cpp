#include "session/beginning.hpp"

#include "grammars/parse.hpp"
#include "session/credentials.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::session {
namespace {

std::ptrdiff_t words_of(std::string_view argument) {
    argument = ascii::trim(argument);
    return argument.empty() ? 0 : 1 + std::ranges::count(argument, ' ');
}

/// A mechanism in capitals, or one that is often typed; perhaps an initial response.
bool is_login(std::string_view argument) {
    std::string_view const mechanism = argument.substr(0, argument.find(' '));
    bool const capitals =
        std::ranges::none_of(mechanism, [](char c) { return ascii::lower(c) == c && ascii::is_alpha(c); });
    bool const common = ascii::equal_no_case(mechanism, "PLAIN") || ascii::equal_no_case(mechanism, "LOGIN");
    return !argument.empty() && (capitals || common) && words_of(argument) <= 2;
}

/// Does the argument have the shape that the verb asks for, and no sentence?
bool has_own_argument(Verb verb, std::string_view argument) {
    switch (verb) {
    case Verb::mail: return ascii::starts_with_no_case(argument, "FROM:");
    case Verb::rcpt: return ascii::starts_with_no_case(argument, "TO:");
    case Verb::ehlo:
    case Verb::helo:
    case Verb::lhlo:
    case Verb::vrfy:
    case Verb::expn:
    case Verb::etrn: return words_of(argument) == 1;
    case Verb::auth: return is_login(argument);
    case Verb::bdat: return !argument.empty() && ascii::is_digit(argument.front()) && words_of(argument) <= 2;
    case Verb::xclient:
    case Verb::xforward: return argument.find('=') != std::string_view::npos;
    default: return argument.empty();
    }
}

} // namespace

bool begins_text(std::string_view line) {
    if (line == ".") return true;
    auto const parsed = grammar::parse_command_line(line);
    if (!parsed) return false;
    Verb const verb = verb_from(parsed->verb);
    if (verb == Verb::other) return parsed->argument.empty() && looks_like_payload(parsed->verb);
    return has_own_argument(verb, parsed->argument);
}

} // namespace whybounce::session
