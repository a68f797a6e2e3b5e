//! The verdict card of a JWE: its headline, and why it was not opened. Which cause counts is decided here, once for all
//! languages.

use super::verdict::{Cause, Headline, Inner, sealed};
use crate::inspect::finding::Finding;
use crate::inspect::report::{KeyId, Outcome, SignatureVerdict, TokenReport};
use crate::jose::jwe::DecryptError;

/// The headline of a JWE.
pub(super) fn opening(token: &TokenReport) -> Headline<'_> {
    let signature = &token.signature;
    match signature.verdict {
        SignatureVerdict::Decrypted => match &token.nested {
            Some(nested) => Headline::Inner(inner(nested)),
            None => Headline::Decrypted,
        },
        SignatureVerdict::NotDecrypted | SignatureVerdict::Invalid => Headline::NotDecrypted,
        SignatureVerdict::NoKey if signature.tried.is_empty() => Headline::Encrypted,
        SignatureVerdict::NoKey if sealed(token) > 0 => Headline::PrivateSealed,
        SignatureVerdict::NoKey => Headline::NoKeyOpens,
        SignatureVerdict::Unsupported => Headline::Unsupported(signature.algorithm.as_deref()),
        _ if costly(token).is_some() => Headline::Costly,
        _ => Headline::CannotOpen,
    }
}

/// How it stands with a token that is inside another.
fn inner(nested: &TokenReport) -> Inner {
    match troubled(nested).map(|wrong| &wrong.signature.verdict) {
        None => Inner::Valid,
        Some(SignatureVerdict::NoKey | SignatureVerdict::Unsupported | SignatureVerdict::Unverifiable) => {
            Inner::Unverified
        }
        Some(_) => Inner::Wrong,
    }
}

/// The first of a token and those inside it that is not accepted for something of its own.
pub(super) fn troubled(token: &TokenReport) -> Option<&TokenReport> {
    let own = |layer: &&TokenReport| {
        let inner_is_good = layer.nested.as_ref().is_none_or(|inner| inner.accept);
        !layer.accept
            && (inner_is_good
                || !layer.signature.verdict.holds()
                || layer.findings.iter().any(Finding::rejects))
    };
    token.layers().find(own)
}

/// The key that would open a JWE at a cost that is asked about first, and what it would cost; with a refusal by the
/// person.
fn costly(token: &TokenReport) -> Option<(&KeyId, &DecryptError)> {
    errors(token).find(|(_, error)| {
        matches!(
            error,
            DecryptError::TooManyIterations { .. } | DecryptError::TooLarge { .. } | DecryptError::Cancelled
        )
    })
}

fn errors(token: &TokenReport) -> impl Iterator<Item = (&KeyId, &DecryptError)> {
    token.signature.tried.iter().filter_map(|attempt| match &attempt.outcome {
        Outcome::NotOpened(error) => Some((&attempt.key, error)),
        _ => None,
    })
}

/// Why a JWE was not opened.
pub(super) fn not_opened<'a>(token: &'a TokenReport, kid: Option<&'a str>) -> Cause<'a> {
    let signature = &token.signature;
    let by_kid = |key: &KeyId| kid.is_some() && key.kid.as_deref() == kid;
    match signature.verdict {
        SignatureVerdict::NoKey => match signature.tried.as_slice() {
            [] => Cause::Encrypted,
            _ if sealed(token) > 0 => Cause::PrivateSealed(sealed(token)),
            all => Cause::NoneOpens {
                keys: all.len(),
                algorithm: signature.algorithm.as_deref().unwrap_or_default(),
            },
        },
        SignatureVerdict::Unsupported => Cause::Unsupported,
        SignatureVerdict::Unverifiable => {
            if let Some((key, error)) = costly(token) {
                return Cause::Opening { key, by_kid: by_kid(key), error };
            }
            let header = errors(token).find(|(_, error)| matches!(error, DecryptError::Header(_)));
            Cause::CannotOpen(header.map(|(_, error)| error))
        }
        _ => {
            let tried = errors(token).filter(|(_, error)| matches!(error, DecryptError::Mismatch)).count();
            let deciding = signature
                .key
                .as_ref()
                .and_then(|key| errors(token).find(|(other, _)| other.index == key.index));
            match deciding {
                Some((key, error)) if tried <= 1 || by_kid(key) => {
                    Cause::Opening { key, by_kid: by_kid(key), error }
                }
                _ => Cause::NoneOpened { tried },
            }
        }
    }
}
