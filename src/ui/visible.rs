//! Characters that play tricks are shown by their names: `⟨U+202E⟩`, muted, instead of turning the text around,
//! hiding, or breaking the line.

use egui::TextFormat;
use egui::text::LayoutJob;

/// Longer rows are cut here before they are laid out; copying gives all.
pub(super) const MAX_CHARS: usize = 2_000;

/// Whether a character must not reach the screen as it is.
pub(super) fn is_trick(found: char) -> bool {
    matches!(found,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// How a trick is written.
pub(super) fn spelled(found: char) -> String {
    match found {
        '\n' => "⏎".to_owned(),
        '\r' => "␍".to_owned(),
        '\t' => "⇥".to_owned(),
        _ => format!("⟨U+{:04X}⟩", u32::from(found)),
    }
}

/// Appends at most `max_chars` of `text`, tricks spelled out in the format `aside`; says whether all of it is there.
pub(super) fn append(
    job: &mut LayoutJob,
    text: &str,
    max_chars: usize,
    format: &TextFormat,
    aside: &TextFormat,
) -> bool {
    let mut clean = 0;
    for (count, (at, found)) in text.char_indices().enumerate() {
        let at_end = count == max_chars;
        if at_end || is_trick(found) {
            push(job, text.get(clean..at), format);
            if at_end {
                push(job, Some("…"), aside);
                return false;
            }
            push(job, Some(&spelled(found)), aside);
            clean = at + found.len_utf8();
        }
    }
    push(job, text.get(clean..), format);
    true
}

/// `text` with its tricks spelled out and cut at `max_chars`, for names that screen readers say.
pub(super) fn plain(text: &str, max_chars: usize) -> String {
    let mut shown = String::new();
    for (count, found) in text.chars().enumerate() {
        if count == max_chars {
            shown.push('…');
            break;
        }
        if is_trick(found) { shown.push_str(&spelled(found)) } else { shown.push(found) }
    }
    shown
}

fn push(job: &mut LayoutJob, text: Option<&str>, format: &TextFormat) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        job.append(text, 0.0, format.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, max: usize) -> (String, bool) {
        let mut job = LayoutJob::default();
        let all = append(&mut job, text, max, &TextFormat::default(), &TextFormat::default());
        (job.text, all)
    }

    #[test]
    fn tricks_are_spelled_out() {
        for (text, want) in [
            ("plain", "plain"),
            ("한국어 🙂", "한국어 🙂"),
            ("a\u{202E}b", "a⟨U+202E⟩b"),
            ("\u{200B}", "⟨U+200B⟩"),
            ("a\nb\tc", "a⏎b⇥c"),
            ("\u{1b}[31m", "⟨U+001B⟩[31m"),
            ("\u{FEFF}{}", "⟨U+FEFF⟩{}"),
            ("\u{E0041}", "⟨U+E0041⟩"),
        ] {
            assert_eq!(shown(text, 100), (want.to_owned(), true), "{text:?}");
            assert_eq!(plain(text, 100), want);
        }
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(shown("abcdef", 3), ("abc…".to_owned(), false));
        assert_eq!(shown("abc", 3), ("abc".to_owned(), true));
        assert_eq!(shown("한\u{200B}국어", 2), ("한⟨U+200B⟩…".to_owned(), false));
        assert_eq!(plain("abcdef", 3), "abc…");
    }

    #[test]
    fn the_formats_are_told_apart() {
        let mut job = LayoutJob::default();
        let aside = TextFormat { italics: true, ..TextFormat::default() };
        append(&mut job, "a\u{202E}b", 9, &TextFormat::default(), &aside);
        assert_eq!(
            job.sections.iter().map(|section| section.format.italics).collect::<Vec<_>>(),
            [false, true, false]
        );
    }
}
