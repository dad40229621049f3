#pragma once
#include "whybounce/records.hpp"

#include <cstdint>
#include <unordered_map>

namespace whybounce::session {
struct Session;
}

namespace whybounce::analysis {

/// What is odd about a transcript as a whole: told once an input, with the first place.
class Oddities {
public:
    /// Sessions whose prints are remembered; later ones are not compared.
    static constexpr std::size_t most_sessions = 65'536;

    void saw_unread(std::string_view text, std::size_t line);
    /// Is it the copy of an earlier one?
    bool saw(session::Session const& session);
    /// Tells what was found, and begins anew.
    template <typename Tell> void finish(std::string_view input, Tell const& tell) {
        if (binary_.count > 0) tell(binary_record(input));
        if (repeated_.count > 0) tell(repeated_record(input));
        *this = Oddities{};
    }

private:
    struct Found {
        std::uint64_t count = 0;
        std::size_t first = 0; ///< line
    };

    AnomalyRecord binary_record(std::string_view input);
    AnomalyRecord repeated_record(std::string_view input);

    Found binary_, repeated_;
    std::size_t original_ = 0; ///< line of the session that the first repetition repeats
    std::unordered_map<std::uint64_t, std::size_t> prints_;
    std::string what_;
};

} // namespace whybounce::analysis
