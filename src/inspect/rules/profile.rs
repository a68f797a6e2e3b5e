//! PROF: what the standards and the providers ask of one kind of token. What proofs of possession need is in `proof`,
//! what two tokens of one paste say of each other in `across`.
//!
//! Quiet on good tokens: a rule speaks only where the kind of the token is beyond doubt.

use std::borrow::Cow;

use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::provider::{LOGOUT_EVENT, TokenKind, media_type};
use crate::inspect::report::{Origin, TokenReport};
use crate::inspect::rules::input::HttpSource;

findings! {
    /// PROF: profiles of tokens.
    Profile {
        /// An access token whose `typ` does not say so.
        AtTyp = "prof.at-typ", Low, Warn, "RFC 9068 §2.1";
        /// `at+jwt` without what it must have.
        AtRequired { missing: Vec<&'static str> } = "prof.at-required", Medium, Warn, "RFC 9068 §2.2";
        /// An ID token without what it must have.
        IdRequired { missing: Vec<&'static str> } = "prof.id-required", Medium, Warn, "OIDC Core §2";
        /// An ID token where an access token belongs.
        IdAsAccess = "prof.id-as-access", High, Warn, "RFC 8725 §2.8";
        /// An ID token of the hybrid flow without `nonce`.
        NonceMissing = "prof.nonce-missing", Low, Warn, "OIDC Core §3.3.2.11";
        /// `azp` does not go with `aud`.
        Azp { fault: AzpFault } = "prof.azp", Low, Warn, "OIDC Core §3.1.3.7";
        /// The token or code beside it is another one.
        HashMismatch { claim: &'static str } = "prof.at-hash-mismatch", High, Reject, "OIDC Core §3.1.3.6";
        /// The token or code beside it is the one.
        HashMatch { claim: &'static str } = "prof.at-hash-match", Info, Info, "OIDC Core §3.1.3.6";
        /// A logout token that must be refused.
        Logout { fault: LogoutFault } = "prof.logout", High, Reject, "OIDC Back-Channel Logout §2.4";
        /// A proof that will be refused.
        Dpop { fault: DpopFault } = "prof.dpop", Medium, Warn, "RFC 9449 §4.3";
        /// A proof that is not of now; seconds since it was made, less than 0 where that is to come.
        DpopAge { ago_secs: i64 } = "prof.dpop", Medium, Warn, "RFC 9449 §4.3";
        /// A client assertion that will be refused, or can be replayed.
        ClientAssertion { fault: AssertionFault } = "prof.client-assertion", Medium, Warn, "RFC 7523 §3";
        /// A refresh token.
        RefreshToken = "prof.refresh-token", Medium, Warn, "RFC 9700 §4.14";
        /// Keycloak's default audience.
        KeycloakAudience = "prof.keycloak-aud-account", Low, Info, "Keycloak, audience mapper";
        /// Entra's first form.
        EntraV1 = "prof.entra-v1", Info, Info, "Microsoft Entra, access token claims";
        /// Cognito's access tokens have no `aud`.
        CognitoAudience = "prof.cognito-aud", Info, Info, "Amazon Cognito, access token";
        /// A service account token without an end.
        KubernetesLegacy = "prof.k8s-legacy", High, Warn, "Kubernetes, service accounts";
        /// When a pod should have a new token; Unix seconds.
        KubernetesWarnAfter { at: i64 } = "prof.k8s-warnafter", Info, Info, "Kubernetes, service accounts";
        /// A workflow that outsiders may start, or a machine that they may have touched.
        Actions { fault: ActionsFault } = "prof.gha-pull-request", Medium, Warn, "GitHub Actions, OpenID Connect";
        /// It lives longer than a day: a push service will refuse it.
        Vapid = "prof.vapid", Medium, Warn, "RFC 8292 §2";
        /// GitHub refuses more than ten minutes; seconds.
        AppLifetime { lifetime_secs: i64 } = "prof.github-app", Medium, Warn, "GitHub Apps, JWT";
        /// The key is in the header; its thumbprint, where it can be read.
        JwkEmbedded { thumbprint: Option<String> } = "hdr.jwk-embedded", High, Warn, "RFC 8725 §3.10";
        /// The key is in the header, as it must be, and whether it made the signature.
        JwkOfProof { thumbprint: String, holds: bool } = "hdr.jwk-embedded", Info, Info, "RFC 9449 §4.2";
        /// The private key is in the header.
        JwkPrivate = "hdr.jwk-private", Critical, Warn, "RFC 7515 §4.1.3";
        /// A secret is in the header.
        JwkSymmetric = "hdr.jwk-symmetric", Critical, Reject, "RFC 7515 §4.1.3";
    }
}

/// How `azp` and `aud` disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AzpFault {
    /// Several audiences and no `azp`.
    Missing,
    /// Several audiences, and `azp` is none of them.
    NotAudience,
}

/// Why a logout token must be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoutFault {
    /// It has a `nonce`, so that it could pass for an ID token.
    Nonce,
    /// `events` does not say that it is one.
    Events,
    /// Neither `sub` nor `sid`.
    NoSubject,
    /// A claim that it must have.
    Missing(&'static str),
}

/// Why a proof of possession will be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DpopFault {
    /// A claim or header parameter that it must have, or one of the wrong type.
    Missing(&'static str),
    /// `htu` has a query or fragment.
    HtuQuery,
    /// `htu` is no absolute URL.
    HtuRelative,
    /// `alg` is not for public keys.
    Algorithm,
    /// `jwk` cannot be read, or is no public key.
    Key,
    /// The key in the header did not make the signature.
    Signature,
    /// `ath` is of another access token than the one beside it.
    Ath,
    /// The access token beside it is bound to this key, and `ath` is missing.
    AthMissing,
    /// The access token beside it is bound to another key.
    OtherKey,
}

/// What is wrong with a client assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertionFault {
    /// `iss` and `sub` are not both the client.
    NotItself,
    /// A claim that it needs.
    Missing(&'static str),
    /// It lives longer than an hour.
    Long,
}

/// Why a cloud should not trust a workflow's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionsFault {
    /// It runs for a pull request.
    PullRequest,
    /// It runs on a machine of one's own.
    SelfHosted,
}

/// How long a client assertion needs to live at the most; seconds.
const ASSERTION_SECS: i64 = 3_600;
/// RFC 8292 §2.
const VAPID_SECS: i64 = 86_400;
/// GitHub's limit.
const APP_SECS: i64 = 600;

/// The rules on one token, all parts of its report but the findings being there.
pub(in crate::inspect) fn check(report: &TokenReport, out: &mut Vec<Finding>) {
    let Some(token) = Token::of(report) else { return };
    for rule in [access, id, refresh, logout, assertion, keycloak, microsoft, amazon, kubernetes, github] {
        rule(&token, out);
    }
}

/// The rules that depend on the instant; `now` in Unix seconds.
pub(in crate::inspect) fn at(report: &TokenReport, now: i64, out: &mut Vec<Finding>) {
    let Some(token) = Token::of(report) else { return };
    if token.kind == Some(TokenKind::Vapid)
        && let Some(expires_at) = token.claims.member("exp").and_then(Value::as_i64)
        && expires_at.saturating_sub(now) > VAPID_SECS
    {
        out.push(Finding::new(Profile::Vapid, token.at("exp")));
    }
}

/// Whether [`at`] and its like find it.
pub(in crate::inspect) const fn is_timely(detail: &Profile) -> bool {
    matches!(detail, Profile::Vapid | Profile::DpopAge { .. })
}

/// What a rule looks at.
struct Token<'a> {
    report: &'a TokenReport,
    claims: Value<'a>,
    typ: Option<String>,
    kind: Option<TokenKind>,
}

impl<'a> Token<'a> {
    fn of(report: &'a TokenReport) -> Option<Self> {
        let claims = report.claims()?;
        let header = report.token.header().and_then(|segment| segment.leading_json());
        let typ = header.and_then(|json| json.root().member("typ")?.as_str()).map(|typ| media_type(&typ));
        Some(Self { report, claims, typ, kind: report.provider.map(|found| found.kind) })
    }

    fn has(&self, name: &str) -> bool {
        self.claims.member(name).is_some_and(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.claims.member(name)?.as_str()
    }

    fn is(&self, name: &str, kind: TokenKind) -> bool {
        self.report.provider.is_some_and(|provider| provider.name == name && provider.kind == kind)
    }

    fn missing(&self, names: &[&'static str]) -> Vec<&'static str> {
        names.iter().copied().filter(|name| !self.has(name)).collect()
    }

    /// Whether `typ` leaves open what the token is.
    fn is_untyped(&self) -> bool {
        matches!(self.typ.as_deref(), None | Some("jwt"))
    }

    fn lifetime(&self) -> Option<i64> {
        let at = |name| self.claims.member(name).and_then(Value::as_i64);
        at("exp")?.checked_sub(at("iat")?)
    }

    /// At that claim, or the whole payload where it is missing.
    fn at(&self, name: &str) -> Place {
        let value = self.claims.member(name);
        value.map_or(Place::whole(Part::Payload), |value| Place::decoded(Part::Payload, value.span()))
    }
}

fn access(token: &Token<'_>, out: &mut Vec<Finding>) {
    if token.typ.as_deref() == Some("at+jwt") {
        let missing = token.missing(&["iss", "exp", "aud", "sub", "client_id", "iat", "jti"]);
        if !missing.is_empty() {
            out.push(Finding::new(Profile::AtRequired { missing }, Place::whole(Part::Payload)));
        }
        return;
    }
    let is_access = match token.kind {
        Some(kind) => is_access(kind) && kind != TokenKind::GraphAccess,
        None => {
            ["scope", "scp", "client_id"].iter().any(|name| token.has(name))
                && !is_id(token)
                && !is_grant(token)
        }
    };
    if is_access && token.is_untyped() {
        out.push(Finding::new(Profile::AtTyp, Place::whole(Part::Header)));
    }
}

/// Whether it is an assertion that a client gives for a token: its audience is the endpoint (RFC 7523 §3).
fn is_grant(token: &Token<'_>) -> bool {
    token.text("aud").is_some_and(|aud| aud.starts_with("https://") && aud.ends_with("/token"))
}

/// Whether tokens of this kind are for an API.
pub(in crate::inspect) const fn is_access(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Access
            | TokenKind::ClientCredentials
            | TokenKind::AccessV1
            | TokenKind::AccessV2
            | TokenKind::GraphAccess
    )
}

/// Whether it is an ID token, by its provider or by what only ID tokens have.
fn is_id(token: &Token<'_>) -> bool {
    if let Some(kind) = token.kind {
        return kind == TokenKind::Id;
    }
    let has_mark = ["at_hash", "c_hash", "nonce"].iter().any(|name| token.has(name));
    token.is_untyped() && (has_mark || token.text("typ").is_some_and(|typ| typ == "ID"))
}

fn id(token: &Token<'_>, out: &mut Vec<Finding>) {
    if !is_id(token) {
        return;
    }
    let missing = token.missing(&["iss", "sub", "aud", "exp", "iat"]);
    if !missing.is_empty() {
        out.push(Finding::new(Profile::IdRequired { missing }, Place::whole(Part::Payload)));
    }
    // Of the code flow it may be missing; a hash of the code says that this is the hybrid flow.
    if token.has("c_hash") && !token.has("nonce") {
        out.push(Finding::new(Profile::NonceMissing, Place::whole(Part::Payload)));
    }
    azp(token, out);
    if is_authorization(&token.report.origin) {
        out.push(Finding::new(Profile::IdAsAccess, Place::whole(Part::Token)));
    }
}

fn azp(token: &Token<'_>, out: &mut Vec<Finding>) {
    let Some(aud) = token.claims.member("aud").filter(|aud| aud.elements().nth(1).is_some()) else { return };
    let Some(azp) = token.text("azp") else {
        out.push(Finding::new(Profile::Azp { fault: AzpFault::Missing }, token.at("aud")));
        return;
    };
    if !aud.elements().take(1_000).any(|one| one.as_str().is_some_and(|one| one == azp)) {
        out.push(Finding::new(Profile::Azp { fault: AzpFault::NotAudience }, token.at("azp")));
    }
}

/// Whether the token was sent to an API.
fn is_authorization(origin: &Origin) -> bool {
    match origin {
        Origin::Bearer => true,
        Origin::Http(HttpSource::Header(name) | HttpSource::Curl(Some(name))) => {
            name.eq_ignore_ascii_case("authorization")
        }
        _ => false,
    }
}

fn refresh(token: &Token<'_>, out: &mut Vec<Finding>) {
    let by_kind = matches!(token.kind, Some(TokenKind::Refresh | TokenKind::Offline));
    if by_kind || token.report.origin.label() == Some("refresh_token") {
        out.push(Finding::new(Profile::RefreshToken, Place::whole(Part::Token)));
    }
}

fn logout(token: &Token<'_>, out: &mut Vec<Finding>) {
    let event = token.claims.member("events").and_then(|events| events.member(LOGOUT_EVENT));
    if token.typ.as_deref() != Some("logout+jwt") && (event.is_none() || !token.is_untyped()) {
        return;
    }
    let mut tell = |fault, name: &str| out.push(Finding::new(Profile::Logout { fault }, token.at(name)));
    if token.claims.member("nonce").is_some() {
        tell(LogoutFault::Nonce, "nonce");
    }
    if event.is_none_or(|event| event.kind() != Kind::Object) {
        tell(LogoutFault::Events, "events");
    }
    if !token.has("sub") && !token.has("sid") {
        tell(LogoutFault::NoSubject, "sub");
    }
    for name in token.missing(&["iss", "aud", "iat", "jti"]) {
        tell(LogoutFault::Missing(name), name);
    }
}

fn assertion(token: &Token<'_>, out: &mut Vec<Finding>) {
    if token.kind != Some(TokenKind::ClientAssertion) {
        return;
    }
    let mut tell =
        |fault, name: &str| out.push(Finding::new(Profile::ClientAssertion { fault }, token.at(name)));
    for name in token.missing(&["iss", "sub", "aud", "exp", "jti"]) {
        tell(AssertionFault::Missing(name), name);
    }
    if token.has("iss") && token.has("sub") && token.text("iss") != token.text("sub") {
        tell(AssertionFault::NotItself, "sub");
    }
    if token.lifetime().is_some_and(|seconds| seconds > ASSERTION_SECS) {
        tell(AssertionFault::Long, "exp");
    }
}

fn keycloak(token: &Token<'_>, out: &mut Vec<Finding>) {
    let Some(aud) = token.claims.member("aud").filter(|_| token.is("Keycloak", TokenKind::Access)) else {
        return;
    };
    let mut names = aud.elements().map(Value::as_str).chain(aud.as_str().map(Some));
    if names.next().flatten().is_some_and(|name| name == "account") && names.next().is_none() {
        out.push(Finding::new(Profile::KeycloakAudience, token.at("aud")));
    }
}

fn microsoft(token: &Token<'_>, out: &mut Vec<Finding>) {
    if token.is("Microsoft Entra ID", TokenKind::AccessV1) {
        out.push(Finding::new(Profile::EntraV1, token.at("iss")));
    }
}

fn amazon(token: &Token<'_>, out: &mut Vec<Finding>) {
    if token.is("AWS Cognito", TokenKind::Access) && !token.has("aud") {
        out.push(Finding::new(Profile::CognitoAudience, token.at("token_use")));
    }
}

fn kubernetes(token: &Token<'_>, out: &mut Vec<Finding>) {
    if token.kind == Some(TokenKind::LegacyServiceAccount) && !token.has("exp") {
        out.push(Finding::new(Profile::KubernetesLegacy, token.at("iss")));
    }
    let warn_after = token.claims.member("kubernetes.io").and_then(|part| part.member("warnafter"));
    if let Some((value, at)) = warn_after.and_then(|value| Some((value, value.as_i64()?))) {
        let place = Place::decoded(Part::Payload, value.span());
        out.push(Finding::new(Profile::KubernetesWarnAfter { at }, place));
    }
}

fn github(token: &Token<'_>, out: &mut Vec<Finding>) {
    if token.kind == Some(TokenKind::AppJwt)
        && let Some(lifetime_secs) = token.lifetime().filter(|seconds| *seconds > APP_SECS)
    {
        out.push(Finding::new(Profile::AppLifetime { lifetime_secs }, token.at("exp")));
    }
    if !matches!(token.kind, Some(TokenKind::Oidc | TokenKind::OidcPullRequest)) {
        return;
    }
    if token.kind == Some(TokenKind::OidcPullRequest) {
        out.push(Finding::new(Profile::Actions { fault: ActionsFault::PullRequest }, token.at("sub")));
    }
    if token.text("runner_environment").is_some_and(|runner| runner == "self-hosted") {
        let fault = ActionsFault::SelfHosted;
        out.push(Finding::new(Profile::Actions { fault }, token.at("runner_environment")));
    }
}
