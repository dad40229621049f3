#include "input/follower.hpp"
#include "input/line_count.hpp"
#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace whybounce::input {
namespace {

constexpr std::size_t most_past = 64; // texts

/// Is something there to read, or the end?
bool readable(FileDescriptor const& file) {
    pollfd look{file.number(), POLLIN, 0};
    return ::poll(&look, 1, 0) > 0;
}

bool recently(std::int64_t modified, std::chrono::milliseconds span) {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    auto const age = now - std::chrono::nanoseconds(modified);
    return age >= std::chrono::nanoseconds(0) && age < span;
}

/// The end of the last whole line, and the begin of the lines that stand within `look_back` bytes before it.
Stretch end_of(FileDescriptor const& file, std::uint64_t look_back) {
    auto const look = look_at(file);
    std::uint64_t const size = look ? look->size : 0, near = size - std::min(size, look_back);
    Stretch stretch;
    bool found = near == 0;
    std::string room(256 * kib, '\0');
    std::uint64_t offset = 0, lines = 0;
    while (offset < size) {
        ssize_t const got = ::pread(file.number(), room.data(), std::min<std::uint64_t>(room.size(), size - offset),
            static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        auto const text = std::string_view(room).substr(0, static_cast<std::size_t>(got));
        // A line that begins just there counts, too: the byte before it is a line end.
        bool const before = offset + text.size() < near;
        auto const end = before ? std::string_view::npos : text.find('\n', offset < near ? near - 1 - offset : 0);
        if (!found && end != std::string_view::npos) {
            stretch.from = offset + end + 1;
            stretch.lines_before = lines + line_ends_in(text.substr(0, end + 1));
            found = true;
        }
        lines += line_ends_in(text);
        if (auto const last = text.rfind('\n'); last != std::string_view::npos) stretch.told.offset = offset + last + 1;
        offset += text.size();
    }
    stretch.told.lines = lines;
    if (!found || stretch.from > stretch.told.offset) stretch.from = stretch.told.offset, stretch.lines_before = lines;
    if (look) stretch.told.modified = look->modified;
    imprint_of(file, stretch.told.offset).put(stretch.told);
    return stretch;
}

} // namespace

Follower::Follower(
    std::string path, FollowSink& sink, FollowOptions options, std::optional<std::vector<Stretch>> const& resume)
    : path_(std::move(path)), sink_(sink), options_(options), at_end_(!options.from_start && !resume) {
    if (resume)
        for (Stretch const& stretch : *resume) legs_.push_back({stretch, true});
    if (!legs_.empty()) legs_.back().only_old = false;
    if (!is_pipe() && legs_.empty()) open_log();
    at_end_ = false; // a log that comes later is news
}

bool Follower::step() {
    if (ended_ || (!text_ && !open_next())) return false;
    if (is_pipe() && !readable(text_->file().file)) return false;
    auto const got = text_->step();
    if (!got) return fail(got.error());
    if (*got > 0) {
        leaving_ = unreadable_ = false;
        return true;
    }
    if (text_->grows() && !is_pipe()) return text_->was_cut() ? look_for_copy() : look_around();
    leave();
    return true;
}

std::vector<Stretch> Follower::stretches() const {
    std::vector<Stretch> all(past_.begin(), past_.end());
    for (Leg const& leg : legs_) all.push_back(leg.stretch);
    if (text_) {
        // What comes of an earlier run and was not reached yet stands behind the present text.
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(past_.size()), text_->stretch());
    }
    return all;
}

bool Follower::open_next() {
    if (is_pipe()) return open_pipe();
    while (!legs_.empty()) {
        Leg const leg = legs_.front();
        auto found = find_text({path_, options_.olddir}, leg.stretch.told);
        if (!found && !leg.only_old && !given_up()) return false; // it is perhaps being renamed just now
        legs_.pop_front();
        missed_.reset();
        if (found) {
            begin(*std::move(found), leg.stretch, leg.only_old);
            return true;
        }
        last_ = leg.stretch;
        left_any_ = true;
        if (!leg.only_old) lost(leg.stretch);
    }
    // The log is opened before the look at what was rotated: so no text can slip in between.
    bool const there = open_log();
    return (left_any_ && open_rotated()) || there;
}

/// What was rotated behind the text that was left last.
bool Follower::open_rotated() {
    std::vector<TextMark> known{last_.told};
    for (Stretch const& stretch : past_) known.push_back(stretch.told);
    auto next = next_rotated({path_, options_.olddir}, last_.told.modified, known);
    if (next) begin(*std::move(next), {}, false);
    return next.has_value();
}

/// Was it looked for long enough?
bool Follower::given_up() {
    auto const now = std::chrono::steady_clock::now();
    if (!missed_) missed_ = now;
    return now - *missed_ >= options_.linger;
}

bool Follower::open_pipe() {
    FoundText found;
    found.file = FileDescriptor(STDIN_FILENO).duplicate();
    if (!found.file) {
        cannot_read(unreadable(errno));
        return !(ended_ = true);
    }
    begin(std::move(found), {}, false);
    return true;
}

/// The log itself, from its beginning; but a copy of the text that was left goes on where that ended.
bool Follower::open_log() {
    auto const look = look_at(path_);
    if (!look) return false;
    auto file = open_file(path_);
    if (!file || !look->regular) {
        cannot_read(file ? Error{Errc::unreadable_input, {}, 0, 0, "is no file that grows", "name the log itself"}
                         : file.error());
        return false;
    }
    Stretch stretch;
    if (at_end_) stretch = end_of(*file, options_.look_back);
    if (left_any_ && last_.told.knows_text() && fits(*file, last_.told))
        stretch = {last_.told.offset, last_.told.lines, last_.told};
    auto found = open_at(path_, stretch.told);
    if (!found) return false; // it changed just now: look again
    if (found->text) {
        cannot_read({Errc::unreadable_input, {}, 0, 0, "is compressed", "`whybounce report` reads it"});
        return false;
    }
    begin(*std::move(found), stretch, false);
    return true;
}

void Follower::begin(FoundText found, Stretch const& stretch, bool only_old) {
    text_ = std::make_unique<FollowedText>(std::move(found), stretch, only_old, options_.look_back, path_, sink_);
    leaving_ = false;
}

/// All of the present text is read: is there another?
bool Follower::look_around() {
    auto const own = look_at(text_->file().file), now = look_at(path_);
    if (!own || !now || own->is(*now) || now->size == 0) return false;
    if (recently(own->modified, options_.linger)) return false;
    if (leaving_)
        leave();
    else
        leaving_ = true; // once more: the last lines may have come between the two looks
    return true;
}

/// The file was cut short, as by copytruncate.
bool Follower::look_for_copy() {
    Stretch const stretch = text_->stretch();
    text_->leave();
    text_.reset();
    remember(stretch);
    if (auto copy = find_copy({path_, options_.olddir}, stretch.told)) {
        begin(*std::move(copy), {stretch.told.offset, stretch.told.lines, stretch.told}, false);
        return true;
    }
    tell(stretch.told.lines, "IN-TRUNCATED", Severity::warning, "the file was cut short, and no copy of it was found",
        "lines that were written just before may be missing; rotate by renaming, not by copytruncate");
    return true;
}

/// A log is tried again later, from here; what cannot grow any more is left.
bool Follower::fail(Error const& error) {
    cannot_read(error);
    if (!text_->grows()) {
        leave();
        return true;
    }
    Stretch const stretch = text_->stretch();
    text_->leave();
    text_.reset();
    legs_.push_front({stretch, false});
    return false;
}

void Follower::leave() {
    text_->finish();
    remember(text_->stretch());
    text_.reset();
    ended_ = is_pipe();
}

void Follower::remember(Stretch const& stretch) {
    last_ = stretch;
    left_any_ = true;
    past_.push_back(stretch);
    std::uint64_t size = 0;
    std::size_t kept = 0;
    for (auto text = past_.rbegin(); text != past_.rend() && kept < most_past; ++text, ++kept) {
        size += text->told.offset - text->from;
        if (size > options_.look_back && kept > 0) break; // the last one says where to go on
    }
    past_.erase(past_.begin(), past_.end() - static_cast<std::ptrdiff_t>(kept));
}

void Follower::lost(Stretch const& stretch) {
    if (stretch.told.offset == 0) return;
    tell(stretch.told.lines, "IN-GONE", Severity::warning, "the text that was read last is not there any more",
        "what was written behind this line cannot be told; keep rotated logs beside the log for a while");
}

void Follower::tell(std::size_t line, std::string_view id, Severity severity, std::string what, std::string hint) {
    sink_.quiet(false);
    sink_.damage({path_, line, id, severity, std::move(what), std::move(hint)});
}

/// Once, until it can be read again.
void Follower::cannot_read(Error const& error) {
    if (!unreadable_) tell(0, "IN-UNREADABLE", Severity::error, error.what, error.hint);
    unreadable_ = true;
}

} // namespace whybounce::input
