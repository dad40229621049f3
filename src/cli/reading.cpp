#include "cli/reading.hpp"

#include "catalogue/deciding.hpp"
#include "catalogue/reply_text.hpp"
#include "cli/pasted_parts.hpp"
#include "correlate/attempt.hpp"
#include "grammars/parse.hpp"
#include "grammars/quoted_reply.hpp"
#include "whybounce/analysis.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <span>

namespace whybounce::cli {
namespace {

constexpr std::size_t most_rivals = 3;

/// Keeps the first failure of an analysis that is no consequence, and the first delivery.
class FirstEvents final : public RecordSink {
public:
    explicit FirstEvents(Reading& reading) : reading_(reading) {}

    void on(FailureRecord const& record) override {
        if (is_consequence(record)) return;
        if (reading_.failures++ > 0) return;
        reading_.diagnosis = *record.diagnosis;
        reading_.evidence = {record.code, record.enhanced, keep(record.text), record.phase, keep(record.verb),
            record.speaker, keep(record.relay.host), {}};
        with_command = record.verb && !record.verb->empty() && !record.verb->starts_with('(');
    }
    void on(DeliveryRecord const& record) override {
        if (record.status != "sent" || reading_.deliveries++ > 0) return;
        delivered = {record.code, record.enhanced, keep(record.text), Step::eod, {}, Speaker::remote,
            keep(record.relay.host), {}};
    }
    void on(SessionRecord const& record) override {
        for (ExchangeRecord const& exchange : record.exchanges)
            if (exchange.verb == "(eod)" && exchange.code && *exchange.code / 100 == 2) on_accepted(exchange);
    }

    bool with_command = false; ///< the failure answers a command, so the text is more than a reply
    Evidence delivered;        ///< of the first delivery

private:
    void on_accepted(ExchangeRecord const& exchange) {
        if (reading_.deliveries++ > 0) return;
        delivered = {
            exchange.code, exchange.enhanced, keep(exchange.text), Step::eod, "(eod)", Speaker::remote, {}, {}};
    }
    std::string_view keep(OptionalView text) { return text ? reading_.texts.emplace_back(*text) : std::string_view{}; }

    Reading& reading_;
};

/// Mail that our own server delivered to a mailbox has no reply: it is accepted all the same.
Diagnosis diagnosis_of_delivery(Catalogue const& catalogue, Evidence evidence) {
    constexpr std::uint16_t accepted = 250;
    if (!evidence.code) evidence.code = accepted;
    return catalogue.diagnose(evidence);
}

/// Reads the text by a dialect. A dialect without marks takes a bare reply for a session: then nothing is kept.
bool read_by_dialect(Catalogue const& catalogue, std::string const& text, Reading& reading) {
    Dialect const* const dialect = recognise_dialect(text);
    if (!dialect) return false;
    FirstEvents first(reading);
    AnalysisOptions options;
    options.deliveries = true;
    Analysis analysis(catalogue, options, first);
    analysis.begin({{"-", dialect}});
    analysis.begin_input(0, {std::nullopt, text});
    analysis.block(text, 1);
    analysis.end_input();
    analysis.close();
    analysis.finish(0);
    if (reading.failures > 0) reading.deliveries = 0;
    if (reading.failures > 0 && (dialect->kind == InputKind::log || first.with_command)) return true;
    if (reading.deliveries > 0) {
        reading.evidence = first.delivered;
        reading.diagnosis = diagnosis_of_delivery(catalogue, reading.evidence);
        return true;
    }
    reading = {};
    return false;
}

/// A reply behind words of somebody else, without what closes the quotation: Python's tuple is one too.
std::string reply_of(std::string_view embedded) {
    std::string reply(embedded.substr(0, 3));
    std::string_view rest = embedded.substr(3);
    bool const tuple = rest.starts_with(", b'") || rest.starts_with(", b\"");
    rest.remove_prefix(tuple ? 4 : 0);
    if (rest.ends_with("\".")) rest.remove_suffix(1); // a full stop of Symfony's
    while (!rest.empty() && std::string_view("')\"").find(rest.back()) != std::string_view::npos) rest.remove_suffix(1);
    return (tuple ? reply + ' ' : reply).append(rest);
}

/// Where a reply begins that stands behind words of somebody else: "smtp; 550 5.1.1 …", "returned '550 …'", "<<< 550
/// …",
/// "(550, b'5.1.1 …')", "error: 550 …". npos when there is none.
std::size_t embedded_reply(std::string_view line) {
    constexpr std::string_view leads = ":;'\"(<>-|", ends = " -,\"'";
    for (std::size_t at = 1; at + 3 <= line.size(); ++at) {
        bool const code = (line[at] == '4' || line[at] == '5') && ascii::is_digit(line[at + 1]) &&
            ascii::is_digit(line[at + 2]) &&
            (at + 3 == line.size() || ends.find(line[at + 3]) != std::string_view::npos);
        if (!code || ascii::is_alnum(line[at - 1]) || line[at - 1] == '.' || line[at - 1] == '[') continue;
        std::string_view const before = ascii::trim(line.substr(0, at));
        bool const led = !before.empty() && leads.find(before.back()) != std::string_view::npos;
        auto const reply = grammar::parse_reply_line(reply_of(line.substr(at)));
        if (reply && (led || reply->status)) return at;
    }
    return std::string_view::npos;
}

/// One line: a reply, or what a mail server says of one ("host mx said: 550 …").
Evidence line_evidence(std::string_view line, std::string& scratch) {
    auto const attempt = correlate::attempt_of(InterimFailure{line}, scratch);
    Step const step = attempt.verb.empty() ? noted_step(line) : attempt.step;
    auto const apart = attempt.code ? std::nullopt : grammar::parse_quoted_reply(line, grammar::Quotation::likely);
    if (apart && apart->apart)
        return {apart->code, apart->status, apart->text, step, attempt.verb, Speaker::remote, {}, {}};
    std::size_t const inside = attempt.code ? std::string_view::npos : embedded_reply(line);
    if (inside != std::string_view::npos) {
        scratch = reply_of(line.substr(inside));
        auto const reply = grammar::parse_reply_line(scratch);
        if (reply) return {reply->code, reply->status, reply->text, step, attempt.verb, Speaker::remote, {}, {}};
    }
    auto const status = attempt.code || attempt.enhanced ? std::nullopt : grammar::parse_status_code(attempt.text);
    if (status) // "5.1.1 User unknown"
        return {std::nullopt, status->value, ascii::trim(attempt.text.substr(status->length)), step, attempt.verb,
            Speaker::remote, attempt.peer.host, {}};
    bool const quoted = attempt.code || attempt.enhanced || attempt.speaker == Speaker::remote;
    return {attempt.code, attempt.enhanced, attempt.text, quoted ? step : attempt.step, attempt.verb,
        quoted ? Speaker::remote : Speaker::local, attempt.peer.host, {}};
}

using Texts = decltype(Reading::texts);

/// Of a line that nobody else keeps.
Evidence kept_evidence(std::string line, Texts& texts) {
    std::string const& kept = texts.emplace_back(std::move(line));
    return line_evidence(kept, texts.emplace_back());
}

/// Fields of a delivery status (RFC 3464), folded as they stand in the mail: the words of Diagnostic-Code, and Status.
std::optional<Evidence> report_evidence(std::string_view text, Texts& texts) {
    std::optional<EnhancedStatusCode> status;
    std::string words;
    bool told = false, inside = false;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        bool const folded = ascii::is_blank(text.front());
        std::string_view const line = without_quote_marks(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (inside && folded && !line.empty()) words.append(" ").append(line);
        if (folded) continue;
        inside = ascii::starts_with_no_case(line, "diagnostic-code:");
        if (inside) words = ascii::trim(line.substr(line.find(':') + 1));
        bool const is_status = ascii::starts_with_no_case(line, "status:");
        auto const code = is_status ? grammar::parse_status_code(ascii::trim(line.substr(7))) : std::nullopt;
        if (code) status = code->value;
        told = told || inside || code;
    }
    if (!told) return std::nullopt;
    Evidence evidence = kept_evidence(std::move(words), texts);
    if (!evidence.status) evidence.status = status;
    return evidence;
}

/// Lines of prose in which a reply stands, perhaps broken: "host mx said: 550 5.1.1\n  User unknown".
std::optional<Evidence> prose_evidence(std::string_view text, Texts& texts) {
    std::string joined;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find('\n', at), text.size());
        joined.append(joined.empty() ? "" : " ").append(without_quote_marks(text.substr(at, end - at)));
        at = end + 1;
    }
    Evidence const evidence = kept_evidence(std::move(joined), texts);
    return evidence.code || evidence.status ? std::optional(evidence) : std::nullopt;
}

/// The lines of one reply. Their texts are joined in `scratch`.
Evidence reply_evidence(std::string_view rest, std::string& scratch) {
    Evidence evidence;
    while (!rest.empty()) {
        std::size_t const end = std::min(rest.find('\n'), rest.size());
        std::string_view const line = without_quote_marks(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty()) continue;
        auto const reply = grammar::parse_reply_line(line);
        if (!scratch.empty()) scratch += '\n';
        bool const other = reply && evidence.code && *evidence.code != reply->code; // a number in a wrapped sentence
        scratch += reply && !other ? reply->text : line;
        if (!reply || other) continue;
        evidence.code = reply->code;
        if (!evidence.status) evidence.status = reply->status;
    }
    evidence.text = scratch;
    return evidence;
}

/// Several lines: a report, a reply, or prose in which one stands.
Evidence lines_evidence(std::string_view text, Texts& texts) {
    if (auto const report = report_evidence(text, texts)) return *report;
    Evidence const reply = reply_evidence(text, texts.emplace_back());
    if (reply.code) return reply;
    return prose_evidence(text, texts).value_or(reply);
}

/// A bare text: one reply, a report, or prose.
Evidence bare_evidence(std::string_view text, Texts& texts) {
    std::string const& kept = texts.emplace_back(text);
    bool const one = kept.find('\n') == std::string::npos;
    bool const report = ascii::starts_with_no_case(kept, "status:");
    return one && !report ? line_evidence(kept, texts.emplace_back()) : lines_evidence(kept, texts);
}

bool is_failure(Evidence const& evidence) {
    if (evidence.code) return *evidence.code >= 400;
    return !evidence.status || evidence.status->klass >= 4;
}

/// Of several replies the first that refuses, and how many do; else the first.
void read_parts(std::span<std::string_view const> parts, Reading& reading) {
    for (std::string_view const part : parts) {
        Texts texts;
        Evidence const evidence = bare_evidence(part, texts);
        bool const failed = is_failure(evidence);
        if ((failed && reading.failures == 0) || reading.texts.empty()) {
            reading.texts = std::move(texts); // what the views point to stays where it is
            reading.evidence = evidence;
        }
        reading.failures += failed;
    }
}

/// Words that nobody marked as those of our own server may be anybody's. "connect to HOST[IP]:25: …" is our own.
void judge(Catalogue const& catalogue, Reading& reading) {
    Evidence& evidence = reading.evidence;
    bool const bare = evidence.speaker == Speaker::local && evidence.host.empty();
    if (bare) evidence.speaker = Speaker::remote;
    reading.diagnosis = catalogue.diagnose(evidence);
    if (!bare || decides_by_words(*reading.diagnosis.entry)) return;
    Evidence own = evidence;
    own.speaker = Speaker::local;
    Diagnosis of_own = catalogue.diagnose(own);
    if (!decides_by_words(*of_own.entry)) return;
    evidence = own;
    reading.diagnosis = std::move(of_own);
}

/// The quoted reply, where what was matched stands in it.
std::optional<QuotedPart> deciding_quotation(Reading const& reading) {
    std::string_view const text = reading.evidence.text;
    auto const quoted = grammar::parse_quoted_reply(text);
    if (!quoted) return std::nullopt;
    auto const from = static_cast<std::size_t>(quoted->text.data() - text.data());
    auto const inside = [from](Ground const& ground) { return ground.from && *ground.from >= from; };
    if (!std::ranges::any_of(reading.diagnosis.because, inside)) return std::nullopt;
    return QuotedPart{quoted->code, quoted->status, from};
}

} // namespace

bool Reading::is_known() const {
    return evidence.code || evidence.status || deliveries > 0 || diagnosis.reason->id != "other.no-evidence";
}

Reading read_pasted(Catalogue const& catalogue, std::string const& text) {
    Reading reading;
    if (!read_by_dialect(catalogue, text, reading)) {
        std::string_view const bare = ascii::trim(text);
        if (auto const parts = parts_of(bare); parts.size() > 1)
            read_parts(parts, reading);
        else
            reading.evidence = bare_evidence(bare, reading.texts);
        judge(catalogue, reading);
    }
    reading.quoted = deciding_quotation(reading);
    reading.rivals = catalogue.rivals_of(reading.diagnosis, reading.evidence, most_rivals);
    return reading;
}

} // namespace whybounce::cli
