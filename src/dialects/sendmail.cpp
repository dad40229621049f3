#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "dialects/sendmail_words.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

constexpr std::string_view connecting = "... Connecting to ";
constexpr std::string_view losses[] = {"reply: read error from ", "timeout waiting for input from ",
    "Connection reset by ", "Connection refused by ", "Connection timed out with ", "lost input channel from ",
    "No route to host"};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

int score(std::span<std::string_view const> head) {
    int commands = 0, replies = 0;
    bool connects = false;
    for (std::string_view const line : head) {
        if (line.starts_with("<<<")) return 0;
        auto const marked = grammar::parse_sendmail_line(line);
        if (!marked) continue;
        connects = connects || contains(line, connecting);
        commands += marked->mark == Mark::client && is_command_shaped(marked->text);
        replies += marked->mark == Mark::server && is_reply_shaped(marked->text);
    }
    if (connects && commands + replies > 0) return 97;
    return commands > 0 && replies > 0 ? 80 : 0;
}

/// Replies have no mark, and sendmail says what it makes of them in lines that look the same: a reply is what a command
/// still waits for. After VERB the dialogue with the next server stands behind "050 ", inside the one in which VERB was
/// given; of that one perhaps only the replies are seen.
class Reader final : public DialectReader {
public:
    explicit Reader(ReadingContext const& context)
        : replies_alone_(contains(context.head, "\n050 >>> ") && !contains(context.head, "\n>>> ")) {}

    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_sendmail_line(line.text);
        if (!marked || is_blank(line.text)) return send(events, Kind::blank, line);
        std::string_view const text = marked->text;
        Dialogue& dialogue = line.text.starts_with("050 ") ? inner_ : outer_;
        if (replies_alone_ && &dialogue == &outer_) return around(line, text, events);
        if (marked->mark == Mark::client) return command(line, dialogue, text, events);
        if (contains(text, connecting)) return connect(line, dialogue, text, events);
        if (is_sendmail_loss(text)) return tell(Kind::close, line, dialogue, text, events);
        bool const expected = dialogue.waiting > 0 || dialogue.lmtp;
        if (!is_reply_shaped(text) || !expected) return tell(Kind::note, line, dialogue, text, events);
        bool const more = text.size() > 3 && text[3] == '-';
        if (!more && dialogue.waiting > 0) --dialogue.waiting;
        tell(Kind::server, line, dialogue, text, events);
    }

private:
    struct Dialogue {
        std::string_view channel;
        int waiting = 1;   ///< replies that are still to come
        bool lmtp = false; ///< one reply a recipient: they cannot be counted here
    };

    static void around(LineView line, std::string_view text, EventSink& events) {
        send(events, is_reply_shaped(text) ? Kind::server : Kind::note, line, text);
    }

    static void command(LineView line, Dialogue& dialogue, std::string_view text, EventSink& events) {
        dialogue.lmtp = dialogue.lmtp || ascii::starts_with_no_case(text, "LHLO");
        ++dialogue.waiting;
        tell(Kind::client, line, dialogue, text, events);
    }

    /// The greeting is what comes first.
    static void connect(LineView line, Dialogue& dialogue, std::string_view text, EventSink& events) {
        dialogue.waiting = 1;
        dialogue.lmtp = false;
        tell(Kind::open, line, dialogue, text, events);
    }

    static void tell(Kind kind, LineView line, Dialogue const& dialogue, std::string_view text, EventSink& events) {
        events.on(TranscriptEvent{kind, line, text, dialogue.channel});
    }

    bool replies_alone_;
    Dialogue outer_{}, inner_{"050"};
};

std::unique_ptr<DialectReader> open(ReadingContext const& context) { return std::make_unique<Reader>(context); }

} // namespace

bool is_sendmail_loss(std::string_view line) {
    return std::ranges::any_of(losses, [&](std::string_view words) { return contains(line, words); });
}

std::string_view sendmail_recipient(std::string_view line) {
    std::string_view const head = line.substr(0, line.find("... "));
    if (head.size() == line.size()) return {};
    std::string_view const address = head.substr(head.rfind(' ') + 1); // npos + 1 is 0
    return contains(address, "@") || address.starts_with('<') ? address : std::string_view{};
}

Dialect const sendmail{"sendmail", "output of sendmail -v", InputKind::transcript, SessionRecord::Observer::client,
    score, open, nullptr, Echo::nothing, Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
