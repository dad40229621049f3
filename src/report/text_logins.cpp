#include "report/text_logins.hpp"

#include "report/escape.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace whybounce::report {
namespace {

constexpr std::size_t most_shown = 3;

/// "admin (5), root (3) and 12 more", the most frequent first.
std::string frequent(Language const& in, std::map<std::string, std::uint64_t, std::less<>> const& counts) {
    using Count = std::pair<std::string_view, std::uint64_t>;
    std::vector<Count> sorted(counts.begin(), counts.end());
    auto const shown = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(most_shown, sorted.size()));
    std::ranges::partial_sort(sorted, shown,
        [](Count const& a, Count const& b) { return std::pair(b.second, a.first) < std::pair(a.second, b.first); });
    std::vector<std::string> said;
    for (auto one = sorted.begin(); one != shown; ++one)
        said.push_back(fmt::format("{} ({})", escape(one->first), one->second));
    return list_of(in, said, counts.size());
}

} // namespace

void LoginTable::count(Counts& counts, OptionalView name) {
    if (!name) return;
    auto const known = counts.find(*name);
    if (known != counts.end())
        ++known->second;
    else if (counts.size() < most_names)
        counts.emplace(*name, 1);
}

void LoginTable::add(FailureRecord const& failure) {
    if (failure.origin != Origin::rejection || failure.phase != Step::auth || !failure.client.sasl_method) return;
    ++failed_;
    count(methods_, failure.client.sasl_method);
    count(users_, failure.client.sasl_username);
    count(clients_, failure.relay.ip);
}

std::string LoginTable::render(Language const& in, Fields const& fields) const {
    if (failed_ == 0) return {};
    std::string out = fields.field("logins", in.count("report.logins", failed_, {{"methods", frequent(in, methods_)}}));
    if (!users_.empty()) out += fields.field("", in.say("report.login-users", {{"users", frequent(in, users_)}}));
    if (!clients_.empty())
        out += fields.field("", in.say("report.login-clients", {{"clients", frequent(in, clients_)}}));
    return out;
}

} // namespace whybounce::report
