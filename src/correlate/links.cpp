#include "correlate/links.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::correlate {
namespace {

constexpr std::size_t most_origins = 4096;
constexpr std::size_t most_held_back = 64;
constexpr std::size_t most_programs = 1024;
constexpr std::size_t most_copies = 8; // of one mail

} // namespace

OwnedKey const* Links::main_of(StoryKey const& key) const {
    if (mains_.empty()) return nullptr;
    auto const found = mains_.find(key.identity);
    return found == mains_.end() ? nullptr : &found->second;
}

void Links::join(StoryKey const& key, Story& main) {
    mains_.insert_or_assign(key.identity, OwnedKey{main.identity, main.queue_id});
    others_[main.identity].push_back(key.identity);
    main.joined = true;
}

void Links::forget(Story const& main) {
    if (!main.joined) return;
    auto const found = others_.find(main.identity);
    if (found == others_.end()) return;
    for (std::uint64_t const other : found->second) mains_.erase(other);
    others_.erase(found);
}

void Links::set_origin(StoryKey const& key, std::string_view parent, std::string_view relation) {
    if (origins_.size() >= most_origins) origins_.clear();
    origins_.insert_or_assign(key.identity, Descent{std::string(parent), relation});
}

void Links::take_origin(Story& story) {
    if (origins_.empty() || !story.details) return;
    auto const found = origins_.find(story.identity);
    if (found == origins_.end()) return;
    story.details->parent = std::move(found->second.parent);
    story.details->relation = found->second.relation;
    origins_.erase(found);
}

void Links::note(ByMail& mails, Story const& story) {
    if (mails.size() >= most_programs) mails.clear();
    std::vector<OwnedKey>& keys = mails[story.mail];
    std::erase_if(keys, [&](OwnedKey const& key) { return key.identity == story.identity; });
    if (keys.size() >= most_copies) keys.erase(keys.begin());
    keys.push_back({story.identity, story.queue_id});
}

std::vector<OwnedKey> const& Links::find(ByMail const& mails, std::uint64_t mail) {
    static std::vector<OwnedKey> const none;
    auto const found = mails.find(mail);
    return found == mails.end() ? none : found->second;
}

void Links::hold_back(Story const& story) { held_back_.push_back({story.identity, story.queue_id}); }

bool Links::is_held_back(Story const& story) const {
    return std::ranges::any_of(held_back_, [&](OwnedKey const& key) { return key.identity == story.identity; });
}

void Links::release(Story const& story) {
    std::erase_if(held_back_, [&](OwnedKey const& key) { return key.identity == story.identity; });
}

OwnedKey Links::overdue() const { return held_back_.size() > most_held_back ? held_back_.front() : OwnedKey{}; }

std::string_view queued_as(std::string_view reply) {
    constexpr std::string_view words = "queued as ";
    std::size_t const at = reply.rfind(words);
    if (at == std::string_view::npos) return {};
    std::string_view const rest = reply.substr(at + words.size());
    auto const end = std::ranges::find_if_not(rest, ascii::is_alnum);
    return {rest.begin(), end};
}

std::string_view relation_of(std::string_view notification) {
    if (notification.starts_with("postmaster ")) return "postmaster-notice";
    if (notification.find("non-delivery") != std::string_view::npos) return "bounce";
    if (notification.find("delay") != std::string_view::npos) return "delay-notice";
    return notification.find("delivery status") != std::string_view::npos ? "success-notice" : "";
}

} // namespace whybounce::correlate
