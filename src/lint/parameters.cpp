#include "lint/parameters.hpp"

#include "lint/support.hpp"

#include <algorithm>
#include <array>

namespace whybounce::lint {
namespace {

constexpr std::size_t longest_envid = 100, longest_orcpt = 500; ///< RFC 3461 sections 4.2 and 4.4
constexpr std::size_t most_size_digits = 20;                    ///< RFC 1870 section 4
constexpr int highest_priority = 9;                             ///< RFC 6710 section 4.1

using Value = std::optional<std::string_view>;

/// xtext of RFC 3461 section 4: printable octets but "+" and "=", or "+" and two upper-case hex digits.
bool is_xtext(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] <= ' ' || text[i] > '~' || text[i] == '=') return false;
        if (text[i] != '+') continue;
        std::string_view const hex = text.substr(i + 1, 2);
        if (hex.size() != 2 || hex.find_first_not_of("0123456789ABCDEF") != std::string_view::npos) return false;
        i += 2;
    }
    return true;
}

bool is_one_of(Value value, std::initializer_list<std::string_view> words) {
    return value && std::ranges::any_of(words, [&](std::string_view word) { return is_word(*value, word); });
}

bool good_size(Value value) { return value && is_number(*value) && value->size() <= most_size_digits; }
bool good_body(Value value) { return is_one_of(value, {"7BIT", "8BITMIME", "BINARYMIME"}); }
bool good_ret(Value value) { return is_one_of(value, {"FULL", "HDRS"}); }
bool good_envid(Value value) { return value && !value->empty() && value->size() <= longest_envid && is_xtext(*value); }
bool good_auth(Value value) { return value && (*value == "<>" || (!value->empty() && is_xtext(*value))); }
bool good_flag(Value value) { return !value; }
bool good_number(Value value) { return value && is_number(*value); }
bool good_text(Value value) { return value && !value->empty(); }

bool good_priority(Value value) {
    if (!value) return false;
    std::string_view const digits = value->starts_with('-') ? value->substr(1) : *value;
    auto const number = number_of(digits);
    return number && *number <= highest_priority;
}

/// NEVER alone, or a list of SUCCESS, FAILURE, DELAY.
bool good_notify(Value value) {
    if (is_one_of(value, {"NEVER"})) return true;
    std::string_view rest = value.value_or("");
    bool good = !rest.empty();
    while (!rest.empty()) {
        std::size_t const comma = std::min(rest.find(','), rest.size());
        good = good && is_one_of(rest.substr(0, comma), {"SUCCESS", "FAILURE", "DELAY"});
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return good;
}

/// addr-type ";" xtext
bool good_orcpt(Value value) {
    std::size_t const semicolon = value ? value->find(';') : std::string_view::npos;
    if (semicolon == std::string_view::npos || semicolon == 0) return false;
    return value->size() <= longest_orcpt && is_xtext(value->substr(semicolon + 1));
}

/// [-] digits ";" R or N, perhaps T behind
bool good_by(Value value) {
    std::size_t const semicolon = value ? value->find(';') : std::string_view::npos;
    if (semicolon == std::string_view::npos) return false;
    std::string_view const seconds = value->substr(0, semicolon);
    return is_number(seconds.starts_with('-') || seconds.starts_with('+') ? seconds.substr(1) : seconds) &&
        is_one_of(value->substr(semicolon + 1), {"R", "N", "RT", "NT"});
}

/// One parameter: where it stands, what must have been offered, what its value looks like.
struct ParameterRow {
    Verb verb;
    std::string_view name, keyword;
    bool (*good)(Value value);
};
constexpr ParameterRow parameter_rows[] = {
    {Verb::mail, "SIZE", "SIZE", good_size},
    {Verb::mail, "BODY", "8BITMIME", good_body},
    {Verb::mail, "SMTPUTF8", "SMTPUTF8", good_flag},
    {Verb::mail, "RET", "DSN", good_ret},
    {Verb::mail, "ENVID", "DSN", good_envid},
    {Verb::mail, "AUTH", "AUTH", good_auth},
    {Verb::mail, "REQUIRETLS", "REQUIRETLS", good_flag},
    {Verb::mail, "MT-PRIORITY", "MT-PRIORITY", good_priority},
    {Verb::mail, "HOLDFOR", "FUTURERELEASE", good_number},
    {Verb::mail, "HOLDUNTIL", "FUTURERELEASE", good_text},
    {Verb::mail, "BY", "DELIVERBY", good_by},
    {Verb::mail, "TRANSID", "CHECKPOINT", good_text},
    {Verb::mail, "MTRK", "MTRK", good_text},
    {Verb::mail, "SOLICIT", "NO-SOLICITING", good_text},
    {Verb::mail, "SUBMITTER", "SUBMITTER", good_text},
    {Verb::mail, "CONPERM", "CONPERM", good_flag},
    {Verb::mail, "PRDR", "PRDR", good_flag},
    {Verb::rcpt, "NOTIFY", "DSN", good_notify},
    {Verb::rcpt, "ORCPT", "DSN", good_orcpt},
    {Verb::rcpt, "RRVS", "RRVS", good_text},
    {Verb::rcpt, "CONNEG", "CONNEG", good_flag},
};

ParameterRow const* row_of(Moment const& m, EsmtpParameter const& one) {
    auto const found = std::ranges::find_if(parameter_rows,
        [&](ParameterRow const& row) { return row.verb == m.verb() && is_word(row.name, one.keyword); });
    return found == std::end(parameter_rows) ? nullptr : &*found;
}

/// The keyword that is missing for a parameter; empty when it was offered. `AUTH=` offers AUTH too.
std::string_view missing_keyword(Moment const& m, EsmtpParameter const& one) {
    ParameterRow const* const row = row_of(m, one);
    if (!row) return {};
    bool const binary = row->name == "BODY" && is_word(one.value.value_or(""), "BINARYMIME");
    std::string_view const keyword = binary ? "BINARYMIME" : row->keyword;
    bool const offered = m.offered(keyword) || (keyword == "AUTH" && m.offered("AUTH="));
    return offered ? std::string_view{} : keyword;
}

std::string fault_of(Moment const& m, std::span<EsmtpParameter const> all, std::size_t number) {
    EsmtpParameter const& one = all[number];
    for (std::size_t i = 0; i < number; ++i)
        if (is_word(all[i].keyword, one.keyword)) return std::string(one.keyword) + " stands twice";
    ParameterRow const* const row = row_of(m, one);
    if (!row || row->good(one.value)) return {};
    return row->good == good_flag ? std::string(row->name) + " has no value" : "bad value of " + std::string(row->name);
}

} // namespace

void parameter_not_offered(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (m.stale || (!m.hello && m.known)) continue; // rows of their own
        for (EsmtpParameter const& one : parameters_of(m)) {
            std::string_view const keyword = missing_keyword(m, one);
            if (!keyword.empty()) notes.command(m, std::string(keyword) + " was not offered", one.keyword);
        }
    }
}

void bad_parameter(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        auto const all = parameters_of(m);
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::string const fault = fault_of(m, all, i);
            if (!fault.empty()) notes.command(m, fault, all[i].keyword);
        }
        if (parameter(m, "HOLDFOR") && parameter(m, "HOLDUNTIL")) notes.command(m, "HOLDFOR and HOLDUNTIL together");
    }
}

} // namespace whybounce::lint
