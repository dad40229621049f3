#include "session/session.hpp"

#include <algorithm>

namespace whybounce::session {
namespace {

/// Follows a session from exchange to exchange and says what failed, and because of what.
class FailureFinder {
public:
    explicit FailureFinder(Session const& session) : session_(session), transaction_line_(session.line) {}

    std::vector<Failure> find() {
        for (std::size_t i = 0; i < session_.exchanges.size(); ++i) visit(i);
        return std::move(failures_);
    }

private:
    using Line = std::optional<std::size_t>;

    void visit(std::size_t number) {
        Exchange const& exchange = session_.exchanges[number];
        begin_transaction(exchange);
        if (exchange.refused() || exchange.lost) add(number, exchange);
        remember(exchange);
    }

    void begin_transaction(Exchange const& exchange) {
        if (exchange.verb == Verb::mail) transaction_line_ = exchange.record.line;
        bool const resets = exchange.verb == Verb::rset || exchange.verb == Verb::ehlo || exchange.verb == Verb::helo ||
            exchange.verb == Verb::lhlo;
        if (exchange.verb != Verb::mail && !resets) return;
        sender_ = exchange.verb == Verb::mail && exchange.path_known ? OptionalView(exchange.path) : std::nullopt;
        accepted_.clear();
        mail_failed_ = rcpt_failed_ = data_failed_ = std::nullopt;
    }

    void add(std::size_t number, Exchange const& exchange) {
        Failure failure;
        failure.exchange = number;
        failure.transaction_line = transaction_line_;
        failure.step = step_of(exchange.verb, exchange.record.phase);
        failure.caused_by = cause(exchange);
        failure.sender_known = sender_.has_value();
        failure.sender = sender_.value_or("");
        name_recipients(failure, exchange);
        failures_.push_back(std::move(failure));
    }

    void name_recipients(Failure& failure, Exchange const& exchange) {
        bool const about_content = exchange.verb == Verb::eod || exchange.verb == Verb::data ||
            exchange.verb == Verb::bdat || exchange.verb == Verb::bdat_last;
        if (exchange.path_known && exchange.verb != Verb::mail)
            failure.recipients = {exchange.path};
        else if (about_content)
            failure.recipients = accepted_;
        failure.recipient_known = failure.recipients.size() == 1;
        if (failure.recipient_known) failure.recipient = failure.recipients.front();
    }

    /// The failure without which this one would not be: the step before it that the state still misses.
    Line cause(Exchange const& exchange) const {
        if (exchange.lost && failures_.empty()) return std::nullopt;
        switch (exchange.verb) {
        case Verb::mail: return exchange.record.in_order ? Line{} : hello_failed_;
        case Verb::rcpt: return mail_failed_;
        case Verb::data:
        case Verb::bdat:
        case Verb::bdat_last: return mail_failed_ ? mail_failed_ : accepted_.empty() ? rcpt_failed_ : Line{};
        case Verb::eod: return accepted_.empty() ? (mail_failed_ ? mail_failed_ : rcpt_failed_) : data_failed_;
        case Verb::quit:
            return failures_.empty() ? Line{} : Line{session_.exchanges[failures_.back().exchange].record.line};
        default: return std::nullopt;
        }
    }

    void remember(Exchange const& exchange) {
        Line const failed = exchange.refused() || exchange.lost ? Line{exchange.record.line} : std::nullopt;
        switch (exchange.verb) {
        case Verb::ehlo:
        case Verb::helo:
        case Verb::lhlo: hello_failed_ = failed; break;
        case Verb::mail: mail_failed_ = failed; break;
        case Verb::rcpt:
            if (failed && !rcpt_failed_) rcpt_failed_ = failed;
            if (exchange.accepted()) accepted_.push_back(exchange.path);
            break;
        case Verb::data: data_failed_ = failed; break;
        default: break;
        }
    }

    Session const& session_;
    std::size_t transaction_line_;
    std::vector<Failure> failures_;
    OptionalView sender_;
    std::vector<std::string_view> accepted_;
    Line hello_failed_, mail_failed_, rcpt_failed_, data_failed_;
};

} // namespace

std::vector<Failure> failures_of(Session const& session) { return FailureFinder(session).find(); }

} // namespace whybounce::session
