#include "dialects/columns.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

/// Protocol logs of Exchange: comma-separated, a "#Fields:" line tells the columns. The arrows point from this server
/// or to it: in the log of a send connector it is the client, in that of a receive connector the server.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

enum Column : std::size_t { session, event, data, context };
constexpr Columns<4> usual_columns{{"session-id", "event", "data", "context"}, {2, 6, 7, 8}};

using Record = std::array<std::string_view, 4>;

/// nullopt when it is no record of this log.
std::optional<Record> record_of(std::string_view line, Columns<4> const& columns) {
    Record const record = columns.pick([&](std::string_view& field) {
        auto const next = grammar::next_csv_field(line);
        if (next) field = next->text;
        return next.has_value();
    });
    bool const known = record[event].size() == 1 && std::string_view("+-><*").find(record[event]) != std::string::npos;
    return known && !record[session].empty() ? std::optional(record) : std::nullopt;
}

constexpr std::string_view first_columns = "#Fields: date-time,connector-id,session-id,";

bool is_said(Record const& record) {
    bool const arrow = record[event] == ">" || record[event] == "<";
    return arrow && (is_reply_shaped(record[data]) || is_command_shaped(record[data]));
}

int score(std::span<std::string_view const> head) {
    for (std::string_view const line : head) {
        if (line.starts_with(first_columns)) return 100;
        auto const record = record_of(line, usual_columns);
        if (record && is_said(*record) && record->at(session).size() == 16) return 97;
    }
    return 0;
}

/// What Exchange says of a connection, in the last column.
Kind kind_of_words(std::string_view words) {
    if (words.starts_with("attempting to connect")) return Kind::open;
    if (words.starts_with("Failed to connect") || words.starts_with("Failed connection to")) return Kind::close;
    return words.starts_with("TLS protocol ") ? Kind::tls : Kind::note;
}

Kind kind_of_event(Record const& record) {
    switch (record[event].front()) {
    case '+': return Kind::open;
    case '-': return Kind::close;
    case '>': return Kind::client;
    case '<': return Kind::server;
    default: return kind_of_words(record[context]);
    }
}

/// "250  mx.example.net Hello [192.0.2.1] SIZE 37748736 PIPELINING AUTH NTLM LOGIN": the lines of the reply in one.
bool is_joined_hello(std::string_view words) {
    return words.starts_with("250  ") && words.find(" Hello [") != std::string_view::npos;
}

/// Is a word a parameter of the keyword before it, and no keyword of its own?
bool is_parameter(std::string_view keyword, std::string_view word) {
    constexpr std::array<std::string_view, 9> mechanisms{
        "NTLM", "GSSAPI", "LOGIN", "PLAIN", "EXCHANGEAUTH", "XOAUTH2", "OAUTHBEARER", "EXTERNAL", "NEGOTIATE"};
    if (keyword == "SIZE") return ascii::is_digit(word.front());
    bool const takes_mechanisms = keyword == "AUTH" || keyword == "X-EXPS";
    return takes_mechanisms && std::ranges::find(mechanisms, word) != mechanisms.end();
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (line.text.starts_with('#')) return comment(line, events);
        auto const record = record_of(line.text, columns_);
        if (!record) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        Kind const kind = kind_of_event(*record);
        bool const said = kind == Kind::client || kind == Kind::server;
        if (said && is_joined_hello(record->at(data))) return joined_hello(line, kind, *record, events);
        std::string_view const words = record->at(said ? data : context);
        events.on(TranscriptEvent{kind, line, said ? with_single_quotes(words) : words, record->at(session)});
    }

private:
    void comment(LineView line, EventSink& events) {
        if (line.text.starts_with(fields_line)) columns_.read(ascii::trim(line.text.substr(fields_line.size())), ',');
        send(events, Kind::note, line);
    }

    void joined_hello(LineView line, Kind kind, Record const& record, EventSink& events) {
        std::string_view rest = record[data].substr(5);
        std::size_t const greeting = std::min(rest.find("] ", rest.find(" Hello [")), rest.size());
        std::vector<std::string> lines{std::string(rest.substr(0, std::min(greeting + 1, rest.size())))};
        rest.remove_prefix(std::min(greeting + 1, rest.size()));
        std::string_view keyword;
        while (!(rest = ascii::trim(rest)).empty()) {
            std::string_view const word = rest.substr(0, rest.find(' '));
            rest.remove_prefix(word.size());
            if (is_parameter(keyword, word)) {
                lines.back().append(" ").append(word);
                continue;
            }
            keyword = word;
            lines.emplace_back(word);
        }
        for (std::string& each : lines) {
            each.insert(0, &each == &lines.back() ? "250 " : "250-");
            events.on(TranscriptEvent{kind, line, each, record[session]});
        }
    }

    /// A quote inside a quoted field is written twice.
    std::string_view with_single_quotes(std::string_view text) {
        constexpr std::string_view twice = "\"\"";
        if (text.find(twice) == std::string_view::npos) return text;
        text_.clear();
        for (std::size_t at = text.find(twice); at != std::string_view::npos; at = text.find(twice)) {
            text_.append(text.substr(0, at + 1));
            text.remove_prefix(at + twice.size());
        }
        return text_.append(text);
    }

    Columns<4> columns_ = usual_columns;
    std::string text_;
};

} // namespace

Dialect const exchange{"exchange", "protocol log of Exchange", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<Reader>, nullptr, Echo::nothing, Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
