#pragma once
#include "cli/options.hpp"
#include "language/language.hpp"
#include "whybounce/analysis.hpp"
#include "whybounce/time_zone.hpp"

namespace whybounce::cli {

/// FORMAT=FILE of --output.
struct OutputWish {
    std::string format, file;
};

/// The commands that read files. They differ in what they tell and in what ends with status 1.
enum class Task : std::uint8_t { report, check, lint, trace, merge, follow };

/// What only `follow` is asked for.
struct FollowWishes {
    std::string checkpoint; ///< file; empty: none
    bool from_start = false;
    std::string olddir;         ///< folder of rotated logs; empty: beside the log
    std::size_t look_back = 64; ///< MiB
    std::optional<int> poll;    ///< seconds between two looks; empty: the kernel tells
};

/// What the commands that read files were asked for.
struct ReportOptions {
    Task task = Task::report;
    std::vector<std::string> inputs;
    std::string word; ///< what `trace` looks for
    std::string format = "text";
    std::vector<OutputWish> outputs;
    std::optional<std::string> dialect;
    std::string colour = "auto", fail_on = "permanent";
    bool must_match = false;                      ///< `check` that has nothing to judge does not pass
    language::Language const* language = nullptr; ///< of the text format
    Severity severity = Severity::error;          ///< of findings, from which on `lint` ends with status 1
    std::size_t top = 10;
    bool sequence = false; ///< draw each session
    bool progress = true;  ///< how far it is, on standard error, where that is a terminal
    std::size_t threads = 1;
    std::optional<int> year;
    std::string labels;                   ///< a peer whose names stand beside ours; empty: none
    Catalogue const* catalogue = nullptr; ///< never null when read
    std::optional<TimeZone> zone;         ///< of stamps that name none
    AnalysisOptions analysis;
    FollowWishes follow;
};

/// Reads the command line of one of them. nullopt: --help was printed. Throws UsageError.
std::optional<ReportOptions> read_report_options(Arguments const& arguments, Task task);

} // namespace whybounce::cli
