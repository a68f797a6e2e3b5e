//! Names of files, from names that people and issuers gave.

/// As many characters as a name keeps; with an extension it stays far below every system's limit.
const LONGEST: usize = 64;

/// A name that every file system takes: no folder, nothing hidden, nothing that Windows reserves.
pub(super) fn for_file(name: &str) -> String {
    let clean = |c: char| {
        if c.is_control() || c.is_whitespace() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c }
    };
    let visible = name.trim().trim_start_matches('.');
    let short: String = visible.chars().filter(|c| !is_hidden(*c)).take(LONGEST).map(clean).collect();
    let short = short.trim_matches(['-', '.']);
    if short.is_empty() || is_device(short) { "key".to_owned() } else { short.to_owned() }
}

/// Characters that turn the direction of text or are not seen.
fn is_hidden(c: char) -> bool {
    crate::encoding::json::is_hidden(c) && !c.is_control()
}

/// Names that Windows keeps for devices, whatever follows a dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (["COM", "LPT"].iter().any(|device| stem.starts_with(device)) && stem.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::for_file;

    #[test]
    fn no_name_leaves_the_folder_or_hides() {
        for (name, expected) in [
            ("auth-prod", "auth-prod"),
            ("https://idp.example/keys/1", "https---idp.example-keys-1"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "key"),
            ("", "key"),
            ("   ", "key"),
            (".bashrc", "bashrc"),
            ("a\nb\0c", "a-b-c"),
            ("C:\\keys\\a", "C--keys-a"),
            ("nul", "key"),
            ("COM1.old", "key"),
            ("열쇠", "열쇠"),
            ("a\u{202e}b", "ab"),
            ("ends. ", "ends"),
        ] {
            assert_eq!(for_file(name), expected, "{name:?}");
        }
        assert_eq!(for_file(&"x".repeat(300)).len(), 64);
    }
}
