#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <utility>

/// JavaMail prints the dialogue bare and hides AUTH: it says that the command was given, how it ended, and throws the
/// refusal.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

constexpr std::string_view signature[] = {
    "DEBUG SMTP: ", "DEBUG SMTPS: ", "DEBUG: JavaMail version ", "DEBUG: Jakarta Mail version "};

int score(std::span<std::string_view const> head) { return score_named(head, signature, 0); }

constexpr std::string_view exception = "Exception: ";
constexpr std::string_view no_connection = "MailConnectException: ";
constexpr std::string_view failed_login = "AuthenticationFailedException: ";

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const message = message_of(line.text)) return exception_line(line, *message, events);
        if (auto const own = grammar::parse_javamail_line(line.text)) return own_line(line, *own, events);
        if (is_frame(line.text)) return send(events, Kind::note, line);
        if (in_exception_) return continued(line, events);
        silent_ = silent_ && !is_reply_shaped(line.text);
        send(events, Kind::either, line, line.text);
    }

private:
    /// "at a.b.C.d(C.java:12)", "... 12 more" of a stack whose indentation is lost.
    static bool is_frame(std::string_view line) {
        return (line.starts_with("at ") && line.ends_with(')')) ||
            (line.starts_with("... ") && line.ends_with(" more"));
    }

    /// "a.b.SendFailedException: message", alone or behind "Caused by: ".
    static std::optional<std::string_view> message_of(std::string_view line) {
        std::size_t const thrown = line.find(exception);
        if (thrown == std::string_view::npos) return std::nullopt;
        std::string_view name = ascii::trim(line.substr(0, thrown));
        for (std::string_view const before : {"Caused by: ", "Exception in thread \"main\" "})
            if (name.starts_with(before)) name.remove_prefix(before.size());
        if (name.find(' ') != std::string_view::npos) return std::nullopt;
        return line.substr(thrown + exception.size());
    }

    void own_line(LineView line, grammar::MarkedLine const& own, EventSink& events) {
        in_exception_ = refused_ = false;
        if (own.mark == grammar::Mark::open) silent_ = true;
        if (line.text.ends_with("exception reading response, THROW: ")) return never_greeted(line, events);
        if (line.text.ends_with(" command trace suppressed")) return hidden_command(line, events);
        if (login_hidden_ && line.text.ends_with(" succeeded")) return hidden_reply(line, "235", events);
        send_marked(events, line, own);
    }

    /// "DEBUG SMTP: AUTH LOGIN command trace suppressed"
    void hidden_command(LineView line, EventSink& events) {
        std::string_view words = line.text.substr(line.text.find(": ") + 2);
        words = words.substr(0, words.find(" command trace"));
        login_hidden_ = words.starts_with("AUTH ");
        TranscriptEvent event{Kind::client, line, words};
        event.elided = true;
        events.on(event);
    }

    void hidden_reply(LineView line, std::string_view reply, EventSink& events) {
        login_hidden_ = false;
        TranscriptEvent event{Kind::server, line, reply};
        event.elided = true;
        events.on(event);
    }

    /// The refusal of a hidden login stands in the exception alone; every other refusal has been printed before.
    void exception_line(LineView line, std::string_view message, EventSink& events) {
        in_exception_ = true;
        if (line.text.find(no_connection) != std::string_view::npos) return never_greeted(line, events);
        std::size_t const login = line.text.find(failed_login);
        if (login != std::string_view::npos) message = line.text.substr(login + failed_login.size());
        refused_ = login_hidden_ && login != std::string_view::npos && is_reply_shaped(message);
        if (!refused_) return send(events, Kind::note, line);
        hidden_reply(line, message, events);
    }

    /// Nobody answered, or hung up at once.
    void never_greeted(LineView line, EventSink& events) {
        send(events, std::exchange(silent_, false) ? Kind::close : Kind::note, line, line.text);
    }

    void continued(LineView line, EventSink& events) {
        refused_ = refused_ && is_reply_shaped(line.text);
        if (refused_) return hidden_reply(line, line.text, events);
        in_exception_ = !is_blank(line.text);
        send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
    }

    bool silent_ = false; ///< a connection was tried, and nothing came
    bool in_exception_ = false;
    bool refused_ = false;      ///< the exception repeats the reply to the hidden login
    bool login_hidden_ = false; ///< AUTH was given out of sight and is not answered yet
};

} // namespace

Dialect const javamail{"javamail", "debug output of JavaMail (Jakarta Mail)", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies | Shows::end};

} // namespace whybounce::dialect
