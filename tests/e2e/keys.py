#!/usr/bin/python3
"""Keeps keys in a real GNOME Keyring by mouse and keyboard, and looks from outside at what became of them.

Started by run.sh, inside its display and session bus: keys.py BINARY [FOLDER FOR SCREENSHOTS].
Ends with "N passed, N failed"; exit status 1 when anything failed.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from driver import (
    ANSWER, Failure, Tally, click, clipboard, copy, enable_accessibility, on_bus, press, running, wait_for_clipboard,
    wait_for_words, write,
)

NAME = "window test key"
# Seconds that a private key stays on the clipboard, as the key sheet says.
CLEARED = 30


def main():
    binary, shots = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    enable_accessibility()
    tally = Tally(shots)
    keyring = Keyring()

    with running(tally, binary) as (program, window):
        tally.note("the status bar names the keychain", wait_for_words(program, ["GNOME Keyring"]))
        press(window, "ctrl+g")
        tally.note("Ctrl+G opens the sheet", wait_for_words(program, ["Generate a key", "It will be kept in"]))
        tally.picture("keys 1 generate")
        write(window, NAME)
        press(window, "Return")
        tally.note("the new key is shown", wait_for_words(program, [f"Key: {NAME}", "Private PEM"]))
        tally.picture("keys 2 the new key")
        tally.note("it is in the keyring", keyring.wait_for(NAME))
        key = private_key(program, window, tally)
        click(program, window, "Close")
    copied = time.monotonic()
    if tally.failed:
        tally.end("key test")

    token = sign(key)
    with running(tally, binary) as (program, window):
        tally.note("still there after a restart", wait_for_words(program, [NAME, "1 key"]))
        tally.note("a closed window takes its private key along", no_private_key(copied + CLEARED))
        copy(token)
        press(window, "ctrl+v")
        tally.note("it verifies what openssl signed with it", wait_for_words(program, ["Signature valid"]))
        tally.picture("keys 3 verified")
        copy(tampered(token))
        press(window, "ctrl+v")
        tally.note("and nothing else", wait_for_words(program, ["Signature does not match"], ["Signature valid"]))

        keyring.kill()
        press(window, "ctrl+g")
        write(window, "not to be lost")
        press(window, "Return")
        tally.note("a keyring that was killed is told", wait_for_words(program, ["The keychain went away", "Vault file…"]))
        tally.picture("keys 4 no keychain")
        keyring.start()
        click(program, window, "Try again")
        tally.note("and found again", wait_for_words(program, ["GNOME Keyring · 1 key"], ["went away"]))
        tally.picture("keys 5 back")

    with running(tally, binary) as (program, window):
        click(program, window, NAME)
        tally.note("the key sheet opens", wait_for_words(program, [f"Key: {NAME}"]))
        click(program, window, "Delete…")
        tally.note("deleting asks by name", wait_for_words(program, [f"Delete {NAME}?"]))
        tally.picture("keys 6 delete")
        click(program, window, "Delete key")
        tally.note("and does it", wait_for_words(program, ["0 keys"], [f"Delete {NAME}?"]) or keyring.wait_for(NAME, gone=True))
    keyring.kill()
    tally.end("key test")


def private_key(program, window, tally):
    """The private key as PEM, by the clipboard, which must be marked as secret."""
    copy("before")
    click(program, window, "Private PEM")
    tally.note("private forms are hidden", wait_for_words(program, ["hidden"], ["BEGIN PRIVATE KEY"]))
    key = copied_key(program, window)
    hint = clipboard("x-kde-passwordManagerHint")
    tally.note("clipboard histories are asked to look away", None if hint == "secret" else f"the hint is {hint!r}")
    tally.note("the clipboard is cleared", no_private_key(time.monotonic() + CLEARED + 10))
    copied_key(program, window)
    copy("something else")
    time.sleep(CLEARED + 2)
    tally.note("what another program copied stays", wait_for_clipboard("something else"))
    click(program, window, "Copy")
    return key


def copied_key(program, window):
    """Copies it, and returns it once it is on the clipboard."""
    click(program, window, "Copy")
    end = time.monotonic() + ANSWER
    while not (key := clipboard()).startswith("-----BEGIN PRIVATE KEY-----"):
        if time.monotonic() > end:
            raise Failure(f"the clipboard holds {key[:200]!r}, not the private key")
        time.sleep(0.1)
    return key


def no_private_key(end):
    while "PRIVATE KEY" in clipboard():
        if time.monotonic() > end:
            return "the private key is still on the clipboard"
        time.sleep(0.2)
    return None


class Keyring:
    """A GNOME Keyring that is this test's alone."""

    def __init__(self):
        # A copy has no file capabilities, which containers often refuse to grant.
        self.program = shutil.copy(shutil.which("gnome-keyring-daemon"), os.environ["HOME"])
        self.daemon = None
        self.start()

    def start(self):
        self.daemon = subprocess.Popen(
            [self.program, "--foreground", "--components=secrets", "--unlock"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.daemon.stdin.write(b"password")
        self.daemon.stdin.close()
        end = time.monotonic() + ANSWER
        while not on_bus("org.freedesktop.secrets"):
            if time.monotonic() > end:
                sys.exit("gnome-keyring-daemon does not answer")
            time.sleep(0.1)

    def kill(self):
        self.daemon.kill()
        self.daemon.wait()

    def wait_for(self, label, gone=False):
        """None once an item whose label says so is there, or is not; read with libsecret's own tool."""
        end = time.monotonic() + ANSWER
        while True:
            said = subprocess.run(
                ["secret-tool", "search", "--all", "service", "Jotlens"], capture_output=True, timeout=10,
                encoding="utf-8", errors="replace",  # it prints the secrets as well, and they are no text
            )
            labels = [line for line in said.stdout.splitlines() if line.startswith("label")]
            if any(label in line for line in labels) != gone:
                return None
            if time.monotonic() > end:
                return f"the keyring holds {labels}"
            time.sleep(0.2)


def sign(key):
    """An ES256 token, signed with openssl."""
    claims = {"iss": "https://auth.example.com", "sub": "user_481", "iat": 1790000000, "exp": 4102444800}
    parts = [base64url(json.dumps(part).encode()) for part in ({"alg": "ES256", "typ": "JWT"}, claims)]
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(key)
        file.flush()
        der = subprocess.run(
            ["openssl", "dgst", "-sha256", "-sign", file.name], input=".".join(parts).encode(), capture_output=True,
            check=True,
        ).stdout
    # SEQUENCE of two INTEGERs, each 32 bytes give or take its leading zeros.
    r_end = 4 + der[3]
    numbers = der[4:r_end], der[r_end + 2 :]
    return ".".join([*parts, base64url(b"".join(number[-32:].rjust(32, b"\0") for number in numbers))])


def tampered(token):
    header, payload, signature = token.split(".")
    claims = base64.urlsafe_b64decode(payload + "==").replace(b"user_481", b"user_482")
    return ".".join([header, base64url(claims), signature])


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


if __name__ == "__main__":
    main()
