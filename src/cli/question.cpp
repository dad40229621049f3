#include "cli/question.hpp"

#include "cli/command.hpp"
#include "cli/nearest.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::cli {
namespace {

constexpr std::string_view digits = "0123456789";

/// What may stand before a code; the longer before the shorter.
constexpr std::string_view labels[] = {"diagnostic-code:", "enhanced status code", "enhanced status", "smtp reply code",
    "smtp status code", "smtp error code", "smtp error", "smtp code", "smtp;", "smtp", "error code", "error",
    "reply code", "reply", "status code", "status", "dsn", "code", "reason", "entry", "rule"};

bool is_one_word(std::string_view text) { return text.find_first_of(" \t\r\n") == std::string_view::npos; }

std::string_view without_marks(std::string_view text) {
    constexpr std::string_view before = "'\"`([<>*=:#", behind = "'\"`)]>*.,;:!?";
    while (!text.empty() && (ascii::is_blank(text.front()) || before.find(text.front()) != std::string_view::npos))
        text.remove_prefix(1);
    while (!text.empty() && (ascii::is_blank(text.back()) || behind.find(text.back()) != std::string_view::npos))
        text.remove_suffix(1);
    return text;
}

/// A label ends where no letter follows.
std::string_view without_label(std::string_view text) {
    for (std::string_view const label : labels) {
        if (!ascii::starts_with_no_case(text, label) || text.size() == label.size()) continue;
        char const next = text[label.size()];
        if (!ascii::is_alnum(next) && next != '-' && next != '.') return without_marks(text.substr(label.size()));
    }
    return text;
}

/// "550/5.7.1" is a code and a status, "SQ-03" a finding.
std::string respelt(std::string word) {
    bool const code = word.size() > 4 && word.find_first_not_of(digits) == 3;
    if (code && std::string_view("/,;:_").find(word[3]) != std::string_view::npos) word[3] = ' ';
    std::size_t const dash = word.find('-');
    bool const finding = dash == 2 && word.find_first_not_of(digits, 3) == std::string::npos && word.size() > 3;
    if (finding) word.erase(dash, 1);
    return word;
}

Reason const* reason_by_leaf(Catalogue const& catalogue, std::string_view leaf) {
    Reason const* found = nullptr;
    std::string const end = "." + ascii::to_lower(leaf);
    for (Reason const& reason : catalogue.reasons())
        if (reason.id.ends_with(end)) found = &reason;
    return found;
}

/// `word` is in lower case.
void refuse_class(std::string const& word) {
    bool const code =
        word.size() == 3 && word[0] >= '2' && word[0] <= '5' && (word.ends_with("xx") || word.ends_with("yz"));
    if (code)
        throw UsageError(
            "`" + word + "` is a class of reply codes", "`whybounce codes " + word.substr(0, 1) + "` lists them");
    std::string prefix = word;
    while (prefix.size() > 1 && (prefix.ends_with(".x") || prefix.ends_with(".*") || prefix.ends_with(".")))
        prefix.resize(prefix.size() - (prefix.ends_with(".") ? 1 : 2));
    bool const status = prefix.find_first_not_of("0123456789.x") == std::string::npos && prefix.size() <= 3 &&
        (prefix.size() < word.size() || prefix.find('.') == 1) && !prefix.empty();
    if (status)
        throw UsageError("`" + word + "` is a group of enhanced status codes",
            "`whybounce codes " + prefix + (prefix.size() == 1 ? "." : "") + "` lists them");
}

void refuse_group(Catalogue const& catalogue, std::string word) {
    if (word.ends_with(".*")) word.resize(word.size() - 2);
    auto const in_group = [&](Reason const& reason) { return reason.group() == word; };
    if (std::ranges::any_of(catalogue.reasons(), in_group))
        throw UsageError("`" + word + "` is a group of reasons", "`whybounce codes " + word + ".` lists them");
}

void refuse_misspelt(Catalogue const& catalogue, std::string const& word) {
    std::vector<std::string> ids;
    for (Reason const& reason : catalogue.reasons()) ids.push_back(reason.id);
    std::string near = nearest(word, ids);
    if (!near.empty())
        throw UsageError(
            "there is no reason `" + word + "`", "did you mean `" + near + "`? `whybounce codes reasons` lists them");
    if (word.find('-') == std::string::npos) return;
    ids.clear();
    for (Entry const& entry : catalogue.entries())
        if (entry.tier != Tier::speaker) ids.push_back(entry.id);
    near = nearest_name(word, ids);
    if (!near.empty())
        throw UsageError(
            "there is no entry `" + word + "`", "did you mean `" + near + "`? `whybounce catalogue list` lists them");
}

/// The fields of a delivery status (RFC 3464) that tell no cause.
void refuse_field(std::string_view text) {
    constexpr std::string_view fields[] = {"action:", "final-recipient:", "original-recipient:", "reporting-mta:",
        "remote-mta:", "received-from-mta:", "arrival-date:", "last-attempt-date:", "will-retry-until:",
        "original-envelope-id:", "dsn-gateway:", "final-log-id:"};
    auto const is_field = [&](std::string_view field) { return ascii::starts_with_no_case(text, field); };
    if (text.find('\n') != std::string_view::npos || std::ranges::none_of(fields, is_field)) return;
    throw UsageError("the field `" + std::string(text.substr(0, text.find(':'))) + "` does not say why a mail failed",
        "the fields `Diagnostic-Code` and `Status` of the same report do; or give the whole report to `whybounce`");
}

} // namespace

std::string plain_word(std::string_view text) {
    std::string_view const word = without_marks(without_label(without_marks(text)));
    return is_one_word(word) ? respelt(std::string(word)) : std::string{};
}

std::optional<Topic> find_meant(Catalogue const& catalogue, std::string_view word) {
    if (auto topic = find_topic(catalogue, word)) return topic;
    std::string const plain = plain_word(word);
    if (plain.empty()) return std::nullopt;
    if (auto topic = find_topic(catalogue, plain)) return topic;
    Reason const* const reason = reason_by_leaf(catalogue, plain);
    return reason ? find_topic(catalogue, reason->id) : std::nullopt;
}

void refuse_near_topic(Catalogue const& catalogue, std::string_view text) {
    refuse_field(text);
    if (!is_one_word(text)) return;
    std::string const word = ascii::to_lower(text);
    refuse_class(word);
    refuse_group(catalogue, word);
    refuse_misspelt(catalogue, word);
}

} // namespace whybounce::cli
