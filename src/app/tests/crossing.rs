//! What crosses what is being done: a slow answer, another start of the program, a second window, the lock. The outcomes
//! of jobs are handed in by the tests, in the order that matters.

use super::*;
use crate::app::command::NewSigner;
use crate::craft::template::Template;
use crate::vault::VaultError;

fn fresh() -> Command {
    Command::NewToken(Template::AccessToken, NewSigner::Fresh)
}

// ---- keys that are nowhere else ---------------------------------------------------------------------

#[test]
fn a_key_that_was_made_without_a_vault_outlives_the_lock() {
    let none = VaultSource { keychain: |_| Err(VaultError::NoProvider), ..VaultSource::in_memory() };
    let mut core = core_with(none);
    let _ = do_all(&mut core, [fresh(), Command::LockNow, Command::Unlock]);
    assert!(core.state.keys[0].private, "it cannot be given again");
    let forgotten = |kind: &&NoticeKind| matches!(kind, NoticeKind::KeysForgotten(_));
    assert!(!notices(&core.state).iter().any(forgotten));
    let _ = do_all(&mut core, [Command::NewTokenWith(0)]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Valid));
}
