//! JWE: headers and lengths that tell by themselves, and what comes out.

use super::{CLAIMS, Table, b64, p256, plain, secret};
use crate::encoding::base64url;
use crate::jose::jwe::seal::{Form, Order, To, USUAL_ITERATIONS};
use crate::jose::jwe::{ContentEncryption, KeyManagement, seal};
use crate::jose::key::{Key, Material};

/// A JWE that nobody can open: the lengths of the encrypted key, IV, ciphertext and tag.
fn shaped(header: &str, lengths: [usize; 4]) -> String {
    let parts = lengths.map(|length| base64url::encode(&vec![5; length]));
    format!("{}.{}", b64(header), parts.join("."))
}

/// One that is right in its lengths for A128GCM.
fn of(header: &str) -> String {
    shaped(header, [24, 12, 20, 16])
}

fn order<'a>(content: &'a [u8], to: &'a [To<'a>]) -> Order<'a> {
    Order {
        content,
        recipients: to,
        enc: ContentEncryption::A256Gcm,
        form: Form::Compact,
        compress: false,
        header: None,
        aad: None,
        iterations: USUAL_ITERATIONS,
    }
}

fn made(order: &Order<'_>) -> String {
    let random = |buffer: &mut [u8]| {
        buffer.fill(9);
        true
    };
    seal(order, random, &|| false).unwrap()
}

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    algorithms(&mut table);
    lengths(&mut table);
    ephemeral(&mut table);
    passwords(&mut table);
    opened(&mut table);
    table
}

fn algorithms(table: &mut Table) {
    let header = |alg: &str| of(&format!(r#"{{"alg":"{alg}","enc":"A128GCM"}}"#));
    let with = |more: &str| of(&format!(r#"{{"alg":"A128KW"{more}}}"#));
    let (t, good) = (plain(), header("A128KW"));
    table.of("jwe.enc-missing", &[&with(""), &with(r#","zip":"DEF""#)], &[&good, &t, &with(r#","enc":"x""#)]);
    table.of(
        "jwe.enc-unknown",
        &[&with(r#","enc":"A128CTR""#), &with(r#","enc":"a128gcm""#), &with(r#","enc":7"#)],
        &[&good, &with(""), &with(r#","enc":"A256CBC-HS512""#)],
    );
    table.of(
        "jwe.rsa1_5",
        &[&header("RSA1_5"), &of(r#"{"enc":"A128GCM","alg":"RSA1_5","kid":"a"}"#)],
        &[&good, &header("RSA-OAEP")],
    );
    table.of(
        "jwe.oaep-sha1",
        &[&header("RSA-OAEP"), &of(r#"{"enc":"A256GCM","alg":"RSA-OAEP"}"#)],
        &[&good, &header("RSA-OAEP-256")],
    );
    table.of(
        "jwe.zip",
        &[&with(r#","enc":"A128GCM","zip":"DEF""#), &with(r#","zip":"DEF""#)],
        &[&good, &with(r#","zip":"GZIP""#)],
    );
    table.of(
        "jwe.zip-unknown",
        &[&with(r#","enc":"A128GCM","zip":"GZIP""#), &with(r#","zip":7"#), &with(r#","zip":"def""#)],
        &[&good, &with(r#","zip":"DEF""#)],
    );
    table.of("jwe.no-key", &[&good, &header("RSA-OAEP-256")], &[&t]);
    table.keyed("jwe.no-key", &[p256(1)], &[&good], &[&t]);
    table.keyed("jwe.no-key", &[secret(&[1; 16])], &[&header("RSA-OAEP-256")], &[&good]);
    table.of(
        "jwe.param-missing",
        &[
            &header("A128GCMKW"),
            &header("PBES2-HS256+A128KW"),
            &of(r#"{"alg":"A256GCMKW","enc":"A128GCM","iv":"AAAA","tag":7}"#),
        ],
        &[
            &good,
            &header("ECDH-ES"),
            &of(r#"{"alg":"A128GCMKW","enc":"A128GCM","iv":"AAAAAAAAAAAAAAAA","tag":"AAAAAAAAAAAAAAAAAAAAAA"}"#),
        ],
    );
}

fn lengths(table: &mut Table) {
    let (gcm, cbc) = (r#"{"alg":"A128KW","enc":"A128GCM"}"#, r#"{"alg":"A128KW","enc":"A256CBC-HS512"}"#);
    let (good, good_cbc) = (shaped(gcm, [24, 12, 20, 16]), shaped(cbc, [72, 16, 32, 32]));
    table.of(
        "jwe.iv-length",
        &[&shaped(gcm, [24, 16, 20, 16]), &shaped(gcm, [24, 0, 20, 16]), &shaped(cbc, [72, 12, 32, 32])],
        &[&good, &good_cbc],
    );
    table.of(
        "jwe.tag-length",
        &[&shaped(gcm, [24, 12, 20, 12]), &shaped(gcm, [24, 12, 20, 0]), &shaped(cbc, [72, 16, 32, 16])],
        &[&good, &good_cbc],
    );
    let direct = |length: usize| shaped(r#"{"alg":"dir","enc":"A128GCM"}"#, [length, 12, 20, 16]);
    let epk = public(&p256(1));
    let agreed = |length: usize| {
        shaped(&format!(r#"{{"alg":"ECDH-ES","enc":"A128GCM","epk":{epk}}}"#), [length, 12, 20, 16])
    };
    table.of("jwe.ek-not-empty", &[&direct(16), &agreed(24)], &[&direct(0), &agreed(0), &good]);
    let key = |length: usize| [secret(&vec![1; length])];
    let named = |header: &str| shaped(header, [24, 12, 20, 16]);
    table.keyed("jwe.key-size", &key(32), &[&good, &direct(0)], &[&plain()]);
    table.keyed(
        "jwe.key-size",
        &key(16),
        &[&named(r#"{"alg":"A256KW","enc":"A128GCM"}"#)],
        &[&good, &direct(0)],
    );
}

fn public(key: &Key) -> String {
    let Material::Ec(ec) = &key.material else { return String::new() };
    let (x, y) = (base64url::encode(ec.x()), base64url::encode(ec.y()));
    format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#)
}

fn ephemeral(table: &mut Table) {
    let epk = public(&p256(1));
    let with = |epk: &str| of(&format!(r#"{{"alg":"ECDH-ES+A128KW","enc":"A128GCM"{epk}}}"#));
    let good = with(&format!(r#","epk":{epk}"#));
    let private = with(&format!(r#","epk":{}"#, epk.replace('}', r#","d":"AQ"}"#)));
    // The coordinates in each other's place are no point of the curve.
    let off = epk.replace(r#""x""#, "?").replace(r#""y""#, r#""x""#).replace('?', r#""y""#);
    let off = with(&format!(r#","epk":{off}"#));
    table.of(
        "jwe.epk-invalid",
        &[
            &with(""),
            &with(r#","epk":"x""#),
            &with(r#","epk":{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}"#),
            &off,
        ],
        &[&good, &of(r#"{"alg":"A128KW","enc":"A128GCM"}"#)],
    );
    let octet = r#"{"kty":"OKP","crv":"X25519","x":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc""#;
    table.of(
        "jwe.epk-private",
        &[&private, &with(&format!(r#","epk":{octet},"d":"AQ"}}"#))],
        &[&good, &with(&format!(r#","epk":{octet}}}"#)), &with("")],
    );
}

fn passwords(table: &mut Table) {
    let with = |salt: &str, count: &str| {
        of(&format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"{salt}","p2c":{count}}}"#))
    };
    let salt = b64("sixteen bytes ok");
    table.of(
        "jwe.p2c-high",
        &[&with(&salt, "1200001"), &with(&salt, "99999999999")],
        &[&with(&salt, "600000"), &with(&salt, "1200000")],
    );
    table.of(
        "jwe.p2c-low",
        &[&with(&salt, "1000"), &with(&salt, "0"), &with(&salt, "-5"), &with(&salt, "309999")],
        &[&with(&salt, "310000"), &with(&salt, "600000")],
    );
    table.of(
        "jwe.p2s-short",
        &[&with(&b64("7 bytes"), "600000"), &with("", "600000")],
        &[&with(&salt, "600000"), &with(&b64("8 bytes!"), "600000")],
    );
}

/// What is told of what was inside.
fn opened(table: &mut Table) {
    let (shared, pair) = ([secret(&[7; 32])], [p256(1)]);
    let direct = [To { key: &shared[0], algorithm: KeyManagement::Direct }];
    let agreed = [To { key: &pair[0], algorithm: KeyManagement::EcdhEsA256Kw }];
    let signed = plain();
    let unsigned = format!("{}.{}.", b64(r#"{"alg":"none"}"#), b64(CLAIMS));
    let inside = |content: &str| made(&order(content.as_bytes(), &direct));
    let (claims, nested) = (inside(CLAIMS), inside(&signed));
    let agreed_claims = made(&order(CLAIMS.as_bytes(), &agreed));
    let last = |text: &str, with: char| {
        let (rest, tag) = text.rsplit_once('.').unwrap();
        format!("{rest}.{with}{}", &tag[1..])
    };
    let broken = if claims.rsplit_once('.').unwrap().1.starts_with('A') {
        last(&claims, 'B')
    } else {
        last(&claims, 'A')
    };
    let other = made(&order(b"x", &[To { key: &secret(&[8; 32]), algorithm: KeyManagement::Direct }]));
    table.keyed("jwe.auth-failed", &shared, &[&broken, &other], &[&claims, &nested, &signed]);
    table.keyed(
        "jwe.not-signed",
        &shared,
        &[&claims, &inside("text")],
        &[&nested, &signed, &inside(&format!("{signed}~"))],
    );
    table.keyed("jwe.not-signed", &pair, &[&agreed_claims], &[&made(&order(signed.as_bytes(), &agreed))]);
    table.keyed(
        "jwe.inner-unsigned",
        &shared,
        &[&inside(&unsigned), &inside(&unsigned.replace(&b64(CLAIMS), "e30"))],
        &[&nested, &claims],
    );
    let private = r#"{"kty":"EC","crv":"P-256","d":"AQ","x":"AQ","y":"AQ"}"#;
    table.keyed(
        "jwe.contains-private-jwk",
        &shared,
        &[
            &inside(private),
            &inside(&format!(r#"{{"keys":[{private}]}}"#)),
            &inside(r#"{"kty":"oct","k":"AAAA"}"#),
        ],
        &[&claims, &inside(&public(&p256(1)))],
    );
    let zipped = |length: usize| made(&Order { compress: true, ..order(&vec![b' '; length], &direct) });
    table.keyed(
        "jwe.zip-bomb",
        &shared,
        &[&zipped(250_001), &zipped(3_000_000)],
        &[&zipped(250_000), &zipped(10), &claims],
    );
}
