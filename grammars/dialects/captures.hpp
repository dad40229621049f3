#pragma once
#include "grammars/core/timestamp.hpp"
#include "grammars/dialects/marks.hpp"

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::FlowLine, from_address, from_port, to_address, to_port, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::FollowBlock, second_node, size)

/// What programs that watch the wire print, and what people put before lines that they paste.
namespace whybounce::grammar {

inline auto const clock_stamp = x3::omit[digits<int, 2, 2> >> ':' >> digits<int, 2, 2> >> ':' >> digits<int, 2, 2> >>
    -(x3::char_(".,") >> run_of(digit))];
// As a locale writes it: "11/22/2026 10:00:00 AM", "22.11.2026 10:00:00", "22-Nov-2026 10:00:00".
inline auto const month_part = x3::omit[digits<int, 1, 2>] | x3::omit[x3::repeat(3)[x3::char_("A-Za-z")]];
inline auto const date_separator = x3::omit[x3::char_("/.-")];
inline auto const local_date =
    x3::omit[digits<int, 1, 2>] >> date_separator >> month_part >> date_separator >> x3::omit[digits<int, 2, 4>];
inline auto const day_half = x3::lit(" AM") | " PM" | " am" | " pm";
inline auto const local_clock = x3::omit[digits<int, 1, 2> >> ':' >> digits<int, 2, 2> >> ':' >> digits<int, 2, 2>] >>
    -(x3::omit[x3::char_(".,") >> run_of(digit)]) >> -day_half;
inline auto const local_stamp = local_date >> -x3::lit(',') >> ' ' >> local_clock;
inline auto const pasted_stamp = x3::omit[rfc3339_timestamp | rfc3164_timestamp | local_stamp | clock_stamp];
constexpr OctetSet number_octet = digit.with(".");
inline auto const tshark_time = x3::omit[(pasted_stamp >> &x3::lit(' ')) | run_of(number_octet)];

// tshark's list of packets: "4 0.000509 127.0.0.1 → 127.0.0.1 SMTP 99 S: 220 …"; the addresses name the dialogue.
inline MarkTable const tshark_mark{
    {"S: ", Mark::server},
    {"C: DATA fragment", Mark::note},
    {"C: ", Mark::client},
};
inline auto const tshark_protocol = x3::omit[x3::lit("SMTP/IMF ") | "SMTP " | "LMTP "];
inline auto const tshark_said = x3::rule<struct tshark_said_id, MarkedLine>{"Info"} = tshark_protocol >>
    x3::omit[run_of(digit) >> sp] >> (tshark_mark | x3::attr(Mark::note)) >> rest;
constexpr OctetSet address_octet = vchar.with_range(0x80, 0xFF);
inline auto const arrow = x3::lit("→") | "->";
inline auto const tshark_addresses = view[run_of(address_octet) >> sp >> arrow >> sp >> run_of(address_octet)];
inline auto const tshark_line = x3::rule<struct tshark_line_id, ChannelLine>{"packet"} =
    x3::omit[opt_sp >> run_of(digit) >> sp >> tshark_time >> sp] >> tshark_addresses >> x3::omit[sp] >> tshark_said;

// tcpflow -c: "127.000.000.001.24507-127.000.000.001.53424: text"; only the first line of a block has it.
constexpr OctetSet ipv6_octet = hexdig.with(":");
inline auto const three_digits = digits<int, 3, 3>;
inline auto const flow_ipv4 = view[three_digits >> '.' >> three_digits >> '.' >> three_digits >> '.' >> three_digits];
inline auto const flow_address = flow_ipv4 | run_of(ipv6_octet);
inline auto const flow_port = digits<std::uint16_t, 5, 5>;
inline auto const tcpflow_line = x3::rule<struct tcpflow_line_id, FlowLine>{"flow"} =
    flow_address >> '.' >> flow_port >> '-' >> flow_address >> '.' >> flow_port >> ": " >> rest;

// Follow TCP stream as text: the size of a block alone on a line, behind a tab for the second node.
inline auto const follow_size = x3::rule<struct follow_size_id, FollowBlock>{"size"} =
    x3::matches[x3::lit('\t')] >> digits<std::uint32_t, 1, 9>;

} // namespace whybounce::grammar
