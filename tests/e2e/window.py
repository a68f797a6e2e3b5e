#!/usr/bin/python3
"""Pastes tokens into the real window and reads what it says from the accessibility tree.

Started by run.sh, inside its display and session bus: window.py BINARY [FOLDER FOR SCREENSHOTS].
Ends with "N passed, N failed"; exit status 1 when anything failed.
"""

import json
import os
import sys
import tempfile

from driver import Tally, copy, enable_accessibility, press, running, wait_for_clipboard, wait_for_words, write

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


def main():
    binary, shots = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    if TAMPERED == PAYLOAD:
        sys.exit("the tampered payload equals the good one")
    enable_accessibility()
    key = os.path.join(tempfile.mkdtemp(dir=os.environ["HOME"]), "window-test.jwk")
    with open(key, "w", encoding="utf-8") as file:
        json.dump(KEY, file)

    tally = Tally(shots)
    with running(tally, binary, "--key", key) as (program, window):
        for number, (name, clipboard, wanted, refused) in enumerate(STEPS):
            if clipboard is not None:
                copy(clipboard)
                press(window, "ctrl+v")
            tally.note(name, wait_for_words(program, wanted, refused))
            tally.picture(f"{number} {name}")
        tally.note("the picture", "next to nothing is drawn" if tally.screen.colours() < 8 else None)
        copy("before")
        press(window, COPY)
        tally.note("copying the token", wait_for_clipboard(STEPS[-1][1]))
        # The palette: a few letters, and it is done.
        press(window, "ctrl+k")
        tally.note("the palette", wait_for_words(program, ["Enter does it", "Paste token"], []))
        write(window, "theme light")
        tally.note("finding a command", wait_for_words(program, ["Theme: Light"], ["Copy token"]))
        press(window, "Return")
        tally.note("doing it", wait_for_words(program, ["Theme: Light"], ["Enter does it"]))
    tally.end("window test")


if __name__ == "__main__":
    main()
