#pragma once
#include "cli/reading.hpp"
#include "cli/topic.hpp"
#include "report/document.hpp"
#include "whybounce/lint.hpp"

namespace whybounce::cli {

/// The page of a code, a status, a reason or an entry.
/// @param peer  whose label is told beside the reason; empty: nobody's
report::Document topic_page(Language const& in, Topic const& topic, std::string const& peer);
/// The page of a finding of the linter; its own words are English.
report::Document finding_page(Language const& in, LintRow const& finding);
/// The page of a pasted text.
report::Document reading_page(Language const& in, Reading const& reading, std::string const& peer);

/// What providers mean by the topic, a sentence each; no more than fit a page.
std::vector<std::string> use_words(Language const& in, Topic const& topic);

} // namespace whybounce::cli
