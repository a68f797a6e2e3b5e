//! The Report as JSON: the contract of scripts and outside checks (`"report": 1`). Members may be added, never renamed.
//!
//! JSON inside a token is spliced in as it is spelled, so that order, duplicates and digits survive. Characters that
//! a terminal would act on, or that nobody sees, are written as escapes: the same values, other spelling.

mod diagnosis;
mod selective;

use jiff::Timestamp;

use crate::encoding::base64url;
use crate::encoding::json::{quote, write_safe};
use crate::inspect::MAX_DEPTH;
use crate::inspect::finding::{Finding, In};
use crate::inspect::report::{Media, Outcome, Report, SignatureReport, Structure, TimeReport, TokenReport};
use crate::jose::jwe::DecryptError;
use crate::jose::segment::Segment;
use crate::jose::token::{Jwe, Serialization, Shape};
use crate::text::Text;

/// JSON nested deeper than this is left to `text`: many readers stop at 128 levels, ours counted in.
const DEEPEST_EMBEDDED: usize = if MAX_DEPTH < 120 { MAX_DEPTH } else { 120 };

/// Writes the report.
pub(super) fn write(report: &Report, text: &Text, out: &mut String) {
    let mut object = Object::open(out);
    object.raw("report", "1");
    object.instant("now", Some(report.now));
    if report.leeway_secs != 0 {
        object.raw("leeway", &report.leeway_secs.to_string());
    }
    object.value("input", |out| {
        let mut input = Object::open(out);
        input.raw("bytes", &report.input.len().to_string());
        input.value("findings", |out| findings(&report.input_findings, text, out));
        input.close();
    });
    object.value("tokens", |out| array(&report.tokens, out, |one, out| token(one, text, out)));
    object.close();
}

fn token(report: &TokenReport, text: &Text, out: &mut String) {
    let token = &report.token;
    let mut object = Object::open(out);
    object.optional("found_in", text.origin(&report.origin).as_deref());
    object.optional("name", report.origin.label());
    object.text("serialization", serialization(token.serialization));
    object.text("structure", structure(report.structure));
    object.raw("size", &token.text.len().to_string());
    object.value("header", |out| match token.header() {
        Some(header) => part(header, None, out),
        None => out.push_str("null"),
    });
    if let Shape::Jws(jws) = &token.shape
        && let Some(unprotected) = jws.signatures.first().and_then(|block| block.unprotected.as_ref())
    {
        object.value("unprotected", |out| part(unprotected, None, out));
    }
    object.value("payload", |out| {
        if let Some(payload) = report.payload() {
            return part(payload, Some(report.media), out);
        }
        let mut payload = Object::open(out);
        for name in ["text", "json", "base64url"] {
            payload.raw(name, "null");
        }
        payload.text("media", media(report.media));
        payload.close();
    });
    if let Some(selective) = &report.selective {
        object.value("sd_jwt", |out| self::selective::write(selective, report.nested.is_some(), out));
    }
    if let Shape::Jwe(jwe) = &token.shape {
        object.value("encrypted", |out| encrypted(jwe, out));
    }
    object.value("signature", |out| {
        let mut one = signature(&report.signature, out);
        if token.serialization == Serialization::JwsGeneral {
            one.value("signatures", |out| {
                array(&report.signatures, out, |one, out| signature(one, out).close());
            });
        }
        one.close();
    });
    object.value("time", |out| time(&report.time, out));
    object.value("provider", |out| match report.provider {
        Some(provider) => {
            let mut one = Object::open(out);
            one.text("name", provider.name);
            one.text("kind", provider.kind.name());
            one.close();
        }
        None => out.push_str("null"),
    });
    object.value("findings", |out| findings(&report.findings, text, out));
    object.value("diagnosis", |out| match &report.diagnosis {
        Some(diagnosis) => self::diagnosis::write(diagnosis, out),
        None => out.push_str("null"),
    });
    object.raw("accept", if report.accept { "true" } else { "false" });
    object.value("nested", |out| match &report.nested {
        Some(nested) => self::token(nested, text, out),
        None => out.push_str("null"),
    });
    object.close();
}

fn part(segment: &Segment, kind: Option<Media>, out: &mut String) {
    let mut object = Object::open(out);
    object.optional("text", segment.text().map(|text| &**text));
    match segment.json().filter(|json| json.depth() <= DEEPEST_EMBEDDED) {
        Some(json) => object.value("json", |out| write_safe(json.root().raw(), out)),
        None => object.raw("json", "null"),
    }
    if let Some(kind) = kind {
        object.text("base64url", &base64url::encode(segment.bytes()));
        object.text("media", media(kind));
    }
    object.close();
}

fn encrypted(jwe: &Jwe, out: &mut String) {
    let mut object = Object::open(out);
    let keys: Vec<&Segment> = jwe.recipients.iter().map(|recipient| &recipient.encrypted_key).collect();
    object.value("encrypted_key_bytes", |out| {
        array(&keys, out, |key, out| out.push_str(&key.bytes().len().to_string()));
    });
    for (name, segment) in
        [("iv_bytes", &jwe.iv), ("ciphertext_bytes", &jwe.ciphertext), ("tag_bytes", &jwe.tag)]
    {
        object.raw(name, &segment.bytes().len().to_string());
    }
    object.close();
}

/// Opens the object of a signature: whoever called closes it.
fn signature<'a>(report: &SignatureReport, out: &'a mut String) -> Object<'a> {
    let mut object = Object::open(out);
    object.text("verdict", report.verdict.name());
    object.optional("algorithm", report.algorithm.as_deref());
    object.raw("bytes", &report.bytes.to_string());
    object.value("key", |out| match &report.key {
        Some(key) => {
            let mut one = Object::open(out);
            one.text("name", &key.name);
            one.optional("kid", key.kid.as_deref());
            one.optional("thumbprint", key.thumbprint.as_deref());
            one.close();
        }
        None => out.push_str("null"),
    });
    object.value("tried", |out| {
        array(&report.tried, out, |attempt, out| {
            let mut one = Object::open(out);
            one.text("key", &attempt.key.name);
            one.text("outcome", outcome(&attempt.outcome));
            one.close();
        });
    });
    object
}

fn time(report: &TimeReport, out: &mut String) {
    let mut object = Object::open(out);
    object.text("verdict", report.verdict.name());
    object.instant("issued_at", report.issued_at);
    object.instant("not_before", report.not_before);
    object.instant("expires_at", report.expires_at);
    match report.seconds_left {
        Some(seconds) => object.raw("seconds_left", &seconds.to_string()),
        None => object.raw("seconds_left", "null"),
    }
    object.close();
}

pub(super) fn findings(findings: &[Finding], text: &Text, out: &mut String) {
    array(findings, out, |finding, out| {
        let meta = finding.meta();
        let told = text.finding(&finding.detail);
        let mut object = Object::open(out);
        object.text("id", meta.id);
        object.text("severity", meta.severity.name());
        object.text("verdict", meta.policy.name());
        object.text("message", &told.message);
        object.text("why", &told.why);
        object.text("fix", &told.fix);
        object.text("reference", meta.reference);
        object.text("part", finding.place.part.name());
        let span = finding.place.span;
        object.raw("span", &format!("[{},{}]", span.start, span.end));
        object.text(
            "in",
            match finding.place.text {
                In::Encoded => "encoded",
                In::Decoded => "decoded",
            },
        );
        object.close();
    });
}

fn serialization(serialization: Serialization) -> &'static str {
    match serialization {
        Serialization::JwsCompact => "jws-compact",
        Serialization::JwsFlattened => "jws-flattened",
        Serialization::JwsGeneral => "jws-general",
        Serialization::JweCompact => "jwe-compact",
        Serialization::JweFlattened => "jwe-flattened",
        Serialization::JweGeneral => "jwe-general",
        Serialization::SdJwt => "sd-jwt",
        Serialization::Unknown => "unknown",
    }
}

fn structure(structure: Structure) -> &'static str {
    match structure {
        Structure::Ok => "ok",
        Structure::Partial => "partial",
        Structure::Error => "error",
    }
}

fn media(media: Media) -> &'static str {
    match media {
        Media::Claims => "claims",
        Media::Json => "json",
        Media::Text => "text",
        Media::Binary => "binary",
        Media::Token => "token",
        Media::Encrypted => "encrypted",
    }
}

fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Valid => "valid",
        Outcome::Mismatch => "invalid",
        Outcome::Unfit(_) => "unfit",
        Outcome::OtherKid => "other-kid",
        Outcome::Unsupported(_) => "unsupported",
        Outcome::SignatureLength { .. } => "signature-length",
        Outcome::BadKey => "bad-key",
        Outcome::Sealed => "sealed",
        Outcome::Opened => "decrypted",
        Outcome::NotOpened(error) => match error {
            DecryptError::Unfit(_) => "unfit",
            DecryptError::Unsupported(_) => "unsupported",
            DecryptError::Sealed => "sealed",
            DecryptError::TooManyIterations { .. } => "too-many-iterations",
            DecryptError::TooLarge { .. } => "too-large",
            DecryptError::Header(_) => "header",
            DecryptError::Cancelled => "cancelled",
            DecryptError::Mismatch | DecryptError::Deflate => "not-decrypted",
        },
    }
}

pub(super) fn array<T>(items: &[T], out: &mut String, mut write: impl FnMut(&T, &mut String)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(']');
}

/// A JSON object that is being written.
pub(super) struct Object<'a> {
    out: &'a mut String,
    first: bool,
}

impl<'a> Object<'a> {
    pub(super) fn open(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, first: true }
    }

    fn name(&mut self, name: &str) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        quote(name, self.out);
        self.out.push(':');
    }

    /// A member whose value `write` writes.
    pub(super) fn value(&mut self, name: &str, write: impl FnOnce(&mut String)) {
        self.name(name);
        write(self.out);
    }

    /// A member whose value is JSON already.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.value(name, |out| out.push_str(json));
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.value(name, |out| quote(text, out));
    }

    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) {
        self.value(name, |out| match text {
            Some(text) => quote(text, out),
            None => out.push_str("null"),
        });
    }

    pub(super) fn instant(&mut self, name: &str, seconds: Option<i64>) {
        let instant = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        self.optional(name, instant.map(|instant| instant.to_string()).as_deref());
    }

    pub(super) fn close(self) {
        self.out.push('}');
    }
}
