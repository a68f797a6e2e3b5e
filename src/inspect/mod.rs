//! What we tell a person: the tokens in a text, the keys that match, the time, the findings, the [`report::Report`].
//!
//! `report(text, keys, now, policy)` is the one way in. It is pure: it names no window, keychain, network or clock.

mod alg;
mod build;
#[cfg(test)]
mod claim_tests;
pub mod diagnose;
mod encrypted;
pub mod find;
pub mod finding;
mod homoglyph;
mod judge;
pub mod keys;
pub mod mend;
#[cfg(test)]
mod mend_tests;
mod numeric_date;
mod open;
pub mod provider;
pub mod report;
pub mod rows;
pub mod rules;
mod selective;
#[cfg(test)]
mod shape_tests;
mod structure;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;
mod verify;
mod weak_secrets;
mod well_known;

pub use build::{MAX_DEPTH, report, report_until};
