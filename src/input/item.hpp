#pragma once
#include "whybounce/result.hpp"
#include <optional>
#include <string>

namespace whybounce::input {

/// One readable text, after directories and archives are opened.
struct Item {
    std::string name;             ///< as the user spelled it; "-"; "dir/sub/name"; "backup.tar.gz/var/log/mail.log"
    std::optional<Error> problem; ///< missing, empty, binary ...: there is nothing to read
    std::string head;             ///< start of the decoded text, whole lines where possible; at most 64 KiB
    std::optional<int> year;      ///< of the modification time in UTC; none for pipes and standard input
};

} // namespace whybounce::input
