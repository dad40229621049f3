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
};

/// An input before it is read.
struct AnalysisInput {
    std::string name;                 ///< as the user spelled it
    Dialect const* dialect = nullptr; ///< null when it was not recognised or cannot be read
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
