//! The report on a JWE: open it, and look at what is inside as at any payload.

use std::borrow::Cow;
use std::sync::Arc;

use super::build::{Given, is_json, media, nested, of_header, of_payload};
use super::finding::{Detail, Finding, Part, Place};
use super::judge::judge;
use super::open::{Opened, open};
use super::provider;
use super::report::{
    KeyId, Media, Outcome, Plain, Policy, SignatureReport, SignatureVerdict, Structure, TokenReport,
};
use super::rules::diagnosis::Diagnosis;
use super::rules::jwe::{self, EpkFault, param};
use super::rules::key::KeyRule;
use super::rules::signature::Signature;
use super::rules::{deciding, encoding, header, input, json, key_reference, serialization};
use super::verify::Ring;
use crate::encoding::json::{Json, Kind, Value};
use crate::jose::jwe::{DecryptError, HeaderFault, Limits, Unfit};
use crate::jose::key::{Key, Material};
use crate::jose::segment::{Content, Encoded, Segment};
use crate::jose::token::{Jwe, Recipient, Shape, SignatureBlock, Token};

/// A block of AES: CBC makes nothing else (RFC 7518 §5.2.2).
const BLOCK: usize = 16;

/// All that can be told of a JWE.
pub(super) fn encrypted(
    token: Token,
    given: Given,
    ring: &Ring<'_>,
    policy: &Policy,
    level: usize,
) -> TokenReport {
    let Given { place, origin, mut findings, joined } = given;
    let mut report = TokenReport {
        origin,
        place,
        structure: Structure::Error,
        detached: None,
        plaintext: None,
        media: Media::Encrypted,
        signature: SignatureReport {
            verdict: SignatureVerdict::Unverifiable,
            algorithm: None,
            bytes: 0,
            key: None,
            tried: Vec::new(),
        },
        signatures: Vec::new(),
        certificates: Vec::new(),
        time: judge(None, 0, 0),
        provider: provider::recognise(&token),
        selective: None,
        findings: Vec::new(),
        diagnosis: None,
        accept: false,
        nested: None,
        token: Arc::new(token),
    };
    let token = Arc::clone(&report.token);
    if let Shape::Jwe(jwe) = &token.shape {
        headers(&token, jwe, ring, &mut findings);
        report.structure = structure(jwe);
        let first = jwe.recipients.first();
        let text = |name| param(jwe, first, name).and_then(Value::as_str);
        report.signature.algorithm = text("alg").map(Cow::into_owned);
        if is_json(token.serialization) {
            serialization::object(&token, &mut findings);
        }
        input::shape(&token, None, false, &mut findings);
        if report.structure == Structure::Ok && !joined {
            let opened = open(jwe, &token.text, ring, policy);
            decided((jwe, &opened), ring, policy, &mut report.signature, &mut findings);
            if let Some(plaintext) = opened.plaintext {
                let bytes = plaintext.bytes.to_vec();
                let content = Segment::plain(Encoded::Apart("".into()), bytes);
                report.plaintext = Some(Plain { content, compressed: plaintext.compressed });
            }
        }
        if let Some(plain) = &report.plaintext {
            report.media = inside(&plain.content);
            inflated(plain, &mut findings);
            content(&plain.content, report.media, text("typ").as_deref(), &mut findings);
            header::content_type(text("cty").as_deref(), report.media, &mut findings);
            report.nested = nested(&plain.content, report.media, (ring, policy), level, &mut findings);
            if let (Some(inner), Some(opener)) = (&mut report.nested, &report.signature.key) {
                excuse(inner, opener);
            }
            let alg = report.signature.algorithm.as_deref().unwrap_or_default();
            authorship(report.media, report.nested.as_deref(), alg, &mut findings);
        }
    }
    report.findings = findings;
    report
}

/// The findings on headers and segments, whatever keys there are.
fn headers(token: &Token, jwe: &Jwe, ring: &Ring<'_>, findings: &mut Vec<Finding>) {
    if !matches!(jwe.header.encoded, Encoded::Missing) {
        of_header(&jwe.header, token, findings);
    }
    for (part, segment) in binary_parts(jwe) {
        encoding::segment(part, segment, &token.text, findings);
    }
    let first = jwe.recipients.first();
    for header in jwe::headers(jwe, first).skip(1) {
        json::segment(Part::Header, header, findings);
    }
    let block = SignatureBlock {
        header: jwe.header.clone(),
        unprotected: jwe.unprotected.clone(),
        signature: Segment::missing(),
    };
    header::of_encrypted(&block, ring.len(), findings);
    key_reference::addresses(&block, findings);
    if jwe::headers(jwe, first).any(is_object) {
        jwe::check(jwe, findings);
    }
}

fn binary_parts(jwe: &Jwe) -> impl Iterator<Item = (Part, &Segment)> {
    let keys = jwe.recipients.iter().map(|recipient| (Part::EncryptedKey, &recipient.encrypted_key));
    keys.chain([(Part::Iv, &jwe.iv), (Part::Ciphertext, &jwe.ciphertext), (Part::Tag, &jwe.tag)])
}

fn is_object(segment: &Segment) -> bool {
    segment.leading_json().is_some_and(|json| json.root().kind() == Kind::Object)
}

fn structure(jwe: &Jwe) -> Structure {
    let first: Option<&Recipient> = jwe.recipients.first();
    if !jwe::headers(jwe, first).any(is_object) {
        return Structure::Error;
    }
    let headers_ok = jwe::headers(jwe, first).all(|header| {
        matches!(header.encoded, Encoded::Missing) || is_object(header) && !header.is_damaged()
    });
    let damaged = binary_parts(jwe).any(|(_, segment)| segment.is_damaged());
    if headers_ok && !damaged { Structure::Ok } else { Structure::Partial }
}

/// Takes the verdict, and tells what there is to tell of it.
fn decided(
    (jwe, opened): (&Jwe, &Opened),
    ring: &Ring<'_>,
    policy: &Policy,
    report: &mut SignatureReport,
    findings: &mut Vec<Finding>,
) {
    let alg = report.algorithm.clone().unwrap_or_default();
    report.tried.clone_from(&opened.tried);
    report.key.clone_from(&opened.key);
    // What `zip` may say is settled by the standard: nobody will ever support another name.
    let zip =
        findings.iter().any(|finding| matches!(&finding.detail, Detail::Jwe(jwe::Jwe::ZipUnknown { .. })));
    report.verdict = match opened.verdict {
        SignatureVerdict::Unsupported if zip => SignatureVerdict::Unverifiable,
        ref verdict => verdict.clone(),
    };
    let mut tell = |detail: jwe::Jwe, part| {
        let finding = Finding::new(detail, Place::whole(part));
        // What the headers say already is not said again.
        if !findings.iter().any(|other| other.meta().id == finding.meta().id) {
            findings.push(finding);
        }
    };
    let error = |test: fn(&DecryptError) -> bool| {
        let fails = |outcome: &Outcome| matches!(outcome, Outcome::NotOpened(error) if test(error));
        opened.tried.iter().any(|attempt| fails(&attempt.outcome))
    };
    match &report.verdict {
        SignatureVerdict::Decrypted => {
            forbidden(opened.unfit_of(jwe, ring).as_ref(), &alg, findings);
            if let Some(id) = &opened.key {
                deciding::of_opener(id, policy, findings);
            }
            return;
        }
        SignatureVerdict::NotDecrypted => match &opened.unfit {
            Some(Unfit::Length { needs, has }) => {
                tell(jwe::Jwe::KeySize { alg: alg.clone(), has: *has, needed: *needs }, Part::EncryptedKey);
            }
            Some(Unfit::Curve) => {
                tell(jwe::Jwe::EpkInvalid { fault: EpkFault::OtherCurve }, Part::Header);
            }
            None if error(|error| matches!(error, DecryptError::Mismatch)) => {
                tell(jwe::Jwe::AuthFailed, Part::Ciphertext);
            }
            _ => {}
        },
        SignatureVerdict::Unverifiable => {
            let epk = |error: &DecryptError| matches!(error, DecryptError::Header(HeaderFault::Bad("epk")));
            if error(epk) {
                tell(jwe::Jwe::EpkInvalid { fault: EpkFault::LowOrder }, Part::Header);
            } else if let Some(limit) = opened.tried.iter().find_map(|attempt| match attempt.outcome {
                Outcome::NotOpened(DecryptError::TooLarge { limit }) => Some(limit),
                _ => None,
            }) {
                tell(jwe::Jwe::ZipBomb { limit }, Part::Ciphertext);
            }
        }
        _ => {}
    }
    if report.verdict == SignatureVerdict::NoKey {
        no_key((jwe, opened), ring, policy, report, findings);
    } else if report.verdict == SignatureVerdict::NotDecrypted
        && opened.unfit.is_none()
        && !is_named(jwe, ring)
    {
        findings.push(Finding::new(Diagnosis::NoKey { alg }, Place::whole(Part::EncryptedKey)));
    }
}

/// Tells of a JWE that no key is there for.
fn no_key(
    (jwe, opened): (&Jwe, &Opened),
    ring: &Ring<'_>,
    policy: &Policy,
    report: &mut SignatureReport,
    findings: &mut Vec<Finding>,
) {
    if is_cut(jwe) {
        // Whatever the key: nothing that a cipher makes has this length.
        report.verdict = SignatureVerdict::NotDecrypted;
        findings.push(Finding::new(jwe::Jwe::AuthFailed, Place::whole(Part::Ciphertext)));
        return;
    }
    if findings.iter().any(|finding| finding.rejects() && finding.place.part != Part::Input) {
        report.verdict = SignatureVerdict::Unverifiable;
    }
    let place = Place::whole(Part::EncryptedKey);
    let sealed = opened.tried.iter().filter(|attempt| attempt.outcome == Outcome::Sealed);
    // What can be fetched is not missing.
    let mut public = sealed.clone().filter(|attempt| {
        let is_sealed = |key: &Key| matches!(key.material, Material::Sealed { .. });
        ring.key(&attempt.key).is_some_and(|key| !is_sealed(key))
            && !policy.stored.contains(&attempt.key.index)
    });
    match public.next() {
        Some(attempt) => {
            let key = attempt.key.name.clone();
            findings.push(Finding::new(Diagnosis::NoPrivateKey { key }, place));
        }
        None if sealed.count() == 0 => {
            let alg = report.algorithm.clone().unwrap_or_default();
            findings.push(Finding::new(jwe::Jwe::NoKey { alg }, place));
        }
        None => {}
    }
}

/// Whether a recipient names a key that is here.
fn is_named(jwe: &Jwe, ring: &Ring<'_>) -> bool {
    let kid = |recipient| param(jwe, Some(recipient), "kid").and_then(Value::as_str);
    let mut kids = jwe.recipients.iter().map(kid);
    kids.all(|kid| kid.is_none_or(|kid| ring.named(&kid) > 0))
}

fn is_cut(jwe: &Jwe) -> bool {
    let enc = param(jwe, jwe.recipients.first(), "enc").and_then(Value::as_str).unwrap_or_default();
    let bytes = jwe.ciphertext.bytes().len();
    enc.contains("CBC-HS") && (bytes == 0 || !bytes.is_multiple_of(BLOCK))
}

/// The owner of the key did not mean it for this.
fn forbidden(unfit: Option<&Unfit>, alg: &str, findings: &mut Vec<Finding>) {
    let detail = match unfit {
        Some(Unfit::Algorithm(key_alg)) => {
            KeyRule::AlgMismatch { key_alg: key_alg.clone(), alg: alg.to_owned() }
        }
        Some(Unfit::Use(key_use)) => KeyRule::UseMismatch { key_use: key_use.clone(), needed: "enc" },
        Some(Unfit::Operations(operations)) => {
            KeyRule::OpsMismatch { operations: operations.clone(), needed: "decrypt" }
        }
        _ => return,
    };
    findings.push(Finding::new(detail, Place::whole(Part::EncryptedKey)));
}

impl Opened {
    /// Why the key that opened it should not have been used, by its owner's word.
    fn unfit_of(&self, jwe: &Jwe, ring: &Ring<'_>) -> Option<Unfit> {
        let key = ring.key(self.key.as_ref()?)?;
        let recipients = 0..jwe.recipients.len();
        let mut unfits = recipients.map(|recipient| crate::jose::jwe::fit(jwe, recipient, key).err());
        let first = unfits.next()?;
        if first.is_none() || unfits.any(|unfit| unfit.is_none()) { None } else { first }
    }
}

/// What is inside: as of any payload, and a token in a JSON serialisation counts as one.
fn inside(content: &Segment) -> Media {
    match media(content) {
        Media::Claims if content.json().is_some_and(|json| Token::is_json_serialization(json.root())) => {
            Media::Token
        }
        // A key, or a set of them, claims nothing.
        Media::Claims if content.leading_json().is_some_and(is_key) => Media::Json,
        media => media,
    }
}

fn inflated(plain: &Plain, findings: &mut Vec<Finding>) {
    let limit = Limits::default().inflated;
    if plain.compressed.is_some() && plain.content.bytes().len() > limit {
        findings.push(Finding::new(jwe::Jwe::ZipBomb { limit }, Place::whole(Part::Ciphertext)));
    }
}

/// The rules on the plaintext: those on any payload, but not on a key that was put away.
fn content(content: &Segment, media: Media, typ: Option<&str>, findings: &mut Vec<Finding>) {
    encoding::text(Part::Payload, content, findings);
    if !content.bytes().is_empty() && !matches!(content.content, Content::Text(..)) {
        json::segment(Part::Payload, content, findings);
    }
    if content.leading_json().is_some_and(is_private_key) {
        findings.push(Finding::new(jwe::Jwe::ContainsPrivateJwk, Place::whole(Part::Payload)));
    } else {
        of_payload(content, media, typ, findings);
    }
}

fn is_key(json: &Json) -> bool {
    json.root().member("kty").is_some() || json.root().member("keys").is_some()
}

/// Whether it is a JWK, or a set of them, with private members (RFC 7517 §7, RFC 7518 §6).
fn is_private_key(json: &Json) -> bool {
    let is_private = |key: Value<'_>| {
        key.member("kty").is_some() && ["d", "k", "priv"].iter().any(|name| key.member(name).is_some())
    };
    let root = json.root();
    let in_set = || root.member("keys").is_some_and(|keys| keys.elements().take(64).any(is_private));
    is_private(root) || in_set()
}

/// The key that opened the encryption was hardly meant to have signed what is inside: where it is the only one that was
/// tried, and nothing names it, the key of the signature is not here.
fn excuse(inner: &mut TokenReport, opener: &KeyId) {
    let signature = &mut inner.signature;
    let mut mismatches = signature.tried.iter().filter(|attempt| attempt.outcome == Outcome::Mismatch);
    let only = mismatches.all(|attempt| attempt.key.index == opener.index);
    let kid = inner.token.header().and_then(|header| header.leading_json()?.root().member("kid")?.as_str());
    let named = kid.is_some() && kid.as_deref() == opener.kid.as_deref();
    let decided = signature.key.as_ref().is_some_and(|key| key.index == opener.index);
    if signature.verdict == SignatureVerdict::Invalid
        && only
        && decided
        && !named
        && inner.signatures.is_empty()
    {
        signature.verdict = SignatureVerdict::NoKey;
        signature.key = None;
        let is_excused =
            |finding: &Finding| matches!(finding.detail, Detail::Signature(Signature::Invalid { .. }));
        inner.findings.retain(|finding| !is_excused(finding));
        let alg = signature.algorithm.clone().unwrap_or_default();
        inner.findings.push(Finding::new(Diagnosis::NoKey { alg }, Place::whole(Part::Signature)));
    }
}

/// Encrypting proves nothing about who did it: somebody must have signed.
fn authorship(media: Media, inner: Option<&TokenReport>, alg: &str, findings: &mut Vec<Finding>) {
    if inner.is_some_and(|inner| inner.signature.verdict == SignatureVerdict::Unsecured) {
        findings.push(Finding::new(jwe::Jwe::InnerUnsigned, Place::whole(Part::Payload)));
    } else if media != Media::Token {
        let shared = !alg.starts_with("RSA") && !alg.starts_with("ECDH");
        findings.push(Finding::new(jwe::Jwe::NotSigned { shared }, Place::whole(Part::Payload)));
    }
}
