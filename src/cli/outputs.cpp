#include "cli/outputs.hpp"

#include "analysis/mail_search.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace whybounce::cli {

Outputs::Outputs(ReportOptions const& options) : merging_(options.task == Task::merge) {
    report::RenderOptions render;
    render.colour = wants_colour(options.colour);
    render.width = output_width();
    render.language = options.language;
    render.top = options.top;
    render.sequence = options.sequence;
    render.labels = options.labels;
    render.deliveries = options.analysis.deliveries;
    render.events = options.analysis.events;
    render.check_hint = options.task == Task::report || options.task == Task::merge;
    if (options.task == Task::lint) render.findings = options.severity;
    if (options.task == Task::trace)
        render.story = {options.word,
            [word = analysis::MailWord(options.word)](std::string_view address) { return word.names(address); }};
    add(STDOUT_FILENO, "standard output", options.format, render);
    render.colour = options.colour == "always";
    for (OutputWish const& wish : options.outputs) {
        int const descriptor = ::open(wish.file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
            0666); // NOLINT(cppcoreguidelines-pro-type-vararg)
        if (descriptor < 0)
            throw UsageError("cannot write " + wish.file + ": " + std::strerror(errno),
                "name a file in a folder that you may write to"); // NOLINT(concurrency-mt-unsafe)
        add(descriptor, wish.file, wish.format, render);
    }
}

void Outputs::add(int descriptor, std::string name, std::string_view format, report::RenderOptions const& options) {
    auto const formats = report::formats();
    auto const row = std::ranges::find(formats, format, &report::FormatRow::id);
    report::RenderOptions wanted = options;
    if (merging_ && format != "text") wanted.deliveries = wanted.events = true; // all that the reports hold
    auto sink = std::make_unique<FileSink>(descriptor, std::move(name));
    auto renderer = row->make(*sink, wanted);
    rows_.push_back({std::move(sink), std::move(renderer)});
}

bool Outputs::wants_all() const {
    return std::ranges::any_of(rows_, [](Row const& row) { return row.renderer->wants_all(); });
}

bool Outputs::flush() {
    bool ok = true;
    for (Row const& row : rows_) ok = row.sink->flush() && ok;
    return ok;
}

} // namespace whybounce::cli
