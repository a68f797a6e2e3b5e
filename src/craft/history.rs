//! The draft and its history: header, payload and signature as text, and every step between them with its name.
//!
//! Promises: undoing everything gives back the first texts, byte for byte; what was undone can be done again until
//! something else is done; nothing is ever dropped while the draft lives. A step costs what changed: texts are shared.

use std::sync::Arc;

/// A draft: the three texts of a token that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The header's JSON, or whatever stands there.
    pub header: Arc<str>,
    /// The payload's text.
    pub payload: Arc<str>,
    /// The signature in base64url; empty where there is none.
    pub signature: Arc<str>,
}

/// A part of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
}

/// What a step did. `text` has a name for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Typed in the text of a part, outside of every member or where it is not JSON.
    Type(Part),
    /// Another value for a member; its name.
    Set(Part, String),
    /// A new member.
    Add(Part, String),
    /// One member less.
    Delete(Part, String),
    /// Another name for a member; the name that it had.
    Rename(Part, String),
    /// Another place for a member.
    Move(Part, String),
    /// Several times at once.
    Times,
    /// Signed.
    Sign,
    /// The signature was taken away.
    Unsign,
    /// The signature was changed by hand.
    EditSignature,
    /// One change was taken back by hand.
    Revert(Part),
    /// All changes were.
    RevertAll,
    /// Another token in its place.
    Replace,
}

impl Step {
    /// Whether several of them in a row are one to a person: what is typed.
    const fn is_typing(&self) -> bool {
        matches!(self, Self::Type(_) | Self::Set(..) | Self::Rename(..) | Self::EditSignature)
    }
}

/// A draft with its past and its future.
#[derive(Clone, Debug)]
pub struct History {
    /// The first draft, then one for each step.
    drafts: Vec<Draft>,
    /// The step that led to each draft but the first.
    steps: Vec<Step>,
    /// The place of the draft that is shown.
    at: usize,
    /// When the last step was extended, while it may be: milliseconds.
    open_since: Option<i64>,
}

/// Typing goes on where the pause is no longer; milliseconds.
pub const PAUSE_MILLIS: i64 = 1_500;

impl History {
    /// Begins with a draft.
    pub fn new(draft: Draft) -> Self {
        Self { drafts: vec![draft], steps: Vec::new(), at: 0, open_since: None }
    }

    /// The draft that is shown.
    pub fn draft(&self) -> &Draft {
        static EMPTY: std::sync::OnceLock<Draft> = std::sync::OnceLock::new();
        // There is always one: no method takes the first away.
        self.drafts.get(self.at).unwrap_or_else(|| {
            EMPTY.get_or_init(|| Draft { header: "".into(), payload: "".into(), signature: "".into() })
        })
    }

    /// The first draft: what was pasted or begun with.
    pub fn original(&self) -> &Draft {
        self.drafts.first().unwrap_or_else(|| self.draft())
    }

    /// Whether the draft differs from the first.
    pub fn is_changed(&self) -> bool {
        self.draft() != self.original()
    }

    /// Takes a new draft over. The same step again, typed without a pause, becomes one with the last; a draft that is
    /// no other is no step. What was undone before is gone. `millis`: any clock that never goes back.
    pub fn record(&mut self, draft: Draft, step: Step, millis: i64) {
        if draft == *self.draft() {
            return;
        }
        self.drafts.truncate(self.at + 1);
        self.steps.truncate(self.at);
        let goes_on = step.is_typing()
            && self.steps.last() == Some(&step)
            && self
                .open_since
                .is_some_and(|since| (0..=PAUSE_MILLIS).contains(&millis.saturating_sub(since)));
        if goes_on && let Some(last) = self.drafts.last_mut() {
            *last = draft;
        } else {
            self.drafts.push(draft);
            self.steps.push(step);
            self.at += 1;
        }
        self.open_since = Some(millis);
    }

    /// What the next [`Self::record`] does is a step of its own: the cursor went elsewhere, the field was left.
    pub fn pause(&mut self) {
        self.open_since = None;
    }

    /// What [`Self::undo`] would take back.
    pub fn undoes(&self) -> Option<&Step> {
        self.steps.get(self.at.checked_sub(1)?)
    }

    /// What [`Self::redo`] would do again.
    pub fn redoes(&self) -> Option<&Step> {
        self.steps.get(self.at)
    }

    /// One step back; the step that was taken back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.undoes()?.clone();
        self.at -= 1;
        self.open_since = None;
        Some(step)
    }

    /// One step forth; the step that was done again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.redoes()?.clone();
        self.at += 1;
        self.open_since = None;
        Some(step)
    }

    /// The steps that led here, the first one first.
    pub fn past(&self) -> &[Step] {
        self.steps.get(..self.at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(payload: &str) -> Draft {
        Draft { header: "{}".into(), payload: payload.into(), signature: "".into() }
    }

    fn set(name: &str) -> Step {
        Step::Set(Part::Payload, name.to_owned())
    }

    #[test]
    fn typing_without_a_pause_is_one_step() {
        let mut history = History::new(draft("0"));
        for (payload, step, millis) in [
            ("1", set("exp"), 0),
            ("12", set("exp"), 1_500),
            ("123", set("exp"), 3_000),
            ("124", set("exp"), 4_501),
            ("125", set("aud"), 4_502),
            ("126", Step::Delete(Part::Payload, "a".into()), 4_503),
            ("127", Step::Delete(Part::Payload, "a".into()), 4_504),
            ("127", Step::Sign, 4_505),
        ] {
            history.record(draft(payload), step, millis);
        }
        let names: Vec<Step> = history.past().to_vec();
        let delete = || Step::Delete(Part::Payload, "a".into());
        assert_eq!(names, [set("exp"), set("exp"), set("aud"), delete(), delete()]);
        for expected in ["126", "125", "124", "123", "0"] {
            assert!(history.undo().is_some());
            assert_eq!(&*history.draft().payload, expected);
        }
        assert_eq!((history.undo(), history.is_changed()), (None, false));
        assert_eq!(history.redoes(), Some(&set("exp")));
        history.redo();
        assert_eq!(&*history.draft().payload, "123");
    }

    #[test]
    fn what_is_undone_is_never_gone_on_with() {
        let mut history = History::new(draft("0"));
        history.record(draft("1"), set("exp"), 0);
        history.pause();
        history.record(draft("2"), set("exp"), 1);
        history.undo();
        history.record(draft("3"), set("exp"), 2);
        assert_eq!(&*history.draft().payload, "3");
        assert_eq!((history.past().len(), history.redoes()), (2, None));
        history.undo();
        assert_eq!(&*history.draft().payload, "1");
        let mut back = History::new(draft("0"));
        back.record(draft("1"), set("exp"), 100);
        back.record(draft("2"), set("exp"), 50);
        assert_eq!(back.past().len(), 2, "a clock that goes back opens a new step");
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_first_texts_and_doing_it_again_the_last(
            moves in prop::collection::vec((0_u8..4, "[a-c]{0,3}", 0_i64..2_000), 0..60),
        ) {
            let mut history = History::new(draft("first"));
            let mut clock = 0;
            for (kind, text, after) in moves {
                clock += after;
                match kind {
                    0 => { history.undo(); }
                    1 => { history.redo(); }
                    _ => {
                        let step = if kind == 2 { set("exp") } else { Step::Sign };
                        history.record(draft(&text), step, clock);
                        prop_assert_eq!(&*history.draft().payload, text);
                    }
                }
            }
            while history.redo().is_some() {}
            let last = history.draft().clone();
            let steps = history.past().len();
            let mut undone = 0;
            while history.undo().is_some() { undone += 1; }
            prop_assert_eq!(undone, steps);
            prop_assert_eq!(&*history.draft().payload, "first");
            while history.redo().is_some() {}
            prop_assert_eq!(history.draft(), &last);
        }
    }
}
