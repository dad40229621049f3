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

/// The first value counts; a second one is a fault.
template <std::string Entry::*Member> void once(Entry& entry, std::string_view value) {
    if ((entry.*Member).empty()) entry.*Member = value;
}
/// Alternatives, on one line or on several.
template <std::string Entry::*Member> void joined(Entry& entry, std::string_view value) {
    (entry.*Member).append((entry.*Member).empty() ? "" : " ").append(value);
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

/// May a key stand in an entry more than once?
enum class Often : std::uint8_t { no, yes };

struct EntryKey {
    std::string_view key;
    Take take;
    Often often = Often::no;
};
constexpr EntryKey entry_keys[] = {{"text", each<&Entry::texts>, Often::yes},
    {"example", each<&Entry::examples>, Often::yes}, {"near-miss", each<&Entry::near_misses>, Often::yes},
    {"source", each<&Entry::sources>, Often::yes}, {"id", once<&Entry::id>}, {"name", once<&Entry::name>},
    {"reason", take_reason}, {"means", once<&Entry::means>}, {"do", each<&Entry::steps>, Often::yes},
    {"checked", take_checked}, {"provider", once<&Entry::provider>}, {"token", each<&Entry::tokens>, Often::yes},
    {"beside", each<&Entry::beside>, Often::yes}, {"status", joined<&Entry::status>, Often::yes},
    {"reply", joined<&Entry::reply>, Often::yes}, {"when", once<&Entry::when>},
    {"phase", joined<&Entry::phase>, Often::yes}, {"verb", joined<&Entry::verb>, Often::yes},
    {"speaker", joined<&Entry::speaker>, Often::yes}, {"host", joined<&Entry::host>, Often::yes},
    {"session", joined<&Entry::session>, Often::yes}, {"unless", each<&Entry::exceptions>, Often::yes},
    {"list", once<&Entry::list>}, {"who", once<&Entry::actor>}, {"retry", once<&Entry::retry>}, {"basis", take_basis},
    {"sisimai", once<&Entry::sisimai>}, {"kumo", once<&Entry::kumo>}, {"zone", once<&Entry::zone>}};

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

Error without_id(Stanza const& stanza) {
    return at(stanza, nullptr, "an entry has no `id`", "give it one: lower case words joined by hyphens");
}

/// Finds keys that stand twice where one may stand. Behind one of them it begins anew, as if the empty line were there.
class Repetitions {
public:
    Repetitions(Stanza const& stanza, Faults& faults) : stanza_(stanza), faults_(faults) {}

    /// @param number  of the key
    void note(std::size_t number, StanzaPair const& pair) {
        if (first_[number]) {
            faults_.push_back(told(*first_[number], pair));
            first_.fill(nullptr);
        }
        first_[number] = &pair;
    }

private:
    Error told(StanzaPair const& first, StanzaPair const& again) const {
        std::string const key(again.key);
        return {Errc::bad_catalogue, std::string(stanza_.file), again.line, 1,
            "`" + key + "` stands twice in one entry",
            "an empty line ends an entry: does another begin here? The first `" + key + "` stands in line " +
                std::to_string(first.line)};
    }

    Stanza const& stanza_;
    Faults& faults_;
    std::array<StanzaPair const*, std::size(entry_keys)> first_{};
};

template <std::size_t N> std::string listed(std::array<std::string_view, N> const& words) {
    std::string text;
    for (std::string_view const word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

template <std::size_t N> void check_word(
    Stanza const& stanza, std::string_view key, std::array<std::string_view, N> const& words, Faults& faults) {
    for (StanzaPair const& pair : stanza.pairs)
        if (pair.key == key && !contains(words, pair.value))
            faults.push_back(
                at(stanza, &pair, "`" + std::string(pair.value) + "` is no value of `" + std::string(key) + "`",
                    "write one of " + listed(words)));
}

std::string value_or(Stanza const& stanza, std::string_view key, std::string_view otherwise) {
    std::string_view const value = stanza.value(key);
    return std::string(value.empty() ? otherwise : value);
}

void fill(Entry& entry, Stanza const& stanza, Faults& faults) {
    Repetitions repetitions(stanza, faults);
    for (StanzaPair const& pair : stanza.pairs) {
        auto const row = std::ranges::find(entry_keys, pair.key, &EntryKey::key);
        if (row == std::end(entry_keys)) {
            faults.push_back(unknown_key_of_entry(stanza, pair));
            continue;
        }
        if (row->often == Often::no) repetitions.note(static_cast<std::size_t>(row - entry_keys), pair);
        row->take(entry, pair.value);
    }
    keep_places(entry);
    entry.tier = tier_of(stanza.file);
    entry.file = stanza.file;
    entry.line = stanza.line;
}

Error unknown_reason(Stanza const& stanza, StanzaPair const& pair, ReasonIndex const& reasons) {
    std::vector<std::string> ids;
    for (auto const& row : reasons) ids.emplace_back(row.first);
    std::ranges::sort(ids);
    return at(stanza, &pair, "unknown reason `" + std::string(pair.value) + "`",
        meant(pair.value, ids) + "`whybounce codes reasons` lists them");
}

void fill_reason(Entry& entry, Stanza const& stanza, ReasonIndex const& reasons, Faults& faults) {
    if (entry.tier == Tier::speaker) return;
    for (StanzaPair const& pair : stanza.pairs) {
        if (pair.key != "reason" || pair.value == "-") continue;
        auto const found = reasons.find(pair.value);
        if (found == reasons.end())
            faults.push_back(unknown_reason(stanza, pair, reasons));
        else
            entry.reason = found->second;
    }
}

/// What an entry lacks. The last built-in tier may take every reply; one's own entry would hide all others.
std::optional<Error> gap_of(Entry const& entry, Stanza const& stanza, Matcher const& matcher) {
    if (entry.id.empty()) return without_id(stanza);
    if (entry.tier != Tier::speaker && !stanza.find("reason"))
        return at(
            stanza, nullptr, "entry `" + entry.id + "` has no `reason`", "write `reason: -` if it explains a success");
    if (entry.tier == Tier::user && matcher.takes_everything())
        return at(stanza, nullptr, "entry `" + entry.id + "` has no condition: it would take every reply",
            "say which ones it is for: `text`, `token`, `reply`, `status`, `phase` … (docs/writing-rules.md)");
    return std::nullopt;
}

void check_keys_of_reason(Stanza const& stanza, Faults& faults) {
    Repetitions repetitions(stanza, faults);
    for (StanzaPair const& pair : stanza.pairs) {
        auto const key = std::ranges::find(reason_keys, pair.key);
        if (key == reason_keys.end())
            faults.push_back(unknown_key(stanza, pair, {reason_keys.begin(), reason_keys.end()}));
        else if (pair.key != "do")
            repetitions.note(static_cast<std::size_t>(key - reason_keys.begin()), pair);
    }
}

} // namespace

Tier tier_of(std::string_view file) {
    for (TierFolder const& row : tier_folders)
        if (file.starts_with(row.folder)) return row.tier;
    return Tier::user;
}

Result<Reason> build_reason(Stanza const& stanza) {
    Faults faults;
    check_keys_of_reason(stanza, faults);
    check_word(stanza, "who", actors, faults);
    check_word(stanza, "verdict", verdicts, faults);
    check_word(stanza, "retry", retries, faults);
    Reason reason;
    reason.id = stanza.value("id");
    if (reason.id.empty()) faults.push_back(without_id(stanza));
    if (!faults.empty()) return std::move(faults.front());
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

void build_entry(Stanza const& stanza, ReasonIndex const& reasons, Entry& entry, Matcher& matcher, Faults& faults) {
    std::size_t const before = faults.size();
    fill(entry, stanza, faults);
    check_values(stanza, faults);
    check_word(stanza, "who", actors, faults);
    check_word(stanza, "retry", retries, faults);
    matcher.take(stanza, faults);
    fill_reason(entry, stanza, reasons, faults);
    if (faults.size() == before && stanza.whole) // else what is missing may follow from what is wrong
        if (auto gap = gap_of(entry, stanza, matcher)) faults.push_back(*std::move(gap));
    if (entry.actor.empty()) entry.actor = entry.reason ? std::string_view(entry.reason->actor) : "nobody";
    entry.retry_stated = !entry.retry.empty();
    if (!entry.retry_stated) entry.retry = entry.reason ? std::string_view(entry.reason->retry) : "no";
}

} // namespace whybounce
