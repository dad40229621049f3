#include "input/damage_queue.hpp"
#include <algorithm>

namespace whybounce::input {

void DamageQueue::look_for_nul(std::string_view block, std::size_t first_line) {
    auto const nul = block.find('\0');
    if (nul == std::string_view::npos) return;
    if (nul_count_ == 0)
        first_nul_line_ = first_line + std::size_t(std::count(block.begin(), block.begin() + nul, '\n'));
    nul_count_ += std::size_t(std::count(block.begin() + nul, block.end(), '\0'));
}

void DamageQueue::long_line(std::size_t line, std::size_t size) {
    add({input_, line, "IN-LONG-LINE", Severity::warning,
        "a line of " + std::to_string(size) + " bytes, cut after its first MiB",
        "check how the file was made: mail traffic has no lines of this length"});
}

void DamageQueue::add(Damage damage) {
    if (nul_count_ == 0)
        sink_.damage(damage);
    else
        waiting_.push_back(std::move(damage));
}

void DamageQueue::finish() {
    if (nul_count_ > 0)
        sink_.damage({input_, first_nul_line_, "IN-NUL", Severity::warning,
            std::to_string(nul_count_) + (nul_count_ == 1 ? " NUL byte" : " NUL bytes") + ", the first in this line",
            "a crash or a log rotated by copytruncate leaves them: lines near them may be incomplete"});
    for (auto const& damage : waiting_) sink_.damage(damage);
}

} // namespace whybounce::input
