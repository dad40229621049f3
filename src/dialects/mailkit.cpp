#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <algorithm>

namespace whybounce::dialect {
namespace {

using grammar::Mark;

/// The marks are those of the RFCs' examples; the line about the connection is MailKit's own.
int score(std::span<std::string_view const> head) {
    bool const connects = std::ranges::any_of(head, [](std::string_view line) {
        auto const marked = grammar::parse_mailkit_line(line);
        return marked && marked->mark == Mark::open;
    });
    return connects ? 100 : 0;
}

using UsualReader = MarkedReader<grammar::parse_mailkit_line>;

/// ProtocolLogger lets its user choose the marks of both sides: then what stands behind them tells.
class OtherMarksReader final : public DialectReader {
public:
    explicit OtherMarksReader(ReadingContext const& context) : reader_(marked.open(context)) {}

    void line(LineView line, EventSink& events) override {
        auto const own = grammar::parse_mailkit_line(line.text);
        own && own->mark == Mark::open ? send_marked(events, line, *own) : reader_->line(line, events);
    }

private:
    std::unique_ptr<DialectReader> reader_;
};

std::unique_ptr<DialectReader> open(ReadingContext const& context) {
    auto const head = lines_of(context.head);
    bool const usual = score_marks(head, grammar::parse_mailkit_line) > 0 || marked.score(head) == 0;
    if (usual) return std::make_unique<UsualReader>();
    return std::make_unique<OtherMarksReader>(context);
}

} // namespace

Dialect const mailkit{"mailkit", "protocol log of MailKit", InputKind::transcript, SessionRecord::Observer::client,
    score, open, nullptr, Echo::all, shows_dialogue};

} // namespace whybounce::dialect
