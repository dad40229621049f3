#include "lint/linter.hpp"

#include "lint/rules.hpp"
#include "lint/support.hpp"

#include <algorithm>

namespace whybounce::lint {
namespace {

constexpr std::size_t usual_findings = 4; ///< a session has at most so many, as a rule

/// Without both sides nothing can be said of either.
bool is_asked(Rule const& rule, Scene const& scene) {
    return covers(scene.shows, rule.needs) && (!scene.one_sided || rule.id.starts_with("TR"));
}

} // namespace

void Linter::begin_input(Shows shows) {
    shows_ = shows;
    refused_.clear();
}

std::vector<Finding> Linter::check(session::Session const& session, bool copy) {
    Scene scene(session, shows_);
    scene.refused_before = copy ? nullptr : &refused_;
    std::vector<Finding> findings;
    findings.reserve(usual_findings);
    auto const all_rules = rules();
    auto const rows = lint_rows();
    for (std::size_t i = 0; i < all_rules.size(); ++i) {
        if (!is_asked(all_rules[i], scene)) continue;
        Notes notes(rows[i], findings);
        all_rules[i].check(scene, notes);
    }
    if (!std::ranges::is_sorted(findings, {}, &Finding::line)) std::ranges::stable_sort(findings, {}, &Finding::line);
    remember_refusals(scene, refused_);
    return findings;
}

} // namespace whybounce::lint
