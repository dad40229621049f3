#pragma once
#include "whybounce/event.hpp"

/// One row a dialect, defined in the dialect's own file.
namespace whybounce::dialect {

extern Dialect const postfix, swaks, smtplib, curl, sc, reply, telnet, netcat, msmtp, s_nail, javamail, phpmailer,
    nodemailer, ruby_net_smtp, perl_net_smtp, sendemail, neomutt, openssl, exim, exim_client, exim_server, exim_bs,
    exim_bh, postfix_notice, tshark_follow, tshark_list, tcpflow, haraka, exchange, iis, hmailserver, mdaemon, mailkit,
    kumomta, subetha, ngrep, qmail, sendmail, sendmail_bounce, curl_trace, email_oauth2_proxy, arrows, marked,
    mailenable;

} // namespace whybounce::dialect
