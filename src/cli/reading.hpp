#pragma once
#include "whybounce/catalogue.hpp"

#include <deque>
#include <string>
#include <vector>

namespace whybounce::cli {

/// What a pasted reply, log line or session says.
struct Reading {
    std::deque<std::string> texts; ///< hold what the views point into
    Evidence evidence;
    Diagnosis diagnosis;
    std::vector<Diagnosis> rivals; ///< what else it could mean
    std::uint64_t failures = 0;    ///< found in it; 0 where it was taken as one bare reply
};

/// Finds out what the text is: a line of a log or a session by its dialect, else a reply. With several failures the
/// first is read.
Reading read_pasted(Catalogue const& catalogue, std::string const& text);

} // namespace whybounce::cli
