#include "cli/reading.hpp"

#include "correlate/attempt.hpp"
#include "grammars/parse.hpp"
#include "whybounce/analysis.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::size_t most_rivals = 3;

/// Keeps the first failure of an analysis that is no consequence.
class FirstFailure final : public RecordSink {
public:
    explicit FirstFailure(Reading& reading) : reading_(reading) {}

    void on(FailureRecord const& record) override {
        if (is_consequence(record)) return;
        if (reading_.failures++ > 0) return;
        reading_.diagnosis = *record.diagnosis;
        reading_.evidence = {record.code, record.enhanced, keep(record.text), record.phase, keep(record.verb),
            record.speaker, keep(record.relay.host), {}};
        with_command = record.verb && !record.verb->empty() && !record.verb->starts_with('(');
    }

    bool with_command = false; ///< the failure answers a command, so the text is more than a reply

private:
    std::string_view keep(OptionalView text) { return text ? reading_.texts.emplace_back(*text) : std::string_view{}; }

    Reading& reading_;
};

/// Reads the text by a dialect. A dialect without marks takes a bare reply for a session: then nothing is kept.
bool read_by_dialect(Catalogue const& catalogue, std::string const& text, Reading& reading) {
    Dialect const* const dialect = recognise_dialect(text);
    if (!dialect) return false;
    FirstFailure first(reading);
    Analysis analysis(catalogue, {}, first);
    analysis.begin({{"-", dialect}});
    analysis.begin_input(0, {std::nullopt, text});
    analysis.block(text, 1);
    analysis.end_input();
    analysis.close();
    analysis.finish(0);
    if (reading.failures > 0 && (dialect->kind == InputKind::log || first.with_command)) return true;
    reading = {};
    return false;
}

/// One line: a reply, or what a mail server says of one ("host mx said: 550 …").
Evidence line_evidence(std::string_view line, std::string& scratch) {
    auto const attempt = correlate::attempt_of(InterimFailure{line}, scratch);
    bool const quoted = attempt.code || attempt.enhanced || attempt.speaker == Speaker::remote;
    return {attempt.code, attempt.enhanced, attempt.text, attempt.step, attempt.verb,
        quoted ? Speaker::remote : Speaker::local, attempt.peer.host, {}};
}

/// The lines of one reply. Their texts are joined in `scratch`.
Evidence reply_evidence(std::string_view rest, std::string& scratch) {
    Evidence evidence;
    while (!rest.empty()) {
        std::size_t const end = std::min(rest.find('\n'), rest.size());
        std::string_view const line = ascii::trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty()) continue;
        auto const reply = grammar::parse_reply_line(line);
        if (!scratch.empty()) scratch += '\n';
        scratch += reply ? reply->text : line;
        if (reply) evidence.code = reply->code;
        if (reply && !evidence.status) evidence.status = reply->status;
    }
    evidence.text = scratch;
    return evidence;
}

} // namespace

Reading read_pasted(Catalogue const& catalogue, std::string const& text) {
    Reading reading;
    if (!read_by_dialect(catalogue, text, reading)) {
        std::string const& kept = reading.texts.emplace_back(ascii::trim(text));
        std::string& scratch = reading.texts.emplace_back();
        reading.evidence =
            kept.find('\n') == std::string::npos ? line_evidence(kept, scratch) : reply_evidence(kept, scratch);
        reading.diagnosis = catalogue.diagnose(reading.evidence);
    }
    reading.rivals = catalogue.rivals_of(reading.diagnosis, reading.evidence, most_rivals);
    return reading;
}

} // namespace whybounce::cli
