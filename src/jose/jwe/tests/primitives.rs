//! Intermediate values of the standards, where the public vectors are at hand: content encryption and key agreement.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::*;
use crate::jose::jwe::agree::{Point, derive_key, shared_secret};
use crate::jose::jwk;

fn vectors() -> PathBuf {
    std::env::var_os("JOTLENS_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from)
}

fn bytes(case: &Value, name: &str) -> Vec<u8> {
    hex(case[name].as_str().unwrap())
}

fn material(value: &Value) -> Material {
    let json = json::parse(Arc::from(value.to_string())).json.unwrap();
    jwk::read(json.root(), "key").unwrap().key.material
}

#[test]
fn as_the_standards_have_them() {
    let mut checked = 0;
    for part in ["part-1", "part-2"] {
        let path = vectors().join("rfc").join(part).join("primitives.json");
        let Ok(text) = std::fs::read(&path) else {
            #[expect(clippy::print_stdout, reason = "says aloud what it skips")]
            {
                println!("skipped: no {}", path.display());
            }
            continue;
        };
        for case in serde_json::from_slice::<Vec<Value>>(&text).unwrap() {
            let id = case["id"].as_str().unwrap();
            let enc = ContentEncryption::from_name(case["enc"].as_str().unwrap()).unwrap();
            match case["op"].as_str() {
                Some("aead") => is_content_encryption(&case, enc, id),
                Some("ecdh-es") => is_key_agreement(&case, enc, id),
                other => panic!("{id}: {other:?}"),
            }
            checked += 1;
        }
    }
    assert!(checked == 0 || checked >= 6, "{checked} are too few");
}

fn is_content_encryption(case: &Value, enc: ContentEncryption, id: &str) {
    let [key, plain, iv, aad, ciphertext, tag] =
        ["key_hex", "plaintext_hex", "iv_hex", "aad_hex", "ciphertext_hex", "tag_hex"]
            .map(|name| bytes(case, name));
    let made = enc.seal(&key, &iv, &aad, &plain).unwrap();
    assert_eq!((made.ciphertext, made.tag), (ciphertext.clone(), tag.clone()), "{id}");
    assert_eq!(enc.open(&key, &iv, &aad, &ciphertext, &tag).as_deref(), Some(&plain), "{id}");
    assert_eq!(enc.open(&key, &iv, &aad, &ciphertext, &tag[1..]), None, "{id}");
}

fn is_key_agreement(case: &Value, enc: ContentEncryption, id: &str) {
    let algorithm = KeyManagement::from_name(case["alg"].as_str().unwrap()).unwrap();
    let (ephemeral, recipient) = (material(&case["ephemeral"]), material(&case["recipient"]));
    let z = shared_secret(&recipient, &Point::of(&ephemeral).unwrap()).unwrap();
    assert_eq!(*z, bytes(case, "z_hex"), "{id}");
    let other_way = shared_secret(&ephemeral, &Point::of(&recipient).unwrap()).unwrap();
    assert_eq!(z, other_way, "{id}");
    let party = |name| case[name].as_str().and_then(base64url::decode_strict).unwrap_or_default();
    if case["derived_key_hex"].is_string() {
        let key = derive_key(&z, algorithm, enc, &party("apu"), &party("apv"));
        assert_eq!(*key, bytes(case, "derived_key_hex"), "{id}");
    }
}
