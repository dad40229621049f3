#!/bin/bash
# samples/ruby-net-smtp: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=ruby-net-smtp
tool="Net::SMTP $(ruby -r net/smtp -e 'puts Net::SMTP::VERSION') of Ruby $(ruby -e 'puts RUBY_VERSION')"
cp "$make/ruby_client.rb" /tmp/send.rb
note="/tmp/send.rb is make/ruby_client.rb"
secret=s3cret-whybounce-RUBY

say() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" ruby /tmp/send.rb "$@"
}

say clean ridge/clean --tls --auth plain "$secret" alice@example.net
say auth-535 tower/auth-535 --tls --auth login "$secret" alice@example.net
say rcpt-550 orbit/rcpt-550 alice@example.net
say rcpt-451-greylist kite/rcpt-451-greylist alice@example.net
say dot-554 lantern/dot-554 alice@example.net bob@example.net
say 552-too-big quill/552-too-big alice@example.net
say dropped tower/dropped alice@example.net
