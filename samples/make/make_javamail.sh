#!/bin/bash
# samples/javamail: run by make.sh, inside the world.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=javamail
jars=/usr/share/java
login=(--password s3cret-whybounce-JAVAMAIL)
mkdir -p /tmp/jakarta /tmp/javax
cp "$make/JavaMailClient.java" /tmp/jakarta/Send.java
sed 's/jakarta\.mail/javax.mail/' "$make/JavaMailClient.java" >/tmp/javax/Send.java

# A login is not shown, but whether it succeeded; the server's words are in the exception.
hidden='s/AUTH 334, \(auth\) 334, \(auth\)/AUTH/'

# say NAME SCENARIO RECIPIENTS OPTION...
say() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" java -cp "$path" "/tmp/$api/Send.java" "$@"
}

api=jakarta path=$jars/jakarta-mail.jar:$jars/jakarta-activation.jar
tool="Jakarta Mail $(dpkg-query -Wf '${Version}' libjakarta-mail-java), Java $(java --version | sed -n '1s/[a-z]* \([0-9.]*\).*/\1/p')"
note="/tmp/jakarta/Send.java is make/JavaMailClient.java; where the trace of AUTH is suppressed, \"succeeded\" stands for 235"
adapt=$hidden say clean tower/clean alice@example.net,bob@example.net mail.smtp.starttls.enable=true mail.smtp.auth=true "${login[@]}"
adapt=$hidden say auth-535 orbit/auth-535 alice@example.net mail.smtp.starttls.enable=true mail.smtp.auth=true "${login[@]}"
say auth-535-shown kite/auth-535 alice@example.net mail.debug.auth=true mail.smtp.auth=true mail.smtp.auth.mechanisms=PLAIN "${login[@]}"
say rcpt-550 beacon/rcpt-550 alice@example.net,nobody@example.net
say rcpt-451-greylist pebble/rcpt-451-greylist alice@example.net

api=javax path=$jars/javax.mail.jar:$jars/javax.activation.jar
tool="JavaMail $(dpkg-query -Wf '${Version}' libmail-java), Java $(java --version | sed -n '1s/[a-z]* \([0-9.]*\).*/\1/p')"
note="/tmp/javax/Send.java is make/JavaMailClient.java with javax for jakarta; where the trace of AUTH is suppressed, \"succeeded\" stands for 235"
say dot-554 tower/dot-554 alice@example.net
say 552-too-big mast/552-too-big alice@example.net
adapt="$hidden; s/\$/, RSET -, QUIT -/" say dropped orbit/dropped alice@example.net mail.smtp.auth=true mail.smtp.auth.mechanisms=LOGIN mail.smtp.starttls.enable=true "${login[@]}"
say rcpt-mixed rcpt-mixed alice@example.net,nobody@example.net,bob@example.net,carol@example.net mail.smtp.sendpartial=true
