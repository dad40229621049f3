#include "cli/crew.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::size_t most_threads = 4;
constexpr std::size_t jobs_per_thread = 3; // one being read, one waiting, one to be taken

} // namespace

std::size_t usual_threads() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_threads); }

Crew::Crew(Analysis& analysis, std::size_t threads, std::function<void()> on_block)
    : analysis_(analysis), threads_(threads), on_block_(std::move(on_block)) {}

Crew::~Crew() {
    {
        Lock const lock(mutex_);
        stop_ = true;
    }
    to_read_.notify_all();
    for (std::thread& worker : workers_) worker.join();
}

char* Crew::buffer(std::size_t size) {
    if (filling_) free_.push_back(std::move(filling_)); // the last one of an input is not handed over
    if (threads_ < 2 || !analysis_.digests()) return nullptr;
    while (free_.empty()) {
        if (jobs_ < threads_ * jobs_per_thread) {
            free_.push_back(std::make_unique<Job>());
            free_.back()->buffer = std::make_unique_for_overwrite<char[]>(size);
            ++jobs_;
            break;
        }
        Lock lock(mutex_);
        if (!take_one(lock) && !read_one(lock))
            to_take_.wait(lock, [this] { return queue_.front()->state == State::read; });
    }
    filling_ = std::move(free_.back());
    free_.pop_back();
    return filling_->buffer.get();
}

void Crew::block(std::string_view text, std::size_t first_line) {
    on_block_();
    if (!filling_) return analysis_.block(text, first_line);
    if (workers_.empty()) start();
    filling_->text = text;
    filling_->first_line = first_line;
    filling_->state = State::waiting;
    filling_->failure = nullptr;
    Lock lock(mutex_);
    queue_.push_back(std::move(filling_));
    lock.unlock();
    to_read_.notify_one();
    lock.lock();
    while (take_one(lock)) {
    }
}

void Crew::damage(input::Damage const& damage) {
    finish();
    analysis_.anomaly({damage.input, damage.line, damage.id, damage.severity, damage.what, {}, damage.hint});
}

void Crew::finish() {
    Lock lock(mutex_);
    while (!queue_.empty())
        if (!take_one(lock) && !read_one(lock))
            to_take_.wait(lock, [this] { return queue_.front()->state == State::read; });
}

void Crew::start() {
    for (std::size_t i = 1; i < threads_; ++i) workers_.emplace_back([this] { work(); });
}

void Crew::work() {
    Lock lock(mutex_);
    while (!stop_)
        if (!read_one(lock)) to_read_.wait(lock);
}

/// Reads the first block that waits, without holding the lock. False: there is none.
bool Crew::read_one(Lock& lock) {
    auto const found = std::ranges::find(queue_, State::waiting, [](JobPtr const& job) { return job->state; });
    if (found == queue_.end()) return false;
    Job& job = **found;
    job.state = State::being_read;
    lock.unlock();
    try {
        analysis_.digest(job.text, job.digest);
    } catch (...) {
        job.failure = std::current_exception();
    }
    lock.lock();
    job.state = State::read;
    to_take_.notify_one();
    return true;
}

/// Takes the first block if it was read, without holding the lock. False: there is none, or it was not.
bool Crew::take_one(Lock& lock) {
    if (queue_.empty() || queue_.front()->state != State::read) return false;
    JobPtr job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    if (job->failure) std::rethrow_exception(job->failure);
    analysis_.take(job->digest, job->first_line);
    free_.push_back(std::move(job));
    lock.lock();
    return true;
}

} // namespace whybounce::cli
