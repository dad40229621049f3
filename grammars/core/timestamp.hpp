#pragma once
#include "grammars/core/rfc5234.hpp"
#include "grammars/parse.hpp"

#include <boost/fusion/include/adapt_struct.hpp>

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::UtcOffset, negative, hours, minutes)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::TrafficStamp, month, day, hour, minute, second)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::FullStamp, year, month, day, hour, minute, second, fraction, offset)

namespace whybounce::grammar {

// TIMESTAMP of RFC 3164 section 4.1.2: "Mmm dd hh:mm:ss", the day padded with a blank.   Wider: a zero or nothing pads
// too.
struct MonthNames : x3::symbols<std::uint8_t> {
    MonthNames() {
        std::uint8_t number = 0;
        for (char const* name : {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"})
            add(name, ++number);
    }
};
inline MonthNames const month_name{};
inline auto const two_digits = digits<std::uint8_t, 2, 2>;
inline auto const rfc3164_timestamp = x3::rule<struct rfc3164_id, TrafficStamp>{"TIMESTAMP"} =
    month_name >> sp >> digits<std::uint8_t, 1, 2> >> sp >> two_digits >> ':' >> two_digits >> ':' >> two_digits;

// date-time of RFC 3339 section 5.6 = full-date "T" full-time; TIMESTAMP of RFC 5424 section 6.2.3 is the same.
// time-numoffset = ("+" / "-") time-hour ":" time-minute    Wider: no colon; a blank for the "T"; the offset may be
// absent.
inline auto const offset_sign = ('+' >> x3::attr(false)) | ('-' >> x3::attr(true));
inline auto const numoffset = x3::rule<struct numoffset_id, UtcOffset>{"time-numoffset"} =
    offset_sign >> two_digits >> x3::omit[-x3::char_(':')] >> two_digits;
inline auto const zulu = x3::rule<struct zulu_id, UtcOffset>{"Z"} = x3::omit[x3::char_("Zz")] >>
    x3::attr(false) >> x3::attr(std::uint8_t{0}) >> x3::attr(std::uint8_t{0});
inline auto const secfrac = (x3::omit[x3::char_(".,")] >> run_of(digit)) | x3::attr(std::string_view{});
inline auto const
    rfc3339_timestamp = x3::rule<struct rfc3339_id, FullStamp>{"date-time"} = digits<std::uint16_t, 4, 4> >> '-' >>
    two_digits >> '-' >> two_digits >> x3::omit[x3::char_("Tt ")] >> two_digits >> ':' >> two_digits >> ':' >>
    two_digits >> secfrac >> -(zulu | numoffset);

} // namespace whybounce::grammar
