#!/bin/bash
# Mail that expires: deferred again and again with a delay notice, then returned to
# its sender; and notices that cannot be delivered themselves.
set -euo pipefail
# shellcheck source=clients.sh
. /samples/make/postfix/clients.sh

postconf -e 'delay_warning_time = 10s'
postfix start
sleep 1
mail carol@busy.example
mail info@nobody.example,info@lame.example
mail bob@example.net,alice@example.net
from 192.0.2.30 --from nobody@example.net --to info@full.example
from 192.0.2.30 --from ghost@busy.example --to info@full.example
settle 90
postfix stop
