#include "report/subjects.hpp"

#include "report/escape.hpp"
#include "report/words.hpp"
#include "whybounce/address.hpp"

#include <algorithm>

namespace whybounce::report {
namespace {

using Find = std::string_view (*)(FailureRecord const&);

std::string_view ip_of(FailureRecord const& failure) { return first_ip(failure.text); }

std::string_view recipient_domain(FailureRecord const& failure) { return domain_of(failure.recipient.value_or("")); }
std::string_view peer(FailureRecord const& failure) {
    return failure.relay.host ? *failure.relay.host : failure.relay.ip.value_or("");
}

/// Reasons, or groups of them, and what they are about. The first row that fits counts.
struct Row {
    std::string_view reason;
    Find find;
};
/// Senders are no subject: where nobody asks for them, a log's story does not keep them.
constexpr Row rows[] = {{"reputation.ip-", ip_of}, {"identity.no-ptr", ip_of}, {"domain.", recipient_domain},
    {"route.dns-failure", recipient_domain}, {"transport.no-answer", peer}, {"transport.lost", peer}, {"tls.", peer},
    {"remote.", peer}};

constexpr std::size_t most_named = 4;

} // namespace

std::string_view subject_of(FailureRecord const& failure) {
    std::string_view const reason = failure.diagnosis->reason->id;
    for (Row const& row : rows)
        if (reason.starts_with(row.reason)) return row.find(failure);
    return {};
}

void Subjects::add(std::string_view name, std::uint64_t problems) {
    if (name.empty()) return;
    auto known = std::ranges::find(rows_, name, &Row::name);
    if (known == rows_.end()) {
        if (rows_.size() == most) {
            beyond_ = true;
            return;
        }
        known = rows_.insert(rows_.end(), {std::string(name), 0});
    }
    known->problems += problems;
}

std::string subject_words(Language const& in, Subjects const& subjects) {
    auto const& all = subjects.rows();
    if (all.size() < 2) return {};
    auto ranked = all;
    std::ranges::stable_sort(ranked, std::greater<>{}, &Subjects::Row::problems);
    std::vector<std::string> named;
    for (std::size_t i = 0; i < std::min(ranked.size(), most_named); ++i)
        named.push_back(with_aside(in, escape(ranked[i].name), in.count("count.problems", ranked[i].problems)));
    return list_of(in, named, ranked.size() + (subjects.beyond() ? 1 : 0));
}

} // namespace whybounce::report
