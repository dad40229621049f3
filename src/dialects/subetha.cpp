#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <string>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;
using grammar::MarkedLine;

/// The logger names the thread in brackets; SubEtha has one for each connection.
std::string_view thread_of(std::string_view line, std::string_view said) {
    std::string_view const head = line.substr(0, static_cast<std::size_t>(said.data() - line.data()));
    std::size_t const open = head.find('[');
    std::size_t const close = head.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    std::string_view const name = head.substr(open + 1, close - open - 1);
    return grammar::parse_pasted_stamp(name) ? std::string_view{} : name;
}

std::optional<MarkedLine> said(std::string_view line) {
    auto marked = grammar::parse_subetha_line(line);
    if (marked) marked->channel = thread_of(line, marked->text);
    return marked;
}

constexpr std::size_t mark_size = std::string_view("Server: ").size();

/// The words are common ones: both sides must be heard. What a logger writes first may be a wrapping, unless it names
/// the thread; but no wrapping leaves further lines of a reply bare.
int score(std::span<std::string_view const> head) {
    int replies = 0, commands = 0;
    bool threads = true, bare = false;
    for (std::string_view const line : head) {
        auto const marked = said(line);
        bare = bare || (!marked && replies > 0 && is_reply_shaped(line));
        threads = threads && (!marked || !marked->channel.empty() || marked->text.data() == line.data() + mark_size);
        replies += marked && marked->mark == Mark::server && is_reply_shaped(marked->text);
        commands += marked && marked->mark == Mark::client && is_command_shaped(marked->text);
    }
    return replies > 0 && commands > 0 ? 85 + (threads ? 5 : 0) + (bare ? 5 : 0) : 0;
}

/// The log has whole replies: their further lines stand bare.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = said(line.text);
        if (!marked) return unmarked(line, events);
        channel_.clear();
        server_ = marked->mark == Mark::server;
        if (server_) channel_ = marked->channel;
        send_marked(events, line, *marked);
    }

private:
    void unmarked(LineView line, EventSink& events) {
        if (!server_ || !is_reply_shaped(line.text))
            return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        events.on(TranscriptEvent{Kind::server, line, line.text, channel_});
    }

    bool server_ = false; ///< the last words were the server's
    std::string channel_; ///< of them
};

} // namespace

Dialect const subetha{"subetha", "log of SubEtha SMTP", InputKind::transcript, SessionRecord::Observer::server, score,
    open_reader<Reader>, nullptr, Echo::nothing, Shows::start | Shows::order};

} // namespace whybounce::dialect
