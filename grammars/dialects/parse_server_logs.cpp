#include "grammars/core/apply.hpp"
#include "grammars/dialects/marked.hpp"
#include "grammars/dialects/server_logs.hpp"
#include "grammars/dialects/traces.hpp"

namespace whybounce::grammar {
namespace {

template <typename Value, typename Rule> std::optional<Value> parse_all(std::string_view line, Rule const& rule) {
    auto parsed = prefix<Value>(line, rule);
    if (!parsed) return std::nullopt;
    return std::move(parsed->value);
}

} // namespace

using Line = std::optional<MarkedLine>;

std::optional<HarakaLine> parse_haraka_line(std::string_view line) { return parse_all<HarakaLine>(line, haraka_line); }
std::optional<HMailLine> parse_hmailserver_line(std::string_view line) {
    return parse_all<HMailLine>(line, hmail_line);
}
Line parse_mdaemon_line(std::string_view line) { return marked_in_channel(line, mdaemon_line); }
Line parse_kumomta_line(std::string_view line) { return marked_in_channel(line, kumomta_line); }
Line parse_subetha_line(std::string_view line) { return marked(line, subetha_line); }
std::optional<Packet> parse_ngrep_packet(std::string_view line) { return parse_all<Packet>(line, ngrep_packet); }

std::optional<CsvField> next_csv_field(std::string_view& fields) {
    if (fields.data() == nullptr) return std::nullopt;
    auto const field = prefix<CsvField>(fields, csv_field);
    if (!field) return std::nullopt;
    bool const more = field->length < fields.size();
    fields = more ? fields.substr(field->length + 1) : std::string_view{};
    return field->value;
}

Line parse_mailkit_line(std::string_view line) { return marked(line, mailkit_line); }
Line parse_sendmail_line(std::string_view line) { return marked(line, sendmail_line); }
Line parse_sendmail_bounce_line(std::string_view line) { return marked(line, sendmail_bounce_line); }
Line parse_oauth2_proxy_line(std::string_view line) { return marked_in_channel(line, oauth2_proxy_line); }
Line parse_arrows_line(std::string_view line) { return marked(line, arrows_line); }
std::optional<TraceBlock> parse_curl_trace_block(std::string_view line) {
    return parse_all<TraceBlock>(line, trace_block);
}
std::optional<TraceRow> parse_curl_trace_row(std::string_view line) { return parse_all<TraceRow>(line, trace_row); }

} // namespace whybounce::grammar
