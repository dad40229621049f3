#include "cli/crew.hpp"
#include "record_collector.hpp"
#include "report/renderer.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

/// The quick lane is only a shorter way: a report says the same whether every line is read in full or not, whatever the
/// blocks, and with any number of threads.
using namespace whybounce;
using namespace whybounce::test;

namespace {

struct Bytes final : report::ByteSink {
    void write(std::string_view bytes) override { text += bytes; }
    std::string text;
};

/// How a text is read.
struct Way {
    bool every_line = false;
    std::size_t threads = 1;
    std::size_t block = std::string::npos; ///< octets a block, about
    std::size_t most_stories = 150'000;
    std::optional<int> year = 2026;
};

std::size_t end_of_block(std::string_view text, std::size_t size) {
    if (size >= text.size()) return text.size();
    std::size_t const end = text.find('\n', size);
    return end == std::string_view::npos ? text.size() : end + 1;
}

/// The report of the text format, and what it leaves out of the summary.
std::string report_of(std::string_view text, Way const& way) {
    Bytes bytes;
    report::RenderOptions options;
    options.top = 1000;
    auto const renderer = report::formats().front().make(bytes, options);
    AnalysisOptions wishes;
    wishes.every_line = way.every_line;
    wishes.most_stories = way.most_stories;
    Analysis analysis(Catalogue::built_in(), wishes, *renderer);
    cli::Crew crew(analysis, way.threads, [] {});
    analysis.begin({{"input", find_dialect("postfix")}});
    ReadingContext context;
    context.year = way.year;
    context.head = text.substr(0, end_of_block(text, 65536));
    analysis.begin_input(0, context);
    CHECK(analysis.digests() != way.every_line);
    std::size_t line = 1;
    for (std::string_view rest = text; !rest.empty();) {
        std::string_view const block = rest.substr(0, end_of_block(rest, way.block));
        char* const room = crew.buffer(block.size() + (1U << 20U));
        if (room) std::ranges::copy(block, room);
        crew.block(room ? std::string_view(room, block.size()) : block, line);
        line += static_cast<std::size_t>(std::ranges::count(block, '\n'));
        rest.remove_prefix(block.size());
    }
    crew.finish();
    analysis.end_input();
    SummaryRecord const& summary = analysis.close();
    for (auto const* counts : {&summary.by_reason, &summary.by_provider, &summary.by_phase, &summary.by_outcome,
             &summary.by_verdict, &summary.by_fate, &summary.by_anomaly, &summary.by_severity,
             &summary.failed_logins.by_method, &summary.failed_logins.by_user, &summary.failed_logins.by_client})
        for (auto const& [word, count] : *counts) bytes.text += word + ' ' + std::to_string(count) + '\n';
    for (auto const& [period, c] : summary.by_time) {
        bytes.text += to_string(period);
        for (std::uint64_t const count : {c.messages, c.sent, c.deferred, c.bounced, c.rejected, c.problems})
            bytes.text += ' ' + std::to_string(count);
        bytes.text += '\n';
    }
    analysis.finish(0);
    return bytes.text;
}

std::string read_file(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> log_samples() {
    std::vector<std::filesystem::path> paths;
    for (auto const& entry :
        std::filesystem::recursive_directory_iterator(std::string(WHYBOUNCE_SOURCE_DIR) + "/samples"))
        if (entry.path().extension() == ".log") paths.push_back(entry.path());
    std::ranges::sort(paths);
    return paths;
}

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

/// A stamp of either form; months and days come and go, and the year changes both ways.
std::string stamp_of(int number, bool full) {
    std::string const clock =
        two_digits(7 + number / 3600) + ':' + two_digits(number / 60 % 60) + ':' + two_digits(number % 60);
    std::string const day = two_digits(10 + number / 601 % 9);
    if (full)
        return "2026-1" + std::to_string(number / 997 % 3) + '-' + day + 'T' + clock + '.' + std::to_string(number) +
            "+01:00";
    return (number % 1999 < 1500 ? "Dec " : "Jan ") + day + ' ' + clock;
}

/// A log of forms that the quick lane knows, and of some that it does not, in an order that makes no sense: the more
/// there is to get wrong.
std::string made_log(unsigned seed, int lines) {
    std::mt19937 random(seed);
    auto const pick = [&](auto const& choices) { return std::string(choices[random() % std::size(choices)]); };
    char const* const ids[] = {"4AAAA1", "4AAAA2", "4Tp9lq6vWSzLbS4", "4Tp9lr5hM0zLbkB", "4hp9lr5hM0zLbkB",
        "0123456789AB", "NOQUEUE", "A1", "4Tp9lq6vzSzLbS4", "5zzzzzzzzzzzzzzz"};
    char const* const addresses[] = {"a@example.com", "Bob@Example.ORG", "list+x=y@sub.example.net",
        "\"a >, b\"@example.com", "", "postmaster", "mail.ru@mail.ru", "aup#in@example.com"};
    char const* const peers[] = {"mx.example.com[192.0.2.9]:25", "none", "local", "mx.mail.ru[2001:db8::1]:25",
        "127.0.0.1[127.0.0.1]:10024", "example.com[private/lmtp]", "spamfilter", "procmail"};
    char const* const clients[] = {
        "unknown[192.0.2.1]", "c.example.org[198.51.100.7]", "localhost[127.0.0.1]", "x[2001:db8::2]:4711"};
    char const* const reasons[] = {"250 2.0.0 Ok: queued as 4AAAA2",
        "host mx.example.com[192.0.2.9] said: 550 5.1.1 <a@example.com>: no such user 4711 (in reply to RCPT TO "
        "command)",
        "host mx.mail.ru[192.0.2.9] said: 550-5.7.1 spam 550 5.7.1 see https://help.mail.ru/x?a=1 (in reply to end of "
        "DATA command)",
        "connect to mx.example.com[192.0.2.9]:25: Connection timed out", "mail for example.com loops back to myself",
        "forwarded as 4AAAA1", "lost connection with mx.example.com[192.0.2.9] while sending RCPT TO",
        "host x[192.0.2.9] refused to talk to me: 421 4.7.0 try again in 300 seconds"};
    char const* const daemons[] = {"smtp", "smtpd", "cleanup", "qmgr", "local", "lmtp", "discard", "bounce",
        "postscreen", "postsuper", "pickup", "submission/smtpd", "anvil", "pipe", "pipe"};
    char const* const others[] = {"cron", "kernel", "dovecot", "opendkim", "amavis", "(root)", "systemd-logind",
        "spamd/child", "CRON", "Exim", "mail.info", "dovecot:", "a b"};
    char const* const words[] = {"554 5.7.1 <A>: Relay access denied",
        "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]",
        "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example.org; "
        "https://www.example.org/q/192.0.2.1",
        "550 5.1.1 <A>: Recipient address rejected: User unknown in local recipient table",
        "450 4.2.0 <A>: Recipient address rejected: Greylisted, see http://postgrey.example/help"};
    std::string log;
    for (int i = 0; i < lines; ++i) {
        std::string const stamp = stamp_of(i, seed % 3 == 0);
        std::string const id = pick(ids), address = pick(addresses), client = pick(clients);
        std::string refusal = pick(words);
        if (std::size_t const at = refusal.find("<A>"); at != std::string::npos) refusal.replace(at + 1, 1, address);
        std::string const texts[] = {
            id + ": client=" + client + (i % 2 ? ", sasl_method=PLAIN, sasl_username=joe" : ""),
            id + ": message-id=<" + std::to_string(i) + "@example.org>",
            id + ": from=<" + address + ">, size=12, nrcpt=1 (queue active)",
            id + ": to=<" + address + ">, " + (i % 5 == 0 ? "orig_to=<root>, " : "") + "relay=" + pick(peers) +
                ", delay=1, delays=0/0/0/1, dsn=" + (i % 2 ? "5.1.1" : "4.2.2") + ", status=" +
                (i % 3 == 0          ? "bounced"
                        : i % 3 == 1 ? "deferred"
                                     : "sent") +
                " (" + pick(reasons) + ")",
            id + ": removed", "connect from " + client, "disconnect from " + client + " ehlo=1 quit=1 commands=2",
            "NOQUEUE: reject: RCPT from " + client + ": " + refusal + "; from=<" + address + "> to=<" +
                pick(addresses) + "> proto=ESMTP helo=<x>",
            "lost connection after RCPT from " + client,
            "warning: " + client + ": SASL LOGIN authentication failed: UGFzc3dvcmQ6",
            id + ": from=<" + address + ">, status=expired, returned to sender",
            id + ": sender non-delivery notification: " + pick(ids),
            "Untrusted TLS connection established to " + pick(peers) + ": TLSv1.3",
            id + ": uid=33 from=<" + address + ">", "statistics: max cache size 3",
            "statistics: address lookup hits=1 miss=2 success=33%", id + ": uid=1 from=<" + pick(addresses) + ">",
            id + ": to=<" + pick(addresses) +
                ">, relay=spamfilter, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent "
                "(delivered via spamfilter service)",
            "warning: hostname x does not resolve to address 192.0.2.1",
            id + ": milter-reject: END-OF-MESSAGE from " + client + ": " + refusal, "words"};
        log += stamp + (i % 11 == 0 ? " mx2 " : " mx1 ") + (i % 13 == 0 ? pick(others) : "postfix/" + pick(daemons)) +
            (i % 89 == 0 || i % 39 == 0 ? ": " : "[" + std::to_string(i) + "]: ") + pick(texts) +
            (i % 83 == 0 ? "\r\n" : "\n");
    }
    return log;
}

/// Mails that go through a content filter, several at once, some of them alike.
std::string filtered_log(unsigned seed) {
    std::mt19937 random(seed);
    auto const some = [&](unsigned limit) { return std::to_string(random() % limit); };
    std::vector<std::vector<std::string>> flows;
    for (int i = 0; i < 200; ++i) {
        std::string const a = "4A" + std::to_string(1000 + i), b = "4B" + std::to_string(1000 + i);
        std::string const id = ": message-id=<" + some(4) + "@example.org>",
                          active = ": from=<" + some(2) + "@example.org>, size=9, nrcpt=1 (queue active)",
                          to = ": to=<" + some(3) + "@example.com>, ";
        std::string const delays = "delay=1, delays=0/0/0/1, ";
        char const* const clients[] = {
            "localhost[127.0.0.1]", "mx1.example.com[192.0.2.3]", "mx1[192.0.2.3]", "c.example[192.0.2.1]"};
        flows.push_back(
            {"smtpd[1]: " + a + ": client=c.example[192.0.2.1]", "cleanup[2]: " + a + id, "qmgr[3]: " + a + active,
                "lmtp[4]: " + a + to + "relay=127.0.0.1[127.0.0.1]:10026, " + delays +
                    "dsn=2.6.0, status=sent (250 2.6.0 Ok)",
                "qmgr[3]: " + a + ": removed"});
        flows.push_back({"smtpd[5]: " + b + ": client=" + clients[random() % std::size(clients)],
            "cleanup[2]: " + b + id, "qmgr[3]: " + b + active,
            "smtp[6]: " + b + to + "relay=mx.example.com[192.0.2.9]:25, " + delays +
                (random() % 3 != 0 ? "dsn=2.0.0, status=sent (250 2.0.0 Ok)"
                                   : "dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.9]:25: refused)"),
            "qmgr[3]: " + b + ": removed"});
    }
    std::string log;
    for (std::size_t first = 0; first < flows.size();) { // the first of eight flows that are not over
        std::size_t const last = std::min(first + 8, flows.size());
        auto& flow = flows[first + random() % (last - first)];
        if (!flow.empty()) {
            log += "2026-11-22T" + two_digits(10 + static_cast<int>(first) / 50) + ":00:00Z mx1 postfix/" +
                flow.front() + '\n';
            flow.erase(flow.begin());
        }
        while (first < flows.size() && flows[first].empty()) ++first;
    }
    return log;
}

/// Damages some lines: octets changed, cut out, put in; lines torn, joined and doubled.
std::string damaged(std::string text, unsigned seed) {
    std::mt19937 random(seed);
    constexpr std::string_view octets("\0\n :[]<>=,;'\"az09AZ.@\xC3(", 24);
    for (std::size_t i = 0; i < text.size() / 200; ++i) {
        std::size_t const at = random() % text.size();
        switch (random() % 5) {
        case 0: text[at] = octets[random() % octets.size()]; break;
        case 1: text.erase(at, random() % 40); break;
        case 2: text.insert(at, 1, octets[random() % octets.size()]); break;
        case 3: text.insert(at, text.substr(random() % text.size(), random() % 200)); break;
        default: std::swap(text[at], text[(at + 1) % text.size()]);
        }
    }
    return text;
}

/// The first lines that differ; empty when none does.
std::string difference(std::string const& told, std::string const& expected) {
    auto const [a, b] = std::ranges::mismatch(told, expected);
    if (a == told.end() && b == expected.end()) return {};
    std::size_t const begin = told.rfind('\n', static_cast<std::size_t>(a - told.begin())) + 1;
    return told.substr(begin, 200) + "\ninstead of\n" + expected.substr(std::min(begin, expected.size()), 200);
}

void compare_ways(std::string const& text) {
    std::string const expected = report_of(text, {true});
    CHECK(difference(report_of(text, {false}), expected) == "");
    CHECK(difference(report_of(text, {false, 1, 700}), expected) == "");
    CHECK(difference(report_of(text, {false, 3, 300}), expected) == "");
}

} // namespace

TEST_CASE("The quick lane says of every sample log what reading in full says", "[analysis][lanes]") {
    auto const paths = log_samples();
    REQUIRE(paths.size() > 4);
    for (auto const& path : paths) {
        INFO(path);
        compare_ways(read_file(path));
    }
}

TEST_CASE("The quick lane says of made logs what reading in full says", "[analysis][lanes]") {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        INFO("seed " << seed);
        compare_ways(made_log(seed, 2500));
    }
}

TEST_CASE("The quick lane says of mail behind content filters what reading in full says", "[analysis][lanes]") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        compare_ways(filtered_log(seed));
        CHECK(report_of(filtered_log(seed), {}).find("messages   400") == std::string::npos); // some are one
    }
}

TEST_CASE("The quick lane says of damaged logs what reading in full says", "[analysis][lanes][fuzz]") {
    std::string const sample = read_file(std::string(WHYBOUNCE_SOURCE_DIR) + "/samples/postfix/mail.log");
    for (unsigned seed = 1; seed <= 25; ++seed) {
        INFO("seed " << seed);
        compare_ways(damaged(sample, seed));
        compare_ways(damaged(made_log(seed, 400), seed));
    }
}

TEST_CASE("Without a year to go by the lanes agree too", "[analysis][lanes]") {
    std::string const text = made_log(4, 3000);
    Way full{true}, quick{false, 2, 500};
    full.year = quick.year = std::nullopt;
    CHECK(difference(report_of(text, quick), report_of(text, full)) == "");
}

TEST_CASE(
    "When too many messages are open the oldest is let go, and the report says so", "[analysis][lanes][stories]") {
    std::string text;
    auto const line = [&](int number, std::string_view words) {
        text += "2026-11-22T10:00:00Z mx1 postfix/smtpd[1]: 4AAA" + std::to_string(1000 + number) + ": " +
            std::string(words) + "\n";
    };
    for (int i = 0; i < 500; ++i) line(i, "client=c.example[192.0.2.1]");
    for (int i = 0; i < 500; ++i) line(i, "removed");
    for (bool const every_line : {false, true}) {
        Way way{every_line};
        way.most_stories = 100;
        std::string const told = report_of(text, way);
        CHECK(told.find("messages   ≥ 500") != std::string::npos); // later lines of those let go are no new messages
        CHECK(told.find("messages let go before their end (--max-stories)") != std::string::npos);
        way.most_stories = 500;
        CHECK(report_of(text, way).find("messages   500") != std::string::npos);
    }
}
