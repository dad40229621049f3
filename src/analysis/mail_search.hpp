#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace whybounce::analysis {

/// What a user looks for: a queue id, a message-id, an address or a domain.
class MailWord {
public:
    /// "<id@host>" means what stands in the brackets, "@example.com" the domain.
    explicit MailWord(std::string_view word);

    std::string const& text() const { return text_; }
    /// Is this address the word, or at the domain or below it? Case does not matter.
    bool names(std::string_view address) const;
    /// Letter by letter: of queue ids and message-ids.
    bool is(std::string_view id) const { return id == text_; }
    /// A log that is wrapped in JSON may write some of its octets otherwise: then every line is read.
    bool may_be_escaped() const;

private:
    std::string text_;
    bool domain_; ///< it can be one
};

/// Finds the lines of a log that may belong to the mails with a word, in two goes over the same text: the first finds
/// queue ids and what links them, the second which lines name one of them. Looks at octets and knows no line form, so
/// it finds too much at times, never too little.
class MailSearch {
public:
    explicit MailSearch(MailWord word);

    /// The first go.
    void learn(std::string_view line);
    /// Between the two: follows the links from the queue ids that stand near the word.
    void follow();
    /// The second go: may the line belong to one of the mails, or tell of the connection that brought or took it?
    bool concerns(std::string_view line) const;

    /// May this queue id be that of such a mail?
    bool knows(std::string_view queue_id) const;

private:
    bool has_word(std::string_view line) const;

    MailWord word_;
    std::unordered_set<std::uint64_t> ids_;                      ///< hashes of queue ids
    std::vector<std::pair<std::uint64_t, std::uint64_t>> links_; ///< of queue ids
};

} // namespace whybounce::analysis
