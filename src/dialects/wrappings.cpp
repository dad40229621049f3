#include "dialects/wrappings.hpp"

#include "dialects/marks.hpp"
#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/eight_bit.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace whybounce::dialect {
namespace {

using Peeled = std::optional<std::string_view>;

template <typename Predicate> bool any_line(Head head, Predicate const& holds) {
    return std::ranges::any_of(head, holds);
}

/// Does it hold for at least `part` of `whole` lines that are not blank, and for two?
template <typename Predicate> bool many_lines(Head head, int part, int whole, Predicate const& holds) {
    std::ptrdiff_t const all = std::ranges::count_if(head, [](std::string_view line) { return !is_blank(line); });
    std::ptrdiff_t const fitting =
        std::ranges::count_if(head, [&](std::string_view line) { return !is_blank(line) && holds(line); });
    return fitting >= std::min<std::ptrdiff_t>(all, 2) && fitting > 0 && fitting * whole >= all * part;
}
template <typename Predicate> bool most_lines(Head head, Predicate const& holds) {
    return many_lines(head, 4, 5, holds);
}
/// Where words of people may stand around the text.
template <typename Predicate> bool some_lines(Head head, Predicate const& holds) {
    return many_lines(head, 1, 5, holds);
}

std::optional<Layer> layer_if(bool found) { return found ? std::optional<Layer>(Layer{}) : std::nullopt; }

// ---- colours: ECMA-48 control sequences, "ESC [ parameters final"

std::optional<Layer> find_colours(Head head) {
    return layer_if(any_line(head, [](std::string_view line) { return line.find("\x1b[") != std::string_view::npos; }));
}

Peeled without_colours(Layer const&, std::string_view line, std::string& buffer) {
    buffer.clear();
    for (std::size_t escape = line.find("\x1b["); escape != std::string_view::npos; escape = line.find("\x1b[")) {
        buffer.append(line.substr(0, escape));
        std::size_t end = escape + 2;
        while (end < line.size() && (ascii::is_digit(line[end]) || line[end] == ';' || line[end] == '?')) ++end;
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return buffer.append(line);
}

// ---- HTML entities, and the tags of pages and forums

struct Entity {
    std::string_view name, text;
};
constexpr std::array entities{Entity{"&lt;", "<"}, Entity{"&gt;", ">"}, Entity{"&amp;", "&"}, Entity{"&quot;", "\""},
    Entity{"&apos;", "'"}, Entity{"&nbsp;", " "}, Entity{"<br>", ""}, Entity{"<br/>", ""}, Entity{"<br />", ""},
    Entity{"<pre>", ""}, Entity{"</pre>", ""}, Entity{"<code>", ""}, Entity{"</code>", ""}};

/// "&#39;" or "&#x27;" of an ASCII character; 0 for another thing.
struct Numeric {
    std::size_t length = 0;
    char character = 0;
};
Numeric numeric_entity(std::string_view text) {
    if (!text.starts_with("&#")) return {};
    bool const hexadecimal = text.size() > 2 && ascii::lower(text[2]) == 'x';
    std::size_t const digits = hexadecimal ? 3 : 2;
    unsigned value = 0;
    auto const [end, error] = std::from_chars(
        text.data() + std::min(digits, text.size()), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    bool const closed = error == std::errc() && end != text.data() + text.size() && *end == ';';
    if (!closed || value < ' ' || (value > '~' && value != 0xA0)) return {};
    return {static_cast<std::size_t>(end + 1 - text.data()), value == 0xA0 ? ' ' : static_cast<char>(value)};
}

std::optional<Layer> find_entities(Head head) {
    return layer_if(any_line(head, [](std::string_view line) {
        return line.find("&lt;") != std::string_view::npos || line.find("&gt;") != std::string_view::npos ||
            line.find("&#") != std::string_view::npos || line.find("&quot;") != std::string_view::npos ||
            line.find("<pre>") != std::string_view::npos || line.ends_with("<br>") || line.ends_with("<br />");
    }));
}

Peeled without_entities(Layer const&, std::string_view line, std::string& buffer) {
    buffer.clear();
    while (!line.empty()) {
        std::size_t const next = std::min(line.find_first_of("&<"), line.size());
        buffer.append(line.substr(0, next));
        line.remove_prefix(next);
        if (line.empty()) break;
        auto const entity =
            std::ranges::find_if(entities, [&](Entity const& row) { return line.starts_with(row.name); });
        Numeric const numeric = numeric_entity(line);
        if (entity != entities.end())
            buffer.append(entity->text);
        else
            buffer.push_back(numeric.length > 0 ? numeric.character : line.front());
        line.remove_prefix(entity != entities.end() ? entity->name.size() : std::max<std::size_t>(numeric.length, 1));
    }
    return buffer;
}

// ---- quotation marks and blanks that a word processor or a web page put in place of the ASCII ones

constexpr std::array smart_characters{Entity{"\u2018", "'"}, Entity{"\u2019", "'"}, Entity{"\u201C", "\""},
    Entity{"\u201D", "\""}, Entity{"\u00A0", " "}, Entity{"\u202F", " "}, Entity{"\u2007", " "}, Entity{"\u200B", ""},
    Entity{"\u200E", ""}, Entity{"\u2060", ""}, Entity{"\uFEFF", ""}};

std::optional<Layer> find_smart_characters(Head head) {
    return layer_if(any_line(head, [](std::string_view line) {
        if (!has_eight_bit(line)) return false;
        return std::ranges::any_of(
            smart_characters, [&](Entity const& row) { return line.find(row.name) != std::string_view::npos; });
    }));
}

Peeled without_smart_characters(Layer const&, std::string_view line, std::string& buffer) {
    buffer.assign(line);
    for (Entity const& row : smart_characters)
        for (std::size_t at = buffer.find(row.name); at != std::string::npos; at = buffer.find(row.name, at))
            buffer.replace(at, row.name.size(), row.text);
    return buffer;
}

// ---- "^M", as editors show the CR of a line end; blanks up to the end of a line

std::optional<Layer> find_caret_m(Head head) {
    return layer_if(most_lines(head, [](std::string_view line) { return line.ends_with("^M"); }));
}

Peeled without_caret_m(Layer const&, std::string_view line, std::string&) {
    return line.ends_with("^M") ? line.substr(0, line.size() - 2) : line;
}

std::optional<Layer> find_trailing_blanks(Head head) {
    return layer_if(
        most_lines(head, [](std::string_view line) { return line.ends_with(' ') || line.ends_with('\t'); }));
}

/// One blank is left of a reply without words.
Peeled without_trailing_blanks(Layer const&, std::string_view line, std::string&) {
    return line.substr(0, line.find_last_not_of(" \t") + 1);
}

// ---- "> " of a quoted mail

bool is_quoted(std::string_view line) { return line.starts_with('>'); }

std::optional<Layer> find_quote_marks(Head head) { return layer_if(some_lines(head, is_quoted)); }

Peeled without_quote_mark(Layer const&, std::string_view line, std::string&) {
    if (!is_quoted(line)) return std::nullopt;
    return line.substr(line.starts_with("> ") ? 2 : 1);
}

// ---- line numbers: "12  text", "12: text", "12. text", "12| text"

struct Numbered {
    unsigned number = 0;
    std::string_view text;
};

std::optional<Numbered> numbered(std::string_view line) {
    std::size_t const digits = line.find_first_not_of(" \t");
    if (digits == std::string_view::npos) return std::nullopt;
    Numbered result;
    auto const [end, error] = std::from_chars(line.data() + digits, line.data() + line.size(), result.number);
    if (error != std::errc()) return std::nullopt;
    std::string_view rest = line.substr(static_cast<std::size_t>(end - line.data()));
    if (!rest.empty() && std::string_view(":.|)").find(rest.front()) != std::string_view::npos)
        rest.remove_prefix(1);
    else if (!rest.starts_with(' ') && !rest.starts_with('\t') && !rest.empty())
        return std::nullopt;
    result.text = rest.substr(rest.starts_with(' ') || rest.starts_with('\t') ? 1 : 0);
    return result;
}

std::optional<Layer> find_line_numbers(Head head) {
    std::optional<unsigned> last;
    return layer_if(some_lines(head, [&](std::string_view line) {
        auto const row = numbered(line);
        if (!row) return false;
        bool const next = !last || row->number == *last + 1;
        last = row->number;
        return next;
    }));
}

Peeled without_line_number(Layer const&, std::string_view line, std::string&) {
    auto const row = numbered(line);
    return row ? Peeled(row->text) : std::nullopt;
}

// ---- stamps: "10:15:23 text", "[2026-11-22 10:15:23.4] text"

Peeled behind_stamp(std::string_view line) {
    bool const bracketed = line.starts_with('[');
    std::string_view const inside = line.substr(bracketed ? 1 : 0);
    auto const length = grammar::parse_pasted_stamp(inside);
    if (!length) return std::nullopt;
    std::string_view rest = inside.substr(*length);
    if (bracketed && !rest.starts_with(']')) return std::nullopt;
    if (bracketed) rest.remove_prefix(1);
    if (rest.starts_with(':')) rest.remove_prefix(1);
    if (rest.empty()) return rest;
    if (!ascii::is_blank(rest.front())) return std::nullopt;
    rest.remove_prefix(1);
    for (std::string_view const stream : {"stdout F ", "stderr F "}) // of a container, as Kubernetes writes it
        if (rest.starts_with(stream)) return rest.substr(stream.size());
    return rest;
}

std::optional<Layer> find_stamps(Head head) {
    return layer_if(some_lines(head, [](std::string_view line) { return behind_stamp(line).has_value(); }));
}

/// A line without a stamp goes on where the last one stopped.
Peeled without_stamp(Layer const&, std::string_view line, std::string&) { return behind_stamp(line).value_or(line); }

// ---- the level of a logger: "DEBUG:mail:text", "- mail - DEBUG - text", "[main] DEBUG com.example.Mail - text"

constexpr std::size_t longest_before_level = 40;

bool is_name_octet(char c) { return ascii::is_alnum(c) || c == '.' || c == '_' || c == '$'; }

Peeled behind_level(std::string_view line) {
    for (std::string_view const level : {"DEBUG", "INFO", "TRACE"}) {
        std::size_t const at = line.substr(0, longest_before_level).find(level);
        if (at == std::string_view::npos || (at > 0 && is_name_octet(line[at - 1]))) continue;
        std::string_view const rest = line.substr(at + level.size());
        std::size_t const name = std::min(rest.find_first_not_of(" :-]|"), rest.size());
        std::size_t end = name;
        while (end < rest.size() && is_name_octet(rest[end])) ++end;
        bool const named = rest.starts_with(':') && name == 1 && end < rest.size() && rest[end] == ':';
        if (named) return rest.substr(end + 1);
        if (end > name && rest.substr(end).starts_with(" - ")) return rest.substr(end + 3);
        bool const parted = name > 1 && rest.substr(0, name).find_first_of(":-]|") != std::string_view::npos;
        if (parted) return rest.substr(name);
    }
    return std::nullopt;
}

std::optional<Layer> find_levels(Head head) {
    return layer_if(some_lines(head, [](std::string_view line) { return behind_level(line).has_value(); }));
}

Peeled without_level(Layer const&, std::string_view line, std::string&) { return behind_level(line).value_or(line); }

// ---- JSON of loggers and containers: {"level":20,"msg":"text","time":...}

/// What the words are called: pino and bunyan, winston and others, Docker.
constexpr std::array<std::string_view, 3> json_names{"\"msg\":", "\"message\":", "\"log\":"};

std::optional<std::string_view> json_words(std::string_view line) {
    if (!line.starts_with('{')) return std::nullopt;
    for (std::string_view const name : json_names) {
        std::size_t const at = line.find(name);
        if (at == std::string_view::npos) continue;
        std::string_view const value = ascii::trim(line.substr(at + name.size()));
        if (value.starts_with('"')) return value.substr(1);
    }
    return std::nullopt;
}

std::optional<Layer> find_json(Head head) {
    return layer_if(some_lines(head, [](std::string_view line) { return json_words(line).has_value(); }));
}

/// Up to the closing quote mark. Line ends that are written out end the line; other control characters are no text.
Peeled without_json(Layer const&, std::string_view line, std::string& buffer) {
    auto const words = json_words(line);
    if (!words) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < words->size() && (*words)[i] != '"'; ++i) {
        char c = (*words)[i];
        if (c == '\\' && ++i < words->size()) {
            c = (*words)[i];
            if (c == 'n' || c == 'r') break;
            if (c == 't') c = '\t';
            if (c == 'u') c = '?';
        }
        text.push_back(c);
    }
    buffer = std::move(text);
    return buffer;
}

// ---- the same beginning: indentation, a bar, a bullet; the name of a container or a program

constexpr std::string_view margin_octets = " \t>|*+-.#/";
constexpr std::array<std::string_view, 3> margin_characters{"\u2502", "\u2022", "\u00B7"}; // a bar, two bullets

std::size_t common_size(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

std::string_view margin_of(std::string_view line) {
    std::size_t size = 0;
    while (size < line.size()) {
        auto const* const wide = std::ranges::find_if(
            margin_characters, [&](std::string_view character) { return line.substr(size).starts_with(character); });
        if (wide != margin_characters.end())
            size += wide->size();
        else if (margin_octets.find(line[size]) != std::string_view::npos)
            ++size;
        else
            break;
    }
    return line.substr(0, size);
}

/// The longest margin that the lines with the same first character share, if they are some.
std::optional<Layer> find_margin_behind(Head head, char first) {
    std::optional<std::string_view> common;
    bool const some = some_lines(head, [&](std::string_view line) {
        std::string_view const margin = margin_of(line);
        if (!margin.starts_with(first) || margin.size() == line.size()) return margin.starts_with(first);
        common = common ? common->substr(0, common_size(*common, margin)) : margin;
        return true;
    });
    if (!some || !common || common->empty()) return std::nullopt;
    return Layer{nullptr, std::string(*common)};
}

std::optional<Layer> find_margin(Head head) {
    std::optional<Layer> best;
    for (char const first : {' ', '\t', '>', '|', '*', '-', '+', '#', '\xE2', '\xC2'}) {
        auto const found = find_margin_behind(head, first);
        if (found && (!best || found->beginning.size() > best->beginning.size())) best = found;
    }
    return best;
}

/// "mailer-1  | ", "[info] ", "host swaks[123]: ": what nine of ten lines share, up to a separator.
std::optional<Layer> find_name(Head head) {
    std::vector<std::string_view> lines;
    for (std::string_view const line : head)
        if (!is_blank(line)) lines.push_back(line);
    if (lines.size() < 3) return std::nullopt;
    std::ranges::sort(lines);
    std::string_view common = lines[lines.size() / 10];
    common = common.substr(0, common_size(common, lines[lines.size() - 1 - lines.size() / 10]));
    std::size_t end = std::string_view::npos;
    for (std::string_view const separator : {"| ", ": ", "] ", "> "})
        if (std::size_t const at = common.find(separator, 1); at != std::string_view::npos)
            end = std::min(end, at + separator.size());
    if (end == std::string_view::npos) return std::nullopt;
    return Layer{nullptr, std::string(common.substr(0, end))};
}

/// Blanks at the end of the beginning may be missing where nothing follows.
Peeled without_beginning(Layer const& layer, std::string_view line, std::string&) {
    if (line.starts_with(layer.beginning)) return line.substr(layer.beginning.size());
    if (std::string_view(layer.beginning).starts_with(line)) return std::string_view{};
    return std::nullopt;
}

} // namespace

std::span<Wrapping const> cosmetic_wrappings() {
    static constexpr Wrapping rows[] = {
        {"HTML entities", find_entities, without_entities},
        {"colours", find_colours, without_colours},
        {"smart characters", find_smart_characters, without_smart_characters},
        {"line ends shown as ^M", find_caret_m, without_caret_m},
        {"trailing blanks", find_trailing_blanks, without_trailing_blanks},
    };
    return rows;
}

std::span<Wrapping const> structural_wrappings() {
    static constexpr Wrapping rows[] = {
        {"quote marks", find_quote_marks, without_quote_mark},
        {"line numbers", find_line_numbers, without_line_number},
        {"stamps", find_stamps, without_stamp},
        {"levels", find_levels, without_level},
        {"JSON", find_json, without_json},
        {"margin", find_margin, without_beginning},
        {"name", find_name, without_beginning},
    };
    return rows;
}

bool is_doubled(Head head) {
    if (head.size() < 6) return false;
    std::size_t kept = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        if (!ascii::trim(head[i + 1]).empty()) return false;
        kept += !ascii::trim(head[i]).empty();
    }
    return kept * 4 >= head.size(); // half of the lines that are left say something
}

} // namespace whybounce::dialect
