#include "analysis/outlet.hpp"

#include "analysis/filter.hpp"
#include "whybounce/hash.hpp"

#include <tuple>
#include <utility>

namespace whybounce::analysis {
namespace {

constexpr std::size_t known_limit = 4096;
constexpr std::size_t alike_limit = 16'384;
constexpr std::size_t sample_limit = 10;

std::string key_of(Evidence const& evidence) {
    std::string key(evidence.text);
    key.append(1, '\0')
        .append(evidence.host)
        .append(1, '\0')
        .append(evidence.verb)
        .append(1, '\0')
        .append(evidence.logged_reason)
        .append(1, '\0');
    key.append(std::to_string(evidence.code.value_or(0))).append(1, ' ');
    if (evidence.status) key.append(to_string(*evidence.status));
    key.append(1, static_cast<char>('a' + static_cast<int>(evidence.step)))
        .append(1, static_cast<char>('a' + static_cast<int>(evidence.speaker)))
        .append(1, static_cast<char>('a' + evidence.session.bits));
    return key;
}

template <typename Map> std::uint64_t& counter(Map& map, std::string_view key) {
    auto const found = map.find(key);
    return found == map.end() ? map.emplace(key, 0).first->second : found->second;
}

/// Does the answer name a host of the text?
bool names_hosts(Diagnosis const& diagnosis) { return diagnosis.entry->list == "*"; }

/// Moves counts into the map under the words of their enumerators.
template <typename Enum, std::size_t N, typename Map> void move_counts(std::array<std::uint64_t, N>& counts, Map& map) {
    for (std::size_t i = 0; i < N; ++i)
        if (counts[i] != 0) counter(map, to_string(static_cast<Enum>(i))) += std::exchange(counts[i], 0);
}

auto order_of(LogTime const& time) {
    return std::tuple(time.year, time.month, time.day, time.hour, time.minute, time.second);
}

void add(LineCounts& counts, LineClass line_class) {
    ++counts.lines;
    if (line_class == LineClass::parsed)
        ++counts.parsed;
    else if (line_class == LineClass::irrelevant)
        ++counts.irrelevant;
    else
        ++counts.unrecognised;
}

} // namespace

std::uint64_t identity(std::size_t input, std::string_view name, std::size_t line) {
    return hash_of(name, mix(input + 1, hashing::one) ^ line);
}

Diagnosis const& Outlet::diagnose(Evidence const& evidence) {
    key_ = key_of(evidence);
    if (auto const found = known_.find(key_); found != known_.end()) return found->second;
    if (known_.size() >= known_limit) known_.clear();
    return known_.emplace(key_, catalogue_.diagnose(evidence)).first->second;
}

bool Outlet::knows(Evidence const& evidence, Likeness const* likeness) {
    like_ = nullptr;
    if (!counting_) return false;
    likeness_ = likeness ? *likeness : catalogue_.likeness(evidence, &memo_);
    auto found = alike_.find(likeness_.words);
    if (found != alike_.end() && names_hosts(found->second.diagnosis)) found = alike_.find(likeness_.hosts);
    if (found != alike_.end()) like_ = &found->second;
    return like_ != nullptr;
}

/// Remembers it under its words, and where it names a host of the text, under those too.
Outlet::Known& Outlet::learn(Diagnosis const& diagnosis, std::uint64_t key) {
    auto const [place, fresh] = alike_.try_emplace(key);
    if (fresh) place->second = counters_of(diagnosis);
    return place->second;
}

Outlet::Known Outlet::counters_of(Diagnosis const& diagnosis) {
    Known known{diagnosis, &counter(summary_.by_reason, diagnosis.reason->id), nullptr,
        &counter(summary_.by_verdict, diagnosis.verdict)};
    if (diagnosis.provider) known.by_provider = &counter(summary_.by_provider, *diagnosis.provider);
    known.diagnosis.because = {};
    known.diagnosis.retry_after_s.reset();
    return known;
}

void Outlet::failure(FailureRecord& record, Evidence const& evidence, std::uint64_t message,
    std::span<std::string_view const> recipients) {
    record.diagnosis = like_ ? &like_->diagnosis : &diagnose(evidence);
    if (!passes(options_.filter, record)) return;
    bool const counted = !is_consequence(record) && !options_.endless;
    if (counted && recipients.empty()) record.new_problems += problems_.insert(message);
    if (counted)
        for (std::string_view const recipient : recipients)
            record.new_problems += problems_.insert(hash_no_case(recipient, message));
    if (counting_ && !like_ && !record.caused_by) { // a consequence may have been told with its cause only
        if (alike_.size() >= alike_limit) alike_.clear();
        like_ = &learn(*record.diagnosis, likeness_.words);
        if (names_hosts(*record.diagnosis)) like_ = &learn(*record.diagnosis, likeness_.hosts);
    }
    count(record);
    sink_.on(record);
    like_ = nullptr;
}

void Outlet::count(Known& known) {
    ++*known.by_reason;
    ++*known.by_verdict;
    if (known.by_provider) ++*known.by_provider;
}

void Outlet::count(FailureRecord const& record) {
    ++summary_.failures;
    summary_.problems += record.new_problems;
    ++steps_[static_cast<std::size_t>(record.phase)];
    ++outcomes_[static_cast<std::size_t>(record.outcome)];
    if (PeriodCounts* const counts = by_time_.of(record.hour)) add(*counts, record);
    add(summary_.failed_logins, record);
    if (like_) return count(*like_);
    Known known = counters_of(*record.diagnosis);
    count(known);
}

void Outlet::report(ReportRecord& record, Evidence const& evidence) {
    record.diagnosis = &diagnose(evidence);
    if (passes(options_.filter, record)) sink_.on(record);
}

bool Outlet::session(SessionRecord const& record) {
    if (!passes(options_.filter, record)) return false;
    ++summary_.sessions;
    sink_.on(record);
    return true;
}

void Outlet::message(MessageRecord const& record) {
    if (!passes(options_.filter, record)) return;
    count_message(record.hour);
    for (RecipientRecord const& recipient : record.recipients)
        if (passes(options_.filter, recipient)) count_fate(recipient.fate, recipient.hour);
    sink_.on(record);
}

void Outlet::delivery(DeliveryRecord const& record) {
    if (options_.deliveries && passes(options_.filter, record)) sink_.on(record);
}

void Outlet::event(EventRecord const& record) {
    if (passes(options_.filter, record)) sink_.on(record);
}

void Outlet::anomaly(AnomalyRecord const& record) {
    add(summary_, record);
    sink_.on(record);
}

void Outlet::begin_input(std::string_view name) { summary_.by_input.emplace_back(name, LineCounts{}); }

void Outlet::count_line(LineClass line_class, std::size_t line) {
    auto& [name, counts] = summary_.by_input.back();
    add(counts, line_class);
    add(summary_.counts, line_class);
    if (line_class == LineClass::unrecognised && summary_.unrecognised_samples.size() < sample_limit)
        summary_.unrecognised_samples.push_back({name, line});
}

void Outlet::count_irrelevant(std::uint64_t lines) {
    for (LineCounts* const counts : {&summary_.by_input.back().second, &summary_.counts}) {
        counts->lines += lines;
        counts->irrelevant += lines;
    }
}

void Outlet::saw(LogTime const& time) {
    if (time.year == 0) return;
    if (first_.year == 0 || order_of(time) < order_of(first_)) first_ = time;
    if (last_.year == 0 || order_of(last_) < order_of(time)) last_ = time;
    first_.fraction = last_.fraction = {}; // points into the line
}

void Outlet::count_understood(std::uint64_t lines) {
    for (LineCounts* const counts : {&summary_.by_input.back().second, &summary_.counts}) {
        counts->lines += lines;
        counts->parsed += lines;
    }
}

SummaryRecord& Outlet::summary() {
    move_counts<Fate>(fates_, summary_.by_fate);
    move_counts<Step>(steps_, summary_.by_phase);
    move_counts<Outcome>(outcomes_, summary_.by_outcome);
    summary_.first_time = to_iso8601(first_);
    summary_.last_time = to_iso8601(last_);
    return summary_;
}

} // namespace whybounce::analysis
