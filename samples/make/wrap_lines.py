#!/usr/bin/env python3
"""Wraps syslog lines with RFC 3339 stamps: wrap_lines.py export|docker|kubernetes, from standard input to standard output."""
import datetime, json, re, sys

LINE = re.compile(r'(\S+) (\S+) ([^\[: ]+)(?:\[(\d+)\])?: (.*)')
BOOT = '6f1c0000000000000000000000000001'


def export(stamp, host, program, pid, text):
    """An entry of journald's export format, as systemd-journal-remote reads it."""
    fields = {'__REALTIME_TIMESTAMP': int(stamp.timestamp() * 1_000_000 + 0.5), '__MONOTONIC_TIMESTAMP': 1_000_000, '_BOOT_ID': BOOT, '_MACHINE_ID': BOOT,
              '_TRANSPORT': 'syslog', 'PRIORITY': 4 if text.startswith('warning') else 6, 'SYSLOG_FACILITY': 2, 'SYSLOG_IDENTIFIER': program, '_HOSTNAME': host}
    if pid: fields.update(SYSLOG_PID=pid, _PID=pid)
    return ''.join(f'{key}={value}\n' for key, value in fields.items()) + f'MESSAGE={text}\n\n'


def inner(stamp, host, program, pid, text):
    """The line as Postfix writes it to standard output (maillog_file = /dev/stdout)."""
    return f'{stamp:%b} {stamp.day:2} {stamp:%H:%M:%S} {host} {program}{f"[{pid}]" if pid else ""}: {text}'


def nanoseconds(stamp): return f'{stamp:%Y-%m-%dT%H:%M:%S.%f}000Z'


def docker(*parts): return json.dumps({'log': inner(*parts) + '\n', 'stream': 'stdout', 'time': nanoseconds(parts[0])}, separators=(',', ':')) + '\n'


def kubernetes(*parts): return f'{nanoseconds(parts[0])} stdout F {inner(*parts)}\n'


wrap = {'export': export, 'docker': docker, 'kubernetes': kubernetes}[sys.argv[1]]
for line in sys.stdin:
    stamp, *parts = LINE.fullmatch(line.rstrip('\n')).groups()
    sys.stdout.write(wrap(datetime.datetime.fromisoformat(stamp), *parts))
