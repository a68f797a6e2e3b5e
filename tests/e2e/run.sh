#!/usr/bin/env bash
# Drives the built program in a real window: pastes tokens through the real clipboard and reads the verdict
# back from the accessibility tree.
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

in_session "$here/window.py" "$(realpath "$binary")" ${shots:+"$(mkdir -p "$shots" && realpath "$shots")"}
