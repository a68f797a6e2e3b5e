//! New tokens: signed with a key that is here, or with one that is made for it, and opened in tabs of their own.
//!
//! A key that is made on the spot is stored like any other before the token is shown; where no vault takes it, it is
//! kept for the session, and that is said. No token appears whose key is lost: while the window is locked or a vault is
//! being opened, the key waits.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Core;
use super::command::NewSigner;
use super::jobs::JobId;
use super::jobs::vault::{Done, StoreOutcome, Stored, ToStore, store};
use super::keys::{Held, unused_name};
use super::state::{Made, NoticeKind, Sheet, VaultStatus};
use crate::craft::own::Own;
use crate::craft::template::{Template, TemplateError, Wish};
use crate::jose::generate::{self, GenerateError, Random};
use crate::jose::key::Key;
use crate::vault::Place;

/// What a new token is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// A template that comes with the program.
    Standard(Template),
    /// One of the person's own.
    Own(Arc<Own>),
}

/// A new token, and what its tab is called.
#[derive(Clone, Debug)]
pub struct Fresh {
    made: Made,
    token: String,
}

impl Pattern {
    /// What a key must be able to sign for it.
    const fn template(&self) -> Template {
        match self {
            Self::Standard(template) => *template,
            Self::Own(_) => Template::Empty,
        }
    }

    fn sign(&self, key: &Key, wish: Wish, now: i64, random: Random) -> Result<Vec<Fresh>, TemplateError> {
        match self {
            Self::Standard(template) => {
                let signed = template.sign_as(key, wish, now, random)?.into_iter();
                Ok(signed.map(|one| Fresh { made: Made::New(one.template), token: one.token }).collect())
            }
            Self::Own(own) => {
                let token = own.sign(key, wish.algorithm, now, random)?;
                Ok(vec![Fresh { made: Made::Own(own.name.as_str().into()), token }])
            }
        }
    }
}

/// The new tokens that are being made, one after the other.
#[derive(Debug, Default)]
pub(super) struct Making {
    step: Option<Step>,
    /// What waits for a key to be made, or for the keys of the vault.
    waiting: VecDeque<(Pattern, NewSigner)>,
    /// The jobs in which stored keys sign new tokens.
    signing: Vec<JobId>,
    /// The jobs in which keys are stored in vaults that are not in use any more.
    given_up: Vec<JobId>,
}

impl Making {
    /// Whether a stored key was to sign a new token in that job; it is over.
    pub(super) fn take_signing(&mut self, job: JobId) -> bool {
        let before = self.signing.len();
        self.signing.retain(|signing| *signing != job);
        self.signing.len() < before
    }

    /// Whether a key was to be stored in that job, and is kept for the session since; it is over.
    pub(super) fn take_given_up(&mut self, job: JobId) -> bool {
        let before = self.given_up.len();
        self.given_up.retain(|given_up| *given_up != job);
        self.given_up.len() < before
    }

    /// Whether any was; none is any more.
    pub(super) fn forget_signing(&mut self) -> bool {
        !std::mem::take(&mut self.signing).is_empty()
    }
}

/// How far the one whose key is made has come.
#[derive(Debug)]
enum Step {
    /// The key is being made.
    Key(JobId, Pattern),
    /// The key is there, and waits for a vault.
    Made(Box<Key>, Pattern),
    /// The key is being stored; the tokens that it signed wait for that.
    Storing(JobId, Box<Key>, Vec<Fresh>),
}

/// What a key can sign of what is new.
pub(super) fn makes(held: &Held) -> Vec<Template> {
    let is_private = held.stored.as_ref().map_or_else(|| held.key.has_private(), |stored| stored.has_private);
    let suits = |template: &Template| is_private && template.suits(&held.key).is_ok();
    Template::ALL.into_iter().filter(suits).collect()
}

impl Core {
    /// Makes a token and shows it. While keys are not known yet, or one is being made, it waits.
    pub(super) fn new_token(&mut self, pattern: Pattern, signer: NewSigner) {
        (self.state.sheet, self.beneath) = (None, None);
        self.begin_token(pattern, signer);
    }

    fn begin_token(&mut self, pattern: Pattern, signer: NewSigner) {
        let waits = self.making.step.is_some() || self.state.vault == VaultStatus::Opening;
        let key = match signer {
            NewSigner::Key(index) => Some(index),
            _ if waits => return self.making.waiting.push_back((pattern, signer)),
            NewSigner::Usual => self.state.maker(pattern.template()),
            NewSigner::Fresh => None,
        };
        match key {
            Some(index) => self.new_token_by(pattern, index),
            None => self.new_token_by_fresh(pattern),
        }
    }

    /// What the settings want of new tokens.
    const fn wish(&self) -> Wish {
        let settings = &self.state.settings;
        Wish { algorithm: Some(settings.algorithm), life_secs: settings.life_secs }
    }

    fn new_token_by(&mut self, pattern: Pattern, index: usize) {
        let Some(held) = self.held.get(index) else { return };
        let (now, random, wish) = (self.state.now, self.env.random, self.wish());
        if let Some(stored) = &held.stored {
            let (id, details) = (stored.id.clone(), stored.details.clone());
            let job = self.jobs.vault(move |vault| {
                Done::NewToken(vault.read(&id).map(|mut key| {
                    details.apply(&mut key);
                    pattern.sign(&key, wish, now, random)
                }))
            });
            self.making.signing.push(job);
        } else {
            let made = pattern.sign(&held.key, wish, now, random);
            self.new_tokens_made(made);
        }
    }

    fn new_token_by_fresh(&mut self, pattern: Pattern) {
        let (template, random, wish) = (pattern.template(), self.env.random, self.wish());
        let job = self.jobs.generate(move || {
            let spec = template.fresh_key_for(wish);
            let mut key = generate::generate(spec, random, &|| false)?;
            if let Some(wished) = template.alg_of_fresh_key(wish) {
                key.alg = Some(wished.name().to_owned());
            }
            Ok(key)
        });
        self.making.step = Some(Step::Key(job, pattern));
        self.state.making = Some(template);
    }

    /// Whether that job makes or stores the key of a new token.
    pub(super) fn is_making_key(&self, job: JobId) -> bool {
        match &self.making.step {
            Some(Step::Key(current, _) | Step::Storing(current, ..)) => *current == job,
            Some(Step::Made(..)) | None => false,
        }
    }

    /// The key was made, or not.
    pub(super) fn new_key_made(&mut self, made: Result<Key, GenerateError>) {
        let Some(Step::Key(_, pattern)) = self.making.step.take() else { return };
        match made {
            Ok(key) => {
                self.making.step = Some(Step::Made(Box::new(key), pattern));
                self.go_on_making();
            }
            Err(_) => self.new_key_failed(TemplateError::NoRandomness),
        }
    }

    fn new_key_failed(&mut self, why: TemplateError) {
        self.notice(NoticeKind::NotMade(why));
        self.next_new_token();
    }

    /// Whether it is not known yet which vault will take a key: one is being opened, or shall be.
    const fn waits_for_vault(&self) -> bool {
        self.state.locked
            || match self.state.vault {
                VaultStatus::Opening => true,
                VaultStatus::Open { .. } => false,
                VaultStatus::Trouble(_) => matches!(self.state.sheet, Some(Sheet::Vault(_))),
            }
    }

    /// Goes on with what waited for a vault, if nothing does any more.
    pub(super) fn go_on_making(&mut self) {
        if self.waits_for_vault() {
            return;
        }
        match self.making.step.take() {
            Some(Step::Made(key, pattern)) => self.sign_with_new_key(*key, &pattern),
            Some(step) => self.making.step = Some(step),
            None => self.next_new_token(),
        }
    }

    /// The new key signs, and is stored.
    fn sign_with_new_key(&mut self, mut key: Key, pattern: &Pattern) {
        key.name = unused_name(&self.held, key.name);
        match pattern.sign(&key, self.wish(), self.state.now, self.env.random) {
            Err(why) => self.new_key_failed(why),
            Ok(tokens) if matches!(self.state.vault, VaultStatus::Trouble(_)) => {
                self.keep_for_session(key, tokens);
            }
            Ok(tokens) => {
                let now = self.state.now;
                let keys = vec![ToStore { key: key.clone(), group: None, replaces: None }];
                let job = self.jobs.vault(move |vault| store(vault, &keys, now));
                self.making.step = Some(Step::Storing(job, Box::new(key), tokens));
            }
        }
    }

    /// The key was stored, or not.
    pub(super) fn new_key_stored(&mut self, stored: Vec<Stored>) {
        let Some(Step::Storing(_, key, tokens)) = self.making.step.take() else { return };
        for one in stored {
            match one.outcome {
                StoreOutcome::Stored { key, .. } => {
                    self.vault_answered();
                    let is_memory =
                        matches!(&self.state.vault, VaultStatus::Open { place: Place::Memory, .. });
                    self.hold_more(vec![*key], &[]);
                    self.notice(NoticeKind::KeysAdded { keys: vec![one.name], stored: !is_memory });
                }
                StoreOutcome::Same(_) => {}
                StoreOutcome::Failed(why) => {
                    self.notice(NoticeKind::Vault(why));
                    return self.keep_for_session(*key, tokens);
                }
            }
        }
        self.open_made(tokens);
        self.next_new_token();
    }

    /// There was no vault to store the key in.
    pub(super) fn new_key_unstored(&mut self, job: JobId) {
        if self.is_making_key(job) {
            self.vault_is_another();
        }
    }

    /// Another vault is in use, or none: the one that the key went to may never answer.
    pub(super) fn vault_is_another(&mut self) {
        match self.making.step.take() {
            Some(Step::Storing(job, key, tokens)) => {
                self.making.given_up.push(job);
                self.keep_for_session(*key, tokens);
            }
            step => {
                self.making.step = step;
                self.go_on_making();
            }
        }
    }

    /// A job broke: a defect of ours.
    pub(super) fn making_broke(&mut self, job: JobId) {
        if self.is_making_key(job) {
            match self.making.step.take() {
                Some(Step::Storing(_, key, tokens)) => self.keep_for_session(*key, tokens),
                _ => self.next_new_token(),
            }
        }
    }

    fn keep_for_session(&mut self, key: Key, tokens: Vec<Fresh>) {
        self.add_made(key);
        self.open_made(tokens);
        self.next_new_token();
    }

    fn next_new_token(&mut self) {
        self.state.making = None;
        while self.making.step.is_none()
            && !self.waits_for_vault()
            && let Some((pattern, signer)) = self.making.waiting.pop_front()
        {
            // Whatever sheet is open by now, it is not the one that this was asked for in.
            self.begin_token(pattern, signer);
        }
    }

    /// New tokens were made, or not.
    pub(super) fn new_tokens_made(&mut self, made: Result<Vec<Fresh>, TemplateError>) {
        match made {
            Ok(tokens) => self.open_made(tokens),
            Err(why) => self.notice(NoticeKind::NotMade(why)),
        }
    }

    /// Opens each in a tab of its own and shows the first.
    fn open_made(&mut self, tokens: Vec<Fresh>) {
        let mut first = None;
        for one in tokens {
            let id = self.open_as(one.token, one.made);
            first = first.or(id);
        }
        if let Some(place) = self.state.tabs.iter().position(|tab| Some(tab.document) == first) {
            self.select_tab(place);
        }
    }
}
