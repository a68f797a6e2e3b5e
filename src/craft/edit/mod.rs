//! Editing JSON text by claim: one value, name or member changes, every other byte stays as it was.
//!
//! Promises: white space, order, number spellings and duplicate names survive; what is added looks like its neighbours;
//! a value that is set back gives the same text again, and so does a member that is added and deleted, or moved and
//! moved back. What comes out of text that is JSON is JSON.

mod path;
#[cfg(test)]
mod tests;
pub mod time;

use std::sync::Arc;

use thiserror::Error;

use crate::encoding::Span;
use crate::encoding::json::{self, Json, JsonError, Kind, Value, quoted};
pub use path::Path;

/// What to change. Values are JSON text and go in as they are spelled, without the white space around them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Another value in its place; at the root, the whole text.
    Set {
        /// Where.
        at: Path,
        /// The value.
        value: String,
    },
    /// A new member of an object, or a new element of an array.
    Add {
        /// The object or array.
        to: Path,
        /// Its place among the members or elements; at the end where it is larger than there are.
        position: usize,
        /// The member's name, as a person reads it; not looked at for an array.
        name: String,
        /// The value.
        value: String,
    },
    /// One less.
    Delete {
        /// The member or element.
        at: Path,
    },
    /// Another name for a member.
    Rename {
        /// The member.
        at: Path,
        /// The name, as a person reads it.
        name: String,
    },
    /// Another place among its siblings. White space between them stays where it is.
    Move {
        /// The member or element.
        at: Path,
        /// The place that it has afterwards.
        to: usize,
    },
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The text is not JSON: it can be edited as text only.
    #[error("not JSON at byte {}", .0.at)]
    NotJson(JsonError),
    /// The new value is not one JSON value.
    #[error("value is not JSON at byte {}", .0.at)]
    Value(JsonError),
    /// Nothing is there.
    #[error("nothing there")]
    NoSuchPlace,
    /// Members and elements are only in objects and arrays.
    #[error("no object and no array")]
    NoContainer,
    /// Only members have names.
    #[error("no member")]
    NoMember,
    /// Only the value of the whole text can be changed: it has no name and no siblings.
    #[error("the whole text")]
    Root,
    /// A time that is not a number.
    #[error("{0} is not a time")]
    NotATime(String),
}

/// What came of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
}

/// Makes one change.
pub fn edit(text: &str, edit: &Edit) -> Result<Edited, EditError> {
    let json = read(text)?;
    let splices = match edit {
        Edit::Set { at, value } => {
            let place = at.value(&json).ok_or(EditError::NoSuchPlace)?;
            vec![Splice { old: place.span(), new: one_value(value)? }]
        }
        Edit::Add { to, position, name, value } => {
            let container = to.value(&json).ok_or(EditError::NoSuchPlace)?;
            vec![addition(&json, container, *position, name, &one_value(value)?)?]
        }
        Edit::Delete { at } => deletion(&json, at)?,
        Edit::Rename { at, name } => {
            let value = at.value(&json).ok_or(EditError::NoSuchPlace)?;
            let old = value.name().ok_or(if at.is_root() { EditError::Root } else { EditError::NoMember })?;
            vec![Splice { old: old.span(), new: quoted(name) }]
        }
        Edit::Move { at, to } => reorder(&json, at, *to)?,
    };
    Ok(splice(text, &splices))
}

/// Sets the member of the outermost object: its value where it has one of that name (the first), else a new member at
/// the end.
pub fn set_member(text: &str, name: &str, value: &str) -> Result<Edited, EditError> {
    let json = read(text)?;
    if json.root().kind() != Kind::Object {
        return Err(EditError::NoContainer);
    }
    let change = match Path::member(&json, name) {
        Some(at) => Edit::Set { at, value: value.to_owned() },
        None => Edit::Add {
            to: Path::root(),
            position: usize::MAX,
            name: name.to_owned(),
            value: value.to_owned(),
        },
    };
    edit(text, &change)
}

/// Deletes a member of the outermost object, every one of that name; the same text where there is none.
pub fn delete_member(text: &str, name: &str) -> Result<Edited, EditError> {
    let json = read(text)?;
    let members = json.root().members();
    let (extents, left_out): (Vec<Span>, Vec<bool>) =
        members.map(|(found, value)| (extent(value), found.text() == name)).unzip();
    Ok(splice(text, &deletions(&extents, &left_out)))
}

fn read(text: &str) -> Result<Json, EditError> {
    let parsed = json::parse(Arc::from(text));
    match (parsed.json, parsed.error) {
        (Some(json), None) => Ok(json),
        (_, Some(error)) => Err(EditError::NotJson(error)),
        (None, None) => Err(EditError::NoSuchPlace),
    }
}

/// The value alone, without what surrounds it.
fn one_value(text: &str) -> Result<String, EditError> {
    let parsed = json::parse(Arc::from(text));
    match (parsed.json, parsed.error) {
        (Some(json), None) => Ok(json.root().raw().to_owned()),
        (_, Some(error)) => Err(EditError::Value(error)),
        (None, None) => Err(EditError::NoSuchPlace),
    }
}

/// One stretch of the old text and what stands there instead.
struct Splice {
    old: Span,
    new: String,
}

/// Puts splices in, which are in order and do not overlap.
fn splice(text: &str, splices: &[Splice]) -> Edited {
    let mut out = String::with_capacity(text.len() + splices.iter().map(|one| one.new.len()).sum::<usize>());
    let mut copied = 0;
    for Splice { old, new } in splices {
        let range = old.range();
        out.push_str(text.get(copied..range.start).unwrap_or_default());
        out.push_str(new);
        copied = range.end;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Edited { text: out }
}

/// A member with its name, or an element.
fn extent(value: Value<'_>) -> Span {
    let span = value.span();
    value.name().map_or(span, |name| Span { start: name.span().start, end: span.end })
}

fn children(container: Value<'_>) -> Vec<Value<'_>> {
    match container.kind() {
        Kind::Object => container.members().map(|(_, value)| value).collect(),
        _ => container.elements().collect(),
    }
}

fn addition(
    json: &Json,
    container: Value<'_>,
    position: usize,
    name: &str,
    value: &str,
) -> Result<Splice, EditError> {
    let source: &str = json.source();
    let is_object = match container.kind() {
        Kind::Object => true,
        Kind::Array => false,
        _ => return Err(EditError::NoContainer),
    };
    let siblings = children(container);
    let member = |colon: &str| {
        if is_object { format!("{}{colon}{value}", quoted(name)) } else { value.to_owned() }
    };
    let (Some(first), Some(last)) = (siblings.first(), siblings.last()) else {
        let span = container.span();
        let inside = Span { start: span.start + 1, end: span.end.saturating_sub(1) };
        let at = inside.start + room(inside.of(source));
        return Ok(Splice { old: Span { start: at, end: at }, new: member(":") });
    };
    let colon =
        first.name().map_or(":", |name| Span { start: name.span().end, end: first.span().start }.of(source));
    let gap = if let [.., one, other] = siblings.as_slice() {
        Span { start: extent(*one).end, end: extent(*other).start }.of(source).to_owned()
    } else {
        let before = Span { start: container.span().start + 1, end: extent(*first).start };
        format!(",{}", before.of(source))
    };
    let at = match siblings.get(position) {
        Some(next) => extent(*next).start,
        None => extent(*last).end,
    };
    let new = match siblings.get(position) {
        Some(_) => format!("{}{gap}", member(colon)),
        None => format!("{gap}{}", member(colon)),
    };
    Ok(Splice { old: Span { start: at, end: at }, new })
}

/// Where in the white space of an empty container its first member goes: before the last line break, else in the middle.
fn room(white_space: &str) -> u32 {
    let at = match white_space.rfind('\n') {
        Some(at) if white_space.get(..at).is_some_and(|before| before.ends_with('\r')) => at - 1,
        Some(at) => at,
        None => white_space.len() / 2,
    };
    at as u32
}

fn deletion(json: &Json, at: &Path) -> Result<Vec<Splice>, EditError> {
    let (container, position) = at.in_container(json)?;
    let siblings: Vec<Span> = children(container).into_iter().map(extent).collect();
    if position >= siblings.len() {
        return Err(EditError::NoSuchPlace);
    }
    let left_out: Vec<bool> = (0..siblings.len()).map(|index| index == position).collect();
    Ok(deletions(&siblings, &left_out))
}

/// Takes siblings out: each with what leads to the next one, the last ones with what comes before them.
fn deletions(siblings: &[Span], left_out: &[bool]) -> Vec<Splice> {
    let mut splices = Vec::new();
    let mut kept_end = None;
    let mut run_start = None;
    for (own, is_left_out) in siblings.iter().zip(left_out) {
        if *is_left_out {
            run_start = run_start.or(Some(own.start));
        } else {
            let run = run_start.take().map(|start| Span { start, end: own.start });
            splices.extend(run);
            kept_end = Some(own.end);
        }
    }
    if let (Some(start), Some(last)) = (run_start, siblings.last()) {
        splices.push(Span { start: kept_end.unwrap_or(start), end: last.end });
    }
    splices.into_iter().map(|old| Splice { old, new: String::new() }).collect()
}

fn reorder(json: &Json, at: &Path, to: usize) -> Result<Vec<Splice>, EditError> {
    let (container, from) = at.in_container(json)?;
    let places: Vec<Span> = children(container).into_iter().map(extent).collect();
    if from >= places.len() || to >= places.len() {
        return Err(EditError::NoSuchPlace);
    }
    let mut order: Vec<usize> = (0..places.len()).collect();
    let moved = order.remove(from);
    order.insert(to, moved);
    let source: &str = json.source();
    let texts = order.iter().filter_map(|index| places.get(*index)).map(|place| place.of(source).to_owned());
    let splices = places.iter().zip(texts).map(|(old, new)| Splice { old: *old, new });
    Ok(splices.filter(|one| one.old.of(source) != one.new).collect())
}
