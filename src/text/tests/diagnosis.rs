//! What is said of a diagnosis, the four verdicts, and findings that are pasted elsewhere.

use std::sync::Arc;

use super::check;
use crate::encoding::base64url;
use crate::inspect::diagnose::{Diagnosis, Mend, Step, Tried};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::report::{Policy, Structure, TimeVerdict, TokenReport};
use crate::inspect::rules::deciding::Deciding;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::jose::key::{Key, Material};
use crate::jose::secret::SecretBytes;
use crate::text::Language::{self, English, Korean};
use crate::text::{Mark, MarkEncryption, MarkSignature, Paper};

const NOW: i64 = 1_795_214_304;

const STEPS: [Step; 14] = [
    Step::Repairs,
    Step::SignatureForms,
    Step::OtherKeys,
    Step::Algorithms,
    Step::SecretReadings,
    Step::PublicKeys,
    Step::WeakSecrets,
    Step::EmbeddedKeys,
    Step::SampleKeys,
    Step::Claims,
    Step::SigningInputs,
    Step::Headers,
    Step::History,
    Step::Characters,
];

fn marks() -> Vec<Mark> {
    let mut marks = vec![Mark::Policy { refuses: false }, Mark::Policy { refuses: true }];
    marks.extend([Structure::Ok, Structure::Partial, Structure::Error].map(Mark::Structure));
    marks.extend(
        [
            MarkSignature::Valid,
            MarkSignature::Invalid,
            MarkSignature::Unchecked,
            MarkSignature::None,
            MarkSignature::Unsupported,
            MarkSignature::Unreadable,
            MarkSignature::Ambiguous,
        ]
        .map(Mark::Signature),
    );
    marks.extend(
        [MarkEncryption::Opened, MarkEncryption::Closed, MarkEncryption::Failed, MarkEncryption::Unsupported]
            .map(Mark::Encryption),
    );
    marks.extend(
        [
            TimeVerdict::Active,
            TimeVerdict::Expired,
            TimeVerdict::NotYet,
            TimeVerdict::NoExpiry,
            TimeVerdict::Unreadable,
            TimeVerdict::None,
        ]
        .map(Mark::Time),
    );
    marks
}

/// A token that none of the keys signed, by the key "wrong".
fn failing() -> TokenReport {
    let key = Key::new("wrong", Material::Secret(SecretBytes::new(vec![7; 32])));
    let payload = r#"{"sub":"[a](https://evil.example) @all <b>","exp":1795215600}"#;
    let encode = |text: &str| base64url::encode(text.as_bytes());
    let text =
        format!("{}.{}.{}", encode(r#"{"alg":"HS256"}"#), encode(payload), base64url::encode(&[1; 32]));
    let report = crate::inspect::report(&Arc::from(text), &[key], NOW, &Policy::default());
    report.tokens.first().expect("a token").clone()
}

fn with(diagnosis: Diagnosis) -> TokenReport {
    let mut token = failing();
    token.diagnosis = Some(Arc::new(diagnosis));
    token
}

fn nothing() -> Diagnosis {
    let tried = vec![Tried { step: Step::OtherKeys, count: 1_200 }];
    Diagnosis { findings: Vec::new(), proof: None, tried, stopped: false, mend: None, holds_with: None }
}

#[test]
fn every_step_every_mend_and_every_mark_is_said_in_both_languages() {
    for language in Language::ALL {
        let text = language.text();
        for step in STEPS {
            check(language, text.step(step), 40);
            check(language, &text.tried(Tried { step, count: 3 }), 50);
            for key in [None, Some("auth\u{202e}")] {
                let holds_with = key.map(str::to_owned);
                let proved = with(Diagnosis { proof: Some(step), holds_with, ..nothing() });
                let detail = text.verdict(&proved).detail.expect("a cause");
                assert!(detail.chars().count() > 8, "{detail}");
                assert_eq!(detail.contains("auth⟨U+202E⟩"), key.is_some(), "{detail}");
            }
        }
        let secret = Mend::Secret(0, SecretBytes::new(vec![1; 32]));
        let texts = [
            Mend::Text(Arc::from("t")),
            Mend::Split(vec![Arc::from("a"), Arc::from("b")]),
            Mend::Times,
            secret,
        ];
        for mend in &texts {
            for step in STEPS {
                check(language, &text.mend(mend, Some(step), None), 30);
            }
            check(language, &text.mend(mend, None, None), 30);
        }
        let key = text.mend(&Mend::Key(0), Some(Step::OtherKeys), Some("a\u{202e}b"));
        assert!(key.contains("a⟨U+202E⟩b"), "{key}");
        for mark in marks() {
            let (subject, word) = text.mark(mark);
            check(language, subject, 12);
            check(language, word, 14);
        }
    }
}

#[test]
fn what_was_proved_wins_over_everything_else() {
    let finding =
        Finding::new(KeyDiagnosis::OtherKey { key: "mobile".to_owned() }, Place::whole(Part::Payload));
    let told = English.text().finding(&finding.detail);
    let proved = Diagnosis { findings: vec![finding], proof: Some(Step::OtherKeys), ..nothing() };
    let detail = |diagnosis: Diagnosis| English.text().verdict(&with(diagnosis)).detail.unwrap_or_default();
    assert_eq!(detail(proved.clone()), format!("{}. {}.", told.message, told.fix));
    // Where a button does it, the evidence says more than what to do.
    let mended = Diagnosis { mend: Some(Mend::Text(Arc::from("t"))), ..proved };
    assert_eq!(detail(mended), format!("{}. {}.", told.message, told.why));
}

#[test]
fn what_nothing_explains_is_said_and_a_search_that_was_stopped_claims_nothing() {
    for (language, sentence) in
        [(English, "nothing simpler explains it"), (Korean, "더 간단한 원인은 찾지 못했습니다")]
    {
        let says = |token: &TokenReport| language.text().verdict(token).detail.unwrap_or_default();
        assert!(says(&with(nothing())).contains(sentence));
        assert!(!says(&with(Diagnosis { stopped: true, ..nothing() })).contains(sentence));
        assert!(!says(&failing()).contains(sentence));
    }
    assert_eq!(English.text().tried(Tried { step: Step::OtherKeys, count: 1_200 }), "Other keys: 1,200");
}

#[test]
fn the_four_verdicts_stay_apart() {
    let marks = Mark::all(&failing());
    assert_eq!(
        marks,
        [
            Mark::Structure(Structure::Ok),
            Mark::Signature(MarkSignature::Invalid),
            Mark::Time(TimeVerdict::Active),
            Mark::Policy { refuses: false }
        ],
        "that the signature does not hold is said once"
    );
}

#[test]
fn a_ticket_has_neither_signature_nor_secret_nor_the_token() {
    let token = failing();
    let (input, signature) = token.token.text.rsplit_once('.').expect("three parts");
    let secret = Finding::new(Deciding::HsDictionary { secret: "hunter2" }, Place::whole(Part::Signature));
    let mut findings: Vec<&Finding> = token.findings.iter().collect();
    findings.push(&secret);
    for language in Language::ALL {
        for paper in [Paper::Text, Paper::Markdown] {
            let text = language.text();
            let ticket = text.ticket(Some(&token), &findings, paper);
            assert!(!ticket.contains(signature), "{ticket}");
            assert!(!ticket.contains(input), "{ticket}");
            assert!(!ticket.contains("hunter2"), "{ticket}");
            assert!(!text.finding_note(&secret, paper).contains("hunter2"));
            assert!(ticket.contains(token.token.text.get(..16).expect("long enough")), "{ticket}");
            for finding in &findings {
                assert!(ticket.contains(finding.meta().id), "{ticket}");
            }
        }
    }
}

#[test]
fn what_comes_from_a_token_makes_no_markdown() {
    let key = "[a](https://evil.example) <img> `x` **b** @all";
    let finding = Finding::new(KeyDiagnosis::OtherKey { key: key.to_owned() }, Place::whole(Part::Signature));
    let note = English.text().finding_note(&finding, Paper::Markdown);
    for raw in ["[a]", "<img>", "`x`", "**b**", "@all"] {
        assert!(!note.contains(raw), "{raw}: {note}");
    }
    assert!(note.starts_with("- **High**: "), "{note}");
    assert!(note.contains("[RFC 7515 §6](https://www.rfc-editor.org/rfc/rfc7515.html#section-6)"), "{note}");
    let note = English.text().finding_note(&finding, Paper::Text);
    assert!(note.contains(key), "plain text is as it is: {note}");
}
