#include "dialects/escapes.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;
using grammar::MarkedLine;

/// The words without the quotes that some tools put around them.
std::optional<MarkedLine> said(std::string_view line) {
    auto marked = grammar::parse_arrows_line(line);
    if (!marked) return marked;
    std::string_view& text = marked->text;
    if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) text = text.substr(1, text.size() - 2);
    return marked;
}

int score(std::span<std::string_view const> head) { return score_marks(head, said); }

/// Line ends are written out, in one of three ways; one mark may stand before several lines.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = said(line.text);
        if (!marked) return unmarked(line, events);
        last_ = kind_of(marked->mark);
        std::string_view octets = with_line_ends(unescaped(marked->text, octets_));
        if (last_ == Kind::server) octets = without_heard(octets);
        do {
            send(events, last_, line, take_line(octets));
        } while (!octets.empty());
    }

private:
    void unmarked(LineView line, EventSink& events) {
        if (last_ == Kind::server && is_reply_shaped(line.text)) return send(events, last_, line, line.text);
        send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
    }

    /// "<CRLF>" and "<CR><LF>" become line ends.
    std::string_view with_line_ends(std::string_view text) {
        constexpr std::string_view names[] = {"<CRLF>", "<CR><LF>"};
        for (std::string_view const name : names) {
            if (text.find(name) == std::string_view::npos) continue;
            std::string lines;
            for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name)) {
                lines.append(text.substr(0, at)).append("\r\n");
                text.remove_prefix(at + name.size());
            }
            octets_ = lines.append(text);
            return octets_;
        }
        return text;
    }

    /// Old lettre shows what it has of a reply each time a line comes in: only the new line counts.
    std::string_view without_heard(std::string_view octets) {
        bool const grows = !heard_.empty() && octets.size() > heard_.size() && octets.starts_with(heard_);
        std::size_t const known = grows ? heard_.size() : 0;
        heard_ = octets;
        return octets.substr(known);
    }

    Kind last_ = Kind::unknown;
    std::string octets_, heard_;
};

} // namespace

Dialect const arrows{"arrows", "lines marked >> and <<, as of .NET and lettre", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::all,
    Shows::start | Shows::order | Shows::replies};

} // namespace whybounce::dialect
