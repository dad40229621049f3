#pragma once
#include "whybounce/catalogue.hpp"
#include "whybounce/event.hpp"
#include "whybounce/records.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The whole way from lines to records. Pure: reads no file, knows no clock.
namespace whybounce {

/// Narrows what is told. An empty member does not narrow; a record that lacks the asked property is left out.
struct Filter {
    std::optional<std::string> since,
        until; ///< ISO 8601 or a beginning of it; until is exclusive, a whole day when it is a date
    std::optional<std::string> from, to; ///< sender, recipient: an address, or a part of one
    std::optional<std::string> domain;   ///< of the recipient, or below it
    std::optional<std::string> reason;   ///< "recipient.unknown", or a group: "recipient"
    std::optional<std::string> queue_id;
    bool empty() const { return !since && !until && !from && !to && !domain && !reason && !queue_id; }
};

struct AnalysisOptions {
    bool deliveries = false; ///< tell of every delivery attempt
    bool events = false;     ///< tell of every line of a mail daemon
    Filter filter;
    std::size_t most_stories = 65'000; ///< messages of logs that are followed at once; beyond, the oldest is let go
    bool every_line = false;           ///< read every line in full, even when the sink needs only numbers
    bool endless = false; ///< the input has no end: problems are not counted, for that takes memory without bound
};

/// An input before it is read.
struct AnalysisInput {
    std::string name;                 ///< as the user spelled it
    Dialect const* dialect = nullptr; ///< null when it was not recognised or cannot be read
    /// Logs whose times overlap are looked through for lines that stand in several of them; empty: not this one.
    std::optional<LogBeginning> begins = std::nullopt;
};

/// What a block of lines comes to, read apart from what stood before it. Used again it allocates little.
class BlockDigest {
public:
    BlockDigest();
    ~BlockDigest();
    BlockDigest(BlockDigest&&) noexcept;
    BlockDigest& operator=(BlockDigest&&) noexcept;

private:
    friend class Analysis;
    struct Content;
    std::unique_ptr<Content> content_;
};

/// Turns the lines of inputs into records. One call of begin, then the inputs in their order, then finish.
class Analysis {
public:
    /// All references must outlive the object.
    Analysis(Catalogue const& catalogue, AnalysisOptions options, RecordSink& sink);
    ~Analysis();

    /// Writes the header.
    void begin(std::vector<AnalysisInput> inputs);
    /// The lines that follow belong to this input. Without a dialect they are counted as unrecognised.
    void begin_input(std::size_t number, ReadingContext const& context);
    /// Whole lines (the last of an input may lack its end); views in records point into `text`.
    void block(std::string_view text, std::size_t first_line);

    // The same in two steps, for who has several threads.
    /// Can the blocks of the present input be read apart? Not where a record of every line or message is wanted.
    bool digests() const;
    /// Reads a block: any thread, any order, any number at once. `text` must live until it was taken.
    void digest(std::string_view text, BlockDigest& into) const;
    /// Does what block() does, with a block that was read; in the order of the input.
    void take(BlockDigest const& digest, std::size_t first_line);

    /// Damage of an input, or why it could not be read.
    void anomaly(AnomalyRecord const& record);
    void end_input();
    /// Tells what is still open; the summary that follows is not written yet.
    SummaryRecord const& close();
    /// Writes the summary.
    void finish(int exit_status);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace whybounce
