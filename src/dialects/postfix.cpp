#include "grammars/postfix.hpp"
#include "dialects/log_wrap.hpp"
#include "dialects/postfix_digest.hpp"
#include "dialects/postfix_forms.hpp"
#include "dialects/postfix_tag.hpp"
#include "dialects/rows.hpp"
#include "dialects/year_finder.hpp"
#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/time_zone.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace whybounce::dialect {
namespace {

using std::string_view_literals::operator""sv;

/// Mail daemons that log beside Postfix; their forms come with later work, so for now they are counted as not
/// understood.
constexpr std::array other_mail_daemons{"amavis"sv, "amavisd"sv, "clamav-milter"sv, "clamsmtpd"sv, "dkim-milter"sv,
    "dovecot"sv, "exim"sv, "imapd"sv, "mailscanner"sv, "milter-greylist"sv, "mimedefang"sv, "opendkim"sv, "opendmarc"sv,
    "policyd"sv, "policyd-spf"sv, "postfwd"sv, "postgrey"sv, "postsrsd"sv, "rspamd"sv, "saslauthd"sv,
    "spamass-milter"sv, "spamd"sv, "sqlgrey"sv};

} // namespace

bool is_postfix_tag(std::string_view tag) {
    std::size_t const slash = tag.rfind('/');
    if (slash == std::string_view::npos) return tag.starts_with("postfix");
    return tag.starts_with("postfix") || is_postfix_daemon(tag.substr(slash + 1));
}

bool is_other_mail_daemon(std::string_view tag) {
    std::string const name = ascii::to_lower(tag.substr(0, tag.find_first_of("/(")));
    return std::ranges::find(other_mail_daemons, name) != other_mail_daemons.end();
}

namespace {

int score(std::span<std::string_view const> head) {
    int mine = 0, framed = 0, lines = 0;
    LogFraming framing;
    for (std::string_view const line : head) {
        LogFrame frame;
        LineView view{line, 1};
        auto const found = framing.read(view, frame);
        lines += found == LogFraming::Found::frame || (found == LogFraming::Found::nothing && !line.empty());
        framed += found == LogFraming::Found::frame;
        mine += found == LogFraming::Found::frame && is_postfix_tag(frame.tag);
    }
    if (mine == 0 || framed * 2 < lines) return 0;
    return 70 + 30 * mine / lines;
}

/// The queue id that a line begins with; empty when there is none.
std::string_view queue_id_of(std::string_view text) {
    auto const id = grammar::parse_queue_id(text);
    return id ? id->value : std::string_view{};
}

/// rsyslog: "message repeated 3 times: [ words]".
std::string_view without_repetition(std::string_view text) {
    if (!text.starts_with("message repeated ") || !text.ends_with(']')) return text;
    std::size_t const begin = text.find(" times: [ ");
    if (begin == std::string_view::npos) return text;
    text.remove_prefix(begin + 10);
    return text.substr(0, text.size() - 1);
}

/// What Postfix says of its own insides when it is told to be verbose: "function_name: …", attributes of its protocols.
bool is_debugging(std::string_view text) {
    constexpr std::array openings{"input attribute "sv, "send attr "sv, "smtp socket: "sv, "private/"sv, "public/"sv,
        "connection established"sv, "inet_"sv, "> "sv, "< "sv, ">>> "sv, "<<< "sv, "trying"sv, "report "sv,
        "name_mask: "sv, "vstream_"sv, "using backwards"sv, "process generation"sv, "Plaintext "sv};
    if (std::ranges::any_of(openings, [&](std::string_view opening) { return text.starts_with(opening); })) return true;
    std::string_view const word = text.substr(0, text.find_first_of(":( "));
    bool const name = std::ranges::all_of(word, [](char c) { return ascii::is_alnum(c) || c == '_'; });
    return name && word.find('_') != std::string_view::npos;
}

class Reader final : public DialectReader {
public:
    explicit Reader(ReadingContext const& context) : years_(context.year), zone_(context.zone) {
        look_ahead(context.head);
    }

    void line(LineView line, EventSink& events) override {
        LogFrame frame;
        auto const found = framing_.read(line, frame);
        tell(found, line, frame, events);
    }

    void end(EventSink& events) override {
        LogFrame frame;
        LineView line;
        if (framing_.finish(line, frame) == LogFraming::Found::frame)
            tell(LogFraming::Found::frame, line, frame, events);
    }

    bool needs_every_line() const override { return framing_.exporting(); }

    void complete(LogTime& time, std::string_view queue_id) override {
        years_.complete(time, queue_id);
        if (zone_ && !time.offset_minutes && time.year != 0) time.offset_minutes = zone_->offset_at(time);
    }

private:
    void tell(LogFraming::Found found, LineView const& line, LogFrame& frame, EventSink& events) {
        LogEvent event;
        event.line = line;
        bool const nothing = found == LogFraming::Found::nothing && !ascii::trim(line.text).empty();
        event.line_class = nothing ? LineClass::unrecognised : LineClass::irrelevant;
        if (found == LogFraming::Found::frame && said(line, frame, events)) return;
        if (found == LogFraming::Found::frame) framed(frame, event);
        events.on(event);
    }

    /// What smtp and smtpd log of their dialogues when they are told to be verbose; a process holds one at a time.
    bool said(LineView const& line, LogFrame const& frame, EventSink& events) {
        bool const arrow = frame.text.starts_with("> ") || frame.text.starts_with("< ");
        if (!arrow || !frame.pid || !is_postfix_tag(frame.tag)) return false;
        auto const marked = grammar::parse_postfix_verbose_line(frame.text);
        if (!marked) return false;
        bool const server = last_part(frame.tag) == "smtpd" || last_part(frame.tag) == "postscreen";
        bool const by_client = (marked->mark == grammar::Mark::client) != server;
        channel_.assign(frame.host).append(" ").append(frame.tag).append(std::to_string(*frame.pid));
        using Kind = TranscriptEvent::Kind;
        events.on(TranscriptEvent{by_client ? Kind::client : Kind::server, line, marked->text, channel_});
        return true;
    }

    void framed(LogFrame& frame, LogEvent& event) {
        event.host = frame.host;
        event.program = frame.tag;
        event.daemon = last_part(frame.tag);
        event.pid = frame.pid;
        event.text = frame.text;
        if (is_postfix_tag(frame.tag))
            postfix_text(without_repetition(frame.text), event);
        else if (is_other_mail_daemon(frame.tag))
            unknown(frame, event);
        complete(frame.time, event.queue_id);
        event.time = frame.time;
    }

    static void postfix_text(std::string_view text, LogEvent& event) {
        read_postfix_text(text, event);
        if (event.line_class != LineClass::unrecognised || !is_debugging(text)) return;
        event.kind = "debug";
        event.form = Message{}; // passwords stand in such lines
        event.line_class = LineClass::irrelevant;
    }

    static void unknown(LogFrame const& frame, LogEvent& event) {
        event.kind = "unknown";
        event.form = Message{{}, frame.text};
        event.line_class = LineClass::unrecognised;
    }

    /// The first long queue id of the input dates the lines before it.
    void look_ahead(std::string_view head) {
        LogFraming framing;
        while (!head.empty()) {
            std::size_t const end = std::min(head.find('\n'), head.size());
            LineView line{head.substr(0, end), 1};
            LogFrame frame;
            if (framing.read(line, frame) == LogFraming::Found::frame && frame.time.year == 0 &&
                arrival_of(queue_id_of(frame.text)))
                return years_.anchor(frame.time, queue_id_of(frame.text));
            head.remove_prefix(std::min(end + 1, head.size()));
        }
    }

    std::string channel_;
    LogFraming framing_;
    YearFinder years_;
    TimeZone const* zone_;
};

std::unique_ptr<DialectReader> open(ReadingContext const& context) { return std::make_unique<Reader>(context); }

/// How lines are written: in the same text stamps look alike.
std::string form_of(std::string_view text, LogTime const& time) {
    std::string form(1, text.empty() || ascii::is_alpha(text.front()) ? 'a' : text.front());
    if (ascii::is_digit(form.front())) form = "0";
    form += time.basis == TimeBasis::logged ? 'y' : ' ';
    return form + std::to_string(time.fraction.size());
}

/// The first line that has a stamp.
std::optional<LogBeginning> begins(ReadingContext const& context) {
    struct FirstStamp final : EventSink {
        void on(TranscriptEvent const&) override {}
        void on(BareReply const&) override {}
        void on(LogEvent const& event) override {
            auto stamp = to_iso8601(event.time);
            if (!stamp) return;
            bool const logged = event.time.basis == TimeBasis::logged;
            found = LogBeginning{*std::move(stamp), seconds_since_1970(event.time), logged, form_of(text, event.time)};
        }
        std::string_view text;
        std::optional<LogBeginning> found;
    } first;
    first.text = context.head;
    Reader reader(context);
    std::string_view rest = context.head;
    while (!rest.empty() && !first.found) {
        std::size_t const end = std::min(rest.find('\n'), rest.size());
        reader.line({rest.substr(0, end), 1}, first);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return first.found;
}

} // namespace

Dialect const postfix{"postfix", "Postfix mail log", InputKind::log, SessionRecord::Observer::unknown, score, open,
    begins, Echo::nothing, Shows::nothing, digest_postfix};

} // namespace whybounce::dialect
