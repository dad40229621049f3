#include "analysis/outlet.hpp"

#include "analysis/filter.hpp"
#include "whybounce/ascii.hpp"

#include <tuple>

namespace whybounce::analysis {
namespace {

constexpr std::size_t known_limit = 4096;
constexpr std::size_t sample_limit = 10;

std::uint64_t mix(std::uint64_t hash, std::string_view text) { // FNV-1a
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return (hash ^ 0xFFU) * 1099511628211ULL;
}

constexpr std::uint64_t seed = 14695981039346656037ULL;

/// Addresses of one mailbox differ in the case of the domain at most; the case of the local part is not worth two
/// problems.
std::uint64_t mix_address(std::uint64_t hash, std::string_view address) {
    for (char const c : address) hash = (hash ^ static_cast<unsigned char>(ascii::lower(c))) * 1099511628211ULL;
    return hash;
}

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
        .append(1, static_cast<char>('a' + static_cast<int>(evidence.speaker)));
    return key;
}

template <typename Map> void add_one(Map& map, std::string_view key) {
    auto const found = map.find(key);
    if (found == map.end())
        map.emplace(key, 1);
    else
        ++found->second;
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
    return mix(mix(mix(seed, std::to_string(input)), name), std::to_string(line));
}

Diagnosis const& Outlet::diagnose(Evidence const& evidence) {
    key_ = key_of(evidence);
    if (auto const found = known_.find(key_); found != known_.end()) return found->second;
    if (known_.size() >= known_limit) known_.clear();
    return known_.emplace(key_, catalogue_.diagnose(evidence)).first->second;
}

void Outlet::failure(FailureRecord& record, Evidence const& evidence, std::uint64_t message,
    std::span<std::string_view const> recipients) {
    record.diagnosis = &diagnose(evidence);
    if (!passes(options_.filter, record)) return;
    bool const folded = is_consequence(record);
    if (!folded && recipients.empty()) record.new_problems += problems_.insert(message).second;
    if (!folded)
        for (std::string_view const recipient : recipients)
            record.new_problems += problems_.insert(mix_address(message, recipient)).second;
    count(record);
    sink_.on(record);
}

void Outlet::count(FailureRecord const& record) {
    Diagnosis const& diagnosis = *record.diagnosis;
    ++summary_.failures;
    summary_.problems += record.new_problems;
    add_one(summary_.by_reason, diagnosis.reason->id);
    if (diagnosis.provider) add_one(summary_.by_provider, *diagnosis.provider);
    add_one(summary_.by_phase, to_string(record.phase));
    add_one(summary_.by_outcome, to_string(record.outcome));
    add_one(summary_.by_verdict, diagnosis.verdict);
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
    ++summary_.messages;
    for (RecipientRecord const& recipient : record.recipients)
        if (passes(options_.filter, recipient)) add_one(summary_.by_fate, to_string(recipient.fate));
    sink_.on(record);
}

void Outlet::delivery(DeliveryRecord const& record) {
    if (options_.deliveries && passes(options_.filter, record)) sink_.on(record);
}

void Outlet::event(EventRecord const& record) {
    if (passes(options_.filter, record)) sink_.on(record);
}

void Outlet::begin_input(std::string_view name) { summary_.by_input.emplace_back(name, LineCounts{}); }

void Outlet::count_line(LineClass line_class, std::size_t line) {
    auto& [name, counts] = summary_.by_input.back();
    add(counts, line_class);
    add(summary_.counts, line_class);
    if (line_class == LineClass::unrecognised && summary_.unrecognised_samples.size() < sample_limit)
        summary_.unrecognised_samples.push_back({name, line});
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
    for (std::size_t i = 0; i < fates_.size(); ++i) {
        if (fates_[i] != 0) summary_.by_fate[std::string(to_string(static_cast<Fate>(i)))] += fates_[i];
        fates_[i] = 0;
    }
    summary_.first_time = to_iso8601(first_);
    summary_.last_time = to_iso8601(last_);
    return summary_;
}

} // namespace whybounce::analysis
