#include "dialects/marks.hpp"
#include "dialects/rows.hpp"

#include <string>
#include <utility>

namespace whybounce::dialect {
namespace {

using Kind = TranscriptEvent::Kind;
using grammar::Mark;

int score(std::span<std::string_view const> head) { return score_marks(head, grammar::parse_sendemail_line); }

class Reader final : public DialectReader {
public:
    void line(LineView line, EventSink& events) override {
        auto const marked = grammar::parse_sendemail_line(line.text);
        if (!marked) return send(events, is_blank(line.text) ? Kind::blank : Kind::unknown, line);
        std::size_t const found = line.text.find(found_code);
        if (found != std::string_view::npos) code_ = line.text.substr(found + found_code.size());
        if (marked->mark == Mark::server) {
            code_.clear();
            return send_joined_reply(events, line, marked->text, ", ");
        }
        // an error that ends the run is told by its code alone
        if (!code_.empty() && line.text.find("]: ERROR => ") != std::string_view::npos)
            send(events, Kind::server, line, std::exchange(code_, {}));
        send_marked(events, line, *marked);
    }

private:
    static constexpr std::string_view found_code = "Found SMTP error code: ";
    std::string code_; ///< of a reply that has not been printed
};

} // namespace

Dialect const sendemail{"sendemail", "output of sendEmail -v", InputKind::transcript, SessionRecord::Observer::client,
    score, open_reader<Reader>, nullptr, Echo::nothing, Shows::start | Shows::replies};

} // namespace whybounce::dialect
