//! Every algorithm with every size of key: what is signed verifies, and nothing else does.

use std::sync::LazyLock;

use hmac::{Hmac, KeyInit as _, Mac as _};
use p256::elliptic_curve::ops::Neg as _;
use proptest::prelude::*;
use sha2::{Sha256, Sha384, Sha512};

use super::*;
use crate::encoding::base64url;
use crate::jose::read::read_keys;
use crate::jose::{AkpKey, Curve, Family, Key, KeyKind, Material, OkpKey, RsaKey, SecretBytes};

const MESSAGE: &[u8] = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjMifQ";

/// Signatures of "forged.token" for any RSA key of 2,048 and 8,448 bits with exponent 3: cube roots of a block
/// with eight bytes of padding, the right hash, and garbage behind it (Bleichenbacher 2006).
const CUBE_ROOT_2048: &str = "Msv9SnrceQVYPXZ1IPUWQHWRdtN4JvLvY649x6jDgn7parK8-UMaDoB-UB8rMLa-qsCu6G4NYtwnmtJQo0Mpkgr0V5JJk3KM1kpR\
    ZrUJa4nYKZFR1Q";
const CUBE_ROOT_8448: &str = "B__________-qursQBFdYdXPkdzQ0e1KVdEWhhyRB2j22-cGlnUhhl6CLaY51l4isIW5b3fqofFR6qfcRTs27aqNI0hsKLFH5hBh\
    a6JC87xHHexF0R73Jeje_M-ndutZ--MEcqm7MFDW5pEQUlfiDzIcrxde-sDI-Ok329wFgOm3wFTYoXjOl3XSlE4zSmxr9opwyaiW\
    mde8eTFQfSK48Mgfo7GTnEF2eTiZz004ToaiGzUaKm1nuG65_1pYgiY12jMSuwqvdmGV4dLjNFOtr3Q6-dWdw4MH-ner-3AgDMK1\
    WUzOyMk_whnUuAs_VQCsF4b03a9wjx1QfDhEEYVPrjKNET1sSrrsIcsS-lxzfkwTJtNsXjwJr7VJ4GEYqAl-0mIFhhvs5XawU-qL\
    zx5aLuHHwCorY3MPQ5NCxg2Bfl9SoE1mHookXijTjteRzEE_Ft3IfxbxhP95FpwAkU79JQ";

fn file(bytes: &[u8]) -> Key {
    read_keys(bytes, "key", None).unwrap().keys.remove(0)
}

macro_rules! data {
    ($path:literal) => {
        file(include_bytes!(concat!("../../../tests/data/", $path)))
    };
}

fn secret(bytes: &[u8]) -> Key {
    Key::new("secret", Material::Secret(SecretBytes::new(bytes.to_vec())))
}

/// A key pair of every kind, and of RSA each size that goes another way through the libraries.
static PAIRS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    vec![
        secret(b""),
        secret(b"k"),
        secret(&[7; 64]),
        secret(&[8; 200]),
        data!("keys/weak/rsa512.pkcs1.pem"),
        data!("keys/weak/rsa1024.pkcs8.pem"),
        data!("keys/rsa2048/pkcs8.pem"),
        data!("keys/weak/rsa2048-e3.pkcs8.pem"),
        data!("keys/rsapss-sha256.pkcs8.pem"),
        data!("keys/ec-p256/pkcs8.pem"),
        data!("keys/ec-p384/pkcs8.pem"),
        data!("keys/ec-p521/pkcs8.pem"),
        data!("keys/ec-secp256k1/pkcs8.pem"),
        data!("keys/ed25519/pkcs8.pem"),
    ]
});

/// Every algorithm with every key that can do it, except where the hash does not fit into the modulus.
static COMBINATIONS: LazyLock<Vec<(JwsAlgorithm, &'static Key)>> = LazyLock::new(|| {
    let fits = |algorithm: JwsAlgorithm, key: &Key| {
        let room = match (algorithm.family(), key.kind()) {
            (Family::RsaPkcs1, KeyKind::Rsa { bits }) => bits >= algorithm.hash_bits() + 30 * 8,
            (Family::RsaPss, KeyKind::Rsa { bits }) => bits > 2 * algorithm.hash_bits() + 16,
            _ => true,
        };
        key.fit_kind(algorithm).is_ok() && room
    };
    let all = JwsAlgorithm::ALL.iter().flat_map(|&algorithm| PAIRS.iter().map(move |key| (algorithm, key)));
    all.filter(|(algorithm, key)| fits(*algorithm, key)).collect()
});

#[test]
fn what_is_signed_verifies_and_nothing_near_it_does() {
    // 3 HMAC with 4 secrets, 6 RSA with 4 keys of 1,024 bits and more (but PS512 needs more), RS256 with 512
    // bits, 4 ECDSA, 2 names of EdDSA.
    assert_eq!(COMBINATIONS.len(), 12 + 23 + 1 + 4 + 2);
    for &(algorithm, key) in COMBINATIONS.iter() {
        let what = format!("{} with {:?}", algorithm.name(), key.kind());
        let signature = sign(algorithm, key, MESSAGE).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(verify(algorithm, key, MESSAGE, &signature), Ok(()), "{what}");

        for at in 0..signature.len() {
            let mut changed = signature.clone();
            changed[at] ^= 1 << (at % 8);
            let found = verify(algorithm, key, MESSAGE, &changed);
            assert_eq!(found, Err(VerifyError::Mismatch), "{what}, byte {at}");
        }
        for at in 0..MESSAGE.len() {
            let mut changed = MESSAGE.to_vec();
            changed[at] ^= 1 << (at % 8);
            let found = verify(algorithm, key, &changed, &signature);
            assert_eq!(found, Err(VerifyError::Mismatch), "{what}, byte {at} of the text");
        }
        for text in [&b""[..], &MESSAGE[1..], &MESSAGE[..MESSAGE.len() - 1], &[MESSAGE, b"."].concat()] {
            assert_eq!(verify(algorithm, key, text, &signature), Err(VerifyError::Mismatch), "{what}");
        }
        let expected = signature.len();
        for length in [0, 1, expected - 1, expected + 1, 2 * expected, 100_000] {
            let wrong: Vec<u8> = signature.iter().copied().cycle().take(length).collect();
            let error = VerifyError::SignatureLength { expected, found: length };
            assert_eq!(verify(algorithm, key, MESSAGE, &wrong), Err(error), "{what}");
        }
    }
}

#[test]
fn a_signature_is_of_one_key_and_one_algorithm() {
    let same_thing = |one: JwsAlgorithm, other: JwsAlgorithm| {
        one == other || one.family() == Family::EdDsa && other.family() == Family::EdDsa
    };
    let mut tried = 0;
    for &(algorithm, key) in COMBINATIONS.iter() {
        let signature = sign(algorithm, key, MESSAGE).unwrap();
        for &(other, other_key) in COMBINATIONS.iter() {
            let same_key = other_key.thumbprint() == key.thumbprint();
            if same_key && same_thing(algorithm, other) {
                continue;
            }
            tried += 1;
            let found = verify(other, other_key, MESSAGE, &signature);
            assert!(found.is_err(), "{} of {:?} as {}", algorithm.name(), key.kind(), other.name());
        }
    }
    assert!(tried > 1000);
}

/// The sizes under 2,048 and over 8,192 bits and the sizes between go through different libraries.
#[test]
fn rsa_beyond_what_aws_lc_takes() {
    let key = data!("rsa8448.pkcs8.pem");
    assert_eq!(key.kind(), KeyKind::Rsa { bits: 8448 });
    for algorithm in [JwsAlgorithm::Rs256, JwsAlgorithm::Ps512] {
        let mut signature = sign(algorithm, &key, MESSAGE).unwrap();
        assert_eq!(verify(algorithm, &key, MESSAGE, &signature), Ok(()));
        signature[500] ^= 1;
        assert_eq!(verify(algorithm, &key, MESSAGE, &signature), Err(VerifyError::Mismatch));
    }
}

#[test]
fn hmac_is_that_of_another_library_for_every_length_of_secret() {
    for length in [0, 1, 31, 63, 64, 65, 127, 128, 129, 1000] {
        let bytes: Vec<u8> = (0..length).map(|i| i as u8).collect();
        let key = secret(&bytes);
        let expected = [
            (
                JwsAlgorithm::Hs256,
                Hmac::<Sha256>::new_from_slice(&bytes)
                    .unwrap()
                    .chain_update(MESSAGE)
                    .finalize()
                    .into_bytes()
                    .to_vec(),
            ),
            (
                JwsAlgorithm::Hs384,
                Hmac::<Sha384>::new_from_slice(&bytes)
                    .unwrap()
                    .chain_update(MESSAGE)
                    .finalize()
                    .into_bytes()
                    .to_vec(),
            ),
            (
                JwsAlgorithm::Hs512,
                Hmac::<Sha512>::new_from_slice(&bytes)
                    .unwrap()
                    .chain_update(MESSAGE)
                    .finalize()
                    .into_bytes()
                    .to_vec(),
            ),
        ];
        for (algorithm, expected) in expected {
            assert_eq!(sign(algorithm, &key, MESSAGE), Ok(expected.clone()), "{length} bytes");
            assert_eq!(verify(algorithm, &key, MESSAGE, &expected), Ok(()), "{length} bytes");
        }
    }
}

/// `(r, s)` and `(r, -s)` are both signatures: JOSE asks for neither.
#[test]
fn ecdsa_holds_with_either_s() {
    macro_rules! flip {
        ($library:ident, $signature:expr) => {{
            let signature = $library::ecdsa::Signature::from_slice(&$signature).unwrap();
            let flipped =
                $library::ecdsa::Signature::from_scalars(signature.r(), signature.s().neg()).unwrap();
            flipped.to_bytes().to_vec()
        }};
    }
    for key in PAIRS.iter() {
        let KeyKind::Ec(curve) = key.kind() else { continue };
        let algorithm = JwsAlgorithm::ALL.iter().copied().find(|alg| alg.curve() == Some(curve)).unwrap();
        let signature = sign(algorithm, key, MESSAGE).unwrap();
        let flipped = match curve {
            Curve::P256 => flip!(p256, signature),
            Curve::P384 => flip!(p384, signature),
            Curve::P521 => flip!(p521, signature),
            _ => flip!(k256, signature),
        };
        assert_ne!(flipped, signature);
        assert_eq!(verify(algorithm, key, MESSAGE, &flipped), Ok(()), "{curve:?}");
        assert!(verify(algorithm, key, b"other", &flipped).is_err(), "{curve:?}");
    }
}

/// CVE-2022-21449: zeros were a valid signature of everything. And other values out of range.
#[test]
fn ecdsa_numbers_out_of_range_are_no_signature() {
    for key in PAIRS.iter() {
        let KeyKind::Ec(curve) = key.kind() else { continue };
        let algorithm = JwsAlgorithm::ALL.iter().copied().find(|alg| alg.curve() == Some(curve)).unwrap();
        let half = curve.part_len();
        let real = sign(algorithm, key, MESSAGE).unwrap();
        let (r, s) = real.split_at(half);
        let (zero, ones) = (vec![0; half], vec![0xff; half]);
        let one = [vec![0; half - 1], vec![1]].concat();
        for (r, s) in [
            (&zero[..], &zero[..]),
            (&zero, s),
            (r, &zero),
            (&ones, &ones),
            (&ones, s),
            (r, &ones),
            (&one, &one),
            (s, r),
            (r, r),
        ] {
            let found = verify(algorithm, key, MESSAGE, &[r, s].concat());
            assert_eq!(found, Err(VerifyError::Mismatch), "{curve:?} {r:x?} {s:x?}");
        }
    }
}

/// Some issuers write `r` and `s` as an ASN.1 sequence: of the wrong length, mostly.
#[test]
fn ecdsa_in_der_is_of_the_wrong_length() {
    let key = data!("keys/ec-p256/pkcs8.pem");
    let raw = sign(JwsAlgorithm::Es256, &key, MESSAGE).unwrap();
    let der = p256::ecdsa::Signature::from_slice(&raw).unwrap().to_der();
    let found = verify(JwsAlgorithm::Es256, &key, MESSAGE, der.as_bytes());
    assert_eq!(found, Err(VerifyError::SignatureLength { expected: 64, found: der.as_bytes().len() }));
}

#[test]
fn garbage_behind_the_hash_is_no_rsa_signature() {
    for (modulus, root) in [
        (data!("keys/weak/rsa2048-e3.pkcs8.pem"), CUBE_ROOT_2048),
        (data!("rsa8448.pkcs8.pem"), CUBE_ROOT_8448),
    ] {
        let Material::Rsa(rsa) = &modulus.material else { panic!() };
        let key = Key::new("e3", Material::Rsa(RsaKey::public(rsa.n(), &[3]).unwrap()));
        let root = base64url::decode_strict(root).unwrap();
        let signature = [vec![0; rsa.n().len() - root.len()], root].concat();
        let found = verify(JwsAlgorithm::Rs256, &key, b"forged.token", &signature);
        assert_eq!(found, Err(VerifyError::Mismatch), "{} bits", rsa.bits());
    }
}

#[test]
fn rsa_keys_that_cannot_be_used_say_so() {
    let mut even = vec![0xc5; 256];
    *even.last_mut().unwrap() = 0xc4;
    for (n, e, fault) in [
        (even.clone(), vec![1, 0, 1], KeyFault::RsaEvenModulus),
        (vec![0xc5; 256], vec![1], KeyFault::RsaExponent),
        (vec![0xc5; 256], vec![2], KeyFault::RsaExponent),
        (vec![0xc5; 256], vec![1, 0, 0], KeyFault::RsaExponent),
        (vec![0xc5; 256], vec![2, 0, 0, 0, 1], KeyFault::RsaExponent),
        (vec![0xc5; 64], vec![0xc5; 64], KeyFault::RsaExponent),
    ] {
        let signature = vec![1; n.len()];
        let key = Key::new("odd", Material::Rsa(RsaKey::public(&n, &e).unwrap()));
        for algorithm in [JwsAlgorithm::Rs256, JwsAlgorithm::Ps512] {
            let found = verify(algorithm, &key, MESSAGE, &signature);
            assert_eq!(found, Err(VerifyError::Key(fault.clone())), "{e:x?}");
        }
    }
    // The largest exponent that is taken.
    let key =
        Key::new("large", Material::Rsa(RsaKey::public(&[0xc5; 256], &[1, 0xff, 0xff, 0xff, 0xff]).unwrap()));
    assert_eq!(verify(JwsAlgorithm::Rs256, &key, MESSAGE, &[1; 256]), Err(VerifyError::Mismatch));
}

/// A modulus too small for the hash, all signatures out of range, the largest modulus: no panic, no delay.
#[test]
fn rsa_at_its_limits() {
    let rsa =
        |len: usize| Key::new("rsa", Material::Rsa(RsaKey::public(&vec![0xc5; len], &[1, 0, 1]).unwrap()));
    for len in [64, 65, 100, 128, 255, 256, 1024, 1025, 2048] {
        for algorithm in JwsAlgorithm::ALL.iter().filter(|alg| rsa(len).fit_kind(**alg).is_ok()) {
            for byte in [0, 1, 0xc4, 0xc5, 0xff] {
                let found = verify(*algorithm, &rsa(len), MESSAGE, &vec![byte; len]);
                assert_eq!(found, Err(VerifyError::Mismatch), "{len} bytes of {byte:x}");
            }
        }
    }
}

#[test]
fn policy_of_the_key_is_not_mathematics() {
    let mut key = secret(b"secret");
    let signature = sign(JwsAlgorithm::Hs256, &key, MESSAGE).unwrap();
    key.key_use = Some("enc".to_owned());
    key.alg = Some("A128KW".to_owned());
    key.key_ops = Some(vec![]);
    assert_eq!(verify(JwsAlgorithm::Hs256, &key, MESSAGE, &signature), Ok(()));
}

#[test]
fn ed448_and_ml_dsa_hold_for_what_they_signed_and_for_nothing_else() {
    let ed448 = OkpKey::from_private(Curve::Ed448, SecretBytes::new(vec![5; 57])).unwrap();
    let mut cases = vec![
        (JwsAlgorithm::Ed448, Material::Okp(ed448.clone())),
        (JwsAlgorithm::EdDsa, Material::Okp(ed448)),
    ];
    for algorithm in [JwsAlgorithm::MlDsa44, JwsAlgorithm::MlDsa65, JwsAlgorithm::MlDsa87] {
        let key = AkpKey::from_seed(algorithm, SecretBytes::new(vec![5; 32])).unwrap();
        cases.push((algorithm, Material::Akp(key)));
    }
    for (algorithm, material) in cases {
        let name = algorithm.name();
        let key = Key::new("k", material);
        let signature = sign(algorithm, &key, MESSAGE).unwrap();
        assert_eq!(verify(algorithm, &key.to_public().unwrap(), MESSAGE, &signature), Ok(()), "{name}");
        assert_eq!(verify(algorithm, &key, b"another", &signature), Err(VerifyError::Mismatch), "{name}");
        for at in (0..signature.len()).step_by(97) {
            let mut changed = signature.clone();
            changed[at] ^= 1;
            assert_eq!(verify(algorithm, &key, MESSAGE, &changed), Err(VerifyError::Mismatch), "{name} {at}");
        }
        let short = verify(algorithm, &key, MESSAGE, &signature[1..]);
        assert!(matches!(short, Err(VerifyError::SignatureLength { .. })), "{name}");
        let public = key.to_public().unwrap();
        assert_eq!(sign(algorithm, &public, MESSAGE), Err(SignError::NoPrivatePart), "{name}");
    }
}

#[test]
fn a_key_of_another_curve_or_level_is_unfit() {
    let ed448 = OkpKey::from_private(Curve::Ed448, SecretBytes::new(vec![5; 57])).unwrap();
    let x25519 = OkpKey::public(Curve::X25519, &[5; 32]).unwrap();
    let ml_dsa = AkpKey::from_seed(JwsAlgorithm::MlDsa44, SecretBytes::new(vec![5; 32])).unwrap();
    for (algorithm, material) in [
        (JwsAlgorithm::Ed25519, Material::Okp(ed448)),
        (JwsAlgorithm::EdDsa, Material::Okp(x25519)),
        (JwsAlgorithm::MlDsa65, Material::Akp(ml_dsa)),
        (JwsAlgorithm::MlDsa44, Material::Secret(SecretBytes::new(b"x".to_vec()))),
    ] {
        let key = Key::new("k", material);
        assert!(matches!(verify(algorithm, &key, MESSAGE, &[0; 64]), Err(VerifyError::Unfit(_))));
        assert!(matches!(sign(algorithm, &key, MESSAGE), Err(SignError::Unfit(_))));
    }
}

#[test]
fn nothing_is_signed_without_a_private_part_or_room() {
    let public = data!("keys/rsa2048/spki.pem");
    assert_eq!(sign(JwsAlgorithm::Rs256, &public, MESSAGE), Err(SignError::NoPrivatePart));
    let public = data!("keys/ed25519/spki.der");
    assert_eq!(sign(JwsAlgorithm::EdDsa, &public, MESSAGE), Err(SignError::NoPrivatePart));
    let public = data!("keys/ec-p521/spki.pem");
    assert_eq!(sign(JwsAlgorithm::Es512, &public, MESSAGE), Err(SignError::NoPrivatePart));
    let small = data!("keys/weak/rsa512.pkcs1.pem");
    for algorithm in [JwsAlgorithm::Rs512, JwsAlgorithm::Ps256, JwsAlgorithm::Ps384, JwsAlgorithm::Ps512] {
        assert_eq!(sign(algorithm, &small, MESSAGE), Err(SignError::KeyTooSmall), "{}", algorithm.name());
    }
    let unfit = sign(JwsAlgorithm::Es256, &small, MESSAGE);
    assert!(matches!(unfit, Err(SignError::Unfit(_))));
}

/// RFC 8037, appendix A.4.
#[test]
fn ed25519_signs_as_the_standard_prints() {
    let jwk = br#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                   "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let signature =
        sign(JwsAlgorithm::EdDsa, &file(jwk), b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
    let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(base64url::encode(&signature.unwrap()), expected);
}

#[test]
fn ten_megabytes_are_no_trouble() {
    let mut message = vec![b'a'; 10 << 20];
    for (algorithm, key) in [
        (JwsAlgorithm::Hs256, secret(b"k")),
        (JwsAlgorithm::Es512, data!("keys/ec-p521/pkcs8.pem")),
        (JwsAlgorithm::Rs256, data!("keys/weak/rsa1024.pkcs8.pem")),
        (JwsAlgorithm::EdDsa, data!("keys/ed25519/pkcs8.pem")),
    ] {
        let signature = sign(algorithm, &key, &message).unwrap();
        assert_eq!(verify(algorithm, &key, &message, &signature), Ok(()));
        message[5 << 20] ^= 1;
        assert_eq!(verify(algorithm, &key, &message, &signature), Err(VerifyError::Mismatch));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_can_be_signed_and_any_changed_bit_is_seen(
        combination in any::<prop::sample::Index>(),
        text in prop::collection::vec(any::<u8>(), 1..300),
        bit in any::<prop::sample::Index>(),
        in_signature in any::<bool>(),
    ) {
        let (algorithm, key) = combination.get(&COMBINATIONS);
        let signature = sign(*algorithm, key, &text).unwrap();
        prop_assert_eq!(verify(*algorithm, key, &text, &signature), Ok(()));
        let (mut text, mut signature) = (text, signature);
        let changed = if in_signature { &mut signature } else { &mut text };
        let bit = bit.index(changed.len() * 8);
        changed[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(verify(*algorithm, key, &text, &signature).is_err());
    }

    #[test]
    fn any_signature_is_answered(
        combination in any::<prop::sample::Index>(),
        signature in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let (algorithm, key) = combination.get(&COMBINATIONS);
        prop_assert!(verify(*algorithm, key, MESSAGE, &signature).is_err());
    }
}
