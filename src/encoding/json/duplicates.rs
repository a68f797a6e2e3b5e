//! Names that occur twice in one object. RFC 8259 leaves open which value counts, and parsers differ: an attacker's
//! favourite.

use std::{
    borrow::Cow,
    collections::{HashMap, hash_map::Entry},
};

use super::{Json, Kind, Value};
use crate::encoding::Span;

/// A name that one object has more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The flat index of the object, for [`Json::node`].
    pub object: usize,
    /// The name, un-escaped.
    pub name: String,
    /// The values in their order; at least two.
    pub values: Vec<Span>,
}

/// All names that occur more than once in their object, compared un-escaped; in document order of the objects, then
/// of the first occurrences.
pub fn duplicates(json: &Json) -> Vec<Duplicate> {
    let mut found = Vec::new();
    let mut names = Vec::with_capacity(SMALL);
    for object in json.values().filter(|value| value.kind() == Kind::Object) {
        names.clear();
        names.extend(object.members().take(SMALL + 1).map(|(name, _)| name.text()));
        if names.len() > SMALL || has_twins(&names) {
            collect(object, &mut found);
        }
    }
    found
}

/// Up to so many members, comparing each with each is faster than hashing.
const SMALL: usize = 16;

fn has_twins(names: &[Cow<'_, str>]) -> bool {
    names.iter().enumerate().any(|(i, name)| names.iter().take(i).any(|earlier| earlier == name))
}

fn collect(object: Value<'_>, found: &mut Vec<Duplicate>) {
    let already = found.len();
    let mut seen: HashMap<Cow<'_, str>, Seen> = HashMap::new();
    for (name, value) in object.members() {
        match seen.entry(name.text()) {
            Entry::Vacant(entry) => {
                entry.insert(Seen::Once(value.span()));
            }
            Entry::Occupied(mut entry) => match *entry.get() {
                Seen::Again(slot) => {
                    if let Some(duplicate) = found.get_mut(slot) {
                        duplicate.values.push(value.span());
                    }
                }
                Seen::Once(first) => {
                    let name = entry.key().clone().into_owned();
                    entry.insert(Seen::Again(found.len()));
                    let values = vec![first, value.span()];
                    found.push(Duplicate { object: object.index(), name, values });
                }
            },
        }
    }
    if let Some(new) = found.get_mut(already..) {
        new.sort_by_key(|duplicate| duplicate.values.first().copied());
    }
}

#[derive(Clone, Copy)]
enum Seen {
    Once(Span),
    /// Its place in the list of what was found.
    Again(usize),
}
