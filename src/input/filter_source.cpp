#include "input/filter_source.hpp"
#include "input/archive_error.hpp"
#include "input/rescue.hpp"

namespace whybounce::input {
namespace {

/// Gzip data, shown to the seal as it passes by.
class SealedSource final : public ByteSource {
public:
    SealedSource(SourcePtr bytes, GzipSeal& seal) : bytes_(std::move(bytes)), seal_(seal) {}
    Result<std::size_t> read(std::span<char> room) override {
        auto got = bytes_->read(room);
        if (got) seal_.add_packed({room.data(), *got});
        return got;
    }
    bool rewind() override { return bytes_->rewind(); }

private:
    SourcePtr bytes_;
    GzipSeal& seal_;
};

SourcePtr sealed(SourcePtr bytes, Wrapping wrapping, GzipSeal& seal) {
    if (wrapping != Wrapping::gzip) return bytes;
    return std::make_unique<SealedSource>(std::move(bytes), seal);
}

} // namespace

FilterSource::FilterSource(SourcePtr packed, Wrapping wrapping)
    : wrapping_(wrapping), archive_(sealed(std::move(packed), wrapping, seal_), wrapping) {}

Result<std::size_t> FilterSource::decode(std::span<char> room) {
    if (state_ == State::fresh) {
        auto const member = archive_.next();
        if (!member) return member.error();
        state_ = *member ? State::reading : State::empty;
    }
    if (state_ == State::empty) return std::size_t{0};
    auto got = archive_.read(room);
    if (got && wrapping_ == Wrapping::gzip) seal_.add_text({room.data(), *got});
    return got;
}

/// Tells of text that was decoded to its end and is wrong.
std::optional<Error> FilterSource::broken_seal() const {
    if (wrapping_ != Wrapping::gzip || archive_.layers() > 1 || !seal_.is_broken()) return std::nullopt;
    return corrupt("the gzip data", "its checksum does not fit");
}

void FilterSource::rescue(Error const& failure) {
    failure_ = failure;
    Rescuer const* const rescuer = rescuer_of(wrapping_);
    if (!rescuer) return;
    auto rest = rescued(archive_.bytes(), {rescuer, archive_.layers(), handed_over_});
    if (rest)
        rest_ = *std::move(rest);
    else
        failure_->hint += "; the last of what comes before the damage may be missing: " + rest.error().hint;
}

Result<std::size_t> FilterSource::read(std::span<char> room) {
    if (!failure_) {
        auto got = decode(room);
        if (got) handed_over_ += *got;
        if (got && *got == 0) failure_ = broken_seal();
        if (got && !failure_) return got;
        if (!got) rescue(got.error());
    }
    if (rest_)
        if (auto got = rest_->read(room); got && *got > 0) return got;
    return *failure_;
}

bool FilterSource::rewind() {
    if (!archive_.rewind()) return false;
    seal_ = {};
    handed_over_ = 0;
    failure_.reset();
    rest_.reset();
    return true;
}

} // namespace whybounce::input
