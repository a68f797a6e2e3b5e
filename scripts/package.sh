#!/usr/bin/env bash
# Makes the Debian package of the built program.
#
#   cargo build --release && scripts/package.sh [BINARY [FOLDER]]
#
# BINARY defaults to target/release/jotlens, FOLDER to target/package. The last line printed is the package's path.
# The same commit and the same program make the same package, byte for byte: times come from git, or from
# SOURCE_DATE_EPOCH. Needs dpkg-deb, dpkg-shlibdeps (Debian: dpkg-dev), cargo and python3, and the first time the
# registry of crates.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-target}
binary=$(realpath "${1:-$target/release/jotlens}")
folder=${2:-$target/package}
mkdir -p "$folder"
folder=$(realpath "$folder")

for tool in dpkg-deb dpkg-shlibdeps cargo python3 gzip; do
    command -v "$tool" >/dev/null || { echo "package.sh: $tool is missing" >&2; exit 1; }
done
[ -x "$binary" ] || { echo "package.sh: no program at $binary: build it with cargo build --release" >&2; exit 1; }

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Cargo.lock)}
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
name=jotlens
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
debian=$version-1
architecture=$(dpkg --print-architecture)
maintainer="The Jotlens contributors <${DEBEMAIL:-jotlens@localhost.localdomain}>"
day=$(date -d "@$SOURCE_DATE_EPOCH" +%F)
package=$folder/${name}_${debian}_$architecture.deb

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/tree
doc=$root/usr/share/doc/$name

# put MODE SOURCE PLACE: a file below the root of the package.
put() { install -D -m "$1" "$2" "$root/$3"; }

put 755 "$binary" usr/bin/$name
put 644 packaging/$name.desktop usr/share/applications/$name.desktop
put 644 packaging/$name.xml usr/share/mime/packages/$name.xml
put 644 assets/icon.svg usr/share/icons/hicolor/scalable/apps/$name.svg
for icon in assets/icons/*.png; do
    size=$(basename "$icon" .png)
    put 644 "$icon" "usr/share/icons/hicolor/${size}x$size/apps/$name.png"
done
sed "s/@VERSION@/$version/; s/@DATE@/$day/" packaging/$name.metainfo.xml >"$work/metainfo.xml"
put 644 "$work/metainfo.xml" usr/share/metainfo/$name.metainfo.xml

# What only examples and tests need, no build of the program has fetched yet. Where it is there nobody is asked.
cargo fetch --quiet --locked --target "$(rustc -vV | sed -n 's/^host: //p')"

# What comes from the definition of the command line.
cargo run --quiet --locked --offline --example manual -- "$work/manual" "$day"
for page in "$work"/manual/man/*.1; do
    gzip -9n "$page"
    put 644 "$page.gz" "usr/share/man/man1/$(basename "$page").gz"
done
put 644 "$work/manual/completions/$name" usr/share/bash-completion/completions/$name
put 644 "$work/manual/completions/_$name" usr/share/zsh/vendor-completions/_$name
put 644 "$work/manual/completions/$name.fish" usr/share/fish/vendor_completions.d/$name.fish

# Licences and changes.
mkdir -p "$doc"
python3 packaging/licences.py "$doc/copyright" "$doc/crates.txt"
cp CHANGELOG.md "$doc/changelog"
cat >"$doc/changelog.Debian" <<END
$name ($debian) unstable; urgency=medium

  * Packaged as it is built; what changed is in changelog.gz.

 -- $maintainer  $(date -R -d "@$SOURCE_DATE_EPOCH")
END
gzip -9n "$doc/crates.txt" "$doc/changelog" "$doc/changelog.Debian"
put 644 packaging/lintian-overrides usr/share/lintian/overrides/$name

# What the program is linked with is computed. What it opens while it runs nobody can compute: the list of
# src/preflight.rs for X11, which the test of the package holds true by opening a window on a bare system.
opened="libx11-6, libx11-xcb1, libxcursor1, libxi6, libxkbcommon0, libxkbcommon-x11-0, libgl1"
mkdir "$work/debian"
printf 'Source: %s\n\nPackage: %s\nArchitecture: any\n' $name $name >"$work/debian/control"
linked=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/$name" 2>"$work/shlibdeps.log") || {
    cat "$work/shlibdeps.log" >&2
    exit 1
}
linked=${linked#shlibs:Depends=}

# As dpkg counts: what is in files, each up to a whole KiB, and one for everything else; no file system has a say in it.
kib=$(find "$root" -printf '%y %s\n' | awk '{ kib += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print kib }')
mkdir "$root/DEBIAN"
sed "s|@VERSION@|$debian|; s|@ARCHITECTURE@|$architecture|; s|@MAINTAINER@|$maintainer|
     s|@SIZE@|$kib|; s|@DEPENDS@|$linked, $opened|" \
    packaging/control.in >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -type d -exec chmod 755 {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >"$work/build.log"
echo "$package"
