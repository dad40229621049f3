#include "cli/command.hpp"
#include "cli/followed_log.hpp"
#include "cli/stream_outputs.hpp"
#include "cli/wishes_to_stop.hpp"
#include "input/watch.hpp"
#include "language/languages.hpp"
#include "whybounce/version.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace whybounce::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int blocks_in_turn = 16; // of one log, before the others and the outputs have theirs
constexpr std::chrono::seconds often(1);

std::string absolute(std::string const& path) {
    std::error_code ignored;
    return path == "-" ? path : std::filesystem::absolute(path, ignored).lexically_normal().string();
}

std::optional<Checkpoint> const& none() {
    static std::optional<Checkpoint> const nothing;
    return nothing;
}

/// One run of `follow`.
class Following {
public:
    explicit Following(ReportOptions const& options)
        : options_(options), file_(open_checkpoint(options)), outputs_(options, last()),
          watch_(options.inputs, options.follow.poll.has_value()) {
        for (std::string const& name : options.inputs) logs_.push_back(open_log(name));
    }

    ExitStatus run() {
        tell_header();
        bool ok = outputs_.flush();
        if (!last()) keep();
        while (ok && !over() && !stop_.asked()) {
            bool const busy = read();
            if (outputs_.unheard()) return ExitStatus::fine;
            bool const heard = outputs_.dirty() && outputs_.is_heard();
            ok = outputs_.flush();
            if (ok && (heard || Clock::now() - kept_at_ >= often)) keep();
            if (ok && !busy && !over()) wait();
        }
        return finish(ok);
    }

private:
    static std::unique_ptr<CheckpointFile> open_checkpoint(ReportOptions const& options) {
        if (options.follow.checkpoint.empty()) return nullptr;
        return std::make_unique<CheckpointFile>(options.follow.checkpoint);
    }

    std::optional<Checkpoint> const& last() const { return file_ ? file_->found() : none(); }

    std::unique_ptr<FollowedLog> open_log(std::string const& name) {
        std::optional<std::vector<input::Stretch>> resume;
        if (last())
            for (Checkpoint::Log const& log : last()->logs)
                if (log.path == absolute(name)) resume = log.stretches;
        return std::make_unique<FollowedLog>(name, options_, outputs_, resume);
    }

    void tell_header() {
        std::vector<InputInfo> infos;
        for (auto const& log : logs_)
            infos.push_back({log->name(), std::string(log->dialect().id), log->dialect().kind});
        outputs_.on(HeaderRecord{WHYBOUNCE_VERSION, options_.catalogue->month(), infos});
    }

    bool over() const {
        return std::ranges::all_of(logs_, [](auto const& log) { return log->ended(); });
    }

    /// Reads what is there, up to a bound. False: nothing more is there.
    bool read() {
        bool busy = false;
        for (auto const& log : logs_)
            for (int i = 0; i < blocks_in_turn && !stop_.asked(); ++i) {
                if (!log->step()) break;
                busy = busy || i + 1 == blocks_in_turn;
            }
        return busy;
    }

    void wait() {
        using std::chrono::milliseconds;
        watch_.wait(options_.follow.poll ? milliseconds(*options_.follow.poll * 1000) : milliseconds(often),
            stop_.descriptor());
        if (std::ranges::any_of(logs_, [](auto const& log) { return log->ended(); })) watch_.forget_pipe();
    }

    /// What stands in the outputs now need not be told again. The checkpoint is written behind the outputs, and when it
    /// is read again they are cut to the length it tells: so nothing is left out, and nothing is there twice. An older
    /// checkpoint is as good, so a loss of power does no harm either.
    void keep() {
        kept_at_ = Clock::now();
        if (!file_) return;
        Checkpoint checkpoint;
        for (auto const& log : logs_) checkpoint.logs.push_back({absolute(log->name()), log->stretches()});
        checkpoint.outputs = outputs_.sizes();
        std::string text = to_json(checkpoint);
        if (text == kept_) return;
        outputs_.sync();
        if (file_->write(text)) kept_ = std::move(text);
    }

    ExitStatus finish(bool ok) {
        ok = outputs_.flush() && ok;
        if (ok) keep();
        FollowCounts counts;
        for (auto const& log : logs_) counts.add(log->counts());
        complain(counts.summary(), counts.reasons());
        bool const read_all = std::ranges::none_of(logs_, [](auto const& log) { return log->unread(); });
        return ok && read_all ? ExitStatus::fine : ExitStatus::unreadable;
    }

    ReportOptions const& options_;
    WishesToStop stop_; // before all that takes its time
    std::unique_ptr<CheckpointFile> file_;
    StreamOutputs outputs_;
    input::Watch watch_;
    std::vector<std::unique_ptr<FollowedLog>> logs_;
    Clock::time_point kept_at_{};
    std::string kept_; ///< what the checkpoint holds
};

} // namespace

ExitStatus run_follow(Arguments const& arguments) {
    auto const options = read_report_options(arguments, Task::follow);
    return options ? Following(*options).run() : ExitStatus::fine;
}

} // namespace whybounce::cli
