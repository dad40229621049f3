#pragma once
#include "report/junit_case.hpp"
#include "report/renderer.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

namespace whybounce::report {

/// What the attributes of a suite count.
struct JunitCounts {
    std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    JunitCounts& operator+=(JunitCounts const& other);
};

/// One `testsuite`: the cases of one input.
class JunitSuite {
public:
    explicit JunitSuite(std::string input) : name_(std::move(input)) {}

    /// Adds a case, its name made unique; returns its place for `replace`.
    std::size_t add(JunitCase made);

    /// A later failure of the same mail takes the place of an earlier one.
    void replace(std::size_t place, JunitCase made);

    /// A line of the suite's own output; after a thousand they are only counted.
    void note(std::string text);

    bool empty() const { return cases_.empty(); }
    JunitCounts counts() const;
    void write(ByteSink& sink) const;

private:
    void make_unique(std::string& name);
    std::string output() const;

    std::string name_;
    std::vector<JunitCase> cases_;
    std::unordered_set<std::string> names_;
    std::vector<std::string> notes_;
    std::size_t more_notes_ = 0;
};

} // namespace whybounce::report
