//! Names that occur twice in one object. RFC 8259 leaves open which value counts, and parsers differ: an attacker's
//! favourite.

use std::{
    borrow::Cow,
    collections::{
        HashMap,
        hash_map::{Entry, RandomState},
    },
    hash::BuildHasher as _,
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
    let mut suspicion = Suspicion::default();
    for object in json.values().filter(|value| value.kind() == Kind::Object) {
        if suspicion.falls_on(object) {
            collect(object, &mut found);
        }
    }
    found
}

/// A quick look at an object: almost none has duplicates, so only that has to be fast.
#[derive(Default)]
struct Suspicion<'a> {
    hasher: RandomState,
    names: Vec<(u32, &'a [u8])>,
    hashes: Vec<u64>,
}

/// Up to so many members, comparing each with each is faster than hashing.
const SMALL: usize = 16;

impl<'a> Suspicion<'a> {
    /// Whether names may be equal: certainly true if they are.
    fn falls_on(&mut self, object: Value<'a>) -> bool {
        self.names.clear();
        for (name, _) in object.members() {
            if name.flags().escaped {
                return true;
            }
            let raw = name.raw().as_bytes();
            if self.names.len() == SMALL {
                return self.falls_on_large(object);
            }
            self.names.push((digest(raw), raw));
        }
        let mut names = self.names.as_slice();
        while let Some(((digest, name), earlier)) = names.split_last() {
            if earlier.iter().any(|(other, earlier)| other == digest && earlier == name) {
                return true;
            }
            names = earlier;
        }
        false
    }

    fn falls_on_large(&mut self, object: Value<'a>) -> bool {
        self.hashes.clear();
        for (name, _) in object.members() {
            if name.flags().escaped {
                return true;
            }
            self.hashes.push(self.hasher.hash_one(name.raw()));
        }
        self.hashes.sort_unstable();
        self.hashes.array_windows().any(|[a, b]| a == b)
    }
}

/// Tells most names apart without a look at all of them.
fn digest(raw: &[u8]) -> u32 {
    // Between the quotes.
    let at = |i: usize| raw.get(i).copied().unwrap_or_default() as u32;
    raw.len() as u32 ^ (at(1) << 24) ^ (at(raw.len().saturating_sub(2)) << 16)
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
