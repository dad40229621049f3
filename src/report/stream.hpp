#pragma once
#include "report/renderer.hpp"

#include <memory>
#include <string_view>

/// What is told of an input that has no end: failures and anomalies as they come, nothing ranked, no summary.
namespace whybounce::report {

/// Makes the renderer of a format for a stream; null when the format needs an end.
/// @param format  "text": a block a failure; "ndjson": the records of a report
std::unique_ptr<RecordSink> make_stream(std::string_view format, ByteSink& sink, RenderOptions const& options);

} // namespace whybounce::report
