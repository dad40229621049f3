#include "analysis/log_findings.hpp"

#include "analysis/redact.hpp"
#include "dialects/postfix_topics.hpp"

#include <algorithm>
#include <charconv>

namespace whybounce::analysis {
namespace {

/// A topic, the stable name of its findings, and what to do about them.
struct TopicRow {
    std::string_view topic, id, hint;
};

constexpr TopicRow topics[] = {
    {"clock", "LG-CLOCK", "set the clock by NTP and keep it from jumping"},
    {"configuration", "LG-CONFIG", "`postfix check` and `postconf -n` show what is set"},
    {"disk", "LG-DISK", "free space on the file system of the queue or of the mailboxes; mail waits until then"},
    {"dns", "LG-DNS", "ask the resolver that the mail host uses: dig NAME"},
    {"limit", "LG-LIMIT", "a client below its limits again is served again; see smtpd_client_*_limit"},
    {"memory", "LG-MEMORY", "raise the limits of the system, or lower default_process_limit"},
    {"milter", "LG-MILTER",
        "is the milter running, and does its socket exist? milter_default_action says what happens meanwhile"},
    {"network", "LG-NETWORK", "look at the address and port that the line names, and at who else uses them"},
    {"notification", "LG-NOTIFICATION", "somebody was not told of a failure"},
    {"peer", "LG-PEER", "the other server answers in an odd way"},
    {"permissions", "LG-PERMISSIONS",
        "`postfix set-permissions`, and look at the owner of the file that the line names"},
    {"policy", "LG-POLICY", "is the policy service running? Clients are put off meanwhile"},
    {"process", "LG-PROCESS", "the lines just before it, by the same program, say why"},
    {"queue", "LG-QUEUE", "`postqueue -p` shows the queue, `qshape deferred` what waits for whom"},
    {"sasl", "LG-SASL", "test the backend of logins: doveadm auth test, or testsaslauthd"},
    {"system", "LG-SYSTEM", "`postfix status` and `postfix start`"},
    {"table", "LG-TABLE", "`postmap -q KEY TABLE` repeats the lookup"},
    {"tls", "LG-TLS", "`openssl s_client -starttls smtp -connect HOST:25` shows the other side's TLS"},
    {"client-name", "LG-CLIENT-NAME", "the client's operator has to mend its reverse DNS"},
    {"client-syntax", "LG-CLIENT-SYNTAX", ""},
    {"postscreen", "LG-POSTSCREEN", ""},
    {"other", "LG-OTHER", ""},
};
constexpr TopicRow failed_logins{"auth", "LG-AUTH", "many from one address are an attack: fail2ban"};

Severity severity_of(LogEvent const& event) {
    auto const* const words = std::get_if<Message>(&event.form);
    bool const is_conduct = event.kind != "warning" && event.kind != "fatal" && event.kind != "panic";
    if (!words || is_conduct) return event.kind == "limit-exceeded" ? Severity::warning : Severity::info;
    return words->level == "fatal" || words->level == "panic" ? Severity::error : Severity::warning;
}

/// "fatal: bind 0.0.0.0 port 25: Address already in use": how a program ended is told, a warning is one by its
/// severity.
AnomalyRecord finding(TopicRow const& row, Severity severity, Message const& words, std::string& scratch) {
    std::string_view what = words.message;
    auto clean = redacted(what);
    if (clean || severity == Severity::error) {
        std::string const text = clean ? *std::move(clean) : std::string(what);
        scratch = severity == Severity::error ? std::string(words.level).append(": ").append(text) : text;
        what = scratch;
    }
    return {{}, 0, row.id, severity, what, {}, row.hint};
}

/// "auth=0/2" in the counters: two logins failed, whether the log says so elsewhere or not.
std::optional<AnomalyRecord> failed_login(ClientConnection const& session, std::string& scratch) {
    constexpr std::string_view name = "auth=";
    std::size_t const at = session.counters.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view const counts = session.counters.substr(at + name.size());
    unsigned accepted = 0, tried = 0;
    auto const slash = std::from_chars(counts.data(), counts.data() + counts.size(), accepted).ptr;
    char const* const end = counts.data() + counts.size();
    if (slash == end || *slash != '/' || std::from_chars(slash + 1, end, tried).ec != std::errc()) return std::nullopt;
    if (tried <= accepted) return std::nullopt;
    scratch = "AUTH failed " + std::to_string(tried - accepted) + " of " + std::to_string(tried) + " times";
    return AnomalyRecord{{}, 0, failed_logins.id, Severity::info, scratch, {}, failed_logins.hint};
}

} // namespace

std::optional<AnomalyRecord> finding_of(LogEvent const& event, bool all, std::string& scratch) {
    if (auto const* const session = std::get_if<ClientConnection>(&event.form))
        return all ? failed_login(*session, scratch) : std::nullopt;
    auto const* const words = std::get_if<Message>(&event.form);
    if (!words) return std::nullopt;
    std::string_view const topic = dialect::topic_of(event);
    auto const* const row = std::ranges::find(topics, topic, &TopicRow::topic);
    if (topic.empty() || row == std::end(topics)) return std::nullopt;
    Severity const severity = severity_of(event);
    if (severity == Severity::info && !all) return std::nullopt;
    return finding(*row, severity, *words, scratch);
}

} // namespace whybounce::analysis
