#include "record_collector.hpp"

/// What extensions do to a session: chunks by URL, changed roles, logins that are given up.
using namespace whybounce;
using namespace whybounce::test;

namespace {

constexpr std::string_view opening = "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250-mx.example.org\n"
                                     "S: 250-CHUNKING\nS: 250 BURL imap\n";
constexpr std::string_view recipient =
    "C: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.org>\nS: 250 Ok\n";

std::string order_of(SessionRecord const& session) {
    std::string marks;
    for (ExchangeRecord const& exchange : session.exchanges) marks += exchange.in_order ? '.' : '!';
    return marks;
}

} // namespace

TEST_CASE("BURL is a chunk that the server fetches", "[session][extensions]") {
    struct Case {
        std::string_view name, text;
        Strings want;
    };
    auto const c = GENERATE(values<Case>({
        {"the only one", "C: BURL imap://x LAST\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n", {"BURL 250", "QUIT 221"}},
        {"behind a chunk", "C: BDAT 4\nC: ab\nS: 250 Ok\nC: BURL imap://x LAST\nS: 554 5.6.6 no\nC: QUIT\nS: 221 Bye\n",
            {"BDAT 250", "BURL 554", "QUIT 221"}},
        {"before a chunk", "C: burl imap://x\nS: 250 Ok\nC: BDAT 4 LAST\nC: ab\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n",
            {"BURL 250", "BDAT 250", "QUIT 221"}},
    }));
    CAPTURE(c.name);
    auto const told = analyse("sc", std::string(opening).append(recipient).append(c.text));
    Strings want{"(connect) 220", "EHLO 250", "MAIL 250", "RCPT 250"};
    want.insert(want.end(), c.want.begin(), c.want.end());
    CHECK(codes(only_session(told)) == want);
    CHECK(order_of(only_session(told)).find('!') == std::string::npos);
    CHECK(std::ranges::none_of(told.anomalies, [](AnomalyRecord const& each) { return each.id.starts_with("SQ"); }));
}

TEST_CASE("LMTP answers BURL and BDAT once a recipient", "[session][extensions][lmtp]") {
    auto const last = GENERATE(as<std::string>(), "C: BURL imap://x LAST\n", "C: BDAT 4 LAST\nC: ab\n");
    auto const told = analyse("sc",
        "S: 220 mx.example.org\nC: LHLO c.example.com\nS: 250 CHUNKING\n" + std::string(recipient) +
            "C: RCPT TO:<d@example.org>\nS: 250 Ok\n" + last + "S: 250 b\nS: 452 d\nC: QUIT\nS: 221 Bye\n");
    Strings const all = codes(only_session(told));
    REQUIRE(all.size() == 8);
    CHECK(all[5] == last.substr(3, 4) + " 250");
    CHECK(all[6] == last.substr(3, 4) + " 452");
    CHECK(std::ranges::none_of(told.anomalies, [](AnomalyRecord const& each) { return each.id.starts_with("SQ"); }));
}

TEST_CASE("The token of a URLAUTH is a credential", "[session][extensions][secrets]") {
    auto const told = analyse("sc",
        std::string(opening).append(recipient).append(
            "C: BURL imap://alice@imap.example.org/Sent;uid=1;urlauth=submit+alice:internal:91354a473744909de610 LAST\n"
            "S: 554 5.7.0 no: 91354a473744909de610\n"));
    ExchangeRecord const& burl = only_session(told).exchanges.back();
    CHECK(burl.argument == "imap://alice@imap.example.org/Sent;uid=1;urlauth=submit+alice:internal:<redacted> LAST");
    CHECK(burl.text == "no: <redacted>");
}

TEST_CASE("Roles change behind ATRN and TURN", "[session][extensions]") {
    auto const verb = GENERATE(as<std::string>(), "ATRN example.com", "TURN");
    auto const told = analyse("sc",
        std::string(opening) + "C: " + verb +
            "\nS: 250 Ok\nC: 220 c.example.com\nS: EHLO mx.example.org\nC: 250 c.example.com\nS: QUIT\nC: 221 Bye\n");
    REQUIRE(told.sessions.size() == 2);
    CHECK(codes(told.sessions[0]) == Strings{"(connect) 220", "EHLO 250", verb.substr(0, 4) + " 250"});
    CHECK(codes(told.sessions[1]) == Strings{"(connect) 220", "EHLO 250", "QUIT 221"});
    CHECK(told.sessions[1].server == "c.example.com");
}

TEST_CASE("QUIT in place of a SASL response is QUIT", "[session][extensions]") {
    auto const told = analyse("sc", std::string(opening) + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: QUIT\nS: 221 Bye\n");
    CHECK(codes(only_session(told)) == Strings{"(connect) 220", "EHLO 250", "AUTH 334", "QUIT 221"});
}

TEST_CASE("An empty SASL response is one in a text without marks too", "[session][extensions]") {
    auto const told =
        analyse("netcat", "220 mx.example.org\nEHLO c\n250 AUTH GSSAPI\nAUTH GSSAPI\n334 \n\n235 ok\nQUIT\n221 Bye\n");
    CHECK(codes(only_session(told)) == Strings{"(connect) 220", "EHLO 250", "AUTH 334", "(auth) 235", "QUIT 221"});
}

TEST_CASE("QUIT behind a greeting that refuses is in order", "[session][extensions]") {
    auto const told = analyse("sc", "S: 521 mx.example.org takes no mail\nC: QUIT\nS: 221 Bye\n");
    CHECK(order_of(only_session(told)) == "..");
}
