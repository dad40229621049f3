#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace whybounce::cli {

/// How far a reading is.
struct Reach {
    std::uint64_t read = 0;              ///< bytes
    std::optional<std::uint64_t> size{}; ///< bytes in all; none: nobody knows
    double seconds = 0;                  ///< since the beginning
};

/// "43 %, 1.2 of 2.8 GB, 412 MB/s, 4 s left"; "1.2 GB, 412 MB/s" where the size is not known.
std::string reach_words(Reach const& reach);

/// Tells on standard error how far a long reading is: one line that is written over, and taken away at the end. Nothing
/// is told in the first second, and nothing at all where standard error is no terminal that somebody sits at.
class Progress {
public:
    using Clock = std::chrono::steady_clock;

    /// @param wanted  false: never
    /// @param size    bytes in all; none: nobody knows
    /// @param read    bytes that were read so far
    Progress(bool wanted, std::optional<std::uint64_t> size, std::function<std::uint64_t()> read);
    ~Progress() { clear(); }
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    /// Call it now and then; it looks at the clock and seldom writes.
    void step() {
        if (shown_) look();
    }
    /// Takes the line away, before something else is written.
    void clear();

private:
    void look();

    bool shown_;
    std::optional<std::uint64_t> size_;
    std::function<std::uint64_t()> read_;
    std::uint64_t before_ = 0; ///< bytes that were read to look at the inputs
    Clock::time_point begin_, next_;
    std::size_t columns_ = 0; ///< of the line that stands there
};

} // namespace whybounce::cli
