#include "dialects/rows.hpp"

#include <algorithm>
#include <vector>

namespace whybounce {
namespace {

constexpr std::size_t head_lines = 400;

std::vector<std::string_view> lines_of(std::string_view head) {
    std::vector<std::string_view> lines;
    while (!head.empty() && lines.size() < head_lines) {
        std::size_t const end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        head.remove_prefix(std::min(end + 1, head.size()));
    }
    return lines;
}

} // namespace

std::span<Dialect const> dialects() {
    // Most specific first: where two explain a beginning equally well, the first wins.
    static Dialect const rows[] = {dialect::postfix, dialect::haraka, dialect::exchange, dialect::iis,
        dialect::hmailserver, dialect::mdaemon, dialect::mailkit, dialect::kumomta, dialect::email_oauth2_proxy,
        dialect::curl_trace, dialect::ngrep, dialect::sendmail_bounce, dialect::qmail, dialect::sendmail,
        dialect::subetha, dialect::exim, dialect::swaks, dialect::smtplib, dialect::javamail, dialect::nodemailer,
        dialect::phpmailer, dialect::ruby_net_smtp, dialect::perl_net_smtp, dialect::sendemail, dialect::neomutt,
        dialect::msmtp, dialect::s_nail, dialect::openssl, dialect::exim_client, dialect::exim_server, dialect::curl,
        dialect::sc, dialect::arrows, dialect::telnet, dialect::reply, dialect::netcat};
    return rows;
}

Dialect const* find_dialect(std::string_view id) {
    auto const found = std::ranges::find(dialects(), id, &Dialect::id);
    return found == dialects().end() ? nullptr : &*found;
}

Dialect const* recognise_dialect(std::string_view head) {
    auto const lines = lines_of(head);
    Dialect const* best = nullptr;
    int best_score = 0;
    for (Dialect const& dialect : dialects()) {
        int const score = dialect.score(lines);
        if (score <= best_score) continue;
        best = &dialect;
        best_score = score;
    }
    return best;
}

} // namespace whybounce
