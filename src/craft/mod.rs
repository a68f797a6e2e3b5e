//! What we make: so far the examples of the empty window.

pub mod example;
