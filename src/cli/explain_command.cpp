#include "cli/command.hpp"
#include "cli/explain_page.hpp"
#include "cli/mark.hpp"
#include "cli/nearest.hpp"
#include "cli/own_catalogue.hpp"
#include "cli/page.hpp"
#include "cli/page_json.hpp"
#include "cli/pasted_parts.hpp"
#include "cli/question.hpp"
#include "cli/terminal.hpp"
#include "cli/whole_text.hpp"
#include "grammars/parse.hpp"
#include "input/magic.hpp"
#include "input/text_shape.hpp"
#include "language/languages.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/lint.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::string_view examples =
    "  whybounce explain 550                          a reply code\n"
    "  whybounce explain 5.7.26                       an enhanced status code\n"
    "  whybounce explain recipient.mailbox-full       a reason\n"
    "  whybounce explain SQ03                         a finding of `whybounce lint`\n"
    "  whybounce explain \"550-5.1.1 The email account that you tried to reach does not exist\"\n"
    "  whybounce explain < reply.txt                  a reply of several lines\n";

/// "550 5.1.1 no": more than a code.
bool is_whole_reply(std::string const& argument) {
    auto const reply = grammar::parse_reply_line(ascii::trim(argument));
    return reply && !reply->text.empty();
}

/// The words of one text; arguments that are whole replies are lines of their own.
std::string joined(std::vector<std::string> const& words) {
    std::string_view const between = std::ranges::all_of(words, is_whole_reply) ? "\n" : " ";
    std::string text;
    for (std::string const& word : words) text.append(text.empty() ? "" : between).append(word);
    return text;
}

/// A code with its status is one question, other codes and reasons side by side are not.
void refuse_several(std::vector<std::string> const& words) {
    if (words.size() < 2) return;
    std::vector<Topic> topics;
    for (std::string const& word : words) {
        auto topic = find_topic(plain_word(word));
        if (!topic) return;
        topics.push_back(*std::move(topic));
    }
    if (words.size() == 2 && topics[0].code && topics[1].status) return;
    std::string const hint =
        "`whybounce compare " + topics[0].title + " " + topics[1].title + "` tells how they differ";
    throw UsageError("`explain` explains one thing at a time", words.size() == 2 ? hint : "ask for each by itself");
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

ExitStatus explain(PageOptions const& options, Topic const& topic) {
    return print_page(
        options, [&](Language const& in) { return topic_page(in, topic, options.peer); },
        [&](report::JsonWriter& json) { put_topic(json, "topic", topic); });
}

ExitStatus explain(PageOptions const& options, Reading const& reading) {
    return print_page(
        options, [&](Language const& in) { return reading_page(in, reading, options.peer); },
        [&](report::JsonWriter& json) { put_reading(json, reading); });
}

ExitStatus explain(PageOptions const& options, LintRow const& finding) {
    return print_page(
        options, [&](Language const& in) { return finding_page(in, finding); },
        [&](report::JsonWriter& json) { put_finding(json, finding); });
}

/// Two or three letters and a number: meant as the id of a finding. Throws, with the id that is nearest.
void refuse_unknown_finding(std::string const& text) {
    std::size_t const letters = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    if (letters == std::string::npos || letters < 2 || letters > 3 || text.size() > letters + 3) return;
    if (text.find_first_not_of("0123456789", letters) != std::string::npos) return;
    std::vector<std::string> ids;
    for (LintRow const& row : lint_rows()) ids.emplace_back(row.id);
    std::string const near = nearest(ascii::to_upper(text), ids);
    throw UsageError("there is no finding and no provider's mark `" + text + "`",
        (near.empty() ? "" : "did you mean `" + near + "`? ") +
            std::string("`whybounce codes lint` lists the findings, `whybounce codes --search WORD` finds marks"));
}

/// One word is meant as a name; words that are not known are told as such on their page.
Reading read_known(Catalogue const& catalogue, std::string const& text) {
    Reading reading = read_pasted(catalogue, text);
    if (!reading.is_known() && ascii::trim(text).find_first_of(" \t\r\n") == std::string_view::npos)
        throw UsageError("neither a code, a reason nor words that the catalogue knows",
            "name a code, or paste the whole reply: `whybounce explain 550`; "
            "`whybounce codes --search WORD` looks for a word");
    return reading;
}

/// Standard input that holds nothing to explain is told as `report` tells it.
bool is_text(std::string const& text) {
    std::string_view const head = std::string_view(text).substr(0, input::head_size);
    bool const empty = ascii::trim(text).empty();
    bool const binary = input::binary_problem(head) || input::wrapping_of(head) != input::Wrapping::none;
    if (empty) complain("standard input is empty", "name a code, or paste a reply: `whybounce explain 550`");
    if (binary) complain("standard input is no text", "paste a reply, a log line or a session");
    return !empty && !binary;
}

/// Of the arguments, or of standard input. nullopt: that one holds nothing to explain, which was told.
std::optional<std::string> asked_text(std::vector<std::string> const& words) {
    bool const piped = words.empty() && !standard_input_is_terminal();
    if (piped || (words.size() == 1 && words.front() == "-")) {
        std::string text =
            read_whole("-", "`explain` takes one reply or log line; `whybounce report -` reads logs of any size");
        return is_text(text) ? std::optional(std::move(text)) : std::nullopt;
    }
    refuse_several(words);
    return joined(words);
}

} // namespace

ExitStatus run_explain(Arguments const& arguments) {
    OptionParser parser("whybounce explain [OPTIONS] CODE|REASON|FINDING|REPLY...",
        "Explains a reply code, an enhanced status code, a reason, a finding of `lint`, an entry of the\n"
        "catalogue, or a whole pasted reply or log line: what it means, when one sees it, what to do,\n"
        "who must act.",
        examples);
    add_page_options(parser);
    add_catalogue_option(parser.options());
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    PageOptions const options = page_options(*values);
    auto text = asked_text(positional(*values));
    if (!text) return ExitStatus::unrecognised;
    if (auto shown = shown_on_page(*text)) text = std::move(shown);
    std::string const word(ascii::trim(*text));
    if (word.empty()) throw UsageError("nothing to explain", "name a code, or paste a reply: `whybounce explain 550`");
    if (LintRow const* const finding = find_lint_row(word)) return explain(options, *finding);
    bool const own = values->count("catalogue") > 0;
    if (auto const topic = own ? find_topic(catalogue_for(*values), word) : find_topic(word))
        return explain(options, *topic);
    refuse_impossible_code(word);
    std::string const plain = plain_word(word);
    if (LintRow const* const finding = find_lint_row(plain)) return explain(options, *finding);
    Catalogue const& catalogue = catalogue_for(*values);
    if (auto const topic = find_meant(catalogue, word)) return explain(options, *topic);
    if (auto const topic = find_mark(catalogue, word)) return explain(options, *topic);
    refuse_speaker(catalogue, word);
    refuse_unknown_finding(plain);
    refuse_near_topic(catalogue, word);
    return explain(options, read_known(catalogue, plain.find(' ') == std::string::npos ? *text : plain));
}

} // namespace whybounce::cli
