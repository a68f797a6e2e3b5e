//! Keys: in, looked at, out, away; and what happens when the vault does not do what it is asked.

use std::sync::Mutex;

use super::*;
use crate::app::clipboard::Clipboard;
use crate::app::command::{KeyDetails, KeyDraft};
use crate::app::settings::Setting;
use crate::app::state::{Clash, ImportStep, KeyTrouble, Sheet, VaultStatus};
use crate::craft::template::Template;
use crate::jose::generate::{KeySpec, RsaSize};
use crate::jose::write::{self, Form};
use crate::vault::{Details, KeyUid, Listing, MemoryVault, NewKey, Place, StoredKey, Vault, VaultError};

pub(super) const JWK: &str =
    r#"{"kty":"oct","kid":"shared","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#;

pub(super) fn made(spec: KeySpec) -> Key {
    crate::jose::generate::generate(spec, random, &|| false).unwrap()
}

fn import_step(state: &State) -> &ImportStep {
    match &state.sheet {
        Some(Sheet::Import(sheet)) => &sheet.step,
        other => panic!("no import: {other:?}"),
    }
}

/// Imports a text and stores what is in it.
pub(super) fn import(core: &mut Core, text: &str) {
    let _ = do_all(core, [Command::Paste(text.to_owned()), Command::ImportConfirm]);
}

#[test]
fn pasted_keys_are_confirmed_before_they_are_stored() {
    let mut core = core();
    let _ = core.update(Command::Paste(JWK.into()));
    assert!(core.state.shown().unwrap().text.is_empty(), "a key is not shown as a token");
    let ImportStep::Confirm { keys, .. } = import_step(&core.state) else { panic!("not asked") };
    assert_eq!((keys.len(), keys[0].chosen, &keys[0].clash), (1, true, &None));
    assert!(core.state.keys.is_empty(), "nothing is stored yet");
    let _ = do_all(&mut core, [Command::ImportConfirm]);
    assert_eq!(core.state.sheet, None);
    assert_eq!(core.state.keys[0].id.kid.as_deref(), Some("shared"));
    assert!(core.state.keys[0].stored.is_some());
}

#[test]
fn what_is_left_out_is_not_stored() {
    let mut core = core();
    let keys = [made(KeySpec::P256), made(KeySpec::Ed25519)];
    let set = write::jwks(&keys).json;
    let commands = [Command::Paste(set), Command::ImportChoose(0, false), Command::ImportConfirm];
    let _ = do_all(&mut core, commands);
    assert_eq!(core.state.keys.len(), 1);
    assert_eq!(core.state.keys[0].id.thumbprint, keys[1].thumbprint());
    assert_eq!(core.state.keys[0].group.as_deref(), Some("pasted key"));
}

#[test]
fn a_key_meets_those_that_are_here() {
    let mut core = core();
    let key = made(KeySpec::P256);
    let public = write::public_jwk(&key).unwrap();
    import(&mut core, &public);
    let clash = |core: &mut Core, text: &str| {
        let _ = core.update(Command::CloseSheet);
        let _ = core.update(Command::Paste(text.to_owned()));
        let ImportStep::Confirm { keys, .. } = import_step(&core.state) else { panic!("not asked") };
        (keys[0].clash.clone(), keys[0].chosen)
    };
    let name = core.state.keys[0].id.name.clone();
    assert_eq!(clash(&mut core, &public), (Some(Clash::Same(name.clone())), false));
    let mut other = made(KeySpec::P256);
    other.kid.clone_from(&key.kid);
    let other = write::public_jwk(&other).unwrap();
    assert_eq!(clash(&mut core, &other), (Some(Clash::Kid(name.clone())), true));
    let pair = write::private_jwk(&key).unwrap();
    assert_eq!(clash(&mut core, &pair), (Some(Clash::Completes(name.clone())), true));
    let _ = do_all(&mut core, [Command::ImportConfirm]);
    assert_eq!(core.state.keys.len(), 1, "the pair takes the place of its public half");
    assert!(core.state.keys[0].private);
    assert_eq!(core.state.keys[0].id.name, name, "and its name");
}

#[test]
fn a_file_that_is_no_key_may_be_a_secret_in_a_reading_that_is_chosen() {
    let mut core = core();
    let _ = core.update(Command::ImportText("c2VjcmV0".to_owned().into()));
    let ImportStep::Secret { readings, chosen } = import_step(&core.state) else { panic!("not asked") };
    assert_eq!(*chosen, SecretEncoding::Text);
    let lengths: Vec<_> = readings.iter().map(|reading| reading.bytes.ok()).collect();
    assert_eq!(lengths, [Some(8), Some(6), Some(6), None], "text, base64, base64url, hex");
    let commands =
        [Command::ImportReading(SecretEncoding::Base64), Command::ImportSecretAs("mine".to_owned())];
    let _ = do_all(&mut core, commands);
    assert_eq!(core.state.keys[0].id.name, "mine");
    assert_eq!(core.state.keys[0].id.kind, crate::jose::KeyKind::Secret { bits: 48 });
}

#[test]
fn what_is_damaged_is_told_in_the_sheet() {
    let mut core = core();
    let _ = core.update(Command::Paste("-----BEGIN PUBLIC KEY-----\nMIIB".into()));
    assert!(matches!(import_step(&core.state), ImportStep::Failed { .. }));
    let _ = core.update(Command::CloseSheet);
    assert_eq!(core.state.sheet, None);
}

/// A vault that never opens.
fn closed(why: VaultError) -> VaultSource {
    static WHY: Mutex<VaultError> = Mutex::new(VaultError::NoBus);
    *WHY.lock().unwrap() = why;
    VaultSource { keychain: |_| Err(WHY.lock().unwrap().clone()), ..VaultSource::in_memory() }
}

#[test]
fn without_a_keychain_nothing_is_stored_until_the_person_chooses() {
    let mut core = core_with(closed(VaultError::NoProvider));
    assert_eq!(core.state.vault, VaultStatus::Trouble(VaultError::NoProvider));
    import(&mut core, JWK);
    assert!(core.state.keys.is_empty(), "no silent fallback");
    assert!(matches!(import_step(&core.state), ImportStep::Confirm { .. }), "what was asked is still there");
    let _ = do_all(&mut core, [Command::UseSession, Command::ImportConfirm]);
    assert_eq!(core.state.keys.len(), 1);
    assert!(matches!(&core.state.vault, VaultStatus::Open { place: Place::Memory, .. }));
    let kept = NoticeKind::KeysAdded { keys: vec!["shared".into()], stored: false };
    assert!(notices(&core.state).contains(&&kept), "not called stored");
}

#[test]
fn a_keychain_that_does_not_answer_stops_nothing() {
    let vaults = VaultSource {
        // A prompt that nobody answers.
        keychain: |_| {
            std::thread::sleep(Duration::from_hours(1));
            Err(VaultError::Failed)
        },
        ..VaultSource::in_memory()
    };
    let started = Instant::now();
    let mut core = Core::new(Env { vaults, ..env() }, Settings::default(), Arc::new(|| {}));
    let _ = core.update(Command::Paste(token("a")));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::NoKey));
    assert_eq!(core.state.vault, VaultStatus::Opening);
    let _ = core.update(Command::UseSession);
    while core.state.vault == VaultStatus::Opening {
        assert!(started.elapsed() < Duration::from_secs(30), "memory never opens");
        std::thread::sleep(Duration::from_millis(1));
        let _ = core.poll(NOW);
    }
    let _ = core.update(secret(SECRET));
    while verdict(&core.state) != Some(SignatureVerdict::Valid) {
        assert!(started.elapsed() < Duration::from_secs(30), "the secret is never used");
        std::thread::sleep(Duration::from_millis(1));
        let _ = core.poll(NOW);
    }
}

/// A vault in memory that says what was read from it, and fails when it is told to.
struct Watched(MemoryVault);

static READS: Mutex<Vec<KeyUid>> = Mutex::new(Vec::new());

impl Vault for Watched {
    fn place(&self) -> Place {
        Place::Keychain("Watched".to_owned())
    }
    fn list(&mut self) -> Result<Listing, VaultError> {
        self.0.list()
    }
    fn add(&mut self, new: NewKey<'_>) -> Result<StoredKey, VaultError> {
        willing(&new.key.name)?;
        self.0.add(new)
    }
    fn read(&mut self, id: &KeyUid) -> Result<Key, VaultError> {
        READS.lock().unwrap().push(id.clone());
        self.0.read(id)
    }
    fn describe(&mut self, id: &KeyUid, details: Details) -> Result<StoredKey, VaultError> {
        willing(&details.name)?;
        self.0.describe(id, details)
    }
    fn remove(&mut self, id: &KeyUid) -> Result<(), VaultError> {
        self.0.remove(id)
    }
    fn find_same(&mut self, key: &Key) -> Result<Option<KeyUid>, VaultError> {
        self.0.find_same(key)
    }
}

fn willing(name: &str) -> Result<(), VaultError> {
    match name {
        "refused" => Err(VaultError::Refused),
        "away" => Err(VaultError::Disconnected),
        _ => Ok(()),
    }
}

pub(super) fn watched() -> Core {
    core_with(VaultSource {
        keychain: |random| Ok(Box::new(Watched(MemoryVault::new(random)))),
        ..VaultSource::in_memory()
    })
}

pub(super) fn reads_of(entry: &crate::app::state::KeyEntry) -> usize {
    let reads = READS.lock().unwrap();
    reads.iter().filter(|id| Some(*id) == entry.stored.as_ref()).count()
}

#[test]
fn private_bytes_are_read_for_an_hmac_and_for_nothing_else() {
    let mut core = watched();
    let pair = made(KeySpec::P256);
    let token_of_pair = Template::AccessToken.sign(&pair, NOW, random).unwrap().remove(0).token;
    import(&mut core, &write::private_jwk(&pair).unwrap());
    let _ = do_all(&mut core, [secret(SECRET), Command::Paste(token_of_pair)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!((reads_of(&core.state.keys[0]), reads_of(&core.state.keys[1])), (0, 0));
    let _ = do_all(&mut core, [Command::Paste(token("a"))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!((reads_of(&core.state.keys[0]), reads_of(&core.state.keys[1])), (0, 1));
    let shown = format!("{core:?}");
    assert!(!shown.contains("Secret("), "no secret stays behind: {shown}");
}

#[test]
fn a_key_that_is_refused_is_not_called_stored() {
    let mut core = watched();
    let commands = [
        Command::OpenImport,
        Command::ImportSecret(SecretDraft {
            text: SECRET.to_owned().into(),
            encoding: SecretEncoding::Text,
            name: "refused".to_owned(),
        }),
    ];
    let _ = do_all(&mut core, commands);
    assert!(core.state.keys.is_empty());
    assert_eq!(notices(&core.state), [&NoticeKind::Vault(VaultError::Refused)]);
    assert!(matches!(import_step(&core.state), ImportStep::Secret { .. }), "it can be tried again");
}

#[test]
fn a_key_is_renamed_or_stays_as_it_is() {
    let mut core = watched();
    import(&mut core, JWK);
    let wanted = |name: &str, kid: &str| {
        let (name, kid) = (name.to_owned(), kid.to_owned());
        Command::DescribeKey(0, KeyDetails { name, kid, alg: Some("HS256".to_owned()), key_use: None })
    };
    let _ = do_all(&mut core, [Command::OpenKey(0), wanted("  auth ", "2026")]);
    let key = &core.state.keys[0];
    assert_eq!(
        (key.id.name.as_str(), key.id.kid.as_deref(), key.alg.as_deref()),
        ("auth", Some("2026"), Some("HS256"))
    );
    let _ = do_all(&mut core, [wanted("refused", "")]);
    assert_eq!(core.state.keys[0].id.name, "auth");
    let Some(Sheet::Key(sheet)) = &core.state.sheet else { panic!("the sheet stays") };
    assert_eq!(sheet.problem, Some(KeyTrouble::Vault(VaultError::Refused)));
}

#[test]
fn a_sheet_that_another_came_over_comes_back() {
    let mut core = core();
    import(&mut core, JWK);
    let _ = do_all(&mut core, [Command::OpenKey(0), Command::AskDelete(0), Command::CloseSheet]);
    assert!(matches!(&core.state.sheet, Some(Sheet::Key(sheet)) if sheet.key == 0));
    let _ = do_all(&mut core, [Command::CloseSheet]);
    assert_eq!(core.state.sheet, None);
    let _ = do_all(&mut core, [Command::AskDelete(0), Command::CloseSheet]);
    assert_eq!(core.state.sheet, None, "asked in the rail");
    let _ = do_all(&mut core, [Command::OpenKey(0), Command::AskDelete(0), Command::DeleteKey]);
    assert_eq!(core.state.sheet, None, "there is no key left to show");

    let vaults = VaultSource { file_path: || Some("keys.age".into()), ..closed(VaultError::NoBus) };
    let mut core = core_with(vaults);
    let _ = do_all(&mut core, [Command::OpenGenerate, Command::OpenVaultSheet, Command::CloseSheet]);
    assert!(matches!(core.state.sheet, Some(Sheet::Generate(_))));
    let open = Command::UseVaultFile(zeroize::Zeroizing::new("passphrase".to_owned()));
    let _ = do_all(&mut core, [Command::OpenVaultSheet, open]);
    assert!(
        matches!(core.state.sheet, Some(Sheet::Generate(_))),
        "and goes on with the vault that is open now"
    );
    let _ = do_all(&mut core, [Command::CloseSheet]);
    assert_eq!(core.state.sheet, None);
}

fn p256(name: &str) -> KeyDraft {
    let (name, kid) = (name.to_owned(), String::new());
    KeyDraft { spec: KeySpec::P256, name, kid, alg: Some("ES256"), key_use: None }
}

#[test]
fn a_keychain_that_goes_away_is_told_with_what_can_be_done() {
    let mut core = watched();
    import(&mut core, JWK);
    let away = VaultStatus::Trouble(VaultError::Disconnected);
    let _ = do_all(&mut core, [Command::OpenGenerate, Command::Generate(p256("away"))]);
    assert_eq!(core.state.vault, away);
    assert!(
        matches!(&core.state.sheet, Some(Sheet::Generate(sheet)) if sheet.running.is_none() && sheet.problem.is_none())
    );
    assert_eq!(core.state.keys.len(), 1, "what is stored is still known");
    let _ = do_all(&mut core, [Command::RetryVault, Command::CloseSheet]);
    assert!(matches!(core.state.vault, VaultStatus::Open { .. }));
    let details = KeyDetails { name: "away".to_owned(), kid: String::new(), alg: None, key_use: None };
    import(&mut core, JWK);
    let _ = do_all(&mut core, [Command::OpenKey(0), Command::DescribeKey(0, details)]);
    assert_eq!(core.state.vault, away);
}

#[test]
fn a_new_key_is_stored_and_shown() {
    let mut core = watched();
    let _ = do_all(&mut core, [Command::OpenGenerate, Command::Generate(p256("mine"))]);
    let key = &core.state.keys[0];
    assert_eq!((key.id.name.as_str(), key.id.kid.clone()), ("mine", key.id.thumbprint.clone()));
    assert!(key.private && key.alg.as_deref() == Some("ES256") && key.key_use.is_none());
    assert!(matches!(&core.state.sheet, Some(Sheet::Key(sheet)) if sheet.key == 0));
    let _ = do_all(&mut core, [Command::NewTokenWith(0)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
}

#[test]
fn making_a_key_can_be_stopped() {
    let mut core = core();
    let draft = KeyDraft {
        spec: KeySpec::Rsa(RsaSize::Bits4096),
        name: String::new(),
        kid: String::new(),
        alg: None,
        key_use: None,
    };
    let _ = core.update(Command::OpenGenerate);
    let _ = core.update(Command::Generate(draft));
    let _ = core.update(Command::CancelGenerate);
    let _ = settle(&mut core);
    assert!(core.state.keys.is_empty());
    assert!(matches!(&core.state.sheet, Some(Sheet::Generate(sheet)) if sheet.running.is_none()));
}

/// A clipboard that a test can look into.
struct Shared;

static CLIPBOARD: Mutex<String> = Mutex::new(String::new());

impl Clipboard for Shared {
    fn put_private(&mut self, text: &str) -> bool {
        text.clone_into(&mut CLIPBOARD.lock().unwrap());
        true
    }
    fn clear_if(&mut self, text: &str) -> bool {
        let mut present = CLIPBOARD.lock().unwrap();
        let is_ours = *present == text;
        if is_ours {
            present.clear();
        }
        is_ours
    }
}

#[test]
fn private_forms_are_hidden_shown_when_asked_for_and_leave_the_clipboard() {
    let mut core = core_of(Env { clipboard: || Some(Box::new(Shared)), ..env() }, Settings::default());
    let key = made(KeySpec::Ed25519);
    let pem = write::private_pem(&key).unwrap();
    import(&mut core, &write::private_jwk(&key).unwrap());
    let _ = do_all(&mut core, [Command::OpenKey(0), Command::ShowForm(Form::PrivatePem)]);
    let Some(Sheet::Key(sheet)) = &core.state.sheet else { panic!("no sheet") };
    assert_eq!(sheet.text, None, "hidden");
    let effects = do_all(&mut core, [Command::Reveal(None)]);
    assert!(matches!(&effects[..], [Effect::Reveal(text)] if *text.0 == *pem));
    assert!(!format!("{core:?} {effects:?}").contains("PRIVATE KEY"));

    let _ = do_all(&mut core, [Command::CopyForm(None)]);
    assert_eq!(*CLIPBOARD.lock().unwrap(), *pem);
    assert_eq!(core.due_at(), Some(NOW + 5), "the notice");
    let _ = core.poll(NOW + 29);
    assert_eq!(core.due_at(), Some(NOW + 30), "an idle window must be woken for it");
    assert_eq!(*CLIPBOARD.lock().unwrap(), *pem);
    let _ = core.poll(NOW + 30);
    assert_eq!(*CLIPBOARD.lock().unwrap(), "", "cleared after 30 s");

    let _ = do_all(&mut core, [Command::CopyForm(None)]);
    "something else".clone_into(&mut CLIPBOARD.lock().unwrap());
    let _ = core.poll(NOW + 90);
    assert_eq!(*CLIPBOARD.lock().unwrap(), "something else", "what came later is not ours to clear");

    let _ = do_all(&mut core, [Command::CopyForm(None)]);
    let _ = do_all(&mut core, [Command::CopyForm(None)]);
    assert_eq!(*CLIPBOARD.lock().unwrap(), *pem, "copied twice");

    let _ = do_all(&mut core, [Command::Set(Setting::ClearClipboardSecs(Some(10))), Command::CopyForm(None)]);
    assert!(notices(&core.state).contains(&&NoticeKind::PrivateCopied(Some(10))));
    let _ = core.poll(core.state.now + 10);
    assert_eq!(*CLIPBOARD.lock().unwrap(), "", "as the settings say");
    let _ = do_all(&mut core, [Command::Set(Setting::ClearClipboardSecs(None)), Command::CopyForm(None)]);
    let _ = core.poll(core.state.now + 100_000);
    assert_eq!(core.due_at(), None, "nothing wakes the window for it");
    assert_eq!(*CLIPBOARD.lock().unwrap(), *pem, "never");

    let _ = core.update(Command::ShowForm(Form::PublicPem));
    let public = core.update(Command::CopyForm(None));
    assert_eq!(public, [Effect::CopyText(write::public_pem(&key).unwrap())]);
    drop(core);
    assert_eq!(*CLIPBOARD.lock().unwrap(), "", "a window that closes takes it along");
}

#[test]
fn what_was_asked_for_in_a_closed_sheet_goes_nowhere() {
    let mut core = core();
    import(&mut core, &write::private_jwk(&made(KeySpec::Ed25519)).unwrap());
    let _ = do_all(&mut core, [Command::OpenKey(0), Command::ShowForm(Form::PrivatePem)]);
    let _ = core.update(Command::Reveal(None));
    let _ = core.update(Command::CloseSheet);
    assert!(settle(&mut core).is_empty());
}

#[test]
fn while_a_job_looks_again_no_other_key_takes_the_verdict_of_one_that_moved() {
    let mut core = core_of(Env { inline_limit: 0, ..env() }, Settings::default());
    let key = |name: &str, text: &str| Key::new(name, Material::Secret(SecretBytes::new(text.into())));
    core.add_keys(vec![
        key("a", "not the one, but as long as it"),
        key("b", SECRET),
        key("c", "nor this one here, it is not"),
    ]);
    let _ = do_all(&mut core, [Command::Paste(token("alice"))]);
    assert_eq!(core.state.signer(), Some(1));
    let mut held = core.held.clone();
    let _ = held.remove(0);
    core.hold(held);
    let standing = |core: &Core| core.state.keys.iter().map(|key| key.standing.clone()).collect::<Vec<_>>();
    assert_eq!(standing(&core), [Standing::Verifies, Standing::Mismatch]);
    assert_eq!(core.state.signer(), Some(0));
    let _ = settle(&mut core);
    assert_eq!(standing(&core), [Standing::Verifies, Standing::Mismatch]);
}
