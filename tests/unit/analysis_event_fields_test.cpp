#include "analysis/event_fields.hpp"
#include "analysis/log_findings.hpp"
#include "dialects/postfix_forms.hpp"
#include "dialects/postfix_topics.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace whybounce;

namespace {

LogEvent read(std::string_view daemon, std::string_view text) {
    LogEvent event;
    event.line.text = text;
    event.daemon = daemon;
    dialect::read_postfix_text(text, event);
    return event;
}

using Texts = std::vector<std::string>;

Texts split(std::string const& line) {
    Texts parts;
    for (std::size_t at = 0; at <= line.size();) {
        std::size_t const end = std::min(line.find('\t', at), line.size());
        parts.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Texts fields_of(std::string_view daemon, std::string_view text) {
    LogEvent const event = read(daemon, text);
    std::string scratch;
    Texts told;
    for (EventField const& field : analysis::event_fields(event, scratch))
        told.push_back(std::string(field.name) + '=' + std::string(field.value));
    return told;
}

} // namespace

TEST_CASE("The variables of each of Postfix's 227 forms have their names", "[analysis][event]") {
    std::ifstream file(WHYBOUNCE_SOURCE_DIR "/tests/unit/postfix_forms.tsv");
    int forms = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        Texts parts = split(line);
        REQUIRE(parts.size() >= 4);
        CAPTURE(parts[0], parts[1], parts[3]);
        CHECK(fields_of(parts[0], parts[3]) == Texts(parts.begin() + 4, parts.end()));
        ++forms;
    }
    CHECK(forms == 227);
}

TEST_CASE("Variables that the usual example of a form does not have", "[analysis][event]") {
    struct Case {
        std::string_view name, daemon, text;
        Texts fields;
    };
    auto const c = GENERATE(values<Case>({
        {"a list that names a reason", "smtpd",
            "NOQUEUE: reject: RCPT from c.example[192.0.2.1]: 554 5.7.1 Service unavailable; Sender address "
            "[s@example.org] blocked using dbl.example; see https://dbl.example/?q=x; from=<s@example.org> "
            "to=<r@example.com> proto=ESMTP helo=<c.example>",
            {"queue_id=NOQUEUE", "action=reject", "stage=RCPT", "client_hostname=c.example", "client_address=192.0.2.1",
                "code=554", "dsn=5.7.1", "restriction_class=Sender address", "object=s@example.org",
                "text=blocked using dbl.example; see https://dbl.example/?q=x", "dnsbl_domain=dbl.example",
                "from=s@example.org", "to=r@example.com", "proto=ESMTP", "helo=c.example"}},
        {"TLS features that are not decided", "smtp",
            "4A01: to=<r@example.com>, relay=mx[192.0.2.9]:25, delay=1, delays=0/0/0/1, tls=may?/!requiretls:none?, "
            "dsn=4.7.0, status=deferred (x)",
            {"queue_id=4A01", "to=r@example.com", "relay=mx[192.0.2.9]:25", "relay_hostname=mx",
                "relay_address=192.0.2.9", "relay_port=25", "delay=1", "delays=0/0/0/1", "delay_before_qmgr=0",
                "delay_in_qmgr=0", "delay_conn_setup=0", "delay_transmission=1", "tls=may?/!requiretls:none?",
                "tls_level=may", "tls_undecided=?", "requiretls_violation=!", "requiretls=requiretls",
                "requiretls_downgrade=none", "requiretls_undecided=?", "dsn=4.7.0", "status=deferred", "reason=x"}},
        {"a key exchange with its group", "smtp",
            "Trusted TLS connection established to mx[2001:db8::9]:25: TLSv1.3 with cipher TLS_AES_128_GCM_SHA256 "
            "(128/128 bits) key-exchange ECDHE (P-256) server-signature RSA-PSS (2048 bit raw public key)",
            {"tls_trust=Trusted", "action=established", "relay=mx[2001:db8::9]:25", "relay_hostname=mx",
                "relay_address=2001:db8::9", "relay_port=25", "tls_version=TLSv1.3",
                "tls_cipher=TLS_AES_128_GCM_SHA256", "tls_cipher_bits=128/128", "tls_key_exchange=ECDHE (P-256)",
                "tls_server_signature=RSA-PSS", "tls_server_signature_bits=2048", "tls_server_key=raw public key"}},
        {"a service that is an address", "anvil",
            "statistics: max auth rate 3/60s for (192.0.2.5:submission:2001:db8::1) at Nov 22 10:00:00",
            {"what=auth", "rate=3", "period=60s", "service=192.0.2.5", "client_address=submission:2001:db8::1",
                "timestamp=Nov 22 10:00:00"}},
        {"a service that is an address with a port", "anvil",
            "statistics: max auth rate 3/60s for (192.0.2.5:587:2001:db8::1) at Nov 22 10:00:00",
            {"what=auth", "rate=3", "period=60s", "service=192.0.2.5:587", "client_address=2001:db8::1",
                "timestamp=Nov 22 10:00:00"}},
        {"a port and an address of version 6", "anvil",
            "statistics: max auth rate 3/60s for (25:2001:db8::1) at Nov 22 10:00:00",
            {"what=auth", "rate=3", "period=60s", "service=25", "client_address=2001:db8::1",
                "timestamp=Nov 22 10:00:00"}},
        {"an address of version 6 without a reason", "smtpd",
            "warning: hostname c.example does not resolve to address 2001:db8::1",
            {"level=warning", "message=hostname c.example does not resolve to address 2001:db8::1",
                "client_hostname=c.example", "client_address=2001:db8::1", "topic=client-name"}},
        {"a client's certificate", "smtpd",
            "certificate verification failed for c.example[192.0.2.1]:4000: untrusted issuer",
            {"client_hostname=c.example", "client_address=192.0.2.1", "client_port=4000", "text=untrusted issuer"}},
        {"a payload in the wrong place", "postscreen",
            "COMMAND PIPELINING from [192.0.2.1]:4000 after AUTH: AHVzZXIAc2VjcmV0MTIz\\r\\n",
            {"violation=COMMAND PIPELINING", "client_address=192.0.2.1", "client_port=4000", "stage=AUTH",
                "text=<redacted>\\r\\n"}},
        {"a delivery whose host breaks its name", "smtp", "certificate verification failed for nowhere",
            {"text=certificate verification failed for nowhere"}},
        {"a kind whose words do not fit", "postscreen", "PASS SOME [192.0.2.1]:4000",
            {"message=PASS SOME [192.0.2.1]:4000"}},
    }));
    CAPTURE(c.name);
    CHECK(fields_of(c.daemon, c.text) == c.fields);
}

TEST_CASE("Lines about the mail system's health are findings by topic", "[analysis][event]") {
    struct Case {
        std::string_view name, daemon, text, id;
        Severity severity;
        bool only_with_all;
    };
    auto const c = GENERATE(values<Case>({
        {"a full disk", "cleanup", "warning: 4ABCDE1234: write queue file: No space left on device", "LG-DISK",
            Severity::warning, false},
        {"a table that cannot be opened", "smtp", "fatal: open database /etc/postfix/x.db: No such file", "LG-TABLE",
            Severity::error, false},
        {"a bug", "smtpd", "panic: vbuf_bad: x", "LG-OTHER", Severity::error, false},
        {"a child that died", "master", "warning: process /usr/lib/postfix/sbin/smtpd pid 4 exit status 1",
            "LG-PROCESS", Severity::warning, false},
        {"a milter that is gone", "smtpd", "warning: connect to Milter service inet:localhost:8891: Connection refused",
            "LG-MILTER", Severity::warning, false},
        {"a parameter set twice", "trivial-rewrite", "warning: do not list domain x in BOTH mydestination and y",
            "LG-CONFIG", Severity::warning, false},
        {"a limit", "smtpd", "warning: Connection rate limit exceeded: 61 from c.example[192.0.2.1] for service smtp",
            "LG-LIMIT", Severity::warning, false},
        {"a name that does not resolve", "smtpd", "warning: hostname c.example does not resolve to address 192.0.2.1",
            "LG-CLIENT-NAME", Severity::info, true},
        {"a client that talks first", "postscreen", "PREGREET 11 after 0.1 from [192.0.2.1]:4000: EHLO x",
            "LG-POSTSCREEN", Severity::info, true},
        {"a login that failed", "smtpd", "disconnect from c.example[192.0.2.1] ehlo=1 auth=0/2 quit=1 commands=2/4",
            "LG-AUTH", Severity::info, true},
    }));
    CAPTURE(c.name);
    LogEvent const event = read(c.daemon, c.text);
    std::string scratch;
    auto const found = analysis::finding_of(event, true, scratch);
    REQUIRE(found);
    CHECK(found->id == c.id);
    CHECK(found->severity == c.severity);
    CHECK(analysis::finding_of(event, false, scratch).has_value() != c.only_with_all);
}

TEST_CASE("What is no finding", "[analysis][event]") {
    for (std::string_view const text :
        {"connect from c.example[192.0.2.1]", "4ABCDE1234: removed",
            "disconnect from c.example[192.0.2.1] ehlo=1 auth=1 quit=1 commands=3",
            "disconnect from c.example[192.0.2.1] ehlo=1 auth=1/1 quit=1 commands=3",
            "warning: c.example[192.0.2.1]: SASL LOGIN authentication failed: x", "daemon started -- version 3.7.11"}) {
        CAPTURE(text);
        std::string scratch;
        CHECK_FALSE(analysis::finding_of(read("smtpd", text), true, scratch));
    }
}
