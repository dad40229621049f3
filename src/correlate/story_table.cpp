#include "correlate/story_table.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace whybounce::correlate {

namespace {
constexpr std::size_t first_slots = 1024;
constexpr std::size_t most_searched = 16; // recipients that are looked through one by one
} // namespace

std::size_t RecipientNames::size(std::size_t which) const {
    std::uint32_t size = 0;
    std::memcpy(&size, text_.get() + which * sizeof(size), sizeof(size));
    return size;
}

void RecipientNames::set(std::string_view recipient, std::string_view orig_to) {
    std::array<std::uint32_t, 2> const sizes{
        static_cast<std::uint32_t>(recipient.size()), static_cast<std::uint32_t>(orig_to.size())};
    auto text = std::make_unique_for_overwrite<char[]>(head + recipient.size() + orig_to.size());
    std::memcpy(text.get(), sizes.data(), head);
    std::ranges::copy(orig_to, std::ranges::copy(recipient, text.get() + head).out);
    text_ = std::move(text); // both may have been views into what was there before
}

Recipient& Recipients::of(std::uint64_t identity) {
    if (Recipient* const known = find(identity)) return *known;
    if (empty_) {
        empty_ = false;
        first_.identity = identity;
        return first_;
    }
    if (!more_) more_ = std::make_unique<More>();
    auto& [others, index] = *more_;
    Recipient& fresh = others.emplace_back();
    fresh.identity = identity;
    if (size() <= most_searched) return fresh;
    if (index.empty())
        for (std::size_t i = 0; i + 1 < others.size(); ++i) index.emplace(others[i].identity, i);
    index.emplace(identity, others.size() - 1);
    return fresh;
}

Recipient* Recipients::find(std::uint64_t identity) {
    if (empty_) return nullptr;
    if (first_.identity == identity) return &first_;
    if (!more_) return nullptr;
    auto& [others, index] = *more_;
    if (!index.empty()) {
        auto const found = index.find(identity);
        return found == index.end() ? nullptr : &others[found->second];
    }
    for (Recipient& other : others)
        if (other.identity == identity) return &other;
    return nullptr;
}

Recipient& Recipients::rename(Recipient& recipient, std::uint64_t identity) {
    if (more_ && !more_->index.empty() && &recipient != &first_) {
        more_->index.erase(recipient.identity);
        more_->index.emplace(identity, static_cast<std::size_t>(&recipient - more_->others.data()));
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
    if (++size_ * 5 > slots_.size() * 4) grow();
    std::uint32_t const place = new_place();
    put(tag_of(key.identity), place);
    link(place);
    Entry& entry = at(place);
    entry.used = true;
    entry.touched = false;
    entry.story.identity = key.identity;
    entry.story.queue_id = key.queue_id;
    entry.story.open_ids = 1;
    entry.story.joined = entry.story.from_loopback = entry.story.from_pickup = entry.story.piped = entry.story.handed =
        false;
    entry.story.id_known = entry.story.sender_known = false;
    entry.story.mail = 0;
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
