//! New tokens: header and claims as the standards want them, for a person to change and sign.
//!
//! Promises: times are now, identifiers are fresh, names and addresses are nobody's (RFC 2606); signed as they are, they
//! are what they say they are. Nothing secret is in them.

use thiserror::Error;

use super::jwk;
use super::sign::{Unable, algorithm_or, may_sign, signed_segments};
use crate::encoding::base64url;
use crate::encoding::json::{quote, quoted};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::generate::{KeySpec, Random, RsaSize};
use crate::jose::key::{Key, KeyKind};

/// A kind of token to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Template {
    /// For an API (RFC 9068).
    AccessToken,
    /// Says who signed in (OIDC Core §2).
    IdToken,
    /// Gets new access tokens.
    RefreshToken,
    /// An access token and the refresh token that goes with it: same subject and session, linked by `jti`.
    Pair,
    /// A client authenticates with it (RFC 7523 §3).
    ClientAssertion,
    /// Proves the possession of a key with one request (RFC 9449 §4.2).
    DpopProof,
    /// A GitHub App authenticates as itself.
    GithubApp,
    /// A pod's token, as Kubernetes makes them.
    Kubernetes,
    /// Ends sessions (OIDC Back-Channel Logout §2.4).
    Logout,
    /// No claims.
    Empty,
}

/// A new token, not signed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it is; of a pair, which one.
    pub template: Template,
    /// The header's JSON.
    pub header: String,
    /// The payload's JSON.
    pub payload: String,
}

/// A new token, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What it is; of a pair, which one.
    pub template: Template,
    /// The token.
    pub token: String,
}

/// What a person wants of new tokens, as far as their kind lets them have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What keys sign with that could sign with several, and what keys are made for.
    pub algorithm: Option<JwsAlgorithm>,
    /// How long they live; seconds. Kinds whose life is bounded by who takes them live no longer than usual.
    pub life_secs: Option<i64>,
}

/// Why there is no new token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// The key cannot sign.
    #[error("the key cannot sign")]
    Unable(Unable),
    /// The token shows its public key: a secret will not do, nor no key at all.
    #[error("a key pair is needed")]
    NeedsKeyPair,
    /// Who takes such tokens takes RSA only.
    #[error("an RSA key is needed")]
    NeedsRsa,
    /// The system gives no random numbers.
    #[error("no randomness")]
    NoRandomness,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// How long each lives; seconds.
const ACCESS_SECS: i64 = 5 * MINUTE;
const ID_SECS: i64 = HOUR;
/// A working day: a bearer token that lives a day or more is one to worry about.
const REFRESH_SECS: i64 = 12 * HOUR;
const ASSERTION_SECS: i64 = MINUTE;
const LOGOUT_SECS: i64 = 2 * MINUTE;
/// GitHub refuses more than ten minutes, and wants `iat` a minute in the past against clocks that differ.
const APP_SECS: i64 = 9 * MINUTE;
/// The usual life of a bound token: an hour, and what the kubelet needs to renew it.
const POD_SECS: i64 = HOUR + 7;

const ISSUER: &str = "https://auth.example.com";
const API: &str = "https://api.example.com";
const CLIENT: &str = "web";
const SUBJECT: &str = "user_481";
const CLUSTER: &str = "https://kubernetes.default.svc.cluster.local";
const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

impl Template {
    /// What is offered, in its order.
    pub const ALL: [Self; 10] = [
        Self::AccessToken,
        Self::IdToken,
        Self::RefreshToken,
        Self::Pair,
        Self::ClientAssertion,
        Self::DpopProof,
        Self::GithubApp,
        Self::Kubernetes,
        Self::Logout,
        Self::Empty,
    ];

    /// The key to make on the spot for it.
    pub const fn fresh_key(self) -> KeySpec {
        match self {
            Self::GithubApp | Self::Kubernetes => KeySpec::Rsa(RsaSize::Bits2048),
            _ => KeySpec::P256,
        }
    }

    /// The same, for the wished algorithm where such a token may be signed with it.
    pub fn fresh_key_for(self, wish: Wish) -> KeySpec {
        let usual = self.fresh_key();
        let may = match self {
            Self::GithubApp | Self::Kubernetes => false,
            Self::DpopProof => wish.algorithm.is_some_and(|algorithm| algorithm.family() != Family::Hmac),
            _ => true,
        };
        wish.algorithm.filter(|_| may).and_then(KeySpec::of).unwrap_or(usual)
    }

    /// The wished algorithm, where the key to make on the spot is for it; else that key is for what is usual for it.
    pub fn alg_of_fresh_key(self, wish: Wish) -> Option<JwsAlgorithm> {
        let is_free = !matches!(self, Self::GithubApp | Self::Kubernetes);
        let for_it =
            |wished: &JwsAlgorithm| is_free && self.fresh_key_for(wish).algorithms().contains(wished);
        wish.algorithm.filter(for_it)
    }

    /// Whether that key can make such a token, and with which algorithm.
    pub fn fits(self, key: &Key) -> Result<JwsAlgorithm, TemplateError> {
        self.fits_wish(key, Wish::default())
    }

    fn fits_wish(self, key: &Key, wish: Wish) -> Result<JwsAlgorithm, TemplateError> {
        if self == Self::GithubApp {
            return match key.kind() {
                KeyKind::Rsa { .. } => Ok(JwsAlgorithm::Rs256),
                _ => Err(TemplateError::NeedsRsa),
            };
        }
        let algorithm = algorithm_or(key, wish.algorithm).map_err(TemplateError::Unable)?;
        if self == Self::DpopProof && algorithm.family() == Family::Hmac {
            return Err(TemplateError::NeedsKeyPair);
        }
        Ok(algorithm)
    }

    /// The same, with what the key says of its use; whether its private half is at hand is not asked.
    pub fn suits(self, key: &Key) -> Result<JwsAlgorithm, TemplateError> {
        self.suits_wish(key, Wish::default())
    }

    fn suits_wish(self, key: &Key, wish: Wish) -> Result<JwsAlgorithm, TemplateError> {
        let algorithm = self.fits_wish(key, wish)?;
        may_sign(key, Some(algorithm)).map_err(TemplateError::Unable)
    }

    /// Makes the token, or two, and signs them with that key. `now` in Unix seconds.
    pub fn sign(self, key: &Key, now: i64, random: Random) -> Result<Vec<Signed>, TemplateError> {
        self.sign_as(key, Wish::default(), now, random)
    }

    /// The same, as it is wished.
    pub fn sign_as(
        self,
        key: &Key,
        wish: Wish,
        now: i64,
        random: Random,
    ) -> Result<Vec<Signed>, TemplateError> {
        let algorithm = self.suits_wish(key, wish)?;
        let sign = |made: Made| {
            let [header, payload] =
                [&made.header, &made.payload].map(|text| base64url::encode(text.as_bytes()));
            let token = signed_segments(algorithm, key, &header, &payload).map_err(TemplateError::Unable)?;
            Ok(Signed { template: made.template, token })
        };
        self.make(key, wish, now, random)?.into_iter().map(sign).collect()
    }

    /// Makes the token, or two, for that key to sign. `now` in Unix seconds.
    fn make(self, key: &Key, wish: Wish, now: i64, random: Random) -> Result<Vec<Made>, TemplateError> {
        let mut maker = Maker { key, wish, now, random };
        match self {
            Self::Pair => {
                let (subject, session) = (SUBJECT, maker.id()?);
                let access = maker.access(subject, Some(&session))?;
                let refresh = maker.refresh(subject, &session, Some(&access.1))?;
                Ok(vec![maker.made(Self::AccessToken, access.0)?, maker.made(Self::RefreshToken, refresh)?])
            }
            one => {
                let claims = maker.claims(one)?;
                Ok(vec![maker.made(one, claims)?])
            }
        }
    }

    const fn typ(self) -> Option<&'static str> {
        match self {
            Self::AccessToken => Some("at+jwt"),
            Self::ClientAssertion => Some("client-authentication+jwt"),
            Self::DpopProof => Some("dpop+jwt"),
            Self::Logout => Some("logout+jwt"),
            // As the API server writes them.
            Self::Kubernetes => None,
            Self::IdToken | Self::RefreshToken | Self::Pair | Self::GithubApp | Self::Empty => Some("JWT"),
        }
    }
}

struct Maker<'a> {
    key: &'a Key,
    wish: Wish,
    now: i64,
    random: Random,
}

impl Maker<'_> {
    fn made(&self, template: Template, claims: Members) -> Result<Made, TemplateError> {
        let mut header = Members::default();
        header.text("alg", template.fits_wish(self.key, self.wish)?.name());
        if let Some(typ) = template.typ() {
            header.text("typ", typ);
        }
        if template == Template::DpopProof {
            // RFC 9449 §4.2: the key itself, so that no `kid` is needed.
            let jwk = jwk::public(self.key).ok_or(TemplateError::NeedsKeyPair)?;
            header.raw("jwk", &jwk);
        } else if let Some(kid) = self.key.kid.as_deref() {
            header.text("kid", kid);
        }
        Ok(Made { template, header: header.close(), payload: claims.close() })
    }

    fn claims(&mut self, template: Template) -> Result<Members, TemplateError> {
        match template {
            Template::AccessToken | Template::Pair => Ok(self.access(SUBJECT, None)?.0),
            Template::IdToken => self.identity(),
            Template::RefreshToken => {
                let session = self.id()?;
                self.refresh(SUBJECT, &session, None)
            }
            Template::ClientAssertion => self.assertion(),
            Template::DpopProof => self.proof(),
            Template::GithubApp => Ok(self.app()),
            Template::Kubernetes => self.pod(),
            Template::Logout => self.logout(),
            Template::Empty => Ok(Members::default()),
        }
    }

    /// The claims of an access token, and its `jti`.
    fn access(&mut self, subject: &str, session: Option<&str>) -> Result<(Members, String), TemplateError> {
        let jti = self.id()?;
        let mut claims = Members::default();
        claims.texts(&[("iss", ISSUER), ("sub", subject), ("aud", API), ("client_id", CLIENT)]);
        claims.life(self.now, self.life(ACCESS_SECS));
        claims.text("jti", &jti);
        if let Some(session) = session {
            claims.text("sid", session);
        }
        claims.text("scope", "read:orders write:orders");
        Ok((claims, jti))
    }

    /// For the authorisation server alone. `ati`: the `jti` of the access token that it came with.
    fn refresh(&mut self, subject: &str, session: &str, ati: Option<&str>) -> Result<Members, TemplateError> {
        let mut claims = Members::default();
        claims.texts(&[("iss", ISSUER), ("sub", subject), ("aud", ISSUER), ("azp", CLIENT)]);
        claims.life(self.now, self.refresh_life());
        claims.text("jti", &self.id()?);
        claims.text("sid", session);
        if let Some(ati) = ati {
            claims.text("ati", ati);
        }
        claims.text("token_use", "refresh");
        Ok(claims)
    }

    fn identity(&mut self) -> Result<Members, TemplateError> {
        let mut claims = Members::default();
        claims.texts(&[("iss", ISSUER), ("sub", SUBJECT), ("aud", CLIENT)]);
        claims.life(self.now, self.life(ID_SECS));
        claims.number("auth_time", self.now);
        claims.text("nonce", &self.id()?);
        claims.text("sid", &self.id()?);
        Ok(claims)
    }

    fn assertion(&mut self) -> Result<Members, TemplateError> {
        let mut claims = Members::default();
        claims.texts(&[("iss", CLIENT), ("sub", CLIENT), ("aud", ISSUER)]);
        claims.life(self.now, self.at_most(ASSERTION_SECS));
        claims.text("jti", &self.id()?);
        Ok(claims)
    }

    fn proof(&mut self) -> Result<Members, TemplateError> {
        let mut claims = Members::default();
        claims.text("jti", &self.id()?);
        claims.texts(&[("htm", "GET"), ("htu", "https://api.example.com/orders")]);
        claims.number("iat", self.now);
        Ok(claims)
    }

    fn app(&self) -> Members {
        let mut claims = Members::default();
        claims.number("iat", self.now - MINUTE);
        claims.number("exp", self.now.saturating_add(self.at_most(APP_SECS)));
        claims.text("iss", "123456");
        claims
    }

    fn pod(&mut self) -> Result<Members, TemplateError> {
        let mut named = |name: &str| -> Result<String, TemplateError> {
            let mut one = Members::default();
            one.text("name", name);
            one.text("uid", &self.uuid()?);
            Ok(one.close())
        };
        let mut bound = Members::default();
        bound.text("namespace", "default");
        bound.raw("node", &named("node-1")?);
        bound.raw("pod", &named("orders-5d8f7c9b6-x2x7k")?);
        bound.raw("serviceaccount", &named("orders")?);
        let expires = self.now.saturating_add(self.life(POD_SECS));
        bound.number("warnafter", expires);
        let mut claims = Members::default();
        claims.raw("aud", &format!("[\"{CLUSTER}\"]"));
        claims.number("exp", expires);
        claims.number("iat", self.now);
        claims.text("iss", CLUSTER);
        claims.text("jti", &self.uuid()?);
        claims.raw("kubernetes.io", &bound.close());
        claims.number("nbf", self.now);
        claims.text("sub", "system:serviceaccount:default:orders");
        Ok(claims)
    }

    fn logout(&mut self) -> Result<Members, TemplateError> {
        let mut claims = Members::default();
        claims.texts(&[("iss", ISSUER), ("sub", SUBJECT), ("aud", CLIENT)]);
        claims.life(self.now, self.at_most(LOGOUT_SECS));
        claims.text("jti", &self.id()?);
        claims.text("sid", &self.id()?);
        claims.raw("events", &format!("{{\"{LOGOUT_EVENT}\":{{}}}}"));
        Ok(claims)
    }

    /// How long a token lives that may live as long as one likes; seconds.
    fn life(&self, usual: i64) -> i64 {
        self.wish.life_secs.unwrap_or(usual)
    }

    /// A refresh token outlives the access token that it came with.
    fn refresh_life(&self) -> i64 {
        let longer = self.wish.life_secs.filter(|secs| *secs >= REFRESH_SECS);
        longer.map_or(REFRESH_SECS, |secs| secs.saturating_add(REFRESH_SECS))
    }

    /// How long one lives that is refused where it lives longer than usual; seconds.
    fn at_most(&self, usual: i64) -> i64 {
        self.life(usual).min(usual)
    }

    /// 128 random bits.
    fn id(&mut self) -> Result<String, TemplateError> {
        self.bytes().map(|bytes| base64url::encode(&bytes))
    }

    /// A random UUID (RFC 9562 §5.4).
    fn uuid(&mut self) -> Result<String, TemplateError> {
        self.bytes().map(uuid)
    }

    fn bytes(&mut self) -> Result<[u8; 16], TemplateError> {
        let mut bytes = [0; 16];
        if (self.random)(&mut bytes) { Ok(bytes) } else { Err(TemplateError::NoRandomness) }
    }
}

/// Random bytes as a UUID of version 4 (RFC 9562 §5.4).
pub(super) fn uuid(bytes: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(bytes);
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{bits:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// The members of an object, in their order.
#[derive(Default)]
struct Members(String);

impl Members {
    fn raw(&mut self, name: &str, json: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        quote(name, &mut self.0);
        self.0.push(':');
        self.0.push_str(json);
    }

    fn text(&mut self, name: &str, text: &str) {
        self.raw(name, &quoted(text));
    }

    fn texts(&mut self, members: &[(&str, &str)]) {
        for (name, text) in members {
            self.text(name, text);
        }
    }

    fn number(&mut self, name: &str, number: i64) {
        self.raw(name, &number.to_string());
    }

    /// From now on, so long.
    fn life(&mut self, now: i64, seconds: i64) {
        self.number("iat", now);
        self.number("exp", now.saturating_add(seconds));
    }

    fn close(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

#[cfg(test)]
mod tests;
