#include "cli/cited_reply.hpp"

#include "analysis/redact.hpp"
#include "report/escape.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::cli {
namespace {

using report::Cited;

constexpr std::size_t longest = 1500; ///< octets that are shown
constexpr std::size_t before = 400;   ///< of them before the first mark
constexpr std::string_view ellipsis = "…";

struct Range {
    std::size_t from = 0, to = 0;
};

bool rests_on(Diagnosis const& diagnosis, Ground::Kind kind) {
    return std::ranges::any_of(diagnosis.because, [kind](Ground const& ground) { return ground.kind == kind; });
}

/// Where the word stands last before `end`.
void add_before(std::vector<Range>& marks, std::string_view text, std::string const& word, std::size_t end) {
    std::size_t const at = text.substr(0, end).rfind(word);
    if (at != std::string_view::npos) marks.push_back({at, at + word.size()});
}

/// Of a quoted reply its codes stand in the text too.
void add_quoted_codes(std::vector<Range>& marks, Reading const& reading) {
    if (!reading.quoted) return;
    auto const& [code, status, from] = *reading.quoted;
    std::string_view const text = reading.evidence.text;
    if (code && rests_on(reading.diagnosis, Ground::Kind::code))
        add_before(marks, text, fmt::format("{:03}", *code), from);
    if (status && rests_on(reading.diagnosis, Ground::Kind::status)) add_before(marks, text, to_string(*status), from);
}

/// In order, none over another.
std::vector<Range> marks_of(Reading const& reading) {
    std::vector<Range> marks;
    for (Ground const& ground : reading.diagnosis.because)
        if (ground.from && ground.to && *ground.to <= reading.evidence.text.size())
            marks.push_back({*ground.from, *ground.to});
    add_quoted_codes(marks, reading);
    std::ranges::sort(marks, {}, &Range::from);
    std::size_t end = 0;
    for (Range& mark : marks) {
        mark.from = std::max(mark.from, end);
        mark.to = std::max(mark.from, mark.to);
        end = mark.to;
    }
    std::erase_if(marks, [](Range mark) { return mark.from == mark.to; });
    return marks;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// What is shown of a text.
Range window_of(std::string_view text, std::vector<Range> const& marks) {
    if (text.size() <= longest) return {0, text.size()};
    std::size_t const first = marks.empty() ? 0 : marks.front().from;
    std::size_t from = std::min(first - std::min(first, before), text.size() - longest);
    while (from > 0 && continues_character(text[from])) --from;
    std::size_t to = from + longest;
    while (to < text.size() && continues_character(text[to])) ++to;
    return {from, to};
}

/// Writes text into lines; a line end in it begins the next one.
class Lines {
public:
    void add(std::string_view text, bool marked) {
        while (true) {
            std::size_t const end = std::min(text.find('\n'), text.size());
            if (end > 0) lines_.back().push_back({report::escape(text.substr(0, end)), marked});
            if (end == text.size()) return;
            lines_.emplace_back();
            text.remove_prefix(end + 1);
        }
    }
    std::vector<Cited::Line> take() { return std::move(lines_); }

private:
    std::vector<Cited::Line> lines_ = std::vector<Cited::Line>(1);
};

/// Code and status, as they stand before the text.
void add_codes(Lines& lines, Reading const& reading) {
    auto const add = [&](std::string const& word, Ground::Kind kind) {
        lines.add(word, !reading.quoted && rests_on(reading.diagnosis, kind));
        lines.add(" ", false);
    };
    if (reading.evidence.code) add(fmt::format("{:03}", *reading.evidence.code), Ground::Kind::code);
    if (reading.evidence.status) add(to_string(*reading.evidence.status), Ground::Kind::status);
}

} // namespace

bool may_hold_secret(Reading const& reading) {
    std::uint16_t const code = reading.evidence.code.value_or(0);
    bool const of_commands = (code >= 500 && code < 540) || code == 334 || code == 235 || code == 432 || code == 454;
    return of_commands || !reading.is_known() || reading.evidence.step == Step::auth ||
        analysis::redacted(reading.evidence.text);
}

Cited cited_reply(std::string label, Reading const& reading) {
    std::string_view const text = reading.evidence.text;
    if (text.empty() || may_hold_secret(reading)) return {std::move(label), {}};
    auto const marks = marks_of(reading);
    Range const window = window_of(text, marks);
    Lines lines;
    add_codes(lines, reading);
    if (window.from > 0) lines.add(ellipsis, false);
    std::size_t at = window.from;
    for (Range const mark : marks) {
        if (mark.to > window.to || mark.from < at) continue;
        lines.add(text.substr(at, mark.from - at), false);
        lines.add(text.substr(mark.from, mark.to - mark.from), true);
        at = mark.to;
    }
    lines.add(text.substr(at, window.to - at), false);
    if (window.to < text.size()) lines.add(ellipsis, false);
    return {std::move(label), lines.take()};
}

} // namespace whybounce::cli
