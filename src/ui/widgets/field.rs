//! A text box on one line, also for what nobody shall read over a shoulder.

use egui::text_edit::TextEditState;
use egui::{Align2, Context, Id, Key, Response, TextEdit, Ui, vec2};

use crate::ui::fonts;
use crate::ui::theme::size;

/// A text box on one line.
pub(crate) struct Field<'a> {
    /// Keeps the cursor; unique in the window.
    pub(crate) id: Id,
    /// Its name for screen readers.
    pub(crate) name: &'a str,
    /// What it shows while it is empty.
    pub(crate) hint: &'a str,
    /// Whether dots are shown in the place of what is typed.
    pub(crate) secret: bool,
    /// Whether it is set in code.
    pub(crate) code: bool,
}

impl Field<'_> {
    /// Draws it as wide as there is room.
    pub(crate) fn show(&self, ui: &mut Ui, text: &mut String) -> Response {
        let width = ui.available_width();
        let font = if self.code { fonts::code(fonts::CODE) } else { fonts::words(fonts::BODY) };
        let edit = TextEdit::singleline(text)
            .id(self.id)
            .password(self.secret)
            .font(font)
            .hint_text(self.hint)
            .align(Align2::LEFT_CENTER)
            .desired_width(width)
            .min_size(vec2(width, size::BUTTON));
        ui.add(edit).accessible_name(self.name)
    }

    /// The same; says whether Enter was pressed in it.
    pub(crate) fn submitted(&self, ui: &mut Ui, text: &mut String) -> bool {
        let response = self.show(ui, text);
        response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }
}

/// Forgets what could be undone in a text box.
pub(crate) fn forget(ctx: &Context, id: Id) {
    if let Some(mut state) = TextEditState::load(ctx, id) {
        state.clear_undoer();
        state.store(ctx, id);
    }
}
