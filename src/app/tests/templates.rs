//! Templates of the person's own: kept, found again, used, renamed and deleted; and nothing secret on the disk.

use super::*;
use crate::app::command::NewSigner;
use crate::app::state::{Made, Sheet, TemplateProblem};
use crate::app::templates::TemplatesTrouble;
use crate::craft::own::OwnError;
use crate::craft::own::file::NAME;

fn names(core: &Core) -> Vec<String> {
    core.state.templates.iter().map(|own| own.name.clone()).collect()
}

fn save(core: &mut Core, name: &str) {
    let _ = do_all(core, [Command::OpenSaveTemplate, Command::SaveTemplate(name.to_owned())]);
}

fn problem(core: &Core) -> Option<OwnError> {
    match &core.state.sheet {
        Some(Sheet::Template(sheet)) => match sheet.problem? {
            TemplateProblem::Own(why) => Some(why),
            TemplateProblem::Gone => panic!("the token is there"),
        },
        _ => None,
    }
}

#[test]
fn a_template_is_kept_used_renamed_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core_at(folder.path());
    let _ = do_all(&mut core, [Command::Paste(token("alice")), secret(SECRET)]);
    save(&mut core, " For orders ");
    assert_eq!(names(&core), ["For orders"]);
    assert!(core.state.sheet.is_none());
    save(&mut core, "For orders");
    assert_eq!(problem(&core), Some(OwnError::Taken));
    let _ = do_all(&mut core, [Command::SaveTemplate("Others".to_owned())]);
    core.flush();

    let mut core = core_at(folder.path());
    assert_eq!(names(&core), ["For orders", "Others"]);
    let _ = do_all(&mut core, [secret(SECRET), Command::NewOwn(0, NewSigner::Usual)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    let payload = core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string();
    assert!(payload.contains(&format!("\"iat\":{NOW},\"exp\":{}", NOW + 300)), "{payload}");
    assert!(payload.contains("alice") && !payload.contains("\"jti\":\"1\""), "{payload}");
    assert_eq!(core.state.shown().unwrap().made, Some(Made::Own("For orders".into())));

    let rename = [Command::OpenTemplate(0), Command::SaveTemplate("Others".to_owned())];
    let _ = do_all(&mut core, rename);
    assert_eq!(problem(&core), Some(OwnError::Taken));
    let _ = do_all(&mut core, [Command::SaveTemplate("Mine".to_owned())]);
    assert_eq!(names(&core), ["Mine", "Others"]);
    let _ = do_all(&mut core, [Command::OpenTemplate(1), Command::DeleteTemplate]);
    assert_eq!(names(&core), ["Mine"]);
    core.flush();
    assert_eq!(names(&core_at(folder.path())), ["Mine"]);
}

#[test]
fn a_new_key_signs_a_template_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core_at(folder.path());
    let _ = do_all(&mut core, [Command::Paste(token("alice"))]);
    save(&mut core, "t");
    let _ = do_all(&mut core, [Command::NewOwn(0, NewSigner::Usual)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(core.state.keys.len(), 1);
}

#[test]
fn neither_signature_nor_key_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core_at(folder.path());
    let pasted = token("alice");
    let _ = do_all(&mut core, [secret(SECRET), Command::Paste(pasted.clone())]);
    save(&mut core, "t");
    core.flush();
    let kept = std::fs::read_to_string(folder.path().join(NAME)).unwrap();
    assert!(kept.contains("alice"), "{kept}");
    let (input, signature) = pasted.rsplit_once('.').unwrap();
    for secret in [signature, input, SECRET, &base64url::encode(SECRET.as_bytes())] {
        assert!(!kept.contains(secret), "{kept}");
    }
}

#[test]
fn a_damaged_file_takes_nothing_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let good = r#"{"name":"good","header":{},"claims":{"sub":"a"},"later":1}"#;
    std::fs::write(&path, format!("{{\"templates\":[7,{good}],\"more\":true}}")).unwrap();
    let mut core = core_at(folder.path());
    assert_eq!(names(&core), ["good"]);
    assert!(notices(&core.state).contains(&&NoticeKind::Templates(TemplatesTrouble::Some(1))));
    let _ = do_all(&mut core, [Command::Paste(token("alice"))]);
    save(&mut core, "t");
    core.flush();
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(
        kept.contains("\"later\":1") && kept.contains("\n  7,") && kept.contains("\"more\": true"),
        "{kept}"
    );

    std::fs::write(&path, "no JSON").unwrap();
    let core = core_at(folder.path());
    assert!(names(&core).is_empty());
    let aside = folder.path().join(format!("{NAME}.bad"));
    assert!(
        notices(&core.state).contains(&&NoticeKind::Templates(TemplatesTrouble::PutAside(aside.clone())))
    );
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "no JSON");
}

#[test]
fn what_makes_no_template_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut core = core_at(folder.path());
    let _ = do_all(&mut core, [Command::OpenSaveTemplate]);
    assert!(core.state.sheet.is_none(), "no token is shown");
    let _ = do_all(
        &mut core,
        [Command::Paste("eyJhbGciOiJub25lIn0.dGV4dA.".to_owned()), Command::OpenSaveTemplate],
    );
    assert_eq!(problem(&core), Some(OwnError::NotObject));
    let _ = do_all(&mut core, [Command::SaveTemplate("t".to_owned())]);
    assert!(names(&core).is_empty() && problem(&core) == Some(OwnError::NotObject));
}

#[test]
fn two_windows_keep_each_others_templates() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (core_at(folder.path()), core_at(folder.path()));
    let kept = || names(&core_at(folder.path()));
    for (core, name) in [(&mut one, "first"), (&mut other, "second")] {
        let _ = do_all(core, [Command::Paste(token(name))]);
        save(core, name);
        core.flush();
    }
    assert_eq!(kept(), ["first", "second"]);
    // A name that the other window took meanwhile.
    save(&mut one, "second");
    one.flush();
    assert_eq!(kept(), ["first", "second", "second 2"]);
    // Renamed by the one, deleted by the other; each knows its own only.
    let _ = do_all(&mut one, [Command::OpenTemplate(0), Command::SaveTemplate("third".to_owned())]);
    let _ = do_all(&mut other, [Command::OpenTemplate(0), Command::DeleteTemplate]);
    one.flush();
    other.flush();
    assert_eq!(kept(), ["third", "second 2"]);
    // One that is gone from the file is deleted without a word, and what is renamed is there again.
    std::fs::write(folder.path().join(NAME), r#"{"templates":[],"more":1}"#).unwrap();
    let _ = do_all(&mut one, [Command::OpenTemplate(1), Command::DeleteTemplate]);
    let _ = do_all(&mut one, [Command::OpenTemplate(0), Command::SaveTemplate("fourth".to_owned())]);
    one.flush();
    assert_eq!(kept(), ["fourth"]);
    assert!(notices(&one.state).is_empty());
    // What another program did to the file stays beside it.
    std::fs::write(folder.path().join(NAME), "no JSON").unwrap();
    let _ = do_all(&mut one, [Command::OpenTemplate(0), Command::SaveTemplate("fifth".to_owned())]);
    one.flush();
    assert_eq!(kept(), ["fifth"]);
    assert_eq!(std::fs::read_to_string(folder.path().join(format!("{NAME}.bad"))).unwrap(), "no JSON");
}
