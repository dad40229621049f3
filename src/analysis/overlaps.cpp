#include "analysis/overlaps.hpp"

#include "dialects/log_digest.hpp"
#include "dialects/year_finder.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace whybounce::analysis {
namespace {

// Seconds by which stamps of the same moment may differ: lines of several processes stand out of order, the offset from
// UTC changes by an hour, or one input has another offset.
constexpr std::int64_t out_of_order = 60, change_of_offset = 3600, any_offset = 15 * 3600L;

/// As the clock on the wall shows it. A stamp without a year lies nearest to what stood before it, whatever year was
/// found for it since: one odd queue id must not put a line out of reach.
std::int64_t seconds_near(LogTime time, std::int64_t before) {
    constexpr std::int64_t year = 31'556'952;
    if (time.year != 0 && time.basis == TimeBasis::logged) return dialect::seconds_since_1970(time);
    time.year = 1970 + static_cast<int>(before / year);
    std::int64_t best = dialect::seconds_since_1970(time);
    for (int const step : {-1, 2}) {
        time.year += step;
        std::int64_t const other = dialect::seconds_since_1970(time);
        if (std::abs(other - before) < std::abs(best - before)) best = other;
    }
    return best;
}

template <typename Take> void each_line(std::string_view text, Take take) {
    while (!text.empty()) {
        auto const* const end = static_cast<char const*>(std::memchr(text.data(), '\n', text.size()));
        std::size_t const size = end ? static_cast<std::size_t>(end - text.data()) : text.size();
        std::string_view const line = text.substr(0, size);
        take(line.ends_with('\r') ? line.substr(0, size - 1) : line);
        text.remove_prefix(std::min(size + 1, text.size()));
    }
}

} // namespace

void Overlaps::begin(std::vector<AnalysisInput> const& inputs) {
    std::optional<LogBeginning> first;
    slack_ = out_of_order;
    for (AnalysisInput const& input : inputs) {
        begins_.push_back(input.begins ? input.begins->seconds : never);
        if (!input.begins) continue;
        if (!first) first = input.begins;
        as_written_ = as_written_ && input.begins->form == first->form;
        if (input.begins->offsets) slack_ = out_of_order + change_of_offset;
    }
    if (!as_written_) slack_ = any_offset;
}

void Overlaps::begin_input(std::size_t number) {
    active_ = overflowed_ = false;
    repeated_ = 0;
    if (begins_[number] == never) return;
    fresh_.clear();
    twins_paired_.clear();
    until_ = always;
    time_ = begins_[number];
    auto const later =
        std::ranges::min_element(begins_.begin() + static_cast<std::ptrdiff_t>(number) + 1, begins_.end());
    next_begins_ = later == begins_.end() || *later == never ? never : *later - slack_;
    if (known_until_ < time_ - slack_) known_ = {}; // nothing that follows goes back that far
    if (known_.empty()) known_until_ = always;
    paired_.assign(known_.size(), false);
    active_ = next_begins_ != never || !known_.empty();
}

/// What stands in several inputs is known as often as in the one that has it most often.
void Overlaps::end_input() {
    if (!active_) return;
    active_ = false;
    std::ranges::sort(fresh_);
    if (known_.empty()) {
        known_.swap(fresh_);
    } else if (!fresh_.empty()) {
        std::vector<std::uint64_t> both;
        both.reserve(known_.size() + fresh_.size());
        std::ranges::set_union(known_, fresh_, std::back_inserter(both));
        known_ = std::move(both);
    }
    fresh_ = {};
    known_until_ = known_.empty() ? always : std::max(known_until_, until_ == always ? always : until_ + slack_);
}

void Overlaps::saw(LogTime const& time) {
    if (time.month == 0) return;
    time_ = seconds_near(time, time_);
    until_ = std::max(until_, time_);
}

bool Overlaps::repeats(LogEvent const& event, std::string_view whole) {
    saw(event.time);
    if (!in_reach()) return false;
    if (as_written_) return repeats(whole);
    // journald and syslog stamp the same line each at its own moment
    Seconds const time = time_ - event.time.offset_minutes.value_or(0) * 60LL;
    auto const words = hash_of(event.text, hash_of(event.program, hash_of(event.host, event.pid.value_or(0))));
    auto const key = [words](Seconds second) { return mix(words, hashing::one ^ static_cast<std::uint64_t>(second)); };
    remember(key(time));
    return take(key(time)) || take(key(time - 1)) || take(key(time + 1));
}

bool Overlaps::repeats(std::string_view whole) {
    if (!in_reach() || !as_written_) return false;
    std::uint64_t const key = hash_of(whole);
    remember(key);
    return take(key);
}

void Overlaps::remember(std::uint64_t key) {
    if (time_ < next_begins_) return;
    overflowed_ = overflowed_ || fresh_.size() + known_.size() >= most_lines;
    if (!overflowed_) fresh_.push_back(key);
}

/// Pairs a line with one that is known.
bool Overlaps::take(std::uint64_t key) {
    auto const [begin, end] = std::equal_range(known_.begin(), known_.end(), key);
    if (begin == end) return false;
    if (end - begin > 1) {
        std::size_t& paired = twins_paired_[key];
        if (paired >= static_cast<std::size_t>(end - begin)) return false;
        ++paired;
    } else {
        auto const place = static_cast<std::size_t>(begin - known_.begin());
        if (paired_[place]) return false;
        paired_[place] = true;
    }
    ++repeated_;
    return true;
}

bool Overlaps::any_repeated(LogDigest const& block) {
    if (block.runs.empty()) return true;
    Seconds first = never;
    for (StampRun const& run : block.runs) {
        first = std::min(first, seconds_near(run.first, time_));
        saw(run.last);
    }
    bool const in_reach = first <= known_until_ || time_ >= next_begins_;
    if (!as_written_ || !in_reach) return in_reach;
    block_.clear();
    each_line(block.text, [this](std::string_view line) { block_.push_back(hash_of(line)); });
    if (std::ranges::any_of(block_, [this](std::uint64_t key) { return std::ranges::binary_search(known_, key); }))
        return true;
    for (std::uint64_t const key : block_) remember(key);
    return false;
}

} // namespace whybounce::analysis
