//! Tables for what is asked of a system before a window opens.

use super::*;

fn variables(set: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
    move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
}

#[test]
fn the_display_is_the_one_that_winit_takes() {
    type Case = (&'static [(&'static str, &'static str)], Option<Display>);
    let cases: &[Case] = &[
        (&[], None),
        (&[("DISPLAY", "")], None),
        (&[("WAYLAND_DISPLAY", "")], None),
        (&[("WAYLAND_DISPLAY", ""), ("WAYLAND_SOCKET", ""), ("DISPLAY", "")], None),
        (&[("DISPLAY", ":0")], Some(Display::X11)),
        (&[("WAYLAND_DISPLAY", ""), ("DISPLAY", ":0")], Some(Display::X11)),
        (&[("WAYLAND_DISPLAY", "wayland-0")], Some(Display::Wayland)),
        (&[("WAYLAND_SOCKET", "7")], Some(Display::Wayland)),
        (&[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")], Some(Display::Wayland)),
    ];
    for (set, expected) in cases {
        assert_eq!(display(variables(set)), *expected, "{set:?}");
    }
}

#[test]
fn no_display_is_said_before_anything_is_looked_for() {
    if cfg!(target_os = "linux") {
        assert_eq!(check(variables(&[])), Err(Problem::NoDisplay));
        assert_eq!(check(variables(&[("DISPLAY", "")])), Err(Problem::NoDisplay));
    }
}

#[test]
fn each_missing_library_names_its_package() {
    let packages = |display, absent: &[&str]| -> Vec<&str> {
        missing(display, |library| !absent.contains(&library)).iter().map(|one| one.package).collect()
    };
    assert!(packages(Display::X11, &[]).is_empty());
    assert!(packages(Display::Wayland, &[]).is_empty());
    let cases: &[(Display, &[&str], &[&str])] = &[
        (Display::X11, &["libX11.so.6"], &["libx11-6"]),
        (Display::X11, &["libX11-xcb.so.1"], &["libx11-xcb1"]),
        (Display::X11, &["libXcursor.so.1"], &["libxcursor1"]),
        (Display::X11, &["libXi.so.6"], &["libxi6"]),
        (Display::X11, &["libxkbcommon.so.0"], &["libxkbcommon0"]),
        (Display::X11, &["libxkbcommon-x11.so.0"], &["libxkbcommon-x11-0"]),
        (Display::X11, &["libGL.so.1", "libEGL.so.1"], &["libgl1"]),
        // One of the two graphics libraries is enough on X11; Wayland has EGL only.
        (Display::X11, &["libGL.so.1"], &[]),
        (Display::X11, &["libEGL.so.1"], &[]),
        (Display::Wayland, &["libEGL.so.1"], &["libegl1"]),
        (Display::Wayland, &["libGL.so.1"], &[]),
        (Display::Wayland, &["libwayland-client.so.0"], &["libwayland-client0"]),
        (Display::Wayland, &["libwayland-egl.so.1"], &["libwayland-egl1"]),
        (Display::Wayland, &["libxkbcommon.so.0"], &["libxkbcommon0"]),
        // What belongs to the other display, or only adds fonts, is not asked for.
        (Display::Wayland, &["libX11.so.6", "libxkbcommon-x11.so.0"], &[]),
        (Display::X11, &["libwayland-client.so.0", "libfontconfig.so.1"], &[]),
    ];
    for (display, absent, expected) in cases {
        assert_eq!(packages(*display, absent), *expected, "{display:?} without {absent:?}");
    }
    assert_eq!(missing(Display::X11, |_| false).len(), X11.len());
    assert_eq!(missing(Display::Wayland, |_| false).len(), WAYLAND.len());
}

#[test]
fn the_words_name_what_is_missing_and_what_helps() {
    let missing = missing(Display::X11, |library| library.starts_with("libX"));
    let text = words(&Problem::Libraries(missing));
    assert_eq!(
        text,
        "No window: it needs what is not installed here: libxkbcommon.so.0, libxkbcommon-x11.so.0, \
         libGL.so.1 or libEGL.so.1\n\
         On Debian and Ubuntu, as root: apt install libgl1 libxkbcommon-x11-0 libxkbcommon0\n\
         Without a window: jotlens inspect TOKEN (more with jotlens --help)"
    );
    let problems = [
        (Problem::NoDisplay, "DISPLAY"),
        (Problem::Unreachable { display: ":9".to_owned(), reason: "refused".to_owned() }, "DISPLAY is :9"),
        (Problem::Extensions(vec!["RANDR", "XKEYBOARD"]), "RANDR, XKEYBOARD"),
        (Problem::Window("no config".to_owned()), "no config"),
    ];
    for (problem, part) in problems {
        let text = words(&problem);
        assert!(text.contains(part), "{text}");
        assert!(text.ends_with("jotlens inspect TOKEN (more with jotlens --help)"), "{text}");
    }
}

#[test]
fn paths_are_read_from_the_cache() {
    let cache = b"glibc-ld.so.cache1.1\0\x07\0\x80/nolib.so\0libX11.so.6\0/usr/lib/libX11.so.6\0\
                  /opt/lib32/libX11.so.6\0/usr/lib/xlibX11.so.6\0/usr/lib/libX11.so.6.4\0\xff/usr/lib/libX11.so.6";
    let found: Vec<_> = cached_paths(cache, "libX11.so.6").collect();
    assert_eq!(found, ["/usr/lib/libX11.so.6", "/opt/lib32/libX11.so.6"]);
    assert_eq!(cached_paths(cache, "libGL.so.1").count(), 0);
    assert_eq!(cached_paths(b"", "libGL.so.1").count(), 0);
}

#[test]
fn only_libraries_for_our_processor_count() {
    let folder = std::env::temp_dir().join(format!("jotlens-preflight-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let own = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0".to_vec();
    let mut narrow = own.clone();
    narrow[4] = 1;
    let mut other = own.clone();
    other[18] = 0xb7;
    for (name, bytes) in [
        ("libgood.so", own.as_slice()),
        ("libnarrow.so", narrow.as_slice()),
        ("libother.so", other.as_slice()),
        ("libshort.so", b"\x7fELF".as_slice()),
        ("libtext.so", b"INPUT(libgood.so) and so on".as_slice()),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let cache = format!("\0{}\0", folder.join("libgood.so").display()).into_bytes();
    let by_folder = Loader { folders: vec![folder.clone()], cache: Vec::new(), own: own.clone() };
    let by_cache = Loader { folders: Vec::new(), cache, own };
    assert!(by_folder.finds("libgood.so"));
    assert!(by_cache.finds("libgood.so"));
    for absent in ["libnarrow.so", "libother.so", "libshort.so", "libtext.so", "libnone.so", ""] {
        assert!(!by_folder.finds(absent), "{absent}");
        assert!(!by_cache.finds(absent), "{absent}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn this_system_has_a_c_library() {
    let Some(loader) = Loader::of_this_system(|_| None) else {
        println!("skipped: the loader keeps no cache here");
        return;
    };
    assert!(loader.finds("libc.so.6"));
    assert!(!loader.finds("libjotlens-is-no-library.so.1"));
}
