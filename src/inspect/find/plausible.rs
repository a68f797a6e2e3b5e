//! Does this look like a token? Asked of a few bytes, never of the whole text.

use crate::encoding::base64url;

/// Whether a byte can stand in a compact token, or in one that was written with the wrong alphabet.
pub(super) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'=' | b'+' | b'/')
}

/// Whether every byte of `text` passes `test`. Chunks without early exit, so that the compiler vectorises.
pub(super) fn all_bytes(text: &str, test: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(256).all(|chunk| chunk.iter().fold(true, |so_far, byte| so_far & test(*byte)))
}

/// Whether text of token characters is likely a token, whole or damaged.
pub(super) fn is_plausible(text: &str) -> bool {
    let mut segments = text.splitn(4, '.');
    let header = segments.next().unwrap_or_default();
    let Some(payload) = segments.next() else { return names_algorithm(header) };
    if opens_object(header) && !opens_object(payload) && is_signed_cookie(header) {
        return false;
    }
    opens_object(header)
        || opens_object(payload) && segments.next().is_some()
        || opens_encoded(header)
        // Upper- or lower-cased by some tool on the way.
        || header.len() > 8 && header.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("eyj"))
}

/// Whether base64url text decodes to something that begins like a JSON object.
pub(in crate::inspect) fn opens_object(segment: &str) -> bool {
    // The first letter of base64 of "{" and of a byte order mark: nearly every word is out at once.
    if !segment.starts_with(['e', '7']) {
        return false;
    }
    let bytes = head(segment);
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    text.first() == Some(&b'{')
        && text
            .iter()
            .skip(1)
            .find(|byte| !byte.is_ascii_whitespace())
            .is_none_or(|byte| matches!(byte, b'"' | b'}'))
}

/// Whether a first segment is data rather than a header, as in the cookies that Flask signs: `data.time.signature`.
fn is_signed_cookie(segment: &str) -> bool {
    let bytes = base64url::decode(segment.get(..segment.len().min(4096)).unwrap_or_default()).bytes;
    let names = ["\"alg\"", "\"typ\"", "\"kid\"", "\"enc\"", "\"cty\"", "\"crit\"", "\"Alg\"", "\"ALG\""];
    bytes.ends_with(b"}") && !names.iter().any(|name| memchr::memmem::find(&bytes, name.as_bytes()).is_some())
}

/// Whether it was encoded twice.
fn opens_encoded(segment: &str) -> bool {
    let bytes = head(segment);
    bytes.starts_with(b"eyJ") && std::str::from_utf8(&bytes).is_ok_and(opens_object)
}

/// Whether base64url text decodes to an object that has an `alg`: enough to take it alone for a header.
fn names_algorithm(segment: &str) -> bool {
    if segment.len() > 64 * 1024 || !opens_object(segment) {
        return false;
    }
    memchr::memmem::find(&base64url::decode(segment).bytes, b"\"alg\"").is_some()
}

/// Whether base64url text decodes to a header that has `b64` false (RFC 7797 §3), and may mean it.
pub(super) fn names_unencoded(segment: &str) -> bool {
    if segment.len() > 4096 || !opens_object(segment) {
        return false;
    }
    let Ok(header) = String::from_utf8(base64url::decode(segment).bytes) else { return false };
    crate::encoding::json::parse(header.into()).json.is_some_and(|json| {
        json.root().member("b64").and_then(crate::encoding::json::Value::as_bool) == Some(false)
    })
}

/// The first letters of a header that may get lost where two tokens are joined.
pub(super) const LOST: [&str; 3] = ["", "e", "ey"];

/// Whether base64url text, or what remains of it after its first letters were lost, begins like a JOSE header
/// rather than like claims.
pub(super) fn begins_header(segment: &str) -> bool {
    let start = segment.get(..segment.len().min(40)).unwrap_or(segment);
    LOST.iter().any(|lost| {
        let bytes = base64url::decode(&format!("{lost}{start}")).bytes;
        let mut letters = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
        let opening: Vec<u8> = letters.by_ref().take(8).copied().collect();
        ["{\"alg", "{\"typ", "{\"kid", "{\"enc", "{\"cty", "{\"x5", "{\"jku", "{\"jwk", "{\"crit", "{\"b64"]
            .iter()
            .any(|name| opening.starts_with(name.as_bytes()))
    })
}

fn head(segment: &str) -> Vec<u8> {
    base64url::decode(segment.get(..segment.len().min(48)).unwrap_or_default()).bytes
}
