#!/usr/bin/env bash
# Uses the installed program as on a desktop, with a window manager; installed.py says how.
#
#   tests/e2e/installed.sh [PREFIX] [FOLDER FOR SCREENSHOTS]
#
# PREFIX is where the package is installed: /usr, or usr in a folder where it was unpacked. Touches nothing of the user.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/session.sh"

prefix=$(realpath "${1:-/usr}")
shots=${2:-}
[ -x "$prefix/bin/jotlens" ] || { echo "nothing is installed in $prefix" >&2; exit 1; }
need openbox
/usr/bin/python3 -c 'import gi; gi.require_version("Gtk", "3.0")' 2>/dev/null ||
    { echo "missing: gir1.2-gtk-3.0 (scripts/test.sh says which packages)" >&2; exit 1; }

[ -z "$shots" ] || { mkdir -p "$shots" && shots=$(realpath "$shots"); }
if [ "$prefix" != /usr ]; then
    export PATH=$prefix/bin:$PATH XDG_DATA_DIRS=$prefix/share:/usr/local/share:/usr/share
    # What the triggers of an installed system do.
    update-mime-database "$prefix/share/mime"
    update-desktop-database "$prefix/share/applications"
fi
# Larger than the window, so that another one has room beside it.
SCREEN_SIZE=1600x1000 in_session "$here/installed.py" ${shots:+"$shots"}
