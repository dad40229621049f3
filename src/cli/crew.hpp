#pragma once
#include "input/damage.hpp"
#include "whybounce/analysis.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace whybounce::cli {

/// Reads the blocks of inputs on several threads and hands them to the analysis in their order. The calling thread
/// reads the file, takes what was read, and helps with the reading when it has nothing else to do: so two threads are
/// enough to keep two cores busy. With one thread, or where the analysis wants every line in its turn, nothing is
/// started.
class Crew final : public input::BlockSink {
public:
    /// @param threads   at least 1; the calling one counts
    /// @param on_block  called before each block; may throw to stop the reading
    Crew(Analysis& analysis, std::size_t threads, std::function<void()> on_block);
    ~Crew() override;
    Crew(Crew const&) = delete;
    Crew& operator=(Crew const&) = delete;

    char* buffer(std::size_t size) override;
    void block(std::string_view text, std::size_t first_line) override;
    void damage(input::Damage const& damage) override;
    /// Takes all that was read so far; call it at the end of each input.
    void finish();

private:
    enum class State : std::uint8_t { waiting, being_read, read };
    struct Job {
        std::unique_ptr<char[]> buffer;
        std::string_view text;
        std::size_t first_line = 0;
        BlockDigest digest;
        State state = State::waiting;
        std::exception_ptr failure;
    };
    using JobPtr = std::unique_ptr<Job>;
    using Lock = std::unique_lock<std::mutex>;

    void start();
    void work();
    bool read_one(Lock& lock);
    bool take_one(Lock& lock);

    Analysis& analysis_;
    std::size_t threads_;
    std::function<void()> on_block_;
    std::vector<std::thread> workers_;
    std::mutex mutex_;
    std::condition_variable to_read_, to_take_;
    std::deque<JobPtr> queue_; ///< in the order of the input
    bool stop_ = false;
    // Of the calling thread alone:
    std::vector<JobPtr> free_;
    JobPtr filling_; ///< its buffer is being filled
    std::size_t jobs_ = 0;
};

/// Threads that a run uses when nobody says how many: one a core, but not more than reading one file can feed.
std::size_t usual_threads();

} // namespace whybounce::cli
