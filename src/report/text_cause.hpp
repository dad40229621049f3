#pragma once
#include "report/renderer.hpp"
#include "report/seen_hashes.hpp"
#include "report/style.hpp"
#include "report/subjects.hpp"
#include "report/words.hpp"
#include "whybounce/records.hpp"

#include <array>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace whybounce::report {

/// All failures (or reports) with one explanation: the first in full, the others counted.
struct Cause {
    Diagnosis diagnosis; ///< of the first
    bool report = false; ///< tells of no failure
    std::size_t number = 0;
    std::string place, headline, excerpt;
    std::string whose;       ///< the recipient of the first, its queue id and the other side
    std::string codes, text; ///< of the first; the text is unescaped and may be cut
    bool shown = false;      ///< the excerpt has room for all lines of the reply
    bool cut = false;
    bool of_recipient = false; ///< the first one names whose mail failed
    std::uint64_t problems = 0, failures = 0;
    std::uint64_t recipients = 0;          ///< different ones that are named
    bool more_recipients = false;          ///< perhaps: there was no room to tell them apart
    std::vector<std::string> also;         ///< up to three more places
    std::uint64_t others = 0;              ///< number of more places
    std::vector<std::string> consequences; ///< up to three
    std::uint64_t folded = 0;              ///< number of consequences
    std::vector<std::string> given_up_at;  ///< up to three places where the queue gave a message up
    std::uint64_t given_up = 0;            ///< number of them
    Subjects subjects;
    std::string shared; ///< a subject that an earlier finding of the same reason is about too
};

/// Groups failures by entry, provider and list. Memory is bounded by the number of causes, not of failures.
class CauseTable {
public:
    /// @param places must outlive the table
    CauseTable(Language const& in, RenderOptions const& options, PlaceNames const& places)
        : in_(in), width_(options.width), style_(options.colour), places_(places) {}

    void add(FailureRecord const& failure);
    void add(ReportRecord const& report);

    /// Failures before reports, then by number of problems; equals in the order of the input. Notes which of them are
    /// about the same.
    std::vector<Cause const*> ranked();

    std::uint64_t folded() const { return folded_; }
    std::uint64_t beyond() const { return beyond_; } ///< records of causes that found no place in the table

private:
    using Key = std::tuple<Entry const*, std::string_view, std::string_view, bool>;

    struct KnownLine {
        std::uint64_t key = 0;
        Cause* cause = nullptr;
    };

    Cause* find_or_make(Diagnosis const& diagnosis, bool report);
    Cause* find_slowly(Diagnosis const& diagnosis, bool report);
    Cause* cause_of(FailureRecord const& consequence);
    void open(Cause& cause, FailureRecord const& failure);
    void add_place(Cause& cause, Where const& where, OptionalView recipient);
    void add_recipient(Cause& cause, OptionalView recipient);
    void fold(Cause& cause, FailureRecord const& consequence);
    void remember(Where const& where, Cause* cause);
    void note_shared(std::span<Cause* const> order) const;
    std::uint64_t line_key(std::string_view input, std::size_t line) const;

    Language const& in_;
    std::size_t width_;
    Style style_;
    PlaceNames const& places_;
    std::deque<Cause> causes_;
    std::map<Key, Cause*> by_key_;     ///< views into causes_
    std::array<Cause*, 256> recent_{}; ///< of each entry the last cause: most failures are like others
    SeenHashes recipients_;            ///< of all causes
    std::vector<KnownLine> by_line_;   ///< one place a key; empty until it is needed
    std::uint64_t folded_ = 0, beyond_ = 0;
};

} // namespace whybounce::report
