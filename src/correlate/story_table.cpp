#include "correlate/story_table.hpp"

#include <utility>

namespace whybounce::correlate {

namespace {
constexpr std::size_t first_slots = 1024;
constexpr std::size_t most_searched = 16; // recipients that are looked through one by one
} // namespace

Recipient& Recipients::of(std::uint64_t identity) {
    if (Recipient* const known = find(identity)) return *known;
    Recipient& fresh = size_++ == 0 ? first_ : others_.emplace_back();
    fresh.identity = identity;
    if (size_ <= most_searched) return fresh;
    if (!index_) {
        index_ = std::make_unique<std::unordered_map<std::uint64_t, std::size_t>>();
        for (std::size_t i = 0; i + 1 < others_.size(); ++i) index_->emplace(others_[i].identity, i);
    }
    index_->emplace(identity, others_.size() - 1);
    return fresh;
}

Recipient* Recipients::find(std::uint64_t identity) {
    if (size_ == 0) return nullptr;
    if (first_.identity == identity) return &first_;
    if (index_) {
        auto const found = index_->find(identity);
        return found == index_->end() ? nullptr : &others_[found->second];
    }
    for (Recipient& other : others_)
        if (other.identity == identity) return &other;
    return nullptr;
}

Recipient& Recipients::rename(Recipient& recipient, std::uint64_t identity) {
    if (index_ && &recipient != &first_) {
        index_->erase(recipient.identity);
        index_->emplace(identity, static_cast<std::size_t>(&recipient - others_.data()));
    }
    recipient.identity = identity;
    return recipient;
}

StoryTable::StoryTable() : slots_(first_slots) {}

Story* StoryTable::find(StoryKey const& key) {
    std::size_t const mask = slots_.size() - 1;
    std::uint32_t const tag = tag_of(key.identity);
    for (std::size_t i = tag & mask; slots_[i].place != none; i = (i + 1) & mask) {
        if (slots_[i].tag != tag) continue;
        Entry& entry = at(slots_[i].place);
        if (entry.story.identity != key.identity || entry.story.queue_id != key.queue_id) continue;
        entry.touched = true;
        return &entry.story;
    }
    return nullptr;
}

Story& StoryTable::add(StoryKey const& key) {
    if (++size_ * 4 > slots_.size() * 3) grow();
    std::uint32_t const place = new_place();
    put(tag_of(key.identity), place);
    link(place);
    Entry& entry = at(place);
    entry.used = true;
    entry.touched = false;
    entry.story.identity = key.identity;
    entry.story.queue_id = key.queue_id;
    entry.story.open_ids = 1;
    entry.story.joined = entry.story.from_loopback = entry.story.from_pickup = entry.story.piped = false;
    entry.story.message_id = entry.story.sender = 0;
    return entry.story;
}

void StoryTable::erase(Story& story) {
    std::uint32_t const tag = tag_of(story.identity);
    std::size_t const mask = slots_.size() - 1;
    std::size_t hole = tag & mask;
    while (&at(slots_[hole].place).story != &story) hole = (hole + 1) & mask;
    std::uint32_t const place = slots_[hole].place;
    slots_[hole].place = none;
    for (std::size_t i = (hole + 1) & mask; slots_[i].place != none; i = (i + 1) & mask) {
        std::size_t const home = slots_[i].tag & mask;
        if (((i - home) & mask) < ((i - hole) & mask)) continue; // it stands between its home and the hole: still found
        slots_[hole] = slots_[i];
        slots_[i].place = none;
        hole = i;
    }
    unlink(place);
    at(place).used = false;
    story.recipients = {};
    story.details.reset();
    free_.push_back(place);
    --size_;
}

Story& StoryTable::oldest() {
    for (;;) {
        std::uint32_t const place = oldest_;
        Entry& entry = at(place);
        if (!entry.touched) return entry.story;
        entry.touched = false;
        unlink(place);
        link(place);
    }
}

std::vector<Story*> StoryTable::all() {
    std::vector<Story*> stories;
    for (std::uint32_t place = 0; place < places_; ++place)
        if (at(place).used) stories.push_back(&at(place).story);
    return stories;
}

std::uint32_t StoryTable::new_place() {
    if (!free_.empty()) {
        std::uint32_t const place = free_.back();
        free_.pop_back();
        return place;
    }
    if (places_ % chunk_size == 0) chunks_.push_back(std::make_unique<Entry[]>(chunk_size));
    return places_++;
}

void StoryTable::link(std::uint32_t place) {
    Entry& entry = at(place);
    entry.older = youngest_;
    entry.younger = none;
    (youngest_ == none ? oldest_ : at(youngest_).younger) = place;
    youngest_ = place;
}

void StoryTable::unlink(std::uint32_t place) {
    Entry const& entry = at(place);
    (entry.older == none ? oldest_ : at(entry.older).younger) = entry.younger;
    (entry.younger == none ? youngest_ : at(entry.younger).older) = entry.older;
}

void StoryTable::grow() {
    std::vector<Slot> const old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    for (Slot const& slot : old)
        if (slot.place != none) put(slot.tag, slot.place);
}

void StoryTable::put(std::uint32_t tag, std::uint32_t place) {
    std::size_t const mask = slots_.size() - 1;
    std::size_t i = tag & mask;
    while (slots_[i].place != none) i = (i + 1) & mask;
    slots_[i] = {tag, place};
}

} // namespace whybounce::correlate
