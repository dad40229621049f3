#include "report/text_logins.hpp"

#include "report/escape.hpp"

#include <algorithm>
#include <vector>

namespace whybounce::report {
namespace {

constexpr std::size_t most_shown = 3;

/// "admin (5), root (3) and 12 more", the most frequent first.
std::string frequent(Language const& in, CountMap const& counts) {
    using Count = std::pair<std::string_view, std::uint64_t>;
    std::vector<Count> sorted(counts.begin(), counts.end());
    auto const shown = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(most_shown, sorted.size()));
    std::ranges::partial_sort(sorted, shown,
        [](Count const& a, Count const& b) { return std::pair(b.second, a.first) < std::pair(a.second, b.first); });
    std::vector<std::string> said;
    for (auto one = sorted.begin(); one != shown; ++one)
        said.push_back(with_aside(in, escape(one->first), std::to_string(one->second)));
    return list_of(in, said, counts.size());
}

} // namespace

std::string render_logins(Language const& in, Fields const& fields, LoginCounts const& logins) {
    if (logins.failed == 0) return {};
    std::string out =
        fields.field("logins", in.count("report.logins", logins.failed, {{"methods", frequent(in, logins.by_method)}}));
    if (!logins.by_user.empty())
        out += fields.field("", in.say("report.login-users", {{"users", frequent(in, logins.by_user)}}));
    if (!logins.by_client.empty())
        out += fields.field("", in.say("report.login-clients", {{"clients", frequent(in, logins.by_client)}}));
    return out;
}

} // namespace whybounce::report
