#include "dialects/marks.hpp"
#include "dialects/pasted.hpp"
#include "dialects/rows.hpp"

#include <algorithm>
#include <vector>

namespace whybounce {

std::span<Dialect const> dialects() {
    // Most specific first: where two explain a beginning equally well, the first wins.
    static Dialect const rows[] = {dialect::postfix, dialect::haraka, dialect::exchange, dialect::iis,
        dialect::hmailserver, dialect::mailenable, dialect::mdaemon, dialect::mailkit, dialect::kumomta,
        dialect::email_oauth2_proxy, dialect::curl_trace, dialect::ngrep, dialect::sendmail_bounce, dialect::qmail,
        dialect::sendmail, dialect::subetha, dialect::exim, dialect::swaks, dialect::smtplib, dialect::javamail,
        dialect::nodemailer, dialect::phpmailer, dialect::ruby_net_smtp, dialect::perl_net_smtp, dialect::sendemail,
        dialect::neomutt, dialect::msmtp, dialect::s_nail, dialect::openssl, dialect::exim_client, dialect::exim_server,
        dialect::exim_bh, dialect::exim_bs, dialect::postfix_notice, dialect::tshark_follow, dialect::tshark_list,
        dialect::tcpflow, dialect::curl, dialect::sc, dialect::arrows, dialect::marked, dialect::telnet, dialect::reply,
        dialect::netcat};
    return rows;
}

std::unique_ptr<DialectReader> open_dialect(Dialect const& dialect, ReadingContext const& context) {
    return dialect::open_pasted(dialect, context);
}

Dialect const* find_dialect(std::string_view id) {
    auto const found = std::ranges::find(dialects(), id, &Dialect::id);
    return found == dialects().end() ? nullptr : &*found;
}

Recognition recognise(std::string_view head) { return dialect::recognise_pasted(dialect::lines_of(head)); }

Dialect const* recognise_dialect(std::string_view head) { return recognise(head).dialect; }

} // namespace whybounce
