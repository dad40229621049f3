#include "dialects/pasted.hpp"

#include "dialects/marks.hpp"
#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using Head = std::span<std::string_view const>;

template <typename Predicate> bool any_line(Head head, Predicate const& holds) {
    return std::ranges::any_of(head, holds);
}

/// Does it hold for at least four of five lines that are not blank, and for three?
template <typename Predicate> bool most_lines(Head head, Predicate const& holds) {
    std::ptrdiff_t const all = std::ranges::count_if(head, [](std::string_view line) { return !is_blank(line); });
    std::ptrdiff_t const fitting =
        std::ranges::count_if(head, [&](std::string_view line) { return !is_blank(line) && holds(line); });
    return fitting >= 3 && fitting * 5 >= all * 4;
}

// ---- colours: ECMA-48 control sequences, "ESC [ parameters final"

bool has_colours(Head head) {
    return any_line(head, [](std::string_view line) { return line.find("\x1b[") != std::string_view::npos; });
}

std::string_view without_colours(std::string_view line, std::string& buffer) {
    buffer.clear();
    for (std::size_t escape = line.find("\x1b["); escape != std::string_view::npos; escape = line.find("\x1b[")) {
        buffer.append(line.substr(0, escape));
        std::size_t end = escape + 2;
        while (end < line.size() && (ascii::is_digit(line[end]) || line[end] == ';' || line[end] == '?')) ++end;
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return buffer.append(line);
}

// ---- HTML entities, and the breaks between lines

struct Entity {
    std::string_view name, text;
};
constexpr std::array entities{Entity{"&lt;", "<"}, Entity{"&gt;", ">"}, Entity{"&amp;", "&"}, Entity{"&quot;", "\""},
    Entity{"&#39;", "'"}, Entity{"&nbsp;", " "}, Entity{"<br>", ""}, Entity{"<br/>", ""}, Entity{"<br />", ""}};

bool has_entities(Head head) {
    return any_line(head, [](std::string_view line) {
        return line.find("&lt;") != std::string_view::npos || line.find("&gt;") != std::string_view::npos;
    });
}

std::string_view without_entities(std::string_view line, std::string& buffer) {
    buffer.clear();
    while (!line.empty()) {
        auto const entity =
            std::ranges::find_if(entities, [&](Entity const& row) { return line.starts_with(row.name); });
        buffer.append(entity == entities.end() ? line.substr(0, 1) : entity->text);
        line.remove_prefix(entity == entities.end() ? 1 : entity->name.size());
    }
    return buffer;
}

// ---- quotation marks that a word processor put in place of the ASCII ones

constexpr std::array smart_quotes{Entity{"\u2018", "'"}, Entity{"\u2019", "'"}, Entity{"\u201C", "\""},
    Entity{"\u201D", "\""}, Entity{"\u00A0", " "}};

bool has_smart_quotes(Head head) {
    return any_line(head, [](std::string_view line) {
        return std::ranges::any_of(
            smart_quotes, [&](Entity const& row) { return line.find(row.name) != std::string_view::npos; });
    });
}

std::string_view without_smart_quotes(std::string_view line, std::string& buffer) {
    buffer.assign(line);
    for (Entity const& row : smart_quotes)
        for (std::size_t at = buffer.find(row.name); at != std::string::npos; at = buffer.find(row.name, at + 1))
            buffer.replace(at, row.name.size(), row.text);
    return buffer;
}

// ---- "^M", as editors show the CR of a line end

bool has_caret_m(Head head) {
    return most_lines(head, [](std::string_view line) { return line.ends_with("^M"); });
}

std::string_view without_caret_m(std::string_view line, std::string&) {
    return line.ends_with("^M") ? line.substr(0, line.size() - 2) : line;
}

// ---- "> " of a quoted mail

bool is_quoted(Head head) {
    return most_lines(head, [](std::string_view line) { return line.starts_with('>'); });
}

std::string_view without_quote(std::string_view line, std::string&) {
    if (!line.starts_with('>')) return line;
    return line.substr(line.starts_with("> ") ? 2 : 1);
}

/// "> > text" or ">> text"
std::string_view without_two_quotes(std::string_view line, std::string& buffer) {
    return without_quote(without_quote(line, buffer), buffer);
}

bool is_quoted_twice(Head head) {
    std::string unused;
    return most_lines(head, [&](std::string_view line) { return without_quote(line, unused).starts_with('>'); });
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

bool is_numbered(Head head) {
    std::optional<unsigned> last;
    return most_lines(head, [&](std::string_view line) {
        auto const row = numbered(line);
        if (!row) return false;
        bool const next = !last || row->number == *last + 1;
        last = row->number;
        return next;
    });
}

std::string_view without_number(std::string_view line, std::string&) {
    auto const row = numbered(line);
    return row ? row->text : line;
}

// ---- stamps: "10:15:23 text", "[2026-11-22 10:15:23.4] text"

std::optional<std::string_view> behind_stamp(std::string_view line) {
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
    return rest.substr(1);
}

bool is_stamped(Head head) {
    return most_lines(head, [](std::string_view line) { return behind_stamp(line).has_value(); });
}

std::string_view without_stamp(std::string_view line, std::string&) { return behind_stamp(line).value_or(line); }

// ---- the text inside

constexpr std::string_view fence = "```";

/// Outside its fences a text is prose: there a line that only its place could explain stays unread.
class PastedReader final : public DialectReader, EventSink {
public:
    PastedReader(Dialect const& dialect, ReadingContext const& context, Peeler peeler, bool fenced)
        : peeler_(std::move(peeler)), head_(peeler_.peeled(lines_of(context.head))), inside_(!fenced) {
        ReadingContext inner = context;
        inner.head = head_;
        reader_ = dialect.open(inner);
    }

    void line(LineView line, EventSink& events) override {
        std::string_view const text = peeler_.peel(line.text);
        if (text.starts_with(fence)) {
            inside_ = !inside_;
            return send(events, Kind::blank, line);
        }
        events_ = &events;
        reader_->line({text, line.number}, *this);
    }

    void end(EventSink& events) override {
        events_ = &events;
        reader_->end(*this);
    }

private:
    void on(TranscriptEvent const& event) override {
        bool const prose = !inside_ && event.kind == Kind::either;
        prose ? send(*events_, Kind::unknown, event.line) : events_->on(event);
    }
    void on(BareReply const& reply) override { events_->on(reply); }
    void on(LogEvent const& event) override { events_->on(event); }

    Peeler peeler_;
    std::string head_;
    bool inside_;
    std::unique_ptr<DialectReader> reader_;
    EventSink* events_ = nullptr;
};

bool has_fence(Head head) {
    return any_line(head, [](std::string_view line) { return line.starts_with(fence); });
}

/// Lines that a layer has been taken off, with the storage they lie in.
class PeeledHead {
public:
    PeeledHead(Head head, Wrapping const& layer) : storage_(head.size()) {
        for (std::size_t i = 0; i < head.size(); ++i) lines_.push_back(layer.peel(head[i], storage_[i]));
    }
    Head lines() const { return lines_; }

private:
    std::vector<std::string> storage_;
    std::vector<std::string_view> lines_;
};

} // namespace

std::span<Wrapping const> wrappings() {
    // The outermost first: a text is quoted after it was numbered.
    static constexpr Wrapping rows[] = {
        {"colours", has_colours, without_colours, true},
        {"HTML entities", has_entities, without_entities, true},
        {"smart quotes", has_smart_quotes, without_smart_quotes, true},
        {"line ends shown as ^M", has_caret_m, without_caret_m, true},
        {"quote marks", is_quoted, without_quote, false},
        {"quote marks, twice", is_quoted_twice, without_two_quotes, false},
        {"line numbers", is_numbered, without_number, false},
        {"stamps", is_stamped, without_stamp, false},
    };
    return rows;
}

Peeler Peeler::of(Head head, int (*score)(Head)) {
    Peeler peeler;
    std::vector<std::unique_ptr<PeeledHead>> peeled;
    int best = score(head);
    for (bool better = true; better;) {
        better = false;
        for (Wrapping const& layer : wrappings()) {
            if (!layer.found(head)) continue;
            auto next = std::make_unique<PeeledHead>(head, layer);
            int const now = score(next->lines());
            if (layer.cosmetic ? now < best : now <= best) continue;
            best = now;
            head = next->lines();
            peeled.push_back(std::move(next));
            peeler.add(layer);
            better = true;
        }
    }
    return peeler;
}

std::string_view Peeler::peel(std::string_view line) {
    std::size_t turn = 0;
    for (Wrapping const* layer : layers_) line = layer->peel(line, buffers_[turn++ % 2]);
    return line;
}

std::string Peeler::peeled(Head head) {
    std::string text;
    for (std::string_view const line : head) text.append(peel(line)).append("\n");
    return text;
}

std::unique_ptr<DialectReader> open_pasted(Dialect const& dialect, ReadingContext const& context) {
    auto const head = lines_of(context.head);
    Peeler peeler = Peeler::of(head, dialect.score);
    bool const fenced = has_fence(head);
    if (peeler.empty() && !fenced) return dialect.open(context);
    return std::make_unique<PastedReader>(dialect, context, std::move(peeler), fenced);
}

int score_pasted(Dialect const& dialect, Head head) {
    Peeler peeler = Peeler::of(head, dialect.score);
    if (peeler.empty()) return dialect.score(head);
    std::string const text = peeler.peeled(head);
    return dialect.score(lines_of(text)) - 1; // the text as it stands goes first
}

} // namespace whybounce::dialect
