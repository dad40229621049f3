#include "input/unwrapping.hpp"
#include "input/filter_source.hpp"
#include "input/magic.hpp"

namespace whybounce::input {
namespace {

constexpr std::size_t magic_size = 512; // bytes; a tar header
constexpr int most_layers = 4;          // a file that unpacks to itself must come to an end

} // namespace

PeekPtr unwrapped(PeekPtr bytes) {
    for (int layer = 0; layer < most_layers; ++layer) {
        auto const wrapping = wrapping_of(bytes->peek(magic_size));
        if (wrapping == Wrapping::none || wrapping == Wrapping::container) break;
        bytes = peekable(std::make_unique<FilterSource>(std::move(bytes), wrapping));
    }
    return bytes;
}

bool is_container(PeekSource& bytes) { return wrapping_of(bytes.peek(magic_size)) == Wrapping::container; }

std::shared_ptr<Archive> opened_archive(PeekPtr bytes) {
    return std::make_shared<Archive>(std::move(bytes), Wrapping::container);
}

PeekPtr opened_member(std::shared_ptr<Archive> archive) {
    return unwrapped(peekable(std::make_unique<MemberSource>(std::move(archive))));
}

} // namespace whybounce::input
