#include "catalogue/catalogue_data.hpp"
#include "catalogue/deciding.hpp"
#include "catalogue/remedy.hpp"
#include "grammars/quoted_reply.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace whybounce {
namespace {

/// Confidence by tier, in the order of the enum: docs/calibration.md.
constexpr std::array tier_confidence{0.0, 0.0, 0.90, 0.92, 0.85, 0.65, 0.45, 0.25, 0.95};
constexpr double by_report_cap = 0.80;
constexpr double logged_confidence = 0.90;

/// Status codes that say little: the class alone, "mailbox status", and the most overloaded one of all.
double status_weight(EnhancedStatusCode status) {
    bool const vague = status.subject == 0 || status.detail == 0 || (status.subject == 7 && status.detail == 1);
    return vague ? 0.6 : 1.0;
}

double confidence_of(Entry const& entry, Evidence const& evidence) {
    double confidence = tier_confidence[static_cast<std::size_t>(entry.tier)];
    if (entry.by_report) confidence = std::min(confidence, by_report_cap);
    if (entry.tier == Tier::status && evidence.status) confidence *= status_weight(*evidence.status);
    return std::round(confidence * 100) / 100;
}

Outcome outcome_of(Evidence const& evidence) {
    if (evidence.code) return whybounce::outcome_of(*evidence.code);
    return evidence.status ? whybounce::outcome_of(evidence.status->klass * 100) : Outcome::unknown;
}

void add(std::vector<Ground>& because, Ground::Kind kind, std::string text, std::optional<Span> where = {}) {
    Ground ground{kind, std::move(text), {}, {}, nullptr};
    if (where) {
        ground.from = where->from;
        ground.to = where->to;
    }
    because.push_back(std::move(ground));
}

std::string cut_out(std::string_view text, Span where) {
    return std::string(text.substr(where.from, where.to - where.from));
}

Span moved(Span where, std::size_t by) { return {where.from + by, where.to + by}; }

/// `offset` is where the judged text begins in the whole reply.
std::vector<Ground> grounds_of(Matcher const& matcher, Hit const& hit, Evidence const& evidence, std::size_t offset) {
    constexpr std::size_t usual_grounds = 4;
    std::vector<Ground> because;
    because.reserve(usual_grounds);
    if (hit.token) add(because, Ground::Kind::token, cut_out(evidence.text, *hit.token), moved(*hit.token, offset));
    if (hit.host) add(because, Ground::Kind::speaker, std::string(evidence.host));
    if (!matcher.speakers.empty()) add(because, Ground::Kind::speaker, std::string(to_string(evidence.speaker)));
    bool const by_step = !matcher.steps.empty() && evidence.step != Step::none;
    if (by_step) add(because, Ground::Kind::phase, std::string(to_string(evidence.step)));
    for (SessionFact const fact : matcher.session)
        if (evidence.session.has(fact)) add(because, Ground::Kind::session, std::string(to_string(fact)));
    if (hit.words) add(because, Ground::Kind::words, cut_out(evidence.text, *hit.words), moved(*hit.words, offset));
    if (!matcher.statuses.empty()) add(because, Ground::Kind::status, to_string(*evidence.status));
    if (!matcher.codes.empty() && evidence.code) add(because, Ground::Kind::code, std::to_string(*evidence.code));
    return because;
}

/// Stanzas of products stand in files of their own, behind those of providers and gateways.
bool names_product(Entry const& speaker) { return speaker.file.ends_with("-mta.cat"); }

/// The host that a text names as its list: the one after "using", else that of a URL, else any.
std::optional<std::string> named_list(ReplyText const& text) {
    std::size_t const begin = text.folded().find("using ");
    bool const used = begin != std::string_view::npos;
    std::size_t const after = used ? text.original(begin, begin + 1).from : 0;
    auto const find = [&](auto fits) -> std::optional<std::string> {
        for (TextToken const& token : text.tokens())
            if (token.is_host && fits(token)) return std::string(token.text);
        return std::nullopt;
    };
    auto const of_url = [](TextToken const& token) { return token.where.to - token.where.from > token.text.size(); };
    auto const best = used ? find([&](TextToken const& token) { return token.where.from >= after; }) : find(of_url);
    return best ? best : find([](TextToken const&) { return true; });
}

} // namespace

namespace {

/// One question put to the catalogue, with the prepared text.
class Inquiry {
public:
    /// Both must outlive the object.
    Inquiry(Catalogue::Data const& data, Evidence const& evidence)
        : data_(data), evidence_(evidence), text_(evidence.text) {}

    struct Match {
        std::uint32_t number = 0;
        Hit hit;
    };

    /// The first entry at or after `from` that fits, in tier order.
    std::optional<Match> next_match(std::uint32_t from) const {
        for (auto next = candidates().next(from); next; next = candidates_->next(*next + 1)) {
            std::uint32_t const number = *next;
            if (number >= data_.entries.size()) break;
            auto hit = data_.matchers[number].match(evidence_, text_, candidates_->leads(number));
            if (!hit) continue;
            if (speaks(data_.entries[number])) return Match{number, *std::move(hit)};
        }
        return std::nullopt;
    }

    Match first_match() const {
        if (auto match = next_match(0)) return *std::move(match);
        throw std::logic_error("the last tier of the catalogue does not match everything");
    }

    /// What a match says; `whole` is the reply that this one is quoted in, or this one itself.
    Diagnosis answer(Match const& match, Inquiry const& whole) const {
        Diagnosis diagnosis;
        Entry const& entry = data_.entries[match.number];
        diagnosis.entry = &entry;
        diagnosis.because = grounds_of(data_.matchers[match.number], match.hit, evidence_, offset_in(whole));
        add_registry(diagnosis);
        whole.settle(diagnosis, entry.reason ? *entry.reason : *data_.reason_by_id.at("report.delivered"));
        diagnosis.confidence = confidence_of(entry, evidence_);
        if (!whole.evidence_.logged_reason.empty()) whole.override_reason(diagnosis);
        diagnosis.provider = provider(entry);
        if (!diagnosis.provider && &whole != this) diagnosis.provider = whole.provider(entry);
        if (entry.list == "*")
            diagnosis.list = named_list(text_);
        else if (!entry.list.empty())
            diagnosis.list = entry.list;
        diagnosis.retry_after_s = text_.stated_wait();
        fill_places(diagnosis, whole.text_.names());
        return diagnosis;
    }

    Entry const* speaker() const {
        auto const first = static_cast<std::uint32_t>(data_.entries.size());
        for (auto number = candidates().next(first); number; number = candidates_->next(*number + 1))
            if (data_.matchers[*number].match(evidence_, text_, candidates_->leads(*number)))
                return &data_.speakers[*number - first];
        return nullptr;
    }

private:
    Candidates& candidates() const {
        if (!candidates_) data_.index().find(evidence_, text_, candidates_.emplace(data_.index().size()));
        return *candidates_;
    }

    bool is_success() const { return evidence_.code && *evidence_.code < 400; }

    /// A success is told by the registers, but not by what a status says of failures; 2.0.0 says less of it than the
    /// code.
    bool speaks(Entry const& entry) const {
        if (!is_success()) return entry.reason != nullptr;
        if (entry.reason != nullptr && entry.reason->group() != "report") return false;
        bool const class_alone = evidence_.status && evidence_.status->subject == 0;
        return entry.tier >= (class_alone ? Tier::reply : Tier::status);
    }

    std::size_t offset_in(Inquiry const& whole) const {
        return static_cast<std::size_t>(evidence_.text.data() - whole.evidence_.text.data());
    }

    void settle(Diagnosis& diagnosis, Reason const& reason) const {
        Outcome const outcome = outcome_of(evidence_);
        bool const own = diagnosis.entry->reason == &reason;
        diagnosis.reason = &reason;
        Advice const advice = advice_of(reason, own ? diagnosis.entry : nullptr, outcome);
        diagnosis.verdict = advice.verdict;
        diagnosis.actor = advice.actor;
        diagnosis.retry = advice.retry;
    }

    /// The log itself states the reason: the entry still explains the words.
    void override_reason(Diagnosis& diagnosis) const {
        auto const found = data_.reason_by_id.find(evidence_.logged_reason);
        if (found == data_.reason_by_id.end()) return;
        settle(diagnosis, *found->second);
        diagnosis.confidence = logged_confidence;
    }

    /// What the registry says of the status, when something better decided.
    void add_registry(Diagnosis& diagnosis) const {
        if (!evidence_.status || diagnosis.entry->tier == Tier::status) return;
        std::optional<std::uint32_t> first;
        data_.registry.visit(*evidence_.status, [&](std::uint32_t number) {
            if (data_.matchers[number].fits_status(evidence_.status)) first = std::min(first.value_or(number), number);
        });
        if (!first) return;
        Entry const& entry = data_.entries[*first];
        add(diagnosis.because, Ground::Kind::registry, to_string(*evidence_.status) + ": " + entry.name);
        diagnosis.because.back().entry = &entry;
    }

    /// An MTA product's own words tell the product; whose machine it runs on, a mark or the host's name tells better.
    std::optional<std::string> provider(Entry const& entry) const {
        bool const product = entry.tier == Tier::mta;
        if (!entry.provider.empty() && !product) return entry.provider;
        Entry const* const speaker = this->speaker();
        if (product && !entry.provider.empty() && (!speaker || names_product(*speaker))) return entry.provider;
        if (speaker) return speaker->provider;
        return std::nullopt;
    }

    Catalogue::Data const& data_;
    Evidence const& evidence_;
    ReplyText text_;
    mutable std::optional<Candidates> candidates_;
};

} // namespace

namespace {

/// A note of the sender's MTA tells the step where the caller does not know it.
Evidence with_noted_step(Evidence evidence) {
    if (evidence.step == Step::none) evidence.step = noted_step(evidence.text);
    return evidence;
}

/// Words that name the one who quotes and reach up to what is quoted: "address rejected: undeliverable address: *
/// said:".
bool reads_quoted(Hit const& hit, grammar::QuotedReply const& quoted, Evidence const& evidence) {
    if (!hit.words) return false;
    auto const begin = static_cast<std::size_t>(quoted.text.data() - evidence.text.data());
    if (hit.words->from > begin || hit.words->to >= begin) return hit.words->from <= begin;
    return std::ranges::none_of(evidence.text.substr(hit.words->to, begin - hit.words->to), ascii::is_alpha);
}

Evidence evidence_of(grammar::QuotedReply const& quoted, Evidence const& whole) {
    return {quoted.code, quoted.status, quoted.text, whole.step, whole.verb, Speaker::relayed, {}, {}, whole.session};
}

/// A reply that is too long to be judged as a whole: its first and its last part, for the decisive words often stand in
/// the last line.
class LongReply {
public:
    static bool is(std::string_view text) { return text.size() > ReplyText::limit; }

    explicit LongReply(Evidence const& given) : evidence_(given) {
        std::size_t const end = std::min(given.text.rfind('\n', half), half);
        std::size_t const break_at = given.text.find('\n', given.text.size() - half + 1);
        std::size_t const begin = break_at == std::string_view::npos ? given.text.size() - half + 1 : break_at + 1;
        text_.append(given.text.substr(0, end)).append("\n").append(given.text.substr(begin));
        evidence_.text = text_;
        left_out_ = begin - end - 1;
        first_part_ = end;
    }

    /// Of the two parts; points into the object.
    Evidence const& evidence() const { return evidence_; }

    /// The answer with its offsets counted in the whole reply.
    Diagnosis placed(Diagnosis diagnosis) const {
        for (Ground& ground : diagnosis.because)
            for (auto* const place : {&ground.from, &ground.to})
                if (*place && **place > first_part_) **place += left_out_;
        return diagnosis;
    }

private:
    static constexpr std::size_t half = ReplyText::limit / 2;

    Evidence evidence_;
    std::string text_;
    std::size_t first_part_ = 0, left_out_ = 0;
};

} // namespace

Diagnosis Catalogue::diagnose(Evidence const& given) const {
    if (LongReply::is(given.text)) {
        LongReply const reply(given);
        return reply.placed(diagnose(reply.evidence()));
    }
    Evidence evidence = with_noted_step(given);
    auto const quoted = grammar::parse_quoted_reply(
        evidence.text, evidence.code ? grammar::Quotation::marked : grammar::Quotation::likely);
    if (quoted && !evidence.code && !evidence.status) {
        evidence.code = quoted->code;
        evidence.status = quoted->status;
    }
    Inquiry const whole(*data_, evidence);
    if (quoted) {
        Evidence const inner_evidence = evidence_of(*quoted, evidence);
        Inquiry const inner(*data_, inner_evidence);
        auto const match = inner.first_match();
        auto const outer = whole.first_match();
        bool const read =
            data_->entries[outer.number].tier != Tier::words && reads_quoted(outer.hit, *quoted, evidence);
        // with words or marks of its own a quoted reply outranks the one that quotes it
        if (!read && decides_by_words(data_->entries[match.number])) return inner.answer(match, whole);
        return whole.answer(outer, whole);
    }
    return whole.answer(whole.first_match(), whole);
}

PeerLabels labels_of(Diagnosis const& diagnosis) {
    Reason const& reason = *diagnosis.reason;
    Entry const& entry = *diagnosis.entry;
    bool const own = entry.reason == &reason;
    auto const label = [&](std::string const& special, std::string const& general) -> std::string_view {
        return own && !special.empty() ? special : general;
    };
    return {label(entry.sisimai, reason.sisimai), label(entry.kumo, reason.kumo), label(entry.zone, reason.zone),
        reason.sisimai_hard};
}

namespace {

/// "X.7.*": it speaks for the codes that have no entry of their own.
bool is_wildcard(Entry const& entry) {
    return entry.tier == Tier::status && entry.status.find('*') != std::string::npos;
}

/// The register's own words for the very code decided, or stand among the grounds.
bool knows_status(Diagnosis const& diagnosis) {
    Entry const& winner = *diagnosis.entry;
    return (winner.tier == Tier::status && !is_wildcard(winner)) ||
        std::ranges::any_of(
            diagnosis.because, [](Ground const& ground) { return ground.entry && !is_wildcard(*ground.entry); });
}

/// A mark, or a sentence that only this provider writes: what a code alone may mean is no other reading of that.
bool leaves_no_doubt(Diagnosis const& winner) {
    auto const rests_on = [&](Ground::Kind kind) {
        return std::ranges::any_of(winner.because, [kind](Ground const& ground) { return ground.kind == kind; });
    };
    bool const own_words = winner.entry->tier == Tier::provider && rests_on(Ground::Kind::words);
    return own_words || rests_on(Ground::Kind::token);
}

} // namespace

std::vector<Diagnosis> Catalogue::rivals_of(Diagnosis const& winner, Evidence const& given, std::size_t most) const {
    if (LongReply::is(given.text)) {
        LongReply const reply(given);
        auto rivals = rivals_of(winner, reply.evidence(), most);
        for (Diagnosis& rival : rivals) rival = reply.placed(std::move(rival));
        return rivals;
    }
    Evidence const evidence = with_noted_step(given);
    Inquiry const inquiry(*data_, evidence);
    std::vector<Diagnosis> rivals;
    auto const is_new = [&](Diagnosis const& reading) {
        auto const same = [&](Diagnosis const& other) { return other.reason == reading.reason; };
        bool const vague = reading.reason->group() == "other" || reading.entry->file.find("vague") != std::string::npos;
        bool const worn = is_wildcard(*reading.entry) && knows_status(winner);
        bool const codes_alone = !decides_by_words(*reading.entry) && leaves_no_doubt(winner);
        return !vague && !worn && !codes_alone && !same(winner) && std::ranges::none_of(rivals, same);
    };
    for (auto match = inquiry.next_match(0); match && rivals.size() < most;
         match = inquiry.next_match(match->number + 1)) {
        Diagnosis reading = inquiry.answer(*match, inquiry);
        if (is_new(reading)) rivals.push_back(std::move(reading));
    }
    return rivals;
}

Entry const* Catalogue::speaker_of(Evidence const& evidence) const { return Inquiry(*data_, evidence).speaker(); }

} // namespace whybounce
