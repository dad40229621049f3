#!/bin/bash
# samples/phpmailer: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=phpmailer
tool="PHPMailer $(sed -n "s/.*const VERSION = '\(.*\)';/\1/p" /usr/share/php/libphp-phpmailer/src/PHPMailer.php) of PHP $(php -r 'echo PHP_VERSION;')"
cp "$make/phpmailer_client.php" /tmp/send.php
note="/tmp/send.php is make/phpmailer_client.php"
login='"SMTPAuth": true, "Username": "alice@example.net", "Password": "s3cret-whybounce-PHPMAILER"'

# say NAME SCENARIO PROPERTIES RECIPIENT...
say() {
    local name=$1 scenario=$2 properties=$3
    shift 3
    recorded "$name" "$scenario" php /tmp/send.php "$properties" "$@"
}

say clean lantern/clean "{$login}" alice@example.net
say clean-html beacon/clean '{"Debugoutput": "html", "SMTPAutoTLS": false}' alice@example.net
say auth-535 lantern/auth-535 "{$login, \"AuthType\": \"LOGIN\"}" alice@example.net
say auth-535-html gate/auth-535 "{\"Debugoutput\": \"html\", $login}" alice@example.net
say rcpt-550 mast/rcpt-550 '{}' alice@example.net nobody@example.net
say rcpt-451-greylist lantern/rcpt-451-greylist '{"SMTPAutoTLS": false}' alice@example.net
say dot-554 beacon/dot-554 '{}' alice@example.net
say dot-554-level3 mast/dot-554 '{"SMTPDebug": 3}' alice@example.net
say 552-too-big orbit/552-too-big '{"SMTPAutoTLS": false}' alice@example.net
say dropped ridge/dropped '{"SMTPAutoTLS": false}' alice@example.net
say rcpt-mixed rcpt-mixed '{}' alice@example.net nobody@example.net bob@example.net carol@example.net
