#include "lint/linter.hpp"

#include "lint/rules.hpp"
#include "lint/support.hpp"

#include <algorithm>

namespace whybounce::lint {
namespace {

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
    auto const all_rules = rules();
    auto const rows = lint_rows();
    for (std::size_t i = 0; i < all_rules.size(); ++i) {
        if (!is_asked(all_rules[i], scene)) continue;
        Notes notes(rows[i], findings);
        all_rules[i].check(scene, notes);
    }
    std::ranges::stable_sort(findings, {}, &Finding::line);
    remember_refusals(scene, refused_);
    return findings;
}

} // namespace whybounce::lint
