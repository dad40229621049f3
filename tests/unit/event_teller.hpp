#pragma once
#include "whybounce/event.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What a dialect makes of lines, as words.
namespace whybounce::test {

/// "client EHLO c", "server (7) 250 Ok" in the channel 7, "client RCPT TO:<a@b> (elided)", "note".
class EventTeller final : public EventSink {
public:
    void on(TranscriptEvent const& event) override {
        using Kind = TranscriptEvent::Kind;
        constexpr std::array<std::string_view, 11> words{
            "open", "client", "server", "either", "content", "note", "tls", "tls_failed", "close", "blank", "unknown"};
        bool const spoken = event.kind == Kind::client || event.kind == Kind::server || event.kind == Kind::either;
        std::string& one = told.emplace_back(words[static_cast<std::size_t>(event.kind)]);
        if (!event.channel.empty()) one.append(" (").append(event.channel).append(")");
        if (spoken) one.append(1, ' ').append(event.text);
        if (event.elided) one.append(" (elided)");
    }
    void on(BareReply const&) override { told.emplace_back("reply"); }
    void on(LogEvent const&) override { told.emplace_back("log"); }

    std::vector<std::string> told;
};

/// The events of lines, which are the whole of an input.
inline std::vector<std::string> events_of(std::string_view dialect, std::vector<std::string_view> const& lines) {
    Dialect const* const row = find_dialect(dialect);
    REQUIRE(row);
    std::string head;
    for (std::string_view const line : lines) head.append(line).append(1, '\n');
    auto const reader = row->open({{}, head});
    EventTeller teller;
    std::size_t number = 0;
    for (std::string_view const line : lines) reader->line({line, ++number}, teller);
    reader->end(teller);
    return teller.told;
}

} // namespace whybounce::test
