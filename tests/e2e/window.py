#!/usr/bin/python3
"""Pastes tokens into the real window and reads what it says from the accessibility tree.

Started by run.sh, inside its display and session bus: window.py BINARY [FOLDER FOR SCREENSHOTS].
Ends with "N passed, N failed"; exit status 1 when anything failed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from screen import Screen  # noqa: E402

# Made for this test; the private part is gone. exp is the year 2100.
KEY = {
    "kty": "EC",
    "crv": "P-256",
    "kid": "window-test",
    "x": "_vO53oxSoUcQOL-lI4EaJ5hSox5ve5GiZxJ1DtWOiDg",
    "y": "jDLn4FvpgGt_XoZp9yPihkO0MojjvU1X5yYh9QTA7cQ",
}
HEADER = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IndpbmRvdy10ZXN0In0"
PAYLOAD = (
    "eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJzdWIiOiJ1c2VyXzQ4MSIsImF1ZCI6Imh0dHBzOi8vYXBpLmV4YW1wbGUuY29tIi"
    "wiaWF0IjoxNzkwMDAwMDAwLCJleHAiOjQxMDI0NDQ4MDB9"
)
SIGNATURE = "7GPggYGxnQXS4a3FRyuKm-BQ9Xi2rItKD-u8NHlPyye4Ti499HNnp1ZDSRAvgMragXZD-Ux7YnE50zUPBdjQ4A"
# One letter of `user_481` changed: `user_482`.
TAMPERED = PAYLOAD.replace("XzQ4MSIs", "XzQ4MiIs")
# The kid taken away and the algorithm set to none, as an attacker would.
UNSECURED = "eyJhbGciOiJub25lIn0"

# Arguments that the window is started with; {key} is a file holding KEY.
ARGUMENTS = ["--key", "{key}"]
TITLE = "Jotlens"

# What is put on the clipboard, then what some node of the window must say, and what none may say.
# A text is looked for anywhere in a node's name, description or text.
STEPS = [
    ("the empty window", None, ["Paste"], ["Signature valid", "Signature does not match"]),
    (
        "a good token",
        f"Authorization: Bearer {HEADER}.{PAYLOAD}.{SIGNATURE}\n",
        ["Signature valid", "user_481", "ES256"],
        ["Signature does not match"],
    ),
    (
        "the same token, one letter changed",
        f"{HEADER}.{TAMPERED}.{SIGNATURE}",
        ["Signature does not match", "user_482"],
        ["Signature valid", "user_481"],
    ),
    ("the good one again", f"{HEADER}.{PAYLOAD}.{SIGNATURE}", ["Signature valid"], ["Signature does not match"]),
    ("an unsecured one", f"{UNSECURED}.{PAYLOAD}.", ["none"], ["Signature valid"]),
]

# The last token is copied out again with these keys.
COPY = "ctrl+shift+c"

# Seconds. Software rendering on a busy machine with one core must still pass.
START, ANSWER = 60, 30


def main():
    binary, shots = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    if TAMPERED == PAYLOAD:
        sys.exit("the tampered payload equals the good one")
    enable_accessibility()
    folder = tempfile.mkdtemp(dir=os.environ["HOME"])
    key = os.path.join(folder, "window-test.jwk")
    with open(key, "w", encoding="utf-8") as file:
        json.dump(KEY, file)

    tally = Tally()
    with open(os.path.join(folder, "output"), "w+", encoding="utf-8") as output:
        program = subprocess.Popen(
            [binary, *[argument.format(key=key) for argument in ARGUMENTS]], stdout=output, stderr=output
        )
        try:
            drive(program, shots, tally)
        except Failure as failure:
            tally.note("the window", str(failure))
        finally:
            stop(program)
        output.seek(0)
        said = output.read()
    tally.note("no panic", "the program panicked" if "panicked" in said else None)
    if tally.failed and said:
        print(f"--- the program said:\n{said}---")
    print(f"window test: {tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


def drive(program, shots, tally):
    window = wait_for_window(program)
    screen = Screen()
    for number, (name, clipboard, wanted, refused) in enumerate(STEPS):
        if clipboard is not None:
            copy(clipboard)
            press(window, "ctrl+v")
        tally.note(name, wait_for_words(program, wanted, refused))
        if shots:
            time.sleep(0.5)
            file = "".join(c if c.isalnum() else "-" for c in name)
            screen.save(os.path.join(shots, f"{number}-{file}.png"))
    tally.note("the picture", "next to nothing is drawn" if screen.colours() < 8 else None)
    copy("before")
    press(window, COPY)
    tally.note("copying the token", wait_for_clipboard(STEPS[-1][1]))


class Tally:
    """Counts and prints."""

    def __init__(self):
        self.passed = self.failed = 0

    def note(self, name, fault):
        if fault:
            self.failed += 1
        else:
            self.passed += 1
        print(f"FAILED {name}: {fault}" if fault else f"ok     {name}", flush=True)


class Failure(Exception):
    """The test cannot go on."""


def enable_accessibility():
    """What a screen reader does when it starts; the program fills the tree only then."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", value, None,
            Gio.DBusCallFlags.NONE, 20_000,
        )
    Atspi.init()


def wait_for_window(program):
    """The X window, once it is on the screen and its tree can be read."""
    end = time.monotonic() + START
    window = None
    while time.monotonic() < end:
        if program.poll() is not None:
            raise Failure(f"the program ended with {program.returncode} before its window was there")
        if window is None:
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", TITLE], capture_output=True, text=True
            ).stdout.split()
            window = found[-1] if found else None
        elif application(program.pid) is not None:
            return window
        time.sleep(0.1)
    raise Failure("no window" if window is None else "a window, but nothing in the accessibility tree")


def application(pid):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        try:
            if child is not None and child.get_process_id() == pid:
                child.set_cache_mask(Atspi.Cache.NONE)  # for the whole tree: what is read must be what is there
                return child
        except GLib.Error:
            continue
    return None


def words(node, depth=0, out=None):
    """Every name, description and text in the tree, in order, with role and depth."""
    out = [] if out is None else out
    if node is None or depth > 60 or len(out) > 5_000:
        return out
    try:
        said = [node.get_name(), node.get_description()]
        text = node.get_text_iface()
        if text is not None:
            said.append(Atspi.Text.get_text(text, 0, min(Atspi.Text.get_character_count(text), 20_000)))
        out.append((depth, node.get_role_name(), " · ".join(dict.fromkeys(part for part in said if part))))
        for index in range(node.get_child_count()):
            words(node.get_child_at_index(index), depth + 1, out)
    except GLib.Error:
        pass  # the node went away while it was read
    return out


def wait_for_words(program, wanted, refused):
    """None once every wanted text and no refused one is in the tree, else what is wrong at the end."""
    end = time.monotonic() + ANSWER
    while True:
        if program.poll() is not None:
            raise Failure(f"the program ended with {program.returncode}")
        tree = words(application(program.pid))
        # A tab that is not shown says its own token's verdict; the question here is what the shown one says.
        said = [text for _, role, text in tree if role != "page tab"]
        missing = [text for text in wanted if not any(text in node for node in said)]
        there = [text for text in refused if any(text in node for node in said)]
        if tree and not missing and not there:
            return None
        if time.monotonic() > end:
            listing = "\n".join(f"  {'  ' * depth}{role}: {text}" for depth, role, text in tree[:300])
            return f"missing {missing}, must not be there {there}; the window says:\n{listing}"
        time.sleep(0.1)


def copy(text):
    """The clipboard is served by xclip, which stays in the background until the next owner takes over."""
    subprocess.run(
        ["xclip", "-selection", "clipboard"], input=text, text=True, check=True, timeout=10,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )


def wait_for_clipboard(wanted):
    end = time.monotonic() + ANSWER
    while True:
        try:
            held = subprocess.run(
                ["xclip", "-selection", "clipboard", "-o"], capture_output=True, text=True, timeout=5
            ).stdout
        except subprocess.TimeoutExpired:
            held = "(no answer)"
        if held == wanted:
            return None
        if time.monotonic() > end:
            return f"the clipboard holds {held[:200]!r}, not {wanted[:200]!r}"
        time.sleep(0.1)


def press(window, keys):
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True, timeout=10)
    subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True, timeout=10)


def stop(program):
    if program.poll() is None:
        program.terminate()
        try:
            program.wait(5)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


if __name__ == "__main__":
    main()
