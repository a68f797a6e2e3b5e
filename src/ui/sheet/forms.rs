//! The forms of a key: the choice, the text in a box, Copy and Save. What is private is drawn only after it was asked
//! for, can be neither selected nor read out, and is wiped when the form changes, the sheet closes, or time is up.
//!
//! What egui itself keeps of it, such as the shapes of the letters in its cache, is out of our hands for a frame.

use egui::text::LayoutJob;
use egui::{
    Align, Frame, Id, Label, Layout, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};
use zeroize::Zeroizing;

use super::NARROW;
use crate::app::command::{Command, FormLock};
use crate::app::state::KeySheet;
use crate::jose::write::Form;
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::theme::size;
use crate::ui::widgets::{self, Field};

/// How long a private text is shown; seconds.
pub(in crate::ui) const HIDE_AFTER_SECS: i64 = 60;

/// Height of the box, and what it grows to before it scrolls.
const BOX: (f32, f32) = (96.0, 190.0);
const TOOLS: f32 = 148.0;

/// What the forms remember.
#[derive(Default)]
pub(super) struct Buffer {
    form: Option<Form>,
    revealed: Option<Revealed>,
    password: Zeroizing<String>,
    again: Zeroizing<String>,
}

/// A private text on the screen.
struct Revealed {
    text: Zeroizing<String>,
    /// Unix seconds.
    until: i64,
}

impl std::fmt::Debug for Buffer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.revealed.is_some();
        out.debug_struct("Buffer").field("form", &self.form).field("shown", &shown).finish_non_exhaustive()
    }
}

/// The text boxes of the forms.
pub(super) fn boxes() -> [Id; 2] {
    [Id::unique("form password"), Id::unique("form password again")]
}

impl Buffer {
    /// Holds a private text to be shown.
    pub(super) fn reveal(&mut self, text: Zeroizing<String>, now: i64) {
        self.revealed = Some(Revealed { text, until: now.saturating_add(HIDE_AFTER_SECS) });
    }

    /// When it is hidden again.
    pub(super) fn hides_at(&self) -> Option<i64> {
        self.revealed.as_ref().map(|revealed| revealed.until)
    }

    fn follow(&mut self, form: Option<Form>, now: i64) {
        if self.form != form {
            *self = Self { form, ..Self::default() };
        }
        if self.hides_at().is_some_and(|until| now >= until) {
            self.revealed = None;
        }
    }

    /// The password to write behind; `None` where none is needed. The outer one: whether all is there.
    fn lock(&self, form: Form) -> Option<FormLock> {
        match form {
            Form::EncryptedPem => (!self.password.is_empty() && *self.password == *self.again)
                .then(|| Some(self.password.clone())),
            _ => Some(None),
        }
    }
}

/// Draws the forms of the key that the sheet shows.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &KeySheet) {
    buffer.follow(sheet.form, cx.state.now);
    let Some(form) = sheet.form else { return };
    choice(ui, cx, buffer, sheet, form);
    Frame::new()
        .fill(cx.palette.window)
        .stroke(Stroke::new(1.0, cx.palette.line))
        .corner_radius(size::RADIUS)
        .inner_margin(Margin { left: 12, right: 4, top: 11, bottom: 11 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(BOX.0);
            if sheet.busy.is_some() {
                widgets::words(ui, cx.words().sheet.key.writing, fonts::BODY, cx.palette.muted);
            } else if let Some(revealed) = &buffer.revealed {
                scrolled(ui, |ui| painted(ui, cx, &revealed.text));
            } else if let Some(text) = &sheet.text {
                scrolled(ui, |ui| {
                    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job(ui_width(ui), text, cx)));
                    ui.add(Label::new(galley).selectable(true));
                });
            } else {
                hidden(ui, cx, buffer, form);
            }
        });
    if let Some(trouble) = &sheet.problem {
        super::trouble(ui, cx, trouble);
    }
    if sheet.forms.iter().any(|form| form.is_private()) {
        let clear_after = cx.state.settings.clear_clipboard_secs;
        widgets::caption(ui, (cx.words().sheet.key.note)(clear_after));
    }
}

/// The choice of a form with the buttons beside it; on several lines where there is no room for one.
fn choice(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &KeySheet, form: Form) {
    let words = &cx.words().sheet.key;
    let named: Vec<(Form, &str)> = sheet.forms.iter().map(|form| (*form, (words.form)(*form))).collect();
    let narrow = ui.available_width() < NARROW - 2.0 * super::PADDING;
    let room = ui.available_width() - if narrow { 0.0 } else { TOOLS };
    let lines = lines(ui, &named, room);
    let height = lines.len() as f32 * 28.0 - 4.0;
    let whole = if narrow { height + size::BUTTON + 8.0 } else { height.max(size::BUTTON) };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), whole), Sense::hover());
    let top = if narrow { rect.top() } else { rect.center().y - height / 2.0 };
    for (place, line) in lines.iter().enumerate() {
        let corner = pos2(rect.left(), top + place as f32 * 28.0);
        let row = Rect::from_min_size(corner, vec2(room, 24.0));
        let chosen =
            widgets::line(ui, row, ("forms", place), |ui| widgets::segmented(ui, words.forms, form, line));
        if let Some(form) = chosen {
            cx.send(Command::ShowForm(form));
        }
    }
    let tools = if narrow {
        Rect::from_min_max(pos2(rect.left(), rect.bottom() - size::BUTTON), rect.max)
    } else {
        Rect::from_min_max(pos2(rect.right() - TOOLS, rect.top()), rect.max)
    };
    let ready = buffer.lock(form).is_some() && sheet.busy.is_none();
    widgets::at(ui, tools, "tools", Layout::right_to_left(Align::Center), |ui| {
        let save = ready && !cx.state.dialog_open;
        if ui.add_enabled_ui(save, |ui| widgets::button(ui, words.save)).inner.clicked()
            && let Some(lock) = buffer.lock(form)
        {
            cx.send(Command::SaveForm(lock));
        }
        if ui.add_enabled_ui(ready, |ui| widgets::button(ui, words.copy)).inner.clicked()
            && let Some(lock) = buffer.lock(form)
        {
            cx.send(Command::CopyForm(lock));
        }
        if buffer.revealed.is_some() && widgets::button(ui, words.hide).clicked() {
            buffer.revealed = None;
        }
    });
}

/// The forms on one line if there is room; else the private ones below the public ones, and as many lines as it takes.
fn lines<'a>(ui: &Ui, named: &[(Form, &'a str)], room: f32) -> Vec<Vec<(Form, &'a str)>> {
    let width = |line: &[(Form, &'a str)]| widgets::segmented_width(ui, line.iter().map(|(_, name)| *name));
    if width(named) <= room {
        return vec![named.to_vec()];
    }
    let mut lines: Vec<Vec<(Form, &str)>> = Vec::new();
    for one in named {
        match lines.last_mut() {
            Some(line)
                if line.last().is_some_and(|last| last.0.is_private() == one.0.is_private())
                    && width(line) + width(&[*one]) <= room =>
            {
                line.push(*one);
            }
            _ => lines.push(vec![*one]),
        }
    }
    lines
}

fn ui_width(ui: &Ui) -> f32 {
    ui.available_width() - 10.0
}

fn job(width: f32, text: &str, cx: &Cx<'_>) -> LayoutJob {
    let mut job =
        LayoutJob::simple(text.trim_end().to_owned(), fonts::code(fonts::CODE), cx.palette.text, width);
    job.wrap.break_anywhere = true;
    if let Some(section) = job.sections.first_mut() {
        section.format.line_height = Some(19.5);
    }
    job
}

fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical()
        .id_salt("key text")
        .max_height(BOX.1)
        .auto_shrink([false, true])
        .show(ui, contents);
}

/// Draws a private text: paint, and nothing that could be selected or read out.
fn painted(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    let job = job(ui_width(ui), text, cx);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, cx.palette.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, cx.words().sheet.key.shown));
}

/// In the place of a private text: that it is hidden, and how it is shown.
fn hidden(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer, form: Form) {
    let words = &cx.words().sheet.key;
    if form == Form::EncryptedPem {
        return protected(ui, cx, buffer, form);
    }
    ui.vertical_centered(|ui| {
        ui.add_space(16.0);
        widgets::words(ui, words.hidden, fonts::BODY, cx.palette.muted);
        if widgets::button(ui, words.show).clicked()
            && let Some(lock) = buffer.lock(form)
        {
            cx.send(Command::Reveal(lock));
        }
    });
}

/// The password of an encrypted form, twice.
fn protected(ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer, form: Form) {
    let words = &cx.words().sheet.key;
    let [first, second] = boxes();
    let differs = !buffer.again.is_empty() && *buffer.password != *buffer.again;
    widgets::caption(ui, if differs { words.differs } else { words.needs_password });
    let width = ui.available_width() - 8.0;
    let half = vec2((width - 8.0) / 2.0, size::BUTTON);
    ui.horizontal(|ui| {
        for (id, name, text) in
            [(first, words.password, &mut buffer.password), (second, words.again, &mut buffer.again)]
        {
            ui.allocate_ui(half, |ui| {
                Field { id, name, hint: name, secret: true, code: true }.show(ui, text);
            });
        }
    });
    let lock = buffer.lock(form);
    if ui.add_enabled_ui(lock.is_some(), |ui| widgets::button(ui, words.show)).inner.clicked()
        && let Some(lock) = lock
    {
        cx.send(Command::Reveal(lock));
    }
}
