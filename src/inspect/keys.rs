//! What there is to say about a key file: the findings on each of its keys and on the file as a whole.
//!
//! Pure like [`super::report()`]: the time and the other keys are parameters.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::finding::{Detail, Finding};
use super::report::KeyId;
use super::rules::encoding::Encoding;
use super::rules::json::JsonRule;
use super::rules::key::KeyRule;
use super::rules::key_file::{self, FILE, KeyFileRule, KeyPart, KeyQuality, KeySetRule};
use crate::jose::key::{Key, Material};
use crate::jose::read::{Format, Guess, KeyFile, ReadError, ReadNote, Structure, certificate_note};
use crate::jose::{Curve, KeyFault, rsa_audit};

/// How many pairs of RSA keys are looked at for a common factor when a file comes in: a fraction of a second.
const MOST_PAIRS: usize = 4_096;
/// The same for keys that are held, which are looked at whenever one of them changes: a few frames.
const MOST_HELD_PAIRS: usize = 256;

/// All that is known of a key file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyFileReport {
    /// What was found about the file as a whole, most severe first.
    pub findings: Vec<Finding>,
    /// One for each key, in the order of the file.
    pub keys: Vec<KeyLine>,
}

/// A key of a file, and what was found about it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyLine {
    /// Which.
    pub id: KeyId,
    /// Whether it is a secret or has its private half.
    pub has_private: bool,
    /// What was found about it, most severe first.
    pub findings: Vec<Finding>,
}

impl KeyFileReport {
    /// Every finding, those on the file first.
    pub fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(self.keys.iter().flat_map(|key| &key.findings))
    }
}

/// Looks at what came of reading a key file. `others` are the keys that a person has already: RSA moduli are
/// compared with theirs, and uses. `now` judges certificates; Unix seconds.
pub fn report(read: &Result<KeyFile, ReadError>, others: &[Key], now: i64) -> KeyFileReport {
    let mut report = match read {
        Ok(file) => of_file(file, others, now),
        Err(error) => KeyFileReport { findings: vec![refusal(error)], keys: Vec::new() },
    };
    report.findings.sort_by_key(|finding| finding.meta().severity);
    for key in &mut report.keys {
        key.findings.sort_by_key(|finding| finding.meta().severity);
    }
    report
}

/// Looks at keys that are held, one list of findings for each, most severe first. How they were written is long
/// forgotten; their certificates are not.
pub fn each(keys: &[Key], now: i64) -> Vec<Vec<Finding>> {
    let mut lines: Vec<KeyLine> = keys.iter().enumerate().map(|(index, key)| line(index, key)).collect();
    for (line, key) in lines.iter_mut().zip(keys) {
        line.findings.extend(certificate_findings(key, now));
    }
    compare(keys, &[], MOST_HELD_PAIRS, &mut lines);
    let sorted = |line: KeyLine| {
        let mut findings = line.findings;
        findings.sort_by_key(|finding| finding.meta().severity);
        findings
    };
    lines.into_iter().map(sorted).collect()
}

/// Why some of what is in a file is no key that can be used: what explains that a token finds none.
pub fn unusable(file: &KeyFile) -> Vec<Finding> {
    let skipped = file.notes.iter().flat_map(|note| match from_note(note, file.format, 0) {
        (None, found) => found,
        (Some(_), _) => Vec::new(),
    });
    skipped.filter(Finding::rejects).collect()
}

/// The secrets of a set that is meant to be published, by their places: each of its keys says its use and its algorithm,
/// and some are public.
pub fn published(format: Format, keys: &[Key]) -> impl Iterator<Item = usize> {
    let is_set = matches!(format, Format::JwkSet | Format::JwkArray);
    let is_published = is_set && are_published(keys.iter());
    let secrets = keys.iter().enumerate().filter(move |(_, key)| is_published && is_secret(key));
    secrets.map(|(index, _)| index)
}

/// Whether the keys of a set are meant to be published, though there may be secrets among them.
pub fn are_published<'a>(mut keys: impl Iterator<Item = &'a Key> + Clone) -> bool {
    keys.clone().any(|key| !is_secret(key)) && keys.all(|key| key.key_use.is_some() && key.alg.is_some())
}

const fn is_secret(key: &Key) -> bool {
    matches!(key.material, Material::Secret(_) | Material::Sealed { .. })
}

fn of_file(file: &KeyFile, others: &[Key], now: i64) -> KeyFileReport {
    let mut keys: Vec<KeyLine> = file.keys.iter().enumerate().map(|(index, key)| line(index, key)).collect();
    if is_jwk(file.format) {
        for (line, key) in keys.iter_mut().zip(&file.keys) {
            key_file::alg_missing(key, &mut line.findings);
        }
    }
    let mut findings = Vec::new();
    for note in &file.notes {
        let (place, found) = from_note(note, file.format, now);
        match place.and_then(|key| keys.get_mut(key)) {
            Some(line) => line.findings.extend(found),
            None => findings.extend(found),
        }
    }
    if matches!(file.format, Format::JwkSet | Format::JwkArray) {
        set(file, &mut findings);
    }
    // The readings of one secret are no different keys.
    if file.format != Format::Secret {
        compare(&file.keys, others, MOST_PAIRS, &mut keys);
    }
    KeyFileReport { findings, keys }
}

fn line(index: usize, key: &Key) -> KeyLine {
    let mut findings = Vec::new();
    let id = KeyId::of(index, key);
    key_file::key(key, &id, &mut findings);
    KeyLine { id, has_private: key.has_private(), findings }
}

const fn is_jwk(format: Format) -> bool {
    matches!(format, Format::Jwk | Format::JwkSet | Format::JwkArray)
}

/// What there is to say of the certificate that a key came with, at this moment. `now` in Unix seconds.
fn certificate_findings(key: &Key, now: i64) -> Vec<Finding> {
    certificate_note(key, 0).map(|note| of_certificate(&note, now)).unwrap_or_default()
}

/// The same, where the certificate was read before.
pub(super) fn of_certificate(note: &ReadNote, now: i64) -> Vec<Finding> {
    from_note(note, Format::Pem(Structure::Certificate), now).1
}

/// What a note becomes, and the key that it is about.
fn from_note(note: &ReadNote, format: Format, now: i64) -> (Option<usize>, Vec<Finding>) {
    fn one(detail: impl Into<Detail>) -> Vec<Finding> {
        vec![Finding::new(detail, FILE)]
    }
    match note {
        ReadNote::Key { key, note } => {
            let mut found = Vec::new();
            key_file::note(note, &mut found);
            (Some(*key), found)
        }
        ReadNote::Certificate { key, not_before, not_after, weak_signature } => {
            let mut found = Vec::new();
            if *not_after < now {
                found.extend(one(KeyPart::CertExpired { not_after: *not_after }));
            }
            if *not_before > now {
                found.extend(one(KeyPart::CertNotYet { not_before: *not_before }));
            }
            if let Some(hash) = weak_signature {
                found.extend(one(KeyPart::CertWeakSig { hash: *hash }));
            }
            (Some(*key), found)
        }
        ReadNote::Skipped { why, .. } => (None, vec![skipped(why)]),
        ReadNote::EmptySet => (None, one(KeySetRule::SetEmpty)),
        ReadNote::ByteOrderMark if is_jwk(format) => {
            (None, vec![Finding::new(JsonRule::Bom { part: FILE.part }, FILE)])
        }
        ReadNote::Utf16 => (None, vec![Finding::new(Encoding::Utf16 { part: FILE.part }, FILE)]),
        ReadNote::PemLabel { label, found } => {
            (None, one(KeyFileRule::PemLabel { label: label.clone(), found: *found }))
        }
        ReadNote::PemRepaired => (None, one(KeyFileRule::PemRepaired)),
        ReadNote::NoArmour => (None, one(KeyFileRule::NoArmour)),
        ReadNote::LegacyEncryption(legacy) => {
            (None, one(KeyFileRule::LegacyEncryption { legacy: legacy.clone() }))
        }
        ReadNote::SecretNewline => (None, one(KeyFileRule::SecretNewline)),
        ReadNote::SecretWhitespace => (None, one(KeyFileRule::SecretWhitespace)),
        ReadNote::ByteOrderMark | ReadNote::Issuer { .. } => (None, Vec::new()),
    }
}

/// A key of a set that was left out: one that is not understood does no harm (RFC 7517, section 5).
fn skipped(why: &ReadError) -> Finding {
    match why {
        ReadError::Key(KeyFault::UnknownType(kty)) => {
            Finding::new(KeySetRule::UnknownKty { kty: kty.clone() }, FILE)
        }
        why => refusal(why),
    }
}

/// The NIST curve whose coordinates have that many bytes.
fn ec_curve(bytes: usize) -> Option<Curve> {
    [Curve::P256, Curve::P384, Curve::P521].into_iter().find(|curve| curve.part_len() == bytes)
}

/// Why no key was read.
fn refusal(error: &ReadError) -> Finding {
    let why = error.clone();
    let detail: Detail = match error {
        ReadError::Json(error) => JsonRule::Invalid { part: FILE.part, error: error.clone() }.into(),
        ReadError::Key(KeyFault::OffCurve(curve)) => KeyFileRule::EcOffCurve { curve: *curve }.into(),
        // Whole coordinates of another curve: the point is on that one, if on any.
        ReadError::Key(KeyFault::Coordinate { expected, found, .. })
            if let (Some(curve), Some(_)) = (ec_curve(*expected), ec_curve(*found)) =>
        {
            KeyFileRule::EcOffCurve { curve }.into()
        }
        ReadError::Key(KeyFault::ExplicitParameters) => KeyFileRule::EcExplicitParams.into(),
        ReadError::Key(KeyFault::Coordinate { part, expected, found }) => {
            KeyPart::EcCoordinateLength { part, expected: *expected, found: *found }.into()
        }
        ReadError::Key(KeyFault::PairMismatch) => KeyPart::PairMismatch.into(),
        ReadError::PasswordNeeded(_) => KeyFileRule::PasswordNeeded { why }.into(),
        ReadError::WrongPassword(_) => KeyFileRule::WrongPassword { why }.into(),
        ReadError::Unsupported(_)
        | ReadError::UnknownProtection(_)
        | ReadError::Key(KeyFault::Unsupported(_))
        | ReadError::NotAKey(Guess::Discovery { .. } | Guess::Token) => {
            KeyFileRule::UnsupportedContainer { why }.into()
        }
        _ => KeyFileRule::Malformed { why }.into(),
    };
    Finding::new(detail, FILE)
}

/// The rules on a set as a whole.
fn set(file: &KeyFile, out: &mut Vec<Finding>) {
    let mut add = |detail: Detail| out.push(Finding::new(detail, FILE));
    if file.format == Format::JwkArray {
        add(KeySetRule::SetShape.into());
    }
    let keys = &file.keys;
    let secrets = keys.iter().filter(|key| matches!(key.material, Material::Secret(_))).count();
    let private = keys.iter().filter(|key| key.has_private()).count();
    if private > 0 {
        add(KeySetRule::PrivateInJwks { count: private }.into());
    }
    if secrets > 0 && secrets < keys.len() {
        add(KeySetRule::SetMixedSecret.into());
    } else if private > 0 && private < keys.len() {
        add(KeySetRule::SetMixedPrivate.into());
    }
    let nameless = keys.iter().filter(|key| key.kid.as_deref().unwrap_or_default().is_empty()).count();
    if nameless > 0 && keys.len() > 1 {
        add(KeySetRule::KidMissing { count: nameless }.into());
    }
    let mut kids: BTreeMap<&str, usize> = BTreeMap::new();
    for kid in keys.iter().filter_map(|key| key.kid.as_deref()).filter(|kid| !kid.is_empty()) {
        *kids.entry(kid).or_default() += 1;
    }
    for (kid, count) in kids.into_iter().filter(|(_, count)| *count > 1) {
        add(KeyRule::DupKid { kid: kid.to_owned(), count }.into());
    }
}

/// Looks at each key beside the other keys of the file and those that are there already.
fn compare(own: &[Key], others: &[Key], most_pairs: usize, lines: &mut [KeyLine]) {
    let keys: Vec<&Key> = own.iter().chain(others).collect();
    let mut add = |at: usize, detail: KeyQuality| {
        if let Some(line) = lines.get_mut(at) {
            line.findings.push(Finding::new(detail, FILE));
        }
    };
    for (one, other) in sharing_a_prime(&keys, own.len(), most_pairs) {
        for (at, beside) in [(one, other), (other, one)] {
            let name = keys.get(beside).map(|key| key.name.clone()).unwrap_or_default();
            add(at, KeyQuality::RsaSharedFactor { other: name });
        }
    }
    // By thumbprint: the first key that is for signatures, and the first that is for encryption.
    let mut uses: BTreeMap<String, [Option<&Key>; 2]> = BTreeMap::new();
    let used = keys.iter().filter_map(|key| Some((*key, usize::from(is_signing(key)?), key.thumbprint()?)));
    for (key, signing, thumbprint) in used {
        if let Some(first) = uses.entry(thumbprint).or_default().get_mut(signing) {
            let _ = first.get_or_insert(key);
        }
    }
    for (at, key) in own.iter().enumerate() {
        let Some(signing) = is_signing(key) else { continue };
        let same = key.thumbprint().and_then(|thumbprint| uses.get(&thumbprint));
        if let Some(Some(other)) = same.and_then(|both| both.get(usize::from(!signing))) {
            add(at, KeyQuality::ReusedSigEnc { other: other.name.clone() });
        }
    }
}

/// The pairs of RSA keys, by their places, whose moduli have a factor in common; one of each pair is among the first
/// `own`.
fn sharing_a_prime(keys: &[&Key], own: usize, most_pairs: usize) -> Vec<(usize, usize)> {
    let modulus = |(at, key): (usize, &&Key)| match &key.material {
        Material::Rsa(rsa) => Some((at, rsa.n().to_vec())),
        _ => None,
    };
    let moduli: Vec<(usize, Vec<u8>)> = keys.iter().enumerate().filter_map(modulus).collect();
    let pairs = moduli
        .iter()
        .enumerate()
        .take_while(|(_, (at, _))| *at < own)
        .flat_map(|(index, one)| moduli.iter().skip(index + 1).map(move |other| (one, other)));
    pairs
        .take(most_pairs)
        .filter(|((_, one), (_, other))| rsa_audit::share_factor(one, other))
        .map(|((one, _), (other, _))| (*one, *other))
        .collect()
}

/// Whether a key says that it is for signatures (`Some(true)`) or for encryption (`Some(false)`).
pub(super) fn is_signing(key: &Key) -> Option<bool> {
    match (key.key_use.as_deref(), key.alg.as_deref()) {
        (Some("sig"), _) => Some(true),
        (Some("enc"), _) => Some(false),
        (_, Some(alg)) if crate::jose::JwsAlgorithm::from_name(alg).is_some() => Some(true),
        (_, Some(alg)) if crate::jose::algorithm::is_jwe_algorithm(alg) => Some(false),
        _ => None,
    }
}
