#!/usr/bin/env python3
"""How fast saved sessions are read: MB/s on one core, and that a session costs the same whether it is the first or the
ten-thousandth. Prints figures; asserts nothing.

  transcripts.py PROGRAM [MEGABYTES]
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

MESSAGE = "".join(
    f"Line {n} of a message that is as long as mail usually is, and says nothing of interest.\r\n" for n in range(40))


def session(number, client, server, own, content=MESSAGE):
    """A greeting, EHLO, one refused recipient of two, a message of 3.4 kB where the tool prints it, QUIT."""
    said = [
        (server, "220 mx.example.net ESMTP"), (client, "EHLO client.example.org"),
        (server, "250-mx.example.net"), (server, "250-PIPELINING"), (server, "250-SIZE 20480000"), (server, "250 DSN"),
        (client, f"MAIL FROM:<sender{number}@example.org> SIZE=3400"), (server, "250 2.1.0 Ok"),
        (client, f"RCPT TO:<nobody{number}@example.net>"), (server, "550 5.1.1 <nobody>: no such user"),
        (client, f"RCPT TO:<alice{number}@example.net>"), (server, "250 2.1.5 Ok"),
        (client, "DATA"), (server, "354 go ahead"),
        *((client, line) for line in content.split("\r\n")[:-1]),
        (client, "."), (server, f"250 2.0.0 queued as {number:X}"), (client, "QUIT"), (server, "221 2.0.0 Bye")]
    return own[0] + "".join(f"{mark}{text}\n" for mark, text in said) + own[1]


DIALECTS = {
    "swaks": (" -> ", "<-  ", ("=== Trying 192.0.2.25:25...\n", "=== Connection closed with remote host.\n")),
    "telnet": ("", "", ("Trying 192.0.2.25...\n", "Connection closed by foreign host.\n")),
    "curl": ("> ", "< ", ("*   Trying 192.0.2.25:25...\n", "* Closing connection 0\n")),
    "sc": ("C: ", "S: ", ("", "")),
    "exim": ("  SMTP>> ", "  SMTP<< ", ("Connecting to mx.example.net [192.0.2.25]:25 ... connected\n", "  SMTP(close)>>\n"),
             "(writing message)\r\n"),  # Exim prints no content: few octets, all of them commands and replies
}


def measure(program, path):
    """User and system seconds of one run, and its peak memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "report", path], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime), after.ru_maxrss / 1024


def main():
    program = sys.argv[1]
    octets = int(sys.argv[2] if len(sys.argv) > 2 else 200) * 1_000_000
    print(f"{'dialect':10} {'sessions':>9} {'MB':>6} {'MB/s':>7} {'us/session':>11} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, how in DIALECTS.items():
            size = len(session(0, *how))
            for count in (octets // size // 20, octets // size):
                path = os.path.join(folder, name)
                with open(path, "w", encoding="ascii") as out:
                    out.writelines(session(number, *how) for number in range(count))
                runs = [measure(program, path) for _ in range(3)]
                seconds = statistics.median(run[0] for run in runs)
                megabytes = os.path.getsize(path) / 1e6
                print(f"{name:10} {count:9} {megabytes:6.0f} {megabytes / seconds:7.0f} {seconds / count * 1e6:11.2f} "
                      f"{max(run[1] for run in runs):9.1f}")


if __name__ == "__main__":
    sys.exit(main())
