#include "report/junit_case.hpp"

#include "language/languages.hpp"
#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

/// Machines read this: one language.
Language const& in_english() { return language::english(); }

std::string class_name(std::string_view dialect, std::string_view what) {
    return fmt::format("{}.{}", dialect.empty() ? "input" : escape(dialect), escape(what));
}

std::string subject(FailureRecord const& failure) {
    if (failure.recipient && !failure.recipient->empty()) return escape(*failure.recipient);
    return step_name(in_english(), failure);
}

std::string evidence(Where const& where) { return fmt::format("{}:{}", escape(where.input), where.line); }

/// What a person needs to know, one fact a line.
std::string explain(FailureRecord const& failure) {
    Diagnosis const& diagnosis = *failure.diagnosis;
    std::string out = fmt::format("evidence: {}\nreply: {} {}\nmeans: {}\n", evidence(failure.where),
        code_and_status(failure.code, failure.enhanced), failure.text, means(diagnosis));
    for (std::string const& step : steps(diagnosis)) out += fmt::format("do: {}\n", step);
    out +=
        fmt::format("who: {}\nretry: {}\n", actor_words(in_english(), diagnosis), retry_words(in_english(), diagnosis));
    out += fmt::format("because: {}\n", because_words(in_english(), diagnosis));
    for (Ground const& ground : diagnosis.because) out += fmt::format("  {}\n", ground_words(in_english(), ground));
    return out;
}

bool is_refused(ExchangeRecord const& exchange) {
    if (exchange.code) return *exchange.code >= 400;
    return exchange.seen == ExchangeRecord::Seen::both;
}

bool is_trouble(RecipientRecord const& recipient) {
    switch (recipient.fate) {
    case Fate::deferred:
    case Fate::bounced:
    case Fate::expired:
    case Fate::rejected: return true;
    default: return false;
    }
}

} // namespace

JunitCase junit_case(FailureRecord const& failure) {
    std::string const& reason = failure.diagnosis->reason->id;
    JunitCase made;
    made.name = fmt::format("{} {} line {}", subject(failure), reason, failure.where.line);
    made.classname = class_name(failure.where.dialect, reason);
    if (failure.caused_by) {
        made.result = CaseResult::skipped;
        made.body = fmt::format(
            "{} is a consequence of the failure at line {}", headline(in_english(), failure), *failure.caused_by);
        return made;
    }
    made.result = CaseResult::failed;
    made.type = reason;
    made.message = fmt::format(
        "{} ({}): {}", headline(in_english(), failure), to_string(failure.outcome), title(*failure.diagnosis));
    made.body = explain(failure);
    return made;
}

std::optional<JunitCase> junit_case(SessionRecord const& session) {
    if (std::ranges::any_of(session.exchanges, is_refused)) return std::nullopt;
    return junit_case_of_session(session);
}

JunitCase junit_case_of_session(SessionRecord const& session) {
    JunitCase made;
    made.name = fmt::format("session line {}", session.where.line);
    made.classname = class_name(session.where.dialect, "session");
    return made;
}

std::optional<JunitCase> junit_case(MessageRecord const& message) {
    if (std::ranges::any_of(message.recipients, is_trouble)) return std::nullopt;
    JunitCase made;
    made.name =
        fmt::format("message {} line {}", escape(message.message_id.value_or("without id")), message.where.line);
    made.classname = class_name(message.where.dialect, "message");
    return made;
}

JunitCase junit_case(ReportRecord const& report) {
    std::string const& reason = report.diagnosis->reason->id;
    JunitCase made;
    made.name = fmt::format("{} {} line {}", escape(report.recipient.value_or("report")), reason, report.where.line);
    made.classname = class_name(report.where.dialect, reason);
    return made;
}

JunitCase junit_case(AnomalyRecord const& anomaly) {
    JunitCase made;
    bool const finding = is_finding(anomaly);
    made.name = escape(anomaly.id) + (anomaly.line > 0 ? fmt::format(" line {}", anomaly.line) : "");
    made.classname = class_name(finding ? "lint" : "input", anomaly.id);
    made.result = finding ? CaseResult::failed : CaseResult::error;
    made.type = escape(anomaly.id);
    made.message = escape(anomaly.what);
    made.body = finding ? fmt::format("evidence: {}:{}\nwhy: {}\ndo: {}\nrfc: {}\n", escape(anomaly.input),
                              anomaly.line, anomaly.why, anomaly.hint, anomaly.rfc.value_or("-"))
                        : std::string(anomaly.hint);
    return made;
}

} // namespace whybounce::report
