//! The standards: signature algorithms, keys and how they are read, thumbprints, JWS signatures.
//!
//! Names [`crate::encoding`] and crypto crates; no window, no keychain, no clock, no network.
//! Looking at a key never fails the program: whatever the bytes are, the answer is a value or an error
//! that says why.

mod akp;
pub mod algorithm;
pub mod digest;
mod ec;
pub mod fault;
pub mod generate;
pub mod header;
pub mod jwe;
pub mod jwk;
pub mod jws;
pub mod key;
pub mod note;
mod okp;
mod pbkdf2;
pub mod read;
pub mod readings;
pub mod rsa_audit;
mod rsa_key;
pub mod sd_jwt;
pub mod secret;
pub mod segment;
mod thumbprint;
pub mod token;
pub mod write;

pub use akp::AkpKey;
pub use algorithm::{Curve, Family, JwsAlgorithm};
pub use ec::EcKey;
pub use fault::KeyFault;
pub use key::{Key, KeyKind, Material, Unfit};
pub use note::KeyNote;
pub use okp::OkpKey;
pub use rsa_key::RsaKey;
pub use secret::SecretBytes;
