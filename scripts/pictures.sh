#!/usr/bin/env bash
# Makes the pictures of the README anew, from the window as it is now: assets/screenshots/*.png, and beside each the
# words that are in it. `cargo test --test window pictures` fails where they are stale.
set -euo pipefail
cd "$(dirname "$0")/.."

export LIBGL_ALWAYS_SOFTWARE=1
for driver in /usr/share/vulkan/icd.d/lvp_icd*.json; do
    [ -f "$driver" ] && export VK_DRIVER_FILES="$driver" VK_ICD_FILENAMES="$driver"
done
UPDATE_PICTURES=1 cargo test --locked --test window pictures
git status --short assets/screenshots
