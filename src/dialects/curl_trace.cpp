#include "dialects/curl_words.hpp"
#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>
#include <string>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::TraceBlock;
using grammar::TraceRow;

/// A stamp may stand before a block, never before the rows of one.
int score(std::span<std::string_view const> head) {
    bool blocks = false, octets = false, rows = false;
    for (std::string_view const line : head) {
        auto const block = grammar::parse_curl_trace_block(line);
        blocks = blocks || block.has_value();
        octets = octets || (block && block->octets > 0);
        rows = rows || (!block && grammar::parse_curl_trace_row(line));
    }
    return !blocks ? 0 : octets && !rows ? 80 : 98;
}

/// The octets of a row of curl --trace, at most 16 in hexadecimal and again as text; empty for any other row.
std::string octets_of(std::string_view row) {
    constexpr std::size_t most = 16, columns = most * 3;
    constexpr std::string_view hex = "0123456789abcdef";
    std::size_t const count = row.size() < columns ? 0 : row.size() - columns;
    if (count == 0 || count > most) return {};
    std::string octets;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t const high = hex.find(row[i * 3]), low = hex.find(row[i * 3 + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos || row[i * 3 + 2] != ' ') return {};
        octets.push_back(static_cast<char>(high * 16 + low));
        char const shown = octets.back() >= ' ' && octets.back() <= '~' ? octets.back() : '.';
        if (row[columns + i] != shown) return {};
    }
    return octets;
}

/// curl --trace-ascii. A row has at most 64 octets: the offset of the next one tells whether the line goes on there or
/// CR LF, which are not shown, stand in between.
class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        if (auto const block = grammar::parse_curl_trace_block(line.text)) return begin(line, *block, events);
        auto const row = block_ != TraceBlock::Kind::info ? grammar::parse_curl_trace_row(line.text) : std::nullopt;
        if (row) return take(line, *row, events);
        finish_line(events);
        send(events, kind_of_curl_line(line.text), line, line.text);
    }

    void end(EventSink& events) override { finish_line(events); }

private:
    static constexpr std::uint64_t row_octets = 64;
    static constexpr std::uint64_t line_end_octets = 2;

    void begin(LineView line, TraceBlock const& block, EventSink& events) {
        finish_line(events);
        block_ = block.kind;
        octets_ = block.octets;
        send(events, block_ == TraceBlock::Kind::info ? kind_of_curl_words(block.text) : Kind::note, line, block.text);
    }

    void take(LineView line, TraceRow const& row, EventSink& events) {
        std::string const octets = octets_of(row.text);
        if (!octets.empty() && block_ != TraceBlock::Kind::other) return take_octets(line, octets, events);
        bool const goes_on = row.offset != 0 && row.offset == last_offset_ + row_octets;
        last_offset_ = row.offset;
        if (block_ == TraceBlock::Kind::other) return send(events, Kind::note, line);
        std::uint64_t const left = octets_ - std::min(octets_, row.offset + row.text.size());
        if (block_ == TraceBlock::Kind::content)
            return content(line, row.text, !goes_on && left <= line_end_octets, events);
        if (!goes_on) finish_line(events);
        if (left <= line_end_octets && held_.empty()) return send(events, speaker(), line, row.text);
        if (held_.empty()) held_line_ = line.text, held_number_ = line.number;
        held_.append(row.text);
        send(events, Kind::note, line);
        if (left <= line_end_octets) finish_line(events);
    }

    /// With --trace the line ends are shown too.
    void take_octets(LineView line, std::string_view octets, EventSink& events) {
        if (held_.empty()) held_line_ = line.text, held_number_ = line.number;
        held_.append(octets);
        send(events, Kind::note, line);
        std::size_t end = 0;
        for (end = held_.find('\n'); end != std::string::npos; end = held_.find('\n')) {
            std::string_view text = std::string_view(held_).substr(0, end);
            if (text.ends_with('\r')) text.remove_suffix(1);
            bool const content = block_ == TraceBlock::Kind::content && text != ".";
            send(events, content ? Kind::content : speaker(), {held_line_, held_number_}, text);
            held_.erase(0, end + 1);
            held_line_ = line.text, held_number_ = line.number;
        }
    }

    /// The end of the message is a dot that stands alone at the end of a block; before it dots are doubled.
    static void content(LineView line, std::string_view text, bool may_end, EventSink& events) {
        bool const ends = may_end && text == ".";
        send(events, ends ? Kind::client : Kind::content, line, text);
    }

    void finish_line(EventSink& events) {
        if (held_.empty()) return;
        send(events, speaker(), {held_line_, held_number_}, held_);
        held_.clear();
    }

    Kind speaker() const { return block_ == TraceBlock::Kind::received ? Kind::server : Kind::client; }

    TraceBlock::Kind block_ = TraceBlock::Kind::info;
    std::uint64_t octets_ = 0, last_offset_ = 0;
    std::string held_, held_line_; ///< a line that may go on in the next row
    std::size_t held_number_ = 0;
};

} // namespace

Dialect const curl_trace{"curl-trace", "output of curl --trace-ascii or --trace", InputKind::transcript,
    SessionRecord::Observer::client, score, open_reader<Reader>, nullptr, Echo::nothing,
    Shows::start | Shows::order | Shows::replies | Shows::auth};

} // namespace whybounce::dialect
