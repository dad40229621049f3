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
        auto const reply = grammar::parse_reply_line(line.substr(at));
        if (led || (reply && reply->status)) return at;
    }
    return std::string_view::npos;
}

/// The reply behind them: Python's tuple is one too.
std::string reply_of(std::string_view embedded) {
    std::string reply(embedded.substr(0, 3));
    std::string_view rest = embedded.substr(3);
    bool const tuple = rest.starts_with(", b'") || rest.starts_with(", b\"");
    rest.remove_prefix(tuple ? 4 : 0);
    while (!rest.empty() && std::string_view("')\"").find(rest.back()) != std::string_view::npos) rest.remove_suffix(1);
    return (tuple ? reply + ' ' : reply).append(rest);
}

/// One line: a reply, or what a mail server says of one ("host mx said: 550 …").
Evidence line_evidence(std::string_view line, std::string& scratch) {
    auto const attempt = correlate::attempt_of(InterimFailure{line}, scratch);
    std::size_t const inside = attempt.code ? std::string_view::npos : embedded_reply(line);
    if (inside != std::string_view::npos) {
        scratch = reply_of(line.substr(inside));
        auto const reply = grammar::parse_reply_line(scratch);
        if (reply)
            return {reply->code, reply->status, reply->text, attempt.step, attempt.verb, Speaker::remote, {}, {}};
    }
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
