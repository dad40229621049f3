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

/// What is said for a verb: protocol words as they are, others by the key of a message, which begins with "step.".
constexpr std::array verb_words{
    Word{"(connect)", "step.connection"},
    Word{"(auth)", "AUTH"},
    Word{"(eod)", "step.content"},
    Word{"(empty)", "step.empty"},
    Word{"(unsolicited)", "step.unsolicited"},
    Word{"MAIL", "MAIL FROM"},
    Word{"RCPT", "RCPT TO"},
};

/// In the order of Step.
constexpr std::array<std::string_view, 12> step_words{"step.connection", "EHLO", "STARTTLS", "AUTH", "step.command",
    "MAIL FROM", "RCPT TO", "DATA", "step.content", "QUIT", "step.command", "step.delivery"};

/// In the order of Tier: folders of the catalogue, which have one name in all languages.
constexpr std::array<std::string_view, 8> tiers{
    "00 reason", "05 speaker", "10 provider", "20 mta", "25 words", "30 status", "40 reply", "50 phase"};

/// Reasons that words are fitted to: what a queue has tried until its time was over, and what is no failure.
constexpr std::string_view expired = "transport.expired", delivered = "report.delivered";

Advice advice_of(Diagnosis const& diagnosis) { return {diagnosis.verdict, diagnosis.actor, diagnosis.retry}; }

std::string word_or_message(Language const& in, std::string_view word) {
    return word.starts_with("step.") ? in.say(word) : std::string(word);
}

std::string_view action(FailureRecord const& failure) {
    bool const refused_here = failure.code || failure.outcome != Outcome::unknown; // else the client just went away
    if (failure.origin == Origin::rejection) return refused_here ? "headline.rejected" : "headline.observed";
    if (!failure.code) return "headline.failed";
    if (failure.outcome == Outcome::temporary) return "headline.deferred";
    return failure.outcome == Outcome::permanent ? "headline.refused" : "headline.failed";
}

std::string duration(Language const& in, std::uint32_t seconds) {
    if (seconds >= 3600 && seconds % 3600 == 0) return in.count("count.hours", seconds / 3600);
    if (seconds >= 60 && seconds % 60 == 0) return in.count("count.minutes", seconds / 60);
    return in.count("count.seconds", seconds);
}

/// Message `prefix` + `key`, or the key itself where it is none of ours.
std::string keyed(Language const& in, std::string_view prefix, std::string_view key) {
    language::Message const* const message = in.find(std::string(prefix).append(key));
    return message ? message->text : escape(key);
}

} // namespace

std::string list_of(Language const& in, std::span<std::string const> items) {
    std::string all;
    for (std::string const& item : items)
        all = all.empty() ? item : in.say("list.next", {{"left", all}, {"right", item}});
    return all;
}

std::string list_of(Language const& in, std::span<std::string const> items, std::uint64_t total) {
    if (total > items.size()) return in.count("list.more", total - items.size(), {{"left", list_of(in, items)}});
    if (items.size() < 2) return list_of(in, items);
    return in.say("list.last", {{"left", list_of(in, items.first(items.size() - 1))}, {"right", items.back()}});
}

std::string with_aside(Language const& in, std::string const& text, std::string const& aside) {
    return in.say("aside", {{"text", text}, {"aside", aside}});
}

std::string code_and_status(std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status) {
    std::string digits = code ? fmt::format("{:03}", *code) : "";
    if (!status) return digits;
    return digits.empty() ? to_string(*status) : digits + ' ' + to_string(*status);
}

std::string step_name(Language const& in, FailureRecord const& failure) {
    std::string_view const verb = failure.verb.value_or("");
    if (verb.empty() && failure.origin == Origin::reply && failure.phase == Step::none) return in.say("step.mail");
    if (verb.empty()) return word_or_message(in, step_words[static_cast<std::size_t>(failure.phase)]);
    auto const* const found = std::ranges::find(verb_words, verb, &Word::key);
    return found == verb_words.end() ? escape(verb) : word_or_message(in, found->said);
}

namespace {

/// A server that answers the connection with a refusal has refused by its greeting; the connection itself was made.
std::string refused_step(Language const& in, FailureRecord const& failure) {
    bool const by_greeting = failure.code && failure.phase == Step::connect && failure.origin != Origin::rejection;
    return by_greeting ? in.say("step.greeting") : step_name(in, failure);
}

} // namespace

std::string headline(Language const& in, FailureRecord const& failure) {
    std::string what = code_and_status(failure.code, failure.enhanced);
    if (!failure.code) what += (what.empty() ? "" : " ") + explanation(in, *failure.diagnosis).name;
    return in.say(action(failure), {{"step", refused_step(in, failure)}, {"what", what}});
}

std::string peer_words(Peer const& peer) {
    std::string out = escape(peer.host.value_or(""));
    if (peer.ip && peer.ip != peer.host) out += fmt::format("[{}]", escape(*peer.ip));
    if (peer.port && !out.empty()) out += fmt::format(":{}", *peer.port);
    return out;
}

std::string headline(Language const& in, ReportRecord const& report) {
    std::string const codes = code_and_status(report.code, report.enhanced);
    std::string const name = explanation(in, *report.diagnosis).name;
    return codes.empty() ? name : in.say("headline.report", {{"name", name}, {"codes", codes}});
}

PlaceNames::PlaceNames(Language const& in, std::span<InputInfo const> inputs)
    : in_(&in), only_input_(inputs.size() == 1 ? inputs[0].input : "") {}

std::string PlaceNames::of(std::string_view input, std::size_t line) const {
    if (line == 0) return escape(input);
    if (input == only_input_) return in_->say("place.line", {{"line", std::to_string(line)}});
    return fmt::format("{}:{}", escape(input), line);
}

std::string actor_words(Language const& in, std::string_view actor) {
    language::Message const* const role = in.find("role." + std::string(actor));
    return role ? in.say("who", {{"actor", std::string(actor)}, {"role", role->text}}) : escape(actor);
}

std::string actor_words(Language const& in, Reason const& reason, Advice const& advice) {
    bool const waits = advice.retry == "later" || advice.retry == "by-code";
    if (advice.actor != "nobody" || waits) return actor_words(in, advice.actor);
    if (reason.id == expired) return in.say("who.expired");
    return in.say(reason.group() == "other" ? "who.unknown" : "who.nobody"); // time heals nothing here
}

std::string actor_words(Language const& in, Diagnosis const& diagnosis) {
    return actor_words(in, *diagnosis.reason, advice_of(diagnosis));
}

std::string retry_words(Language const& in, Reason const& reason, std::string_view retry) {
    return reason.id == delivered ? in.say("retry.nothing") : keyed(in, "retry.", retry);
}

std::string retry_words(Language const& in, Diagnosis const& diagnosis) {
    std::string const said = retry_words(in, *diagnosis.reason, diagnosis.retry);
    if (!diagnosis.retry_after_s) return said;
    return in.say("retry.not-before", {{"retry", said}, {"duration", duration(in, *diagnosis.retry_after_s)}});
}

std::string verdict_words(Language const& in, Reason const& reason, std::string_view verdict) {
    bool const lost = reason.id == expired && verdict == "stop";
    return keyed(in, "verdict.", lost ? "expired" : verdict);
}

std::string address_words(Language const& in, Reason const& reason, std::string_view verdict) {
    bool const kept = verdict == "fix" || verdict == "wait";
    return verdict == "none" ? std::string{} : verdict_words(in, reason, kept ? "keep" : verdict);
}

std::string tier_words(Language const& in, Tier tier) {
    return tier == Tier::user ? in.say("tier.user") : std::string(tiers[static_cast<std::size_t>(tier)]);
}

std::string ground_words(Language const& in, Ground const& ground) {
    std::string text = ground.text;
    std::ranges::replace(text, '\n', ' '); // of a match that goes over several lines
    text = escape(text);
    language::EntryText const* const words = ground.entry ? in.entry(ground.entry->id) : nullptr;
    if (words) text = in.say("ground.named", {{"code", text.substr(0, text.find(": "))}, {"name", words->name}});
    return in.say("ground." + std::string(to_string(ground.kind)), {{"text", text}});
}

namespace {

/// "0,80"
std::string decimal(Language const& in, double number) {
    std::string digits = fmt::format("{:.2f}", number);
    return digits.replace(digits.find('.'), 1, in.say("number.decimal"));
}

std::string one_source(Language const& in, std::string_view source) {
    constexpr std::string_view word = " section ";
    std::size_t const at = source.find(word);
    if (!source.starts_with("RFC ") || at == std::string_view::npos) return escape(source);
    return in.say("source.section",
        {{"rfc", escape(source.substr(0, at))}, {"section", escape(source.substr(at + word.size()))}});
}

} // namespace

std::string source_words(Language const& in, std::string_view source) {
    constexpr std::string_view divider = "; ";
    std::string words;
    while (true) {
        std::size_t const end = source.find(divider);
        words += one_source(in, source.substr(0, end));
        if (end == std::string_view::npos) return words;
        words += divider;
        source.remove_prefix(end + divider.size());
    }
}

std::string because_words(Language const& in, Diagnosis const& diagnosis) {
    return in.say("because",
        {{"tier", tier_words(in, diagnosis.entry->tier)}, {"entry", escape(diagnosis.entry->id)},
            {"confidence", decimal(in, diagnosis.confidence)}});
}

} // namespace whybounce::report
