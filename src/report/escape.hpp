#pragma once
#include <string>
#include <string_view>

/// All text that comes from an input passes one of these before it is written: output is hostile until escaped.
namespace whybounce::report {

/// One line for a terminal. Control octets, terminal escapes, C1 controls and broken UTF-8 become a visible `\x1b`;
/// characters that reorder or hide text (bidi controls, zero width spaces, tags) become `\u202e`. A tab becomes a
/// blank.
std::string escape(std::string_view text);

/// Content of an XML 1.0 element: markup becomes entities, characters that XML forbids are dropped, broken UTF-8
/// becomes U+FFFD.
std::string escape_xml(std::string_view text);

/// Value of an XML attribute: as `escape_xml`, and line ends and tabs become character references.
std::string escape_xml_attribute(std::string_view text);

} // namespace whybounce::report
