#include "language/languages.hpp"

#include "language/embedded.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace whybounce::language {
namespace {

constexpr std::string_view english_id = "en";
/// Subtags of Chinese that is written with traditional characters.
constexpr std::array<std::string_view, 4> traditional{"hant", "tw", "hk", "mo"};

EmbeddedLanguage const* find_embedded(std::string_view id) {
    auto const rows = embedded_languages();
    auto const row = std::ranges::find(rows, id, &EmbeddedLanguage::id);
    return row == rows.end() ? nullptr : &*row;
}

std::unique_ptr<Language const> load(EmbeddedLanguage const& row) {
    auto parsed = Language::parse(row.id, row.files);
    if (parsed) return std::make_unique<Language const>(*std::move(parsed));
    Error const& error = parsed.error();
    throw std::logic_error(error.file + ':' + std::to_string(error.line) + ':' + std::to_string(error.column) + ": " +
        error.what + "; " + error.hint);
}

/// "zh_CN.UTF-8@x" -> "zh-cn"
std::string tag_of(std::string_view locale) {
    std::string tag = ascii::to_lower(locale.substr(0, locale.find_first_of(".@")));
    std::ranges::replace(tag, '_', '-');
    return tag;
}

bool is_traditional(std::string_view tag) {
    return std::ranges::any_of(traditional, [tag](std::string_view subtag) {
        return ('-' + std::string(tag) + '-').find('-' + std::string(subtag) + '-') != std::string::npos;
    });
}

bool is_utf8(std::string_view locale) {
    std::size_t const dot = locale.find('.');
    if (dot == std::string_view::npos) return true;
    std::string const encoding = ascii::to_lower(locale.substr(dot + 1, locale.find('@', dot) - dot - 1));
    return encoding == "utf-8" || encoding == "utf8";
}

} // namespace

std::vector<std::string_view> language_ids() {
    std::vector<std::string_view> ids;
    for (EmbeddedLanguage const& row : embedded_languages()) ids.push_back(row.id);
    return ids;
}

Language const& built_in(std::string_view id) {
    static std::mutex one_at_a_time;
    static std::map<std::string, std::unique_ptr<Language const>, std::less<>> loaded;
    std::scoped_lock const lock(one_at_a_time);
    if (auto const known = loaded.find(id); known != loaded.end()) return *known->second;
    EmbeddedLanguage const* const row = find_embedded(id);
    if (!row) throw std::logic_error("no language " + std::string(id));
    return *loaded.emplace(id, load(*row)).first->second;
}

Language const& english() {
    static Language const& original = built_in(english_id);
    return original;
}

std::optional<std::string_view> find_language(std::string_view wanted) {
    std::string const tag = tag_of(wanted);
    std::string const primary = tag.substr(0, tag.find('-'));
    EmbeddedLanguage const* const row = find_embedded(primary);
    if (!row || (primary == "zh" && is_traditional(tag))) return std::nullopt;
    return row->id;
}

std::string_view language_for_locale(std::string_view locale) {
    if (!is_utf8(locale)) return english_id;
    return find_language(locale).value_or(english_id);
}

} // namespace whybounce::language
