#include "catalogue/stanza.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce {
namespace {

/// Builds stanzas line by line.
class StanzaReader {
public:
    StanzaReader(std::string_view file, Faults& faults) : file_(file), faults_(faults) {}

    void line(std::string_view text) {
        ++number_;
        if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
        if (text.starts_with('#')) return;
        if (ascii::trim(text).empty())
            open_ = false;
        else if (ascii::is_blank(text.front()))
            continuation(text);
        else
            pair(text);
    }

    std::vector<Stanza> finish() { return std::move(stanzas_); }

private:
    void open() {
        if (!open_) stanzas_.push_back({file_, number_, {}, {}, {}, true});
        open_ = true;
    }

    void pair(std::string_view text) {
        auto const parsed = grammar::parse_catalogue_pair(text);
        open();
        if (!parsed) {
            stanzas_.back().whole = false;
            return fault("a line is neither `key: value` nor a continuation",
                "begin a continuation with a blank, a comment with #");
        }
        std::size_t const column = static_cast<std::size_t>(parsed->value.data() - text.data()) + 1;
        stanzas_.back().pairs.push_back({parsed->key, ascii::trim(parsed->value), number_, column});
    }

    void continuation(std::string_view text) {
        if (!open_) return fault("a line begins with a blank but continues nothing", "put the key before it");
        Stanza& stanza = stanzas_.back();
        if (stanza.pairs.empty()) return; // it continues a line that is wrong
        std::string_view& value = stanza.pairs.back().value;
        bool const continued = !stanza.joined.empty() && stanza.joined.back()->data() == value.data();
        if (!continued) stanza.joined.push_back(std::make_unique<std::string>(value));
        std::string& whole = *stanza.joined.back();
        if (!whole.empty()) whole += ' ';
        std::size_t const indent = text.find_first_not_of(" \t");
        stanza.pieces.push_back({stanza.pairs.size() - 1, whole.size(), number_, indent + 1});
        value = whole.append(ascii::trim(text));
    }

    void fault(std::string what, std::string hint) {
        faults_.push_back({Errc::bad_catalogue, std::string(file_), number_, 1, std::move(what), std::move(hint)});
    }

    std::string_view file_;
    Faults& faults_;
    std::size_t number_ = 0;
    bool open_ = false;
    std::vector<Stanza> stanzas_;
};

} // namespace

StanzaPair const* Stanza::find(std::string_view key) const {
    auto const found = std::ranges::find(pairs, key, &StanzaPair::key);
    return found == pairs.end() ? nullptr : &*found;
}

std::string_view Stanza::value(std::string_view key) const {
    StanzaPair const* const pair = find(key);
    return pair ? pair->value : std::string_view{};
}

std::vector<std::string> Stanza::values(std::string_view key) const {
    std::vector<std::string> found;
    for (StanzaPair const& pair : pairs)
        if (pair.key == key) found.emplace_back(pair.value);
    return found;
}

Error Stanza::error_at(StanzaPair const& pair, std::size_t offset, std::string what, std::string hint) const {
    Error error{Errc::bad_catalogue, std::string(file), pair.line, pair.value_column + offset, std::move(what),
        std::move(hint)};
    for (StanzaPiece const& piece : pieces) {
        if (&pairs[piece.pair] != &pair || piece.offset > offset) continue;
        error.line = piece.line;
        error.column = piece.column + offset - piece.offset;
    }
    return error;
}

std::vector<Stanza> parse_stanzas(std::string_view file, std::string_view text, Faults& faults) {
    StanzaReader reader(file, faults);
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        reader.line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return reader.finish();
}

Result<std::vector<Stanza>> parse_stanzas(std::string_view file, std::string_view text) {
    Faults faults;
    auto stanzas = parse_stanzas(file, text, faults);
    if (!faults.empty()) return std::move(faults.front());
    return stanzas;
}

} // namespace whybounce
