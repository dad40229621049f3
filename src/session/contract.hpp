#pragma once
#include "session/session.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace whybounce::session {

/// One line of an EHLO answer behind the first: keyword and parameters.
struct Offer {
    std::string_view keyword, parameters;
    std::size_t line = 0; ///< number in the reply: 1 is the first offer
};

/// What the server offered in its answer to EHLO or LHLO (RFC 5321 section 4.1.1.1). Empty after HELO.
class Contract {
public:
    explicit Contract(Exchange const& hello);

    std::vector<Offer> const& offers() const { return offers_; }
    bool offers(std::string_view keyword) const { return find(keyword) != nullptr; }
    Offer const* find(std::string_view keyword) const;
    /// A mechanism on any AUTH line; `AUTH=` lines count too.
    bool offers_mechanism(std::string_view mechanism) const;
    /// The number behind SIZE; nullopt without a limit or without the keyword.
    std::optional<std::uint64_t> size_limit() const;
    /// "LIMITS RCPTMAX=100": the number behind a name (RFC 9422 section 3).
    std::optional<std::uint64_t> limit(std::string_view name) const;

private:
    std::vector<Offer> offers_;
    std::uint32_t initials_ = 0; ///< a bit for each first letter of a keyword: most questions end here
};

/// Takes the next word off the front; empty at the end.
std::string_view next_word(std::string_view& text);

} // namespace whybounce::session
