#pragma once
#include "report/style.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace whybounce::report {

/// One thing that happened to a message, with the line that proves it. Escaped, not yet wrapped.
struct Statement {
    std::string place;                ///< "mail.log:14"
    std::string time;                 ///< empty where it is not known
    std::string text;                 ///< one sentence
    std::vector<std::string> details; ///< below it
    Role role = Role::plain;          ///< of the text
    bool raw = false; ///< only what the line says: a record of the same line that says more takes its place
};

/// What a line of the log says of its message; nullopt where another record of the line says it, or it says nothing
/// new.
/// @param back  the message was in the queue before, under another id
std::optional<Statement> statement_of(Language const& in, EventRecord const& event, bool back);
Statement statement_of(Language const& in, DeliveryRecord const& delivery);
/// A failure that is no delivery attempt.
Statement statement_of(Language const& in, FailureRecord const& failure);

/// "Mailbox full (recipient.mailbox-full); who: recipient; retry: later"
std::string diagnosis_words(Language const& in, Diagnosis const& diagnosis);

} // namespace whybounce::report
