//! Putting disclosures where they belong (RFC 9901 §7.1, step 3).

use std::collections::{HashMap, HashSet};

use super::{Disclosure, Fate, Fault, Mark, MarkKind};
use crate::encoding::Span;
use crate::encoding::json::{Json, Kind, Value, quote};

/// Values nested deeper are left as they are, and told.
pub const MAX_DEPTH: usize = 256;

/// What to write of the digests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Those that remain.
    Shown,
    /// None, and no `_sd_alg`.
    Claims,
}

/// The written claims, and what was met on the way.
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    pub(super) hidden: usize,
    pub(super) faults: Vec<Fault>,
    pub(super) fates: Vec<Fate>,
}

pub(super) fn place(payload: &Json, disclosures: &[Disclosure], form: Form) -> Placed {
    let mut by_digest = HashMap::new();
    let mut fates = vec![Fate::Unmatched; disclosures.len()];
    for ((index, disclosure), fate) in disclosures.iter().enumerate().zip(&mut fates) {
        let has_digest = !disclosure.digest.is_empty();
        if has_digest && by_digest.contains_key(disclosure.digest.as_str()) {
            *fate = Fate::Twice;
            continue;
        }
        if has_digest {
            by_digest.insert(disclosure.digest.as_str(), index);
        }
        if !is_array(disclosure) {
            *fate = Fate::Malformed;
        }
    }
    let placed = Placed { text: String::new(), marks: Vec::new(), hidden: 0, faults: Vec::new(), fates };
    let mut walk = Walk { disclosures, by_digest, form, seen: HashSet::new(), placed };
    walk.value(payload.root(), 0);
    walk.placed
}

/// Salt and value, or salt, name and value.
fn is_array(disclosure: &Disclosure) -> bool {
    disclosure.salt().is_some() && matches!(disclosure.parts(), 2 | 3)
}

struct Walk<'a> {
    disclosures: &'a [Disclosure],
    by_digest: HashMap<&'a str, usize>,
    form: Form,
    seen: HashSet<String>,
    placed: Placed,
}

impl Walk<'_> {
    fn value(&mut self, value: Value<'_>, depth: usize) {
        match value.kind() {
            Kind::Object | Kind::Array if depth >= MAX_DEPTH => {
                self.fault(Fault::TooDeep);
                self.placed.text.push_str("null");
            }
            Kind::Object => self.object(value, depth),
            Kind::Array => self.array(value, depth),
            _ => self.placed.text.push_str(value.raw()),
        }
    }

    fn object(&mut self, object: Value<'_>, depth: usize) {
        self.placed.text.push('{');
        let mut first = true;
        let has_digests = object.member("_sd").is_some();
        // Only needed, and only paid for, where a disclosure may bring another name.
        let mut names: HashSet<String> = if has_digests {
            object.members().map(|(name, _)| name.text().into_owned()).collect()
        } else {
            HashSet::new()
        };
        for (name, value) in object.members() {
            match &*name.text() {
                "_sd" => self.digests(value, &mut names, &mut first, depth),
                "_sd_alg" if depth == 0 && self.form == Form::Claims => {}
                _ => {
                    self.comma(&mut first);
                    self.placed.text.push_str(name.raw());
                    self.placed.text.push(':');
                    self.value(value, depth + 1);
                }
            }
        }
        self.placed.text.push('}');
    }

    /// The members behind the digests of `_sd`, and the digests that remain.
    fn digests(&mut self, digests: Value<'_>, names: &mut HashSet<String>, first: &mut bool, depth: usize) {
        if digests.kind() != Kind::Array {
            self.fault(Fault::DigestMalformed);
        }
        let mut left = Vec::new();
        for element in digests.elements() {
            let Some(digest) = element.as_str() else {
                self.fault(Fault::DigestMalformed);
                continue;
            };
            match self.find(&digest) {
                Found::Nothing => left.push(element),
                Found::Again => {}
                Found::Disclosure(index) => {
                    let fate = self.member(index, names, first, depth);
                    self.decide(index, fate);
                }
            }
        }
        self.placed.hidden += left.len();
        if self.form == Form::Claims || left.is_empty() && digests.kind() == Kind::Array {
            return;
        }
        self.comma(first);
        self.placed.text.push_str("\"_sd\":");
        if digests.kind() != Kind::Array {
            self.placed.text.push_str("null");
            return;
        }
        self.placed.text.push('[');
        let mut first = true;
        for digest in left {
            self.comma(&mut first);
            self.mark(MarkKind::Hidden, |walk| walk.placed.text.push_str(digest.raw()));
        }
        self.placed.text.push(']');
    }

    /// Writes a disclosed member, if it may stand there.
    fn member(&mut self, index: usize, names: &mut HashSet<String>, first: &mut bool, depth: usize) -> Fate {
        let disclosures = self.disclosures;
        let Some(disclosure) = disclosures.get(index).filter(|one| is_array(one)) else {
            return Fate::Malformed;
        };
        if disclosure.parts() != 3 {
            return Fate::WrongKind;
        }
        let (Some(name), Some(value)) = (disclosure.name(), disclosure.value()) else {
            return Fate::Malformed;
        };
        if matches!(&*name, "_sd" | "...") {
            return Fate::ReservedName;
        }
        if !names.insert(name.clone().into_owned()) {
            return Fate::NameExists;
        }
        self.comma(first);
        quote(&name, &mut self.placed.text);
        self.placed.text.push(':');
        self.mark(MarkKind::Disclosed, |walk| walk.value(value, depth + 1));
        Fate::Placed
    }

    fn array(&mut self, array: Value<'_>, depth: usize) {
        self.placed.text.push('[');
        let mut first = true;
        for element in array.elements() {
            let digest = (element.kind() == Kind::Object).then(|| element.member("...")).flatten();
            if let Some(digest) = digest {
                self.element(element, digest, &mut first, depth);
            } else {
                self.comma(&mut first);
                self.value(element, depth + 1);
            }
        }
        self.placed.text.push(']');
    }

    /// `{"...": digest}` in an array: the element behind it, or itself.
    fn element(&mut self, element: Value<'_>, digest: Value<'_>, first: &mut bool, depth: usize) {
        let text = digest.as_str().filter(|_| element.members().nth(1).is_none());
        if text.is_none() {
            self.fault(Fault::DigestMalformed);
        }
        let found = text.map_or(Found::Nothing, |text| self.find(&text));
        if let Found::Disclosure(index) = found {
            let disclosures = self.disclosures;
            let fate = match disclosures.get(index).filter(|one| is_array(one)) {
                None => Fate::Malformed,
                Some(disclosure) => match disclosure.value().filter(|_| disclosure.parts() == 2) {
                    None => Fate::WrongKind,
                    Some(value) => {
                        self.comma(first);
                        self.mark(MarkKind::Disclosed, |walk| walk.value(value, depth + 1));
                        Fate::Placed
                    }
                },
            };
            self.decide(index, fate);
            return;
        }
        if matches!(found, Found::Nothing) {
            self.placed.hidden += 1;
            if self.form == Form::Shown {
                self.comma(first);
                let raw = element.raw();
                // The source may have lines of its own.
                let raw: String =
                    if raw.contains(['\n', '\r']) { raw.replace(['\n', '\r'], " ") } else { raw.into() };
                self.mark(MarkKind::Hidden, |walk| walk.placed.text.push_str(&raw));
            }
        }
    }

    /// The disclosure of a digest, which may be asked for once.
    fn find(&mut self, digest: &str) -> Found {
        if !self.seen.insert(digest.to_owned()) {
            self.fault(Fault::DigestTwice);
            return Found::Again;
        }
        self.by_digest.get(digest).map_or(Found::Nothing, |index| Found::Disclosure(*index))
    }

    fn decide(&mut self, index: usize, fate: Fate) {
        if let Some(now) = self.placed.fates.get_mut(index) {
            *now = fate;
        }
    }

    fn fault(&mut self, fault: Fault) {
        if !self.placed.faults.contains(&fault) {
            self.placed.faults.push(fault);
        }
    }

    fn comma(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.placed.text.push(',');
        }
    }

    /// Marks what `write` writes.
    fn mark(&mut self, kind: MarkKind, write: impl FnOnce(&mut Self)) {
        let start = self.placed.text.len();
        let place = self.placed.marks.len();
        write(self);
        let span = Span::new(start, self.placed.text.len());
        self.placed.marks.insert(place, Mark { span, kind });
    }
}

/// What a digest leads to.
enum Found {
    /// A disclosure, by its place.
    Disclosure(usize),
    /// Something that was not disclosed, or nothing.
    Nothing,
    /// It stood elsewhere before.
    Again,
}
