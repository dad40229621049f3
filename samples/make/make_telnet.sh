#!/bin/bash
# samples/telnet and samples/netcat: run by make.sh, inside the world.
# make_telnet.sh telnet|netcat
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
folder=$1
note="line ends are LF, as in text copied from a terminal"
hello='EHLO client.example.org' from='MAIL FROM:<sender@example.org>' to='RCPT TO:<alice@example.net>'
nobody='RCPT TO:<nobody@example.net>'
mail=('From: sender@example.org' 'To: alice@example.net' 'Subject: test' '' 'Hello Alice,' 'this is typed by hand.' .)
user=YWxpY2VAZXhhbXBsZS5uZXQ= password=czNjcmV0LXdoeWJvdW5jZS1URUxORVQ=
plain=AGFsaWNlQGV4YW1wbGUubmV0AHMzY3JldC13aHlib3VuY2UtVEVMTkVU

# say NAME SCENARIO LINE...: the lines are typed at telnet or nc
say() {
    local name=$1 scenario=$2
    shift 2
    sample "$name" "$scenario" "$make/type_at.py" "$@" -- "${client[@]}"
}

# case_of NAME SCENARIO LINE...: the same, with the dialog; these seven cases are in the other folders too
case_of() {
    local name=$1 scenario=$2
    shift 2
    recorded "$name" "$scenario" "$make/type_at.py" "$@" -- "${client[@]}"
}

make_telnet() {
    tool="$(telnet --version | head -n 1)"
    client=(telnet mx.example.net 25)
    say connect-421-rate connect-421-rate
    say connect-554-policy connect-554-policy "$hello" QUIT
    say connect-silent connect-silent
    say ehlo-502-helo ehlo-502-helo "$hello" 'HELO client.example.org' "$from" "$to" DATA "${mail[@]}" QUIT
    say ehlo-503-missing clean "$from" "$hello" "$from" "$from" QUIT
    say auth-535-password auth-535-password "$hello" 'AUTH LOGIN' "$user" "$password" QUIT
    say auth-501-cancelled auth-ok "$hello" 'AUTH LOGIN' "$user" '*' QUIT
    say mail-451-verify mail-451-verify 'ehlo client.example.org' 'mail from: <sender@example.org>' quit
    say rcpt-550-unknown rcpt-550-unknown "$hello" "$from" "$nobody" QUIT
    say rcpt-550-bare rcpt-550-bare "$hello" "$from" "$nobody" DATA QUIT
    say rcpt-554-relay rcpt-554-relay "$hello" "$from" 'RCPT TO:<carol@example.com>' RSET QUIT
    say rcpt-421-shutdown rcpt-421-shutdown "$hello" "$from" "$to"
    say data-503 data-503 "$hello" "$from" "$to" DATA QUIT
    say dot-552-bare dot-552-bare "$hello" "$from" "$to" DATA "${mail[@]}" QUIT
    say clean-multiline-banner connect-banner-multiline 'EHLO client.example.org' NOOP 'VRFY alice' HELP "$from" "$to" DATA "${mail[@]}" QUIT
    case_of clean kite/clean 'HELO client.example.org' "$from" "$to" DATA "${mail[@]}" QUIT
    case_of auth-535 beacon/auth-535 "$hello" "AUTH PLAIN $plain" QUIT
    case_of rcpt-550 orbit/rcpt-550 "$hello" "$from" "$nobody" quit
    case_of rcpt-451-greylist gate/rcpt-451-greylist "$hello" "$from" "$to" QUIT
    case_of dot-554 lantern/dot-554 "$hello" "$from" "$to" data "${mail[@]}" quit
    case_of 552-too-big tower/552-too-big "$hello" 'MAIL FROM:<sender@example.org> SIZE=50000000' QUIT
    case_of dropped ridge/dropped "$hello" "$from" "$to"
    client=(telnet closed.example.net 25)
    say connect-refused clean
}

make_netcat() {
    tool="$(dpkg-query -Wf '${Package} ${Version}' netcat-openbsd)"
    client=(nc mx.example.net 25)
    say connect-421-busy connect-421-busy
    say connect-521-no-mail connect-521-no-mail
    say ehlo-501-syntax ehlo-501-syntax 'EHLO client_7' 'HELO client_7' QUIT
    say auth-538-encryption auth-538-encryption "$hello" "AUTH PLAIN $plain" QUIT
    say mail-501-syntax mail-501-syntax "$hello" 'MAIL FROM:sender@example.org' QUIT
    say mail-550-sender mail-550-sender "$hello" "$from" QUIT
    say rcpt-mixed rcpt-mixed "$hello" "$from" "$nobody" 'RCPT TO:<bob@example.net>' "$to" DATA "${mail[@]}" QUIT
    say rcpt-all-503 rcpt-all-503 "$hello" "$from" "$nobody" 'RCPT TO:<nowhere@example.net>' DATA QUIT
    say rcpt-452-too-many rcpt-452-too-many "$hello" "$from" "$to" 'RCPT TO:<bob@example.net>' 'RCPT TO:<carol@example.net>' QUIT
    say rcpt-501-syntax rcpt-501-syntax "$hello" "$from" 'RCPT TO:<alice@>' QUIT
    say data-554 data-554 "$hello" "$from" "$to" DATA QUIT
    say data-421 data-421 "$hello" "$from" "$to" DATA
    say dot-554-virus dot-554-virus "$hello" "$from" "$to" DATA "${mail[@]}" QUIT
    say dot-421-timeout dot-421-timeout "$hello" "$from" "$to" DATA "${mail[@]}"
    say clean clean "$hello" "$from" "$to" DATA "${mail[@]}" QUIT
    user=YWxpY2VAZXhhbXBsZS5uZXQ= password=czNjcmV0LXdoeWJvdW5jZS1ORVRDQVQ=
    case_of auth-535 kite/auth-535 "$hello" 'AUTH LOGIN' "$user" "$password" QUIT
    case_of rcpt-550 harbor/rcpt-550 'helo client.example.org' "$from" "$nobody" quit
    case_of rcpt-451-greylist mast/rcpt-451-greylist "$hello" "$from" "$to" quit
    client=(nc -C mx.example.net 25)
    case_of dot-554 beacon/dot-554 "$hello" "$from" "$to" DATA "${mail[@]}" QUIT
    case_of 552-too-big quill/552-too-big "$hello" "$from" "$to" DATA "${mail[@]}" QUIT
    client=(nc -v mx.example.net 25)
    adapt='s/, \(eod\) -//' case_of dropped lantern/dropped "$hello" "$from" "$to" DATA 'Subject: test'
}

"make_$folder"
