#pragma once
#include "grammars/dialects/marks.hpp"

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::HarakaLine, level, connection, plugin, mark, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::HMailLine, type, session, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::Packet, from, to)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::CsvField, text, quoted)

/// Mail servers that log the dialogues they hold, and a tool that shows them from the wire: many at a time, each line
/// behind the name of its connection.
namespace whybounce::grammar {

constexpr OctetSet upper = OctetSet{}.with_range('A', 'Z');

// Haraka, log level PROTOCOL: [stamp | syslog] "[LEVEL] [uuid] [plugin] words"; line ends are written out.
inline MarkTable const haraka_mark{
    {"C: ", Mark::client},
    {"C:", Mark::client},
    {"S: ", Mark::server},
    {"S:", Mark::server},
    {"connect ", Mark::open},
    {"disconnect ", Mark::close},
};
inline auto const haraka_words = (haraka_mark | x3::attr(Mark::note));
inline auto const syslog_pid = run_of(digit) >> "]: " >> before("[") >> '[';
inline auto const haraka_usual = x3::rule<struct haraka_usual_id, HarakaLine>{"[LEVEL]"} =
    x3::omit[before("[") >> '[' >> -syslog_pid] >> run_of(upper) >> "] [" >> before("]") >> "] [" >> before("]") >>
    "] " >> haraka_words >> rest;
/// With format=logfmt: "level=LEVEL uuid=uuid origin=plugin message="words" state=1".
inline auto const logfmt_text = view[*(('\\' >> x3::char_) | (x3::char_ - '"'))];
inline auto const
    haraka_logfmt = x3::rule<struct haraka_logfmt_id, HarakaLine>{"level="} = x3::omit[before("level=") >> "level="] >>
    run_of(upper) >> " uuid=" >> before(" ") >> " origin=" >> before(" ") >> " message=" >>
    -x3::lit('"') >> haraka_words >> logfmt_text;
inline auto const haraka_line = haraka_usual | haraka_logfmt;

// MDaemon's SMTP logs: "Sun 2026-11-22 10:00:00.123: 02: [session] --> words"; the arrows point from MDaemon or to it.
inline MarkTable const mdaemon_mark{
    {"--> ", Mark::client},
    {"-->", Mark::client},
    {"<-- ", Mark::server},
    {"<--", Mark::server},
    {"Accepting SMTP connection from", Mark::open},
    {"Attempting SMTP connection to", Mark::open},
    {"Connection closed", Mark::close},
    {"Socket error ", Mark::close},
    {"Winsock Error ", Mark::close},
    {"SMTP session ", Mark::close},
    {"SSL negotiation successful", Mark::tls},
    {"TLS negotiation successful", Mark::tls},
};
inline auto const weekday = run_of(alpha) >> ' ';
inline auto const date_of_day = digits<int, 4, 4> >> '-' >> digits<int, 2, 2> >> '-' >> digits<int, 2, 2>;
constexpr OctetSet clock_octet = digit.with(":. ");
inline auto const mdaemon_stamp = x3::omit[-weekday >> date_of_day >> ' ' >> run_of(clock_octet)];
inline auto const mdaemon_said = x3::rule<struct mdaemon_said_id, MarkedLine>{"-->"} = x3::omit[-x3::lit("* ")] >>
    (mdaemon_mark | x3::attr(Mark::note)) >> rest;
inline auto const mdaemon_session = ('[' >> before("] ") >> "] ") | x3::attr(std::string_view{});
inline auto const mdaemon_line = x3::rule<struct mdaemon_line_id, ChannelLine>{"MDaemon"} =
    mdaemon_stamp >> mdaemon_session >> mdaemon_said;

// hMailServer: quoted fields with tabs between: type, thread, session, time, peer, words. What is no dialogue has no
// session and no peer.
inline auto const hmail_word = '"' >> before("\"") >> '"';
inline auto const hmail_words = x3::rule<struct hmail_words_id, std::string_view>{"words"} = '"' >>
    (before_last("\"") | rest);
inline auto const hmail_said = x3::rule<struct hmail_said_id, HMailLine>{"dialogue"} = hmail_word >>
    x3::omit[sp >> run_of(digit) >> sp] >>
    run_of(digit) >> x3::omit[sp >> hmail_word >> sp >> hmail_word >> sp] >> hmail_words;
inline auto const hmail_note = x3::rule<struct hmail_note_id, HMailLine>{"note"} = hmail_word >>
    x3::omit[sp >> run_of(digit) >> sp >> hmail_word >> sp] >> x3::attr(std::string_view{}) >> hmail_words;
inline auto const hmail_line = hmail_said | hmail_note;

// KumoMTA, kcli trace-smtp-client and trace-smtp-server: "[connection] age mark words", coloured on a terminal.
inline MarkTable const kumomta_mark{
    {"=== BeginSession", Mark::open},
    {"=== Connected", Mark::note},
    {"=== Closed", Mark::close},
    {"===", Mark::note},
    {"->", Mark::client},
    {"<-", Mark::server},
};
constexpr OctetSet age_octet = digit.with_range('a', 'z').with(" .\xC2\xB5");
constexpr OctetSet colour_octet = digit.with(";");
inline auto const colour = x3::omit["\x1b[" >> -run_of(colour_octet) >> 'm' >> opt_sp];
inline auto const kumomta_words = before("\x1b[0m") | rest;
inline auto const kumomta_said = x3::rule<struct kumomta_said_id, MarkedLine>{"->"} =
    kumomta_mark >> x3::omit[opt_sp >> -colour] >> kumomta_words;
inline auto const kumomta_line = x3::rule<struct kumomta_line_id, ChannelLine>{"KumoMTA"} = '[' >> before("] ") >>
    "] " >> x3::omit[-run_of(age_octet) >> -colour] >> kumomta_said;

// SubEtha SMTP and what is built on it: "Server: " and "Client: ", behind whatever the logger writes first.
inline MarkTable const subetha_mark{
    {"Server: ", Mark::server},
    {"Client: ", Mark::client},
    {"Client:", Mark::client},
};
inline auto const logger_head = x3::omit[(before(" Server: ") | before(" Client: ")) >> ' '];
inline auto const subetha_said = x3::rule<struct subetha_said_id, MarkedLine>{"Server:"} = subetha_mark >> rest;
inline auto const subetha_line = subetha_said | (logger_head >> subetha_said);

// ngrep: "T [date time ]from -> to [flags]" before each packet.
constexpr OctetSet date_time_octet = digit.with("/:.");
inline auto const packet_time =
    x3::omit[digits<int, 4, 4> >> '/' >> run_of(date_time_octet) >> ' ' >> run_of(date_time_octet) >> ' '];
inline auto const ngrep_packet = x3::rule<struct ngrep_packet_id, Packet>{"packet"} = "T " >> -packet_time >>
    before(" -> ") >> " -> " >> before(" [") >> x3::omit[rest];

// A field of comma-separated values (RFC 4180 section 2): field = (escaped / non-escaped); a quote inside is doubled.
//                                                           Wider: the closing quote may be cut off.
inline auto const escaped_text = view[*(x3::lit("\"\"") | (x3::char_ - '"'))];
inline auto const csv_end = &x3::lit(',') | x3::eoi;
inline auto const csv_escaped = x3::rule<struct csv_escaped_id, CsvField>{"escaped"} = '"' >> escaped_text >>
    x3::omit[-x3::lit('"') >> csv_end] >> x3::attr(true);
inline auto const csv_non_escaped = x3::rule<struct csv_non_escaped_id, CsvField>{
    "non-escaped"} = (before(",") | rest) >> x3::attr(false);
inline auto const csv_field = csv_escaped | csv_non_escaped;

} // namespace whybounce::grammar
