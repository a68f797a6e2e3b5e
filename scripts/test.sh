#!/usr/bin/env bash
# The one test command: format, lints, docs, tests, a release build, the program in a real window, its package.
#
#   ./scripts/test.sh
#
# Installs what it needs when it is root on Debian or Ubuntu; elsewhere it says what to install. Goes on after a
# failure and ends with a summary and "N passed, N failed"; exit status 1 when anything failed.
set -uo pipefail
cd "$(dirname "$0")/.."
exec </dev/null
export CARGO_TERM_PROGRESS_WHEN=never LC_ALL=C.UTF-8
target=${CARGO_TARGET_DIR:-target}
vectors=${JOTLENS_VECTORS:-../shared/vectors}
check=../shared/check/check.py

# What the build, the window, the snapshots, the tests of the vaults and the window test need, as Debian names it.
packages=(
    gcc libc6-dev
    libgl1 libgl1-mesa-dri libegl1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0 libfontconfig1
    libvulkan1 mesa-vulkan-drivers
    gnome-keyring libsecret-tools age openssl openssh-client
    xvfb xdotool xclip dbus at-spi2-core python3 python3-gi gir1.2-atspi-2.0
    python3-venv
    # The package, and the installed program on a desktop.
    dpkg-dev lintian desktop-file-utils shared-mime-info appstream man-db debootstrap
    openbox gir1.2-gtk-3.0
    # What the code of "Copy as" is run with.
    golang-go default-jdk-headless libjackson2-databind-java junit5
)
# Node brings its npm along where it does not come from Debian.
command -v npm >/dev/null || packages+=(nodejs npm)

main() {
    prepare || exit 1
    software_rendering

    step "format" cargo fmt --check
    step "lints" cargo clippy --locked --all-targets -- -D warnings
    step "docs" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
    step "tests" cargo test --locked --no-fail-fast
    step "release build" cargo build --locked --release
    if [ "$(uname)" != Linux ]; then
        skip "the window" "it drives X11, which is tested on Linux only"
    elif [ -x "$target/release/jotlens" ]; then
        step "the window" tests/e2e/run.sh "$target/release/jotlens" "$target/e2e"
    else
        skip "the window" "there is no release build"
    fi
    package
    interop
    outside_check hostile hostile "$vectors/hostile/manifest.json" 100
    outside_check providers cases "$vectors/providers/cases.json" 100
    outside_check keys keys "$vectors/keys/manifest.json" 99
    summary
}

# --- steps ---------------------------------------------------------------------------------------------------------

passed=0 failed=0 report=()
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# step NAME COMMAND…: what the command counts as passed and failed tests is added up; a command that counts none is one.
step() {
    local name=$1 start=$SECONDS status ok bad left_out mark
    shift
    printf '\n=== %s: %s\n' "$name" "$*"
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    # "test result: ok. 5 passed; 0 failed; …" of cargo, "key test: 6 passed, 0 failed" and perhaps ", 1 skipped" of ours.
    read -r ok bad left_out < <(sed -nE 's/^(test result|window test|key test|desktop test|installed test|package test|interop test):.* ([0-9]+) passed[;,] ([0-9]+) failed(, ([0-9]+) skipped)?.*/\2 \3 \5/p' "$log" |
        awk '{ ok += $1; bad += $2; left_out += $3 } END { print ok + 0, bad + 0, left_out + 0 }')
    if [ "$status" -eq 0 ]; then
        [ $((ok + bad)) -gt 0 ] || ok=1
        mark=ok
    else
        [ "$bad" -gt 0 ] || bad=1
        mark=FAILED
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    [ "$left_out" -gt 0 ] && left_out=", $left_out skipped" || left_out=
    report+=("$(printf '%-7s %-16s %5d s   %d passed, %d failed%s' "$mark" "$name" $((SECONDS - start)) "$ok" "$bad" "$left_out")")
    printf -- '--- %s: %s after %d s\n' "$name" "$mark" $((SECONDS - start))
}

# The Debian package, and what is in it used on a desktop: installed on this machine where that is thrown away afterwards
# (JOTLENS_THROWAWAY=1), else unpacked into the target folder.
package() {
    if ! command -v dpkg-deb >/dev/null; then
        skip "package" "dpkg-deb is missing: this is no Debian"
    elif [ ! -x "$target/release/jotlens" ]; then
        skip "package" "there is no release build"
    else
        step "package" tests/package/run.sh "$target/release/jotlens" "$target/package"
        step "installed" installed
    fi
}

installed() {
    local package status=0 root=$target/package/unpacked
    package=$(find "$target/package" -maxdepth 1 -name 'jotlens_*.deb' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
    [ -n "$package" ] || { echo "there is no package"; return 1; }
    if [ "${JOTLENS_THROWAWAY:-}" = 1 ] && [ "$(id -u)" -eq 0 ]; then
        echo "installing $package on this machine"
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$(realpath "$package")" >/dev/null || return 1
        tests/e2e/installed.sh /usr "$target/installed" || status=1
        DEBIAN_FRONTEND=noninteractive apt-get purge -y jotlens >/dev/null || return 1
        [ -z "$(find /usr /etc /var/lib -xdev -name '*jotlens*' -print -quit)" ] || { echo "something of it is left"; return 1; }
    else
        rm -rf "$root"
        dpkg-deb --extract "$package" "$root" || return 1
        tests/e2e/installed.sh "$root/usr" "$target/installed" || status=1
    fi
    return "$status"
}

# Independent libraries read our tokens, and we read theirs; they judge our negative tests, and the code that we write
# for them is run. They are installed below the target folder and nowhere else.
interop() {
    local place=$target/interop python=$target/interop/venv/bin/python
    if [ ! -x "$target/release/jotlens" ]; then
        skip "interop" "there is no release build"
    elif ! { [ -x "$python" ] || /usr/bin/env python3 -m venv "$place/venv"; } >"$log" 2>&1 ||
        ! "$python" -m pip install --quiet jwcrypto joserfc pyjwt >>"$log" 2>&1; then
        skip "interop" "jwcrypto, joserfc and PyJWT cannot be installed: $(tail -n 1 "$log")"
    else
        mkdir -p "$place/node"
        npm install --prefix "$place/node" --no-audit --no-fund --silent jose >"$log" 2>&1 ||
            echo "skipped: npm's jose cannot be installed: $(tail -n 1 "$log")"
        step "interop" "$python" tests/interop/interop.py "$target/release/jotlens" "$place/work" "$place/node/node_modules"
        step "negative tests" "$python" tests/interop/negatives.py "$target/release/jotlens" "$place/negatives" "$place/node/node_modules"
        step "copied code" env JOTLENS_INTEROP="$(realpath "$place")" cargo test --locked --test copied_code -- --nocapture
    fi
}

skip() {
    report+=("$(printf '%-7s %-16s %s' skipped "$1" "$2")")
    printf '\n=== %s: skipped, %s\n' "$1" "$2"
}

# outside_check NAME KIND FILE BAR: scores the built program by the contract of its Report, where that script lies beside
# the project. Less than BAR per cent is a failure, and so is a crash or an answer that takes more than five seconds.
outside_check() {
    if [ -f "$check" ] && [ -f "$3" ] && [ -x "$target/release/jotlens" ]; then
        step "check $1" env BAR="$4" python3 "$check" "$(realpath "$target/release/jotlens")" "$2" "$3"
    fi
}

summary() {
    printf '\n=== summary\n'
    printf '%s\n' "${report[@]}"
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
}

# --- what must be there --------------------------------------------------------------------------------------------

prepare() {
    install_packages || return 1
    if ! command -v cargo >/dev/null; then
        echo "cargo is missing: install Rust 1.95 or later from https://rustup.rs, then run this again" >&2
        return 1
    fi
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        if command -v rustup >/dev/null; then
            rustup component add rustfmt clippy || return 1
        else
            echo "rustfmt or clippy is missing: install them beside cargo, then run this again" >&2
            return 1
        fi
    fi
}

install_packages() {
    [ "$(uname)" = Linux ] || return 0
    if ! command -v dpkg-query >/dev/null; then
        missing_tools
        return
    fi
    local missing=() package
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        printf 'these packages are missing; install them, then run this again:\n  sudo apt-get install %s\n' "${missing[*]}" >&2
        return 1
    fi
    echo "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "could not install ${missing[*]}" >&2
        return 1
    fi
}

# Not Debian: look for the programs, and for the libraries let the tests speak.
missing_tools() {
    local missing=() tool
    for tool in cc Xvfb xdotool xclip dbus-run-session gnome-keyring-daemon secret-tool age openssl; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null ||
        missing+=("python3 with gi and the AT-SPI typelib")
    [ ${#missing[@]} -gt 0 ] || return 0
    printf 'missing: %s\non Debian these packages have what is needed:\n  %s\n' \
        "$(IFS=,; echo "${missing[*]}")" "${packages[*]}" >&2
    return 1
}

# Pictures that are compared must come from one renderer, whatever the machine has.
software_rendering() {
    local driver
    export LIBGL_ALWAYS_SOFTWARE=1
    for driver in /usr/share/vulkan/icd.d/lvp_icd*.json; do
        [ -f "$driver" ] && export VK_DRIVER_FILES="$driver" VK_ICD_FILENAMES="$driver"
    done
}

main
