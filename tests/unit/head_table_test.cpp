#include "catalogue/head_table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

using namespace whybounce;

namespace {

/// Of every length that has a key of its own, and neighbours that begin alike.
std::vector<std::string> const texts{"&", "ip", "spf", "full", "fully", "mailbox", "mailbox ", "mailbox f",
    "mailbox is full", "mailbox is full!", "mailbox is full.", "mailbox is full of", "mailbox is full on",
    "recipient address rejected", "recipient address refused"};

HeadTable table_of_texts() {
    std::vector<HeadTable::Row> rows;
    for (std::size_t at = 0; at < texts.size(); ++at)
        rows.emplace_back(texts[at], HeadBits{}, static_cast<std::uint32_t>(at), std::uint16_t{0});
    return HeadTable(rows);
}

/// The texts of the table that stand at the beginning, sorted.
std::vector<std::string> found_in(HeadTable const& table, std::string const& text) {
    std::string const padded = text + std::string(HeadTable::reach, '\0');
    std::vector<std::string> found;
    table.visit(padded.data(), {}, [&](HeadTable::Row const& row) {
        if (row.stands_in(text)) found.push_back(texts[row.number]);
    });
    std::ranges::sort(found);
    return found;
}

} // namespace

TEST_CASE("A table of heads finds what a text begins with, of any length", "[catalogue][heads]") {
    HeadTable const table = table_of_texts();
    std::vector<std::string> asked = texts;
    for (auto const* other : {"", "x", "i", "fu", "ful", "mail", "mailbox is ful", "mailbox is full on sunday",
             "recipient address", "recipient address ref", "recipients address rejected", "ipso facto",
             "mailbox\xA0is full!", "mailbox is ful\xEC"})
        asked.emplace_back(other);
    std::string const text = GENERATE_COPY(from_range(asked));
    CAPTURE(text);
    std::vector<std::string> expected;
    for (std::string const& one : texts)
        if (text.starts_with(one)) expected.push_back(one);
    std::ranges::sort(expected);
    CHECK(found_in(table, text) == expected);
}

TEST_CASE("A table of heads passes over what the rest of the text cannot complete", "[catalogue][heads]") {
    HeadBits needs = HeadBits::of(TextHead("mailbox"));
    needs.add(HeadBits::of(TextHead("quota")));
    std::string const opening = "mailbox";
    HeadTable const table({{opening, needs, 0, 0}});
    std::string const at = "mailbox" + std::string(HeadTable::reach, '\0');
    HeadBits has = HeadBits::of(TextHead("mailbox"));
    int visits = 0;
    auto const count = [&](HeadTable::Row const&) { ++visits; };
    table.visit(at.data(), {{}, has}, count);
    CHECK(visits == 0);
    has.insert(TextHead::at("quotas are "));
    table.visit(at.data(), {{}, has}, count);
    CHECK(visits == 1);
}

TEST_CASE("An empty table of heads finds nothing", "[catalogue][heads]") {
    CHECK(found_in(HeadTable(), "mailbox").empty());
}
