//! A question before something closes over tokens that were edited and not signed. It lies over a sheet that is open,
//! and leaves what is typed there as it is.

use egui::{Context, Id, Ui};

use super::{Dialog, escaped, title};
use crate::app::command::Command;
use crate::app::state::Asks;
use crate::ui::cx::Cx;
use crate::ui::widgets;

/// What was asked in the last frame.
#[derive(Debug, Default)]
pub(super) struct Question {
    asked: Option<Asks>,
    /// What had the keyboard before.
    before: Option<Id>,
    /// How often it is still to be drawn as if for the first time; see `Sheets`.
    fresh: u8,
}

impl Question {
    /// Draws what is asked, if anything is; `focused` has the keyboard until then.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>, focused: Option<Id>) {
        self.fresh = self.fresh.saturating_sub(1);
        if self.asked != cx.state.asks {
            if self.asked.is_none() {
                self.before = focused;
            } else if let Some(before) = self.before.take_if(|_| cx.state.asks.is_none()) {
                ctx.memory_mut(|memory| memory.request_focus(before));
            }
            (self.asked, self.fresh) = (cx.state.asks, 2);
        }
        let Some(asks) = self.asked else { return };
        let words = &cx.words().editing;
        let (name, said, go_on) = match asks {
            Asks::Quit(edited) => (words.quit_title, (words.quit_body)(edited), words.quit),
            Asks::CloseTab(..) => (words.close_title, words.close_body.to_owned(), words.close),
        };
        let dialog = Dialog { name, width: 460.0, esc: true };
        let body = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
            widgets::paragraph(ui, said, cx.palette.text);
        };
        let first = self.fresh > 0;
        let foot = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| {
            if widgets::danger(ui, go_on).clicked() {
                cx.send(Command::Confirm);
            }
            let stay = widgets::button(ui, words.stay);
            if first {
                stay.request_focus();
            }
            if stay.clicked() {
                cx.send(Command::Stay);
            }
        };
        let head = |ui: &mut Ui, cx: &mut Cx<'_>, (): &mut ()| title(ui, cx, name);
        dialog.draw(ctx, cx, &mut (), Id::unique("question"), (head, body, foot));
        if escaped(ctx) {
            cx.send(Command::Stay);
        }
    }
}
