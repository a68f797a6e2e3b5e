//! DX: what was proved about keys, secrets and algorithms.

use std::borrow::Cow;

use super::super::names::{a_key, family};
use crate::inspect::diagnose::forms::PublicForm;
use crate::inspect::diagnose::readings::Reading;
use crate::inspect::rules::key_diagnosis::KeyDiagnosis;
use crate::text::Told;
use crate::text::en::plural;
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;

#[expect(clippy::too_many_lines, reason = "a table of sentences")]
pub(super) fn told(detail: &KeyDiagnosis) -> Told {
    match detail {
        KeyDiagnosis::OtherKey { key } => Told::new(
            format!("Signed with your key {}", quoted(key)),
            "The signature holds with it, and not with the key that the token names",
            "Verify with that key, or have the issuer name it in kid",
        ),
        KeyDiagnosis::KidNotFound { kid, key: Some(key) } => Told::new(
            format!("None of your keys is called {}", quoted(kid)),
            format!("All were tried, and the signature holds with your key {}", quoted(key)),
            "Get the issuer's keys again, where the name may have changed",
        ),
        KeyDiagnosis::KidNotFound { kid, key: None } => Told::new(
            format!("The key {} is not among yours", quoted(kid)),
            "Those that fit were tried, and none of them made the signature",
            "Get the issuer's keys again, or those of the right environment",
        ),
        KeyDiagnosis::WrongKty { alg, needs, key, has } => Told::new(
            format!("{} needs {}", visible(alg, 24), family(*needs)),
            format!("Your key {} is another kind: {}", quoted(key), a_key(*has)),
            "Choose the key that the issuer signs this algorithm with",
        ),
        KeyDiagnosis::WrongCurve { alg, needs, has, fits } => Told::new(
            format!("{} needs a key on {}, and yours is on {}", visible(alg, 24), needs.name(), has.name()),
            match fits {
                Some(fits) => Cow::from(format!("The signature has the length that {fits} makes")),
                None => Cow::from("Each of these algorithms is for one curve only"),
            },
            match fits {
                Some(fits) => {
                    format!("Have the issuer write {fits} into alg, or sign with a key on {}", needs.name())
                }
                None => format!("Choose the issuer's key on {}", needs.name()),
            },
        ),
        KeyDiagnosis::PrivateGiven { key } => Told::new(
            format!("Verified with the public half of your private key {}", quoted(key)),
            "A verifier needs no private key, and can lose none that it does not have",
            "Give verifiers the public half only",
        ),
        KeyDiagnosis::MsGraphNonce { key: None } => Told::new(
            "A token for Microsoft Graph, which only Graph can verify",
            "The signature is over a hash of the nonce in its header, so that it fails everywhere else",
            "Ask for a token for your own API, and leave this one to Graph",
        ),
        KeyDiagnosis::MsGraphNonce { key: Some(key) } => Told::new(
            "Signed over the hash of its nonce: a token for Microsoft Graph",
            format!("With the nonce hashed, the signature holds with your key {}", quoted(key)),
            "Ask for a token for your own API, and leave this one to Graph",
        ),
        KeyDiagnosis::OtherAlg { alg, made } if alg.is_empty() => Told::new(
            format!("Signed with {}, which the header does not say", made.name()),
            "The signature holds with that algorithm",
            "Have the issuer name the algorithm in alg",
        ),
        KeyDiagnosis::OtherAlg { alg, made } => Told::new(
            format!("Signed with {}, not {}", made.name(), visible(alg, 24)),
            "The signature holds with that algorithm, and not with the one in the header",
            "Have the issuer sign with what alg says, or write what it signs with",
        ),
        KeyDiagnosis::PssPkcs1 { alg, is_pss: true, made } => Told::new(
            format!("Signed with RSA-PSS, not {}: {}", visible(alg, 24), made.name()),
            "RS and PS are two paddings of RSA, and the signature holds with the other one",
            "Have the issuer sign with the padding that alg says",
        ),
        KeyDiagnosis::PssPkcs1 { alg, is_pss: false, made } => Told::new(
            format!("Signed with RSA PKCS#1 v1.5, not {}: {}", visible(alg, 24), made.name()),
            "RS and PS are two paddings of RSA, and the signature holds with the other one",
            "Have the issuer sign with the padding that alg says",
        ),
        KeyDiagnosis::PssSalt { salt, needed, hash, mask } if mask == hash && salt != needed => Told::new(
            format!("RSA-PSS with a salt of {}, not {needed}", plural(*salt, "byte", "bytes")),
            format!("The signature holds with {} and that salt, which JOSE does not allow", hash.name()),
            "Set the length of the salt to that of the hash (OpenSSL: rsa_pss_saltlen:digest)",
        ),
        KeyDiagnosis::PssSalt { salt, hash, mask, .. } => Told::new(
            format!("RSA-PSS with {} and a mask made with {}", hash.name(), mask.name()),
            format!("The signature holds with that and a salt of {}", plural(*salt, "byte", "bytes")),
            "Set hash and MGF1 to the hash that alg names",
        ),
        KeyDiagnosis::SecretBase64 { key, how, also } | KeyDiagnosis::SecretHex { key, how, also } => {
            secret(key, *how, *also, "Store the secret as what it is, so that it is decoded here too")
        }
        KeyDiagnosis::SecretText { key, how, also } => {
            secret(key, *how, *also, "Store the secret as text, or have the signer decode it")
        }
        KeyDiagnosis::SecretNewline { key, how, also } => {
            secret(key, *how, *also, "Write secrets with printf, since echo adds a line break")
        }
        KeyDiagnosis::SecretWhitespace { key, how, also } => {
            secret(key, *how, *also, "Make both sides use the same characters, and nothing around them")
        }
        KeyDiagnosis::SecretEncoding { key, how, also } => {
            secret(key, *how, *also, "Use random bytes for the secret, or letters of ASCII only")
        }
        KeyDiagnosis::HsIsPublicKey { key, form } => Told::new(
            format!("The secret is the public key {}", quoted(key)),
            format!(
                "Everybody has it, and can sign such tokens: its {} made this signature",
                form_name(*form)
            ),
            "Fix the algorithm for each key in the verifier, and never take it from the token",
        ),
        KeyDiagnosis::WordList { line } => Told::new(
            format!("The secret is in the list of words, on line {}", thousands(*line as u64)),
            "Whoever guesses it can sign any token",
            "Set a random secret of 32 bytes or more",
        ),
        KeyDiagnosis::SelfConsistent { thumbprint } => Told::new(
            format!("Self-consistent, but not yours: key {thumbprint}"),
            "The signature holds with the key in its own header, and anyone can make such a token",
            "Use keys of your own configuration only",
        ),
        KeyDiagnosis::SelfCertified { thumbprint } => Told::new(
            format!("Self-consistent, but not yours: certificate of {thumbprint}"),
            "The signature holds with the certificate in its own header, which nobody has checked",
            "Trust the certificate's issuer first, or use keys of your own configuration",
        ),
        KeyDiagnosis::TestKey { source } => Told::new(
            format!("Signed with a sample key of {source}"),
            "Its private half is printed there, so that anyone can have signed",
            "",
        ),
    }
}

fn secret(key: &str, how: Reading, also: Option<Reading>, fix: &'static str) -> Told {
    let also = also.map(|also| format!(", {}", read(also))).unwrap_or_default();
    Told::new(
        format!("Signed with the secret {}{also}", read(how)),
        format!("Read that way, your secret {} made the signature", quoted(key)),
        fix,
    )
}

/// How the signer read it: "signed with the secret …".
fn read(reading: Reading) -> Cow<'static, str> {
    let text = match reading {
        Reading::Base64 => "decoded from base64",
        Reading::LooseBase64 => "decoded loosely from base64",
        Reading::Hex => "decoded from hexadecimal",
        Reading::AsBase64 { padded: true } => "as text: base64 with padding",
        Reading::AsBase64 { padded: false } => "as text: base64",
        Reading::AsBase64url { padded: true } => "as text: base64url with padding",
        Reading::AsBase64url { padded: false } => "as text: base64url",
        Reading::AsHex => "as text: hexadecimal",
        Reading::Lower => "in small letters",
        Reading::Upper => "in capitals",
        Reading::LineBreak => "and a line break",
        Reading::CarriageReturn => "and a line break (CRLF)",
        Reading::Nul => "and a NUL",
        Reading::NoLineBreak => "without its line break",
        Reading::Unescaped => "with \\n and its like unescaped",
        Reading::Trimmed => "without the blanks around it",
        Reading::Blank => "and a blank",
        Reading::Unquoted => "without its quotes",
        Reading::Quoted => "in quotes",
        Reading::NoMark => "without its byte order mark",
        Reading::Mark => "after a byte order mark",
        Reading::NoName => "without the name in front",
        Reading::Latin1 => "in ISO-8859-1",
        Reading::Windows1252 => "in Windows-1252",
        Reading::Utf16Le => "in UTF-16 (LE)",
        Reading::Utf16Be => "in UTF-16 (BE)",
        Reading::FromUtf16 => "in UTF-8, not UTF-16",
        Reading::FromLatin1 => "in UTF-8, not ISO-8859-1",
        Reading::Nfc => "in the normal form NFC",
        Reading::Nfd => "in the normal form NFD",
        Reading::Nfkc => "in the normal form NFKC",
        Reading::Nfkd => "in the normal form NFKD",
        Reading::PercentDecoded => "decoded from a URL",
        Reading::Cut(length) => return Cow::from(format!("cut to {length} bytes")),
        Reading::Hashed => "hashed with SHA-256",
    };
    Cow::from(text)
}

fn form_name(form: PublicForm) -> &'static str {
    match form {
        PublicForm::Pem => "PEM",
        PublicForm::Pkcs1 => "PKCS#1 PEM",
        PublicForm::Certificate => "certificate",
        PublicForm::Der => "DER",
        PublicForm::Base64 => "base64",
        PublicForm::OpenSsh => "OpenSSH line",
        PublicForm::Jwk => "JWK",
        PublicForm::Numbers => "number",
    }
}
