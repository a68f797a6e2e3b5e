//! Settings that outlive the window, and a disk that does not always let us.

use std::fs;
use std::path::Path;

use super::*;
use crate::app::command::NewSigner;
use crate::app::place::WindowSize;
use crate::app::settings::file::NAME;
use crate::app::settings::{Language, Setting, ThemeChoice, Trouble, Zone};
use crate::app::state::Sheet;
use crate::craft::remake::Part;
use crate::craft::template::Template;
use crate::encoding::json::Json;

fn file(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(folder.join(NAME)).unwrap()).unwrap()
}

#[test]
fn a_restart_keeps_every_choice() {
    let place = tempfile::tempdir().unwrap();
    let choices = [
        Setting::Language(Language::Korean),
        Setting::Theme(ThemeChoice::Dark),
        Setting::TextPercent(150),
        Setting::Zone(Zone::Local),
        Setting::LeewaySecs(30),
        Setting::Algorithm(JwsAlgorithm::Es384),
        Setting::LifeSecs(Some(900)),
        Setting::ClearClipboardSecs(None),
        Setting::RememberWindow(false),
        Setting::RememberFiles(false),
        Setting::SignAfterEdit(true),
        Setting::LockAfterMins(Some(5)),
    ];
    let mut core = core_at(place.path());
    assert!(!place.path().join(NAME).exists(), "nothing was chosen yet");
    for (place_of, choice) in choices.into_iter().enumerate() {
        let before = core.state.settings.clone();
        let _ = core.update(Command::Set(choice));
        assert_ne!(core.state.settings, before, "{choice:?}");
        // Half of them end with the program, without waiting for the job.
        if place_of % 2 == 0 {
            settle(&mut core);
        }
        let settings = core.state.settings.clone();
        drop(core);
        core = core_at(place.path());
        assert_eq!(core.state.settings, settings, "{choice:?}");
        assert!(core.state.notices.is_empty());
    }
    let _ = core.update(Command::ResetSettings);
    drop(core);
    assert_eq!(core_at(place.path()).state.settings, Settings::default());
}

#[test]
fn the_first_start_speaks_the_language_of_the_system_and_the_next_one_the_chosen() {
    let place = tempfile::tempdir().unwrap();
    let korean = Settings { language: Language::Korean, ..Settings::default() };
    let mut core = core_over(place.path(), korean.clone());
    assert_eq!(core.state.settings.language, Language::Korean);
    let _ = do_all(&mut core, [Command::SetLanguage(Language::English)]);
    drop(core);
    let mut core = core_over(place.path(), korean);
    assert_eq!(core.state.settings.language, Language::English);
    let _ = do_all(&mut core, [Command::ResetSettings]);
    assert_eq!(core.state.settings.language, Language::Korean, "as the system says");
}

#[test]
fn a_bad_member_is_said_once_and_takes_nothing_along() {
    let place = tempfile::tempdir().unwrap();
    let text = r#"{"leeway_secs":"thirty","theme":"dark","later":[1],"text_percent":5000}"#;
    fs::write(place.path().join(NAME), text).unwrap();
    let mut core = core_at(place.path());
    let bad = vec!["text_percent", "leeway_secs"];
    assert_eq!(notices(&core.state), [&NoticeKind::Settings(Trouble::Members(place.path().join(NAME), bad))]);
    assert_eq!(core.state.settings, Settings { theme: ThemeChoice::Dark, ..Settings::default() });
    assert_eq!(fs::read_to_string(place.path().join(NAME)).unwrap(), text, "reading writes nothing");
    let _ = do_all(&mut core, [Command::SetZone(Zone::Local), Command::SetLeeway(30)]);
    let kept = file(place.path());
    assert_eq!(
        (&kept["later"][0], &kept["leeway_secs"], &kept["text_percent"]),
        (&1.into(), &30.into(), &5000.into())
    );
}

#[test]
fn a_broken_file_is_put_aside_and_not_written_over() {
    let place = tempfile::tempdir().unwrap();
    for (round, aside) in ["settings.json.bad", "settings.json.bad2"].into_iter().enumerate() {
        let broken = format!("{{\"theme\":\"dark\" {round}");
        fs::write(place.path().join(NAME), &broken).unwrap();
        let mut core = core_at(place.path());
        let aside = place.path().join(aside);
        assert_eq!(notices(&core.state), [&NoticeKind::Settings(Trouble::PutAside(aside.clone()))]);
        assert_eq!(core.state.settings, Settings::default());
        let _ = do_all(&mut core, [Command::SetTheme(ThemeChoice::Light)]);
        assert_eq!(fs::read_to_string(aside).unwrap(), broken);
        assert_eq!(file(place.path())["theme"], "light");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir_all(place.path().join(NAME).join("something")).unwrap();
    let mut core = core_at(place.path());
    assert!(matches!(notices(&core.state)[..], [NoticeKind::Settings(Trouble::Unreadable(..))]));
    let _ = do_all(&mut core, [Command::SetTheme(ThemeChoice::Light)]);
    assert_eq!(core.state.settings.theme, ThemeChoice::Light, "it holds for this session");
    assert!(place.path().join(NAME).join("something").is_dir());
    assert_eq!(core.state.notices.len(), 1);
}

#[test]
fn a_write_that_fails_is_said_and_changes_nothing_on_the_disk() {
    let place = tempfile::tempdir().unwrap();
    // A file where the folder should be: it cannot be made, not even by root.
    let folder = place.path().join("taken");
    fs::write(&folder, "somebody's").unwrap();
    let mut core = core_at(&folder);
    core.state.notices.clear();
    let _ = do_all(&mut core, [Command::SetTheme(ThemeChoice::Light), Command::SetLeeway(5)]);
    let told = notices(&core.state);
    assert!(matches!(told[..], [] | [NoticeKind::NotKept(..)]), "{told:?}");
    assert_eq!(core.state.settings.leeway_secs, 5);
    assert_eq!(fs::read_to_string(&folder).unwrap(), "somebody's");
}

#[test]
fn a_disk_that_fails_later_keeps_what_it_had() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("config");
    let mut core = core_at(&folder);
    let _ = do_all(&mut core, [Command::SetTheme(ThemeChoice::Light)]);
    fs::rename(&folder, place.path().join("kept")).unwrap();
    fs::write(&folder, "in the way").unwrap();
    let _ = do_all(&mut core, [Command::SetTheme(ThemeChoice::Dark)]);
    assert!(matches!(notices(&core.state)[..], [NoticeKind::NotKept(..)]));
    assert_eq!(file(&place.path().join("kept"))["theme"], "light");
    // As soon as it works again, it is written whole.
    fs::remove_file(&folder).unwrap();
    let _ = do_all(&mut core, [Command::SetLeeway(30)]);
    let kept = file(&folder);
    assert_eq!((&kept["theme"], &kept["leeway_secs"]), (&"dark".into(), &30.into()));
}

#[test]
fn many_changes_in_a_row_end_with_the_last() {
    let place = tempfile::tempdir().unwrap();
    let mut core = core_at(place.path());
    for percent in (80..=200).chain((100..=190).rev()) {
        let _ = core.update(Command::Set(Setting::TextPercent(percent)));
    }
    drop(core);
    assert_eq!(file(place.path())["text_percent"], 100);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn what_shall_not_be_remembered_is_removed() {
    let place = tempfile::tempdir().unwrap();
    let size = WindowSize { width: 900, height: 700, maximized: true };
    let mut core = core_at(place.path());
    let _ = do_all(&mut core, [Command::KeepSize(size)]);
    assert_eq!(WindowSize::read(&Folder::at(place.path())), Some(size));
    fs::write(place.path().join("recent.json"), "[]").unwrap();
    let _ = do_all(&mut core, [Command::Set(Setting::RememberWindow(false)), Command::KeepSize(size)]);
    assert_eq!(WindowSize::read(&Folder::at(place.path())), None);
    assert!(place.path().join("recent.json").exists());
    let _ = do_all(&mut core, [Command::Set(Setting::RememberFiles(false))]);
    assert!(!place.path().join("recent.json").exists());
    fs::write(place.path().join("recent.json"), "[]").unwrap();
    let _ = do_all(&mut core, [Command::ForgetFiles]);
    assert!(!place.path().join("recent.json").exists());
}

#[test]
fn the_sheet_says_where_the_file_is() {
    let place = tempfile::tempdir().unwrap();
    let mut core = core_at(place.path());
    let _ = core.update(Command::OpenSettings);
    assert_eq!(core.state.sheet, Some(Sheet::Settings(Some(place.path().join(NAME)))));
    let _ = core.update(Command::CloseSheet);
    assert_eq!(core.state.sheet, None);
}

/// A member of the shown token's header or payload.
fn member(core: &Core, name: &str) -> Option<String> {
    let token = &core.state.token()?.token;
    let of = |json: Option<&Json>| Some(json?.root().member(name)?.raw().trim_matches('"').to_owned());
    of(token.header()?.json()).or_else(|| of(token.payload()?.json()))
}

#[test]
fn new_tokens_and_keys_are_as_the_settings_say() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::NewToken(Template::AccessToken, NewSigner::Fresh)]);
    assert_eq!(member(&core, "alg").as_deref(), Some("ES256"));
    assert_eq!(member(&core, "exp"), Some((NOW + 300).to_string()));
    let choices =
        [Command::Set(Setting::Algorithm(JwsAlgorithm::Hs512)), Command::Set(Setting::LifeSecs(Some(900)))];
    let _ = do_all(&mut core, choices);
    let _ = do_all(&mut core, [Command::NewToken(Template::AccessToken, NewSigner::Fresh)]);
    assert_eq!(member(&core, "alg").as_deref(), Some("HS512"));
    assert_eq!(member(&core, "exp"), Some((NOW + 900).to_string()));
    assert_eq!(core.state.keys.last().unwrap().alg.as_deref(), Some("HS512"));
}

#[test]
fn a_key_that_could_do_several_signs_with_the_preferred_one() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(&SECRET.repeat(2)), Command::Paste(token("a"))]);
    assert_eq!(core.state.keys[0].signs, Ok(JwsAlgorithm::Hs256), "as the header says");
    // The header names nothing that a secret can do.
    let header = br#"{"alg":"ES256","typ":"JWT"}"#.to_vec();
    let _ = do_all(&mut core, [Command::EditPart(Part::Header, header)]);
    assert_eq!(core.state.keys[0].signs, Ok(JwsAlgorithm::Hs256));
    let _ = do_all(&mut core, [Command::Set(Setting::Algorithm(JwsAlgorithm::Hs512))]);
    assert_eq!(core.state.keys[0].signs, Ok(JwsAlgorithm::Hs512), "at once");
    let _ = do_all(&mut core, [Command::SignShown]);
    assert_eq!(member(&core, "alg").as_deref(), Some("HS512"));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
}

#[test]
fn leeway_counts_at_once_and_stays_within_its_range() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a"))]);
    let _ = core.poll(NOW + 310);
    assert_eq!(core.state.token().unwrap().time.verdict, TimeVerdict::Expired);
    let _ = core.update(Command::Set(Setting::LeewaySecs(30)));
    assert_eq!(core.state.token().unwrap().time.verdict, TimeVerdict::Active);
    let _ = core.update(Command::ResetSettings);
    assert_eq!(core.state.token().unwrap().time.verdict, TimeVerdict::Expired);
    let _ = core.update(Command::SetLeeway(i64::MAX));
    assert_eq!(core.state.settings.leeway_secs, 86_400);
}
