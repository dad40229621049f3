#include "analysis/oddities.hpp"

#include "session/session.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>

namespace whybounce::analysis {
namespace {

using session::Exchange;

bool is_control(char c) {
    auto const octet = static_cast<unsigned char>(c);
    return (octet < 0x20 && octet != '\t' && octet != '\r' && octet != 0x1B) || octet == 0x7F;
}

/// Only a session that says something about a message can be told from another one like it.
bool is_telling(session::Session const& session) {
    return std::ranges::any_of(session.exchanges, [](Exchange const& exchange) {
        return exchange.refused() || (exchange.verb == session::Verb::eod && exchange.record.code);
    });
}

std::uint64_t print_of(session::Session const& session) {
    std::uint64_t print = session.exchanges.size();
    for (Exchange const& exchange : session.exchanges) {
        print = hash_of(exchange.record.verb, print);
        print = hash_of(exchange.record.argument, print);
        print = hash_of(exchange.record.text, print + exchange.record.code.value_or(0));
    }
    return print;
}

} // namespace

void Oddities::saw_unread(std::string_view text, std::size_t line) {
    if (!std::ranges::any_of(text, is_control)) return;
    if (binary_.count++ == 0) binary_.first = line;
}

bool Oddities::saw(session::Session const& session) {
    if (!is_telling(session)) return false;
    std::uint64_t const print = print_of(session);
    auto const known = prints_.find(print);
    if (known == prints_.end()) {
        if (prints_.size() < most_sessions) prints_.emplace(print, session.line);
        return false;
    }
    if (repeated_.count++ == 0) {
        repeated_.first = session.line;
        original_ = known->second;
    }
    return true;
}

AnomalyRecord Oddities::binary_record(std::string_view input) {
    what_ = "binary octets in " + std::to_string(binary_.count) +
        (binary_.count == 1 ? " line between the others" : " lines between the others, the first here");
    return {input, binary_.first, "IN-BINARY", Severity::warning, what_, {},
        "they were passed over; if replies are missing there, save the session as plain text"};
}

AnomalyRecord Oddities::repeated_record(std::string_view input) {
    what_ = "the same session stands at line " + std::to_string(original_) + " already";
    if (repeated_.count > 1) what_ += ", and " + std::to_string(repeated_.count) + " sessions in all repeat others";
    return {input, repeated_.first, "IN-REPEATED", Severity::info, what_, {},
        "if the text was pasted twice, take one copy out: what failed in it is counted each time"};
}

} // namespace whybounce::analysis
