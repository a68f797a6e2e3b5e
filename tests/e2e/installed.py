#!/usr/bin/python3
"""Uses the installed program as a person does on a desktop: with a window manager, a session bus, a real GNOME Keyring,
by mouse, keyboard, clipboard and by dropping a file; reads back through accessibility.

Started by installed.sh, inside its display and session bus: installed.py [FOLDER FOR SCREENSHOTS]. The program is the
`jotlens` in PATH. Prints what it uses when idle. Ends with "N passed, N failed"; exit status 1 when anything failed.
"""

import os
import subprocess
import sys
import time

from gi.repository import Gio

from driver import (
    ANSWER, Failure, Tally, click, copy, enable_accessibility, press, running, wait_for_window, wait_for_words, write, stop,
)
from keys import Keyring, private_key, sign
from measure import IDLE, REST, memory, processor_time

HERE = os.path.dirname(os.path.abspath(__file__))
NAME = "installed test key"
VALID, WRONG, EDITED = "Signature valid", "Signature does not match", "Edited since it was signed"


def main():
    shots = sys.argv[1] if len(sys.argv) > 1 else None
    manager = subprocess.Popen(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for_manager()
    enable_accessibility()
    tally = Tally(shots)
    keyring = Keyring()
    try:
        steps(tally, keyring)
    finally:
        keyring.kill()
        manager.kill()
        manager.wait()
    tally.end("installed test")


def steps(tally, keyring):
    idle(tally)

    with running(tally, "jotlens") as (program, window):
        tally.note("the keychain is named", wait_for_words(program, ["GNOME Keyring"]))
        press(window, "ctrl+g")
        wait_for_words(program, ["Generate a key"])
        write(window, NAME)
        press(window, "Return")
        tally.note("a key is made", wait_for_words(program, [f"Key: {NAME}"]))
        tally.note("it is in the keyring", keyring.wait_for(NAME))
        # Copies it, and waits until it left the clipboard again.
        key = private_key(program, window, tally)
        click(program, window, "Close")
    if tally.failed:
        return

    token = sign(key)
    file = os.path.join(os.environ["HOME"], "dropped.jwt")
    with open(file, "w", encoding="utf-8") as out:
        out.write(token + "\n")

    with running(tally, "jotlens") as (program, window):
        tally.note("the key is still there after a restart", wait_for_words(program, [NAME, "1 key"]))
        copy(token)
        press(window, "ctrl+v")
        tally.note("paste: valid", wait_for_words(program, [VALID, "user_481"], [WRONG]))
        tally.picture("desktop 1 valid")

        click(program, window, "JSON", last=True)
        click(program, window, "Payload as JSON")
        press(window, "ctrl+a")
        write(window, '{"sub":"user_4819","exp":4102444800}')
        tally.note("edit: not valid", wait_for_words(program, [EDITED, "editing · 1 change"], [VALID]))
        tally.picture("desktop 2 edited")
        press(window, "ctrl+Return")
        tally.note("sign: valid again", wait_for_words(program, [VALID, "user_4819"], [EDITED, WRONG]))
        tally.picture("desktop 3 signed")
        press(window, "ctrl+z")
        wait_for_words(program, [EDITED])
        press(window, "ctrl+z")
        tally.note("undo: as it was pasted", wait_for_words(program, [VALID, "user_481"], [EDITED, "user_4819"]))

        press(window, "ctrl+t")
        tally.note("an empty tab", wait_for_words(program, ["Paste"], [VALID]))
        tally.note("a file is dropped", drop(file) or wait_for_words(program, [VALID, "user_481"]))
        tally.picture("desktop 4 dropped")

        click(program, window, "Language: English")
        click(program, window, "한국어")
        tally.note("the language is switched", wait_for_words(program, ["서명 유효", "페이로드"], [VALID, "Payload"]))
        tally.picture("desktop 5 korean")
        click(program, window, "언어: 한국어")
        click(program, window, "English")
        tally.note("and back", wait_for_words(program, [VALID], ["서명 유효"]))

        press(window, "alt+F4")
        tally.note("the window manager closes it", ended(program))

    tally.note("the desktop entry opens a file", opened_by_entry(file))


def idle(tally):
    """What the installed program uses when nothing happens, with a window that says what it is."""
    with running(tally, "jotlens") as (program, _):
        time.sleep(REST)
        megabytes = memory(program.pid)
        before = processor_time(program.pid)
        time.sleep(IDLE)
        used = processor_time(program.pid) - before
        print(f"idle: {used:.1f} ms of processor time in {IDLE} s, {megabytes:.1f} MB (proportional set size)", flush=True)
        # A second of it would be a loop; what a good number is, measure.sh says on a quiet machine.
        tally.note("it rests when nothing happens", f"{used:.0f} ms" if used > 1_000 else None)


def wait_for_manager():
    end = time.monotonic() + ANSWER
    # Openbox names its desktops when it is there.
    while subprocess.run(["xdotool", "get_num_desktops"], capture_output=True).returncode:
        if time.monotonic() > end:
            sys.exit("the window manager does not come up")
        time.sleep(0.1)


def drop(file):
    """Drags the file from another program's window into the middle of the screen."""
    x, y = (int(number) - 100 for number in os.environ["SCREEN_SIZE"].split("x"))
    source = subprocess.Popen(
        ["/usr/bin/python3", "-B", "-W", "ignore", os.path.join(HERE, "drag.py"), str(x), str(y), file],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_AT_BRIDGE": "1"},
    )
    try:
        if source.stdout.readline().strip() != "ready":
            return f"the other program did not start: {source.stderr.read()[-300:]}"
        mouse("mousemove", x + 40, y + 40)
        mouse("mousedown", 1)
        # In steps, as a hand does: a drag begins after some pixels, and the target is asked on the way.
        for step in range(1, 21):
            mouse("mousemove", x + 40 - (x - 600) * step // 20, y + 40 - (y - 400) * step // 20)
        time.sleep(0.5)
        mouse("mouseup", 1)
        source.wait(ANSWER)
    except subprocess.TimeoutExpired:
        return "the drag does not end"
    finally:
        source.kill()
        source.wait()
    return None


def mouse(*what):
    subprocess.run(["xdotool", *map(str, what)], check=True, timeout=10)
    time.sleep(0.05)


def ended(program):
    try:
        status = program.wait(ANSWER)
    except subprocess.TimeoutExpired:
        return "it is still there"
    return f"it ended with {status}" if status else None


def opened_by_entry(file):
    """Started as a file manager does it: by the entry of the program that the file's kind names."""
    entry = Gio.DesktopAppInfo.new("jotlens.desktop")
    if entry is None:
        return "there is no desktop entry, or no program for it"
    kind, _ = Gio.content_type_guess(file, None)
    if kind != "application/jwt":
        return f"{file} is taken for {kind}"
    if not any(app.get_id() == "jotlens.desktop" for app in Gio.AppInfo.get_all_for_type(kind)):
        return f"{kind} is not opened with it"
    pids = []
    entry.launch_uris_as_manager(
        [Gio.File.new_for_path(file).get_uri()], None, 0, None, None, lambda _entry, pid, *_: pids.append(pid), None
    )
    program = Started(pids[0])
    try:
        wait_for_window(program)
        return wait_for_words(program, [VALID, NAME])
    except Failure as failure:
        return str(failure)
    finally:
        stop(program)


class Started:
    """A process that somebody else started."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            self.returncode = -1
        return self.returncode

    def terminate(self):
        os.kill(self.pid, 15)

    def kill(self):
        os.kill(self.pid, 9)

    def wait(self, timeout=ANSWER):
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("jotlens", timeout)
            time.sleep(0.05)


if __name__ == "__main__":
    main()
