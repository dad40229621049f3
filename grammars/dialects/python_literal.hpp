#pragma once
#include "grammars/core/rfc5234.hpp"

/// String and bytes literals as Python's repr() writes them.
namespace whybounce::grammar {

struct EscapedOctet : x3::symbols<char> {
    EscapedOctet() { add("r", '\r')("n", '\n')("t", '\t')("\\", '\\')("'", '\'')("\"", '"')("0", '\0'); }
};
inline EscapedOctet const escaped_octet{};
inline x3::uint_parser<std::uint8_t, 16, 2, 2> const hex_octet{};

// literal = [ "b" ] ( "'" *octet "'" / DQUOTE *octet DQUOTE ) ; octet = "\" escape / "\x" 2HEXDIG / any
inline auto const escape = '\\' >> ((x3::lit('x') >> hex_octet) | escaped_octet);
inline auto const single_quoted = '\'' >> *(escape | (x3::char_ - '\'')) >> '\'';
inline auto const double_quoted = '"' >> *(escape | (x3::char_ - '"')) >> '"';
inline auto const python_literal = x3::rule<struct python_literal_id, std::string>{
    "literal"} = x3::omit[-x3::char_("bu")] >> (single_quoted | double_quoted);

} // namespace whybounce::grammar
