#include "cli/stream_outputs.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace whybounce::cli {
namespace {

std::string absolute(std::string const& file) {
    std::error_code ignored;
    return std::filesystem::absolute(file, ignored).lexically_normal().string();
}

[[noreturn]] void cannot_write(std::string const& file) {
    throw UsageError("cannot write " + file + ": " + std::strerror(errno), // NOLINT(concurrency-mt-unsafe)
        "name a file in a folder that you may write to");
}

/// Takes back what was written behind the checkpoint: it will be told again.
void cut_back(int descriptor, std::string const& file, Checkpoint const& last) {
    auto const known = std::ranges::find(last.outputs, absolute(file), &Checkpoint::Output::path);
    struct stat now {};
    if (known == last.outputs.end() || ::fstat(descriptor, &now) != 0 || !S_ISREG(now.st_mode)) return;
    if (now.st_dev != known->device || now.st_ino != known->inode) {
        complain(file + " is another file than before",
            "what was told after the last checkpoint, at most a second of it, may be told twice");
        return;
    }
    if (static_cast<std::uint64_t>(now.st_size) < known->size)
        complain(file + " is shorter than it was", "somebody cut it; it goes on at its end");
    else if (::ftruncate(descriptor, static_cast<off_t>(known->size)) != 0)
        cannot_write(file);
}

} // namespace

StreamOutputs::StreamOutputs(ReportOptions const& options, std::optional<Checkpoint> const& last) {
    report::RenderOptions render;
    render.colour = wants_colour(options.colour);
    render.width = output_width();
    render.language = options.language;
    render.labels = options.labels;
    add(STDOUT_FILENO, {}, options.format, render, true);
    render.colour = options.colour == "always";
    for (OutputWish const& wish : options.outputs) {
        int const descriptor = ::open(wish.file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC,
            0666); // NOLINT(cppcoreguidelines-pro-type-vararg)
        if (descriptor < 0) cannot_write(wish.file);
        if (last) cut_back(descriptor, wish.file, *last);
        struct stat now {};
        bool const fresh = ::fstat(descriptor, &now) != 0 || now.st_size == 0;
        add(descriptor, wish.file, wish.format, render, fresh);
    }
}

void StreamOutputs::add(int descriptor, std::string const& file, std::string_view format,
    report::RenderOptions const& options, bool fresh) {
    auto sink = std::make_unique<FileSink>(descriptor, file.empty() ? "standard output" : file);
    auto renderer = report::make_stream(format, *sink, options);
    rows_.push_back(
        {std::move(sink), std::move(renderer), descriptor, file.empty() ? std::string{} : absolute(file), fresh});
}

void StreamOutputs::on(HeaderRecord const& record) {
    for (Row const& row : rows_)
        if (row.fresh) row.renderer->on(record);
}

bool StreamOutputs::flush() {
    bool ok = true;
    for (Row const& row : rows_) ok = row.sink->flush() && ok;
    dirty_ = false;
    return ok;
}

std::vector<Checkpoint::Output> StreamOutputs::sizes() const {
    std::vector<Checkpoint::Output> outputs;
    for (Row const& row : rows_) {
        struct stat now {};
        if (row.path.empty() || ::fstat(row.descriptor, &now) != 0 || !S_ISREG(now.st_mode)) continue;
        outputs.push_back({row.path, now.st_dev, now.st_ino, static_cast<std::uint64_t>(now.st_size)});
    }
    return outputs;
}

void StreamOutputs::sync() const {
    for (Row const& row : rows_)
        if (!row.path.empty()) ::fdatasync(row.descriptor);
}

bool StreamOutputs::is_heard() const {
    struct stat now {
    }, nowhere{};
    bool const known = ::fstat(STDOUT_FILENO, &now) == 0 && ::stat("/dev/null", &nowhere) == 0;
    return !known || !S_ISCHR(now.st_mode) || now.st_rdev != nowhere.st_rdev;
}

bool StreamOutputs::unheard() const {
    if (rows_.size() != 1) return false;
    pollfd look{STDOUT_FILENO, 0, 0};
    return rows_.front().sink->closed() || (::poll(&look, 1, 0) > 0 && (look.revents & POLLERR) != 0);
}

} // namespace whybounce::cli
