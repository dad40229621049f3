#include "grammars/postfix.hpp"
#include "dialects/log_frame.hpp"
#include "dialects/postfix_digest.hpp"
#include "dialects/postfix_forms.hpp"
#include "dialects/postfix_tag.hpp"
#include "dialects/rows.hpp"
#include "dialects/year_finder.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

namespace whybounce::dialect {

bool is_postfix_tag(std::string_view tag) {
    std::size_t const slash = tag.rfind('/');
    if (slash == std::string_view::npos) return tag.starts_with("postfix");
    return tag.starts_with("postfix") || is_postfix_daemon(tag.substr(slash + 1));
}

namespace {

using std::string_view_literals::operator""sv;

/// Mail daemons that log beside Postfix; their forms come with later work, so for now they are counted as not
/// understood.
constexpr std::array other_mail_daemons{"amavis"sv, "amavisd"sv, "clamav-milter"sv, "clamsmtpd"sv, "dkim-milter"sv,
    "dovecot"sv, "exim"sv, "imapd"sv, "mailscanner"sv, "milter-greylist"sv, "mimedefang"sv, "opendkim"sv, "opendmarc"sv,
    "policyd"sv, "policyd-spf"sv, "postfwd"sv, "postgrey"sv, "postsrsd"sv, "rspamd"sv, "saslauthd"sv,
    "spamass-milter"sv, "spamd"sv, "sqlgrey"sv};

bool is_mail_daemon(std::string_view tag) {
    std::string const name = ascii::to_lower(tag.substr(0, tag.find_first_of("/(")));
    return std::ranges::find(other_mail_daemons, name) != other_mail_daemons.end();
}

int score(std::span<std::string_view const> head) {
    int mine = 0, framed = 0, lines = 0;
    for (std::string_view const line : head) {
        lines += !line.empty();
        auto const frame = read_log_frame(line);
        framed += frame.has_value();
        mine += frame && is_postfix_tag(frame->tag);
    }
    if (mine == 0 || framed * 2 < lines) return 0;
    return 70 + 30 * mine / lines;
}

/// The queue id that a line begins with; empty when there is none.
std::string_view queue_id_of(std::string_view text) {
    auto const id = grammar::parse_queue_id(text);
    return id ? id->value : std::string_view{};
}

class Reader final : public DialectReader {
public:
    explicit Reader(ReadingContext const& context) : years_(context.year) { look_ahead(context.head); }

    void line(LineView line, EventSink& events) override {
        LogEvent event;
        event.line = line;
        if (auto frame = read_log_frame(line.text))
            framed(*frame, event);
        else
            event.line_class = ascii::trim(line.text).empty() ? LineClass::irrelevant : LineClass::unrecognised;
        events.on(event);
    }

    void complete(LogTime& time, std::string_view queue_id) override { years_.complete(time, queue_id); }

private:
    void framed(LogFrame& frame, LogEvent& event) {
        event.host = frame.host;
        event.program = frame.tag;
        event.daemon = last_part(frame.tag);
        event.pid = frame.pid;
        if (is_postfix_tag(frame.tag))
            read_postfix_text(frame.text, event);
        else if (is_mail_daemon(frame.tag))
            unknown(frame, event);
        years_.complete(frame.time, event.queue_id);
        event.time = frame.time;
    }

    static void unknown(LogFrame const& frame, LogEvent& event) {
        event.kind = "unknown";
        event.form = Message{{}, frame.text};
        event.line_class = LineClass::unrecognised;
    }

    /// The first long queue id of the input dates the lines before it.
    void look_ahead(std::string_view head) {
        while (!head.empty()) {
            std::size_t const end = std::min(head.find('\n'), head.size());
            auto const frame = read_log_frame(head.substr(0, end));
            if (frame && frame->time.year == 0 && arrival_of(queue_id_of(frame->text)))
                return years_.anchor(frame->time, queue_id_of(frame->text));
            head.remove_prefix(std::min(end + 1, head.size()));
        }
    }

    YearFinder years_;
};

std::unique_ptr<DialectReader> open(ReadingContext const& context) { return std::make_unique<Reader>(context); }

/// The stamp of the first line that has one.
std::optional<std::string> begins(ReadingContext const& context) {
    struct FirstStamp final : EventSink {
        void on(TranscriptEvent const&) override {}
        void on(BareReply const&) override {}
        void on(LogEvent const& event) override { stamp = to_iso8601(event.time); }
        std::optional<std::string> stamp;
    } first;
    Reader reader(context);
    std::string_view rest = context.head;
    while (!rest.empty() && !first.stamp) {
        std::size_t const end = std::min(rest.find('\n'), rest.size());
        reader.line({rest.substr(0, end), 1}, first);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return first.stamp;
}

} // namespace

Dialect const postfix{"postfix", "Postfix mail log", InputKind::log, SessionRecord::Observer::unknown, score, open,
    begins, digest_postfix};

} // namespace whybounce::dialect
