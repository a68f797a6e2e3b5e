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

/// Whose syntax a text holds.
pub(super) fn syntax(text: &str) -> Option<Syntax> {
    let lower = text.to_ascii_lowercase();
    if is_markup(&lower) {
        Some(Syntax::Markup)
    } else if is_sql(&lower) {
        Some(Syntax::Sql)
    } else if is_ldap(&lower) {
        Some(Syntax::Ldap)
    } else if is_command(&lower) {
        Some(Syntax::Command)
    } else {
        None
    }
}

fn is_markup(lower: &str) -> bool {
    const SIGNS: &[&str] = &[
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
    SIGNS.iter().any(|sign| lower.contains(sign))
}

fn is_sql(lower: &str) -> bool {
    // Comments and white space of any kind and number are one blank.
    let plain: Vec<&str> = lower.split("/**/").flat_map(str::split_whitespace).collect();
    let plain = plain.join(" ");
    let has = |phrase: &str| phrases(&plain, phrase).next().is_some();
    ["union select", "union all select", "drop table", "delete from", "waitfor delay", "exec xp_"]
        .iter()
        .any(|phrase| has(phrase))
        || has("select") && plain.contains(" from ")
        || has("insert into") && plain.contains(" values")
        || ["1=1", "'='", "\"=\"", "'||"].iter().any(|sign| plain.contains(sign))
        || ['\'', '"'].into_iter().any(|quote| breaks_out(&plain, quote))
}

/// Whether a text holds words of SQL that prose does not have, with or without quotes.
pub(super) fn is_query(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let plain: Vec<&str> = lower.split("/**/").flat_map(str::split_whitespace).collect();
    let plain = plain.join(" ");
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
