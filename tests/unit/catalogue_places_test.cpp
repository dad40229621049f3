#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

/// Places such as `{ip|the sending IP}` in the words of an entry.
namespace {

using namespace whybounce;

Catalogue catalogue_with(std::string_view entry) {
    std::vector<std::pair<std::string, std::string_view>> const own{{"mine.cat", entry}};
    auto catalogue = Catalogue::with(own);
    REQUIRE(catalogue);
    return *std::move(catalogue);
}

/// Reading the built-in catalogue takes a while: once for all cases.
Catalogue const& places() {
    static Catalogue const catalogue = catalogue_with(
        "id: mine\nname: Mine\ntext: odd words\nreason: identity.no-ptr\n"
        "means: {ip|the IP}; {host|the host}; {address|the address}; {domain|the domain}; {url|the page}; {wait|a "
        "while}.\nwhen: It is {ip|the IP}.\ndo: Look at {ip|the IP}.\n");
    return catalogue;
}

Diagnosis diagnose(std::string_view text) {
    Evidence evidence;
    evidence.code = 450;
    evidence.text = text;
    Diagnosis diagnosis = places().diagnose(evidence);
    REQUIRE(diagnosis.entry->id == "mine");
    return diagnosis;
}

} // namespace

TEST_CASE("Places in the words of an entry name what the reply names", "[catalogue][places]") {
    struct Case {
        std::string name, text, means;
    };
    auto const c = GENERATE(values<Case>({
        {"nothing", "odd words", "the IP; the host; the address; the domain; the page; a while."},
        {"all by themselves",
            "odd words of <a@example.com> from mx.example.org [192.0.2.9], see https://example.net/help, try again in "
            "300 seconds",
            "192.0.2.9; mx.example.org; a@example.com; example.com; https://example.net/help; 5 minutes."},
        {"an IP as a parameter", "odd words: https://example.net/?ip=192.0.2.1",
            "192.0.2.1; the host; the address; the domain; https://example.net/?ip=192.0.2.1; a while."},
        {"an IP in the path", "odd words: https://example.net/query/ip/192.0.2.1.",
            "192.0.2.1; the host; the address; the domain; https://example.net/query/ip/192.0.2.1; a while."},
        {"an IPv6 address, escaped", "odd words: https://example.net/?ip=2001%3Adb8%3A%3A25&x=1",
            "2001:db8::25; the host; the address; the domain; https://example.net/?ip=2001%3Adb8%3A%3A25&x=1; a "
            "while."},
        {"an IP that stands alone outranks it", "odd words https://example.net/192.0.2.1 for 192.0.2.2",
            "192.0.2.2; the host; the address; the domain; https://example.net/192.0.2.1; a while."},
        {"the second URL names it", "odd words https://example.net/help https://example.net/192.0.2.1",
            "192.0.2.1; the host; the address; the domain; https://example.net/help; a while."},
        {"the host of a URL is not whom it is about", "odd words https://192.0.2.7/help",
            "the IP; the host; the address; the domain; https://192.0.2.7/help; a while."},
        {"parameters of SPF's page", "odd words http://example.net/why?s=mfrom;id=info%40example.org;ip=192.0.2.1;r=x",
            "192.0.2.1; the host; info@example.org; example.org; "
            "http://example.net/why?s=mfrom;id=info%40example.org;ip=192.0.2.1;r=x; a while."},
        {"the same without a page", "odd words s=mfrom;id=info@example.org;ip=192.0.2.1;r=x",
            "192.0.2.1; the host; info@example.org; example.org; the page; a while."},
        {"an address with a mark of its own", "odd words for prvs=4711=info@example.org",
            "the IP; the host; prvs=4711=info@example.org; example.org; the page; a while."},
        {"a domain as a parameter", "odd words https://example.net/lookup?domain=example.org",
            "the IP; the host; the address; example.org; https://example.net/lookup?domain=example.org; a while."},
        {"a domain in the path", "odd words https://example.net/query/domain/example.org",
            "the IP; the host; the address; example.org; https://example.net/query/domain/example.org; a while."},
        {"a file is no domain", "odd words https://example.net/lookup/page.html",
            "the IP; the host; the address; the domain; https://example.net/lookup/page.html; a while."},
        {"whom to ask is not whom it is about", "odd words mailto:postmaster@example.net",
            "the IP; the host; the address; the domain; mailto:postmaster@example.net; a while."},
        {"what a list answered is no sender", "odd words 192.0.2.1 127.0.0.2",
            "192.0.2.1; the host; the address; the domain; the page; a while."},
        {"not even before it", "odd words 127.0.0.2 192.0.2.1",
            "192.0.2.1; the host; the address; the domain; the page; a while."},
        {"a lone percent sign", "odd words https://example.net/%/%4/%zz/%00/192.0.2.1%",
            "the IP; the host; the address; the domain; https://example.net/%/%4/%zz/%00/192.0.2.1%; a while."},
    }));
    CAPTURE(c.name);
    CHECK(diagnose(c.text).means == c.means);
}

TEST_CASE("All that is shown of an entry is filled, and without a reply has its own words", "[catalogue][places]") {
    Diagnosis const diagnosis = diagnose("odd words from 192.0.2.1");
    CHECK(diagnosis.when == "It is 192.0.2.1.");
    CHECK(diagnosis.steps == std::vector<std::string>{"Look at 192.0.2.1."});
    Entry const& entry = *diagnosis.entry;
    CHECK(entry.means == "the IP; the host; the address; the domain; the page; a while.");
    CHECK(entry.when == "It is the IP.");
    CHECK(entry.steps == std::vector<std::string>{"Look at the IP."});
    CHECK(entry.when_pattern == "It is {ip|the IP}.");
}

TEST_CASE("What has no places is not copied into the diagnosis", "[catalogue][places]") {
    Catalogue const catalogue = catalogue_with(
        "id: mine\nname: Mine\ntext: odd words\nreason: identity.no-ptr\nmeans: It is so.\ndo: Do it.\n");
    Evidence evidence;
    evidence.text = "odd words";
    Diagnosis const diagnosis = catalogue.diagnose(evidence);
    REQUIRE(diagnosis.entry->id == "mine");
    CHECK(diagnosis.means.empty());
    CHECK(diagnosis.steps.empty());
}
