#include "dialects/marks.hpp"
#include "dialects/pasted.hpp"
#include "dialects/rows.hpp"

#include <algorithm>
#include <vector>

namespace whybounce {

std::span<Dialect const> dialects() {
    // Most specific first: where two explain a beginning equally well, the first wins.
    static Dialect const rows[] = {dialect::postfix, dialect::exim, dialect::swaks, dialect::smtplib, dialect::javamail,
        dialect::nodemailer, dialect::phpmailer, dialect::ruby_net_smtp, dialect::perl_net_smtp, dialect::sendemail,
        dialect::neomutt, dialect::msmtp, dialect::s_nail, dialect::openssl, dialect::exim_client, dialect::exim_server,
        dialect::exim_bh, dialect::exim_bs, dialect::postfix_notice, dialect::tshark_follow, dialect::tshark_list,
        dialect::tcpflow, dialect::curl, dialect::sc, dialect::telnet, dialect::reply, dialect::netcat};
    return rows;
}

std::unique_ptr<DialectReader> open_dialect(Dialect const& dialect, ReadingContext const& context) {
    return dialect.kind == InputKind::transcript ? dialect::open_pasted(dialect, context) : dialect.open(context);
}

Dialect const* find_dialect(std::string_view id) {
    auto const found = std::ranges::find(dialects(), id, &Dialect::id);
    return found == dialects().end() ? nullptr : &*found;
}

Dialect const* recognise_dialect(std::string_view head) {
    auto const lines = dialect::lines_of(head);
    Dialect const* best = nullptr;
    int best_score = 0;
    for (Dialect const& dialect : dialects()) {
        bool const transcript = dialect.kind == InputKind::transcript;
        int const score = transcript ? dialect::score_pasted(dialect, lines) : dialect.score(lines);
        if (score <= best_score) continue;
        best = &dialect;
        best_score = score;
    }
    return best;
}

} // namespace whybounce
