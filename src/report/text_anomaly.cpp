#include "report/text_anomaly.hpp"

#include "report/anomaly_words.hpp"
#include "report/escape.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace whybounce::report {
namespace {

constexpr std::size_t most_findings = 100;

Role role_of(Severity severity) {
    if (severity == Severity::error) return Role::permanent;
    return severity == Severity::warning ? Role::temporary : Role::plain;
}

std::string said(Language const& in, Severity severity) {
    return in.say("anomalies." + std::string(to_string(severity)));
}

} // namespace

void AnomalyList::add(Language const& in, AnomalyRecord const& anomaly, PlaceNames const& places) {
    ++by_severity_[static_cast<std::size_t>(anomaly.severity)];
    auto const known = std::ranges::find_if(findings_,
        [&](Finding const& f) { return anomaly.line > 0 && f.id == anomaly.id && f.severity == anomaly.severity; });
    if (known != findings_.end()) {
        ++known->count;
    } else if (findings_.size() < most_findings) {
        auto [what, hint, why] = anomaly_words(in, anomaly);
        if (anomaly.rfc) what = in.say("anomalies.rule", {{"what", what}, {"rule", source_words(in, *anomaly.rfc)}});
        what = in.say("anomalies.item", {{"place", places.of(anomaly.input, anomaly.line)}, {"what", what}});
        findings_.push_back({escape(anomaly.id), std::move(what), std::move(hint), anomaly.severity, 1});
    }
}

std::string AnomalyList::heading(Language const& in) const {
    std::vector<std::string> counts;
    for (Severity const severity : {Severity::error, Severity::warning, Severity::info}) {
        std::uint64_t const count = by_severity_[static_cast<std::size_t>(severity)];
        if (count > 0) counts.push_back(in.count(fmt::format("count.{}s", to_string(severity)), count));
    }
    std::string const found =
        counts.empty() ? in.say("anomalies.none") : in.say("anomalies.found", {{"counts", list_of(in, counts)}});
    return found + '\n';
}

std::string AnomalyList::render(Language const& in, Style const& style, std::size_t width) const {
    std::string out = heading(in);
    std::size_t columns = 0;
    for (Severity const severity : {Severity::error, Severity::warning, Severity::info})
        columns = std::max(columns, display_width(said(in, severity)));
    std::size_t const indent = columns + 3;
    std::string const margin(indent, ' '), lead = in.say("anomalies.hint", {{"hint", ""}});
    auto sorted = findings_;
    std::ranges::stable_sort(sorted, {}, &Finding::severity);
    for (Finding const& f : sorted) {
        std::string const severity = style.paint(role_of(f.severity), pad(said(in, f.severity), columns));
        out += fmt::format("  {} {}  {}\n", severity, f.id, wrap(f.what, indent + f.id.size() + 2, width));
        if (!f.hint.empty()) out += margin + lead + wrap(f.hint, indent + display_width(lead), width) + '\n';
        if (f.count > 1) out += margin + in.count("anomalies.more", f.count - 1, {{"id", f.id}}) + '\n';
    }
    return out;
}

} // namespace whybounce::report
