//! Building the Report: find, cut, verify, judge, collect the findings.

use std::cmp::Reverse;
use std::sync::Arc;

use super::alg::Alg;
use super::encrypted::encrypted;
use super::find::{Candidate, Form, find, opens_object};
use super::finding::{Detail, Finding, Part, Place};
use super::judge::{Times, judge};
use super::open::asks;
use super::provider;
use super::report::{Media, Origin, Outcome, Policy, Report, SignatureReport, SignatureVerdict, TokenReport};
use super::rules::input::{self, Input};
use super::rules::key_reference::Certificate;
use super::rules::{
    across, claim_content, claims, content_diagnosis, deciding, diagnosis::Diagnosis, encoding, header, json,
    jwe, key, key_choice, key_reference, profile, proof, serialization, signature, time,
};
use super::selective;
use super::structure::structure;
use super::verify::{Ring, verify};
use crate::encoding::Span;
use crate::encoding::json::{self as json_text, Kind, Value};
use crate::jose::key::Key;
use crate::jose::segment::{Content, Encoded, Segment};
use crate::jose::token::{Jws, Serialization, Shape, SignatureBlock, Token};

/// How many tokens inside tokens are followed.
pub(super) const MAX_NESTING: usize = 8;

/// The depth of JSON that is shown and printed as JSON; deeper text stays text.
pub const MAX_DEPTH: usize = 512;

/// All that can be told of `text` with these keys at `now` (Unix seconds).
pub fn report(text: &Arc<str>, keys: &[Key], now: i64, policy: &Policy) -> Report {
    report_until(text, keys, now, policy, &|| false)
}

/// The same, until `cancelled`: then what takes long is left undone, and the report says so.
pub fn report_until(
    text: &Arc<str>,
    keys: &[Key],
    now: i64,
    policy: &Policy,
    cancelled: &(dyn Fn() -> bool + Sync),
) -> Report {
    let found = find(text);
    let ring = Ring::new(keys, cancelled);
    let mut tokens: Vec<TokenReport> =
        found.candidates.into_iter().map(|candidate| one(candidate, &ring, policy, 1)).collect();
    across::check(text, &mut tokens);
    for token in &mut tokens {
        token.judge(now, policy.leeway_secs);
    }
    Report {
        now,
        leeway_secs: policy.leeway_secs,
        input: Arc::clone(text),
        tokens,
        input_findings: found.findings,
    }
}

impl Report {
    /// Judges the times again at another instant (Unix seconds): the cheap part, done as time goes by.
    pub fn retime(&mut self, now: i64) {
        self.now = now;
        for token in &mut self.tokens {
            token.judge(now, self.leeway_secs);
        }
    }

    /// Whether every token found would be accepted, and there is one.
    pub fn accept(&self) -> bool {
        !self.tokens.is_empty() && self.tokens.iter().all(|token| token.accept)
    }
}

impl TokenReport {
    /// The payload of a JWS, its content where it is detached and was given; the plaintext of a JWE, where it was
    /// decrypted.
    pub fn payload(&self) -> Option<&Segment> {
        let plain = self.plaintext.as_ref().map(|plain| &plain.content);
        plain.or(self.detached.as_ref()).or_else(|| self.token.payload())
    }

    /// The claims, where the payload is a claims set.
    pub fn claims(&self) -> Option<Value<'_>> {
        if self.media == Media::Claims { claims_of(self.payload()?) } else { None }
    }

    /// Whether a JWE, this one or one inside, was left closed for what opening it costs: the person decides.
    pub fn asks(&self) -> bool {
        let tried = self.layers().flat_map(|layer| &layer.signature.tried);
        let holds = self.layers().last().is_some_and(|layer| layer.signature.verdict.holds());
        !holds
            && tried
                .into_iter()
                .any(|attempt| matches!(&attempt.outcome, Outcome::NotOpened(error) if asks(error)))
    }

    /// This token and those inside it, outermost first.
    pub fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |token| token.nested.as_deref())
    }

    /// Judges time, then the findings and the acceptance that depend on it.
    fn judge(&mut self, now: i64, leeway_secs: i64) {
        if let Some(nested) = &mut self.nested {
            nested.judge(now, leeway_secs);
        }
        let mut fresh = Vec::new();
        let times = self.claims().map(|claims| {
            let times = match &self.selective {
                Some(selective) => Times::read(selective.claims.root()),
                None => Times::read(claims),
            };
            time::at(claims, times, now, leeway_secs, &mut fresh);
            if self.signature.verdict.holds() {
                time::skew(claims, times, now, leeway_secs, &mut fresh);
            }
            times
        });
        key_reference::certificates(&self.certificates, now, &mut fresh);
        profile::at(self, now, &mut fresh);
        proof::at(self, now, leeway_secs, &mut fresh);
        self.time = judge(times, now, leeway_secs);
        self.findings.retain(|finding| !is_timely(finding));
        self.findings.append(&mut fresh);
        self.findings.sort_by_key(|finding| (finding.meta().severity, Reverse(finding.rejects())));
        // What is inside a JWE counts for as much as what is around it: a token that was not looked at is not accepted.
        let unseen = self.plaintext.is_some() && self.media == Media::Token;
        self.accept = self.signature.verdict.holds()
            && !self.findings.iter().any(Finding::rejects)
            && self.nested.as_ref().map_or(!unseen, |nested| nested.accept);
    }
}

/// Whether a finding comes and goes with time.
fn is_timely(finding: &Finding) -> bool {
    use time::Time;
    let is_profile = match &finding.detail {
        Detail::Profile(detail) => profile::is_timely(detail),
        // Certificates of headers.
        Detail::KeyPart(_) => true,
        _ => false,
    };
    is_profile
        || matches!(
            finding.detail,
            Detail::Time(
                Time::Expired { .. }
                    | Time::ExpiredSkew { .. }
                    | Time::NbfFuture { .. }
                    | Time::IatFuture { .. }
                    | Time::LifetimeLong { .. }
                    | Time::AuthOld { .. }
                    | Time::ClockSkew { .. }
            )
        )
}

fn claims_of(payload: &Segment) -> Option<Value<'_>> {
    let root = payload.leading_json()?.root();
    (root.kind() == Kind::Object).then_some(root)
}

pub(super) fn one(candidate: Candidate, ring: &Ring<'_>, policy: &Policy, level: usize) -> TokenReport {
    let Candidate { text, form, place, origin, findings, joined } = candidate;
    let token = match form {
        Form::Compact => Token::compact(text),
        Form::Json => match json_text::parse(Arc::clone(&text)).json {
            Some(json) => Token::json(text, &json),
            None => Token::compact(text),
        },
    };
    let given = Given { place, origin, findings, joined };
    let mut report = match &token.shape {
        Shape::Jws(_) => signed(token, given, ring, policy, level),
        Shape::Jwe(_) => encrypted(token, given, ring, policy, level),
    };
    let mut found = Vec::new();
    profile::check(&report, &mut found);
    proof::check(&report, policy, &mut found);
    selective::read(&mut report, (ring, policy), &mut found, level);
    report.findings.append(&mut found);
    report
}

/// What the search knows of a token.
pub(super) struct Given {
    pub(super) place: Option<Span>,
    pub(super) origin: Origin,
    pub(super) findings: Vec<Finding>,
    pub(super) joined: bool,
}

fn signed(token: Token, given: Given, ring: &Ring<'_>, policy: &Policy, level: usize) -> TokenReport {
    let Given { place, origin, mut findings, joined } = given;
    let Shape::Jws(jws) = &token.shape else {
        return encrypted(token, Given { place, origin, findings, joined }, ring, policy, level);
    };
    let abbreviated =
        findings.iter().any(|finding| matches!(finding.detail, Detail::Input(Input::Truncated { .. })));
    let structure = structure(&token, jws, joined || abbreviated);
    let is_detached = jws.payload.encoded(&token.text).is_empty() && level == 1;
    let content = policy.detached.as_ref().filter(|_| is_detached);
    let detached = content.map(|bytes| Segment::plain(Encoded::Missing, bytes.to_vec()));
    let payload = detached.as_ref().unwrap_or(&jws.payload);
    let media = media(payload);
    let is_whole = !joined && !abbreviated && !has_mixed_members(&token);
    let mut signatures: Vec<SignatureReport> = jws
        .signatures
        .iter()
        .map(|block| if is_whole { verify(&token, jws, block, ring, policy) } else { unverifiable(block) })
        .collect();

    input::shape(&token, Some(jws), abbreviated, &mut findings);
    let mut certificates = Vec::new();
    for (block, signature) in jws.signatures.iter().zip(&signatures) {
        certificates.extend(of_signature((&token, jws, block), signature, ring, policy, &mut findings));
        if is_whole {
            signature::check(block, signature, &mut findings);
        }
    }
    signature::together(&signatures, &mut findings);
    encoding::segment(Part::Payload, &jws.payload, &token.text, &mut findings);
    encoding::text(Part::Payload, &jws.payload, &mut findings);
    if !jws.payload.bytes().is_empty() {
        json::segment(Part::Payload, &jws.payload, &mut findings);
    }
    if is_json(token.serialization) {
        json::not_a_string(Part::Payload, &jws.payload, &token.text, &mut findings);
        serialization::object(&token, &mut findings);
    }
    serialization::detached(&token, jws, &mut findings);
    let first = jws.signatures.first();
    let param = |name| first.and_then(|block| block.param(name)?.as_str());
    of_payload(payload, media, param("typ").as_deref(), &mut findings);
    if let Some(claims) = claims_of(payload) {
        for block in &jws.signatures {
            header::over_claims(block, claims, &mut findings);
        }
    }
    header::content_type(param("cty").as_deref(), media, &mut findings);
    if jws.segments == 5
        && is_whole
        && let Some(json) = token.header().and_then(Segment::leading_json)
    {
        jwe::header(json.root(), &mut findings);
    }
    detached_content(&token, jws, &signatures, policy, &mut findings);
    findings.dedup();

    let nested = nested(payload, media, (ring, policy), level, &mut findings);
    let signature = overall(&signatures);
    if signatures.len() < 2 && token.serialization != Serialization::JwsGeneral {
        signatures.clear();
    }
    TokenReport {
        origin,
        place,
        structure,
        detached,
        plaintext: None,
        media,
        signature,
        signatures,
        certificates,
        time: judge(None, 0, 0),
        provider: provider::recognise(&token),
        selective: None,
        findings,
        diagnosis: None,
        accept: false,
        nested,
        token: Arc::new(token),
    }
}

/// The findings on one signature and its headers; and the certificate there.
fn of_signature(
    whole: (&Token, &Jws, &SignatureBlock),
    report: &SignatureReport,
    ring: &Ring<'_>,
    policy: &Policy,
    findings: &mut Vec<Finding>,
) -> Option<Certificate> {
    let (token, _, block) = whole;
    of_header(&block.header, token, findings);
    if let Some(unprotected) = &block.unprotected {
        json::segment(Part::Header, unprotected, findings);
    }
    header::check(block, ring.len(), findings);
    encoding::segment(Part::Signature, &block.signature, &token.text, findings);
    content_diagnosis::letters(whole, findings);
    key::check(whole, report, ring, policy, findings);
    let certificate = key_reference::check(whole, &report.verdict, policy, findings);
    deciding::check(whole, report, ring, policy, findings);
    key_choice::check(whole, report, ring, policy, findings);
    if report.verdict == SignatureVerdict::NoKey {
        let alg = report.algorithm.clone().unwrap_or_default();
        findings.push(Finding::new(Diagnosis::NoKey { alg }, Place::whole(Part::Signature)));
    }
    certificate
}

pub(super) fn of_header(header: &Segment, token: &Token, findings: &mut Vec<Finding>) {
    if header.encoded(&token.text).is_empty() && !is_json(token.serialization) {
        findings.push(Finding::new(
            encoding::Encoding::EmptySegment { part: Part::Header },
            Place::whole(Part::Header),
        ));
        return;
    }
    encoding::segment(Part::Header, header, &token.text, findings);
    encoding::text(Part::Header, header, findings);
    if !header.encoded(&token.text).is_empty() {
        json::segment(Part::Header, header, findings);
    }
}

pub(super) fn of_payload(payload: &Segment, media: Media, typ: Option<&str>, findings: &mut Vec<Finding>) {
    let bytes = payload.bytes();
    match payload.leading_json().map(json_text::Json::root) {
        Some(root) if root.kind() == Kind::Object && media == Media::Claims => {
            claims::check(root, typ, findings);
            claim_content::check(root, findings);
            time::fixed(root, Times::read(root), typ, findings);
        }
        _ if bytes.is_empty() || media == Media::Token || encoding::is_meant_as_text(bytes) => {}
        _ => claims::not_claims(media, findings),
    }
}

/// A detached payload that was not given makes the signature look wrong.
fn detached_content(
    token: &Token,
    jws: &Jws,
    reports: &[SignatureReport],
    policy: &Policy,
    findings: &mut Vec<Finding>,
) {
    let is_detached = jws.payload.encoded(&token.text).is_empty() && policy.detached.is_none();
    let failed = reports.iter().any(|report| report.verdict == SignatureVerdict::Invalid && report.bytes > 0);
    if is_detached && failed {
        findings.push(Finding::new(Diagnosis::Detached, Place::whole(Part::Payload)));
    }
}

/// The token that is a payload, looked at with the same keys.
pub(super) fn nested(
    payload: &Segment,
    media: Media,
    (ring, policy): (&Ring<'_>, &Policy),
    level: usize,
    findings: &mut Vec<Finding>,
) -> Option<Box<TokenReport>> {
    if media != Media::Token {
        return None;
    }
    if level >= MAX_NESTING {
        findings.push(Finding::new(Input::NestingDepth { limit: MAX_NESTING }, Place::whole(Part::Payload)));
        return None;
    }
    let candidate = Candidate {
        text: payload.text()?.trim().into(),
        form: if payload.leading_json().is_some() { Form::Json } else { Form::Compact },
        place: None,
        origin: Origin::Nested,
        findings: Vec::new(),
        joined: false,
    };
    Some(Box::new(one(candidate, ring, &policy.for_nested(), level + 1)))
}

pub(super) fn media(payload: &Segment) -> Media {
    match &payload.content {
        Content::Json(json, None) if is_serialization(json.root()) => Media::Token,
        Content::Json(json, _) if json.root().kind() == Kind::Object => Media::Claims,
        Content::Json(..) => Media::Json,
        Content::Text(text, _) if is_compact(text.trim()) => Media::Token,
        Content::Text(..) => Media::Text,
        Content::Bytes(_) => Media::Binary,
    }
}

/// Whether a payload is a token in a JSON serialisation. Claims may have a `payload` or a `ciphertext` as well: what
/// makes a token of them is a header, and what it protects.
fn is_serialization(object: Value<'_>) -> bool {
    let is_text =
        |object: Value<'_>, name: &str| object.member(name).is_some_and(|value| value.kind() == Kind::String);
    let is_signed = |object: Value<'_>| is_text(object, "protected") && is_text(object, "signature");
    let several = |name| object.member(name).and_then(|array| array.elements().next());
    is_text(object, "payload") && (is_signed(object) || several("signatures").is_some_and(is_signed))
        || ["protected", "iv", "ciphertext", "tag"].iter().all(|name| is_text(object, name))
}

/// Whether a payload is a token by itself: words with two dots between them are none, an SD-JWT with its disclosures is.
fn is_compact(text: &str) -> bool {
    let token = text.split('~').next().unwrap_or_default();
    let dots = memchr::memchr_iter(b'.', token.as_bytes()).take(6).count();
    let is_letter =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'~');
    text.starts_with("ey")
        && opens_object(token.split('.').next().unwrap_or_default())
        && (dots == 2 || dots == 4 && token.len() == text.len())
        && text.bytes().all(is_letter)
}

/// The verdict that stands for all signatures: valid only if every one is.
fn overall(signatures: &[SignatureReport]) -> SignatureReport {
    let worst =
        signatures.iter().find(|report| report.verdict != SignatureVerdict::Valid).or(signatures.first());
    let mut report = worst.cloned().unwrap_or(SignatureReport {
        verdict: SignatureVerdict::Unverifiable,
        algorithm: None,
        bytes: 0,
        key: None,
        tried: Vec::new(),
    });
    let some_hold = signatures.iter().any(|report| report.verdict == SignatureVerdict::Valid);
    if some_hold && report.verdict == SignatureVerdict::NoKey {
        report.verdict = SignatureVerdict::Invalid;
    }
    report
}

fn unverifiable(block: &SignatureBlock) -> SignatureReport {
    SignatureReport {
        verdict: match Alg::of(block) {
            Alg::None | Alg::NoneVariant(_) => SignatureVerdict::Unsecured,
            _ => SignatureVerdict::Unverifiable,
        },
        algorithm: block.param("alg").and_then(Value::as_str).map(std::borrow::Cow::into_owned),
        bytes: block.signature.bytes().len(),
        key: None,
        tried: Vec::new(),
    }
}

/// Both general and flattened members: readers would pick different signatures (RFC 7515 §7.2.2).
fn has_mixed_members(token: &Token) -> bool {
    token.serialization == Serialization::JwsGeneral
        && json_text::parse(Arc::clone(&token.text))
            .json
            .is_some_and(|json| json.root().member("signature").is_some())
}

pub(super) fn is_json(serialization: Serialization) -> bool {
    matches!(
        serialization,
        Serialization::JwsFlattened
            | Serialization::JwsGeneral
            | Serialization::JweFlattened
            | Serialization::JweGeneral
    )
}
