//! Why a signature does not hold: looked for beside the window, told of the very text that was asked about, mended
//! where a person wants it.

use super::*;
use crate::app::state::{ImportStep, Sheet, VaultStatus};
use crate::inspect::diagnose::{Mend, Step};
use crate::jose::read::read_secret;

const OTHER: &str = "quite another secret, but long enough";

fn named(name: &str, text: &str, kid: Option<&str>) -> Key {
    let mut key = read_secret(text, SecretEncoding::Text, name).unwrap();
    key.kid = kid.map(str::to_owned);
    key
}

/// A token whose header names the key `kid`, signed with `SECRET`.
fn naming(kid: &str, subject: &str) -> String {
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let input = format!(
        "{}.{}",
        encode(&format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#)),
        encode(&format!(r#"{{"sub":"{subject}"}}"#))
    );
    let signature = sign(JwsAlgorithm::Hs256, &named("k", SECRET, None), input.as_bytes()).unwrap();
    format!("{input}.{}", base64url::encode(&signature))
}

/// The token with the signature of another one.
fn altered(subject: &str, signed: &str) -> String {
    let (input, signature) = (token(subject), token(signed));
    format!("{}.{}", input.rsplit_once('.').unwrap().0, signature.rsplit_once('.').unwrap().1)
}

fn proof(core: &Core) -> Option<Step> {
    core.state.token()?.diagnosis.as_ref()?.proof
}

fn mend(core: &Core) -> Mend {
    core.state.token().unwrap().diagnosis.as_ref().unwrap().mend.clone().unwrap()
}

fn says(core: &Core, id: &str) -> bool {
    core.state.token().unwrap().findings.iter().any(|finding| finding.meta().id == id)
}

#[test]
fn the_cause_is_looked_for_after_the_report_is_shown() {
    let mut core = core();
    core.add_keys(vec![named("named", OTHER, Some("a")), named("signer", SECRET, Some("b"))]);
    let _ = core.update(Command::Paste(naming("a", "x")));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid), "the report waits for nothing");
    assert!(core.state.shown().unwrap().is_diagnosing());
    assert_eq!(proof(&core), None);
    let _ = settle(&mut core);
    assert!(!core.state.shown().unwrap().is_diagnosing());
    assert_eq!(proof(&core), Some(Step::OtherKeys));
    assert!(says(&core, "dx.other-key"));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid), "a diagnosis makes nothing valid");
    let mend = mend(&core);
    assert_eq!(mend, Mend::Key(1));
    let _ = do_all(&mut core, [Command::Mend(mend)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(core.state.shown().unwrap().only_key, Some(1));
    assert!(core.state.token().unwrap().diagnosis.is_none(), "there is nothing to explain any more");
}

#[test]
fn nothing_is_looked_for_where_nothing_is_wrong() {
    let mut core = core();
    core.add_keys(vec![named("signer", SECRET, None)]);
    let _ = core.update(Command::Paste(token("a")));
    assert!(!core.state.shown().unwrap().is_diagnosing());
    let _ = core.update(Command::Paste("no token at all".to_owned()));
    assert!(!core.state.shown().unwrap().is_diagnosing());
    assert!(!core.is_busy());
}

#[test]
fn what_nothing_explains_says_what_was_tried() {
    let mut core = core();
    core.add_keys(vec![named("named", OTHER, Some("a")), named("other", OTHER, Some("b"))]);
    let _ = do_all(&mut core, [Command::Paste(naming("a", "x"))]);
    let diagnosis = core.state.token().unwrap().diagnosis.clone().unwrap();
    assert_eq!((diagnosis.proof, diagnosis.stopped, &diagnosis.mend), (None, false, &None));
    assert!(diagnosis.tried.iter().any(|tried| tried.step == Step::OtherKeys && tried.count == 1));
}

#[test]
fn an_altered_token_is_known_by_the_one_that_was_shown_before() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET)]);
    let original = token("a");
    let _ = do_all(&mut core, [Command::Paste(original.clone()), Command::Paste(altered("b", "a"))]);
    assert_eq!(proof(&core), Some(Step::History));
    assert_eq!(mend(&core), Mend::Text(Arc::from(original.as_str())));
    let commands = [Command::CloseTab(0), Command::Mend(mend(&core))];
    let _ = do_all(&mut core, commands);
    assert_eq!(core.state.tabs.len(), 2, "the altered token is not lost");
    assert_eq!(&*core.state.shown().unwrap().text, original);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(notices(&core.state).contains(&&NoticeKind::Mended(1)));
    // It is open: the same once more only shows it.
    let again = Mend::Text(Arc::from(original.as_str()));
    let _ = do_all(&mut core, [Command::SelectTab(0), Command::Mend(again)]);
    assert_eq!((core.state.tabs.len(), core.state.active), (2, 1));
}

#[test]
fn a_mended_text_is_asked_the_same_question() {
    let mut core = core();
    core.add_keys(vec![named("wrong", OTHER, None), named("signer", SECRET, None)]);
    let mend = Mend::Text(Arc::from(token("b")));
    let _ =
        do_all(&mut core, [Command::Paste(token("a")), Command::VerifyWith(Some(0)), Command::Mend(mend)]);
    assert_eq!(core.state.shown().unwrap().only_key, Some(0));
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
}

#[test]
fn joined_tokens_become_tabs() {
    let mut core = core();
    let texts = vec![Arc::from(token("a")), Arc::from(token("b"))];
    let _ = do_all(&mut core, [Command::Paste("something".to_owned()), Command::Mend(Mend::Split(texts))]);
    assert_eq!((core.state.tabs.len(), core.state.active), (3, 1), "the first of them is shown");
    assert_eq!(&*core.state.shown().unwrap().text, token("a"));
}

#[test]
fn another_reading_of_a_secret_is_added_under_a_name_that_is_asked_for() {
    let mut core = core();
    core.add_keys(vec![named("typed", &base64url::encode(SECRET.as_bytes()), Some("a"))]);
    let _ = do_all(&mut core, [Command::Paste(naming("a", "x"))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
    let reading = SecretBytes::new(SECRET.as_bytes().to_vec());
    let _ = do_all(&mut core, [Command::Mend(Mend::Secret(0, reading.clone()))]);
    let Some(Sheet::Import(sheet)) = &core.state.sheet else { panic!("not asked") };
    assert_eq!(sheet.step, ImportStep::OtherReading { of: "typed".into(), bytes: SECRET.len() });
    assert_eq!(core.state.keys.len(), 1, "nothing is stored silently");
    assert!(!format!("{core:?}").contains(SECRET));
    let _ = do_all(&mut core, [Command::CloseSheet, Command::ImportSecretAs("decoded".to_owned())]);
    assert_eq!(core.state.keys.len(), 1, "closed is closed");
    let commands = [Command::Mend(Mend::Secret(0, reading)), Command::ImportSecretAs("decoded".to_owned())];
    let _ = do_all(&mut core, commands);
    assert_eq!(core.state.sheet, None);
    let decoded = core.state.keys.iter().position(|key| key.id.name == "decoded");
    assert!(decoded.is_some());
    assert_eq!(core.state.shown().unwrap().only_key, decoded);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid), "the token is verified with it at once");
    // Other ways to add keys choose none for the token.
    let _ = do_all(&mut core, [Command::VerifyWith(None), secret("a third secret that is long enough")]);
    assert_eq!(core.state.shown().unwrap().only_key, None);
}

#[test]
fn late_results_are_dropped() {
    let mut core = core();
    core.add_keys(vec![named("named", OTHER, Some("a")), named("signer", SECRET, Some("b"))]);
    let changes = [
        Command::EditText(naming("b", "y")),
        Command::VerifyWith(Some(1)),
        Command::DeleteKey,
        Command::SetLeeway(5),
    ];
    for change in changes {
        let name = format!("{change:?}");
        let _ = core.update(Command::AskDelete(0));
        let _ = core.update(Command::EditText(naming("a", "x")));
        let _ = core.update(Command::VerifyWith(None));
        let document = core.state.shown().unwrap();
        let (id, job) = (document.id, document.diagnosing);
        let _ = core.update(change);
        let current = core.state.shown().unwrap().diagnosing;
        assert!(job.is_none() || job != current, "{name}");
        if let Some(job) = job {
            let late = JobOutcome::Explained(id, vec![explained()]);
            let _ = core.update(Command::JobDone(job, late));
            assert!(core.state.token().unwrap().diagnosis.is_none(), "{name}");
        }
        let _ = settle(&mut core);
    }
}

fn explained() -> crate::inspect::diagnose::Explained {
    let diagnosis = crate::inspect::diagnose::Diagnosis {
        findings: Vec::new(),
        proof: Some(Step::History),
        tried: Vec::new(),
        stopped: false,
        mend: None,
        holds_with: None,
    };
    crate::inspect::diagnose::Explained { token: 0, layer: 0, diagnosis }
}

#[test]
fn it_is_stopped_by_the_person_by_a_new_text_and_by_closing() {
    let mut core = core();
    core.add_keys(vec![named("named", OTHER, Some("a"))]);
    let _ = core.update(Command::Paste(naming("a", "x")));
    let stop = Arc::clone(&core.state.shown().unwrap().stop);
    let _ = core.update(Command::StopDiagnosis);
    assert!(stop.load(Ordering::Relaxed));
    assert!(core.state.shown().unwrap().is_diagnosing(), "what was tried so far is still told");
    let _ = settle(&mut core);
    assert!(!core.state.shown().unwrap().is_diagnosing());
    assert!(core.state.token().unwrap().diagnosis.is_some());
    for next in [Command::EditText(token("b")), Command::CloseTab(0)] {
        let _ = core.update(Command::EditText(naming("a", "x")));
        let stop = Arc::clone(&core.state.shown().unwrap().stop);
        let _ = core.update(next);
        assert!(stop.load(Ordering::Relaxed));
        let _ = settle(&mut core);
    }
    let _ = core.update(Command::StopDiagnosis);
}

#[test]
fn a_broken_search_ends_it() {
    let mut core = core();
    core.add_keys(vec![named("named", OTHER, Some("a"))]);
    let _ = core.update(Command::Paste(naming("a", "x")));
    let job = core.state.shown().unwrap().diagnosing.unwrap();
    let _ = core.update(Command::JobDone(job, JobOutcome::Broke));
    assert!(!core.state.shown().unwrap().is_diagnosing());
    assert!(core.state.token().is_some());
}

#[test]
fn the_seconds_that_pass_lose_no_diagnosis() {
    let mut core = core();
    core.add_keys(vec![named("named", OTHER, Some("a")), named("signer", SECRET, Some("b"))]);
    let _ = do_all(&mut core, [Command::Paste(naming("a", "x"))]);
    let _ = core.poll(NOW + 60);
    assert_eq!(proof(&core), Some(Step::OtherKeys));
    assert!(says(&core, "dx.other-key"));
    let count = core.state.token().unwrap().findings.iter().filter(|one| one.meta().id == "dx.other-key");
    assert_eq!(count.count(), 1);
}

#[test]
fn other_stored_secrets_are_tried_where_the_vault_is_unlocked() {
    let mut core = core();
    for (kid, text) in [("a", OTHER), ("b", SECRET)] {
        let jwk = format!(r#"{{"kty":"oct","kid":"{kid}","k":"{}"}}"#, base64url::encode(text.as_bytes()));
        super::keys::import(&mut core, &jwk);
    }
    let _ = do_all(&mut core, [Command::Paste(naming("a", "x"))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Invalid));
    assert_eq!(proof(&core), Some(Step::OtherKeys), "{:?}", core.state.token().unwrap().signature.tried);
    let mend = mend(&core);
    let _ = do_all(&mut core, [Command::Mend(mend)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    // Nobody is asked to unlock anything only to explain something.
    let _ = do_all(&mut core, [Command::VerifyWith(None)]);
    let report = core.state.view().unwrap().report.clone();
    assert_eq!(core.explaining_secrets(&report).len(), 2);
    if let VaultStatus::Open { is_locked, .. } = &mut core.state.vault {
        *is_locked = true;
    }
    assert!(core.explaining_secrets(&report).is_empty());
}

#[test]
fn words_of_a_list_are_tried_in_a_job_that_can_be_stopped() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a"))]);
    let id = core.state.shown().unwrap().id;
    let list = |words: &str| zeroize::Zeroizing::new(words.as_bytes().to_vec());
    core.try_words(id, list("one\r\ntwo\n"));
    assert!(core.state.shown().unwrap().words.is_some());
    let _ = settle(&mut core);
    assert!(core.state.shown().unwrap().words.is_none());
    assert!(notices(&core.state).contains(&&NoticeKind::NoWordFound));
    core.try_words(id, list(&format!("one\r\ntwo\r\n{SECRET}\r\nfour\r\n")));
    let _ = settle(&mut core);
    assert!(notices(&core.state).contains(&&NoticeKind::WordFound(3)));
    assert!(!format!("{:?} {core:?}", core.state).contains(SECRET));
    let before = core.state.token().unwrap().findings.len();
    core.try_words(id, list(&format!("{SECRET}\n")));
    let _ = core.update(Command::StopWords);
    let stop = Arc::clone(&core.state.shown().unwrap().words.as_ref().unwrap().stop);
    assert!(stop.load(Ordering::Relaxed));
    let _ = core.update(Command::EditText(token("b")));
    assert!(core.state.shown().unwrap().words.is_none(), "of another text it is of no use");
    let _ = settle(&mut core);
    assert!(before > 0);
    assert!(!notices(&core.state).contains(&&NoticeKind::WordFound(1)));
}
