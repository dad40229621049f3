#include "grammars/parse.hpp"
#include "whybounce/catalogue.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

/// Likeness is a promise: what has the same one gets the same answer.
using namespace whybounce;

namespace {

std::string answer_of(Diagnosis const& diagnosis, bool with_list) {
    std::string answer =
        diagnosis.entry->id + " | " + diagnosis.reason->id + " | " + diagnosis.provider.value_or("-") + " | ";
    answer.append(diagnosis.verdict).append(" | ").append(diagnosis.actor).append(" | ").append(diagnosis.retry);
    if (with_list || diagnosis.entry->list != "*") answer += " | " + diagnosis.list.value_or("-");
    return answer;
}

/// Replaces words, names and addresses of a text by others of their kind, now and then by something of another kind.
std::string varied(std::string_view text, std::mt19937& random) {
    constexpr std::string_view fillings[] = {"xyzzy", "a", "Quota", "192.0.2.7", "2001:db8::5", "joe@example.com",
        "mx.example.net", "4.7.0", "550", "https://www.example.org/a/b?c=1", "mail.ru", "using", "AUP#1", "foo/bar",
        "[192.0.2.1]", "x_y", "full.Please", "S3140", "bad::", "www.example.com", "mx.protection.outlook.com", "over",
        "QuotaExceededException", "\xC3\xA9", "user@[192.0.2.1]", "in 300 seconds", "it's", "a-b", "a=b@c.example"};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find_first_of(" \n", at), text.size());
        std::string_view const word = text.substr(at, end - at);
        switch (random() % 12) {
        case 0: out += fillings[random() % std::size(fillings)]; break;
        case 1: out.append("<").append(fillings[random() % std::size(fillings)]).append(">:"); break;
        case 2: out.append(word).append(fillings[random() % std::size(fillings)]); break;
        default: out += word;
        }
        if (end < text.size()) out += text[end];
        at = end + 1;
    }
    return out;
}

/// Adds a question; fails when one like it had another answer.
void ask(Evidence const& evidence, LikenessMemo& memo, std::map<std::uint64_t, std::string>& words,
    std::map<std::uint64_t, std::string>& hosts) {
    Catalogue const& catalogue = Catalogue::built_in();
    Diagnosis const diagnosis = catalogue.diagnose(evidence);
    Likeness const likeness = catalogue.likeness(evidence);
    Likeness const remembered = catalogue.likeness(evidence, &memo);
    INFO(evidence.text);
    CHECK(likeness.words == remembered.words);
    CHECK(likeness.hosts == remembered.hosts);
    std::string const answer = answer_of(diagnosis, false), whole = answer_of(diagnosis, true);
    CHECK(words.try_emplace(likeness.words, answer).first->second == answer);
    CHECK(hosts.try_emplace(likeness.hosts, whole).first->second == whole);
}

} // namespace

TEST_CASE("What is alike gets the same answer", "[catalogue][likeness]") {
    std::mt19937 random(4711);
    LikenessMemo memo;
    std::map<std::uint64_t, std::string> words, hosts;
    constexpr std::string_view peers[] = {"", "mx.example.com", "mx.mail.ru", "smtp.secureserver.net"};
    std::size_t asked = 0;
    for (Entry const& entry : Catalogue::built_in().entries())
        for (std::string const& example : entry.examples)
            for (int i = 0; i < 4; ++i, ++asked) {
                std::string const text = i == 0 ? example : varied(example, random);
                Evidence evidence;
                std::string_view rest = text;
                if (auto const line = grammar::parse_reply_line(rest)) {
                    evidence.code = line->code;
                    evidence.status = line->status;
                    rest = line->text;
                }
                evidence.text = rest;
                evidence.host = peers[random() % std::size(peers)];
                evidence.step = random() % 2 == 0 ? Step::rcpt : Step::eod;
                evidence.session.bits = random() % 3 == 0 ? random() % 16 : 0;
                ask(evidence, memo, words, hosts);
            }
    CHECK(asked > 2000);
}

TEST_CASE("Names and numbers do not make failures differ, words of the catalogue do", "[catalogue][likeness]") {
    Catalogue const& catalogue = Catalogue::built_in();
    auto const words = [&](std::string_view text) {
        Evidence evidence;
        evidence.code = 550;
        evidence.text = text;
        return catalogue.likeness(evidence).words;
    };
    auto const like = words("<joe@example.com>: User unknown in local recipient table");
    CHECK(words("<ann.other+x@sub.example.org>: User unknown in local recipient table") == like);
    CHECK(words("<joe@example.com>: User unknown in virtual mailbox table") != like);
    CHECK(words("Client host [192.0.2.1] blocked using a.example; https://a.example/192.0.2.1") ==
        words("Client host [198.51.100.23] blocked using b.example.net; https://b.example.net/q?ip=198.51.100.23"));
    CHECK(words("message 4711 refused") == words("message 08A15 refused"));
}
