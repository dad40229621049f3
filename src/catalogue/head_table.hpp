#pragma once
#include "catalogue/answer_kind.hpp"
#include "catalogue/text_head.hpp"
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace whybounce {

/// Texts by what they begin with: which of thousands stand here? Asked at every word of a reply, so what none begins
/// with costs a look at two small filters.
class HeadTable {
public:
    /// As many octets are read wherever it is asked.
    static constexpr std::size_t reach = 2 * TextHead::size;

    struct Row {
        std::string_view text; ///< of one octet at least; must outlive the table
        HeadBits needs;        ///< what must stand somewhere in the text that is asked about
        TextHead head;
        std::uint32_t number = 0;
        std::uint16_t part = 0; ///< of what the number stands for
        AnswerKind kind;        ///< of the answers that it can be in
        std::uint64_t tail = 0; ///< its last octets, if it has more than a head

        Row(std::string_view of, HeadBits bits, std::uint32_t whose, std::uint16_t which, AnswerKind of_kind = {})
            : text(of), needs(bits), head(of), number(whose), part(which), kind(of_kind) {
            if (of.size() > TextHead::size) tail = TextHead::at(of.data() + of.size() - TextHead::size);
        }

        /// Does the text begin so? `reach` octets of it must be readable.
        bool stands_in(std::string_view rest) const {
            std::size_t const size = text.size();
            if (!head.begins(TextHead::at(rest.data()))) return false;
            if (size <= TextHead::size) return true;
            if (rest.size() < size || TextHead::at(rest.data() + size - TextHead::size) != tail) return false;
            return size <= reach || rest.starts_with(text);
        }
    };

    HeadTable() = default;
    explicit HeadTable(std::vector<Row> const& rows);

    /// What is known of the text that is asked about.
    struct Sight {
        AnswerKind kind;
        HeadBits has; ///< what stands in the whole text
    };

    /// Hands over the rows that may stand at `at`, and few others: ask each.
    template <typename Visit> void visit(char const* at, Sight const& sight, Visit const& visit) const {
        std::uint64_t const head = TextHead::at(at);
        if (pairs_.may_hold(head & mask_of(2)))
            for (std::size_t octets = 1; octets < quad; ++octets) visit_slot(short_key(head, octets), sight, visit);
        if (!quads_.may_hold(head & mask_of(quad))) return;
        if (!visit_slot(short_key(head, quad), sight, visit) || !visit_slot(head, sight, visit)) return;
        visit_slot(joined(head, TextHead::at(at + TextHead::size)), sight, visit);
    }

private:
    static constexpr std::size_t quad = 4;
    static constexpr std::uint64_t mask_of(std::size_t octets) {
        return ~std::uint64_t{0} >> (TextHead::size - octets) * 8;
    }
    static constexpr std::uint64_t scatter(std::uint64_t key) { return key * 0x9E3779B97F4A7C15ULL; }
    /// The key of up to four octets: it tells how many, for at the end of a text fewer of them may look alike.
    static constexpr std::uint64_t short_key(std::uint64_t head, std::size_t octets) {
        return (head & mask_of(octets)) | octets << 56U;
    }
    /// One key of sixteen octets; never 0.
    static constexpr std::uint64_t joined(std::uint64_t first, std::uint64_t second) {
        return (scatter(first) ^ second) | std::uint64_t{1} << 63U;
    }

    /// A set that errs on one side.
    template <unsigned Bits> class Filter {
    public:
        bool may_hold(std::uint64_t key) const { return (words_[place(key) / 64] >> place(key) % 64 & 1U) != 0; }
        void insert(std::uint64_t key) { words_[place(key) / 64] |= std::uint64_t{1} << place(key) % 64; }

    private:
        static std::size_t place(std::uint64_t key) { return scatter(key) >> (64 - Bits); }
        std::array<std::uint64_t, (std::size_t{1} << Bits) / 64> words_{};
    };

    /// Rows of up to three octets are found by all of them, longer ones by their first four, eight or sixteen: as many
    /// as they have.
    struct Slot {
        std::uint64_t key = 0; ///< 0: free
        std::uint32_t first = 0;
        std::uint32_t count : 31 = 0;
        std::uint32_t leads : 1 = 0; ///< there are rows that begin so and have a longer key
    };
    static std::uint64_t key_of(Row const& row);
    void note(Row const& row);
    void place(std::vector<Row> const& rows);
    Slot& slot_for(std::uint64_t key);
    std::size_t place_of(std::uint64_t key) const { return scatter(key) >> shift_; }

    /// True when longer rows may begin so, too.
    template <typename Visit> bool visit_slot(std::uint64_t key, Sight const& sight, Visit const& visit) const {
        std::size_t at = place_of(key);
        while (slots_[at].key != key) {
            if (slots_[at].key == 0) return false;
            at = (at + 1) & (slots_.size() - 1);
        }
        for (Row const& row : std::span(rows_).subspan(slots_[at].first, slots_[at].count))
            if (row.kind.meets(sight.kind) && sight.has.covers(row.needs)) visit(row);
        return slots_[at].leads;
    }

    std::vector<Row> rows_;
    std::vector<Slot> slots_ = std::vector<Slot>(2); ///< a power of two, half of them free at least
    unsigned shift_ = 63;
    Filter<12> pairs_; ///< first two octets of rows that have no more than three
    Filter<15> quads_; ///< first four octets of the others
};

} // namespace whybounce
