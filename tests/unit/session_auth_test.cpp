#include "record_collector.hpp"

/// AUTH: rounds, cancellation, and that no credential is in any record.
using namespace whybounce;
using namespace whybounce::test;

namespace {

constexpr std::string_view opening = "S: 220 mx.example.org\nC: EHLO c.example.com\nS: 250 AUTH PLAIN LOGIN\n";

// base64 of "alice" and of "sesame", and of both as PLAIN sends them
constexpr std::string_view user = "YWxpY2U=", password = "c2VzYW1l", plain = "AGFsaWNlAHNlc2FtZQ==";

std::string with_secrets(std::string_view text) {
    std::string filled(text);
    for (auto const& [mark, value] :
        {std::pair("$user", user), std::pair("$password", password), std::pair("$plain", plain)})
        for (std::size_t at = filled.find(mark); at != std::string::npos; at = filled.find(mark))
            filled.replace(at, std::string_view(mark).size(), value);
    return filled;
}

void check_no_secret(RecordCollector const& told) {
    std::string const all = told.all_text();
    for (std::string_view const secret : {user, password, plain, std::string_view("sesame")}) {
        CAPTURE(secret);
        CHECK(all.find(secret) == std::string::npos);
    }
}

struct Case {
    std::string_view name, text;
    Strings want;
    bool authenticated;
};

} // namespace

TEST_CASE("AUTH goes in rounds and gives nothing away", "[session][auth]") {
    auto const c = GENERATE(values<Case>({
        {"initial response", "C: AUTH PLAIN $plain\nS: 235 Ok\n", {"AUTH 235 PLAIN <redacted>"}, true},
        {"one round", "C: AUTH PLAIN\nS: 334 \nC: $plain\nS: 235 Ok\n", {"AUTH 334 PLAIN", "(auth) 235 <redacted>"},
            true},
        {"two rounds", "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: $user\nS: 334 UGFzc3dvcmQ6\nC: $password\nS: 235 Ok\n",
            {"AUTH 334 LOGIN", "(auth) 334 <redacted>", "(auth) 235 <redacted>"}, true},
        {"user name ahead", "C: AUTH LOGIN $user\nS: 334 UGFzc3dvcmQ6\nC: $password\nS: 535 5.7.8 no\n",
            {"AUTH 334 LOGIN <redacted>", "(auth) 535 <redacted>"}, false},
        {"an empty response", "C: AUTH PLAIN\nS: 334 \nC: \nS: 501 what\n", {"AUTH 334 PLAIN", "(auth) 501 <redacted>"},
            false},
        {"cancelled", "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 5.7.0 cancelled\nC: NOOP\nS: 250 Ok\n",
            {"AUTH 334 LOGIN", "(auth) 501 *", "NOOP 250 "}, false},
        {"a response that looks like a command", "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: QUIT $password\nS: 535 no\n",
            {"AUTH 334 LOGIN", "(auth) 535 <redacted>"}, false},
        {"refused at once, payload typed all the same",
            "C: AUTH LOGIN\nS: 504 5.5.4 no\nC: $user\nS: 500 what\nC: $password\nS: 500 what\n",
            {"AUTH 504 LOGIN", "(auth) 500 <redacted>", "(auth) 500 <redacted>"}, false},
        {"refused in the middle, password typed all the same",
            "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: $user\nS: 535 5.7.8 no\nC: $password\nS: 500 what\n"
            "C: QUIT\nS: 221 Bye\n",
            {"AUTH 334 LOGIN", "(auth) 535 <redacted>", "(auth) 500 <redacted>", "QUIT 221 "}, false},
        {"sent without waiting",
            "C: AUTH LOGIN\nC: $user\nC: $password\nS: 334 VXNlcm5hbWU6\nS: 334 UGFzc3dvcmQ6\nS: 235 Ok\n",
            {"AUTH 334 LOGIN", "(auth) 334 <redacted>", "(auth) 235 <redacted>"}, true},
        {"no mechanism", "C: AUTH $plain\nS: 504 no\n", {"AUTH 504 <redacted>"}, false},
        {"too many words", "C: AUTH PLAIN $user $password\nS: 501 no\n", {"AUTH 501 <redacted>"}, false},
        {"in lower case", "C: auth plain $plain\nS: 535 no\n", {"AUTH 535 plain <redacted>"}, false},
    }));
    CAPTURE(c.name);
    auto const told = analyse("sc", std::string(opening) + with_secrets(c.text));
    auto const& session = only_session(told);
    Strings got;
    for (ExchangeRecord const& exchange : session.exchanges.subspan(2))
        got.push_back(std::string(exchange.verb) + ' ' + code_of(exchange.code) + ' ' + std::string(exchange.argument));
    CHECK(got == c.want);
    CHECK(session.authenticated == c.authenticated);
    check_no_secret(told);
}

TEST_CASE("A capture that begins inside AUTH gives nothing away", "[session][auth]") {
    struct Begin {
        std::string_view name, text;
        Strings want;
    };
    auto const c = GENERATE(values<Begin>({
        {"at the challenge", "S: 334 UGFzc3dvcmQ6\nC: $password\nS: 235 Ok\n", {"(unsolicited) 334", "(auth) 235"}},
        {"at the response", "C: $password\nS: 235 Ok\n", {"(auth) 235"}},
        {"at the first of two responses", "C: $user\nS: 334 UGFzc3dvcmQ6\nC: $password\nS: 535 no\n",
            {"(auth) 334", "(auth) 535"}},
    }));
    CAPTURE(c.name);
    auto const told = analyse("sc", with_secrets(c.text));
    CHECK(codes(only_session(told)) == c.want);
    check_no_secret(told);
}

TEST_CASE("The mechanism of a session is told", "[session][auth]") {
    auto const told =
        analyse("sc", std::string(opening) + "C: AUTH CRAM-MD5\nS: 334 PDEyMz4=\nC: YWxpY2UgYWJj\nS: 235 Ok\n");
    auto const& session = only_session(told);
    CHECK(session.auth_mechanism == "CRAM-MD5");
    CHECK(session.phase == Phase::ready);
    CHECK_FALSE(only_session(analyse("sc", opening)).auth_mechanism);
}

TEST_CASE("A failure of AUTH shows its lines without the payload", "[session][auth]") {
    auto const told = analyse("sc", std::string(opening) + with_secrets("C: AUTH PLAIN $plain\nS: 535 5.7.8 no\n"));
    REQUIRE(brief(told.failures) == Strings{"AUTH auth 535"});
    auto const excerpt = told.failures.front().excerpt;
    REQUIRE(excerpt.size() == 2);
    CHECK(excerpt[0].text == "C: AUTH PLAIN <redacted>");
    CHECK(excerpt[1].text == "S: 535 5.7.8 no");
    check_no_secret(told);
}

TEST_CASE("No dialect tells a credential", "[session][auth]") {
    struct Input {
        std::string_view dialect, text;
    };
    auto const c = GENERATE(values<Input>({
        {"swaks",
            "=== Trying mx.example.org:25...\n<-  220 mx\n -> EHLO c\n<-  250 Ok\n -> AUTH LOGIN\n"
            "<-  334 VXNlcm5hbWU6\n -> $user\n<-  334 UGFzc3dvcmQ6\n"
            " -> $password\n<** 535 5.7.8 no\n*** No authentication type succeeded\n -> QUIT\n"
            "<-  221 Bye\n"},
        {"curl", "< 220 mx\n> EHLO c\n< 250 Ok\n> AUTH PLAIN\n< 334 \n> $plain\n< 535 5.7.8 no\n"},
        {"smtplib",
            "send: 'ehlo c\\r\\n'\nreply: b'250 Ok\\r\\n'\nreply: retcode (250); Msg: b'Ok'\n"
            "send: 'AUTH PLAIN $plain\\r\\n'\nreply: b'535 no\\r\\n'\n"
            "send: 'AUTH LOGIN $user\\r\\n'\nreply: b'334 x\\r\\n'\nsend: '$password\\r\\n'\n"
            "reply: b'535 no\\r\\n'\n"},
        {"telnet",
            "Trying 192.0.2.9...\nConnected to mx.\n220 mx\nEHLO c\n250 Ok\nAUTH LOGIN\n"
            "334 VXNlcm5hbWU6\n$user\n334 UGFzc3dvcmQ6\n$password\n535 no\n"
            "$password\n500 what\nQUIT\n221 Bye\n"},
        {"netcat", "220 mx\nEHLO c\n250 Ok\nAUTH PLAIN $plain\n504 no\n$plain\n500 what\n"},
    }));
    CAPTURE(c.dialect);
    auto const told = analyse(c.dialect, with_secrets(c.text), {.deliveries = true, .events = true, .filter = {}});
    CHECK_FALSE(told.failures.empty());
    check_no_secret(told);
}
