#include "cli/command.hpp"
#include "cli/nearest.hpp"

namespace whybounce::cli {

std::span<CommandRow const> commands() {
    static constexpr CommandRow rows[] = {
        {"report", "say what failed, why, and who must do what (the default)", run_report},
        {"check", "the same for CI: ends with status 1 when a failure reaches --fail-on", run_check},
        {"follow", "keep reading logs as they grow, and tell of each failure when it happens", run_follow},
        {"lint", "check saved SMTP sessions against the RFCs", run_lint},
        {"trace", "tell the story of messages, found by queue id, message-id, address or domain", run_trace},
        {"merge", "add up reports that were saved as JSON", run_merge},
        {"explain", "explain a code, a reason, a finding, or a whole reply", run_explain},
        {"compare", "two codes or reasons side by side", run_compare},
        {"codes", "list and search all codes, reasons and findings", run_codes},
        {"catalogue", "list the rules, and check rules of your own", run_catalogue},
    };
    return rows;
}

std::string nearest_command(std::string_view word) {
    std::vector<std::string> names;
    for (CommandRow const& command : commands()) names.emplace_back(command.name);
    return nearest(word, names);
}

} // namespace whybounce::cli
