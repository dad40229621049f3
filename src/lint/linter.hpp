#pragma once
#include "lint/notes.hpp"

#include <vector>

namespace whybounce::lint {

/// Checks the sessions of one input after the other.
class Linter {
public:
    /// Another input follows: what was refused before does not count in it.
    void begin_input(Shows shows);
    /// The findings of a finished session, by line; they point into the session. A copy of an earlier one is no retry.
    std::vector<Finding> check(session::Session const& session, bool copy = false);

private:
    Shows shows_ = Shows::nothing;
    RefusedKeys refused_;
};

} // namespace whybounce::lint
