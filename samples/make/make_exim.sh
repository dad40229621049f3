#!/bin/bash
# samples/exim and samples/exim-bh: run by make.sh, inside the world with Exim in it.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh

install_exim() {
    mkdir -p /var/spool/exim4 /var/log/exim4 /var/mail
    chown Debian-exim: /var/spool/exim4 /var/log/exim4
    chmod 1777 /var/mail
    install -D "$make/exim/exim.conf" /etc/exim4/exim4.conf
    printf '%s\n' 'From: sender@example.org' 'To: alice@example.net' 'Subject: the minutes' '' 'Hello Alice,' \
        'they are ready.' '.and dots too' >/tmp/mail
}

# What Exim remembers of a host from one sample is no part of the next.
forget() { rm -rf /var/spool/exim4/* /var/mail/*; }

# deliver NAME SERVER/CASE HOST OPTION...: Exim delivers /tmp/mail to HOST
deliver() {
    local name=$1 scenario=$2 host=$3
    shift 3
    forget
    recorded "$name" "$scenario" sh -c "exim -odf -f $sender $(typed "$@") </tmp/mail"
}

connected='(connect) 220, EHLO 250'

deliver_all() {
    deliver clean mast/clean mx.plain.example -v alice@plain.example
    deliver auth-535 beacon/auth-535 submit.example.net -v carol@example.com
    deliver rcpt-550 harbor/rcpt-550 mx.hosted.example -v nobody@hosted.example
    deliver rcpt-451-greylist gate/rcpt-451-greylist mx.grey.example -v alice@grey.example
    deliver dot-554 beacon/dot-554 mx.spamfilter.example -v alice@spamfilter.example
    deliver 552-too-big mast/552-too-big mx.bigmail.example -v alice@bigmail.example
    dialog="$connected, MAIL 250, RCPT 250, DATA 354, (eod) -, QUIT -" \
        deliver dropped quill/dropped mx.broken.example -v alice@broken.example
    dialog="$connected, MAIL -, RCPT -, DATA -" \
        deliver dropped-mail harbor/dropped mx.broken.example -v alice@broken.example
    deliver auth-ok quill/clean submit.example.net -v carol@example.com
    deliver rcpt-mixed rcpt-mixed mx.example.net -v {alice,nobody,bob,carol}@example.net
    deliver tls-clean tls-clean mx.example.net -v alice@example.net
    dialog='(connect) 554, QUIT -' \
        deliver connect-554 connect-554-blocklist mx.blocklist.example -v alice@blocklist.example
    deliver debug-rcpt-550 gate/rcpt-550 mx.strict.example -d alice@strict.example
    deliver debug-all-rcpt-451 mast/rcpt-451-greylist mx.grey.example -d+all alice@grey.example
    forget
    note="the bounce goes out at once, in the same output" \
        recorded bounce-follows rcpt-mixed sh -c 'exim -odf -v -f alice@example.net nobody@example.net </tmp/mail'
    forget
    exim -odq -f $sender alice@example.net </tmp/mail
    exim -odq -f $sender alice@example.net </tmp/mail
    note="the connection is handed on with the second mail, unseen and without QUIT" \
        dialog="$connected, MAIL 250, RCPT 250, DATA 354, (eod) 250" \
        recorded connection-reused harbor/clean exim -v -qqff
}

# serve NAME DIALOG EXIM LINE...: clients's LINEs, from a pipe, to an Exim that serves
serve() {
    local name=$1 file=/samples/$folder/$1.txt command=$3
    forget
    mkdir -p "${file%/*}"
    printf '%s\r\n' "${@:4}" | $command >"$file" 2>&1 || true
    dialog=$2 describe "$file" "$tool" "printf '%s\\r\\n' $(typed "${@:4}") | $command" "a client that speaks to Exim" "${note:-}"
    echo "$folder/$name"
}

# type_to NAME DIALOG EXIM LINE...: the same, but the lines are typed on a terminal, and seen
type_to() {
    local name=$1 file=/samples/$folder/$1.txt command=$3
    forget
    # shellcheck disable=SC2086  # the words of a command
    mkdir -p "${file%/*}"
    "$make/type_at.py" "${@:4}" -- $command >"$file"
    dialog=$2 describe "$file" "$tool" "type_at.py $(typed "${@:4}") -- $command" \
        "a person who speaks to Exim on a terminal" "line ends are LF, as in text copied from a terminal"
    echo "$folder/$name"
}

hello='EHLO desk.example.org' from='MAIL FROM:<dave@example.com>' to='RCPT TO:<alice@example.org>'
good=('From: dave@example.com' 'Subject: lunch' '' 'At noon?' .)
bad=('From: dave@example.com' 'Subject: health' '' 'Buy cheap pills' '.')
user=YWxpY2VAZXhhbXBsZS5vcmc= wrong=czNjcmV0LXdoeWJvdW5jZS1XUk9ORw==

# the seven cases for an Exim that serves: serve_all HOW PREFIX EXIM
serve_all() {
    local how=$1 prefix=$2 exim=$3
    $how "${prefix}clean" "$connected, MAIL 250, RCPT 250, DATA 354, (eod) 250, QUIT 221" "$exim" \
        "$hello" "$from" "$to" DATA "${good[@]}" QUIT
    $how "${prefix}auth-535" "$connected, AUTH 334, (auth) 334, (auth) 535, QUIT 221" "$exim" \
        "$hello" 'AUTH LOGIN' $user $wrong QUIT
    $how "${prefix}rcpt-550" "$connected, MAIL 250, RCPT 550, RCPT 550, DATA 503, QUIT 221" "$exim" \
        "$hello" "$from" 'RCPT TO:<nobody@example.org>' 'RCPT TO:<carol@example.net>' DATA QUIT
    $how "${prefix}rcpt-451-greylist" "$connected, MAIL 250, RCPT 451, RSET 250, QUIT 221" "$exim" \
        "$hello" "$from" 'RCPT TO:<grey@example.org>' RSET QUIT
    $how "${prefix}dot-554" "$connected, MAIL 250, RCPT 250, DATA 354, (eod) 554, QUIT 221" "$exim" \
        "$hello" "$from" "$to" DATA "${bad[@]}" QUIT
    $how "${prefix}552-too-big" "$connected, MAIL 552, QUIT 221" "$exim" \
        "$hello" "$from SIZE=250000" QUIT
    $how "${prefix}dropped" "$connected, MAIL 250, RCPT 550" "$exim" \
        "$hello" "$from" 'RCPT TO:<trap@example.org>' DATA
}

folder=exim
install_exim
tool=$(exim --version | head -n 1 | sed 's/ #.*//')
deliver_all
one_sided=yes note="only the server's side is in the file" serve_all serve server- "exim -bs -oMa 192.0.2.31 -oMt dave"
serve_all type_to server-typed- "exim -bs -oMa 192.0.2.31 -oMt dave"
serve server-debug-rcpt-550 "$connected, MAIL 250, RCPT 250, RCPT 550, QUIT 221" "exim -d -bs -oMa 192.0.2.31 -oMt dave" \
    "$hello" "$from" "$to" 'RCPT TO:<nobody@example.org>' QUIT
serve server-debug-all-dot-554 "$connected, MAIL 250, RCPT 250, DATA 354, (eod) 554, QUIT 221" \
    "exim -d+all -bs -oMa 192.0.2.31 -oMt dave" "$hello" "$from" "$to" DATA "${bad[@]}" QUIT
folder="exim-bh"
serve_all type_to '' "exim -bh 192.0.2.31"
one_sided=yes note="only the server's side is in the file" serve piped-rcpt-550 "$connected, MAIL 250, RCPT 250, RCPT 550, QUIT 221" \
    "exim -bh 192.0.2.31" "$hello" "$from" "$to" 'RCPT TO:<nobody@example.org>' QUIT
