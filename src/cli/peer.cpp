#include "cli/peer.hpp"

#include <algorithm>
#include <array>

namespace whybounce::cli {
namespace {

/// Where a peer's words stand: those of an entry go before those of its reason.
struct Peer {
    std::string_view name;
    std::string Entry::*of_entry;
    std::string Reason::*of_reason;
};
constexpr std::array peers{
    Peer{"sisimai", &Entry::sisimai, &Reason::sisimai},
    Peer{"sisimai-5.6", &Entry::sisimai, &Reason::sisimai_5_6},
    Peer{"kumo", &Entry::kumo, &Reason::kumo},
    Peer{"zone", &Entry::zone, &Reason::zone},
};

} // namespace

void add_peer_option(po::options_description& options) {
    options.add_options()("labels", po::value<std::string>()->value_name("PEER"),
        "also tell what this tool calls it: sisimai, sisimai-5.6, kumo, zone (not in JSON)");
}

std::string peer_of(po::variables_map const& values) {
    auto const name = optional_value(values, "labels");
    if (!name) return {};
    if (std::ranges::find(peers, *name, &Peer::name) == peers.end())
        throw UsageError("there are no labels of `" + *name + "`", "known: sisimai, sisimai-5.6, kumo, zone");
    return *name;
}

std::string peer_word(std::string_view name, Entry const* entry, Reason const& reason) {
    auto const* const peer = std::ranges::find(peers, name, &Peer::name);
    if (peer == peers.end()) return "-";
    std::string word = entry && entry->reason == &reason ? entry->*peer->of_entry : "";
    if (word.empty()) word = reason.*peer->of_reason;
    if (word.empty()) word = "-";
    if (name.starts_with("sisimai")) word += reason.sisimai_hard ? " (hard bounce)" : " (soft bounce)";
    return word;
}

} // namespace whybounce::cli
