#include "language/language.hpp"

#include "catalogue/remedy.hpp"
#include "catalogue/stanza.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace whybounce::language {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view header_file = "language.lang";
constexpr std::string_view break_here = "\u200B"; // a line may break here; takes no column
constexpr std::array entry_keys{"id"sv, "name"sv, "means"sv, "when"sv, "do"sv};

bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || c == '-'; }

/// Is this the bar of a place for a value, `{ip|the IP}`?
bool opens_words(std::string_view text, std::size_t bar) {
    std::size_t const open = text.substr(0, bar).rfind('{');
    return open != std::string_view::npos && std::ranges::all_of(text.substr(open + 1, bar - open - 1), is_name_char);
}

/// Column of a brace that belongs to no well-formed placeholder, 0-based.
std::optional<std::size_t> stray_brace(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '}') return at;
        if (text[at] != '{') continue;
        std::size_t end = at + 1;
        while (end < text.size() && is_name_char(text[end])) ++end;
        if (end == at + 1 || end == text.size() || text[end] != '}') return at;
        at = end;
    }
    return std::nullopt;
}

} // namespace

/// Builds a language from its files.
class LanguageReader {
public:
    explicit LanguageReader(std::string_view id) { language_.id_ = id; }

    std::optional<Error> file(LanguageFile const& file) {
        std::string const name = language_.id_ + '/' + std::string(file.path); // the stanzas point into it
        auto stanzas = parse_stanzas(name, file.text);
        if (!stanzas) return stanzas.error();
        for (Stanza const& stanza : *stanzas) {
            auto error = file.path == header_file    ? header(stanza)
                : stanza.pairs.front().key == "id"sv ? entry(stanza)
                                                     : messages(stanza);
            if (error) return error;
        }
        return std::nullopt;
    }

    Result<Language> finish() {
        if (language_.tag_.empty())
            return Error{Errc::bad_catalogue, language_.id_ + '/' + std::string(header_file), 0, 0,
                "the language has no `tag`", "docs/languages.md says what stands in this file"};
        return std::move(language_);
    }

private:
    static Error error(Stanza const& stanza, StanzaPair const& pair, std::string what, std::string hint) {
        return {Errc::bad_catalogue, std::string(stanza.file), pair.line, pair.value_column, std::move(what),
            std::move(hint)};
    }

    std::optional<Error> header(Stanza const& stanza) {
        language_.name_ = stanza.value("name");
        language_.tag_ = stanza.value("tag");
        break_mark_ = stanza.value("break-mark");
        StanzaPair const* const ones = stanza.find("plural-one");
        std::string_view rest = ones ? std::string_view(ones->value) : ""sv;
        while (!rest.empty()) {
            std::uint64_t number = 0;
            auto const [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
            if (failed != std::errc{}) return error(stanza, *ones, "`plural-one` is no list of numbers", "write 0 1");
            language_.ones_.push_back(number);
            rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
            rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        }
        return std::nullopt;
    }

    std::optional<Error> messages(Stanza const& stanza) {
        for (StanzaPair const& pair : stanza.pairs) {
            if (auto const at = stray_brace(pair.value))
                return Error{Errc::bad_catalogue, std::string(stanza.file), pair.line, pair.value_column + *at,
                    "a brace that is no placeholder", "write {name}, in lower case"};
            if (auto fault = empty(stanza, pair)) return fault;
            auto const [place, fresh] = language_.messages_.try_emplace(
                std::string(pair.key), Message{text(pair), std::string(stanza.file), pair.line});
            if (!fresh)
                return error(stanza, pair, "the message `" + place->first + "` is there already",
                    "the first one stands in " + place->second.file + ":" + std::to_string(place->second.line));
        }
        return std::nullopt;
    }

    std::optional<Error> entry(Stanza const& stanza) {
        EntryText words{{}, {}, {}, {}, std::string(stanza.file), stanza.line};
        for (StanzaPair const& pair : stanza.pairs) {
            if (std::ranges::find(entry_keys, pair.key) == entry_keys.end())
                return error(stanza, pair, "unknown key `" + std::string(pair.key) + "`",
                    "an entry has id, name, means, when and do");
            if (auto fault = empty(stanza, pair)) return fault;
            if (pair.key == "name"sv) words.name = text(pair);
            if (pair.key == "means"sv) words.means = text(pair);
            if (pair.key == "when"sv) words.when = text(pair);
            if (pair.key == "do"sv) words.steps.push_back(text(pair));
        }
        auto const [place, fresh] = language_.entries_.try_emplace(std::string(stanza.value("id")), std::move(words));
        if (fresh) return std::nullopt;
        return error(stanza, stanza.pairs.front(), "the entry `" + place->first + "` is there already",
            "the first one stands in " + place->second.file + ":" + std::to_string(place->second.line));
    }

    static std::optional<Error> empty(Stanza const& stanza, StanzaPair const& pair) {
        if (!pair.value.empty()) return std::nullopt;
        return error(stanza, pair, "`" + std::string(pair.key) + "` says nothing", "write its text behind the colon");
    }

    /// The value with its break marks as Unicode has them.
    std::string text(StanzaPair const& pair) const {
        std::string text(pair.value);
        if (break_mark_.empty()) return text;
        for (std::size_t at = 0; (at = text.find(break_mark_, at)) != std::string::npos;) {
            bool const bar = opens_words(text, at);
            if (!bar) text.replace(at, break_mark_.size(), break_here);
            at += bar ? break_mark_.size() : break_here.size();
        }
        return text;
    }

    Language language_;
    std::string break_mark_;
};

Result<Language> Language::parse(std::string_view id, std::span<LanguageFile const> files) {
    LanguageReader reader(id);
    for (bool const headers : {true, false})
        for (LanguageFile const& file : files) {
            if ((file.path == header_file) != headers) continue;
            if (auto error = reader.file(file)) return *std::move(error);
        }
    return reader.finish();
}

std::string Language::say(std::string_view key, Arguments arguments) const {
    Message const* const message = find(key);
    if (!message) throw std::logic_error(id_ + " has no message " + std::string(key));
    return fill(message->text, std::span(arguments.begin(), arguments.size()));
}

std::string Language::count(
    std::string_view key, std::uint64_t number, Arguments arguments, std::string_view mark) const {
    std::vector<Argument> all(arguments);
    all.push_back({"count", std::string(mark) + std::to_string(number)});
    std::string const form = std::string(key).append(".").append(form_for(number));
    Message const* const message = find(form);
    if (!message) throw std::logic_error(id_ + " has no message " + form);
    return fill(message->text, all);
}

Message const* Language::find(std::string_view key) const {
    auto const found = messages_.find(key);
    return found == messages_.end() ? nullptr : &found->second;
}

EntryText const* Language::entry(std::string_view id) const {
    auto const found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
}

std::vector<std::string> steps_for(EntryText const& words, std::string_view reply, Diagnosis const& diagnosis) {
    return with_values(words.steps, reply, diagnosis);
}

std::vector<std::string> steps_for(EntryText const& words) { return without_values(words.steps); }

std::string_view Language::form_for(std::uint64_t number) const {
    return std::ranges::find(ones_, number) == ones_.end() ? "other" : "one";
}

} // namespace whybounce::language
