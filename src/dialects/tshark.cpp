#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "whybounce/ascii.hpp"

#include <string>

/// What Wireshark and tshark print of a capture: one stream followed, or the list of packets.
namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;
using Observer = SessionRecord::Observer;

constexpr std::string_view follow_signature[] = {"Follow: tcp,ascii", "Node 0: "};

int score_follow(std::span<std::string_view const> head) { return score_named(head, follow_signature, 0); }

/// Blocks, each behind its size. Edited captures have wrong sizes: a size behind a blank line counts even if the block
/// before it should have a few octets more.
class FollowReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (line.text.starts_with("=====")) return rule(line, events);
        if (!in_stream_) return header(line, events);
        auto const size = grammar::parse_follow_size(line.text);
        if (size && left_ < tolerance) return begin_block(line, *size, events);
        bool const gap = line.text.empty() && left_ <= 0;
        if (gap) return send(events, Kind::blank, line);
        left_ -= static_cast<std::int64_t>(line.text.size()) + 2;
        send(events, second_node_ ? Kind::server : Kind::client, line, line.text);
    }

private:
    static constexpr std::int64_t tolerance = 200;

    void rule(LineView line, EventSink& events) {
        bool const ends = in_stream_;
        in_stream_ = false;
        send(events, ends ? Kind::close : Kind::note, line, line.text);
    }

    void header(LineView line, EventSink& events) {
        in_stream_ = line.text.starts_with("Node 1: ");
        send(events, in_stream_ ? Kind::open : is_blank(line.text) ? Kind::blank : Kind::note, line);
    }

    void begin_block(LineView line, grammar::FollowBlock block, EventSink& events) {
        second_node_ = block.second_node;
        left_ = block.size;
        send(events, Kind::note, line);
    }

    bool in_stream_ = false;
    bool second_node_ = false;
    std::int64_t left_ = 0; ///< octets of the block that have not been seen
};

int score_list(std::span<std::string_view const> head) {
    int packets = 0;
    for (std::string_view const line : head) packets += grammar::parse_tshark_line(line).has_value();
    return packets > 0 ? 92 : 0;
}

/// One packet a line: the lines of a reply are joined by " | " and the code stands once.
class ListReader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_tshark_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
        name_channel(marked->channel);
        if (marked->mark == Mark::note) return content(line, events);
        std::string_view rest = marked->text, code;
        while (true) {
            std::size_t const bar = rest.find(" | ");
            std::string_view const piece = ascii::trim(rest.substr(0, bar));
            bool const last = bar == std::string_view::npos;
            if (marked->mark == Mark::client)
                events.on(TranscriptEvent{Kind::client, line, piece, channel_});
            else
                reply_line(line, piece, code, last, events);
            if (last) return;
            rest.remove_prefix(bar + 3);
        }
    }

private:
    /// Fragments of a message, and the message when it is whole: then its end has been sent.
    void content(LineView line, EventSink& events) {
        bool const whole = line.text.find(" SMTP/IMF ") != std::string_view::npos;
        TranscriptEvent event{whole ? Kind::client : Kind::content, line, whole ? "." : "", channel_};
        event.elided = whole;
        events.on(event);
    }

    /// Both directions of a conversation under one name.
    void name_channel(std::string_view addresses) {
        std::string_view const from = addresses.substr(0, addresses.find(' '));
        std::string_view const to = addresses.substr(addresses.rfind(' ') + 1);
        channel_.assign(std::min(from, to));
        channel_ += ' ';
        channel_ += std::max(from, to);
    }

    void reply_line(LineView line, std::string_view piece, std::string_view& code, bool last, EventSink& events) {
        if (is_reply_shaped(piece)) {
            code = piece.substr(0, 3);
            bool const alone = last && piece.size() > 3 && piece[3] == '-'; // cut off behind its first line
            text_.assign(piece);
            if (alone) text_[3] = ' ';
        } else {
            text_.assign(code);
            text_ += last ? ' ' : '-';
            text_ += piece;
        }
        events.on(TranscriptEvent{Kind::server, line, text_, channel_});
    }

    std::string channel_, text_;
};

} // namespace

Dialect const tshark_follow{"tshark-follow", "a TCP stream followed by Wireshark or tshark", InputKind::transcript,
    Observer::unknown, score_follow, open_reader<FollowReader>, nullptr, Echo::all, shows_dialogue | Shows::content};
Dialect const tshark_list{"tshark-list", "packets listed by tshark", InputKind::transcript, Observer::unknown,
    score_list, open_reader<ListReader>, nullptr, Echo::nothing, Shows::start};

} // namespace whybounce::dialect
