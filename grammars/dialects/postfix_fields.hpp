#pragma once
#include "grammars/core/rfc5234.hpp"
#include "grammars/postfix_fields.hpp"

/// The variables of those of Postfix's lines of which nothing but their fields is wanted: rules that name what they
/// pass over. Forms from the Postfix sources (file named at each rule); 2.3 to 3.12.
namespace whybounce::grammar::line_fields {

struct field_list; ///< context: where the fields go

/// named("x")[subject]: what the subject passed over is field x, unless it is empty. Fields of a failed subject go.
template <typename Subject> struct Named : x3::unary_parser<Subject, Named<Subject>> {
    using base_type = x3::unary_parser<Subject, Named<Subject>>;
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    static bool const handles_container = false;
    constexpr Named(Subject const& inner, std::string_view name) : base_type(inner), name_(name) {}

    template <typename Context, typename RContext, typename Attribute> bool parse(
        char const*& first, char const* const& last, Context const& context, RContext& rcontext, Attribute&) const {
        Fields& fields = x3::get<field_list>(context);
        std::size_t const at = fields.size();
        fields.push_back({name_, {}});
        char const* end = first;
        bool const fits = this->subject.parse(end, last, context, rcontext, x3::unused);
        if (!fits)
            fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at), fields.end());
        else if (end == first)
            fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at));
        else
            fields[at].value = between(first, end);
        if (fits) first = end;
        return fits;
    }

private:
    std::string_view name_;
};

/// attempt[subject]: fields of a failed subject go.
template <typename Subject> struct Attempt : x3::unary_parser<Subject, Attempt<Subject>> {
    using base_type = x3::unary_parser<Subject, Attempt<Subject>>;
    using attribute_type = x3::unused_type;
    static bool const has_attribute = false;
    static bool const handles_container = false;
    constexpr explicit Attempt(Subject const& inner) : base_type(inner) {}

    template <typename Context, typename RContext, typename Attribute> bool parse(
        char const*& first, char const* const& last, Context const& context, RContext& rcontext, Attribute&) const {
        Fields& fields = x3::get<field_list>(context);
        std::size_t const at = fields.size();
        char const* end = first;
        bool const fits = this->subject.parse(end, last, context, rcontext, x3::unused);
        if (fits)
            first = end;
        else
            fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at), fields.end());
        return fits;
    }
};

struct NamedDirective {
    std::string_view name;
    template <typename Subject> constexpr auto operator[](Subject const& inner) const {
        return Named<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(inner), name};
    }
};
constexpr NamedDirective named(std::string_view name) { return {name}; }

struct AttemptDirective {
    template <typename Subject> constexpr auto operator[](Subject const& inner) const {
        return Attempt<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(inner)};
    }
};
constexpr AttemptDirective attempt{};

// ---- words and peers
// -------------------------------------------------------------------------------------------------

inline auto const number = run_of(digit);
inline auto const word = run_of(OctetSet{" "}.complement());
inline auto const word_to_colon = run_of(OctetSet{" :"}.complement());

/// HOST[ADDRESS]:PORT, [ADDRESS]:PORT, HOST[/path]; before 3.11 postscreen forgot the colon in one place
inline auto bracketed(
    std::string_view host, std::string_view address, std::string_view port, std::string_view service) {
    return -named(host)[run_of(OctetSet{" ["}.complement())] >> '[' >>
        (named(service)[-run_of(OctetSet{"]/"}.complement()) >> '/' >> -run_of(OctetSet{"]"}.complement())] |
            named(address)[run_of(OctetSet{"]"}.complement())]) >>
        ']' >> -(-x3::lit(':') >> named(port)[number]);
}
inline auto const client = bracketed("client_hostname", "client_address", "client_port", "client_service");
inline auto const relay = named("relay")[bracketed("relay_hostname", "relay_address", "relay_port", "relay_service")];
inline auto const server = bracketed("server_hostname", "server_address", "server_port", "server_service");

// ---- connections: postscreen/postscreen.c, tlsproxy/tlsproxy.c
// -------------------------------------------------------------------------------------------------

inline auto const screen_connect =
    (attempt["CONNECT from " >> client >> -(" to " >> server)] | ("CONNECT to " >> relay));
inline auto const screen_disconnect = "DISCONNECT " >> client;

// WHAT after STAGE from CLIENT[: TEXT]                        smtpd/smtpd.c
inline auto const pipelining = "improper command pipelining after " >> named("stage")[before(" from ")] >>
    " from " >> client >> -(": " >> named("text")[rest]);
inline auto const bare_newline = named("what")[before(" after ")] >> " after " >> named("stage")[before(" from ")] >>
    " from " >> client;

// [PEER: ]discarding EHLO keywords: LIST
inline auto const ehlo_discard = -attempt[client >> -x3::lit(':') >> ' '] >> "discarding EHLO keywords: " >>
    named("keywords")[rest];

// PEER: replacing command "A" with "B"                        smtpd/smtpd.c, postscreen/postscreen_smtpd.c
inline auto const command_filter = client >> ": replacing command \"" >> named("command")[before_last("\" with \"")] >>
    "\" with \"" >> named("replacement")[before_last("\"")] >> '"';
// PEER: replacing server reply "A" with "B"                   smtp/smtp_chat.c
inline auto const reply_filter = relay >> ": replacing server reply \"" >> named("reply")[before_last("\" with \"")] >>
    "\" with \"" >> named("replacement")[before_last("\"")] >> '"';

// mapping DSN status S into CLASS status S2                   smtpd/smtpd_dsn_fix.c
inline auto const dsn_map = "mapping DSN status " >> named("dsn")[word] >> " into " >>
    named("restriction_class")[before(" status ")] >> " status " >> named("replacement")[word];

// ---- TLS: tls/tls_misc.c
// -------------------------------------------------------------------------------------------------

inline auto signature(std::string_view name, std::string_view bits, std::string_view curve, std::string_view key) {
    return named(name)[word] >> -(" (" >> (attempt[named(bits)[number] >> " bit" >> -x3::lit('s')] |
                                              named(curve)[run_of(OctetSet{" )"}.complement())]) >>
                                    -(' ' >> named(key)[run_of(OctetSet{")"}.complement())]) >> ')');
}
inline auto const server_signature =
    signature("tls_server_signature", "tls_server_signature_bits", "tls_server_signature_curve", "tls_server_key");
inline auto const client_signature =
    signature("tls_client_signature", "tls_client_signature_bits", "tls_client_signature_curve", "tls_client_key");
inline auto const key_exchange =
    named("tls_key_exchange")[word >> -(" (" >> run_of(OctetSet{")"}.complement()) >> ')')];
inline auto const tls_details = -(" key-exchange " >> key_exchange) >> -(" server-signature " >> server_signature) >>
    -(" server-digest " >> named("tls_server_digest")[word]) >> -(" client-signature " >> client_signature) >>
    -(" client-digest " >> named("tls_client_digest")[word]);
// TRUST TLS connection established|reused from CLIENT[ to SNI]|to RELAY: VERSION with cipher CIPHER (U/A bits) DETAILS
inline auto const tls_session = named("tls_trust")[word] >> " TLS connection " >>
    named("action")[x3::lit("established") | "reused"] >>
    ((" from " >> client >> -(" to " >> named("sni")[before(": ")])) | (" to " >> relay)) >> ": " >>
    named("tls_version")[word] >> " with cipher " >> named("tls_cipher")[word] >> " (" >>
    named("tls_cipher_bits")[run_of(digit.with("/"))] >> " bits)" >> tls_details >> x3::omit[rest];

// SSL_accept error from CLIENT: WHY; SSL_connect error to RELAY: WHY
inline auto const ssl_error = (named("what")["SSL_accept error"] >> " from " >> client >> ": " >> named("text")[rest]) |
    (named("what")["SSL_connect error"] >> " to " >> relay >> ": " >> named("text")[rest]);
// abort: TLS from CLIENT: WHY                                 smtpd/smtpd.c
inline auto const tls_abort = named("action")["abort"] >> ": TLS from " >> client >> ": " >> named("text")[rest];
// [server ]certificate verification failed for PEER: WHY      tls/tls_verify.c
inline auto const certificate_failed = -x3::lit("server ") >> "certificate verification failed for ";
inline auto const server_certificate = certificate_failed >> relay >> ": " >> named("text")[rest];
inline auto const client_certificate = certificate_failed >> client >> ": " >> named("text")[rest];
// TLS handshake failed for service=S peer=[IP]:PORT           tlsproxy/tlsproxy.c
inline auto const handshake_failed = "TLS handshake failed for service=" >> named("service")[word] >>
    " peer=" >> client;
// … host H[IP]                                                smtp/smtp_proto.c
inline auto const about_host = named("text")[before(" host ") >> " host " >> relay >> x3::omit[rest]];
inline auto const tls_error = attempt[ssl_error] | attempt[tls_abort] | attempt[handshake_failed] | attempt[about_host];
inline auto const server_tls_error = attempt[client_certificate] | tls_error | named("text")[rest];
inline auto const client_tls_error = attempt[server_certificate] | tls_error | named("text")[rest];

// LEVEL[:FINAL][?]; VIOLATION is "!"                          global/pol_stats.c
inline auto feature(std::string_view name, std::string_view violation, std::string_view final, std::string_view open) {
    auto const part = run_of(OctetSet{":?/,! "}.complement());
    return -named(violation)[x3::lit('!')] >> named(name)[part] >> -(':' >> named(final)[part]) >>
        -named(open)[x3::lit('?')];
}
inline auto const tls_features = feature("tls_level", "tls_violation", "tls_downgrade", "tls_undecided") >>
    -('/' >> feature("requiretls", "requiretls_violation", "requiretls_downgrade", "requiretls_undecided")) >>
    x3::omit[rest];

// ---- warnings about clients: smtpd/smtpd_peer.c, smtpd/smtpd.c
// -------------------------------------------------------------------------------------------------

// hostname H does not resolve to address IP[: WHY]; an address of version 6 has colons too
inline auto const hostname_mismatch = "hostname " >> named("client_hostname")[word] >>
    " does not resolve to address " >>
    (attempt[named("client_address")[before(": ")] >> ": " >> named("reason")[rest]] | named("client_address")[rest]);
// WHAT limit exceeded: N from CLIENT for service S
inline auto const limit_exceeded = named("what")[before(" limit exceeded: ")] >> " limit exceeded: " >>
    named("count")[number] >> " from " >> client >> -(" for service " >> named("service")[rest]);
// Illegal address syntax from CLIENT in CMD command: TEXT
inline auto const illegal_address = "Illegal address syntax from " >> client >> " in " >>
    named("stage")[before(" command: ")] >> " command: " >> named("object")[rest];
// non-SMTP command from CLIENT: TEXT
inline auto const non_smtp = "non-SMTP command from " >> client >> ": " >> named("text")[rest];

// ---- postscreen: postscreen/postscreen*.c
// -------------------------------------------------------------------------------------------------

inline auto const screen_access = named("action")[x3::lit("DENYLISTED") | "ALLOWLISTED" | "BLACKLISTED" |
                                      "WHITELISTED" | "ALLOWLIST VETO" | "WHITELIST VETO" | "PASS NEW" | "PASS OLD"] >>
    ' ' >> client;
inline auto const dnsbl_rank = named("violation")["DNSBL"] >> " rank " >> named("dnsbl_rank")[word] >>
    " for " >> client;
inline auto const pregreet = named("violation")["PREGREET"] >> ' ' >> named("size")[number] >> " after " >>
    named("after")[word] >> " from " >> client >> ": " >> named("text")[rest];
inline auto const hangup = named("violation")["HANGUP"] >> " after " >> named("after")[word] >> " from " >> client >>
    -(" in " >> named("text")[rest]);
// COMMAND TIME LIMIT, NON-SMTP COMMAND …, DATA without valid RCPT
inline auto const violation_after = named("violation")[before(" from ")] >> " from " >> client >>
    -(" after " >> named("stage")[word_to_colon]) >> -(": " >> named("text")[rest]);
inline auto const screen_violation = attempt[pregreet] | attempt[hangup] | violation_after;
inline auto const stress = named("action")[x3::lit("entering") | "leaving"] >> " STRESS mode with " >>
    named("count")[number] >> x3::omit[rest];
// cache FILE full|partial cleanup: retained=N dropped=N entries   util/dict_cache.c
inline auto const cache_cleanup = "cache " >> named("table")[word] >> ' ' >> named("cleanup")[word] >>
    " cleanup: retained=" >> named("retained")[number] >> " dropped=" >> named("dropped")[number] >> x3::omit[rest];
// addr IP listed by domain ZONE as A                          dnsblog/dnsblog.c
inline auto const dnsblog = "addr " >> named("client_address")[word] >> " listed by domain " >>
    named("dnsbl_domain")[word] >> " as " >> named("dnsbl_result")[rest];
// reject: connect from [IP]:PORT: WHY                         postscreen/postscreen.c, without a queue id
inline auto const screen_reject = named("action")["reject"] >> ": " >> named("stage")[word] >> " from " >> client >>
    ": " >> named("text")[rest];

// ---- the queue
// -------------------------------------------------------------------------------------------------

inline auto const removed = named("message")["removed"] >> -(" (" >> named("reason")[before_last(")")] >> ')');
inline auto const bounce_failed = "status=" >> named("status")[word] >> " (" >> named("reason")[before_last(")")] >>
    ')';
// not sending KIND notification for WHY message               bounce/bounce_notify_util.c
inline auto const no_notification = "not sending " >> named("notification")[before(" notification ")] >>
    " notification for " >> named("reason")[rest];
// passing <R> to transport=T                                  smtp/smtp_connect.c
inline auto const passing = "passing <" >> named("to")[before_last("> to ")] >> "> to transport=" >>
    named("transport")[rest];
// ACTION: N messages; ACTION                                  postsuper/postsuper.c
inline auto const queue_action =
    attempt[named("action")[before(": ")] >> ": " >> named("count")[number] >> x3::omit[rest]] | named("action")[rest];

// ---- the SMTP client
// -------------------------------------------------------------------------------------------------

// TLSRPT: status=S, domain=D[, receiving_mx=H[IP]][, failure_type=T[, failure_reason=R]]   smtp/smtp_tlsrpt.c
inline auto const not_comma = run_of(OctetSet{","}.complement());
inline auto const tlsrpt = "TLSRPT: status=" >> named("status")[not_comma] >>
    -(", domain=" >> named("domain")[not_comma]) >> -(", receiving_mx=" >> relay) >>
    -(", failure_type=" >> named("failure_type")[not_comma]) >> -(", failure_reason=" >> named("failure_reason")[rest]);
inline auto const starttls_offered = "Host offered STARTTLS: [" >>
    named("relay_hostname")[run_of(OctetSet{"]"}.complement())] >> ']';
// enabling PIX workarounds: LIST for RELAY                    smtp/smtp_proto.c
inline auto const pix = "enabling PIX workarounds: " >> named("workarounds")[before(" for ")] >> " for " >> relay;
inline auto const line_break = "breaking line > " >> named("size")[number] >> " bytes with " >> named("text")[rest];
inline auto const utf8_note = named("text")["host " >> relay >> " offers " >> x3::omit[rest]];

// ---- anvil/anvil.c, scache/scache.c
// -------------------------------------------------------------------------------------------------

// max WHAT rate N/Ts|count N for (SERVICE:CLIENT) at STAMP; the service may be an address with a port
inline auto const service_end = run_of(OctetSet{":)"}.complement());
inline auto const ipv4_service = number >> '.' >> number >> '.' >> number >> '.' >> number >> ':' >> number;
inline auto const anvil_for = " for (" >>
    (attempt[named("service")[ipv4_service] >> ':' >> named("client_address")[before(") at ")]] |
        (named("service")[('[' >> run_of(OctetSet{"]"}.complement()) >> "]:" >> number) | service_end] >> ':' >>
            named("client_address")[before(") at ")])) >>
    ") at " >> named("timestamp")[rest];
inline auto const anvil_rate = "max " >> named("what")[before(" rate ")] >> " rate " >> named("rate")[number] >> '/' >>
    named("period")[word] >> anvil_for;
inline auto const anvil_count = "max " >> named("what")[before(" count ")] >> " count " >>
    named("count")[number] >> anvil_for;
inline auto const anvil_cache = "max cache size " >> named("cache_size")[number] >> " at " >> named("timestamp")[rest];
inline auto const scache_start = "start interval " >> named("timestamp")[rest];
inline auto const scache_lookup = named("what")[x3::lit("domain") | "address"] >> " lookup hits=" >>
    named("hits")[number] >> " miss=" >> named("miss")[number] >> " success=" >> named("success")[number] >> '%';
inline auto const scache_max = "max simultaneous domains=" >> named("domains")[number] >> " addresses=" >>
    named("addresses")[number] >> " connection=" >> named("connection")[number];
inline auto const statistics = "statistics: " >> (attempt[anvil_cache] | attempt[scache_max] | attempt[anvil_rate] |
                                                     attempt[anvil_count] | attempt[scache_start] | scache_lookup);

// ---- the mail system
// -------------------------------------------------------------------------------------------------

// daemon started -- version V, configuration DIR; reload -- …  master/master.c
inline auto const version = x3::omit[before("-- version ")] >> "-- version " >> named("version")[not_comma] >>
    -(", configuration " >> named("configuration")[rest]);
inline auto const signal = "terminating on signal " >> named("signal")[rest];
// table T has changed -- restarting                           util/dict.c
inline auto const table_changed = "table " >> named("table")[before(" has changed ")] >> x3::omit[rest];
// using backwards-compatible default setting P=V to WHAT      global/mail_params.c
inline auto const backwards = "using backwards-compatible default setting " >>
    named("parameter")[run_of(OctetSet{"= "}.complement())] >> '=' >> named("value")[word] >> " to " >>
    named("text")[rest];

// ---- the words of a refusal: smtpd/smtpd_check.c
// -------------------------------------------------------------------------------------------------

// whose restriction it is, as the words name it
inline auto const restriction_class = x3::lit("Unverified Client host") | "Client host" | "Client certificate" |
    "SASL login name" | "Helo command" | "Sender address" | "Recipient address" | "Data command" | "End-of-data" |
    "Etrn command" | "Relay access" | "client";
// CLASS [WHAT] blocked using ZONE[; WHY]; postscreen writes "client [IP]"
inline auto const zone = run_of(OctetSet{" ;"}.complement());
inline auto const listed = "Service unavailable; " >> named("restriction_class")[restriction_class] >> " [" >>
    named("object")[before("] blocked using ")] >> "] " >>
    named("text")["blocked using " >> named("dnsbl_domain")[zone] >> x3::omit[rest]];
// [<WHAT>: ]CLASS rejected: WHY; [<WHAT>: ]Relay access denied
inline auto const classed = named("text")[named("restriction_class")[restriction_class] >>
    (x3::lit(" rejected") | " denied" | " triggers ") >> x3::omit[rest]];
// action=ACTION for CLASS=WHAT                                smtpd_log_access_permit_actions
inline auto const permitted = named("text")["action=" >> named("permit_action")[word] >> " for " >>
    named("restriction_class")[restriction_class] >> '=' >> x3::omit[rest]];
inline auto const refused_object = '<' >> named("object")[before(">: ")] >> ">: ";
inline auto const refusal_words =
    attempt[listed] | attempt[permitted] | (-attempt[refused_object] >> (attempt[classed] | named("text")[rest]));

} // namespace whybounce::grammar::line_fields
