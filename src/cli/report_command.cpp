#include "cli/command.hpp"
#include "cli/crew.hpp"
#include "cli/gate.hpp"
#include "cli/nearest.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "cli/report_options.hpp"
#include "cli/topic.hpp"
#include "input/inputs.hpp"
#include "language/languages.hpp"
#include "whybounce/analysis.hpp"

#include <algorithm>
#include <filesystem>

namespace whybounce::cli {
namespace {

/// The reader of a pipe went away: there is nobody left to tell.
struct Unheard {};

struct ErrorRow {
    Errc code;
    std::string_view id;
    ExitStatus status;
};
constexpr ErrorRow error_rows[] = {
    {Errc::unreadable_input, "IN-UNREADABLE", ExitStatus::unreadable},
    {Errc::damaged_archive, "IN-DAMAGED-ARCHIVE", ExitStatus::unreadable},
    {Errc::empty_input, "IN-EMPTY", ExitStatus::unrecognised},
    {Errc::not_recognised, "IN-NOT-RECOGNISED", ExitStatus::unrecognised},
    {Errc::bad_catalogue, "IN-BAD-CATALOGUE", ExitStatus::usage},
    {Errc::cannot_write, "OUT-UNWRITABLE", ExitStatus::unreadable},
};

ErrorRow const& row_of(Errc code) { return *std::ranges::find(error_rows, code, &ErrorRow::code); }

/// One run of `report`, `check` or `lint`.
class Run {
public:
    explicit Run(ReportOptions const& options)
        : options_(options), outputs_(options), gate_(make_gate(options, outputs_)),
          inputs_(input::Inputs::open(options.inputs)), analysis_(*options.catalogue, options.analysis, *gate_),
          progress_(wants_progress(options, outputs_), inputs_.size(), [this] { return inputs_.bytes_read(); }),
          crew_(analysis_, options.threads, [this] {
              progress_.step();
              if (options_.task == Task::report && outputs_.unheard()) throw Unheard{};
          }) {}

    ExitStatus run() {
        find_dialects();
        begin();
        for (std::size_t place = 0; place < order_.size(); ++place) read(place);
        progress_.clear();
        tell_unfit(analysis_.close());
        ExitStatus const status = settle();
        analysis_.finish(static_cast<int>(status));
        tell_reached();
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

    void find_dialects() {
        for (input::Item const& item : inputs_.items()) {
            Dialect const* dialect = nullptr;
            if (!item.problem)
                dialect = options_.dialect ? find_dialect(*options_.dialect) : recognise_dialect(item.head);
            dialects_.push_back(dialect);
        }
    }

    ReadingContext context_of(input::Item const& item) const {
        return {options_.year ? options_.year : item.year, item.head, options_.zone ? &*options_.zone : nullptr};
    }

    /// Inputs stay in the order given, but logs change places among themselves so that the older is read first.
    void put_logs_in_order() {
        struct Log {
            std::size_t item;
            std::optional<std::string> begins;
        };
        std::vector<Log> logs;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < order_.size(); ++i) {
            Dialect const* const dialect = dialects_[order_[i]];
            if (!dialect || !dialect->begins) continue;
            logs.push_back({order_[i], dialect->begins(context_of(inputs_.items()[order_[i]]))});
            places.push_back(i);
        }
        std::ranges::stable_sort(
            logs, [](Log const& a, Log const& b) { return a.begins && b.begins && *a.begins < *b.begins; });
        for (std::size_t i = 0; i < places.size(); ++i) order_[places[i]] = logs[i].item;
    }

    void begin() {
        for (std::size_t item = 0; item < inputs_.items().size(); ++item)
            if (!is_report(inputs_.items()[item].name)) order_.push_back(item);
        put_logs_in_order();
        std::vector<AnalysisInput> inputs;
        for (std::size_t const item : order_) inputs.push_back({inputs_.items()[item].name, dialects_[item]});
        analysis_.begin(std::move(inputs));
    }

    void read(std::size_t place) {
        std::size_t const number = order_[place];
        input::Item const& item = inputs_.items()[number];
        if (item.problem) return problem(*item.problem);
        if (!dialects_[number]) problem(not_recognised(item.name));
        analysis_.begin_input(place, context_of(item));
        auto const lines = inputs_.read(number, crew_);
        crew_.finish();
        analysis_.end_input();
        if (!lines) problem(lines.error());
    }

    /// A report of --output that lies in a folder to be read is no input.
    bool is_report(std::string const& name) const {
        std::error_code ignored;
        return std::ranges::any_of(options_.outputs,
            [&](OutputWish const& wish) { return std::filesystem::equivalent(wish.file, name, ignored); });
    }

    /// A dialect told by option may fit no line at all; then the input is not recognised.
    void tell_unfit(SummaryRecord const& summary) {
        for (auto const& [name, counts] : summary.by_input) {
            if (!options_.dialect || counts.parsed != 0) continue;
            problem({Errc::not_recognised, name, 0, 0, "no line of the dialect " + *options_.dialect,
                "leave out --dialect, or name another"});
            for (std::size_t i = 0; i < dialects_.size(); ++i)
                if (inputs_.items()[i].name == name) dialects_[i] = nullptr;
        }
    }

    /// Every argument gave something that was recognised: a gate must not pass by one wrong path among many.
    bool all_recognised() const {
        return std::ranges::all_of(options_.inputs, [this](std::string argument) {
            while (argument.size() > 1 && argument.ends_with('/')) argument.pop_back();
            for (std::size_t i = 0; i < dialects_.size(); ++i) {
                std::string const& name = inputs_.items()[i].name;
                if (dialects_[i] && name.starts_with(argument) &&
                    (name.size() == argument.size() || name[argument.size()] == '/'))
                    return true;
            }
            return false;
        });
    }

    static Error not_recognised(std::string const& name) {
        return {Errc::not_recognised, name, 0, 0, "no mail log, SMTP session or list of replies that whybounce knows",
            "name what it is with --dialect; `whybounce report --help` lists them"};
    }

    /// An input that cannot be used is told and left out; the others are still read.
    void problem(Error const& error) {
        progress_.clear();
        ErrorRow const& row = row_of(error.code);
        std::string const hint = better_hint(error);
        analysis_.anomaly({error.file, error.line, row.id, Severity::error, error.what, {}, hint});
        if (options_.format != "text") complain(place(error) + ": " + error.what, hint);
        if (row.status == ExitStatus::unreadable) unreadable_ = true;
    }

    /// A missing file that is named like a code or nearly like a command was meant as one.
    static std::string better_hint(Error const& error) {
        if (error.code != Errc::unreadable_input) return error.hint;
        if (find_topic(error.file)) return "did you mean `whybounce explain " + error.file + "`?";
        std::vector<std::string> names;
        for (CommandRow const& command : commands()) names.emplace_back(command.name);
        std::string const near = nearest(error.file, names);
        return near.empty() ? error.hint : "did you mean `whybounce " + near + "`? The command comes first";
    }

    static std::string place(Error const& error) {
        std::string text = error.file;
        if (error.line != 0) text += ":" + std::to_string(error.line);
        return text;
    }

    ExitStatus settle() const {
        ExitStatus status = gate_->reached() != 0 ? ExitStatus::failures : ExitStatus::fine;
        if (!all_recognised()) status = worse(status, ExitStatus::unrecognised);
        return unreadable_ ? worse(status, ExitStatus::unreadable) : status;
    }

    ReportOptions const& options_;
    Outputs outputs_;
    std::unique_ptr<Gate> gate_;
    input::Inputs inputs_;
    Analysis analysis_;
    Progress progress_;
    Crew crew_;
    std::vector<Dialect const*> dialects_;
    std::vector<std::size_t> order_; ///< items in the order they are read
    bool unreadable_ = false;
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
