#pragma once
#include "whybounce/smtp.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The doors of the grammar room: plain functions, so that Spirit is compiled in this room only.
/// Views in the results point into the argument. None allocates, none throws.
namespace whybounce::grammar {

/// time-numoffset of RFC 3339.
struct UtcOffset {
    bool negative = false;
    std::uint8_t hours = 0, minutes = 0;
};

/// TIMESTAMP of RFC 3164: no year.
struct TrafficStamp {
    std::uint8_t month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

/// date-time of RFC 3339 and RFC 5424.
struct FullStamp {
    std::uint16_t year = 0;
    std::uint8_t month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::string_view fraction; ///< digits after the point; may be empty
    std::optional<UtcOffset> offset;
};

/// Length of a parse and its value.
template <typename T> struct Parsed {
    T value;
    std::size_t length = 0; ///< octets read
};

/// A line that begins like a reply: three digits and then "-", a blank or the end (RFC 5321 section 4.2). A status that
/// does not stand first is taken from behind a "#", as qmail writes it.
std::optional<ReplyLine> parse_reply_line(std::string_view line);

/// status-code at the beginning of a text; the octet after it is no digit and no dot (RFC 3463 section 2).
std::optional<Parsed<EnhancedStatusCode>> parse_status_code(std::string_view text);

/// A command line; nullopt when the line is blank.
std::optional<CommandLine> parse_command_line(std::string_view line);

/// The argument of MAIL or RCPT, "FROM:<…> …"; nullopt when it is not of that form.
std::optional<PathArgument> parse_path_argument(std::string_view argument);

/// Takes the next esmtp-param off the front of `parameters`; nullopt at the end or at something that is none.
std::optional<EsmtpParameter> next_esmtp_parameter(std::string_view& parameters);

/// A whole Mailbox: local part, "@", domain or address literal.
std::optional<Mailbox> parse_mailbox(std::string_view text);

/// What an EHLO argument or the right side of an address is; nullopt when it is neither Domain nor address-literal.
std::optional<DomainKind> parse_domain(std::string_view text);

/// The argument of AUTH; the payload is passed over, never returned (RFC 4954 section 4).
std::optional<AuthArgument> parse_auth_argument(std::string_view argument);

/// A stamp at the beginning of a line.
std::optional<Parsed<TrafficStamp>> parse_rfc3164_timestamp(std::string_view line);
std::optional<Parsed<FullStamp>> parse_rfc3339_timestamp(std::string_view line);

// ---- the catalogue's notation (docs/catalogue.md) ------------------------------------------------------------------

/// One "key: value" line; the value may be empty.
struct CataloguePair {
    std::string_view key, value;
};
std::optional<CataloguePair> parse_catalogue_pair(std::string_view line);

/// "550" or "5yz".
struct CodePattern {
    std::uint16_t first = 0, last = 0; ///< inclusive
    bool matches(std::uint16_t code) const { return code >= first && code <= last; }
};
std::optional<CodePattern> parse_code_pattern(std::string_view text);

/// Details of a status pattern, inclusive.
struct DetailRange {
    std::uint16_t first = 0, last = 0;
};

/// "5.1.1", "X.1.1", "5.7.606-649", "X.7.*".
struct StatusPattern {
    std::uint8_t klass = 0; ///< 0: any
    std::uint16_t subject = 0;
    DetailRange details;
    bool matches(EnhancedStatusCode status) const {
        return (klass == 0 || klass == status.klass) && subject == status.subject && status.detail >= details.first &&
            status.detail <= details.last;
    }
};
std::optional<StatusPattern> parse_status_pattern(std::string_view text);

// ---- what stands in the text of a reply
// ------------------------------------------------------------------------------

/// A piece of reply text that is no plain word. Words are matched outside of these.
struct ReplyToken {
    enum class Kind : std::uint8_t { url, address, host, ip, word, other } kind{};
    std::string_view text;
    bool is_name() const { return kind < Kind::word; }
};
/// Takes the next token off the front of `text`: a URL, a mail address, a host name, an IP address, a run of word
/// octets, or one octet of anything else. nullopt at the end.
std::optional<ReplyToken> next_reply_token(std::string_view& text);
/// The URLs, addresses, hosts and IPs of a text, in order.
std::vector<ReplyToken> names_in(std::string_view text);

// ---- transcripts that mark their lines
// --------------------------------------------------------------------------------

/// What the mark before a line tells.
enum class Mark : std::uint8_t { client, server, note, open, close, tls };

struct MarkedLine {
    Mark mark{};
    std::string_view text; ///< what stands behind the mark
    std::string_view channel =
        {}; ///< which of several dialogues: a process, a connection; empty where the tool names none
};
std::optional<MarkedLine> parse_swaks_line(std::string_view line);
std::optional<MarkedLine> parse_curl_line(std::string_view line);
std::optional<MarkedLine> parse_sc_line(std::string_view line);
std::optional<MarkedLine> parse_smtplib_line(std::string_view line);
std::optional<MarkedLine> parse_telnet_line(std::string_view line);
std::optional<MarkedLine> parse_msmtp_line(std::string_view line);
std::optional<MarkedLine> parse_s_nail_line(std::string_view line);
std::optional<MarkedLine> parse_javamail_line(std::string_view line);
std::optional<MarkedLine> parse_phpmailer_line(std::string_view line);
std::optional<MarkedLine> parse_nodemailer_line(std::string_view line);
std::optional<MarkedLine> parse_ruby_line(std::string_view line);
std::optional<MarkedLine> parse_perl_line(std::string_view line);
std::optional<MarkedLine> parse_sendemail_line(std::string_view line);
std::optional<MarkedLine> parse_neomutt_line(std::string_view line);
std::optional<MarkedLine> parse_openssl_line(std::string_view line);
std::optional<MarkedLine> parse_exim_line(std::string_view line);
std::optional<MarkedLine> parse_exim_client_line(std::string_view line);
std::optional<MarkedLine> parse_exim_server_line(std::string_view line);
/// In: and Out: of a postmaster notice of Postfix.
std::optional<MarkedLine> parse_postfix_notice_line(std::string_view line);
/// A line of tshark's list of packets; the channel is "source → destination".
std::optional<MarkedLine> parse_tshark_line(std::string_view line);

/// The first line of a block of tcpflow -c.
struct FlowLine {
    std::string_view from_address;
    std::uint16_t from_port = 0;
    std::string_view to_address;
    std::uint16_t to_port = 0;
    std::string_view text;
};
std::optional<FlowLine> parse_tcpflow_line(std::string_view line);

/// The line before a block of "Follow TCP stream": whose it is, and its octets.
struct FollowBlock {
    bool second_node = false;
    std::uint32_t size = 0;
};
std::optional<FollowBlock> parse_follow_size(std::string_view line);

/// Octets of a time of day, or of a date and a time, at the beginning of a line: "10:15:23.4", "2026-11-22 10:15:23",
/// "Nov 22 10:15:23"; nullopt when there is none.
std::optional<std::size_t> parse_pasted_stamp(std::string_view line);

/// What `smtp -v` and `smtpd -v` log of a dialogue, behind the tag: "> host[addr]:25: EHLO …".
std::optional<MarkedLine> parse_postfix_verbose_line(std::string_view text);

/// "[LEVEL] [connection] [plugin] words" of Haraka.
struct HarakaLine {
    std::string_view level, connection, plugin;
    Mark mark{};
    std::string_view text;
};
std::optional<HarakaLine> parse_haraka_line(std::string_view line);
std::optional<MarkedLine> parse_mdaemon_line(std::string_view line);
/// A line of hMailServer's log; `session` is empty in what is no dialogue.
struct HMailLine {
    std::string_view type, session, text;
};
std::optional<HMailLine> parse_hmailserver_line(std::string_view line);
std::optional<MarkedLine> parse_kumomta_line(std::string_view line);
std::optional<MarkedLine> parse_subetha_line(std::string_view line);
/// What ngrep writes before a packet: the two ends, "address:port".
struct Packet {
    std::string_view from, to;
};
std::optional<Packet> parse_ngrep_packet(std::string_view line);
std::optional<MarkedLine> parse_mailkit_line(std::string_view line);
/// ">>> " is the client; any other line may be the server's or sendmail's own.
std::optional<MarkedLine> parse_sendmail_line(std::string_view line);
std::optional<MarkedLine> parse_sendmail_bounce_line(std::string_view line);
std::optional<MarkedLine> parse_oauth2_proxy_line(std::string_view line);
std::optional<MarkedLine> parse_arrows_line(std::string_view line);

/// A headline of curl --trace-ascii, and a row under it.
struct TraceBlock {
    enum class Kind : std::uint8_t { info, sent, received, content, other } kind{};
    std::uint64_t octets = 0; ///< that the rows show
    std::string_view text;    ///< of info
};
struct TraceRow {
    std::uint64_t offset = 0; ///< of the first octet in its block
    std::string_view text;
};
std::optional<TraceBlock> parse_curl_trace_block(std::string_view line);
std::optional<TraceRow> parse_curl_trace_row(std::string_view line);

/// A field of comma-separated values (RFC 4180); quotes inside a quoted one are still doubled.
struct CsvField {
    std::string_view text;
    bool quoted = false;
};
/// Takes the next field and its comma off the front of `fields`; nullopt behind the last one.
std::optional<CsvField> next_csv_field(std::string_view& fields);

/// A Python string or bytes literal, 'x' or b"x": appends its octets to `octets`; false when it is none.
bool parse_python_literal(std::string_view text, std::string& octets);

// ---- logs
// ------------------------------------------------------------------------------------------------------------

/// TAG[PID]: of a syslog line; pid 0 when there is none.
struct SyslogTag {
    std::string_view tag;
    std::uint32_t pid = 0;
};
std::optional<Parsed<SyslogTag>> parse_syslog_tag(std::string_view text);

/// "HOST[inside]:port"; port 0 when there is none.
struct BracketedPeer {
    std::string_view host, inside;
    std::uint16_t port = 0;
};
std::optional<BracketedPeer> parse_bracketed_peer(std::string_view text);

/// ACTION: STAGE from CLIENT: TEXT
struct RefusalHead {
    std::string_view action, stage, client, text;
};
/// from=<S> to=<R> proto=P helo=<H> sasl_…: TEXT
struct RefusalTail {
    std::optional<std::string_view> from, to;
    std::string_view proto, helo, sasl_method, sasl_username, text;
};

} // namespace whybounce::grammar
