//! Letters of other scripts that pass for ASCII ones.

/// The ASCII letter that a foreign one passes for.
pub(super) fn ascii_lookalike(c: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('і', 'i'),
        ('ј', 'j'),
        ('ѕ', 's'),
        ('ԁ', 'd'),
        ('һ', 'h'),
        ('ԛ', 'q'),
        ('ԝ', 'w'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('Ј', 'J'),
        ('Ѕ', 'S'),
        ('І', 'I'),
        ('ο', 'o'),
        ('ν', 'v'),
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Ζ', 'Z'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Υ', 'Y'),
        ('Χ', 'X'),
        ('ı', 'i'),
        ('–', '-'),
        ('—', '-'),
        ('‐', '-'),
        ('‑', '-'),
        ('−', '-'),
        ('．', '.'),
        ('。', '.'),
        ('＿', '_'),
        ('․', '.'),
    ];
    if let Some((_, ascii)) = PAIRS.iter().find(|(foreign, _)| *foreign == c) {
        return Some(*ascii);
    }
    // Full-width forms are ASCII moved up.
    let code = c as u32;
    (0xFF01..=0xFF5E).contains(&code).then(|| char::from_u32(code - 0xFEE0)).flatten()
}
