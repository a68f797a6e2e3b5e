//! What was done to a text, to be taken back and done again, and which of its tokens were signed.
//!
//! Steps keep whole texts, so taking one back gives the same bytes. Beyond 256 MiB the oldest are forgotten.

use std::sync::Arc;

use crate::craft::remake::{Part, are_kin};

/// Typing that goes on is one step; seconds between two keys.
const PAUSE_SECS: i64 = 2;

/// Beyond this the oldest steps are forgotten; bytes of text in all.
const MOST_BYTES: usize = 256 << 20;

/// What a step did: its name in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditName {
    /// Typed over the encoded text.
    Text,
    /// Typed over a part.
    Part(Part),
    /// Changed one claim.
    Claim(String),
    /// Changed one header parameter.
    Parameter(String),
    /// Took the signature away.
    Unsign,
    /// Signed.
    Sign,
    /// Went back to the token as it was signed.
    Revert,
}

/// A step: the text that it changed.
#[derive(Clone, Debug)]
struct Step {
    name: EditName,
    text: Arc<str>,
    at: i64,
}

/// The steps of one document.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    past: Vec<Step>,
    future: Vec<Step>,
    /// Tokens that were here with their own signature, oldest first.
    signed: Vec<Arc<str>>,
    /// Whether the last of them was signed because it was edited, and that edit may still go on.
    goes_on: bool,
    /// Whether the text came to be by typing: then no state of it on the way is one that somebody signed.
    typed: bool,
}

impl Edits {
    /// Remembers what a text was before it is changed, at `now` (Unix seconds).
    pub(super) fn record(&mut self, name: EditName, before: &Arc<str>, now: i64) {
        let is_new = !self.future.is_empty();
        self.future.clear();
        let goes_on = |last: &&mut Step| {
            last.name == name
                && now.saturating_sub(last.at) <= PAUSE_SECS
                && !matches!(name, EditName::Sign | EditName::Revert)
        };
        if let Some(last) = self.past.last_mut().filter(goes_on)
            && !is_new
        {
            last.at = now;
            return;
        }
        self.goes_on = false;
        self.past.push(Step { name, text: Arc::clone(before), at: now });
        let mut bytes = 0;
        let mut fits = |step: &Step| {
            bytes += step.text.len();
            bytes <= MOST_BYTES
        };
        let kept = self.past.iter().rev().take_while(|step| fits(step)).count();
        self.past.drain(..self.past.len() - kept);
    }

    /// The text before the last step; `now` is the text that it gives up.
    pub(super) fn undo(&mut self, now: &Arc<str>) -> Option<Arc<str>> {
        let step = self.past.pop()?;
        self.goes_on = false;
        self.future.push(Step { name: step.name, text: Arc::clone(now), at: i64::MIN });
        Some(step.text)
    }

    /// The text after the step that was taken back last.
    pub(super) fn redo(&mut self, now: &Arc<str>) -> Option<Arc<str>> {
        let step = self.future.pop()?;
        self.goes_on = false;
        self.past.push(Step { name: step.name, text: Arc::clone(now), at: i64::MIN });
        Some(step.text)
    }

    /// The text is about to be changed. If nothing was changed before, the `token` in it is the one that somebody
    /// signed.
    pub(super) fn begin(&mut self, token: Option<&str>) {
        if let Some(token) = token.filter(|_| !self.typed) {
            self.sign(token);
        }
        self.typed = true;
    }

    /// One text was typed over by another: what did not come from it was pasted, and is as somebody signed it.
    pub(super) fn replaced(&mut self, before: &str, after: &str) {
        self.signed.retain(|signed| are_kin(signed, after));
        if has_signature(after) && !are_kin(before, after) {
            self.typed = false;
        }
    }

    /// `token` was signed just now.
    pub(super) fn sign(&mut self, token: &str) {
        if has_signature(token) && !self.signed.iter().any(|signed| **signed == *token) {
            self.signed.push(token.into());
        }
    }

    /// `token` was signed because it was edited: that is part of the step that edited it. What was signed before of the
    /// same step was on the way only.
    pub(super) fn sign_after_edit(&mut self, token: &str) {
        if self.goes_on {
            let _ = self.signed.pop();
        }
        let before = self.signed.len();
        self.sign(token);
        // One that was here already is not of this step.
        self.goes_on = self.signed.len() > before;
    }

    /// The token as it was signed last, if `token` was changed since.
    pub fn original_of(&self, token: &str) -> Option<&Arc<str>> {
        let is_signed = self.signed.iter().any(|signed| **signed == *token);
        self.signed.last().filter(|_| !is_signed)
    }

    /// What undo would take back.
    pub fn undoes(&self) -> Option<&EditName> {
        self.past.last().map(|step| &step.name)
    }

    /// What redo would do again.
    pub fn redoes(&self) -> Option<&EditName> {
        self.future.last().map(|step| &step.name)
    }
}

fn has_signature(token: &str) -> bool {
    token.split('.').nth(2).is_some_and(|signature| !signature.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(name: &str) -> EditName {
        EditName::Claim(name.to_owned())
    }

    #[test]
    fn typing_is_one_step_until_it_pauses() {
        let text = |text: &str| -> Arc<str> { text.into() };
        let mut edits = Edits::default();
        for (name, before, at) in
            [("a", "0", 10), ("a", "1", 11), ("a", "2", 13), ("b", "3", 13), ("b", "4", 20)]
        {
            edits.record(claim(name), &text(before), at);
        }
        assert_eq!(edits.undoes(), Some(&claim("b")));
        let mut now = text("5");
        for wanted in ["4", "3", "0"] {
            now = edits.undo(&now).unwrap();
            assert_eq!(&*now, wanted);
        }
        assert!(edits.undo(&now).is_none());
        for wanted in ["3", "4", "5"] {
            now = edits.redo(&now).unwrap();
            assert_eq!(&*now, wanted);
        }
        assert!(edits.redo(&now).is_none());
        let _ = edits.undo(&now);
        edits.record(claim("b"), &text("4"), 20);
        assert_eq!(edits.redoes(), None, "a new step forgets what was taken back");
    }

    #[test]
    fn what_is_signed_after_each_key_leaves_one_trace_for_a_step() {
        let mut edits = Edits::default();
        edits.begin(Some("h.p.s"));
        let text: Arc<str> = "h.p.s".into();
        edits.record(claim("a"), &text, 10);
        edits.sign_after_edit("h.1.a");
        edits.record(claim("a"), &text, 11);
        edits.sign_after_edit("h.12.b");
        assert_eq!(edits.signed.len(), 2, "{:?}", edits.signed);
        edits.record(claim("a"), &"h.12.b".into(), 20);
        edits.sign_after_edit("h.123.c");
        for token in ["h.p.s", "h.12.b", "h.123.c"] {
            assert_eq!(edits.original_of(token), None, "{token}");
        }
        edits.record(claim("b"), &"h.123.c".into(), 30);
        edits.sign_after_edit("h.p.s");
        edits.record(claim("b"), &"h.p.s".into(), 31);
        edits.sign_after_edit("h.1234.d");
        for token in ["h.p.s", "h.123.c", "h.1234.d"] {
            assert_eq!(
                edits.original_of(token),
                None,
                "{token}: what was typed back on the way was of no step"
            );
        }
        assert!(edits.original_of("h.1.a").is_some());
    }

    #[test]
    fn a_changed_token_is_known_until_it_is_one_that_was_signed() {
        let mut edits = Edits::default();
        assert_eq!(edits.original_of("h.p.s"), None);
        edits.begin(Some("h.p."));
        assert_eq!(edits.original_of("h.q."), None, "nothing was signed");
        let mut edits = Edits::default();
        edits.begin(Some("h.p.s"));
        edits.begin(Some("h.edited.s"));
        edits.sign("h.q.t");
        for (token, original) in [
            ("h.p.s", None),
            ("h.q.t", None),
            ("h.x.t", Some("h.q.t")),
            ("h.p.", Some("h.q.t")),
            ("h.edited.s", Some("h.q.t")),
        ] {
            assert_eq!(edits.original_of(token).map(|text| &**text), original, "{token}");
        }
        edits.replaced("h.edited.s", "other.token.here");
        assert_eq!(edits.original_of("other.token.there"), None);
        edits.begin(Some("other.token.here"));
        assert_eq!(edits.original_of("other.token.there").map(|text| &**text), Some("other.token.here"));
    }

    #[test]
    fn what_is_typed_by_hand_was_signed_by_nobody_on_the_way() {
        let mut edits = Edits::default();
        for (before, token, after) in [
            ("", None, "h"),
            ("h", None, "h.p"),
            ("h.p", Some("h.p"), "h.p."),
            ("h.p.", Some("h.p."), "h.p.s"),
            ("h.p.s", Some("h.p.s"), "h.p.sig"),
        ] {
            edits.begin(token);
            edits.replaced(before, after);
            assert_eq!(edits.original_of(after), None, "{after}");
        }
    }
}
