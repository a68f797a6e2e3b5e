//! Text that names a path, a URL, or a query of another language where it must only name a key.
//!
//! An ordinary name must never be told as an attack: every pattern needs more than one sign of its language.

use super::header::Syntax;

/// Whether a text is a URL.
pub(super) fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Whether a text is a path of a file that has nothing to do with keys, or climbs out of its directory.
pub(super) fn is_path(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let drive = matches!(text.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let rooted = [
        "/dev/", "/proc/", "/etc/", "/var/", "/tmp/", "/usr/", "/home/", "/root/", "/opt/", "/sys/", "~/",
        "file:", "\\\\", "dev/null",
    ];
    let climbs = ["../", "..\\", "%2e%2e", "%252e%252e", "..%2f", "..%5c", "..%252f"];
    drive
        || climbs.iter().any(|climb| lower.contains(climb))
        || rooted.iter().any(|root| lower.starts_with(root))
}

/// What is in a text without which no syntax is: one pass over its bytes, after which most texts are done with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    /// `<`
    const TAG: Self = Self(1);
    /// `=` or `|`
    const OPERATOR: Self = Self(2);
    /// `'` or `"`
    pub(super) const QUOTE: Self = Self(4);
    /// What stands between words: blanks of any kind, and the stars of a comment.
    const GAP: Self = Self(8);
    /// `{`
    pub(super) const BRACE: Self = Self(16);
    /// `(` or `)`
    const PARENTHESIS: Self = Self(32);
    /// What ends a command or puts one into another, but for `{`, `(` and `|`.
    const COMMAND: Self = Self(64);
    /// `:`
    pub(super) const COLON: Self = Self(128);

    pub(super) fn of(text: &str) -> Self {
        text.bytes().fold(Self(0), |signs, byte| signs.and(Self::of_byte(byte)))
    }

    const fn of_byte(byte: u8) -> Self {
        match byte {
            b'<' => Self::TAG,
            b'=' | b'|' => Self::OPERATOR,
            b'\'' | b'"' => Self::QUOTE,
            // Line feeds do both.
            b'\n' => Self::GAP.and(Self::COMMAND),
            // Blanks beyond ASCII are told apart later.
            0..=b' ' | b'*' | 0x7F.. => Self::GAP,
            b'{' => Self::BRACE,
            b'(' | b')' => Self::PARENTHESIS,
            b'`' | b';' | b'&' => Self::COMMAND,
            b':' => Self::COLON,
            _ => Self(0),
        }
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the text has one of these.
    pub(super) const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether nothing of it is there.
    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Whose syntax a text holds.
pub(super) fn syntax(text: &str) -> Option<Syntax> {
    let signs = Signs::of(text);
    if is_markup(text, signs) {
        Some(Syntax::Markup)
    } else if is_sql(text, signs) {
        Some(Syntax::Sql)
    } else if signs.has(Signs::PARENTHESIS) && is_ldap(&text.to_ascii_lowercase()) {
        Some(Syntax::Ldap)
    } else if signs.has(Signs::COMMAND.and(Signs::BRACE).and(Signs::PARENTHESIS).and(Signs::OPERATOR))
        && is_command(&text.to_ascii_lowercase())
    {
        Some(Syntax::Command)
    } else {
        None
    }
}

/// Whether a text holds tags of HTML, or what a browser runs. `signs` are its own.
pub(super) fn is_markup(text: &str, signs: Signs) -> bool {
    const TAGS: &[&str] =
        &["script", "img", "svg", "iframe", "body", "object", "embed", "a ", "/", "!--", "%"];
    const HANDLERS: &[&str] = &["onerror", "onload", "onclick", "onfocus", "onmouseover"];
    let bytes = text.as_bytes();
    let after = |at: usize, words: &[&str]| words.iter().any(|word| begins(bytes, at + 1, word));
    let before = |at: usize, words: &[&str]| {
        words.iter().any(|word| at.checked_sub(word.len()).is_some_and(|start| begins(bytes, start, word)))
    };
    signs.has(Signs::TAG.and(Signs::OPERATOR).and(Signs::COLON))
        && bytes.iter().enumerate().any(|(at, byte)| match byte {
            b'<' => after(at, TAGS),
            b':' => before(at, &["javascript"]),
            b'=' => before(at, HANDLERS),
            _ => false,
        })
}

/// Whether a word stands in a text from that byte on, in any case.
fn begins(text: &[u8], at: usize, word: &str) -> bool {
    text.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a text holds a query of SQL, or what would break out of one. `signs` are its own.
pub(super) fn is_sql(text: &str, signs: Signs) -> bool {
    // What is not of several words needs an operator, or a quote without its pair.
    let is_odd = |quote: u8| text.bytes().filter(|byte| *byte == quote).count() % 2 == 1;
    let may_be = signs.has(Signs::OPERATOR)
        || signs.has(Signs::QUOTE) && (is_odd(b'\'') || is_odd(b'"'))
        || signs.has(Signs::GAP) && holds_verb(text);
    may_be && is_sql_in_full(&text.to_ascii_lowercase())
}

/// Whether a word of SQL begins somewhere in a text.
fn holds_verb(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte | 0x20 {
        b'u' => begins(bytes, at, "union"),
        b'd' => begins(bytes, at, "drop") || begins(bytes, at, "delete"),
        b'w' => begins(bytes, at, "waitfor"),
        b'e' => begins(bytes, at, "exec"),
        b's' => begins(bytes, at, "select"),
        b'i' => begins(bytes, at, "insert"),
        _ => false,
    })
}

fn is_sql_in_full(lower: &str) -> bool {
    let plain = one_blank(lower);
    let has = |phrase: &str| phrases(&plain, phrase).next().is_some();
    ["union select", "union all select", "drop table", "delete from", "waitfor delay", "exec xp_"]
        .iter()
        .any(|phrase| has(phrase))
        || has("select") && plain.contains(" from ")
        || has("insert into") && plain.contains(" values")
        || ["1=1", "'='", "\"=\"", "'||"].iter().any(|sign| plain.contains(sign))
        || ['\'', '"'].into_iter().any(|quote| breaks_out(&plain, quote))
}

/// A text in which comments and white space of any kind and number are one blank.
fn one_blank(text: &str) -> String {
    let words: Vec<&str> = text.split("/**/").flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// Whether a text holds words of SQL that prose does not have, with or without quotes. `signs` are its own.
pub(super) fn is_query(text: &str, signs: Signs) -> bool {
    signs.has(Signs::GAP)
        && (signs.has(Signs::OPERATOR) || holds_verb(text))
        && is_query_in_full(&text.to_ascii_lowercase())
}

fn is_query_in_full(lower: &str) -> bool {
    let plain = one_blank(lower);
    let has = |phrase: &str| phrases(&plain, phrase).next().is_some();
    ["union select", "union all select"].iter().any(|phrase| has(phrase)) && has("from")
        || ["waitfor delay", "or 1=1", "and 1=1", "; drop table", ";drop table"]
            .iter()
            .any(|phrase| has(phrase))
}

/// Whether a quote without its pair ends a string, and what follows it goes on as a query.
fn breaks_out(text: &str, quote: char) -> bool {
    const GOES_ON: &[&str] =
        &["or ", "and ", "union ", "order by ", "group by ", "having ", "--", "#", ";", "||", "/*", ")"];
    text.matches(quote).count() % 2 == 1
        && text.match_indices(quote).any(|(at, _)| {
            let rest = text.get(at + 1..).unwrap_or_default().trim_start();
            GOES_ON.iter().any(|next| rest.starts_with(next))
        })
}

fn is_ldap(lower: &str) -> bool {
    let compares = |rest: &str| {
        let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        name.len() < rest.len() && name.starts_with('=')
    };
    ["*)", "(|(", "(&(", ")(|", ")(&"].iter().any(|sign| lower.contains(sign))
        || lower.match_indices(")(").any(|(at, _)| lower.get(at + 2..).is_some_and(compares))
}

/// Commands that are tried first when somebody looks whether a text reaches a shell.
const COMMANDS: &[&str] = &[
    "bash",
    "cat",
    "cd",
    "chmod",
    "cmd",
    "cp",
    "curl",
    "dig",
    "dir",
    "echo",
    "env",
    "id",
    "ifconfig",
    "ls",
    "nc",
    "ncat",
    "nslookup",
    "perl",
    "php",
    "ping",
    "powershell",
    "ps",
    "pwd",
    "python",
    "python3",
    "rm",
    "ruby",
    "sh",
    "sleep",
    "touch",
    "type",
    "uname",
    "wget",
    "whoami",
];

fn is_command(lower: &str) -> bool {
    let substitutes = ["$(", "${", "#{"].iter().any(|sign| lower.contains(sign))
        || lower.matches('`').count() >= 2
        || lower.contains("{{") && lower.contains("}}");
    substitutes
        || lower.match_indices([';', '|', '&', '\n']).any(|(at, _)| {
            let rest = lower.get(at + 1..).unwrap_or_default().trim_start_matches([' ', '\t', '|', '&']);
            let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            let after = rest.get(word.len()..).and_then(|after| after.chars().next());
            rest.starts_with("/bin/")
                || rest.starts_with("/usr/bin/")
                || COMMANDS.contains(&word) && after.is_none_or(|c| !matches!(c, '=' | '-' | '_' | ':' | '.'))
        })
}

/// Where `phrase` stands in `text`, not in the middle of a word.
fn phrases<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(phrase).map(|(at, _)| at).filter(move |at| {
        !text.get(..*at).is_some_and(|before| before.ends_with(is_word))
            && !text.get(at + phrase.len()..).is_some_and(|after| after.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_no_attack() {
        let names = [
            "a1",
            "550e8400-e29b-41d4-a716-446655440000",
            "key;v=1",
            "O'Brien",
            "bob@example.com",
            "projects/x/keys/1",
            "arn:aws:kms:us-east-1:111122223333:key/1234abcd",
            "abc+def/ghi==",
            "did:web:example.com:user#z6Mk",
            "C=US, O=Acme, CN=x",
            "auth-prod; rotated",
            "tenant | user",
            "A && B",
            "AT&T",
            "Select a key",
            "user_select 1",
            "Insert into slot",
            "reunion selects",
            "\"a\" or b",
            "key 'main'",
            "it's; fine",
            "k;id=5",
            "key;idx",
            "f(x)(y)",
            "a <b",
            "..",
            "/keys/1",
        ];
        for name in names {
            assert_eq!(syntax(name), None, "{name}");
            assert!(!is_path(name) && !is_url(name), "{name}");
        }
    }

    /// The long way: every pattern on every text.
    fn slowly(text: &str) -> Option<Syntax> {
        let lower = text.to_ascii_lowercase();
        let signs = [
            "<script",
            "<img",
            "<svg",
            "<iframe",
            "<body",
            "<object",
            "<embed",
            "<a ",
            "</",
            "<!--",
            "<%",
            "javascript:",
            "onerror=",
            "onload=",
            "onclick=",
            "onfocus=",
            "onmouseover=",
        ];
        if signs.iter().any(|sign| lower.contains(sign)) {
            Some(Syntax::Markup)
        } else if is_sql_in_full(&lower) {
            Some(Syntax::Sql)
        } else if is_ldap(&lower) {
            Some(Syntax::Ldap)
        } else {
            is_command(&lower).then_some(Syntax::Command)
        }
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_says_what_the_long_one_says(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..9),
            noise in "\\PC{0,3}",
            at in 0_usize..9,
        ) {
            let mut pieces = pieces;
            pieces.insert(at.min(pieces.len()), &noise);
            let text = pieces.concat();
            let (lower, signs) = (text.to_ascii_lowercase(), Signs::of(&text));
            assert_eq!(syntax(&text), slowly(&text), "{text:?}");
            assert_eq!(is_query(&text, signs), is_query_in_full(&lower), "{text:?}");
            assert_eq!(is_sql(&text, signs), is_sql_in_full(&lower), "{text:?}");
            assert!(!is_query_in_full(&lower) || is_sql_in_full(&lower), "{text:?}");
        }
    }

    /// What patterns begin with, end with, and are told apart by.
    const PIECES: &[&str] = &[
        "union",
        "SELECT",
        "all",
        "from",
        "insert",
        "into",
        "values",
        "drop",
        "Table",
        "delete",
        "waitfor",
        "delay",
        "exec",
        "xp_",
        "or",
        "and",
        "1=1",
        "1",
        "=",
        "'",
        "\"",
        "||",
        "|",
        "--",
        "#",
        ";",
        "/*",
        "/**/",
        "*/",
        ")",
        "(",
        "*",
        " ",
        " ",
        " ",
        "\u{b}",
        "\u{a0}",
        "\n",
        "<",
        "script",
        "a",
        "/",
        "!--",
        "%",
        "javascript",
        ":",
        "onerror",
        "onClick",
        "{",
        "{{",
        "}}",
        "$",
        "`",
        "&",
        "id",
        "whoami",
        "/bin/",
        "x",
    ];

    #[test]
    fn attacks_are_told_by_their_language() {
        let cases = [
            ("x' UNION SELECT 'secret'-- ", Syntax::Sql),
            ("' OR '1'='1", Syntax::Sql),
            ("a'; DROP TABLE keys;--", Syntax::Sql),
            ("x' or 1=1--", Syntax::Sql),
            ("x'||'y", Syntax::Sql),
            ("admin' #", Syntax::Sql),
            ("x'/**/UNION/**/SELECT/**/1", Syntax::Sql),
            ("*)(uid=*))(|(uid=*", Syntax::Ldap),
            (")(cn=*", Syntax::Ldap),
            ("key|whoami", Syntax::Command),
            ("key;ls", Syntax::Command),
            ("a;curl http://x", Syntax::Command),
            ("& whoami", Syntax::Command),
            ("key\nid", Syntax::Command),
            ("$(whoami)", Syntax::Command),
            ("`id`", Syntax::Command),
            ("{{7*7}}", Syntax::Command),
            ("<script>alert(1)</script>", Syntax::Markup),
            ("<iframe src=x>", Syntax::Markup),
        ];
        for (text, want) in cases {
            assert_eq!(syntax(text), Some(want), "{text}");
        }
        for path in
            ["../../dev/null", "%252e%252e%252fetc", "/root/.ssh/id", "~/.ssh/id", "C:\\x", "file:///x"]
        {
            assert!(is_path(path), "{path}");
        }
    }
}
