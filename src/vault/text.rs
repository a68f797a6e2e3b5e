//! Texts that a person keeps in a vault: no keys, and yet as secret.
//!
//! To the vault such a text is a secret whose `use` says what it is, so that each kind of vault keeps it as safely as a
//! key. A version that does not know of it lists a secret that fits no algorithm, and keeps it as it is.

use super::StoredKey;
use crate::jose::key::{Key, KeyKind, Material};
use crate::jose::secret::SecretBytes;
use zeroize::Zeroizing;

/// The `use` of a text.
const TEXT_USE: &str = "jotlens:text";

/// The longest text that is kept, in bytes; keychains may take less.
pub const MAX_KEPT: usize = 8 << 20;

/// A text as it is stored.
pub fn text_item(name: &str, text: &str) -> Key {
    let mut key = Key::new(name, Material::Secret(SecretBytes::new(text.as_bytes().to_vec())));
    key.key_use = Some(TEXT_USE.to_owned());
    key
}

/// The text of a secret that was read; `None` where it is none, or not text. That it is a text and no key, the list says
/// ([`StoredKey::is_text`]).
pub fn text_of(key: &Key) -> Option<Zeroizing<String>> {
    let Material::Secret(bytes) = &key.material else { return None };
    let text = std::str::from_utf8(bytes.as_bytes()).ok()?;
    Some(Zeroizing::new(text.to_owned()))
}

impl StoredKey {
    /// Whether it is a text, and no key.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, KeyKind::Secret { .. }) && self.details.key_use.as_deref() == Some(TEXT_USE)
    }

    /// How long the secret or the text is; bytes.
    pub const fn secret_bytes(&self) -> usize {
        match self.kind {
            KeyKind::Secret { bits } => bits / 8,
            _ => 0,
        }
    }
}
