# shellcheck shell=bash disable=SC2034,SC2154  # names that this file and the scripts share
# What the make_*.sh scripts share: how one sample is written.

make=/samples/make
as=()
sender=sender@example.org

# as_alice: what follows runs as the user alice, at home.
as_alice() {
    install -d -o alice -g alice /home/alice
    export HOME=/home/alice USER=alice LOGNAME=alice
    as=(setpriv --reuid=alice --regid=alice --clear-groups --)
}

# Words as one would type them.
typed() {
    local word line=()
    for word in "$@"; do
        [[ $word =~ ^[A-Za-z0-9@%_+=:,./~-]+$ ]] || word=${word@Q}
        line+=("$word")
    done
    echo "${line[*]}"
}

# describe FILE TOOL COMMAND SCENARIO [NOTE]: the .about beside a sample.  Where
# $dialog is set, it becomes the line "dialog:", what a reader should find in the file;
# where $one_sided is set, only its codes do, as the file has no commands.
describe() {
    local file=$1
    {
        echo "tool: $2"
        echo "command: $3"
        echo "scenario: $4"
        echo "made: 2026-11"
        [ -z "${5:-}" ] || echo "note: $5"
        if [ -n "${one_sided:-}" ]; then
            echo "codes: $(sed 's/[^,]* //g' <<<"$dialog" | sed 's/,/, /g')"
        elif [ -n "${dialog:-}" ]; then
            echo "dialog: $dialog"
        fi
    } >"${file%.*}.about"
}

# told SCENARIO: what the server was told to do
told() {
    echo "$1: the server $("$make/smtp_server.py" --about "$1")"
}

# sample NAME SCENARIO COMMAND...: runs COMMAND against the server and keeps all
# it prints in $folder/NAME.txt.  The scripts set $folder, $tool and, for a
# sample that needs it, $note, $host where the server is not mx.example.net, and
# $as, the words before COMMAND that make it run as somebody.
sample() {
    local name=$1 scenario=$2 file=/samples/$folder/$1.txt
    shift 2
    mkdir -p "/samples/$folder"
    "$make/smtp_server.py" "${host:-mx.example.net}=$scenario" -- "${as[@]}" "$@" </dev/null >"$file" 2>&1 || [[ $? != 12[67] ]]
    describe "$file" "$tool" "$(typed "$@")" "$(told "$scenario")" "${note:-}"
    echo "$folder/$name"
}

# recorded NAME SCENARIO COMMAND...: a sample whose "dialog:" is what the server
# was asked and answered, or $dialog where the tool shows it in another way; $adapt
# is a sed script for what the tool hides or adds.  Some tools close without reading
# the answer to QUIT, some do not show QUIT at all.
recorded() {
    local file=/samples/$folder/$1
    DIALOG=/tmp/dialog sample "$@"
    [ -z "${dialog:-}" ] || return 0
    [ -z "${adapt:-}" ] || sed -i -E "$adapt" /tmp/dialog
    grep -qwi quit "$file.txt" || sed -i 's/, QUIT 221//' /tmp/dialog
    grep -Eq '(^|[^0-9])221[- ]' "$file.txt" || sed -i 's/QUIT 221/QUIT -/' /tmp/dialog
    echo "dialog: $(</tmp/dialog)" >>"$file.about"
}
