//! The window's words in Korean.

use crate::text::Words;

pub(super) const WORDS: Words = Words { app_name: "Jotlens", untitled: "제목 없음" };
