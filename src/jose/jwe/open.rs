//! Opening a JWE (RFC 7516 §5.2).

use zeroize::Zeroizing;

use super::agree::{derive_key, shared_secret};
use super::content::gcm_open;
use super::deflate::inflate;
use super::fit::fit_kind;
use super::header::{Header, How};
use super::password::wrapping_key;
use super::wrap::unwrap;
use super::{DecryptError, HeaderFault, Limits, Plaintext, transport};
use crate::jose::key::{Key, Material};
use crate::jose::segment::Segment;
use crate::jose::token::Jwe;

/// Opens a JWE for one of its recipients (a place in [`Jwe::recipients`]). `text` is the token's text, which the
/// segments were cut from. `use`, `key_ops` and `alg` of the key are not looked at: they are policy, see [`super::fit`].
///
/// What can be seen without a key is told first ([`DecryptError::Header`], [`DecryptError::Unsupported`]), then what
/// speaks against the key, then what it would cost. What goes wrong after that is [`DecryptError::Mismatch`],
/// but for what is wrong with content that was decrypted and is genuine.
pub fn decrypt(
    jwe: &Jwe,
    text: &str,
    recipient: usize,
    key: &Key,
    limits: &Limits,
    cancelled: &dyn Fn() -> bool,
) -> Result<Plaintext, DecryptError> {
    let header = Header::read(jwe, recipient)?;
    let encrypted_key = jwe.recipients.get(recipient).map_or(&[][..], |own| own.encrypted_key.bytes());
    check_parts(jwe, recipient, &header)?;

    let epk = match &header.how {
        How::Agreed { epk, .. } => Some(epk.curve()),
        _ => None,
    };
    fit_kind(header.algorithm, Some(header.enc), epk, key).map_err(DecryptError::Unfit)?;
    if matches!(key.material, Material::Sealed { .. }) || !key.has_private() {
        return Err(DecryptError::Sealed);
    }

    let content_key = content_key(&header, encrypted_key, &key.material, limits, cancelled)?;
    let aad = authenticated(jwe, text);
    let bytes = header
        .enc
        .open(&content_key, jwe.iv.bytes(), &aad, jwe.ciphertext.bytes(), jwe.tag.bytes())
        .ok_or(DecryptError::Mismatch)?;
    if !header.is_compressed {
        return Ok(Plaintext { bytes, compressed: None });
    }
    let inflated = inflate(&bytes, limits.inflated, cancelled)?;
    Ok(Plaintext { bytes: inflated, compressed: Some(bytes.len()) })
}

/// Lengths that the header prescribes, and that no part has lost bytes. A tag that is cut short is never compared.
fn check_parts(jwe: &Jwe, recipient: usize, header: &Header) -> Result<(), HeaderFault> {
    let encrypted_key = jwe.recipients.get(recipient).map(|own| &own.encrypted_key);
    for (part, name) in [
        (encrypted_key, "encrypted_key"),
        (Some(&jwe.iv), "iv"),
        (Some(&jwe.ciphertext), "ciphertext"),
        (Some(&jwe.tag), "tag"),
        (jwe.aad.as_ref(), "aad"),
    ] {
        if part.is_some_and(Segment::is_damaged) {
            return Err(HeaderFault::Bad(name));
        }
    }
    let must_be_empty = header.algorithm.has_no_encrypted_key();
    if encrypted_key.is_none_or(|key| key.bytes().is_empty()) != must_be_empty {
        return Err(HeaderFault::EncryptedKey { must_be_empty });
    }
    let (expected, found) = (header.enc.iv_len(), jwe.iv.bytes().len());
    if expected != found {
        return Err(HeaderFault::Iv { expected, found });
    }
    let (expected, found) = (header.enc.tag_len(), jwe.tag.bytes().len());
    if expected != found {
        return Err(HeaderFault::Tag { expected, found });
    }
    Ok(())
}

/// The content key. Its length is not looked at here: one that is wrong does not open the content.
fn content_key(
    header: &Header,
    encrypted: &[u8],
    own: &Material,
    limits: &Limits,
    cancelled: &dyn Fn() -> bool,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let found = match (&header.how, own) {
        (How::Direct, Material::Secret(secret)) => Some(Zeroizing::new(secret.as_bytes().to_vec())),
        (How::Wrapped(size), Material::Secret(secret)) => unwrap(*size, secret.as_bytes(), encrypted),
        (How::WrappedByGcm { size, iv, tag }, Material::Secret(secret)) => {
            gcm_open(*size, secret.as_bytes(), iv, &[], encrypted, tag)
        }
        (How::Rsa, Material::Rsa(key)) => key
            .private()
            .and_then(|private| transport::open(header.algorithm, private, encrypted, header.enc.key_len())),
        (How::Agreed { epk, u, v, wrapped }, own) => {
            // The private half is there and the curves are one: a secret of zeros is what is left to go wrong.
            let z = shared_secret(own, epk).ok_or(HeaderFault::Bad("epk"))?;
            let key = derive_key(&z, header.algorithm, header.enc, u, v);
            match wrapped {
                Some(size) => unwrap(*size, &key, encrypted),
                None => Some(key),
            }
        }
        (How::FromPassword { salt_input, iterations, size }, Material::Secret(secret)) => {
            let (found, limit) = (*iterations, limits.iterations);
            if found > limit {
                return Err(DecryptError::TooManyIterations { found, limit });
            }
            let key = wrapping_key(header.algorithm, secret.as_bytes(), salt_input, found, cancelled)
                .ok_or(DecryptError::Cancelled)?;
            unwrap(*size, &key, encrypted)
        }
        _ => None,
    };
    found.ok_or(DecryptError::Mismatch)
}

/// What the tag vouches for besides the ciphertext: the protected header as it is written, and `aad` after a dot.
fn authenticated(jwe: &Jwe, text: &str) -> Vec<u8> {
    let mut bytes = jwe.header.encoded(text).as_bytes().to_vec();
    if let Some(aad) = &jwe.aad {
        bytes.push(b'.');
        bytes.extend_from_slice(aad.encoded(text).as_bytes());
    }
    bytes
}
