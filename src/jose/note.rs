//! What a reader noticed about a key that it did read: repairs, and parts that were left out.

use super::fault::KeyFault;

/// Something a person should know about one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyNote {
    /// The JWK has a member twice; the last one counts (RFC 7517, section 4).
    DuplicateMember(&'static str),
    /// A member of the JWK is not canonical base64url; one note for each way.
    Base64(&'static str, Spelling),
    /// A part was shorter or longer than its curve asks for; zeros were put back or taken away in front
    /// (RFC 7518, section 6.2.1.2).
    PartLength {
        /// The part, by its JWK name.
        part: &'static str,
        /// What the curve asks for, in bytes.
        expected: usize,
        /// What was found, in bytes.
        found: usize,
    },
    /// The RSA number has leading zeros (RFC 7518, section 2); the thumbprint is that without them.
    NonMinimal(&'static str),
    /// The private part belongs to another key: only the public part was read.
    PairMismatch,
    /// The private part cannot be used: only the public part was read.
    PrivateUnusable(KeyFault),
    /// The key says that it is for RSA-PSS only (RFC 4055): RS256 and its like must not be used with it.
    PssOnly,
    /// The certificate in `x5c` is of another key (RFC 7517, section 4.7): it was left out.
    X5cMismatch,
    /// A certificate in `x5c` is damaged: none was kept.
    X5cDamaged,
    /// `x5t` or `x5t#S256` is not the hash of the certificate in `x5c` (RFC 7517, sections 4.8 and 4.9).
    X5tMismatch(&'static str),
}

/// How base64url can be spelled wrongly and still be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// `=` at the end.
    Padding,
    /// `+` or `/`.
    StandardAlphabet,
    /// White space.
    Whitespace,
    /// Unused bits that are not zero.
    TrailingBits,
}

/// Puts together a public part and what came of adding the private one: a private part that does not
/// belong or cannot be used is left out, with a note.
pub(super) fn join<K>(public: K, with_private: Result<K, KeyFault>, notes: &mut Vec<KeyNote>) -> K {
    match with_private {
        Ok(pair) => pair,
        Err(KeyFault::PairMismatch) => {
            notes.push(KeyNote::PairMismatch);
            public
        }
        Err(why) => {
            notes.push(KeyNote::PrivateUnusable(why));
            public
        }
    }
}

/// Brings big-endian bytes to the length that the curve asks for, if zeros in front are all that differs.
/// What cannot be mended is given back as it is.
pub(super) fn fit_length(
    bytes: &[u8],
    expected: usize,
    part: &'static str,
    notes: &mut Vec<KeyNote>,
) -> zeroize::Zeroizing<Vec<u8>> {
    let significant = super::rsa_key::minimal(bytes);
    let Some(missing) = expected.checked_sub(significant.len()).filter(|_| bytes.len() != expected) else {
        return zeroize::Zeroizing::new(bytes.to_vec());
    };
    notes.push(KeyNote::PartLength { part, expected, found: bytes.len() });
    let mut fitted = zeroize::Zeroizing::new(Vec::with_capacity(expected));
    fitted.resize(missing, 0);
    fitted.extend_from_slice(significant);
    fitted
}
