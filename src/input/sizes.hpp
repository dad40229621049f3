#pragma once
#include <cstddef>

namespace whybounce::input {

inline constexpr std::size_t kib = 1024;       ///< bytes
inline constexpr std::size_t mib = 1024 * kib; ///< bytes

} // namespace whybounce::input
