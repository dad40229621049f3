#include "lint/support.hpp"

#include <algorithm>

/// EN: enhanced status codes.
namespace whybounce::lint {
namespace {

/// Neither the greeting nor the answer to a hello has one, nor a 3yz reply (RFC 2034 section 4).
bool has_none(Moment const& m) { return m.verb() == Verb::greeting || is_hello(m.verb()) || m.code() / 100 == 3; }

/// What a tool says of a login that it hides is no reply.
bool is_shown(Moment const& m) { return m.exchange->record.seen == ExchangeRecord::Seen::both && !m.lines.empty(); }

void missing(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!is_shown(m) || has_none(m) || m.exchange->record.enhanced) continue;
        bool const bound = m.known && m.contract && !m.stale && m.contract->offers("ENHANCEDSTATUSCODES");
        if (bound) notes.reply(m);
    }
}

void contradicting(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        auto const& status = m.exchange->record.enhanced;
        if (status && m.code() / 100 != status->klass)
            notes.reply(m, std::to_string(m.code()) + " and " + to_string(*status), 0, to_string(*status));
    }
}

/// In a refusal it does no harm, and many servers put one there.
void misplaced(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments)
        if (m.exchange->record.enhanced && has_none(m) && m.code() < 400)
            notes.reply(m, to_string(*m.exchange->record.enhanced), 0, to_string(*m.exchange->record.enhanced));
}

void differing(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        auto const& lines = m.lines;
        auto const first = std::ranges::find_if(lines, [](auto const& line) { return line.status.has_value(); });
        if (first == lines.end()) continue;
        for (auto line = first + 1; line != lines.end(); ++line) {
            if (!line->status || line->status == first->status) continue;
            notes.reply(m, to_string(*first->status) + " and " + to_string(*line->status),
                static_cast<std::size_t>(line - lines.begin()));
            break;
        }
    }
}

/// The highest detail of each subject in the IANA registry; the numbers below it are all taken.
constexpr std::uint16_t highest_detail[] = {0, 10, 4, 6, 7, 6, 10, 30};

bool is_registered(EnhancedStatusCode status) {
    return status.subject < std::size(highest_detail) && status.detail <= highest_detail[status.subject];
}

void unasked(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        auto const& status = m.exchange->record.enhanced;
        if (!status || has_none(m)) continue;
        bool const told = m.known && m.contract && covers(scene.shows, Shows::replies);
        if (!is_registered(*status))
            notes.reply(m, to_string(*status) + " is not registered", 0, to_string(*status));
        else if (told && notes.empty() && !m.contract->offers("ENHANCEDSTATUSCODES"))
            notes.reply(m, "not offered", 0, to_string(*status));
    }
}

constexpr Rule table[] = {
    {"EN01", Shows::replies, missing},
    {"EN02", Shows::nothing, contradicting},
    {"EN03", Shows::nothing, misplaced},
    {"EN04", Shows::replies, differing},
    {"EN05", Shows::nothing, unasked},
};

} // namespace

std::span<Rule const> enhanced_rules() { return table; }

} // namespace whybounce::lint
