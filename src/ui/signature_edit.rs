//! The signature's bytes as hexadecimal digits to be typed over. What is no byte yet stays in the box and changes
//! nothing.

use egui::{Context, Frame, Id, Margin, ScrollArea, TextEdit, Ui};

use super::bytes::hex;
use super::cx::{Cx, Shown};
use super::fonts;
use super::json_edit;
use super::widgets;
use crate::app::command::Command;
use crate::app::state::DocumentId;
use crate::craft::remake::Part;
use crate::inspect::finding;
use crate::jose::segment::Segment;

/// Longer signatures are not typed over: no algorithm has them, and laying the digits out costs too much at each key.
/// Bytes.
const MAX_EDIT: usize = 8 << 10;

/// What is typed over a signature.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// The token whose signature is being edited: its document, and its place in it.
    of: Option<(DocumentId, usize)>,
    /// The bytes that the box stands for.
    made: Vec<u8>,
    text: String,
}

impl Typed {
    /// Whether the signature of `shown` is being edited.
    pub(super) fn is_on(&self, shown: &Shown<'_>) -> bool {
        self.of == Some((shown.document.id, shown.index)) && is_editable(shown)
    }

    /// Begins to edit the signature of `shown`, or stops.
    pub(super) fn toggle(&mut self, ctx: &Context, shown: &Shown<'_>) {
        // The box's own steps back are of another signature.
        widgets::forget(ctx, text_box_id());
        let of = if self.is_on(shown) { None } else { Some((shown.document.id, shown.index)) };
        let bytes = bytes(shown);
        *self = Self { of, text: hex(bytes), made: bytes.to_vec() };
    }
}

/// Whether it can be typed over at all.
pub(super) fn is_editable(shown: &Shown<'_>) -> bool {
    json_edit::is_changeable(shown, shown.report.token.header()) && bytes(shown).len() <= MAX_EDIT
}

/// The text box of the bytes.
pub(super) fn text_box_id() -> Id {
    Id::unique("signature editor")
}

/// The menu of the panel: to edit the bytes, or to do without a signature. Says whether the first was asked for.
pub(super) fn menu(ui: &mut Ui, cx: &mut Cx<'_>, is_on: bool) -> bool {
    let words = &cx.words().editing;
    let mut toggled = false;
    widgets::more(ui, words.signature_menu, true, |ui| {
        toggled = widgets::menu_item(ui, words.edit_signature, is_on);
        if widgets::menu_item(ui, words.unsign, false) {
            cx.queue.push(Command::EditPart(Part::Signature, Vec::new()));
        }
    });
    toggled
}

/// Draws the box.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, typed: &mut Typed, shown: &Shown<'_>) {
    let bytes = bytes(shown);
    if typed.made != bytes && shown.view.revision == shown.document.revision {
        (typed.made, typed.text) = (bytes.to_vec(), hex(bytes));
    }
    let read = bytes_of(&typed.text);
    let colour = if read.is_some() { cx.palette.text } else { cx.palette.bad };
    let room = ui.available_height();
    ScrollArea::vertical().id_salt("signature editor").auto_shrink([false, false]).show(ui, |ui| {
        let edit = TextEdit::multiline(&mut typed.text)
            .id(text_box_id())
            .font(fonts::code(fonts::CODE))
            .text_color(colour)
            .frame(Frame::new().inner_margin(Margin::symmetric(12, 7)))
            .desired_width(f32::INFINITY)
            .min_size(egui::vec2(0.0, room))
            .lock_focus(false);
        let response = ui.add(edit).accessible_name(cx.words().editing.edit_signature);
        if response.changed()
            && let Some(bytes) = bytes_of(&typed.text)
            && bytes != typed.made
        {
            typed.made.clone_from(&bytes);
            cx.queue.push(Command::EditPart(Part::Signature, bytes));
        }
    });
}

fn bytes<'a>(shown: &Shown<'a>) -> &'a [u8] {
    super::ink::segment(&shown.report.token, finding::Part::Signature).map_or(&[], Segment::bytes)
}

/// The bytes that hexadecimal digits say, whatever stands between them.
fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let between = |c: &char| !c.is_whitespace() && !matches!(c, ':' | ',');
    let digits: Option<Vec<u8>> =
        text.chars().filter(between).map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_bytes() {
        for (text, bytes) in [
            ("00 ff:0A,1b\n", Some(vec![0, 255, 10, 27])),
            ("", Some(vec![])),
            ("0", None),
            ("0g", None),
            ("12 3", None),
        ] {
            assert_eq!(bytes_of(text), bytes, "{text:?}");
        }
    }
}
