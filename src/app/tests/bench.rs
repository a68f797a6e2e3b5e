//! New tokens and negative tests: which key signs, what is opened, what is said where it cannot be.

use super::keys::{import, watched};
use super::*;
use crate::app::command::NewSigner;
use crate::app::jobs::vault::Opened;
use crate::app::state::{CompareSheet, Compared, Made, NegativesStep, NegativesTrouble, Sheet, Signing};
use crate::craft::compare::{Change, Comparison, SameKey};
use crate::craft::negatives::{NegativesError, Set};
use crate::craft::template::{Template, TemplateError};
use crate::jose::generate::{KeySpec, generate};
use crate::jose::write;
use crate::vault::VaultError;

fn made(core: &Core) -> Vec<Option<Made>> {
    core.state.tabs.iter().map(|tab| core.state.document(tab.document).unwrap().made.clone()).collect()
}

fn usual(template: Template) -> Command {
    Command::NewToken(template, NewSigner::Usual)
}

fn failing(_: crate::vault::Random) -> Opened {
    Err(VaultError::NoProvider)
}

#[test]
fn every_template_opens_signed_with_a_key_made_for_it() {
    for template in Template::ALL {
        let mut core = watched();
        let _ = do_all(&mut core, [usual(template)]);
        let count = if template == Template::Pair { 2 } else { 1 };
        assert_eq!(
            (core.state.keys.len(), core.state.tabs.len(), core.state.active),
            (1, count, 0),
            "{template:?}"
        );
        assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid), "{template:?}");
        let key = &core.state.keys[0];
        assert!(key.stored.is_some() && key.makes.contains(&template), "{template:?}");
        let said = NoticeKind::KeysAdded { keys: vec![key.id.name.clone()], stored: true };
        assert_eq!(notices(&core.state).last(), Some(&&said), "{template:?}");
        assert_eq!(core.state.making, None);
        // The second time the key is there.
        let _ = do_all(&mut core, [usual(template)]);
        assert_eq!((core.state.keys.len(), core.state.tabs.len()), (1, 2 * count), "{template:?}");
        assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid), "{template:?}");
    }
}

#[test]
fn tabs_are_named_by_what_was_made() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET), usual(Template::Pair)]);
    let new = |template| Some(Made::New(template));
    assert_eq!(made(&core), [new(Template::AccessToken), new(Template::RefreshToken)]);
    let _ = do_all(&mut core, [Command::NewTab, Command::Paste(token("a"))]);
    assert_eq!(made(&core)[2], None);
}

#[test]
fn the_key_is_the_chosen_one_that_can() {
    let mut core = core();
    let pair = generate(KeySpec::P256, random, &|| false).unwrap();
    import(&mut core, &write::private_jwk(&pair).unwrap());
    let _ = do_all(&mut core, [secret(SECRET)]);
    let (pair, secret) = (
        core.state.keys.iter().position(|key| key.id.name != "mine").unwrap(),
        core.state.keys.iter().position(|key| key.id.name == "mine").unwrap(),
    );
    assert_eq!(core.state.maker(Template::GithubApp), None, "it takes RSA only");
    let _ = core.update(Command::ChooseSigner(Signing { key: Some(secret), ..Signing::default() }));
    assert_eq!(core.state.maker(Template::AccessToken), Some(secret));
    assert_eq!(core.state.maker(Template::DpopProof), Some(pair), "a secret has no public half to show");
    let _ = core.update(Command::ChooseSigner(Signing::default()));
    let _ = do_all(&mut core, [Command::Paste(token("a"))]);
    assert_eq!(core.state.maker(Template::Empty), Some(secret), "the key of the shown token");
    let _ = do_all(&mut core, [Command::NewToken(Template::Empty, NewSigner::Fresh)]);
    assert_eq!(core.state.keys.len(), 3);
    let _ = do_all(&mut core, [Command::NewToken(Template::DpopProof, NewSigner::Key(secret))]);
    assert_eq!(notices(&core.state).last(), Some(&&NoticeKind::NotMade(TemplateError::NeedsKeyPair)));
}

#[test]
fn without_a_vault_the_key_is_kept_for_the_session() {
    let mut core = core_with(VaultSource { keychain: failing, ..VaultSource::in_memory() });
    let _ = do_all(&mut core, [usual(Template::IdToken)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(core.state.keys[0].stored.is_none() && core.state.keys[0].private);
    let name = core.state.keys[0].id.name.clone();
    assert_eq!(
        notices(&core.state).last(),
        Some(&&NoticeKind::KeysAdded { keys: vec![name], stored: false })
    );
}

#[test]
fn what_is_asked_for_while_a_key_is_made_waits_for_it() {
    let mut core = core();
    let _ = core.update(usual(Template::AccessToken));
    assert_eq!(core.state.making, Some(Template::AccessToken));
    let _ = core.update(usual(Template::IdToken));
    let _ = core.update(usual(Template::Logout));
    let _ = settle(&mut core);
    assert_eq!((core.state.keys.len(), core.state.tabs.len()), (1, 3));
    assert_eq!(core.state.making, None);
}

fn set(core: &Core) -> &Set {
    match &core.state.sheet {
        Some(Sheet::Negatives(sheet)) => match &sheet.step {
            NegativesStep::Made(set) => set,
            other => panic!("{other:?}"),
        },
        other => panic!("no such sheet: {other:?}"),
    }
}

fn why(core: &Core) -> &NegativesTrouble {
    match &core.state.sheet {
        Some(Sheet::Negatives(sheet)) => match &sheet.step {
            NegativesStep::Failed(why) => why,
            other => panic!("{other:?}"),
        },
        other => panic!("no such sheet: {other:?}"),
    }
}

#[test]
fn negatives_are_made_with_the_key_that_signed_and_open_in_tabs() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET), Command::Paste(token("a")), Command::OpenNegatives]);
    assert!(set(&core).cases.len() >= 40);
    let controls: Vec<String> = set(&core)
        .cases
        .iter()
        .filter(|case| case.negative.is_control())
        .map(|case| case.token.clone())
        .collect();
    assert_eq!(controls[0], token("a"));
    let expired = set(&core).cases.iter().position(|case| case.negative.name() == "expired").unwrap();
    let negative = set(&core).cases[expired].negative;
    let _ = do_all(&mut core, [Command::OpenNegative(expired)]);
    assert_eq!(core.state.sheet, None);
    assert_eq!(made(&core), [None, Some(Made::Negative(negative))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid), "it is signed rightly");
    assert!(matches!(core.state.token().unwrap().time.verdict, TimeVerdict::Expired));
}

#[test]
fn why_there_are_no_negatives() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::OpenNegatives]);
    assert_eq!(core.state.sheet, None, "no token is shown");
    let _ = do_all(&mut core, [Command::Paste(token("a")), Command::OpenNegatives]);
    assert_eq!(why(&core), &NegativesTrouble::Negatives(NegativesError::OtherKey));
    let _ = do_all(&mut core, [Command::CloseSheet]);
    assert_eq!(core.state.sheet, None);
    // Only the public half is here.
    let pair = generate(KeySpec::P256, random, &|| false).unwrap();
    let signed = Template::AccessToken.sign(&pair, NOW, random).unwrap().remove(0).token;
    import(&mut core, &write::public_jwk(&pair).unwrap());
    let _ = do_all(&mut core, [Command::NewTab, Command::Paste(signed), Command::OpenNegatives]);
    assert!(matches!(why(&core), NegativesTrouble::Negatives(NegativesError::PublicOnly(_))));
}

#[test]
fn a_closed_sheet_stops_the_job() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET), Command::Paste(token("a"))]);
    let _ = core.update(Command::OpenNegatives);
    let _ = core.update(Command::CloseSheet);
    let _ = settle(&mut core);
    assert_eq!(core.state.sheet, None);
}

fn comparison(core: &Core) -> (&CompareSheet, Option<&Comparison>) {
    match &core.state.sheet {
        Some(Sheet::Compare(sheet)) => match &sheet.state {
            Compared::Done(done) => (sheet, Some(done)),
            _ => (sheet, None),
        },
        other => panic!("no such sheet: {other:?}"),
    }
}

#[test]
fn two_tokens_of_one_paste_are_compared_before_other_tabs() {
    let mut core = core();
    let pair = format!(r#"{{"access_token":"{}","id_token":"{}"}}"#, token("a"), token("b"));
    let _ = do_all(&mut core, [Command::OpenCompare]);
    assert_eq!(core.state.sheet, None, "no token is shown");
    let _ = do_all(&mut core, [Command::Paste(token("c")), Command::OpenCompare]);
    assert_eq!((comparison(&core).0.second, comparison(&core).1), (None, None));
    let _ = do_all(&mut core, [Command::CloseSheet, secret(SECRET), Command::NewTab, Command::Paste(pair)]);
    let _ = do_all(&mut core, [Command::OpenCompare]);
    let (sheet, done) = comparison(&core);
    let document = core.state.tabs[1].document;
    assert_eq!((sheet.first, sheet.second), ((document, 0), Some((document, 1))));
    let done = done.unwrap();
    let changed: Vec<&str> =
        done.claims.iter().filter(|row| row.change != Change::Same).map(|row| row.name.as_str()).collect();
    assert_eq!(changed, ["sub"]);
    assert_eq!((&done.key, done.holds), (&SameKey::Yes("mine".to_owned()), [true, true]));
    // The tab of another text, and back to none where it is gone.
    let other = (core.state.tabs[0].document, 0);
    let first = (document, 1);
    let _ = do_all(&mut core, [Command::Compare(first, Some(other))]);
    assert!(comparison(&core).1.is_some());
    let _ = do_all(&mut core, [Command::Compare(first, Some((document, 7)))]);
    assert!(comparison(&core).1.is_none(), "there is no such token");
}

#[test]
fn what_is_compared_follows_the_keys() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("a")), Command::NewTab, Command::Paste(token("b"))]);
    let _ = do_all(&mut core, [Command::OpenCompare]);
    assert_eq!(comparison(&core).1.unwrap().key, SameKey::Unknown);
    let secret = Key::new("mine", Material::Secret(SecretBytes::new(SECRET.as_bytes().to_vec())));
    core.add_keys(vec![secret]);
    let _ = settle(&mut core);
    assert_eq!(comparison(&core).1.unwrap().key, SameKey::Yes("mine".to_owned()));
}
