#include "grammars/core/apply.hpp"
#include "grammars/dialects/captures.hpp"
#include "grammars/dialects/marked.hpp"

namespace whybounce::grammar {

std::optional<MarkedLine> parse_tshark_line(std::string_view line) { return marked_in_channel(line, tshark_line); }
std::optional<FlowLine> parse_tcpflow_line(std::string_view line) { return whole<FlowLine>(line, tcpflow_line); }
std::optional<FollowBlock> parse_follow_size(std::string_view line) { return whole<FollowBlock>(line, follow_size); }

std::optional<std::size_t> parse_pasted_stamp(std::string_view line) {
    char const* first = line.data();
    if (!x3::parse(first, line.data() + line.size(), pasted_stamp)) return std::nullopt;
    return static_cast<std::size_t>(first - line.data());
}

} // namespace whybounce::grammar
