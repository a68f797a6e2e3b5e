//! What a row of the table can ask of a token.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{Facts, TokenKind};
use crate::encoding::json::{Kind, Value};

/// One shape: its name, and the tests that must all hold.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) kind: TokenKind,
    pub(super) tests: &'static [Test],
}

/// One question.
pub(super) enum Test {
    /// `typ` is that one.
    Typ(&'static str),
    /// A header parameter's text is so.
    Header(&'static str, Text),
    /// The header has that parameter.
    HeaderHas(&'static str),
    /// The header has no such parameter.
    HeaderLacks(&'static str),
    /// The header's `jwk` or `kid`: a key is named.
    HeaderNamesKey,
    /// A claim's text, or the text of one of its elements, is so.
    Claim(&'static str, Text),
    /// There is such a claim, and it is not null.
    Has(&'static str),
    /// The claim is an object.
    Object(&'static str),
    /// The claim is an object with that member.
    Inside(&'static str, &'static str),
    /// There are no other claims.
    Only(&'static [&'static str]),
    /// Two claims are the same string.
    Same(&'static str, &'static str),
    /// From `iat` to `exp` it is no longer; seconds.
    LivesAtMost(i64),
    /// It is an SD-JWT.
    SdJwt,
    /// It ends in a key-binding token.
    Bound,
    /// It is encrypted.
    Encrypted,
}

/// How a text must be.
pub(super) enum Text {
    /// Any text that is not empty.
    Filled,
    Is(&'static str),
    OneOf(&'static [&'static str]),
    Starts(&'static str),
    Ends(&'static str),
    /// Digits only, that many at least.
    Digits(usize),
    /// Capitals and digits, exactly that many.
    Capitals(usize),
    /// An `https` URL without query and fragment.
    Url(Host, Path),
}

/// The host of a URL.
pub(super) enum Host {
    Any,
    Is(&'static str),
    /// A host below that domain, at any depth.
    Under(&'static str),
    /// A host that begins so (with its dot) and lies below that domain.
    Between(&'static str, &'static str),
}

/// The path of a URL.
pub(super) enum Path {
    Any,
    /// None at all.
    Empty,
    /// None, or `/`.
    Bare,
    Is(&'static str),
    /// It begins so, and more follows.
    Under(&'static str),
    /// It has that directory, with one more segment behind it and nothing else.
    OneBelow(&'static str),
}

impl Test {
    pub(super) fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Typ(typ) => facts.typ.as_deref() == Some(*typ),
            Self::Header(name, text) => facts.param(name).is_some_and(|value| text.matches(value)),
            Self::HeaderHas(name) => facts.param(name).is_some(),
            Self::HeaderLacks(name) => facts.param(name).is_none(),
            Self::HeaderNamesKey => ["jwk", "kid"].iter().any(|name| facts.param(name).is_some()),
            Self::Claim(name, text) => match &facts.issuer {
                Some(issuer) if *name == "iss" => text.fits(issuer),
                _ => facts.claim(name).is_some_and(|value| match value.kind() {
                    Kind::Array => value.elements().take(16).any(|one| text.matches(one)),
                    _ => text.matches(value),
                }),
            },
            Self::Has(name) => facts.claim(name).is_some_and(|value| !value.is_null()),
            Self::Object(name) => facts.claim(name).is_some_and(|value| value.kind() == Kind::Object),
            Self::Inside(name, inner) => facts.claim(name).and_then(|value| value.member(inner)).is_some(),
            Self::Only(names) => {
                !facts.claims.is_empty() && facts.claims.iter().all(|(name, _)| names.contains(&&**name))
            }
            Self::Same(one, other) => {
                let text = |name| facts.claim(name).and_then(Value::as_str).filter(|text| !text.is_empty());
                text(one).is_some_and(|one| text(other).is_some_and(|other| one == other))
            }
            Self::LivesAtMost(seconds) => {
                let at = |name| facts.claim(name).and_then(Value::as_i64);
                let life = at("exp").zip(at("iat")).and_then(|(exp, iat)| exp.checked_sub(iat));
                life.is_some_and(|life| (0..=*seconds).contains(&life))
            }
            Self::SdJwt => facts.is_sd_jwt,
            Self::Bound => facts.has_key_binding,
            Self::Encrypted => facts.is_encrypted,
        }
    }
}

impl Text {
    fn matches(&self, value: Value<'_>) -> bool {
        value.as_str().is_some_and(|text| self.fits(&Read::new(text)))
    }

    fn fits(&self, read: &Read<'_>) -> bool {
        let text = &*read.text;
        match self {
            Self::Filled => !text.is_empty(),
            Self::Is(want) => text == *want,
            Self::OneOf(wanted) => wanted.contains(&text),
            Self::Starts(start) => text.strip_prefix(start).is_some_and(|rest| !rest.is_empty()),
            Self::Ends(end) => text.strip_suffix(end).is_some_and(|rest| !rest.is_empty()),
            Self::Digits(least) => text.len() >= *least && text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Capitals(count) => {
                text.len() == *count
                    && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
            }
            Self::Url(host, path) => {
                let url = read.url.get_or_init(|| Url::of(text)).as_ref();
                url.is_some_and(|url| {
                    host.fits(&url.host) && path.fits(text.get(url.path..).unwrap_or_default())
                })
            }
        }
    }
}

/// A text that many rows ask about.
pub(super) struct Read<'a> {
    text: Cow<'a, str>,
    /// The text as a URL, once a row has asked for that.
    url: OnceCell<Option<Url>>,
}

impl<'a> Read<'a> {
    pub(super) const fn new(text: Cow<'a, str>) -> Self {
        Self { text, url: OnceCell::new() }
    }
}

/// An `https` URL that has neither query, fragment nor credentials; a port is left out.
struct Url {
    /// In lower case.
    host: String,
    /// Where the path begins in the text.
    path: usize,
}

impl Url {
    fn of(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://")?;
        if rest.contains(['?', '#', '@', '\\', ' ']) {
            return None;
        }
        let at = rest.find('/').unwrap_or(rest.len());
        let authority = rest.get(..at)?;
        let host = match authority.split_once(':') {
            Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            Some(_) => return None,
            None => authority,
        };
        let path = text.len() - rest.len() + at;
        (!host.is_empty()).then(|| Self { host: host.to_ascii_lowercase(), path })
    }
}

impl Host {
    /// Whether a host in lower case is that one.
    fn fits(&self, host: &str) -> bool {
        let is_under = |domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
        };
        match self {
            Self::Any => true,
            Self::Is(want) => host == *want,
            Self::Under(domain) => is_under(domain),
            Self::Between(start, domain) => is_under(domain) && host.starts_with(start),
        }
    }
}

impl Path {
    fn fits(&self, path: &str) -> bool {
        let is_segment = |rest: &str| !rest.is_empty() && !rest.contains('/');
        match self {
            Self::Any => true,
            Self::Empty => path.is_empty(),
            Self::Bare => path.is_empty() || path == "/",
            Self::Is(want) => path == *want,
            Self::Under(start) => path.strip_prefix(start).is_some_and(|rest| !rest.is_empty()),
            Self::OneBelow(directory) => {
                path.rsplit_once(directory).is_some_and(|(_, rest)| is_segment(rest))
            }
        }
    }
}
