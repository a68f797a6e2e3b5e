//! The rows of the key rail: each key, or each set of keys as one row that unfolds.

use std::collections::{HashMap, HashSet};

use crate::app::state::KeyEntry;

/// A row of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The key in that place; `true` inside an unfolded set.
    Key(usize, bool),
    /// The set that the key in that place is the first of, and how many keys it has.
    Group(usize, usize),
}

/// The rows for `keys`: those that a search (in small letters) finds, one by one, or all, with sets folded unless
/// they are in `open`. Keys of a set stand together where its first one stands.
pub(super) fn rows(keys: &[KeyEntry], search: &str, open: &HashSet<String>) -> Vec<Row> {
    if !search.is_empty() {
        let found = keys.iter().enumerate().filter(|(_, key)| matches(key, search));
        return found.map(|(index, _)| Row::Key(index, false)).collect();
    }
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, key) in keys.iter().enumerate() {
        if let Some(group) = key.group.as_deref() {
            groups.entry(group).or_default().push(index);
        }
    }
    let mut rows = Vec::with_capacity(keys.len());
    for (index, key) in keys.iter().enumerate() {
        let group = key.group.as_deref().and_then(|group| Some((group, groups.get(group)?)));
        match group.filter(|(_, members)| members.len() > 1) {
            None => rows.push(Row::Key(index, false)),
            Some((name, members)) if members.first() == Some(&index) => {
                rows.push(Row::Group(index, members.len()));
                if open.contains(name) {
                    rows.extend(members.iter().map(|member| Row::Key(*member, true)));
                }
            }
            Some(_) => {}
        }
    }
    rows
}

/// Whether a search, in small letters, finds a key by its name, `kid`, algorithm, thumbprint or set.
fn matches(key: &KeyEntry, search: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(search);
    has(&key.id.name)
        || key.id.kid.as_deref().is_some_and(has)
        || key.alg.as_deref().is_some_and(has)
        || key.id.thumbprint.as_deref().is_some_and(has)
        || key.group.as_deref().is_some_and(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::Standing;
    use crate::inspect::report::KeyId;
    use crate::jose::key::KeyKind;

    fn key(index: usize, name: &str, group: Option<&str>) -> KeyEntry {
        let id = KeyId {
            index,
            name: name.to_owned(),
            kid: None,
            thumbprint: None,
            kind: KeyKind::Secret { bits: 256 },
        };
        KeyEntry {
            id,
            alg: None,
            key_use: None,
            private: true,
            stored: None,
            created_at: None,
            group: group.map(str::to_owned),
            findings: Vec::new(),
            encrypts: Ok(()),
            makes: Vec::new(),
            standing: Standing::Idle,
            signs: Err(crate::craft::resign::ResignError::NotCompact),
        }
    }

    #[test]
    fn sets_are_folded_and_unfolded() {
        let keys = [
            key(0, "a", None),
            key(1, "p1", Some("partner")),
            key(2, "b", Some("alone")),
            key(3, "p2", Some("partner")),
        ];
        let closed = HashSet::new();
        let open = HashSet::from(["partner".to_owned()]);
        let a = Row::Key(0, false);
        let b = Row::Key(2, false);
        assert_eq!(rows(&keys, "", &closed), [a, Row::Group(1, 2), b]);
        let inside = [Row::Key(1, true), Row::Key(3, true)];
        assert_eq!(rows(&keys, "", &open), [a, Row::Group(1, 2), inside[0], inside[1], b]);
        assert_eq!(rows(&keys, "p2", &closed), [Row::Key(3, false)], "a search looks into sets");
        assert_eq!(rows(&keys, "partner", &closed), [Row::Key(1, false), Row::Key(3, false)]);
        assert_eq!(rows(&keys, "nothing", &closed), []);
        assert_eq!(rows(&[], "", &closed), []);
    }
}
