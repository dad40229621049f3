#pragma once
#include "whybounce/event.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::analysis {

/// Lines of a transcript, one behind the other, that its reader could not read: they are kept for a while, as they may
/// turn out to be another tool's.
class UnreadLines {
public:
    /// Beyond it they are given up: no tool says so much before the dialogue begins.
    static constexpr std::size_t most = 400;

    void add(std::string_view text, std::size_t number);
    bool empty() const { return numbers_.empty(); }
    /// Worth a look: asked at growing distances, so that the looks cost no more than the lines.
    bool due() const { return numbers_.size() >= look_at_; }
    bool enough() const { return numbers_.size() >= 3; }
    bool full() const { return numbers_.size() >= most; }
    /// The dialect that explains them, if that is another one than `present` and beyond doubt.
    Dialect const* other_dialect(Dialect const& present);
    std::size_t first_line() const { return numbers_.front(); }
    std::string_view text() const { return text_; }

    /// Hands out what was kept, line by line, and forgets it.
    void release(std::function<void(std::string_view text, std::size_t number)> const& take);

private:
    static constexpr std::size_t first_look = 6;

    std::string text_; ///< the lines, each with an end
    std::vector<std::size_t> numbers_;
    std::size_t look_at_ = first_look;
};

} // namespace whybounce::analysis
