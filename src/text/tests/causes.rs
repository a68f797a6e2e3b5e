//! One of every finding on keys, secrets and algorithms that a diagnosis makes.

use crate::inspect::diagnose::forms::PublicForm;
use crate::inspect::diagnose::made::Made;
use crate::inspect::diagnose::readings::Reading;
use crate::inspect::finding::Detail;
use crate::inspect::rules::deciding::Deciding;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::inspect::rules::time::Time;
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm};
use crate::jose::jws::probe::{Hash, Pss};
use crate::jose::key::KeyKind;

const FORMS: [PublicForm; 8] = [
    PublicForm::Pem,
    PublicForm::Pkcs1,
    PublicForm::Certificate,
    PublicForm::Der,
    PublicForm::Base64,
    PublicForm::OpenSsh,
    PublicForm::Jwk,
    PublicForm::Numbers,
];

const FAMILIES: [Family; 6] =
    [Family::Hmac, Family::RsaPkcs1, Family::RsaPss, Family::Ecdsa, Family::EdDsa, Family::MlDsa];

const READINGS: [Reading; 35] = [
    Reading::Base64,
    Reading::LooseBase64,
    Reading::Hex,
    Reading::AsBase64 { padded: true },
    Reading::AsBase64 { padded: false },
    Reading::AsBase64url { padded: true },
    Reading::AsBase64url { padded: false },
    Reading::AsHex,
    Reading::Lower,
    Reading::Upper,
    Reading::LineBreak,
    Reading::CarriageReturn,
    Reading::Nul,
    Reading::NoLineBreak,
    Reading::Unescaped,
    Reading::Trimmed,
    Reading::Blank,
    Reading::Unquoted,
    Reading::Quoted,
    Reading::NoMark,
    Reading::Mark,
    Reading::NoName,
    Reading::Latin1,
    Reading::Windows1252,
    Reading::Utf16Le,
    Reading::Utf16Be,
    Reading::FromUtf16,
    Reading::FromLatin1,
    Reading::Nfc,
    Reading::Nfd,
    Reading::Nfkc,
    Reading::Nfkd,
    Reading::PercentDecoded,
    Reading::Cut(128),
    Reading::Hashed,
];

/// As [`super::samples::details`].
pub(super) fn details(value: &str) -> Vec<Detail> {
    let text = || value.to_owned();
    let rsa = KeyKind::Rsa { bits: 2048 };
    let mut all = vec![
        KeyDiagnosis::OtherKey { key: text() },
        KeyDiagnosis::KidNotFound { kid: text(), key: Some(text()) },
        KeyDiagnosis::KidNotFound { kid: text(), key: None },
        KeyDiagnosis::PrivateGiven { key: text() },
        KeyDiagnosis::MsGraphNonce { key: Some(text()) },
        KeyDiagnosis::MsGraphNonce { key: None },
        KeyDiagnosis::PssSalt { salt: 222, needed: 32, hash: Hash::Sha256, mask: Hash::Sha256 },
        KeyDiagnosis::PssSalt { salt: 1, needed: 64, hash: Hash::Sha512, mask: Hash::Sha512 },
        KeyDiagnosis::PssSalt { salt: 32, needed: 32, hash: Hash::Sha256, mask: Hash::Sha1 },
        KeyDiagnosis::WordList { line: 103_979 },
        KeyDiagnosis::SelfConsistent { thumbprint: "a".repeat(43) },
        KeyDiagnosis::SelfCertified { thumbprint: "b".repeat(43) },
        KeyDiagnosis::TestKey { source: "RFC 8037" },
    ];
    for needs in FAMILIES {
        all.push(KeyDiagnosis::WrongKty { alg: text(), needs, key: text(), has: rsa });
    }
    for fits in [Some("ES384"), None] {
        let (needs, has) = (Curve::P256, Curve::P384);
        all.push(KeyDiagnosis::WrongCurve { alg: text(), needs, has, fits });
    }
    let pss = Pss { hash: Hash::Sha224, mask: Hash::Md5, salt: 9 };
    for made in [
        Made::Registered(JwsAlgorithm::Rs512),
        Made::Pkcs1(Hash::Sha1),
        Made::Pss(pss),
        Made::Ecdsa(Curve::Secp256k1, Hash::Sha384),
        Made::Hmac(Hash::Md5),
    ] {
        all.push(KeyDiagnosis::OtherAlg { alg: text(), made });
        all.push(KeyDiagnosis::OtherAlg { alg: String::new(), made });
        all.extend([true, false].map(|is_pss| KeyDiagnosis::PssPkcs1 { alg: text(), is_pss, made }));
    }
    all.extend(FORMS.map(|form| KeyDiagnosis::HsIsPublicKey { key: text(), form }));
    for how in READINGS {
        for also in [None, Some(Reading::FromLatin1), Some(Reading::Trimmed)] {
            let key = text();
            all.push(match how {
                Reading::Base64 | Reading::LooseBase64 => KeyDiagnosis::SecretBase64 { key, how, also },
                Reading::Hex => KeyDiagnosis::SecretHex { key, how, also },
                Reading::AsBase64 { .. } | Reading::AsBase64url { .. } | Reading::AsHex => {
                    KeyDiagnosis::SecretText { key, how, also }
                }
                Reading::LineBreak | Reading::NoLineBreak | Reading::Unescaped => {
                    KeyDiagnosis::SecretNewline { key, how, also }
                }
                Reading::Trimmed | Reading::Quoted => KeyDiagnosis::SecretWhitespace { key, how, also },
                _ => KeyDiagnosis::SecretEncoding { key, how, also },
            });
        }
    }
    let others = [
        Deciding::AlgMissing.into(),
        Time::ClockSkew { claim: "exp", off_secs: 299 }.into(),
        Time::ClockSkew { claim: "nbf", off_secs: 1 }.into(),
    ];
    all.into_iter().map(Detail::from).chain(others).collect()
}
