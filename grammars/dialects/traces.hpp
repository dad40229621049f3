#pragma once
#include "grammars/dialects/mail_clients.hpp"

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::TraceBlock, kind, octets, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::TraceRow, offset, text)

/// Dialogues that a program prints while it sends, or quotes when it gives a mail back.
namespace whybounce::grammar {

// MailKit's ProtocolLogger; a stamp if it is told to.
inline MarkTable const mailkit_mark{
    {"C: ", Mark::client},
    {"C:", Mark::client},
    {"S: ", Mark::server},
    {"S:", Mark::server},
    {"Connected to smtp://", Mark::open},
    {"Connected to smtps://", Mark::open},
};
inline auto const mailkit_line = x3::rule<struct mailkit_line_id, MarkedLine>{"MailKit"} =
    -loose_stamp >> mailkit_mark >> rest;

// sendmail -v; "050 " stands before each line if it was asked for over SMTP (VERB).
inline MarkTable const sendmail_mark{{">>> ", Mark::client}, {">>>", Mark::client}};
inline auto const sendmail_line = x3::rule<struct sendmail_line_id, MarkedLine>{
    "sendmail"} = x3::omit[-x3::lit("050 ")] >> (sendmail_mark | x3::attr(Mark::server)) >> rest;

// The "Transcript of session" of a mail that sendmail gave back.
inline MarkTable const sendmail_bounce_mark{
    {">>> ", Mark::client},
    {">>>", Mark::client},
    {"<<< ", Mark::server},
    {"... while talking to ", Mark::open},
};
inline auto const sendmail_bounce_line = x3::rule<struct sendmail_bounce_line_id, MarkedLine>{"transcript"} =
    sendmail_bounce_mark >> rest;

// Email OAuth 2.0 Proxy, debug mode: "SMTP (connection; account) --> b'octets'"; indented what it says to the server
// itself, before it has logged in there.
inline MarkTable const oauth2_proxy_mark{
    {"--> [ Client connected ]", Mark::open},
    {"--> [ Client disconnected ]", Mark::close},
    {"--> ", Mark::client},
    {"<-- ", Mark::server},
};
inline auto const oauth2_proxy_said = x3::rule<struct oauth2_proxy_said_id, MarkedLine>{"-->"} =
    (oauth2_proxy_mark | x3::attr(Mark::note)) >> rest;
inline auto const oauth2_proxy_line = x3::rule<struct oauth2_proxy_line_id, ChannelLine>{
    "proxy"} = x3::omit[before("SMTP (") >> "SMTP ("] >> before(")") >> ") " >> oauth2_proxy_said;

// Arrows and nothing else: .NET's tracing, lettre behind the name of its module.
inline MarkTable const arrows_mark{
    {">> ", Mark::client},
    {">>", Mark::client},
    {"Wrote: ", Mark::client},
    {"<< ", Mark::server},
};
constexpr OctetSet module_octet = alpha.with_range('0', '9').with("_:{}");
inline auto const lettre_head = x3::omit[before("lettre::") >> run_of(module_octet) >> -x3::lit(']') >> ' '];
inline auto const arrows_line = x3::rule<struct arrows_line_id, MarkedLine>{"arrows"} =
    -lettre_head >> arrows_mark >> rest;

// curl --trace-ascii: "=> Send header, N bytes (0xN)", then rows of at most 64 octets: "0040: text".
struct TraceBlockTable : x3::symbols<TraceBlock::Kind> {
    TraceBlockTable() {
        add("=> Send header, ", TraceBlock::Kind::sent)("<= Recv header, ", TraceBlock::Kind::received);
        add("=> Send data, ", TraceBlock::Kind::content)("<= Recv data, ", TraceBlock::Kind::received);
        add("=> Send SSL data, ", TraceBlock::Kind::other)("<= Recv SSL data, ", TraceBlock::Kind::other);
    }
};
inline TraceBlockTable const trace_block_kind{};
inline auto const trace_transfer = x3::omit['[' >> before("] ") >> "] "];
inline auto const trace_head = -clock_time >> -trace_transfer;
inline auto const trace_octets = x3::rule<struct trace_octets_id, TraceBlock>{"block"} =
    trace_block_kind >> digits<std::uint64_t, 1, 18> >> " bytes" >> rest;
inline auto const trace_info = x3::rule<struct trace_info_id, TraceBlock>{"info"} = "== Info: " >>
    x3::attr(TraceBlock::Kind::info) >> x3::attr(std::uint64_t{0}) >> rest;
inline auto const trace_block = trace_head >> (trace_octets | trace_info);
inline x3::uint_parser<std::uint64_t, 16, 4, 15> const trace_offset{};
inline auto const trace_row = x3::rule<struct trace_row_id, TraceRow>{"row"} =
    trace_offset >> ':' >> x3::omit[-x3::lit(' ')] >> rest;

} // namespace whybounce::grammar
