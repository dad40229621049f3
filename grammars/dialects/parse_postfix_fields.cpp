#include "grammars/dialects/postfix_fields.hpp"

namespace whybounce::grammar {
namespace {

template <typename Rule> bool fill(std::string_view text, Rule const& rule, Fields& fields) {
    std::size_t const before = fields.size();
    char const* first = text.data();
    char const* const last = first + text.size();
    if (x3::parse(first, last, x3::with<line_fields::field_list>(fields)[rule >> x3::eoi])) return true;
    fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(before), fields.end());
    return false;
}

using Filler = bool (*)(std::string_view text, Fields& fields);

template <auto const& rule> bool fill_by(std::string_view text, Fields& fields) { return fill(text, rule, fields); }

/// Which rule reads the lines of a kind; an empty daemon is any. The first row of the kind that fits is taken.
struct FieldsRow {
    std::string_view kind, daemon;
    Filler fill;
};

constexpr FieldsRow rows[] = {
    {"connect", "", fill_by<line_fields::screen_connect>},
    {"disconnect", "", fill_by<line_fields::screen_disconnect>},
    {"reject", "", fill_by<line_fields::screen_reject>},
    {"pipelining", "", fill_by<line_fields::pipelining>},
    {"bare-newline", "", fill_by<line_fields::bare_newline>},
    {"ehlo-discard", "", fill_by<line_fields::ehlo_discard>},
    {"command-filter", "", fill_by<line_fields::command_filter>},
    {"reply-filter", "", fill_by<line_fields::reply_filter>},
    {"dsn-map", "", fill_by<line_fields::dsn_map>},
    {"tls", "", fill_by<line_fields::tls_session>},
    {"tls-error", "smtpd", fill_by<line_fields::server_tls_error>},
    {"tls-error", "", fill_by<line_fields::client_tls_error>},
    {"hostname-mismatch", "", fill_by<line_fields::hostname_mismatch>},
    {"limit-exceeded", "", fill_by<line_fields::limit_exceeded>},
    {"illegal-address", "", fill_by<line_fields::illegal_address>},
    {"non-smtp-command", "", fill_by<line_fields::non_smtp>},
    {"postscreen-access", "", fill_by<line_fields::screen_access>},
    {"postscreen-pass", "", fill_by<line_fields::screen_access>},
    {"postscreen-dnsbl", "", fill_by<line_fields::dnsbl_rank>},
    {"postscreen-violation", "", fill_by<line_fields::screen_violation>},
    {"postscreen-stress", "", fill_by<line_fields::stress>},
    {"cache-cleanup", "", fill_by<line_fields::cache_cleanup>},
    {"dnsblog", "", fill_by<line_fields::dnsblog>},
    {"removed", "", fill_by<line_fields::removed>},
    {"bounce-failed", "", fill_by<line_fields::bounce_failed>},
    {"notification", "", fill_by<line_fields::no_notification>},
    {"passing", "", fill_by<line_fields::passing>},
    {"postsuper", "", fill_by<line_fields::queue_action>},
    {"tlsrpt", "", fill_by<line_fields::tlsrpt>},
    {"starttls-offered", "", fill_by<line_fields::starttls_offered>},
    {"pix-workaround", "", fill_by<line_fields::pix>},
    {"line-break", "", fill_by<line_fields::line_break>},
    {"utf8-note", "", fill_by<line_fields::utf8_note>},
    {"statistics", "", fill_by<line_fields::statistics>},
    {"start", "", fill_by<line_fields::version>},
    {"reload", "", fill_by<line_fields::version>},
    {"stop", "", fill_by<line_fields::signal>},
    {"table-changed", "", fill_by<line_fields::table_changed>},
    {"backwards-compatible", "", fill_by<line_fields::backwards>},
};

} // namespace

bool parse_line_fields(std::string_view kind, std::string_view daemon, std::string_view text, Fields& fields) {
    for (FieldsRow const& row : rows)
        if (row.kind == kind && (row.daemon.empty() || row.daemon == daemon)) return row.fill(text, fields);
    return false;
}

void parse_client_fields(std::string_view peer, Fields& fields) { fill(peer, line_fields::client, fields); }
void parse_relay_fields(std::string_view peer, Fields& fields) { fill(peer, line_fields::relay, fields); }

void parse_tls_features(std::string_view features, Fields& fields) {
    fill(features, line_fields::tls_features, fields);
}

void parse_refusal_words(std::string_view words, Fields& fields) { fill(words, line_fields::refusal_words, fields); }

} // namespace whybounce::grammar
