#include "grammars/quoted_reply.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_octets.hpp"

#include <algorithm>

namespace whybounce::grammar {
namespace {

constexpr std::string_view glue = "'\"<(#=;"; ///< may stand before a quoted code without a blank

/// What stands before a quoted reply, in lower case; blanks and opening quotes are passed over.
constexpr std::string_view marks[] = {"said:", "->", "smtp;", "returned",
    "returned:", "returned an error:", "responded with:", "responded:", "replied:", "led=", "<<<",
    "to me:", "reason:", "gave this error:", "response was:", "with message"};

/// What stands before a reply that a mail client tells without its code, in lower case.
constexpr std::string_view codeless_marks[] = {"server response was:", "server responded:"};

/// The parts of a reply behind labels of a client's own.
struct LabelledParts {
    std::string_view words, code, status;
};
constexpr LabelledParts labelled_parts[] = {{"Detail:", "SMTP code:", "Additional SMTP info:"}}; // PHPMailer

/// Exim writes no mark but a colon, and begins with these words.
constexpr std::string_view exim_words[] = {"MTP error from remote mail", "MTP error after"};

bool is_exim(std::string_view text) {
    return std::ranges::any_of(
        exim_words, [&](std::string_view words) { return text.find(words) != std::string_view::npos; });
}

bool is_failure_digit(char c) { return c == '4' || c == '5'; }

/// The end of the text without the octets behind, eight at a time, of which none is a 4 or 5.
std::size_t before_digitless(std::string_view text, std::size_t end) {
    constexpr std::size_t stride = 8;
    for (; end >= stride; end -= stride) {
        std::uint64_t const even = eight::octets8(text.data() + end - stride) & ~eight::ones; // '5' is '4'
        if (eight::below(even ^ eight::ones * '4', 1) != 0) break;
    }
    return end;
}

/// "550" and no longer number.
bool is_number_at(std::string_view text, std::size_t at) {
    bool const digits = at + 3 <= text.size() && is_failure_digit(text[at]) && ascii::is_digit(text[at + 1]) &&
        ascii::is_digit(text[at + 2]);
    return digits && (at + 3 == text.size() || !ascii::is_alnum(text[at + 3]));
}

/// "550 " or "550-", a refusal; a name or number before it would make it a part of that.
bool is_code_at(std::string_view text, std::size_t at) {
    return at + 3 < text.size() && is_number_at(text, at) && (ascii::is_blank(text[at + 3]) || text[at + 3] == '-');
}

bool is_status_at(std::string_view text, std::size_t at) {
    return at + 1 < text.size() && is_failure_digit(text[at]) && text[at + 1] == '.';
}

bool ends_no_case(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && ascii::starts_with_no_case(text.substr(text.size() - end.size()), end);
}

/// "554-'5.7.1 …'", as Cisco's bounces quote.
bool is_cisco_quote(std::string_view rest) { return rest.size() > 5 && rest[3] == '-' && rest[4] == '\''; }

bool is_marked(std::string_view before, bool exim) {
    auto lead = ascii::trim_behind(before);
    if (exim && lead.ends_with(':')) return true;
    auto const marked = [&] { return std::ranges::any_of(marks, [&](auto m) { return ends_no_case(lead, m); }); };
    if (marked()) return true;
    while (!lead.empty() && (lead.back() == '\'' || lead.back() == '"' || lead.back() == '<')) lead.remove_suffix(1);
    lead = ascii::trim_behind(lead);
    return marked();
}

/// Behind a colon, or glued to a quote or bracket.
bool is_likely(std::string_view before) {
    if (before.empty()) return false;
    return glue.find(before.back()) != std::string_view::npos || ascii::trim_behind(before).ends_with(':') ||
        ends_no_case(before, " smtp ");
}

std::optional<QuotedReply> read(std::string_view rest) {
    if (is_cisco_quote(rest)) {
        auto reply = parse_reply_line(rest.substr(0, 3));
        auto const status = parse_status_code(rest.substr(5));
        if (!reply || !status) return std::nullopt;
        return QuotedReply{reply->code, status->value, ascii::trim(rest.substr(5 + status->length))};
    }
    auto const line = parse_reply_line(rest);
    if (!line) return std::nullopt;
    return QuotedReply{line->code, line->status, line->text};
}

/// "The mail server responded: 5.7.1 no".
std::optional<QuotedReply> read_codeless(std::string_view before, std::string_view rest) {
    auto const fits = [&](std::string_view mark) { return ends_no_case(before, mark); };
    auto const status = std::ranges::any_of(codeless_marks, fits) ? parse_status_code(rest) : std::nullopt;
    if (!status) return std::nullopt;
    return QuotedReply{std::nullopt, status->value, ascii::trim(rest.substr(status->length)), true};
}

/// "Detail: no SMTP code: 550 Additional SMTP info: 5.7.1"; without a detail the words stand before.
std::optional<QuotedReply> read_labelled(std::string_view before, std::string_view rest, LabelledParts const& labels) {
    if (!before.ends_with(labels.code)) return std::nullopt;
    std::string_view words = before.substr(0, before.size() - labels.code.size());
    std::size_t const detail = words.rfind(labels.words);
    if (detail != std::string_view::npos) words.remove_prefix(detail + labels.words.size());
    QuotedReply reply{parse_reply_line(rest.substr(0, 3))->code, std::nullopt, ascii::trim(words), true};
    std::string_view const behind = ascii::trim(rest.substr(3));
    if (!behind.starts_with(labels.status)) return reply;
    auto const status = parse_status_code(ascii::trim(behind.substr(labels.status.size())));
    if (status) reply.status = status->value;
    return reply;
}

/// A reply that a mail client took apart, by the digit that begins its code or status.
std::optional<QuotedReply> read_apart(std::string_view text, std::size_t at) {
    auto const before = ascii::trim_behind(text.substr(0, at));
    if (!before.ends_with(':')) return std::nullopt;
    if (is_status_at(text, at)) return read_codeless(before, text.substr(at));
    if (!is_number_at(text, at)) return std::nullopt;
    for (LabelledParts const& labels : labelled_parts)
        if (auto const reply = read_labelled(before, text.substr(at), labels)) return reply;
    return std::nullopt;
}

} // namespace

std::optional<QuotedReply> parse_quoted_reply(std::string_view text, Quotation sure) {
    std::optional<bool> exim; // asked for late: most texts have no code in them
    for (std::size_t at = before_digitless(text, text.size()); at-- > 1;) {
        if (!is_failure_digit(text[at])) continue;
        if (sure == Quotation::likely)
            if (auto const reply = read_apart(text, at)) return reply;
        if (!is_code_at(text, at)) {
            at = before_digitless(text, at);
            continue;
        }
        auto const before = text.substr(0, at);
        if (!exim) exim = is_exim(text);
        bool const marked = is_marked(before, *exim) || is_cisco_quote(text.substr(at));
        if (!marked && (sure == Quotation::marked || !is_likely(before))) continue;
        if (marked || parse_status_code(text.substr(at + 4))) return read(text.substr(at));
    }
    return std::nullopt;
}

bool may_quote(std::string_view rest, std::size_t word) {
    std::string_view const first = rest.substr(0, word);
    if (first.empty()) return false;
    std::size_t next = word;
    while (next < rest.size() && ascii::is_blank(rest[next])) ++next;
    bool const opens =
        std::string_view(":;><='\"").find(first.back()) != std::string_view::npos || ends_no_case(first, "returned");
    auto const begins = [&](std::size_t at) { return is_number_at(rest, at) || is_status_at(rest, at); };
    if (opens && (begins(next) || begins(next + 1))) return true;
    if (word >= 4 && is_code_at(rest, word - 3)) return glue.find(rest[word - 4]) != std::string_view::npos;
    auto const dash = first.find('-');
    if (dash == std::string_view::npos || dash < 3 || !is_code_at(rest, dash - 3)) return false;
    return dash == 3 ? is_cisco_quote(first) : glue.find(rest[dash - 4]) != std::string_view::npos;
}

} // namespace whybounce::grammar
