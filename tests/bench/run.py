#!/usr/bin/env python3
"""How fast is `whybounce report` beside what else reads a log? Prints medians and ratios; asserts nothing.

  run.py PROGRAM [--log FILE] [--mib 1024] [--rounds 9] [--no-pflogsumm]

Without --log a log is made in a temporary folder (make_log.py). Every round runs each command once, one after the other,
so that a ratio compares neighbours in time: it survives a machine that gets slower. Nothing else should run meanwhile.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def run(command):
    """Wall seconds, CPU seconds and peak MiB of a shell command.

    What it prints goes into a file: grep reads no further than the first match when its output is /dev/null.
    """
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        child = subprocess.Popen(["/bin/sh", "-c", "exec " + command], stdout=output, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(program, log, packed):
    """(name, command, yardstick it is compared with)"""
    yield "grep", f"env LC_ALL=C grep -c -F status=bounced {log}", "grep"
    yield "wc -l", f"wc -l {log}", "grep"
    yield "whybounce, 1 thread", f"{program} report --threads 1 {log}", "grep"
    yield "whybounce, 2 threads", f"{program} report --threads 2 {log}", "grep"
    yield "gzip -dc | wc -l", f"sh -c 'gzip -dc {packed} | wc -l'", "gzip -dc | wc -l"
    yield "whybounce, .gz", f"{program} report {packed}", "gzip -dc | wc -l"


def measure(commands, rounds):
    times = {name: [] for name, _, _ in commands}
    for number in range(rounds + 1):
        for name, command, _ in commands:
            figures = run(command)
            if number > 0:  # the first round warms the page cache
                times[name].append(figures)
    return times


def print_table(commands, times):
    print(f"{'':24}{'wall s':>8}{'cpu s':>8}{'MiB':>8}{'ratio':>8}  to")
    for name, _, other in commands:
        wall, cpu, peak = (statistics.median(column) for column in zip(*times[name]))
        ratio = statistics.median(a[0] / b[0] for a, b in zip(times[name], times[other]))
        print(f"{name:24}{wall:8.3f}{cpu:8.3f}{peak:8.1f}{ratio:8.2f}  {other}")


def pflogsumm(program, log, size):
    """pflogsumm takes minutes, so it gets a tenth of the log, and one pair."""
    if not shutil.which("pflogsumm"):
        return print("pflogsumm is not installed (apt install pflogsumm)")
    part = log.parent / "part.log"
    part.write_bytes(log.open("rb").read(size // 10))
    slow = run(f"pflogsumm {part}")[0]
    fast = statistics.median(run(f"{program} report --threads 2 {part}")[0] for _ in range(5))
    print(f"pflogsumm on a tenth of it: {slow:.1f} s, whybounce with 2 threads {fast:.3f} s: {slow / fast:.0f} times as fast")
    part.unlink()
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--log", type=pathlib.Path)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-pflogsumm", action="store_true")
    options = parser.parse_args()
    program = pathlib.Path(options.program).resolve()
    with tempfile.TemporaryDirectory() as folder:
        log = options.log.resolve() if options.log else pathlib.Path(folder) / "big.log"
        if not options.log:
            with log.open("wb") as file:
                subprocess.run([sys.executable, HERE / "make_log.py", str(options.mib)], stdout=file, check=True)
        packed = pathlib.Path(folder) / "big.log.gz"
        with packed.open("wb") as file:
            subprocess.run(["gzip", "-c", log], stdout=file, check=True)
        commands = list(rows(program, log, packed))
        print(f"{log.name}: {log.stat().st_size / 2**20:.0f} MiB, load {os.getloadavg()[0]:.1f}, {options.rounds} rounds")
        print_table(commands, measure(commands, options.rounds))
        if not options.no_pflogsumm:
            link = pathlib.Path(folder) / "link.log"
            link.symlink_to(log)
            pflogsumm(program, link, log.stat().st_size)


if __name__ == "__main__":
    main()
