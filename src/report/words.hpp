#pragma once
#include "whybounce/records.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Keys and numbers of the records as people say them. What comes from an input is escaped here.
namespace whybounce::report {

/// "1 failure", "2 failures"
std::string plural(std::uint64_t count, std::string_view noun);

/// "550 5.1.1", one of the two, or nothing
std::string code_and_status(std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status);

/// "MAIL FROM", "message content", "delivery": the command, or the step where no command is known; "mail" for a bare
/// reply.
std::string step_name(FailureRecord const& failure);

/// "MAIL FROM refused: 550 5.7.1"
std::string headline(FailureRecord const& failure);

/// "Delayed: 4.0.0"
std::string headline(ReportRecord const& report);

/// Names places for people: the input is said only where there could be a doubt.
class PlaceNames {
public:
    explicit PlaceNames(std::span<InputInfo const> inputs = {});

    /// "line 14", or "mail.log:14"; line 0 is the whole input
    std::string of(std::string_view input, std::size_t line) const;

private:
    std::string only_input_; ///< empty where there are several
};

/// "sending-admin: runs the sending host or IP"
std::string actor_words(std::string_view actor);

/// "no", "later", "after the fix"; by-code: what each class means
std::string retry_words(std::string_view retry);
/// The same with the wait that the text states: "later, not before 5 minutes"
std::string retry_words(Diagnosis const& diagnosis);

/// "20 mta": the folder of the catalogue
std::string_view tier_words(Tier tier);

/// `matched "not owned by user"`, "status 5.7.1"
std::string ground_words(Ground const& ground);

} // namespace whybounce::report
