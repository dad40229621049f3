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
/// still waits for. After VERB the dialogue stands behind "050 ", inside another one of which only the replies are
/// seen.
class Reader final : public DialectReader {
public:
    explicit Reader(ReadingContext const& context) : inside_(contains(context.head, "\n050 >>> ")) {}

    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_sendmail_line(line.text);
        if (!marked || is_blank(line.text)) return send(events, Kind::blank, line);
        std::string_view const text = marked->text;
        if (inside_ && !line.text.starts_with("050 ")) return around(line, text, events);
        if (marked->mark == Mark::client) return command(line, text, events);
        if (contains(text, connecting)) return connect(line, text, events);
        if (is_sendmail_loss(text)) return tell(Kind::close, line, text, events);
        if (!is_reply_shaped(text) || (waiting_ == 0 && !lmtp_)) return tell(Kind::note, line, text, events);
        bool const more = text.size() > 3 && text[3] == '-';
        if (!more && waiting_ > 0) --waiting_;
        tell(Kind::server, line, text, events);
    }

private:
    static void around(LineView line, std::string_view text, EventSink& events) {
        send(events, is_reply_shaped(text) ? Kind::server : Kind::note, line, text);
    }

    void command(LineView line, std::string_view text, EventSink& events) {
        lmtp_ = lmtp_ || ascii::starts_with_no_case(text, "LHLO");
        ++waiting_;
        tell(Kind::client, line, text, events);
    }

    /// The greeting is what comes first.
    void connect(LineView line, std::string_view text, EventSink& events) {
        waiting_ = 1;
        lmtp_ = false;
        tell(Kind::open, line, text, events);
    }

    void tell(Kind kind, LineView line, std::string_view text, EventSink& events) const {
        events.on(TranscriptEvent{kind, line, text, inside_ ? std::string_view("050") : std::string_view{}});
    }

    bool inside_;
    int waiting_ = 1;   ///< replies that are still to come
    bool lmtp_ = false; ///< one reply a recipient: they cannot be counted here
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
