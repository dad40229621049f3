#include "report/text_cause.hpp"

#include "report/escape.hpp"
#include "report/text_excerpt.hpp"

#include "whybounce/hash.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_causes = 4096;
constexpr std::size_t most_lines = 1U << 16U;
constexpr std::size_t most_places = 3;
constexpr std::size_t longest_text = 2000;

/// Where a character begins, at or before this place.
std::size_t character_at(std::string_view text, std::size_t place) {
    while (place > 0 && (text[place] & 0xC0) == 0x80) --place;
    return place;
}

/// A long reply without its middle: the decisive words often stand in its last line.
std::string shortened(std::string_view text) {
    if (text.size() <= longest_text) return std::string(text);
    std::size_t const begin = character_at(text, longest_text * 3 / 4);
    std::size_t const end = character_at(text, text.size() - longest_text / 4);
    return fmt::format("{} …\n… {}", text.substr(0, begin), text.substr(end));
}

std::string_view view(std::optional<std::string> const& text) { return text ? std::string_view(*text) : ""; }

/// "r@example.com (4bXkFc2hTzzQ1nP, mx.example.com[192.0.2.1]:25)"
std::string whose(Language const& in, FailureRecord const& failure) {
    std::vector<std::string> details;
    if (failure.queue_id) details.push_back(escape(*failure.queue_id));
    if (std::string const peer = peer_words(failure.relay); !peer.empty()) details.push_back(peer);
    std::string const more = list_of(in, details);
    bool const of_log = failure.queue_id || failure.origin == Origin::rejection;
    if (!failure.recipient) return of_log ? more : ""; // of a session the server says nothing of whom
    std::string const name = failure.recipient->empty() ? "<>" : escape(*failure.recipient);
    return more.empty() ? name : with_aside(in, name, more);
}

} // namespace

void CauseTable::add(FailureRecord const& failure) {
    Cause* cause = failure.caused_by ? cause_of(failure) : nullptr;
    if (cause != nullptr) {
        fold(*cause, failure);
    } else {
        cause = find_or_make(*failure.diagnosis, false);
        if (cause == nullptr) return;
        if (cause->failures == 0)
            open(*cause, failure);
        else if (failure.new_problems > 0)
            add_place(*cause, failure.where, failure.recipient);
        if (failure.new_problems > 0) cause->subjects.add(subject_of(failure), failure.new_problems);
        add_recipient(*cause, failure.recipient);
        ++cause->failures;
        cause->problems += failure.new_problems;
    }
    remember(failure.where, cause);
}

void CauseTable::add(ReportRecord const& report) {
    Cause* const cause = find_or_make(*report.diagnosis, true);
    if (cause == nullptr) return;
    if (cause->failures == 0) {
        cause->place = places_.of(report.where.input, report.where.line);
        cause->headline = headline(in_, report);
        cause->codes = code_and_status(report.code, report.enhanced);
        cause->text = shortened(report.text);
    } else {
        add_place(*cause, report.where, report.recipient);
    }
    add_recipient(*cause, report.recipient);
    ++cause->failures;
    ++cause->problems;
}

std::vector<Cause const*> CauseTable::ranked() {
    std::vector<Cause*> order;
    for (Cause& cause : causes_) order.push_back(&cause);
    std::ranges::stable_sort(order, [](Cause const* a, Cause const* b) {
        return std::tuple(a->report, b->problems, b->failures) < std::tuple(b->report, a->problems, a->failures);
    });
    note_shared(order);
    return {order.begin(), order.end()};
}

/// Two servers say it in their own words, and the missing PTR record is one.
void CauseTable::note_shared(std::span<Cause* const> order) const {
    struct First {
        Cause const* cause = nullptr;
        std::uint64_t problems = 0;
    };
    std::map<std::pair<Reason const*, std::string_view>, First> first;
    for (Cause* const cause : order) {
        for (Subjects::Row const& row : cause->subjects.rows()) {
            First& known = first[{cause->diagnosis.reason, row.name}];
            known.problems += row.problems;
            if (known.cause == nullptr)
                known.cause = cause;
            else if (cause->shared.empty())
                cause->shared = in_.count(
                    "report.shared", known.problems, {{"name", escape(row.name)}, {"place", known.cause->place}});
        }
    }
}

Cause* CauseTable::find_or_make(Diagnosis const& diagnosis, bool report) {
    Cause*& recent = recent_[reinterpret_cast<std::uintptr_t>(diagnosis.entry) / alignof(Entry) % recent_.size()];
    if (recent && recent->report == report && recent->diagnosis.entry == diagnosis.entry &&
        recent->diagnosis.provider == diagnosis.provider && recent->diagnosis.list == diagnosis.list)
        return recent;
    return recent = find_slowly(diagnosis, report);
}

Cause* CauseTable::find_slowly(Diagnosis const& diagnosis, bool report) {
    Key const key{diagnosis.entry, view(diagnosis.provider), view(diagnosis.list), report};
    if (auto const known = by_key_.find(key); known != by_key_.end()) return known->second;
    if (causes_.size() == most_causes) {
        ++beyond_;
        return nullptr;
    }
    Cause& cause = causes_.emplace_back();
    cause.diagnosis = diagnosis;
    cause.report = report;
    cause.number = causes_.size();
    by_key_.emplace(Key{diagnosis.entry, view(cause.diagnosis.provider), view(cause.diagnosis.list), report}, &cause);
    return &cause;
}

void CauseTable::open(Cause& cause, FailureRecord const& failure) {
    cause.place = places_.of(failure.where.input, failure.where.line);
    cause.headline = headline(in_, failure);
    cause.whose = whose(in_, failure);
    cause.excerpt = render_excerpt(in_, failure, style_, width_);
    cause.codes = code_and_status(failure.code, failure.enhanced);
    cause.text = shortened(failure.text);
    cause.cut = failure.cut;
    cause.of_recipient = failure.recipient && !failure.recipient->empty();
    auto const line_ends = std::ranges::count(failure.text, '\n');
    cause.shown = failure.excerpt.size() > static_cast<std::size_t>(line_ends);
}

void CauseTable::add_place(Cause& cause, Where const& where, OptionalView recipient) {
    ++cause.others;
    if (cause.also.size() == most_places) return;
    std::string const named = places_.of(where.input, where.line);
    cause.also.push_back(recipient ? with_aside(in_, named, escape(*recipient)) : named);
}

void CauseTable::add_recipient(Cause& cause, OptionalView recipient) {
    if (!recipient || recipient->empty()) return;
    SeenHashes::Answer const answer = recipients_.see(hash_no_case(*recipient, cause.number));
    if (answer == SeenHashes::Answer::first) ++cause.recipients;
    if (answer == SeenHashes::Answer::no_room) cause.more_recipients = true;
}

void CauseTable::fold(Cause& cause, FailureRecord const& consequence) {
    ++folded_;
    ++cause.folded;
    bool const given_up = consequence.diagnosis->reason->id == "transport.expired";
    if (given_up) ++cause.given_up;
    bool const room = cause.consequences.size() < most_places;
    if (!room && (!given_up || cause.given_up_at.size() == most_places)) return;
    std::string const where = places_.of(consequence.where.input, consequence.where.line);
    if (given_up && cause.given_up_at.size() < most_places) cause.given_up_at.push_back(where);
    if (!room) return;
    std::string const why =
        consequence.code ? code_and_status(consequence.code, {}) : consequence.diagnosis->reason->id;
    cause.consequences.push_back(
        in_.say("report.consequence", {{"step", step_name(in_, consequence)}, {"place", where}, {"why", why}}));
}

Cause* CauseTable::cause_of(FailureRecord const& consequence) {
    if (by_line_.empty()) return nullptr;
    std::uint64_t const key = line_key(consequence.where.input, *consequence.caused_by);
    KnownLine const& known = by_line_[key % most_lines];
    return known.key == key ? known.cause : nullptr;
}

/// A consequence follows its cause closely, so an older line may lose its place to a newer one.
void CauseTable::remember(Where const& where, Cause* cause) {
    if (by_line_.empty()) by_line_.resize(most_lines);
    std::uint64_t const key = line_key(where.input, where.line);
    KnownLine& known = by_line_[key % most_lines];
    if (known.key != key) known = {key, cause};
}

std::uint64_t CauseTable::line_key(std::string_view input, std::size_t line) const {
    return mix(hash_of(input) ^ line, hashing::one) | 1U;
}

} // namespace whybounce::report
