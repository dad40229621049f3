#!/bin/bash
# A short run with enable_long_queue_ids = no: mail that is sent, deferred and then
# sent, bounced by the remote host and by the local aliases, and refused clients.
set -euo pipefail
# shellcheck source=clients.sh
. /samples/make/postfix/clients.sh

postconf -e 'enable_long_queue_ids = no'
postfix start
sleep 1
mail carol@example.com
mail carol@grey.example
mail alice@example.net,nobody@example.net
mail info@spamfilter.example
mail info@nosuch.example
mail team@example.org
mail partners@example.org
from 198.51.100.7 --from dave@example.com --to alice@example.org
from 198.51.100.7 --from dave@example.com --to carol@example.com
from 198.51.100.7 --from dave@example.com --to nosuch@example.org
from 203.0.113.5 --from scan@example.net --to alice@example.org
settle 40
postfix stop
