//! Encrypted tokens: which private halves are fetched for them, and what costs much is asked about and can be stopped.

use super::keys::{import, reads_of, watched};
use super::*;
use crate::inspect::report::Outcome;
use crate::jose::jwe::{DecryptError, Limits};

const KEYS: &str = include_str!("../../../tests/data/layers/keys.jwks");
const NESTED: &str = include_str!("../../../tests/data/layers/nested.jwt");
const SLOW: &str = include_str!("../../../tests/data/layers/slow.jwt");
const COSTLY: &str = include_str!("../../../tests/data/layers/costly.jwt");
const PASSWORD: &str = "correct horse battery";

#[test]
fn private_halves_are_fetched_for_the_layers_that_ask_for_them() {
    let mut core = watched();
    import(&mut core, KEYS);
    assert_eq!(core.state.keys.len(), 3);
    let _ = do_all(&mut core, [secret(SECRET), Command::Paste(NESTED.into())]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Decrypted));
    let token = core.state.token().unwrap();
    assert_eq!(token.layers().count(), 3);
    assert!(token.accept, "{:?}", token.findings);
    let reads: Vec<usize> = core.state.keys.iter().map(reads_of).collect();
    // The outer one again with the inner one; the key of the signature and the secret never.
    assert_eq!(reads, [2, 1, 0, 0]);
    for (key, standing) in [(0, Standing::Opens), (1, Standing::Opens), (2, Standing::Verifies)] {
        assert_eq!(core.state.keys[key].standing, standing, "{key}");
    }
    let shown = format!("{core:?}");
    assert!(!shown.contains("user_481"), "nothing decrypted is printed");
}

#[test]
fn a_public_half_alone_asks_the_vault_for_nothing() {
    let mut core = watched();
    let key = crate::jose::read::read_keys(KEYS.as_bytes(), "k", None).unwrap().keys.remove(0);
    let public = crate::jose::write::jwks(std::slice::from_ref(&key)).json;
    import(&mut core, &public);
    let _ = do_all(&mut core, [Command::Paste(NESTED.into())]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::NoKey));
    assert_eq!(reads_of(&core.state.keys[0]), 0);
}

#[test]
fn many_iterations_are_done_in_a_job() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(PASSWORD), Command::Paste(SLOW.into())]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Decrypted));
}

#[test]
fn what_costs_much_is_asked_about_first() {
    let mut core = core();
    let _ = do_all(&mut core, [secret(PASSWORD), Command::Paste(COSTLY.into())]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Unverifiable));
    assert!(core.state.token().unwrap().asks());

    let _ = core.update(Command::DecryptAnyway);
    let _ = core.update(Command::StopDecrypting);
    let _ = settle(&mut core);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Unverifiable));
    assert_eq!(core.state.shown().unwrap().jwe_limits, Limits::default());

    let _ = do_all(&mut core, [Command::DecryptAnyway]);
    assert_eq!(verdict(&core.state), Some(SignatureVerdict::Decrypted));
    assert!(!core.state.token().unwrap().asks());
    let _ = do_all(&mut core, [Command::EditText(COSTLY.trim_end_matches('A').to_owned() + "A")]);
    let tried = &core.state.token().unwrap().signature.tried;
    let asks = |outcome: &Outcome| {
        matches!(
            outcome,
            Outcome::NotOpened(DecryptError::TooManyIterations { .. } | DecryptError::Header(_))
        )
    };
    assert!(
        tried.iter().all(|attempt| asks(&attempt.outcome)),
        "another text is asked about again: {tried:?}"
    );
}
