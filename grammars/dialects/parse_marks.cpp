#include "grammars/dialects/marked.hpp"
#include "grammars/dialects/python_literal.hpp"

namespace whybounce::grammar {

std::optional<MarkedLine> parse_swaks_line(std::string_view line) { return marked(line, swaks_line); }
std::optional<MarkedLine> parse_curl_line(std::string_view line) { return marked(line, curl_line); }
std::optional<MarkedLine> parse_sc_line(std::string_view line) { return marked(line, sc_line); }
std::optional<MarkedLine> parse_smtplib_line(std::string_view line) { return marked(line, smtplib_line); }
std::optional<MarkedLine> parse_telnet_line(std::string_view line) { return marked(line, telnet_line); }

bool parse_python_literal(std::string_view text, std::string& octets) {
    char const* first = text.data();
    return x3::parse(
        first, text.data() + text.size(), python_literal >> x3::omit[*x3::char_(" \t\r\n")] >> x3::eoi, octets);
}

} // namespace whybounce::grammar
