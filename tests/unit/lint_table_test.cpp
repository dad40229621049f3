#include "lint/rules.hpp"
#include "lint_cases.hpp"
#include "program.hpp"
#include "whybounce/lint.hpp"

#include <map>
#include <set>

using namespace whybounce;
using namespace whybounce::test;

namespace {

std::map<std::string_view, std::size_t> const family_sizes{{"TL", 12}, {"AU", 10}, {"SQ", 16}, {"PI", 3}, {"RP", 9},
    {"EN", 5}, {"SY", 8}, {"UT", 2}, {"SZ", 4}, {"DT", 7}, {"LM", 3}, {"IN", 4}, {"RT", 3}, {"TR", 2}};

LintCases all_cases() {
    LintCases all;
    for (auto const table : {tls_cases, auth_cases, sequence_cases, pipelining_cases, reply_cases, enhanced_cases,
             syntax_cases, size_cases, content_cases, lmtp_cases, information_cases, retry_cases})
        for (LintCase& c : table()) all.push_back(std::move(c));
    return all;
}

bool is_sentence(std::string_view text) { return text.size() > 20 && (text.ends_with('.') || text.ends_with(')')); }

} // namespace

TEST_CASE("Every finding is one complete row, and has one rule", "[lint]") {
    auto const rows = lint_rows();
    auto const rules = lint::rules();
    REQUIRE(rows.size() == 88);
    REQUIRE(rules.size() == rows.size());
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        LintRow const& row = rows[i];
        INFO(row.id);
        CHECK(ids.insert(row.id).second);
        CHECK(rules[i].id == row.id);
        CHECK(rules[i].check != nullptr);
        CHECK(row.what.size() > 10);
        CHECK_FALSE(row.what.ends_with('.'));
        CHECK(is_sentence(row.why));
        CHECK(is_sentence(row.fix));
        CHECK(row.rfc.starts_with("RFC ") == !row.id.starts_with("TR"));
    }
}

TEST_CASE("The page lists every finding as its row has it", "[lint][docs]") {
    std::string const page = file_text(source_path("docs/lint.md"));
    for (LintRow const& row : lint_rows()) {
        std::string const line = "| " + std::string(row.id) + " | " + std::string(to_string(row.severity)) + " | " +
            std::string(row.what) + " | " + std::string(row.rfc.empty() ? "–" : row.rfc) + " |\n";
        INFO(line);
        CHECK(page.find(line) != std::string::npos);
    }
    for (LintFamily const& family : lint_families())
        CHECK(page.find("### " + std::string(family.prefix) + ": " + std::string(family.name) + "\n") !=
            std::string::npos);
}

TEST_CASE("Families of findings have their size and a name", "[lint]") {
    std::map<std::string_view, std::size_t> sizes;
    for (LintRow const& row : lint_rows()) ++sizes[row.id.substr(0, 2)];
    CHECK(sizes == family_sizes);
    CHECK(lint_families().size() == family_sizes.size());
    for (LintFamily const& family : lint_families()) CHECK(family_sizes.contains(family.prefix));
}

TEST_CASE("Findings are found by id in any case", "[lint]") {
    REQUIRE(find_lint_row("sq03"));
    CHECK(find_lint_row("sq03")->id == "SQ03");
    CHECK(find_lint_row("SQ99") == nullptr);
    CHECK(find_lint_row("") == nullptr);
}

TEST_CASE("Every finding has a transcript that shows it, and one that almost does", "[lint]") {
    std::set<std::string_view> fires, misses;
    for (LintCase const& c : all_cases()) (c.fires ? fires : misses).insert(c.id);
    for (LintRow const& row : lint_rows()) {
        INFO(row.id);
        CHECK(fires.contains(row.id));
        CHECK(misses.contains(row.id));
    }
}

namespace {

/// Samples in which all went well, but a real server or client does what a finding is about: version in the greeting,
/// passwords offered before TLS, a client that calls itself localhost.
std::map<std::string_view, Strings> const true_findings{
    {"arrows/clean.txt", {"RP07", "TL02"}},
    {"curl/clean.txt", {"RP07"}},
    {"email-oauth2-proxy/clean.txt", {"RP07"}},
    {"exim-bh/clean.txt", {"TL02"}},
    {"exim/clean.txt", {"RP07", "TL02"}},
    {"haraka/clean.txt", {"RP07", "TL02"}},
    {"hmailserver/clean.txt", {"TL02"}},
    {"kumomta/clean.txt", {"TL02"}},
    {"mailkit/clean.txt", {"RP07", "TL02"}},
    {"marked/clean.txt", {"TL02"}},
    {"mdaemon/clean.txt", {"RP07", "TL02"}},
    {"msmtp/clean.txt", {"SY01"}},
    {"ngrep/clean.txt", {"RP07", "TL02"}},
    {"perl-net-smtp/clean.txt", {"RP07", "TL02", "TL01", "TL03"}},
    {"phpmailer/clean-html.txt", {"TL02"}},
    {"phpmailer/clean.txt", {"RP07"}},
    {"postfix-notice/clean.txt", {"TL02"}},
    {"sendemail/clean.txt", {"RP07", "TL02", "TL01"}},
    {"sendmail/clean.txt", {"TL02"}},
    {"subetha/clean.txt", {"TL02"}},
    {"tcpflow/clean.txt", {"TL02"}},
    {"telnet/clean.txt", {"RP07", "EN05"}},
    {"tshark-follow/clean.txt", {"TL02"}},
    {"tshark-list/clean.txt", {"TL02"}},
};

} // namespace

TEST_CASE("Clean samples have no finding but what is true of them", "[lint]") {
    int clean = 0;
    for (std::string const& name : sample_names()) {
        std::filesystem::path const path(name);
        Dialect const* const dialect = find_dialect(path.begin()->string()); // the folder's name
        if (!dialect || !path.filename().string().starts_with("clean")) continue;
        auto const expected = true_findings.find(name);
        clean += expected == true_findings.end();
        INFO(name);
        CHECK(finding_ids(analyse(dialect->id, file_text(sample_path(name)))) ==
            (expected == true_findings.end() ? Strings{} : expected->second));
    }
    CHECK(clean > 10);
}

TEST_CASE("A finding stands behind its session and quotes the line that is meant", "[lint]") {
    struct Sink final : RecordSink {
        using RecordSink::on;
        void on(SessionRecord const&) override { ++sessions; }
        void on(AnomalyRecord const& anomaly) override {
            CHECK(sessions == 1);
            CHECK(anomaly.id == "SQ01");
            CHECK(anomaly.line == 2);
            REQUIRE(anomaly.excerpt.size() == 1);
            CHECK(anomaly.excerpt.front().number == 2);
            CHECK(anomaly.excerpt.front().text == "C: MAIL FROM:<a@example.org>");
            CHECK(anomaly.marked == "MAIL FROM:<a@example.org>");
            CHECK_FALSE(anomaly.why.empty());
            ++findings;
        }
        int sessions = 0, findings = 0;
    } sink;
    Analysis analysis(Catalogue::built_in(), {}, sink);
    analysis.begin({{"input", find_dialect("sc")}});
    analysis.begin_input(0, {});
    std::string const text = greeting + say("MAIL FROM:<a@example.org>", "503 no") + quit;
    analysis.block(text, 1);
    analysis.end_input();
    CHECK(sink.findings == 1);
}

TEST_CASE("No credential stands in a finding", "[lint][secrets]") {
    std::string const login =
        say("AUTH PLAIN AHRlc3QtdXNlcgB0ZXN0LXdvcmQ=", "535 5.7.8 what: AHRlc3QtdXNlcgB0ZXN0LXdvcmQ=");
    auto const out = run(Call{.arguments = {"lint", "-"}, .input = greeting + hello({"AUTH PLAIN"}) + login + quit});
    CHECK(out.status == 1);
    CHECK(out.out.find("AUTH PLAIN <redacted>") != std::string::npos);
    for (std::string_view const secret : {"AHRlc3Q", "test-user", "test-word"})
        CHECK(out.out.find(secret) == std::string::npos);
}
