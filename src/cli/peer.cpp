#include "cli/peer.hpp"

#include "cli/nearest.hpp"
#include "report/peer_label.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace whybounce::cli {
namespace {

std::string known_peers() { return fmt::format("{}", fmt::join(report::peers(), ", ")); }

} // namespace

void add_peer_option(po::options_description& options, std::string_view where) {
    options.add_options()("labels", po::value<std::string>()->value_name("PEER"),
        fmt::format("also tell what this tool calls it: {} ({})", known_peers(), where).c_str());
}

std::string peer_of(po::variables_map const& values) {
    auto const name = optional_value(values, "labels");
    if (!name || std::ranges::find(report::peers(), *name) != report::peers().end()) return name.value_or("");
    std::string const near = nearest(*name, report::peers());
    throw UsageError("there are no labels of `" + *name + "`",
        (near.empty() ? "" : "did you mean `" + near + "`? ") + "Known: " + known_peers());
}

} // namespace whybounce::cli
