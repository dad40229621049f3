#include "correlate/stages.hpp"

namespace whybounce::correlate {
namespace {

// Longer words stand before their beginnings.
constexpr Stage stages[] = {
    {"receiving the initial server greeting", "(connect)", Step::connect},
    {"initial connection", "(connect)", Step::connect},
    {"CONNECT", "(connect)", Step::connect},
    {"connect", "(connect)", Step::connect},
    {"performing the EHLO", "EHLO", Step::hello},
    {"performing the HELO", "HELO", Step::hello},
    {"performing the LHLO", "LHLO", Step::hello},
    {"EHLO", "EHLO", Step::hello},
    {"HELO", "HELO", Step::hello},
    {"LHLO", "LHLO", Step::hello},
    {"receiving the STARTTLS response", "STARTTLS", Step::starttls},
    {"STARTTLS", "STARTTLS", Step::starttls},
    {"AUTH", "AUTH", Step::auth},
    {"sending MAIL FROM", "MAIL", Step::mail},
    {"MAIL", "MAIL", Step::mail},
    {"sending RCPT TO", "RCPT", Step::rcpt},
    {"RCPT", "RCPT", Step::rcpt},
    {"sending DATA command", "DATA", Step::data},
    {"sending message body", "(eod)", Step::eod},
    {"sending end of data", "(eod)", Step::eod},
    {"end of DATA", "(eod)", Step::eod},
    {"END-OF-MESSAGE", "(eod)", Step::eod},
    {"DATA (", "(eod)", Step::eod},
    {"DATA", "DATA", Step::data},
    {"BDAT", "BDAT", Step::eod},
    {"header", "(eod)", Step::eod},
    {"body", "(eod)", Step::eod},
    {"content", "(eod)", Step::eod},
    {"mime-error", "(eod)", Step::eod},
    {"sending QUIT", "QUIT", Step::quit},
    {"QUIT", "QUIT", Step::quit},
    {"sending RSET", "RSET", Step::ready},
    {"RSET", "RSET", Step::ready},
    {"VRFY", "VRFY", Step::ready},
    {"EXPN", "EXPN", Step::ready},
    {"ETRN", "ETRN", Step::ready},
    {"NOOP", "NOOP", Step::ready},
    {"UNKNOWN", "", Step::ready},
};

} // namespace

Stage stage_of(std::string_view words) {
    for (Stage const& stage : stages)
        if (!words.empty() && words.front() == stage.words.front() && words.starts_with(stage.words)) return stage;
    return {words, {}, Step::none};
}

} // namespace whybounce::correlate
