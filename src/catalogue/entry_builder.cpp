#include "catalogue/entry_builder.hpp"

#include "catalogue/remedy.hpp"

#include <algorithm>
#include <array>

namespace whybounce {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array reason_keys{"id"sv, "name"sv, "means"sv, "when"sv, "do"sv, "who"sv, "verdict"sv, "retry"sv,
    "sisimai"sv, "sisimai-5.6"sv, "sisimai-hard"sv, "kumo"sv, "zone"sv};
constexpr std::array entry_keys{"id"sv, "name"sv, "reply"sv, "status"sv, "phase"sv, "verb"sv, "speaker"sv, "host"sv,
    "session"sv, "token"sv, "text"sv, "unless"sv, "reason"sv, "provider"sv, "list"sv, "means"sv, "when"sv, "do"sv,
    "who"sv, "retry"sv, "basis"sv, "source"sv, "checked"sv, "example"sv, "near-miss"sv, "sisimai"sv, "kumo"sv,
    "zone"sv};
constexpr std::array actors{"list-owner"sv, "sending-admin"sv, "sending-app"sv, "domain-owner"sv, "author"sv,
    "recipient"sv, "recipient-admin"sv, "dns-admin"sv, "account-owner"sv, "provider"sv, "forwarder"sv, "nobody"sv};
constexpr std::array retries{"no"sv, "later"sv, "after-fix"sv, "by-code"sv};
constexpr std::array verdicts{"dead"sv, "dead-later"sv, "stop"sv, "fix"sv, "wait"sv, "verify"sv, "none"sv, "by-code"sv};

struct TierFolder {
    std::string_view folder;
    Tier tier;
};
constexpr std::array tier_folders{TierFolder{"00-reason/", Tier::reason}, TierFolder{"05-speaker/", Tier::speaker},
    TierFolder{"10-provider/", Tier::provider}, TierFolder{"20-mta/", Tier::mta}, TierFolder{"25-words/", Tier::words},
    TierFolder{"30-status/", Tier::status}, TierFolder{"40-reply/", Tier::reply}, TierFolder{"50-phase/", Tier::phase}};

template <std::size_t N> bool contains(std::array<std::string_view, N> const& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

Error at(Stanza const& stanza, StanzaPair const* pair, std::string what, std::string hint = {}) {
    return {Errc::bad_catalogue, stanza.file, pair ? pair->line : stanza.line, pair ? pair->value_column : 1,
        std::move(what), std::move(hint)};
}

template <std::size_t N>
std::optional<Error> check_keys(Stanza const& stanza, std::array<std::string_view, N> const& keys) {
    for (StanzaPair const& pair : stanza.pairs)
        if (!contains(keys, pair.key))
            return Error{Errc::bad_catalogue, stanza.file, pair.line, 1, "unknown key `" + std::string(pair.key) + "`",
                "docs/catalogue.md lists the keys"};
    if (stanza.value("id").empty())
        return at(stanza, nullptr, "an entry has no `id`", "give it one: lower case words joined by hyphens");
    return std::nullopt;
}

template <std::size_t N> std::optional<Error> check_word(
    Stanza const& stanza, std::string_view key, std::array<std::string_view, N> const& words) {
    StanzaPair const* const pair = stanza.find(key);
    if (!pair || contains(words, pair->value)) return std::nullopt;
    return at(stanza, pair, "`" + std::string(pair->value) + "` is no value of `" + std::string(key) + "`",
        "docs/catalogue.md lists the values");
}

std::string value_or(Stanza const& stanza, std::string_view key, std::string_view otherwise) {
    std::string_view const value = stanza.value(key);
    return std::string(value.empty() ? otherwise : value);
}

void fill(Entry& entry, Stanza const& stanza) {
    entry.id = stanza.value("id");
    entry.name = stanza.value("name");
    entry.tier = tier_of(stanza.file);
    entry.reply = stanza.value("reply");
    entry.status = stanza.value("status");
    entry.phase = stanza.value("phase");
    entry.verb = stanza.value("verb");
    entry.speaker = stanza.value("speaker");
    entry.host = stanza.value("host");
    entry.session = stanza.value("session");
    entry.provider = stanza.value("provider");
    entry.list = stanza.value("list");
    entry.means = stanza.value("means");
    entry.when = stanza.value("when");
    entry.steps = stanza.values("do");
    if (has_places(entry.steps)) {
        entry.step_patterns = entry.steps;
        entry.steps = without_values(entry.step_patterns);
    }
    entry.sources = stanza.values("source");
    entry.checked = stanza.value("checked");
    entry.by_report = stanza.value("basis") == "by-report";
    entry.tokens = stanza.values("token");
    entry.texts = stanza.values("text");
    entry.exceptions = stanza.values("unless");
    entry.sisimai = stanza.value("sisimai");
    entry.kumo = stanza.value("kumo");
    entry.zone = stanza.value("zone");
    entry.examples = stanza.values("example");
    entry.near_misses = stanza.values("near-miss");
    entry.file = stanza.file;
    entry.line = stanza.line;
}

std::optional<Error> fill_reason(Entry& entry, Stanza const& stanza, ReasonIndex const& reasons) {
    StanzaPair const* const pair = stanza.find("reason");
    if (entry.tier == Tier::speaker) return std::nullopt;
    if (!pair)
        return at(
            stanza, nullptr, "entry `" + entry.id + "` has no `reason`", "write `reason: -` if it explains a success");
    if (pair->value == "-") return std::nullopt;
    auto const found = reasons.find(pair->value);
    if (found == reasons.end())
        return at(
            stanza, pair, "unknown reason `" + std::string(pair->value) + "`", "`whybounce codes reasons` lists them");
    entry.reason = found->second;
    return std::nullopt;
}

} // namespace

Tier tier_of(std::string_view file) {
    for (TierFolder const& row : tier_folders)
        if (file.starts_with(row.folder)) return row.tier;
    return Tier::user;
}

Result<Reason> build_reason(Stanza const& stanza) {
    if (auto error = check_keys(stanza, reason_keys)) return *std::move(error);
    if (auto error = check_word(stanza, "who", actors)) return *std::move(error);
    if (auto error = check_word(stanza, "verdict", verdicts)) return *std::move(error);
    if (auto error = check_word(stanza, "retry", retries)) return *std::move(error);
    Reason reason;
    reason.id = stanza.value("id");
    reason.name = stanza.value("name");
    reason.means = stanza.value("means");
    reason.when = stanza.value("when");
    reason.steps = stanza.values("do");
    reason.actor = stanza.value("who");
    reason.verdict = stanza.value("verdict");
    reason.retry = stanza.value("retry");
    reason.sisimai = stanza.value("sisimai");
    reason.sisimai_5_6 = value_or(stanza, "sisimai-5.6", reason.sisimai);
    reason.sisimai_hard = stanza.value("sisimai-hard") == "yes";
    reason.kumo = stanza.value("kumo");
    reason.zone = stanza.value("zone");
    return reason;
}

Result<BuiltEntry> build_entry(Stanza const& stanza, ReasonIndex const& reasons) {
    if (auto error = check_keys(stanza, entry_keys)) return *std::move(error);
    if (auto error = check_word(stanza, "who", actors)) return *std::move(error);
    if (auto error = check_word(stanza, "retry", retries)) return *std::move(error);
    auto matcher = Matcher::from(stanza);
    if (!matcher) return matcher.error();
    BuiltEntry built;
    fill(built.entry, stanza);
    if (auto error = fill_reason(built.entry, stanza, reasons)) return *std::move(error);
    Reason const* const reason = built.entry.reason;
    built.entry.actor = value_or(stanza, "who", reason ? std::string_view(reason->actor) : "nobody");
    built.entry.retry = value_or(stanza, "retry", reason ? std::string_view(reason->retry) : "no");
    built.matcher = *std::move(matcher);
    return built;
}

} // namespace whybounce
