#pragma once
#include "correlate/story.hpp"

#include <vector>

namespace whybounce::correlate {

/// Names a message while it is in the queue.
struct StoryKey {
    std::uint64_t identity; ///< hash of host and queue id
    std::string_view queue_id;
};

/// The messages in the queue, found by host and queue id. Bounded: who holds it forgets the oldest when it is full.
/// An open-addressing table of eight octets a slot over a pool of stories: a message of a busy log costs no malloc.
class StoryTable {
public:
    StoryTable();

    /// nullptr when there is none.
    Story* find(StoryKey const& key);
    /// Makes a story that is not there yet. The reference lives until it is erased.
    Story& add(StoryKey const& key);
    void erase(Story& story);
    /// The story whose lines ended longest ago, about: one that had a line since it was last looked at gets another
    /// round. Not to be called when empty.
    Story& oldest();

    std::size_t size() const { return size_; }
    /// All, in no order.
    std::vector<Story*> all();

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    struct Slot {
        std::uint32_t tag = 0, place = none;
    };
    /// A story and its neighbours by age.
    struct Entry {
        Story story;
        std::uint32_t older = none, younger = none;
        bool touched = false, used = false;
    };
    static constexpr std::size_t chunk_size = 256;

    Entry& at(std::uint32_t place) { return chunks_[place / chunk_size][place % chunk_size]; }
    std::uint32_t new_place();
    void link(std::uint32_t place);
    void unlink(std::uint32_t place);
    void grow();
    void put(std::uint32_t tag, std::uint32_t place);
    static std::uint32_t tag_of(std::uint64_t identity) { return static_cast<std::uint32_t>(identity >> 32U); }

    std::vector<Slot> slots_; ///< a power of two, at most three quarters full
    std::vector<std::unique_ptr<Entry[]>> chunks_;
    std::vector<std::uint32_t> free_;
    std::size_t size_ = 0;
    std::uint32_t places_ = 0, oldest_ = none, youngest_ = none;
};

} // namespace whybounce::correlate
