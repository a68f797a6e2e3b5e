//! Typing over tokens: steps back and forth, and what is still the token that was signed.

use super::*;
use crate::app::edits::EditName;
use crate::craft::remake::Part;

fn payload(core: &Core) -> String {
    core.state.token().unwrap().token.payload().unwrap().text().unwrap().to_string()
}

fn edit(core: &mut Core, from: &str, to: &str) {
    let text = payload(core);
    assert!(text.contains(from), "{text}");
    let _ = core.update(Command::EditPart(Part::Payload, text.replacen(from, to, 1).into_bytes()));
}

fn text(core: &Core) -> String {
    core.state.shown().unwrap().text.to_string()
}

#[test]
fn an_edited_token_is_known_as_such_and_undone_to_the_byte() {
    let mut core = core();
    let pasted = format!("Authorization: Bearer {}\n", token("alice"));
    let _ = do_all(&mut core, [Command::Paste(pasted.clone()), secret(SECRET)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(core.state.original().is_none());

    edit(&mut core, "alice", "bob");
    edit(&mut core, "\"aud\":\"api\"", "\"aud\":\"other\"");
    let _ = settle(&mut core);
    assert_ne!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert_eq!(core.state.original().map(|text| &**text), Some(token("alice").as_str()));
    assert!(text(&core).starts_with("Authorization: Bearer ey") && text(&core).ends_with('\n'));
    assert!(payload(&core).contains(r#""sub":"bob","aud":"other""#));
    let edits = &core.state.shown().unwrap().edits;
    assert_eq!(edits.undoes(), Some(&EditName::Claim("aud".to_owned())));

    let _ = do_all(&mut core, [Command::Undo]);
    assert!(payload(&core).contains(r#""sub":"bob","aud":"api""#));
    let _ = do_all(&mut core, [Command::Undo, Command::Undo]);
    assert_eq!(text(&core), pasted);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(core.state.original().is_none());
    let _ = do_all(&mut core, [Command::Redo, Command::Redo, Command::Redo]);
    assert!(payload(&core).contains("other"));
    let _ = do_all(&mut core, [Command::Revert]);
    assert_eq!(text(&core), pasted);
    let _ = do_all(&mut core, [Command::Undo]);
    assert!(payload(&core).contains("other"), "going back can be taken back");
}

#[test]
fn what_is_no_json_is_kept_and_signatures_go() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("alice")), secret(SECRET)]);
    edit(&mut core, "{", "");
    assert!(payload(&core).starts_with("\"sub\""));
    assert_eq!(core.state.shown().unwrap().edits.undoes(), Some(&EditName::Part(Part::Payload)));
    let _ = core.update(Command::EditPart(Part::Signature, Vec::new()));
    assert!(text(&core).ends_with('.'));
    assert!(core.state.original().is_some());
    assert_eq!(core.state.shown().unwrap().edits.undoes(), Some(&EditName::Unsign));
}

#[test]
fn editing_one_of_several_tokens_leaves_the_others() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(format!("{} {}", token("alice"), token("bob")))]);
    assert_eq!(core.state.tabs.len(), 2);
    edit(&mut core, "alice", "eve");
    assert_eq!((core.state.tabs.len(), core.state.active), (2, 0));
    assert!(payload(&core).contains("eve"));
    let _ = do_all(&mut core, [Command::SelectTab(1)]);
    assert!(payload(&core).contains("bob") && core.state.original().is_none());
    let _ = do_all(&mut core, [Command::SelectTab(0), Command::Undo]);
    assert_eq!(text(&core), token("alice"));
}

#[test]
fn another_token_pasted_over_it_is_not_an_edited_one() {
    let mut core = core();
    let _ =
        do_all(&mut core, [Command::Paste(token("alice")), secret(SECRET), Command::EditText(token("bob"))]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(core.state.original().is_none());
    let _ = do_all(&mut core, [Command::Undo]);
    assert_eq!(text(&core), token("alice"));
}

#[test]
fn members_are_changed_in_their_sheet() {
    use crate::app::command::MemberDraft;
    use crate::app::state::Sheet;
    use crate::craft::edit::{Edit, Path};
    use crate::craft::typed::Typing;
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("alice")), secret(SECRET)]);
    let draft = |name: &str, typing, text: &str| {
        Command::SaveMember(MemberDraft { name: name.to_owned(), typing, text: text.to_owned() })
    };
    let _ = do_all(&mut core, [Command::OpenMember(Part::Payload, Some(1))]);
    let Some(Sheet::Member(sheet)) = &core.state.sheet else { panic!("{:?}", core.state.sheet) };
    assert_eq!((sheet.name.as_str(), sheet.typing, sheet.text.as_str()), ("aud", Typing::Text, "api"));
    let _ = do_all(&mut core, [draft("aud", Typing::Number, "x")]);
    assert!(matches!(&core.state.sheet, Some(Sheet::Member(sheet)) if sheet.problem.is_some()));
    let _ = do_all(&mut core, [draft("audience", Typing::List, "a\nb")]);
    assert!(core.state.sheet.is_none());
    assert!(
        payload(&core).starts_with(r#"{"sub":"alice","audience":["a","b"],"jti":"1","#),
        "{}",
        payload(&core)
    );

    let _ = do_all(&mut core, [Command::OpenMember(Part::Header, None), draft("kid", Typing::Text, "k1")]);
    let header = core.state.token().unwrap().token.header().unwrap().text().unwrap().to_string();
    assert_eq!(header, r#"{"alg":"HS256","typ":"JWT","kid":"k1"}"#);
    let change = |edit| Command::EditMember(Part::Payload, edit);
    let _ = do_all(&mut core, [change(Edit::Move { at: Path::new([0]), to: 1 })]);
    assert!(payload(&core).starts_with(r#"{"audience":["a","b"],"sub":"alice","#), "{}", payload(&core));
    let _ = do_all(&mut core, [change(Edit::Delete { at: Path::new([0]) })]);
    assert!(payload(&core).starts_with(r#"{"sub":"alice","jti""#), "{}", payload(&core));
    let _ = do_all(&mut core, std::iter::repeat_with(|| Command::Undo).take(5));
    assert_eq!(text(&core), token("alice"));
}

#[test]
fn a_stored_key_signs_what_is_shown() {
    let mut core = core();
    let _ = do_all(&mut core, [Command::Paste(token("alice")), secret(SECRET)]);
    edit(&mut core, "alice", "bob");
    let _ = do_all(&mut core, [Command::SignShown]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
    assert!(core.state.original().is_none());
    assert!(payload(&core).contains("bob"));
    edit(&mut core, "bob", "carol");
    let original = core.state.original().unwrap().to_string();
    let _ = do_all(&mut core, [Command::Revert]);
    assert_eq!(text(&core), original, "back to what was signed last");
    assert!(payload(&core).contains("bob"));
}

#[test]
fn shifting_the_times_clears_what_was_said_of_them() {
    use crate::inspect::diagnose::Mend;
    use crate::inspect::mend::mend;
    let claims = [
        (r#"{"iat":1000,"exp":2000}"#, "time.expired"),
        (r#"{"exp":2000}"#, "time.expired"),
        (r#"{"iat":1000,"nbf":9000000000,"exp":9900000000}"#, "time.nbf-future"),
        (r#"{"nbf":9000000000,"exp":9900000000}"#, "time.nbf-future"),
        (r#"{"iat":9000000000,"exp":9900000000}"#, "time.iat-future"),
    ];
    for (claims, id) in claims {
        let mut core = core();
        let token = format!("{}.{}.AA", base64url::encode(b"{}"), base64url::encode(claims.as_bytes()));
        let _ = do_all(&mut core, [Command::Paste(token)]);
        let report = core.state.token().unwrap();
        let finding = report.findings.iter().find(|one| one.meta().id == id).unwrap();
        assert_eq!(mend(report, finding), Some(Mend::Times), "{claims}");
        let _ = do_all(&mut core, [Command::Mend(Mend::Times)]);
        let report = core.state.token().unwrap();
        let ids: Vec<_> = report.findings.iter().map(|one| one.meta().id).collect();
        assert!(!ids.contains(&id) && !ids.contains(&"time.expired"), "{claims}: {} {ids:?}", payload(&core));
    }
}
