//! The file of settings: what it keeps, and what it does with what it does not know.

use super::*;

fn all_changed() -> Settings {
    Settings {
        language: Language::Korean,
        theme: ThemeChoice::Light,
        text_percent: 125,
        zone: Zone::Local,
        leeway_secs: 60,
        algorithm: JwsAlgorithm::Ps256,
        life_secs: Some(900),
        clear_clipboard_secs: None,
        remember_window: false,
        remember_files: false,
        sign_after_edit: true,
        lock_after_mins: Some(15),
    }
}

fn json(settings: &Settings) -> Map<String, Value> {
    let Ok(Value::Object(map)) = serde_json::from_slice(&write(settings, &Rest::default())) else {
        panic!("no object")
    };
    map
}

fn read_json(value: &Map<String, Value>) -> Read {
    read(&serde_json::to_vec(value).unwrap(), &Settings::default()).unwrap()
}

#[test]
fn what_is_written_is_read() {
    for settings in [Settings::default(), all_changed()] {
        let written = write(&settings, &Rest::default());
        let other = Settings { text_percent: 90, life_secs: Some(1), ..all_changed() };
        assert_eq!(read(&written, &other).unwrap().settings, settings, "nothing comes from the defaults");
        assert!(written.ends_with(b"}\n"));
    }
    let (one, other) = (json(&Settings::default()), json(&all_changed()));
    for name in MEMBERS {
        assert_ne!(one[name], other[name], "{name} is written");
    }
    assert_eq!(one.len(), MEMBERS.len());
    for algorithm in JwsAlgorithm::ALL {
        let settings = Settings { algorithm: *algorithm, ..Settings::default() };
        assert_eq!(read_json(&json(&settings)).settings, settings);
    }
}

/// What no member may be, whatever it is.
const NEVER: [&str; 6] = ["{}", "[]", r#""""#, r#""\u0000""#, "-1", "1e99"];

#[test]
fn each_bad_member_alone_is_its_default() {
    let bad: [(&str, &[&str]); 12] = [
        ("language", &["null", "1", r#""de""#, r#""EN""#, "true"]),
        ("theme", &["null", "0", r#""Dark""#, r#""sepia""#, r#"["dark"]"#]),
        ("text_percent", &["null", "0", "79", "201", "100.5", r#""100""#, "18446744073709551615", "65636"]),
        ("time_zone", &["null", r#""Asia/Seoul""#, "9"]),
        ("leeway_secs", &["null", "86401", "1.5", r#""30""#, "9223372036854775808"]),
        ("algorithm", &["null", r#""none""#, r#""es256""#, r#""RSA-OAEP""#, "256"]),
        ("life_secs", &["0", "true", r#""1h""#, "315576001"]),
        ("clear_clipboard_secs", &["0", "4", "3601", "false", r#""never""#, "4294967326"]),
        ("remember_window", &["null", "1", r#""yes""#]),
        ("remember_files", &["null", "0", r#""true""#]),
        ("sign_after_edit", &["null", "1"]),
        ("lock_after_mins", &["0", "1441", r#""5""#, "4294967297"]),
    ];
    assert_eq!(bad.map(|(name, _)| name), MEMBERS);
    let (changed, defaults) = (json(&all_changed()), json(&Settings::default()));
    for (name, values) in bad {
        for text in values.iter().chain(&NEVER) {
            let mut file = changed.clone();
            file[name] = serde_json::from_str(text).unwrap();
            let found = read_json(&file);
            assert_eq!(found.bad, [name], "{text}");
            let mut want = changed.clone();
            want[name] = defaults[name].clone();
            assert_eq!(json(&found.settings), want, "{name}: {text}");
            // It is still there after another choice, and gone after a choice of its own.
            let kept: Value = serde_json::from_slice(&write(&found.settings, &found.rest)).unwrap();
            assert_eq!(kept[name], file[name]);
            let mut rest = found.rest.clone();
            rest.chosen(setting(name, &changed[name]).unwrap());
            let kept: Value = serde_json::from_slice(&write(&all_changed(), &rest)).unwrap();
            assert_eq!(kept[name], changed[name]);
        }
    }
}

#[test]
fn a_missing_member_is_its_default_and_not_bad() {
    for name in MEMBERS {
        let mut file = json(&all_changed());
        let _ = file.remove(name);
        let found = read_json(&file);
        assert!(found.bad.is_empty());
        let mut want = json(&all_changed());
        want[name] = json(&Settings::default())[name].clone();
        assert_eq!(json(&found.settings), want, "{name}");
    }
    let empty = read(b"{}", &all_changed()).unwrap();
    assert_eq!(empty.settings, all_changed());
}

#[test]
fn what_a_later_version_wrote_stays() {
    let file = r#"{"theme":"high-contrast","window":{"tabs":[1,2.50,null]},"leeway_secs":30,"":0}"#;
    let mut found = read(file.as_bytes(), &Settings::default()).unwrap();
    assert_eq!((found.settings.leeway_secs, &found.bad[..]), (30, &["theme"][..]));
    found.settings.set(Setting::LeewaySecs(60));
    found.rest.chosen(Setting::LeewaySecs(60));
    let kept: Value = serde_json::from_slice(&write(&found.settings, &found.rest)).unwrap();
    assert_eq!(kept["window"]["tabs"], json!([1, 2.5, null]));
    assert_eq!(
        (&kept["theme"], &kept["leeway_secs"], &kept[""]),
        (&json!("high-contrast"), &json!(60), &json!(0))
    );
    found.rest.forget_bad();
    let kept: Value = serde_json::from_slice(&write(&found.settings, &found.rest)).unwrap();
    assert_eq!((&kept["theme"], &kept["window"]["tabs"][0]), (&json!("system"), &json!(1)));
}

#[test]
fn what_is_no_object_is_no_file_of_settings() {
    let deep = "[".repeat(100_000);
    for text in
        ["", " ", "null", "[]", "1", "\"{}\"", "{", "{\"theme\":\"dark\"", "{}{}", "{'theme':1}", "\0", &deep]
    {
        assert_eq!(read(text.as_bytes(), &Settings::default()), None, "{text:.20}");
    }
    assert_eq!(read(b"{\"theme\":\"\xff\"}", &Settings::default()), None);
    assert!(read(b"\xef\xbb\xbf{}", &Settings::default()).is_some(), "with a byte order mark");
}

#[test]
fn numbers_outside_of_their_range_come_inside() {
    let mut settings = Settings::default();
    for (setting, want) in [
        (Setting::TextPercent(0), Setting::TextPercent(80)),
        (Setting::TextPercent(u16::MAX), Setting::TextPercent(200)),
        (Setting::LeewaySecs(-5), Setting::LeewaySecs(0)),
        (Setting::LeewaySecs(i64::MAX), Setting::LeewaySecs(86_400)),
        (Setting::LifeSecs(Some(i64::MIN)), Setting::LifeSecs(Some(1))),
        (Setting::ClearClipboardSecs(Some(u32::MAX)), Setting::ClearClipboardSecs(Some(3_600))),
        (Setting::LockAfterMins(Some(0)), Setting::LockAfterMins(Some(1))),
    ] {
        settings.set(setting);
        let mut wanted = settings.clone();
        wanted.set(want);
        assert_eq!(settings, wanted, "{setting:?}");
        assert!(read_json(&json(&settings)).bad.is_empty(), "{setting:?} can be read again");
    }
}
