#include "catalogue/examples.hpp"
#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

/// The generic tests of every entry: docs/catalogue.md, "What the tests demand of every entry".
namespace {

using namespace whybounce;

/// Catch2 shows what is captured: which example of which entry another one decides.
void check_examples(Catalogue const& catalogue, Entry const& entry) {
    for (ExampleFault const& fault : example_faults(catalogue, entry)) {
        CAPTURE(entry.file, entry.line, std::string(fault.example), fault.near_miss);
        CHECK(fault.decided_by == (fault.near_miss ? "another entry than " + entry.id : entry.id));
    }
}

/// "2026-11" as a number of months.
int months(std::string_view date) {
    return std::stoi(std::string(date.substr(0, 4))) * 12 + std::stoi(std::string(date.substr(5)));
}

} // namespace

TEST_CASE("Each example is decided by its own entry, each near-miss is not", "[catalogue]") {
    Catalogue const& catalogue = Catalogue::built_in();
    CHECK(catalogue.entries().size() > 1000);
    for (Entry const& entry : catalogue.entries()) check_examples(catalogue, entry);
}

TEST_CASE("Each speaker is recognised by its example, and not by its near-miss", "[catalogue]") {
    Catalogue const& catalogue = Catalogue::built_in();
    CHECK(catalogue.speakers().size() > 100);
    for (Entry const& speaker : catalogue.speakers()) check_examples(catalogue, speaker);
}

TEST_CASE("An example that another entry decides is found", "[catalogue]") {
    std::string_view const text = "id: mine\nname: Mine\ntext: no such room\nreason: recipient.unknown\n"
                                  "example: 550 no such house\nnear-miss: 550 no such room\n";
    std::vector<std::pair<std::string, std::string_view>> const own{{"mine.cat", text}};
    auto catalogue = Catalogue::with(own);
    REQUIRE(catalogue);
    auto const faults = example_faults(*catalogue, *catalogue->entry("mine"));
    REQUIRE(faults.size() == 2);
    CHECK_FALSE(faults[0].near_miss);
    CHECK(faults[0].decided_by != "mine");
    CHECK(faults[1].near_miss);
    CHECK(faults[1].decided_by == "mine");
}

TEST_CASE("Every entry is complete", "[catalogue]") {
    for (Entry const& entry : Catalogue::built_in().entries()) {
        CAPTURE(entry.file, entry.line, entry.id);
        CHECK_FALSE(entry.name.empty());
        CHECK(entry.name.size() <= 60);
        CHECK_FALSE(entry.means.empty());
        CHECK_FALSE(entry.steps.empty());
        CHECK_FALSE(entry.sources.empty());
        CHECK_FALSE(entry.examples.empty());
        bool const catch_all = entry.id == "nothing-known";
        CHECK((catch_all || !entry.near_misses.empty()));
        CHECK(entry.checked.size() == 7);
        CHECK(entry.checked <= Catalogue::built_in().month());
        if (months(Catalogue::built_in().month()) - months(entry.checked) > 24)
            WARN("checked more than two years ago: " << entry.id);
    }
}

TEST_CASE("Every reason of the closed list is there and complete", "[catalogue]") {
    std::set<std::string_view> groups;
    for (Reason const& reason : Catalogue::built_in().reasons()) {
        CAPTURE(reason.id);
        groups.insert(reason.group());
        CHECK_FALSE(reason.name.empty());
        CHECK_FALSE(reason.means.empty());
        CHECK_FALSE(reason.steps.empty());
        CHECK_FALSE(reason.actor.empty());
        CHECK_FALSE(reason.verdict.empty());
        CHECK_FALSE(reason.retry.empty());
        CHECK_FALSE(reason.sisimai.empty());
    }
    CHECK(Catalogue::built_in().reasons().size() == 102);
    CHECK(groups.size() == 16);
}

TEST_CASE("Every reply code of the RFCs and every registered status code has an entry", "[catalogue]") {
    Catalogue const& catalogue = Catalogue::built_in();
    for (int const code : {211, 214, 220, 221, 235, 250, 251, 252, 253, 334, 353, 354, 355, 421, 422, 430, 432, 450,
             451, 452, 453, 454, 455, 458, 459, 500, 501, 502, 503, 504, 521, 523, 524, 525, 530, 533, 534, 535, 538,
             550, 551, 552, 553, 554, 555, 556}) {
        CAPTURE(code);
        auto const entries = catalogue.entries_for(static_cast<std::uint16_t>(code), std::nullopt);
        auto const named = [&](Entry const* entry) {
            return entry->tier == Tier::reply && entry->reply.find(std::to_string(code)) != std::string::npos;
        };
        CHECK(std::ranges::any_of(entries, named));
    }
    std::map<int, int> const last_detail{{0, 0}, {1, 10}, {2, 4}, {3, 6}, {4, 7}, {5, 6}, {6, 10}, {7, 30}};
    for (auto const& [subject, last] : last_detail)
        for (int detail = 0; detail <= last; ++detail) {
            CAPTURE(subject, detail);
            EnhancedStatusCode const status{5, static_cast<std::uint16_t>(subject), static_cast<std::uint16_t>(detail)};
            std::string const written = "X." + std::to_string(subject) + "." + std::to_string(detail);
            auto const entries = catalogue.entries_for(std::nullopt, status);
            CHECK(std::ranges::any_of(entries, [&](Entry const* entry) { return entry->status == written; }));
        }
}

TEST_CASE("A catalogue file with a fault is refused with place and next step", "[catalogue]") {
    struct Case {
        std::string_view name, text, what;
        std::size_t line, column;
    };
    auto const c = GENERATE(values<Case>({
        {"no key", "id: a\nnonsense\n", "neither `key: value` nor a continuation", 2, 1},
        {"unknown key", "id: a\nreason: other.code-only\ncolour: red\n", "unknown key `colour`", 3, 1},
        {"unknown reason", "id: a\nreason: no.such\n", "unknown reason `no.such`", 2, 9},
        {"bad code", "id: a\nreason: other.code-only\nreply: 55\n", "`55` is no value of `reply`", 3, 8},
        {"bad status", "id: a\nreason: other.code-only\nstatus:  5.1\n", "`5.1` is no value of `status`", 3, 10},
        {"bad phase", "id: a\nreason: other.code-only\nphase: dot\n", "`dot` is no value of `phase`", 3, 8},
        {"bad actor", "id: a\nreason: other.code-only\nwho: me\n", "`me` is no value of `who`", 3, 6},
        {"no id", "reason: other.code-only\n", "no `id`", 1, 1},
        {"continues nothing", " text\n", "continues nothing", 1, 1},
    }));
    CAPTURE(c.name);
    std::string_view const reason = "id: other.code-only\nwho: nobody\nverdict: by-code\nretry: by-code\n";
    std::vector<std::pair<std::string, std::string_view>> const files{
        {"00-reason/other.cat", reason}, {"mine.cat", c.text}};
    auto const parsed = Catalogue::parse(files);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().what.find(c.what) != std::string::npos);
    CHECK(parsed.error().file == "mine.cat");
    CHECK(parsed.error().line == c.line);
    CHECK(parsed.error().column == c.column);
}

TEST_CASE("The part that explains codes says of each what the whole catalogue says", "[catalogue]") {
    Catalogue const &whole = Catalogue::built_in(), &part = Catalogue::of_codes();
    auto const ids = [](std::vector<Entry const*> const& entries) {
        std::vector<std::string> names;
        for (Entry const* const entry : entries) names.push_back(entry->id);
        return names;
    };
    for (std::uint16_t code = 200; code < 600; ++code) {
        INFO(code);
        CHECK(ids(part.entries_for(code, {})) == ids(whole.entries_for(code, {})));
    }
    auto const statuses = [&](Catalogue const& catalogue, EnhancedStatusCode status) {
        auto entries = catalogue.entries_for({}, status);
        std::erase_if(entries, [](Entry const* entry) { return entry->tier != Tier::status; });
        return ids(entries);
    };
    for (std::uint16_t subject = 0; subject < 9; ++subject)
        for (std::uint16_t detail = 0; detail < 40; ++detail)
            CHECK(statuses(part, {5, subject, detail}) == statuses(whole, {5, subject, detail}));
    CHECK(part.reasons().size() == whole.reasons().size());
    CHECK(part.entries().size() < whole.entries().size() / 2);
    CHECK(Catalogue::built_in_month() == whole.month());
}
