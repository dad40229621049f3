#include "analysis/mail_search.hpp"

#include "dialects/year_finder.hpp"
#include "whybounce/address.hpp"
#include "whybounce/ascii.hpp"
#include "whybounce/hash.hpp"

#include <algorithm>
#include <array>

namespace whybounce::analysis {
namespace {

using std::string_view_literals::operator""sv;

/// Words before the queue id of a mail that this line's mail goes on as, or came from.
constexpr std::array link_words{
    "queued as "sv, "forwarded as "sv, "notification: "sv, "orig_queue_id="sv, "orig_id="sv};

/// Lines that name no queue id and yet tell of a mail's connection.
constexpr std::array connection_words{" TLS connection "sv, "NOQUEUE: client="sv, ": proxy-accept: "sv};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// 3F1A2B4C5D, or a long id, which has a time in it.
bool is_queue_id(std::string_view token) {
    if (token.size() < 5 || token.size() > 24) return false;
    bool const hex =
        std::ranges::all_of(token, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
    return hex || dialect::arrival_of(token).has_value();
}

std::string_view token_before(std::string_view line, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && ascii::is_alnum(line[begin - 1])) --begin;
    return line.substr(begin, end - begin);
}

std::string_view token_at(std::string_view line, std::size_t begin) {
    std::size_t end = begin;
    while (end < line.size() && ascii::is_alnum(line[end])) ++end;
    return line.substr(begin, end - begin);
}

/// Calls `take` with the hash of each queue id that stands before a colon, as that of a line does.
template <typename Take> void each_own_id(std::string_view line, Take take) {
    for (std::size_t at = line.find(": "); at != std::string_view::npos; at = line.find(": ", at + 2)) {
        std::string_view const token = token_before(line, at);
        if (is_queue_id(token)) take(hash_of(token));
    }
}

template <typename Take> void each_linked_id(std::string_view line, Take take) {
    for (std::string_view const words : link_words)
        for (std::size_t at = line.find(words); at != std::string_view::npos; at = line.find(words, at + 1)) {
            std::string_view const token = token_at(line, at + words.size());
            if (is_queue_id(token)) take(hash_of(token));
        }
}

std::string_view inside_brackets(std::string_view word) {
    if (word.size() > 2 && word.front() == '<' && word.back() == '>') return word.substr(1, word.size() - 2);
    return word;
}

} // namespace

MailWord::MailWord(std::string_view word) : text_(inside_brackets(ascii::trim(word))) {
    domain_ = text_.find('@', 1) == std::string::npos;
    if (text_.size() > 1 && text_.front() == '@') text_.erase(0, 1);
}

bool MailWord::names(std::string_view address) const {
    if (ascii::equal_no_case(address, text_)) return true;
    return domain_ && is_at_or_below(domain_of(address), text_);
}

bool MailWord::may_be_escaped() const {
    return std::ranges::any_of(text_, [](char c) {
        return !ascii::is_alnum(c) && std::string_view("@._-+=$%*!/").find(c) == std::string_view::npos;
    });
}

MailSearch::MailSearch(MailWord word) : word_(std::move(word)) {
    if (is_queue_id(word_.text())) ids_.insert(hash_of(word_.text()));
}

bool MailSearch::has_word(std::string_view line) const { return ascii::contains_no_case(line, word_.text()); }

void MailSearch::learn(std::string_view line) {
    bool const found = has_word(line);
    std::uint64_t first = 0;
    each_own_id(line, [&](std::uint64_t id) {
        if (first == 0) first = id;
        if (found) ids_.insert(id);
    });
    if (first == 0 && !found) return;
    each_linked_id(line, [&](std::uint64_t id) {
        if (first != 0) links_.emplace_back(first, id);
    });
}

void MailSearch::follow() {
    std::unordered_multimap<std::uint64_t, std::uint64_t> neighbours;
    for (auto const& [a, b] : links_) {
        neighbours.emplace(a, b);
        neighbours.emplace(b, a);
    }
    std::vector<std::uint64_t> open(ids_.begin(), ids_.end());
    while (!open.empty()) {
        std::uint64_t const id = open.back();
        open.pop_back();
        auto const [begin, end] = neighbours.equal_range(id);
        for (auto it = begin; it != end; ++it)
            if (ids_.insert(it->second).second) open.push_back(it->second);
    }
    links_ = {};
}

bool MailSearch::knows(std::string_view queue_id) const {
    return word_.may_be_escaped() || ids_.contains(hash_of(queue_id));
}

bool MailSearch::concerns(std::string_view line) const {
    if (word_.may_be_escaped()) return true;
    bool found = false;
    each_own_id(line, [&](std::uint64_t id) { found = found || ids_.contains(id); });
    if (found || has_word(line)) return true;
    return std::ranges::any_of(connection_words, [&](std::string_view words) { return contains(line, words); });
}

} // namespace whybounce::analysis
