#pragma once
#include "whybounce/catalogue.hpp"

#include <deque>
#include <string>
#include <vector>

namespace whybounce::cli {

/// A reply inside the text of another one.
struct QuotedPart {
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    std::size_t from = 0; ///< where its text begins in the text around it
};

/// What a pasted reply, log line or session says.
struct Reading {
    std::deque<std::string> texts; ///< hold what the views point into
    Evidence evidence;
    Diagnosis diagnosis;
    std::vector<Diagnosis> rivals;    ///< what else it could mean
    std::uint64_t failures = 0;       ///< found in it; 0 where it was taken as one bare reply
    std::uint64_t deliveries = 0;     ///< found in it; then nothing failed
    std::optional<QuotedPart> quoted; ///< whose words decided; empty where the reply itself decided

    /// Does the catalogue know anything of it?
    bool is_known() const;
};

/// Finds out what the text is: a line of a log or a session by its dialect, else a reply. With several failures, or
/// several deliveries and no failure, the first is read; so of a list of replies and of a delivery report. A bare text
/// is taken for another server's words as far as words of its own decide, and else for those of our own.
Reading read_pasted(Catalogue const& catalogue, std::string const& text);

} // namespace whybounce::cli
