//! Encrypting to a key: what is offered, what comes of it, and what does not happen.

use super::keys::{import, reads_of, watched};
use super::*;
use crate::app::command::{EncryptDraft, PrivateText};
use crate::app::state::{EncryptSheet, EncryptTrouble, Sheet};
use crate::craft::encrypt::Way;
use crate::craft::template::TemplateError;
use crate::encoding::json;
use crate::jose::generate::{KeySpec, RsaSize, generate};
use crate::jose::jwe::{ContentEncryption, KeyManagement, Unfit};
use crate::jose::write;
use crate::vault::VaultError;

fn made(spec: KeySpec) -> Key {
    let mut key = generate(spec, random, &|| false).unwrap();
    (key.alg, key.key_use, key.kid) = (None, None, Some("for-us".to_owned()));
    key
}

fn sheet(core: &Core) -> &EncryptSheet {
    match &core.state.sheet {
        Some(Sheet::Encrypt(sheet)) => sheet,
        other => panic!("no such sheet: {other:?}"),
    }
}

/// The usual way, for a text or for the token that is shown.
fn usual(core: &Core, text: Option<&str>) -> Command {
    let EncryptSheet { ways, usual, .. } = sheet(core);
    let Way { algorithm, enc } = &ways.as_ref().unwrap()[usual.0];
    Command::Encrypt(EncryptDraft {
        text: text.map(|text| PrivateText(text.to_owned().into())),
        algorithm: *algorithm,
        enc: enc[usual.1],
        compress: false,
    })
}

fn header(core: &Core) -> String {
    core.state.token().unwrap().token.header().unwrap().text().unwrap().to_string()
}

#[test]
fn a_text_is_encrypted_to_every_kind_of_key_and_opens_again() {
    let kinds = [
        (KeySpec::Rsa(RsaSize::Bits2048), r#""alg":"RSA-OAEP-256""#),
        (KeySpec::P256, r#""alg":"ECDH-ES+A256KW""#),
        (KeySpec::X25519, r#""alg":"ECDH-ES+A256KW""#),
        (KeySpec::Hs256, r#""alg":"A256KW""#),
    ];
    for (spec, alg) in kinds {
        let mut core = core();
        import(&mut core, &write::private_jwk(&made(spec)).unwrap());
        let _ = core.update(Command::OpenEncrypt(0));
        assert_eq!(sheet(&core).token, None, "no token is shown");
        let encrypt = usual(&core, Some("what only we shall read"));
        let _ = do_all(&mut core, [encrypt]);
        assert_eq!(core.state.sheet, None, "{spec:?}");
        assert_eq!(verdict(&core.state), Some(SignatureVerdict::Decrypted), "{spec:?}");
        let header = header(&core);
        assert!(header.contains(alg) && header.contains(r#""enc":"A256GCM""#), "{header}");
        assert!(header.contains(r#""kid":"for-us""#) && !header.contains("cty"), "{header}");
        assert_eq!(core.state.keys[0].standing, Standing::Opens);
    }
}

#[test]
fn the_shown_token_goes_in_as_a_nested_jwt() {
    let mut core = core();
    import(&mut core, &write::private_jwk(&made(KeySpec::P256)).unwrap());
    let inner = token("a");
    let _ = do_all(&mut core, [secret(SECRET), Command::Paste(inner.clone()), Command::OpenEncrypt(0)]);
    assert_eq!(sheet(&core).token, Some("JWT"));
    let encrypt = usual(&core, None);
    let _ = do_all(&mut core, [encrypt]);
    assert_eq!(core.state.tabs.len(), 2, "what was shown stays");
    let report = core.state.token().unwrap();
    assert!(header(&core).contains(r#""cty":"JWT""#));
    assert_eq!(report.layers().count(), 2);
    assert_eq!(&*report.nested.as_ref().unwrap().token.text, inner);
    assert_eq!(report.nested.as_ref().unwrap().signature.verdict, SignatureVerdict::Valid);
    assert!(report.accept, "{:?}", report.findings);
}

#[test]
fn what_the_token_is_goes_into_cty() {
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let bare = format!("{}.{}.", encode(r#"{"alg":"none"}"#), encode("just text"));
    let flattened =
        format!(r#"{{"protected":"{}","payload":"","signature":""}}"#, encode(r#"{"alg":"HS256"}"#));
    let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA";
    let cases = [
        (token("a"), Some("JWT")),
        (format!("{}~", token("a")), Some("sd-jwt")),
        (bare, Some("JOSE")),
        (flattened, Some("JOSE+JSON")),
        (jwe.to_owned(), Some("JWT")),
        ("hello".to_owned(), None),
    ];
    for (text, want) in cases {
        let mut core = core();
        let _ = do_all(&mut core, [secret(SECRET), Command::Paste(text.clone()), Command::OpenEncrypt(0)]);
        assert_eq!(sheet(&core).token, want, "{text}");
        if want.is_none() {
            let encrypt = usual(&core, None);
            let _ = do_all(&mut core, [encrypt]);
            assert!(sheet(&core).running.is_none(), "without a token nothing happens");
        }
    }
}

#[test]
fn only_what_fits_is_offered() {
    let names = |core: &Core| -> Vec<&str> {
        sheet(core).ways.as_ref().unwrap().iter().map(|way| way.algorithm.name()).collect()
    };
    let mut core = core();
    core.add_keys(vec![Key::new("s", Material::Secret(SecretBytes::new(vec![7; 16])))]);
    let _ = core.update(Command::OpenEncrypt(0));
    let pbes = ["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"];
    assert_eq!(names(&core)[..3], ["A128KW", "dir", "A128GCMKW"]);
    assert_eq!(names(&core)[3..], pbes);
    let direct = &sheet(&core).ways.as_ref().unwrap()[1];
    assert_eq!(direct.enc, [ContentEncryption::A128Gcm]);
    let _ = core.update(Command::CloseSheet);

    for (spec, why) in
        [(KeySpec::Ed25519, Unfit::Kind), (KeySpec::Secp256k1, Unfit::Curve), (KeySpec::MlDsa44, Unfit::Kind)]
    {
        core.add_keys(vec![made(spec)]);
        let last = core.state.keys.len() - 1;
        assert!(core.state.keys[last].encrypts.is_err(), "{spec:?}");
        let _ = core.update(Command::OpenEncrypt(last));
        assert_eq!(sheet(&core).ways, Err(why), "{spec:?}");
    }
    let bound = generate(KeySpec::Hs256, random, &|| false).unwrap();
    core.add_keys(vec![Key { alg: Some("HS256".to_owned()), ..bound }]);
    let last = core.state.keys.len() - 1;
    assert_eq!(core.state.keys[last].encrypts, Err(Unfit::Algorithm("HS256".to_owned())));
}

#[test]
fn a_public_half_encrypts_and_the_vault_is_not_asked() {
    let mut core = watched();
    import(&mut core, &write::public_jwk(&made(KeySpec::P256)).unwrap());
    let _ = core.update(Command::OpenEncrypt(0));
    let encrypt = usual(&core, Some("hello"));
    let _ = do_all(&mut core, [encrypt]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::NoKey), "only its owner can read it");
    assert_eq!(reads_of(&core.state.keys[0]), 0);
}

#[test]
fn a_job_that_is_not_wanted_any_more_opens_nothing() {
    for end in [Command::CancelEncrypt, Command::CloseSheet] {
        let mut core = core();
        let _ = do_all(&mut core, [secret("correct horse battery"), Command::OpenEncrypt(0)]);
        let draft = EncryptDraft {
            text: Some(PrivateText("hello".to_owned().into())),
            algorithm: KeyManagement::Pbes2Hs512A256Kw,
            enc: ContentEncryption::A256Gcm,
            compress: true,
        };
        let _ = core.update(Command::Encrypt(draft.clone()));
        assert!(sheet(&core).running.is_some());
        let _ = core.update(Command::Encrypt(draft));
        let _ = do_all(&mut core, [end]);
        assert!(core.state.token().is_none(), "nothing opened");
        if let Some(Sheet::Encrypt(sheet)) = &core.state.sheet {
            assert_eq!((&sheet.running, &sheet.problem), (&None, &None));
        }
    }
}

#[test]
fn what_goes_wrong_is_said_in_the_sheet() {
    let mut core = core();
    let mut key = made(KeySpec::P256);
    key.key_use = None;
    core.add_keys(vec![key]);
    let _ = core.update(Command::OpenEncrypt(0));
    let wrong = EncryptDraft {
        text: Some(PrivateText("hello".to_owned().into())),
        algorithm: KeyManagement::A128Kw,
        enc: ContentEncryption::A256Gcm,
        compress: false,
    };
    let _ = do_all(&mut core, [Command::Encrypt(wrong)]);
    assert!(matches!(sheet(&core).problem, Some(EncryptTrouble::Seal(_))), "{:?}", sheet(&core));
    assert!(core.state.token().is_none());
}

#[test]
fn a_vault_that_gives_nothing_is_told() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(SECRET), Command::OpenEncrypt(0)]);
    let encrypt = usual(&core, Some("hello"));
    let id = core.state.keys[0].stored.clone().unwrap();
    let _ = core.jobs.vault(move |vault| {
        vault.remove(&id).unwrap();
        crate::app::jobs::vault::Done::NewToken(Ok(Err(TemplateError::NoRandomness)))
    });
    let _ = do_all(&mut core, [encrypt]);
    assert!(
        matches!(sheet(&core).problem, Some(EncryptTrouble::Vault(VaultError::Unknown(_)))),
        "{:?}",
        sheet(&core)
    );
}

#[test]
fn what_is_compressed_says_so() {
    let mut core = core();
    core.add_keys(vec![made(KeySpec::P256)]);
    let _ = core.update(Command::OpenEncrypt(0));
    let Command::Encrypt(draft) = usual(&core, Some(&"again ".repeat(100))) else { panic!() };
    let _ = do_all(&mut core, [Command::Encrypt(EncryptDraft { compress: true, ..draft })]);
    let header = json::parse(header(&core).into()).json;
    assert!(header.is_some_and(|json| json.root().member("zip").is_some()));
    let report = core.state.token().unwrap();
    assert!(report.findings.iter().any(|finding| finding.meta().id == "jwe.zip"));
}
