#include "cli/input_set.hpp"

#include "cli/assumed_year.hpp"
#include "cli/command.hpp"
#include "cli/topic.hpp"

#include <algorithm>
#include <filesystem>

namespace whybounce::cli {
namespace {

constexpr ErrorRow error_rows[] = {
    {Errc::unreadable_input, "IN-UNREADABLE", ExitStatus::unreadable},
    {Errc::damaged_archive, "IN-DAMAGED-ARCHIVE", ExitStatus::unreadable},
    {Errc::empty_input, "IN-EMPTY", ExitStatus::unrecognised},
    {Errc::not_recognised, "IN-NOT-RECOGNISED", ExitStatus::unrecognised},
    {Errc::bad_catalogue, "IN-BAD-CATALOGUE", ExitStatus::usage},
    {Errc::cannot_write, "OUT-UNWRITABLE", ExitStatus::unreadable},
};

} // namespace

ErrorRow const& row_of(Errc code) { return *std::ranges::find(error_rows, code, &ErrorRow::code); }

std::string better_hint(Error const& error) {
    if (error.code != Errc::unreadable_input) return error.hint;
    if (find_topic(error.file)) return "did you mean `whybounce explain " + error.file + "`?";
    std::string const near = nearest_command(error.file);
    return near.empty() ? error.hint : "did you mean `whybounce " + near + "`? The command comes first";
}

std::string place_of(Error const& error) {
    std::string text = error.file;
    if (error.line != 0) text += ":" + std::to_string(error.line);
    if (error.column != 0) text += ":" + std::to_string(error.column);
    return text;
}

InputSet::InputSet(std::vector<std::string> arguments, InputWishes wishes)
    : arguments_(std::move(arguments)), wishes_(std::move(wishes)),
      inputs_(input::Inputs::open(arguments_, wishes_.twice)) {
    find_dialects();
    for (std::size_t item = 0; item < inputs_.items().size(); ++item)
        if (!is_left_out(inputs_.items()[item].name)) order_.push_back(item);
    put_logs_in_order();
    find_twins();
}

void InputSet::find_dialects() {
    for (input::Item const& item : inputs_.items()) {
        Dialect const* dialect = nullptr;
        if (!item.problem) dialect = wishes_.dialect ? find_dialect(*wishes_.dialect) : recognise_dialect(item.head);
        dialects_.push_back(dialect);
    }
}

/// A report of --output that lies in a folder to be read is no input.
bool InputSet::is_left_out(std::string const& name) const {
    std::error_code ignored;
    return std::ranges::any_of(
        wishes_.left_out, [&](std::string const& file) { return std::filesystem::equivalent(file, name, ignored); });
}

ReadingContext InputSet::context_of(std::size_t item) const {
    input::Item const& one = inputs_.items()[item];
    ReadingContext context{wishes_.year, one.head, wishes_.zone};
    if (!context.year) context.year = assumed_year(one.modified, dialects_[item], context);
    return context;
}

ReadingContext InputSet::context(std::size_t place) const { return context_of(order_[place]); }

/// Logs without any stamp stay where they are.
void InputSet::put_logs_in_order() {
    begins_.resize(inputs_.items().size());
    std::vector<std::size_t> logs, places;
    for (std::size_t i = 0; i < order_.size(); ++i) {
        std::size_t const item = order_[i];
        Dialect const* const dialect = dialects_[item];
        if (dialect && dialect->begins) begins_[item] = dialect->begins(context_of(item));
        if (!begins_[item]) continue;
        logs.push_back(item);
        places.push_back(i);
    }
    std::ranges::stable_sort(logs, {}, [this](std::size_t item) { return begins_[item]->stamp; });
    for (std::size_t i = 0; i < places.size(); ++i) order_[places[i]] = logs[i];
}

/// Copies of a log, other names of it, and what it was packed into, begin in the same second.
void InputSet::find_twins() {
    for (std::size_t i = 1; i < order_.size(); ++i) {
        std::size_t const item = order_[i];
        if (!begins_[item]) continue;
        for (std::size_t before = i; before-- > 0;) {
            std::size_t const other = order_[before];
            if (!begins_[other] || begins_[other]->stamp != begins_[item]->stamp) continue;
            if (twins_.contains(other) || !inputs_.same_text(item, other)) continue;
            twins_[item] = other;
            break;
        }
    }
}

input::Item const* InputSet::twin(std::size_t place) const {
    auto const found = twins_.find(order_[place]);
    return found == twins_.end() ? nullptr : &inputs_.items()[found->second];
}

std::vector<AnalysisInput> InputSet::analysis_inputs() const {
    std::vector<AnalysisInput> inputs;
    for (std::size_t const item : order_) {
        bool const read = !twins_.contains(item);
        inputs.push_back({inputs_.items()[item].name, dialects_[item], read ? begins_[item] : std::nullopt});
    }
    return inputs;
}

void InputSet::unrecognise(std::string_view name) {
    for (std::size_t i = 0; i < dialects_.size(); ++i)
        if (inputs_.items()[i].name == name) dialects_[i] = nullptr;
}

bool InputSet::gave_something(std::string argument) const {
    while (argument.size() > 1 && argument.ends_with('/')) argument.pop_back();
    for (std::size_t i = 0; i < dialects_.size(); ++i) {
        std::string const& name = inputs_.items()[i].name;
        if (dialects_[i] && name.starts_with(argument) &&
            (name.size() == argument.size() || name[argument.size()] == '/'))
            return true;
    }
    return false;
}

bool InputSet::all_recognised() const {
    return std::ranges::all_of(arguments_, [this](std::string const& argument) { return gave_something(argument); });
}

} // namespace whybounce::cli
