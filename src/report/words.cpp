#include "report/words.hpp"

#include "report/escape.hpp"
#include "report/explanation.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

struct Word {
    std::string_view key, said;
};

constexpr std::array verb_words{
    Word{"(connect)", "connection"},
    Word{"(auth)", "AUTH"},
    Word{"(eod)", "message content"},
    Word{"(empty)", "empty command"},
    Word{"(unsolicited)", "unsolicited reply"},
    Word{"MAIL", "MAIL FROM"},
    Word{"RCPT", "RCPT TO"},
};

/// In the order of Step.
constexpr std::array<std::string_view, 12> step_words{"connection", "EHLO", "STARTTLS", "AUTH", "command", "MAIL FROM",
    "RCPT TO", "DATA", "message content", "QUIT", "command", "delivery"};

/// In the order of Tier.
constexpr std::array<std::string_view, 9> tiers{
    "00 reason", "05 speaker", "10 provider", "20 mta", "25 words", "30 status", "40 reply", "50 phase", "user file"};

constexpr std::array actors{
    Word{"list-owner", "keeps the list of recipients"},
    Word{"sending-admin", "runs the sending host or its address"},
    Word{"sending-app", "the program that speaks SMTP, or its configuration"},
    Word{"domain-owner", "DNS and policy of the sender's domain"},
    Word{"author", "content of the message"},
    Word{"recipient", "the person written to"},
    Word{"recipient-admin", "runs the destination"},
    Word{"dns-admin", "the resolver or zone in the way"},
    Word{"account-owner", "our own login, tenant or quota"},
    Word{"provider", "the service that we submit to"},
    Word{"forwarder", "a host in between"},
    Word{"nobody", "time heals it"},
};

template <std::size_t N> std::string_view find(std::array<Word, N> const& words, std::string_view key) {
    auto const* const found = std::ranges::find(words, key, &Word::key);
    return found == words.end() ? std::string_view{} : found->said;
}

std::string_view action(FailureRecord const& failure) {
    if (failure.origin == Origin::rejection) return "rejected by this server";
    if (!failure.code) return "failed";
    if (failure.outcome == Outcome::temporary) return "deferred";
    return failure.outcome == Outcome::permanent ? "refused" : "failed";
}

std::string duration(std::uint32_t seconds) {
    if (seconds >= 3600 && seconds % 3600 == 0) return plural(seconds / 3600, "hour");
    if (seconds >= 60 && seconds % 60 == 0) return plural(seconds / 60, "minute");
    return plural(seconds, "second");
}

} // namespace

std::string plural(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string code_and_status(std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status) {
    std::string digits = code ? fmt::format("{:03}", *code) : "";
    if (!status) return digits;
    return digits.empty() ? to_string(*status) : digits + ' ' + to_string(*status);
}

std::string step_name(FailureRecord const& failure) {
    std::string_view const verb = failure.verb.value_or("");
    if (verb.empty() && failure.origin == Origin::reply && failure.phase == Step::none) return "mail";
    if (verb.empty()) return std::string(step_words[static_cast<std::size_t>(failure.phase)]);
    std::string_view const said = find(verb_words, verb);
    return said.empty() ? escape(verb) : std::string(said);
}

std::string headline(FailureRecord const& failure) {
    std::string what = code_and_status(failure.code, failure.enhanced);
    if (!failure.code) what += (what.empty() ? "" : " ") + escape(title(*failure.diagnosis));
    return fmt::format("{} {}: {}", step_name(failure), action(failure), what);
}

std::string headline(ReportRecord const& report) {
    std::string const codes = code_and_status(report.code, report.enhanced);
    return fmt::format("{}{}{}", escape(title(*report.diagnosis)), codes.empty() ? "" : ": ", codes);
}

PlaceNames::PlaceNames(std::span<InputInfo const> inputs) : only_input_(inputs.size() == 1 ? inputs[0].input : "") {}

std::string PlaceNames::of(std::string_view input, std::size_t line) const {
    if (line == 0) return escape(input);
    return input == only_input_ ? fmt::format("line {}", line) : fmt::format("{}:{}", escape(input), line);
}

std::string actor_words(std::string_view actor) {
    std::string_view const said = find(actors, actor);
    return said.empty() ? escape(actor) : fmt::format("{}: {}", actor, said);
}

std::string retry_words(std::string_view retry) {
    if (retry == "by-code") return "later after a 4yz answer, not after a 5yz answer";
    return retry == "after-fix" ? "after the fix" : escape(retry);
}

std::string retry_words(Diagnosis const& diagnosis) {
    std::string said = retry_words(diagnosis.retry);
    if (diagnosis.retry_after_s) said += fmt::format(", not before {}", duration(*diagnosis.retry_after_s));
    return said;
}

std::string_view tier_words(Tier tier) { return tiers[static_cast<std::size_t>(tier)]; }

std::string ground_words(Ground const& ground) {
    std::string const text = escape(ground.text);
    switch (ground.kind) {
    case Ground::Kind::words: return fmt::format(R"(matched "{}")", text);
    case Ground::Kind::token: return fmt::format(R"(token "{}")", text);
    case Ground::Kind::registry: return fmt::format("the registry calls {}", text);
    default: return fmt::format("{} {}", to_string(ground.kind), text);
    }
}

} // namespace whybounce::report
