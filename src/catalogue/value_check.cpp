#include "catalogue/value_check.hpp"

#include "catalogue/nearest.hpp"
#include "catalogue/places.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <optional>

namespace whybounce {
namespace {

bool is_id_octet(char c) { return ascii::is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_'; }

std::optional<Error> check_id(Stanza const& stanza, StanzaPair const& pair) {
    if (std::ranges::all_of(pair.value, is_id_octet)) return std::nullopt;
    auto const wrong = std::ranges::find_if_not(pair.value, is_id_octet);
    std::string meant = ascii::to_lower(pair.value);
    std::ranges::replace_if(
        meant, [](char c) { return !is_id_octet(c); }, '-');
    return stanza.error_at(pair, static_cast<std::size_t>(wrong - pair.value.begin()),
        "`" + std::string(pair.value) + "` is no id", "lower case words joined by hyphens: write `" + meant + "`");
}

/// "2026-11"
bool is_month(std::string_view text) {
    bool const shape = text.size() == 7 && text[4] == '-' && std::ranges::all_of(text.substr(0, 4), ascii::is_digit) &&
        std::ranges::all_of(text.substr(5), ascii::is_digit);
    if (!shape) return false;
    int const month = (text[5] - '0') * 10 + text[6] - '0';
    return month >= 1 && month <= 12;
}

std::optional<Error> check_checked(Stanza const& stanza, StanzaPair const& pair) {
    std::string_view month = pair.value;
    if (month.ends_with(" unseen")) month = ascii::trim(month.substr(0, month.rfind(' ')));
    if (is_month(month)) return std::nullopt;
    return stanza.error_at(pair, 0, "`" + std::string(pair.value) + "` is no month",
        "write year and month: 2026-11, or `2026-11 unseen` where no copy of the source was read");
}

/// The brace at `at` opens no place that can be filled.
Error bad_place(Stanza const& stanza, StanzaPair const& pair, std::size_t at) {
    std::string_view const rest = pair.value.substr(at);
    std::size_t const end = std::min(rest.find_first_of("|} \t", 1), rest.size());
    std::string const name(rest.substr(1, end - 1)), shown(rest.substr(0, std::min(end + 1, rest.size())));
    std::vector<std::string> const names(place_names.begin(), place_names.end());
    std::string const near = is_place_name(name) ? name : nearest(ascii::to_lower(name), names);
    std::string all;
    for (std::string const& word : names) all.append(all.empty() ? "" : " ").append(word);
    if (!is_place_name(name))
        return stanza.error_at(pair, at, "`" + shown + "` opens no place that can be filled",
            (near.empty() ? "" : "did you mean `{" + near + "|`? ") + "The places are " + all);
    return stanza.error_at(pair, at, "the place `{" + name + "` is not whole",
        "write `{" + name + "|words}`: the words stand where the reply names none");
}

std::optional<Error> check_places(Stanza const& stanza, StanzaPair const& pair) {
    for (std::string_view rest = pair.value; !rest.empty();) {
        PlacePiece const piece = take_place(rest);
        bool const brace = !piece.is_place && piece.before.ends_with('{');
        bool const wrong = brace || (piece.is_place && !is_place_name(piece.name));
        if (!wrong) continue;
        std::size_t const end = static_cast<std::size_t>(piece.before.data() - pair.value.data()) + piece.before.size();
        return bad_place(stanza, pair, brace ? end - 1 : end);
    }
    return std::nullopt;
}

} // namespace

void check_values(Stanza const& stanza, Faults& faults) {
    for (StanzaPair const& pair : stanza.pairs) {
        std::optional<Error> error;
        if (pair.value.empty())
            error =
                stanza.error_at(pair, 0, "`" + std::string(pair.key) + "` has no value", "write one, or leave it out");
        else if (pair.key == "id")
            error = check_id(stanza, pair);
        else if (pair.key == "checked")
            error = check_checked(stanza, pair);
        else if (pair.key == "means" || pair.key == "when" || pair.key == "do")
            error = check_places(stanza, pair);
        if (error) faults.push_back(*std::move(error));
    }
}

bool is_source(std::string_view value) {
    for (std::string_view const begin : {"https://", "http://", "RFC "})
        if (value.size() > begin.size() && value.starts_with(begin)) return true;
    return false;
}

} // namespace whybounce
