//! Whether a key is for a recipient: what can work at all, then what the key's owner allows.

use super::Unfit;
use super::agree::is_agreed_on;
use super::algorithm::{ContentEncryption, KeyManagement};
use super::header::Parameters;
use crate::jose::algorithm::Curve;
use crate::jose::key::{Key, KeyKind};
use crate::jose::token::Jwe;

/// Any of these in `key_ops` speaks of encryption; the public half of a pair has the ones, the private half the others.
const OPERATIONS: [&str; 6] = ["decrypt", "unwrapKey", "deriveKey", "deriveBits", "encrypt", "wrapKey"];

/// Whether a key is meant for a recipient of a JWE: whether it can work at all, then whether its `use`, `key_ops`
/// and `alg` allow it.
///
/// Whether its private half is at hand does not matter here, nor what else is wrong with the header; without an `alg`
/// that is known, no key fits.
pub fn fit(jwe: &Jwe, recipient: usize, key: &Key) -> Result<(), Unfit> {
    let parameters = Parameters::of(jwe, recipient);
    let algorithm = parameters.algorithm().map_err(|_| Unfit::Kind)?;
    let enc = parameters.enc().ok();
    fit_kind(algorithm, enc, parameters.epk().ok().map(|epk| epk.curve()), key)?;
    fit_policy(algorithm, enc, key)
}

/// The same for a token that is still to be made.
pub fn fit_algorithm(algorithm: KeyManagement, enc: ContentEncryption, key: &Key) -> Result<(), Unfit> {
    fit_kind(algorithm, Some(enc), None, key)?;
    fit_policy(algorithm, Some(enc), key)
}

/// Kind, curve and length. What is not known of the token is not compared.
pub(super) fn fit_kind(
    algorithm: KeyManagement,
    enc: Option<ContentEncryption>,
    epk: Option<Curve>,
    key: &Key,
) -> Result<(), Unfit> {
    use KeyManagement as Alg;
    match (algorithm, key.kind()) {
        (
            Alg::Rsa15 | Alg::RsaOaep | Alg::RsaOaep256 | Alg::RsaOaep384 | Alg::RsaOaep512,
            KeyKind::Rsa { .. },
        )
        | (Alg::Pbes2Hs256A128Kw | Alg::Pbes2Hs384A192Kw | Alg::Pbes2Hs512A256Kw, KeyKind::Secret { .. }) => {
            Ok(())
        }
        (
            Alg::EcdhEs | Alg::EcdhEsA128Kw | Alg::EcdhEsA192Kw | Alg::EcdhEsA256Kw,
            KeyKind::Ec(curve) | KeyKind::Okp(curve),
        ) => {
            if is_agreed_on(curve) && epk.is_none_or(|epk| epk == curve) {
                Ok(())
            } else {
                Err(Unfit::Curve)
            }
        }
        (Alg::Direct, KeyKind::Secret { bits }) => fit_length(enc.map(|enc| enc.key_len() * 8), bits),
        (
            Alg::A128Kw | Alg::A192Kw | Alg::A256Kw | Alg::A128GcmKw | Alg::A192GcmKw | Alg::A256GcmKw,
            KeyKind::Secret { bits },
        ) => fit_length(algorithm.aes().map(|size| size.len() * 8), bits),
        _ => Err(Unfit::Kind),
    }
}

fn fit_length(needs: Option<usize>, has: usize) -> Result<(), Unfit> {
    match needs {
        Some(needs) if needs != has => Err(Unfit::Length { needs, has }),
        _ => Ok(()),
    }
}

/// `use`, `key_ops`, `alg`. With `dir`, the `alg` of a key may as well name the content encryption (RFC 7517 §4.4
/// leaves it open; RFC 7520 §5.6 does so).
fn fit_policy(algorithm: KeyManagement, enc: Option<ContentEncryption>, key: &Key) -> Result<(), Unfit> {
    if let Some(key_use) = key.key_use.as_ref().filter(|&key_use| key_use != "enc") {
        return Err(Unfit::Use(key_use.clone()));
    }
    if let Some(operations) = &key.key_ops
        && !operations.iter().any(|operation| OPERATIONS.contains(&operation.as_str()))
    {
        return Err(Unfit::Operations(operations.clone()));
    }
    match &key.alg {
        Some(name) if name == algorithm.name() => Ok(()),
        Some(name) if algorithm == KeyManagement::Direct && enc.is_some_and(|enc| name == enc.name()) => {
            Ok(())
        }
        Some(name) => Err(Unfit::Algorithm(name.clone())),
        None => Ok(()),
    }
}
