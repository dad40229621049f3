#include "dialects/columns.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <string>

/// Logs of the SMTP service of IIS, in the W3C format, where a "#Fields:" line tells the columns and blanks are written
/// as
/// "+", or in its own, where commas stand between columns that are always the same. As server it logs a command and the
/// code of its answer in one record, no greeting; as client each line it says and the first line of each reply.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

enum Column : std::size_t { peer, user, method, query, status };
constexpr Columns<5> no_columns{{"c-ip", "cs-username", "cs-method", "cs-uri-query", "sc-status"},
    {Columns<5>::absent, Columns<5>::absent, Columns<5>::absent, Columns<5>::absent, Columns<5>::absent}};

/// Of the own format: address, user, date, time, service, …, code, error, verb, target, argument.
constexpr Columns<5> own_columns{no_columns.names, {0, 1, 12, 14, 10}};
constexpr std::string_view own_service = ", SMTPSVC";

using Record = std::array<std::string_view, 5>;

Record own_record_of(std::string_view line) {
    return own_columns.pick([&](std::string_view& field) {
        auto const next = grammar::next_csv_field(line);
        if (next) field = ascii::trim(next->text);
        return next.has_value();
    });
}

Record w3c_record_of(std::string_view line, Columns<5> const& columns) {
    return columns.pick([&](std::string_view& field) {
        std::size_t const first = line.find_first_not_of(' ');
        if (first == std::string_view::npos) return false;
        std::size_t const end = std::min(line.find(' ', first), line.size());
        field = line.substr(first, end - first);
        line.remove_prefix(end);
        return true;
    });
}

/// The common log format of NCSA: address - user [date] "verb target?argument protocol" code octets.
std::optional<Record> ncsa_record_of(std::string_view line) {
    std::size_t const quote = line.find("] \""), stamp = line.find(" [");
    std::size_t const end = line.find("\" ", quote == std::string_view::npos ? quote : quote + 3);
    if (quote == std::string_view::npos || stamp > quote || end == std::string_view::npos) return std::nullopt;
    Record record{};
    record[peer] = line.substr(0, line.find(' '));
    std::string_view request = line.substr(quote + 3, end - quote - 3);
    record[method] = request.substr(0, request.find(' '));
    request.remove_prefix(std::min(record[method].size() + 1, request.size()));
    if (request.ends_with(" SMTP")) request.remove_suffix(5);
    std::size_t const question = request.find('?');
    if (question != std::string_view::npos) record[query] = request.substr(question + 1);
    record[status] = line.substr(end + 2, 3);
    return record;
}

/// The verb stands alone: some versions write "RCPT TO" there.
Record record_of(std::string_view line, Columns<5> const& columns) {
    if (auto const ncsa = ncsa_record_of(line)) return *ncsa;
    bool const own = line.find(own_service) != std::string_view::npos;
    Record record = own ? own_record_of(line) : w3c_record_of(line, columns);
    record[method] = record[method].substr(0, record[method].find_first_of(" +"));
    return record;
}

constexpr std::string_view outbound_command = "OutboundConnectionCommand";
constexpr std::string_view outbound_response = "OutboundConnectionResponse";

bool has(Record const& record, std::string_view pseudo_verb) {
    return record[user] == pseudo_verb || record[method] == pseudo_verb;
}

Columns<5> columns_of(std::string_view fields) {
    Columns<5> columns = no_columns;
    columns.read(ascii::trim(fields.substr(fields_line.size())), ' ');
    return columns;
}

/// Its columns are those of the web server's log: the verbs tell them apart.
int score(std::span<std::string_view const> head) {
    Columns<5> columns = no_columns;
    for (std::string_view const line : head) {
        if (line.starts_with(fields_line)) columns = columns_of(line);
        if (line.starts_with('#')) continue;
        Record const record = record_of(line, columns);
        if (is_command_shaped(record[method]) || has(record, outbound_command) || has(record, outbound_response))
            return 97;
    }
    return 0;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (line.text.starts_with('#')) return comment(line, events);
        Record const record = record_of(line.text, columns_);
        if (has(record, outbound_response)) return response(line, record, events);
        let_go(events, false);
        if (has(record, outbound_command)) return command(line, record, outbound(record), events);
        bool const is_record = !record[method].empty() && ascii::is_alpha(record[method].front());
        if (!is_record) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        command(line, record, record[peer], events);
        answer(line, record, events);
    }

    void end(EventSink& events) override { let_go(events, false); }

private:
    /// A reply whose first line says that more come, until the next record tells whether they do.
    struct Held {
        std::size_t number = 0;
        std::string line, text, channel;
    };

    void comment(LineView line, EventSink& events) {
        if (line.text.starts_with(fields_line)) columns_ = columns_of(line.text);
        send(events, Kind::note, line);
    }

    /// "MAIL", "+FROM:<a@example.com>". DATA and QUIT carry words of IIS in place of an argument.
    void command(LineView line, Record const& record, std::string_view channel, EventSink& events) {
        text_ = record[method];
        bool const bare = ascii::equal_no_case(text_, "DATA") || ascii::equal_no_case(text_, "QUIT");
        std::string_view const argument = record[query];
        if (!bare && !argument.empty() && argument != "-") {
            if (!argument.starts_with('+')) text_ += ' ';
            append_query(text_, argument);
        }
        events.on(TranscriptEvent{Kind::client, line, text_, channel});
    }

    static void answer(LineView line, Record const& record, EventSink& events) {
        if (is_reply_shaped(record[status]))
            events.on(TranscriptEvent{Kind::server, line, record[status], record[peer]});
        if (ascii::equal_no_case(record[method], "QUIT"))
            events.on(TranscriptEvent{Kind::close, line, line.text, record[peer]});
    }

    void response(LineView line, Record const& record, EventSink& events) {
        text_.clear();
        append_query(text_, record[query]);
        std::string_view const channel = outbound(record);
        let_go(events, held_.channel == channel && held_.text.substr(0, 3) == text_.substr(0, 3));
        bool const more = is_reply_shaped(text_) && text_.size() > 3 && text_[3] == '-';
        if (!more) return events.on(TranscriptEvent{Kind::server, line, text_, channel});
        held_ = {line.number, std::string(line.text), text_, std::string(channel)};
        send(events, Kind::note, line);
    }

    void let_go(EventSink& events, bool goes_on) {
        if (held_.number == 0) return;
        if (!goes_on) held_.text[3] = ' ';
        events.on(TranscriptEvent{Kind::server, {held_.line, held_.number}, held_.text, held_.channel});
        held_ = {};
    }

    /// What this server sends to a host is not what the host sends to it.
    std::string_view outbound(Record const& record) {
        channel_.assign("> ").append(record[peer]);
        return channel_;
    }

    static void append_query(std::string& text, std::string_view query) {
        std::size_t const begin = text.size();
        text.append(query);
        std::replace(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), '+', ' ');
    }

    Columns<5> columns_ = no_columns;
    std::string text_, channel_;
    Held held_;
};

} // namespace

Dialect const iis{"iis", "log of the SMTP service of IIS", InputKind::transcript, SessionRecord::Observer::unknown,
    score, open_reader<Reader>, nullptr, Echo::nothing};

} // namespace whybounce::dialect
