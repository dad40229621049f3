#!/bin/bash
# A day of mail.example.org in two minutes: mail out to hosts that accept, refuse,
# defer, hang up or are not there; mail in from clients good and bad.
set -euo pipefail
# shellcheck source=clients.sh
. /samples/make/postfix/clients.sh

friend=198.51.100.7 dynamic=198.51.100.107
listed=203.0.113.5 nameless=203.0.113.50 laptop=203.0.113.51

postfix start
sleep 1

# Morning: ordinary mail in and out.
mail carol@example.com
from $friend --from dave@example.com --to alice@example.org
from $friend --from dave@example.com --to sales@example.org
mail carol@grey.example,dave@grey.example
mail info@scan.example
mail carol@busy.example
from 192.0.2.30 --from bob@example.org --to alice@example.net,nobody@example.net,bob@example.net
mail partners@example.org
mail team@example.org
mail oldteam@example.org
runuser -u bob -- sendmail -f bob@example.org alice@example.org <<<"Subject: lunch"

# What other hosts refuse.
mail info@full.example
mail info@spamfilter.example,info@dmarc.example,info@hosted.example
mail info@blocklist.example
mail info@strict.example,info@bigmail.example

# What never gets that far.
for to in {info,sales,help}@silent.example; do mail "$to" & done
wait
mail info@nobody.example,info@plain.example,info@fax.example
mail info@handshake.example,info@broken.example
mail info@slow.example,info@via.example
mail info@nosuch.example
mail info@nomail.example,info@dangling.example
mail info@loop.example
mail info@blackhole.example

# Local delivery and programs.
mail support@example.org,everyone@example.org
mail full@archive.example
mail busy@archive.example,fine@archive.example
mail alice@team.example,bob@team.example,carol@team.example
head -c 199000 /dev/zero >/var/mail/fred
chown fred /var/mail/fred
mail fred@example.org --body "$(head -c 4000 /dev/zero | tr '\0' x)"

# Clients that are refused.
from $friend --from dave@example.com --to carol@example.com
from $friend --from dave@example.com --to nosuch@example.org
from $friend --from dave@example.com --to old@example.org
from $friend --from dave@example.com --to grey@example.org
from $friend --from spammer@example.com --to alice@example.org
from $friend --from offers@newsletter.example --to alice@example.org
from $friend --from ghost@nosuch.example --to alice@example.org
from $friend --from dave --to alice@example.org
from $dynamic --from dave@example.com --to alice@example.org
from $listed --from scan@example.net --to alice@example.org
from $nameless --helo localhost --from eve@example.net --to alice@example.org
from $nameless --helo scan..example --from eve@example.net --to alice@example.org
from $nameless --helo mail.example.org --from eve@example.net --to alice@example.org
from $nameless --helo mta.example.net --from eve@example.net --to alice@example.org
from 192.0.2.30 --from bob@example.org --to probe@strict.example
from 192.0.2.30 --from '<>' --to alice@example.org,bob@example.org

# Contents that are refused, held or dropped.
from $friend --from dave@example.com --to alice@example.org --header 'Subject: You won the lottery'
from $friend --from dave@example.com --to alice@example.org --body 'See http://phish.example/login'
from $friend --from dave@example.com --to alice@example.org --header 'Subject: quarantine this'
from 192.0.2.30 --from dave@example.com --to alice@example.org --header 'Subject: invoice.exe'
from 192.0.2.30 --from bob@example.org --to blocked@example.com
from 192.0.2.30 --from bob@example.org --to slow@example.com
for test in virus scanner-down reject quarantine; do
    from 192.0.2.30 --from bob@example.org --to alice@example.org --header "X-Test: $test"
done
big 9000 alice@example.org
big 9000 alice@example.org -

# Clients that lose heart, or their manners.
hello='EHLO mta.example.com' from='MAIL FROM:<dave@example.com>' to='RCPT TO:<alice@example.org>'
typed 'GET / HTTP/1.1' 'Host: mail.example.org' | raw $listed
printf '%s\r\n' "$hello" "$from" "$to" | raw $listed
typed "$hello" "$from" "$to" DATA 'Subject: cut off' | raw $friend
typed "$hello" "$from" 'RCPT TO:<a@example.org>' 'RCPT TO:<b@example.org>' 'RCPT TO:<c@example.org>' \
    'RCPT TO:<d@example.org>' QUIT | raw $friend
(typed "$hello"; sleep 5) | raw $friend
raw $laptop </dev/null

# Submission: wrong and right passwords, with and without TLS.
submit=(--port 587 --helo laptop.example.org --from alice@example.org --to carol@example.com)
login=(--auth-user alice@example.org --auth-password)
from $laptop "${submit[@]}" "${login[@]}" s3cret-whybounce-WRONG --auth LOGIN
from $laptop "${submit[@]}" "${login[@]}" s3cret-whybounce-WRONG --auth PLAIN
from $laptop "${submit[@]}" "${login[@]}" s3cret-whybounce-SASLDB --auth LOGIN --tls
from $laptop "${submit[@]}"

# One client too often.
for _ in 1 2 3 4 5; do from 203.0.113.60 --quit-after BANNER; done

settle 60
# The postmaster looks at what is on hold.
mapfile -t held < <(postqueue -p | awk 'sub("!$", "", $1) {print $1}')
postsuper -H "${held[0]}" 2>/dev/null
postsuper -d "${held[1]}" 2>/dev/null
mail carol@example.com
sleep 2
postfix stop
