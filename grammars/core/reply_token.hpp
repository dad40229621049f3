#pragma once
#include "grammars/core/rfc5321.hpp"

/// Tokens in the text of a reply: what a word must not be looked for in. Shapes only, no list of names.
namespace whybounce::grammar {

constexpr OctetSet host_octet = alpha.with_range('0', '9').with("-_.");
constexpr OctetSet word_octet = alpha.with_range('0', '9').with("_").with_range(0x80, 0xFF);

// uri = ( scheme "://" / "www." / host "/" ) *( any octet but blanks, quotes and brackets )
constexpr OctetSet url_octet = vchar.complement().with("<>\"()[]{}|\\^`").complement();
inline auto const uri =
    x3::no_case[x3::lit("https://") | "http://" | "ftp://" | "mailto:" | "www."] >> x3::omit[run_of(url_octet)];
inline auto const bare_uri = x3::omit[run_of(host_octet)] >> '/' >> x3::omit[run_of(url_octet)];

// Mailbox, loosely: no quoted local part here
inline auto const mail_address = x3::omit[run_of(atext.with("."))] >> '@' >>
    (x3::omit[run_of(host_octet.with_range(0x80, 0xFF))] | ('[' >> x3::omit[run_of(host_octet.with(":"))] >> ']'));

// IPv4 or IPv6 address, as a whole token
inline auto const dotted_quad = ipv4_address >> !x3::char_("0-9A-Za-z");
inline auto const colon_hex = ipv6_groups;

} // namespace whybounce::grammar
