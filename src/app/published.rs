//! Secrets that came in one set with public keys that are meant to be published: whoever may read the set has them
//! (RFC 7517 §9.2).
//!
//! Of keys that were given for this session it is remembered; of stored ones it is told by what came in at once under
//! one name, since nothing else is kept of the set.

use std::collections::BTreeMap;

use super::Core;
use super::keys::Held;
use crate::inspect::keys::{are_published, published};
use crate::jose::key::{Key, Material};
use crate::jose::read::Format;

impl Core {
    /// Remembers the secrets of a file of keys, where it is such a set.
    pub(super) fn note_published(&mut self, format: Format, keys: &[Key]) {
        let secrets = published(format, keys).filter_map(|index| keys.get(index)?.thumbprint());
        self.published.extend(secrets);
    }

    /// The places of such secrets among the keys.
    pub(super) fn published(&self) -> Vec<usize> {
        let mut sets: BTreeMap<(&str, i64), Vec<(usize, &Key)>> = BTreeMap::new();
        let mut places = Vec::new();
        for (index, Held { key, stored }) in self.held.iter().enumerate() {
            let Some(stored) = stored else {
                if self.is_remembered(index, key) {
                    places.push(index);
                }
                continue;
            };
            if let Some(group) = &stored.details.group {
                sets.entry((group, stored.created_at)).or_default().push((index, key));
            }
        }
        for set in sets.values().filter(|set| are_published(set.iter().map(|(_, key)| *key))) {
            places.extend(set.iter().filter(|(_, key)| is_secret(key)).map(|(index, _)| *index));
        }
        places
    }

    fn is_remembered(&self, index: usize, key: &Key) -> bool {
        let thumbprint = || self.state.keys.get(index)?.id.thumbprint.as_ref();
        !self.published.is_empty()
            && is_secret(key)
            && thumbprint().is_some_and(|thumbprint| self.published.contains(thumbprint))
    }
}

const fn is_secret(key: &Key) -> bool {
    matches!(key.material, Material::Secret(_) | Material::Sealed { .. })
}
