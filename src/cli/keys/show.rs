//! A key file as JSON and as a listing.

use super::Shown;
use crate::cli::human::{Ink, LONGEST_VALUE, Page};
use crate::cli::json::{Object, array, findings};
use crate::inspect::keys::KeyLine;
use crate::jose::key::KeyKind;
use crate::jose::read::{Format, KeyFile, ReadError};
use crate::jose::readings::Reading;
use crate::text::Text;
use crate::text::escape::visible;

/// Writes `{"format", "keys", "findings"}`, as `REPORT.md` has it.
pub(super) fn json(shown: &Shown, text: &Text, out: &mut String) {
    let mut object = Object::open(out);
    object.optional("format", shown.format.map(|format| text.format(format)).as_deref());
    object.value("keys", |out| {
        let lines: Vec<_> = lines(shown).collect();
        array(&lines, out, |(line, reading), out| key(line, *reading, text, out));
    });
    object.value("findings", |out| findings(&shown.report.findings, text, out));
    object.close();
}

fn key(line: &KeyLine, reading: Option<Reading>, text: &Text, out: &mut String) {
    let mut object = Object::open(out);
    object.text("name", &line.id.name);
    describe(line.id.kind, None, &mut object);
    object.raw("private", if line.has_private { "true" } else { "false" });
    object.optional("thumbprint", line.id.thumbprint.as_deref());
    object.optional("kid", line.id.kid.as_deref());
    if let Some(reading) = reading {
        object.text("reading", reading.name());
    }
    object.value("findings", |out| findings(&line.findings, text, out));
    object.close();
}

/// `kind` (the `kty` of a JWK), `algorithm` where the key has only one or is meant for `alg`, `bits`, `curve`.
pub(in crate::cli) fn describe(kind: KeyKind, alg: Option<&str>, object: &mut Object<'_>) {
    let (kty, algorithm, bits, curve) = match kind {
        KeyKind::Secret { bits } => ("oct", None, Some(bits), None),
        KeyKind::Rsa { bits } => ("RSA", None, Some(bits), None),
        KeyKind::Ec(curve) => ("EC", None, None, Some(curve.name())),
        KeyKind::Okp(curve) => ("OKP", None, None, Some(curve.name())),
        KeyKind::Akp(algorithm) => ("AKP", Some(algorithm.name()), None, None),
    };
    object.text("kind", kty);
    object.optional("algorithm", alg.or(algorithm));
    match bits {
        Some(bits) => object.raw("bits", &bits.to_string()),
        None => object.raw("bits", "null"),
    }
    object.optional("curve", curve);
}

/// Writes a listing for a person.
pub(super) fn human(shown: &Shown, text: &Text, colour: bool, now: i64, out: &mut String) {
    let mut page = Page { text, colour, now, out };
    if let Some(format) = shown.format {
        let format = page.inked(Ink::Strong, &text.format(format));
        page.line(&format);
    }
    for finding in &shown.report.findings {
        page.finding(finding);
    }
    for (line, reading) in lines(shown) {
        one_key(line, reading, &mut page);
    }
    if page.out.ends_with('\n') {
        let _ = page.out.pop();
    }
}

fn one_key(line: &KeyLine, reading: Option<Reading>, page: &mut Page<'_>) {
    let text = page.text;
    let mut facts = vec![text.half(line.id.kind, line.has_private).to_owned()];
    if let (Some(reading), KeyKind::Secret { bits }) = (reading, line.id.kind) {
        facts = vec![text.reading(reading).to_owned(), text.bytes(bits / 8)];
    }
    let kind = page.inked(Ink::Header, &text.key_kind(line.id.kind));
    page.line(&format!("{kind} · {}  {}", facts.join(" · "), visible(&line.id.name, LONGEST_VALUE)));
    for (name, value) in [("kid", &line.id.kid), ("thumbprint", &line.id.thumbprint)] {
        // Of a secret that a person can guess, the thumbprint lets anyone try guesses.
        let hidden = name == "thumbprint" && matches!(line.id.kind, KeyKind::Secret { .. });
        if let Some(value) = value.as_ref().filter(|value| !hidden && **value != line.id.name) {
            let shown = page.inked(Ink::Muted, &format!("  {name} {}", visible(value, LONGEST_VALUE)));
            page.line(&shown);
        }
    }
    for finding in &line.findings {
        page.finding(finding);
    }
}

fn lines(shown: &Shown) -> impl Iterator<Item = (&KeyLine, Option<Reading>)> {
    let reading = |index: usize| shown.readings.as_ref()?.get(index).copied();
    shown.report.keys.iter().enumerate().map(move |(index, line)| (line, reading(index)))
}

/// What the file is, as far as that is known.
pub(super) fn format(read: &Result<KeyFile, ReadError>) -> Option<Format> {
    match read {
        Ok(file) => Some(file.format),
        Err(
            ReadError::Unsupported(format)
            | ReadError::PasswordNeeded(format)
            | ReadError::WrongPassword(format)
            | ReadError::Damaged(format)
            | ReadError::NoKeys(format),
        ) => Some(*format),
        Err(_) => None,
    }
}
