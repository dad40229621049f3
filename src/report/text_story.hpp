#pragma once
#include "report/renderer.hpp"

namespace whybounce::report {

/// The text format of `trace`. Takes the records of a message behind its own record, in the order of time; a rejection
/// without a queue id stands between messages.
std::unique_ptr<RecordSink> make_story_text(ByteSink& sink, RenderOptions const& options);

} // namespace whybounce::report
