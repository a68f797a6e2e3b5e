//! Keys for this session: they come as text, files or typed secrets, and are forgotten when the window closes.

use super::Core;
use super::command::SecretDraft;
use super::state::{KeyEntry, KeyForm, KeyProblem, NoticeKind, Standing};
use crate::inspect::report::{KeyId, Outcome, TokenReport};
use crate::jose::key::Key;
use crate::jose::read::{self, Format};

impl Core {
    /// Adds the keys in a text.
    pub(super) fn add_key_text(&mut self, text: &str) {
        match read::read_keys(text.as_bytes(), "pasted key", None) {
            Ok(file) => self.add_keys(file.keys, file.format),
            Err(problem) => self.key_problem(KeyProblem::Unreadable(problem)),
        }
    }

    /// Adds a secret, read as the user said.
    pub(super) fn add_secret(&mut self, draft: &SecretDraft) {
        let name = if draft.name.trim().is_empty() { "secret" } else { draft.name.trim() };
        match read::read_secret(&draft.text, draft.encoding, name) {
            Ok(key) => self.add_keys(vec![key], Format::Secret),
            Err(problem) => self.key_problem(KeyProblem::Secret(problem)),
        }
    }

    /// Adds keys that are not here yet, and says which were.
    pub fn add_keys(&mut self, keys: Vec<Key>, format: Format) {
        let (mut added, mut known) = (Vec::new(), Vec::new());
        let mut ring = self.ring.to_vec();
        for mut key in keys {
            if ring.iter().any(|other| other.kid == key.kid && other.material == key.material) {
                known.push(key.name);
                continue;
            }
            key.name = unused_name(&ring, key.name);
            added.push(key.name.clone());
            ring.push(key);
            self.formats.push(format);
        }
        if !known.is_empty() {
            self.notice(NoticeKind::KeysKnown(known));
        }
        if !added.is_empty() {
            self.state.key_form = None;
            self.set_ring(ring);
            self.notice(NoticeKind::KeysAdded(added));
        }
    }

    /// Forgets a key.
    pub(super) fn remove_key(&mut self, index: usize) {
        let Some(entry) = self.state.keys.get(index) else { return };
        let name = entry.id.name.clone();
        let mut ring = self.ring.to_vec();
        let _ = ring.remove(index);
        let _ = self.formats.remove(index);
        for document in &mut self.state.documents {
            document.only_key = match document.only_key {
                Some(only) if only == index => None,
                Some(only) if only > index => Some(only - 1),
                other => other,
            };
        }
        self.set_ring(ring);
        self.notice(NoticeKind::KeyRemoved(name));
    }

    /// Takes the key of an example, in the place of that of an earlier example.
    pub(super) fn take_example_key(&mut self, key: Key) {
        let mut ring = self.ring.to_vec();
        if let Some(known) = ring.iter_mut().find(|known| known.kid == key.kid) {
            *known = key;
        } else {
            ring.push(key);
            self.formats.push(Format::Jwk);
        }
        self.set_ring(ring);
    }

    /// Replaces the ring, lists it in the state (names and public parts, nothing secret), and looks at every
    /// document again.
    fn set_ring(&mut self, ring: Vec<Key>) {
        self.ring = ring.into();
        let ids = self.ring.iter().enumerate().map(|(index, key)| KeyId::of(index, key));
        self.state.keys = ids
            .zip(self.ring.iter())
            .zip(&self.formats)
            .map(|((id, key), format)| KeyEntry {
                id,
                alg: key.alg.clone(),
                private: key.has_private(),
                format: *format,
                standing: Standing::Idle,
            })
            .collect();
        self.analyse_all();
    }

    /// Says of each key how it stands to the token that is shown.
    pub(super) fn judge_keys(&mut self) {
        let standings: Vec<Standing> = (0..self.state.keys.len())
            .map(|index| self.state.token().map_or(Standing::Idle, |token| standing(token, index)))
            .collect();
        for (entry, standing) in self.state.keys.iter_mut().zip(standings) {
            entry.standing = standing;
        }
    }

    fn key_problem(&mut self, problem: KeyProblem) {
        match &mut self.state.key_form {
            Some(form) => *form = KeyForm { problem: Some(problem) },
            None => self.notice(NoticeKind::Key(problem)),
        }
    }
}

fn standing(token: &TokenReport, index: usize) -> Standing {
    let mut tried = token.signature.tried.iter().chain(token.signatures.iter().flat_map(|one| &one.tried));
    let is_decider = token.signature.key.as_ref().is_some_and(|key| key.index == index);
    match tried.find(|attempt| attempt.key.index == index).map(|attempt| &attempt.outcome) {
        None | Some(Outcome::Unsupported(_)) => Standing::Idle,
        Some(Outcome::Sealed) => Standing::Sealed,
        Some(Outcome::Valid) => Standing::Verifies,
        Some(Outcome::Unfit(_))
            if is_decider && token.signature.verdict == crate::inspect::report::SignatureVerdict::Valid =>
        {
            Standing::Verifies
        }
        Some(Outcome::Unfit(unfit)) => Standing::Unfit(unfit.clone()),
        Some(Outcome::OtherKid) => Standing::Fits,
        Some(Outcome::Mismatch | Outcome::SignatureLength { .. } | Outcome::BadKey) => Standing::Mismatch,
    }
}

/// `name`, numbered if another key has it.
fn unused_name(ring: &[Key], name: String) -> String {
    let taken = |name: &str| ring.iter().any(|key| key.name == name);
    if !taken(&name) {
        return name;
    }
    // One number more than there are keys is enough: one of them is free.
    (2..ring.len() + 3).map(|number| format!("{name} {number}")).find(|name| !taken(name)).unwrap_or(name)
}
