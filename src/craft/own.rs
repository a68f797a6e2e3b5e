//! Templates of the person's own: header and claims of a token that was there, to begin new ones with.
//!
//! Promises: no signature and no key is in one, nor a claim that looks like a credential; the claims stay in their
//! order, and each value, but for times and `jti`, as it is written; times count from the moment when a token is made,
//! and
//! `jti` is a fresh one. What a file says that is not understood stays in it, and takes nothing else along.

pub mod file;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use thiserror::Error;

use super::edit::time::seconds_of;
use super::sign::{algorithm_or, can_sign, signed_segments};
use super::template::TemplateError;
use crate::encoding::base64url;
use crate::encoding::json::{Json, Kind, Value, parse, quoted};
use crate::inspect::finding::{In, Part};
use crate::inspect::report::TokenReport;
use crate::inspect::rules::claim_content::is_secret;
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::generate::Random;
use crate::jose::key::Key;

/// The longest name; characters.
pub const LONGEST_NAME: usize = 60;

/// A larger template is not kept; bytes of header and claims.
const MOST: usize = 64 << 10;

/// What whoever signs puts into the header, and what belongs to another key or to that one token.
const OF_THE_KEY: [&str; 20] = [
    "alg", "kid", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64", "enc", "zip", "epk", "apu",
    "apv", "iv", "tag", "p2s", "p2c", "cnf",
];

/// The claims that say when, but for those that say when something else was.
const TIMES: [&str; 4] = ["iat", "nbf", "exp", "auth_time"];

/// How long a token lives that is past and does not say since when; seconds.
const LIFE_SECS: i64 = 3_600;

/// A version 4 UUID stands for one.
const NO_UUID: &str = "00000000-0000-4000-8000-000000000000";

/// A template of the person's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// What it is called.
    pub name: String,
    /// The header's JSON, without what is the key's.
    header: String,
    /// The claims' JSON; times in seconds from the moment when a token is made.
    claims: String,
    /// The claims that are such times.
    times: Vec<String>,
    /// The claims that are made anew for each token.
    fresh: Vec<String>,
    /// Members that are not understood: name and value as they stand in the file.
    rest: Vec<(String, String)>,
}

/// Why there is no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OwnError {
    /// It has no name.
    #[error("no name")]
    NoName,
    /// Another one is called so.
    #[error("the name is taken")]
    Taken,
    /// Its name is too long.
    #[error("the name is too long")]
    LongName,
    /// There is too much in it, or in all of them.
    #[error("too large")]
    TooLarge,
    /// Header or claims are no JSON object.
    #[error("no JSON object")]
    NotObject,
}

/// A template, and the names of the claims that are not in it since they look like credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The template.
    pub own: Own,
    /// What was left out.
    pub left_out: Vec<String>,
}

impl Own {
    /// The template that a token makes. `now` in Unix seconds.
    pub fn of(report: &TokenReport, name: &str, now: i64) -> Result<Taken, OwnError> {
        let header = report.token.header().and_then(|segment| segment.json()).ok_or(OwnError::NotObject)?;
        let claims =
            report.claims().filter(|claims| claims.kind() == Kind::Object).ok_or(OwnError::NotObject)?;
        if header.root().kind() != Kind::Object {
            return Err(OwnError::NotObject);
        }
        let mut left_out = Vec::new();
        let is_told_of = |value: Value<'_>| {
            let span = value.span();
            let mut inside = report.findings.iter().filter(|finding| {
                let place = &finding.place;
                let is_here = place.part == Part::Payload && place.text == In::Decoded;
                is_here && span.start <= place.span.start && place.span.end <= span.end
            });
            inside.any(|finding| finding.meta().id == "claim.secret")
        };
        let start = start(claims, now);
        let (mut times, mut fresh, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        for (name, value) in claims.members() {
            let name = name.text().into_owned();
            let raw = match (value.kind(), seconds_of(value)) {
                _ if is_told_of(value) || has_credential(&name, value) => {
                    left_out.push(name);
                    continue;
                }
                (_, Some(at)) if TIMES.contains(&name.as_str()) => {
                    times.push(name.clone());
                    at.saturating_sub(start).to_string()
                }
                (Kind::String, _) if name == "jti" => {
                    fresh.push(name.clone());
                    let is_uuid = value.as_str().is_some_and(|id| is_uuid(&id));
                    quoted(if is_uuid { NO_UUID } else { "" })
                }
                _ => value.raw().to_owned(),
            };
            kept.push((name, raw));
        }
        let header: Vec<(String, String)> = header
            .root()
            .members()
            .map(|(name, value)| (name.text().into_owned(), value))
            .filter(|(name, value)| !OF_THE_KEY.contains(&name.as_str()) && !has_credential(name, *value))
            .map(|(name, value)| (name, value.raw().to_owned()))
            .collect();
        let own = Self {
            name: String::new(),
            header: object(&header),
            claims: object(&kept),
            times,
            fresh,
            rest: Vec::new(),
        };
        if own.header.len() + own.claims.len() > MOST {
            return Err(OwnError::TooLarge);
        }
        Ok(Taken { own: own.named(name)?, left_out })
    }

    /// The same by another name.
    pub fn named(self, name: &str) -> Result<Self, OwnError> {
        let name = name.trim();
        match name.chars().count() {
            0 => Err(OwnError::NoName),
            1..=LONGEST_NAME => Ok(Self { name: name.to_owned(), ..self }),
            _ => Err(OwnError::LongName),
        }
    }

    /// Makes a token of it and signs it with that key, with `preferred` where the key does that. `now` in Unix seconds.
    pub fn sign(
        &self,
        key: &Key,
        preferred: Option<JwsAlgorithm>,
        now: i64,
        random: Random,
    ) -> Result<String, TemplateError> {
        let algorithm = algorithm_or(key, preferred)
            .and_then(|algorithm| can_sign(key, Some(algorithm)))
            .map_err(TemplateError::Unable)?;
        let mut header = vec![("alg".to_owned(), quoted(algorithm.name()))];
        // A file that somebody wrote may say more than what is kept of a token.
        header.extend(
            members(&self.header).into_iter().filter(|(name, _)| !OF_THE_KEY.contains(&name.as_str())),
        );
        if let Some(kid) = &key.kid {
            header.push(("kid".to_owned(), quoted(kid)));
        }
        let mut claims = Vec::new();
        for (name, raw) in members(&self.claims) {
            let raw = if self.times.contains(&name) {
                raw.parse().map_or(raw, |after: i64| now.saturating_add(after).to_string())
            } else if self.fresh.contains(&name) {
                quoted(&fresh_id(raw.contains(NO_UUID), random)?)
            } else {
                raw
            };
            claims.push((name, raw));
        }
        let [header, payload] =
            [object(&header), object(&claims)].map(|text| base64url::encode(text.as_bytes()));
        signed_segments(algorithm, key, &header, &payload).map_err(TemplateError::Unable)
    }
}

/// The moment that the times of the claims count from.
fn start(claims: Value<'_>, now: i64) -> i64 {
    let time = |name: &str| claims.member(name).and_then(seconds_of);
    let exp = time("exp");
    time("iat").or_else(|| time("nbf")).unwrap_or(match exp {
        Some(exp) if exp <= now => exp.saturating_sub(LIFE_SECS),
        _ => now,
    })
}

/// Whether a member has a password, a private key or another token in it, however deep.
fn has_credential(name: &str, value: Value<'_>) -> bool {
    // What stands in a list stands under the name of the list.
    let mut left = vec![(Rc::<str>::from(name), value)];
    while let Some((name, value)) = left.pop() {
        let is_one = match value.kind() {
            Kind::String => {
                value.as_str().is_some_and(|text| is_secret(&name, &text) || is_credential(&text))
            }
            Kind::Object => {
                is_private_key(value) || value.members().any(|(name, _)| is_credential(&name.text()))
            }
            _ => false,
        };
        if is_one {
            return true;
        }
        left.extend(value.elements().map(|element| (Rc::clone(&name), element)));
        left.extend(value.members().map(|(name, value)| (Rc::from(name.text()), value)));
    }
    is_credential(name)
}

/// Whether a text is or has a token or a private key.
fn is_credential(text: &str) -> bool {
    let stands = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_token = |word: &str| word.starts_with("eyJ") && word.contains('.');
    text.split(|c| !stands(c)).any(is_token) || text.contains("PRIVATE KEY")
}

/// A JWK with private members, or a secret (RFC 7518 §6).
fn is_private_key(object: Value<'_>) -> bool {
    let has = |name| object.member(name).is_some();
    has("kty") && (has("d") || has("k") || has("priv"))
}

fn is_uuid(id: &str) -> bool {
    id.len() == NO_UUID.len()
        && id
            .bytes()
            .zip(NO_UUID.bytes())
            .all(|(byte, like)| if like == b'-' { byte == b'-' } else { byte.is_ascii_hexdigit() })
}

fn fresh_id(is_uuid: bool, random: Random) -> Result<String, TemplateError> {
    let mut bytes = [0; 16];
    if !random(&mut bytes) {
        return Err(TemplateError::NoRandomness);
    }
    Ok(if is_uuid { super::template::uuid(bytes) } else { base64url::encode(&bytes) })
}

fn members(text: &str) -> Vec<(String, String)> {
    parse(text.into()).json.as_ref().map(of_json).unwrap_or_default()
}

fn of_json(json: &Json) -> Vec<(String, String)> {
    json.root().members().map(|(name, value)| (name.text().into_owned(), value.raw().to_owned())).collect()
}

fn object(members: &[(String, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, raw)| format!("{}:{raw}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}
