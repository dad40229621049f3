#pragma once
#include "lint/notes.hpp"
#include "lint/scene.hpp"
#include "whybounce/event.hpp"

#include <span>

/// The rules behind the rows: one function a row, in the order of the rows.
namespace whybounce::lint {

/// Looks at one session. Pure.
using Check = void (*)(Scene const& scene, Notes& notes);

struct Rule {
    std::string_view id;
    Shows needs; ///< what the dialect must show, or the rule is not asked
    Check check;
    VerbSet about = any_verb; ///< the rule has nothing to say of a session without any of these
};

std::span<Rule const> tls_rules();
std::span<Rule const> auth_rules();
std::span<Rule const> sequence_rules();
std::span<Rule const> pipelining_rules();
std::span<Rule const> reply_rules();
std::span<Rule const> enhanced_rules();
std::span<Rule const> syntax_rules();
std::span<Rule const> utf8_rules();
std::span<Rule const> size_rules();
std::span<Rule const> content_rules();
std::span<Rule const> lmtp_rules();
std::span<Rule const> information_rules();
std::span<Rule const> retry_rules();
std::span<Rule const> transcript_rules();

/// All of them, in the order of lint_rows().
std::span<Rule const> rules();

} // namespace whybounce::lint
