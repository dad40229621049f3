#pragma once
#include "cli/exit_status.hpp"
#include "input/inputs.hpp"
#include "whybounce/analysis.hpp"
#include "whybounce/time_zone.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace whybounce::cli {

/// How the files named on a command line are to be read.
struct InputWishes {
    std::optional<std::string> dialect; ///< id of a dialect; empty: found out for each
    std::optional<int> year;
    TimeZone const* zone = nullptr;
    std::vector<std::string> left_out = {}; ///< files that are written meanwhile
    bool twice = false;                     ///< what comes from a pipe is copied, so that all can be read again
};

/// The inputs of a command with their dialects, in the order in which they are read: as they were given, but logs
/// change places among themselves so that the older is read first.
class InputSet {
public:
    InputSet(std::vector<std::string> arguments, InputWishes wishes);

    /// Number of places in the order of reading.
    std::size_t size() const { return order_.size(); }
    input::Item const& item(std::size_t place) const { return inputs_.items()[order_[place]]; }
    /// nullptr when it was not recognised or cannot be read.
    Dialect const* dialect(std::size_t place) const { return dialects_[order_[place]]; }
    ReadingContext context(std::size_t place) const;
    std::vector<AnalysisInput> analysis_inputs() const;
    /// The log that is the same text, and is read instead; nullptr for nearly all.
    input::Item const* twin(std::size_t place) const;

    /// Octets of all inputs as they lie there, packed or not; nullopt when one of them does not tell.
    std::optional<std::uint64_t> bytes() const { return inputs_.size(); }
    std::uint64_t bytes_read() const { return inputs_.bytes_read(); }

    Result<std::size_t> read(std::size_t place, input::BlockSink& sink) { return inputs_.read(order_[place], sink); }

    /// It was read, and no line was what its dialect says.
    void unrecognise(std::string_view name);
    /// Every argument gave something that was recognised: a gate must not pass by one wrong path among many.
    bool all_recognised() const;

private:
    ReadingContext context_of(std::size_t item) const;
    bool is_left_out(std::string const& name) const;
    bool gave_something(std::string argument) const;
    void find_dialects();
    void put_logs_in_order();
    void find_twins();

    std::vector<std::string> arguments_;
    InputWishes wishes_;
    input::Inputs inputs_;
    std::vector<Dialect const*> dialects_;            ///< of each item
    std::vector<std::size_t> order_;                  ///< items in the order they are read
    std::vector<std::optional<LogBeginning>> begins_; ///< of each item that is a log with stamps
    std::map<std::size_t, std::size_t> twins_;        ///< item -> the item that is read instead
};

/// What an Error of an input is called in records, and how the program ends for it.
struct ErrorRow {
    Errc code;
    std::string_view id;
    ExitStatus status;
};
ErrorRow const& row_of(Errc code);

/// What to do about it. A missing file that is named like a code or nearly like a command was meant as one.
std::string better_hint(Error const& error);

/// "mail.log" or "mail.log:17"
std::string place_of(Error const& error);

} // namespace whybounce::cli
