#include "catalogue/entry_builder.hpp"

#include "catalogue/nearest.hpp"
#include "catalogue/remedy.hpp"
#include "catalogue/value_check.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

namespace whybounce {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array reason_keys{"id"sv, "name"sv, "means"sv, "when"sv, "do"sv, "who"sv, "verdict"sv, "retry"sv,
    "sisimai"sv, "sisimai-5.6"sv, "sisimai-hard"sv, "kumo"sv, "zone"sv};
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

using Take = void (*)(Entry& entry, std::string_view value);

/// The first value counts.
template <std::string Entry::*Member> void once(Entry& entry, std::string_view value) {
    if ((entry.*Member).empty()) entry.*Member = value;
}
template <std::vector<std::string> Entry::*Member> void each(Entry& entry, std::string_view value) {
    (entry.*Member).emplace_back(value);
}
void take_basis(Entry& entry, std::string_view value) { entry.by_report = value == "by-report"; }
/// "2026-11", or "2026-11 unseen".
void take_checked(Entry& entry, std::string_view value) {
    std::size_t const blank = std::min(value.find(' '), value.size());
    entry.checked = value.substr(0, blank);
    entry.source_seen = !value.substr(blank).ends_with(" unseen");
}
void take_reason(Entry&, std::string_view) {} // fill_reason() looks it up

struct EntryKey {
    std::string_view key;
    Take take;
};
constexpr EntryKey entry_keys[] = {{"text", each<&Entry::texts>}, {"example", each<&Entry::examples>},
    {"near-miss", each<&Entry::near_misses>}, {"source", each<&Entry::sources>}, {"id", once<&Entry::id>},
    {"name", once<&Entry::name>}, {"reason", take_reason}, {"means", once<&Entry::means>}, {"do", each<&Entry::steps>},
    {"checked", take_checked}, {"provider", once<&Entry::provider>}, {"token", each<&Entry::tokens>},
    {"beside", each<&Entry::beside>}, {"status", once<&Entry::status>}, {"reply", once<&Entry::reply>},
    {"when", once<&Entry::when>}, {"phase", once<&Entry::phase>}, {"verb", once<&Entry::verb>},
    {"speaker", once<&Entry::speaker>}, {"host", once<&Entry::host>}, {"session", once<&Entry::session>},
    {"unless", each<&Entry::exceptions>}, {"list", once<&Entry::list>}, {"who", once<&Entry::actor>},
    {"retry", once<&Entry::retry>}, {"basis", take_basis}, {"sisimai", once<&Entry::sisimai>},
    {"kumo", once<&Entry::kumo>}, {"zone", once<&Entry::zone>}};

template <std::size_t N> bool contains(std::array<std::string_view, N> const& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

Error at(Stanza const& stanza, StanzaPair const* pair, std::string what, std::string hint = {}) {
    return {Errc::bad_catalogue, std::string(stanza.file), pair ? pair->line : stanza.line,
        pair ? pair->value_column : 1, std::move(what), std::move(hint)};
}

/// "did you mean `reason`? ", or nothing.
std::string meant(std::string_view wrong, std::vector<std::string> const& words) {
    std::string const near = nearest(ascii::to_lower(wrong), words);
    return near.empty() ? near : "did you mean `" + near + "`? ";
}

Error unknown_key(Stanza const& stanza, StanzaPair const& pair, std::vector<std::string> const& keys) {
    return {Errc::bad_catalogue, std::string(stanza.file), pair.line, 1, "unknown key `" + std::string(pair.key) + "`",
        meant(pair.key, keys) + "docs/catalogue.md lists the keys"};
}

Error unknown_key_of_entry(Stanza const& stanza, StanzaPair const& pair) {
    std::vector<std::string> keys;
    for (EntryKey const& row : entry_keys) keys.emplace_back(row.key);
    return unknown_key(stanza, pair, keys);
}

std::optional<Error> require_id(Stanza const& stanza, std::string const& id) {
    if (!id.empty()) return std::nullopt;
    return at(stanza, nullptr, "an entry has no `id`", "give it one: lower case words joined by hyphens");
}

template <std::size_t N> std::string joined(std::array<std::string_view, N> const& words) {
    std::string text;
    for (std::string_view const word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

template <std::size_t N> std::optional<Error> check_word(
    Stanza const& stanza, std::string_view key, std::array<std::string_view, N> const& words) {
    StanzaPair const* const pair = stanza.find(key);
    if (!pair || contains(words, pair->value)) return std::nullopt;
    return at(stanza, pair, "`" + std::string(pair->value) + "` is no value of `" + std::string(key) + "`",
        "write one of " + joined(words));
}

std::string value_or(Stanza const& stanza, std::string_view key, std::string_view otherwise) {
    std::string_view const value = stanza.value(key);
    return std::string(value.empty() ? otherwise : value);
}

std::optional<Error> fill(Entry& entry, Stanza const& stanza) {
    for (StanzaPair const& pair : stanza.pairs) {
        auto const row = std::ranges::find(entry_keys, pair.key, &EntryKey::key);
        if (row == std::end(entry_keys)) return unknown_key_of_entry(stanza, pair);
        row->take(entry, pair.value);
    }
    keep_places(entry);
    entry.tier = tier_of(stanza.file);
    entry.file = stanza.file;
    entry.line = stanza.line;
    return require_id(stanza, entry.id);
}

Error unknown_reason(Stanza const& stanza, StanzaPair const& pair, ReasonIndex const& reasons) {
    std::vector<std::string> ids;
    for (auto const& row : reasons) ids.emplace_back(row.first);
    std::ranges::sort(ids);
    return at(stanza, &pair, "unknown reason `" + std::string(pair.value) + "`",
        meant(pair.value, ids) + "`whybounce codes reasons` lists them");
}

std::optional<Error> fill_reason(Entry& entry, Stanza const& stanza, ReasonIndex const& reasons) {
    StanzaPair const* const pair = stanza.find("reason");
    if (entry.tier == Tier::speaker) return std::nullopt;
    if (!pair)
        return at(
            stanza, nullptr, "entry `" + entry.id + "` has no `reason`", "write `reason: -` if it explains a success");
    if (pair->value == "-") return std::nullopt;
    auto const found = reasons.find(pair->value);
    if (found == reasons.end()) return unknown_reason(stanza, *pair, reasons);
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
    for (StanzaPair const& pair : stanza.pairs)
        if (!contains(reason_keys, pair.key))
            return unknown_key(stanza, pair, {reason_keys.begin(), reason_keys.end()});
    if (auto error = check_word(stanza, "who", actors)) return *std::move(error);
    if (auto error = check_word(stanza, "verdict", verdicts)) return *std::move(error);
    if (auto error = check_word(stanza, "retry", retries)) return *std::move(error);
    Reason reason;
    reason.id = stanza.value("id");
    if (auto error = require_id(stanza, reason.id)) return *std::move(error);
    reason.name = stanza.value("name");
    reason.means = stanza.value("means");
    reason.when = stanza.value("when");
    reason.steps = without_values(stanza.values("do"));
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

std::optional<Error> build_entry(Stanza const& stanza, ReasonIndex const& reasons, Entry& entry, Matcher& matcher) {
    if (auto error = fill(entry, stanza)) return error;
    if (auto error = check_values(stanza)) return error;
    if (auto error = check_word(stanza, "who", actors)) return error;
    if (auto error = check_word(stanza, "retry", retries)) return error;
    if (auto error = matcher.take(stanza)) return error;
    if (auto error = fill_reason(entry, stanza, reasons)) return error;
    if (entry.actor.empty()) entry.actor = entry.reason ? std::string_view(entry.reason->actor) : "nobody";
    entry.retry_stated = !entry.retry.empty();
    if (!entry.retry_stated) entry.retry = entry.reason ? std::string_view(entry.reason->retry) : "no";
    return std::nullopt;
}

} // namespace whybounce
