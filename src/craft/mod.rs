//! What we make: signed tokens, the same token in another serialisation, the examples of the empty window; and what the
//! workbench does: edits by claim, signing again, templates, negative tests, copies in other forms, comparisons.
//!
//! Promises: content is signed byte for byte as it was given; a token without a signature is only made when it is
//! asked for by name; every refusal says why.

pub mod compare;
pub mod convert;
pub mod copy_as;
pub mod edit;
pub mod encrypt;
pub mod example;
mod jwk;
pub mod negatives;
pub mod own;
pub mod remake;
pub mod resign;
pub mod retype;
pub mod sign;
pub mod template;
pub mod typed;
