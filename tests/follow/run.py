#!/usr/bin/env python3
"""Kills `whybounce follow` again and again while a log is written and rotated: every failure is told once, and right.

Usage: run.py PROGRAM [SECONDS] [SEED]

A writer makes messages whose fate is known, in pieces that end anywhere in a line, and rotates its log by renaming (the new
file at once or late), by copying and cutting, in every second run into another folder (logrotate's olddir), and compresses
what is old. Meanwhile the program is started and killed with
SIGKILL at random moments. At the end, what stands in the file of --output is compared with what the writer knows.
"""
import collections
import gzip
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

STAMP = "2026-11-22T{:02}:{:02}:{:02}.{:06}+00:00 mail postfix/{}[{}]: {}\n"
FATES = (  # status, dsn, reply; None where nothing failed
    ("sent", "2.0.0", "250 2.0.0 Ok: queued as {id}", False),
    ("sent", "2.0.0", "250 2.0.0 Ok: queued as {id}", False),
    ("bounced", "5.1.1", "host mx.example.net[192.0.2.7] said: 550 5.1.1 <{to}>: User unknown (in reply to RCPT TO command)", True),
    ("deferred", "4.2.0", "host mx.example.net[192.0.2.7] said: 450 4.2.0 <{to}>: Greylisted (in reply to RCPT TO command)", True),
)


class Writer(threading.Thread):
    """Writes a log until it is stopped. `truth` counts the failures by queue id, recipient and status."""

    def __init__(self, folder, seed):
        super().__init__()
        self.log, self.random = folder / "mail.log", random.Random(seed)
        self.old = folder / "old" if seed % 2 else folder
        self.old.mkdir(exist_ok=True)
        self.truth, self.senders = collections.Counter(), {}
        self.open, self.number, self.lines, self.rotations = collections.deque(), 0, 0, 0
        self.over = threading.Event()
        self.file = open(self.log, "ab", buffering=0)

    def line(self, program, text):
        self.lines += 1
        second = self.lines // 100
        line = STAMP.format(second // 3600 % 24, second // 60 % 60, second % 60, self.lines % 1_000_000, program, 100 + self.lines % 50, text)
        data = line.encode()
        cut = self.random.randrange(len(data)) if self.random.random() < 0.2 else 0
        for part in (data[:cut], data[cut:]):
            if part:
                self.file.write(part)
            if cut and self.random.random() < 0.1:
                time.sleep(0.002)

    def begin(self):
        self.number += 1
        queue_id, sender = f"4fTest{self.number:06}", f"sender{self.number}@example.org"
        self.senders[queue_id] = sender
        self.line("smtpd", f"{queue_id}: client=client.example.org[192.0.2.1]")
        self.line("cleanup", f"{queue_id}: message-id=<{self.number}@example.org>")
        self.line("qmgr", f"{queue_id}: from=<{sender}>, size=999, nrcpt=1 (queue active)")
        self.open.append((queue_id, f"user{self.number}@example.net"))

    def end(self):
        self.random.shuffle(self.open)
        queue_id, to = self.open.popleft()
        status, dsn, reply, failed = self.random.choice(FATES)
        text = reply.format(id="ABC", to=to)
        if failed:
            self.truth[queue_id, to, status] += 1
        self.line("smtp", f"{queue_id}: to=<{to}>, relay=mx.example.net[192.0.2.7]:25, delay=1, delays=0.1/0.1/0.4/0.4, dsn={dsn}, status={status} ({text})")
        if status == "deferred":
            self.open.append((queue_id, to))
        else:
            self.line("qmgr", f"{queue_id}: removed")

    def rotate(self):
        self.rotations += 1
        old = sorted((path for path in self.old.glob("mail.log.*")), key=lambda path: -int(path.name.split(".")[2]))
        for path in old:
            parts = path.name.split(".")
            path.rename(path.with_name(".".join(["mail", "log", str(int(parts[2]) + 1), *parts[3:]])))
        first = self.old / "mail.log.1"
        how = self.random.random()
        if how < 0.3:
            shutil.copyfile(self.log, first)
            os.truncate(self.log, 0)
        else:
            self.log.rename(first)
            if how < 0.6:
                time.sleep(0.05)  # there is no log for a while, and the writer goes on in the old file
                self.end()
            fresh = open(self.log, "ab", buffering=0)
            if how > 0.8:
                self.end()  # the new file is there, but the writer has not been told yet
            self.file.close()
            self.file = fresh
        self.compress(first.with_name("mail.log.3"))

    def compress(self, path):
        if not path.exists() or self.random.random() < 0.3:
            return
        times = path.stat()
        packed = path.with_name(path.name + ".gz")
        with open(path, "rb") as plain, gzip.open(packed, "wb") as target:
            shutil.copyfileobj(plain, target)
        os.utime(packed, ns=(times.st_atime_ns, times.st_mtime_ns))
        path.unlink()

    def run(self):
        while not self.over.is_set():
            for _ in range(self.random.randrange(1, 60)):
                self.begin() if len(self.open) < 30 or self.random.random() < 0.4 else self.end()
            time.sleep(self.random.random() * 0.02)
            if self.random.random() < 0.05:
                self.rotate()
        while self.open:
            self.end()
        self.file.close()


def told(path):
    """The failures that stand in the file; its last line may be half written."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    records = [json.loads(line) for line in lines]
    return records, [record for record in records if record["record"] == "failure"]


def start(program, folder, output):
    old = ["--olddir", folder / "old"] if (folder / "old").exists() else []
    return subprocess.Popen([program, "follow", "--from-start", *old, "--checkpoint", folder / "state", "--output", f"ndjson={output}", folder / "mail.log"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def compare(writer, records, failures):
    faults = []
    seen = collections.Counter((f["queue_id"], f["recipient"], "bounced" if f["outcome"] == "permanent" else "deferred") for f in failures)
    faults += [f"not told: {key} x{count}" for key, count in (writer.truth - seen).items()]
    faults += [f"told too often: {key} x{count}" for key, count in (seen - writer.truth).items()]
    attempts = collections.defaultdict(list)
    for failure in failures:
        queue_id = failure["queue_id"]
        if failure["sender"] != writer.senders.get(queue_id):
            faults.append(f"sender of {queue_id}: {failure['sender']}")
        attempts[queue_id].append(failure["attempts"])
    faults += [f"attempts of {queue_id}: {numbers}" for queue_id, numbers in attempts.items() if numbers != list(range(1, len(numbers) + 1))]
    faults += [f"not the first: {record['record']}" for record in records[1:] if record["record"] == "header"]
    faults += [f"{record['id']} line {record['line']}: {record['what']}" for record in records if record["record"] == "anomaly"]
    return faults


def main():
    program, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 10
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1_000_000)
    chance = random.Random(seed + 1)
    faults, kills = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        output = folder / "failures.ndjson"
        writer = Writer(folder, seed)
        run = start(program, folder, output)  # what comes before the first checkpoint is nobody's news
        while run.poll() is None and not (folder / "state").exists():
            time.sleep(0.01)
        run.kill()
        run.communicate()
        writer.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            run = start(program, folder, output)
            time.sleep(chance.choice((0.01, 0.05, 0.2, 0.5)) * (0.5 + chance.random()))
            run.send_signal(signal.SIGKILL)
            _, err = run.communicate()
            faults += [err.decode()] if err else []
            kills += 1
        writer.over.set()
        writer.join()
        run = start(program, folder, output)
        wanted, patience = sum(writer.truth.values()), time.monotonic() + 60
        while time.monotonic() < patience and len(told(output)[1]) < wanted:
            time.sleep(0.1)
        time.sleep(0.5)  # for what should not come
        run.send_signal(signal.SIGTERM)
        _, err = run.communicate()
        if run.returncode != 0 or b" failures (" not in err:
            faults.append(f"status {run.returncode}: {err.decode()}")
        faults += compare(writer, *told(output))
    print(f"seed {seed}: {writer.lines} lines, {wanted} failures, {writer.rotations} rotations, {kills} kills")
    print("\n".join(faults[:20]) or "every failure was told once")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
