//! Keys as JWK and JWK Set (RFC 7517, 7518, 8037, 9964): `kty` first, then the material, then what it is for.

use base64_simd::STANDARD;
use zeroize::Zeroizing;

use pkcs1::RsaPrivateKeyRef;
use pkcs8::der::Decode as _;

use super::{Form, WriteError, not_public};
use crate::encoding::{base64url, json};
use crate::jose::key::{Key, Material};

/// A JWK Set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JwkSet {
    /// The set.
    pub json: String,
    /// The keys that are not in it, by their index: secrets, which have no public half.
    pub left_out: Vec<usize>,
}

/// The public half as JWK. A secret has none.
pub fn public_jwk(key: &Key) -> Result<String, WriteError> {
    let mut members = public_members(key).ok_or_else(|| not_public(key, Form::PublicJwk))?;
    members.describe(key, public_operations(key).as_deref());
    let mut text = members.lines("");
    text.push('\n');
    Ok(std::mem::take(&mut *text))
}

/// The private half, or the secret, as JWK.
pub fn private_jwk(key: &Key) -> Result<Zeroizing<String>, WriteError> {
    let mut members = match &key.material {
        Material::Secret(secret) => {
            let mut members = Members::of("oct");
            members.bytes("k", secret.as_bytes());
            members
        }
        Material::Sealed { .. } => return Err(WriteError::Sealed),
        _ => public_members(key).ok_or(WriteError::NoSuchForm(Form::PrivateJwk))?,
    };
    match &key.material {
        Material::Rsa(rsa) => {
            let der = rsa.private().ok_or(WriteError::NoPrivate)?;
            let parts = RsaPrivateKeyRef::from_der(der.as_bytes()).map_err(|_| WriteError::NoPrivate)?;
            for (name, part) in [
                ("d", parts.private_exponent),
                ("p", parts.prime1),
                ("q", parts.prime2),
                ("dp", parts.exponent1),
                ("dq", parts.exponent2),
                ("qi", parts.coefficient),
            ] {
                members.bytes(name, part.as_bytes());
            }
        }
        Material::Ec(ec) => members.bytes("d", ec.private().ok_or(WriteError::NoPrivate)?.as_bytes()),
        Material::Okp(okp) => members.bytes("d", okp.private().ok_or(WriteError::NoPrivate)?.as_bytes()),
        Material::Akp(akp) => members.bytes("priv", akp.seed().ok_or(WriteError::NoPrivate)?.as_bytes()),
        Material::Secret(_) | Material::Sealed { .. } => {}
    }
    members.describe(key, key.key_ops.as_deref());
    let mut text = members.lines("");
    text.push('\n');
    Ok(text)
}

/// The public halves of all keys as a JWK Set: nothing private, no secret is ever in it.
pub fn jwks(keys: &[Key]) -> JwkSet {
    let mut json = String::from("{\n  \"keys\": [");
    let mut left_out = Vec::new();
    let mut separator = "\n    ";
    for (index, key) in keys.iter().enumerate() {
        let Some(mut members) = public_members(key) else {
            left_out.push(index);
            continue;
        };
        members.describe(key, public_operations(key).as_deref());
        json.push_str(separator);
        json.push_str(&members.lines("    "));
        separator = ",\n    ";
    }
    json.push_str(if left_out.len() == keys.len() { "]\n}\n" } else { "\n  ]\n}\n" });
    JwkSet { json, left_out }
}

/// `kty` and the public material.
fn public_members(key: &Key) -> Option<Members> {
    Some(match &key.material {
        Material::Rsa(rsa) => {
            let mut members = Members::of("RSA");
            members.bytes("n", rsa.n());
            members.bytes("e", rsa.e());
            members
        }
        Material::Ec(ec) => {
            let mut members = Members::of("EC");
            members.text("crv", ec.curve().name());
            members.bytes("x", ec.x());
            members.bytes("y", ec.y());
            members
        }
        Material::Okp(okp) => {
            let mut members = Members::of("OKP");
            members.text("crv", okp.curve().name());
            members.bytes("x", okp.x());
            members
        }
        Material::Akp(akp) => {
            let mut members = Members::of("AKP");
            members.text("alg", akp.algorithm().name());
            members.bytes("pub", akp.public_bytes());
            members
        }
        Material::Secret(_) | Material::Sealed { .. } => return None,
    })
}

/// What the public half may do, where the key says what it may: to sign is to verify there. A public key's own
/// operations stay as they are.
fn public_operations(key: &Key) -> Option<Vec<String>> {
    let operations = key.key_ops.as_ref()?;
    if !key.has_private() {
        return Some(operations.clone());
    }
    let mut public: Vec<String> = Vec::new();
    for operation in operations {
        let operation = match operation.as_str() {
            "sign" => "verify",
            "decrypt" => "encrypt",
            "unwrapKey" => "wrapKey",
            // Key agreement leaves nothing for the public half to do (Web Cryptography, section 14).
            "deriveKey" | "deriveBits" => continue,
            other => other,
        };
        if !public.iter().any(|known| known == operation) {
            public.push(operation.to_owned());
        }
    }
    (!public.is_empty()).then_some(public)
}

/// Names and values, the values as JSON already.
struct Members(Vec<(&'static str, Zeroizing<String>)>);

impl Members {
    fn of(kty: &str) -> Self {
        let mut members = Self(Vec::new());
        members.text("kty", kty);
        members
    }

    fn text(&mut self, name: &'static str, text: &str) {
        let mut json = Zeroizing::new(String::with_capacity(text.len() + 2));
        json::quote(text, &mut json);
        self.0.push((name, json));
    }

    fn bytes(&mut self, name: &'static str, bytes: &[u8]) {
        self.text(name, &Zeroizing::new(base64url::encode(bytes)));
    }

    fn texts(&mut self, name: &'static str, texts: impl Iterator<Item = String>) {
        let mut json = String::from("[");
        for (index, text) in texts.enumerate() {
            json.push_str(if index == 0 { "" } else { ", " });
            json::quote(&text, &mut json);
        }
        json.push(']');
        self.0.push((name, Zeroizing::new(json)));
    }

    /// What the key is called and meant for, and its certificates.
    fn describe(&mut self, key: &Key, operations: Option<&[String]>) {
        let alg = key.alg.as_deref().filter(|_| !matches!(key.material, Material::Akp(_)));
        for (name, text) in [("kid", key.kid.as_deref()), ("alg", alg), ("use", key.key_use.as_deref())] {
            if let Some(text) = text {
                self.text(name, text);
            }
        }
        if let Some(operations) = operations {
            self.texts("key_ops", operations.iter().cloned());
        }
        if !key.certificates.is_empty() {
            // Standard base64, unlike all else in a JWK (RFC 7517, section 4.7).
            self.texts("x5c", key.certificates.iter().map(|der| STANDARD.encode_to_string(der)));
        }
    }

    /// One member a line.
    fn lines(&self, indent: &str) -> Zeroizing<String> {
        let size: usize = self.0.iter().map(|(name, json)| name.len() + json.len() + indent.len() + 8).sum();
        let mut text = Zeroizing::new(String::with_capacity(size + indent.len() + 8));
        text.push('{');
        for (index, (name, json)) in self.0.iter().enumerate() {
            for part in [if index == 0 { "\n" } else { ",\n" }, indent, "  \"", name, "\": ", json] {
                text.push_str(part);
            }
        }
        for part in ["\n", indent, "}"] {
            text.push_str(part);
        }
        text
    }
}
