#pragma once
#include <string_view>

namespace whybounce {

/// What stands behind the last "@" of a mail address; empty where there is none. A view into the address.
constexpr std::string_view domain_of(std::string_view address) {
    std::size_t const at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
}

} // namespace whybounce
