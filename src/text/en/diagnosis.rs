//! What was found out and tried, and the four verdicts, in English.

use crate::inspect::diagnose::Step;
use crate::inspect::report::{Structure, TimeVerdict};
use crate::text::diagnosis::{Evidence, Mark, MarkEncryption, MarkSignature, Offer, Tables};
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;

pub(super) const TABLES: Tables = Tables { step, evidence, tried, mend, mark };

fn step(step: Step) -> &'static str {
    match step {
        Step::Repairs => "Repairs of the text",
        Step::SignatureForms => "Other forms of the signature",
        Step::OtherKeys => "Other keys",
        Step::Algorithms => "Other algorithms",
        Step::SecretReadings => "Other readings of the secret",
        Step::PublicKeys => "Public keys taken for the secret",
        Step::WeakSecrets => "Well-known secrets",
        Step::EmbeddedKeys => "Keys in the header",
        Step::SampleKeys => "Published sample keys",
        Step::Claims => "Other spellings of the claims",
        Step::SigningInputs => "Other bytes to sign",
        Step::Headers => "Other headers",
        Step::History => "Tokens seen before",
        Step::Characters => "A character more or less",
    }
}

fn evidence(evidence: &Evidence<'_>) -> String {
    let how = match evidence.step {
        Step::SignatureForms if evidence.as_raw => "As raw R‖S it verifies",
        Step::SignatureForms => "In the right form it verifies",
        Step::Repairs | Step::Characters => "Repaired, it verifies",
        Step::OtherKeys => "With another key it verifies",
        Step::Algorithms => "With another algorithm it verifies",
        Step::SecretReadings => "With the secret read in another way it verifies",
        Step::PublicKeys => "With a public key as the secret it verifies",
        Step::WeakSecrets => "With a well-known secret it verifies",
        Step::EmbeddedKeys => "With the key in its own header it verifies, which proves nothing",
        Step::SampleKeys => "With a published sample key it verifies",
        Step::Claims => "With the claims spelled in another way it verifies",
        Step::SigningInputs => "Over other bytes the signature verifies",
        Step::Headers => "With another header it verifies",
        Step::History => "With the content that was seen before it verifies",
    };
    match evidence.key {
        Some(key) => format!("{how}: key {}", quoted(key)),
        None => how.to_owned(),
    }
}

fn tried(step: &str, count: usize) -> String {
    format!("{step}: {}", thousands(count as u64))
}

fn mend(offer: &Offer<'_>) -> String {
    match offer {
        Offer::Convert => "Convert signature".to_owned(),
        Offer::Repair => "Open repaired token".to_owned(),
        Offer::Original => "Open signed token".to_owned(),
        Offer::Times => "Shift times to now".to_owned(),
        Offer::Split(count) => format!("Split into {} tabs", thousands(*count as u64)),
        Offer::Key(name) => format!("Use key {}", visible(name, 24)),
        Offer::Secret => "Use this secret…".to_owned(),
    }
}

fn mark(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Structure(structure) => (
            "Structure",
            match structure {
                Structure::Ok => "ok",
                Structure::Partial => "damaged",
                Structure::Error => "broken",
            },
        ),
        Mark::Signature(signature) => (
            "Signature",
            match signature {
                MarkSignature::Valid => "valid",
                MarkSignature::Invalid => "invalid",
                MarkSignature::Unchecked => "unchecked",
                MarkSignature::None => "missing",
                MarkSignature::Unsupported => "unsupported",
                MarkSignature::Unreadable => "unreadable",
                MarkSignature::Ambiguous => "ambiguous",
                MarkSignature::Outdated => "outdated",
            },
        ),
        Mark::Encryption(encryption) => (
            "Encryption",
            match encryption {
                MarkEncryption::Opened => "opened",
                MarkEncryption::Closed => "not opened",
                MarkEncryption::Failed => "failed",
                MarkEncryption::Unsupported => "unsupported",
            },
        ),
        Mark::Time(time) => (
            "Time",
            match time {
                TimeVerdict::Active => "ok",
                TimeVerdict::Expired => "expired",
                TimeVerdict::NotYet => "too early",
                TimeVerdict::NoExpiry => "endless",
                TimeVerdict::Unreadable => "unreadable",
                TimeVerdict::None => "unknown",
            },
        ),
        Mark::Policy { refuses } => ("Policy", if refuses { "refused" } else { "ok" }),
    }
}
