#pragma once
#include "session/credentials.hpp"
#include "session/session.hpp"
#include "session/witness.hpp"
#include "whybounce/event.hpp"

#include <deque>
#include <string>

namespace whybounce::session {

/// Pairs commands with replies and follows the phases of a session. One input after the other; sessions inside an input
/// are told apart by what the tool says and by fresh greetings.
///
/// Replies are matched first-in first-out (RFC 2920 section 3.1): the greeting first, then the oldest command still
/// open. Under LMTP the end of content stays open until each accepted recipient has its reply (RFC 2033 section 4.2).
class Tracker {
public:
    /// What to expect of the dialect at hand.
    struct Expectations {
        Echo echo = Echo::all;
    };

    explicit Tracker(SessionSink& sink) : sink_(sink) {}

    /// Another input follows.
    void begin(Expectations expectations) {
        expect_ = expectations;
        unmarked_ = false;
    }

    /// What the line was understood as. Views in the event need not outlive the call.
    LineClass feed(TranscriptEvent const& event);
    /// The input is over: the last session goes out.
    void finish();

    /// Would a line of plain words from the client only make the message at hand longer?
    bool takes_content() const;
    /// So many lines of plain words, and their octets on the wire. Only when takes_content().
    void add_content(std::uint64_t lines, std::uint64_t octets);

private:
    /// A reply whose last line has not come yet.
    struct OpenReply {
        std::size_t line = 0;
        std::uint16_t code = 0;
        std::optional<EnhancedStatusCode> status;
        std::string_view text;
        std::vector<SourceLine> lines;
    };

    /// A reply-shaped line inside unmarked content: the server's only if nothing follows it.
    struct HeldLine {
        std::size_t number = 0;
        std::string_view line, text;
    };

    LineClass on_said(TranscriptEvent const& event);
    LineClass on_either(TranscriptEvent const& event);
    LineClass on_client(TranscriptEvent const& event);
    bool is_proxy_header(std::string_view text) const;
    LineClass on_server(TranscriptEvent const& event);
    LineClass on_glued_reply(TranscriptEvent const& event);
    LineClass on_reply(LineView line, std::string_view text, ReplyLine const& reply);
    void note_prose(std::string_view text);
    void drop_prose();
    void on_close(TranscriptEvent const& event);
    bool is_abandoned() const;
    bool is_one_sided() const;
    void on_tls_failed(TranscriptEvent const& event);
    void on_open(LineView line);

    bool follows_its_reply(Verb verb) const;
    void end_interrupted_reply();
    void command(TranscriptEvent const& event, CommandLine const& command);
    void pass_over_unseen_challenges();
    void pass_over_unseen_end();
    void auth_response(TranscriptEvent const& event);
    void end_unseen_content(std::size_t line);
    LineClass chunk_content(TranscriptEvent const& event);
    LineClass end_of_data(TranscriptEvent const& event);
    bool is_early_content(std::string_view text) const;
    LineClass content(TranscriptEvent const& event);
    Exchange& add_exchange(Verb verb, std::size_t line, std::string_view name);
    void note_arguments(Exchange& exchange);
    void hide_line(Exchange& exchange, CommandLine const& parsed);
    void hide_argument(Exchange& exchange, TranscriptEvent const& event, CommandLine const& command);
    void hide_url_token(Exchange& exchange);
    void note_auth(Exchange& exchange, TranscriptEvent const& event, CommandLine const& command);

    void take_reply_line(LineView line, std::string_view text, ReplyLine const& reply);
    void complete_reply();
    void insert_greeting(std::size_t line);
    void take_back_greeting(Verb next);
    void assume_phase(Exchange const& exchange);
    Exchange& exchange_for_reply();
    bool is_greeting() const;
    bool answers_command() const;
    bool answered() const;
    bool opens_next_session() const;
    bool login_goes_on() const;
    void begin_next_session();
    void hide_repeated_credentials();
    void hide_auth_response(Exchange& exchange);
    void answer(Exchange& exchange);
    bool is_farewell(Exchange const& exchange) const;
    bool awaits_more(Exchange const& answered) const;
    void after_answer(Exchange const& exchange);
    void expect_prdr_replies(Exchange const& first);
    void expect_lmtp_replies(std::size_t first);
    void release_held_reply();
    void finish_session();

    bool reply_expected() const { return !pending_.empty() || session_.exchanges.empty() || reply_.has_value(); }
    bool in_content() const { return content_ || content_octets_ > 0; }

    SessionSink& sink_;
    Expectations expect_;
    bool unmarked_ = false; ///< the text does not say who speaks: more must be guessed
    Witness witness_;       ///< for the linter
    Session session_;
    std::deque<std::size_t> pending_; ///< numbers of exchanges without an answer, oldest first
    std::optional<OpenReply> reply_;
    bool content_ = false;            ///< after 354 and before the final dot
    std::uint64_t sent_octets_ = 0;   ///< of the content at hand, with CR LF
    std::uint64_t content_lines_ = 0; ///< of the content at hand
    std::optional<HeldLine> held_reply_;
    std::uint64_t content_octets_ = 0; ///< of a BDAT chunk still to come
    bool roles_change_ = false;        ///< TURN or ATRN was accepted: who greets next is the server
    bool challenged_ = false;          ///< the last reply was a SASL challenge
    bool auth_seen_ = false;           ///< the last command belonged to AUTH: what follows may be a credential
    static constexpr std::size_t no_prose = static_cast<std::size_t>(-1);
    bool behind_blank_ = false;              ///< the last line of an unmarked text was empty
    std::size_t prose_from_ = no_prose;      ///< exchanges from here on may be no commands at all
    Credentials credentials_;                ///< of this session
    std::vector<std::string_view> accepted_; ///< recipients of this transaction
};

} // namespace whybounce::session
