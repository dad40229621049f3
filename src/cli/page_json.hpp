#pragma once
#include "cli/reading.hpp"
#include "cli/topic.hpp"
#include "report/json_writer.hpp"
#include "whybounce/lint.hpp"

/// Pages as JSON: docs/schema/whybounce-page-1.json. Always in English.
namespace whybounce::cli {

void put_topic(report::JsonWriter& json, std::string_view key, Topic const& topic);
/// Member "finding".
void put_finding(report::JsonWriter& json, LintRow const& finding);
/// Members "pasted" and "rivals".
void put_reading(report::JsonWriter& json, Reading const& reading);

} // namespace whybounce::cli
