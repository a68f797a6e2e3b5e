//! The lock: after a while without anybody there, or when it is asked for, private material is forgotten and tokens are
//! hidden.
//!
//! What is forgotten can be had again: the vault is opened anew, and its file asks for its passphrase. A vault in memory
//! stays, since its keys are nowhere else. Tokens, edits, and what arrives meanwhile stay as they are.

use std::sync::Arc;

use super::Core;
use super::command::Command;
use super::desk::Reopen;
use super::import::Import;
use super::keys::Held;
use super::state::{NoticeKind, Sheet, VaultSheet, VaultStatus};
use crate::vault::{Place, VaultError};

impl Core {
    /// Somebody is there.
    pub fn touch(&mut self) {
        self.desk.last_input = self.state.now;
    }

    /// When the window locks by itself, if nobody comes; Unix seconds.
    pub(super) fn locks_at(&self) -> Option<i64> {
        let after = self.state.settings.lock_after_mins.filter(|_| !self.state.locked)?;
        Some(self.desk.last_input.saturating_add(i64::from(after) * 60))
    }

    /// Locks it when it is time.
    pub(super) fn lock_if_idle(&mut self) {
        if self.locks_at().is_some_and(|at| self.state.now >= at) {
            self.lock();
        }
    }

    /// Forgets what is private, and hides everything.
    pub(super) fn lock(&mut self) {
        if self.state.locked {
            return;
        }
        self.state.locked = true;
        self.state.asks = None;
        // Taken off the clipboard as it goes.
        self.clipboard = None;
        self.desk.reopen = self.to_reopen();
        if self.desk.reopen.is_some() {
            self.jobs.close_vault();
            (self.opening, self.fetching) = (None, None);
        }
        self.close_private_sheets();
        self.forget_private_halves();
    }

    /// The vault that is closed, and opened again afterwards.
    fn to_reopen(&self) -> Option<Reopen> {
        match (&self.state.vault, &self.state.sheet) {
            (VaultStatus::Opening, Some(Sheet::Vault(sheet))) => Some(Reopen::File(sheet.path.clone())),
            (VaultStatus::Opening | VaultStatus::Open { place: Place::Keychain(_), .. }, _) => {
                Some(Reopen::Keychain)
            }
            (VaultStatus::Open { place: Place::File(path), .. }, _) => Some(Reopen::File(path.clone())),
            (VaultStatus::Open { place: Place::Memory, .. } | VaultStatus::Trouble(_), _) => None,
        }
    }

    fn close_private_sheets(&mut self) {
        let is_private = |sheet: &Sheet| match sheet {
            Sheet::Key(_)
            | Sheet::Delete(_)
            | Sheet::Generate(_)
            | Sheet::Encrypt(_)
            | Sheet::Import(_)
            | Sheet::Vault(_)
            | Sheet::Files(_) => true,
            // What is typed there is of the token.
            _ => false,
        };
        let beneath = self.beneath.take().filter(|sheet| !is_private(sheet));
        if self.state.sheet.as_ref().is_some_and(is_private) {
            self.close_sheet();
            self.state.sheet = beneath;
        } else {
            self.beneath = beneath;
        }
        self.import = Import::default();
        self.desk.browsing = None;
    }

    /// Keys that were given for this session can be given again; their public halves stay. Those that were made here and
    /// that no vault took stay whole, as a vault in memory does.
    fn forget_private_halves(&mut self) {
        let is_private = |held: &Held| held.stored.is_none() && !held.only_here && held.key.has_private();
        let names: Vec<String> =
            self.held.iter().filter(|held| is_private(held)).map(|held| held.key.name.clone()).collect();
        if !names.is_empty() {
            let public = |held: Held| match held {
                held if is_private(&held) => held.key.to_public().map(Held::given),
                held => Some(held),
            };
            let held = self.held.iter().cloned().filter_map(public).collect();
            self.hold(held);
            self.desk.forgotten.extend(names);
        }
        // Those that a text was looked at with once.
        for question in self.questions.values_mut() {
            question.keys = Arc::clone(&self.ring);
            question.asked = Vec::new();
        }
    }

    /// Shows everything again, opens the vault, and takes in what arrived meanwhile.
    pub(super) fn unlock(&mut self) {
        if !self.state.locked {
            return;
        }
        self.state.locked = false;
        self.touch();
        match self.desk.reopen.take() {
            Some(Reopen::Keychain) => self.open_keychain(),
            Some(Reopen::File(path)) => {
                self.state.vault = VaultStatus::Trouble(VaultError::Locked);
                let exists = path.exists();
                let sheet = VaultSheet { path, exists, opening: None, problem: None };
                if self.state.sheet.is_none() {
                    self.open_over(Sheet::Vault(sheet));
                }
            }
            None => self.analyse_all(),
        }
        let forgotten = std::mem::take(&mut self.desk.forgotten);
        if !forgotten.is_empty() {
            self.notice(NoticeKind::KeysForgotten(forgotten));
        }
        for handover in std::mem::take(&mut self.desk.waiting) {
            self.arrive(&handover);
        }
        self.go_on_making();
    }

    /// Whether a command must wait: while the window is locked, only what shows nothing and loses nothing is done.
    pub(super) const fn is_barred(&self, command: &Command) -> bool {
        self.state.locked
            && !matches!(
                command,
                Command::Unlock
                    | Command::LockNow
                    | Command::Arrive(_)
                    | Command::AskQuit
                    | Command::Confirm
                    | Command::Stay
                    | Command::DismissNotice(_)
                    | Command::KeepSize(_)
                    | Command::Tick
                    | Command::JobDone(..)
            )
    }
}
