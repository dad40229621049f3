# shellcheck shell=bash
# Puts Postfix's configuration in its place in the world.

install_postfix() {
    cp /samples/make/postfix/{main.cf,master.cf,transport,bounce.cf,tls_policy,sasl_passwd,*_access,*_checks} /etc/postfix/
    cp /usr/share/postfix/dynamicmaps.cf /etc/postfix/
    install -D "/samples/make/postfix/sasl_smtpd.conf" /etc/postfix/sasl/smtpd.conf
    cp "/samples/make/postfix/aliases" /etc/aliases
    install "/samples/make/postfix/archive.sh" /usr/local/bin/archive
    mkdir -p /var/lib/postfix /home/alice /home/bob /var/mail
    chown postfix: /var/lib/postfix
    chmod 1777 /var/mail /tmp
    touch /etc/postfix/{main.cf.proto,master.cf.proto,makedefs.out}  # set-permissions wants them
    postfix set-permissions
    newaliases
    echo s3cret-whybounce-SASLDB | saslpasswd2 -p -c -u example.org -f /etc/sasldb2 alice
    chgrp sasl /etc/sasldb2 && chmod 640 /etc/sasldb2
}
