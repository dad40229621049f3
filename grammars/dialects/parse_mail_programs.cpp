#include "grammars/dialects/mail_clients.hpp"
#include "grammars/dialects/mail_servers.hpp"
#include "grammars/dialects/marked.hpp"

namespace whybounce::grammar {

using Line = std::optional<MarkedLine>;

Line parse_msmtp_line(std::string_view line) { return marked(line, msmtp_line); }
Line parse_s_nail_line(std::string_view line) { return marked(line, s_nail_line); }
Line parse_javamail_line(std::string_view line) { return marked(line, javamail_line); }
Line parse_phpmailer_line(std::string_view line) { return marked(line, phpmailer_line); }
Line parse_nodemailer_line(std::string_view line) { return marked_in_channel(line, nodemailer_line); }
Line parse_ruby_line(std::string_view line) { return marked(line, ruby_line); }
Line parse_perl_line(std::string_view line) { return marked(line, perl_line); }
Line parse_sendemail_line(std::string_view line) { return marked(line, sendemail_line); }
Line parse_neomutt_line(std::string_view line) { return marked(line, neomutt_line); }
Line parse_openssl_line(std::string_view line) { return marked(line, openssl_line); }
Line parse_exim_line(std::string_view line) { return marked_in_channel(line, exim_line); }
Line parse_exim_client_line(std::string_view line) { return marked(line, exim_client_line); }
Line parse_exim_server_line(std::string_view line) { return marked(line, exim_server_line); }
Line parse_postfix_notice_line(std::string_view line) { return marked(line, postfix_notice_line); }
Line parse_postfix_verbose_line(std::string_view text) { return marked(text, postfix_verbose_line); }

} // namespace whybounce::grammar
