#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <array>
#include <string>

/// The SMTP activity log of MailEnable: columns with tabs between, a command and the first line of its answer in one
/// row: time, direction, message, socket, address, command, what was said, answer, octets sent and received, user. The
/// row of a greeting has no command.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

enum Column : std::size_t { time, direction, message, socket, address, verb, said, answer, columns };
using Row = std::array<std::string_view, columns>;

std::string_view next_field(std::string_view& line, std::string_view separators) {
    std::size_t const end = std::min(line.find_first_of(separators), line.size());
    std::string_view const field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

/// Where the answer begins in "RCPT RCPT TO:<a@example.org> 550 no such user 17 30".
std::size_t find_answer(std::string_view text) {
    if (is_reply_shaped(text)) return 0;
    for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1))
        if (is_reply_shaped(text.substr(at + 1))) return at + 1;
    return text.size();
}

/// Two counts of octets, perhaps a user: no words of the server.
std::string_view without_counts(std::string_view text) {
    std::size_t end = text.find_last_not_of(' ') + 1;
    int counts = 0;
    for (int words = 0; words < 3 && counts < 2; ++words) {
        std::size_t const begin = text.substr(0, end).rfind(' ') + 1;
        bool const number = text.substr(begin, end - begin).find_first_not_of("0123456789") == std::string_view::npos;
        if (begin == 0 || (!number && counts > 0)) return text;
        counts += number;
        end = text.substr(0, begin).find_last_not_of(' ') + 1;
    }
    return counts == 2 ? text.substr(0, end) : text;
}

/// As it stands in a mail or on a page: one blank where a tab was.
void read_blanks(Row& row, std::string_view rest) {
    std::size_t const at = find_answer(rest);
    row[answer] = without_counts(rest.substr(at));
    std::string_view before = ascii::trim(rest.substr(0, at));
    row[verb] = next_field(before, " ");
    row[said] = ascii::trim(before);
}

/// nullopt when it is no row of this log.
std::optional<Row> row_of(std::string_view line) {
    Row row;
    bool const tabs = line.find('\t') != std::string_view::npos;
    std::string_view const separators = tabs ? "\t" : " ";
    if (clock_of(line.substr(std::min(line.find(' ') + 1, line.size()))) < 0) return std::nullopt;
    if (!tabs) next_field(line, separators); // the date
    for (std::size_t place = time; place <= address; ++place) row[place] = next_field(line, separators);
    bool const inbound = row[direction] == "SMTP-IN";
    if ((!inbound && row[direction] != "SMTP-OU") || row[address].empty()) return std::nullopt;
    if (!tabs) read_blanks(row, line);
    for (std::size_t place = verb; tabs && place < columns; ++place) row[place] = next_field(line, separators);
    return row;
}

int score(std::span<std::string_view const> head) {
    return std::ranges::any_of(head, [](std::string_view line) { return row_of(line).has_value(); }) ? 97 : 0;
}

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const row = row_of(line.text);
        if (!row) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        channel_.assign(row->at(direction)).append(" ").append(row->at(socket)).append(" ").append(row->at(address));
        bool const greets = row->at(verb).empty() && row->at(said).empty();
        if (greets && row->at(answer).starts_with("220")) events.on(TranscriptEvent{Kind::open, line, {}, channel_});
        if (!greets) command(line, *row, events);
        reply(line, row->at(answer), events);
        if (ascii::equal_no_case(row->at(verb), "QUIT"))
            events.on(TranscriptEvent{Kind::close, line, line.text, channel_});
    }

private:
    /// The verb stands again before what was said, but not where a login goes on.
    void command(LineView line, Row const& row, EventSink& events) {
        bool const again = ascii::starts_with_no_case(row[said], row[verb]);
        text_.assign(again || ascii::equal_no_case(row[verb], "AUTH") ? "" : row[verb]);
        if (!row[said].empty()) text_.append(text_.empty() ? "" : " ").append(row[said]);
        if (text_.empty() || row[said] == ".") text_ = row[row[said] == "." ? said : verb];
        events.on(TranscriptEvent{Kind::client, line, text_, channel_});
    }

    /// Of several lines the first is shown.
    void reply(LineView line, std::string_view answer, EventSink& events) {
        if (answer.empty()) return;
        text_ = answer;
        if (is_reply_shaped(text_) && text_.size() > 3) text_[3] = ' ';
        events.on(TranscriptEvent{Kind::server, line, text_, channel_});
    }

    std::string text_, channel_;
};

} // namespace

Dialect const mailenable{"mailenable", "SMTP activity log of MailEnable", InputKind::transcript,
    SessionRecord::Observer::unknown, score, open_reader<Reader>, nullptr, Echo::nothing, Shows::start | Shows::order};

} // namespace whybounce::dialect
