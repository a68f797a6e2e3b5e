//! KEY: what there is to say about keys and key files as such, before any token.
//!
//! The details and the rules on one key; what belongs to a whole file is in [`crate::inspect::keys`].

use std::collections::BTreeSet;

use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::report::KeyId;
use crate::inspect::rules::key::KeyRule;
use crate::inspect::well_known;
use crate::jose::algorithm::{Curve, Family, JwsAlgorithm, is_content_encryption, is_jwe_algorithm};
use crate::jose::key::{Key, KeyKind, Material};
use crate::jose::note::{KeyNote, Spelling};
use crate::jose::read::{Legacy, ReadError, Structure, WeakHash};
use crate::jose::{KeyFault, RsaKey, SecretBytes, rsa_audit};

findings! {
    /// KEY: key files, whatever is in them.
    KeyFileRule {
        /// No key could be read.
        Malformed { why: ReadError } = "key.malformed", High, Reject, "RFC 7517 §4";
        /// Protected, and no password was given.
        PasswordNeeded { why: ReadError } = "key.password-needed", Info, Info, "RFC 8018 §6";
        /// Protected, and the password does not open it.
        WrongPassword { why: ReadError } = "key.wrong-password", Medium, Reject, "RFC 8018 §6";
        /// Known by name and not read.
        UnsupportedContainer { why: ReadError } = "key.unsupported-container", Info, Info, "RFC 7517 §4";
        /// The public key is no point of its curve.
        EcOffCurve { curve: Curve } = "key.ec-off-curve", Critical, Reject, "RFC 8725 §3.4";
        /// The curve is spelled out.
        EcExplicitParams = "key.ec-explicit-params", High, Reject, "RFC 5480 §2.1.1";
        /// The label of a PEM block is not that of its content.
        PemLabel { label: String, found: Structure } = "key.pem-label", Low, Warn, "RFC 7468 §2";
        /// The text around the key was damaged, and was mended.
        PemRepaired = "key.pem-repaired", Low, Info, "RFC 7468 §2";
        /// DER in base64 without the lines around it.
        NoArmour = "key.pem-repaired", Low, Info, "RFC 7468 §2";
        /// The protection is one of the past.
        LegacyEncryption { legacy: Legacy } = "key.legacy-pem-encryption", Low, Info, "RFC 8018 §6";
        /// A line break at the end of a secret.
        SecretNewline = "dx.secret-newline", High, Info, "RFC 7518 §3.2";
        /// White space or an editor's mark around a secret.
        SecretWhitespace = "dx.secret-whitespace", Medium, Info, "RFC 7518 §3.2";
    }
}

findings! {
    /// KEY: sets of keys.
    KeySetRule {
        /// Keys of a set without `kid`.
        KidMissing { count: usize } = "key.kid-missing", Low, Info, "RFC 7517 §4.5";
        /// Secrets beside key pairs.
        SetMixedSecret = "key.set-mixed", High, Warn, "RFC 7517 §9.2";
        /// Private keys beside public ones.
        SetMixedPrivate = "key.set-mixed", High, Warn, "RFC 7517 §9.2";
        /// No key in the set.
        SetEmpty = "key.set-empty", Medium, Warn, "RFC 7517 §5";
        /// A bare array.
        SetShape = "key.set-shape", Low, Warn, "RFC 7517 §5";
        /// A key of a set that is not understood was left out.
        UnknownKty { kty: String } = "key.unknown-kty", Info, Info, "RFC 7517 §5";
        /// Private keys or secrets in a set.
        PrivateInJwks { count: usize } = "key.private-in-jwks", Critical, Warn, "RFC 7517 §9.2";
    }
}

findings! {
    /// KEY: how good a key is, and what it is meant for.
    KeyQuality {
        /// A public exponent that is even, or below 65,537; `None` where it has more than 64 bits.
        RsaExponent { exponent: Option<u64> } = "key.rsa-exponent", High, Warn, "NIST SP 800-56B §6.2";
        /// Made by the flawed library.
        RsaRoca = "key.rsa-roca", Critical, Warn, "CVE-2017-15361";
        /// The modulus has a factor that anyone finds; 2 where it is even.
        RsaSmallFactor { factor: u32 } = "key.rsa-weak-modulus", Critical, Warn, "NIST SP 800-56B §6.4";
        /// The modulus has a factor in common with that of another key.
        RsaSharedFactor { other: String } = "key.rsa-weak-modulus", Critical, Warn, "NIST SP 800-56B §6.4";
        /// For RSA-PSS only.
        RsaPssOid = "key.rsa-pss-oid", Info, Info, "RFC 4055 §1.2";
        /// So large that checking is slow; in bits.
        RsaHuge { bits: usize } = "key.rsa-huge", Low, Warn, "RFC 8725 §3.1";
        /// `alg` is no registered name.
        AlgUnknown { alg: String } = "key.alg-unknown", Medium, Warn, "RFC 7517 §4.4";
        /// No `alg`, where several would do.
        AlgMissing = "key.alg-missing", Low, Info, "RFC 8725bis §3.1";
        /// `use` and `key_ops` contradict each other.
        UseOpsConflict { key_use: String, operations: Vec<String> } = "key.use-ops-conflict", Medium, Warn, "RFC 7517 §4.3";
        /// The secret looks like the work of a person.
        HsLowEntropy = "key.hs-low-entropy", Medium, Warn, "RFC 8725 §3.5";
        /// Everyone has this key.
        WellKnown { source: &'static str } = "key.well-known", High, Warn, "RFC 8725 §3.5";
        /// The same key for signatures and for encryption.
        ReusedSigEnc { other: String } = "key.reused-sig-enc", Medium, Warn, "RFC 8725bis §3.1";
    }
}

findings! {
    /// KEY: the parts of a key, and the certificates that came with it.
    KeyPart {
        /// The private part belongs to another key.
        PairMismatch = "key.pair-mismatch", High, Reject, "NIST SP 800-56A §5.6.2";
        /// The private part cannot be used.
        PrivateUnusable { fault: KeyFault } = "key.malformed", High, Reject, "RFC 7517 §4";
        /// The certificate is of another key.
        X5cMismatch = "key.x5c-mismatch", High, Warn, "RFC 7517 §4.7";
        /// The certificate is damaged.
        X5cDamaged = "key.x5c-mismatch", High, Warn, "RFC 7517 §4.7";
        /// The hash is not that of the certificate.
        X5tMismatch { member: &'static str } = "key.x5t-mismatch", High, Warn, "RFC 7517 §4.8";
        /// The certificate has expired; Unix seconds.
        CertExpired { not_after: i64 } = "key.cert-expired", Medium, Warn, "RFC 5280 §4.1.2.5";
        /// The certificate is not yet valid; Unix seconds.
        CertNotYet { not_before: i64 } = "key.cert-not-yet", Medium, Warn, "RFC 5280 §4.1.2.5";
        /// The certificate can be forged.
        CertWeakSig { hash: WeakHash } = "key.cert-weak-sig", Medium, Warn, "RFC 6194 §3";
        /// Leading zeros.
        RsaNonminimal { member: &'static str } = "key.rsa-nonminimal", Low, Warn, "RFC 7518 §2";
        /// A coordinate of the wrong length; in bytes.
        EcCoordinateLength { part: &'static str, expected: usize, found: usize } = "key.ec-coordinate-length", Medium, Warn, "RFC 7518 §6.2.1.2";
        /// A member of the JWK stands there twice.
        MemberTwice { member: &'static str } = "json.duplicate", High, Reject, "RFC 7517 §4";
        /// A member of the JWK has padding.
        MemberPadding { member: &'static str } = "b64.padding", Low, Warn, "RFC 7515 §2";
        /// A member of the JWK has + or /.
        MemberStdAlphabet { member: &'static str } = "b64.std-alphabet", Low, Warn, "RFC 7515 §2";
        /// A member of the JWK has white space in it.
        MemberWhitespace { member: &'static str } = "b64.whitespace", Low, Warn, "RFC 7515 §2";
        /// A member of the JWK has unused bits set.
        MemberTrailingBits { member: &'static str } = "b64.trailing-bits", Low, Warn, "RFC 4648 §3.5";
    }
}

/// RFC 7518 §3.3: RSA keys of fewer bits must not be used.
pub(in crate::inspect) const RSA_LEAST_BITS: usize = 2048;
/// More than most libraries take.
const RSA_MOST_BITS: usize = 8192;

/// Where every finding about a key file points.
pub(in crate::inspect) const FILE: Place = Place::whole(Part::Input);

fn add(detail: impl Into<crate::inspect::finding::Detail>, out: &mut Vec<Finding>) {
    out.push(Finding::new(detail, FILE));
}

/// The rules on one key, whatever it came in; `id` is its own.
pub(in crate::inspect) fn key(key: &Key, id: &KeyId, out: &mut Vec<Finding>) {
    match &key.material {
        Material::Rsa(rsa) => rsa_key(rsa, out),
        Material::Secret(secret) if is_for_hmac(key) => hmac_secret(key, secret, out),
        _ => {}
    }
    if let Some(source) = id.thumbprint.as_deref().and_then(well_known::source) {
        add(KeyQuality::WellKnown { source }, out);
    }
    if let (Some(key_use), Some(operations)) = (&key.key_use, &key.key_ops)
        && conflict(key_use, operations)
    {
        let (key_use, operations) = (key_use.clone(), operations.clone());
        add(KeyQuality::UseOpsConflict { key_use, operations }, out);
    }
    if let Some(alg) = key.alg.as_ref().filter(|alg| !is_registered(alg)) {
        add(KeyQuality::AlgUnknown { alg: alg.clone() }, out);
    }
}

/// No `alg`, for the kinds for which a verifier would have a choice: with EC and OKP the curve decides.
pub(in crate::inspect) fn alg_missing(key: &Key, out: &mut Vec<Finding>) {
    if key.alg.is_none() && matches!(key.kind(), KeyKind::Rsa { .. } | KeyKind::Secret { .. }) {
        add(KeyQuality::AlgMissing, out);
    }
}

/// What the reader noticed about one key.
pub(in crate::inspect) fn note(note: &KeyNote, out: &mut Vec<Finding>) {
    let detail = match note {
        KeyNote::DuplicateMember(member) => KeyPart::MemberTwice { member },
        KeyNote::Base64(member, spelling) => match spelling {
            Spelling::Padding => KeyPart::MemberPadding { member },
            Spelling::StandardAlphabet => KeyPart::MemberStdAlphabet { member },
            Spelling::Whitespace => KeyPart::MemberWhitespace { member },
            Spelling::TrailingBits => KeyPart::MemberTrailingBits { member },
        },
        KeyNote::PartLength { part, expected, found } => {
            KeyPart::EcCoordinateLength { part, expected: *expected, found: *found }
        }
        KeyNote::NonMinimal(member) => KeyPart::RsaNonminimal { member },
        KeyNote::PairMismatch => KeyPart::PairMismatch,
        KeyNote::PrivateUnusable(fault) => KeyPart::PrivateUnusable { fault: fault.clone() },
        KeyNote::PssOnly => return add(KeyQuality::RsaPssOid, out),
        KeyNote::X5cMismatch => KeyPart::X5cMismatch,
        KeyNote::X5cDamaged => KeyPart::X5cDamaged,
        KeyNote::X5tMismatch(member) => KeyPart::X5tMismatch { member },
    };
    add(detail, out);
}

fn rsa_key(key: &RsaKey, out: &mut Vec<Finding>) {
    let bits = key.bits();
    if bits < RSA_LEAST_BITS {
        add(KeyRule::RsaSmall { bits }, out);
    }
    if bits > RSA_MOST_BITS {
        add(KeyQuality::RsaHuge { bits }, out);
    }
    let exponent = (key.e().len() <= 8)
        .then(|| key.e().iter().fold(0, |value: u64, &byte| value << 8 | u64::from(byte)));
    if exponent.is_none_or(|exponent| exponent < 65_537 || exponent % 2 == 0 || exponent >> 33 != 0) {
        add(KeyQuality::RsaExponent { exponent }, out);
    }
    if let Some(factor) = rsa_audit::small_factor(key.n()) {
        add(KeyQuality::RsaSmallFactor { factor }, out);
    } else if rsa_audit::has_roca(key.n()) {
        add(KeyQuality::RsaRoca, out);
    }
}

fn is_for_hmac(key: &Key) -> bool {
    let by_alg = key.alg.as_deref().is_none_or(|alg| algorithm(alg).is_some());
    by_alg && key.key_use.as_deref() != Some("enc")
}

fn algorithm(alg: &str) -> Option<JwsAlgorithm> {
    JwsAlgorithm::from_name(alg).filter(|algorithm| algorithm.family() == Family::Hmac)
}

fn hmac_secret(key: &Key, secret: &SecretBytes, out: &mut Vec<Finding>) {
    let algorithm = key.alg.as_deref().and_then(algorithm).unwrap_or(JwsAlgorithm::Hs256);
    let (bits, needed) = (secret.len() * 8, algorithm.hash_bits());
    if bits < needed {
        add(KeyRule::HsShort { alg: algorithm.name(), bits, needed }, out);
    }
    if std::str::from_utf8(secret.as_bytes()).is_ok_and(looks_human) {
        add(KeyQuality::HsLowEntropy, out);
    }
}

/// Whether a text was more likely thought up than drawn: letters beyond ASCII, few different characters, digits
/// only, or most of it words. Of random base64 hardly a sixth looks like words, of hex nothing does.
fn looks_human(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_control) {
        return false;
    }
    let distinct: BTreeSet<char> = text.chars().collect();
    if !text.is_ascii() || distinct.len() <= 8 || text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let is_separator = |c: &char| matches!(c, ' ' | '-' | '_' | '.' | ',' | '/');
    let all = text.chars().filter(|c| !is_separator(c)).count();
    let letters = text.split(|c: char| !c.is_ascii_alphabetic());
    let in_words: usize = letters.flat_map(camel_words).filter(|word| is_word(word)).map(str::len).sum();
    in_words * 100 >= all * 70
}

/// Letters cut where a capital begins a word of its own.
fn camel_words(letters: &str) -> impl Iterator<Item = &str> {
    let mut rest = letters;
    std::iter::from_fn(move || {
        let humps = rest.as_bytes().windows(2);
        let is_hump = |pair: &[u8]| matches!(pair, [b'a'..=b'z', b'A'..=b'Z']);
        let end = humps.into_iter().position(is_hump).map_or(rest.len(), |at| at + 1);
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// Whether letters can be spoken: three or more in one case (the first may be a capital), with vowels among them
/// and never five consonants in a row.
fn is_word(letters: &str) -> bool {
    let rest = letters.get(1..).unwrap_or_default();
    let one_case = rest.bytes().all(|byte| byte.is_ascii_lowercase())
        || letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_vowel = |c: char| "aeiouyAEIOUY".contains(c);
    letters.len() >= 3
        && one_case
        && letters.contains(is_vowel)
        && letters.split(is_vowel).all(|consonants| consonants.len() < 5)
}

/// Whether `use` says one thing and `key_ops` only others (RFC 7517, section 4.3).
fn conflict(key_use: &str, operations: &[String]) -> bool {
    let allowed: &[&str] = match key_use {
        "sig" => &["sign", "verify"],
        "enc" => &["encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"],
        _ => return false,
    };
    let known = ["sign", "verify", "encrypt", "decrypt", "wrapKey", "unwrapKey", "deriveKey", "deriveBits"];
    operations
        .iter()
        .any(|operation| known.contains(&operation.as_str()) && !allowed.contains(&operation.as_str()))
}

/// Whether the registry of JOSE algorithms has the name, those that only Web Cryptography uses included.
fn is_registered(alg: &str) -> bool {
    JwsAlgorithm::from_name(alg).is_some()
        || is_jwe_algorithm(alg)
        || is_content_encryption(alg)
        || matches!(alg, "RS1" | "HS1")
        || ["A128", "A192", "A256"]
            .iter()
            .any(|size| alg.strip_prefix(size).is_some_and(|mode| matches!(mode, "CBC" | "CTR")))
}

#[cfg(test)]
mod tests {
    use super::looks_human;
    use crate::encoding::base64url;

    /// Pseudo-random bytes (xorshift): the same in every run.
    fn drawn(state: &mut u64) -> [u8; 32] {
        std::array::from_fn(|_| {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            (*state >> 32) as u8
        })
    }

    #[test]
    fn hardly_any_random_secret_is_taken_for_a_word() {
        let mut taken = [0; 3];
        let mut state = 0x2545_f491_4f6c_dd1d;
        for _ in 0..2_000 {
            let random = drawn(&mut state);
            let hex = random.map(|byte| format!("{byte:02x}")).concat();
            let text = base64url::encode(&random);
            for (count, secret) in taken.iter_mut().zip([hex.as_str(), &text, text.get(..22).unwrap()]) {
                *count += u32::from(looks_human(secret));
            }
        }
        assert!(taken[0] == 0 && taken[1] <= 2 && taken[2] <= 10, "{taken:?} of 2,000");
    }

    #[test]
    fn what_people_think_up_is_told_from_what_is_drawn() {
        for human in [
            "correct horse battery staple",
            "s3cr3t-for-the-open-half-of-the-corpus!",
            "my-super-secret-jwt-signing-key-2026",
            "passwordpasswordpasswordpassword",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "12345678901234567890123456789012",
            "비밀번호는-아무도-모른다",
            "ThisIsAVeryLongSecretThatNobodyWillEverGuess",
            "changeme",
        ] {
            assert!(looks_human(human), "{human}");
        }
        for drawn in [
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEZ0mKLq8a",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "Zm9vYmFyLTkzODQ3NTkzODQ3NTkzODQ3NTkz",
            "e3b0c442-98fc-1c14-9afb-f4c8996fb924",
            "xK9#mQ2$vL7@pR4!tZ8%wN3^bH6&jD1*",
            "kqzjxwvbtrmnlpgdfhcskqzjxwvbtrmn",
            "",
            "\u{1}\u{2}binary",
        ] {
            assert!(!looks_human(drawn), "{drawn}");
        }
    }
}
