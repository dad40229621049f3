#pragma once
#include "whybounce/records.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whybounce::correlate {

/// Addresses as the log wrote them, in one piece of memory: a queue that is down holds very many of them.
class RecipientNames {
public:
    explicit operator bool() const { return static_cast<bool>(text_); }
    void set(std::string_view recipient, std::string_view orig_to);
    std::string_view recipient() const { return {text_.get() + head, size(0)}; }
    std::string_view orig_to() const { return {text_.get() + head + size(0), size(1)}; }

private:
    static constexpr std::size_t head = 2 * sizeof(std::uint32_t);
    std::size_t size(std::size_t which) const;

    std::unique_ptr<char[]> text_; ///< two sizes, then both addresses
};

/// A recipient of a message, and what became of it so far.
struct Recipient {
    std::uint64_t identity = 0; ///< hash of the address
    std::uint32_t attempts = 0;
    Fate fate = Fate::unknown;
    std::size_t last_line = 0;
    std::size_t last_deferral = 0; ///< line; 0: never deferred
    std::size_t own_failure = 0;   ///< line of the last attempt that was made, not suspended; 0: none
    RecipientNames names;          ///< kept where somebody will ask: all wanted, or deferred
    bool passed = false;           ///< given to a content filter, under an earlier queue id
    bool handed = false;           ///< given to a server of this host that may be a content filter
    Period hour;                   ///< of the line that `fate` was found out from
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
    std::size_t size() const { return empty_ ? 0 : 1 + (more_ ? more_->others.size() : 0); }
    Recipient& operator[](std::size_t i) { return i == 0 ? first_ : more_->others[i - 1]; }
    Recipient const& operator[](std::size_t i) const { return i == 0 ? first_ : more_->others[i - 1]; }

private:
    struct More {
        std::vector<Recipient> others;
        std::unordered_map<std::uint64_t, std::size_t> index; ///< into others, once they are many
    };
    Recipient first_;
    std::unique_ptr<More> more_; ///< all but the first
    bool empty_ = true;
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
    bool handed = false;        ///< the same of a server of this host
    bool id_known = false, sender_known = false; ///< are in `mail`
    std::uint64_t mail = 0;                      ///< sum of hashes of message-id and sender
    bool resumed = false; ///< its beginning was forgotten to keep memory bounded: it is no message of its own
    Period hour;          ///< of its first line
    Recipients recipients;
    std::unique_ptr<StoryDetails> details; ///< null where only fates are counted
};

} // namespace whybounce::correlate
