#pragma once
#include "whybounce/records.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::correlate {

/// A recipient of a message, and what became of it so far.
struct Recipient {
    std::string recipient, orig_to;
    std::uint32_t attempts = 0;
    Fate fate = Fate::unknown;
    std::size_t last_line = 0;
    std::optional<std::size_t> last_deferral; ///< line
    std::optional<std::size_t> own_failure;   ///< line of the last attempt that was made, not suspended
    bool passed = false;                      ///< given to a content filter, under an earlier queue id
};

/// One mail as its queue ids tell it. Owns what it keeps: the lines are gone.
struct Story {
    std::size_t input = 0; ///< number of the input of its first line
    std::size_t line = 0;
    std::vector<std::string> queue_ids;
    std::optional<std::string> message_id, sender, arrived, removed;
    std::optional<std::uint64_t> size;
    std::string client_host, client_ip;
    std::vector<Recipient> recipients;
    std::uint32_t nrcpt = 0;    ///< as the queue manager counts
    std::uint32_t open_ids = 1; ///< queue ids of it that are not removed
    bool picked_up = false;     ///< from a local program
    std::string parent, relation; ///< queue id of the mail it comes of, and how; empty when it stands alone

    Recipient& recipient(std::string_view address);
};

} // namespace whybounce::correlate
