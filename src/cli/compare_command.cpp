#include "cli/command.hpp"
#include "cli/explain_page.hpp"
#include "cli/mark.hpp"
#include "cli/own_catalogue.hpp"
#include "cli/page.hpp"
#include "cli/page_json.hpp"
#include "cli/question.hpp"
#include "cli/topic.hpp"
#include "report/peer_label.hpp"
#include "report/words.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/lint.hpp"

namespace whybounce::cli {
namespace {

constexpr std::string_view examples = "  whybounce compare 235 550                      a success and a refusal\n"
                                      "  whybounce compare 450 550                      try later, or not at all\n"
                                      "  whybounce compare 5.1.1 5.2.1                  enhanced status codes\n"
                                      "  whybounce compare recipient.unknown recipient.disabled\n"
                                      "  whybounce compare S3150 TSS04                  marks of providers\n";

Topic require_topic(po::variables_map const& values, std::string const& word) {
    bool const own = !catalogue_files(values).empty();
    if (auto topic = own ? find_topic(catalogue_for(values), word) : find_topic(word)) return *std::move(topic);
    Catalogue const& catalogue = catalogue_for(values);
    if (auto topic = find_meant(catalogue, word)) return *std::move(topic);
    if (auto topic = find_mark(catalogue, word)) return *std::move(topic);
    if (find_lint_row(plain_word(word)))
        throw UsageError("`" + word + "` is a finding of `whybounce lint`, and compare takes none",
            "`whybounce explain " + word +
                "` tells what it means; compare takes codes, statuses, reasons, entries and marks");
    refuse_speaker(catalogue, word);
    refuse_near_topic(catalogue, word);
    throw UsageError("`" + word + "` is no code, status, reason, entry or mark of a provider",
        "`whybounce codes --search WORD` finds them");
}

/// Two topics in one language.
class ComparisonPage {
public:
    ComparisonPage(Language const& in, Topic const& left, Topic const& right, std::string const& peer)
        : in_(in), left_(left), right_(right), peer_(peer), left_words_(left.words(in)), right_words_(right.words(in)) {
    }

    report::Document make() const {
        report::Document page;
        page.title = in_.say("compare.heading", {{"left", left_.title}, {"right", right_.title}});
        page.blocks = {report::Heading{page.title, {}}, report::Gap{}};
        auto const add = [&](std::vector<report::Block> blocks) {
            std::ranges::move(blocks, std::back_inserter(page.blocks));
        };
        if (is_same())
            add(once());
        else if (said_by_one())
            for (auto const& part : {shared(), compared()}) add(part);
        else
            for (auto const& part : {compared(), expected()}) add(part);
        return page;
    }

private:
    bool is_same() const { return ascii::to_lower(left_.title) == ascii::to_lower(right_.title); }
    /// What an entry says of several codes it says of all of them.
    bool said_by_one() const { return left_.entry && left_.entry == right_.entry; }

    /// Whatever is asked for twice.
    std::vector<report::Block> once() const {
        std::vector<report::Block> blocks{report::Points{{in_.say("compare.same")}}, report::Gap{}};
        std::ranges::move(topic_page(in_, left_, peer_).blocks, std::back_inserter(blocks));
        return blocks;
    }

    std::vector<report::Block> shared() const {
        std::vector<report::Block> blocks{report::Labelled{in_.say("label.means"), left_words_.means},
            report::Labelled{in_.say("label.when"), left_words_.when},
            report::StepList{in_.say("label.do"), left_words_.steps}};
        if (!left_words_.original.empty())
            blocks.push_back(report::Quotation{in_.say("label.original"),
                in_.say("original", {{"entry", left_.entry->id}, {"text", left_words_.original}})});
        blocks.push_back(report::Gap{});
        return blocks;
    }

    std::vector<report::Block> compared() const {
        return {table(), report::Heading{in_.say("compare.differences"), {}}, report::Points{differences()}};
    }

    std::vector<report::Block> expected() const {
        return {report::Gap{}, report::Heading{in_.say("compare.when"), {}},
            report::Labelled{left_.title, left_words_.when}, report::Labelled{right_.title, right_words_.when}};
    }

    /// What both say alike stands before it.
    report::Comparison table() const {
        report::Comparison table{heading(left_, left_words_), heading(right_, right_words_), {}};
        auto const row = [&](std::string_view label, std::string left, std::string right) {
            table.rows.push_back({in_.say("label." + std::string(label)), {std::move(left)}, {std::move(right)}});
        };
        row("class", left_.class_words(in_), right_.class_words(in_));
        if (!said_by_one()) {
            row("means", left_words_.means, right_words_.means);
            row("when", left_words_.when, right_words_.when);
            table.rows.push_back({in_.say("label.fix"), left_words_.steps, right_words_.steps});
            if (!left_words_.original.empty() || !right_words_.original.empty())
                row("original", left_words_.original, right_words_.original);
        }
        std::vector<std::string> const left_uses = use_words(in_, left_), right_uses = use_words(in_, right_);
        if (!left_uses.empty() || !right_uses.empty())
            table.rows.push_back({in_.say("label.uses"), left_uses, right_uses});
        row("who", left_.who(in_), right_.who(in_));
        row("retry", left_.retry_words(in_), right_.retry_words(in_));
        if (!peer_.empty()) table.rows.push_back({peer_, {label_of(left_)}, {label_of(right_)}});
        return table;
    }

    std::string label_of(Topic const& topic) const {
        return topic.reason ? report::peer_label(in_, peer_, topic.entry, *topic.reason) : "-";
    }

    std::string heading(Topic const& topic, report::Explanation const& words) const {
        return in_.say("explain.heading", {{"topic", topic.title}, {"name", words.name}});
    }

    /// A sentence with both titles, and what is said of each.
    std::string both(std::string_view key, std::string const& left, std::string const& right) const {
        std::string const what(key.substr(key.find('.') + 1));
        std::string const left_name = "left-" + what, right_name = "right-" + what;
        return in_.say(key, {{"left", left_.title}, {"right", right_.title}, {left_name, left}, {right_name, right}});
    }

    void class_difference(std::vector<std::string>& points) const {
        std::string const left = left_.class_words(in_), right = right_.class_words(in_);
        if (left != right)
            points.push_back(both("compare.class", left, right));
        else if (left_.code_class() != 0)
            points.push_back(in_.say("compare.same-class", {{"class", left}}));
    }

    void cause_difference(std::vector<std::string>& points) const {
        if (!left_.reason || !right_.reason) return;
        if (left_.reason == right_.reason)
            return points.push_back(in_.say("compare.same-cause", {{"reason", left_.reason->id}}));
        points.push_back(in_.say("compare.cause",
            {{"left-reason", left_.reason->id}, {"left-means", report::explanation(in_, nullptr, left_.reason).means},
                {"right-reason", right_.reason->id},
                {"right-means", report::explanation(in_, nullptr, right_.reason).means}}));
    }

    /// What one of them says that the other does not.
    std::vector<std::string> differences() const {
        std::vector<std::string> points;
        class_difference(points);
        cause_difference(points);
        auto const unless_same = [&](std::string_view key, std::string const& left, std::string const& right) {
            if (left != right && !left.empty() && !right.empty()) points.push_back(both(key, left, right));
        };
        unless_same("compare.who", left_.who(in_), right_.who(in_));
        unless_same("compare.retry", left_.retry_words(in_), right_.retry_words(in_));
        unless_same("compare.verdict", left_.verdict_words(in_), right_.verdict_words(in_));
        unless_same("compare.steps", places_of(left_), places_of(right_));
        return points;
    }

    std::string places_of(Topic const& topic) const {
        std::vector<std::string> places;
        for (Entry const* entry : topic.variants) {
            std::string const& place = entry->verb.empty() ? entry->phase : entry->verb;
            if (std::ranges::find(places, place) == places.end()) places.push_back(place);
        }
        return report::list_of(in_, places);
    }

    Language const& in_;
    Topic const& left_;
    Topic const& right_;
    std::string const& peer_;
    report::Explanation left_words_, right_words_;
};

void put_comparison(report::JsonWriter& json, Topic const& left, Topic const& right) {
    put_topic(json, "left", left);
    put_topic(json, "right", right);
    json.key("same");
    json.open_object();
    json.field("class", left.code_class() == right.code_class());
    json.field("reason", left.reason == right.reason);
    json.field("actor", left.actor() == right.actor());
    json.field("verdict", left.verdict() == right.verdict());
    json.field("retry", left.retry() == right.retry());
    json.close_object();
}

} // namespace

ExitStatus run_compare(Arguments const& arguments) {
    OptionParser parser("whybounce compare [OPTIONS] A B",
        "Two codes, statuses, reasons, entries or marks side by side: class, meaning, when, fix, who, and how\n"
        "they differ.",
        examples);
    add_page_options(parser);
    add_catalogue_option(parser.options());
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    PageOptions const options = page_options(*values);
    auto const words = positional(*values);
    if (words.size() != 2) throw UsageError("compare takes two codes", "write `whybounce compare 235 550`");
    Topic const left = require_topic(*values, words[0]), right = require_topic(*values, words[1]);
    return print_page(
        options, [&](Language const& in) { return ComparisonPage(in, left, right, options.peer).make(); },
        [&](report::JsonWriter& json) { put_comparison(json, left, right); });
}

} // namespace whybounce::cli
