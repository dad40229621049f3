#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace whybounce {

/// Why the tool cannot go on with an input. Strange mail traffic is never an Error: it is an Anomaly record.
enum class Errc : std::uint8_t {
    unreadable_input,
    damaged_archive,
    empty_input,
    not_recognised,
    bad_catalogue,
    cannot_write
};

/// A reason the tool cannot go on, told so that the reader knows what to do next.
struct Error {
    Errc code{};
    std::string file;       ///< as the user spelled it; "-" is standard input
    std::size_t line = 0;   ///< 1-based; 0 when the whole file is meant
    std::size_t column = 0; ///< 1-based, in bytes; 0 when the whole line is meant
    std::string what;       ///< one sentence without final stop
    std::string hint;       ///< what to do next, one sentence without final stop; may be empty
};

/// Subset of std::expected's interface (absent from g++ 12), so that a later swap is one alias.
template <typename T> class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    explicit operator bool() const noexcept { return state_.index() == 0; }
    T& operator*() & { return std::get<0>(state_); }
    T const& operator*() const& { return std::get<0>(state_); }
    T&& operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &std::get<0>(state_); }
    Error const& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

} // namespace whybounce
