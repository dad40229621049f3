# shellcheck shell=bash
# What the log scripts share: clients that call mail.example.org, and waiting.

# from ADDRESS SWAKS-OPTION...: a client calls from ADDRESS; what it says is not kept
from() {
    local address=$1 name
    name=$(getent hosts "$address" | awk '{print $2}') || true
    shift
    swaks --server mail.example.org --local-interface "$address" --helo "${name:-localhost}" \
        --header "Message-Id: <$(date +%Y%m%d%H%M%S.%N)@${name:-laptop.example}>" "$@" >/dev/null 2>&1 || true
    sleep 0.4
}

# mail TO [SWAKS-OPTION...]: alice's desk sends a mail to TO
mail() {
    local to=$1
    shift
    from 192.0.2.31 --from alice@example.org --to "$to" "$@"
}

# raw ADDRESS: a client at ADDRESS sends standard input as it comes, and hangs up
raw() { nc -q 0 -w 6 -s "$1" mail.example.org 25 >/dev/null || true; }

# typed LINE...: the lines, one after the other, as a person would send them
typed() {
    for line in "$@"; do
        sleep 0.2
        printf '%s\r\n' "$line"
    done
    sleep 0.2
}

# big BYTES TO [FILE]: a client sends a mail of that size; curl tells the SIZE of a file,
# but not of standard input (-)
big() {
    head -c "$1" /dev/zero | tr '\0' x >/tmp/big
    curl -s --interface 192.0.2.30 --url smtp://mail.example.org/client.example.org \
        --mail-from bob@example.org --mail-rcpt "$2" --upload-file "${3:-/tmp/big}" </tmp/big || true
}

# settle SECONDS: waits until the queue is empty, or that long
settle() {
    local end=$((SECONDS + $1))
    while [ $SECONDS -lt $end ] && ! postqueue -p | grep -q 'queue is empty'; do sleep 1; done
}
