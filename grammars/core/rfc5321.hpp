#pragma once
#include "grammars/core/rfc3463.hpp"

BOOST_FUSION_ADAPT_STRUCT(whybounce::ReplyLine, code, more, status, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::CommandLine, verb, argument)
BOOST_FUSION_ADAPT_STRUCT(whybounce::PathArgument, path, parameters)
BOOST_FUSION_ADAPT_STRUCT(whybounce::EsmtpParameter, keyword, value)
BOOST_FUSION_ADAPT_STRUCT(whybounce::AuthArgument, mechanism, initial_response)

/// RFC 5321 (SMTP) with RFC 6531 (UTF-8) and RFC 4954 (AUTH). No skipper; attributes are views into the line.
namespace whybounce::grammar {

// ---- replies: section 4.2 ----------------------------------------------------------------------------------------

// Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF     (one line of it)
// Reply-code = %x32-35 %x30-35 %x30-39               Wider: any three digits; servers do answer 58x.
// textstring = 1*(%d09 / %d32-126)                   Wider: may be empty, keeps 8-bit octets (RFC 6531 and bugs).
// The status code of RFC 2034 section 4 stands first in the text. Wider: a "#" before it (Cisco), any blanks or a
// bracket behind it.
inline auto const reply_more = ('-' >> x3::attr(true)) | ((x3::omit[run_of(wsp)] | x3::eoi) >> x3::attr(false));
inline auto const leading_status = x3::rule<struct leading_status_id, EnhancedStatusCode>{
    "status"} = x3::omit[-x3::char_('#')] >> status_code >> (&x3::char_(" \t:;,-<(") | x3::eoi) >> opt_sp;
inline auto const reply_line = x3::rule<struct reply_line_id, ReplyLine>{"Reply-line"} =
    digits<std::uint16_t, 3, 3> >> reply_more >> opt_sp >> -leading_status >> rest;

// ---- commands: section 4.1.1 -------------------------------------------------------------------------------------

// command = verb [ SP argument ] CRLF                Wider: any run of octets without blanks is a verb; unknown verbs
// survive.
inline auto const command_line = x3::rule<struct command_line_id, CommandLine>{"command"} = opt_sp >>
    run_of(wsp.complement()) >> opt_sp >> rest;

// ---- paths: section 4.1.2 ----------------------------------------------------------------------------------------

// atext of RFC 5322 section 3.2.3 =/ UTF8-non-ascii (RFC 6531 section 3.3)
constexpr OctetSet atext = alpha.with_range('0', '9').with("!#$%&'*+-/=?^_`{|}~").with_range(0x80, 0xFF);

// Dot-string = Atom *("." Atom)                      Wider: dots anywhere, as some providers allow.
inline auto const dot_string = x3::omit[run_of(atext.with("."))];

// Quoted-string = DQUOTE *QcontentSMTP DQUOTE ; quoted-pairSMTP = %d92 %d32-126
inline auto const quoted_string = '"' >>
    *(('\\' >> x3::omit[x3::char_]) | x3::omit[run_of(OctetSet{"\"\\"}.complement())]) >> '"';

// Local-part = Dot-string / Quoted-string
inline auto const local_part = view[quoted_string | dot_string];

// Domain = sub-domain *("." sub-domain) ; sub-domain = Let-dig [Ldh-str] / U-label    Wider: "_" and a final dot.
inline auto const domain = view[x3::omit[run_of(alpha.with_range('0', '9').with("-._").with_range(0x80, 0xFF))]];

// IPv4-address-literal = Snum 3("." Snum) ; Snum = 1*3DIGIT, 0 to 255
inline auto const snum = x3::omit[digits<std::uint8_t, 1, 3>];
inline auto const ipv4_address = snum >> '.' >> snum >> '.' >> snum >> '.' >> snum;

// IPv6-address-literal = "IPv6:" IPv6-addr           Wider: the groups are not counted here.
inline auto const ipv6_groups = x3::omit[run_of(hexdig.with(":"))] >> -('.' >> snum >> '.' >> snum >> '.' >> snum);
inline auto const ipv6_address = x3::no_case["IPv6:"] >> &x3::char_("0-9A-Fa-f:") >> ipv6_groups;

// General-address-literal = Standardized-tag ":" 1*dcontent
inline auto const general_literal = x3::omit[run_of(alpha.with_range('0', '9').with("-"))] >> ':' >>
    x3::omit[run_of(vchar.complement().with("[]\\").complement())];

// address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) "]"
inline auto const ipv4_literal = view['[' >> ipv4_address >> ']'];
inline auto const ipv6_literal = view['[' >> ipv6_address >> ']'];
inline auto const other_literal = view['[' >> general_literal >> ']'];

// Path = "<" [ A-d-l ":" ] Mailbox ">"               Wider: without brackets; blanks after the colon (a common client
// fault). A-d-l = At-domain *( "," At-domain )               The source route is passed over: it must be ignored.
inline auto const source_route = x3::omit['@' >> run_of(OctetSet{":>\" \t"}.complement()) >> ':'];
inline auto const inside_brackets = view[*(quoted_string |
    x3::omit[run_of(OctetSet{"\">"}.complement())])]; // a lone quote ends it and the path is not well formed
inline auto const bracketed_path = '<' >> x3::omit[-source_route] >> inside_brackets >> '>';
inline auto const bare_path = run_of(OctetSet{" \t<>"}.complement());

// MAIL = "MAIL FROM:" Reverse-path [ SP Mail-parameters ] ; RCPT = "RCPT TO:" Forward-path [ SP Rcpt-parameters ]
inline auto const path_argument = x3::rule<struct path_argument_id, PathArgument>{"path"} = opt_sp >>
    x3::omit[x3::no_case[x3::lit("FROM") | "TO"]] >> opt_sp >> ':' >> opt_sp >> (bracketed_path | bare_path) >> opt_sp
    >> rest;

// esmtp-param = esmtp-keyword ["=" esmtp-value] ; esmtp-value = 1*(%d33-60 / %d62-126)   Wider: "=" inside and 8-bit
// octets.
inline auto const esmtp_value = x3::rule<struct esmtp_value_id, std::string_view>{"esmtp-value"} = '=' >>
    run_of(wsp.complement());
inline auto const esmtp_param = x3::rule<struct esmtp_param_id, EsmtpParameter>{"esmtp-param"} = opt_sp >>
    run_of(alpha.with_range('0', '9').with("-")) >> -esmtp_value;

// ---- AUTH: RFC 4954 section 4 ------------------------------------------------------------------------------------

// "AUTH" SP sasl-mech [ SP initial-response ]        sasl-mech = 1*20mech-char
// The payload is matched and dropped: only that there is one is told.
inline auto const initial_response = (x3::omit[run_of(wsp.complement())] >> x3::attr(true)) | x3::attr(false);
inline auto const auth_argument = x3::rule<struct auth_argument_id, AuthArgument>{"sasl-mech"} = opt_sp >>
    run_of(alpha.with_range('0', '9').with("-_")) >> (&x3::char_(" \t") | x3::eoi) >> opt_sp >> initial_response;

} // namespace whybounce::grammar
