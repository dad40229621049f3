#include "report/peer_label.hpp"

#include "report/style.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

/// Where the words of a peer stand, and whether it tells hard bounces from soft ones.
struct Row {
    std::string_view peer;
    std::string Entry::*of_entry;
    std::string Reason::*of_reason;
    bool tells_hardness = false;
};
constexpr std::array rows{
    Row{"sisimai", &Entry::sisimai, &Reason::sisimai, true},
    Row{"sisimai-5.6", &Entry::sisimai, &Reason::sisimai_5_6, true},
    Row{"kumo", &Entry::kumo, &Reason::kumo},
    Row{"zone", &Entry::zone, &Reason::zone},
};

} // namespace

std::vector<std::string> const& peers() {
    static std::vector<std::string> const names = [] {
        std::vector<std::string> all;
        for (Row const& row : rows) all.emplace_back(row.peer);
        return all;
    }();
    return names;
}

std::string peer_label(language::Language const& in, std::string_view peer, Entry const* entry, Reason const& reason) {
    auto const* const row = std::ranges::find(rows, peer, &Row::peer);
    if (row == rows.end()) return "-";
    std::string word = entry && entry->reason == &reason ? entry->*row->of_entry : "";
    if (word.empty()) word = reason.*row->of_reason;
    if (word.empty()) word = "-";
    if (!row->tells_hardness) return word;
    return in.say(reason.sisimai_hard ? "peer.hard" : "peer.soft", {{"label", word}});
}

std::string peer_field(
    language::Language const& in, Fields const& fields, std::string_view peer, Diagnosis const& diagnosis) {
    if (peer.empty()) return {};
    return fmt::format(
        "  {} {}\n", pad(peer, fields.indent() - 3), peer_label(in, peer, diagnosis.entry, *diagnosis.reason));
}

} // namespace whybounce::report
