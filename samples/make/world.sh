#!/bin/bash
# A private world for the sample makers: world.sh HOSTNAME COMMAND...
#
# Runs COMMAND as root of a throw-away machine called HOSTNAME: its own mount,
# UTS, PID and network namespaces, a copy-on-write view of this system's files
# with the packages below unpacked into it, and a loopback device that answers
# for the documentation networks.  Nothing in it can reach another machine, and
# nothing it writes lasts, except in this folder's parent, seen as /samples.
set -euo pipefail

packages=(postfix rsyslog libestr0 libfastjson4 liblognorm5 sasl2-bin
          libnet-ssleay-perl perl-openssl-defaults libdigest-hmac-perl)
store=${WHYBOUNCE_STORE:-/tmp/whybounce-samples}
samples=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Debian's mail servers exclude each other, so packages are unpacked, not installed.
unpack_packages() {
    [ -e "$store/unpacked/done" ] && return
    mkdir -p "$store/debs" "$store/unpacked"
    (cd "$store/debs" && apt-get download -qq -o APT::Sandbox::User=root "${packages[@]}")
    for deb in "$store"/debs/*.deb; do dpkg -x "$deb" "$store/unpacked"; done
    # A real /lib would hide the merged one.
    cp -a "$store/unpacked/lib/." "$store/unpacked/usr/lib/" && rm -r "$store/unpacked/lib"
    touch "$store/unpacked/done"
}

# The layers of an overlay must not lie in one another, hence the memory disk.
mount_root() {
    local scratch=$1
    local root=$scratch/root
    mount -t tmpfs tmpfs "$scratch"
    cp -a "$store/unpacked" "$scratch/packages"
    mkdir "$scratch"/{upper,work,root}
    mount -t overlay -o "lowerdir=$scratch/packages:/,upperdir=$scratch/upper,workdir=$scratch/work" overlay "$root"
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
    shift
    hostname "$1"
    shift
    start_network
    mount_root "$store/world"
    exec chroot "$store/world/root" /samples/make/world_init.sh "$@"
fi

unpack_packages
mkdir -p "$store/world"
unshare --mount --uts --net --pid --fork --kill-child "$0" --inside "$@"
