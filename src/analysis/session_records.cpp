#include "analysis/session_records.hpp"

#include "analysis/redact.hpp"

#include <algorithm>

namespace whybounce::analysis {
namespace {

using session::Exchange;
using session::Session;

/// The lines that show a failure: the command and the reply's own.
std::vector<SourceLine> excerpt_of(Exchange const& exchange) {
    std::vector<SourceLine> lines;
    if (!exchange.command_line.empty()) lines.push_back({exchange.record.line, exchange.command_line});
    lines.insert(lines.end(), exchange.reply_lines.begin(), exchange.reply_lines.end());
    if (exchange.lost && exchange.lost_line.number != 0) lines.push_back(exchange.lost_line);
    return lines;
}

/// The lines of a bare reply.
std::vector<SourceLine> lines_of(LineView lines) {
    std::vector<SourceLine> split;
    std::string_view rest = lines.text;
    while (split.size() < Exchange::kept_reply_lines) {
        std::size_t const end = rest.find('\n');
        split.push_back({lines.number + split.size(), rest.substr(0, end)});
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return split;
}

Evidence evidence_of(Exchange const& exchange, session::Failure const& failure, OptionalView server) {
    ExchangeRecord const& record = exchange.record;
    if (exchange.lost) return {{}, {}, exchange.lost_words, failure.step, record.verb, Speaker::local, {}, {}};
    return {record.code, record.enhanced, record.text, failure.step, record.verb, Speaker::remote, server.value_or(""),
        {}, failure.session};
}

/// The text ends inside the reply, or a log that shortens long replies shortened this one.
bool is_cut(Exchange const& exchange, Dialect const& dialect) {
    std::string_view const text = exchange.record.text;
    bool const shortened = text.find(" ... ") != std::string_view::npos || text.ends_with("\u2026");
    return exchange.unfinished || (shortened && !covers(dialect.shows, Shows::replies));
}

/// Whose notes they are: the dialect's word, unless the arrows turned out to point the other way.
SessionRecord::Observer observer_of(Session const& session, SessionRecord::Observer usual) {
    using enum SessionRecord::Observer;
    if (!session.turned || usual == unknown) return usual;
    return usual == client ? server : client;
}

Outcome outcome_of(Exchange const& exchange) {
    bool const answered = exchange.record.code && !exchange.lost;
    return answered ? whybounce::outcome_of(*exchange.record.code) : Outcome::temporary;
}

} // namespace

void SessionRecords::begin_input(std::size_t number, AnalysisInput const& input) {
    number_ = number;
    input_ = &input;
    dialect_ = input.dialect;
    linter_.begin_input(dialect_->shows);
    tracker_.begin({dialect_->echo});
}

void SessionRecords::change_dialect(Dialect const& dialect) {
    end_input();
    dialect_ = &dialect;
    linter_.begin_input(dialect.shows);
    tracker_.begin({dialect.echo});
}

LineClass SessionRecords::feed(TranscriptEvent const& event) {
    LineClass const line_class = tracker_of(event).feed(event);
    bool const over = event.kind == TranscriptEvent::Kind::close && !event.channel.empty();
    if (over) channels_.erase(channels_.find(event.channel)); // the channel was just found or made
    return line_class;
}

session::Tracker& SessionRecords::tracker_of(TranscriptEvent const& event) {
    if (event.channel.empty()) return tracker_;
    auto place = channels_.find(event.channel);
    if (place == channels_.end()) {
        if (channels_.size() == max_channels) end_oldest_channel();
        place = channels_.try_emplace(std::string(event.channel), Channel{session::Tracker(*this), 0}).first;
        place->second.tracker.begin({dialect_->echo});
    }
    place->second.last_line = event.line.number;
    return place->second.tracker;
}

void SessionRecords::end_oldest_channel() {
    auto const oldest =
        std::ranges::min_element(channels_, {}, [](auto const& entry) { return entry.second.last_line; });
    oldest->second.tracker.finish();
    channels_.erase(oldest);
}

/// The dialogues that are still open end in the order in which they last spoke.
void SessionRecords::end_input() {
    tracker_.finish();
    while (!channels_.empty()) end_oldest_channel();
}

void SessionRecords::on(Session const& session) {
    bool const told = tell_session(session);
    bool const copy = oddities_.saw(session);
    if (dialect_->kind != InputKind::log) // a log tells its failures in lines of their own
        for (session::Failure const& failure : failures_of(session)) tell_failure(session, failure);
    if (told) tell_findings(session, copy);
}

void SessionRecords::tell_findings(Session const& session, bool copy) {
    for (lint::Finding const& finding : linter_.check(session, copy)) {
        std::string what(finding.row->what);
        if (!finding.detail.empty()) what.append(": ").append(finding.detail);
        AnomalyRecord record{input_->name, finding.line, finding.row->id, finding.severity, what,
            finding.row->rfc.empty() ? OptionalView{} : finding.row->rfc, finding.row->fix};
        record.why = finding.row->why;
        record.excerpt = finding.excerpt;
        record.marked = finding.marked;
        outlet_.anomaly(record);
    }
}

bool SessionRecords::tell_session(Session const& session) {
    std::vector<ExchangeRecord> exchanges;
    exchanges.reserve(session.exchanges.size());
    for (Exchange const& exchange : session.exchanges) exchanges.push_back(exchange.record);
    SessionRecord record;
    record.where = where(session.line);
    record.protocol = session.protocol;
    record.observer = observer_of(session, dialect_->observer);
    record.server = session.server;
    record.client = session.client;
    record.tls = session.tls;
    record.authenticated = session.authenticated;
    record.auth_mechanism = session.mechanism;
    record.phase = session.phase;
    record.complete = session.began && (session.ended || session.phase == Phase::closed);
    record.exchanges = exchanges;
    return outlet_.session(record);
}

void SessionRecords::tell_failure(Session const& session, session::Failure const& failure) {
    Exchange const& exchange = session.exchanges[failure.exchange];
    auto const excerpt = excerpt_of(exchange);
    FailureRecord record;
    record.where = where(exchange.record.line);
    record.origin = Origin::session;
    if (failure.sender_known) record.sender = failure.sender;
    if (failure.recipient_known) record.recipient = failure.recipient;
    record.relay.host = session.server;
    record.speaker = exchange.lost ? Speaker::local : Speaker::remote;
    record.verb = exchange.record.verb;
    record.phase = failure.step;
    if (!exchange.lost) record.code = exchange.record.code;
    if (!exchange.lost) record.enhanced = exchange.record.enhanced;
    record.text = exchange.lost ? exchange.lost_words : exchange.record.text;
    record.cut = !exchange.lost && is_cut(exchange, *dialect_);
    record.outcome = outcome_of(exchange);
    record.final = record.outcome == Outcome::permanent;
    record.caused_by = failure.caused_by;
    record.excerpt = excerpt;
    outlet_.failure(record, evidence_of(exchange, failure, session.server),
        identity(number_, "", failure.transaction_line), failure.recipients);
}

/// A line without a code may be anything, if the dialect was told by option: also a line of a login. A reply may repeat
/// one.
void SessionRecords::feed(BareReply const& reply) {
    auto const cleanse = [&](std::string_view text) {
        auto clean = reply.code ? without_logins(text) : redacted(text);
        std::string whole;
        if (seen_.take_out_of(clean ? std::string_view(*clean) : text, whole)) clean = std::move(whole);
        return clean;
    };
    remember_logins(reply.line.text, seen_);
    auto const clean = cleanse(reply.line.text);
    if (!clean) return tell_reply(reply);
    BareReply other = reply;
    other.line.text = *clean;
    auto const text = cleanse(reply.text);
    if (text) other.text = *text;
    tell_reply(other);
}

void SessionRecords::tell_reply(BareReply const& reply) {
    Evidence const evidence{reply.code, reply.status, reply.text, Step::none, {}, Speaker::remote, {}, {}};
    bool const refusal = !reply.code || *reply.code >= 400;
    if (!refusal) {
        ReportRecord record;
        record.where = where(reply.line.number);
        record.code = reply.code;
        record.enhanced = reply.status;
        record.text = reply.text;
        return outlet_.report(record, evidence);
    }
    auto const excerpt = lines_of(reply.line);
    FailureRecord record;
    record.where = where(reply.line.number);
    record.origin = Origin::reply;
    record.speaker = Speaker::remote;
    record.code = reply.code;
    record.enhanced = reply.status;
    record.text = reply.text;
    record.outcome = reply.code ? whybounce::outcome_of(*reply.code)
        : reply.status          ? whybounce::outcome_of(reply.status->klass * 100)
                                : Outcome::unknown;
    record.final = record.outcome == Outcome::permanent;
    record.excerpt = excerpt;
    outlet_.failure(record, evidence, identity(number_, "", reply.line.number), {});
}

} // namespace whybounce::analysis
