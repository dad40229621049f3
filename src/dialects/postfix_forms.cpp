#include "dialects/postfix_forms.hpp"

#include "grammars/postfix.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace whybounce::dialect {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array daemons{"anvil"sv, "bounce"sv, "cleanup"sv, "defer"sv, "discard"sv, "dnsblog"sv, "error"sv,
    "flush"sv, "lmtp"sv, "local"sv, "master"sv, "nbdb_reindexd"sv, "oqmgr"sv, "pickup"sv, "pipe"sv, "postalias"sv,
    "postdrop"sv, "postfix-script"sv, "postlog"sv, "postlogd"sv, "postmap"sv, "postqueue"sv, "postscreen"sv,
    "postsuper"sv, "proxymap"sv, "proxywrite"sv, "qmgr"sv, "qmqpd"sv, "relay"sv, "retry"sv, "scache"sv, "sendmail"sv,
    "showq"sv, "smtp"sv, "smtpd"sv, "smtps"sv, "spawn"sv, "submission"sv, "tlsmgr"sv, "tlsproxy"sv, "trace"sv,
    "trivial-rewrite"sv, "verify"sv, "virtual"sv};

/// Reads a form; monostate when the text is not of it.
using Reader = LogForm (*)(std::string_view text);

template <auto parse> LogForm read(std::string_view text) {
    auto form = parse(text);
    return form ? LogForm(*std::move(form)) : LogForm();
}

LogForm read_message_id(std::string_view text) {
    bool const resent = text.starts_with("resent-");
    std::string_view id = text.substr(text.find('=') + 1);
    if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
    return MessageId{id, resent};
}

/// "warning: words" and the like: level and words.
LogForm read_message(std::string_view text) {
    std::size_t const colon = text.find(": ");
    return Message{
        text.substr(0, colon), colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 2)};
}

LogForm read_words(std::string_view text) { return Message{{}, text}; }

LogForm read_interim(std::string_view text) { return InterimFailure{text}; }

LogForm read_sasl_warning(std::string_view text) {
    text.remove_prefix("warning: "sv.size());
    auto failure = grammar::parse_sasl_failure(text);
    if (!failure) return {};
    failure->message = text.substr(failure->client.size() + 2);
    return *failure;
}

/// A record that breaks off inside its status says nothing of what became of the mail.
LogForm read_delivery(std::string_view text) {
    constexpr std::array statuses{"sent"sv, "deferred"sv, "bounced"sv, "SOFTBOUNCE"sv, "expired"sv, "deliverable"sv,
        "undeliverable"sv, "undeliverable-but-not-cached"sv};
    auto record = grammar::parse_delivery(text);
    bool const broken =
        !record || (record->reason.empty() && std::ranges::find(statuses, record->status) == statuses.end());
    return broken ? LogForm() : LogForm(*record);
}

/// One line form: how its text begins, what it also holds, who logs it (empty: anyone), what it is.
struct FormRow {
    std::string_view lead, inside, daemon, kind;
    Reader read;
};

// clang-format off: one row a line form
// Texts behind "QUEUEID: ". The first row that fits and whose reader agrees wins.
constexpr FormRow queued[] = {
    {"to=", "status=", "", "delivery", read_delivery},
    {"from=<", "nrcpt=", "", "qmgr-active", read<grammar::parse_queue_active>},
    {"from=<", "status=", "", "expired", read<grammar::parse_expired>},
    {"client=", "", "", "client", read<grammar::parse_client>},
    {"message-id=", "", "", "message-id", read_message_id},
    {"resent-message-id=", "", "", "message-id", read_message_id},
    {"removed", "", "postsuper", "postsuper", read_words},
    {"removed", "", "", "removed", read_words},
    {"uid=", "", "", "pickup", read<grammar::parse_pickup>},
    {"milter-", "", "", "milter", read<grammar::parse_refusal>},
    {"reject: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"warning: ", "; from=<", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"hold: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"discard: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"info: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"redirect: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"filter: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"prepend: ", "", "", "content-check", read<grammar::parse_refusal>},
    {"replace: ", "", "", "content-check", read<grammar::parse_refusal>},
    {"bcc: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"strip: ", "", "", "content-check", read<grammar::parse_refusal>},
    {"delay: ", "", "cleanup", "content-check", read<grammar::parse_refusal>},
    {"reject: ", "", "", "reject", read<grammar::parse_refusal>},
    {"reject_warning: ", "", "", "reject-warning", read<grammar::parse_refusal>},
    {"warn: ", "", "", "access", read<grammar::parse_refusal>},
    {"info: ", "", "", "access", read<grammar::parse_refusal>},
    {"hold: ", "", "", "access", read<grammar::parse_refusal>},
    {"discard: ", "", "", "access", read<grammar::parse_refusal>},
    {"filter: ", "", "", "access", read<grammar::parse_refusal>},
    {"redirect: ", "", "", "access", read<grammar::parse_refusal>},
    {"bcc: ", "", "", "access", read<grammar::parse_refusal>},
    {"delay: ", "", "", "access", read<grammar::parse_refusal>},
    {"hangup: ", "", "", "access", read<grammar::parse_refusal>},
    {"permit: ", "", "", "access", read<grammar::parse_refusal>},
    {"sender ", " notification: ", "", "notification", read<grammar::parse_notification>},
    {"postmaster ", " notification: ", "", "notification", read<grammar::parse_notification>},
    {"not sending ", " notification ", "", "notification", read_words},
    {"lost connection after ", "", "", "lost-connection", read<grammar::parse_lost_connection>},
    {"timeout after ", "", "", "lost-connection", read<grammar::parse_lost_connection>},
    {"too many errors after ", "", "", "lost-connection", read<grammar::parse_lost_connection>},
    {"host ", " said: ", "", "interim-failure", read_interim},
    {"host ", " refused to talk to me: ", "", "interim-failure", read_interim},
    {"lost connection with ", " while ", "", "interim-failure", read_interim},
    {"conversation with ", " timed out while ", "", "interim-failure", read_interim},
    {"SASL ", "", "", "sasl-failure", read_interim},
    {"abort: TLS", "", "", "tls-error", read_words},
    {"Cannot start TLS", "", "", "tls-error", read_words},
    {"Server certificate not ", "", "", "tls-error", read_words},
    {"TLS is required, ", "", "", "tls-error", read_words},
    {"Sender requested REQUIRETLS", "", "", "tls-error", read_words},
    {"enabling PIX workarounds", "", "", "pix-workaround", read_words},
    {"breaking line ", "", "", "line-break", read_words},
    {"passing <", "", "", "passing", read_words},
    {"skipped, still being delivered", "", "", "skipped", read_words},
    {"status=deferred", "", "", "bounce-failed", read_words},
    {"requeued", "", "postsuper", "postsuper", read_words},
    {"placed on hold", "", "postsuper", "postsuper", read_words},
    {"released from hold", "", "postsuper", "postsuper", read_words},
    {"expired", "", "postsuper", "postsuper", read_words},
};

// Texts without a queue id.
constexpr FormRow unqueued[] = {
    {"connect from ", "", "", "connect", read<grammar::parse_client_connection>},
    {"disconnect from ", "", "", "disconnect", read<grammar::parse_client_connection>},
    {"CONNECT ", "", "", "connect", read_words},
    {"DISCONNECT ", "", "", "disconnect", read_words},
    {"connect to ", "", "", "connect-failure", read<grammar::parse_connect_failure>},
    {"lost connection after ", "", "", "lost-connection", read<grammar::parse_lost_connection>},
    {"timeout after ", "", "", "lost-connection", read<grammar::parse_lost_connection>},
    {"too many errors after ", "", "", "lost-connection", read<grammar::parse_lost_connection>},
    {"proxy-", "", "", "proxy", read<grammar::parse_refusal>},
    {"reject: ", "", "", "reject", read<grammar::parse_refusal>},
    {"reject: ", "", "", "reject", read_words},
    {"warning: ", ": SASL ", "", "sasl-failure", read_sasl_warning},
    {"warning: hostname ", "does not resolve to address", "", "hostname-mismatch", read_message},
    {"warning: ", " limit exceeded: ", "", "limit-exceeded", read_message},
    {"warning: Illegal address syntax ", "", "", "illegal-address", read_message},
    {"warning: non-SMTP command ", "", "", "non-smtp-command", read_message},
    {"warning: TLS library problem", "", "", "tls-error", read_message},
    {"warning: ", "", "", "warning", read_message},
    {"fatal: ", "", "", "fatal", read_message},
    {"panic: ", "", "", "panic", read_message},
    {"error: ", "", "", "warning", read_message},
    {"improper command pipelining ", "", "", "pipelining", read_words},
    {"bare <LF> received after ", " from ", "", "bare-newline", read_words},
    {"", "discarding EHLO keywords: ", "", "ehlo-discard", read_words},
    {"", ": replacing command ", "", "command-filter", read_words},
    {"", ": replacing server reply ", "", "reply-filter", read_words},
    {"mapping DSN status ", "", "", "dsn-map", read_words},
    {"", " TLS connection established ", "", "tls", read_words},
    {"", " TLS connection reused ", "", "tls", read_words},
    {"SSL_accept error", "", "", "tls-error", read_words},
    {"SSL_connect error", "", "", "tls-error", read_words},
    {"", "certificate verification failed ", "", "tls-error", read_words},
    {"TLS handshake failed ", "", "", "tls-error", read_words},
    {"TLSRPT: ", "", "", "tlsrpt", read_words},
    {"Host offered STARTTLS", "", "", "starttls-offered", read_words},
    {"host ", " offers SMTPUTF8 ", "", "utf8-note", read_words},
    {"table ", " has changed ", "", "table-changed", read_words},
    {"using backwards-compatible ", "", "", "backwards-compatible", read_words},
    {"DENYLISTED ", "", "", "postscreen-access", read_words},
    {"ALLOWLISTED ", "", "", "postscreen-access", read_words},
    {"BLACKLISTED ", "", "", "postscreen-access", read_words},
    {"WHITELISTED ", "", "", "postscreen-access", read_words},
    {"ALLOWLIST VETO ", "", "", "postscreen-access", read_words},
    {"WHITELIST VETO ", "", "", "postscreen-access", read_words},
    {"PASS ", "", "", "postscreen-pass", read_words},
    {"DNSBL rank ", "", "", "postscreen-dnsbl", read_words},
    {"PREGREET ", "", "", "postscreen-violation", read_words},
    {"HANGUP ", "", "", "postscreen-violation", read_words},
    {"COMMAND ", "", "", "postscreen-violation", read_words},
    {"NON-SMTP COMMAND ", "", "", "postscreen-violation", read_words},
    {"BARE NEWLINE ", "", "", "postscreen-violation", read_words},
    {"", " without valid RCPT ", "", "postscreen-violation", read_words},
    {"entering STRESS ", "", "", "postscreen-stress", read_words},
    {"leaving STRESS ", "", "", "postscreen-stress", read_words},
    {"cache ", " cleanup: ", "", "cache-cleanup", read_words},
    {"addr ", " listed by domain ", "", "dnsblog", read_words},
    {"statistics: ", "", "", "statistics", read_words},
    {"daemon started ", "", "", "start", read_words},
    {"starting the Postfix mail system", "", "", "start", read_words},
    {"reload ", "", "", "reload", read_words},
    {"refreshing the Postfix mail system", "", "", "start", read_words},
    {"stopping the Postfix mail system", "", "", "start", read_words},
    {"the Postfix mail system is running", "", "", "start", read_words},
    {"waiting for the Postfix mail system", "", "", "stop", read_words},
    {"terminating on signal ", "", "", "stop", read_words},
    {"successfully executed ", "", "", "nbdb", read_words},
    {"", ": ", "postsuper", "postsuper", read_words},
};

/// "warning: …" has the shape of a queue id and its text.
bool is_level(std::string_view word) {
    return word == "warning" || word == "error" || word == "fatal" || word == "panic";
}

// clang-format on

bool fits(FormRow const& row, std::string_view daemon, std::string_view text) {
    return text.starts_with(row.lead) && (row.daemon.empty() || row.daemon == daemon) &&
        (row.inside.empty() || text.find(row.inside) != std::string_view::npos);
}

/// Rows whose lead begins with an octet, and those without a lead, in the order of the table: a line is compared with
/// five rows instead of sixty.
class RowIndex {
public:
    explicit RowIndex(std::span<FormRow const> rows) {
        for (FormRow const& row : rows)
            for (unsigned octet = 0; octet < by_octet_.size(); ++octet)
                if (row.lead.empty() || row.lead.front() == static_cast<char>(octet)) by_octet_[octet].push_back(&row);
    }
    std::span<FormRow const* const> of(std::string_view text) const {
        return by_octet_[text.empty() ? 0 : static_cast<unsigned char>(text.front())];
    }

private:
    std::array<std::vector<FormRow const*>, 256> by_octet_;
};

bool read_form(RowIndex const& rows, std::string_view text, LogEvent& event) {
    for (FormRow const* const candidate : rows.of(text)) {
        FormRow const& row = *candidate;
        if (!fits(row, event.daemon, text)) continue;
        event.form = row.read(text);
        if (std::holds_alternative<std::monostate>(event.form)) continue;
        event.kind = row.kind;
        return true;
    }
    return false;
}

} // namespace

bool is_postfix_daemon(std::string_view daemon) { return std::ranges::binary_search(daemons, daemon); }

namespace {

/// Only what cannot be a word: five characters at least, a digit among them, and no small hexadecimal number.
bool is_surely_queue_id(std::string_view word) {
    return word.size() >= 5 && std::ranges::any_of(word, ascii::is_digit) &&
        std::ranges::all_of(word, ascii::is_alnum) &&
        (std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; }) || word.size() >= 12);
}

/// "warning: QUEUEID: words": the id goes to its own place.
void take_queue_id(Message& form, LogEvent& event) {
    auto const id = grammar::parse_queue_id(form.message);
    if (!id || !is_surely_queue_id(id->value)) return;
    event.queue_id = id->value;
    form.message.remove_prefix(id->length);
}

} // namespace

void read_postfix_text(std::string_view text, LogEvent& event) {
    static RowIndex const queued_rows{queued}, unqueued_rows{unqueued};
    event.line_class = LineClass::parsed;
    if (auto const id = grammar::parse_queue_id(text);
        id && !is_level(id->value) && read_form(queued_rows, text.substr(id->length), event)) {
        event.queue_id = id->value;
        return;
    }
    if (read_form(unqueued_rows, text, event)) {
        if (auto* const form = std::get_if<Message>(&event.form); form && !form->level.empty())
            take_queue_id(*form, event);
        return;
    }
    event.kind = "unknown";
    event.form = Message{{}, text};
    event.line_class = LineClass::unrecognised;
}

} // namespace whybounce::dialect
