#!/usr/bin/env bash
# Measures start, memory and idling of the built program beside an empty window with the same renderer.
#
#   cargo build --release --example empty_window && cargo build --release
#   tests/e2e/measure.sh [--pairs N] [--with TEXT-FILE] [BINARY [EMPTY]]
#
# Prints numbers and judges nothing: noisy machines make poor judges. Read the ratio of the pairs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/session.sh"

target=${CARGO_TARGET_DIR:-$here/../../target}
options=()
while [[ ${1:-} == --* ]]; do
    options+=("$1" "$([ -f "$2" ] && realpath "$2" || echo "$2")")
    shift 2
done
binary=$(realpath "${1:-$target/release/jotlens}")
empty=$(realpath "${2:-$target/release/examples/empty_window}")
in_session "$here/measure.py" ${options[@]+"${options[@]}"} "$binary" "$empty"
