//! The four verdicts on a token, never merged into one: structure, mathematics, time, policy. Each with its sign, its
//! colour and its word; beside them whose shape the token has, where there is room.

use egui::text::LayoutJob;
use egui::{Align, Galley, Layout, Role, Sense, TextFormat, Ui, WidgetInfo, vec2};

use std::sync::Arc;

use super::cx::{Cx, Shown};
use super::fonts;
use super::theme::Tone;
use super::widgets;
use crate::inspect::finding::Finding;
use crate::inspect::report::{Structure, TimeVerdict, TokenReport};
use crate::text::{Mark, MarkEncryption, MarkSignature};

/// The height of the row.
pub(super) const HEIGHT: f32 = 18.0;
/// Between two of them.
const GAP: f32 = 16.0;
/// A name that is cut to less says nothing.
const LEAST_NAME: f32 = 90.0;
/// More findings are not listed.
const MOST: usize = 8;

const fn tone(mark: Mark) -> Tone {
    match mark {
        Mark::Structure(Structure::Ok)
        | Mark::Signature(MarkSignature::Valid)
        | Mark::Encryption(MarkEncryption::Opened)
        | Mark::Time(TimeVerdict::Active)
        | Mark::Policy { refuses: false } => Tone::Good,
        Mark::Structure(Structure::Partial)
        | Mark::Signature(
            MarkSignature::Unsupported
            | MarkSignature::Unreadable
            | MarkSignature::Ambiguous
            | MarkSignature::Outdated,
        )
        | Mark::Encryption(MarkEncryption::Unsupported)
        | Mark::Time(TimeVerdict::NoExpiry | TimeVerdict::Unreadable) => Tone::Warn,
        Mark::Structure(Structure::Error)
        | Mark::Signature(MarkSignature::Invalid | MarkSignature::None)
        | Mark::Encryption(MarkEncryption::Failed)
        | Mark::Time(TimeVerdict::Expired | TimeVerdict::NotYet)
        | Mark::Policy { refuses: true } => Tone::Bad,
        Mark::Signature(MarkSignature::Unchecked)
        | Mark::Encryption(MarkEncryption::Closed)
        | Mark::Time(TimeVerdict::None) => Tone::Plain,
    }
}

const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "✔",
        Tone::Warn => "▲",
        Tone::Bad => "✖",
        Tone::Plain => "◆",
    }
}

/// Draws the row, or two of them where there is little room.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, shown: &Shown<'_>) {
    let is_edited = cx.state.original().is_some();
    let marks = Mark::all(shown.report).map(|mark| match mark {
        Mark::Signature(_) if is_edited => Mark::Signature(MarkSignature::Outdated),
        mark => mark,
    });
    let marks = marks.map(|mark| (mark, galley(ui, cx, mark)));
    let taken: f32 = marks.iter().map(|(_, galley)| galley.size().x + GAP).sum();
    let room = ui.available_width();
    let name = shown.report.provider.map(|provider| cx.text.provider(provider));
    // The name of the shape is what can be missed, or cut.
    let name = name.filter(|_| taken + LEAST_NAME <= room);
    let layout = if taken - GAP <= room {
        Layout::left_to_right(Align::Center)
    } else {
        Layout::left_to_right(Align::Center).with_main_wrap(true)
    };
    ui.allocate_ui_with_layout(vec2(room, HEIGHT), layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, 2.0);
        for (mark, galley) in marks {
            one(ui, cx, shown.report, mark, galley);
        }
        if let Some(name) = name {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let said = widgets::words(ui, &name, fonts::SMALL, cx.palette.text);
                said.on_hover_text(cx.words().verdict.provider_hint);
            });
        }
    });
}

fn galley(ui: &Ui, cx: &Cx<'_>, mark: Mark) -> Arc<Galley> {
    let tone = tone(mark);
    let colour = if tone == Tone::Plain { cx.palette.muted } else { cx.palette.tone(tone) };
    let (subject, word) = cx.text.mark(mark);
    let format = |strong: bool, colour| {
        let font = if strong { fonts::strong(fonts::SMALL) } else { fonts::words(fonts::SMALL) };
        TextFormat::simple(font, colour)
    };
    let mut job = LayoutJob::default();
    job.append(sign(tone), 0.0, format(false, colour));
    job.append(subject, 5.0, format(false, cx.palette.muted));
    job.append(word, 4.0, format(true, colour));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn one(ui: &mut Ui, cx: &Cx<'_>, report: &TokenReport, mark: Mark, galley: Arc<Galley>) {
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, HEIGHT), Sense::hover());
    let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, cx.palette.text);
    let (subject, word) = cx.text.mark(mark);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{subject}: {word}")));
    if mark == (Mark::Policy { refuses: true }) {
        response.on_hover_ui(|ui| {
            for finding in report
                .layers()
                .flat_map(|layer| &layer.findings)
                .filter(|one| Mark::is_policy(one))
                .take(MOST)
            {
                widgets::caption(ui, &*message(cx, finding));
            }
        });
    }
}

fn message(cx: &Cx<'_>, finding: &Finding) -> String {
    cx.text.finding(&finding.detail).message.into_owned()
}
