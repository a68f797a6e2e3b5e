//! What the window remembers from frame to frame and nobody else needs to know: buffers of text boxes, which
//! view a panel shows, what is selected.

use egui::{Id, Ui};
use jiff::tz::TimeZone;

use std::collections::HashSet;

use super::encoded;
use super::json_edit::Typed;
use super::palette::Palette;
use super::sheet::Sheets;
use super::signature_edit;
use super::verdict;
use crate::app::settings::Zone;
use crate::app::state::DocumentId;
use crate::craft::remake::Part;
use crate::inspect::finding::{Place, Severity};

/// The window's own memory. It holds no secret but the one that is being typed.
#[derive(Debug)]
pub(super) struct Memory {
    /// What the key rail is searched for.
    pub(super) search: String,
    /// The sets of keys that are unfolded in the rail, by name.
    pub(super) open_groups: HashSet<String>,
    /// What is typed into sheets.
    pub(super) sheets: Sheets,
    /// Whether the key rail is open in a narrow window.
    pub(super) rail_open: bool,
    /// The text box of the encoded text.
    pub(super) encoded: encoded::Buffer,
    /// What is typed over the header.
    pub(super) header_typed: Typed,
    /// What is typed over the payload.
    pub(super) payload_typed: Typed,
    /// What is typed over the signature.
    pub(super) signature_typed: signature_edit::Typed,
    /// How the header is shown.
    pub(super) header: Shape,
    /// How the payload is shown.
    pub(super) payload: Shape,
    /// How the signature is shown.
    pub(super) signature: Spelling,
    /// Whether the bytes of a JWE's parts are shown although there are layers below.
    pub(super) parts: bool,
    /// The finding that was chosen.
    pub(super) selected: Option<Selected>,
    /// The severity whose findings alone are shown, and the document that it was chosen for.
    pub(super) only: Option<(Option<DocumentId>, Severity)>,
    /// The place to bring into sight in this frame, and the layer that it is in.
    pub(super) reveal: Option<(usize, Place)>,
    /// The place to bring into sight in the next.
    pub(super) reveal_next: Option<(usize, Place)>,
    /// Whether the menu of new tokens is to be opened.
    pub(super) new_token: Opening,
    /// Whether new tokens are signed with new keys.
    pub(super) fresh_key: bool,
    /// What screen readers were told of the token.
    pub(super) heard: verdict::Heard,
    /// The list of everything that can be done.
    pub(super) palette: Palette,
    /// What gets the keyboard in this frame.
    pub(super) focus: Option<Focus>,
    /// What gets it in the next.
    pub(super) focus_next: Option<Focus>,
    /// Whether an input method composes: then no text box is written to.
    pub(super) composing: bool,
    /// What had the keyboard when it was last looked whether one does.
    pub(super) composing_in: Option<Id>,
    /// Whether it gave its word in this frame: a key that ended the composition is not meant for us.
    pub(super) committed: bool,
    /// Whether the text box stays although it is empty: a person went there to type.
    pub(super) typing: bool,
    /// Whether the next pasted text is for us although a text box has the keyboard.
    pub(super) paste_asked: bool,
    zone: (Zone, TimeZone),
}

/// A chosen finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selected {
    /// The document that it is of.
    pub(super) document: Option<DocumentId>,
    /// Its place in the list.
    pub(super) place: usize,
}

/// How JSON is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// One row for each member, explained.
    #[default]
    Table,
    /// As JSON.
    Json,
}

/// How bytes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Hexadecimal.
    #[default]
    Hex,
    /// Base64url.
    Base64url,
}

/// A menu that a chord opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opening {
    /// It is as it is.
    #[default]
    Closed,
    /// It is to be opened in this frame.
    Asked,
    /// It was: its first entry gets the keyboard.
    Opened,
}

/// What can be sent the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The encoded text.
    Token,
    /// The search of the keys.
    Keys,
    /// The first finding.
    Findings,
    /// The title of the header.
    Header,
    /// The title of the payload.
    Payload,
    /// The title of the signature.
    Signature,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            search: String::new(),
            open_groups: HashSet::new(),
            sheets: Sheets::default(),
            rail_open: false,
            encoded: encoded::Buffer::default(),
            header_typed: Typed::default(),
            payload_typed: Typed::default(),
            signature_typed: signature_edit::Typed::default(),
            header: Shape::default(),
            payload: Shape::default(),
            signature: Spelling::default(),
            parts: false,
            selected: None,
            only: None,
            reveal: None,
            reveal_next: None,
            new_token: Opening::default(),
            fresh_key: false,
            heard: verdict::Heard::default(),
            palette: Palette::default(),
            focus: None,
            focus_next: None,
            composing: false,
            composing_in: None,
            committed: false,
            typing: false,
            paste_asked: false,
            zone: (Zone::Utc, TimeZone::UTC),
        }
    }
}

impl Memory {
    /// What is typed over a part that has JSON in it.
    pub(super) const fn typed_mut(&mut self, part: Part) -> &mut Typed {
        match part {
            Part::Header => &mut self.header_typed,
            Part::Payload | Part::Signature => &mut self.payload_typed,
        }
    }

    /// Whether an input method is at work: then Enter is its own.
    pub(super) const fn is_composing(&self) -> bool {
        self.composing || self.committed
    }

    /// Gives the keyboard to a response, if that is what was asked for.
    pub(super) fn give_focus(&mut self, focus: Focus, response: &egui::Response) {
        if self.focus == Some(focus) {
            self.focus = None;
            response.request_focus();
            response.scroll_to_me(None);
        }
    }

    /// Forgets what was for one frame only.
    pub(super) fn end_frame(&mut self, ui: &Ui) {
        self.reveal = self.reveal_next.take();
        self.focus = self.focus_next.take();
        if self.reveal.is_some() || self.focus.is_some() {
            ui.ctx().request_repaint();
        }
        self.typing = ui.memory(|memory| memory.has_focus(encoded::text_box_id()));
    }

    /// The chosen time zone. The machine's is read when it is chosen, not in every frame.
    pub(super) fn zone(&mut self, zone: Zone) -> TimeZone {
        if self.zone.0 != zone {
            let found = match zone {
                Zone::Utc => TimeZone::UTC,
                Zone::Local => TimeZone::system(),
            };
            self.zone = (zone, found);
        }
        self.zone.1.clone()
    }
}
