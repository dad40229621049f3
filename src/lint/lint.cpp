#include "whybounce/lint.hpp"

#include "lint/data/content.hpp"
#include "lint/data/replies.hpp"
#include "lint/data/sequence.hpp"
#include "lint/data/syntax.hpp"
#include "lint/data/tls.hpp"
#include "lint/rules.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace whybounce {
namespace lint {
namespace {

template <std::size_t... sizes> consteval auto joined(std::array<LintRow, sizes> const&... tables) {
    std::array<LintRow, (sizes + ...)> all{};
    std::size_t place = 0;
    ((std::ranges::copy(tables, all.begin() + place), place += sizes), ...);
    return all;
}

constexpr auto all_rows = joined(tls_rows, auth_rows, sequence_rows, pipelining_rows, reply_rows, enhanced_rows,
    syntax_rows, utf8_rows, size_rows, content_rows, lmtp_rows, information_rows, retry_rows, transcript_rows);

constexpr LintFamily families[] = {
    {"TL", "encryption"},
    {"AU", "login"},
    {"SQ", "sequence of commands and replies"},
    {"PI", "pipelining"},
    {"RP", "replies"},
    {"EN", "enhanced status codes"},
    {"SY", "syntax of commands"},
    {"UT", "UTF-8 and 8 bit"},
    {"SZ", "size and limits"},
    {"DT", "content of the message"},
    {"LM", "LMTP"},
    {"IN", "information"},
    {"RT", "retries"},
    {"TR", "the transcript itself"},
};

} // namespace

std::span<Rule const> rules() {
    static std::vector<Rule> const all = [] {
        std::vector<Rule> joined_rules;
        for (auto const family :
            {tls_rules, auth_rules, sequence_rules, pipelining_rules, reply_rules, enhanced_rules, syntax_rules,
                utf8_rules, size_rules, content_rules, lmtp_rules, information_rules, retry_rules, transcript_rules}) {
            auto const table = family();
            joined_rules.insert(joined_rules.end(), table.begin(), table.end());
        }
        return joined_rules;
    }();
    return all;
}

} // namespace lint

std::span<LintRow const> lint_rows() { return lint::all_rows; }
std::span<LintFamily const> lint_families() { return lint::families; }

LintRow const* find_lint_row(std::string_view id) {
    auto const found =
        std::ranges::find_if(lint::all_rows, [&](LintRow const& row) { return ascii::equal_no_case(row.id, id); });
    return found == lint::all_rows.end() ? nullptr : &*found;
}

} // namespace whybounce
