//! What is kept of a token, what is not, and what comes of it again.

use std::sync::Arc;

use super::file::File;
use super::*;
use crate::inspect::report::Policy;
use crate::jose::key::Material;
use crate::jose::secret::SecretBytes;

const NOW: i64 = 1_790_000_000;

fn key() -> Key {
    let mut key = Key::new("k", Material::Secret(SecretBytes::new(vec![7; 64])));
    key.kid = Some("of-the-key".to_owned());
    key
}

fn random(bytes: &mut [u8]) -> bool {
    bytes.fill(0xa5);
    true
}

fn report(header: &str, claims: &str) -> TokenReport {
    let [header, claims] = [header, claims].map(|text| base64url::encode(text.as_bytes()));
    let token = format!("{header}.{claims}.c2lnbmF0dXJl");
    crate::inspect::report(&Arc::from(token), &[], NOW, &Policy::default()).tokens[0].clone()
}

fn own(claims: &str) -> Own {
    Own::of(&report("{\"alg\":\"HS256\"}", claims), "n", NOW).unwrap().own
}

/// Header and claims of the token that it makes at an instant.
fn made(own: &Own, now: i64) -> (String, String) {
    let token = own.sign(&key(), None, now, random).unwrap();
    let mut parts =
        token.split('.').map(|part| String::from_utf8_lossy(&base64url::decode(part).bytes).into_owned());
    (parts.next().unwrap(), parts.next().unwrap())
}

#[test]
fn what_is_of_the_key_is_not_of_the_template() {
    let header = r#"{"typ":"at+jwt","iv":"AA","tag":"AA","p2s":"AA","p2c":1,"apu":"AA","apv":"AA","alg":"RS256","kid":"old","jwk":{"kty":"EC","d":"x"},"x5c":["MII"],"jku":"https://a","x":1.50}"#;
    let taken = Own::of(&report(header, "{}"), " mine ", NOW).unwrap();
    assert_eq!((taken.own.name.as_str(), taken.left_out.len()), ("mine", 0));
    let (header, claims) = made(&taken.own, NOW);
    assert_eq!(header, r#"{"alg":"HS256","typ":"at+jwt","x":1.50,"kid":"of-the-key"}"#);
    assert_eq!(claims, "{}");
    // Somebody may write the file by hand: what it says stays in it, and comes into no token.
    let text = r#"{"templates":[{"name":"a","header":{"alg":"none","b64":false,"crit":["b64"],"kid":"x","typ":"JWT"},"claims":{}}]}"#;
    let file = File::read(text.as_bytes()).unwrap();
    let (header, _) = made(file.templates().next().unwrap(), NOW);
    assert_eq!(header, r#"{"alg":"HS256","typ":"JWT","kid":"of-the-key"}"#);
    assert!(file.write().contains(r#""header":{"alg":"none","b64":false,"#));
}

#[test]
fn times_count_from_now_and_ids_are_fresh() {
    let later = NOW + 1_000_000;
    for (claims, wanted) in [
        (
            format!(r#"{{"n":12345678901234567890,"iat":{},"exp":{},"z":[1.0, 2]}}"#, NOW - 900, NOW - 600),
            format!(r#"{{"n":12345678901234567890,"iat":{later},"exp":{},"z":[1.0, 2]}}"#, later + 300),
        ),
        (format!(r#"{{"exp":{}}}"#, NOW + 60), format!(r#"{{"exp":{}}}"#, later + 60)),
        (format!(r#"{{"exp":{}}}"#, NOW - 60), format!(r#"{{"exp":{}}}"#, later + 3_600)),
        (
            format!(r#"{{"nbf":{NOW},"exp":{},"auth_time":{}}}"#, NOW + 5, NOW - 7),
            format!(r#"{{"nbf":{later},"exp":{},"auth_time":{}}}"#, later + 5, later - 7),
        ),
        (format!(r#"{{"exp":{}.5}}"#, NOW + 60), format!(r#"{{"exp":{}}}"#, later + 60)),
        (
            format!(r#"{{"iat":{NOW}000,"nbf":{NOW}.25,"exp":{}999}}"#, NOW + 3_600),
            format!(r#"{{"iat":{later},"nbf":{later},"exp":{}}}"#, later + 3_600),
        ),
        (r#"{"exp":"soon","iat":1.79e9}"#.to_owned(), r#"{"exp":"soon","iat":1.79e9}"#.to_owned()),
        (r#"{"iat":9e99,"nbf":null}"#.to_owned(), r#"{"iat":9e99,"nbf":null}"#.to_owned()),
        (r#"{"jti":"once"}"#.to_owned(), format!(r#"{{"jti":"{}"}}"#, base64url::encode(&[0xa5; 16]))),
        (
            r#"{"jti":"0f8fad5b-d9cb-469f-a165-70867728950e"}"#.to_owned(),
            r#"{"jti":"a5a5a5a5-a5a5-45a5-a5a5-a5a5a5a5a5a5"}"#.to_owned(),
        ),
        (r#"{"jti":5}"#.to_owned(), r#"{"jti":5}"#.to_owned()),
    ] {
        assert_eq!(made(&own(&claims), later).1, wanted, "{claims}");
    }
}

#[test]
fn nothing_secret_is_in_the_file() {
    let claims = r#"{"sub":"a","password":"hunter22!","inner":"eyJhbGciOiJub25lIn0.e30.","k":{"kty":"oct","k":"c2VjcmV0"},
        "pem":"-----BEGIN PRIVATE KEY-----\nMIIBVg"}"#;
    let taken =
        Own::of(&report(r#"{"alg":"HS256","jwk":{"kty":"oct","k":"c2VjcmV0"}}"#, claims), "n", NOW).unwrap();
    assert_eq!(taken.left_out, ["password", "inner", "k", "pem"]);
    let mut file = File::default();
    file.add(taken.own).unwrap();
    let text = file.write();
    for secret in ["hunter22", "c2lnbmF0dXJl", "eyJ", "c2VjcmV0", "MIIBVg", "PRIVATE", "kty"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(text.contains("\"sub\":\"a\""));
}

/// However deep, behind whatever, and beyond where findings stop.
#[test]
fn nothing_secret_is_in_the_file_at_any_depth() {
    let token = "eyJhbGciOiJub25lIn0.e30.";
    let long = "x".repeat(5_000);
    let many = vec!["1"; 2_100].join(",");
    let deep = format!("{}\"{token}\"{}", "[".repeat(300), "]".repeat(300));
    for value in [
        format!(r#"{{"tokens":[1,"{token}"]}}"#),
        format!(r#"{{"vc":{{"jwt":"{token}"}}}}"#),
        format!(r#""Bearer {token}""#),
        format!(r#""https://a.example/?t={token}&b=1""#),
        r#"["\u0065yJhbGciOiJub25lIn0.e30."]"#.to_owned(),
        format!(r#"{{"{token}":1}}"#),
        deep,
        r#"[[{"a":"-----BEGIN RSA PRIVATE\u0020KEY-----"}]]"#.to_owned(),
        r#"[{"a":{"\u006bty":"oct","k":"AQ"}}]"#.to_owned(),
        r#"{"a":{"b":{"c":{"d":{"e":{"password":"hunter22!"}}}}}}"#.to_owned(),
        r#"{"client_secret":["hunter22!"]}"#.to_owned(),
        format!(r#"{{"password":"{long}"}}"#),
        format!(r#"[[{many}],{{"password":"hunter22!"}}]"#),
    ] {
        let taken =
            Own::of(&report(r#"{"alg":"HS256"}"#, &format!(r#"{{"sub":"a","x":{value}}}"#)), "n", NOW);
        let taken = taken.unwrap();
        assert_eq!((taken.left_out, &*taken.own.claims), (vec!["x".to_owned()], r#"{"sub":"a"}"#), "{value}");
    }
    for value in [r#"["eyJ","eyJust a word","a.eyJb"]"#, r#"{"kty":"EC","x":"AQ"}"#, r#"{"password":""}"#] {
        let taken = Own::of(&report(r#"{"alg":"HS256"}"#, &format!(r#"{{"x":{value}}}"#)), "n", NOW).unwrap();
        assert_eq!((taken.left_out.len(), taken.own.claims), (0, format!(r#"{{"x":{value}}}"#)));
    }
    let header = format!(r#"{{"alg":"HS256","typ":"JWT","a":{{"b":["{token}"]}}}}"#);
    assert_eq!(Own::of(&report(&header, "{}"), "n", NOW).unwrap().own.header, r#"{"typ":"JWT"}"#);
}

#[test]
fn what_no_template_can_be_made_of() {
    for (claims, name, why) in [
        ("{}", "  ", OwnError::NoName),
        ("{}", "n".repeat(61).as_str(), OwnError::LongName),
        ("[1]", "n", OwnError::NotObject),
        ("text", "n", OwnError::NotObject),
        (format!("{{\"a\":\"{}\"}}", "a".repeat(MOST)).as_str(), "n", OwnError::TooLarge),
    ] {
        let report = report("{\"alg\":\"HS256\"}", claims);
        assert_eq!(Own::of(&report, name, NOW).err(), Some(why), "{name}");
    }
    let public = crate::jose::generate::generate(crate::jose::generate::KeySpec::P256, random, &|| false);
    if let Ok(public) = public {
        let public = public.to_public().unwrap();
        assert!(matches!(own("{}").sign(&public, None, NOW, random), Err(TemplateError::Unable(_))));
    }
    assert_eq!(own(r#"{"jti":"a"}"#).sign(&key(), None, NOW, |_| false), Err(TemplateError::NoRandomness));
}

#[test]
fn the_file_comes_back_as_it_was_and_keeps_what_is_unknown() {
    let mut file = File::default();
    for (name, claims) in [("one", r#"{"iat":5,"exp":65,"jti":"a","가":"\u202e\"x"}"#), ("two", "{}")] {
        file.add(Own { name: name.to_owned(), ..own(claims) }).unwrap();
    }
    assert_eq!(File::read(file.write().as_bytes()), Some(file.clone()));
    assert_eq!(file.add(own("{}").named("two").unwrap()), Err(OwnError::Taken));
    assert_eq!(file.rename(1, "one"), Err(OwnError::Taken));
    file.rename(1, " two ").unwrap();
    file.rename(1, "three").unwrap();
    file.remove(0);
    assert_eq!(file.templates().map(|own| own.name.as_str()).collect::<Vec<_>>(), ["three"]);

    let odd = r#"{"later":{"a":[1.0]},"templates":[5,{"name":"a","header":{},"claims":{},"colour":"red"},{"name":"","header":{},"claims":{}},{"name":"b","header":[],"claims":{}}]}"#;
    let mut file = File::read(odd.as_bytes()).unwrap();
    assert_eq!((file.templates().count(), file.others()), (1, 3));
    file.remove(0);
    file.add(own("{}")).unwrap();
    let text = file.write();
    for kept in [
        "\"later\": {\"a\":[1.0]}",
        "\n  5,",
        r#"{"name":"","header":{},"claims":{}}"#,
        r#"{"name":"b","header":[],"claims":{}}"#,
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert!(!text.contains("red"));
    for bad in ["", "[]", "{", "{\"templates\":5}", "{\"templates\":[]}x"] {
        assert_eq!(File::read(bad.as_bytes()), None, "{bad}");
    }
}
