#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

int score(std::span<std::string_view const> head) {
    bool inside = false;
    for (std::string_view const line : head) {
        if (grammar::parse_ngrep_packet(line))
            inside = true;
        else if (inside && (is_reply_shaped(line) || is_command_shaped(line.substr(0, line.find('.')))))
            return 97;
    }
    return 0;
}

/// ngrep -W byline: a headline names the two ends, the lines of the packet follow; CR is shown as a dot.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const packet = grammar::parse_ngrep_packet(line.text)) return begin(line, *packet, events);
        if (is_own(line.text)) return send(events, is_blank(line.text) ? Kind::blank : Kind::note, line);
        std::string_view text = line.text;
        if (text.ends_with('.')) text.remove_suffix(1);
        if (hears_encrypted(text)) return send(events, Kind::note, line);
        events.on(TranscriptEvent{speaker_, line, text, channel_});
    }

private:
    enum class Tls : std::uint8_t { asked, begun };
    static constexpr std::size_t max_connections = 1024; ///< whose encryption is remembered

    bool is_own(std::string_view text) const {
        bool const packets = text.starts_with('#') && text.find_first_not_of('#') == std::string_view::npos;
        return channel_.empty() || text.empty() || packets || text.ends_with("#exit") || text == "exit";
    }

    /// Both directions are one channel; which end is the server, the greeting tells.
    void begin(LineView line, grammar::Packet const& packet, EventSink& events) {
        auto const [low, high] = std::minmax(packet.from, packet.to);
        channel_.assign(low).append(1, ' ').append(high);
        speaker_ = packet.from == low ? Kind::client : Kind::server;
        send(events, Kind::note, line);
    }

    /// After STARTTLS and its 220 nothing can be read, until the next greeting between the same two ends.
    bool hears_encrypted(std::string_view text) {
        bool const ready = is_reply_shaped(text) && text.starts_with("220");
        auto const known = connections_.find(channel_);
        if (known == connections_.end()) {
            if (text == "STARTTLS" || text == "starttls") remember();
            return false;
        }
        if (known->second == Tls::asked) {
            ready ? void(known->second = Tls::begun) : void(connections_.erase(known));
            return false;
        }
        if (ready) connections_.erase(known);
        return !ready;
    }

    void remember() {
        if (connections_.size() == max_connections) connections_.clear();
        connections_.emplace(channel_, Tls::asked);
    }

    std::string channel_;
    Kind speaker_ = Kind::note;
    std::unordered_map<std::string, Tls> connections_;
};

} // namespace

Dialect const ngrep{"ngrep", "output of ngrep -W byline", InputKind::transcript, SessionRecord::Observer::unknown,
    score, open_reader<Reader>, nullptr, Echo::all, Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
