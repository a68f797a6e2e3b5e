//! What was found out about a signature that does not hold, as JSON: the step that proved the cause, what was tried
//! before, and the kind of mend. Never the mend itself: it may be a secret.

use super::{Object, array};
use crate::inspect::diagnose::{Diagnosis, Mend, Step};

/// Writes it.
pub(super) fn write(diagnosis: &Diagnosis, out: &mut String) {
    let mut object = Object::open(out);
    object.optional("proof", diagnosis.proof.map(step));
    object.value("tried", |out| {
        array(&diagnosis.tried, out, |tried, out| {
            let mut one = Object::open(out);
            one.text("step", step(tried.step));
            one.raw("count", &tried.count.to_string());
            one.close();
        });
    });
    object.raw("stopped", if diagnosis.stopped { "true" } else { "false" });
    object.optional("mend", diagnosis.mend.as_ref().map(mend));
    object.close();
}

const fn step(step: Step) -> &'static str {
    match step {
        Step::Repairs => "repairs",
        Step::SignatureForms => "signature-forms",
        Step::OtherKeys => "other-keys",
        Step::Algorithms => "algorithms",
        Step::SecretReadings => "secret-readings",
        Step::PublicKeys => "public-keys",
        Step::WeakSecrets => "weak-secrets",
        Step::EmbeddedKeys => "embedded-keys",
        Step::SampleKeys => "sample-keys",
        Step::Claims => "claims",
        Step::SigningInputs => "signing-inputs",
        Step::Headers => "headers",
        Step::History => "history",
        Step::Characters => "characters",
    }
}

const fn mend(mend: &Mend) -> &'static str {
    match mend {
        Mend::Text(_) => "text",
        Mend::Split(_) => "split",
        Mend::Key(_) => "key",
        Mend::Secret(..) => "secret",
        Mend::Times => "times",
    }
}
