#include "whybounce/catalogue.hpp"

#include "catalogue/catalogue_data.hpp"
#include "catalogue/embedded.hpp"
#include "catalogue/entry_builder.hpp"
#include "catalogue/own_entries.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace whybounce {
namespace {

using Files = std::span<std::pair<std::string, std::string_view> const>;

using Stanzas = std::vector<Stanza const*>;

/// All stanzas of all files, tier by tier.
std::vector<Stanza> read_stanzas(Files files, Faults& faults) {
    std::vector<Stanza> all;
    for (auto const& [file, text] : files)
        std::ranges::move(parse_stanzas(file, text, faults), std::back_inserter(all));
    return all;
}

void append(Stanzas& to, std::span<Stanza const> stanzas) {
    to.reserve(to.size() + stanzas.size());
    for (Stanza const& stanza : stanzas) to.push_back(&stanza);
}

void read_reasons(Stanzas const& stanzas, std::vector<Reason>& reasons, Faults& faults) {
    for (Stanza const* stanza : stanzas) {
        if (tier_of(stanza->file) != Tier::reason) continue;
        auto reason = build_reason(*stanza);
        if (reason)
            reasons.push_back(*std::move(reason));
        else
            faults.push_back(reason.error());
    }
}

/// Entries of the status tier that hold at any step, for any code.
StatusTable find_registry(std::span<Entry const> entries, std::span<Matcher const> matchers) {
    StatusTable registry;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        bool const general = matchers[i].steps.empty() && matchers[i].verbs.empty() && matchers[i].codes.empty();
        if (entries[i].tier != Tier::status || !general) continue;
        for (grammar::StatusPattern const& pattern : matchers[i].statuses) registry.insert(pattern, i);
    }
    return registry;
}

/// Blames the later one; but the user's own rather than a built-in one, which he cannot mend.
Error duplicate(Stanzas const& stanzas, Entry const& later, Entry const& earlier) {
    bool const built_in = earlier.tier == Tier::user && later.tier != Tier::user;
    Entry const& wrong = built_in ? earlier : later;
    Entry const& other = built_in ? later : earlier;
    std::string const place = other.file + ":" + std::to_string(other.line);
    auto const is_wrong = [&](Stanza const* stanza) {
        return stanza->file == wrong.file && stanza->line == wrong.line;
    };
    Stanza const& stanza = **std::ranges::find_if(stanzas, is_wrong);
    return stanza.error_at(*stanza.find("id"), 0, "the id `" + wrong.id + "` is taken",
        built_in ? "the built-in catalogue has it in " + place + "; choose another, such as `mine-" + wrong.id + "`"
                 : "the first one stands in " + place);
}

/// The files that are compiled in, but for those of some tiers.
std::vector<std::pair<std::string, std::string_view>> embedded_files(std::initializer_list<Tier> without) {
    std::vector<std::pair<std::string, std::string_view>> files;
    for (EmbeddedFile const& file : embedded_catalogue())
        if (std::ranges::find(without, tier_of(file.path)) == without.end()) files.emplace_back(file.path, file.text);
    return files;
}

Result<Catalogue> or_first_fault(std::optional<Catalogue> catalogue, Faults& faults) {
    if (!catalogue) return std::move(faults.front());
    return *std::move(catalogue);
}

Catalogue parsed_or_throw(Files files) {
    auto parsed = Catalogue::parse(files);
    if (parsed) return *std::move(parsed);
    Error const& error = parsed.error();
    throw std::logic_error(
        error.file + ":" + std::to_string(error.line) + ":" + std::to_string(error.column) + ": " + error.what);
}

} // namespace

EntryIndex const& Catalogue::Data::index() const {
    std::call_once(index_once_, [this] { index_ = EntryIndex(matchers); });
    return index_;
}

LikenessIndex const& Catalogue::Data::likeness() const {
    std::call_once(likeness_once_, [this] { likeness_.add(matchers); });
    return likeness_;
}

Catalogue::Catalogue() : data_(std::make_unique<Data>()) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

std::optional<Catalogue> Catalogue::Data::of(Stanzas stanzas, Faults& faults) {
    // the user's own are asked before everything
    std::stable_partition(
        stanzas.begin(), stanzas.end(), [](Stanza const* one) { return tier_of(one->file) == Tier::user; });
    Catalogue catalogue;
    Data& data = *catalogue.data_;
    read_reasons(stanzas, data.reasons, faults);
    for (Reason const& reason : data.reasons) data.reason_by_id.emplace(reason.id, &reason);
    data.entries.reserve(stanzas.size());
    data.matchers.reserve(stanzas.size());
    std::vector<Matcher> speaker_matchers;
    for (Stanza const* stanza : stanzas) {
        if (tier_of(stanza->file) == Tier::reason) continue;
        bool const speaker = tier_of(stanza->file) == Tier::speaker;
        Entry& entry = (speaker ? data.speakers : data.entries).emplace_back();
        Matcher& matcher = (speaker ? speaker_matchers : data.matchers).emplace_back();
        build_entry(*stanza, data.reason_by_id, entry, matcher, faults);
        data.month = std::max(data.month, entry.checked);
    }
    for (std::vector<Entry> const* entries : {&data.entries, &data.speakers})
        for (Entry const& entry : *entries)
            if (auto const [first, fresh] = data.entry_by_id.emplace(entry.id, &entry); !fresh && !entry.id.empty())
                faults.push_back(duplicate(stanzas, entry, *first->second));
    if (!faults.empty()) return std::nullopt;
    std::ranges::move(speaker_matchers, std::back_inserter(data.matchers));
    data.registry = find_registry(data.entries, data.matchers);
    return catalogue;
}

Result<Catalogue> Catalogue::parse(Files files) {
    Faults faults;
    auto const stanzas = read_stanzas(files, faults);
    Stanzas all;
    append(all, stanzas);
    return or_first_fault(Data::of(std::move(all), faults), faults);
}

Catalogue const& Catalogue::built_in() {
    // Never destroyed: taking thousands of strings apart at the end of the program helps nobody.
    static Catalogue const& catalogue = *new Catalogue(parsed_or_throw(embedded_files({})));
    return catalogue;
}

Catalogue const& Catalogue::of_codes() {
    static Catalogue const& catalogue =
        *new Catalogue(parsed_or_throw(embedded_files({Tier::speaker, Tier::provider, Tier::mta, Tier::words})));
    return catalogue;
}

std::string_view Catalogue::built_in_month() { return embedded_month(); }

Result<Catalogue> Catalogue::with(Files own) {
    Faults faults;
    auto const stanzas = read_stanzas(own, faults);
    return or_first_fault(catalogue_with(stanzas, faults), faults);
}

std::optional<Catalogue> catalogue_with(std::span<Stanza const> own, Faults& faults) {
    auto const files = embedded_files({});
    auto const built_in = read_stanzas(files, faults);
    Stanzas all;
    append(all, built_in);
    append(all, own);
    return Catalogue::Data::of(std::move(all), faults);
}

std::vector<Entry const*> Catalogue::entries_for(
    std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status) const {
    std::vector<Entry const*> found;
    for (std::size_t i = 0; i < data_->entries.size(); ++i) {
        Matcher const& matcher = data_->matchers[i];
        if (!matcher.is_plain() || !matcher.fits_code(code) || !matcher.fits_status(status)) continue;
        if ((matcher.codes.empty() || !code) && (matcher.statuses.empty() || !status)) continue;
        if (status && matcher.statuses.empty() && data_->entries[i].tier == Tier::phase) continue;
        found.push_back(&data_->entries[i]);
    }
    return found;
}

Entry const* Catalogue::entry(std::string_view id) const {
    auto const found = data_->entry_by_id.find(id);
    return found == data_->entry_by_id.end() ? nullptr : found->second;
}

Reason const* Catalogue::reason(std::string_view id) const {
    auto const found = data_->reason_by_id.find(id);
    return found == data_->reason_by_id.end() ? nullptr : found->second;
}

Likeness Catalogue::likeness(Evidence const& evidence, LikenessMemo* memo) const {
    return data_->likeness().of(evidence, memo);
}

std::span<Entry const> Catalogue::entries() const { return data_->entries; }
std::span<Entry const> Catalogue::speakers() const { return data_->speakers; }
std::span<Reason const> Catalogue::reasons() const { return data_->reasons; }
std::string_view Catalogue::month() const { return data_->month; }

} // namespace whybounce
