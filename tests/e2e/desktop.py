#!/usr/bin/python3
"""Starts the program more than once and opens files in the real window, and reads what it says.

Started by run.sh, inside its display and session bus: desktop.py BINARY [FOLDER FOR SCREENSHOTS].
Ends with "N passed, N failed"; exit status 1 when anything failed.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

from driver import START, Tally, enable_accessibility, press, running, wait_for_words, write
from window import HEADER, KEY, PAYLOAD, SIGNATURE, TAMPERED

GOOD = f"{HEADER}.{PAYLOAD}.{SIGNATURE}"
SECOND = f"{HEADER}.{TAMPERED}.{SIGNATURE}"


def windows():
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Jotlens"], capture_output=True, text=True)
    return len(found.stdout.split())


def start(binary, *arguments, folder=None):
    """Another start: what it ends with and after how long; `None` where it is still there after ten seconds."""
    began = time.monotonic()
    program = subprocess.Popen([binary, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return program.wait(10), time.monotonic() - began
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
        return None, time.monotonic() - began


def own_window(patience, binary, *arguments):
    """Another start, whose window must come beside the first within so many seconds: what is wrong, and when it came."""
    began = time.monotonic()
    program = subprocess.Popen([binary, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while windows() != 2:
            if program.poll() is not None:
                return f"it ended with {program.returncode}", patience
            if time.monotonic() - began > patience:
                return f"no second window after {patience:.1f} s", patience
            time.sleep(0.1)
        return None, time.monotonic() - began
    finally:
        program.kill()
        program.wait()
        # The display takes the window away when it sees that the program is gone.
        while windows() > 1 and time.monotonic() - began < patience + START:
            time.sleep(0.1)


def main():
    binary, shots = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    enable_accessibility()
    tally = Tally(shots)
    folder = tempfile.mkdtemp(dir=os.environ["HOME"])
    with open(os.path.join(folder, "token.jwt"), "w", encoding="utf-8") as file:
        file.write(GOOD)
    key = os.path.join(folder, "window-test.jwk")
    with open(key, "w", encoding="utf-8") as file:
        json.dump(KEY, file)

    with running(tally, binary) as (program, window):
        ended, after = start(binary, "--key", "window-test.jwk", "token.jwt", folder=folder)
        tally.note("a second start ends", None if ended == 0 else f"it ended with {ended}")
        tally.note("and soon", None if after < 5 else f"after {after:.1f} s")
        tally.note("the first shows what it brought", wait_for_words(program, ["Signature valid", "user_481"], []))
        tally.note("one window", None if windows() == 1 else f"{windows()} windows")
        tally.picture("handed over")
        ended, _ = start(binary, SECOND)
        tally.note("a token is handed over", wait_for_words(program, ["Signature does not match"], []))
        ended, _ = start(binary, "missing.jwt", folder=folder)
        tally.note("a missing file is told of", wait_for_words(program, ["Could not read", "missing.jwt"], []))
        fault, usual = own_window(START, binary, "--new-window")
        tally.note("--new-window opens its own", fault)

        # One that does not answer: the next waits for two seconds, then opens a window of its own.
        os.kill(program.pid, signal.SIGSTOP)
        fault, _ = own_window(3 * usual + 10, binary, GOOD)
        tally.note("a window that hangs keeps nobody", fault)
        os.kill(program.pid, signal.SIGCONT)

        # No portal runs here: a path is typed instead.
        press(window, "ctrl+o")
        tally.note("the sheet for a path", wait_for_words(program, ["Open a file", "Path"], []))
        tally.picture("open")
        press(window, "ctrl+a")
        write(window, os.path.join(folder, "tok"))
        tally.note("the folder's list", wait_for_words(program, ["token.jwt"], []))
        press(window, "Tab")
        time.sleep(1)
        tally.picture("completed")
        press(window, "Return")
        tally.note("the typed file is opened", wait_for_words(program, ["Signature valid"], ["Open a file"]))

        press(window, "ctrl+shift+l")
        tally.note("the lock hides tokens", wait_for_words(program, ["Locked", "Unlock"], ["user_481", "Signature"]))
        tally.picture("locked")
        press(window, "space")
        tally.note("and a key shows them again", wait_for_words(program, ["Signature valid"], ["Locked"]))
        press(window, "ctrl+t")
        tally.note("recent files", wait_for_words(program, ["Recent files", f"token.jwt · {folder}"], []))
        tally.picture("recent")

    # It was killed: whatever it left keeps nobody from being the first.
    with running(tally, binary, GOOD) as (program, window):
        tally.note("after the end of the first", wait_for_words(program, ["user_481"], []))
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    with running(tally, binary) as (program, window):
        ended, _ = start(binary, SECOND)
        tally.note("after a crash", "it did not end" if ended != 0 else wait_for_words(program, ["user_482"], []))
    tally.end("desktop test")


if __name__ == "__main__":
    main()
