//! The Report as text for a person at a terminal. What came from outside is shown with control characters,
//! bidirectional and invisible ones made visible: a token must not steer the terminal.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use crate::encoding::json::Kind;
use crate::inspect::diagnose::Diagnosis;
use crate::inspect::finding::{Finding, Severity};
use crate::inspect::report::{Media, Report, SignatureVerdict, TokenReport};
use crate::jose::segment::{Content, Encoded, Segment};
use crate::jose::token::Shape;
use crate::text::Text;
use crate::text::escape::visible;

/// Values longer than this are cut; `--json` has them whole. In characters.
pub(super) const LONGEST_VALUE: usize = 300;
/// Payload members beyond this are counted, not listed; `--json` has them all.
const MOST_MEMBERS: usize = 200;

/// Writes the report, in colour if `colour`.
pub(super) fn write(report: &Report, text: &Text, colour: bool, out: &mut String) {
    let mut page = Page { text, colour, now: report.now, out };
    for finding in &report.input_findings {
        page.finding(finding);
    }
    for (index, token) in report.tokens.iter().enumerate() {
        if index > 0 || !report.input_findings.is_empty() {
            page.line("");
        }
        page.token(token);
    }
    if page.out.ends_with('\n') {
        let _ = page.out.pop();
    }
}

/// Where text goes, and how.
pub(super) struct Page<'a> {
    pub(super) text: &'a Text,
    pub(super) colour: bool,
    pub(super) now: i64,
    pub(super) out: &'a mut String,
}

/// The colours of the terminal that stand for ours (ECMA-48 SGR).
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Header,
    Payload,
    Signature,
    Good,
    Warn,
    Bad,
    Muted,
    Strong,
}

impl Ink {
    const fn code(self) -> &'static str {
        match self {
            Self::Header => "31",
            Self::Payload => "35",
            Self::Signature => "36",
            Self::Good => "1;32",
            Self::Warn => "33",
            Self::Bad => "1;31",
            Self::Muted => "2",
            Self::Strong => "1",
        }
    }
}

impl Page<'_> {
    fn token(&mut self, report: &TokenReport) {
        let verdict = self.text.verdict(report);
        let (sign, ink) = match report.signature.verdict {
            SignatureVerdict::Valid | SignatureVerdict::Decrypted if report.accept => ("✔", Ink::Good),
            SignatureVerdict::Valid
            | SignatureVerdict::Decrypted
            | SignatureVerdict::NoKey
            | SignatureVerdict::Unsupported => ("▲", Ink::Warn),
            _ if report.asks() => ("▲", Ink::Warn),
            _ => ("✖", Ink::Bad),
        };
        let mut headline = self.inked(ink, &format!("{sign} {}", verdict.headline));
        if let Some(signed_by) = &verdict.signed_by {
            let _ = write!(
                headline,
                "  {} {}",
                signed_by.label,
                self.inked(Ink::Strong, &visible(&signed_by.key, LONGEST_VALUE))
            );
        }
        self.line(&headline);
        if let Some(detail) = &verdict.detail {
            self.line(&format!("  {detail}"));
        }
        if let Some(diagnosis) = &report.diagnosis {
            self.diagnosis(diagnosis);
        }
        if let Some(time) = self.text.time(&report.time, self.now, &TimeZone::UTC) {
            self.line(&format!("  {time}"));
        }
        let provider = report.provider.map(|provider| self.text.provider(provider));
        let mut facts: Vec<String> = provider.into_iter().collect();
        facts.extend([
            self.text.serialization(report.token.serialization).to_owned(),
            self.text.bytes(report.token.text.len()),
        ]);
        facts.extend(self.text.origin(&report.origin));
        let facts = self.inked(Ink::Muted, &format!("  {}", facts.join(" · ")));
        self.line(&facts);
        if let Some(header) = report.token.header() {
            self.part(Ink::Header, self.text.words.decoded.header, header, report.media);
        }
        match &report.token.shape {
            Shape::Jws(jws) => {
                // What was disclosed stands in its place.
                let shown = report.selective.as_ref().map(|selective| {
                    Segment::plain(Encoded::Missing, selective.shown.source().as_bytes().to_vec())
                });
                let payload = shown.as_ref().unwrap_or(&jws.payload);
                self.part(Ink::Payload, self.text.words.decoded.payload, payload, report.media);
                let algorithm = report
                    .signature
                    .algorithm
                    .as_deref()
                    .map_or_else(String::new, |alg| visible(alg, 80).into_owned());
                let line = format!("{} · {algorithm}", self.text.bytes(report.signature.bytes));
                self.section(Ink::Signature, self.text.words.decoded.signature);
                self.line(&format!("  {line}"));
            }
            Shape::Jwe(jwe) => {
                self.section(Ink::Signature, self.text.words.decoded.encrypted_parts);
                self.line(&format!("  {}", self.text.jwe_lengths(jwe)));
                if let Some(payload) = report.payload().filter(|_| report.nested.is_none()) {
                    self.part(Ink::Payload, self.text.words.decoded.payload, payload, report.media);
                }
            }
        }
        if !report.findings.is_empty() {
            self.section(Ink::Strong, self.text.words.encoded.findings);
            for finding in &report.findings {
                self.finding(finding);
            }
        }
        if let Some(nested) = &report.nested {
            self.line("");
            self.token(nested);
        }
    }

    /// What was tried, where nothing was proved; what was proved is in the verdict.
    fn diagnosis(&mut self, diagnosis: &Diagnosis) {
        if diagnosis.proof.is_some() || diagnosis.tried.is_empty() {
            return;
        }
        let words = &self.text.words.verdict;
        let tried: Vec<String> = diagnosis.tried.iter().map(|tried| self.text.tried(*tried)).collect();
        let tried = format!("  {}: {}", words.what_was_tried, tried.join(", "));
        let tried = self.inked(Ink::Muted, &tried);
        self.line(&tried);
        if diagnosis.stopped {
            let stopped = self.inked(Ink::Muted, &format!("  {}", words.stopped));
            self.line(&stopped);
        }
    }

    fn part(&mut self, ink: Ink, name: &str, segment: &Segment, media: Media) {
        self.section(ink, name);
        match &segment.content {
            Content::Json(json, _) if json.root().kind() == Kind::Object => {
                let root = json.root();
                let width = root
                    .members()
                    .take(MOST_MEMBERS)
                    .map(|(name, _)| name.text().chars().count().min(24))
                    .max()
                    .unwrap_or(0);
                for (name, value) in root.members().take(MOST_MEMBERS) {
                    let shown = visible(&name.text(), 80).into_owned();
                    let shown = self.inked(ink, &format!("{shown:width$}"));
                    let raw = visible(value.raw(), LONGEST_VALUE);
                    let told = match value.as_i64().filter(|_| value.kind() == Kind::Number) {
                        Some(at) => self.text.claim_time(&name.text(), at, self.now, &TimeZone::UTC),
                        None => None,
                    };
                    let told =
                        told.map_or_else(String::new, |told| self.inked(Ink::Muted, &format!("  {told}")));
                    self.line(&format!("  {shown}  {raw}{told}"));
                }
                let more = root.members().skip(MOST_MEMBERS).count();
                if more > 0 {
                    self.line(&format!("  … +{}", self.text.number(more)));
                }
            }
            Content::Json(json, _) => self.line(&format!("  {}", visible(json.root().raw(), LONGEST_VALUE))),
            Content::Text(text, _) => self.line(&format!("  {}", visible(text, LONGEST_VALUE))),
            Content::Bytes(bytes) => {
                let mut hex = String::new();
                for byte in bytes.iter().take(32) {
                    let _ = write!(hex, "{byte:02x} ");
                }
                let rest = if bytes.len() > 32 { "…" } else { "" };
                self.line(&format!(
                    "  {} · {} {hex}{rest}",
                    self.text.bytes(bytes.len()),
                    self.text.media(media)
                ));
            }
        }
    }

    pub(super) fn finding(&mut self, finding: &Finding) {
        let meta = finding.meta();
        let told = self.text.finding(&finding.detail);
        let (sign, ink) = match meta.severity {
            Severity::Critical | Severity::High => ("■", Ink::Bad),
            Severity::Medium => ("▲", Ink::Warn),
            Severity::Low | Severity::Info => ("●", Ink::Muted),
        };
        let sign = self.inked(ink, sign);
        let id = self.inked(Ink::Muted, meta.id);
        self.line(&format!("  {sign} {}  {id}", told.message));
        let body = told.body();
        if !body.is_empty() {
            let body = self.inked(Ink::Muted, &format!("    {body} · {}", meta.reference));
            self.line(&body);
        }
    }

    fn section(&mut self, ink: Ink, name: &str) {
        let name = self.inked(ink, name);
        self.line(&name);
    }

    pub(super) fn inked(&self, ink: Ink, text: &str) -> String {
        if self.colour { format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code()) } else { text.to_owned() }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }
}
