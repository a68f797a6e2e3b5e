//! HDR: certificates that a token's header carries, and addresses of keys in it. Whoever writes the token writes the
//! header: such a key proves nothing by itself, and nothing is ever fetched here.

use crate::encoding::base64url::Fault;
use crate::encoding::json::Value;
use crate::inspect::alg::Alg;
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::keys::of_certificate;
use crate::inspect::report::{Policy, SignatureVerdict};
use crate::inspect::verify::holds_with;
use crate::jose::read::{ReadNote, X5cFault, certificate_note, is_hash_of, read_x5c};
use crate::jose::segment::Segment;
use crate::jose::token::{Jws, SignatureBlock, Token};

findings! {
    /// HDR: certificates and addresses of keys.
    KeyReference {
        /// The address of a key set.
        Jku { url: String } = "hdr.jku", High, Warn, "RFC 7515 §4.1.2";
        /// The address of a certificate.
        X5u { url: String } = "hdr.x5u", High, Warn, "RFC 7515 §4.1.5";
        /// An address that must not be fetched at all.
        UrlInsecure { name: &'static str, why: Insecure } = "hdr.url-insecure", High, Warn, "RFC 8725 §3.10";
        /// Certificates.
        X5cEmbedded { certificates: usize } = "hdr.x5c-embedded", Medium, Warn, "RFC 7515 §4.1.6";
        /// What should be certificates and is not.
        X5cInvalid { fault: X5cFault } = "hdr.x5c-invalid", Medium, Warn, "RFC 7515 §4.1.6";
        /// The signature is not by the key of the certificate.
        X5cMismatch = "hdr.x5c-mismatch", High, Reject, "RFC 7515 §4.1.6";
        /// The hash is not that of the certificate.
        X5tMismatch { name: &'static str } = "hdr.x5t-mismatch", High, Reject, "RFC 7515 §4.1.8";
        /// A hash with SHA-1.
        X5tSha1 = "hdr.x5t-sha1", Info, Info, "RFC 7515 §4.1.7";
    }
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insecure {
    /// Not `https`; the scheme.
    Scheme(String),
    /// A user's name before the host, which looks like a host; the real host.
    UserInfo(String),
    /// A host by its address, or one that only exists inside a network.
    Inside(String),
}

/// The first certificate of a header: what is to be judged of it again and again as time goes by, read once.
#[derive(Clone, Debug)]
pub struct Certificate {
    place: Place,
    note: ReadNote,
}

/// The rules on the header of one signature. The certificate in it is left to be judged by [`certificates`].
pub(in crate::inspect) fn check(
    whole: (&Token, &Jws, &SignatureBlock),
    verdict: &SignatureVerdict,
    policy: &Policy,
    out: &mut Vec<Finding>,
) -> Option<Certificate> {
    let (.., block) = whole;
    addresses(block, out);
    let certificate = x5c(whole, verdict, policy, out);
    if let Some(value) = block.param("x5t") {
        out.push(Finding::new(KeyReference::X5tSha1, at(value)));
    }
    certificate
}

/// The rules on addresses, which the header of a JWE has as well (RFC 7516 §4.1.4 and §4.1.7).
pub(in crate::inspect) fn addresses(block: &SignatureBlock, out: &mut Vec<Finding>) {
    for name in ["jku", "x5u"] {
        if let Some(value) = block.param(name) {
            address(name, value, out);
        }
    }
}

fn address(name: &'static str, value: Value<'_>, out: &mut Vec<Finding>) {
    let Some(url) = value.as_str() else { return };
    let shown: String = url.chars().take(500).collect();
    out.push(Finding::new(
        if name == "jku" { KeyReference::Jku { url: shown } } else { KeyReference::X5u { url: shown } },
        at(value),
    ));
    if let Some(why) = insecure(&url) {
        out.push(Finding::new(KeyReference::UrlInsecure { name, why }, at(value)));
    }
}

/// What is wrong with an address, the worst first.
pub(super) fn insecure(url: &str) -> Option<Insecure> {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    // Browsers end the authority at a backslash as well, other readers do not.
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (user, host) =
        authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    if user.is_some() {
        return Some(Insecure::UserInfo(host.to_owned()));
    }
    if is_inside(host) {
        return Some(Insecure::Inside(host.to_owned()));
    }
    (!scheme.eq_ignore_ascii_case("https")).then(|| Insecure::Scheme(scheme.chars().take(40).collect()))
}

/// Whether a host (with or without its port) is an address, or a name that only a network inside knows.
pub(super) fn is_inside(host: &str) -> bool {
    if host.starts_with('[') {
        return true;
    }
    let name = host.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    // A host whose last label is a number is an address, however it is spelled: `2852039166`, `0xa9fea9fe`, `127.1`
    // (https://url.spec.whatwg.org/#ends-in-a-number-checker).
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_number = match last.strip_prefix("0x") {
        Some(hex) => hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()),
    };
    is_number
        || name == "localhost"
        || [".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Whether what was signed is there, and as it was: else nothing can be said of who signed it.
fn is_there(
    (token, jws, block): (&Token, &Jws, &SignatureBlock),
    verdict: &SignatureVerdict,
    policy: &Policy,
) -> bool {
    let is_elsewhere = jws.payload.encoded(&token.text).is_empty() && policy.detached.is_none();
    let has_blanks =
        |segment: &Segment| segment.faults.iter().any(|fault| matches!(fault, Fault::Whitespace { .. }));
    match verdict {
        SignatureVerdict::Unverifiable => false,
        SignatureVerdict::Valid => true,
        _ => !is_elsewhere && !has_blanks(&block.header) && !has_blanks(&jws.payload),
    }
}

fn x5c(
    whole: (&Token, &Jws, &SignatureBlock),
    verdict: &SignatureVerdict,
    policy: &Policy,
    out: &mut Vec<Finding>,
) -> Option<Certificate> {
    let (.., block) = whole;
    let x5c = block.param("x5c")?;
    let (key, fault) = read_x5c(x5c);
    if let Some(fault) = fault {
        out.push(Finding::new(KeyReference::X5cInvalid { fault }, at(x5c)));
    }
    let key = key?;
    out.push(Finding::new(KeyReference::X5cEmbedded { certificates: key.certificates.len() }, at(x5c)));
    if let Alg::Known(algorithm) = Alg::of(block)
        && !block.signature.bytes().is_empty()
        && is_there(whole, verdict, policy)
        && !holds_with(&key, whole, algorithm, policy)
    {
        out.push(Finding::new(KeyReference::X5cMismatch, at(x5c)));
    }
    let own = key.certificates.first()?;
    for name in ["x5t", "x5t#S256"] {
        if let Some(value) = block.param(name)
            && !is_hash_of(name, value, own)
        {
            out.push(Finding::new(KeyReference::X5tMismatch { name }, at(value)));
        }
    }
    certificate_note(&key, 0).map(|note| Certificate { place: at(x5c), note })
}

/// What there is to say at this moment of the certificates that headers carry. `now` in Unix seconds.
pub(in crate::inspect) fn certificates(all: &[Certificate], now: i64, out: &mut Vec<Finding>) {
    for Certificate { place, note } in all {
        let found = of_certificate(note, now);
        out.extend(found.into_iter().map(|finding| Finding { place: *place, ..finding }));
    }
}

fn at(value: Value<'_>) -> Place {
    Place::decoded(Part::Header, value.span())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_must_not_be_fetched() {
        use Insecure::{Inside, Scheme, UserInfo};
        for (url, want) in [
            ("http://idp.example.com/jwks", Some(Scheme("http".into()))),
            ("ftp://idp.example.com", Some(Scheme("ftp".into()))),
            ("file:///etc/passwd", Some(Scheme("file".into()))),
            ("idp.example.com/jwks", Some(Scheme(String::new()))),
            ("https://idp.example.com@evil.example/jwks", Some(UserInfo("evil.example".into()))),
            ("https://user:pw@evil.example:8443/", Some(UserInfo("evil.example:8443".into()))),
            ("http://169.254.169.254/latest/meta-data/", Some(Inside("169.254.169.254".into()))),
            ("https://127.0.0.1:8080/", Some(Inside("127.0.0.1:8080".into()))),
            ("https://[::1]/jwks", Some(Inside("[::1]".into()))),
            ("https://2852039166/", Some(Inside("2852039166".into()))),
            ("https://0xa9fea9fe/", Some(Inside("0xa9fea9fe".into()))),
            ("https://127.1/", Some(Inside("127.1".into()))),
            ("https://localhost/", Some(Inside("localhost".into()))),
            ("https://LOCALHOST./", Some(Inside("LOCALHOST.".into()))),
            ("https://metadata.google.internal/", Some(Inside("metadata.google.internal".into()))),
            ("https://idp.example.com/.well-known/jwks.json", None),
            ("HTTPS://idp.example.com", None),
            ("https://idp.example.com/user@example.com", None),
            ("https://idp.example.com?next=a@b", None),
            ("https://10.example.com/", None),
            ("https://localhost.example.com/", None),
            ("https://0x.example/", None),
        ] {
            assert_eq!(insecure(url), want, "{url}");
        }
    }
}
