//! A template of the person's own: its name, and what of it is written to the disk.

use egui::{Context, Id, Ui};

use super::{Dialog, label, problem, title};
use crate::app::command::Command;
use crate::app::state::{TemplateProblem, TemplateSheet};
use crate::text::Told;
use crate::ui::cx::Cx;
use crate::ui::visible;
use crate::ui::widgets::{self, Field};

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// The name; `None` until the sheet was drawn.
    name: Option<String>,
}

/// Draws it.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, buffer: &mut Buffer, sheet: &TemplateSheet, first: bool) {
    let words = &cx.words().bench.own;
    let name = buffer.name.get_or_insert_with(|| sheet.name.clone());
    let heading = if sheet.place.is_some() { words.title_of_one } else { words.title };
    let dialog = Dialog { name: heading, width: 560.0, esc: true };
    let mut submitted = false;
    let body = |ui: &mut Ui, cx: &mut Cx<'_>, name: &mut String| {
        label(ui, cx, words.name);
        ui.add_space(-5.0);
        let id = Id::unique("template name");
        if first {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let field = Field { id, name: words.name, hint: words.hint, secret: false, code: false };
        submitted = field.submitted(ui, name);
        if sheet.place.is_none() {
            widgets::paragraph(ui, words.what, cx.palette.text);
            widgets::paragraph(ui, words.unencrypted, cx.palette.text);
            if let Some(path) = &sheet.path {
                widgets::caption(ui, visible::plain(&path.display().to_string(), 200));
            }
        }
        if !sheet.left_out.is_empty() {
            let names: Vec<String> = sheet.left_out.iter().map(|name| visible::plain(name, 40)).collect();
            widgets::paragraph(ui, (words.left_out)(&names.join(", ")), cx.palette.warn);
        }
        match sheet.problem {
            None => {}
            Some(TemplateProblem::Own(why)) => {
                let told = Told { message: (words.problem)(why).into(), why: "".into(), fix: "".into() };
                problem(ui, cx, &told);
            }
            Some(TemplateProblem::Gone) => problem(ui, cx, &cx.words().editing.gone),
        }
    };
    let mut clicked = false;
    let foot = |ui: &mut Ui, cx: &mut Cx<'_>, _: &mut String| {
        clicked = widgets::primary(ui, words.save).clicked();
        if widgets::button(ui, cx.words().sheet.cancel).clicked() {
            cx.send(Command::CloseSheet);
        }
        if sheet.place.is_some() && widgets::danger(ui, words.delete).clicked() {
            cx.send(Command::DeleteTemplate);
        }
    };
    dialog.show(ctx, cx, name, |ui, cx, _| title(ui, cx, heading), body, foot);
    if submitted || clicked {
        cx.send(Command::SaveTemplate(name.clone()));
    }
}
