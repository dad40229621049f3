#include "report/junit_suite.hpp"

#include "report/escape.hpp"

#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_notes = 1000;

std::string trouble(std::string_view element, JunitCase const& made) {
    return fmt::format(R"(<{0} type="{1}" message="{2}">{3}</{0}>)", element, escape_xml_attribute(made.type),
        escape_xml_attribute(made.message), escape_xml(made.body));
}

std::string child(JunitCase const& made) {
    switch (made.result) {
    case CaseResult::passed: break;
    case CaseResult::failed: return trouble("failure", made);
    case CaseResult::error: return trouble("error", made);
    case CaseResult::skipped: return fmt::format("<skipped>{}</skipped>", escape_xml(made.body));
    }
    return {};
}

std::string element(JunitCase const& made) {
    std::string const inside = child(made);
    std::string const open = fmt::format(R"(    <testcase name="{}" classname="{}")", escape_xml_attribute(made.name),
        escape_xml_attribute(made.classname));
    return inside.empty() ? open + "/>\n" : fmt::format("{}>\n      {}\n    </testcase>\n", open, inside);
}

} // namespace

JunitCounts& JunitCounts::operator+=(JunitCounts const& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    return *this;
}

std::size_t JunitSuite::add(JunitCase made) {
    make_unique(made.name);
    cases_.push_back(std::move(made));
    return cases_.size() - 1;
}

void JunitSuite::replace(std::size_t place, JunitCase made) {
    names_.erase(cases_[place].name);
    make_unique(made.name);
    cases_[place] = std::move(made);
}

void JunitSuite::note(std::string text) {
    if (notes_.size() < most_notes)
        notes_.push_back(std::move(text));
    else
        ++more_notes_;
}

JunitCounts JunitSuite::counts() const {
    JunitCounts counts;
    counts.tests = cases_.size();
    for (JunitCase const& made : cases_) {
        counts.failures += made.result == CaseResult::failed ? 1 : 0;
        counts.errors += made.result == CaseResult::error ? 1 : 0;
        counts.skipped += made.result == CaseResult::skipped ? 1 : 0;
    }
    return counts;
}

void JunitSuite::write(ByteSink& sink) const {
    JunitCounts const c = counts();
    sink.write(fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
        escape_xml_attribute(escape(name_)), c.tests, c.failures, c.errors, c.skipped));
    for (JunitCase const& made : cases_) sink.write(element(made));
    if (!notes_.empty()) sink.write(fmt::format("    <system-out>{}</system-out>\n", escape_xml(output())));
    sink.write("  </testsuite>\n");
}

void JunitSuite::make_unique(std::string& name) {
    std::string const base = name;
    for (std::size_t number = 2; !names_.insert(name).second; ++number) name = fmt::format("{} #{}", base, number);
}

std::string JunitSuite::output() const {
    std::string out;
    for (std::string const& line : notes_) out += line + '\n';
    if (more_notes_ > 0) out += fmt::format("and {} more lines\n", more_notes_);
    return out;
}

} // namespace whybounce::report
