//! The signature: its bytes, and how it is made, in the colours of the segments that go into it.

use egui::text::LayoutJob;
use egui::{Id, Label, Rect, TextFormat, Ui, pos2, vec2};

use super::bytes::hex;
use super::cx::{Cx, Shown};
use super::fonts;
use super::memory::{Memory, Spelling};
use super::signature_edit;
use super::table;
use super::visible;
use super::widgets::{self, Copyable, Rows, StripedCard};
use crate::app::command::{Command, CopyWhat};
use crate::encoding::base64url;
use crate::inspect::finding::Part;
use crate::inspect::report::{SignatureReport, SignatureVerdict};
use crate::jose::algorithm::{Family, JwsAlgorithm};
use crate::jose::token::Role;

const ROW: f32 = 18.0;
const PADDING: f32 = 7.0;
const FORMULA: f32 = 26.0;
/// Longer signatures scroll.
const MOST_ROWS: usize = 3;
/// Of so many signatures, each has its row; more of them scroll.
const MOST_SIGNATURES: usize = 4;

/// The height that suits the signature, without the title.
pub(super) fn height(shown: &Shown<'_>) -> f32 {
    2.0 * PADDING + listed(shown) + spelled_height(shown) + FORMULA
}

/// The height of the list of several signatures.
fn listed(shown: &Shown<'_>) -> f32 {
    several(shown).len().min(MOST_SIGNATURES) as f32 * ROW
}

/// The height of the bytes.
fn spelled_height(shown: &Shown<'_>) -> f32 {
    // Two digits and a gap for each byte, 25 of them in the usual width.
    shown.report.signature.bytes.div_ceil(25).clamp(1, MOST_ROWS) as f32 * ROW
}

/// Draws the panel in `rect`.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, shown: &Shown<'_>, rect: Rect) {
    let words = &cx.words().decoded;
    let report = &shown.report.signature;
    let aside = cx.text.bytes(report.bytes);
    let role = cx.text.role(Role::Signature);
    let card = StripedCard {
        colour: cx.palette.signature,
        title: words.signature,
        aside: Some(&aside),
        meaning: Some((role.sentence, role.reference)),
    };
    let now = memory.signature;
    let choices = [(Spelling::Hex, words.hex), (Spelling::Base64url, "Base64url")];
    let (mut chosen, mut toggled) = (None, false);
    let mut queue = Vec::new();
    let mut tool_cx = Cx { queue: &mut queue, ..*cx };
    let typed = &mut memory.signature_typed;
    let is_on = typed.is_on(shown);
    let tools = |ui: &mut Ui| {
        chosen = widgets::segmented(ui, words.signature, now, &choices);
        if signature_edit::is_editable(shown) {
            toggled = signature_edit::menu(ui, &mut tool_cx, is_on);
        }
    };
    card.show(ui, rect, tools, |ui| {
        if is_on {
            signature_edit::show(ui, cx, typed, shown);
        } else {
            body(ui, cx, shown, now);
        }
    });
    if toggled {
        typed.toggle(ui.ctx(), shown);
    }
    cx.queue.append(&mut queue);
    if let Some(chosen) = chosen {
        memory.signature = chosen;
    }
}

fn body(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, spelling: Spelling) {
    let area = ui.max_rect().shrink2(vec2(0.0, PADDING));
    let mut top = area.top();
    let mut next = |height: f32| {
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), height));
        top = rect.bottom();
        rect
    };
    let several = several(shown);
    if !several.is_empty() {
        let rect = next(listed(shown));
        widgets::column(ui, rect, "signatures", |ui| list(ui, cx, shown, several));
    }
    let rect = next(spelled_height(shown));
    widgets::column(ui, rect, "bytes", |ui| spelled(ui, cx, shown, spelling));
    let algorithm = shown.report.signature.algorithm.as_deref().and_then(JwsAlgorithm::from_name);
    if let Some(algorithm) = algorithm {
        let rect = next(FORMULA).shrink2(vec2(12.0, 0.0));
        widgets::line(ui, rect, "formula", |ui| {
            ui.add(Label::new(formula_job(algorithm, cx)).truncate());
        });
    }
}

fn several<'a>(shown: &Shown<'a>) -> &'a [SignatureReport] {
    if shown.report.signatures.len() > 1 { &shown.report.signatures } else { &[] }
}

fn list(ui: &mut Ui, cx: &Cx<'_>, shown: &Shown<'_>, several: &[SignatureReport]) {
    let id = Id::unique(("signatures", shown.salt()));
    let rows = Rows { id, count: several.len(), height: ROW, margin: vec2(12.0, 0.0), reveal: None };
    rows.show(ui, |ui, row| {
        let Some(one) = several.get(row.index) else { return };
        let (sign, colour) = match one.verdict {
            SignatureVerdict::Valid => ("✔", cx.palette.good),
            SignatureVerdict::Invalid | SignatureVerdict::Unsecured => ("✖", cx.palette.bad),
            _ => ("◆", cx.palette.muted),
        };
        let place = (cx.words().decoded.signature_of)(row.index + 1, several.len());
        let algorithm = one.algorithm.as_deref().unwrap_or_default();
        let key = one.key.as_ref().map_or("", |key| key.name.as_str());
        let line = [place.as_str(), algorithm, key].into_iter().filter(|part| !part.is_empty());
        let line = visible::plain(&line.collect::<Vec<_>>().join(" · "), 120);
        widgets::line(ui, row.rect, "signature", |ui| {
            widgets::words(ui, sign, fonts::SMALL, colour).accessible_name(one.verdict.name());
            widgets::words(ui, &line, fonts::SMALL, cx.palette.text);
        });
    });
}

fn spelled(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, spelling: Spelling) {
    let words = &cx.words().decoded;
    let Some(segment) = super::ink::segment(&shown.report.token, Part::Signature) else {
        return table::instead(ui, words.missing);
    };
    let bytes = segment.bytes();
    if bytes.is_empty() {
        return table::instead(ui, words.nothing);
    }
    let chars = ((ui.available_width() - 24.0 - 30.0) / (fonts::CODE * 0.6)).max(12.0) as usize;
    // So many bytes fill a row: three characters for each, or four for each three of them.
    let per_row = match spelling {
        Spelling::Hex => (chars + 1) / 3,
        Spelling::Base64url => chars / 4 * 3,
    };
    let id = Id::unique(("signature", shown.salt()));
    let rows =
        Rows { id, count: bytes.len().div_ceil(per_row), height: ROW, margin: vec2(12.0, 0.0), reveal: None };
    rows.show(ui, |ui, row| {
        let start = row.index * per_row;
        let part = bytes.get(start..(start + per_row).min(bytes.len())).unwrap_or_default();
        // Commands know the outermost token only.
        let value = |spelled: fn(&[u8]) -> String| CopyWhat::Value(spelled(bytes));
        let (line, what) = match spelling {
            Spelling::Hex if shown.layer > 0 => (hex(part), value(hex)),
            Spelling::Base64url if shown.layer > 0 => (base64url::encode(part), value(base64url::encode)),
            Spelling::Hex => (hex(part), CopyWhat::SignatureHex),
            Spelling::Base64url => (base64url::encode(part), CopyWhat::SignatureBase64url),
        };
        let format = TextFormat::simple(fonts::code(fonts::CODE), cx.palette.muted);
        let copyable = Copyable { job: LayoutJob::single_section(line, format), copy: words.copy_value };
        if copyable.show(ui).1 {
            cx.send(Command::Copy(what));
        }
    });
}

fn formula_job(algorithm: JwsAlgorithm, cx: &Cx<'_>) -> LayoutJob {
    let (before, after) = formula(algorithm);
    let words = |colour| TextFormat::simple(fonts::code(fonts::SMALL), colour);
    let mut job = LayoutJob::default();
    job.append(&before, 0.0, words(cx.palette.muted));
    job.append("header", 0.0, words(cx.palette.header));
    job.append(" + \".\" + ", 0.0, words(cx.palette.muted));
    job.append("payload", 0.0, words(cx.palette.payload));
    job.append(after, 0.0, words(cx.palette.muted));
    job
}

/// What stands before and after `header + "." + payload` in the formula of an algorithm (RFC 7518 §3, RFC 8037 §3.1).
fn formula(algorithm: JwsAlgorithm) -> (String, &'static str) {
    let bits = algorithm.hash_bits();
    let curve = algorithm.curve().map(crate::jose::algorithm::Curve::name).unwrap_or_default();
    match algorithm.family() {
        Family::Hmac => (format!("HMAC-SHA{bits}("), ", secret)"),
        Family::RsaPkcs1 => (format!("RSASSA-PKCS1-v1_5(SHA-{bits}, "), ", key)"),
        Family::RsaPss => (format!("RSASSA-PSS(SHA-{bits}, "), ", key)"),
        Family::Ecdsa => (format!("ECDSA({curve}, SHA-{bits}, "), ", key)"),
        Family::EdDsa if curve.is_empty() => ("EdDSA(".to_owned(), ", key)"),
        Family::EdDsa => (format!("{curve}("), ", key)"),
        Family::MlDsa => (format!("{}(", algorithm.name()), ", key)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_algorithm_has_its_formula() {
        for (name, want) in [
            ("HS256", "HMAC-SHA256(…, secret)"),
            ("RS384", "RSASSA-PKCS1-v1_5(SHA-384, …, key)"),
            ("PS512", "RSASSA-PSS(SHA-512, …, key)"),
            ("ES256", "ECDSA(P-256, SHA-256, …, key)"),
            ("ES512", "ECDSA(P-521, SHA-512, …, key)"),
            ("ES256K", "ECDSA(secp256k1, SHA-256, …, key)"),
            ("Ed25519", "Ed25519(…, key)"),
            ("ML-DSA-44", "ML-DSA-44(…, key)"),
        ] {
            let (before, after) = formula(JwsAlgorithm::from_name(name).unwrap());
            assert_eq!(format!("{before}…{after}"), want);
        }
    }
}
