#pragma once
#include "whybounce/result.hpp"
#include <cstdint>
#include <optional>
#include <string>

namespace whybounce::input {

/// One readable text, after directories and archives are opened.
struct Item {
    std::string name;             ///< as the user spelled it; "-"; "dir/sub/name"; "backup.tar.gz/var/log/mail.log"
    std::optional<Error> problem; ///< missing, empty, binary ...: there is nothing to read
    std::string head;             ///< start of the decoded text, whole lines where possible; at most 64 KiB
    /// Seconds since 1970, UTC, when it was written last; none for pipes and standard input.
    std::optional<std::int64_t> modified;
};

} // namespace whybounce::input
