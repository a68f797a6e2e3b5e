//! The window's words in English.

use crate::text::Words;

pub(super) const WORDS: Words = Words { app_name: "Jotlens", untitled: "Untitled" };
