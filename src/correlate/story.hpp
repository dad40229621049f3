#pragma once
#include "whybounce/records.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whybounce::correlate {

/// Addresses as the log wrote them.
struct RecipientNames {
    std::string recipient, orig_to;
};

/// A recipient of a message, and what became of it so far.
struct Recipient {
    std::uint64_t identity = 0; ///< hash of the address
    std::uint32_t attempts = 0;
    Fate fate = Fate::unknown;
    std::size_t last_line = 0;
    std::size_t last_deferral = 0;         ///< line; 0: never deferred
    std::size_t own_failure = 0;           ///< line of the last attempt that was made, not suspended; 0: none
    std::unique_ptr<RecipientNames> names; ///< kept where somebody will ask: all wanted, or deferred
    bool passed = false;                   ///< given to a content filter, under an earlier queue id
};

/// The recipients of one message in the order of their first lines. Most messages have one: it needs no memory of its
/// own. Many are found by an index, so that a mailing list does not cost the square of its length.
class Recipients {
public:
    /// Finds or adds; the reference lives until the next call.
    Recipient& of(std::uint64_t identity);
    /// nullptr when there is none.
    Recipient* find(std::uint64_t identity);
    /// Gives one of these another identity, which none of them has yet.
    Recipient& rename(Recipient& recipient, std::uint64_t identity);
    std::size_t size() const { return size_; }
    Recipient& operator[](std::size_t i) { return i == 0 ? first_ : others_[i - 1]; }
    Recipient const& operator[](std::size_t i) const { return i == 0 ? first_ : others_[i - 1]; }

private:
    std::size_t size_ = 0;
    Recipient first_;
    std::vector<Recipient> others_;
    std::unique_ptr<std::unordered_map<std::uint64_t, std::size_t>> index_; ///< into others_, once they are many
};

/// What only those want who tell of messages one by one.
struct StoryDetails {
    std::vector<std::string> queue_ids;
    std::optional<std::string> message_id, sender, arrived, removed;
    std::optional<std::uint64_t> size;
    std::string client_host, client_ip;
    std::string parent;        ///< queue id of the mail it comes of; empty: of none
    std::string_view relation; ///< to its parent, as MessageRecord has it
};

/// One mail as its queue ids tell it. Owns what it keeps: the lines are gone.
struct Story {
    std::uint64_t identity = 0;    ///< hash of host and queue id
    std::uint64_t problems_as = 0; ///< under which number its failed recipients are counted
    std::string queue_id;
    std::size_t line = 0;       ///< first
    std::uint32_t input = 0;    ///< number of the input of its first line
    std::uint32_t open_ids = 1; ///< queue ids of it that are not removed
    bool joined = false;        ///< it has further queue ids
    bool from_loopback = false; ///< it came from this host by SMTP: perhaps back from a content filter
    bool from_pickup = false;   ///< a program of this host gave it to sendmail: perhaps a content filter
    bool piped = false;         ///< it was given to a program that may bring it back under another queue id
    std::uint64_t message_id = 0, sender = 0; ///< hashes; 0: not known
    bool resumed = false; ///< its beginning was forgotten to keep memory bounded: it is no message of its own
    Recipients recipients;
    std::unique_ptr<StoryDetails> details; ///< null where only fates are counted
};

} // namespace whybounce::correlate
