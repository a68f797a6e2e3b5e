//! New keys. Randomness is a parameter, and a search for primes can be cancelled.

use std::convert::Infallible;

use crypto_primes::hazmat::{SetBits, SmallFactorsSieveFactory};
use crypto_primes::{Flavor, is_prime, sieve_and_find};
use rsa::BoxedUint;
use rsa::rand_core::{TryCryptoRng, TryRng};
use thiserror::Error;
use zeroize::Zeroizing;

use super::akp::AkpKey;
use super::algorithm::{Curve, JwsAlgorithm};
use super::ec::EcKey;
use super::fault::KeyFault;
use super::key::{Key, Material};
use super::okp::OkpKey;
use super::rsa_key::RsaKey;
use super::secret::SecretBytes;

/// What key to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeySpec {
    /// RSA with this modulus.
    Rsa(RsaSize),
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// The curve of Bitcoin.
    Secp256k1,
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// X25519, for encryption.
    X25519,
    /// A secret of 256 bits.
    Hs256,
    /// A secret of 384 bits.
    Hs384,
    /// A secret of 512 bits.
    Hs512,
    /// ML-DSA-44.
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

/// The size of a new RSA modulus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RsaSize {
    /// 2048 bits: good enough until 2030.
    Bits2048,
    /// 3072 bits.
    Bits3072,
    /// 4096 bits.
    Bits4096,
}

/// Why there is no new key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GenerateError {
    /// The person did not want to wait any longer.
    #[error("cancelled")]
    Cancelled,
    /// The system gave no random bytes.
    #[error("no randomness")]
    NoRandomness,
    /// What was made is no key: the random bytes are not random.
    #[error("no key came of it: {0}")]
    Fault(#[from] KeyFault),
}

/// Fills a buffer with random bytes; `false` where the system has none.
pub type Random = fn(&mut [u8]) -> bool;

impl RsaSize {
    /// In bits.
    pub const fn bits(self) -> u32 {
        match self {
            Self::Bits2048 => 2048,
            Self::Bits3072 => 3072,
            Self::Bits4096 => 4096,
        }
    }
}

impl KeySpec {
    /// Everything that can be made, in the order in which it is offered.
    pub const ALL: [Self; 16] = [
        Self::Rsa(RsaSize::Bits2048),
        Self::Rsa(RsaSize::Bits3072),
        Self::Rsa(RsaSize::Bits4096),
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Secp256k1,
        Self::Ed25519,
        Self::Ed448,
        Self::X25519,
        Self::Hs256,
        Self::Hs384,
        Self::Hs512,
        Self::MlDsa44,
        Self::MlDsa65,
        Self::MlDsa87,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa(RsaSize::Bits2048) => "rsa-2048",
            Self::Rsa(RsaSize::Bits3072) => "rsa-3072",
            Self::Rsa(RsaSize::Bits4096) => "rsa-4096",
            Self::P256 => "p-256",
            Self::P384 => "p-384",
            Self::P521 => "p-521",
            Self::Secp256k1 => "secp256k1",
            Self::Ed25519 => "ed25519",
            Self::Ed448 => "ed448",
            Self::X25519 => "x25519",
            Self::Hs256 => "hs256",
            Self::Hs384 => "hs384",
            Self::Hs512 => "hs512",
            Self::MlDsa44 => "ml-dsa-44",
            Self::MlDsa65 => "ml-dsa-65",
            Self::MlDsa87 => "ml-dsa-87",
        }
    }

    /// By its name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|spec| spec.name() == name)
    }

    /// What to make for that algorithm: the smallest that is good enough; `None` where keys for it are not made here.
    pub fn of(algorithm: JwsAlgorithm) -> Option<Self> {
        let usual = |spec: &&Self| spec.algorithms().first() == Some(&algorithm);
        let can = |spec: &&Self| spec.algorithms().contains(&algorithm);
        Self::ALL.iter().find(usual).or_else(|| Self::ALL.iter().find(can)).copied()
    }

    /// The signature algorithms that the key can be for, the usual one first. None for X25519.
    pub const fn algorithms(self) -> &'static [JwsAlgorithm] {
        use JwsAlgorithm as A;
        match self {
            Self::Rsa(_) => &[A::Rs256, A::Rs384, A::Rs512, A::Ps256, A::Ps384, A::Ps512],
            Self::P256 => &[A::Es256],
            Self::P384 => &[A::Es384],
            Self::P521 => &[A::Es512],
            Self::Secp256k1 => &[A::Es256k],
            Self::Ed25519 => &[A::EdDsa, A::Ed25519],
            Self::Ed448 => &[A::EdDsa, A::Ed448],
            Self::X25519 => &[],
            Self::Hs256 => &[A::Hs256],
            Self::Hs384 => &[A::Hs384, A::Hs256],
            Self::Hs512 => &[A::Hs512, A::Hs384, A::Hs256],
            Self::MlDsa44 => &[A::MlDsa44],
            Self::MlDsa65 => &[A::MlDsa65],
            Self::MlDsa87 => &[A::MlDsa87],
        }
    }
}

/// Makes a key: its name is that of the kind, its `kid` the thumbprint (RFC 7638), its `alg` the usual one, its
/// `use` what it can be for.
///
/// RSA takes from tenths of a second to seconds: for a job. `cancelled` is asked before every test of a prime, so
/// that a cancelled search ends within milliseconds.
pub fn generate(spec: KeySpec, random: Random, cancelled: &dyn Fn() -> bool) -> Result<Key, GenerateError> {
    let material = match spec {
        KeySpec::Rsa(size) => Material::Rsa(rsa(size, random, cancelled)?),
        KeySpec::P256 => on_curve(Curve::P256, random)?,
        KeySpec::P384 => on_curve(Curve::P384, random)?,
        KeySpec::P521 => on_curve(Curve::P521, random)?,
        KeySpec::Secp256k1 => on_curve(Curve::Secp256k1, random)?,
        KeySpec::Ed25519 => on_curve(Curve::Ed25519, random)?,
        KeySpec::Ed448 => on_curve(Curve::Ed448, random)?,
        KeySpec::X25519 => on_curve(Curve::X25519, random)?,
        KeySpec::Hs256 => Material::Secret(bytes(32, random)?),
        KeySpec::Hs384 => Material::Secret(bytes(48, random)?),
        KeySpec::Hs512 => Material::Secret(bytes(64, random)?),
        KeySpec::MlDsa44 => akp(JwsAlgorithm::MlDsa44, random)?,
        KeySpec::MlDsa65 => akp(JwsAlgorithm::MlDsa65, random)?,
        KeySpec::MlDsa87 => akp(JwsAlgorithm::MlDsa87, random)?,
    };
    let mut key = Key::new(spec.name(), material);
    key.kid = key.thumbprint();
    key.alg = spec.algorithms().first().map(|algorithm| algorithm.name().to_owned());
    key.key_use = Some(if spec == KeySpec::X25519 { "enc" } else { "sig" }.to_owned());
    Ok(key)
}

fn bytes(length: usize, random: Random) -> Result<SecretBytes, GenerateError> {
    let mut bytes = Zeroizing::new(vec![0; length]);
    if random(&mut bytes) { Ok(bytes.into()) } else { Err(GenerateError::NoRandomness) }
}

/// A new key pair on any curve.
pub(super) fn on_curve(curve: Curve, random: Random) -> Result<Material, GenerateError> {
    if curve.is_ec() { ec(curve, random) } else { okp(curve, random) }
}

fn okp(curve: Curve, random: Random) -> Result<Material, GenerateError> {
    Ok(Material::Okp(OkpKey::from_private(curve, bytes(curve.part_len(), random)?)?))
}

fn akp(algorithm: JwsAlgorithm, random: Random) -> Result<Material, GenerateError> {
    Ok(Material::Akp(AkpKey::from_seed(algorithm, bytes(32, random)?)?))
}

/// Draws again what is not below the order (FIPS 186-5, A.2.2), so that every scalar is as likely.
fn ec(curve: Curve, random: Random) -> Result<Material, GenerateError> {
    // All curves fail less than once in four billion; that often in a row only without randomness.
    const ATTEMPTS: usize = 64;
    for _ in 0..ATTEMPTS {
        let mut scalar = Zeroizing::new(vec![0; curve.part_len()]);
        if !random(&mut scalar) {
            return Err(GenerateError::NoRandomness);
        }
        if curve == Curve::P521
            && let Some(first) = scalar.first_mut()
        {
            // 521 bits: one in the first byte.
            *first &= 1;
        }
        match EcKey::from_private(curve, scalar.into()) {
            Err(KeyFault::ScalarRange(_)) => {}
            made => return Ok(Material::Ec(made?)),
        }
    }
    Err(GenerateError::NoRandomness)
}

fn rsa(size: RsaSize, random: Random, cancelled: &dyn Fn() -> bool) -> Result<RsaKey, GenerateError> {
    let mut source = Source { random, cancelled, stopped: None };
    let p = prime(size.bits() / 2, &mut source)?;
    let q = prime(size.bits() / 2, &mut source)?;
    Ok(RsaKey::from_primes(p, q)?)
}

/// A random prime with its two highest bits set, so that two of them make a modulus of the full size.
fn prime(bits: u32, source: &mut Source<'_>) -> Result<BoxedUint, GenerateError> {
    let no_prime = || GenerateError::Fault(KeyFault::RsaPrivate);
    let factory = SmallFactorsSieveFactory::<BoxedUint>::new(Flavor::Any, bits, SetBits::TwoMsb)
        .map_err(|_| no_prime())?;
    // A stopped search says of any number that it is prime: there is no other way out of the loop.
    let found = sieve_and_find(source, factory, |source, candidate| {
        source.must_stop() || is_prime(Flavor::Any, candidate)
    });
    match &source.stopped {
        Some(why) => Err(why.clone()),
        None => found.ok().flatten().ok_or_else(no_prime),
    }
}

/// The randomness that the search draws from. The trait knows no failure, so it is kept here.
struct Source<'a> {
    random: Random,
    cancelled: &'a dyn Fn() -> bool,
    stopped: Option<GenerateError>,
}

impl Source<'_> {
    fn must_stop(&mut self) -> bool {
        if self.stopped.is_none() && (self.cancelled)() {
            self.stopped = Some(GenerateError::Cancelled);
        }
        self.stopped.is_some()
    }
}

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        if !(self.random)(bytes) {
            self.stopped = Some(GenerateError::NoRandomness);
        }
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn random(bytes: &mut [u8]) -> bool {
        getrandom::fill(bytes).is_ok()
    }

    fn never() -> bool {
        false
    }

    fn made(spec: KeySpec) -> Key {
        generate(spec, random, &never).unwrap()
    }

    #[test]
    fn every_kind_is_made_and_fits_what_it_is_for() {
        for spec in KeySpec::ALL {
            if matches!(spec, KeySpec::Rsa(RsaSize::Bits3072 | RsaSize::Bits4096)) {
                continue;
            }
            let key = made(spec);
            let name = spec.name();
            assert!(key.has_private(), "{name}");
            assert_eq!(key.kid, key.thumbprint(), "{name}");
            for (index, algorithm) in spec.algorithms().iter().enumerate() {
                assert!(key.fit_kind(*algorithm).is_ok(), "{name} {algorithm:?}");
                assert_eq!(index == 0, key.alg.as_deref() == Some(algorithm.name()), "{name}");
            }
            if let Some(first) = spec.algorithms().first() {
                assert_eq!(key.fit(*first), Ok(()), "{name}");
            }
            assert_eq!(key.key_use.as_deref(), Some(if name == "x25519" { "enc" } else { "sig" }));
            assert_ne!(key, made(spec), "two of {name} are the same");
            assert_eq!(KeySpec::from_name(name), Some(spec));
        }
        for unknown in ["", "RSA-2048", "rsa-1024", "p256", "x448"] {
            assert_eq!(KeySpec::from_name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn rsa_has_the_size_and_exponent_that_were_asked_for() {
        for size in [RsaSize::Bits2048, RsaSize::Bits3072, RsaSize::Bits4096] {
            let Material::Rsa(key) = made(KeySpec::Rsa(size)).material else { panic!("no RSA key") };
            assert_eq!(key.bits(), size.bits() as usize);
            assert_eq!(key.e(), [1, 0, 1]);
            assert!(key.private().is_some());
        }
    }

    fn repeatable(buffer: &mut [u8]) -> bool {
        thread_local! { static STATE: Cell<u64> = const { Cell::new(1) } }
        for byte in buffer {
            // Numbers as Knuth has them in his MMIX.
            let step = |state: u64| {
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)
            };
            STATE.set(step(STATE.get()));
            *byte = (STATE.get() >> 56) as u8;
        }
        true
    }

    #[test]
    fn a_cancelled_search_ends_at_the_next_candidate() {
        for allowed in [0, 1, 5, 20] {
            let asked = Cell::new(0);
            let cancelled = || {
                asked.set(asked.get() + 1);
                asked.get() > allowed
            };
            // The same numbers in each run: with others, two primes are found before the twentieth once in a while.
            let key = generate(KeySpec::Rsa(RsaSize::Bits4096), repeatable, &cancelled);
            assert_eq!(key, Err(GenerateError::Cancelled));
            assert_eq!(asked.get(), allowed + 1);
        }
    }

    #[test]
    fn without_randomness_there_is_no_key() {
        for spec in KeySpec::ALL {
            let key = generate(spec, |_| false, &never);
            assert_eq!(key, Err(GenerateError::NoRandomness), "{}", spec.name());
        }
    }

    #[test]
    fn bytes_that_are_not_random_make_no_weak_rsa_or_ec_key() {
        let zeros: Random = |bytes| {
            bytes.fill(0);
            true
        };
        assert!(generate(KeySpec::P256, zeros, &never).is_err());
        // The same prime twice.
        assert!(generate(KeySpec::Rsa(RsaSize::Bits2048), zeros, &never).is_err());
        let ones: Random = |bytes| {
            bytes.fill(0xff);
            true
        };
        for spec in [KeySpec::P256, KeySpec::P384, KeySpec::P521, KeySpec::Secp256k1] {
            assert!(generate(spec, ones, &never).is_err(), "{}", spec.name());
        }
    }
}
