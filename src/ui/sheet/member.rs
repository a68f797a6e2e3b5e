//! One claim or parameter: its name, what its value is, the value. Times are written as dates, too; lists and scopes are
//! chips.

use egui::{Context, Id, TextEdit, Ui};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::details::FIELD;
use super::{Dialog, label, pair, problem, title};
use crate::app::command::{Command, MemberDraft};
use crate::app::state::{MemberProblem, MemberSheet};
use crate::craft::typed::Typing;
use crate::text::{Told, Units};
use crate::ui::cx::Cx;
use crate::ui::fonts;
use crate::ui::visible;
use crate::ui::widgets::{self, Field};

/// How dates are written.
const DATE: &str = "%Y-%m-%d %H:%M:%S";

/// How far buttons move a time; seconds.
const STEPS: [i64; 6] = [-86_400, -3_600, -300, 300, 3_600, 86_400];

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// What the sheet was opened with; another one fills the buffer anew.
    of: Option<MemberSheet>,
    draft: Option<MemberDraft>,
    /// The date that stands in its box while it is typed.
    instant: String,
    /// The word that is being added.
    word: String,
}

impl Buffer {
    fn take(&mut self, sheet: &MemberSheet) {
        let opened = MemberSheet { problem: None, ..sheet.clone() };
        if self.of.as_ref() != Some(&opened) {
            let MemberSheet { name, typing, text, .. } = opened.clone();
            *self =
                Self { of: Some(opened), draft: Some(MemberDraft { name, typing, text }), ..Self::default() };
        }
    }
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &MemberSheet, first: bool) {
    buffer.take(sheet);
    let words = &cx.words().editing;
    let name = match sheet.place {
        Some(_) => (words.edit_member)(&visible::plain(&sheet.name, 40)),
        None => words.new_member.to_owned(),
    };
    let dialog = Dialog { name: &name, width: 620.0, esc: true };
    let mut done = false;
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, buffer: &mut Buffer| {
        done = fields(ui, cx, buffer, sheet, first);
        match &sheet.problem {
            None => {}
            Some(MemberProblem::Gone) => problem(ui, cx, &words.gone),
            Some(MemberProblem::Edit(why)) => {
                let told = Told { message: (words.not_edited)(why).into(), why: "".into(), fix: "".into() };
                problem(ui, cx, &told);
            }
        }
    };
    let mut clicked = false;
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, _: &mut Buffer| {
        let keep = if sheet.place.is_some() { words.keep } else { words.add };
        clicked = widgets::primary(ui, keep).clicked();
        if widgets::button(ui, cx.words().sheet.cancel).clicked() {
            cx.send(Command::CloseSheet);
        }
    };
    dialog.show(ctx, cx, buffer, |ui, cx, _| title(ui, cx, &name), body, foot);
    if (done || clicked)
        && let Some(mut draft) = buffer.draft.clone()
    {
        // A word that was typed and not confirmed counts.
        let word = buffer.word.trim();
        if matches!(draft.typing, Typing::List | Typing::Words) && !word.is_empty() {
            draft.text = format!("{}\n{word}", draft.text);
        }
        cx.send(Command::SaveMember(draft));
    }
}

/// Draws the boxes; whether Enter was pressed in one.
fn fields(ui: &mut Ui, cx: &Cx<'_>, buffer: &mut Buffer, sheet: &MemberSheet, first: bool) -> bool {
    let words = &cx.words().editing;
    let Buffer { draft: Some(draft), instant, word, .. } = buffer else { return false };
    let mut enter = false;
    let (name_box, value_box) = (Id::unique("member name"), Id::unique("member value"));
    pair(ui, (0.5, FIELD), "member", |ui, place| {
        if place == 0 {
            label(ui, cx, words.name);
            let field = Field { id: name_box, name: words.name, hint: "", secret: false, code: true };
            enter |= field.submitted(ui, &mut draft.name);
        } else {
            label(ui, cx, words.typing);
            let now = (words.typed)(draft.typing);
            let menu = widgets::menu(ui, now, |ui| {
                for typing in Typing::ALL {
                    if widgets::menu_item(ui, (words.typed)(typing), typing == draft.typing) {
                        draft.typing = typing;
                    }
                }
            });
            menu.response.accessible_name(format!("{}: {now}", words.typing));
        }
    });
    if first {
        let wanted = if sheet.place.is_some() { value_box } else { name_box };
        ui.memory_mut(|memory| memory.request_focus(wanted));
    }
    label(ui, cx, words.value);
    ui.add_space(-5.0);
    match draft.typing {
        Typing::Null => {
            widgets::code(ui, "null", cx.palette.text);
        }
        Typing::Boolean => {
            let on = draft.text.trim() == "true";
            let choices = [(true, "true"), (false, "false")];
            if let Some(chosen) = widgets::segmented(ui, words.value, on, &choices) {
                draft.text = chosen.to_string();
            }
        }
        Typing::List | Typing::Words => chips(ui, cx, (value_box, &mut draft.text), word),
        Typing::Json => {
            let edit = TextEdit::multiline(&mut draft.text)
                .id(value_box)
                .font(fonts::code(fonts::CODE))
                .desired_rows(6)
                .desired_width(f32::INFINITY);
            ui.add(edit).accessible_name(words.value);
        }
        Typing::Text | Typing::Number => {
            let field = Field { id: value_box, name: words.value, hint: "", secret: false, code: true };
            enter |= field.submitted(ui, &mut draft.text);
        }
    }
    if draft.typing == Typing::Number && is_time(cx, draft) {
        let MemberDraft { name, text, .. } = draft;
        date(ui, cx, name, text, instant);
    }
    enter
}

/// Whether a name is that of a time.
fn is_time(cx: &Cx<'_>, draft: &MemberDraft) -> bool {
    cx.text.claim_time(&draft.name, cx.state.now, cx.state.now, cx.zone).is_some()
}

/// The time as a date in the chosen zone, buttons that move it, and what it means.
fn date(ui: &mut Ui, cx: &Cx<'_>, claim: &str, text: &mut String, typed: &mut String) {
    let words = &cx.words().editing;
    let id = Id::unique("member date");
    let seconds = text.trim().parse::<f64>().ok().filter(|at| at.is_finite()).map(|at| at as i64);
    let zone = cx.zone.iana_name().unwrap_or("UTC");
    let name = (words.instant)(zone);
    label(ui, cx, &name);
    ui.add_space(-5.0);
    if !ui.memory(|memory| memory.has_focus(id)) {
        *typed = seconds.and_then(|at| shown(at, cx.zone)).unwrap_or_default();
    }
    let field = Field { id, name: &name, hint: words.no_instant, secret: false, code: true };
    if field.show(ui, typed).changed()
        && let Some(at) = read(typed, cx.zone)
    {
        *text = at.to_string();
    }
    ui.horizontal_wrapped(|ui| {
        for step in STEPS {
            let sign = if step < 0 { "−" } else { "+" };
            let name = format!("{sign}{}", cx.text.duration(step.abs(), Units::One));
            if widgets::button(ui, &name).clicked() {
                let at = seconds.unwrap_or(cx.state.now);
                *text = at.saturating_add(step).to_string();
            }
        }
        if widgets::button(ui, words.now).clicked() {
            *text = cx.state.now.to_string();
        }
    });
    let meant = seconds.and_then(|at| cx.text.claim_time(claim, at, cx.state.now, cx.zone));
    let is_read = typed.is_empty() || read(typed, cx.zone).is_some();
    widgets::caption(ui, if is_read { meant.unwrap_or_default() } else { words.no_instant.to_owned() });
}

fn shown(at: i64, zone: &TimeZone) -> Option<String> {
    let instant = jiff::Timestamp::from_second(at).ok()?.to_zoned(zone.clone());
    Some(instant.strftime(DATE).to_string())
}

fn read(text: &str, zone: &TimeZone) -> Option<i64> {
    let date = DateTime::strptime(DATE, text.trim()).ok()?;
    Some(zone.to_zoned(date).ok()?.timestamp().as_second())
}

/// Entries as chips, each with a × of its own, and a box to add one.
fn chips(ui: &mut Ui, cx: &Cx<'_>, (id, text): (Id, &mut String), word: &mut String) {
    let words = &cx.words().editing;
    let mut entries: Vec<String> = text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
    let mut removed = None;
    ui.horizontal_wrapped(|ui| {
        for (place, entry) in entries.iter().enumerate() {
            let chip = format!("{} ×", visible::plain(entry, 60));
            let name = (words.remove_word)(&visible::plain(entry, 60));
            if ui.push_id(place, |ui| widgets::button(ui, &chip)).inner.accessible_name(name).clicked() {
                removed = Some(place);
            }
        }
    });
    if let Some(place) = removed {
        entries.remove(place);
    }
    let field = Field { id, name: words.value, hint: words.add_word, secret: false, code: true };
    let submitted = field.submitted(ui, word);
    let fresh = word.trim();
    if submitted && !fresh.is_empty() {
        entries.push(fresh.to_owned());
        word.clear();
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    *text = entries.join("\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_shown() {
        let zone = TimeZone::UTC;
        assert_eq!(shown(1_795_214_304, &zone).as_deref(), Some("2026-11-20 22:38:24"));
        for at in [0, 1_795_214_304, -1, 4_102_444_800] {
            assert_eq!(read(&shown(at, &zone).unwrap(), &zone), Some(at));
        }
        for text in ["", "2026-11-20", "2026-13-01 00:00:00", "x"] {
            assert_eq!(read(text, &zone), None, "{text}");
        }
        assert_eq!(shown(i64::MAX, &zone), None);
    }
}
