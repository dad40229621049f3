#pragma once
#include "cli/options.hpp"
#include "whybounce/analysis.hpp"

namespace whybounce::cli {

/// FORMAT=FILE of --output.
struct OutputWish {
    std::string format, file;
};

/// What `report` and `check` were asked for.
struct ReportOptions {
    std::vector<std::string> inputs;
    std::string format = "text";
    std::vector<OutputWish> outputs;
    std::optional<std::string> dialect;
    std::string colour = "auto", fail_on = "permanent";
    std::size_t top = 10;
    std::optional<int> year;
    std::string labels; ///< a peer whose names stand beside ours; empty: none
    Catalogue const* catalogue = nullptr;
    AnalysisOptions analysis;
};

/// Reads the command line of either command. nullopt: --help was printed. Throws UsageError.
std::optional<ReportOptions> read_report_options(Arguments const& arguments, bool check);

} // namespace whybounce::cli
