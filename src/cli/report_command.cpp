#include "cli/command.hpp"
#include "cli/gate.hpp"
#include "cli/outputs.hpp"
#include "cli/report_options.hpp"
#include "input/inputs.hpp"
#include "whybounce/analysis.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

/// The reader of a pipe went away: there is nobody left to tell.
struct Unheard {};

/// Hands the blocks of one input to the analysis.
class Feeder final : public input::BlockSink {
public:
    Feeder(Analysis& analysis, Outputs const& outputs, bool may_stop) : analysis_(analysis), outputs_(outputs), may_stop_(may_stop) {}

    void block(std::string_view text, std::size_t first_line) override {
        if (may_stop_ && outputs_.unheard()) throw Unheard{};
        analysis_.block(text, first_line);
    }

    void damage(input::Damage const& damage) override {
        analysis_.anomaly({damage.input, damage.line, damage.id, damage.severity, damage.what, {}, damage.hint});
    }

private:
    Analysis& analysis_;
    Outputs const& outputs_;
    bool may_stop_;
};

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

/// One run of `report` or `check`.
class Run {
public:
    Run(ReportOptions const& options, bool check)
        : options_(options), check_(check), outputs_(options, check), gate_(check ? options.fail_on : "never", outputs_),
          inputs_(input::Inputs::open(options.inputs)), analysis_(Catalogue::built_in(), options.analysis, gate_) {}

    ExitStatus run() {
        find_dialects();
        for (std::size_t i = 0; i < inputs_.items().size(); ++i) read(i);
        analysis_.close();
        ExitStatus const status = settle();
        analysis_.finish(static_cast<int>(status));
        return outputs_.flush() ? status : worse(status, ExitStatus::unreadable);
    }

private:
    void find_dialects() {
        std::vector<AnalysisInput> inputs;
        for (input::Item const& item : inputs_.items()) {
            Dialect const* dialect = nullptr;
            if (!item.problem) dialect = options_.dialect ? find_dialect(*options_.dialect) : recognise_dialect(item.head);
            inputs.push_back({item.name, dialect});
            dialects_.push_back(dialect);
        }
        analysis_.begin(std::move(inputs));
    }

    void read(std::size_t number) {
        input::Item const& item = inputs_.items()[number];
        if (item.problem) return problem(*item.problem);
        if (dialects_[number]) recognised_ = true;
        else problem(not_recognised(item.name));
        analysis_.begin_input(number, {options_.year ? options_.year : item.year, item.head});
        Feeder feeder(analysis_, outputs_, !check_);
        auto const lines = inputs_.read(number, feeder);
        analysis_.end_input();
        if (!lines) problem(lines.error());
    }

    static Error not_recognised(std::string const& name) {
        return {Errc::not_recognised, name, 0, 0, "no mail log, SMTP session or list of replies that whybounce knows",
            "name what it is with --dialect; `whybounce report --help` lists them"};
    }

    /// An input that cannot be used is told and left out; the others are still read.
    void problem(Error const& error) {
        ErrorRow const& row = row_of(error.code);
        analysis_.anomaly({error.file, error.line, row.id, Severity::error, error.what, {}, error.hint});
        if (options_.format != "text") complain(place(error) + ": " + error.what, error.hint);
        if (row.status == ExitStatus::unreadable) unreadable_ = true;
    }

    static std::string place(Error const& error) {
        std::string text = error.file;
        if (error.line != 0) text += ":" + std::to_string(error.line);
        return text;
    }

    ExitStatus settle() const {
        ExitStatus status = gate_.reached() ? ExitStatus::failures : ExitStatus::fine;
        if (!recognised_) status = worse(status, ExitStatus::unrecognised);
        return unreadable_ ? worse(status, ExitStatus::unreadable) : status;
    }

    ReportOptions const& options_;
    bool check_;
    Outputs outputs_;
    Gate gate_;
    input::Inputs inputs_;
    Analysis analysis_;
    std::vector<Dialect const*> dialects_;
    bool recognised_ = false, unreadable_ = false;
};

ExitStatus run(Arguments const& arguments, bool check) {
    auto const options = read_report_options(arguments, check);
    if (!options) return ExitStatus::fine;
    try {
        return Run(*options, check).run();
    } catch (Unheard const&) {
        return ExitStatus::fine;
    }
}

} // namespace

ExitStatus run_report(Arguments const& arguments) { return run(arguments, false); }
ExitStatus run_check(Arguments const& arguments) { return run(arguments, true); }

} // namespace whybounce::cli
