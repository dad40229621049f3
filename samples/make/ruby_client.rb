# Sends one mail by Ruby's Net::SMTP with its debug output on: a client for the samples.
#     ruby ruby_client.rb [--tls] [--auth TYPE PASSWORD] RECIPIENT...
require "net/smtp"

MESSAGE = <<~MAIL
  From: sender@example.org
  To: alice@example.net
  Subject: test of Net::SMTP

  Hello Alice,
  .this line begins with a dot.
MAIL

smtp = Net::SMTP.new("mx.example.net", 25)
smtp.set_debug_output($stdout)
if ARGV.delete("--tls")
  smtp.enable_starttls(OpenSSL::SSL::SSLContext.new)
else
  smtp.disable_starttls
end
login = []
if ARGV.first == "--auth"
  _, type, password = ARGV.shift(3)
  login = ["alice@example.net", password, type.to_sym]
end
begin
  smtp.start("client.example.org", *login) do
    smtp.send_message(MESSAGE, "sender@example.org", *ARGV)
  end
rescue StandardError => e
  puts "#{e.class}: #{e.message}"
end
