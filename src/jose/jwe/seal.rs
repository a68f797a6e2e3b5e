//! Sealing: content, recipients and keys → a JWE in any of the three serialisations (RFC 7516 §5.1 and §7).
//!
//! Promises: what is made, [`super::decrypt`] opens with the other half of the key; every content key, IV and ephemeral
//! key is drawn anew; RSA1_5 is never made.

mod recipient;
mod write;

use std::num::NonZeroU64;

use thiserror::Error;
use zeroize::Zeroizing;

use self::recipient::Share;
use self::write::Parts;
use super::algorithm::{ContentEncryption, KeyManagement};
use super::deflate::deflate;
use super::fit::fit_kind;
use super::{Unfit, content};
use crate::encoding::base64url;
use crate::encoding::json::JsonError;
use crate::jose::fault::KeyFault;
use crate::jose::generate::Random;
use crate::jose::header::{Members, MembersFault};
use crate::jose::key::Key;

/// The iterations of PBKDF2 for new tokens (OWASP's advice for SHA-256).
pub const USUAL_ITERATIONS: NonZeroU64 = NonZeroU64::MIN.saturating_add(599_999);

/// What to encrypt for whom, and how to write it down.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The content, as it is.
    pub content: &'a [u8],
    /// For whom: one, or several in the general serialisation.
    pub recipients: &'a [To<'a>],
    /// The content encryption.
    pub enc: ContentEncryption,
    /// The serialisation.
    pub form: Form,
    /// Compress first (`zip` `DEF`).
    pub compress: bool,
    /// Members that go over our own of the protected header: the text of a JSON object. They keep order and spelling;
    /// `null` takes one of ours away. `apu` and `apv` go into the key agreement. What says how the token is encrypted
    /// cannot be changed: [`SealError::Contradicts`].
    pub header: Option<&'a str>,
    /// Additional authenticated data; not in the compact serialisation.
    pub aad: Option<&'a [u8]>,
    /// The iterations of PBKDF2 for recipients with a password; see [`USUAL_ITERATIONS`].
    pub iterations: NonZeroU64,
}

/// One recipient.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// A public key, a secret, or a password as secret. Its `kid` goes into the header.
    pub key: &'a Key,
    /// How the content key is encrypted to it.
    pub algorithm: KeyManagement,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Five segments (RFC 7516 §7.1).
    #[default]
    Compact,
    /// JSON with one recipient (RFC 7516 §7.2.2).
    Flattened,
    /// JSON with an array of recipients (RFC 7516 §7.2.1); each has its own header for what concerns it alone.
    General,
}

/// Why no token was made. A recipient is named by its place in the order.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// Nobody to encrypt to.
    #[error("no recipient")]
    NoRecipient,
    /// Several recipients are only in the general serialisation.
    #[error("{0} recipients need the general serialisation")]
    Several(usize),
    /// With `dir` and `ECDH-ES` the content key is not chosen, so that it cannot be shared with others.
    #[error("{} takes one recipient only", .0.name())]
    Alone(KeyManagement),
    /// An algorithm that is opened and never made: RSA1_5 (RFC 8725 §3.2).
    #[error("{} is not made", .0.name())]
    NeverMade(KeyManagement),
    /// A key is not for its algorithm.
    #[error("the key of recipient {recipient} does not fit")]
    Unfit {
        /// Whose.
        recipient: usize,
        /// Why not.
        why: Unfit,
    },
    /// A stored secret that was not fetched.
    #[error("the secret of recipient {recipient} was not fetched")]
    Sealed {
        /// Whose.
        recipient: usize,
    },
    /// A key is of the right kind and cannot be used.
    #[error("the key of recipient {recipient} cannot be used: {why}")]
    Key {
        /// Whose.
        recipient: usize,
        /// Why not; a point of small order is [`KeyFault::OffCurve`].
        why: KeyFault,
    },
    /// The RSA modulus is too short for the content key and the padding.
    #[error("the RSA key of recipient {recipient} is too small")]
    KeyTooSmall {
        /// Whose.
        recipient: usize,
    },
    /// The header members are not JSON.
    #[error("header members: not JSON at byte {}", .0.at)]
    NotJson(JsonError),
    /// The header members are no JSON object.
    #[error("header members: not an object")]
    NotObject,
    /// A header member stands twice (RFC 7516 §4).
    #[error("header member {0:?} twice")]
    Duplicate(String),
    /// A header member would say something else about the encryption than what is done.
    #[error("header member {0:?} contradicts what is done")]
    Contradicts(String),
    /// `apu` or `apv` is no base64url.
    #[error("{0} is no base64url")]
    Party(&'static str),
    /// The compact serialisation has no place for additional authenticated data.
    #[error("additional authenticated data in the compact serialisation")]
    Aad,
    /// The system gave no random bytes, or bytes that are not random.
    #[error("no randomness")]
    NoRandomness,
    /// Somebody gave up.
    #[error("cancelled")]
    Cancelled,
    /// A crypto library refused without saying why.
    #[error("encrypting failed")]
    Failed,
}

impl From<MembersFault> for SealError {
    fn from(fault: MembersFault) -> Self {
        match fault {
            MembersFault::NotJson(error) => Self::NotJson(error),
            MembersFault::NotObject => Self::NotObject,
            MembersFault::Duplicate(name) => Self::Duplicate(name),
        }
    }
}

/// Makes the token. Any key that can do it is taken, however weak, and whatever its `use`, `key_ops` and `alg` say:
/// see [`super::fit_algorithm`].
pub fn seal(order: &Order<'_>, random: Random, cancelled: &dyn Fn() -> bool) -> Result<String, SealError> {
    check(order)?;
    let theirs = order.header.map(Members::read).transpose()?;
    let parties = write::parties(theirs.as_ref())?;

    let mut content_key = recipient::draw(random, order.enc.key_len())?;
    let mut shares: Vec<Share> = Vec::with_capacity(order.recipients.len());
    for (recipient, to) in order.recipients.iter().enumerate() {
        let task = recipient::Task { order, recipient, to, parties: &parties, content_key: &content_key };
        let (share, agreed) = task.share(random, cancelled)?;
        shares.push(share);
        // Only where this recipient is the only one.
        content_key = agreed.unwrap_or(content_key);
    }

    let (protected, own) = write::headers(order, &shares, theirs.as_ref())?;
    let protected = base64url::encode(protected.as_bytes());
    let aad = order.aad.map(base64url::encode);
    let authenticated = match &aad {
        Some(aad) => format!("{protected}.{aad}"),
        None => protected.clone(),
    };
    let compressed: Zeroizing<Vec<u8>>;
    let content = if order.compress {
        compressed = deflate(order.content);
        &compressed
    } else {
        order.content
    };
    let iv = recipient::draw(random, order.enc.iv_len())?;
    let content::Sealed { ciphertext, tag } =
        order.enc.seal(&content_key, &iv, authenticated.as_bytes(), content).ok_or(SealError::Failed)?;
    let parts = Parts { protected, own, shares, iv: iv.to_vec(), ciphertext, tag, aad };
    Ok(parts.written(order.form))
}

/// What can be said before anything is drawn or computed.
fn check(order: &Order<'_>) -> Result<(), SealError> {
    match (order.recipients.len(), order.form) {
        (0, _) => return Err(SealError::NoRecipient),
        (1, _) | (_, Form::General) => {}
        (several, _) => return Err(SealError::Several(several)),
    }
    if order.aad.is_some() && order.form == Form::Compact {
        return Err(SealError::Aad);
    }
    for (recipient, to) in order.recipients.iter().enumerate() {
        if to.algorithm == KeyManagement::Rsa15 {
            return Err(SealError::NeverMade(to.algorithm));
        }
        if to.algorithm.has_no_encrypted_key() && order.recipients.len() > 1 {
            return Err(SealError::Alone(to.algorithm));
        }
        fit_kind(to.algorithm, Some(order.enc), None, to.key)
            .map_err(|why| SealError::Unfit { recipient, why })?;
    }
    Ok(())
}
