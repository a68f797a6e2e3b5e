# Sourced. `in_session SCRIPT ARGUMENTS…` runs a Python script inside a display, a session bus and a home folder of
# its own; all three are gone afterwards. The screen's pixels are in $SCREEN_FILE (see screen.py).

need() {
    local missing=()
    for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    # Debian's own python3 has Debian's gi; another python3 found earlier in PATH has not.
    /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null || missing+=("python3-gi with gir1.2-atspi-2.0")
    [ ${#missing[@]} -eq 0 ] || { echo "missing: ${missing[*]} (scripts/test.sh says which packages)" >&2; return 1; }
}

in_session() {
    need Xvfb dbus-run-session xdotool xclip gnome-keyring-daemon secret-tool openssl
    local folder status=0 display
    folder=$(mktemp -d)
    mkdir -p "$folder/home" "$folder/runtime" "$folder/screen"
    chmod 700 "$folder/runtime"
    # The keyring of a test is the one that it starts, never one that the bus starts because somebody asked.
    mkdir -p "$folder/home/.local/share/dbus-1/services"
    printf '[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n' \
        >"$folder/home/.local/share/dbus-1/services/org.freedesktop.secrets.service"
    # -displayfd: the server picks a free number and writes it when it is ready, so nothing races.
    export SCREEN_SIZE=${SCREEN_SIZE:-1360x860}
    Xvfb -displayfd 3 -screen 0 "${SCREEN_SIZE}x24" -noreset -nolisten tcp -fbdir "$folder/screen" \
        3>"$folder/display" 2>"$folder/xvfb.log" &
    local xvfb=$!
    for _ in $(seq 200); do [ -s "$folder/display" ] && break; sleep 0.05; done
    display=$(cat "$folder/display")
    if [ -z "$display" ]; then
        cat "$folder/xvfb.log" >&2
        status=1
    else
        env -u WAYLAND_DISPLAY -u WAYLAND_SOCKET -u DBUS_SESSION_BUS_ADDRESS -u NO_AT_BRIDGE \
            HOME="$folder/home" XDG_RUNTIME_DIR="$folder/runtime" XDG_CONFIG_HOME="$folder/home/.config" \
            XDG_DATA_HOME="$folder/home/.local/share" XDG_CACHE_HOME="$folder/home/.cache" \
            LC_ALL="${E2E_LANG:-C.UTF-8}" LANG="${E2E_LANG:-C.UTF-8}" TZ=UTC DISPLAY=":$display" \
            LIBGL_ALWAYS_SOFTWARE=1 SCREEN_FILE="$folder/screen/Xvfb_screen0" \
            dbus-run-session -- sh -c 'exec "$@" >&8 2>&9 8>&- 9>&-' sh \
            /usr/bin/python3 -B -W ignore::DeprecationWarning "$@" </dev/null 8>&1 9>&2 >"$folder/bus.log" 2>&1 || status=$?
        # What the bus and its services say is noise unless something failed.
        [ "$status" -eq 0 ] || tail -n 30 "$folder/bus.log" >&2
    fi
    kill "$xvfb" 2>/dev/null || true
    wait "$xvfb" 2>/dev/null || true
    rm -rf "$folder"
    return "$status"
}
