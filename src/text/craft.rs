//! Why nothing was made: no token signed, no serialisation changed. One line each, without a full stop.

use super::Text;
use crate::craft::convert::WhyNot;
use crate::craft::sign::{CraftError, Unable};
use crate::jose::header::MembersFault;
use crate::jose::jwe::seal::SealError;

/// How a language says it.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) craft_error: fn(&CraftError) -> String,
    pub(super) seal_error: fn(&SealError) -> String,
    pub(super) unable: fn(&Unable) -> String,
    pub(super) header_fault: fn(&MembersFault) -> String,
    pub(super) why_not: fn(&WhyNot) -> String,
}

impl Text {
    /// Why no token was made.
    pub fn craft_error(&self, error: &CraftError) -> String {
        (self.tables.craft.craft_error)(error)
    }

    /// Why nothing was encrypted.
    pub fn seal_error(&self, error: &SealError) -> String {
        (self.tables.craft.seal_error)(error)
    }

    /// Why a key cannot sign.
    pub fn unable(&self, why: &Unable) -> String {
        (self.tables.craft.unable)(why)
    }

    /// Why a text is not the members of a header.
    pub fn header_fault(&self, fault: &MembersFault) -> String {
        (self.tables.craft.header_fault)(fault)
    }

    /// Why a token cannot be written in another serialisation.
    pub fn why_not(&self, why: &WhyNot) -> String {
        (self.tables.craft.why_not)(why)
    }
}
