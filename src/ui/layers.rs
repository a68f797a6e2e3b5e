//! Tokens inside tokens: the path of layers on the verdict card, and the strip that each layer's panels stand below.
//!
//! ```text
//! ┌ 1  JWE · ECDH-ES+A256KW · A256GCM · device-attest ┐ › ┌ 2  JWS · RS256 · auth-prod ┐
//! ```

use egui::text::LayoutJob;
use egui::{
    Align, Frame, Label, Layout, Margin, RichText, Role, Sense, Stroke, TextFormat, Ui, WidgetInfo, pos2,
    vec2,
};

use super::cx::{Cx, Shown, tone};
use super::fonts;
use super::theme::{Tone, size};
use super::verdict::sign;
use super::visible;
use super::widgets;
use crate::app::command::Command;
use crate::encoding::json::Value;
use crate::inspect::report::TokenReport;
use crate::jose::token::{Serialization, Shape};

/// The height of a strip with one line; a cause below takes more.
pub(super) const STRIP: f32 = 40.0;
/// More of a name is cut.
const LONGEST: usize = 40;

/// What a layer is, in the words of the standards: "JWE · ECDH-ES+A256KW · A256GCM".
fn kind(report: &TokenReport) -> String {
    let name = match (&report.token.shape, report.token.serialization) {
        (Shape::Jwe(_), _) => "JWE",
        (Shape::Jws(_), Serialization::SdJwt) => "SD-JWT",
        (Shape::Jws(_), _) => "JWS",
    };
    let mut parts = vec![name.to_owned()];
    parts.extend(report.signature.algorithm.as_deref().map(|alg| visible::plain(alg, LONGEST)));
    if let Shape::Jwe(jwe) = &report.token.shape {
        let enc =
            jwe.header.leading_json().and_then(|json| json.root().member("enc").and_then(Value::as_str));
        parts.extend(enc.map(|enc| visible::plain(&enc, LONGEST)));
    }
    parts.join(" · ")
}

/// Draws the path of the layers: each in its tone, with the key that opened or verified it.
pub(super) fn path(ui: &mut Ui, cx: &Cx<'_>, shown: &Shown<'_>) {
    let layers = shown.layers();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        for (place, layer) in layers.iter().enumerate() {
            chip(ui, cx, layer, (place == 0, place + 1 == layers.len()));
        }
    });
}

fn chip(ui: &mut Ui, cx: &Cx<'_>, layer: &Shown<'_>, (is_first, is_last): (bool, bool)) {
    let report = layer.report;
    let key = report.signature.key.as_ref().filter(|_| report.signature.verdict.holds());
    let mut said = kind(report);
    if let Some(key) = key {
        said = format!("{said} · {}", visible::plain(&key.name, LONGEST));
    }
    let tone = own_tone(layer);
    let font = if is_last { fonts::strong(fonts::SMALL) } else { fonts::words(fonts::SMALL) };
    let mut job = LayoutJob::default();
    let number = TextFormat::simple(font.clone(), cx.palette.muted);
    job.append(&format!("{}  ", layer.layer + 1), 0.0, number);
    job.append(&said, 0.0, TextFormat::simple(font, cx.palette.text));
    job.wrap.max_width = (ui.max_rect().width() - 24.0).max(80.0);
    job.wrap.max_rows = 1;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    // The sign between two of them goes to the next line with the second.
    let between = if is_first { 0.0 } else { 14.0 };
    let (whole, response) =
        ui.allocate_exact_size(galley.size() + vec2(22.0 + between, 12.0), Sense::hover());
    let rect = whole.with_min_x(whole.left() + between);
    if !is_first {
        let sign = ui.painter().layout_no_wrap("›".to_owned(), fonts::words(fonts::BODY), cx.palette.muted);
        let at = pos2(whole.left(), whole.center().y - sign.size().y / 2.0);
        ui.painter().galley(at, sign, cx.palette.muted);
    }
    let stroke = Stroke::new(1.0, cx.palette.tone(tone));
    ui.painter().rect(rect, size::RADIUS_BUTTON, cx.palette.panel, stroke, egui::StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, cx.palette.text);
    let verdict = cx.text.layer_verdict(report).headline;
    response.widget_info(|| {
        let said = format!("{}: {said}. {verdict}", (cx.words().decoded.layer)(layer.layer + 1));
        WidgetInfo::labeled(Role::Label, true, said)
    });
}

/// How it stands with a layer by itself, whatever is inside it.
fn own_tone(layer: &Shown<'_>) -> Tone {
    let report = layer.report;
    let outer = layer.layer.checked_sub(1);
    let mut layers = layer.view.report.tokens.get(layer.index).into_iter().flat_map(TokenReport::layers);
    let outer = outer.and_then(|outer| layers.nth(outer));
    // A key-binding token is verified with the key that the issuer names: nobody vouches for it where the issuer's
    // own signature does not hold.
    if outer.is_some_and(|outer| outer.selective.is_some() && !outer.signature.verdict.holds()) {
        return if tone(report) == Tone::Good { Tone::Warn } else { tone(report) };
    }
    let by_itself = !report.findings.iter().any(crate::inspect::finding::Finding::rejects);
    if report.signature.verdict.holds() && by_itself { Tone::Good } else { tone(report) }
}

/// Draws the strip above a layer's panels: its number, what it is, its own verdict, the key, and the cause.
pub(super) fn strip(ui: &mut Ui, cx: &mut Cx<'_>, layer: &Shown<'_>) {
    let report = layer.report;
    let verdict = cx.text.layer_verdict(report);
    let tone = own_tone(layer);
    let colour = if tone == Tone::Plain { cx.palette.text } else { cx.palette.tone(tone) };
    let line = if tone == Tone::Plain { cx.palette.line } else { colour };
    let name = (cx.words().decoded.layer)(layer.layer + 1);
    let mut open = false;
    Frame::new()
        .fill(cx.palette.ground(tone))
        .stroke(Stroke::new(1.0, line))
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(14, 4))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            let row = vec2(ui.available_width(), STRIP - 10.0);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                if layer.layer > 0 {
                    open = widgets::button(ui, cx.words().decoded.open_layer).clicked();
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 9.0;
                    widgets::words(ui, &name, fonts::SMALL, cx.palette.muted);
                    widgets::strong(ui, &kind(report), fonts::BODY, cx.palette.text);
                    let sign = if report.signature.verdict.holds() { "✔" } else { sign(report) };
                    let sentence = format!("{sign} {}", verdict.headline);
                    let text = RichText::new(sentence).font(fonts::strong(fonts::SMALL)).color(colour);
                    ui.add(Label::new(text).truncate());
                    if let Some(by) = &verdict.signed_by {
                        let by = format!("{} {}", by.label, visible::plain(&by.key, LONGEST));
                        widgets::words(ui, &by, fonts::SMALL, cx.palette.muted);
                    }
                    if let Some(time) = cx.text.time(&report.time, cx.state.now, cx.zone) {
                        widgets::words(ui, &format!("· {time}"), fonts::SMALL, cx.palette.muted);
                    }
                });
            });
            if let Some(cause) = &verdict.detail {
                widgets::caption(ui, cause.as_str());
                ui.add_space(6.0);
            }
        });
    if open {
        cx.send(Command::Paste(report.token.text.to_string()));
    }
}
