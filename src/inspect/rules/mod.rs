//! The rules: each group of the catalogue in its own file, its details beside the small functions that find them.

pub(in crate::inspect) mod across;
pub mod claim_content;
pub mod claims;
pub mod content_diagnosis;
pub mod deciding;
pub mod diagnosis;
pub mod encoding;
pub mod header;
pub mod input;
pub mod json;
pub mod jwe;
pub mod key;
pub(in crate::inspect) mod key_choice;
pub mod key_diagnosis;
pub mod key_file;
pub mod key_reference;
pub mod profile;
pub(in crate::inspect) mod proof;
pub mod sd_jwt;
pub mod serialization;
pub mod signature;
mod suspicious;
pub mod time;
