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
// Runs of plain octets are appended as a whole: X3 alone would append them one by one.
inline auto const append_run = [](auto& context) { x3::_val(context).append(x3::_attr(context)); };
inline auto const append_octet = [](auto& context) {
    x3::_val(context).push_back(static_cast<char>(x3::_attr(context)));
};
inline auto const escape = x3::rule<struct escape_id, char>{"escape"} = '\\' >>
    ((x3::lit('x') >> hex_octet) | escaped_octet);
inline auto const plain_in_single = run_of(OctetSet{"\\'"}.complement());
inline auto const plain_in_double = run_of(OctetSet{"\\\""}.complement());
inline auto const lone_backslash = x3::char_('\\');
inline auto const single_quoted = '\'' >>
    *(plain_in_single[append_run] | escape[append_octet] | lone_backslash[append_octet]) >> '\'';
inline auto const double_quoted = '"' >>
    *(plain_in_double[append_run] | escape[append_octet] | lone_backslash[append_octet]) >> '"';
inline auto const python_literal = x3::rule<struct python_literal_id, std::string>{
    "literal"} = x3::omit[-x3::char_("bu")] >> (single_quoted | double_quoted);

} // namespace whybounce::grammar
