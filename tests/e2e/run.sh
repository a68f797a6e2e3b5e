#!/usr/bin/env bash
# Drives the built program in a real window: pastes tokens through the real clipboard, keeps keys in a real GNOME
# Keyring, and reads back what the window says from the accessibility tree.
#
#   tests/e2e/run.sh [BINARY] [FOLDER FOR SCREENSHOTS]
#
# BINARY defaults to target/release/jotlens. Touches nothing of the user: own display, own session bus, own
# home folder. What it needs is listed in scripts/test.sh, which installs it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/session.sh"

binary=${1:-${CARGO_TARGET_DIR:-$here/../../target}/release/jotlens}
shots=${2:-}
[ -x "$binary" ] || { echo "no program at $binary: build it with cargo build --release" >&2; exit 1; }

[ -z "$shots" ] || { mkdir -p "$shots" && shots=$(realpath "$shots"); }
binary=$(realpath "$binary")
status=0
for test in window keys desktop; do
    in_session "$here/$test.py" "$binary" ${shots:+"$shots"} || status=1
done
exit "$status"
