#!/bin/bash
# A short run that logs by syslog: Debian 12's rsyslog writes /var/log/mail.log with
# RFC 3339 stamps.  Mail that is sent, deferred, bounced, and refused clients.
set -euo pipefail
# shellcheck source=clients.sh
. /samples/make/postfix/clients.sh

cat >/etc/rsyslog.conf <<'END'
module(load="imuxsock")
mail.* action(type="omfile" file="/var/log/mail.log" template="RSYSLOG_FileFormat")
END
mkdir -p /var/spool/rsyslog
rsyslogd -n -i /tmp/rsyslogd.pid 2>/dev/null &
until [ -S /dev/log ]; do sleep 0.1; done

postconf -e 'maillog_file ='
postfix start 2>/dev/null
sleep 1
mail carol@example.com
mail carol@grey.example
mail bob@example.net,nobody@example.net
mail info@full.example
mail info@dmarc.example
mail info@nobody.example
mail full@archive.example
from 198.51.100.7 --from dave@example.com --to sales@example.org
from 198.51.100.7 --from dave@example.com --to carol@example.com
from 198.51.100.107 --from dave@example.com --to alice@example.org
from 198.51.100.7 --from dave@example.com --to alice@example.org --header 'X-Test: virus'
settle 50
postfix stop 2>/dev/null
kill "$(cat /tmp/rsyslogd.pid)"
