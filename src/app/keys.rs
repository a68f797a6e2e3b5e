//! The keys that tokens are verified with: stored ones by their public halves, and those that were given for this
//! session on the command line or with an example.

use std::sync::Arc;

use super::Core;
use super::command::KeyDetails;
use super::jobs::vault::Done;
use super::new_token::makes;
use super::state::{EncryptSheet, KeyEntry, KeySheet, KeyTrouble, NoticeKind, Sheet, Standing, State};
use crate::craft::encrypt;
use crate::craft::resign::{ResignError, algorithm_for};
use crate::craft::sign::Unable;
use crate::inspect::report::{KeyId, Outcome, SignatureVerdict, TokenReport};
use crate::jose::jwe::DecryptError;
use crate::jose::key::{Key, Material};
use crate::vault::{Details, KeyUid, StoredKey, VaultError};

/// A key that the core holds: as much of it as verifying needs.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The public half, a sealed secret, or, if it was given for this session, all of it.
    pub key: Key,
    /// What the vault says of it; `None` for one that was given for this session.
    pub stored: Option<StoredKey>,
}

impl Held {
    /// A key of the vault, by what its list says.
    pub(super) fn stored(stored: StoredKey) -> Self {
        let key = stored.public.clone().unwrap_or_else(|| {
            let mut key = Key::new("", Material::Sealed { bits: stored.secret_bytes() * 8 });
            stored.details.apply(&mut key);
            key
        });
        Self { key, stored: Some(stored) }
    }

    fn uid(&self) -> Option<&KeyUid> {
        self.stored.as_ref().map(|stored| &stored.id)
    }
}

impl Core {
    /// Adds keys for this session only: from the command line. Those that are here already are left out.
    pub fn add_keys(&mut self, keys: Vec<Key>) {
        let mut held = self.held.clone();
        let mut names = Vec::new();
        for mut key in keys {
            if held.iter().any(|other| other.key.kid == key.kid && other.key.material == key.material) {
                continue;
            }
            key.name = unused_name(&held, key.name);
            names.push(key.name.clone());
            held.push(Held { key, stored: None });
        }
        if !names.is_empty() {
            self.hold(held);
            self.notice(NoticeKind::KeysAdded { keys: names, stored: false });
        }
    }

    /// Takes the key of an example, in the place of that of an earlier example.
    pub(super) fn take_example_key(&mut self, key: Key) {
        let mut held = self.held.clone();
        let is_earlier = |other: &&mut Held| other.stored.is_none() && other.key.kid == key.kid;
        if let Some(earlier) = held.iter_mut().find(is_earlier) {
            earlier.key = key;
        } else {
            held.push(Held { key, stored: None });
        }
        self.hold(held);
    }

    /// The vault's list replaces what was known of it; keys of this session stay.
    pub(super) fn hold_stored(&mut self, stored: Vec<StoredKey>) {
        let given = self.held.iter().filter(|held| held.stored.is_none()).cloned();
        let held = stored.into_iter().map(Held::stored).chain(given).collect();
        self.hold(held);
    }

    /// Puts keys of the vault in the place of what was known of them, or behind the others of the vault; those that they
    /// replace go. Everything is looked at again once, however many they are.
    pub(super) fn hold_more(&mut self, stored: Vec<StoredKey>, replaced: &[KeyUid]) {
        let mut held = self.held.clone();
        held.retain(|held| held.uid().is_none_or(|id| !replaced.contains(id)));
        for stored in stored {
            if let Some(known) = held.iter_mut().find(|other| other.uid() == Some(&stored.id)) {
                *known = Held::stored(stored);
            } else {
                let behind = held.iter().take_while(|other| other.stored.is_some()).count();
                held.insert(behind, Held::stored(stored));
            }
        }
        self.hold(held);
    }

    /// Replaces the keys, lists them in the state (names and public parts, nothing secret), and looks at every
    /// document again.
    pub(super) fn hold(&mut self, held: Vec<Held>) {
        self.move_choices(&held);
        self.held = held;
        self.ring = self.held.iter().map(|held| held.key.clone()).collect();
        let findings = crate::inspect::keys::each(&self.ring, self.state.now);
        let entries = self.held.iter().enumerate().zip(findings);
        self.state.keys = entries
            .map(|((index, held), findings)| KeyEntry {
                id: KeyId::of(index, &held.key),
                alg: held.key.alg.clone(),
                key_use: held.key.key_use.clone(),
                private: held
                    .stored
                    .as_ref()
                    .map_or_else(|| held.key.has_private(), |stored| stored.has_private),
                stored: held.uid().cloned(),
                created_at: held.stored.as_ref().map(|stored| stored.created_at),
                group: held.stored.as_ref().and_then(|stored| stored.details.group.clone()),
                findings,
                encrypts: encrypt::ways(&held.key).map(|_| ()),
                makes: makes(held),
                standing: Standing::Idle,
                signs: Err(ResignError::NotCompact),
            })
            .collect();
        self.analyse_all();
        // Where everything is looked at in a job, what is shown is judged before it.
        self.judge_keys();
    }

    /// What points at a key by its place points at the same key afterwards, or at none.
    fn move_choices(&mut self, next: &[Held]) {
        let old = std::mem::take(&mut self.held);
        let same = |one: &Held, other: &Held| match (one.uid(), other.uid()) {
            (Some(one), Some(other)) => one == other,
            (None, None) => one.key.material == other.key.material && one.key.name == other.key.name,
            _ => false,
        };
        let moved = |index: usize| {
            let before = old.get(index)?;
            next.iter().position(|after| same(before, after))
        };
        for document in &mut self.state.documents {
            document.only_key = document.only_key.and_then(moved);
        }
        self.state.signing.key = self.state.signing.key.and_then(moved);
        for sheet in [&mut self.state.sheet, &mut self.beneath] {
            *sheet = match sheet.take() {
                Some(Sheet::Key(sheet)) => moved(sheet.key).map(|key| Sheet::Key(KeySheet { key, ..sheet })),
                Some(Sheet::Encrypt(sheet)) => {
                    moved(sheet.key).map(|key| Sheet::Encrypt(EncryptSheet { key, ..sheet }))
                }
                Some(Sheet::Delete(key)) => moved(key).map(Sheet::Delete),
                other => other,
            };
        }
    }

    /// Changes what a key is called and meant for.
    pub(super) fn describe_key(&mut self, index: usize, wanted: KeyDetails) {
        let Some(held) = self.held.get(index) else { return };
        let name = wanted.name.trim();
        let name = if name.is_empty() { &held.key.name } else { name };
        let others = self.held.iter().enumerate().filter(|(other, _)| *other != index);
        let taken: Vec<Held> = others.map(|(_, held)| held.clone()).collect();
        let details = Details {
            name: unused_name(&taken, name.to_owned()),
            kid: Some(wanted.kid.trim().to_owned()).filter(|kid| !kid.is_empty()),
            alg: wanted.alg,
            key_use: wanted.key_use,
            key_ops: held.key.key_ops.clone(),
            group: held.stored.as_ref().and_then(|stored| stored.details.group.clone()),
        };
        if let Some(id) = held.uid().cloned() {
            let _ = self.jobs.vault(move |vault| Done::Described(vault.describe(&id, details).map(Box::new)));
            return;
        }
        let mut held = self.held.clone();
        if let Some(given) = held.get_mut(index) {
            details.apply(&mut given.key);
        }
        self.hold(held);
    }

    /// Deletes a key, or forgets it if it was only given for this session.
    pub(super) fn delete_key(&mut self, index: usize) {
        (self.state.sheet, self.beneath) = (None, None);
        let Some(held) = self.held.get(index) else { return };
        let name = held.key.name.clone();
        if let Some(id) = held.uid().cloned() {
            let _ = self.jobs.vault(move |vault| {
                let removed = vault.remove(&id);
                Done::Removed { id, name, removed }
            });
            return;
        }
        self.forget_key(index);
        self.notice(NoticeKind::KeyRemoved(name));
    }

    pub(super) fn removed(&mut self, id: &KeyUid, name: String, removed: Result<(), VaultError>) {
        match removed {
            Ok(()) => {
                self.forget_stored(id);
                self.notice(NoticeKind::KeyRemoved(name));
            }
            Err(why) => self.notice(NoticeKind::Vault(why)),
        }
    }

    /// A key of the vault is gone.
    pub(super) fn forget_stored(&mut self, id: &KeyUid) {
        if let Some(index) = self.place_of(id) {
            self.forget_key(index);
        }
    }

    /// The place of a key of the vault.
    pub(super) fn place_of(&self, id: &KeyUid) -> Option<usize> {
        self.held.iter().position(|held| held.uid() == Some(id))
    }

    /// What a key of the vault is called.
    pub(super) fn name_of(&self, id: &KeyUid) -> Option<String> {
        self.held.iter().find(|held| held.uid() == Some(id)).map(|held| held.key.name.clone())
    }

    fn forget_key(&mut self, index: usize) {
        let mut held = self.held.clone();
        if index < held.len() {
            let _ = held.remove(index);
        }
        self.hold(held);
    }

    pub(super) fn described(&mut self, described: Result<Box<StoredKey>, VaultError>) {
        match described {
            Ok(stored) => self.hold_more(vec![*stored], &[]),
            Err(why) => self.key_trouble(KeyTrouble::Vault(why)),
        }
    }

    /// Says what went wrong with a key: in its sheet if that is open.
    pub(super) fn key_trouble(&mut self, trouble: KeyTrouble) {
        match &mut self.state.sheet {
            Some(Sheet::Key(sheet)) => sheet.problem = Some(trouble),
            _ => self.notice(NoticeKind::KeyTrouble(trouble)),
        }
    }

    /// Says of each key how it stands to the token that is shown.
    pub(super) fn judge_keys(&mut self) {
        let standings: Vec<Standing> = match self.state.token() {
            Some(token) => standings(token, &self.state),
            None => vec![Standing::Idle; self.state.keys.len()],
        };
        for (entry, standing) in self.state.keys.iter_mut().zip(standings) {
            entry.standing = standing;
        }
        let token = self.state.token().map(|report| Arc::clone(&report.token));
        let how = self.how(self.state.signing.update);
        for (entry, held) in self.state.keys.iter_mut().zip(&self.held) {
            entry.signs = match &token {
                Some(token) if entry.private => algorithm_for(token, &held.key, how),
                Some(_) => Err(ResignError::Key(Unable::PublicOnly)),
                None => Err(ResignError::NotCompact),
            };
        }
    }

    /// The stored secrets and private halves that tokens ask for: they were not tried since they are sealed.
    pub(super) fn wanted_secrets(&self, tokens: &[TokenReport]) -> Vec<KeyUid> {
        let attempts = tokens.iter().flat_map(TokenReport::layers).flat_map(every_attempt);
        let sealed = attempts.filter(|attempt| attempt.outcome == Outcome::Sealed);
        let stored = |index: usize| self.held.get(index)?.stored.as_ref().filter(|stored| stored.has_private);
        let mut wanted: Vec<KeyUid> =
            sealed.filter_map(|attempt| Some(stored(attempt.key.index)?.id.clone())).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// The places of the keys whose private halves the vault has.
    pub(super) fn with_private_halves(&self) -> Arc<[usize]> {
        let has = |held: &Held| held.stored.as_ref().is_some_and(|stored| stored.has_private);
        self.held.iter().enumerate().filter(|(_, held)| has(held)).map(|(index, _)| index).collect()
    }

    /// The keys with these secrets in their places, for one look at one text.
    pub(super) fn ring_with(&self, secrets: &[(KeyUid, Key)]) -> Arc<[Key]> {
        let unsealed = |held: &Held| {
            let fetched = secrets.iter().find(|(id, _)| held.uid() == Some(id))?;
            Some(Key { material: fetched.1.material.clone(), ..held.key.clone() })
        };
        self.held.iter().map(|held| unsealed(held).unwrap_or_else(|| held.key.clone())).collect()
    }
}

fn every_attempt(token: &TokenReport) -> impl Iterator<Item = &crate::inspect::report::Attempt> {
    token.signature.tried.iter().chain(token.signatures.iter().flat_map(|one| &one.tried))
}

/// How each key stands to a token and to those inside it.
fn standings(token: &TokenReport, state: &State) -> Vec<Standing> {
    let mut standings = vec![Standing::Idle; state.keys.len()];
    for layer in token.layers() {
        for (best, own) in standings.iter_mut().zip(of_layer(layer, state)) {
            if rank(&own) < rank(best) {
                *best = own;
            }
        }
    }
    standings
}

/// What says most of a key that stands otherwise to each of several layers: least first.
const fn rank(standing: &Standing) -> u8 {
    match standing {
        Standing::Verifies | Standing::Opens => 0,
        Standing::Mismatch | Standing::NotOpens => 1,
        Standing::Sealed => 2,
        Standing::Fits => 3,
        Standing::Unfit(_) | Standing::UnfitToOpen(_) => 4,
        Standing::Idle => 5,
    }
}

/// How each key stands to one layer.
fn of_layer(token: &TokenReport, state: &State) -> Vec<Standing> {
    let mut standings = vec![Standing::Idle; state.keys.len()];
    let decider = token.signature.key.as_ref().and_then(|key| state.place_of(key));
    let valid = token.signature.verdict == SignatureVerdict::Valid;
    let mut seen = vec![false; state.keys.len()];
    for attempt in every_attempt(token) {
        let Some(index) = state.place_of(&attempt.key) else { continue };
        let (Some(standing), Some(seen)) = (standings.get_mut(index), seen.get_mut(index)) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        *standing = match &attempt.outcome {
            Outcome::Sealed => Standing::Sealed,
            Outcome::Valid => Standing::Verifies,
            Outcome::Unfit(_) if valid && decider == Some(index) => Standing::Verifies,
            Outcome::Unfit(unfit) => Standing::Unfit(unfit.clone()),
            Outcome::OtherKid => Standing::Fits,
            Outcome::Opened => Standing::Opens,
            Outcome::NotOpened(DecryptError::Unfit(unfit)) => Standing::UnfitToOpen(unfit.clone()),
            Outcome::NotOpened(DecryptError::Mismatch | DecryptError::Deflate) => Standing::NotOpens,
            Outcome::NotOpened(_) | Outcome::Unsupported(_) => Standing::Idle,
            Outcome::Mismatch | Outcome::SignatureLength { .. } | Outcome::BadKey => Standing::Mismatch,
        };
    }
    standings
}

/// `name`, numbered if another key has it.
pub(super) fn unused_name(held: &[Held], name: String) -> String {
    let taken = |name: &str| held.iter().any(|held| held.key.name == name);
    if !taken(&name) {
        return name;
    }
    // One number more than there are keys is enough: one of them is free.
    (2..held.len() + 3).map(|number| format!("{name} {number}")).find(|name| !taken(name)).unwrap_or(name)
}
