#include "cli/pasted_parts.hpp"

#include "grammars/parse.hpp"
#include "language/languages.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

using Texts = std::vector<std::string_view>;

/// Takes the next line off, without its end.
std::string_view take_line(std::string_view& rest) {
    std::size_t const end = std::min(rest.find('\n'), rest.size());
    std::string_view const line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

/// The text from each start up to the next; what stands before the first of several is a letter's beginning.
Texts cut_at(std::string_view text, std::vector<std::size_t> const& starts) {
    if (starts.size() < 2) return {text};
    Texts parts;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        std::size_t const to = i + 1 < starts.size() ? starts[i + 1] : text.size();
        parts.push_back(ascii::trim(text.substr(starts[i], to - starts[i])));
    }
    return parts;
}

/// Does a reply begin here, and not go on? A small letter wraps a sentence: "550 5.7.1 we do not take" and then "550
/// 5.7.1 mail from you", or "500 messages an hour".
bool begins_another(ReplyLine const& before, ReplyLine const& line, bool gap) {
    if (before.code == line.code && before.more) return false;
    bool const small = !line.text.empty() && line.text.front() >= 'a' && line.text.front() <= 'z';
    if (gap || !small) return true;
    bool const repeated = before.code == line.code && before.status == line.status && before.text != line.text;
    return before.status ? line.status && !repeated : true;
}

std::vector<std::size_t> reply_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    std::optional<ReplyLine> open;
    bool gap = false;
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t const at = text.size() - rest.size();
        std::string_view const line = without_quote_marks(take_line(rest));
        gap = gap || line.empty();
        auto const reply = grammar::parse_reply_line(line);
        if (!reply || reply->code < 200 || reply->code > 599) continue;
        bool const begins = !open || begins_another(*open, *reply, gap);
        if (begins) starts.push_back(at);
        if (begins || open->code == reply->code) open = reply;
        gap = false;
    }
    return starts;
}

bool begins_with_any(std::string_view line, std::initializer_list<std::string_view> fields) {
    return std::ranges::any_of(
        fields, [line](std::string_view field) { return ascii::starts_with_no_case(line, field); });
}

/// RFC 3464 section 2.3: what is said of a recipient stands behind his name.
std::vector<std::size_t> recipient_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    bool told = true;
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t const at = text.size() - rest.size();
        std::string_view const line = without_quote_marks(take_line(rest));
        if (begins_with_any(line, {"action:", "status:", "diagnostic-code:"})) told = true;
        if (!told || !begins_with_any(line, {"final-recipient:", "original-recipient:"})) continue;
        starts.push_back(at);
        told = false;
    }
    return starts;
}

/// What stands behind a label of a page.
std::optional<std::string_view> behind_label(std::string_view line, std::string_view label) {
    constexpr std::string_view indent = "  ";
    if (!line.starts_with(indent) || !line.substr(indent.size()).starts_with(label)) return std::nullopt;
    std::string_view const behind = line.substr(indent.size() + label.size());
    return behind.starts_with(' ') ? std::optional(ascii::trim(behind)) : std::nullopt;
}

/// Marks under what decided.
bool is_underline(std::string_view line) { return line.find_first_not_of(" ^") == std::string_view::npos; }

bool goes_on(std::string_view line) {
    constexpr std::string_view indent = "    ";
    return line.starts_with(indent);
}

/// A text taken for a page of `explain`.
class Page {
public:
    Page(language::Language const& in, std::string_view text)
        : text_(text), said_(in.say("label.said")), means_(in.say("label.means")) {}

    std::optional<std::string> shown() const {
        std::string_view rest = text_;
        std::string_view const heading = take_line(rest);
        std::string_view behind = rest;
        if (behind_label(take_line(behind), means_)) return std::string(heading.substr(0, heading.find("  ")));
        std::optional<std::string_view> reply;
        while (!rest.empty() && !reply) reply = behind_label(take_line(rest), said_);
        if (!reply || !has_meaning(rest)) return std::nullopt;
        return with_next_lines(*reply, rest);
    }

private:
    bool has_meaning(std::string_view rest) const {
        while (!rest.empty())
            if (behind_label(take_line(rest), means_)) return true;
        return false;
    }

    static std::string with_next_lines(std::string_view first, std::string_view rest) {
        std::string reply(first);
        while (!rest.empty()) {
            std::string_view const line = take_line(rest);
            if (!goes_on(line)) break;
            if (!is_underline(line)) reply.append(" ").append(ascii::trim(line));
        }
        return reply;
    }

    std::string_view text_;
    std::string said_, means_;
};

} // namespace

std::string_view without_quote_marks(std::string_view line) {
    line = ascii::trim(line);
    while (line.starts_with('>')) line = ascii::trim(line.substr(1));
    return line;
}

std::vector<std::string_view> parts_of(std::string_view text) {
    auto const recipients = recipient_starts(text);
    return recipients.empty() ? cut_at(text, reply_starts(text)) : cut_at(text, recipients);
}

std::optional<std::string> shown_on_page(std::string_view text) {
    if (text.find("\n  ") == std::string_view::npos) return std::nullopt;
    for (std::string_view const id : language::language_ids())
        if (auto shown = Page(language::built_in(id), text).shown()) return shown;
    return std::nullopt;
}

} // namespace whybounce::cli
