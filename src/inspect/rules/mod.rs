//! The rules: each group of the catalogue in its own file, its details beside the small functions that find them.

pub mod claims;
pub mod deciding;
pub mod diagnosis;
pub mod encoding;
pub mod header;
pub mod input;
pub mod json;
pub mod jwe;
pub mod key;
pub mod key_file;
pub mod serialization;
pub mod signature;
mod suspicious;
pub mod time;
