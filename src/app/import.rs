//! Keys on their way in: read, asked about where there is something to ask, confirmed, stored.
//!
//! What is being imported stays here, wiped when the sheet closes; the state only says what it is.

use std::collections::VecDeque;

use zeroize::Zeroizing;

use super::Core;
use super::command::SecretDraft;
use super::jobs::JobId;
use super::jobs::vault::{StoreOutcome, Stored, ToStore, store};
use super::keys::unused_name;
use super::state::{
    Clash, DocumentId, GenerateSheet, ImportLine, ImportSheet, ImportStep, KeyProblem, KeyTrouble,
    NegativesStep, NoticeKind, Reading, Sheet, VaultStatus,
};
use crate::inspect::keys::{self, KeyFileReport};
use crate::inspect::report::KeyId;
use crate::jose::key::{Key, Material};
use crate::jose::read::{self, Guess, KeyFile, ReadError, SecretEncoding};
use crate::vault::{Place, VaultError};

/// What is being imported.
#[derive(Debug, Default)]
pub(super) struct Import {
    /// The file or text that the sheet speaks of.
    current: Option<Source>,
    /// The keys that were read from it.
    keys: Vec<Key>,
    /// Files that wait.
    waiting: VecDeque<Source>,
    /// The document to verify with the key, once it is stored.
    verify: Option<DocumentId>,
}

/// A file or a text that may hold keys.
#[derive(Clone)]
pub(super) struct Source {
    /// The file's name; `None` for typed or pasted text.
    pub file: Option<String>,
    /// The name for keys that have none.
    pub stem: String,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[{} bytes to import]", self.bytes.len())
    }
}

impl Source {
    /// A file.
    pub(super) fn file(name: &str, bytes: Zeroizing<Vec<u8>>) -> Self {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Self { file: Some(name.to_owned()), stem: stem.to_owned(), bytes }
    }

    /// Typed or pasted text.
    pub(super) fn text(name: &str, text: &str) -> Self {
        Self { file: None, stem: name.to_owned(), bytes: Zeroizing::new(text.as_bytes().to_vec()) }
    }

    fn read(&self, password: Option<&str>) -> Result<KeyFile, ReadError> {
        read::read_keys(&self.bytes, &self.stem, password)
    }
}

/// The readings of a secret, in the order in which they are offered.
const READINGS: [SecretEncoding; 4] =
    [SecretEncoding::Text, SecretEncoding::Base64, SecretEncoding::Base64url, SecretEncoding::Hex];

impl Core {
    /// Opens the sheet that keys come in by.
    pub(super) fn open_import(&mut self) {
        self.import = Import::default();
        self.step(ImportStep::Ask);
    }

    /// Forgets what is being imported, stops making a key, and closes the sheet.
    pub(super) fn close_sheet(&mut self) {
        self.cancel_generate();
        self.cancel_encrypt();
        self.cancel_negatives();
        // What waits for this sheet to close stays; what waits behind an import goes with it.
        let mut waiting = std::mem::take(&mut self.import.waiting);
        if self.import.current.is_some() {
            waiting.clear();
        }
        self.import = Import { waiting, ..Import::default() };
        self.desk.browsing = None;
        self.state.sheet = self.beneath.take();
        // It may have been the sheet of the vault.
        self.go_on_making();
    }

    /// Opens a sheet over one that comes back when it closes.
    pub(super) fn open_over(&mut self, sheet: Sheet) {
        let beneath = self.state.sheet.replace(sheet);
        let comes_back = |sheet: &Sheet| match sheet {
            Sheet::Key(_) | Sheet::Generate(_) => true,
            Sheet::Negatives(sheet) => matches!(sheet.step, NegativesStep::Made(_)),
            _ => false,
        };
        self.beneath = beneath.filter(comes_back);
    }

    /// Goes on with what the sheet of the vault came over, or closes that sheet.
    pub(super) fn resume(&mut self) {
        self.state.sheet = self.beneath.take();
        if let Some(source) = self.import.current.take() {
            self.import(source);
        }
    }

    /// Imports a file or a text, after those that are being imported already. Under another sheet it waits, since what
    /// is typed or made there would be lost.
    pub(super) fn import(&mut self, source: Source) {
        let is_free = matches!(self.state.sheet, None | Some(Sheet::Import(_)));
        if self.import.current.is_some() || !is_free {
            self.import.waiting.push_back(source);
            if let Some(Sheet::Import(sheet)) = &mut self.state.sheet {
                sheet.waiting = self.import.waiting.len();
            }
            return;
        }
        let read = source.read(None);
        self.import.current = Some(source);
        self.import_read(read);
    }

    /// Takes up what waited for a sheet to close.
    pub(super) fn take_up_import(&mut self) {
        let is_free = self.state.sheet.is_none() && self.import.current.is_none() && !self.state.locked;
        if is_free && let Some(source) = self.import.waiting.pop_front() {
            self.import(source);
        }
    }

    /// Tries a password. Its key may take a second to derive, so this is done in a job.
    pub(super) fn import_password(&mut self, password: Zeroizing<String>) {
        let Some(source) = &self.import.current else { return };
        let source = source.clone();
        let job = self.jobs.import(move || source.read(Some(&password)));
        self.step(ImportStep::Reading(job));
    }

    /// Takes what came of reading.
    pub(super) fn import_opened(&mut self, job: JobId, read: Result<KeyFile, ReadError>) {
        let is_current = matches!(
            &self.state.sheet,
            Some(Sheet::Import(sheet)) if sheet.step == ImportStep::Reading(job)
        );
        if is_current {
            self.import_read(read);
        }
    }

    fn import_read(&mut self, read: Result<KeyFile, ReadError>) {
        let others: Vec<Key> = self.ring.to_vec();
        match read {
            Err(ReadError::PasswordNeeded(format)) => {
                self.step(ImportStep::Password { format, wrong: false });
            }
            Err(ReadError::WrongPassword(format)) => {
                self.step(ImportStep::Password { format, wrong: true });
            }
            Err(ReadError::NotAKey(Guess::Text | Guess::Binary)) => self.offer_readings(SecretEncoding::Text),
            read => {
                let report = keys::report(&read, &others, self.state.now);
                match read {
                    Ok(file) if !file.keys.is_empty() => self.confirm(file, report),
                    _ => self.step(ImportStep::Failed { findings: report.findings }),
                }
            }
        }
    }

    /// Offers the ways to read what is no key as a secret.
    pub(super) fn offer_readings(&mut self, chosen: SecretEncoding) {
        let Some(source) = &self.import.current else { return };
        let readings = READINGS.map(|encoding| Reading { encoding, bytes: length(&source.bytes, encoding) });
        self.step(ImportStep::Secret { readings: readings.to_vec(), chosen });
    }

    /// Takes the secret in the chosen reading.
    pub(super) fn import_secret_as(&mut self, name: &str) {
        let (Some(source), Some(Sheet::Import(sheet))) = (&self.import.current, &self.state.sheet) else {
            return;
        };
        let chosen = match sheet.step {
            ImportStep::Secret { chosen, .. } => chosen,
            // It is what it is.
            ImportStep::OtherReading { .. } => SecretEncoding::Text,
            _ => return,
        };
        let name = if name.trim().is_empty() { &source.stem } else { name.trim() };
        match secret(&source.bytes, chosen, name) {
            Ok(key) => {
                self.import.keys = vec![key];
                self.store_chosen(|_| true);
            }
            Err(problem) => self.notice(NoticeKind::Key(KeyProblem::Secret(problem))),
        }
    }

    /// Imports a secret that was typed, in the reading that was chosen for it.
    pub(super) fn import_secret(&mut self, draft: &SecretDraft) {
        let name = if draft.name.trim().is_empty() { "secret" } else { draft.name.trim() };
        self.import = Import { current: Some(Source::text(name, &draft.text)), ..Import::default() };
        self.offer_readings(draft.encoding);
        self.import_secret_as(name);
    }

    /// Takes bytes as what is being imported; `verify`: the document that is then verified with it.
    pub(super) fn offer_bytes(&mut self, source: Source, verify: Option<DocumentId>) {
        self.import = Import { current: Some(source), verify, ..Import::default() };
    }

    fn confirm(&mut self, file: KeyFile, report: KeyFileReport) {
        let lines = file.keys.iter().enumerate().zip(report.keys);
        let lines = lines
            .map(|((index, key), line)| {
                let clash = self.clash(key);
                ImportLine {
                    id: KeyId::of(index, key),
                    has_private: key.has_private(),
                    findings: line.findings,
                    chosen: !matches!(clash, Some(Clash::Same(_))),
                    clash,
                }
            })
            .collect();
        self.import.keys = file.keys;
        self.step(ImportStep::Confirm { format: file.format, findings: report.findings, keys: lines });
    }

    /// What a key would meet. A stored secret is compared when it is stored: the vault alone can do that.
    fn clash(&self, key: &Key) -> Option<Clash> {
        let name = |held: &super::keys::Held| held.key.name.clone();
        let same = |held: &&super::keys::Held| match (&key.material, &held.key.material) {
            (Material::Secret(one), Material::Secret(other)) => one == other,
            (Material::Secret(_), _) | (_, Material::Secret(_)) => false,
            _ => key.thumbprint().is_some() && key.thumbprint() == held.key.thumbprint(),
        };
        if let Some(held) = self.held.iter().filter(|held| held.stored.is_some()).find(same) {
            let has_private = held.stored.as_ref().is_some_and(|stored| stored.has_private);
            let completes = key.has_private() && !has_private;
            return Some(if completes { Clash::Completes(name(held)) } else { Clash::Same(name(held)) });
        }
        let kid = key.kid.as_ref()?;
        self.held.iter().find(|held| held.key.kid.as_ref() == Some(kid)).map(|held| Clash::Kid(name(held)))
    }

    /// Takes a key of the list along, or not.
    pub(super) fn import_choose(&mut self, index: usize, chosen: bool) {
        if let Some(Sheet::Import(ImportSheet { step: ImportStep::Confirm { keys, .. }, .. })) =
            &mut self.state.sheet
            && let Some(line) = keys.get_mut(index)
        {
            line.chosen = chosen;
        }
    }

    /// Stores the chosen keys.
    pub(super) fn import_confirm(&mut self) {
        let Some(Sheet::Import(ImportSheet { step: ImportStep::Confirm { keys, .. }, .. })) =
            &self.state.sheet
        else {
            return;
        };
        let chosen: Vec<bool> = keys.iter().map(|line| line.chosen).collect();
        self.store_chosen(|index| chosen.get(index).copied().unwrap_or_default());
    }

    fn store_chosen(&mut self, chosen: impl Fn(usize) -> bool) {
        if let VaultStatus::Trouble(why) = &self.state.vault {
            let why = why.clone();
            return self.notice(NoticeKind::Vault(why));
        }
        let keys = std::mem::take(&mut self.import.keys);
        let group = self.group(keys.len());
        let mut taken = self.held.clone();
        let mut to_store = Vec::new();
        for (_, mut key) in keys.into_iter().enumerate().filter(|(index, _)| chosen(*index)) {
            let replaces = self.public_half(&key);
            taken.retain(|held| {
                replaces.is_none() || held.stored.as_ref().map(|stored| &stored.id) != replaces.as_ref()
            });
            key.name = unused_name(&taken, key.name);
            taken.push(super::keys::Held::given(key.clone()));
            to_store.push(ToStore { key, group: group.clone(), replaces });
        }
        let now = self.state.now;
        let job = self.jobs.vault(move |vault| store(vault, &to_store, now));
        self.step(ImportStep::Storing(job));
    }

    /// Several keys of one file stay together under its name.
    fn group(&self, keys: usize) -> Option<String> {
        let source = self.import.current.as_ref()?;
        (keys > 1).then(|| source.stem.clone())
    }

    /// The stored public half of a pair.
    fn public_half(&self, key: &Key) -> Option<crate::vault::KeyUid> {
        let thumbprint = key.to_public().filter(|_| key.has_private())?.thumbprint()?;
        let is_half = |held: &&super::keys::Held| {
            held.stored.as_ref().is_some_and(|stored| !stored.has_private)
                && held.key.thumbprint().as_ref() == Some(&thumbprint)
        };
        self.held.iter().find(is_half)?.stored.as_ref().map(|stored| stored.id.clone())
    }

    /// Takes what came of storing keys. A sheet that does not wait for it stays as it is.
    pub(super) fn stored(&mut self, job: JobId, stored: Vec<Stored>) {
        let is_memory = matches!(&self.state.vault, VaultStatus::Open { place: Place::Memory, .. });
        let (mut names, mut known, mut failure, mut last) = (Vec::new(), Vec::new(), None, None);
        let (mut fresh, mut gone) = (Vec::new(), Vec::new());
        for one in stored {
            match one.outcome {
                StoreOutcome::Stored { key, replaced } => {
                    gone.extend(replaced);
                    last = Some(key.id.clone());
                    fresh.push(*key);
                    names.push(one.name);
                }
                StoreOutcome::Same(id) => {
                    known.push(self.name_of(&id).unwrap_or(one.name));
                    last = Some(id);
                }
                StoreOutcome::Failed(why) => failure = Some(why),
            }
        }
        if !fresh.is_empty() {
            self.vault_answered();
            self.hold_more(fresh, &gone);
        }
        if !known.is_empty() {
            self.notice(NoticeKind::KeysKnown(known));
        }
        if !names.is_empty() {
            self.notice(NoticeKind::KeysAdded { keys: names, stored: !is_memory });
        }
        let is_awaited = match &self.state.sheet {
            Some(Sheet::Import(sheet)) => sheet.step == ImportStep::Storing(job),
            Some(Sheet::Generate(sheet)) => sheet.running.as_ref().is_some_and(|one| one.job == job),
            _ => false,
        };
        if !is_awaited {
            if let Some(why) = failure {
                self.notice(NoticeKind::Vault(why));
            }
            return;
        }
        let place = last.as_ref().and_then(|id| self.place_of(id));
        if let (Some(document), Some(place)) = (self.import.verify.take(), place) {
            self.verify_document(document, Some(place));
        }
        match (failure, &self.state.sheet) {
            (Some(why), Some(Sheet::Generate(_))) => {
                // A vault that is away is told of with what can be done about it.
                let problem = (!why.is_away()).then_some(KeyTrouble::Vault(why));
                self.state.sheet = Some(Sheet::Generate(GenerateSheet { running: None, problem }));
            }
            (Some(why), _) => self.store_failed(why),
            (None, Some(Sheet::Generate(_))) => {
                self.state.sheet = None;
                if let Some(made) = place {
                    self.open_key(made);
                }
            }
            (None, _) => self.next_import(),
        }
    }

    fn store_failed(&mut self, why: VaultError) {
        self.notice(NoticeKind::Vault(why));
        // What was not stored can be tried again: it is read anew, since the keys are gone.
        match self.import.current.take() {
            Some(source) => self.import(source),
            None => self.state.sheet = None,
        }
    }

    /// No vault was there to store in: back to the question, with the trouble in the status.
    pub(super) fn store_interrupted(&mut self) {
        let is_storing = matches!(
            &self.state.sheet,
            Some(Sheet::Import(ImportSheet { step: ImportStep::Storing(_), .. }))
        );
        if let (true, Some(source)) = (is_storing, self.import.current.take()) {
            self.import(source);
        }
    }

    /// Goes on with the next file, or closes the sheet.
    fn next_import(&mut self) {
        self.import.current = None;
        match self.import.waiting.pop_front() {
            Some(source) => self.import(source),
            None if matches!(self.state.sheet, Some(Sheet::Import(_))) => self.close_sheet(),
            None => {}
        }
    }

    pub(super) fn step(&mut self, step: ImportStep) {
        let source = self.import.current.as_ref().and_then(|source| source.file.clone());
        let waiting = self.import.waiting.len();
        self.state.sheet = Some(Sheet::Import(ImportSheet { source, step, waiting }));
    }
}

fn length(bytes: &[u8], encoding: SecretEncoding) -> Result<usize, read::SecretError> {
    secret(bytes, encoding, "").map(|key| match key.kind() {
        crate::jose::KeyKind::Secret { bits } => bits / 8,
        _ => 0,
    })
}

/// Reads bytes as a secret. As text they are taken as they are, whatever they are.
fn secret(bytes: &[u8], encoding: SecretEncoding, name: &str) -> Result<Key, read::SecretError> {
    match (encoding, std::str::from_utf8(bytes)) {
        (SecretEncoding::Text, _) | (_, Err(_)) => Ok(read::read_secret_file(bytes, name)),
        (_, Ok(text)) => read::read_secret(text.trim(), encoding, name),
    }
}
