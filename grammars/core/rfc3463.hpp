#pragma once
#include "grammars/core/rfc5234.hpp"
#include "whybounce/smtp.hpp"

#include <boost/fusion/include/adapt_struct.hpp>

BOOST_FUSION_ADAPT_STRUCT(whybounce::EnhancedStatusCode, klass, subject, detail)

namespace whybounce::grammar {

// status-code = class "." subject "." detail          RFC 3463 section 2
// class = "2" / "4" / "5" ; subject = 1*3digit ; detail = 1*3digit
inline auto const status_code = x3::rule<struct status_code_id, EnhancedStatusCode>{"status-code"} =
    &x3::char_("245") >> digits<std::uint8_t, 1, 1> >> '.' >> digits<std::uint16_t, 1, 3> >> '.' >>
    digits<std::uint16_t, 1, 3> >> !x3::char_("0-9.");

} // namespace whybounce::grammar
