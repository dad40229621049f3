#pragma once
#include "report/style.hpp"
#include "report/text_cause.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <span>
#include <string>

namespace whybounce::report {

/// What the text format knows besides the causes when the summary comes.
struct Overview {
    std::span<InputInfo const> inputs;
    SummaryRecord const& summary;
    std::uint64_t folded = 0;                 ///< consequences
    std::uint64_t replies = 0;                ///< in sessions
    bool log = false;                         ///< one of the inputs is a log
    std::span<std::string const> unread = {}; ///< inputs that are missing, empty or damaged: nothing could be read
};

/// The first lines: what was read and how much failed.
std::string render_header(Language const& in, Overview const& overview, Style const& style, std::size_t width);

/// "no failures: 3 sessions, 12 replies read"
std::string render_no_failures(Language const& in, Overview const& overview, Style const& style);

/// Counts of lines, mails and failures; a transcript needs them only where lines were not understood.
std::string render_counts(Language const& in, Overview const& overview, std::size_t width);

/// The first causes as a table, one line a reason, provider and actor.
std::string render_table(Language const& in, std::span<Cause const* const> causes, Style const& style, std::size_t top);

/// "(`whybounce check` would end with status 1)"; by default it does when something was refused for good.
std::string check_hint(Language const& in, SummaryRecord const& summary, bool refused_for_good);

} // namespace whybounce::report
