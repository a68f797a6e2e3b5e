//! What is no signed token in the compact serialisation with claims, or not quite.

use std::num::NonZeroU64;

use super::Negative::{
    self, BlankInside, HeaderList, JsonFlattened, JweInPlace, PayloadEmpty, PayloadList, PayloadPadded,
    PayloadTrailing, PayloadUtf16, SegmentExtra,
};
use super::base::{Base, signed_text};
use super::signature::padded;
use super::{LeftOut, Maker};
use crate::craft::encrypt::{usual_encryption, usual_management};
use crate::encoding::base64url;
use crate::jose::jwe::seal::{Form, Order, To};
use crate::jose::jwe::{KeyManagement, seal};
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;

pub(super) const MAKERS: &[(Negative, Maker)] = &[
    (JweInPlace, encrypted),
    (JsonFlattened, |base| {
        let [header, payload, signature] = &base.parts;
        Ok(format!(r#"{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}"#))
    }),
    (SegmentExtra, |base| Ok(format!("{}.{}", base.control(), base64url::encode(b"{}")))),
    (BlankInside, |base| {
        let [header, payload, signature] = &base.parts;
        let (one, two) = payload.split_at_checked(payload.len() / 2).ok_or(LeftOut::Failed)?;
        Ok(format!("{header}.{one} {two}.{signature}"))
    }),
    (PayloadPadded, |base| {
        let [header, payload, _] = &base.parts;
        signed_text(base.key, base.algorithm, header, &padded(payload)?)
    }),
    (PayloadEmpty, |base| base.signed(&base.header, b"")),
    (PayloadList, |base| base.signed(&base.header, format!("[{}]", base.payload).as_bytes())),
    (PayloadTrailing, |base| base.signed(&base.header, format!("{}{{}}", base.payload).as_bytes())),
    (PayloadUtf16, |base| {
        let bytes: Vec<u8> = base.payload.encode_utf16().flat_map(u16::to_le_bytes).collect();
        base.signed(&base.header, &bytes)
    }),
    (HeaderList, |base| base.signed(&format!("[{}]", base.header), base.payload.as_bytes())),
];

/// The least of RFC 7518 §4.8.1.2 is enough: whoever opens it has lost already.
const ITERATIONS: NonZeroU64 = NonZeroU64::MIN.saturating_add(999);

/// The same claims, encrypted to the key: anybody who has its public half can do so. Where it is for signatures only,
/// with a secret made on the spot.
fn encrypted(base: &Base<'_>) -> Result<String, LeftOut> {
    let own = Key { alg: None, key_use: None, key_ops: None, ..base.key.clone() };
    let own = own.to_public().unwrap_or(own);
    let (key, algorithm) = if let Ok(algorithm) = usual_management(&own) {
        (own, algorithm)
    } else {
        let mut secret = vec![0; 32];
        if !(base.random)(&mut secret) {
            return Err(LeftOut::Failed);
        }
        let key = Key::new("", Material::Secret(SecretBytes::new(secret)));
        (Key { kid: own.kid, ..key }, KeyManagement::Direct)
    };
    let enc = usual_encryption(algorithm, &key);
    let order = Order {
        content: base.payload.as_bytes(),
        recipients: &[To { key: &key, algorithm }],
        enc,
        form: Form::Compact,
        compress: false,
        header: None,
        aad: None,
        iterations: ITERATIONS,
    };
    seal(&order, base.random, &|| false).map_err(|_| LeftOut::Failed)
}
