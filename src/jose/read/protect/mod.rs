//! Taking off the protection of a password: PKCS#5 (PBES1, PBES2), PKCS#12 and `DEK-Info`.
//!
//! Promises: what a try costs is known and limited before it is made, over all keys of a file together; a
//! password that does not open a whole container is told apart from a damaged one; what was decrypted is wiped.

mod cipher;
mod dek;
mod kdf;
mod pbes;

use std::cell::Cell;
use std::rc::Rc;

use super::error::{Format, KdfCost, ReadError};

pub(super) use dek::{DekInfo, decrypt_dek};
pub(super) use pbes::{decrypt, mac_matches};

/// The most rounds of a hash that one key may ask for: seconds.
const MAX_ROUNDS: u64 = 10_000_000;
/// The most that all keys of a file may ask for together, in rounds of a hash.
pub(super) const BUDGET: u64 = 3 * MAX_ROUNDS;
/// The most memory that a key may ask for, in bytes.
const MAX_MEMORY: u64 = 256 << 20;

/// What opens protected keys: the password, and the work that may still be spent on trying it.
pub(super) struct Unlock<'p> {
    password: Option<&'p str>,
    budget: Rc<Cell<u64>>,
}

impl<'p> Unlock<'p> {
    /// `budget` is in rounds of a hash.
    pub(super) fn new(password: Option<&'p str>, budget: u64) -> Self {
        Self { password, budget: Rc::new(Cell::new(budget)) }
    }

    /// With another password, out of the same budget.
    pub(super) fn with_password<'q>(&self, password: Option<&'q str>) -> Unlock<'q> {
        Unlock { password, budget: Rc::clone(&self.budget) }
    }

    /// The password; `format` is what needs it.
    pub(super) fn password(&self, format: Format) -> Result<&'p str, ReadError> {
        self.password.ok_or(ReadError::PasswordNeeded(format))
    }

    pub(super) const fn given(&self) -> Option<&'p str> {
        self.password
    }

    /// Takes work from the budget. `memory` is in bytes.
    pub(super) fn spend(&self, rounds: u64, memory: u64) -> Result<(), ReadError> {
        if memory > MAX_MEMORY {
            return Err(ReadError::Expensive(KdfCost::Memory(memory)));
        }
        let left = self.budget.get().checked_sub(rounds).filter(|_| rounds <= MAX_ROUNDS);
        self.budget.set(left.ok_or(ReadError::Expensive(KdfCost::Rounds(rounds)))?);
        Ok(())
    }
}
