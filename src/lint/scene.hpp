#pragma once
#include "session/contract.hpp"
#include "session/session.hpp"
#include "whybounce/smtp.hpp"

#include <cstdint>
#include <initializer_list>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace whybounce::lint {

using session::ContentFacts;
using session::Contract;
using session::Exchange;
using session::Session;
using session::Verb;

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Verbs, a bit each.
class VerbSet {
public:
    constexpr VerbSet() = default;
    constexpr VerbSet(std::initializer_list<Verb> verbs) {
        for (Verb const verb : verbs) add(verb);
    }
    constexpr void add(Verb verb) { bits_ |= 1U << static_cast<unsigned>(verb); }
    constexpr bool has(Verb verb) const { return meets(VerbSet{verb}); }
    constexpr bool meets(VerbSet const& other) const { return (bits_ & other.bits_) != 0; }
    constexpr VerbSet operator~() const {
        VerbSet others;
        others.bits_ = ~bits_;
        return others;
    }

private:
    static_assert(static_cast<unsigned>(Verb::other) < 32);
    std::uint32_t bits_ = 0;
};
inline constexpr VerbSet any_verb = ~VerbSet{};

/// See lasting_refusal_key().
using RefusedKeys = std::unordered_set<std::uint64_t>;

/// The argument of MAIL or RCPT in pieces, whatever its faults.
struct WrittenPath {
    bool keyword = false; ///< FROM or TO and a colon
    bool blank = false;   ///< around the colon
    bool brackets = false, closed = false;
    std::string_view path; ///< inside the brackets, source route included
};

/// A command and its reply, with the state that it met.
struct Moment {
    Exchange const* exchange = nullptr;
    std::span<session::SaidLine const> lines;   ///< of the reply
    std::size_t number = 0;                     ///< in the session
    WrittenPath path;                           ///< of MAIL or RCPT
    std::span<EsmtpParameter const> parameters; ///< behind the path of MAIL or RCPT
    bool known = false;                         ///< the state before it is known: the capture did not begin later
    bool hello = false;                         ///< a hello was accepted since the greeting, or since TLS began
    Contract const* contract{};                 ///< the answer to the last EHLO; null: none seen
    Contract const* made{};                     ///< by the answer to this hello; null for all else
    bool stale = false;                         ///< that answer is older than TLS
    bool tls = false, authenticated = false;
    std::size_t mail = none;                    ///< MAIL of the open transaction
    std::size_t mail_tried = none;              ///< the last MAIL since the transaction ended, accepted or not
    unsigned rcpt_tried = 0, rcpt_accepted = 0; ///< in the transaction
    unsigned mails_accepted = 0;                ///< transactions before, in the session
    bool chunked = false;                       ///< BDAT was used in the transaction
    std::size_t behind = none;                  ///< the oldest command that was not answered yet when this one was sent
    bool last_failed = false;                   ///< the exchange before got 4yz, 5yz or no answer

    Verb verb() const { return exchange->verb; }
    int code() const { return exchange->record.code.value_or(0); }
    bool open() const { return mail != none; }
    /// Did the server offer an extension, as far as the transcript tells? True where it does not tell.
    bool offered(std::string_view keyword) const { return !known || (contract ? contract->offers(keyword) : !hello); }
};

/// A finished session, seen with the linter's eyes.
class Scene {
public:
    /// @param room  for the moments: that of an earlier scene spares its allocation
    Scene(Session const& session, Shows shows, std::vector<Moment> room = {});
    Scene(Scene const&) = delete;
    Scene& operator=(Scene const&) = delete;

    Session const& session;
    Shows shows;
    std::vector<Moment> moments;
    VerbSet verbs;                               ///< of the moments
    bool edited = false;                         ///< names or addresses are replaced
    bool one_sided = false;                      ///< commands or replies are missing
    RefusedKeys const* refused_before = nullptr; ///< earlier in the input, see lasting_refusal_key
    bool unreadable_end = false;                 ///< STARTTLS was the last that could be read: a capture from the wire
    bool grouped = false;                        ///< a command was sent before an earlier one was answered
    bool torn = false; ///< the text stops while something is open, and does not say that the connection ended

    Moment const* greeting() const;
    /// The content that belongs to DATA or BDAT; nullptr where none was shown.
    ContentFacts const* content_of(std::size_t opener) const;
    /// The next exchange that is no SASL response; nullptr at the end.
    Moment const* after(Moment const& moment) const;

private:
    void replay();
    void remember(Moment& state, Exchange const& exchange, std::size_t number);

    std::span<EsmtpParameter const> parameters_behind(Exchange const& command);

    std::list<Contract> contracts_; ///< moments point at them
    std::list<std::vector<EsmtpParameter>> parameters_;
};

/// Verbs in groups.
bool is_hello(Verb verb);
bool is_auth(Verb verb);
bool is_chunk(Verb verb);
/// MAIL, RCPT, DATA, BDAT.
bool is_mail_command(Verb verb);
/// The answer to the content: (eod), or the last BDAT.
bool is_content_answer(Verb verb);

/// Was it sent before the other one was answered? By the order of the lines.
bool sent_before_answer(Exchange const& later, Exchange const& earlier);

} // namespace whybounce::lint
