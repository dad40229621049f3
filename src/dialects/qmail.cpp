#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>
#include <string>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

/// What qmail-remote says before it quotes the refusal, and the command that was refused.
struct Refusal {
    std::string_view words, command;
};
constexpr Refusal refusals[] = {
    {" but greeting failed.", ""},
    {" but my name was rejected.", "HELO"},
    {" but sender was rejected.", "MAIL"},
    {" does not like sender.", "MAIL"},
    {" does not like recipient.", "RCPT"},
    {" failed on DATA command.", "DATA"},
    {" failed after I sent the message.", "."},
};

/// What it says where nothing was refused: there was no dialogue, or it broke off.
constexpr std::string_view losses[] = {"Sorry, I wasn't able to establish an SMTP connection.",
    "Sorry, I couldn't find any host ", "CNAME lookup failed", " but connection died."};

constexpr std::string_view greeting = "Hi. This is the qmail-send program at ";
constexpr std::string_view heading = "This is the qmail-send program at ";
constexpr std::string_view quoted = "Remote host said: ";
constexpr std::string_view copy_follows = "--- Below this line is a copy of the ";

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Refusal const* refusal_of(std::string_view line) {
    auto const found = std::ranges::find_if(refusals, [&](Refusal const& row) { return line.ends_with(row.words); });
    return found == std::end(refusals) ? nullptr : found;
}

int score(std::span<std::string_view const> head) {
    bool refused = false;
    for (std::string_view const line : head) {
        if (line.starts_with(greeting) || line.starts_with(heading)) return 98;
        if (refused && line.starts_with(quoted)) return 97;
        refused = refusal_of(line) != nullptr;
    }
    return 0;
}

/// A mail that qmail gave back: one reply a recipient, without its command, which qmail's own words tell.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (copy_) return send(events, Kind::content, line);
        if (line.text.starts_with('<') && line.text.ends_with(">:")) return recipient(line, events);
        if (line.text.starts_with(quoted)) return reply(line, line.text.substr(quoted.size()), events);
        if (line.text.starts_with("Giving up on ")) return give_up(line, events);
        if (in_reply_ && is_reply_shaped(line.text)) return reply(line, line.text, events);
        in_reply_ = false;
        if (Refusal const* const refusal = refusal_of(line.text)) return refuse(line, *refusal, events);
        if (is_loss(line.text)) return lose(line, events);
        copy_ = line.text.starts_with(copy_follows);
        send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
    }

private:
    static bool is_loss(std::string_view line) {
        return std::ranges::any_of(losses, [&](std::string_view words) { return contains(line, words); });
    }

    /// "<bob@example.org>:" begins the report about him.
    void recipient(LineView line, EventSink& events) {
        recipient_ = line.text.substr(0, line.text.size() - 1);
        in_reply_ = false;
        send(events, Kind::note, line);
    }

    void refuse(LineView line, Refusal const& refusal, EventSink& events) {
        if (refusal.command.empty()) return send(events, Kind::open, line);
        std::string command(refusal.command);
        if (command == "RCPT") command.append(" TO:").append(recipient_);
        TranscriptEvent event{Kind::client, line, command};
        event.elided = true;
        events.on(event);
    }

    void reply(LineView line, std::string_view text, EventSink& events) {
        in_reply_ = true;
        send(events, Kind::server, line, text);
    }

    void give_up(LineView line, EventSink& events) {
        in_reply_ = false;
        send(events, Kind::close, line, line.text);
    }

    static void lose(LineView line, EventSink& events) {
        send(events, Kind::open, line);
        send(events, Kind::close, line, line.text);
    }

    std::string recipient_;
    bool in_reply_ = false;
    bool copy_ = false; ///< inside the copy of the message
};

} // namespace

Dialect const qmail{"qmail", "a mail that qmail gave back", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<Reader>, nullptr, Echo::nothing};

} // namespace whybounce::dialect
