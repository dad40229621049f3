#pragma once
#include "input/item.hpp"
#include "input/origins.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace whybounce::input {

/// Finds the items behind the arguments, looks at the head of each and remembers the way back to it.
class Survey {
public:
    /// @param twice  what comes from a pipe is copied, so that it can be read again
    explicit Survey(bool twice) : twice_(twice) {}

    /// Adds the items of one argument, at least one.
    void add(std::string const& argument);

    std::vector<Item> const& items() const { return items_; }

    Origins const& origins() const { return origins_; }

    /// Opens an item's bytes again, unwrapped. @param item  index into items()
    Result<PeekPtr> open(std::size_t item) { return origins_.open(places_[item]); }

    /// Are these one file, or the same bytes when unwrapped? Both can be opened more than once.
    bool same_text(std::size_t item, std::size_t other);

private:
    /// What is known of a text before it is looked at.
    struct Label {
        std::string name;
        std::optional<std::int64_t> modified; ///< seconds since 1970
    };

    void add_standard_input(std::string const& name);
    void add_directory(std::string const& name);
    void add_below(std::string const& directory);
    void add_file(Label const& label);
    void add_pipe(Label const& label, FileDescriptor file);
    void add_copy(Label const& label, ByteSource& bytes);
    void add_bytes(Label const& label, PeekPtr bytes, Place const& place);
    void add_archive(Label const& label, PeekPtr bytes, Place const& place);
    bool add_member(Label const& archive, std::shared_ptr<Archive> const& bytes, Place const& place);
    void add_text(Label const& label, PeekSource& bytes, Place const& place);
    void add_problem(std::string const& name, Error problem);
    std::size_t head_room() const;

    Origins origins_;
    std::vector<Item> items_;
    std::vector<Place> places_; ///< of each item; meaningless where it has a problem
    bool twice_;
    bool standard_input_taken_ = false;
    std::size_t head_bytes_ = 0; ///< kept in all heads
};

} // namespace whybounce::input
