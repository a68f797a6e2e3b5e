//! Bytes that must not be seen: wiped when the last owner drops them, compared in constant time,
//! printed as their length.

use std::fmt;
use std::sync::Arc;

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// Secret bytes. Cloning shares the one copy in memory.
#[derive(Clone)]
pub struct SecretBytes(Arc<Zeroizing<Vec<u8>>>);

impl SecretBytes {
    /// Takes the bytes over.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Zeroizing::new(bytes)))
    }

    /// The bytes, to be used in place: a copy is not wiped.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no byte: an empty HMAC secret exists, and anyone can sign with it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[secret, {} bytes]", self.len())
    }
}

/// In constant time for a given length; the length itself is no secret.
impl PartialEq for SecretBytes {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl Eq for SecretBytes {}

impl From<Zeroizing<Vec<u8>>> for SecretBytes {
    fn from(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(Arc::new(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_length_only() {
        assert_eq!(format!("{:?}", SecretBytes::new(b"hunter2".to_vec())), "[secret, 7 bytes]");
    }

    #[test]
    fn equality_is_that_of_the_bytes() {
        let secret = SecretBytes::new(b"abc".to_vec());
        assert_eq!(secret, SecretBytes::new(b"abc".to_vec()));
        assert_eq!(secret, secret.clone());
        for other in [&b"abd"[..], b"ab", b"abcd", b""] {
            assert_ne!(secret, SecretBytes::new(other.to_vec()));
        }
    }
}
