#include "analysis/log_records.hpp"

#include "analysis/event_fields.hpp"
#include "analysis/log_findings.hpp"
#include "analysis/redact.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace whybounce::analysis {
namespace {

OptionalView view_of(std::optional<std::string> const& text) { return text ? OptionalView(*text) : std::nullopt; }
OptionalView unless_empty(std::string_view text) { return text.empty() ? std::nullopt : OptionalView(text); }

/// Postfix writes "unknown" for a host without a name.
Peer to_peer(LogPeer const& peer) {
    std::string_view const host = peer.host == "unknown" || peer.host == "none" ? std::string_view{} : peer.host;
    return {unless_empty(host), unless_empty(peer.ip), peer.port};
}

std::optional<double> to_number(std::string_view text) {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<std::array<double, 4>> to_delays(std::string_view text) {
    std::array<double, 4> delays{};
    for (double& delay : delays) {
        std::size_t const slash = text.find('/');
        auto const value = to_number(text.substr(0, slash));
        if (!value) return std::nullopt;
        delay = *value;
        text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
    }
    return delays;
}

OptionalView sender_of_story(correlate::AttemptReport const& report) {
    return report.story && report.story->details ? view_of(report.story->details->sender) : std::nullopt;
}

OptionalView message_id_of(correlate::AttemptReport const& report) {
    return report.story && report.story->details ? view_of(report.story->details->message_id) : std::nullopt;
}

std::span<std::string const> queue_ids_of(correlate::AttemptReport const& report) {
    if (!report.story || !report.story->details) return {};
    return report.story->details->queue_ids;
}

OptionalView sender_of(correlate::AttemptReport const& report) {
    if (report.attempt.sender_known) return report.attempt.sender;
    return sender_of_story(report);
}

OptionalView recipient_of(correlate::AttemptReport const& report) {
    if (!report.attempt.asked_for.empty()) return report.attempt.asked_for;
    return report.attempt.recipient_known ? OptionalView(report.attempt.recipient) : std::nullopt;
}

/// @param in_full  also what takes a look at the words
RefusedClient client_of(LogEvent const& event, bool in_full) {
    if (auto const* const failure = std::get_if<SaslFailure>(&event.form))
        return {{}, {}, unless_empty(failure->sasl_method), unless_empty(failure->sasl_username)};
    auto const* const refusal = std::get_if<Refusal>(&event.form);
    if (!refusal) return {};
    return {unless_empty(refusal->helo), in_full ? unless_empty(restriction_of(*refusal)) : std::nullopt,
        unless_empty(refusal->sasl_method), unless_empty(refusal->sasl_username)};
}

OptionalView queue_id_of(LogEvent const& event) {
    return event.queue_id.empty() || event.queue_id == "NOQUEUE" ? std::nullopt : OptionalView(event.queue_id);
}

} // namespace

Where LogRecords::where(std::size_t input, std::size_t line) const {
    return {inputs_[input].name, line, inputs_[input].dialect->id};
}

void LogRecords::feed(LogEvent const& event) {
    timed_ = nullptr;
    if (!event.kind.empty()) {
        in_hour(event.time, event.line.number);
        outlet_.saw(event.time);
    }
    if (outlet_.options().events && !event.kind.empty()) tell_event(event);
    tell_finding(event);
    correlator_.feed(event, input_);
}

OptionalView LogRecords::time_of(LogEvent const& event) {
    if (timed_ != &event) {
        LogTime time = event.time;
        if (years_) years_->complete(time, event.queue_id);
        time_ = to_iso8601(time);
        time_basis_ = time.basis;
    }
    timed_ = &event;
    return view_of(time_);
}

void LogRecords::begin_input(std::size_t number) {
    input_ = number;
    hour_ = {};
}

/// An hour back is the end of summer time, or what a log buffer mixed up.
void LogRecords::in_hour(LogTime const& time, std::size_t line) {
    constexpr std::int64_t least_jump = 2;
    Period const hour = Period::of(time.year, time.month, time.day, time.hour);
    if (hour == hour_) return;
    std::int64_t const back = hour && hour < hour_ ? (begin_of(hour_) - begin_of(hour)).count() : 0;
    if (back >= least_jump && jumps_++ == 0) {
        first_jump_ = line;
        first_jump_hours_ = back;
    }
    hour_ = hour;
    correlator_.in_hour(hour_);
}

void LogRecords::end_input() {
    if (jumps_ > 0 && outlet_.options().filter.empty()) {
        scratch_ = "stamps go back by " + std::to_string(first_jump_hours_) + " h in this line";
        if (jumps_ > 1) scratch_ += ", and " + std::to_string(jumps_) + " times in all";
        outlet_.anomaly({inputs_[input_].name, first_jump_, "IN-CLOCK", Severity::warning, scratch_, {},
            "the clock was set, or logs of several hosts or days lie in one file; figures by time go by the stamps"});
    }
    jumps_ = 0;
}

void LogRecords::finish() {
    correlator_.finish();
    outlet_.summary().cut_stories += correlator_.cut();
}

/// A narrowed report is about some mail, not about the health of the system.
void LogRecords::tell_finding(LogEvent const& event) {
    AnalysisOptions const& options = outlet_.options();
    bool const wanted =
        options.filter.empty() || (options.filter.queue_id && event.queue_id == *options.filter.queue_id);
    if (!wanted) return;
    auto finding = finding_of(event, options.deliveries, scratch_);
    if (!finding) return;
    finding->input = inputs_[input_].name;
    finding->line = event.line.number;
    outlet_.anomaly(*finding);
}

void LogRecords::tell_event(LogEvent const& event) {
    auto const fields = event_fields(event, scratch_);
    EventRecord record;
    record.where = where(input_, event.line.number);
    record.time = time_of(event);
    record.host = unless_empty(event.host);
    record.program = unless_empty(event.program);
    record.pid = event.pid;
    record.queue_id = queue_id_of(event);
    record.kind = event.kind;
    record.fields = fields;
    if (outlet_.options().filter.queue_id) record.queue_ids = correlator_.queue_ids_of(event);
    outlet_.event(record);
}

void LogRecords::on_delivery(correlate::AttemptReport const& report, Delivery const& delivery) {
    if (!outlet_.options().deliveries) return;
    DeliveryRecord record;
    record.where = where(input_, report.event.line.number);
    record.time = time_of(report.event);
    record.queue_id = queue_id_of(report.event);
    record.message_id = message_id_of(report);
    record.sender = sender_of_story(report);
    record.recipient = delivery.to;
    record.relay = to_peer(report.attempt.peer);
    record.delay = to_number(delivery.delay);
    record.delays = to_delays(delivery.delays);
    record.tls = unless_empty(delivery.tls);
    record.status = delivery.status;
    record.enhanced = report.attempt.enhanced;
    record.code = report.attempt.code;
    record.text = report.attempt.text;
    record.phase = report.attempt.step;
    record.queue_ids = queue_ids_of(report);
    outlet_.delivery(record);
}

void LogRecords::on_failure(correlate::AttemptReport const& report) {
    correlate::Attempt const& attempt = report.attempt;
    LogEvent const& event = report.event;
    Evidence const evidence = evidence_of(attempt, event, report.expired);
    bool const may_hold_login = attempt.text.find("AUTH ") != std::string_view::npos;
    auto const clean_line = may_hold_login ? without_logins(event.line.text) : std::nullopt;
    auto const clean_text = may_hold_login ? without_logins(attempt.text) : std::nullopt;
    SourceLine const line{event.line.number, clean_line ? std::string_view(*clean_line) : event.line.text};
    FailureRecord record;
    bool const in_full = !outlet_.knows(evidence, report.expired ? nullptr : likeness_);
    record.where = where(input_, event.line.number);
    record.origin = attempt.origin;
    if (in_full) record.time = time_of(event);
    if (record.time) record.time_basis = time_basis_;
    record.queue_id = queue_id_of(event);
    record.message_id = message_id_of(report);
    record.sender = sender_of(report);
    record.recipient = recipient_of(report);
    if (!attempt.asked_for.empty()) record.final_recipient = attempt.recipient;
    record.relay = to_peer(attempt.peer);
    record.speaker = attempt.speaker;
    record.verb = unless_empty(attempt.verb);
    record.phase = attempt.step;
    record.code = attempt.code;
    record.enhanced = attempt.enhanced;
    record.text = clean_text ? std::string_view(*clean_text) : attempt.text;
    record.cut = attempt.cut;
    record.outcome = attempt.outcome;
    record.final = attempt.final;
    record.attempts = report.attempts;
    record.hour = hour_;
    record.caused_by = report.caused_by;
    if (in_full) record.excerpt = {&line, 1};
    record.queue_ids = queue_ids_of(report);
    if (attempt.origin == Origin::rejection) record.client = client_of(event, in_full);
    std::uint64_t const message = report.story
        ? report.story->problems_as
        : identity(input_, attempt.peer.ip, record.recipient ? 0 : event.line.number);
    outlet_.failure(record, evidence, message,
        std::span(record.recipient ? &*record.recipient : nullptr, record.recipient ? 1 : 0));
}

void LogRecords::on_message(correlate::Story const& story) {
    if (!story.details) {
        outlet_.count_message(story.hour);
        for (std::size_t i = 0; i < story.recipients.size(); ++i)
            outlet_.count_fate(story.recipients[i].fate, story.recipients[i].hour);
        return;
    }
    correlate::StoryDetails const& details = *story.details;
    std::vector<RecipientRecord> recipients;
    for (std::size_t i = 0; i < story.recipients.size(); ++i) {
        correlate::Recipient const& recipient = story.recipients[i];
        recipients.push_back({recipient.names.recipient(), unless_empty(recipient.names.orig_to()), recipient.attempts,
            recipient.fate, recipient.last_line, recipient.hour});
    }
    MessageRecord record;
    record.where = where(story.input, story.line);
    record.message_id = view_of(details.message_id);
    record.queue_ids = details.queue_ids;
    record.sender = view_of(details.sender);
    record.size = details.size;
    record.client = to_peer({{}, details.client_host, details.client_ip, {}, {}});
    record.arrived = view_of(details.arrived);
    record.removed = view_of(details.removed);
    record.recipients = recipients;
    record.parent = unless_empty(details.parent);
    record.relation = unless_empty(details.relation);
    record.hour = story.hour;
    outlet_.message(record);
}

void LogRecords::take(LogBlock const& block, std::size_t first_line, DialectReader& years,
    std::function<void(std::string_view text, std::size_t number)> const& line) {
    using Kind = LogFact::Kind;
    for (LogFact const& fact : block.log.facts) {
        std::size_t const number = first_line + fact.line;
        std::string_view const text = block.log.text.substr(fact.at, fact.length);
        switch (fact.kind) {
        case Kind::touch:
        case Kind::begin:
            correlator_.touch({fact.story, text}, input_, number, fact.kind == Kind::begin, fact.value);
            break;
        case Kind::sent:
        case Kind::discarded:
        case Kind::piped:
            if (!take_sent(fact, text, number)) years.line({line_around(block.log.text, fact.at), number}, *this);
            break;
        case Kind::picked_up: correlator_.picked_up({fact.story, text}, input_, number, fact.value); break;
        case Kind::removed: correlator_.removed({fact.story, text}, input_, number); break;
        case Kind::attempt: take_attempt(block, fact.value, first_line, years); break;
        case Kind::unknown: outlet_.count_line(LineClass::unrecognised, number); break;
        case Kind::stamps: take_stamps(block.log.runs[fact.value], number, years); break;
        case Kind::line: line(text, number); break;
        }
    }
}

/// @return  false when the line has to be read in full
bool LogRecords::take_sent(LogFact const& fact, std::string_view queue_id, std::size_t number) {
    if (fact.kind == LogFact::Kind::piped) return correlator_.piped({fact.story, queue_id}, input_, number, fact.value);
    Fate const fate = fact.kind == LogFact::Kind::sent ? Fate::sent : Fate::discarded;
    return correlator_.sent({fact.story, queue_id}, input_, number, fact.value, fate);
}

/// The line of a block that this octet stands in.
std::string_view LogRecords::line_around(std::string_view text, std::size_t at) {
    std::size_t const begin = text.rfind('\n', at) + 1; // npos + 1 is 0
    std::string_view const line = text.substr(begin, text.find('\n', at) - begin);
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

void LogRecords::take_attempt(LogBlock const& block, std::size_t place, std::size_t first_line, DialectReader& years) {
    LogEvent event = block.log.attempts[place];
    event.line.number += first_line;
    timed_ = nullptr;
    years_ = &years;
    likeness_ = &block.attempts[place].likeness;
    correlator_.feed(event, input_, &block.attempts[place].attempt);
    likeness_ = nullptr;
    years_ = nullptr;
}

void LogRecords::take_stamps(StampRun run, std::size_t line, DialectReader& years) {
    years.complete(run.begin, run.queue_id);
    in_hour(run.begin, line);
    for (LogTime* const time : {&run.first, &run.last}) {
        years.complete(*time, {});
        outlet_.saw(*time);
    }
}

} // namespace whybounce::analysis
