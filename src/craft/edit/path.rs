//! Where in a JSON text: by positions, since names may stand there twice.

use super::{EditError, children};
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

    /// The way to the value at a flat index of `json`.
    pub fn of(json: &Json, index: usize) -> Option<Self> {
        json.node(index)?;
        let mut positions = Vec::new();
        let mut here = json.root();
        while here.index() != index {
            let children = children(here);
            let position = children.iter().position(|child| child.end_index() > index)?;
            here = *children.get(position)?;
            positions.push(position);
        }
        Some(Self(positions))
    }

    /// One step further.
    #[must_use]
    pub fn then(&self, position: usize) -> Self {
        let mut positions = self.0.clone();
        positions.push(position);
        Self(positions)
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

    /// The name of the outermost member that it leads into: the claim.
    pub fn claim(&self, json: &Json) -> Option<String> {
        let (name, _) = json.root().members().nth(*self.0.first()?)?;
        Some(name.text().into_owned())
    }

    pub(super) fn in_container<'a>(&self, json: &'a Json) -> Result<(Value<'a>, usize), EditError> {
        let (position, above) = self.0.split_last().ok_or(EditError::Root)?;
        let container = Self(above.to_vec()).value(json).ok_or(EditError::NoSuchPlace)?;
        Ok((container, *position))
    }
}
