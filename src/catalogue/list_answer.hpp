#pragma once
#include <string_view>

namespace whybounce {

/// 127.0.0.2 and its like are what a block list answered, never the address of who sent.
/// @param text  an IP address, or a mark of the catalogue: "127.0.1.*"
constexpr bool is_list_answer(std::string_view text) { return text.starts_with("127."); }

} // namespace whybounce
