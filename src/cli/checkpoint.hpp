#pragma once
#include "input/file_source.hpp"
#include "input/followed_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace whybounce::cli {

/// Where `follow` goes on after it was stopped, however that happened.
struct Checkpoint {
    struct Log {
        std::string path; ///< absolute
        std::vector<input::Stretch> stretches;
    };
    /// How long a file of --output was when everything up to the stretches was in it.
    struct Output {
        std::string path; ///< absolute
        std::uint64_t device = 0, inode = 0, size = 0;
    };
    std::vector<Log> logs;
    std::vector<Output> outputs;
};

/// JSON of schema whybounce-checkpoint/1, one line.
std::string to_json(Checkpoint const& checkpoint);
/// nullopt: it is something else.
std::optional<Checkpoint> read_checkpoint(std::string const& json);

/// The file of --checkpoint. Held by one run at a time, and replaced as a whole: whoever reads it finds the old one or
/// the new one, also after a loss of power.
class CheckpointFile {
public:
    /// Reads it, if it is there. Throws UsageError when it is no checkpoint, cannot be written, or is held by another
    /// run.
    explicit CheckpointFile(std::string path);

    /// What the last run left; nullopt: it is the first.
    std::optional<Checkpoint> const& found() const { return found_; }

    /// @return false when it could not be written; that was said on standard error, once
    bool write(std::string const& json);

private:
    void hold();
    bool replace(std::string const& text) const;

    std::string path_;
    input::FileDescriptor lock_;
    std::optional<Checkpoint> found_;
    bool complained_ = false;
};

} // namespace whybounce::cli
