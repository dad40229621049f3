#!/usr/bin/env python3
"""Compares the promised confidence with the share of right answers.

  reliability.py BINARY REPLIES.jsonl

Each line of REPLIES.jsonl is an object with `reply` and `labels` ({peer: [label, ...]}, peers sisimai, kumo, zone).
Prints a Markdown table: tier that decided, replies, mean promise, share that was right.
"""
import collections, json, subprocess, sys, tempfile

MERGED = [{'ratelimited', 'toomanyconn', 'speeding'}, {'emailtoolarge', 'exceedlimit', 'mesgtoobig'}]
VAGUE = {'onhold', 'undefined', 'securityerror'}  # labels that say nothing, or cover many of our reasons


def same(want, got):
    return want == got or any(want in names and got in names for names in MERGED)


def is_right(labels, diagnosis):
    return any(same(want, diagnosis['labels'].get(peer)) for peer, wants in labels.items() for want in wants)


def comparable(labels):
    names = [want for peer in ('sisimai', 'kumo', 'zone') for want in labels.get(peer, ())]
    return bool(names) and not set(names) & VAGUE


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    binary, path = sys.argv[1:3]
    with open(path, encoding='utf-8') as file:
        rows = [json.loads(line) for line in file if line.strip()]
    rows = [row for row in rows if comparable(row.get('labels') or {}) and '\n' not in row['reply'].strip()]
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as file:
        file.write('\n'.join(row['reply'] for row in rows) + '\n')
        file.flush()
        out = subprocess.run([binary, '--format', 'ndjson', '--dialect', 'reply', file.name],
                             stdout=subprocess.PIPE, check=True).stdout.decode()
    records = [json.loads(line) for line in out.splitlines()]
    found = {record['line']: record['diagnosis'] for record in records if record['record'] in ('failure', 'report')}
    tally = collections.defaultdict(lambda: [0, 0.0, 0])
    for number, row in enumerate(rows, 1):
        diagnosis = found.get(number)
        if not diagnosis:
            continue
        band = tally[f"{diagnosis['confidence']:.2f}"]
        band[0] += 1
        band[1] += diagnosis['confidence']
        band[2] += is_right(row['labels'], diagnosis)
    print('| promised | replies | right | share |\n|---|---|---|---|')
    for promise in sorted(tally, reverse=True):
        count, _, right = tally[promise]
        print(f'| {promise} | {count} | {right} | {right / count:.2f} |')
    total = sum(band[0] for band in tally.values())
    promised = sum(band[1] for band in tally.values())
    right = sum(band[2] for band in tally.values())
    print(f'| all: {promised / total:.2f} | {total} | {right} | {right / total:.2f} |')


main()
