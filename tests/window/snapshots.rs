//! Pictures of the window, drawn in software. `UPDATE_SNAPSHOTS=1 cargo test --test window` makes them anew.

use egui_kittest::kittest::Queryable as _;
use egui_kittest::{SnapshotOptions, SnapshotResults};
use jotlens::app::command::{Command, Example, KeyDetails, SecretDraft};
use jotlens::app::settings::{Language, Settings, ThemeChoice};
use jotlens::craft::edit::time::TimeEdit;
use jotlens::craft::edit::{Edit, Path};
use jotlens::craft::remake::Part;
use jotlens::encoding::base64url;
use jotlens::jose::JwsAlgorithm;
use jotlens::jose::jws::sign;
use jotlens::jose::read::{SecretEncoding, read_secret};
use jotlens::jose::write::Form;

use super::tokens::secret;
use super::*;

/// What the window shows.
#[derive(Clone, Copy)]
enum Scene {
    Empty,
    Good,
    Failing,
    Diagnosed,
    Unexplained,
    Many,
    Encrypted,
    Layers,
    Damaged,
    Key,
    Hidden,
    Generate,
    Import,
    Delete,
    Edited,
    Member,
    Encrypt,
    Negatives,
    Compare,
    Template,
    NewToken,
    Palette,
    PaletteFound,
    Find,
    Help,
    Settings,
}

/// Signs the claims of the pictures with [`SECRET`]: the same bytes each time.
fn signed(expires_at: i64) -> String {
    let header = r#"{"alg":"HS256","typ":"at+jwt","kid":"7f3c-e1"}"#;
    let issued_at = NOW - 2_304;
    let claims = format!(
        r#"{{"iss":"https://auth.example.com","sub":"user_481","aud":"https://api.example.com","iat":{issued_at},"exp":{expires_at},"scope":"read:orders write:orders","tenant":9007199254740993123}}"#
    );
    let input = format!("{}.{}", base64url::encode(header.as_bytes()), base64url::encode(claims.as_bytes()));
    let key = read_secret(SECRET, SecretEncoding::Text, "auth-prod").unwrap();
    let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn named(name: &str, text: &str) -> Command {
    Command::ImportSecret(SecretDraft { name: name.to_owned(), ..secret(text) })
}

const PAIR: &str = include_str!("../data/keys/rsa2048/pkcs8.pem");
const SET: &str = include_str!("../data/keys/jwks/mixed.jwks.json");

/// Keys as a person may have them: a pair, a secret, a set; and a token that the secret signed.
fn with_keys(harness: &mut Harness<'static, Window>) {
    tell(harness, Command::ImportText(PAIR.to_owned().into()));
    tell(harness, Command::ImportConfirm);
    let details = KeyDetails {
        name: "auth-prod".to_owned(),
        kid: "auth-2026".to_owned(),
        alg: Some("RS256".to_owned()),
        key_use: Some("sig".to_owned()),
    };
    tell(harness, Command::DescribeKey(0, details));
    tell(harness, named("legacy-hmac", SECRET));
    paste(harness, &signed(NOW + 1_296));
}

#[expect(clippy::too_many_lines, reason = "a table: one scene after the other")]
fn picture(name: &str, results: &mut SnapshotResults, theme: ThemeChoice, language: Language, scene: Scene) {
    let settings = Settings { theme, language, ..Settings::default() };
    let builder = Harness::builder().with_size([1360.0, 860.0]).wgpu();
    let mut harness = build(builder, settings, 32 << 10);
    match scene {
        Scene::Empty => {}
        Scene::Good => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
        }
        Scene::Failing => {
            tell(&mut harness, named("auth-staging", "another secret of 32 bytes ....."));
            harness.event(egui::Event::Paste(signed(NOW - 600)));
            stop_early(&mut harness);
        }
        Scene::Diagnosed => {
            diagnosis::two_keys(&mut harness);
            paste(&mut harness, &diagnosis::naming_a());
        }
        Scene::Many => {
            paste(&mut harness, findings::WRONG);
            findings::choose_first(&mut harness);
        }
        Scene::Unexplained => {
            diagnosis::two_keys(&mut harness);
            paste(&mut harness, &diagnosis::naming_a().replace(".eyJpc3MiOiJ", ".eyJpc3MiOiK"));
        }
        Scene::Encrypted => tell(&mut harness, Command::ShowExample(Example::Encrypted)),
        Scene::Layers => {
            layers::with_keys(&mut harness);
            paste(&mut harness, layers::MIDDLE);
        }
        Scene::Damaged => {
            layers::with_keys(&mut harness);
            tell(&mut harness, Command::AskDelete(2));
            tell(&mut harness, Command::DeleteKey);
            paste(&mut harness, layers::NESTED);
        }
        Scene::Key | Scene::Hidden | Scene::Delete => {
            with_keys(&mut harness);
            tell(&mut harness, Command::ImportText(SET.to_owned().into()));
            tell(&mut harness, Command::ImportConfirm);
            tell(&mut harness, Command::OpenKey(0));
            match scene {
                Scene::Hidden => tell(&mut harness, Command::ShowForm(Form::PrivatePem)),
                Scene::Delete => tell(&mut harness, Command::AskDelete(0)),
                _ => {}
            }
        }
        Scene::Member => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
            tell(&mut harness, Command::OpenMember(Part::Payload, Some(4)));
        }
        Scene::Edited => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW - 600));
            tell(&mut harness, Command::EditTime(TimeEdit::Expires(3_600)));
            tell(
                &mut harness,
                Command::EditMember(Part::Payload, {
                    let json = jotlens::encoding::json::parse(r#"{"iss":1}"#.into()).json.unwrap();
                    let at = Path::member(&json, "iss").unwrap();
                    Edit::Set { at, value: r#""https://staging.example.com""#.to_owned() }
                }),
            );
            for panel in 0..2 {
                harness.query_all_by_role_and_label(Role::RadioButton, "JSON").nth(panel).unwrap().click();
                settle(&mut harness);
            }
        }
        Scene::Generate => {
            with_keys(&mut harness);
            tell(&mut harness, Command::OpenGenerate);
        }
        Scene::Encrypt => {
            layers::with_keys(&mut harness);
            tell(&mut harness, named("legacy-hmac", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
            tell(&mut harness, Command::OpenEncrypt(0));
        }
        Scene::Negatives => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
            tell(&mut harness, Command::OpenNegatives);
        }
        Scene::Compare => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
            tell(&mut harness, Command::NewTab);
            paste(
                &mut harness,
                &signed(NOW + 8_496).replace(
                    "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIs",
                    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIs",
                ),
            );
            tell(
                &mut harness,
                Command::EditMember(Part::Payload, {
                    let json = jotlens::encoding::json::parse(r#"{"iss":1,"sub":2}"#.into()).json.unwrap();
                    let at = Path::member(&json, "sub").unwrap();
                    Edit::Set { at, value: "481".to_owned() }
                }),
            );
            tell(&mut harness, Command::SelectTab(0));
            tell(&mut harness, Command::OpenCompare);
        }
        Scene::Template => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
            tell(
                &mut harness,
                Command::EditMember(
                    Part::Payload,
                    Edit::Add {
                        to: Path::root(),
                        position: usize::MAX,
                        name: "password".to_owned(),
                        value: "\"hunter22\"".to_owned(),
                    },
                ),
            );
            tell(&mut harness, Command::OpenSaveTemplate);
        }
        Scene::NewToken => {
            tell(&mut harness, named("auth-prod", SECRET));
            paste(&mut harness, &signed(NOW + 1_296));
            tell(&mut harness, Command::OpenSaveTemplate);
            tell(&mut harness, Command::SaveTemplate("Orders, read only".to_owned()));
            let name = harness.state_mut().core().state.settings.language.text().words.bench.new_token;
            harness.get_by_role_and_label(egui::accesskit::Role::Button, name).click();
            settle(&mut harness);
        }
        Scene::Palette | Scene::PaletteFound | Scene::Find | Scene::Help => {
            with_keys(&mut harness);
            let (modifiers, key) = match scene {
                Scene::Help => (egui::Modifiers::NONE, egui::Key::F1),
                Scene::Find => (egui::Modifiers::COMMAND, egui::Key::F),
                _ => (egui::Modifiers::COMMAND, egui::Key::K),
            };
            harness.key_press_modifiers(modifiers, key);
            settle(&mut harness);
            if matches!(scene, Scene::PaletteFound) {
                palette::type_query(&mut harness, "ㅅㅁ");
            }
        }
        Scene::Settings => {
            with_keys(&mut harness);
            super::settings::open_with_path(&mut harness);
        }
        Scene::Import => {
            with_keys(&mut harness);
            tell(&mut harness, Command::ImportText(SET.to_owned().into()));
        }
    }
    for notice in harness.state_mut().core().state.notices.iter().map(|notice| notice.id).collect::<Vec<_>>()
    {
        tell(&mut harness, Command::DismissNotice(notice));
    }
    hide_time(&mut harness);
    // Small differences between versions of the software renderer are none of the look.
    let options = SnapshotOptions::new().threshold(1.5).max_failed_pixels(12);
    results.add(harness.try_snapshot_options(name, &options));
}

/// How far the search for a cause comes in its time is a matter of the machine.
fn stop_early(harness: &mut Harness<'static, Window>) {
    harness.step();
    harness.step();
    while harness.state_mut().core().is_busy() {
        let core = harness.state_mut().core();
        if core.state.shown().is_some_and(jotlens::app::state::Document::is_diagnosing) {
            let _ = core.update(Command::StopDiagnosis);
        }
        std::thread::sleep(Duration::from_millis(1));
        harness.step();
    }
    settle(harness);
}

/// How long the work took differs each time.
fn hide_time(harness: &mut Harness<'static, Window>) {
    let rect = harness
        .query_all_by_role(egui::accesskit::Role::Label)
        .find(|node| {
            node.accesskit_node()
                .label()
                .or(node.accesskit_node().value())
                .is_some_and(|text| text.contains(" ms"))
        })
        .map(|node| node.rect());
    if let Some(rect) = rect {
        harness.mask(rect.expand(2.0));
    }
}

#[test]
fn the_window_looks_as_designed() {
    use Language::{English, Korean};
    use ThemeChoice::{Dark, Light};
    let mut results = SnapshotResults::new();
    picture("empty_dark_en", &mut results, Dark, English, Scene::Empty);
    picture("good_dark_en", &mut results, Dark, English, Scene::Good);
    picture("good_light_ko", &mut results, Light, Korean, Scene::Good);
    picture("failing_light_en", &mut results, Light, English, Scene::Failing);
    picture("diagnosed_dark_en", &mut results, Dark, English, Scene::Diagnosed);
    picture("diagnosed_light_ko", &mut results, Light, Korean, Scene::Diagnosed);
    picture("unexplained_dark_ko", &mut results, Dark, Korean, Scene::Unexplained);
    picture("many_light_ko", &mut results, Light, Korean, Scene::Many);
    picture("key_light_en", &mut results, Light, English, Scene::Key);
    picture("key_dark_en", &mut results, Dark, English, Scene::Hidden);
    picture("generate_dark_ko", &mut results, Dark, Korean, Scene::Generate);
    picture("settings_dark_en", &mut results, Dark, English, Scene::Settings);
    picture("settings_light_ko", &mut results, Light, Korean, Scene::Settings);
    picture("import_light_en", &mut results, Light, English, Scene::Import);
    picture("delete_light_ko", &mut results, Light, Korean, Scene::Delete);
    picture("encrypt_light_en", &mut results, Light, English, Scene::Encrypt);
    picture("encrypted_dark_ko", &mut results, Dark, Korean, Scene::Encrypted);
    picture("edited_dark_en", &mut results, Dark, English, Scene::Edited);
    picture("member_light_ko", &mut results, Light, Korean, Scene::Member);
    picture("edited_light_ko", &mut results, Light, Korean, Scene::Edited);
    picture("negatives_dark_en", &mut results, Dark, English, Scene::Negatives);
    picture("negatives_light_ko", &mut results, Light, Korean, Scene::Negatives);
    picture("compare_dark_en", &mut results, Dark, English, Scene::Compare);
    picture("compare_light_ko", &mut results, Light, Korean, Scene::Compare);
    picture("template_dark_en", &mut results, Dark, English, Scene::Template);
    picture("template_light_ko", &mut results, Light, Korean, Scene::Template);
    picture("new_token_dark_en", &mut results, Dark, English, Scene::NewToken);
    picture("palette_dark_en", &mut results, Dark, English, Scene::Palette);
    picture("palette_light_ko", &mut results, Light, Korean, Scene::PaletteFound);
    picture("find_dark_en", &mut results, Dark, English, Scene::Find);
    picture("help_dark_en", &mut results, Dark, English, Scene::Help);
    picture("help_light_ko", &mut results, Light, Korean, Scene::Help);
    picture("layers_dark_en", &mut results, Dark, English, Scene::Layers);
    picture("layers_light_ko", &mut results, Light, Korean, Scene::Damaged);
}
