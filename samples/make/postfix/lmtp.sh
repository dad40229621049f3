#!/bin/bash
# Delivery over LMTP: a store that accepts, refuses and defers recipient by
# recipient after the final dot, a store that is down, and a missing socket.
set -euo pipefail
# shellcheck source=clients.sh
. /samples/make/postfix/clients.sh

cat >>/etc/postfix/transport <<'END'
down.example        lmtp:inet:closed.example.net:24
socket.example      lmtp:unix:private/dovecot-lmtp
END
postfix start
sleep 1
mail alice@team.example
mail alice@team.example,bob@team.example,carol@team.example
mail nobody@team.example
mail nobody@team.example,alice@team.example
mail alice@down.example
mail alice@socket.example
settle 50
postfix stop
