#!/usr/bin/env bash
# Draws assets/icon.png and assets/icons/*.png from assets/icon.svg. Needs rsvg-convert (Debian: librsvg2-bin).
# The pictures are committed, so that neither a build nor a package needs it.
set -euo pipefail
cd "$(dirname "$0")/../assets"

mkdir -p icons
for size in 16 24 32 48 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" --output "icons/$size.png" icon.svg
done
cp icons/256.png icon.png
