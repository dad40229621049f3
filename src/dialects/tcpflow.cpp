#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <string>
#include <tuple>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

int score(std::span<std::string_view const> head) {
    int blocks = 0;
    for (std::string_view const line : head) blocks += grammar::parse_tcpflow_line(line).has_value();
    return blocks > 0 ? 92 : 0;
}

/// Both directions of a connection; the end with the smaller port is taken for the server until one greets.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const flow = grammar::parse_tcpflow_line(line.text);
        if (flow) begin_block(*flow);
        if (channel_.empty()) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        std::string_view const text = flow ? flow->text : line.text;
        if (text.empty() && !flow) return send(events, Kind::blank, line);
        events.on(TranscriptEvent{from_server_ ? Kind::server : Kind::client, line, text, channel_});
    }

private:
    void begin_block(grammar::FlowLine const& flow) {
        from_server_ = flow.from_port < flow.to_port;
        auto const from = std::tie(flow.from_port, flow.from_address), to = std::tie(flow.to_port, flow.to_address);
        auto const& [low_port, low] = std::min(from, to);
        auto const& [high_port, high] = std::max(from, to);
        channel_.assign(low).append(":").append(std::to_string(low_port)).append(" ");
        channel_.append(high).append(":").append(std::to_string(high_port));
    }

    std::string channel_;
    bool from_server_ = false;
};

} // namespace

Dialect const tcpflow{"tcpflow", "connections printed by tcpflow -c", InputKind::transcript,
    SessionRecord::Observer::unknown, score, open_reader<Reader>, nullptr, Echo::all, shows_dialogue | Shows::content};

} // namespace whybounce::dialect
