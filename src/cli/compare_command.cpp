#include "cli/command.hpp"
#include "cli/page.hpp"
#include "cli/topic.hpp"
#include "report/style.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::string_view examples = "  whybounce compare 235 550                      a success and a refusal\n"
                                      "  whybounce compare 450 550                      try later, or not at all\n"
                                      "  whybounce compare 5.1.1 5.2.1                  enhanced status codes\n"
                                      "  whybounce compare recipient.unknown recipient.disabled\n";
constexpr std::size_t label_width = 9;

Topic require_topic(std::string const& word) {
    auto topic = find_topic(Catalogue::built_in(), word);
    if (!topic)
        throw UsageError(
            "`" + word + "` is no code, status, reason or entry", "`whybounce codes --search WORD` finds them");
    return *std::move(topic);
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines(1);
    for (char const c : text) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    return lines;
}

/// One row of the two columns; either side is wrapped in its own width.
void row(Page& page, std::string_view label, std::string_view left, std::string_view right) {
    std::size_t const column = (page.width() - label_width - 4) / 2;
    auto const a = lines_of(report::wrap(left, 0, column));
    auto const b = lines_of(report::wrap(right, 0, column));
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        std::string const head = page.style().paint(report::Role::faint, report::pad(i == 0 ? label : "", label_width));
        std::string line =
            fmt::format("{}{}  {}", head, report::pad(i < a.size() ? a[i] : "", column), i < b.size() ? b[i] : "");
        line.erase(line.find_last_not_of(' ') + 1);
        page.line(line);
    }
    page.line();
}

std::string numbered(std::vector<std::string> const& steps) {
    if (steps.size() == 1) return steps.front();
    std::string text;
    for (std::size_t i = 0; i < steps.size(); ++i) text += fmt::format("{}{}. {}", i == 0 ? "" : "\n", i + 1, steps[i]);
    return text;
}

std::string retry_of(Topic const& topic) {
    return topic.reason ? report::retry_words(topic.retry()) : "there is nothing to retry";
}

std::string places_of(Topic const& topic) {
    std::string places;
    for (Entry const* entry : topic.variants) {
        std::string const& place = entry->verb.empty() ? entry->phase : entry->verb;
        if (places.find(place) == std::string::npos) places += (places.empty() ? "" : ", ") + place;
    }
    return places;
}

/// What one of them says that the other does not.
void differences(Page& page, Topic const& a, Topic const& b) {
    page.heading("Key differences");
    auto const point = [&](std::string const& text) { page.line("  - " + report::wrap(text, 4, page.width())); };
    if (a.code_class() != b.code_class())
        point(fmt::format("{} is a {}, {} a {}.", a.title, a.class_words(), b.title, b.class_words()));
    if (a.code_class() == b.code_class() && a.code_class() != 0)
        point(fmt::format("Both are a {}: what differs is the cause, not the class.", a.class_words()));
    if (a.reason != b.reason && a.reason && b.reason)
        point(fmt::format(
            "Cause: {} ({}) against {} ({}).", a.reason->id, a.reason->means, b.reason->id, b.reason->means));
    if (a.who() != b.who()) point(fmt::format("Who acts: for {} {}; for {} {}.", a.title, a.who(), b.title, b.who()));
    if (retry_of(a) != retry_of(b))
        point(fmt::format("Retry: {}: {}; {}: {}.", a.title, retry_of(a), b.title, retry_of(b)));
    std::string const here = places_of(a), there = places_of(b);
    if (here != there && !here.empty() && !there.empty())
        point(fmt::format("Steps with a meaning of their own: {} has {}; {} has {}.", a.title, here, b.title, there));
    page.line();
}

void expectations(Page& page, Topic const& a, Topic const& b) {
    page.heading("Which to expect when");
    for (Topic const* topic : {&a, &b}) page.field(topic->title, topic->when());
}

} // namespace

ExitStatus run_compare(Arguments const& arguments) {
    OptionParser parser("whybounce compare [OPTIONS] A B",
        "Two codes, statuses or reasons side by side: class, meaning, when, fix, who, and how they differ.", examples);
    add_colour_option(parser);
    auto const values = parser.parse(arguments);
    if (!values) return ExitStatus::fine;
    auto const words = positional(*values);
    if (words.size() != 2) throw UsageError("compare takes two codes", "write `whybounce compare 235 550`");
    Topic const a = require_topic(words[0]), b = require_topic(words[1]);
    Page page = page_for(*values);
    page.heading(fmt::format("{} and {}", a.title, b.title));
    page.line();
    row(page, "", fmt::format("{}  {}", a.title, a.name), fmt::format("{}  {}", b.title, b.name));
    row(page, "class", a.class_words(), b.class_words());
    row(page, "means", a.means(), b.means());
    row(page, "when", a.when(), b.when());
    row(page, "fix", numbered(a.steps()), numbered(b.steps()));
    row(page, "who", a.who(), b.who());
    row(page, "retry", retry_of(a), retry_of(b));
    differences(page, a, b);
    expectations(page, a, b);
    return page.print();
}

} // namespace whybounce::cli
