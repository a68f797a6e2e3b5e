//! A JWK on one line, as it stands in a header.

use std::sync::Arc;

use crate::encoding::{base64url, json};
use crate::jose::key::{Key, Material};
use crate::jose::write::public_jwk;

/// The public half alone, without `kid`, `alg`, `use` and certificates; `None` for a secret.
pub(super) fn public(key: &Key) -> Option<String> {
    let public = key.to_public()?;
    let bare = Key::new("", public.material);
    let text = public_jwk(&bare).ok()?;
    let json = json::parse(Arc::from(text.as_str())).json?;
    let members: Vec<String> =
        json.root().members().map(|(name, value)| format!("{}:{}", name.raw(), value.raw())).collect();
    Some(format!("{{{}}}", members.join(",")))
}

/// The same; a secret with its value. For keys that are made to be thrown away.
pub(super) fn any(key: &Key) -> Option<String> {
    match &key.material {
        Material::Secret(secret) => {
            Some(format!(r#"{{"kty":"oct","k":"{}"}}"#, base64url::encode(secret.as_bytes())))
        }
        _ => public(key),
    }
}
