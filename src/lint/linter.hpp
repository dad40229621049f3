#pragma once
#include "lint/notes.hpp"
#include "lint/rules.hpp"

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
    /// A rule with its row, for transcripts that can show its evidence.
    struct Asked {
        Rule const* rule = nullptr;
        LintRow const* row = nullptr;
    };

    Shows shows_ = Shows::nothing;
    std::vector<Asked> asked_;           ///< of all transcripts
    std::vector<Asked> asked_one_sided_; ///< of those where commands or replies are missing
    RefusedKeys refused_;
    std::vector<Moment> room_; ///< see Scene
};

} // namespace whybounce::lint
