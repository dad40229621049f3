#include "dialects/postfix_digest.hpp"

#include "dialects/log_wrap.hpp"
#include "dialects/octets.hpp"
#include "dialects/postfix_forms.hpp"
#include "dialects/postfix_tag.hpp"
#include "dialects/stamp_runs.hpp"
#include "grammars/postfix.hpp"
#include "whybounce/eight_octets.hpp"
#include "whybounce/hash.hpp"

#include <array>

namespace whybounce::dialect {
namespace {

using Kind = LogFact::Kind;

/// What the quick look made of a text.
enum class Look : std::uint8_t { unusual, no_effect, failure, touch, begin, picked_up, sent, piped, removed };

/// The daemons whose words mean something else than those of others.
enum class Daemon : std::uint8_t { any, pipe, discard, postsuper };

Daemon daemon_of(std::string_view name) {
    if (name == "pipe") return Daemon::pipe;
    if (name == "discard") return Daemon::discard;
    return name == "postsuper" ? Daemon::postsuper : Daemon::any;
}

// ---- texts behind "QUEUEID: ": each must say yes only where the grammar says yes -----------------------------------

/// to=<R>, [orig_to=<O>, ]relay=…, [conn_use=…, ]delay=…, [delays=…, ][tls=…, ][dsn=…, ]status=WORD
Look look_at_delivery(Cursor at, Daemon daemon, std::string_view& recipient) {
    if (at.peek() == '"' || !at.take_past('>', ", ", &recipient)) return Look::unusual;
    if (at.take("orig_to=<") && (at.peek() == '"' || !at.take_past('>', ", "))) return Look::unusual;
    std::string_view relay;
    if (!at.take("relay=") || !at.take_past(',', " ", &relay)) return Look::unusual;
    if (at.take("conn_use=") && !at.take_past(',', " ")) return Look::unusual;
    if (!at.take("delay=") || !at.take_past(',', " ")) return Look::unusual;
    if (at.take("delays=") && !at.take_past(',', " ")) return Look::unusual;
    if (at.take("tls=") && !at.take_past(',', " ")) return Look::unusual;
    if (at.take("dsn=") && !at.take_past(',', " ")) return Look::unusual;
    if (!at.take("status=")) return Look::unusual;
    if (at.take("sent (")) {
        if (grammar::is_filter_relay(relay) || at.begins("forwarded as ")) return Look::unusual; // under another id
        return daemon == Daemon::pipe && grammar::is_filter_service(relay) ? Look::piped : Look::sent;
    }
    return at.begins("bounced (") || at.begins("deferred (") ? Look::failure : Look::unusual;
}

/// from=<S>, size=N, nrcpt=N
Look look_at_active(Cursor at, std::string_view& sender) {
    if (at.peek() == '"' || !at.take_past('>', ", ", &sender) || !at.take("size=")) return Look::unusual;
    return at.take_digits() && at.take(", nrcpt=") && at.take_digits() ? Look::touch : Look::unusual;
}

/// client=HOST[IP][, sasl_method=M, sasl_username=U]. One by the name of this host may be a content filter.
Look look_at_client(Cursor at, std::string_view own_host) {
    std::string_view const rest = at.rest();
    if (!own_host.empty() && rest.starts_with(own_host)) return Look::unusual;
    std::size_t const bracket = rest.find('[');
    if (bracket != std::string_view::npos && grammar::is_loopback(rest.substr(bracket + 1, 4))) return Look::unusual;
    if (rest.find("[::1]") != std::string_view::npos) return Look::unusual;
    if (!at.take_past(',', " ")) return Look::begin;
    if (!at.take("sasl_method=") || !at.take_past(',', " ") || !at.take("sasl_username=")) return Look::unusual;
    return at.take_past(',', " ") ? Look::unusual : Look::begin;
}

/// The id without its brackets, as the grammar has it.
std::string_view bare_id(std::string_view id) {
    return id.starts_with('<') && id.ends_with('>') ? id.substr(1, id.size() - 2) : id;
}

/// @param name  the recipient, the sender or the message-id, where the line tells it
Look look_at_queued(Cursor at, Daemon daemon, std::string_view own_host, std::string_view& name) {
    switch (at.peek()) {
    case 't': return at.take("to=<") ? look_at_delivery(at, daemon, name) : Look::unusual;
    case 'f': return at.take("from=<") ? look_at_active(at, name) : Look::unusual;
    case 'c': return at.take("client=") ? look_at_client(at, own_host) : Look::unusual;
    case 'm':
        if (!at.take("message-id=")) return Look::unusual;
        name = bare_id(at.rest());
        return Look::begin;
    case 'u':
        if (!at.take("uid=") || !at.take_digits() || !at.take(" from=<") || at.peek() == '"') return Look::unusual;
        return at.take_past('>', "", &name) && at.at_end() && !name.empty() ? Look::picked_up : Look::unusual;
    case 'r': return at.take("removed") && at.at_end() && daemon != Daemon::postsuper ? Look::removed : Look::unusual;
    case 's':
        return (at.take("sender non-delivery notification: ") || at.take("sender delay notification: ")) &&
                behind_alnum(at.at(), at.at() + at.rest().size()) != at.at()
            ? Look::touch
            : Look::unusual;
    default: return Look::unusual;
    }
}

// ---- texts without a queue id --------------------------------------------------------------------------------------

bool is_graph(char c) { return c != '\0' && c != ' '; }

Look look_at_warning(Cursor at) {
    return at.rest().find(": SASL ") == std::string_view::npos ? Look::unusual : Look::failure;
}

Look look_at_tls(Cursor at) {
    bool const trust = at.take("Anonymous") || at.take("Untrusted") || at.take("Trusted") || at.take("Verified");
    return trust && at.begins(" TLS connection established ") ? Look::no_effect : Look::unusual;
}

/// What anvil(8) and scache(8) count; other words behind "statistics: " make it look like a queue id.
bool is_statistic(Cursor at) {
    return at.begins("max ") || at.begins("address lookup ") || at.begins("domain lookup ") ||
        at.begins("start interval ");
}

Look look_at_unqueued(Cursor at) {
    auto const harmless = [](bool known) { return known ? Look::no_effect : Look::unusual; };
    switch (at.peek()) {
    case 'c':
        if (at.take("connect from ")) return harmless(is_graph(at.peek()));
        return harmless(at.take("connect to ") && at.take_past(':', " "));
    case 'd': return harmless(at.take("disconnect from ") && is_graph(at.peek()));
    case 'l': return at.begins("lost connection after ") ? Look::failure : Look::unusual;
    case 'w': return at.take("warning: ") ? look_at_warning(at) : Look::unusual;
    case 's': return harmless(at.take("statistics: ") && is_statistic(at));
    case 'a': return harmless(at.take("addr ") && at.rest().find(" listed by domain ") != std::string_view::npos);
    case 'A':
    case 'T':
    case 'U':
    case 'V': return look_at_tls(at);
    case 'C': return harmless(at.begins("CONNECT from "));
    case 'D': return harmless(at.begins("DISCONNECT ") || at.begins("DNSBL rank "));
    case 'H': return harmless(at.begins("HANGUP after "));
    case 'P': return harmless(at.begins("PASS NEW ") || at.begins("PASS OLD ") || at.begins("PREGREET "));
    default: return Look::unusual;
    }
}

// ---- lines ---------------------------------------------------------------------------------------------------------

/// What stands before the tag changes little from line to line: it is read in full once, and then compared.
class LineHead {
public:
    explicit LineHead(StampRuns& stamps) : stamps_(stamps) {}

    /// Stamp and host. False: not of the form that is read here.
    bool take(std::string_view line, Cursor& at) {
        if (!last_.empty() && at.take(last_)) return true;
        return take_clock(line, at) || take_whole(line, at);
    }
    std::string_view host() const { return host_; }
    std::uint64_t host_hash() const { return host_hash_; }

private:
    static unsigned two_digits(char const* at) { return static_cast<unsigned>((at[0] - '0') * 10 + (at[1] - '0')); }

    /// Another second of the same day, the same host.
    bool take_clock(std::string_view line, Cursor& at) {
        if (day_.empty() || !at.take(day_) || at.rest().size() < 8) return false;
        char const* const clock = at.at();
        for (std::size_t const i : {0, 1, 3, 4, 6, 7})
            if (clock[i] < '0' || clock[i] > '9') return false;
        if (clock[2] != ':' || clock[5] != ':') return false;
        at = Cursor(at.rest().substr(8));
        LogTime time = time_;
        time.hour = two_digits(clock);
        time.minute = two_digits(clock + 3);
        time.second = two_digits(clock + 6);
        if (time.hour > 23 || time.minute > 59 || time.second > 60) return false;
        time.fraction = {};
        if (time.year != 0 && (at.take(".") || at.take(","))) {
            char const* const digits = at.at();
            if (!at.take_digits()) return false;
            time.fraction = {digits, static_cast<std::size_t>(at.at() - digits)};
        }
        if (!at.take(behind_clock_)) return false;
        last_ = line.substr(0, static_cast<std::size_t>(at.at() - line.data()));
        stamps_.set(time);
        return true;
    }

    bool take_whole(std::string_view line, Cursor& at) {
        day_ = last_ = {};
        if (line.starts_with('<')) return false;
        auto const frame = read_bare_frame(line);
        std::size_t const colon = line.find(':');
        if (!frame || colon < 2) return false;
        char const* clock_end = line.data() + colon + 6;
        if (!frame->time.fraction.empty()) clock_end = frame->time.fraction.data() + frame->time.fraction.size();
        last_ = line.substr(0, static_cast<std::size_t>(frame->tag.data() - line.data()));
        day_ = line.substr(0, colon - 2);
        behind_clock_ = last_.substr(static_cast<std::size_t>(clock_end - line.data()));
        host_ = frame->host;
        host_hash_ = hash_of(host_);
        time_ = frame->time;
        stamps_.set(time_);
        at = Cursor(line.substr(last_.size()));
        return true;
    }

    StampRuns& stamps_;
    std::string_view last_, day_, behind_clock_, host_; ///< of a line of this block
    std::uint64_t host_hash_ = 0;
    LogTime time_;
};

/// A tag and what it names.
struct Tag {
    enum class Author : std::uint8_t { unclear, postfix, other_daemon, nobody };
    std::string_view text, name;
    Daemon daemon = Daemon::any;
    Author author = Author::unclear;
};

class Digester {
public:
    Digester(std::string_view text, LogDigest& digest) : digest_(digest), stamps_(digest), head_(stamps_) {
        digest.clear();
        digest.text = text;
        digest.attempts.reserve(text.size() / 192); // what growing leaves behind would stay
    }

    void run() {
        std::string_view rest = digest_.text;
        for (; !rest.empty(); ++line_) {
            auto const* const end = static_cast<char const*>(std::memchr(rest.data(), '\n', rest.size()));
            std::size_t const size = end ? static_cast<std::size_t>(end - rest.data()) : rest.size();
            std::string_view line = rest.substr(0, size);
            if (line.ends_with('\r')) line.remove_suffix(1);
            exporting_ = exporting_ || LogFraming::begins_export(line);
            if (!end || exporting_ || !take(line)) leave(line);
            rest.remove_prefix(std::min(size + 1, rest.size()));
        }
        digest_.lines = line_;
        digest_.understood = line_ - digest_.irrelevant - not_understood_;
    }

private:
    /// STAMP HOST TAG[PID]: TEXT. False: the line is to be read in full.
    bool take(std::string_view line) {
        Cursor at(line);
        if (!head_.take(line, at)) return false;
        Cursor const tag_at = at;
        std::string_view tag_text;
        std::uint32_t pid = 0;
        if (!at.take_past('[', "", &tag_text) || !at.take_number(pid) || !at.take("]: ")) return take_other(tag_at);
        Tag const& tag = tag_of(tag_text);
        if (tag.author != Tag::Author::postfix) return take_other(tag_at);
        std::string_view const text = at.rest();
        if (begins_blank(text)) return false;
        char const first = text.front();
        if ((first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z')) {
            std::string_view const id = at.take_alnum();
            if (at.take(": ")) return take_queued(id, at, tag, {line, text, pid});
            at = Cursor(text);
        }
        Look const look = look_at_unqueued(at);
        if (look == Look::no_effect) stamps_.note({}, line_);
        return look == Look::no_effect || (look == Look::failure && add_attempt({line, text, pid}, tag));
    }

    /// TAG[PID]: TEXT or TAG: TEXT of another program.
    bool take_other(Cursor at) {
        std::string_view const tag_text = at.take_until(" :[");
        std::uint32_t pid = 0;
        if (at.take("[") && (!at.take_number(pid) || !at.take("]"))) return false;
        if (!at.take(": ") || begins_blank(at.rest()) || !stamps_.in_run()) return false;
        switch (tag_of(tag_text).author) {
        case Tag::Author::other_daemon:
            stamps_.note({}, line_);
            ++not_understood_;
            digest_.facts.push_back({0, 0, line_, 0, 0, Kind::unknown});
            return true;
        case Tag::Author::nobody: ++digest_.irrelevant; return true;
        default: return false;
        }
    }

    static bool begins_blank(std::string_view text) {
        return text.empty() || text.front() == ' ' || text.front() == '\t';
    }

    struct Parts {
        std::string_view line, text;
        std::uint32_t pid;
    };

    bool take_queued(std::string_view id, Cursor at, Tag const& tag, Parts const& parts) {
        if (same_octets(id, "NOQUEUE")) return at.begins("reject: ") && add_attempt(parts, tag);
        std::string_view name;
        Look const look = look_at_queued(at, tag.daemon, head_.host(), name);
        std::uint64_t const value = name.empty() ? 0 : hash_of(name);
        switch (look) {
        case Look::touch: add(Kind::touch, id, value); return true;
        case Look::begin: add(Kind::begin, id, value); return true;
        case Look::piped: add(Kind::piped, id, hash_of(name)); return true;
        case Look::picked_up: add(Kind::picked_up, id, value); return true;
        case Look::removed: add(Kind::removed, id); return true;
        case Look::sent:
            add(tag.daemon == Daemon::discard ? Kind::discarded : Kind::sent, id, hash_of(name));
            return true;
        case Look::failure: return add_attempt(parts, tag);
        default: return false;
        }
    }

    void add(Kind kind, std::string_view id, std::uint64_t value = 0) {
        stamps_.note(id, line_);
        digest_.facts.push_back({hash_of(id, head_.host_hash()), value, line_, offset(id), length(id), kind});
    }

    /// Read in full here: what it says is found out on this thread, only its place among the others is not known yet.
    bool add_attempt(Parts const& parts, Tag const& tag) {
        LogEvent& event = digest_.attempts.emplace_back();
        event.host = head_.host();
        event.program = tag.text;
        event.daemon = tag.name;
        if (parts.pid != 0) event.pid = parts.pid;
        read_postfix_text(parts.text, event);
        if (!tells_failure(event)) {
            digest_.attempts.pop_back();
            return false;
        }
        event.line = {parts.line, line_};
        event.time = stamps_.time();
        stamps_.note(event.queue_id, line_);
        digest_.facts.push_back({0, digest_.attempts.size() - 1, line_, 0, 0, Kind::attempt});
        return true;
    }

    /// The forms that failed attempts have; another one is read in its turn.
    static bool tells_failure(LogEvent const& event) {
        return event.line_class == LineClass::parsed &&
            (std::holds_alternative<Delivery>(event.form) || std::holds_alternative<Refusal>(event.form) ||
                std::holds_alternative<LostConnection>(event.form) || std::holds_alternative<SaslFailure>(event.form));
    }

    void leave(std::string_view line) {
        stamps_.interrupt();
        ++not_understood_;
        digest_.facts.push_back({0, 0, line_, offset(line), length(line), Kind::line});
    }

    Tag const& tag_of(std::string_view text) {
        std::uint64_t const end = text.size() < 8 ? 0 : eight::octets8(text.data() + text.size() - 8);
        // Of the bits of the product those are taken with which Postfix's own daemons get a place each.
        Tag& known = tags_[((end + text.size()) * hashing::two >> 33U) % tags_.size()];
        if (!same_octets(known.text, text))
            known = {text, last_part(text), daemon_of(last_part(text)), author_of(text)};
        return known;
    }
    static Tag::Author author_of(std::string_view text) {
        if (!is_tag(text)) return Tag::Author::unclear;
        if (is_postfix_tag(text)) return Tag::Author::postfix;
        return is_other_mail_daemon(text) ? Tag::Author::other_daemon : Tag::Author::nobody;
    }
    static bool is_tag(std::string_view text) {
        return !text.empty() && text.find_first_of(" :") == std::string_view::npos;
    }

    std::uint32_t offset(std::string_view part) const {
        return static_cast<std::uint32_t>(part.data() - digest_.text.data());
    }
    static std::uint32_t length(std::string_view part) { return static_cast<std::uint32_t>(part.size()); }

    LogDigest& digest_;
    StampRuns stamps_;
    LineHead head_;
    std::array<Tag, 64> tags_;
    std::uint32_t line_ = 0;
    std::size_t not_understood_ = 0; ///< lines so far that are unknown or left
    bool exporting_ = false;
};

} // namespace

void digest_postfix(std::string_view text, LogDigest& digest) { Digester(text, digest).run(); }

} // namespace whybounce::dialect
