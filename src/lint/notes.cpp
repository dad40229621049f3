#include "lint/notes.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::lint {
namespace {

/// The command in its line, without what the tool put before it.
std::string_view from_verb(std::string_view line, std::string_view verb) {
    for (std::size_t at = 0; at + verb.size() <= line.size(); ++at)
        if (ascii::equal_no_case(line.substr(at, verb.size()), verb)) return ascii::trim(line.substr(at));
    return ascii::trim(line);
}

/// The reply in its line.
std::string_view from_code(session::SaidLine const& said) {
    std::size_t const at = said.text.find(std::to_string(said.code));
    return at == std::string_view::npos ? said.text : ascii::trim(said.text.substr(at));
}

/// The place of `part` in a line, as a view of the line; `otherwise` where it is not.
std::string_view place_of(std::string_view line, std::string_view part, std::string_view otherwise) {
    std::size_t const at = part.empty() ? std::string_view::npos : line.find(part);
    return at == std::string_view::npos ? otherwise : line.substr(at, part.size());
}

} // namespace

Finding* Notes::add(std::size_t line, std::string detail) {
    Severity const severity = severity_.value_or(row_.severity);
    severity_.reset();
    if (noted_ == most_of_a_row) return nullptr;
    ++noted_;
    findings_.push_back({&row_, severity, line, std::move(detail), {}, {}});
    findings_.back().excerpt.reserve(2); // a command and its reply
    return &findings_.back();
}

void Notes::command(Moment const& moment, std::string detail, std::string_view marked) {
    Exchange const& exchange = *moment.exchange;
    Finding* const finding = add(exchange.record.line, std::move(detail));
    if (!finding || exchange.command_line.empty()) return;
    finding->excerpt.push_back({exchange.record.line, exchange.command_line});
    finding->marked = place_of(exchange.command_line, marked, from_verb(exchange.command_line, exchange.record.verb));
}

void Notes::reply(Moment const& moment, std::string detail, std::size_t line, std::string_view marked) {
    Exchange const& exchange = *moment.exchange;
    bool const shown = line < moment.lines.size();
    Finding* const finding = add(shown ? moment.lines[line].number : exchange.record.line, std::move(detail));
    if (!finding) return;
    if (!exchange.command_line.empty()) finding->excerpt.push_back({exchange.record.line, exchange.command_line});
    if (!shown) return;
    session::SaidLine const& said = moment.lines[line];
    finding->excerpt.push_back({said.number, said.text});
    finding->marked = place_of(said.text, marked, from_code(said));
}

void Notes::spot(session::Spot const& spot, std::string_view detail) {
    std::string words(detail);
    if (spot.times > 1) words += (words.empty() ? "" : "; ") + std::to_string(spot.times) + " lines";
    Finding* const finding = add(spot.number, std::move(words));
    if (finding) finding->excerpt.push_back({spot.number, spot.text});
}

void Notes::line(SourceLine const& line, std::string detail) {
    Finding* const finding = add(line.number, std::move(detail));
    if (finding) finding->excerpt.push_back(line);
}

void Notes::session(std::size_t line, std::string detail) { add(line, std::move(detail)); }

} // namespace whybounce::lint
