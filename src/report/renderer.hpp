#pragma once
#include "language/language.hpp"
#include "whybounce/records.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Renderers turn records into bytes. They are pure: what lies behind a ByteSink is the shell's business.
namespace whybounce::report {

/// Where the bytes of a report go.
class ByteSink {
public:
    virtual ~ByteSink() = default;
    virtual void write(std::string_view bytes) = 0;
};

/// What `trace` looks for: the text format tells stories of messages instead of causes.
struct StoryWishes {
    std::string word;                                   ///< as the user wrote it
    std::function<bool(std::string_view address)> asks; ///< is this address what is looked for?
};

/// What the user may choose about a report.
struct RenderOptions {
    bool colour = false;     ///< text only
    std::size_t width = 100; ///< text only, in columns
    std::size_t top = 10;    ///< causes that the text format shows in full
    bool sequence = false;   ///< text only: each session is drawn as a ladder
    bool deliveries = false; ///< write `delivery` records
    bool events = false;     ///< write `event` records
    bool check_hint = true;  ///< the text format ends with the status that `whybounce check` would give
    /// Findings of this severity and above are what the report is about (`lint`); empty for the other commands.
    std::optional<Severity> findings = {};
    language::Language const* language = nullptr; ///< text only, null is English; machine formats always are
    std::optional<StoryWishes> story = {};        ///< text only
    std::string_view labels = {}; ///< text only: a peer (sisimai, kumo, zone) whose names stand beside ours; a literal
};

/// Makes the renderer of one format. The sink must outlive it; the report is complete after the summary record.
using RendererMaker = std::unique_ptr<RecordSink>(ByteSink& sink, RenderOptions const& options);

/// One output format.
struct FormatRow {
    std::string_view id;        ///< value of --format
    std::string_view extension; ///< of a file that holds it, with the dot
    std::string_view summary;   ///< one line for --help
    RendererMaker* make;
};

/// All formats, in the order of --help; the first is the default.
std::span<FormatRow const> formats();

} // namespace whybounce::report
