"""What the tests of the real window share: starting the program, its accessibility tree, keys, mouse, clipboard."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from screen import Screen  # noqa: E402

TITLE = "Jotlens"

# Seconds. Software rendering on a busy machine with one core must still pass.
START, ANSWER = 60, 30


class Tally:
    """Counts and prints, and keeps a picture of each step where a folder for them is given."""

    def __init__(self, shots=None):
        self.passed = self.failed = 0
        self.shots = shots
        self.screen = Screen()

    def note(self, name, fault):
        if fault:
            self.failed += 1
        else:
            self.passed += 1
        print(f"FAILED {name}: {fault}" if fault else f"ok     {name}", flush=True)

    def picture(self, name):
        if self.shots:
            time.sleep(0.5)
            file = "".join(c if c.isalnum() else "-" for c in name)
            self.screen.save(os.path.join(self.shots, f"{file}.png"))

    def end(self, what):
        print(f"{what}: {self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


class Failure(Exception):
    """The test cannot go on."""


@contextlib.contextmanager
def running(tally, binary, *arguments):
    """The program and its X window; afterwards it is stopped, and a panic, or not going on, is a failure."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        program = subprocess.Popen([binary, *arguments], stdout=output, stderr=output)
        failed = tally.failed
        try:
            yield program, wait_for_window(program)
        except Failure as failure:
            tally.note("the window", str(failure))
        finally:
            stop(program)
        output.seek(0)
        said = output.read()
    tally.note("no panic", "the program panicked" if "panicked" in said else None)
    if tally.failed > failed and said:
        print(f"--- the program said:\n{said}---")


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


def on_bus(name):
    """Whether somebody answers to that name."""
    answer = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
        GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, 20_000,
    )
    return answer.unpack()[0]


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


def click(program, window, name, role=None, last=False):
    """Clicks the first node of that name, or the last, with the real mouse, in its middle."""
    end = time.monotonic() + ANSWER
    while not (places := find(application(program.pid), name, role)):
        if time.monotonic() > end:
            listing = "\n".join(f"  {'  ' * depth}{kind}: {text}" for depth, kind, text in words(application(program.pid))[:300])
            raise Failure(f"nothing named {name!r} to click; the window says:\n{listing}")
        time.sleep(0.1)
    x, y = places[-1 if last else 0]
    subprocess.run(
        ["xdotool", "mousemove", "--window", window, str(x), str(y), "sleep", "0.1", "click", "1"], check=True, timeout=10
    )


def find(node, name, role=None, depth=0):
    """The middles of the nodes of that name, in pixels of the window."""
    found = []
    if node is None or depth > 60:
        return found
    try:
        if node.get_name() == name and role in (None, node.get_role_name()):
            box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            if box.width > 0:
                found.append((box.x + box.width // 2, box.y + box.height // 2))
        for index in range(node.get_child_count()):
            found += find(node.get_child_at_index(index), name, role, depth + 1)
    except GLib.Error:
        pass  # the node went away while it was read
    return found


def wait_for_words(program, wanted, refused=()):
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


def clipboard(target="UTF8_STRING"):
    """What it holds; empty where it holds nothing of that kind."""
    try:
        return subprocess.run(
            ["xclip", "-selection", "clipboard", "-o", "-t", target], capture_output=True, text=True, timeout=5
        ).stdout
    except subprocess.TimeoutExpired:
        return "(no answer)"


def wait_for_clipboard(wanted):
    end = time.monotonic() + ANSWER
    while (held := clipboard()) != wanted:
        if time.monotonic() > end:
            return f"the clipboard holds {held[:200]!r}, not {wanted[:200]!r}"
        time.sleep(0.1)
    return None


def write(window, text):
    """Types it, key by key."""
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True, timeout=10)
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True, timeout=30)


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
