#include "cli/checkpoint.hpp"

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "report/json_writer.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace whybounce::cli {
namespace {

constexpr std::string_view schema = "whybounce-checkpoint/1";

/// One number of a stretch, and its key.
template <typename T> struct Field {
    std::string_view key;
    T input::TextMark::*member;
};
constexpr Field<std::uint64_t> long_fields[] = {{"device", &input::TextMark::device},
    {"inode", &input::TextMark::inode}, {"offset", &input::TextMark::offset}, {"lines", &input::TextMark::lines}};
constexpr Field<std::uint32_t> short_fields[] = {{"head", &input::TextMark::head},
    {"head_size", &input::TextMark::head_size}, {"tail", &input::TextMark::tail},
    {"tail_size", &input::TextMark::tail_size}};

void put(report::JsonWriter& json, input::Stretch const& stretch) {
    json.open_object();
    json.field("from", stretch.from);
    json.field("lines_before", stretch.lines_before);
    for (auto const& [key, member] : long_fields) json.field(key, stretch.told.*member);
    for (auto const& [key, member] : short_fields) json.field(key, stretch.told.*member);
    json.field("modified", stretch.told.modified);
    json.close_object();
}

void put(report::JsonWriter& json, Checkpoint::Log const& log) {
    json.open_object();
    json.field("path", std::string_view(log.path));
    json.key("texts");
    json.open_array();
    for (input::Stretch const& stretch : log.stretches) put(json, stretch);
    json.close_array();
    json.close_object();
}

void put(report::JsonWriter& json, Checkpoint::Output const& output) {
    json.open_object();
    json.field("path", std::string_view(output.path));
    json.field("device", output.device);
    json.field("inode", output.inode);
    json.field("size", output.size);
    json.close_object();
}

template <typename Item> void put_list(report::JsonWriter& json, std::string_view key, std::vector<Item> const& items) {
    json.key(key);
    json.open_array();
    for (Item const& item : items) put(json, item);
    json.close_array();
}

/// Reads members, and remembers whether one was missing.
class Members {
public:
    explicit Members(rapidjson::Value const& object) : object_(object) {}

    template <typename T> void read(std::string_view key, T& into) {
        rapidjson::Value const* const value = find(key);
        if constexpr (std::is_same_v<T, std::string>) {
            if ((ok = ok && value && value->IsString())) into.assign(value->GetString(), value->GetStringLength());
        } else if constexpr (std::is_signed_v<T>) {
            if ((ok = ok && value && value->IsInt64())) into = value->GetInt64();
        } else {
            ok = ok && value && value->IsUint64() && value->GetUint64() <= std::numeric_limits<T>::max();
            if (ok) into = static_cast<T>(value->GetUint64());
        }
    }
    template <typename Item> void read_list(std::string_view key, std::vector<Item>& into);

    bool ok = true;

private:
    rapidjson::Value const* find(std::string_view key) const {
        if (!object_.IsObject()) return nullptr;
        auto const found = object_.FindMember(
            rapidjson::Value(rapidjson::StringRef(key.data(), static_cast<rapidjson::SizeType>(key.size()))));
        return found == object_.MemberEnd() ? nullptr : &found->value;
    }

    rapidjson::Value const& object_;
};

bool read(rapidjson::Value const& value, input::Stretch& stretch) {
    Members members(value);
    members.read("from", stretch.from);
    members.read("lines_before", stretch.lines_before);
    for (auto const& [key, member] : long_fields) members.read(key, stretch.told.*member);
    for (auto const& [key, member] : short_fields) members.read(key, stretch.told.*member);
    members.read("modified", stretch.told.modified);
    input::TextMark const& told = stretch.told;
    return members.ok && stretch.from <= told.offset && told.tail_size <= told.offset && told.head_size <= told.offset;
}

bool read(rapidjson::Value const& value, Checkpoint::Log& log) {
    Members members(value);
    members.read("path", log.path);
    members.read_list("texts", log.stretches);
    return members.ok;
}

bool read(rapidjson::Value const& value, Checkpoint::Output& output) {
    Members members(value);
    members.read("path", output.path);
    members.read("device", output.device);
    members.read("inode", output.inode);
    members.read("size", output.size);
    return members.ok;
}

template <typename Item> void Members::read_list(std::string_view key, std::vector<Item>& into) {
    rapidjson::Value const* const list = find(key);
    ok = ok && list && list->IsArray();
    if (!ok) return;
    for (rapidjson::Value const& value : list->GetArray()) ok = cli::read(value, into.emplace_back()) && ok;
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = ::write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::string reason() { return std::strerror(errno); } // NOLINT(concurrency-mt-unsafe)

} // namespace

std::string to_json(Checkpoint const& checkpoint) {
    report::JsonWriter json;
    json.open_object();
    json.field("schema", schema);
    put_list(json, "logs", checkpoint.logs);
    put_list(json, "outputs", checkpoint.outputs);
    json.close_object();
    return std::string(json.text()) + '\n';
}

std::optional<Checkpoint> read_checkpoint(std::string const& json) {
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    if (document.HasParseError()) return std::nullopt;
    Members members(document);
    std::string named;
    Checkpoint checkpoint;
    members.read("schema", named);
    members.read_list("logs", checkpoint.logs);
    members.read_list("outputs", checkpoint.outputs);
    if (!members.ok || named != schema) return std::nullopt;
    return checkpoint;
}

CheckpointFile::CheckpointFile(std::string path) : path_(std::move(path)) {
    hold();
    std::ifstream file(path_, std::ios::binary);
    if (!file) {
        if (std::error_code ignored; !std::filesystem::exists(path_, ignored)) return;
        throw UsageError("cannot read " + path_, "run as a user who may read and write it");
    }
    found_ = read_checkpoint(std::string(std::istreambuf_iterator<char>(file), {}));
    if (!found_)
        throw UsageError(path_ + " is no checkpoint of whybounce",
            "name another file; to begin anew, at the ends of the logs, take it away");
}

void CheckpointFile::hold() {
    std::string const name = path_ + ".lock";
    lock_ = input::FileDescriptor(
        ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)); // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (!lock_)
        throw UsageError("cannot write " + name + ": " + reason(), "name a file in a folder that you may write to");
    if (::flock(lock_.number(), LOCK_EX | LOCK_NB) != 0)
        throw UsageError(path_ + " is held by another whybounce", "each run needs a checkpoint of its own");
}

bool CheckpointFile::replace(std::string const& text) const {
    std::string const fresh = path_ + ".new";
    input::FileDescriptor const file(::open(
        fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)); // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (!file || !write_all(file.number(), text) || ::fdatasync(file.number()) != 0) return false;
    return std::rename(fresh.c_str(), path_.c_str()) == 0;
}

bool CheckpointFile::write(std::string const& json) {
    if (replace(json)) {
        complained_ = false;
        return true;
    }
    if (!complained_)
        complain("cannot write " + path_ + ": " + reason(), "after a restart, failures since then are told again");
    complained_ = true;
    return false;
}

} // namespace whybounce::cli
