#pragma once
#include "dialects/wrappings.hpp"
#include "whybounce/event.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Texts as people paste them: recognised and read through what was put around them.
namespace whybounce::dialect {

/// One way to look at a text: with some wrappings taken off, the outermost first.
class View {
public:
    /// Of a line no more is looked at, nor copied.
    static constexpr std::size_t longest_line = 4096;

    /// The text as it stands.
    explicit View(Head head) {
        for (std::string_view const line : head) lines_.push_back(line.substr(0, longest_line));
    }

    View without(Layer layer) const;
    View without_doubled_ends() const;
    View inside_fences() const;

    Head lines() const { return lines_; }
    bool plain() const { return layers_.empty() && !doubled_ && !fenced_; }
    bool fenced() const { return fenced_; }
    bool doubled() const { return doubled_; }
    std::vector<Layer> const& layers() const { return layers_; }

private:
    View() = default;

    std::vector<Layer> layers_;
    bool doubled_ = false, fenced_ = false;
    std::vector<std::string> storage_; ///< of lines that are no part of the text
    std::vector<std::string_view> lines_;
};

/// The ways to look at one text. Made once, then asked about each dialect.
class Views {
public:
    explicit Views(Head head);

    /// The one that a dialect explains best; in doubt the one with less taken off.
    struct Best {
        View const* view;
        int score;
    };
    Best best_for(Dialect const& dialect) const;

    /// Also through quote marks, numbers and the like: for texts that nobody explains as they stand.
    void look_deeper();

    View const& plain() const { return views_.front(); }

private:
    void add_cosmetic();
    void add_inside_fences(std::size_t from);

    std::vector<View> views_; ///< as it stands; without what is cosmetic, if there is any; then the others
    std::size_t clean_ = 0;   ///< the one without what is cosmetic
    std::size_t flat_ = 0;    ///< how many of them come before the others
};

/// A text that a dialect explains so well as it stands that nothing is looked for around it.
inline constexpr int certain_score = 90;

/// A reader for what stands inside the wrappings, and inside the fences if the text has any.
std::unique_ptr<DialectReader> open_pasted(Dialect const& dialect, ReadingContext const& context);

/// The dialect that explains a beginning best, wrapped or not.
Recognition recognise_pasted(Head head);

} // namespace whybounce::dialect
