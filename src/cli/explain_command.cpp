#include "cli/command.hpp"
#include "cli/own_catalogue.hpp"
#include "cli/page.hpp"
#include "cli/terminal.hpp"
#include "cli/topic.hpp"
#include "correlate/attempt.hpp"
#include "grammars/parse.hpp"
#include "report/escape.hpp"
#include "report/explanation.hpp"
#include "report/words.hpp"
#include "whybounce/ascii.hpp"

#include <fmt/format.h>

namespace whybounce::cli {
namespace {

constexpr std::string_view examples =
    "  whybounce explain 550                          a reply code\n"
    "  whybounce explain 5.7.26                       an enhanced status code\n"
    "  whybounce explain recipient.mailbox-full       a reason\n"
    "  whybounce explain \"550-5.1.1 The email account that you tried to reach does not exist\"\n"
    "  whybounce explain < reply.txt                  a reply of several lines\n";

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (std::string const& word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::string read_standard_input() {
    std::string text;
    char buffer[4096];
    while (std::size_t const size = std::fread(buffer, 1, sizeof buffer, stdin)) text.append(buffer, size);
    return text;
}

std::string sources_of(Entry const& entry) {
    std::string text;
    for (std::string const& source : entry.sources) text.append(text.empty() ? "" : ", ").append(source);
    return text;
}

void explain_entry(Page& page, Topic const& topic) {
    page.heading(topic.title + "  " + topic.name, topic.class_words());
    page.field("means", topic.means());
    page.field("when", topic.when());
    page.steps("do", topic.steps());
    if (topic.reason) page.field("who", topic.who());
    if (topic.reason) page.field("retry", report::retry_words(topic.retry()));
    if (topic.reason && topic.entry) page.field("reason", topic.reason->id + ": " + topic.reason->means);
    if (topic.entry) page.field("source", sources_of(*topic.entry));
}

/// "RCPT", "VRFY …" for several verbs, or the step in words.
std::string variant_place(Entry const& entry) {
    if (entry.verb.empty()) return entry.phase == "eod" ? "content" : entry.phase;
    std::size_t const blank = entry.verb.find(' ');
    return blank == std::string::npos ? entry.verb : entry.verb.substr(0, blank) + " …";
}

void explain_topic(Page& page, Topic const& topic) {
    explain_entry(page, topic);
    if (topic.variants.empty()) return;
    page.line();
    page.heading("By the step that was answered", "`whybounce explain ENTRY` tells more");
    for (Entry const* entry : topic.variants) page.field(variant_place(*entry), entry->means + " [" + entry->id + "]");
}

/// The lines of a pasted reply, or a line of a log, as evidence. Texts live in `scratch`.
Evidence evidence_of(std::string const& pasted, std::string& scratch) {
    if (pasted.find('\n') == std::string::npos) {
        auto const attempt = correlate::attempt_of(InterimFailure{ascii::trim(pasted)}, scratch);
        bool const quoted = attempt.code || attempt.enhanced || attempt.speaker == Speaker::remote;
        return {attempt.code, attempt.enhanced, attempt.text, attempt.step, attempt.verb,
            quoted ? Speaker::remote : Speaker::local, attempt.peer.host, {}};
    }
    Evidence evidence;
    std::string_view rest = pasted;
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

void show_grounds(Page& page, Diagnosis const& diagnosis) {
    page.field("because",
        fmt::format("tier {}, entry {}, confidence {:.2f}", report::tier_words(diagnosis.entry->tier),
            diagnosis.entry->id, diagnosis.confidence));
    for (Ground const& ground : diagnosis.because) page.field("", report::ground_words(ground));
}

void explain_reply(Page& page, Catalogue const& catalogue, std::string const& pasted) {
    std::string scratch;
    Evidence const evidence = evidence_of(pasted, scratch);
    Diagnosis const diagnosis = catalogue.diagnose(evidence);
    if (!evidence.code && !evidence.status && diagnosis.reason->id == "other.no-evidence")
        throw UsageError("neither a code, a reason nor words that the catalogue knows",
            "name a code, or paste the whole reply: `whybounce explain 550`");
    Entry const& entry = *diagnosis.entry;
    std::string title = evidence.code ? std::to_string(*evidence.code) : "";
    if (evidence.status) title += (title.empty() ? "" : " ") + to_string(*evidence.status);
    page.heading(title.empty() ? entry.name : title + "  " + entry.name,
        diagnosis.provider ? "said by " + *diagnosis.provider : "");
    page.field("means", entry.means.empty() ? diagnosis.reason->means : entry.means);
    page.field("when", entry.when);
    page.steps("do", report::steps(diagnosis));
    page.field("who", report::actor_words(diagnosis.actor));
    page.field("retry", report::retry_words(diagnosis));
    page.field("reason", diagnosis.reason->id + ": " + diagnosis.reason->means);
    if (diagnosis.list) page.field("list", report::escape(*diagnosis.list));
    show_grounds(page, diagnosis);
    page.field("source", sources_of(entry));
}

/// A code that is none must not be explained as if it were a reply.
void refuse_impossible_code(std::string const& text) {
    auto const status = grammar::parse_status_code(text);
    if (status && status->length == text.size())
        throw UsageError("the catalogue has nothing on the status `" + text + "`",
            "RFC 3463 knows the subjects 0 to 7; paste the whole reply to have its words judged");
    bool const digits = !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
    if (digits)
        throw UsageError("`" + text + "` is no SMTP reply code",
            "codes are 200 to 599; `whybounce codes` lists those with a meaning of their own");
}

} // namespace

ExitStatus run_explain(Arguments const& arguments) {
    OptionParser parser("whybounce explain [OPTIONS] CODE|REASON|REPLY...",
        "Explains a reply code, an enhanced status code, a reason, an entry of the catalogue, or a whole\npasted "
        "reply: what it means, when one sees it, what to do, who must act.",
        examples);
    add_colour_option(parser);
    add_catalogue_option(parser.options());
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    std::string text = joined(positional(*values));
    if ((text.empty() && !standard_input_is_terminal()) || text == "-") text = read_standard_input();
    if (ascii::trim(text).empty())
        throw UsageError("nothing to explain", "name a code, or paste a reply: `whybounce explain 550`");
    Catalogue const& catalogue = catalogue_for(*values);
    Page page = page_for(*values);
    std::string const word(ascii::trim(text));
    if (auto const topic = find_topic(catalogue, word))
        explain_topic(page, *topic);
    else {
        refuse_impossible_code(word);
        explain_reply(page, catalogue, text);
    }
    return page.print();
}

} // namespace whybounce::cli
