#include "record_collector.hpp"

#include <fstream>
#include <sstream>

/// One and the same log in all the wraps of samples/make/make_framings.sh.
using namespace whybounce;
using namespace whybounce::test;

namespace {

std::string sample(std::string const& name) {
    std::ifstream file(WHYBOUNCE_SOURCE_DIR "/samples/postfix/" + name);
    REQUIRE(file);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// What does not depend on the wrap: who, what, and the second in UTC.
Strings told(RecordCollector const& records) {
    Strings all;
    for (FailureRecord const& failure : records.failures)
        all.push_back(std::string(failure.queue_id.value_or("")) + ' ' + std::string(failure.recipient.value_or("")) +
            ' ' + std::string(failure.text) + ' ' + std::string(failure.time.value_or("")).substr(0, 19));
    for (MessageRecord const& message : records.messages)
        all.push_back(message.queue_ids.front() + ' ' + std::string(message.sender.value_or("")));
    return all;
}

std::string first_lines(std::string const& text, int count) {
    std::size_t end = 0;
    while (count-- > 0) end = text.find('\n', end) + 1;
    return text.substr(0, end);
}

} // namespace

TEST_CASE("A log says the same in whatever wrap it comes", "[analysis][log]") {
    auto const plain = told(analyse("postfix", first_lines(sample("rfc3339.log"), 60)));
    REQUIRE(plain.size() > 10);
    for (std::string const name : {"journal-short-precise", "journal-short-full", "journal-short-unix", "journal-json",
             "journal-export", "docker", "kubernetes"}) {
        CAPTURE(name);
        CHECK(told(analyse("postfix", sample(name + ".log"))) == plain);
    }
}
