#include "report/text_anomaly.hpp"

#include "report/escape.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_findings = 100;
constexpr std::size_t indent = 10;

Role role_of(Severity severity) {
    if (severity == Severity::error) return Role::permanent;
    return severity == Severity::warning ? Role::temporary : Role::plain;
}

} // namespace

void AnomalyList::add(AnomalyRecord const& anomaly, PlaceNames const& places) {
    ++by_severity_[static_cast<std::size_t>(anomaly.severity)];
    auto const known = std::ranges::find_if(findings_,
        [&](Finding const& f) { return anomaly.line > 0 && f.id == anomaly.id && f.severity == anomaly.severity; });
    if (known != findings_.end()) {
        ++known->count;
    } else if (findings_.size() < most_findings) {
        findings_.push_back({escape(anomaly.id), places.of(anomaly.input, anomaly.line), escape(anomaly.what),
            anomaly.rfc ? fmt::format(" ({})", escape(*anomaly.rfc)) : "", escape(anomaly.hint), anomaly.severity, 1});
    }
}

std::string AnomalyList::heading() const {
    std::string counts;
    for (Severity const severity : {Severity::error, Severity::warning, Severity::info}) {
        std::uint64_t const count = by_severity_[static_cast<std::size_t>(severity)];
        if (count == 0) continue;
        counts += counts.empty() ? "" : ", ";
        counts += severity == Severity::info ? fmt::format("{} info", count) : plural(count, to_string(severity));
    }
    return fmt::format("anomalies: {}\n", counts.empty() ? "none" : counts);
}

std::string AnomalyList::render(Style const& style, std::size_t width) const {
    std::string out = heading();
    auto sorted = findings_;
    std::ranges::stable_sort(sorted, {}, &Finding::severity);
    for (Finding const& finding : sorted) {
        std::string const severity =
            style.paint(role_of(finding.severity), fmt::format("{:<7}", to_string(finding.severity)));
        std::string const what = fmt::format("{}: {}{}", finding.place, finding.what, finding.rfc);
        out += fmt::format("  {} {}  {}\n", severity, finding.id, wrap(what, indent + finding.id.size() + 2, width));
        if (!finding.hint.empty()) out += fmt::format("{:10}hint: {}\n", "", wrap(finding.hint, indent + 6, width));
        if (finding.count > 1) out += fmt::format("{:10}and {} more of {}\n", "", finding.count - 1, finding.id);
    }
    return out;
}

} // namespace whybounce::report
