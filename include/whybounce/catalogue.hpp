#pragma once
#include "whybounce/diagnosis.hpp"
#include "whybounce/result.hpp"
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce {

/// Tells which failures are alike. Never 0.
struct Likeness {
    std::uint64_t words =
        0; ///< where equal, diagnose() gives the same entry, reason, provider, verdict, actor and retry
    std::uint64_t hosts = 0; ///< where equal too, the same list
};

/// Words and ends of texts whose likeness was found out before. For one thread at a time.
struct LikenessMemo {
    struct Row {
        std::uint64_t key = 0, words = 0, hosts = 0;
    };
    std::vector<Row> rows = std::vector<Row>(2048);
};

/// The knowledge of the program: reasons and entries, loaded once, then read only (safe to share between threads).
class Catalogue {
public:
    /// The catalogue that is compiled in. Loaded at the first call; a fault in it is our own bug and throws
    /// std::logic_error.
    static Catalogue const& built_in();

    /// What the built-in catalogue says of reply codes and reasons by themselves, without statuses' owners and without
    /// wordings: enough to explain "550", and loaded in a fifth of the time.
    static Catalogue const& of_codes();

    /// Of the newest built-in entry, "2026-11"; needs no loading.
    static std::string_view built_in_month();

    /// Reads stanzas from text; `file` names it in errors and decides the tier by its folder (docs/catalogue.md).
    static Result<Catalogue> parse(std::span<std::pair<std::string, std::string_view> const> files);

    /// The built-in catalogue with the user's own entries before it (docs/writing-rules.md).
    static Result<Catalogue> with(std::span<std::pair<std::string, std::string_view> const> own);

    /// The entry that decides, the reason and what it rests on. Never fails: the last tier matches everything.
    /// @complexity linear in the text and in the number of entries whose first fragment occurs
    Diagnosis diagnose(Evidence const& evidence) const;

    /// What failures have in common that diagnose() cannot tell apart; a tenth of its cost.
    /// @param memo  makes many questions cheaper; the answer does not depend on it
    Likeness likeness(Evidence const& evidence, LikenessMemo* memo = nullptr) const;

    /// What the same reply could mean besides, one reading a reason, in the order in which entries are asked. Reasons
    /// that say nothing (`other.*`), and entries of the files named "vague", are no readings.
    std::vector<Diagnosis> rivals_of(Diagnosis const& winner, Evidence const& evidence, std::size_t most) const;

    /// The stanza of `05-speaker` that recognises who speaks; nullptr when none does.
    Entry const* speaker_of(Evidence const& evidence) const;

    /// Entries that explain a code without any text, the most telling first: "550", "5.1.1", "550 5.1.1".
    std::vector<Entry const*> entries_for(
        std::optional<std::uint16_t> code, std::optional<EnhancedStatusCode> status) const;

    Entry const* entry(std::string_view id) const;   ///< nullptr when there is none
    Reason const* reason(std::string_view id) const; ///< nullptr when there is none
    std::span<Entry const> entries() const;          ///< in the order they are asked
    std::span<Entry const> speakers() const;         ///< those that only name who speaks
    std::span<Reason const> reasons() const;         ///< in the order of the files
    std::string_view month() const;                  ///< of the newest entry, "2026-11"

    Catalogue(Catalogue&&) noexcept;
    Catalogue& operator=(Catalogue&&) noexcept;
    ~Catalogue();

    struct Data; ///< private to the room src/catalogue

private:
    Catalogue();
    std::unique_ptr<Data> data_;
};

} // namespace whybounce
