#pragma once
#include "input/damage.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::input {

/// Hands damage on in the order of lines. NUL bytes are told of once, with their number, so what is found behind the
/// first of them waits until the end.
class DamageQueue {
public:
    /// @param sink, input  must outlive the queue
    DamageQueue(BlockSink& sink, std::string const& input) : sink_(sink), input_(input) {}

    /// Counts the NUL bytes of a block. @param first_line  1-based
    void look_for_nul(std::string_view block, std::size_t first_line);

    /// A line was cut. @param size  of the whole line in bytes, without its LF
    void long_line(std::size_t line, std::size_t size);

    /// Hands over what waits; call it once, after the last block.
    void finish();

private:
    void add(Damage damage);

    BlockSink& sink_;
    std::string const& input_;
    std::size_t nul_count_ = 0, first_nul_line_ = 0;
    std::vector<Damage> waiting_;
};

} // namespace whybounce::input
