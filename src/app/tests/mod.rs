//! Sequences of commands, with a frozen clock: what the state says after each.

mod bench;
mod crossing;
mod desk;
mod diagnosis;
mod edit;
mod encrypt;
mod keys;
mod layers;
mod published;
mod resign;
mod settings;
mod tabs;
mod templates;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::analysis::View;
use super::command::{Command, CopyWhat, Effect, Example, SecretDraft};
use super::jobs::{JobId, JobOutcome};
use super::settings::Settings;
use super::state::{Analysis, NoticeKind, Standing, State};
use super::{Core, Env, Folder, VaultSource};
use crate::craft::copy_as::{As, WhyNot, Words};
use crate::encoding::base64url;
use crate::inspect::report::{SignatureVerdict, TimeVerdict};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::jws::sign;
use crate::jose::key::{Key, Material};
use crate::jose::read::SecretEncoding;
use crate::jose::secret::SecretBytes;

const NOW: i64 = 1_790_000_000;
const WORDS: Words = Words { header: "h", payload: "p", no_signature: "n" };
const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";

fn core() -> Core {
    core_with(VaultSource::in_memory())
}

/// A core whose vault is open, or is known not to open.
fn core_with(vaults: VaultSource) -> Core {
    core_of(Env { vaults, ..env() }, Settings::default())
}

/// A core that keeps its files in `folder`.
fn core_at(folder: &Path) -> Core {
    core_over(folder, Settings::default())
}

/// The same with other settings before anybody chose.
fn core_over(folder: &Path, defaults: Settings) -> Core {
    core_of(Env { folder: Folder::at(folder), ..env() }, defaults)
}

fn core_of(env: Env, defaults: Settings) -> Core {
    let mut core = Core::new(env, defaults, Arc::new(|| {}));
    settle(&mut core);
    core
}

fn env() -> Env {
    Env {
        now: NOW,
        random,
        vaults: VaultSource::in_memory(),
        clipboard: || None,
        folder: Folder::none(),
        inline_limit: 16 * 1024,
    }
}

/// Different bytes at each call, the same in each run: names in the vault must differ.
fn random(buffer: &mut [u8]) -> bool {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let seed = CALLS.fetch_add(1, Ordering::Relaxed);
    for (at, byte) in (0_u64..).zip(buffer) {
        *byte = (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(at * 0x5851) >> 7) as u8;
    }
    true
}

/// A token that `SECRET` signs, with five minutes left.
fn token(subject: &str) -> String {
    let key = Key::new("k", Material::Secret(SecretBytes::new(SECRET.as_bytes().to_vec())));
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let claims = format!(r#"{{"sub":"{subject}","aud":"api","jti":"1","iat":{NOW},"exp":{}}}"#, NOW + 300);
    let input = format!("{}.{}", encode(r#"{"alg":"HS256","typ":"JWT"}"#), encode(&claims));
    let signature = sign(JwsAlgorithm::Hs256, &key, input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

fn secret(text: &str) -> Command {
    Command::ImportSecret(SecretDraft {
        text: text.to_owned().into(),
        encoding: SecretEncoding::Text,
        name: "mine".to_owned(),
    })
}

fn verdict(state: &State) -> Option<SignatureVerdict> {
    Some(state.token()?.signature.verdict.clone())
}

fn notices(state: &State) -> Vec<&NoticeKind> {
    state.notices.iter().map(|notice| &notice.kind).collect()
}

/// Does one thing after the other, each to its end.
fn do_all(core: &mut Core, commands: impl IntoIterator<Item = Command>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for command in commands {
        effects.extend(core.update(command));
        effects.extend(settle(core));
    }
    effects
}

/// Polls until nothing is being worked on.
fn settle(core: &mut Core) -> Vec<Effect> {
    let started = Instant::now();
    let mut effects = Vec::new();
    while core.is_busy() {
        assert!(started.elapsed() < Duration::from_mins(1), "the jobs never end");
        std::thread::sleep(Duration::from_millis(1));
        effects.extend(core.poll(NOW));
    }
    effects
}

#[test]
fn paste_then_key_then_valid() {
    let mut core = core();
    assert_eq!(core.state.tabs.len(), 1);
    let _ = core.update(Command::Paste(token("a")));
    assert_eq!(core.state.tabs.len(), 1, "an empty tab is used");
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::NoKey));
    let _ = do_all(&mut core, [secret("not the right secret, but long enough")]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
    assert_eq!(core.state.keys[0].standing, Standing::Mismatch);
    let _ = do_all(&mut core, [secret(SECRET)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(core.state.keys[1].id.name, "mine 2", "names do not clash");
    assert_eq!(core.state.keys[1].standing, Standing::Verifies);
    let _ = do_all(&mut core, [Command::VerifyWith(Some(0))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid), "only the chosen key counts");
    let _ = do_all(&mut core, [Command::AskDelete(0), Command::DeleteKey]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid), "the choice went with the key");
    let _ = do_all(&mut core, [Command::AskDelete(0), Command::DeleteKey]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::NoKey));
}

#[test]
fn the_same_key_is_not_added_twice() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET), secret(SECRET)]);
    assert_eq!(core.state.keys.len(), 1);
    assert_eq!(
        notices(&core.state),
        [
            &NoticeKind::KeysAdded { keys: vec!["mine".into()], stored: false },
            &NoticeKind::KeysKnown(vec!["mine".into()])
        ]
    );
}

#[test]
fn each_token_of_a_response_becomes_a_tab() {
    let mut core = core();
    let response =
        format!(r#"{{"access_token":"{}","id_token":"{}","expires_in":300}}"#, token("a"), token("b"));
    let _ = core.update(Command::Paste(response));
    let titles: Vec<_> = core.state.tabs.iter().map(|tab| tab.title.as_deref()).collect();
    assert_eq!(titles, [Some("access_token"), Some("id_token")]);
    assert_eq!(core.state.active, 0);
    let _ = core.update(Command::SelectTab(1));
    assert!(core.state.token().unwrap().token.payload().unwrap().text().unwrap().contains("\"b\""));
    let _ = core.update(Command::EditText(token("c")));
    assert_eq!(core.state.documents.len(), 2, "an edited token gets a document of its own");
    assert_eq!(core.state.tabs.len(), 2);
    let _ = do_all(&mut core, [Command::CloseTab(1), Command::CloseTab(0)]);
    assert_eq!(core.state.tabs.len(), 1, "the last tab leaves an empty one behind");
    assert_eq!(core.state.documents.len(), 1, "documents that no tab shows are dropped");
    assert!(core.state.shown().unwrap().text.is_empty());
}

#[test]
fn a_second_paste_keeps_the_first() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a")), Command::Paste(token("b"))]);
    assert_eq!(core.state.tabs.len(), 2);
    assert_eq!(core.state.active, 1);
    let _ = core.update(Command::CycleTab { backwards: false });
    assert_eq!(core.state.active, 0);
    let _ = core.update(Command::CycleTab { backwards: true });
    assert_eq!(core.state.active, 1);
}

#[test]
fn text_that_is_not_understood_stays() {
    let mut core = core();
    let _ = core.update(Command::Paste("hello world".into()));
    assert_eq!(&*core.state.shown().unwrap().text, "hello world");
    assert!(core.state.token().is_none());
    assert_eq!(core.state.view().unwrap().report.input_findings[0].meta().id, "in.not-jose");
}

#[test]
fn time_goes_by() {
    let mut core = core();
    let _ = core.update(Command::Paste(token("a")));
    assert_eq!(core.state.token().unwrap().time.verdict, TimeVerdict::Active);
    let _ = core.poll(NOW + 299);
    assert_eq!(core.state.token().unwrap().time.seconds_left, Some(1));
    let _ = core.poll(NOW + 300);
    assert_eq!(core.state.token().unwrap().time.verdict, TimeVerdict::Expired);
    let _ = core.update(Command::SetLeeway(60));
    assert_eq!(core.state.token().unwrap().time.verdict, TimeVerdict::Active, "leeway counts");
    let _ = core.poll(NOW + 1000);
    let report = core.state.token().unwrap();
    assert!(report.findings.iter().any(|finding| finding.meta().id == "time.expired"));
    assert_eq!(
        report.findings.iter().filter(|finding| finding.meta().id.starts_with("time.exp")).count(),
        1,
        "told once"
    );
}

#[test]
fn large_texts_are_looked_at_in_a_job() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET)]);
    let large = token(&"x".repeat(100_000));
    let _ = core.update(Command::Paste(large));
    let Analysis::Working { job, .. } = core.state.shown().unwrap().analysis else { panic!("no job") };
    settle(&mut core);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    // A late result of a job that is not the current one changes nothing.
    let document = core.state.shown().unwrap().id;
    let stale = View { revision: 0, ..(**core.state.view().unwrap()).clone() };
    let _ =
        core.update(Command::JobDone(JobId(job.0 + 100), JobOutcome::Analysed(document, Box::new(stale))));
    assert_ne!(core.state.view().unwrap().revision, 0);
}

#[test]
fn a_broken_job_is_told_and_nothing_is_lost() {
    let mut core = core();
    let _ = core.update(Command::Paste(token("a")));
    let _ = core.update(Command::JobDone(JobId(0), JobOutcome::Broke));
    assert_eq!(notices(&core.state), [&NoticeKind::JobBroke]);
    assert!(core.state.token().is_some());
}

#[test]
fn examples_show_what_they_promise() {
    let mut core = core();
    let _ = core.update(Command::ShowExample(Example::Good));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(core.state.token().unwrap().accept);
    assert_eq!(core.state.token().unwrap().time.seconds_left, Some(300));
    let _ = core.update(Command::ShowExample(Example::Failing));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
    assert!(core.state.token().unwrap().findings.iter().any(|finding| finding.meta().id == "sig.der"));
    assert_eq!(core.state.keys.len(), 1, "the example key is one");
    let _ = core.update(Command::ShowExample(Example::Encrypted));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::NoKey));
    assert_eq!(core.state.tabs.len(), 3);
}

#[test]
fn copies_are_what_they_say() {
    let mut core = core();
    let token = token("a");
    let _ = core.update(Command::Paste(format!("Bearer {token}")));
    let cases = [
        (CopyWhat::Token, token.clone()),
        (CopyWhat::As(As::Bearer, WORDS), format!("Authorization: Bearer {token}")),
        (CopyWhat::As(As::Cookie, WORDS), format!("Cookie: token={token}")),
        (CopyWhat::HeaderJson, r#"{"alg":"HS256","typ":"JWT"}"#.to_owned()),
        (CopyWhat::SignatureBase64url, token.rsplit('.').next().unwrap().to_owned()),
        (CopyWhat::Value("v".into()), "v".to_owned()),
    ];
    for (what, want) in cases {
        assert_eq!(core.update(Command::Copy(what.clone())), [Effect::CopyText(want)], "{what:?}");
    }
    let curl = core.update(Command::Copy(CopyWhat::As(As::Curl, WORDS)));
    assert!(
        matches!(&curl[..], [Effect::CopyText(text)] if text.starts_with("curl ") && text.contains(&token))
    );
    assert!(core.update(Command::Copy(CopyWhat::As(As::Python, WORDS))).is_empty());
    assert_eq!(notices(&core.state).last(), Some(&&NoticeKind::NotCopied(WhyNot::NoKey)));
    let _ = core.update(Command::NewTab);
    assert!(core.update(Command::Copy(CopyWhat::Token)).is_empty(), "nothing to copy");
}

#[test]
fn no_secret_is_in_the_state() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a")), Command::OpenImport, secret(SECRET)]);
    assert!(core.state.sheet.is_none(), "the sheet closes when the key is in");
    let shown = format!("{:?} {core:?}", core.state);
    assert!(!shown.contains(SECRET));
    assert!(!shown.contains(&base64url::encode(SECRET.as_bytes())));
}

#[test]
fn confirmations_pass_and_problems_stay() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET)]);
    core.notice(NoticeKind::JobBroke);
    assert_eq!(core.state.notices.len(), 2);
    let _ = core.poll(NOW + 4);
    assert_eq!(core.state.notices.len(), 2);
    let _ = core.poll(NOW + 5);
    assert!(matches!(notices(&core.state)[..], [NoticeKind::JobBroke]));
    let id = core.state.notices[0].id;
    let _ = core.update(Command::DismissNotice(id));
    assert!(core.state.notices.is_empty());
}

#[test]
fn files_are_read_in_a_job_and_sorted_by_what_is_in_them() {
    let folder = std::env::temp_dir().join(format!("jotlens-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (token_file, key_file) = (folder.join("a.jwt"), folder.join("shared.jwk"));
    std::fs::write(&token_file, token("a")).unwrap();
    std::fs::write(&key_file, r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#).unwrap();
    let mut core = core();
    let _ = core.update(Command::ReadFiles(vec![token_file, key_file, folder.join("missing")]));
    let _ = settle(&mut core);
    let _ = do_all(&mut core, [Command::ImportConfirm]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(core.state.keys[0].id.name, "shared");
    assert!(core.state.token().is_some());
    let missing =
        |kind: &&NoticeKind| matches!(**kind, NoticeKind::FileUnreadable(_, std::io::ErrorKind::NotFound));
    assert!(notices(&core.state).iter().any(missing));
}
