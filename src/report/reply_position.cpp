#include "report/reply_position.hpp"

#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>

namespace whybounce::report {
namespace {

/// A log may cut or rejoin the text: this much of its begin must be there.
constexpr std::size_t shortest_begin = 16;

std::size_t common_prefix(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// What may stand right before the words: a short text alone could match anywhere in a log line.
std::array<std::string, 3> leads(FailureRecord const& failure) {
    std::string const status = failure.enhanced ? to_string(*failure.enhanced) + ' ' : "";
    if (!failure.code) return {status, "", ""};
    return {fmt::format("{:03} {}", *failure.code, status), fmt::format("{:03}-{}", *failure.code, status), ""};
}

std::optional<ByteRange> find_words(std::string_view line, FailureRecord const& failure) {
    std::string_view const text = ascii::trim(failure.text.substr(0, failure.text.find('\n')));
    if (text.empty()) return std::nullopt;
    std::string_view const begin = text.substr(0, std::max(shortest_begin, text.size() / 4));
    for (std::string_view const wanted : {text, begin})
        for (std::string const& lead : leads(failure)) {
            std::size_t const at = line.find(lead + std::string(wanted));
            if (at == std::string_view::npos) continue;
            std::size_t const from = at + lead.size();
            return ByteRange{from, from + common_prefix(line.substr(from), text)};
        }
    return std::nullopt;
}

bool stands_alone(std::string_view line, ByteRange range) {
    auto const joins = [](char c) { return ascii::is_alnum(c) || c == '.'; };
    bool const joins_left = range.from > 0 && joins(line[range.from - 1]);
    bool const joins_right = range.to < line.size() && ascii::is_alnum(line[range.to]);
    return !joins_left && !joins_right;
}

/// The last occurrence that ends at or before `end` and is no part of a longer word.
std::optional<ByteRange> find_last(std::string_view line, std::string_view word, std::size_t end) {
    std::string_view head = line.substr(0, end);
    for (std::size_t at = head.rfind(word); at != std::string_view::npos; at = head.rfind(word)) {
        ByteRange const range{at, at + word.size()};
        if (stands_alone(line, range)) return range;
        head = line.substr(0, range.to - 1);
    }
    return std::nullopt;
}

} // namespace

ReplyPosition find_reply(std::string_view line, FailureRecord const& failure) {
    ReplyPosition found;
    auto const add = [&found](std::optional<ByteRange> range, int weight) {
        if (!range) return;
        found.parts.push_back(*range);
        found.weight += weight;
    };
    auto const words = find_words(line, failure);
    std::size_t const end = words ? words->from : line.size();
    if (failure.code) add(find_last(line, fmt::format("{:03}", *failure.code), end), 2);
    if (failure.enhanced) add(find_last(line, to_string(*failure.enhanced), end), 1);
    add(words, 4);
    std::ranges::sort(found.parts, {}, &ByteRange::from);
    return found;
}

} // namespace whybounce::report
