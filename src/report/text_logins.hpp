#pragma once
#include "report/fields.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <map>
#include <string>

namespace whybounce::report {

/// Logins of clients that a log tells to have failed: by SASL method, user and address. Memory: `most_names` of each,
/// what comes behind them is counted without its name.
class LoginTable {
public:
    void add(FailureRecord const& failure);
    /// The lines of the summary; empty when no login failed.
    std::string render(Language const& in, Fields const& fields) const;

private:
    static constexpr std::size_t most_names = 10'000;
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;
    static void count(Counts& counts, OptionalView name);

    Counts methods_, users_, clients_;
    std::uint64_t failed_ = 0;
};

} // namespace whybounce::report
