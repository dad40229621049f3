#pragma once
#include "grammars/core/rfc5234.hpp"
#include "grammars/parse.hpp"

#include <boost/fusion/include/adapt_struct.hpp>

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::CodePattern, first, last)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::DetailRange, first, last)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::StatusPattern, klass, subject, details)

/// The catalogue's own notation: docs/catalogue.md.
namespace whybounce::grammar {

// pair = key ":" *WSP value ; key = 1*( ALPHA / DIGIT / "-" / "." )
// (parse_catalogue.cpp reads it by hand)

// code-pattern = 3DIGIT / DIGIT "yz"
struct CodeClasses : x3::symbols<CodePattern> {
    CodeClasses() { add("2yz", {200, 299})("3yz", {300, 399})("4yz", {400, 499})("5yz", {500, 599}); }
};
inline CodeClasses const code_class{};
inline auto const one_code = x3::rule<struct one_code_id, CodePattern>{"code"} = digits<std::uint16_t, 3, 3> >>
    x3::attr(std::uint16_t{0});
inline auto const code_pattern = code_class | one_code;

// status-pattern = ( "X" / class ) "." subject "." ( "*" / detail [ "-" detail ] )
inline auto const class_pattern = (x3::omit[x3::char_('X')] >> x3::attr(std::uint8_t{0})) | digits<std::uint8_t, 1, 1>;
inline auto const detail = digits<std::uint16_t, 1, 3>;
inline auto const last_detail = ('-' >> detail) | x3::attr(std::uint16_t{0});
inline auto const some_details = x3::rule<struct some_details_id, DetailRange>{"detail"} = detail >> last_detail;
inline auto const all_details = x3::rule<struct all_details_id, DetailRange>{"*"} = '*' >>
    x3::attr(std::uint16_t{0}) >> x3::attr(std::uint16_t{999});
inline auto const status_pattern = x3::rule<struct status_pattern_id, StatusPattern>{"status"} = class_pattern >> '.' >>
    detail >> '.' >> (all_details | some_details);

} // namespace whybounce::grammar
