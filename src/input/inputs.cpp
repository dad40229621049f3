#include "input/inputs.hpp"
#include "input/line_blocks.hpp"
#include "input/survey.hpp"
#include "input/text_shape.hpp"

#include <algorithm>

namespace whybounce::input {
namespace {

Error named(Error error, std::string const& name) {
    error.file = name;
    return error;
}

} // namespace

struct Inputs::State {
    Survey survey;
};

Inputs::Inputs(std::unique_ptr<State> state) : state_(std::move(state)) {}
Inputs::Inputs(Inputs&&) noexcept = default;
Inputs& Inputs::operator=(Inputs&&) noexcept = default;
Inputs::~Inputs() = default;

Inputs Inputs::open(std::span<std::string const> arguments, bool twice) {
    auto state = std::make_unique<State>(State{Survey(twice)});
    for (auto const& argument : arguments) state->survey.add(argument);
    return Inputs(std::move(state));
}

std::span<Item const> Inputs::items() const { return state_->survey.items(); }

std::uint64_t Inputs::bytes_read() const { return state_->survey.origins().bytes_read(); }

std::optional<std::uint64_t> Inputs::size() const { return state_->survey.origins().size(); }

bool Inputs::same_text(std::size_t index, std::size_t other) {
    Item const &one = items()[index], &two = items()[other];
    std::size_t const common = std::min(one.head.size(), two.head.size());
    if (one.problem || two.problem || one.head.compare(0, common, two.head, 0, common) != 0) return false;
    return state_->survey.same_text(index, other);
}

Result<std::size_t> Inputs::read(std::size_t index, BlockSink& sink) {
    Item const& item = items()[index];
    if (item.problem) return *item.problem;
    auto bytes = state_->survey.open(index);
    if (!bytes) return named(bytes.error(), item.name);
    auto const shape = shape_of((*bytes)->peek(head_size));
    for (auto const& damage : damage_of(shape, item.name)) sink.damage(damage);
    auto const text = decoded(*std::move(bytes), shape);
    auto lines = LineBlocks(*text, sink, item.name).run();
    if (!lines) return named(lines.error(), item.name);
    return lines;
}

} // namespace whybounce::input
