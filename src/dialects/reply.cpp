#include "dialects/marks.hpp"
#include "dialects/rows.hpp"
#include "grammars/quoted_reply.hpp"
#include "whybounce/ascii.hpp"

#include <optional>
#include <string>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;

/// Nothing but replies, and most of them refusals.
int score(std::span<std::string_view const> head) {
    int refusals = 0, lines = 0;
    for (std::string_view const line : head) {
        if (is_blank(line)) continue;
        ++lines;
        if (!is_reply_shaped(line)) return 0;
        refusals += line[0] == '4' || line[0] == '5';
    }
    return refusals * 2 > lines ? 50 : 0;
}

/// "550-5.1.1 No such user. 550 5.1.1 Please look again": a reply of several lines that a log wrote into one.
bool is_flattened(std::string_view line) {
    std::string const last = " " + std::string(line.substr(0, 3)) + " ";
    return line.find(last) != std::string_view::npos;
}

/// Each non-empty line is a reply of its own, but "NNN-…" is continued by the lines up to "NNN …" with the same code.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (ascii::trim(line.text).empty()) {
            flush(events);
            return send(events, Kind::blank, line);
        }
        auto const parsed = grammar::parse_reply_line(line.text);
        bool const error_number = parsed && parsed->code < 200; // "111 Connection refused": of the system, not of SMTP
        if (!parsed || error_number) return lone(line, events);
        if (open_ && open_->code != parsed->code) flush(events);
        take(line, *parsed);
        send(events, Kind::note, line);
        if (!parsed->more || is_flattened(line.text)) flush(events);
    }

    void end(EventSink& events) override { flush(events); }

private:
    void take(LineView line, ReplyLine const& parsed) {
        if (!open_) {
            raw_.assign(line.text);
            text_.assign(parsed.text);
            open_ = BareReply{{{}, line.number}, parsed.code, parsed.status, {}};
            return;
        }
        raw_.append("\n").append(line.text);
        text_.append("\n").append(parsed.text);
        if (!open_->status) open_->status = parsed.status;
    }

    void flush(EventSink& events) {
        if (!open_) return;
        open_->line.text = raw_;
        open_->text = text_;
        events.on(*open_);
        open_.reset();
    }

    /// A refusal without a code is judged by its words; a status may stand first.
    void lone(LineView line, EventSink& events) {
        flush(events);
        BareReply reply{line, std::nullopt, std::nullopt, ascii::trim(line.text)};
        if (auto const status = grammar::parse_status_code(reply.text)) {
            reply.status = status->value;
            reply.text = ascii::trim(reply.text.substr(status->length));
        }
        if (auto const quoted = grammar::parse_quoted_reply(reply.text, grammar::Quotation::likely)) {
            reply.code = quoted->code;
            if (!reply.status) reply.status = quoted->status;
        }
        events.on(reply);
    }

    std::optional<BareReply> open_;
    std::string raw_, text_;
};

std::unique_ptr<DialectReader> open(ReadingContext const&) { return std::make_unique<Reader>(); }

} // namespace

Dialect const reply{
    "reply", "bare replies, one a line", InputKind::replies, SessionRecord::Observer::client, score, open};

} // namespace whybounce::dialect
