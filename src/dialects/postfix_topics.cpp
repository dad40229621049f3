#include "dialects/postfix_topics.hpp"

namespace whybounce::dialect {
namespace {

/// What stands in the words, and the topic that it shows. The first row that fits wins.
struct TopicRow {
    std::string_view words, topic;
};

constexpr TopicRow by_words[] = {
    {"No space left on device", "disk"},
    {"Disk quota exceeded", "disk"},
    {"insufficient system storage", "disk"},
    {"not enough free space", "disk"},
    {"Read-only file system", "disk"},
    {"Input/output error", "disk"},
    {"Cannot allocate memory", "memory"},
    {"out of memory", "memory"},
    {"Too many open files", "memory"},
    {"corrupt", "queue"},
    {"queue file", "queue"},
    {"mail_queue_", "queue"},
    {"active queue entries", "queue"},
    {"hopcount exceeded", "queue"},
    {"seconds into the future", "clock"},
    {"time stamp", "clock"},
    {"clock", "clock"},
    {"ilter service", "milter"},
    {"milter ", "milter"},
    {"smfi_", "milter"},
    {"check_policy_service", "policy"},
    {"policy service", "policy"},
    {"SASL", "sasl"},
    {"saslauthd", "sasl"},
    {"TLS", "tls"},
    {"SSL", "tls"},
    {"certificate", "tls"},
    {"cipher", "tls"},
    {"dnsblog", "dns"},
    {"RBL lookup", "dns"},
    {"rbl lookup", "dns"},
    {"Name service error", "dns"},
    {"numeric domain name", "dns"},
    {"malformed domain name", "dns"},
    {"valid address record", "dns"},
    {"valid_hostname", "dns"},
    {"no MX host", "dns"},
    {"MX host", "dns"},
    {"main.cf", "configuration"},
    {"master.cf", "configuration"},
    {"parameter", "configuration"},
    {"in BOTH ", "configuration"},
    {"compatibility_level", "configuration"},
    {"ldap", "table"},
    {"mysql", "table"},
    {"pgsql", "table"},
    {"sqlite", "table"},
    {"mongodb", "table"},
    {"memcache", "table"},
    {"lookup problem", "table"},
    {"lookup error", "table"},
    {"table lookup", "table"},
    {"map lookup", "table"},
    {"open database", "table"},
    {"unsupported dictionary", "table"},
    {"dict_", "table"},
    {"is older than source", "table"},
    {"duplicate entry", "table"},
    {"alias", "table"},
    {"process limit", "process"},
    {"exit status", "process"},
    {"killed by signal", "process"},
    {"throttling", "process"},
    {"watchdog", "process"},
    {"premature end-of-input", "process"},
    {"unexpected attribute", "process"},
    {"problem talking to", "process"},
    {"connect to transport", "process"},
    {"connect #", "process"},
    {"private/", "process"},
    {"timeout on ", "process"},
    {"bind ", "network"},
    {"Address already in use", "network"},
    {"Network is unreachable", "network"},
    {"inet_protocols", "network"},
    {"Connection refused", "network"},
    {"Connection timed out", "network"},
    {"getpeername", "network"},
    {"permission", "permissions"},
    {"Permission denied", "permissions"},
    {"not owned by", "permissions"},
    {"writable", "permissions"},
    {"maildir access", "permissions"},
    {"bad string length", "configuration"},
    {"unknown service", "configuration"},
    {"missing ", "configuration"},
    {"mail system is", "system"},
    {"notification failed", "notification"},
    {"response longer than", "peer"},
    {"said: ", "peer"},
    {"host ", "peer"},
};

/// Kinds that have one topic whatever their words.
constexpr TopicRow by_kind[] = {
    {"hostname-mismatch", "client-name"},
    {"limit-exceeded", "limit"},
    {"illegal-address", "client-syntax"},
    {"non-smtp-command", "client-syntax"},
    {"pipelining", "client-syntax"},
    {"bare-newline", "client-syntax"},
    {"postscreen-violation", "postscreen"},
    {"postscreen-stress", "limit"},
    {"tls-error", "tls"},
};

} // namespace

std::string_view topic_of(LogEvent const& event) {
    for (TopicRow const& row : by_kind)
        if (row.words == event.kind) return row.topic;
    auto const* const form = std::get_if<Message>(&event.form);
    if (!form || form->level.empty()) return {};
    for (TopicRow const& row : by_words)
        if (form->message.find(row.words) != std::string_view::npos) return row.topic;
    return "other";
}

} // namespace whybounce::dialect
