#include "cli/command.hpp"
#include "cli/crew.hpp"
#include "cli/gate.hpp"
#include "cli/input_set.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "cli/report_options.hpp"
#include "language/languages.hpp"
#include "whybounce/analysis.hpp"

namespace whybounce::cli {
namespace {

/// The reader of a pipe went away: there is nobody left to tell.
struct Unheard {};

/// One run of `report`, `check` or `lint`.
class Run {
public:
    explicit Run(ReportOptions const& options)
        : options_(options), outputs_(options), gate_(make_gate(options, outputs_)),
          inputs_(options.inputs, wishes(options)), analysis_(*options.catalogue, options.analysis, *gate_),
          progress_(wants_progress(options, outputs_), inputs_.bytes(), [this] { return inputs_.bytes_read(); }),
          crew_(analysis_, options.threads, [this] {
              progress_.step();
              if (options_.task == Task::report && outputs_.unheard()) throw Unheard{};
          }) {}

    ExitStatus run() {
        analysis_.begin(inputs_.analysis_inputs());
        for (std::size_t place = 0; place < inputs_.size(); ++place) read(place);
        progress_.clear();
        SummaryRecord const& summary = analysis_.close();
        tell_unfit(summary);
        judged_ = summary.sessions + summary.messages + summary.failures + gate_->reports();
        ExitStatus const status = settle();
        analysis_.finish(static_cast<int>(status));
        tell_reached();
        tell_nothing();
        return outputs_.flush() ? status : worse(status, ExitStatus::unreadable);
    }

private:
    /// Not between records that are written to the same terminal.
    static bool wants_progress(ReportOptions const& options, Outputs const& outputs) {
        return options.progress && !(outputs.wants_all() && standard_output_is_terminal());
    }

    /// The text format of `lint` ends with the counts.
    void tell_reached() {
        if (gate_->reached() == 0) return;
        if (options_.task == Task::check)
            complain(language::english().count("count.failures", gate_->reached()) + " reached --fail-on " +
                    options_.fail_on,
                "");
        else if (options_.format != "text")
            complain(std::to_string(gate_->reached()) + (gate_->reached() == 1 ? " finding" : " findings") +
                    " reached --severity " + std::string(to_string(options_.severity)),
                "");
    }

    /// A gate that had nothing to judge passes, but not in silence.
    void tell_nothing() {
        if (options_.task != Task::check || judged_ != 0 || !inputs_.all_recognised()) return;
        bool const narrowed = !options_.analysis.filter.empty();
        complain(narrowed ? "nothing passed the options that narrow, so there was nothing to judge"
                          : "there was nothing to judge: no session, no message, no failure",
            options_.must_match ? "" : "--must-match makes this status 5");
    }

    static InputWishes wishes(ReportOptions const& options) {
        InputWishes wishes{options.dialect, options.year, options.zone ? &*options.zone : nullptr};
        for (OutputWish const& wish : options.outputs) wishes.left_out.push_back(wish.file);
        return wishes;
    }

    void read(std::size_t place) {
        input::Item const& item = inputs_.item(place);
        if (item.problem) return problem(*item.problem);
        if (input::Item const* const twin = inputs_.twin(place)) return tell_twin(item, *twin);
        if (!inputs_.dialect(place)) problem(not_recognised(item.name));
        analysis_.begin_input(place, inputs_.context(place));
        auto const lines = inputs_.read(place, crew_);
        crew_.finish();
        analysis_.end_input();
        if (!lines) problem(lines.error());
    }

    void tell_twin(input::Item const& item, input::Item const& twin) {
        std::string const what = "the same text as " + twin.name;
        analysis_.anomaly({item.name, 0, "IN-SAME-TEXT", Severity::info, what, {}, "it is read once"});
    }

    /// A dialect told by option may fit no line at all; then the input is not recognised.
    void tell_unfit(SummaryRecord const& summary) {
        for (auto const& [name, counts] : summary.by_input) {
            if (!options_.dialect || counts.parsed != 0) continue;
            problem({Errc::not_recognised, name, 0, 0, "no line of the dialect " + *options_.dialect,
                "leave out --dialect, or name another"});
            inputs_.unrecognise(name);
        }
    }

    static Error not_recognised(std::string const& name) {
        return {Errc::not_recognised, name, 0, 0, "no mail log, SMTP session or list of replies that whybounce knows",
            "name what it is with --dialect; `whybounce codes dialects` lists them"};
    }

    /// An input that cannot be used is told and left out; the others are still read.
    void problem(Error const& error) {
        progress_.clear();
        ErrorRow const& row = row_of(error.code);
        std::string const hint = better_hint(error);
        analysis_.anomaly({error.file, error.line, row.id, Severity::error, error.what, {}, hint});
        if (options_.format != "text") complain(place_of(error) + ": " + error.what, hint);
        if (row.status == ExitStatus::unreadable) unreadable_ = true;
    }

    ExitStatus settle() const {
        ExitStatus status = gate_->reached() != 0 ? ExitStatus::failures : ExitStatus::fine;
        if (!inputs_.all_recognised()) status = worse(status, ExitStatus::unrecognised);
        if (options_.must_match && judged_ == 0) status = worse(status, ExitStatus::unrecognised);
        return unreadable_ ? worse(status, ExitStatus::unreadable) : status;
    }

    ReportOptions const& options_;
    Outputs outputs_;
    std::unique_ptr<Gate> gate_;
    InputSet inputs_;
    Analysis analysis_;
    Progress progress_;
    Crew crew_;
    bool unreadable_ = false;
    std::uint64_t judged_ = 0; ///< sessions, messages, failures, reports that passed the options that narrow
};

ExitStatus run(Arguments const& arguments, Task task) {
    auto const options = read_report_options(arguments, task);
    if (!options) return ExitStatus::fine;
    try {
        return Run(*options).run();
    } catch (Unheard const&) {
        return ExitStatus::fine;
    }
}

} // namespace

ExitStatus run_report(Arguments const& arguments) { return run(arguments, Task::report); }
ExitStatus run_check(Arguments const& arguments) { return run(arguments, Task::check); }
ExitStatus run_lint(Arguments const& arguments) { return run(arguments, Task::lint); }

} // namespace whybounce::cli
