#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <map>
#include <string>

/// Marks that no known tool uses: "SEND:" and "RECV:", "[Client]" and "[Server]", "me>" and "them>". What stands behind
/// them tells which is which.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::size_t longest_mark = 32;
constexpr std::string_view mark_ends = " \t:>]|)=\"'";

/// Digits of a clock or a counter differ from line to line, and so does how many there are: a run of them is one 0.
std::string normal(std::string_view mark) {
    std::string text;
    for (char const c : ascii::trim(mark)) {
        bool const digit = ascii::is_digit(c);
        if (!digit || text.empty() || text.back() != '0') text += digit ? '0' : c;
    }
    return text;
}

/// Words without the quotes around them and without a line end that is written out.
std::string_view words_of(std::string_view text) {
    if (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    bool const quoted =
        text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.ends_with(text.front());
    if (quoted) text = text.substr(1, text.size() - 2);
    for (std::string_view const end : {"<CRLF>", "<EOL>", "<LF>", "<CR>", "\\n", "\\r"})
        if (text.ends_with(end)) text.remove_suffix(end.size());
    return text;
}

bool ends_verb(std::string_view text) {
    std::size_t const end = text.find_first_of(" \t:");
    return end == std::string_view::npos || text[end] != ':' || text.find('@') != std::string_view::npos ||
        text.find("<>") != std::string_view::npos;
}

struct Marks {
    std::string client, server; ///< normal; one of them may be empty
    int explained = 0;          ///< lines of the beginning
};

/// How often a reply, a command stood behind a mark.
struct Heard {
    int replies = 0, commands = 0;
};
using HeardBehind = std::map<std::string, Heard, std::less<>>;

/// The shortest mark of a line behind which something is said.
void listen(std::string_view line, HeardBehind& heard) {
    std::size_t const most = std::min(line.size(), longest_mark);
    for (std::size_t size = 0; size < most; ++size) {
        if (size > 0 && mark_ends.find(line[size - 1]) == std::string_view::npos) continue;
        if (size > 0 && ascii::is_blank(line[size])) continue;
        std::string_view const said = words_of(line.substr(size));
        bool const reply = is_reply_shaped(said);
        if (!reply && !(is_command_shaped(said) && ends_verb(said))) continue;
        std::string_view mark = line.substr(0, size);
        mark = ascii::trim_behind(mark);
        Heard& side = heard[normal(mark)];
        ++(reply ? side.replies : side.commands);
        return;
    }
}

std::optional<Marks> learn(std::span<std::string_view const> head) {
    HeardBehind heard;
    for (std::string_view const line : head)
        if (!is_blank(line)) listen(line, heard);
    auto const most = [&](int Heard::*own, int Heard::*other) {
        auto const of = [&](auto const& row) { return row.second.*own > row.second.*other * 4 ? row.second.*own : 0; };
        return std::ranges::max_element(heard, {}, of);
    };
    auto const server = heard.empty() ? heard.end() : most(&Heard::replies, &Heard::commands);
    auto const client = heard.empty() ? heard.end() : most(&Heard::commands, &Heard::replies);
    if (server == heard.end() || server == client) return std::nullopt;
    int const replies = server->second.replies, commands = client->second.commands;
    if (replies == 0 || commands == 0 || replies + commands < 3) return std::nullopt;
    return Marks{client->first, server->first, replies + commands};
}

/// The words behind a mark; nullopt where it does not stand.
std::optional<std::string_view> behind(std::string_view line, std::string const& mark) {
    if (mark.empty()) return std::nullopt;
    while (!line.empty() && ascii::is_blank(line.front())) line.remove_prefix(1);
    for (char const c : mark) {
        bool const digits = c == '0' && !line.empty() && ascii::is_digit(line.front());
        if (line.empty() || (line.front() != c && !digits)) return std::nullopt;
        do line.remove_prefix(1);
        while (digits && !line.empty() && ascii::is_digit(line.front()));
    }
    return words_of(line);
}

/// The last resort: less than any tool of which both sides are heard.
int score(std::span<std::string_view const> head) {
    auto const marks = learn(head);
    if (!marks) return 0;
    auto const lines = std::ranges::count_if(head, [](std::string_view line) { return !is_blank(line); });
    return 26 + static_cast<int>(22 * marks->explained / lines);
}

/// A line without a mark goes on where the last one stopped, unless one side has none.
class Reader final : public DialectReader {
public:
    explicit Reader(Marks marks) : marks_(std::move(marks)) {}

    void line(LineView line, EventSink& events) override {
        auto const client = behind(line.text, marks_.client);
        auto const server = behind(line.text, marks_.server);
        bool const longer = marks_.client.size() > marks_.server.size();
        if (client && (!server || longer)) return said(line, Kind::client, *client, events);
        if (server) return said(line, Kind::server, *server, events);
        if (is_blank(line.text)) return send(events, Kind::blank, line);
        if (is_reply_shaped(line.text) && (marks_.server.empty() || last_ == Kind::server))
            return said(line, Kind::server, line.text, events);
        if (marks_.client.empty()) return send(events, Kind::either, line, line.text);
        send(events, last_ == Kind::client ? Kind::content : Kind::unknown, line);
    }

private:
    void said(LineView line, Kind kind, std::string_view text, EventSink& events) {
        last_ = kind;
        send(events, kind, line, text);
    }

    Marks marks_;
    Kind last_ = Kind::unknown;
};

std::unique_ptr<DialectReader> open(ReadingContext const& context) {
    return std::make_unique<Reader>(learn(lines_of(context.head)).value_or(Marks{">", "<", 0}));
}

} // namespace

Dialect const marked{"marked", "lines with marks of any other kind", InputKind::transcript,
    SessionRecord::Observer::unknown, score, open, nullptr, Echo::all, Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
