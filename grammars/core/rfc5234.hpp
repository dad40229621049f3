#pragma once
#include "grammars/core/terminals.hpp"

/// Core rules of RFC 5234 appendix B.1, as octet sets: ABNF names in snake case.
namespace whybounce::grammar {

// ALPHA = %x41-5A / %x61-7A
constexpr OctetSet alpha = OctetSet{}.with_range('A', 'Z').with_range('a', 'z');
// DIGIT = %x30-39
constexpr OctetSet digit = OctetSet{}.with_range('0', '9');
// HEXDIG = DIGIT / "A" / "B" / "C" / "D" / "E" / "F"        Wider: lower case too.
constexpr OctetSet hexdig = digit.with("ABCDEFabcdef");
// VCHAR = %x21-7E
constexpr OctetSet vchar = OctetSet{}.with_range(0x21, 0x7E);
// WSP = SP / HTAB
constexpr OctetSet wsp{" \t"};
// UTF8-non-ascii of RFC 6532 section 3.1, octet by octet.    Wider: also what is no valid UTF-8, which mail does carry.
constexpr OctetSet utf8_non_ascii = OctetSet{}.with_range(0x80, 0xFF);

inline auto const sp = x3::omit[run_of(wsp)];
inline auto const opt_sp = x3::omit[-run_of(wsp)];

} // namespace whybounce::grammar
