#include "analysis/mail_search.hpp"
#include "analysis/summary_counter.hpp"
#include "cli/command.hpp"
#include "cli/input_set.hpp"
#include "cli/mail_stories.hpp"
#include "cli/outputs.hpp"
#include "cli/report_options.hpp"
#include "dialects/log_wrap.hpp"
#include "whybounce/version.hpp"

namespace whybounce::cli {
namespace {

/// Calls `take` with each line of a block, its end included, and its number.
template <typename Take> void each_line(std::string_view text, std::size_t number, Take take) {
    while (!text.empty()) {
        std::size_t const size = std::min(text.find('\n'), text.size() - 1) + 1;
        take(text.substr(0, size), number++);
        text.remove_prefix(size);
    }
}

/// The first go: finds queue ids.
class Learner final : public input::BlockSink {
public:
    explicit Learner(analysis::MailSearch& search) : search_(search) {}
    void block(std::string_view text, std::size_t first_line) override {
        each_line(text, first_line, [this](std::string_view line, std::size_t) { search_.learn(line); });
    }
    void damage(input::Damage const&) override {}

private:
    analysis::MailSearch& search_;
};

/// The second go: the lines that may matter are read in full. So is the first line of each day, for its year.
class Reader final : public input::BlockSink {
public:
    Reader(analysis::MailSearch const& search, Analysis& analysis, bool every_line)
        : search_(search), analysis_(analysis), every_line_(every_line) {}
    void block(std::string_view text, std::size_t first_line) override {
        if (every_line_) return analysis_.block(text, first_line);
        each_line(text, first_line, [this](std::string_view line, std::size_t number) {
            bool const new_day = line.substr(0, day_.size()) != day_;
            if (!new_day && !search_.concerns(line)) return;
            if (line.size() > stamp_size) day_ = line.substr(0, stamp_size);
            analysis_.block(line, number);
        });
    }
    void damage(input::Damage const& damage) override {
        analysis_.anomaly({damage.input, damage.line, damage.id, damage.severity, damage.what, {}, damage.hint});
    }

private:
    static constexpr std::size_t stamp_size = 6; ///< "Nov 22"
    analysis::MailSearch const& search_;
    Analysis& analysis_;
    bool every_line_;
    std::string day_ = "\n"; ///< of the line read last
};

/// Lines of this form say nothing one without the other.
bool is_export(std::string_view head) {
    return dialect::LogFraming::begins_export(head) || head.find("\n__CURSOR=") != std::string_view::npos;
}

AnalysisOptions analysis_options(ReportOptions const& options) {
    AnalysisOptions wanted;
    wanted.deliveries = wanted.events = true;
    wanted.most_stories = options.analysis.most_stories;
    return wanted;
}

/// One run of `trace`.
class Trace {
public:
    explicit Trace(ReportOptions const& options)
        : options_(options), outputs_(options), word_(options.word), search_(word_),
          stories_(word_, search_, options.analysis.filter),
          inputs_(options.inputs, {options.dialect, options.year, options.zone ? &*options.zone : nullptr, {}, true}),
          analysis_(*options.catalogue, analysis_options(options), stories_) {
        for (std::size_t place = 0; place < inputs_.size(); ++place)
            if (!inputs_.dialect(place) || inputs_.dialect(place)->kind != InputKind::log)
                inputs_.unrecognise(inputs_.item(place).name);
    }

    ExitStatus run() {
        analysis_.begin(inputs_.analysis_inputs());
        for (std::size_t place = 0; place < inputs_.size(); ++place)
            if (inputs_.dialect(place) && !inputs_.twin(place)) learn(place);
        search_.follow();
        for (std::size_t place = 0; place < inputs_.size(); ++place) read(place);
        stories_.all_read();
        SummaryRecord const read = analysis_.close();
        tell_header();
        SummaryRecord told = stories_.tell(outputs_);
        ExitStatus const status = settle(told);
        told.counts = read.counts;
        told.by_input = read.by_input;
        told.unrecognised_samples = read.unrecognised_samples;
        told.cut_stories = read.cut_stories;
        told.repeated = read.repeated;
        told.exit_status = static_cast<int>(status);
        outputs_.on(told);
        return outputs_.flush() ? status : worse(status, ExitStatus::unreadable);
    }

private:
    void learn(std::size_t place) {
        Learner learner(search_);
        (void)inputs_.read(place, learner); // the second go tells what is wrong
    }

    void read(std::size_t place) {
        input::Item const& item = inputs_.item(place);
        if (item.problem) return problem(*item.problem);
        if (input::Item const* const twin = inputs_.twin(place)) {
            std::string const what = "the same text as " + twin->name;
            return analysis_.anomaly({item.name, 0, "IN-SAME-TEXT", Severity::info, what, {}, "it is read once"});
        }
        if (!inputs_.dialect(place))
            return problem({Errc::not_recognised, item.name, 0, 0, "no mail log that whybounce knows",
                "`whybounce report` reads saved sessions and replies; `trace` needs a log of Postfix"});
        analysis_.begin_input(place, inputs_.context(place));
        Reader reader(search_, analysis_, is_export(item.head));
        auto const lines = inputs_.read(place, reader);
        analysis_.end_input();
        if (!lines) problem(lines.error());
    }

    void problem(Error const& error) {
        ErrorRow const& row = row_of(error.code);
        std::string const hint = better_hint(error);
        analysis_.anomaly({error.file, error.line, row.id, Severity::error, error.what, {}, hint});
        if (options_.format != "text") complain(place_of(error) + ": " + error.what, hint);
        if (row.status == ExitStatus::unreadable) unreadable_ = true;
    }

    void tell_header() {
        std::vector<InputInfo> inputs;
        for (AnalysisInput const& input : inputs_.analysis_inputs()) {
            InputInfo& info = inputs.emplace_back(InputInfo{input.name, {}, {}});
            if (!input.dialect) continue;
            info.dialect = input.dialect->id;
            info.kind = input.dialect->kind;
        }
        outputs_.on(HeaderRecord{WHYBOUNCE_VERSION, options_.catalogue->month(), inputs});
    }

    ExitStatus settle(SummaryRecord const& told) const {
        ExitStatus status = told.messages == 0 && told.failures == 0 ? ExitStatus::failures : ExitStatus::fine;
        if (!inputs_.all_recognised()) status = worse(status, ExitStatus::unrecognised);
        return unreadable_ ? worse(status, ExitStatus::unreadable) : status;
    }

    ReportOptions const& options_;
    Outputs outputs_;
    analysis::MailWord word_;
    analysis::MailSearch search_;
    MailStories stories_;
    InputSet inputs_;
    Analysis analysis_;
    bool unreadable_ = false;
};

} // namespace

ExitStatus run_trace(Arguments const& arguments) {
    auto const options = read_report_options(arguments, Task::trace);
    if (!options) return ExitStatus::fine;
    return Trace(*options).run();
}

} // namespace whybounce::cli
