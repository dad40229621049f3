#!/bin/bash
# samples/perl-net-smtp: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=perl-net-smtp
tool="Net::SMTP $(perl -MNet::SMTP -e 'print $Net::SMTP::VERSION') of Perl $(perl -e 'printf "%vd", $^V')"
cp "$make/net_smtp_client.pl" /tmp/send.pl
note="/tmp/send.pl is make/net_smtp_client.pl"
secret=s3cret-whybounce-NETSMTP

say() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" perl /tmp/send.pl "$@"
}

say clean kite/clean --password "$secret" alice@example.net bob@example.net
say clean-tls tower/clean --tls --password "$secret" alice@example.net
say auth-535 ridge/auth-535 --tls --password "$secret" alice@example.net
say rcpt-550 gate/rcpt-550 nobody@example.net
say rcpt-451-greylist harbor/rcpt-451-greylist alice@example.net
say dot-554 orbit/dot-554 alice@example.net
say 552-too-big lantern/552-too-big --size 3000 alice@example.net
say dropped kite/dropped alice@example.net

# The same through git's mailer.
tool="git send-email of $(git --version)"
note=
export HOME=/home/alice GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME"
printf '%s\n' 'From 1f6c2d3e4b5a69788796a5b4c3d2e1f001122334 Mon Sep 17 00:00:00 2001' 'From: Sender Example <sender@example.org>' \
    'Date: Sun, 22 Nov 2026 09:00:00 +0000' 'Subject: [PATCH] Mend the fence' '' 'One board was loose.' '---' >/tmp/0001-mend.patch
git_send() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" git send-email --smtp-debug=1 --confirm=never --suppress-cc=all --smtp-server=mx.example.net \
        --smtp-domain=client.example.org --from="$sender" "$@" /tmp/0001-mend.patch
}
git_send git-clean ridge/clean --smtp-encryption=tls --smtp-ssl-cert-path=/tmp/cert.pem --smtp-user=alice@example.net --smtp-pass="$secret" --to=alice@example.net
git_send git-rcpt-550 mast/rcpt-550 --to=nobody@example.net
