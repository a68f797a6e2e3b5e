//! Tables of signatures in other forms: told, proved and mended where a key confirms them, and only there.

use super::content_tests::{CLAIMS, header, hex, ids, input, key, look, made, said};
use super::history::History;
use super::{Mend, Step};
use crate::encoding::base64url::encode;
use crate::inspect::rules::content_diagnosis::{ByteOrder, ContentDiagnosis, SignatureText};
use crate::jose::algorithm::JwsAlgorithm;
use crate::jose::key::Key;

#[test]
fn signatures_written_as_text() {
    let other = key("hs256");
    for (spec, algorithm) in [
        ("hs256", JwsAlgorithm::Hs256),
        ("hs512", JwsAlgorithm::Hs512),
        ("p-256", JwsAlgorithm::Es256),
        ("ed25519", JwsAlgorithm::EdDsa),
    ] {
        let key = key(spec);
        let input = input(&header(algorithm.name()), CLAIMS);
        let signature = made(algorithm, &key, input.as_bytes());
        let utf8: String = signature.iter().map(|byte| char::from(*byte)).collect();
        let cases = [
            (hex(&signature), SignatureText::Hex),
            (hex(&signature).to_uppercase(), SignatureText::Hex),
            (encode(hex(&signature).as_bytes()), SignatureText::EncodedHex),
            (encode(encode(&signature).as_bytes()), SignatureText::EncodedBase64),
            (encode(utf8.as_bytes()), SignatureText::Utf8),
        ];
        for (text, form) in cases {
            let found = said(&format!("{input}.{text}"), std::slice::from_ref(&key));
            assert_eq!(found, [ContentDiagnosis::SigEncoding { form }], "{spec} {text}");
            // Hexadecimal text of a signature that another key made proves nothing.
            let mut wrong = other.clone();
            wrong.kid = Some("else".into());
            let found = ids(&format!("{input}.{text}"), &[wrong]);
            assert!(!found.contains(&"dx.sig-encoding"), "{spec} {text}");
        }
        for text in [hex(&[7; 32]), encode(hex(&signature[1..]).as_bytes())] {
            let found = ids(&format!("{input}.{text}"), std::slice::from_ref(&key));
            assert!(!found.contains(&"dx.sig-encoding"), "{spec} {text}");
        }
    }
}

#[test]
fn numbers_in_other_orders() {
    for (spec, algorithm) in [("p-256", JwsAlgorithm::Es256), ("p-384", JwsAlgorithm::Es384)] {
        let key = key(spec);
        let input = input(&header(algorithm.name()), CLAIMS);
        let signature = made(algorithm, &key, input.as_bytes());
        let (r, s) = signature.split_at(signature.len() / 2);
        let back = |number: &[u8]| number.iter().rev().copied().collect::<Vec<u8>>();
        let cases = [
            ([s, r].concat(), ByteOrder::Swapped),
            ([back(r), back(s)].concat(), ByteOrder::LittleEndian),
            ([back(s), back(r)].concat(), ByteOrder::SwappedLittleEndian),
        ];
        for (bytes, order) in cases {
            let found = said(&format!("{input}.{}", encode(&bytes)), std::slice::from_ref(&key));
            assert_eq!(found, [ContentDiagnosis::EcOrder { order }]);
        }
        for bytes in [[r, r].concat(), [back(r).as_slice(), s].concat()] {
            let found = ids(&format!("{input}.{}", encode(&bytes)), std::slice::from_ref(&key));
            assert!(!found.contains(&"dx.ec-order"), "{spec}");
        }
    }
}

/// A signature of which one number begins with a zero.
fn with_zero(key: &Key, algorithm: JwsAlgorithm, at: usize) -> (String, Vec<u8>) {
    let mut number = 0;
    loop {
        let input = input(&header(algorithm.name()), &format!("{{\"n\":{number}}}"));
        let signature = made(algorithm, key, input.as_bytes());
        if signature[at] == 0 {
            return (input, signature);
        }
        number += 1;
    }
}

#[test]
fn zeros_lost_and_added() {
    let key = key("p-256");
    let algorithm = JwsAlgorithm::Es256;
    let keys = std::slice::from_ref(&key);
    for at in [0, 32] {
        let (input, signature) = with_zero(&key, algorithm, at);
        let mut short = signature.clone();
        short.remove(at);
        let found = said(&format!("{input}.{}", encode(&short)), keys);
        assert_eq!(found, [ContentDiagnosis::LeadingZeros { found: 63, needed: 64 }]);
        let (report, _) = look(&format!("{input}.{}", encode(&short)), keys, &History::default());
        assert!(report.tokens[0].findings.iter().all(|finding| finding.meta().id != "dx.sig-truncated"));
    }
    let input = input(&header("ES256"), CLAIMS);
    let signature = made(algorithm, &key, input.as_bytes());
    let (r, s) = signature.split_at(32);
    let long = [&[0], r, &[0], s].concat();
    let found = said(&format!("{input}.{}", encode(&long)), keys);
    assert_eq!(found, [ContentDiagnosis::LeadingZeros { found: 66, needed: 64 }]);
    for bytes in [[&[1], r, &[0], s].concat(), signature[..60].to_vec(), [&signature[..], &[0]].concat()] {
        assert!(!ids(&format!("{input}.{}", encode(&bytes)), keys).contains(&"dx.ec-stripped"));
    }
}

/// A DER `ECDSA-Sig-Value`.
fn der(signature: &[u8]) -> Vec<u8> {
    let (r, s) = signature.split_at(signature.len() / 2);
    let integer = |number: &[u8]| {
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let number = &number[zeros..];
        let sign: &[u8] = if number[0] >= 0x80 { &[0] } else { &[] };
        [&[2, (sign.len() + number.len()) as u8], sign, number].concat()
    };
    let body = [integer(r), integer(s)].concat();
    let length: &[u8] = if body.len() >= 0x80 { &[0x81] } else { &[] };
    [&[0x30], length, &[body.len() as u8], &body].concat()
}

#[test]
fn der_is_converted_and_proved() {
    for (spec, algorithm) in [
        ("p-256", JwsAlgorithm::Es256),
        ("p-384", JwsAlgorithm::Es384),
        ("p-521", JwsAlgorithm::Es512),
        ("secp256k1", JwsAlgorithm::Es256k),
    ] {
        let key = key(spec);
        let input = input(&header(algorithm.name()), CLAIMS);
        let signature = made(algorithm, &key, input.as_bytes());
        let text = format!("{input}.{}", encode(&der(&signature)));
        let (report, diagnosis) = look(&text, std::slice::from_ref(&key), &History::default());
        let diagnosis = diagnosis.unwrap();
        assert_eq!(diagnosis.proof, Some(Step::SignatureForms), "{spec}");
        assert_eq!(diagnosis.mend, Some(Mend::Text(format!("{input}.{}", encode(&signature)).into())));
        assert!(report.tokens[0].findings.iter().any(|finding| finding.meta().id == "sig.der"));
        let altered = format!(
            "{}.{}",
            super::content_tests::input(&header(algorithm.name()), "{}"),
            encode(&der(&signature))
        );
        let (_, diagnosis) = look(&altered, std::slice::from_ref(&key), &History::default());
        assert_ne!(diagnosis.unwrap().proof, Some(Step::SignatureForms), "{spec}");
    }
}

#[test]
fn a_cut_mac_is_proved_by_its_beginning() {
    let key = key("hs512");
    let input = input(&header("HS512"), CLAIMS);
    let mac = made(JwsAlgorithm::Hs512, &key, input.as_bytes());
    for (bytes, cut) in
        [(&mac[..32], true), (&mac[..16], true), (&mac[..8], true), (&mac[1..33], false), (&mac[..4], false)]
    {
        let text = format!("{input}.{}", encode(bytes));
        let (_, diagnosis) = look(&text, std::slice::from_ref(&key), &History::default());
        let is_proved = diagnosis.unwrap().proof == Some(Step::SignatureForms);
        assert_eq!(is_proved, cut, "{} bytes", bytes.len());
    }
}
