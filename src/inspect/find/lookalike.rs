//! What text that holds no token looks like: enough to say why it cannot be decoded.

use crate::inspect::rules::input::Lookalike;

/// What `text`, trimmed and without a token in it, looks like.
pub(super) fn of(text: &str) -> Lookalike {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| text.starts_with(prefix));
    let one_word = !text.contains(char::is_whitespace);
    if ["v1", "v2", "v3", "v4"].iter().any(|version| {
        text.strip_prefix(version)
            .is_some_and(|rest| rest.starts_with(".public.") || rest.starts_with(".local."))
    }) {
        Lookalike::Paseto
    } else if starts(&["gho_", "ghp_", "ghs_", "ghu_", "ghr_", "github_pat_"]) {
        Lookalike::GitHub
    } else if starts(&["xoxb-", "xoxp-", "xoxa-", "xoxs-", "xapp-"]) {
        Lookalike::Slack
    } else if one_word && starts(&["AKIA", "ASIA"]) {
        Lookalike::Aws
    } else if starts(&["sk_live_", "sk_test_", "pk_live_", "pk_test_", "rk_live_"]) {
        Lookalike::Stripe
    } else if starts(&[
        "-----BEGIN ",
        "ssh-rsa ",
        "ssh-ed25519 ",
        "ecdsa-sha2-",
        "PuTTY-User-Key-File",
        "age-encryption",
    ]) {
        Lookalike::Key
    } else if starts(&["{", "["]) {
        if text.contains("\"kty\"") { Lookalike::Jwk } else { Lookalike::Json }
    } else if !one_word {
        Lookalike::Text
    } else if is_uuid(text) {
        Lookalike::Uuid
    } else if text.contains("--") && text.len() > 40
        || text.len() > 30 && text.split([':', '.']).count() == 3 && !text.contains('@')
    {
        Lookalike::SignedCookie
    } else if text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Lookalike::Hex
    } else if text.len() >= 24
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte))
    {
        Lookalike::Base64
    } else {
        Lookalike::Text
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            if matches!(at, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() }
        })
}
