#!/bin/bash
# First process of the world that world.sh makes: names, accounts, certificate,
# name server; then the command.
set -euo pipefail

make=/samples/make
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/tmp PYTHONDONTWRITEBYTECODE=1
unset "${!LC_@}" LANG
export LC_ALL=C.UTF-8 TZ=UTC
cd /tmp

hostname >/etc/hostname
echo "127.0.0.1 localhost" >/etc/hosts
rm -f /etc/resolv.conf
echo "nameserver 127.0.0.1" >/etc/resolv.conf
echo "options timeout:1 attempts:1" >>/etc/resolv.conf

cat >/etc/passwd <<'END'
root:x:0:0:root:/root:/bin/bash
postfix:x:101:101::/var/spool/postfix:/usr/sbin/nologin
Debian-exim:x:105:105::/var/spool/exim4:/usr/sbin/nologin
smmta:x:106:106::/var/lib/sendmail:/usr/sbin/nologin
smmsp:x:107:107::/var/lib/sendmail:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
alice:x:1001:1001:Alice Example:/home/alice:/bin/sh
bob:x:1002:1002:Bob Example:/home/bob:/bin/sh
fred:x:1003:1003:Fred Example:/home/fred:/bin/sh
END
cat >/etc/group <<'END'
root:x:0:
adm:x:4:
sasl:x:45:postfix
postfix:x:101:
postdrop:x:102:
Debian-exim:x:105:
smmta:x:106:
smmsp:x:107:
nogroup:x:65534:
alice:x:1001:
bob:x:1002:
fred:x:1003:
END

openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=mx.example.net \
    -keyout /tmp/key.pem -out /tmp/cert.pem 2>/dev/null

/usr/bin/python3 "$make/dns_server.py" "$make/zone.toml" &
until getent hosts mx.example.net >/dev/null; do sleep 0.05; done

"$@"
