#pragma once
#include "whybounce/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::cli {

/// What a word of `explain` and `compare` stands for: a code, a status, a reason, an entry.
struct Topic {
    std::string title; ///< "550", "5.1.1", "recipient.unknown"
    std::string name;  ///< heading
    std::optional<std::uint16_t> code;
    std::optional<EnhancedStatusCode> status;
    Reason const* reason = nullptr;     ///< of the main entry; null for successes
    Entry const* entry = nullptr;       ///< the one that explains it; null when the topic is a reason
    std::vector<Entry const*> variants; ///< what it means at one step only

    std::string_view means() const;
    std::string_view when() const;
    std::vector<std::string> const& steps() const;
    std::string_view actor() const;
    /// The actor in words; a code that tells no cause tells no actor either.
    std::string who() const;
    std::string_view retry() const; ///< by-code is resolved where the class is known
    /// 2 to 5; 0 for a reason or an entry.
    int code_class() const;
    /// "permanent failure (5yz)" and the like.
    std::string class_words() const;
};

/// nullopt when the word names nothing that the catalogue knows.
std::optional<Topic> find_topic(Catalogue const& catalogue, std::string_view word);

} // namespace whybounce::cli
