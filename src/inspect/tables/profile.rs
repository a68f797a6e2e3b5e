//! PROF and sdjwt: what needs more than one token, or a key. The others have their tables in `inspect::shape_tests`.

use super::{NOW, Table, b64, p256, signed};
use crate::encoding::base64url;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::digest::Hash;
use crate::jose::key::{Key, Material};

const GOOD: &str =
    r#""iss":"https://i.example","sub":"s","aud":"a","iat":1789999995,"exp":1790000300,"jti":"1""#;

fn es(header: &str, claims: &str, key: &Key) -> String {
    signed(JwsAlgorithm::Es256, key, header, claims)
}

fn jwk(key: &Key) -> String {
    let Material::Ec(ec) = &key.material else { return String::new() };
    let (x, y) = (base64url::encode(ec.x()), base64url::encode(ec.y()));
    format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#)
}

pub(super) fn rows() -> Table {
    let mut table = Table::default();
    let key = p256(1);
    let access = es(r#"{"alg":"ES256","typ":"at+jwt"}"#, &format!(r#"{{{GOOD},"client_id":"c"}}"#), &key);
    let id = |more: &str| es(r#"{"alg":"ES256"}"#, &format!(r#"{{{GOOD},"nonce":"n"{more}}}"#), &key);
    let plain_id = id("");

    table.of(
        "prof.id-as-access",
        &[&format!("Bearer {plain_id}"), &format!("Authorization: Bearer {plain_id}")],
        &[&plain_id, &format!("Bearer {access}"), &format!(r#"{{"id_token":"{plain_id}"}}"#)],
    );
    let hash = |of: &str| id(&format!(r#","at_hash":"{}""#, Hash::Sha256.left_half(of.as_bytes())));
    let code = |of: &str| id(&format!(r#","c_hash":"{}""#, Hash::Sha256.left_half(of.as_bytes())));
    let both = |access: &str, id: &str| format!(r#"{{"access_token":"{access}","id_token":"{id}"}}"#);
    let with_code = |id: &str| format!(r#"{{"code":"abc","id_token":"{id}"}}"#);
    let (wrong, right) = (both(&access, &hash("other")), both(&access, &hash(&access)));
    let (wrong_code, right_code) = (with_code(&code("abd")), with_code(&code("abc")));
    table.of(
        "prof.at-hash-mismatch",
        &[&wrong, &wrong_code],
        &[&right, &right_code, &hash("other"), &both(&access, &plain_id)],
    );
    table.of("prof.at-hash-match", &[&right, &right_code], &[&wrong, &wrong_code, &plain_id]);
    table.of(
        "prof.refresh-token",
        &[&format!(r#"{{"refresh_token":"{access}"}}"#)],
        &[&format!(r#"{{"access_token":"{access}"}}"#)],
    );

    let proof = |claims: &str| {
        es(&format!(r#"{{"typ":"dpop+jwt","alg":"ES256","jwk":{}}}"#, jwk(&key)), claims, &key)
    };
    let good = r#"{"jti":"1","htm":"GET","htu":"https://a.example/x","iat":1789999990}"#;
    table.of(
        "prof.dpop",
        &[
            &proof(&good.replace(r#""jti":"1","#, "")),
            &proof(&good.replace("/x", "/x?a=1")),
            &proof(&good.replace("1789999990", "1789990000")),
            &es(r#"{"typ":"dpop+jwt","alg":"ES256"}"#, good, &key),
        ],
        &[&proof(good), &access, &plain_id, &proof(&good.replace("GET", "POST"))],
    );
    selective(&mut table, &key);
    table
}

fn selective(table: &mut Table, key: &Key) {
    let disclosure = b64(r#"["s","given_name","Alice"]"#);
    let other = b64(r#"["s","is_admin",true]"#);
    let digest = Hash::Sha256.base64url(disclosure.as_bytes());
    let holder = p256(2);
    let issued = |more: &str| {
        let cnf = jwk(&holder);
        let claims = format!(r#"{{{GOOD},"vct":"v","_sd":["{digest}"],"cnf":{{"jwk":{cnf}}}{more}}}"#);
        es(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#, &claims, key)
    };
    let issuer = issued("");
    let presented = format!("{issuer}~{disclosure}~");
    table.of(
        "sdjwt.disclosure-unmatched",
        &[
            &format!("{issuer}~{other}~"),
            &format!("{presented}{disclosure}~"),
            &format!("{presented}{other}~"),
        ],
        &[&presented, &format!("{issuer}~"), &issuer],
    );
    let hash = Hash::Sha256.base64url(presented.as_bytes());
    let claims = |hash: &str| {
        format!(r#"{{"iat":{},"aud":"https://v.example","nonce":"n","sd_hash":"{hash}"}}"#, NOW - 5)
    };
    let header = r#"{"alg":"ES256","typ":"kb+jwt"}"#;
    let bound = |hash: &str, by: &Key| format!("{presented}{}", es(header, &claims(hash), by));
    table.of(
        "sdjwt.kb-hash",
        &[&bound("wrong", &holder), &bound(&hash, key)],
        &[&bound(&hash, &holder), &presented, &issuer],
    );
    let alg = |name: &str| format!("{}~", issued(&format!(r#","_sd_alg":{name}"#)));
    table.of(
        "sdjwt.alg",
        &[&alg(r#""md5""#), &alg(r#""sha-1""#), &alg("7")],
        &[&alg(r#""sha-256""#), &alg(r#""sha-512""#), &presented],
    );
}
