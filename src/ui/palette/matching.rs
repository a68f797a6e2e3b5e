//! Fuzzy matching of names. Letters may be left out, words may come in any order, and Hangul is taken apart: half a
//! syllable finds the whole one while an input method still composes it, and so do initial consonants (ㅅㅁ finds 서명).

/// What a letter is worth at the beginning of a word, at that of a syllable, right after the one before, and anywhere.
const WORD: i32 = 14;
const SYLLABLE: i32 = 9;
const NEXT: i32 = 16;
const ANYWHERE: i32 = 3;
/// What comes on top where the name begins so.
const FIRST: i32 = 4;
/// What is taken away where letters were left out.
const GAP: i32 = 7;

/// A letter of a name.
#[derive(Clone, Copy, Debug)]
struct Letter {
    sign: char,
    /// What it is worth where it does not follow the letter before.
    alone: i32,
    /// Where the syllable before begins, if this one begins a syllable: initial consonants follow each other, too.
    syllable: Option<usize>,
}

/// How well `query` fits `name`: the more the better, `None` where it does not. An empty one fits everything.
pub(super) fn score(query: &str, name: &str) -> Option<i32> {
    let name = letters(name);
    query.split_whitespace().map(|word| best(&fold(word), &name)).sum()
}

/// A text in small letters, its Hangul taken apart.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for found in text.chars().flat_map(char::to_lowercase) {
        apart(found, |sign, _| folded.push(sign));
    }
    folded
}

fn letters(name: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(name.len());
    let mut inside = false;
    let mut syllable = None;
    for found in name.chars() {
        let begin = letters.len();
        // "PyJWT" is two words to those who look for it.
        let begins = !inside || found.is_uppercase();
        inside = found.is_alphanumeric();
        for small in found.to_lowercase() {
            apart(small, |sign, first| {
                let alone = match (first, begins) {
                    (true, true) => WORD,
                    (true, false) if is_hangul(small) => SYLLABLE,
                    _ => ANYWHERE,
                };
                letters.push(Letter { sign, alone, syllable: syllable.filter(|_| first) });
            });
        }
        syllable = is_hangul(found).then_some(begin);
    }
    letters
}

/// The best way to find the letters of `word` in `name`, one after the other.
fn best(word: &str, name: &[Letter]) -> Option<i32> {
    // For each place of the name, the most that the word so far is worth where it ends there.
    let mut ends: Vec<Option<i32>> = Vec::new();
    for (step, sign) in word.chars().enumerate() {
        let mut before: Option<i32> = None;
        let mut now = Vec::with_capacity(name.len());
        for (place, letter) in name.iter().enumerate() {
            let last = place.checked_sub(1).and_then(|last| ends.get(last).copied().flatten());
            let found = (letter.sign == sign).then(|| {
                if step == 0 {
                    return Some(letter.alone + if place == 0 { FIRST } else { 0 });
                }
                let syllable = letter.syllable.and_then(|begin| ends.get(begin).copied().flatten());
                let joined = last.max(syllable).map(|worth| worth + NEXT);
                joined.max(before.map(|worth| worth + letter.alone - GAP))
            });
            now.push(found.flatten());
            before = before.max(last);
        }
        ends = now;
    }
    ends.into_iter().flatten().max()
}

const fn is_hangul(found: char) -> bool {
    matches!(found, '가'..='힣')
}

/// The consonants at the beginning of a syllable, and the vowels and consonants after it, each as it is typed: those
/// that take two strokes are two.
const INITIALS: [&str; 19] = [
    "ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ",
    "ㅍ", "ㅎ",
];
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ",
    "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ",
    "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];
/// Letters that an input method joins although two were typed.
const JOINED: [(char, &str); 18] = [
    ('ㄳ', "ㄱㅅ"),
    ('ㄵ', "ㄴㅈ"),
    ('ㄶ', "ㄴㅎ"),
    ('ㄺ', "ㄹㄱ"),
    ('ㄻ', "ㄹㅁ"),
    ('ㄼ', "ㄹㅂ"),
    ('ㄽ', "ㄹㅅ"),
    ('ㄾ', "ㄹㅌ"),
    ('ㄿ', "ㄹㅍ"),
    ('ㅀ', "ㄹㅎ"),
    ('ㅄ', "ㅂㅅ"),
    ('ㅘ', "ㅗㅏ"),
    ('ㅙ', "ㅗㅐ"),
    ('ㅚ', "ㅗㅣ"),
    ('ㅝ', "ㅜㅓ"),
    ('ㅞ', "ㅜㅔ"),
    ('ㅟ', "ㅜㅣ"),
    ('ㅢ', "ㅡㅣ"),
];

/// Gives the letters of a character, and whether each is the first of it.
fn apart(found: char, mut give: impl FnMut(char, bool)) {
    if is_hangul(found) {
        let place = (u32::from(found) - u32::from('가')) as usize;
        let parts = [INITIALS.get(place / 588), VOWELS.get(place % 588 / 28), FINALS.get(place % 28)];
        for (count, sign) in parts.into_iter().flatten().flat_map(|part| part.chars()).enumerate() {
            give(sign, count == 0);
        }
    } else if let Some((_, parts)) = JOINED.iter().find(|(joined, _)| *joined == found) {
        parts.chars().for_each(|sign| give(sign, true));
    } else {
        give(found, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_what_people_type() {
        for (query, name) in [
            ("", "anything"),
            ("   ", "anything"),
            ("sign", "Sign the token"),
            ("SIGN", "Sign the token"),
            ("gkey", "Generate a key…"),
            ("key gen", "Generate a key…"),
            ("gnrt", "Generate a key…"),
            ("genrate", "Generate a key…"),
            ("jwt py", "Copy: Python code (PyJWT)"),
            ("rs256", "Verify with: RS256 key"),
            ("서명", "토큰에 서명"),
            ("ㅅㅁ", "토큰에 서명"),
            ("ㅌㅋㅅㅁ", "토큰에 서명"),
            ("서ㅁ", "토큰에 서명"),
            ("섬", "토큰에 서명"),
            ("서며", "토큰에 서명"),
            ("키생성", "키 생성…"),
            ("호", "화면"),
            ("ㄳ", "가상"),
            ("발ㄱ", "발견 사항으로 이동"),
            ("갑", "값 복사"),
            ("ÉTÉ", "été"),
        ] {
            assert!(score(query, name).is_some(), "{query:?} does not find {name:?}");
        }
    }

    #[test]
    fn names_without_the_letters_are_not_found() {
        for (query, name) in [
            ("x", "Sign the token"),
            ("signz", "Sign the token"),
            ("sign rsa", "Sign the token"),
            ("nekot", "token"),
            ("ㅁㅅ", "서명"),
            ("서명", "서버"),
            ("명", "서며"),
            ("ㄲ", "가"),
            ("a", ""),
            ("𝕒", "a"),
        ] {
            assert!(score(query, name).is_none(), "{query:?} finds {name:?}");
        }
    }

    #[test]
    fn better_names_come_first() {
        for (query, better, worse) in [
            ("sign", "Sign the token", "Copy: Signature as hex"),
            ("sign", "Copy: Signature as hex", "Show in another encoding"),
            ("token", "Token", "Copy token"),
            ("ct", "Copy token", "Compact"),
            ("dark", "Theme: Dark", "Read a mark"),
            ("서명", "서명으로 이동", "토큰에 서명"),
            ("서명", "토큰에 서명", "서버에 명령"),
            ("ㅅㅁ", "서명", "복사 메뉴"),
            ("ㅅㅁ", "토큰에 서명", "시간: 만료 없음"),
        ] {
            let (better_score, worse_score) = (score(query, better), score(query, worse));
            assert!(
                better_score > worse_score,
                "{query:?}: {better:?} {better_score:?}, {worse:?} {worse_score:?}"
            );
        }
    }

    #[test]
    fn the_longest_texts_take_no_long_time() {
        let name = "키 a".repeat(10_000);
        assert!(score("ㅋaㅋa", &name).is_some());
        assert_eq!(fold("Ab가 흙"), "abㄱㅏ ㅎㅡㄹㄱ");
    }
}
