#pragma once
#include "grammars/dialects/marks.hpp"

/// Libraries and clients that print the dialogue they hold: one table of marks a tool.
namespace whybounce::grammar {

/// Rest of the line without what HTML output puts at its end.
inline auto const html_rest = before("<br>") | rest;

// msmtp --debug, its own words, and the settings it lists first: "key = value".
inline MarkTable const msmtp_mark{
    {"--> ", Mark::client}, {"<-- ", Mark::server}, {"msmtp: ", Mark::note}, {"loaded ", Mark::note},
    {"using account ", Mark::note}, {"reading recipients ", Mark::note}, {"TLS session parameters", Mark::tls},
    {"TLS certificate information", Mark::note}, {"    ", Mark::note}, // of the certificate
};
constexpr OctetSet setting_name = OctetSet{}.with_range('a', 'z').with("_ ");
inline auto const msmtp_setting = x3::rule<struct msmtp_setting_id, MarkedLine>{"setting"} =
    x3::attr(Mark::note) >> x3::omit[run_of(setting_name) >> "= "] >> rest;
inline auto const msmtp_marked = x3::rule<struct msmtp_marked_id, MarkedLine>{"msmtp"} = msmtp_mark >> rest;
inline auto const msmtp_line = msmtp_marked | msmtp_setting;

// s-nail -v -v, under any of its names; "SMTP server: " repeats a refusal.
inline MarkTable const s_nail_mark{
    {">>> SERVER: ", Mark::server},
    {">>> ", Mark::client},
    {">>>", Mark::client},
    {"Connecting to ", Mark::open},
    {"TLS connection using ", Mark::tls},
};
inline auto const s_nail_name = x3::omit[x3::lit("s-nail: ") | "nail: " | "mailx: " | "mail: "];
inline auto const s_nail_line = x3::rule<struct s_nail_line_id, MarkedLine>{"s-nail"} = s_nail_name >>
    (s_nail_mark | x3::attr(Mark::note)) >> rest;

// JavaMail with mail.debug: only its own words are marked.
inline MarkTable const javamail_mark{
    {"DEBUG SMTP: trying to connect to host ", Mark::open},
    {"DEBUG SMTPS: trying to connect to host ", Mark::open},
    {"DEBUG SMTP: STARTTLS ", Mark::note},
    {"DEBUG", Mark::note},
    {"\tat ", Mark::note},
    {"Caused by: ", Mark::note},
    {"  nested exception is", Mark::note},
    {"\t... ", Mark::note},
};
inline auto const javamail_line = x3::rule<struct javamail_line_id, MarkedLine>{"JavaMail"} = javamail_mark >> rest;

// PHPMailer, SMTPDebug 2 to 4, as text or as HTML; "SMTP -> FROM SERVER:" is that of version 5.1 and older.
inline MarkTable const phpmailer_mark{
    {"CLIENT -> SERVER:", Mark::client},
    {"CLIENT -&gt; SERVER:", Mark::client},
    {"SERVER -> CLIENT:", Mark::server},
    {"SERVER -&gt; CLIENT:", Mark::server},
    {"CLIENT -> SMTP:", Mark::client}, // 5.2.0
    {"CLIENT -&gt; SMTP:", Mark::client},
    {"SMTP -> FROM SERVER:", Mark::server},
    {"SMTP -&gt; FROM SERVER:", Mark::server},
    {"SMTP -> get_lines():", Mark::note},
    {"SMTP -> ERROR:", Mark::note},
    {"SMTP INBOUND:", Mark::note},
    {"SMTP ERROR: Failed to connect ", Mark::close},
    {"SMTP ERROR:", Mark::note},
    {"SMTP Error:", Mark::note},
    {"The following From address failed:", Mark::note},
    {"SMTP NOTICE: EOF ", Mark::close},
    {"SMTP NOTICE:", Mark::note},
    {"Connection: opening ", Mark::open},
    {"Connection: closed", Mark::close},
    {"Connection: ", Mark::note},
    {"Mailer Error:", Mark::note},
};
constexpr OctetSet stamp_octet = digit.with("-:. TZ+/");
inline auto const loose_stamp = x3::omit[digits<int, 4, 4> >> '-' >> run_of(stamp_octet) >> opt_sp];
// PHP's own error log: "[22-Nov-2026 10:00:00 UTC] ", behind Apache "[date] [php:notice] [pid 1] [client a:1] ".
inline auto const php_log_head = x3::omit[*('[' >> before("] ") >> "] ") >> -x3::lit("PHP message: ")];
inline auto const phpmailer_line = x3::rule<struct phpmailer_line_id, MarkedLine>{"PHPMailer"} =
    (loose_stamp | php_log_head) >> phpmailer_mark >> x3::omit[-x3::char_(' ')] >> html_rest;

// nodemailer with logger and debug: "[stamp] LEVEL [connection] C: text"; content stands there without a mark.
inline MarkTable const nodemailer_mark{
    {"C: ", Mark::client},
    {"C:", Mark::client},
    {"S: ", Mark::server},
    {"S:", Mark::server},
};
inline auto const level_name = x3::omit[x3::lit("DEBUG") | "INFO" | "ERROR" | "TRACE" | "WARN" | "FATAL"];
inline auto const nodemailer_said = x3::rule<struct nodemailer_said_id, MarkedLine>{"C: S:"} =
    (nodemailer_mark | x3::attr(Mark::note)) >> rest;
inline auto const nodemailer_channel = ('[' >> before("] ") >> "] ") | x3::attr(std::string_view{});
inline auto const nodemailer_line = x3::rule<struct nodemailer_line_id, ChannelLine>{"nodemailer"} =
    x3::omit['[' >> before("] ") >> "] " >> level_name >> sp] >> nodemailer_channel >> nodemailer_said;

// Ruby's Net::SMTP#set_debug_output: the arrows show where the octets come from and go to; strings are inspected.
inline MarkTable const ruby_mark{
    {"<- ", Mark::client},
    {"-> ", Mark::server},
    {"Connection opened: ", Mark::open},
    {"TLS connection started", Mark::tls},
    {"writing message from ", Mark::note},
    {"wrote ", Mark::note},
    {"Net::", Mark::note},
    {"EOFError", Mark::close},
    {"Errno::", Mark::close},
    {"OpenSSL::", Mark::note},
};
inline auto const ruby_line = x3::rule<struct ruby_line_id, MarkedLine>{"Net::SMTP"} = ruby_mark >> rest;

// Perl's Net::Cmd with Debug: "Class=GLOB(0x…)>>> text"; without the address it prints its class tree.
inline MarkTable const perl_mark{
    {">>> (decoded) ", Mark::note},
    {"<<< (decoded) ", Mark::note},
    {">>> ", Mark::client},
    {">>>", Mark::client},
    {"<<< ", Mark::server},
    {"<<<", Mark::server},
};
constexpr OctetSet class_octet = alpha.with_range('0', '9').with("_:");
inline auto const perl_said = x3::rule<struct perl_said_id, MarkedLine>{"said"} =
    x3::omit[run_of(class_octet) >> "=GLOB(0x" >> run_of(hexdig) >> ')'] >> perl_mark >> rest;
inline auto const perl_classes = x3::rule<struct perl_classes_id, MarkedLine>{
    "class tree"} = x3::omit[run_of(class_octet) >> ">>> "] >> x3::attr(Mark::note) >> rest;
inline auto const perl_error = x3::rule<struct perl_error_id, MarkedLine>{
    "error"} = x3::omit[before(": unexpected EOF on command channel")] >> x3::attr(Mark::close) >> rest;
inline auto const perl_line = perl_said | perl_classes | perl_error;

// sendEmail -v -v: a syslog frame, then "LEVEL => words"; reply lines are joined by ", ".
inline MarkTable const sendemail_mark{
    {"INFO => Sending: \t", Mark::client},
    {"DEBUG => evalSMTPresponse() - Found SMTP error code: ", Mark::note},
    {"SUCCESS => Received: \t", Mark::server},
    {"WARNING => Received: \t", Mark::server},
    {"ERROR => Received: \t", Mark::server},
    {"DEBUG => Connecting to ", Mark::open},
    {"ERROR => Connection attempt to ", Mark::close},
    {"ERROR => ERROR => Timeout", Mark::close},
};
inline auto const sendemail_line = x3::rule<struct sendemail_line_id, MarkedLine>{"sendEmail"} =
    x3::omit[before(" sendemail[") >> " sendemail[" >> run_of(digit) >> "]: "] >>
    (sendemail_mark | x3::attr(Mark::note)) >> rest;

// (Neo)Mutt's debug log: "[stamp]<level> function() fd> text"; Mutt writes no function.
inline MarkTable const neomutt_mark{{"> ", Mark::client}, {"< ", Mark::server}};
constexpr OctetSet name_octet = alpha.with_range('0', '9').with("_");
inline auto const neomutt_head = x3::omit['[' >> before("]") >> ']' >> -('<' >> run_of(name_octet) >> '>') >> opt_sp];
inline auto const neomutt_said = x3::rule<struct neomutt_said_id, MarkedLine>{"said"} =
    neomutt_head >> x3::omit[-(run_of(name_octet) >> "() ") >> run_of(digit)] >> neomutt_mark >> rest;
inline auto const neomutt_note = x3::rule<struct neomutt_note_id, MarkedLine>{"note"} = neomutt_head >>
    x3::attr(Mark::note) >> rest;
inline MarkTable const neomutt_own{
    {"WARNING:", Mark::note},
    {"    Logging at this level", Mark::note},
    {"    Review the log", Mark::note},
    {"# vim: ", Mark::note},
};
inline auto const neomutt_file = x3::rule<struct neomutt_file_id, MarkedLine>{"file"} = neomutt_own >> rest;
inline auto const neomutt_line = neomutt_said | neomutt_note | neomutt_file;

// openssl s_client: what it says about the handshake; the dialogue itself has no marks.
inline MarkTable const openssl_mark{
    {"CONNECTED(", Mark::open},
    {"Connecting to ", Mark::open},
    {"depth=", Mark::note},
    {"verify ", Mark::note},
    {"Can't use SSL_get_servername", Mark::note},
    {"read R BLOCK", Mark::note},
    {"CONNECTION ESTABLISHED", Mark::note}, // s_client -brief
    {"Protocol version: ", Mark::note},
    {"Ciphersuite: ", Mark::note},
    {"Peer certificate: ", Mark::note},
    {"Hash used: ", Mark::note},
    {"Signature type: ", Mark::note},
    {"Verification", Mark::note},
    {"Server Temp Key: ", Mark::note},
    {"Peer Temp Key: ", Mark::note},
    {"RENEGOTIATING", Mark::note},
    {"DONE", Mark::close},
    {"closed", Mark::close},
    {"---", Mark::tls},
};
inline auto const openssl_line = x3::rule<struct openssl_line_id, MarkedLine>{"s_client"} = openssl_mark >> rest;

} // namespace whybounce::grammar
