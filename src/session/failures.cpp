#include "session/session.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>

namespace whybounce::session {
namespace {

/// Has the answer to EHLO a line with this keyword (RFC 5321 section 4.1.1.1)? "AUTH=" is that of old servers.
bool offers(Exchange const& exchange, std::string_view keyword) {
    std::string_view const text = exchange.record.text;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
        std::string_view const line = text.substr(end + 1);
        std::size_t const after = keyword.size();
        if (line.size() < after || !ascii::equal_no_case(line.substr(0, after), keyword)) continue;
        if (line.size() == after || line[after] == ' ' || line[after] == '=' || line[after] == '\n') return true;
    }
    return false;
}

/// Follows a session from exchange to exchange and says what failed, and because of what.
class FailureFinder {
public:
    explicit FailureFinder(Session const& session) : session_(session), transaction_line_(session.line) {}

    std::vector<Failure> find() {
        for (std::size_t i = 0; i < session_.exchanges.size(); ++i) visit(i);
        end_transaction();
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
        end_transaction();
        sender_ = exchange.verb == Verb::mail && exchange.path_known ? OptionalView(exchange.path) : std::nullopt;
        accepted_.clear();
        mail_failed_ = rcpt_failed_ = data_failed_ = std::nullopt;
    }

    /// What became of the other recipients, of those that came later too.
    void end_transaction() {
        bool const alike = refused_alike();
        for (; transaction_begins_ < failures_.size(); ++transaction_begins_) {
            Failure& failure = failures_[transaction_begins_];
            if (failure.step != Step::rcpt) continue;
            if (any_accepted_) failure.session.set(SessionFact::others_accepted);
            if (alike) failure.session.set(SessionFact::all_refused);
        }
        any_accepted_ = false;
    }

    /// Were all recipients of the transaction refused, with one code and one status?
    bool refused_alike() const {
        constexpr std::size_t fewest = 3; // two strangers on one list are no wonder
        ExchangeRecord const* first = nullptr;
        std::size_t refused = 0;
        for (std::size_t i = transaction_begins_; i < failures_.size(); ++i) {
            if (failures_[i].step != Step::rcpt) continue;
            ExchangeRecord const& answer = session_.exchanges[failures_[i].exchange].record;
            if (first == nullptr) first = &answer;
            if (answer.code != first->code || answer.enhanced != first->enhanced) return false;
            ++refused;
        }
        return !any_accepted_ && refused >= fewest;
    }

    void add(std::size_t number, Exchange const& exchange) {
        Failure failure;
        failure.exchange = number;
        failure.transaction_line = transaction_line_;
        failure.step = step_of(exchange.verb, exchange.record.phase);
        failure.caused_by = cause(exchange);
        if (tls_offered_) failure.session.set(SessionFact::tls_unused);
        if (logged_in_)
            failure.session.set(SessionFact::logged_in);
        else if (auth_offered_)
            failure.session.set(SessionFact::no_login);
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
        case Verb::lhlo:
            hello_failed_ = failed;
            auth_offered_ = offers(exchange, "AUTH");
            tls_offered_ = offers(exchange, "STARTTLS");
            break;
        case Verb::auth:
        case Verb::auth_response: logged_in_ = logged_in_ || exchange.accepted(); break;
        case Verb::mail: mail_failed_ = failed; break;
        case Verb::rcpt:
            if (failed && !rcpt_failed_) rcpt_failed_ = failed;
            if (exchange.accepted()) accepted_.push_back(exchange.path);
            any_accepted_ = any_accepted_ || exchange.accepted();
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
    std::size_t transaction_begins_ = 0; ///< number of its first failure
    bool any_accepted_ = false;          ///< of its recipients
    bool auth_offered_ = false, tls_offered_ = false, logged_in_ = false;
    Line hello_failed_, mail_failed_, rcpt_failed_, data_failed_;
};

} // namespace

std::vector<Failure> failures_of(Session const& session) { return FailureFinder(session).find(); }

} // namespace whybounce::session
