#include "report/escape.hpp"
#include "report/junit_suite.hpp"
#include "report/words.hpp"

#include <deque>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

namespace whybounce::report {
namespace {

/// Of failures and of passed cases; what is beyond is counted in a note.
constexpr std::size_t most_cases = 50'000;

/// The Jenkins dialect of JUnit XML: the root counts, so all cases wait for the summary.
class JunitRenderer final : public RecordSink {
public:
    JunitRenderer(ByteSink& sink, std::optional<Severity> findings) : sink_(sink), findings_(findings) {}

    void on(HeaderRecord const& record) override {
        for (InputInfo const& input : record.inputs) suite_of(input.input);
    }

    void on(SessionRecord const& record) override {
        add_clean_session();
        if (!findings_) return add_passed(record.where.input, junit_case(record));
        clean_session_ = junit_case_of_session(record);
        clean_input_ = record.where.input;
    }
    void on(MessageRecord const& record) override { add_passed(record.where.input, junit_case(record)); }
    void on(ReportRecord const& record) override { add_passed(record.where.input, junit_case(record)); }

    void on(FailureRecord const& record) override {
        std::size_t const suite = suite_of(record.where.input);
        bool const repeated = !record.caused_by && record.new_problems == 0 && record.recipient;
        if (!repeated || !replace_failure(suite, record)) add_failure(suite, record);
    }

    void on(AnomalyRecord const& record) override {
        JunitSuite& suite = suites_[suite_of(record.input)];
        bool const found = findings_ && is_finding(record) && record.severity <= *findings_;
        if (found) clean_session_.reset();
        if (found || (!is_finding(record) && record.severity != Severity::info))
            suite.add(junit_case(record));
        else
            suite.note(fmt::format(
                "{} {} line {}: {}", to_string(record.severity), escape(record.id), record.line, escape(record.what)));
    }

    void on(SummaryRecord const&) override {
        add_clean_session();
        for (auto const& [suite, count] : unlisted_)
            suites_[suite].note(
                fmt::format("{} more failure{} not listed: the limit is {}", count, count == 1 ? "" : "s", most_cases));
        JunitCounts total;
        for (JunitSuite& suite : suites_) {
            if (suite.empty()) suite.add({"no failures", "input.read", CaseResult::passed, {}, {}, {}});
            total += suite.counts();
        }
        sink_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        sink_.write(fmt::format("<testsuites name=\"whybounce\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
            total.tests, total.failures, total.errors));
        for (JunitSuite const& suite : suites_) suite.write(sink_);
        sink_.write("</testsuites>\n");
    }

private:
    /// The mails of an mbox are named `box#3` but share the suite of the box.
    std::size_t suite_of(std::string_view input) {
        if (auto const known = by_input_.find(input); known != by_input_.end()) return known->second;
        if (auto const box = by_input_.find(input.substr(0, input.rfind('#'))); box != by_input_.end())
            return box->second;
        suites_.emplace_back(std::string(input));
        by_input_.emplace(input, suites_.size() - 1);
        return suites_.size() - 1;
    }

    void add_passed(std::string_view input, std::optional<JunitCase> made) {
        if (made && passed_++ < most_cases) suites_[suite_of(input)].add(std::move(*made));
    }

    /// In a report about findings a session passes when none of them was made.
    void add_clean_session() {
        if (clean_session_) add_passed(clean_input_, std::move(clean_session_));
        clean_session_.reset();
    }

    void add_failure(std::size_t suite, FailureRecord const& record) {
        if (failed_ == most_cases) {
            ++unlisted_[suite];
            return;
        }
        ++failed_;
        std::size_t const place = suites_[suite].add(junit_case(record));
        if (!record.caused_by) by_mail_[mail_key(suite, record)] = place;
    }

    /// Another attempt of a mail that is listed: the last answer is what counts.
    bool replace_failure(std::size_t suite, FailureRecord const& record) {
        auto const known = by_mail_.find(mail_key(suite, record));
        if (known == by_mail_.end()) return false;
        suites_[suite].replace(known->second, junit_case(record));
        return true;
    }

    static std::string mail_key(std::size_t suite, FailureRecord const& record) {
        OptionalView const mail = record.message_id ? record.message_id : record.queue_id;
        return fmt::format("{}\n{}\n{}", suite, mail.value_or(""), record.recipient.value_or(""));
    }

    ByteSink& sink_;
    std::optional<Severity> findings_; ///< of this severity and above they fail; empty: they are notes
    std::optional<JunitCase> clean_session_;
    std::string clean_input_;
    std::deque<JunitSuite> suites_;
    std::map<std::string, std::size_t, std::less<>> by_input_;
    std::unordered_map<std::string, std::size_t> by_mail_;
    std::map<std::size_t, std::uint64_t> unlisted_;
    std::size_t passed_ = 0, failed_ = 0;
};

} // namespace

std::unique_ptr<RecordSink> make_junit(ByteSink& sink, RenderOptions const& options) {
    return std::make_unique<JunitRenderer>(sink, options.findings);
}

} // namespace whybounce::report
