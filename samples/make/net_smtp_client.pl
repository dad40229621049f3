#!/usr/bin/perl
# Sends one mail by Perl's Net::SMTP with its debug output on: a client for the samples.
#     perl net_smtp_client.pl [--tls] [--password PASSWORD] [--size OCTETS] RECIPIENT...
use strict;
use warnings;
use Getopt::Long;
use Net::SMTP;

GetOptions(\my %option, 'tls', 'password=s', 'size=i') or exit 2;
my $smtp = Net::SMTP->new('mx.example.net', Hello => 'client.example.org', Debug => 1, Timeout => 10)
    or die "cannot connect: $@\n";

sub check {
    my ($good, $what) = @_;
    return if $good;
    print STDERR "$what failed: ", $smtp->code, " ", $smtp->message;
    $smtp->quit;
    exit 1;
}

check($smtp->starttls(SSL_verify_mode => 0), 'STARTTLS') if $option{tls};
check($smtp->auth('alice@example.net', $option{password}), 'AUTH') if $option{password};
check($smtp->mail('sender@example.org', $option{size} ? (Size => $option{size}) : ()), 'MAIL');
check($smtp->recipient($_), 'RCPT') for @ARGV;
check($smtp->data, 'DATA');
$smtp->datasend("From: sender\@example.org\nTo: alice\@example.net\nSubject: test of Net::SMTP\n\n");
$smtp->datasend("Hello Alice,\n.this line begins with a dot.\n");
check($smtp->dataend, 'end of data');
$smtp->quit;
