#!/bin/bash
# samples/tshark-follow, tshark-list, tcpflow and ngrep: run by make.sh, inside the
# world with the programs in it.  Sessions are captured from the loopback device,
# then printed by each program.
set -euo pipefail
# shellcheck source=lib.sh
. /samples/make/lib.sh
schools=(gate beacon quill harbor mast)
secret=s3cret-whybounce-PLAIN
export HOME=/tmp

# captured SERVER/CASE HOST COMMAND...: a session between COMMAND and HOST into session.pcap
captured() {
    local scenario=$1 host=$2 watcher
    shift 2
    tcpdump -q -i lo --immediate-mode -U -Z root -w session.pcap tcp port 25 2>/tmp/tcpdump.err &
    watcher=$!
    until grep -q listening /tmp/tcpdump.err; do sleep 0.05; done
    DIALOG=/tmp/dialog "$make/smtp_server.py" "$host=$scenario" -- "$@" </dev/null >/dev/null 2>&1 || [ $? -lt 126 ]
    sleep 0.3
    kill $watcher && wait $watcher || true
    client=$(typed "$@")
}

# printed NAME COMMAND...: a sample of what COMMAND prints of the session
printed() {
    local file=/samples/$folder/$1.txt
    shift
    mkdir -p "${file%/*}"
    "$@" >"$file" 2>/dev/null
    # After a DATA that was refused, tshark takes QUIT for content.
    local dialog note=${note:-}
    dialog=$(</tmp/dialog)
    if [ $folder = tshark-list ] && [[ $dialog = *QUIT* ]] && ! grep -q QUIT "$file"; then
        dialog=${dialog/QUIT/(unsolicited)} note="tshark takes QUIT for content and shows its size only, so nobody asked for 221"
    fi
    # It lists no ports: two connections between the same hosts cannot be told apart.
    if [[ $folder/$file = tshark-list/*several-sessions* ]]; then
        dialog='' note="tshark lists no ports: which of two connections between the same hosts a packet belongs to cannot be seen"
    fi
    describe "$file" "$tool" \
        "tcpdump -i lo -w session.pcap tcp port 25 & ${client//$'\n'/; }; $(typed "$@")" \
        "$(told "$scenario")" "$note"
    echo "$folder/${file##*/}"
}

# The client of each case: mail HOST CASE
mail() {
    local to=alice@example.net options=()
    case $2 in
    auth-535) options=(--auth LOGIN --auth-user alice@example.net --auth-password "$secret") ;;
    rcpt-550) to=nobody@example.net ;;
    dot-554) options=(--body 'This is a test.\n.hidden\n250 not a reply\nQUIT') ;;
    552-too-big) options=(--pipeline) ;;
    esac
    client=(swaks --server "$1" --from "$sender" --to "$to" "${options[@]}")
}

# seven OFFSET COMMAND...: the seven cases, each from another school of servers
seven() {
    local turn=$1 scenario case
    shift
    for case in clean auth-535 rcpt-550 rcpt-451-greylist dot-554 552-too-big dropped; do
        scenario=${schools[turn++ % 5]}/$case
        mail mx.example.net $case
        captured "$scenario" mx.example.net "${client[@]}"
        printed $case "$@"
    done
}

# A person with telnet, for whom octets go line by line.
by_hand() {
    scenario=$1
    captured "$scenario" mx.example.net "$make/type_at.py" 'EHLO client.example.org' 'MAIL FROM:<sender@example.org>' \
        'RCPT TO:<nobody@example.net>' 'RCPT TO:<alice@example.net>' DATA 'Subject: by hand' '' 'Hello' . QUIT -- telnet mx.example.net 25
}

# Two people with telnet at the same time.
at_once() {
    scenario=rcpt-mixed
    local start="'EHLO client.example.org' 'MAIL FROM:<sender@example.org>'"
    captured $scenario mx.example.net sh -c "type() { $make/type_at.py $start \"\$@\" -- telnet mx.example.net 25; }
type 'RCPT TO:<nobody@example.net>' QUIT & sleep 0.2
type 'RCPT TO:<alice@example.net>' 'RCPT TO:<bob@example.net>' QUIT & wait"
}

pcap=session.pcap
folder=tshark-follow tool="TShark (Wireshark) $(tshark --version 2>/dev/null | sed -n '1s/.* \([0-9.]*\) .*/\1/p')"
seven 0 tshark -q -r $pcap -z follow,tcp,ascii,0
by_hand rcpt-mixed
printed by-hand tshark -q -r $pcap -z follow,tcp,ascii,0
folder=tshark-list
seven 1 tshark -r $pcap -Y smtp
by_hand rcpt-mixed
printed by-hand tshark -r $pcap
printed by-hand-stamped tshark -t ad -r $pcap -Y smtp
at_once
printed several-sessions tshark -r $pcap -Y smtp
folder=tcpflow tool="tcpflow $({ tcpflow -V || true; } | sed 's/.* //')"
seven 2 tcpflow -c -r $pcap
by_hand rcpt-mixed
printed by-hand tcpflow -c -r $pcap
printed colours tcpflow -g -c -r $pcap
at_once
printed several-sessions tcpflow -c -r $pcap
folder=ngrep tool="ngrep $({ ngrep -V || true; } | sed -n 's/ngrep: V\([^,]*\),.*/\1/p')"
seven 3 ngrep -W byline -I $pcap '' port 25
by_hand rcpt-mixed
printed by-hand ngrep -q -t -W byline -I $pcap '' port 25
at_once
printed several-sessions ngrep -q -W byline -I $pcap '' port 25
