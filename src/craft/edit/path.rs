//! Where in a JSON text: by positions, since names may stand there twice.

use super::EditError;
use crate::encoding::json::{Json, Kind, Value};

/// The way from the outermost value to another: at each step the position among the members or elements, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Vec<usize>);

impl Path {
    /// The outermost value.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// By positions.
    pub fn new(positions: impl IntoIterator<Item = usize>) -> Self {
        Self(positions.into_iter().collect())
    }

    /// The first member of that name in the outermost object.
    pub fn member(json: &Json, name: &str) -> Option<Self> {
        json.root().members().position(|(found, _)| found.text() == name).map(|position| Self(vec![position]))
    }

    /// Whether this is the outermost value.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The value there.
    pub fn value<'a>(&self, json: &'a Json) -> Option<Value<'a>> {
        self.0.iter().try_fold(json.root(), |here, position| match here.kind() {
            Kind::Object => here.members().nth(*position).map(|(_, value)| value),
            _ => here.elements().nth(*position),
        })
    }

    pub(super) fn in_container<'a>(&self, json: &'a Json) -> Result<(Value<'a>, usize), EditError> {
        let (position, above) = self.0.split_last().ok_or(EditError::Root)?;
        let container = Self(above.to_vec()).value(json).ok_or(EditError::NoSuchPlace)?;
        Ok((container, *position))
    }
}
