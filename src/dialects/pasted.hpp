#pragma once
#include "whybounce/event.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What terminals, mail programs and issue trackers put around a transcript: colours, quote marks, line numbers,
/// stamps.
namespace whybounce::dialect {

/// One kind of wrapping. `found` looks at a beginning, `peel` takes it off a line: the result may lie in `buffer`.
struct Wrapping {
    std::string_view name;
    bool (*found)(std::span<std::string_view const> head);
    std::string_view (*peel)(std::string_view line, std::string& buffer);
    bool cosmetic; ///< never part of a session: taken off wherever it is found, if no reader minds
};
std::span<Wrapping const> wrappings();

/// The wrappings of one text, the outermost first.
class Peeler {
public:
    /// Finds those whose removal makes `score` better.
    static Peeler of(std::span<std::string_view const> head, int (*score)(std::span<std::string_view const>));

    bool empty() const { return layers_.empty(); }
    /// The line without them; valid until the next call.
    std::string_view peel(std::string_view line);
    /// Each line of a beginning without them, joined by line ends.
    std::string peeled(std::span<std::string_view const> head);

private:
    void add(Wrapping const& layer) { layers_.push_back(&layer); }

    std::vector<Wrapping const*> layers_;
    std::string buffers_[2];
};

/// A reader for what stands inside the wrappings, and inside the fences if the text has any.
std::unique_ptr<DialectReader> open_pasted(Dialect const& dialect, ReadingContext const& context);

/// How well a dialect explains a beginning, wrapped or not.
int score_pasted(Dialect const& dialect, std::span<std::string_view const> head);

} // namespace whybounce::dialect
