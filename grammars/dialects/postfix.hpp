#pragma once
#include "grammars/core/timestamp.hpp"
#include "whybounce/log_event.hpp"

BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::SyslogTag, tag, pid)
BOOST_FUSION_ADAPT_STRUCT(whybounce::Delivery, to, orig_to, relay, conn_use, delay, delays, tls, dsn, status, reason)
BOOST_FUSION_ADAPT_STRUCT(whybounce::QueueActive, from, size, nrcpt)
BOOST_FUSION_ADAPT_STRUCT(whybounce::Expired, from, status)
BOOST_FUSION_ADAPT_STRUCT(
    whybounce::Client, client, sasl_method, sasl_username, sasl_sender, orig_queue_id, orig_client)
BOOST_FUSION_ADAPT_STRUCT(whybounce::Notification, notification, queue_id)
BOOST_FUSION_ADAPT_STRUCT(whybounce::LostConnection, what, stage, client)
BOOST_FUSION_ADAPT_STRUCT(whybounce::ConnectFailure, relay, reason)
BOOST_FUSION_ADAPT_STRUCT(whybounce::ClientConnection, client, counters)
BOOST_FUSION_ADAPT_STRUCT(whybounce::Pickup, uid, from, orig_id)
BOOST_FUSION_ADAPT_STRUCT(whybounce::SaslFailure, client, sasl_method, reason, sasl_username)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::RefusalHead, action, stage, client, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::RefusalTail, from, to, proto, helo, sasl_method, sasl_username, text)
BOOST_FUSION_ADAPT_STRUCT(whybounce::grammar::BracketedPeer, host, inside, port)
BOOST_FUSION_ADAPT_STRUCT(whybounce::DeliveryReason, shape, suspended, peer, reply, stage)

/// Postfix's log lines. Forms from the Postfix sources (file named at each rule); 2.3 to 3.12.
namespace whybounce::grammar {

using View = std::string_view;

constexpr OctetSet no_blank = OctetSet{" "}.complement();
inline auto const word = run_of(no_blank);
inline auto const number = run_of(digit);
inline auto const nothing = x3::attr(View{});

// ---- frame: STAMP HOST TAG[PID]: TEXT
// --------------------------------------------------------------------------------

// TAG[PID]: the tag may hold slashes; the pid may be absent (util/msg_syslog.c)
inline auto const pid = ('[' >> digits<std::uint32_t, 1, 10> >> ']') | x3::attr(std::uint32_t{0});
inline auto const syslog_tag = x3::rule<struct syslog_tag_id, SyslogTag>{"tag"} =
    run_of(OctetSet{" :["}.complement()) >> pid >> ':' >> opt_sp;

// ---- queue ids: global/mail_queue.h
// ----------------------------------------------------------------------------------

// short: upper-case hex; long: base 52 without vowels. Wider: any letters and digits; what follows decides.
inline auto const queue_id = x3::rule<struct queue_id_id, View>{"queue id"} =
    run_of(alpha.with_range('0', '9')) >> ": ";

// ---- peers
// -----------------------------------------------------------------------------------------------------------

// HOST[IP]:PORT; HOST[IP]; [IP]:PORT; HOST[/path]
inline auto const port = (':' >> digits<std::uint16_t, 1, 5>) | x3::attr(std::uint16_t{0});
inline auto const bracketed_peer = x3::rule<struct bracketed_peer_id, BracketedPeer>{"peer"} =
    (run_of(OctetSet{"["}.complement()) | nothing) >> '[' >> run_of(OctetSet{"]"}.complement()) >> ']' >> port;

// ---- delivery records: global/log_adhoc.c
// ----------------------------------------------------------------------------

// to=<R>[, orig_to=<O>], relay=RELAY[, conn_use=N], delay=D[, delays=a/b/c/d][, tls=FEATURES][, dsn=X.Y.Z], status=WORD
// (TEXT) An address ends at ">, ": a quoted local part may hold "," and ">".
inline auto const delivery = x3::rule<struct delivery_id, Delivery>{"delivery"} =
    (field("to=<", ">, ") | (!x3::lit("to=<") >> field("to=", ", "))) >> optional_field("orig_to=<", ">, ") >>
    field("relay=", ", ") >> optional_field("conn_use=", ", ") >> field("delay=", ", ") >>
    optional_field("delays=", ", ") >> optional_field("tls=", ", ") >> optional_field("dsn=", ", ") >> "status=" >> word
    >> opt_sp >> rest;

// ---- the queue manager and its kin
// -----------------------------------------------------------------------------------

// from=<S>, size=N, nrcpt=N (queue active)               global/opened.c
inline auto const queue_active = x3::rule<struct queue_active_id, QueueActive>{
    "queue active"} = field("from=<", ">, ") >> field("size=", ", ") >> "nrcpt=" >> number >> x3::omit[rest];

// from=<S>, status=expired, returned to sender           qmgr/qmgr_active.c
inline auto const expired = x3::rule<struct expired_id, Expired>{"expired"} = field("from=<", ">, ") >> "status=" >>
    run_of(alpha.with("-")) >> x3::omit[rest];

// client=HOST[IP][, sasl_method=M][, sasl_username=U][, sasl_sender=S][, orig_queue_id=Q][, orig_client=C]
// smtpd/smtpd.c
inline auto const client = x3::rule<struct client_id, Client>{"client"} = last_field("client=", ", ") >>
    last_field("sasl_method=", ", ") >> last_field("sasl_username=", ", ") >> last_field("sasl_sender=", ", ") >>
    last_field("orig_queue_id=", ", ") >> last_field("orig_client=", ", ");

// uid=N from=<S>[ orig_id=Q]                             pickup/pickup.c
inline auto const pickup = x3::rule<struct pickup_id, Pickup>{"pickup"} = "uid=" >> number >> field(" from=<", ">") >>
    last_field(" orig_id=", " ") >> x3::omit[rest];

// sender non-delivery notification: QID2                 bounce/bounce_notify_service.c and its kin
inline auto const notification = x3::rule<struct notification_id, Notification>{"notification"} =
    before(" notification: ") >> " notification: " >> word >> x3::omit[rest];

// ---- the SMTP server
// -------------------------------------------------------------------------------------------------

// connect from CLIENT; disconnect from CLIENT COUNTERS   smtpd/smtpd.c
inline auto const client_connection = x3::rule<struct client_connection_id, ClientConnection>{"connection"} =
    x3::omit[x3::lit("connect from ") | "disconnect from "] >> word >> opt_sp >> rest;

// WHAT after STAGE[ (N bytes)] from CLIENT               smtpd/smtpd.c
inline auto const lost_connection = x3::rule<struct lost_connection_id, LostConnection>{"lost connection"} =
    view[x3::lit("lost connection") | "timeout" | "too many errors"] >> " after " >> before(" from ") >>
    " from " >> rest;

// ACTION: STAGE from CLIENT: TEXT[; TAIL]                smtpd/smtpd_check.c, postscreen/postscreen_smtpd.c;
// proxy-reject has no client
inline auto const refusal_head = x3::rule<struct refusal_head_id, RefusalHead>{"refusal"} = run_of(alpha.with("-_")) >>
    ": " >> run_of(alpha.with("-")) >> ((x3::lit(" from ") >> field("", ": ")) | (x3::lit(": ") >> nothing)) >> rest;

// ACTION: header|body|content|mime-error WHAT from CLIENT   cleanup/cleanup_message.c
inline auto const check_type = view[x3::lit("header") | "body" | "content" | "mime-error"];
inline auto const content_check = x3::rule<struct content_check_id, RefusalHead>{"content check"} =
    run_of(alpha.with("-_")) >> ": " >> check_type >> ' ' >> nothing >> rest;

// TAIL = [from=<S>] [to=<R>] [proto=P] [helo=<H>] [sasl_method=M] [sasl_username=U] [: TEXT]     postscreen divides by
// commas
template <typename Id> auto angle(char const* name) {
    return x3::rule<Id, View>{"address"} = AngleField{name} >> x3::omit[-x3::char_(',')] >> opt_sp;
}
inline auto const proto = run_of(alpha.with_range('0', '9')) >> x3::omit[-x3::char_(',')] >> opt_sp;
inline auto const refusal_tail = x3::rule<struct refusal_tail_id, RefusalTail>{"refusal tail"} = -angle<struct from_id>(
                                                                                                     "from=<") >>
    -angle<struct to_id>("to=<") >> (("proto=" >> proto) | nothing) >> (angle<struct helo_id>("helo=<") | nothing) >>
    last_field("sasl_method=", " ") >> last_field("sasl_username=", " ") >> x3::omit[-x3::char_(':')] >> opt_sp >> rest;

// HOST[IP]: SASL METHOD authentication failed: REASON[, sasl_username=U]        smtpd/smtpd_sasl_glue.c
inline auto const sasl_failure = x3::rule<struct sasl_failure_id, SaslFailure>{"sasl failure"} = before(": SASL ") >>
    ": SASL " >> word >> x3::omit[" authentication " >> run_of(alpha)] >> -x3::lit(": ") >>
    (before(", sasl_username=") | rest) >> last_field(", sasl_username=", "\n");

// ---- the SMTP client
// -------------------------------------------------------------------------------------------------

// connect to HOST[IP]:PORT: WHY                          smtp/smtp_connect.c
inline auto const connect_failure = x3::rule<struct connect_failure_id, ConnectFailure>{"connect failure"} =
    field("connect to ", ": ") >> rest;

// ---- what stands in the parentheses behind status=
// -------------------------------------------------------------------

using Shape = DeliveryReason::Shape;
// host H[IP] said: REPLY (in reply to CMD command)       smtp/smtp_proto.c
inline auto const host_said = x3::rule<struct host_said_id, DeliveryReason>{"said"} = "host " >>
    x3::attr(Shape::said) >> x3::attr(false) >> word >> " said: " >> before_last(" (in reply to ") >>
    " (in reply to " >> (before(" command)") | rest) >> x3::omit[rest];
// the same, its end cut off by the log
inline auto const host_said_cut = x3::rule<struct host_said_cut_id, DeliveryReason>{"said"} = "host " >>
    x3::attr(Shape::said) >> x3::attr(false) >> word >> " said: " >> rest >> nothing;
// host H[IP] refused to talk to me: REPLY
inline auto const host_refused = x3::rule<struct host_refused_id, DeliveryReason>{"refused"} = "host " >>
    x3::attr(Shape::refused) >> x3::attr(false) >> word >> " refused to talk to me: " >> rest >> nothing;
// SASL authentication failed; server H[IP] said: REPLY   smtp/smtp_sasl_glue.c
inline auto const
    sasl_said = x3::rule<struct sasl_said_id, DeliveryReason>{"SASL"} = x3::omit[field("SASL ", "; server ")] >>
    x3::attr(Shape::sasl) >> x3::attr(false) >> word >> " said: " >> rest >> nothing;
// connect to H[IP]:PORT: WHY                             smtp/smtp_connect.c
inline auto const no_connection = x3::rule<struct no_connection_id, DeliveryReason>{
    "connect"} = x3::attr(Shape::connect) >> x3::attr(false) >> field("connect to ", ": ") >> rest >> nothing;
// lost connection with H[IP] while STAGE                 smtp/smtp_trouble.c
inline auto const connection_lost = x3::rule<struct connection_lost_id, DeliveryReason>{
    "lost"} = x3::attr(Shape::lost) >> x3::attr(false) >> field("lost connection with ", " while ") >> nothing >> rest;
inline auto const
    conversation_timed_out = x3::rule<struct timed_out_id, DeliveryReason>{"timed out"} = x3::attr(Shape::timed_out) >>
    x3::attr(false) >> field("conversation with ", " timed out while ") >> nothing >> rest;
inline auto const delivery_reason =
    host_said | host_said_cut | host_refused | sasl_said | no_connection | connection_lost | conversation_timed_out;

} // namespace whybounce::grammar
