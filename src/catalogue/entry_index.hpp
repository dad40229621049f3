#pragma once
#include "catalogue/head_table.hpp"
#include "catalogue/matcher.hpp"
#include "catalogue/status_table.hpp"
#include <boost/container/small_vector.hpp>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace whybounce {

/// The entries that may fit a reply, and what of them was found in it.
class Candidates {
public:
    /// @param bound  above the number of every entry
    explicit Candidates(std::size_t bound) : words_((bound + 63) / 64) {}
    Candidates(Candidates const&) = delete;
    Candidates& operator=(Candidates const&) = delete;

    /// The least one that is not below `from`.
    std::optional<std::uint32_t> next(std::uint32_t from) const;
    /// What was found of an entry, rising; nothing of one that is decided without words and marks. Fast when asked for
    /// rising numbers.
    std::span<Lead const> leads(std::uint32_t number);

    void insert(std::uint32_t number) { words_[number / 64] |= std::uint64_t{1} << number % 64; }
    void insert(Lead lead) {
        insert(lead.number());
        leads_.push_back(lead);
    }
    /// After the last insertion.
    void sort();

private:
    static constexpr std::size_t usual_words = 48, usual_leads = 24;

    boost::container::small_vector<std::uint64_t, usual_words> words_;
    boost::container::small_vector<Lead, usual_leads> leads_;
    std::size_t reached_ = 0; ///< in leads_
};

/// Finds the few entries that can match a reply without asking each: by the first letters of their phrases and by their
/// marks.
class EntryIndex {
public:
    EntryIndex() = default;
    /// The matchers must outlive the index.
    explicit EntryIndex(std::span<Matcher const> matchers);
    /// Of entries.
    std::size_t size() const { return matchers_.size(); }

    /// The entries that may fit: those whose words may occur, those whose marks do, and those that are decided without
    /// words and want no other code, subject or host than the evidence has.
    void find(Evidence const& evidence, ReplyText const& text, Candidates& found) const;

private:
    using Numbers = std::vector<std::uint32_t>;
    using Rows = std::vector<HeadTable::Row>;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    void find_openings(AnswerKind kind, ReplyText const& text, Candidates& found) const;
    void find_marks(AnswerKind kind, ReplyText const& text, Candidates& found) const;
    void find_host(std::string_view name, std::uint16_t at, Candidates& found) const;
    void find_plain(Evidence const& evidence, Candidates& found) const;
    void add_plain(Matcher const& matcher, std::uint32_t number);
    void add_openings(Matcher const& matcher, std::uint32_t number, Rows& openings);
    void add_marks(Matcher const& matcher, std::uint32_t number, Rows& marks);

    std::span<Matcher const> matchers_;
    HeadTable openings_; ///< first fragments; the part is the phrase
    HeadTable marks_;    ///< the part is the pattern
    std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> by_host_; ///< host suffixes
    // Decided without words, each filed by the first of these that it names:
    Numbers with_host_;
    StatusTable by_status_;
    std::vector<Numbers> by_step_, by_code_;
    Numbers always_;
};

} // namespace whybounce
