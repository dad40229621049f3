#include "cli/mark.hpp"

#include "catalogue/list_answer.hpp"
#include "catalogue/split_blanks.hpp"
#include "cli/command.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::string_view brackets = "[]()<>?&#";

/// Without brackets, in lower case: "[TSS04]" is "tss04".
std::string bare(std::string_view mark) {
    while (!mark.empty() && brackets.find(mark.front()) != std::string_view::npos) mark.remove_prefix(1);
    while (!mark.empty() && brackets.find(mark.back()) != std::string_view::npos) mark.remove_suffix(1);
    return ascii::to_lower(mark);
}

/// Letters and digits only: "OFR_506" and "OFR506" are the same, "SC-001" and "SC001" too.
std::string letters_of(std::string mark) {
    std::erase_if(mark, [](char c) { return !ascii::is_alnum(c); });
    return mark;
}

/// Hosts, addresses and URLs are told by the words of a reply, not here; what block lists answer is a mark.
bool is_mark(std::string_view token) {
    return is_list_answer(token) || token.find_first_of("./@") == std::string_view::npos;
}

enum class Fit : std::uint8_t { none, by_star, exact };

/// @param word  bare
Fit fit_of(std::string_view token, std::string const& word) {
    if (!is_mark(token)) return Fit::none;
    std::string const mark = bare(token);
    std::size_t const star = mark.find('*');
    if (star != std::string::npos) {
        std::string_view const head = std::string_view(mark).substr(0, star),
                               tail = std::string_view(mark).substr(star + 1);
        bool const fits = word.size() > head.size() + tail.size() && word.starts_with(head) && word.ends_with(tail);
        return fits && head.size() > 1 ? Fit::by_star : Fit::none;
    }
    std::string const value = mark.substr(mark.find('=') + 1); // of a parameter
    bool const same = mark == word || (mark.find('.') == std::string::npos && letters_of(mark) == letters_of(word));
    return same || value == word ? Fit::exact : Fit::none;
}

/// How the catalogue spells a mark, and how it fits.
struct Spelling {
    Fit fit = Fit::none;
    std::string_view token;
};

Spelling spelling_in(Entry const& entry, std::string const& word) {
    Spelling best;
    for (std::string const& line : entry.tokens)
        for (std::string_view const token : split_blanks(line))
            if (Fit const fit = fit_of(token, word); fit > best.fit) best = {fit, token};
    return best;
}

std::vector<Entry const*> entries_with(Catalogue const& catalogue, std::string const& word, Fit fit) {
    std::vector<Entry const*> entries;
    for (Entry const& entry : catalogue.entries())
        if (entry.reason && spelling_in(entry, word).fit == fit) entries.push_back(&entry);
    return entries;
}

/// As somebody asks for it: nothing but the number.
bool is_bare_list_answer(std::string_view word) {
    return is_list_answer(word) && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Of many replies with different causes: such a mark tells who speaks, not why.
bool tells_only_speaker(std::vector<Entry const*> const& entries) {
    constexpr std::ptrdiff_t many = 8;
    Entry const& first = *entries.front();
    if (first.provider.empty()) return false;
    auto const of_provider = [&](Entry const* entry) { return entry->provider == first.provider; };
    auto const of_other_cause = [&](Entry const* entry) { return entry->reason != first.reason; };
    return std::ranges::count_if(entries, of_provider) > many && std::ranges::any_of(entries, of_other_cause);
}

} // namespace

std::optional<Topic> find_mark(Catalogue const& catalogue, std::string_view written) {
    std::string const word = bare(written);
    if (letters_of(word).size() < 2 || word.find_first_of(" \t\r\n") != std::string::npos) return std::nullopt;
    auto entries = entries_with(catalogue, word, Fit::exact);
    if (entries.empty()) entries = entries_with(catalogue, word, Fit::by_star);
    if (entries.empty()) return std::nullopt;
    Topic topic;
    Spelling const spelling = spelling_in(*entries.front(), word);
    topic.title = spelling.fit == Fit::exact ? spelling.token : written;
    if (tells_only_speaker(entries)) {
        topic.speaker = entries.front()->provider;
        topic.uses = std::move(entries);
        return topic;
    }
    topic.entry = entries.front();
    topic.reason = topic.entry->reason;
    topic.uses.assign(entries.begin() + 1, entries.end());
    return topic;
}

void refuse_speaker(Catalogue const& catalogue, std::string_view written) {
    std::string const word = bare(written);
    auto const says = [&](Entry const& entry) { return entry.provider == word; };
    if (!word.empty() && std::ranges::any_of(catalogue.entries(), says))
        throw UsageError("`" + word + "` is a provider, block list or server program",
            "`whybounce catalogue list --provider " + word + "` lists what the catalogue knows of its replies");
    if (is_bare_list_answer(word))
        throw UsageError("`" + word + "` is what a block list answers, and each list means its own by it",
            "paste the whole reply, or name the list: `whybounce explain zen.spamhaus.org`");
}

} // namespace whybounce::cli
