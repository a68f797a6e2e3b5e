//! Typing over the shown token: each change is a new text of the document, so that everything that is shown is about
//! what was typed, and nothing that was verified before it.

use std::sync::Arc;

use super::Core;
use super::command::MemberDraft;
use super::edits::EditName;
use super::jobs::JobId;
use super::jobs::vault::Done;
use super::state::{Analysis, Document, DocumentId, MemberProblem, MemberSheet, NoticeKind, Sheet, Tab};
use crate::craft::edit::time::TimeEdit;
use crate::craft::edit::{Edit, EditError, Edited, Path, edit};
use crate::craft::remake::{Part, changed_member, with_part};
use crate::craft::resign::{HeaderUpdate, How, ResignError, resign};
use crate::craft::typed::Typing;
use crate::encoding::Span;
use crate::jose::segment::Segment;
use crate::jose::token::Token;

impl Core {
    /// A part of the shown token was typed over.
    pub(super) fn edit_part(&mut self, part: Part, bytes: &[u8]) {
        let Some(token) = self.current() else { return };
        let before = match part {
            Part::Header => token.header().and_then(Segment::json),
            Part::Payload => token.payload().and_then(Segment::json),
            Part::Signature => None,
        };
        let member = || changed_member(before?, std::str::from_utf8(bytes).ok()?);
        let name = match (part, member()) {
            (Part::Header, Some(name)) => EditName::Parameter(name),
            (Part::Payload, Some(name)) => EditName::Claim(name),
            (Part::Signature, _) if bytes.is_empty() => EditName::Unsign,
            _ => EditName::Part(part),
        };
        if let Some(text) = with_part(&token, part, bytes).filter(|text| **text != *token.text) {
            // What is wanted is wanted of the text that the token stands in from now on.
            let key = self.signed_with();
            self.part_from_others(&token.text);
            self.wants_signature(part, key);
            self.change(name, &token, &text);
        }
    }

    /// One claim or parameter was changed, without typing over the rest.
    pub(super) fn edit_member(&mut self, part: Part, change: &Edit) {
        self.rewrite(part, |text, _| edit(text, change));
    }

    /// The times of the claims were set or moved.
    pub(super) fn edit_time(&mut self, change: TimeEdit) {
        self.rewrite(Part::Payload, |text, now| change.apply(text, now));
    }

    /// Opens the sheet of a member of the shown token, or of a new one.
    pub(super) fn open_member(&mut self, part: Part, place: Option<usize>) {
        let Some(token) = self.current() else { return };
        let Some(json) = part_of(&token, part).and_then(Segment::json) else { return };
        let members: Vec<_> = json.root().members().collect();
        let member = place.and_then(|place| members.get(place));
        let (name, (typing, text)) = match member {
            Some((name, value)) => {
                let name = name.text().into_owned();
                let typed = Typing::of(&name, *value);
                (name, typed)
            }
            None => (String::new(), (Typing::Text, String::new())),
        };
        let place = place.filter(|_| member.is_some());
        let count = members.len();
        let Some(tab) = self.state.tab() else { return };
        let of = (tab.document, tab.token);
        let sheet = MemberSheet { of, part, place, count, name, typing, text, problem: None };
        self.state.sheet = Some(Sheet::Member(sheet));
    }

    /// Keeps what was typed: the name, the value, or a new member.
    pub(super) fn save_member(&mut self, draft: &MemberDraft) {
        let Some(Sheet::Member(sheet)) = &self.state.sheet else { return };
        let (part, place) = (sheet.part, sheet.place);
        let renamed = sheet.name != draft.name;
        let retyped = sheet.typing != draft.typing || sheet.text != draft.text;
        let token = self.current().filter(|_| self.is_of_shown(sheet));
        let segment = token.as_deref().and_then(|token| part_of(token, part));
        let text = segment.filter(|segment| is_member(segment, sheet)).and_then(Segment::text);
        let changed = text
            .ok_or(MemberProblem::Gone)
            .and_then(|text| changed(text, place, draft, (renamed, retyped)).map_err(MemberProblem::Edit));
        match changed {
            Ok(text) => {
                self.state.sheet = None;
                self.edit_part(part, text.as_bytes());
            }
            Err(why) => {
                if let Some(Sheet::Member(sheet)) = &mut self.state.sheet {
                    sheet.problem = Some(why);
                }
            }
        }
    }

    /// Whether a sheet is about the token that is shown now: another may have come while it was open.
    fn is_of_shown(&self, sheet: &MemberSheet) -> bool {
        self.state.tab().is_some_and(|tab| (tab.document, tab.token) == sheet.of)
    }

    fn rewrite(&mut self, part: Part, change: impl FnOnce(&str, i64) -> Result<Edited, EditError>) {
        let Some(token) = self.current() else { return };
        let Some(text) = part_of(&token, part).and_then(Segment::text) else { return };
        match change(text, self.state.now) {
            Ok(edited) => self.edit_part(part, edited.text.as_bytes()),
            Err(why) => self.notice(NoticeKind::NotEdited(why)),
        }
    }

    /// How tokens are signed: as it was asked for, and with what the settings prefer.
    pub(super) const fn how(&self, update: HeaderUpdate) -> How {
        How { update, preferred: Some(self.state.settings.algorithm) }
    }

    /// Signs the shown token with the key in that place.
    pub(super) fn sign(&mut self, key: usize, update: HeaderUpdate) {
        let (Some(token), Some(held)) = (self.current(), self.held.get(key)) else { return };
        let how = self.how(update);
        let Some((id, revision)) = self.state.shown().map(|document| (document.id, document.revision)) else {
            return;
        };
        let order = SignOrder { document: id, revision, token: Arc::clone(&token.text) };
        if self.signing.as_ref().is_some_and(|(_, pending)| *pending == order) {
            return;
        }
        if let Some(stored) = &held.stored {
            let (uid, details) = (stored.id.clone(), stored.details.clone());
            let job = self.jobs.vault(move |vault| {
                let signed = vault.read(&uid).map(|mut key| {
                    details.apply(&mut key);
                    resign(&token, &key, how)
                });
                Done::Signed(signed)
            });
            self.signing = Some((job, order));
        } else {
            let signed = resign(&token, &held.key, how);
            self.signed(&order, signed);
        }
    }

    /// What a vault's key was to sign, if that job was about it.
    pub(super) fn take_order(&mut self, job: JobId) -> Option<SignOrder> {
        self.signing.take_if(|(current, _)| *current == job).map(|(_, order)| order)
    }

    /// A token was signed again, or not. What was typed meanwhile is worth more than the signature of what was there.
    pub(super) fn signed(&mut self, order: &SignOrder, signed: Result<String, ResignError>) {
        let shown = self.state.shown().map(|shown| (shown.id, shown.revision));
        let token = self.current().filter(|token| token.text == order.token);
        match (signed, token) {
            (Err(why), _) => self.notice(NoticeKind::NotSigned(Some(why))),
            (Ok(text), Some(token)) if shown == Some((order.document, order.revision)) => {
                self.part_from_others(&token.text);
                let id = self.state.tab().map(|tab| tab.document);
                if let Some(document) = id.and_then(|id| self.document_mut(id)) {
                    document.edits.begin(Some(&token.text));
                    document.edits.sign(&text);
                }
                self.wants_no_signature();
                self.change(EditName::Sign, &token, &text);
            }
            (Ok(_), _) => self.notice(NoticeKind::NotSigned(None)),
        }
    }

    /// Goes back to the token as it was signed last.
    pub(super) fn revert(&mut self) {
        let Some(token) = self.current() else { return };
        let original =
            self.state.shown().and_then(|document| document.edits.original_of(&token.text).cloned());
        if let Some(original) = original {
            self.wants_no_signature();
            self.change(EditName::Revert, &token, &original);
        }
    }

    /// Takes the last step back.
    pub(super) fn undo(&mut self) {
        self.travel(|document| document.edits.undo(&document.text));
    }

    /// Does it again.
    pub(super) fn redo(&mut self) {
        self.travel(|document| document.edits.redo(&document.text));
    }

    fn travel(&mut self, step: impl FnOnce(&mut Document) -> Option<Arc<str>>) {
        self.wants_no_signature();
        let Some(id) = self.state.tab().map(|tab| tab.document) else { return };
        let Some(text) = self.document_mut(id).and_then(step) else { return };
        self.set_text(id, text);
    }

    /// Puts another token in the place of the shown one, which is `token`.
    pub(super) fn change(&mut self, name: EditName, token: &Token, text: &str) {
        if *text == *token.text {
            return;
        }
        let now = self.state.now;
        self.part_from_others(&token.text);
        let Some(tab) = self.state.tab().cloned() else { return };
        let place = self.state.token().filter(|_| self.is_current()).and_then(|report| report.place);
        let Some(document) = self.document_mut(tab.document) else { return };
        let changed = around(&document.text, place, token, text);
        document.edits.begin(Some(&token.text));
        let before = Arc::clone(&document.text);
        document.edits.record(name, &before, now);
        self.set_text(tab.document, changed.into());
    }

    /// A token that shares its text with others gets one of its own before it is changed. It is judged as before, and
    /// what is known of it stays on screen until its own text was looked at.
    pub(super) fn part_from_others(&mut self, text: &str) {
        let Some(tab) = self.state.tab().cloned() else { return };
        let shares = self.state.tabs.iter().filter(|other| other.document == tab.document).count() > 1;
        if !shares {
            return;
        }
        let Some(before) = self.state.document(tab.document) else { return };
        let (only_key, detached) = (before.only_key, before.detached.clone());
        let known = before.analysis.view().map(|view| Arc::new(view.only(tab.token)));
        let id = self.new_document();
        if let Some(document) = self.document_mut(id) {
            (document.only_key, document.detached) = (only_key, detached);
            document.tokens = 1;
            if let Some(known) = known {
                document.analysis = Analysis::Ready(known);
            }
        }
        if let Some(shown) = self.state.tabs.get_mut(self.state.active) {
            *shown = Tab { document: id, token: 0, title: tab.title };
        }
        self.set_text(id, text.into());
    }

    /// The shown token as it reads now: cut anew where the report on it is not there yet and there is nothing but the
    /// token in the text.
    pub(super) fn current(&self) -> Option<Arc<Token>> {
        if self.is_current() {
            return self.state.token().map(|report| Arc::clone(&report.token));
        }
        let text = self.state.shown()?.text.trim();
        let is_bare = text.bytes().filter(|byte| *byte == b'.').count() == 2
            && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'"' | b':'));
        is_bare.then(|| Arc::new(Token::compact(text.into())))
    }

    /// Whether what is shown is about the text as it is.
    pub(super) fn is_current(&self) -> bool {
        let Some(document) = self.state.shown() else { return false };
        document.analysis.view().is_some_and(|view| view.revision == document.revision)
    }
}

fn part_of(token: &Token, part: Part) -> Option<&Segment> {
    match part {
        Part::Header => token.header(),
        Part::Payload => token.payload(),
        Part::Signature => None,
    }
}

/// What is being signed with a stored key. When it is done, it must still be what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignOrder {
    document: DocumentId,
    revision: u64,
    token: Arc<str>,
}

/// Whether the member that a sheet was opened for is still in its place, as it was.
fn is_member(segment: &Segment, sheet: &MemberSheet) -> bool {
    let Some(place) = sheet.place else { return true };
    let member = segment.json().and_then(|json| json.root().members().nth(place));
    member.is_some_and(|(name, value)| {
        let name = name.text();
        *name == *sheet.name && Typing::of(&name, value) == (sheet.typing, sheet.text.clone())
    })
}

/// The JSON with that member as it was typed; what was not changed in it stays as it is spelled.
fn changed(
    text: &str,
    place: Option<usize>,
    draft: &MemberDraft,
    (renamed, retyped): (bool, bool),
) -> Result<String, EditError> {
    let Some(place) = place else {
        let (name, value) = (draft.name.clone(), draft.typing.written(&draft.text)?);
        return Ok(edit(text, &Edit::Add { to: Path::root(), position: usize::MAX, name, value })?.text);
    };
    let mut text = text.to_owned();
    if retyped {
        let value = draft.typing.written(&draft.text)?;
        text = edit(&text, &Edit::Set { at: Path::new([place]), value })?.text;
    }
    if renamed {
        text = edit(&text, &Edit::Rename { at: Path::new([place]), name: draft.name.clone() })?.text;
    }
    Ok(text)
}

/// The text with another token in the place of that one; the token alone where it does not stand in it as it is.
pub(super) fn around(text: &str, place: Option<Span>, token: &Token, changed: &str) -> String {
    let range = place.map(Span::range).filter(|range| text.get(range.clone()) == Some(&token.text));
    match range {
        Some(range) => {
            let before = text.get(..range.start).unwrap_or_default();
            let after = text.get(range.end..).unwrap_or_default();
            format!("{before}{changed}{after}")
        }
        None => changed.to_owned(),
    }
}
