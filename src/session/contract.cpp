#include "session/contract.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace whybounce::session {
namespace {

std::optional<std::uint64_t> number_of(std::string_view digits) {
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// A bit for the first letter, capital or not; 0 for no keyword.
std::uint32_t initial_of(std::string_view keyword) {
    return keyword.empty() ? 0U : 1U << (static_cast<unsigned char>(ascii::lower(keyword.front())) & 31U);
}

/// `AUTH=LOGIN` is the keyword AUTH= with a parameter: the form before the standard.
Offer offer_of(std::string_view text, std::size_t line) {
    std::string_view rest = text;
    std::string_view const keyword = next_word(rest);
    if (ascii::starts_with_no_case(keyword, "AUTH="))
        return {keyword.substr(0, 5), text.substr(static_cast<std::size_t>(keyword.data() - text.data()) + 5), line};
    return {keyword, ascii::trim(rest), line};
}

} // namespace

std::string_view next_word(std::string_view& text) {
    text = ascii::trim(text);
    std::size_t end = 0; // words are short: quicker than a search
    while (end < text.size() && text[end] != ' ' && text[end] != '\t') ++end;
    std::string_view const word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

Contract::Contract(Exchange const& hello) {
    if (hello.verb == Verb::helo) return;
    std::string_view rest = hello.record.text;
    offers_.reserve(hello.said);
    for (std::size_t line = 0; !rest.empty(); ++line) {
        std::size_t const end = std::min(rest.find('\n'), rest.size());
        if (line > 0) {
            offers_.push_back(offer_of(rest.substr(0, end), line));
            initials_ |= initial_of(offers_.back().keyword);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

Offer const* Contract::find(std::string_view keyword) const {
    if ((initials_ & initial_of(keyword)) == 0) return nullptr;
    auto const found =
        std::ranges::find_if(offers_, [&](Offer const& offer) { return ascii::equal_no_case(offer.keyword, keyword); });
    return found == offers_.end() ? nullptr : &*found;
}

bool Contract::offers_mechanism(std::string_view mechanism) const {
    for (Offer const& offer : offers_) {
        if (!ascii::equal_no_case(offer.keyword, "AUTH") && !ascii::equal_no_case(offer.keyword, "AUTH=")) continue;
        std::string_view rest = offer.parameters;
        for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest))
            if (ascii::equal_no_case(word, mechanism)) return true;
    }
    return false;
}

std::optional<std::uint64_t> Contract::size_limit() const {
    Offer const* const size = find("SIZE");
    auto const limit = size ? number_of(size->parameters) : std::nullopt;
    return limit && *limit > 0 ? limit : std::nullopt;
}

std::optional<std::uint64_t> Contract::limit(std::string_view name) const {
    Offer const* const limits = find("LIMITS");
    std::string_view rest = limits ? limits->parameters : std::string_view{};
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
        std::size_t const equals = std::min(word.find('='), word.size());
        if (equals < word.size() && ascii::equal_no_case(word.substr(0, equals), name))
            return number_of(word.substr(equals + 1));
    }
    return std::nullopt;
}

} // namespace whybounce::session
