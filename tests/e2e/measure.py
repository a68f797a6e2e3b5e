#!/usr/bin/python3
"""measure.py [--pairs N] [--with FILE] BINARY EMPTY: see measure.sh.

start: from starting the process to the first pixel that is not black, looked at every millisecond.
memory: proportional set size, 2 s after the first pixels. idle: processor time of all threads in the 5 s after that.
With FILE, BINARY is opened on it; that line is measured once more.
"""

import argparse
import glob
import statistics
import subprocess
import time

from screen import Screen

REST, IDLE = 2, 5


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--with", dest="file")
    parser.add_argument("binary")
    parser.add_argument("empty")
    options = parser.parse_args()

    starts, empties = [], []
    for pair in range(options.pairs + 1):
        a, b = start([options.binary]), start([options.empty])
        if pair:  # the first pair warms the disk cache
            starts.append(a)
            empties.append(b)
    print(f"{'':24}{'start, ms':>12}{'memory, MB':>14}{'idle CPU, ms in 5 s':>22}")
    row("the program", statistics.median(starts), *rest([options.binary]))
    row("an empty window", statistics.median(empties), *rest([options.empty]))
    if options.file:
        command = [options.binary, options.file]
        row("the program with a file", statistics.median(start(command) for _ in range(3)), *rest(command))
    ratios = sorted(a / b for a, b in zip(starts, empties))
    print(
        f"start against the empty window, {options.pairs} pairs: median {statistics.median(ratios):.2f},"
        f" lowest {ratios[0]:.2f}, highest {ratios[-1]:.2f}"
    )


def row(name, milliseconds, megabytes, idle):
    print(f"{name:24}{milliseconds:>12.0f}{megabytes:>14.1f}{idle:>22.1f}")


def start(command):
    program, milliseconds = launch(command)
    finish(program)
    return milliseconds


def rest(command):
    program, _ = launch(command)
    time.sleep(REST)
    megabytes = memory(program.pid)
    before = processor_time(program.pid)
    time.sleep(IDLE)
    used = processor_time(program.pid) - before
    finish(program)
    return megabytes, used


def launch(command):
    screen = Screen()
    end = time.monotonic() + 60
    while not screen.blank():
        if time.monotonic() > end:
            raise SystemExit("the screen does not become black: something else draws on it")
        time.sleep(0.05)
    began = time.monotonic()
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while screen.blank():
        if program.poll() is not None:
            raise SystemExit(f"{command[0]} ended with {program.returncode}")
        if time.monotonic() - began > 60:
            raise SystemExit(f"{command[0]} drew nothing in 60 s")
        time.sleep(0.001)
    return program, 1000 * (time.monotonic() - began)


def memory(pid):
    """Megabytes: its own, and its part of what it shares."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


def processor_time(pid):
    """Milliseconds on a processor of all living threads."""
    total = 0
    for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
        try:
            with open(path, encoding="ascii") as file:
                total += int(file.read().split()[0])
        except FileNotFoundError:
            pass
    return total / 1e6


def finish(program):
    program.terminate()
    program.wait()


if __name__ == "__main__":
    main()
