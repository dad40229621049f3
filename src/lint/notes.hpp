#pragma once
#include "lint/scene.hpp"
#include "whybounce/lint.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace whybounce::lint {

/// What the linter found at one place. Views point into the session.
struct Finding {
    LintRow const* row = nullptr;
    Severity severity{};
    std::size_t line = 0; ///< 0: the session as a whole, by its first line
    std::string detail;   ///< what is special about this place; may be empty
    std::vector<SourceLine> excerpt;
    std::string_view marked; ///< the part of the last excerpt line that is meant
};

/// Takes down the findings of one rule.
class Notes {
public:
    Notes(LintRow const& row, std::vector<Finding>& findings) : row_(row), findings_(findings) {}

    /// A rule that fires at every line is told often enough.
    static constexpr std::size_t most_of_a_row = 20;

    /// About the command of an exchange; `marked` is a part of its line.
    void command(Moment const& moment, std::string detail = {}, std::string_view marked = {});
    /// About a line of a reply, with its command before it.
    void reply(Moment const& moment, std::string detail = {}, std::size_t line = 0, std::string_view marked = {});
    void spot(session::Spot const& spot, std::string_view detail = {});
    void line(SourceLine const& line, std::string detail = {});
    /// About a transcript that lacks something.
    void session(std::size_t line, std::string detail);

    /// Changes the severity of what is noted next, where a row has two.
    Notes& as(Severity severity) {
        severity_ = severity;
        return *this;
    }
    bool empty() const { return noted_ == 0; }

private:
    Finding* add(std::size_t line, std::string detail);

    LintRow const& row_;
    std::vector<Finding>& findings_;
    std::optional<Severity> severity_;
    std::size_t noted_ = 0;
};

} // namespace whybounce::lint
