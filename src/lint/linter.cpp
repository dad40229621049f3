#include "lint/linter.hpp"

#include "lint/support.hpp"

#include <algorithm>
#include <utility>

namespace whybounce::lint {
namespace {

constexpr std::size_t usual_findings = 4; ///< a session has at most so many, as a rule

/// Without both sides nothing can be said of either; of the transcript itself it can.
bool is_about_transcript(Rule const& rule) { return rule.id.starts_with("TR"); }

} // namespace

void Linter::begin_input(Shows shows) {
    shows_ = shows;
    refused_.clear();
    asked_.clear();
    asked_one_sided_.clear();
    auto const all_rules = rules();
    auto const rows = lint_rows();
    for (std::size_t i = 0; i < all_rules.size(); ++i) {
        if (!covers(shows, all_rules[i].needs)) continue;
        asked_.push_back({&all_rules[i], &rows[i]});
        if (is_about_transcript(all_rules[i])) asked_one_sided_.push_back(asked_.back());
    }
}

std::vector<Finding> Linter::check(session::Session const& session, bool copy) {
    Scene scene(session, shows_, std::move(room_));
    scene.refused_before = copy ? nullptr : &refused_;
    std::vector<Finding> findings;
    findings.reserve(usual_findings);
    for (Asked const& asked : scene.one_sided ? asked_one_sided_ : asked_) {
        if (!asked.rule->about.meets(scene.verbs)) continue;
        Notes notes(*asked.row, findings);
        asked.rule->check(scene, notes);
    }
    if (!std::ranges::is_sorted(findings, {}, &Finding::line)) std::ranges::stable_sort(findings, {}, &Finding::line);
    remember_refusals(scene, refused_);
    room_ = std::move(scene.moments);
    return findings;
}

} // namespace whybounce::lint
