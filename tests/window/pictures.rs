//! The pictures of the README: the window as it is built now.
//!
//! `scripts/pictures.sh` makes them anew, at two pixels a point. Without it they are compared, and a picture that shows
//! something else than the window does is a failure: every word that is read out must be the same (they stand in a text
//! file beside each picture), and the two must agree where one looks from afar, whatever renderer drew them.

use std::fs;
use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jotlens::app::VaultSource;
use jotlens::app::command::Command;
use jotlens::app::settings::{Language, Settings, ThemeChoice};
use jotlens::craft::edit::time::TimeEdit;
use jotlens::craft::edit::{Edit, Path as JsonPath};
use jotlens::craft::remake::Part;
use jotlens::jose::key::Key;
use jotlens::jose::read::{SecretEncoding, read_keys, read_secret};
use jotlens::vault::{
    Details, KeyUid, Listing, MemoryVault, NewKey, Place, Random, StoredKey, Vault, VaultError,
};

use super::*;

const REPLY: &str = include_str!("../data/pictures/reply.json");
const ACCESS: &str = include_str!("../data/pictures/access.jwt");
const DER: &str = include_str!("../data/pictures/der.jwt");

/// Pixels a point in the pictures; what they are compared with has one.
const SCALE: u32 = 2;
/// Points that make one when a picture is looked at from afar.
const BLOCK: u32 = 16;
/// How far one of those may be off, of 255, before the picture is called stale.
const TOLERANCE: u32 = 24;

/// Memory that is called what people's keychain is called.
struct Desktop(MemoryVault);

impl Vault for Desktop {
    fn place(&self) -> Place {
        Place::Keychain("GNOME Keyring".to_owned())
    }
    fn list(&mut self) -> Result<Listing, VaultError> {
        self.0.list()
    }
    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError> {
        self.0.add(new)
    }
    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError> {
        self.0.read(id)
    }
    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError> {
        self.0.describe(id, details)
    }
    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        self.0.remove(id)
    }
    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError> {
        self.0.find_same(key)
    }
}

fn with_a_keychain(random: Random) -> Result<Box<dyn Vault>, VaultError> {
    let mut vault = Desktop(MemoryVault::new(random));
    for key in keys() {
        let _ = vault.add(NewKey { key: &key, group: None, created_at: NOW - 86_400 })?;
    }
    Ok(Box::new(vault))
}

/// Keys as somebody has them who works on a service or two.
fn keys() -> Vec<Key> {
    let mut keys = vec![
        named(include_bytes!("../data/keys/rsa2048/pkcs8.pem"), "auth-prod", Some("7f3c-e1"), Some("RS256")),
        named(
            include_bytes!("../data/keys/rsa4096/spki.pem"),
            "auth-staging",
            Some("stg-2026"),
            Some("PS256"),
        ),
        named(
            include_bytes!("../data/keys/ec-p256/pkcs8.pem"),
            "mobile-gateway",
            Some("gw-2026"),
            Some("ES256"),
        ),
        named(
            include_bytes!("../data/keys/ed25519/pkcs8.pem"),
            "device-attest",
            Some("dvc-01"),
            Some("EdDSA"),
        ),
    ];
    let mut secret = read_secret(SECRET, SecretEncoding::Text, "legacy-hmac").unwrap();
    secret.alg = Some("HS256".to_owned());
    keys.push(secret);
    keys
}

fn named(file: &[u8], name: &str, kid: Option<&str>, alg: Option<&str>) -> Key {
    let mut key = read_keys(file, name, None).unwrap().keys.swap_remove(0);
    key.kid = kid.map(str::to_owned);
    key.alg = alg.map(str::to_owned);
    key
}

fn started(theme: ThemeChoice, language: Language, scale: u32) -> Harness<'static, Window> {
    let settings = Settings { theme, language, ..Settings::default() };
    let builder = Harness::builder().with_size([1360.0, 860.0]).with_pixels_per_point(scale as f32).wgpu();
    let vaults = VaultSource { keychain: with_a_keychain, ..VaultSource::in_memory() };
    with_vaults(builder, settings, 32 << 10, vaults)
}

fn good(harness: &mut Harness<'static, Window>) {
    paste(harness, REPLY);
}

fn diagnosed(harness: &mut Harness<'static, Window>) {
    paste(harness, DER);
}

fn edited(harness: &mut Harness<'static, Window>) {
    paste(harness, ACCESS);
    tell(harness, Command::EditTime(TimeEdit::Expires(3_600)));
    let payload = harness
        .state_mut()
        .core()
        .state
        .token()
        .unwrap()
        .token
        .payload()
        .unwrap()
        .text()
        .unwrap()
        .to_string();
    let json = jotlens::encoding::json::parse(payload.as_str().into()).json.unwrap();
    let at = JsonPath::member(&json, "scope").unwrap();
    let edit = Edit::Set { at, value: r#""read:orders write:orders admin""#.to_owned() };
    tell(harness, Command::EditMember(Part::Payload, edit));
    for panel in 0..2 {
        harness.query_all_by_role_and_label(Role::RadioButton, "JSON").nth(panel).unwrap().click();
        settle(harness);
    }
}

fn negatives(harness: &mut Harness<'static, Window>) {
    paste(harness, ACCESS);
    tell(harness, Command::OpenNegatives);
    harness.hover_at(egui::pos2(500.0, 400.0));
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -368.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    });
    harness.run();
}

#[test]
fn the_pictures_of_the_readme_show_this_build() {
    use Language::{English, Korean};
    use ThemeChoice::{Dark, Light};
    type Scene = fn(&mut Harness<'static, Window>);
    let pictures: [(&str, ThemeChoice, Language, Scene); 5] = [
        ("inspect-dark", Dark, English, good),
        ("diagnosis-dark", Dark, English, diagnosed),
        ("edit-light", Light, English, edited),
        ("inspect-korean", Light, Korean, good),
        ("negatives-dark", Dark, English, negatives),
    ];
    let update = std::env::var_os("UPDATE_PICTURES").is_some();
    let mut stale = Vec::new();
    for (name, theme, language, scene) in pictures {
        let mut harness = started(theme, language, if update { SCALE } else { 1 });
        scene(&mut harness);
        without_notices(&mut harness);
        harness.remove_cursor();
        harness.run();
        let words = words_read_out(&harness, language);
        let image = without_the_time_it_took(&mut harness, language);
        let file = place(name, "png");
        if update {
            save(&file, &image);
            fs::write(place(name, "txt"), words).unwrap();
            continue;
        }
        let kept = fs::read_to_string(place(name, "txt")).unwrap_or_default();
        if let Some(difference) = first_difference(&kept, &words) {
            stale.push(format!("{name}: {difference}"));
        } else if !file.exists() {
            stale.push(format!("{name}: there is no picture"));
        } else if let Some(difference) = seen_from_afar(&file, &image) {
            stale.push(format!("{name}: {difference}"));
        }
    }
    assert!(stale.is_empty(), "stale, make them anew with scripts/pictures.sh:\n{}", stale.join("\n"));
}

fn place(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/screenshots/{name}.{extension}"))
}

fn without_notices(harness: &mut Harness<'static, Window>) {
    let notices: Vec<_> = harness.state_mut().core().state.notices.iter().map(|notice| notice.id).collect();
    for notice in notices {
        tell(harness, Command::DismissNotice(notice));
    }
}

/// How long the work took differs each time, and says nothing in a build for tests.
fn without_the_time_it_took(harness: &mut Harness<'static, Window>, language: Language) -> image::RgbImage {
    // Drawing in software gives up on a machine that has much else to do.
    let drawn = (0..5).find_map(|_| harness.render().ok()).unwrap();
    let mut image = image::DynamicImage::ImageRgba8(drawn).to_rgb8();
    let label = harness.query_all_by_role(Role::Label).find(|node| {
        let node = node.accesskit_node();
        node.label().or(node.value()).is_some_and(|text| is_the_time_it_took(&text, language))
    });
    if let Some(label) = label {
        let rect = label.rect() * harness.ctx.pixels_per_point();
        let (left, top) = (rect.left() as u32 - 2, rect.top() as u32);
        let background = *image.get_pixel(left, top);
        for y in top..rect.bottom() as u32 + 2 {
            for x in left..rect.right() as u32 + 2 {
                image.put_pixel(x, y, background);
            }
        }
    }
    image
}

fn is_the_time_it_took(text: &str, language: Language) -> bool {
    let sentence = (words(language).status.took)("|");
    sentence.split_once('|').is_some_and(|(before, after)| text.starts_with(before) && text.ends_with(after))
}

fn save(file: &Path, image: &image::RgbImage) {
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    let out = std::io::BufWriter::new(fs::File::create(file).unwrap());
    let encoder = PngEncoder::new_with_quality(out, CompressionType::Default, FilterType::Adaptive);
    image.write_with_encoder(encoder).unwrap();
}

/// One line for each node; how long the work took differs each time.
fn words_read_out(harness: &Harness<'static, Window>, language: Language) -> String {
    let mut text = String::new();
    for line in said(harness).iter().filter(|line| !is_the_time_it_took(line, language)) {
        text.push_str(&line.replace('\n', "⏎"));
        text.push('\n');
    }
    text
}

fn first_difference(kept: &str, now: &str) -> Option<String> {
    let (mut kept, mut now) = (kept.lines(), now.lines());
    loop {
        match (kept.next(), now.next()) {
            (None, None) => return None,
            (kept, now) if kept == now => {}
            (kept, now) => {
                return Some(format!(
                    "the picture says {:?}, the window {:?}",
                    kept.unwrap_or(""),
                    now.unwrap_or("")
                ));
            }
        }
    }
}

/// Where the two look different to somebody who cannot make out the letters.
fn seen_from_afar(file: &Path, now: &image::RgbImage) -> Option<String> {
    let kept = match image::open(file) {
        Ok(kept) => kept.to_rgb8(),
        Err(error) => return Some(error.to_string()),
    };
    let (width, height) = now.dimensions();
    if kept.dimensions() != (SCALE * width, SCALE * height) {
        return Some(format!(
            "it has {:?} pixels, and the window {width} by {height} points",
            kept.dimensions()
        ));
    }
    // The last block of each row and column ends at the edge, whatever it shares with the one before.
    let starts = |size: u32| (0..size - BLOCK).step_by(BLOCK as usize).chain([size - BLOCK]);
    for y in starts(height) {
        for x in starts(width) {
            let (a, b) = (mean(&kept, SCALE * x, SCALE * y, SCALE * BLOCK), mean(now, x, y, BLOCK));
            if a.iter().zip(b).any(|(a, b)| a.abs_diff(b) > TOLERANCE) {
                return Some(format!("around ({x}, {y}) the picture is {a:?} and the window {b:?}"));
            }
        }
    }
    None
}

/// The colour of a square.
fn mean(image: &image::RgbImage, x: u32, y: u32, size: u32) -> [u32; 3] {
    let mut sum = [0; 3];
    for dy in 0..size {
        for dx in 0..size {
            let pixel = image.get_pixel(x + dx, y + dy).0;
            for (sum, part) in sum.iter_mut().zip(pixel) {
                *sum += u32::from(part);
            }
        }
    }
    sum.map(|sum| sum / (size * size))
}
