//! Secrets that came in a published set: the window says of their tokens what the command line says.

use zeroize::Zeroizing;

use super::keys::{import, made};
use super::*;
use crate::app::handover::{Handover, KeyBytes};
use crate::jose::generate::KeySpec;
use crate::jose::write;

/// A set with `SECRET` and a public key, both with what they say besides.
fn set(of_secret: &str, of_public: &str) -> String {
    let public = Key { alg: None, key_use: None, kid: None, ..made(KeySpec::P256) };
    let public = write::public_jwk(&public).unwrap();
    let public = public.trim().strip_suffix('}').unwrap();
    let secret = base64url::encode(SECRET.as_bytes());
    format!(r#"{{"keys":[{{"kty":"oct","k":"{secret}"{of_secret}}},{public}{of_public}}}]}}"#)
}

const SIGNS: &str = r#","use":"sig","alg":"HS256""#;
const PUBLIC: &str = r#","use":"sig","alg":"ES256""#;

fn accepts(core: &Core) -> bool {
    let report = core.state.token().unwrap();
    assert_eq!(report.signature.verdict, SignatureVerdict::Valid);
    report.accept
}

/// RFC 7517 §9.2. Private keys that are kept together do not say what each is for.
#[test]
fn a_secret_of_a_published_set_makes_no_token_good() {
    for (text, good) in [
        (set(SIGNS, PUBLIC), false),
        (set(SIGNS, ""), true),
        (set("", PUBLIC), true),
        (set(r#","alg":"HS256""#, PUBLIC), true),
    ] {
        let mut core = core();
        import(&mut core, &text);
        let _ = do_all(&mut core, [Command::Paste(token("a"))]);
        assert_eq!(accepts(&core), good, "stored: {text}");

        let mut core = super::core();
        let bytes = Zeroizing::new(text.as_bytes().to_vec());
        let keys = vec![KeyBytes { name: "set".to_owned(), bytes }];
        let texts = vec![token("a")];
        let _ = do_all(&mut core, [Command::Arrive(Handover { texts, keys, ..Handover::default() })]);
        assert_eq!(accepts(&core), good, "for this session: {text}");
    }
}

/// A set is what came at once: a name is soon given twice.
#[test]
fn a_secret_that_came_before_a_published_set_of_the_same_name_is_good() {
    let mut core = core();
    let secret = |byte: u8| {
        let k = base64url::encode(&if byte == 0 { SECRET.as_bytes().to_vec() } else { vec![byte; 32] });
        format!(r#"{{"kty":"oct","k":"{k}"{SIGNS}}}"#)
    };
    let private = format!(r#"{{"keys":[{},{}]}}"#, secret(0), secret(1));
    let public = [1, 2].map(|_| {
        let key = Key { alg: Some("ES256".into()), key_use: Some("sig".into()), ..made(KeySpec::P256) };
        key.to_public().unwrap()
    });
    import(&mut core, &private);
    let _ = core.poll(NOW + 1);
    import(&mut core, &write::jwks(&public).json);
    assert_eq!(core.state.keys.len(), 4);
    assert!(core.state.keys.iter().all(|key| key.group.as_deref() == Some("pasted key")));
    let _ = do_all(&mut core, [Command::Paste(token("a"))]);
    assert!(accepts(&core));
}
