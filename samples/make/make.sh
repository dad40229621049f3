#!/bin/bash
# Makes the samples anew: make.sh all, or make.sh GROUP...
# The groups are the words of the table below.
set -euo pipefail
make=$(cd "$(dirname "$0")" && pwd)
groups=(swaks smtplib telnet netcat curl sc reply
        msmtp s-nail sendemail neomutt curl-trace openssl
        javamail phpmailer nodemailer ruby-net-smtp perl-net-smtp
        exim sendmail haraka capture postfix-verbose postfix-notice written
        postfix-mail postfix-short-ids postfix-rfc3339 postfix-lmtp postfix-expired
        pasted)

in_world() {
    local host=${1%+*} layer=${1#"${1%+*}"} script=$2
    shift 2
    "$make/world.sh" "$host.example.org$layer" "/samples/make/$script" "$@"
}

[ "$*" != all ] || set -- "${groups[@]}"
for group in "${@:?which samples? see the head of $0}"; do
    case $group in
    postfix-verbose | postfix-notice) in_world mail make_postfix_sessions.sh "${group#postfix-}" ;;
    postfix-*) in_world mail make_postfix.sh "${group#postfix-}" ;;
    exim | sendmail | haraka) in_world "mail+$group" "make_$group.sh" ;;
    capture) in_world client+capture make_capture.sh ;;
    nodemailer) in_world client+nodemailer make_nodemailer.sh ;;
    telnet | netcat) in_world client make_telnet.sh "$group" ;;
    reply | written | pasted) in_world client "make_$group.py" ;;
    *) in_world client "make_$group.sh" ;;
    esac
done
"$make/check.py"
