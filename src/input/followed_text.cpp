#include "input/followed_text.hpp"
#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace whybounce::input {
namespace {

constexpr std::uint64_t ways = 64; // places kept within the bytes of look_back

/// Back to where the story begins, if the file lets us.
std::uint64_t begin_of(FoundText& found, Stretch const& stretch) {
    bool const back = stretch.from < stretch.told.offset && go_back(found, stretch.from);
    return back ? stretch.from : stretch.told.offset;
}

} // namespace

FollowedText::FollowedText(FoundText found, Stretch const& stretch, bool only_old, std::uint64_t look_back,
    std::string const& name, FollowSink& sink)
    : found_(std::move(found)), sink_(sink), told_(stretch.told), read_(begin_of(found_, stretch)),
      look_back_(look_back), plain_(found_.text == nullptr),
      only_old_(only_old), way_{{read_, read_ == stretch.told.offset ? stretch.told.lines : stretch.lines_before}},
      lines_(*this, *this, name, way_.front().lines) {
    text_ = plain_ ? std::make_unique<FileSource>(found_.file.duplicate()) : std::move(found_.text);
    imprint_ = found_.imprint;
    told_.device = found_.look.device;
    told_.inode = found_.look.inode;
    told_.modified = found_.look.modified;
    sink_.quiet(true);
}

/// Old lines are read up to their end exactly; the first byte behind it is news.
Result<std::size_t> FollowedText::read(std::span<char> room) {
    bool const old = read_ < told_.offset;
    if (!old && only_old_) return std::size_t{0};
    if (old) room = room.first(std::min<std::uint64_t>(room.size(), told_.offset - read_));
    if (plain_ && !stands_as_before()) return std::size_t{0};
    auto const got = text_->read(room);
    if (!got || *got == 0) return got;
    if (!old && quiet_) sink_.quiet(quiet_ = false);
    read_ += *got;
    return got;
}

/// Looks before every read, so that bytes of another text are never taken for the next ones of this.
bool FollowedText::stands_as_before() {
    auto const look = look_at(found_.file);
    if (!look) return false;
    if (!look->regular || look->size == read_) return true;
    TextMark here;
    here.offset = read_ - lines_.pending();
    imprint_.put(here);
    cut_ = look->size < read_ || !fits(found_.file, here);
    return !cut_;
}

Result<std::size_t> FollowedText::step() {
    auto const got = lines_.step();
    if (got && *got > 0) remember_way();
    return got;
}

void FollowedText::block(std::string_view text, std::size_t first_line) {
    if (!begun_) {
        begun_ = true;
        auto const head = text.substr(0, text.rfind('\n', head_size) + 1); // npos + 1 is 0
        constexpr std::int64_t second = 1'000'000'000;
        std::int64_t const modified = found_.look.modified / second;
        sink_.begin_text(head, found_.look.regular ? std::optional(modified) : std::nullopt);
    }
    imprint_.add(text);
    if (text.size() == longest_line + 1) imprint_.forget_tail(); // a line that was cut
    sink_.block(text, first_line);
}

/// Notes a place behind a whole line now and then.
void FollowedText::remember_way() {
    Waypoint const here{read_ - lines_.pending(), lines_.lines()};
    std::uint64_t const spacing = std::max<std::uint64_t>(look_back_ / ways, 1);
    if (here.offset >= way_.back().offset + spacing) way_.push_back(here);
    while (way_.size() > 1 && way_.front().offset + look_back_ < here.offset) way_.pop_front();
}

void FollowedText::finish() {
    lines_.finish();
    if (begun_) sink_.end_text();
    begun_ = false;
}

void FollowedText::leave() {
    if (begun_) sink_.end_text();
    begun_ = false;
}

TextMark FollowedText::mark() const {
    if (quiet_) return told_;
    TextMark mark = told_;
    mark.offset = read_ - lines_.pending();
    mark.lines = lines_.lines();
    imprint_.put(mark);
    if (auto const look = plain_ ? look_at(found_.file) : std::nullopt) mark.modified = look->modified;
    return mark;
}

Stretch FollowedText::stretch() const {
    Stretch stretch{0, 0, mark()};
    auto const near = std::ranges::find_if(
        way_, [&](Waypoint const& place) { return place.offset + look_back_ >= stretch.told.offset; });
    Waypoint const from = near != way_.end() ? *near : Waypoint{stretch.told.offset, stretch.told.lines};
    stretch.from = std::min(from.offset, stretch.told.offset);
    stretch.lines_before = std::min(from.lines, stretch.told.lines);
    return stretch;
}

} // namespace whybounce::input
