#pragma once
#include "cli/reading.hpp"
#include "cli/topic.hpp"
#include "report/document.hpp"
#include "whybounce/lint.hpp"

namespace whybounce::cli {

/// The page of a code, a status, a reason or an entry.
report::Document topic_page(Language const& in, Topic const& topic);
/// The page of a finding of the linter; its own words are English.
report::Document finding_page(Language const& in, LintRow const& finding);
/// The page of a pasted text.
report::Document reading_page(Language const& in, Reading const& reading);

/// "RCPT", "VRFY …" for several verbs, or the key of the step: where an entry holds.
std::string place_of(Entry const& entry);

} // namespace whybounce::cli
