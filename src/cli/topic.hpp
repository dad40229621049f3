#pragma once
#include "report/explanation.hpp"
#include "whybounce/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::cli {

using language::Language;

/// What a word of `explain` and `compare` stands for: a code, a status, a reason, an entry, a mark.
struct Topic {
    std::string title; ///< "550", "5.1.1", "X.1.1", "recipient.unknown": spelt as the catalogue does
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    bool any_class = false;             ///< the status was written X.y.z
    Reason const* reason = nullptr;     ///< of the main entry; null for successes
    Entry const* entry = nullptr;       ///< the one that explains it; null when the topic is a reason
    std::string speaker;                ///< the provider whose mark it is, when the mark tells no more; without entry
    std::vector<Entry const*> variants; ///< what it means at one step only
    std::vector<Entry const*> uses;     ///< what providers, server programs and the user's own rules mean by it

    /// Name, meaning, when and steps.
    report::Explanation words(Language const& in) const;
    /// Keys; fitted to the class where it is known.
    Advice advice() const;
    std::string_view actor() const { return advice().actor; }
    std::string_view retry() const { return advice().retry; }
    std::string_view verdict() const { return advice().verdict; }
    /// The actor in words; a code that tells no cause tells no actor either.
    std::string who(Language const& in) const;
    std::string retry_words(Language const& in) const;
    std::string verdict_words(Language const& in) const;
    /// 2 to 5; 0 for a reason, an entry, or a status of any class.
    int code_class() const;
    /// "permanent failure (5yz)" and the like.
    std::string class_words(Language const& in) const;
    /// "code", "status", "reason", "entry", "mark"
    std::string_view kind() const;
};

/// The word is a status ("5.1.1", "X.1.1") that a key of the entry names, perhaps in a range; not all of a subject.
bool names_status(Entry const& entry, std::string_view word);

/// nullopt when the word names nothing that the catalogue knows.
std::optional<Topic> find_topic(Catalogue const& catalogue, std::string_view word);
/// The same of the built-in catalogue, of which no more is loaded than the word needs.
std::optional<Topic> find_topic(std::string_view word);

} // namespace whybounce::cli
