#!/bin/bash
# A private world for the sample makers: world.sh HOSTNAME[+LAYER] COMMAND...
#
# Runs COMMAND as root of a throw-away machine called HOSTNAME: its own mount,
# UTS, PID and network namespaces, a copy-on-write view of this system's files
# with the packages below unpacked into it, those of LAYER uppermost (a mail
# server other than Postfix, say), and a loopback device that answers
# for the documentation networks.  Nothing in it can reach another machine, and
# nothing it writes lasts, except in this folder's parent, seen as /samples.
set -euo pipefail

declare -A packages=(
    [base]="postfix rsyslog libestr0 libfastjson4 liblognorm5 sasl2-bin
            libnet-ssleay-perl perl-openssl-defaults libdigest-hmac-perl"
    [exim]="exim4-daemon-light exim4-base libidn12"
    [sendmail]="sendmail-bin sendmail-base sendmail-cf m4 libwrap0 liblockfile1"
    [capture]="tcpdump tshark tcpflow ngrep wireshark-common libwireshark16 libwireshark-data
               libwiretap13 libwsutil14 libpcap0.8 libnet1 libbcg729-0 libhttp-parser2.9
               liblua5.2-0 libmaxminddb0 libnl-3-200 libnl-genl-3-200 libsbc1 libsmi2ldbl
               libsnappy1v5 libspandsp2 libspeexdsp1 libssh-gcrypt-4"
    [nodemailer]="npm:nodemailer@10.6.0"
    [haraka]="npm-project:haraka"
)
store=${WHYBOUNCE_STORE:-/tmp/whybounce-samples}
samples=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# A package of the npm registry, without its dependencies.
unpack_npm() {
    local package=$1 folder=$2/${1%@*}
    mkdir -p "$folder"
    npm pack --silent --pack-destination "$folder" "$package" >/dev/null
    tar -C "$folder" --strip-components=1 -xzf "$folder"/*.tgz
}

# What the package.json in a folder beside this file names, with its dependencies.
unpack_npm_project() {
    local folder=$2/$1
    mkdir -p "$folder"
    cp "$samples/make/$1/package.json" "$folder"
    (cd "$folder" && npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts --omit=optional >/dev/null)
}

# Debian's mail servers exclude each other, so packages are unpacked, not installed.
unpack_packages() {
    local layer=$1 into=$store/$1
    [ -e "$into/done" ] && return
    mkdir -p "$into/debs" "$into/unpacked"
    for package in ${packages[$layer]}; do
        case $package in
        npm-project:*) unpack_npm_project "${package#npm-project:}" "$into/unpacked/usr/share/nodejs" ;;
        npm:*) unpack_npm "${package#npm:}" "$into/unpacked/usr/share/nodejs" ;;
        *) (cd "$into/debs" && apt-get download -qq -o APT::Sandbox::User=root "$package") ;;
        esac
    done
    for deb in "$into"/debs/*.deb; do [ ! -e "$deb" ] || dpkg -x "$deb" "$into/unpacked"; done
    # A real /lib, /bin or /sbin would hide the merged one.
    for merged in lib bin sbin; do
        [ -d "$into/unpacked/$merged" ] || continue
        mkdir -p "$into/unpacked/usr/$merged"
        cp -a "$into/unpacked/$merged/." "$into/unpacked/usr/$merged/" && rm -r "$into/unpacked/$merged"
    done
    touch "$into/done"
}

# The layers of an overlay must not lie in one another, hence the memory disk.
mount_root() {
    local scratch=$1 lower=/
    local root=$scratch/root
    shift
    mount -t tmpfs tmpfs "$scratch"
    for layer in "$@"; do
        cp -a "$store/$layer/unpacked" "$scratch/$layer"
        lower=$scratch/$layer:$lower
    done
    mkdir "$scratch"/{upper,work,root}
    mount -t overlay -o "lowerdir=$lower,upperdir=$scratch/upper,workdir=$scratch/work" overlay "$root"
    mkdir -p "$root/samples"
    mount --bind "$samples" "$root/samples"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/tmp"
    mount_devices "$root/dev"
}

# A /dev of our own: the system's syslog socket must not be ours.
mount_devices() {
    local dev=$1
    mount -t tmpfs tmpfs "$dev"
    for node in null zero full random urandom tty; do
        touch "$dev/$node" && mount --bind "/dev/$node" "$dev/$node"
    done
    mkdir "$dev/pts" && mount -t devpts -o newinstance,ptmxmode=0666 devpts "$dev/pts"
    ln -s pts/ptmx "$dev/ptmx"
    ln -s /proc/self/fd "$dev/fd"
}

# Every documentation address is this machine; 192.0.2.1 is the one it calls from.
# 203.0.113.64/28 swallows what is sent to it, so that connections time out.
start_network() {
    ip link set lo up
    ip address add 192.0.2.1/32 dev lo
    ip -6 address add 2001:db8::1/128 dev lo
    for net in 192.0.2.0/24 198.51.100.0/24 203.0.113.0/26; do
        ip route add local "$net" dev lo src 192.0.2.1
    done
    ip -6 route add local 2001:db8::/32 dev lo src 2001:db8::1
    ip route add 203.0.113.64/28 dev lo
}

if [ "${1:-}" = --inside ]; then
    host=${2%+*}
    read -ra layers <<<"$3"
    shift 3
    hostname "$host"
    start_network
    mount_root "$store/world" "${layers[@]}"
    exec chroot "$store/world/root" /samples/make/world_init.sh "$@"
fi

wanted=base
[[ $1 != *+* ]] || wanted+=" ${1##*+}"
for layer in $wanted; do unpack_packages "$layer"; done
host=$1
shift
mkdir -p "$store/world"
unshare --mount --uts --net --pid --fork --kill-child "$0" --inside "$host" "$wanted" "$@"
