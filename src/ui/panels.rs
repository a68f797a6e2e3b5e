//! The panels of the decoded token: header, payload, and what stands below them. How high each is, and what the
//! rows of header and payload mean.

use std::borrow::Cow;

use egui::{Id, Rect, Response, Ui, vec2};

use super::cx::{Cx, Shown};
use super::json_edit;
use super::json_view::{self, JsonView};
use super::memory::{Focus, Memory, Shape};
use super::table::{self, Meaning, Table};
use super::theme::size;
use super::widgets::{self, StripedCard};
use super::{bytes, layers, parts, selective, signature};
use crate::app::command::Command;
use crate::craft::remake::Part as Typed;
use crate::encoding::json::Value;
use crate::inspect::finding::{Detail, Finding, In, Part, Place};
use crate::inspect::rows::Rows;
use crate::inspect::rules::jwe::Jwe;
use crate::jose::segment::{Content, Encoded, Segment};
use crate::jose::token::{Role, Shape as TokenShape};
use crate::text::Text;

/// Heights of the three panels in a column of `room` points, each with its title: the header what it needs, the last one
/// what it needs, the payload all that these and what stands below (`extra`) leave, but never less than some rows.
pub(super) fn heights(room: f32, header: f32, last: f32, extra: f32) -> [f32; 3] {
    const LEAST: f32 = 150.0;
    let title = size::TITLE + 2.0;
    let last = (title + last).min((room * 0.4).max(140.0));
    let header = (title + header).min((room * 0.36).max(180.0));
    let extra = if extra > 0.0 { extra + size::GAP } else { 0.0 };
    let payload = (room - header - last - extra - 2.0 * size::GAP).max(LEAST);
    [header, payload, last]
}

/// Draws the panels below each other in a column that is `room` high, or higher where that is too little.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, shown: &Shown<'_>, room: f32) {
    let layers = shown.layers();
    let words = &cx.words().decoded;
    if let [only] = layers.as_slice() {
        let extra = parts::extra_height(only, words);
        let heights = heights(room, header_needs(only, memory.header), last_needs(only), extra);
        return layer(ui, cx, memory, only, heights);
    }
    // Each layer takes what it needs; what is in the innermost one gets the room that is left, if any is.
    let title = size::TITLE + 2.0;
    let needs: Vec<[f32; 3]> = layers
        .iter()
        .map(|layer| {
            let header = (title + header_needs(layer, memory.header)).min(MOST_HEADER);
            let folds = layer.report.plaintext.is_some() && !memory.parts;
            let last = if folds { title } else { title + last_needs(layer) };
            // What was disclosed is in this layer, whatever is inside.
            let is_selective = layer.report.selective.is_some();
            let payload = if is_selective { payload_needs(layer, memory.payload) } else { 0.0 };
            [header, payload, last]
        })
        .collect();
    let taken: f32 =
        needs.iter().map(|needs| layers::STRIP + needs.iter().sum::<f32>() + 4.0 * size::GAP).sum();
    let extras: f32 = layers.iter().map(|layer| parts::extra_height(layer, words)).sum();
    for (place, (one, mut heights)) in layers.iter().zip(needs).enumerate() {
        if place + 1 == layers.len() {
            heights[1] = (room - taken - extras).max(payload_needs(one, memory.payload));
        }
        ui.push_id(("layer", place), |ui| {
            ui.spacing_mut().item_spacing.y = size::GAP;
            let top = ui.cursor().top();
            layers::strip(ui, cx, one);
            layer(ui, cx, memory, one, heights);
            if memory.reveal.is_some_and(|(layer, _)| layer == one.layer) {
                let rect =
                    Rect::from_min_max(egui::pos2(ui.min_rect().left(), top), ui.min_rect().right_bottom());
                ui.scroll_to_rect(rect, None);
            }
        });
    }
}

/// A header of many members scrolls beyond this, where there are several layers.
const MOST_HEADER: f32 = 260.0;

fn header_needs(shown: &Shown<'_>, shape: Shape) -> f32 {
    let rows = shown.rows.and_then(|rows| rows.header.as_deref());
    rows.map_or(84.0, |rows| natural(rows, shape))
}

fn payload_needs(shown: &Shown<'_>, shape: Shape) -> f32 {
    let rows = shown.rows.and_then(|rows| rows.payload.as_deref());
    (size::TITLE + 2.0 + rows.map_or(112.0, |rows| natural(rows, shape))).clamp(110.0, 420.0)
}

fn natural(rows: &Rows, shape: Shape) -> f32 {
    match shape {
        Shape::Table if rows.members() > 0 => rows.members() as f32 * size::ROW + 2.0 * table::PADDING,
        _ => rows.len() as f32 * size::CODE_ROW + 2.0 * json_view::PADDING,
    }
}

fn last_needs(shown: &Shown<'_>) -> f32 {
    match shown.report.token.shape {
        TokenShape::Jwe(_) => parts::height(shown),
        TokenShape::Jws(_) => signature::height(shown),
    }
}

/// Draws the panels of one layer; a payload without height is not drawn: it is the next layer.
fn layer(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    shown: &Shown<'_>,
    [header_height, payload_height, last_height]: [f32; 3],
) {
    let is_jwe = matches!(shown.report.token.shape, TokenShape::Jwe(_));
    let header = shown.report.token.header();
    let header_rows = shown.rows.and_then(|rows| rows.header.as_deref());
    let words = &cx.words().decoded;
    let extra = parts::extra_height(shown, words);
    let part = Panel {
        part: Part::Header,
        title: words.header,
        colour: cx.palette.header,
        segment: header,
        rows: header_rows,
        is_detached: false,
    };
    let rect = take(ui, header_height);
    part.show(ui, cx, memory, shown, rect);

    if payload_height > 0.0 {
        let rect = take(ui, payload_height);
        let segment = shown.report.payload();
        if is_jwe && segment.is_none() {
            parts::payload(ui, cx, rect);
        } else {
            let rows = shown.rows.and_then(|rows| rows.payload.as_deref());
            let colour = cx.palette.payload;
            let is_detached = shown.layer == 0 && shown.report.token.is_detached();
            let part =
                Panel { part: Part::Payload, title: words.payload, colour, segment, rows, is_detached };
            part.show(ui, cx, memory, shown, rect);
        }
    }

    let rect = take(ui, last_height);
    if is_jwe {
        parts::show(ui, cx, memory, shown, rect);
    } else {
        signature::show(ui, cx, memory, shown, rect);
    }
    if extra > 0.0 {
        let rect = take(ui, extra);
        parts::extra(ui, cx, shown, rect);
    }
}

fn take(ui: &mut Ui, height: f32) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    rect
}

/// The panel of one segment that holds JSON, or was meant to.
struct Panel<'a> {
    part: Part,
    title: &'static str,
    colour: egui::Color32,
    segment: Option<&'a Segment>,
    rows: Option<&'a Rows>,
    /// Whether it travels apart from the token, so that it can be given.
    is_detached: bool,
}

impl Panel<'_> {
    fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, shown: &Shown<'_>, rect: Rect) {
        let is_header = self.part == Part::Header;
        let mode = if is_header { memory.header } else { memory.payload };
        let is_object = self.rows.is_some_and(|rows| rows.members() > 0);
        let now = if is_object { mode } else { Shape::Json };
        let is_editable = json_edit::is_editable(shown, self.segment);
        let is_changeable = json_edit::is_changeable(shown, self.segment);
        let typed = if is_header { Typed::Header } else { Typed::Payload };
        let is_edited = shown.layer == 0 && cx.state.original().is_some();
        let is_key = |finding: &Finding| matches!(finding.detail, Detail::Jwe(Jwe::ContainsPrivateJwk));
        let holds_key = !is_header && shown.report.findings.iter().any(is_key);
        let here = |(layer, place): &(usize, Place)| {
            *layer == shown.layer && place.part == self.part && place.text == In::Decoded
        };
        let reveal = memory.reveal.filter(here).map(|(_, place)| place);
        let selective = shown.report.selective.as_deref().filter(|_| !is_header);
        let aside =
            selective.map(|selective| selective::total(cx, selective)).or_else(|| self.aside(cx.text));
        let changes = memory.typed_mut(typed).changes();
        let changes = (is_edited && changes > 0).then(|| (cx.words().editing.changes)(changes));
        let aside = changes.or(aside);
        let role = cx.text.role(if is_header { Role::Header } else { Role::Payload });
        let meaning = Some((role.sentence, role.reference));
        let card = StripedCard { colour: self.colour, title: self.title, aside: aside.as_deref(), meaning };
        let mut chosen = None;
        let mut import = false;
        let mut given = None;
        let can_open = !cx.state.dialog_open;
        let words = &cx.words().decoded;
        let mut queue = Vec::new();
        let mut tool_cx = Cx { queue: &mut queue, ..*cx };
        let tools = |ui: &mut Ui| {
            if is_object || is_editable {
                let choices = [(Shape::Table, words.table), (Shape::Json, "JSON")];
                // From right to left: the layout of the title's tools.
                chosen = widgets::segmented(ui, self.title, now, &choices);
            }
            if self.is_detached {
                // From right to left, too.
                if widgets::button(ui, words.paste_detached).clicked() {
                    given = Some(Command::PasteDetached);
                }
                let open = ui.add_enabled_ui(can_open, |ui| widgets::button(ui, words.open_detached)).inner;
                if open.clicked() {
                    given = Some(Command::OpenDetached);
                }
            }
            if is_changeable && is_object {
                json_edit::add(ui, &mut tool_cx, typed);
            }
            if is_changeable && !is_header && is_object && (now == Shape::Json || is_edited) {
                json_edit::tools(ui, &mut tool_cx);
            }
            if holds_key {
                import = widgets::button(ui, words.import_inner).clicked();
            }
        };
        let mut revealed = None;
        let title = card.show(ui, rect, tools, |ui| match self.segment {
            Some(segment) if is_editable && now == Shape::Json => {
                json_edit::show(ui, cx, memory, shown, (typed, segment, self.colour), reveal);
            }
            _ => revealed = self.body(ui, cx, shown, now, reveal),
        });
        // What is gone to may be in a layer within.
        if memory.reveal.is_none_or(|(layer, _)| layer == shown.layer) {
            let focus = if is_header { Focus::Header } else { Focus::Payload };
            let is_gone_to = memory.focus == Some(focus);
            memory.give_focus(focus, revealed.as_ref().unwrap_or(&title));
            if is_gone_to && reveal.is_some() && revealed.is_none() {
                ui.scroll_to_rect(rect, None);
            }
        }
        cx.queue.append(&mut queue);
        if let Some(chosen) = chosen {
            *(if is_header { &mut memory.header } else { &mut memory.payload }) = chosen;
        }
        if let Some(given) = given {
            cx.send(given);
        }
        if import && let Some(text) = self.segment.and_then(Segment::text) {
            cx.send(Command::ImportText(text.to_string().into()));
        }
    }

    fn aside(&self, text: &'static Text) -> Option<String> {
        let segment = self.segment?;
        let words = &text.words.decoded;
        match (&segment.encoded, &segment.content) {
            (Encoded::Missing, _) if segment.bytes().is_empty() => Some(words.missing.to_owned()),
            (Encoded::Missing, _) if self.is_detached => Some(words.detached.to_owned()),
            _ if segment.bytes().is_empty() => Some(words.nothing.to_owned()),
            (_, Content::Bytes(bytes)) => Some(format!("{} · {}", text.bytes(bytes.len()), words.not_text)),
            (_, Content::Text(found, _)) => Some(format!("{} · {}", text.bytes(found.len()), words.not_json)),
            _ if self.part == Part::Payload && segment.bytes().len() >= 1_000 => {
                Some(text.bytes(segment.bytes().len()))
            }
            _ => None,
        }
    }

    /// What is not typed over; the value that is to be brought into sight, where it is in a row of its own.
    fn body(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        shown: &Shown<'_>,
        mode: Shape,
        reveal: Option<Place>,
    ) -> Option<Response> {
        let id = Id::unique((self.title, shown.salt()));
        let Some(rows) = self.rows else {
            if let Some(segment) = self.segment {
                bytes::content(ui, cx, id, segment);
            }
            return None;
        };
        let is_header = self.part == Part::Header;
        let selective = shown.report.selective.as_deref().filter(|_| !is_header);
        let moved = |place: Place| {
            let at = place.span.start as usize;
            if is_header { Some(at) } else { selective::moved(shown.report, at) }
        };
        let places = || self.places(shown).filter_map(moved);
        match mode {
            Shape::Table => {
                let marked: Vec<usize> = places().filter_map(|at| rows.member_of(at)).collect();
                let reveal = reveal.and_then(moved).and_then(|at| rows.member_of(at));
                let edits = json_edit::is_changeable(shown, self.segment).then_some(if is_header {
                    Typed::Header
                } else {
                    Typed::Payload
                });
                let id = id.with("table");
                let table = Table { id, rows, colour: self.colour, reveal, marked: &marked, edits };
                table.show(ui, cx, |cx, name, value| {
                    if is_header {
                        return parameter(cx, shown, name, value);
                    }
                    let mut meaning = claim(cx, name, value);
                    let note = selective.and_then(|selective| selective::note(cx, selective, value));
                    meaning.strong = note.map(|note| note.words);
                    meaning
                })
            }
            Shape::Json => {
                let marked: Vec<usize> = places().map(|at| rows.row_of(at)).collect();
                let reveal = reveal.and_then(moved).map(|at| rows.row_of(at));
                let view = JsonView {
                    id: id.with("json"),
                    rows,
                    colour: self.colour,
                    reveal,
                    marked: &marked,
                    selective,
                };
                view.show(ui, cx);
                None
            }
        }
    }

    /// Where findings worth mending point at in the decoded text.
    fn places(&self, shown: &Shown<'_>) -> impl Iterator<Item = Place> {
        use crate::inspect::finding::Severity;
        let points = |finding: &&Finding| {
            let place = finding.place;
            place.part == self.part
                && place.text == In::Decoded
                && !place.span.is_empty()
                && finding.meta().severity <= Severity::Medium
        };
        shown.report.findings.iter().filter(points).map(|finding| finding.place)
    }
}

/// What a header parameter and its value mean.
fn parameter(cx: &Cx<'_>, shown: &Shown<'_>, name: &str, value: Value<'_>) -> Meaning {
    let known = cx.text.header_param(name);
    let spelled = short(value);
    let meant = match name {
        "alg" | "enc" => cx.text.algorithm(&spelled),
        "typ" | "cty" => cx.text.media_type(&spelled),
        _ => None,
    };
    let signature = &shown.report.signature;
    let holds = signature.verdict.holds();
    let key =
        signature.key.as_ref().filter(|key| holds && name == "kid" && key.kid.as_deref() == Some(&*spelled));
    if let Some(key) = key {
        let words = Cow::Borrowed(cx.words().decoded.matches_key);
        return Meaning { words, strong: Some(key.name.clone()), name: known, value: None };
    }
    let words = match (meant, known) {
        (Some(meant), _) if name == "typ" || name == "cty" => {
            format!("{} · {}", meant.title, meant.reference).into()
        }
        (Some(meant), _) => meant.title.into(),
        (None, Some(known)) => known.title.into(),
        (None, None) => "".into(),
    };
    Meaning { words, strong: None, name: known, value: meant }
}

/// What a claim and its value mean.
fn claim(cx: &Cx<'_>, name: &str, value: Value<'_>) -> Meaning {
    let known = cx.text.claim(name);
    let time = value.as_f64().filter(|at| at.is_finite()).map(|at| at as i64);
    let time = time.and_then(|at| cx.text.claim_time(name, at, cx.state.now, cx.zone));
    let words = match (name, time) {
        (_, Some(time)) => time.into(),
        ("scope" | "scp", None) if value.as_str().is_some() => {
            cx.text.scopes(short(value).split_whitespace().count()).into()
        }
        ("aud", None) if value.elements().nth(1).is_some() => {
            cx.text.audiences(value.elements().take(1_000).count()).into()
        }
        (_, None) => known.map_or_else(|| cx.text.private_claim(), |known| known.title).into(),
    };
    Meaning { words, strong: None, name: known, value: None }
}

/// A string value, if it is short enough to be looked up.
fn short(value: Value<'_>) -> Cow<'_, str> {
    if value.raw().len() > 4_096 {
        return Cow::Borrowed("");
    }
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "limits are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_payload_gets_the_room() {
        let [header, payload, last] = heights(660.0, 94.0, 74.0, 0.0);
        assert_eq!((header, last), (134.0, 114.0));
        assert_eq!(header + payload + last + 2.0 * size::GAP, 660.0);
        let [_, less, _] = heights(660.0, 94.0, 74.0, 80.0);
        assert_eq!(payload - less, 80.0 + size::GAP);
    }

    #[test]
    fn a_long_header_does_not_push_the_payload_out() {
        let [header, payload, last] = heights(660.0, 50_000.0, 50_000.0, 0.0);
        assert!(header <= 660.0 * 0.36 && last <= 660.0 * 0.4, "{header} {last}");
        assert!(payload >= 130.0, "{payload}");
    }

    #[test]
    fn a_low_column_grows_instead() {
        let [_, payload, _] = heights(200.0, 94.0, 74.0, 0.0);
        assert_eq!(payload, 150.0);
    }
}
