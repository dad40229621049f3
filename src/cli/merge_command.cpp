#include "analysis/summary_counter.hpp"
#include "analysis/tally.hpp"
#include "cli/command.hpp"
#include "cli/input_set.hpp"
#include "cli/outputs.hpp"
#include "cli/report_options.hpp"
#include "cli/saved_report.hpp"
#include "whybounce/hash.hpp"
#include "whybounce/version.hpp"

#include <unordered_map>

namespace whybounce::cli {
namespace {

/// Collects the bytes of an input.
class Text final : public input::BlockSink {
public:
    void block(std::string_view part, std::size_t) override { text += part; }
    void damage(input::Damage const&) override {}
    std::string text;
};

/// The first look: what the inputs of all reports are, and what their summaries add up to.
class Sum final : public RecordSink {
public:
    void on(HeaderRecord const& record) override {
        inputs.insert(inputs.end(), record.inputs.begin(), record.inputs.end());
        other_catalogue = other_catalogue || (!catalogue.empty() && catalogue != record.catalogue);
        catalogue = std::max(catalogue, std::string(record.catalogue));
    }
    void on(SummaryRecord const& record) override {
        analysis::add(summary, record);
        auto const status =
            worse(static_cast<ExitStatus>(summary.exit_status), static_cast<ExitStatus>(record.exit_status));
        summary.exit_status = static_cast<int>(status);
    }

    std::vector<InputInfo> inputs;
    std::string catalogue; ///< the newest
    bool other_catalogue = false;
    SummaryRecord summary;
};

/// The second look: hands the records on. What stands in an earlier report is counted once where it can be told for
/// sure: a problem by queue id, message-id and recipient.
class Joined final : public RecordSink {
public:
    explicit Joined(RecordSink& sink) : sink_(sink) {}

    /// The records that follow are those of the next report.
    void next_report() { ++report_; }
    /// Takes what stands in several reports out of the sum of their problems.
    void correct(SummaryRecord& sum) const {
        sum.problems -= same_problems_;
        if (sum.by_time.empty()) return;
        auto const unit = sum.by_time.begin()->first.unit();
        for (Period const hour : again_) {
            auto const row = sum.by_time.find(hour.within(unit));
            if (row != sum.by_time.end()) --row->second.problems;
        }
    }
    std::uint64_t same_messages() const { return same_messages_; }
    std::uint64_t same_failures() const { return same_failures_; }

    void on(SessionRecord const& record) override { sink_.on(record); }
    void on(DeliveryRecord const& record) override { sink_.on(record); }
    void on(ReportRecord const& record) override { sink_.on(record); }
    void on(EventRecord const& record) override { sink_.on(record); }
    void on(AnomalyRecord const& record) override { sink_.on(record); }
    void on(MessageRecord const& record) override {
        if (record.message_id && !record.queue_ids.empty())
            same_messages_ += was_there(hash_of(record.queue_ids.front(), hash_of(*record.message_id)));
        sink_.on(record);
    }
    void on(FailureRecord const& record) override {
        FailureRecord copy = record;
        if (record.time) same_failures_ += was_there(line_hash(record));
        if (record.new_problems == 1 && record.queue_id && record.message_id && record.recipient &&
            was_there(hash_no_case(*record.recipient, hash_of(*record.queue_id, hash_of(*record.message_id, 1))))) {
            copy.new_problems = 0;
            ++same_problems_;
            if (auto const hour = Period::parse(record.time.value_or("").substr(0, hour_size))) again_.push_back(*hour);
        }
        sink_.on(copy);
    }

private:
    static std::uint64_t line_hash(FailureRecord const& record) {
        std::uint64_t hash = hash_of(*record.time, record.attempts);
        for (OptionalView const text : {record.queue_id, record.recipient, record.relay.ip, OptionalView(record.text)})
            hash = hash_of(text.value_or(""), hash);
        return hash;
    }

    /// In a report before this one?
    bool was_there(std::uint64_t hash) {
        auto const [place, fresh] = first_.try_emplace(hash, report_);
        return !fresh && place->second != report_;
    }

    static constexpr std::size_t hour_size = std::string_view("2026-11-22T05").size();

    RecordSink& sink_;
    std::vector<Period> again_;                              ///< hours of problems that stand in an earlier report
    std::unordered_map<std::uint64_t, std::uint32_t> first_; ///< number of the report in which it stood first
    std::uint32_t report_ = 0;
    std::uint64_t same_problems_ = 0, same_messages_ = 0, same_failures_ = 0;
};

/// Standing for what a report says of itself in the first place of its anomalies.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

/// One run of `merge`.
class Merge {
public:
    explicit Merge(ReportOptions const& options)
        : options_(options), inputs_(input::Inputs::open(options.inputs, true)), reports_(*options.catalogue) {}

    ExitStatus run() {
        Sum sum;
        for (std::size_t item = 0; item < inputs_.items().size(); ++item) read(item, sum);
        if (status_ != ExitStatus::fine) return status_;
        Outputs outputs(options_);
        outputs.on(HeaderRecord{WHYBOUNCE_VERSION, sum.catalogue, sum.inputs});
        Joined joined(outputs);
        for (std::size_t item = 0; item < inputs_.items().size(); ++item) {
            joined.next_report();
            read(item, joined);
        }
        joined.correct(sum.summary);
        tell_overlap(sum, joined, outputs);
        outputs.on(sum.summary);
        return outputs.flush() ? status_ : worse(status_, ExitStatus::unreadable);
    }

private:
    void read(std::size_t number, RecordSink& sink) {
        input::Item const& item = inputs_.items()[number];
        if (item.problem) return refuse(*item.problem);
        Text text;
        auto const lines = inputs_.read(number, text);
        if (!lines) return refuse(lines.error());
        auto const records = reports_.read(text.text, item.name, sink);
        if (!records) refuse(records.error());
    }

    /// A sum that lacks one of its parts is wrong: nothing is written.
    void refuse(Error const& error) {
        complain(place_of(error) + ": " + error.what, error.hint);
        status_ = worse(status_, row_of(error.code).status);
    }

    void tell_overlap(Sum& sum, Joined const& joined, RecordSink& outputs) const {
        std::string const first = inputs_.items().front().name;
        auto const tell = [&](std::string_view id, Severity severity, std::string const& what, std::string_view hint) {
            AnomalyRecord const record{first, 0, id, severity, what, {}, hint};
            analysis::add(sum.summary, record);
            outputs.on(record);
        };
        if (joined.same_failures() > 0)
            tell("MG-OVERLAP", Severity::warning,
                counted(joined.same_failures(), "failure stands", "failures stand") +
                    " in several of the reports: what their logs share is counted more than once",
                "make one report of all logs: whybounce reads what they share once");
        if (joined.same_messages() > joined.same_failures())
            tell("MG-CROSSING", Severity::info,
                counted(joined.same_messages(), "message is", "messages are") +
                    " told in several of the reports, and counted in each",
                "cut the logs where the queue is empty, or make one report of all logs");
        if (sum.other_catalogue)
            tell("MG-CATALOGUE", Severity::info, "the reports were made with different catalogues",
                "make them anew with one version, so that a cause has one name");
    }

    ReportOptions const& options_;
    input::Inputs inputs_;
    SavedReport reports_;
    ExitStatus status_ = ExitStatus::fine;
};

} // namespace

ExitStatus run_merge(Arguments const& arguments) {
    auto const options = read_report_options(arguments, Task::merge);
    if (!options) return ExitStatus::fine;
    return Merge(*options).run();
}

} // namespace whybounce::cli
