#pragma once
#include "whybounce/result.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce {
struct Diagnosis;
}

/// What people read, in their language: whole sentences with named placeholders, and the catalogue's words.
namespace whybounce::language {

/// One file of `src/language/data`, below the folder of its language: "report.lang", "00-reason/auth.lang".
struct LanguageFile {
    std::string_view path, text;
};

/// What stands for one placeholder of a message.
struct Argument {
    std::string_view name; ///< without braces
    std::string value;
};
using Arguments = std::initializer_list<Argument>;

/// The words of one reason or entry of the catalogue.
struct EntryText {
    std::string name, means, when;
    std::vector<std::string> steps; ///< perhaps with places for values: `{ip|the sending IP}`
    std::string file;
    std::size_t line = 0;
};

/// One message as it was written.
struct Message {
    std::string text;
    std::string file;
    std::size_t line = 0;
};

/// One language, read only. English has no texts of entries: those stand in the catalogue.
class Language {
public:
    /// Reads the files of one language. @param id  name of its folder, "de"
    /// An error tells file, line and column.
    static Result<Language> parse(std::string_view id, std::span<LanguageFile const> files);

    std::string const& id() const { return id_; }     ///< value of --lang
    std::string const& name() const { return name_; } ///< in its own words
    std::string const& tag() const { return tag_; }   ///< BCP 47: "zh-Hans"
    bool is_original() const { return id_ == "en"; }

    /// A message with its placeholders filled. Values are not looked at again: braces in them are text.
    /// Throws std::logic_error when there is no such message.
    std::string say(std::string_view key, Arguments arguments = {}) const;

    /// The form of a message that fits a number, which also fills {count}.
    /// @param mark  put before the digits: "≥ "
    std::string count(
        std::string_view key, std::uint64_t number, Arguments arguments = {}, std::string_view mark = "") const;

    /// A message, or nullptr.
    Message const* find(std::string_view key) const;

    /// What the catalogue's reason or entry of this id says; nullptr when it is not translated.
    EntryText const* entry(std::string_view id) const;

    /// "one" or "other"
    std::string_view form_for(std::uint64_t number) const;
    bool has_form_one() const { return !ones_.empty(); }

    std::map<std::string, Message, std::less<>> const& messages() const { return messages_; }
    std::map<std::string, EntryText, std::less<>> const& entries() const { return entries_; }

private:
    friend class LanguageReader;
    Language() = default;

    std::string id_, name_, tag_;
    std::vector<std::uint64_t> ones_; ///< numbers that take the form `.one`
    std::map<std::string, Message, std::less<>> messages_;
    std::map<std::string, EntryText, std::less<>> entries_;
};

/// The names between braces, in the order of the text.
std::vector<std::string_view> placeholders(std::string_view text);

/// What stood for the placeholders of `pattern` in `text`, if the text was made from it; the values are views into
/// both.
std::optional<std::vector<Argument>> unfill(std::string_view pattern, std::string_view text);

/// The steps of a reason with what the reply names in their places; behind the bar stands what is written where it
/// names nothing.
std::vector<std::string> steps_for(EntryText const& words, std::string_view reply, Diagnosis const& diagnosis);
/// The steps without any reply.
std::vector<std::string> steps_for(EntryText const& words);

/// The pattern with its placeholders filled.
std::string fill(std::string_view pattern, std::span<Argument const> arguments);

} // namespace whybounce::language
