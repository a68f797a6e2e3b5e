//! The process: arguments in, window or words out.
fn main() {}
