#include "grammars/core/apply.hpp"
#include "grammars/core/rfc5321.hpp"
#include "grammars/core/timestamp.hpp"
#include "grammars/parse.hpp"

namespace whybounce::grammar {
namespace {

/// A stamp whose numbers are in the ranges of RFC 3339 section 5.7; 60 is a leap second.
template <typename Value, typename Rule> std::optional<Parsed<Value>> stamp(std::string_view text, Rule const& rule) {
    auto parsed = prefix<Value>(text, rule);
    if (!parsed) return parsed;
    Value const& it = parsed->value;
    bool const is_date = it.month >= 1 && it.month <= 12 && it.day >= 1 && it.day <= 31;
    if (!is_date || it.hour > 23 || it.minute > 59 || it.second > 60) parsed.reset();
    return parsed;
}

template <typename Rule> bool fits(std::string_view text, Rule const& rule) {
    char const* first = text.data();
    return x3::parse(first, first + text.size(), rule >> x3::eoi);
}

/// "… no mailbox here by that name. (#5.1.1)": qmail and its kin put the status anywhere, behind a hash.
std::optional<EnhancedStatusCode> marked_status(std::string_view text) {
    for (std::size_t hash = text.find('#'); hash != std::string_view::npos; hash = text.find('#', hash + 1))
        if (auto const status = prefix<EnhancedStatusCode>(text.substr(hash + 1), status_code)) return status->value;
    return std::nullopt;
}

/// Most lines of a session are no replies: seen without a parser.
bool begins_with_code(std::string_view line) {
    return line.size() >= 3 && digit[line[0]] && digit[line[1]] && digit[line[2]];
}

} // namespace

std::optional<ReplyLine> parse_reply_line(std::string_view line) {
    if (!begins_with_code(line)) return std::nullopt;
    auto reply = whole<ReplyLine>(line, reply_line);
    if (reply && !reply->status) reply->status = marked_status(reply->text);
    return reply;
}

std::optional<Parsed<EnhancedStatusCode>> parse_status_code(std::string_view text) {
    return prefix<EnhancedStatusCode>(text, status_code);
}

std::optional<CommandLine> parse_command_line(std::string_view line) {
    auto command = whole<CommandLine>(line, command_line);
    if (command)
        while (!command->argument.empty() && wsp[command->argument.back()]) command->argument.remove_suffix(1);
    return command;
}

std::optional<PathArgument> parse_path_argument(std::string_view argument) {
    return whole<PathArgument>(argument, path_argument);
}

std::optional<EsmtpParameter> next_esmtp_parameter(std::string_view& parameters) {
    auto const parameter = prefix<EsmtpParameter>(parameters, esmtp_param);
    if (!parameter) return std::nullopt;
    parameters.remove_prefix(parameter->length);
    return parameter->value;
}

std::optional<DomainKind> parse_domain(std::string_view text) {
    if (!text.starts_with('[')) return fits(text, domain) ? std::optional(DomainKind::name) : std::nullopt;
    if (fits(text, ipv4_literal)) return DomainKind::ipv4_literal;
    if (fits(text, ipv6_literal)) return DomainKind::ipv6_literal;
    if (fits(text, other_literal)) return DomainKind::general_literal;
    return std::nullopt;
}

std::optional<Mailbox> parse_mailbox(std::string_view text) {
    auto const local = prefix<std::string_view>(text, local_part);
    if (!local || local->length == text.size() || text[local->length] != '@') return std::nullopt;
    std::string_view const right = text.substr(local->length + 1);
    auto const kind = parse_domain(right);
    if (!kind) return std::nullopt;
    return Mailbox{local->value, right, *kind};
}

std::optional<AuthArgument> parse_auth_argument(std::string_view argument) {
    constexpr std::size_t longest_mechanism = 20; // what is longer may be a payload in the wrong place
    auto auth = whole<AuthArgument>(argument, auth_argument);
    if (auth && auth->mechanism.size() > longest_mechanism) auth.reset();
    return auth;
}

std::optional<Parsed<TrafficStamp>> parse_rfc3164_timestamp(std::string_view line) {
    return stamp<TrafficStamp>(line, rfc3164_timestamp);
}

std::optional<Parsed<FullStamp>> parse_rfc3339_timestamp(std::string_view line) {
    return stamp<FullStamp>(line, rfc3339_timestamp);
}

} // namespace whybounce::grammar
