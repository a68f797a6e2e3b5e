#!/usr/bin/env bash
# Makes the Debian package, looks at it, installs it on a bare Debian, uses it there, and takes it off again.
#
#   tests/package/run.sh [BINARY [FOLDER]]
#
# BINARY defaults to target/release/jotlens, FOLDER to target/package. The bare Debian is made once by debootstrap in
# FOLDER/bare-RELEASE, which needs root and Debian's archive; where one of them is missing, that part is skipped and says
# so. On a machine that is made for the run (JOTLENS_THROWAWAY=1) that is a failure, unless the archive does not answer.
# What is checked by a tool that is not here is skipped too. Ends with "package test: N passed, M failed, K skipped".
set -uo pipefail
cd "$(dirname "$0")/../.."

target=${CARGO_TARGET_DIR:-target}
binary=$(realpath "${1:-$target/release/jotlens}")
mkdir -p "${2:-$target/package}"
folder=$(realpath "${2:-$target/package}")
# The release that runs here, since the package depends on what it is built with.
release=$(. /etc/os-release 2>/dev/null; echo "${VERSION_CODENAME:-bookworm}")
bare=$folder/bare-$release
passed=0 failed=0 skipped=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Signed with ES256 for this test; exp is the year 2100. The key that it was signed with, its public half.
token=eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IndpbmRvdy10ZXN0In0.eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5jb20iLCJzdWIiOiJ1c2VyXzQ4MSIsImF1ZCI6Imh0dHBzOi8vYXBpLmV4YW1wbGUuY29tIiwiaWF0IjoxNzkwMDAwMDAwLCJleHAiOjQxMDI0NDQ4MDB9.7GPggYGxnQXS4a3FRyuKm-BQ9Xi2rItKD-u8NHlPyye4Ti499HNnp1ZDSRAvgMragXZD-Ux7YnE50zUPBdjQ4A
key='{"kty":"EC","crv":"P-256","kid":"window-test","x":"_vO53oxSoUcQOL-lI4EaJ5hSox5ve5GiZxJ1DtWOiDg","y":"jDLn4FvpgGt_XoZp9yPihkO0MojjvU1X5yYh9QTA7cQ"}'

main() {
    package=$(scripts/package.sh "$binary" "$folder") || { failed=1; finish; }
    package=${package##*$'\n'}
    dpkg-deb --extract "$package" "$work/tree"
    printf 'the package: %s, %s bytes\n' "$(basename "$package")" "$(stat -c %s "$package")"

    check "everything is in it" complete
    check "the same again, byte for byte" again
    check "no path of this machine is in it, the program aside" no_paths
    with lintian "lintian has no errors or warnings" lintian --allow-root --fail-on error,warning "$package"
    with desktop-file-validate "the desktop entry" desktop-file-validate "$work/tree/usr/share/applications/jotlens.desktop"
    # The project has no domain, so its name is not one in reverse.
    with appstreamcli "the description for software centres" appstreamcli validate --no-net \
        --override=cid-desktopapp-is-not-rdns=info "$work/tree/usr/share/metainfo/jotlens.metainfo.xml"
    with update-mime-database "the kinds of files" kinds
    if /usr/bin/python3 -c 'from gi.repository import Gio' 2>/dev/null; then
        check "the kinds of other files stay as they are" other_kinds
    else
        skip "the kinds of other files stay as they are" "python3-gi is missing"
    fi
    with man "the manual pages" manuals
    check "completions for bash" bash_completes
    with zsh "completions for zsh" zsh -n "$work/tree/usr/share/zsh/vendor-completions/_jotlens"
    with fish "completions for fish" fish --no-execute "$work/tree/usr/share/fish/vendor_completions.d/jotlens.fish"

    if [ "$(id -u)" -ne 0 ]; then
        no_bare "only root can make one"
    elif ! command -v debootstrap >/dev/null; then
        no_bare "debootstrap is missing"
    elif ! make_bare; then
        no_bare "debootstrap failed: $(tail -n 1 "$work/log")"
    else
        on_bare
    fi
    finish
}

# --- what is in it -------------------------------------------------------------------------------------------------

complete() {
    local file size missing=0
    for size in 16 24 32 48 64 128 256 512; do
        echo "usr/share/icons/hicolor/${size}x$size/apps/jotlens.png"
    done >"$work/wanted"
    cat >>"$work/wanted" <<END
usr/bin/jotlens
usr/share/applications/jotlens.desktop
usr/share/mime/packages/jotlens.xml
usr/share/metainfo/jotlens.metainfo.xml
usr/share/icons/hicolor/scalable/apps/jotlens.svg
usr/share/doc/jotlens/copyright
usr/share/doc/jotlens/crates.txt.gz
usr/share/doc/jotlens/changelog.gz
usr/share/man/man1/jotlens.1.gz
usr/share/man/man1/jotlens-inspect.1.gz
usr/share/man/man1/jotlens-keys-generate.1.gz
usr/share/bash-completion/completions/jotlens
usr/share/zsh/vendor-completions/_jotlens
usr/share/fish/vendor_completions.d/jotlens.fish
END
    while read -r file; do
        [ -s "$work/tree/$file" ] || { echo "missing: $file"; missing=1; }
    done <"$work/wanted"
    for file in MIT Apache-2.0 OFL-1.1 "Inter Project" "Noto Project" JetBrains Adobe; do
        grep -q "$file" "$work/tree/usr/share/doc/jotlens/copyright" || { echo "the licences do not name $file"; missing=1; }
    done
    # Every command that the program has, has its page.
    for file in $("$binary" --help | sed -nE '/^Commands:/,/^$/s/^  ([a-z]+) .*/\1/p' | grep -v help); do
        [ -s "$work/tree/usr/share/man/man1/jotlens-$file.1.gz" ] || { echo "no page for $file"; missing=1; }
    done
    return "$missing"
}

again() {
    local other
    other=$(scripts/package.sh "$binary" "$work/again") && cmp "$package" "${other##*$'\n'}"
}

# Where it was built and by whom is nobody's business. The program itself is as the compiler made it: where its panics are
# stands in it, and to write that otherwise it would have to be built once more.
no_paths() {
    ! find "$work/tree" -type f -not -path "$work/tree/usr/bin/jotlens" -exec grep -lF -e "$PWD" -e "$HOME/" {} + | grep . || return 1
    ! find "$work/tree" -name '*.gz' -exec zgrep -lF -e "$PWD" -e "$HOME/" {} + | grep .
}

kinds() {
    mkdir -p "$work/mime/packages"
    cp "$work/tree/usr/share/mime/packages/jotlens.xml" "$work/mime/packages/"
    update-mime-database -V "$work/mime" 2>&1 | grep -iE 'error|warning' && return 1
    local kind
    for kind in jwt:application/jwt jwk:application/jwk+json jwks:application/jwk-set+json; do
        grep -q ":${kind#*:}:\*\.${kind%%:*}$" "$work/mime/globs2" || { echo "$kind is not known"; return 1; }
        opened "${kind#*:}" || return 1
    done
}

opened() {
    grep -q "^MimeType=\(.*;\)\?$1;" "$work/tree/usr/share/applications/jotlens.desktop" || { echo "$1 is not opened"; return 1; }
}

# What the system calls a file is the same with the package as without it, but for the kinds that are ours.
other_kinds() {
    local body name kind
    mkdir -p "$work/files"
    for body in "PGP MESSAGE" "PGP SIGNATURE" "PGP PUBLIC KEY BLOCK" "PRIVATE KEY" "CERTIFICATE" "OPENSSH PRIVATE KEY"; do
        for name in .asc .pem .key .crt .txt ""; do
            printf -- '-----BEGIN %s-----\n\nbWFkZSB1cA==\n-----END %s-----\n' "$body" "$body" >"$work/files/${body// /-}$name"
        done
    done
    printf '{"kty":"oct"}\n' >"$work/files/key.json"
    XDG_DATA_DIRS=/usr/share kinds_of "$work"/files/* >"$work/before" || return 1
    XDG_DATA_DIRS=$work:/usr/share kinds_of "$work"/files/* >"$work/after" || return 1
    grep -q "PGP-MESSAGE.asc application/pgp-encrypted$" "$work/before" || { echo "this system knows no kinds"; return 1; }
    same "$work/before" "$work/after" || return 1
    for kind in $(sed -nE 's/^(CERTIFICATE|PRIVATE-KEY|OPENSSH-PRIVATE-KEY)\.pem //p' "$work/after" | sort -u); do
        opened "$kind" || return 1
    done
}

# Each file's name and kind. With an empty home: what this machine's user says of kinds is not asked.
kinds_of() {
    HOME=$work/nobody XDG_DATA_HOME=$work/nobody /usr/bin/python3 - "$@" <<'END'
import os, sys
from gi.repository import Gio
for path in sys.argv[1:]:
    about = Gio.File.new_for_path(path).query_info("standard::content-type", Gio.FileQueryInfoFlags.NONE, None)
    print(os.path.basename(path), about.get_content_type())
END
}

manuals() {
    local page
    for page in "$work"/tree/usr/share/man/man1/*.gz; do
        man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null | grep . && { echo "in $page"; return 1; }
    done
    man -l "$work/tree/usr/share/man/man1/jotlens.1.gz" 2>/dev/null | grep -q "EXIT STATUS"
}

bash_completes() {
    local said
    said=$(bash -c '. "$1"; COMP_WORDS=(jotlens ins); COMP_CWORD=1; _jotlens jotlens ins jotlens; echo "${COMPREPLY[@]}"' bash \
        "$work/tree/usr/share/bash-completion/completions/jotlens")
    [ "$said" = inspect ] || { echo "completed to '$said'"; return 1; }
}

# --- a bare Debian -------------------------------------------------------------------------------------------------

make_bare() {
    [ -d "$bare" ] && return 0
    echo "making a bare $release in $bare"
    rm -rf "$bare.new"
    debootstrap --variant=minbase "$release" "$bare.new" >"$work/log" 2>&1 && mv "$bare.new" "$bare"
}

inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${proxies[@]}" chroot "$bare" "$@"; }

# The way to the archive, where it is not the straight one.
proxies=()
for name in http_proxy https_proxy no_proxy; do
    [ -z "${!name:-}" ] || proxies+=("$name=${!name}")
done

# no_bare WHY: half of what is tested here does not happen. Nobody reads that of a run that goes by itself.
no_bare() {
    if [ "${JOTLENS_THROWAWAY:-}" = 1 ] && archive_answers; then
        check "a bare Debian" fail "$1"
    else
        skip "a bare Debian" "$1"
    fi
}

fail() { echo "$1"; return 1; }

archive_answers() {
    /usr/bin/env python3 - "$release" <<'END' 2>/dev/null
import sys, urllib.request
urllib.request.urlopen(f"http://deb.debian.org/debian/dists/{sys.argv[1]}/Release", timeout=20).read(1)
END
}

on_bare() {
    # The base system leaves manual pages out where it is told to; this one is not.
    cp "$package" "$bare/tmp/jotlens.deb"
    # Whatever a run that was interrupted left.
    inside apt-get purge -y jotlens >/dev/null 2>&1
    inside apt-get autoremove -y --purge >/dev/null 2>&1
    rm -rf "$bare"/tmp/jotlens-*
    inside apt-get update >"$work/log" 2>&1 || { no_bare "no archive answers: $(tail -n 1 "$work/log")"; return; }
    inside find / -xdev -iname '*jotlens*' -not -path '/tmp/*' -not -path '/proc/*' >"$work/before"
    check "nothing of it is there before" test ! -s "$work/before"
    check "apt installs it, with what it depends on" inside apt-get install -y --no-install-recommends /tmp/jotlens.deb
    check "it is whole" inside dpkg --verify jotlens
    check "jotlens --version" says "jotlens [0-9]" inside jotlens --version
    check "no library is missing" no_missing_library
    printf '%s' "$key" >"$bare/tmp/key.jwk"
    check "jotlens inspect" says "verified|Signature valid" inside jotlens inspect --no-keychain --key /tmp/key.jwk "$token"
    check "… refuses another signature" refuses inside jotlens inspect --no-keychain --key /tmp/key.jwk "${token%????}AAAA"
    check "… needs no home folder and no keychain" inside env -u HOME jotlens inspect --key /tmp/key.jwk "$token"
    check "without a display it says so" says "No window" inside_fails jotlens "$token"
    check "its window opens with nothing else installed" window_opens
    check "apt takes it off again" inside apt-get purge -y --autoremove jotlens
    inside find / -xdev -iname '*jotlens*' -not -path '/tmp/*' -not -path '/proc/*' >"$work/after"
    check "and nothing is left of it" same "$work/before" "$work/after"
    rm -f "$bare/tmp/jotlens.deb" "$bare/tmp/key.jwk"
}

says() {
    local wanted=$1 said
    shift
    said=$("$@" 2>&1)
    grep -qE "$wanted" <<<"$said" || { printf '%s\n' "$said"; return 1; }
}

refuses() { "$@" >/dev/null 2>&1; [ $? -eq 1 ]; }

inside_fails() { inside "$@" && echo "it succeeded"; }

no_missing_library() { ! inside ldd /usr/bin/jotlens | grep "not found"; }

same() { diff "$1" "$2"; }

# Its display is a server outside: a folder is no wall for abstract sockets.
window_opens() {
    command -v Xvfb >/dev/null || { echo "Xvfb is missing"; return 1; }
    local server program display found=1
    mkdir -p "$work/screen"
    Xvfb -displayfd 3 -screen 0 1360x860x24 -noreset -nolisten tcp -fbdir "$work/screen" 3>"$work/display" 2>"$work/xvfb.log" &
    server=$!
    for _ in $(seq 200); do [ -s "$work/display" ] && break; sleep 0.05; done
    display=$(cat "$work/display")
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/jotlens-home LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 DISPLAY=":$display" \
        chroot "$bare" jotlens "$token" >"$work/said" 2>&1 &
    program=$!
    for _ in $(seq 300); do
        kill -0 "$program" 2>/dev/null || break
        # A window with words has dozens of colours.
        if SCREEN_FILE="$work/screen/Xvfb_screen0" /usr/bin/env python3 -B -c \
            'import sys; sys.path.insert(0, "tests/e2e"); from screen import Screen; sys.exit(Screen().colours() < 30)'; then
            found=0
            break
        fi
        sleep 0.2
    done
    [ "$found" -eq 0 ] || { echo "nothing was drawn; the program said:"; cat "$work/said"; }
    kill "$program" "$server" 2>/dev/null
    wait "$program" "$server" 2>/dev/null
    rm -rf "$bare"/tmp/jotlens-*
    return "$found"
}

# --- counting ------------------------------------------------------------------------------------------------------

check() {
    local name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
        printf 'ok     %s\n' "$name"
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n' "$name"
        tail -n 30 "$work/out" | sed 's/^/    /'
    fi
}

# with TOOL NAME COMMAND…: a check that needs a tool.
with() {
    local tool=$1
    shift
    if command -v "$tool" >/dev/null; then check "$@"; else skip "$1" "$tool is missing"; fi
}

skip() {
    skipped=$((skipped + 1))
    printf 'skipped %s: %s\n' "$1" "$2"
}

finish() {
    printf 'package test: %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
    exit
}

main
