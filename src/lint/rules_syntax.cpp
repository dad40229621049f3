#include "lint/parameters.hpp"
#include "lint/support.hpp"

#include "grammars/parse.hpp"
#include "whybounce/ascii.hpp"

#include <algorithm>
#include <array>

/// SY and UT: syntax of commands.
namespace whybounce::lint {
namespace {

constexpr std::size_t longest_local_part = 64, longest_domain = 255; ///< RFC 5321 section 4.5.3.1

bool is_bare_ip(std::string_view name) {
    bool const dotted = name.find_first_not_of("0123456789.") == std::string_view::npos;
    return (dotted && std::ranges::count(name, '.') == 3) || std::ranges::count(name, ':') > 1;
}

/// What is wrong with the name of a client; empty when nothing is.
std::string_view fault_of_name(std::string_view name) {
    if (name.empty()) return "no name";
    if (name.starts_with('[')) return grammar::parse_domain(name) ? "" : "malformed address literal";
    if (is_bare_ip(name)) return "an IP address without brackets";
    if (ascii::starts_with_no_case(name, "localhost")) return "localhost";
    if (name.find('_') != std::string_view::npos) return "an underscore";
    if (!grammar::parse_domain(name)) return "no domain name";
    return name.find('.') == std::string_view::npos ? "not fully qualified" : "";
}

void client_without_name(Scene const& scene, Notes& notes) {
    if (scene.edited) return;
    for (Moment const& m : scene.moments) {
        std::string_view const name = m.exchange->record.argument;
        std::string_view const fault = is_hello(m.verb()) ? fault_of_name(name) : std::string_view{};
        if (!fault.empty() && notes.empty()) notes.command(m, std::string(fault), name);
    }
}

/// The tool wrote HTML: "FROM:&lt;a@example.org&gt;".
bool is_escaped(Moment const& m) { return m.exchange->record.argument.find("&lt;") != std::string_view::npos; }

bool has_path(Verb verb) { return verb == Verb::mail || verb == Verb::rcpt; }

void loose_path(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        WrittenPath const& written = m.path;
        if (!written.keyword || is_escaped(m)) continue;
        if (!written.brackets)
            notes.command(m, "no angle brackets", written.path);
        else if (written.blank)
            notes.command(m, "a blank at the colon");
    }
}

std::string_view without_route(std::string_view path) {
    std::size_t const colon = path.starts_with('@') ? path.find(':') : std::string_view::npos;
    return colon == std::string_view::npos ? path : path.substr(colon + 1);
}

/// What is wrong with a path; empty when nothing is.
std::string fault_of_path(Moment const& m) {
    WrittenPath const& written = m.path;
    if (!written.keyword) return m.verb() == Verb::mail ? "no FROM:" : "no TO:";
    if (!written.closed) return "no closing bracket";
    std::string_view const path = without_route(written.path);
    if (path.empty()) return m.verb() == Verb::mail ? "" : "the null path is for MAIL only";
    if (m.verb() == Verb::rcpt && is_word(path, "postmaster")) return "";
    std::size_t const at = path.rfind('@');
    if (at == std::string_view::npos) return "no domain";
    if (at > longest_local_part) return "local part of " + std::to_string(at) + " octets";
    if (path.size() - at - 1 > longest_domain) return "domain of " + std::to_string(path.size() - at - 1) + " octets";
    return grammar::parse_mailbox(path) ? "" : "no mailbox";
}

void malformed_path(Scene const& scene, Notes& notes) {
    if (scene.edited) return;
    for (Moment const& m : scene.moments) {
        bool const shown = m.exchange->record.seen == ExchangeRecord::Seen::both;
        std::string const fault = has_path(m.verb()) && shown && !is_escaped(m) ? fault_of_path(m) : "";
        if (!fault.empty()) notes.command(m, fault, m.path.path);
    }
}

/// What the extensions add to the 512 octets of a command (their own RFCs; AUTH: RFC 4954 section 4).
struct Increment {
    std::string_view keyword;
    std::size_t mail, rcpt;
};
constexpr Increment increments[] = {
    {"SIZE", 26, 0}, {"8BITMIME", 17, 0}, {"SMTPUTF8", 10, 0}, {"AUTH", 500, 0}, {"DSN", 500, 500}};
constexpr std::size_t longest_command = 512, longest_auth = 12288;

std::size_t limit_for(Moment const& m) {
    if (is_auth(m.verb())) return longest_auth;
    std::size_t limit = longest_command;
    for (Increment const& row : increments)
        if (m.offered(row.keyword)) limit += m.verb() == Verb::mail ? row.mail : m.verb() == Verb::rcpt ? row.rcpt : 0;
    return limit;
}

void long_command(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const judged = m.verb() != Verb::other && m.verb() != Verb::eod && m.verb() != Verb::greeting &&
            m.verb() != Verb::unsolicited && !m.exchange->command_line.empty();
        bool const long_one = m.exchange->octets > longest_command; // no limit is smaller
        if (judged && long_one && !scene.edited && m.exchange->octets > limit_for(m))
            notes.command(
                m, std::to_string(m.exchange->octets) + " octets, the limit is " + std::to_string(limit_for(m)));
    }
}

void argument_too_many(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        bool const bare = m.verb() == Verb::data || m.verb() == Verb::rset || m.verb() == Verb::quit;
        if (bare && !m.exchange->record.argument.empty()) notes.command(m, {}, m.exchange->record.argument);
    }
}

void obsolete(Scene const& scene, Notes& notes) {
    constexpr std::array<std::string_view, 4> verbs{"SEND", "SOML", "SAML", "TURN"};
    for (Moment const& m : scene.moments) {
        std::string_view const verb = m.exchange->record.verb;
        if (m.verb() == Verb::other && std::ranges::find(verbs, verb) != verbs.end())
            notes.command(m, std::string(verb));
        if (m.path.path.starts_with('@')) notes.command(m, "a source route");
    }
}

/// SMTPUTF8 is a parameter of MAIL and holds for its recipients.
void address_needs_utf8(Scene const& scene, Notes& notes) {
    for (Moment const& m : scene.moments) {
        if (!has_path(m.verb()) || !has_eight_bit(m.exchange->record.argument)) continue;
        Moment const* const mail = m.verb() == Verb::mail ? &m : mail_of(scene, m);
        if (!m.offered("SMTPUTF8"))
            notes.command(m, "SMTPUTF8 was not offered", m.path.path);
        else if (mail && !parameter(*mail, "SMTPUTF8"))
            notes.command(m, "MAIL has no SMTPUTF8", m.path.path);
    }
}

void eight_bit_content(Scene const& scene, Notes& notes) {
    for (ContentFacts const& content : scene.session.contents) {
        Moment const& opener = scene.moments[content.exchange];
        Moment const* const mail = mail_of(scene, opener);
        if (!content.eight_bit || !mail) continue;
        bool const declared = parameter_is(*mail, "BODY", "8BITMIME") || parameter_is(*mail, "BODY", "BINARYMIME");
        if (!mail->offered("8BITMIME"))
            notes.spot(content.eight_bit, "8BITMIME was not offered");
        else if (!declared)
            notes.spot(content.eight_bit, "MAIL has no BODY=8BITMIME");
    }
}

constexpr Rule syntax_table[] = {
    {"SY01", Shows::nothing, client_without_name},
    {"SY02", Shows::nothing, loose_path},
    {"SY03", Shows::nothing, malformed_path},
    {"SY04", Shows::nothing, long_command},
    {"SY05", Shows::replies, parameter_not_offered},
    {"SY06", Shows::nothing, bad_parameter},
    {"SY07", Shows::nothing, argument_too_many},
    {"SY08", Shows::nothing, obsolete},
};

constexpr Rule utf8_table[] = {
    {"UT01", Shows::replies, address_needs_utf8},
    {"UT02", Shows::replies | Shows::content, eight_bit_content},
};

} // namespace

std::span<Rule const> syntax_rules() { return syntax_table; }
std::span<Rule const> utf8_rules() { return utf8_table; }

} // namespace whybounce::lint
