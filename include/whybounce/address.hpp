#pragma once
#include "whybounce/ascii.hpp"
#include <string_view>

namespace whybounce {

/// What stands behind the last "@" of a mail address; empty where there is none. A view into the address.
constexpr std::string_view domain_of(std::string_view address) {
    std::size_t const at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
}

/// Is the host or domain `name` this one or below it? In any case of letters; "example.com" holds "mx.example.com", but
/// not "badexample.com".
constexpr bool is_at_or_below(std::string_view name, std::string_view domain) {
    if (name.size() < domain.size()) return false;
    std::size_t const extra = name.size() - domain.size();
    return ascii::equal_no_case(name.substr(extra), domain) && (extra == 0 || name[extra - 1] == '.');
}

} // namespace whybounce
