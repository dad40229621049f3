#pragma once
#include "grammars/dialects/marks.hpp"

/// Mail servers that print the dialogues they hold, as client or as server.
namespace whybounce::grammar {

// Exim -v and -d: the arrows point from Exim or to it, whichever side it is. -d+all puts time and process before.
inline MarkTable const exim_mark{
    {"SMTP>> ", Mark::client},
    {"SMTP>>", Mark::client},
    {"SMTP|> ", Mark::client},
    {"SMTP+> ", Mark::client},
    {"SMTP>> (writing message)", Mark::note},
    {"SMTP<< ", Mark::server},
    {"SMTP<<", Mark::server},
    {"SMTP(close)>>", Mark::close},
    {"SMTP(shutdown)>>", Mark::note},
    {"SMTP(TLS shutdown)>>", Mark::note},
    {"SMTP(TLS wait shutdown)>>", Mark::note},
    {"SMTP(closed)<<", Mark::close},
    {"Connecting to ", Mark::open},
    {"SMTP connection from ", Mark::note},
    {"cmdlog: ", Mark::note},
};
inline auto const exim_clock = x3::omit[digits<int, 2, 2> >> ':' >> digits<int, 2, 2> >> ':' >> digits<int, 2, 2> >>
    -('.' >> run_of(digit)) >> ' '];
inline auto const exim_pid = (opt_sp >> run_of(digit) >> ' ') | x3::attr(std::string_view{});
inline auto const exim_marked = x3::rule<struct exim_marked_id, MarkedLine>{"SMTP>>"} = opt_sp >> exim_mark >> rest;
/// "SMTP(Connection timed out)<<": what came instead of a reply.
inline auto const exim_lost = x3::rule<struct exim_lost_id, MarkedLine>{"SMTP()<<"} = opt_sp >> "SMTP(" >>
    x3::attr(Mark::close) >> before(")<<") >> x3::omit[rest];
inline auto const exim_said = exim_marked | exim_lost;
inline auto const exim_line = x3::rule<struct exim_line_id, ChannelLine>{"Exim"} = -exim_clock >> exim_pid >> exim_said;

// The client that Exim's own tests talk through: what it sends, what it gets, what it expects.
inline MarkTable const exim_client_mark{
    {">>> ", Mark::client},
    {">>>", Mark::client},
    {"<<< ", Mark::server},
    {"<<<", Mark::server},
    {"??? ", Mark::note},
    {"???*", Mark::note},
    {"+++ ", Mark::note},
    {"--- ", Mark::note},
    {"Connecting to ", Mark::open},
};
inline auto const exim_client_line = x3::rule<struct exim_client_line_id, MarkedLine>{"test client"} =
    exim_client_mark >> rest;

// The server on the other side of those tests: the dialogue has no marks.
inline MarkTable const exim_server_mark{
    {"Listening on ", Mark::note},
    {"Connection request", Mark::open},
    {"Expected EOF read from client", Mark::close},
    {"Unexpected EOF read from client", Mark::close},
    {"End of script", Mark::close},
    {"Expected disconnection", Mark::close},
    {"Client not accepted", Mark::note},
    {"*sleep", Mark::note},
    {"*eof", Mark::close},
};
inline auto const exim_server_line = x3::rule<struct exim_server_line_id, MarkedLine>{"test server"} =
    exim_server_mark >> rest;

// Postfix, postmaster notice (smtpd_chat.c, smtp_chat.c): Out is what this Postfix said.
inline MarkTable const postfix_notice_mark{
    {" Out: ", Mark::client},
    {" In:  ", Mark::server},
    {"Out: ", Mark::client}, // where the first blank of each line was taken off
    {"In:  ", Mark::server},
    {"Session aborted, reason: ", Mark::close},
};
inline auto const postfix_notice_line = x3::rule<struct postfix_notice_line_id, MarkedLine>{"notice"} =
    postfix_notice_mark >> rest;

// Postfix, smtp -v and smtpd -v: "> name[addr]:port: text" is what this Postfix said.
inline MarkTable const postfix_verbose_mark{{"> ", Mark::client}, {"< ", Mark::server}};
inline auto const verbose_peer =
    x3::omit[before("[") >> '[' >> before("]") >> ']' >> -(':' >> run_of(digit)) >> ':' >> -x3::char_(' ')];
inline auto const postfix_verbose_line = x3::rule<struct postfix_verbose_line_id, MarkedLine>{"verbose"} =
    postfix_verbose_mark >> verbose_peer >> rest;

} // namespace whybounce::grammar
