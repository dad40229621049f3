#pragma once
#include "whybounce/event.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

/// What a transcript shows of the wire beyond commands and codes: the evidence of the protocol linter.
namespace whybounce::session {

/// One line of a reply as it stands in the input.
struct SaidLine {
    std::size_t number = 0;
    std::string_view text;  ///< the whole input line, credentials taken out
    std::size_t octets = 0; ///< of the reply line on the wire, with CR LF
    std::uint16_t code = 0;
    std::optional<EnhancedStatusCode> status;
    bool more = false;      ///< a hyphen behind the code
    bool eight_bit = false; ///< has octets that are no ASCII
};

/// What an AUTH command or a SASL response looked like. Its text is never kept.
struct AuthFacts {
    bool payload = false;        ///< there was one, and the tool did not replace it
    bool bad_base64 = false;     ///< RFC 4954 section 4
    bool readable = false;       ///< decodes to a password or a token
    bool empty_response = false; ///< a blank behind the mechanism and nothing more: an empty one must be "="
    bool initial_response = false;
};

/// A place in the input where something was seen; number 0: nowhere.
struct Spot {
    std::size_t number = 0;
    std::string_view text; ///< the input line, at most `kept_spot` octets
    std::uint64_t times = 0;
    static constexpr std::size_t kept_spot = 200;
    explicit operator bool() const { return number != 0; }
};

/// The content between 354 and the dot, or of one BDAT chunk.
struct ContentFacts {
    std::size_t exchange = 0; ///< number of DATA or BDAT
    std::size_t first_line = 0;
    std::uint64_t lines = 0;
    std::uint64_t octets = 0; ///< with CR LF, doubled dots counted once, without the last dot
    bool ended = false;       ///< the dot, or the answer to the chunk, came
    bool cut = false;         ///< a line says that something was left out
    bool in_header = true;
    bool from = false, date = false, header = false;
    TranscriptEvent::LineEnd line_end{}; ///< of its last line so far
    Spot eight_bit, too_long, control, single_dot, bare_cr, bare_lf;
    Spot false_end;        ///< a dot between line ends that are not both CR LF
    bool smuggled = false; ///< commands follow behind the false end
};

} // namespace whybounce::session
