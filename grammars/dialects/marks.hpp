#pragma once
#include "grammars/core/rfc5234.hpp"
#include "grammars/parse.hpp"

#include <boost/fusion/include/adapt_struct.hpp>

namespace whybounce::grammar {

/// A marked line behind the name of its channel.
struct ChannelLine {
    std::string_view channel;
    MarkedLine line;
};

} // namespace whybounce::grammar

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::MarkedLine, mark, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::ChannelLine, channel, line)

/// Dialects that mark each line: one table of marks a dialect.
namespace whybounce::grammar {

struct MarkTable : x3::symbols<Mark> {
    explicit MarkTable(std::initializer_list<std::pair<char const*, Mark>> rows) {
        for (auto const& [text, mark] : rows) add(text, mark);
    }
};

// swaks --help, "TRANSCRIPT": the second column is "~" inside TLS, "*" marks an unexpected reply or command.
// Wider: without the final blank, which editors take off empty lines.
inline MarkTable const swaks_mark{
    {" ->", Mark::client},
    {" ~>", Mark::client},
    {"-> ", Mark::client}, // where the first blank of each line was taken off
    {"~> ", Mark::client},
    {"**>", Mark::client},
    {"*~>", Mark::client},
    {"<- ", Mark::server},
    {"<~ ", Mark::server},
    {"<**", Mark::server},
    {"<~*", Mark::server},
    {"===", Mark::note},
    {"***", Mark::note},
    {"  > ", Mark::note}, // --dump-as-sent and the like: octets beside the lines
    {"<   ", Mark::note},
};
inline auto const swaks_line = x3::rule<struct swaks_line_id, MarkedLine>{"swaks"} =
    swaks_mark >> x3::omit[-x3::char_(' ')] >> rest;

// curl --verbose: "> " sent, "< " received, "* " its own words, "{ " and "} " octets of content.
inline MarkTable const curl_mark{
    {"> ", Mark::client},
    {"< ", Mark::server},
    {"* ", Mark::note},
    {"{ ", Mark::note},
    {"} ", Mark::note},
};
inline auto const curl_line = x3::rule<struct curl_line_id, MarkedLine>{"curl"} = curl_mark >> rest;

// The notation of the RFCs' own examples.
inline MarkTable const sc_mark{{"S:", Mark::server}, {"C:", Mark::client}};
inline auto const sc_line = x3::rule<struct sc_line_id, MarkedLine>{"S: C:"} =
    opt_sp >> sc_mark >> x3::omit[-x3::char_(' ')] >> rest;

// Python's smtplib: "send: 'octets'", "reply: b'octets'"; level 2 puts "hh:mm:ss.ffffff " before it.
inline MarkTable const smtplib_mark{
    {"send: ", Mark::client},
    {"reply: retcode ", Mark::note},
    {"reply: ", Mark::server},
    {"connect: ", Mark::note},
    {"data: ", Mark::note},
};
inline auto const clock_time = x3::omit[digits<int, 2, 2> >> ':' >> digits<int, 2, 2> >> ':' >> digits<int, 2, 2> >>
    '.' >> digits<int, 1, 6> >> ' '];
inline auto const smtplib_line = x3::rule<struct smtplib_line_id, MarkedLine>{"smtplib"} =
    -clock_time >> smtplib_mark >> rest;

// telnet's own lines.
inline MarkTable const telnet_mark{
    {"Trying ", Mark::open},
    {"Connected to ", Mark::note},
    {"Escape character is ", Mark::note},
    {"Connection closed", Mark::close},
    {"telnet> ", Mark::note},
    {"Microsoft Telnet> ", Mark::note},
    {"Connecting To ", Mark::open},
    {"Connection to host lost.", Mark::close},
    {"Press any key to continue...", Mark::note},
    {"telnet: ", Mark::close},
};
inline auto const telnet_line = x3::rule<struct telnet_line_id, MarkedLine>{"telnet"} = telnet_mark >> rest;

} // namespace whybounce::grammar
