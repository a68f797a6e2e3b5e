//! IN: what was pasted.

use crate::inspect::rules::input::{Context, HttpSource, Input, Lookalike, SizeLimit};
use crate::text::Told;
use crate::text::en::{TEXT, plural};
use crate::text::escape::{code_point, quoted, quoted_char};
use crate::text::number::thousands;

pub(super) fn told(detail: &Input) -> Told {
    match detail {
        Input::Empty => Told::new(
            "There is nothing to read",
            "The text is empty, or holds only characters that nobody sees",
            "Paste a token, or any text that holds one",
        ),
        Input::NotJose { looks_like } => lookalike(*looks_like),
        Input::BearerPrefix => Told::new(
            "Left out “Bearer” before the token",
            "It belongs to the Authorization header, not to the token",
            "",
        ),
        Input::Http { source } => Told::new(
            match source {
                HttpSource::Cookie(name) => format!("Found in the cookie {}", quoted(name)),
                HttpSource::Header(name) => format!("Found in the header {}", quoted(name)),
                HttpSource::Curl(Some(name)) => format!("Found in a cURL command, header {}", quoted(name)),
                HttpSource::Curl(None) => "Found in a cURL command".to_owned(),
            },
            "Only the token is judged, not the rest of the request",
            "",
        ),
        Input::JsonResponse { members } => Told::new(
            format!("Found in a JSON response: {}", super::list(members)),
            "Each token of a response has its own use, so each is shown by itself",
            "",
        ),
        Input::MultipleTokens { count } => Told::new(
            format!("{} found", plural(*count, "token", "tokens")),
            "Each is shown and judged by itself",
            "",
        ),
        Input::Extracted { context } => Told::new(
            match context {
                Context::Text => "Taken out of the text around it",
                Context::Markdown => "Taken out of Markdown",
                Context::Assignment => "Taken out of an assignment",
                Context::EscapedJson => "Taken out of escaped JSON",
            },
            "Only the token is judged, not the text around it",
            "",
        ),
        Input::Quoted { quote } => Told::new(
            format!("Left out the quotes around the token: {quote}"),
            "They come from source code or JSON and are no part of the token",
            "",
        ),
        Input::LineWrapped { count } => Told::new(
            format!(
                "Left out {} inside the token",
                plural(*count, "space or line break", "spaces or line breaks")
            ),
            "Mail and terminals wrap long lines; strict verifiers refuse the wrapped form",
            "Send the token in one line",
        ),
        Input::ZeroWidth { first, at, count } => zero_width(*first, *at, *count),
        Input::NonAscii { found, at, lookalike } => non_ascii(*found, *at, *lookalike),
        Input::UrlEncoded { parameter } => Told::new(
            match parameter {
                Some(name) => format!("Taken from the URL parameter {}", quoted(name)),
                None => "Undid the percent-encoding of the token".to_owned(),
            },
            "URLs end up in logs, histories and Referer headers",
            "Send tokens in a header or a body, not in a URL",
        ),
        Input::HtmlEscaped => {
            Told::new("Undid the HTML escapes of the token", "It was copied from the source of a page", "")
        }
        Input::Base64Wrapped => Told::new(
            "The whole token was base64-encoded once more",
            "kubectl get secret, for example, prints values like this",
            "Decode it once before you send it",
        ),
        Input::Truncated { at } => Told::new(
            format!("The token was shortened at byte {}", thousands(*at as u64 + 1)),
            "What is missing cannot be recovered, so the signature cannot be checked",
            "Copy the whole token; loggers often shorten long values",
        ),
        Input::TwoSegments => Told::new(
            "The signature is missing: only header and payload are here",
            "Without a signature nothing shows who made the token",
            "Copy the token up to its end",
        ),
        Input::SegmentCount { count } => Told::new(
            format!("{}; a signed token has 3, an encrypted one 5", plural(*count, "segment", "segments")),
            "Parsers that split at every dot may read other parts than the signer meant",
            "Check where the token begins and where it ends",
        ),
        Input::JsonSerialization { general } => Told::new(
            if *general { "JSON serialisation, general form" } else { "JSON serialisation, flattened form" },
            "It is legal JWS or JWE, but a JWT is always in the compact form",
            "Convert it where a JWT is expected",
        ),
        Input::Size { bytes, limit } => size(*bytes, *limit),
        Input::NestingDepth { limit } => Told::new(
            format!("Tokens inside tokens, more than {} deep", plural(*limit, "level", "levels")),
            "Endless nesting can exhaust a verifier",
            "Use one signature, and at most one encryption around it",
        ),
    }
}

fn zero_width(first: char, at: usize, count: usize) -> Told {
    let name = hidden_name(first)
        .map_or_else(|| code_point(first), |name| format!("{} ({name})", code_point(first)));
    let place = thousands(at as u64 + 1);
    let message = match count {
        0 | 1 => format!("Invisible character {name} at byte {place}"),
        _ => format!("{} invisible characters, first {name} at byte {place}", thousands(count as u64)),
    };
    Told::new(
        message,
        "Every verifier refuses the token as it was pasted, and nobody sees why",
        "Copy it from here, where they are left out, or again from its source",
    )
}

fn non_ascii(found: char, at: usize, lookalike: Option<char>) -> Told {
    let shown = quoted_char(found);
    let place = thousands(at as u64 + 1);
    let why = "A token is ASCII; any other character breaks the signature or hides a change";
    match lookalike {
        Some(meant) => Told::new(
            format!("{shown} at byte {place} only looks like {}", quoted_char(meant)),
            why,
            format!("Write {} if the letter was replaced on the way", quoted_char(meant)),
        ),
        None => Told::new(
            format!("{shown} at byte {place} cannot stand in a token"),
            why,
            "Copy the token again from its source",
        ),
    }
}

fn size(bytes: usize, limit: SizeLimit) -> Told {
    let size = TEXT.bytes(bytes);
    let fix = "Leave out claims that the service can look up";
    match limit {
        SizeLimit::Cookie => Told::new(
            format!("{size}: too large for a cookie (4,096 bytes)"),
            "Browsers drop larger cookies without a word",
            fix,
        ),
        SizeLimit::Header => Told::new(
            format!("{size}: too large for the headers of many servers (8,192 bytes)"),
            "Servers and proxies answer such requests with 431 or 400",
            fix,
        ),
        SizeLimit::Library => Told::new(
            format!("{size}: too large for many JOSE libraries (250,000 bytes)"),
            "They refuse it before they look at the signature",
            fix,
        ),
    }
}

fn lookalike(looks_like: Lookalike) -> Told {
    let opaque = "It is an opaque string: only the service that made it knows what it stands for";
    match looks_like {
        Lookalike::Paseto => Told::new(
            "This is a PASETO, not a JSON Web Token",
            "PASETO has a format of its own, without a JOSE header",
            "Read it with a PASETO library",
        ),
        Lookalike::GitHub => Told::new(
            "This looks like a GitHub access token",
            opaque,
            "Revoke it on GitHub if others may have seen it",
        ),
        Lookalike::Slack => Told::new(
            "This looks like a Slack token",
            opaque,
            "Revoke it in Slack if others may have seen it",
        ),
        Lookalike::Aws => Told::new(
            "This looks like an AWS access key ID",
            "It names a key pair and holds no claims",
            "Deactivate the key in IAM if its secret may be known",
        ),
        Lookalike::Stripe => Told::new(
            "This looks like a Stripe API key",
            opaque,
            "Roll it in the Stripe dashboard if others may have seen it",
        ),
        Lookalike::SignedCookie => Told::new(
            "This looks like a signed cookie of Django, Flask or Rails",
            "It is signed too, but no JOSE header names the algorithm",
            "Read it with the framework that made it",
        ),
        Lookalike::Uuid => Told::new(
            "This is a UUID",
            "It only refers to data that stays on the server",
            "Ask the service that issued it, for example by token introspection (RFC 7662)",
        ),
        Lookalike::Key => Told::new(
            "This is a key, not a token",
            "Keys check tokens and hold no claims",
            "Add it to your keys",
        ),
        Lookalike::Jwk => Told::new(
            "This is a JSON Web Key, not a token",
            "Keys check tokens and hold no claims",
            "Add it to your keys",
        ),
        Lookalike::Json => Told::new(
            "There is no token in this JSON",
            "No value in it has the form header.payload.signature",
            "Paste the token, or a response that holds one",
        ),
        Lookalike::Base64 => Told::new(
            "This is base64, but no token",
            "It does not decode to a JOSE header",
            "Copy the whole token, from its first eyJ to the end of the signature",
        ),
        Lookalike::Hex => Told::new(
            "This is hexadecimal text, not a token",
            "A token is base64url in parts with dots between",
            "Copy the token itself",
        ),
        Lookalike::Text => Told::new(
            "There is no token in this text",
            "A token has three or five parts with dots between, and mostly starts with eyJ",
            "Copy the whole token, from its first eyJ to the end of the signature",
        ),
    }
}

/// The names of the invisible characters that tokens meet most.
fn hidden_name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{202E}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{3000}' => "ideographic space",
        '\u{FEFF}' => "byte order mark",
        _ => return None,
    })
}
