//! Signatures that do not hold, or are not written as they must be; contents that they do not belong to.

use std::sync::Arc;

use super::Negative::{
    self, HeaderFlipped, PayloadFlipped, PayloadSwapped, SignatureAlphabet, SignatureDer, SignatureEmpty,
    SignatureExtended, SignatureFlipped, SignatureMissing, SignatureNull, SignatureOrder, SignaturePadded,
    SignatureTruncated, SignatureZero,
};
use super::{LeftOut, Maker};
use crate::craft::edit::set_member;
use crate::encoding::base64url;
use crate::encoding::json::{self, Kind};
use crate::jose::key::KeyKind;

pub(super) const MAKERS: &[(Negative, Maker)] = &[
    (SignatureEmpty, |base| Ok(base.with_signature_text(""))),
    (SignatureMissing, |base| {
        let [header, payload, _] = &base.parts;
        Ok(format!("{header}.{payload}"))
    }),
    (SignatureNull, |base| Ok(base.with_signature_text("null"))),
    (SignatureZero, |base| Ok(base.with_signature(&vec![0; base.signature().len()]))),
    (SignatureOrder, |base| {
        let KeyKind::Ec(curve) = base.key.kind() else { return Err(LeftOut::OnlyEcdsa) };
        let order = curve.order().ok_or(LeftOut::OnlyEcdsa)?;
        Ok(base.with_signature(&[order.as_slice(), &order].concat()))
    }),
    (SignatureDer, |base| {
        if !base.is_ecdsa() {
            return Err(LeftOut::OnlyEcdsa);
        }
        Ok(base.with_signature(&der(&base.signature())))
    }),
    (SignatureTruncated, |base| {
        let mut signature = base.signature();
        signature.pop();
        Ok(base.with_signature(&signature))
    }),
    (SignatureExtended, |base| {
        let mut signature = base.signature();
        signature.push(0);
        Ok(base.with_signature(&signature))
    }),
    (SignaturePadded, |base| {
        let [_, _, signature] = &base.parts;
        padded(signature).map(|signature| base.with_signature_text(&signature))
    }),
    (SignatureAlphabet, |base| {
        let [_, _, signature] = &base.parts;
        if !signature.contains(['-', '_']) {
            return Err(LeftOut::SameAlphabet);
        }
        Ok(base.with_signature_text(&signature.replace('-', "+").replace('_', "/")))
    }),
    (HeaderFlipped, |base| {
        let [_, payload, signature] = &base.parts;
        let header = flipped(&base.header, "alg")?;
        Ok(format!("{}.{payload}.{signature}", base64url::encode(header.as_bytes())))
    }),
    (PayloadFlipped, |base| {
        let [header, _, signature] = &base.parts;
        let payload = flipped(&base.payload, "exp")?;
        Ok(format!("{header}.{}.{signature}", base64url::encode(payload.as_bytes())))
    }),
    (SignatureFlipped, |base| {
        let mut signature = base.signature();
        let middle = signature.len() / 2;
        *signature.get_mut(middle).ok_or(LeftOut::Failed)? ^= 1;
        Ok(base.with_signature(&signature))
    }),
    (PayloadSwapped, |base| {
        let other = if base.text("sub").is_ok_and(|sub| sub == "admin") { "\"root\"" } else { "\"admin\"" };
        let payload = set_member(&base.payload, "sub", other).map_err(|_| LeftOut::Failed)?.text;
        let [header, _, signature] = &base.parts;
        Ok(format!("{header}.{}.{signature}", base64url::encode(payload.as_bytes())))
    }),
];

/// With its `=`.
pub(super) fn padded(text: &str) -> Result<String, LeftOut> {
    match text.len() % 4 {
        2 => Ok(format!("{text}==")),
        3 => Ok(format!("{text}=")),
        _ => Err(LeftOut::NoPadding),
    }
}

/// The same JSON with one bit of one value flipped: of the last letter or digit of a text or a number. Not of the member
/// `spared`, if there is another.
fn flipped(text: &str, spared: &str) -> Result<String, LeftOut> {
    let json = json::parse(Arc::from(text)).json.ok_or(LeftOut::Failed)?;
    let mut places: Vec<(bool, usize)> = Vec::new();
    for (name, value) in json.root().members() {
        let end = value.span().end as usize;
        let last = match value.kind() {
            Kind::String if !value.flags().escaped => end.checked_sub(2),
            Kind::Number => end.checked_sub(1),
            _ => None,
        };
        let is_plain = |at: &usize| text.as_bytes().get(*at).is_some_and(u8::is_ascii_alphanumeric);
        if let Some(at) = last.filter(is_plain) {
            places.push((name.text() == spared || value.kind() == Kind::Number, at));
        }
    }
    places.sort_by_key(|(is_last_resort, _)| *is_last_resort);
    let (_, at) = places.first().copied().ok_or(LeftOut::Failed)?;
    let mut bytes = text.as_bytes().to_vec();
    *bytes.get_mut(at).ok_or(LeftOut::Failed)? ^= 1;
    String::from_utf8(bytes).map_err(|_| LeftOut::Failed)
}

/// `r ‖ s` as a SEQUENCE of two INTEGERs (X.690 §8.3, RFC 3279 §2.2.3).
pub(in crate::craft) fn der(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(signature.len() / 2);
    tlv(0x30, &[integer(r), integer(s)].concat())
}

fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count().min(number.len().saturating_sub(1));
    let mut digits = number.get(zeros..).unwrap_or_default().to_vec();
    if digits.first().is_none_or(|first| *first >= 0x80) {
        digits.insert(0, 0);
    }
    tlv(0x02, &digits)
}

/// Tag, length, value; at most 255 bytes.
fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len() as u8;
    let head = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
    [head, value.to_vec()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_of_signatures() {
        let cases: [(&[u8], &[u8]); 4] = [
            (&[1, 2], &[0x30, 6, 2, 1, 1, 2, 1, 2]),
            (&[0x80, 0, 0, 5], &[0x30, 8, 2, 3, 0, 0x80, 0, 2, 1, 5]),
            (&[0, 0, 0, 0], &[0x30, 6, 2, 1, 0, 2, 1, 0]),
            (&[], &[0x30, 6, 2, 1, 0, 2, 1, 0]),
        ];
        for (signature, want) in cases {
            assert_eq!(der(signature), want, "{signature:?}");
        }
        let long = der(&[0xff; 132]);
        assert_eq!(&long[..4], [0x30, 0x81, 138, 2]);
        assert_eq!(long.len(), 141);
    }

    #[test]
    fn one_bit_differs_and_it_is_json_still() {
        for text in
            [r#"{"alg":"HS256"}"#, r#"{"typ":"JWT","alg":"x"}"#, r#"{"exp":10}"#, r#"{"a":"\"","n":9}"#]
        {
            let other = flipped(text, "alg").unwrap();
            let bits: u32 = text.bytes().zip(other.bytes()).map(|(a, b)| (a ^ b).count_ones()).sum();
            assert_eq!((bits, other.len()), (1, text.len()), "{other}");
            assert!(json::parse(Arc::from(other.as_str())).error.is_none(), "{other}");
        }
        assert_eq!(flipped(r#"{"typ":"JWT","alg":"x"}"#, "alg").unwrap(), r#"{"typ":"JWU","alg":"x"}"#);
        assert_eq!(flipped(r#"{"a":[]}"#, "alg"), Err(LeftOut::Failed));
    }
}
