//! Looking at RSA moduli for what makes them easy to factor. Public numbers only: nothing here is secret.

use std::sync::LazyLock;

use crypto_bigint::{BoxedUint, Gcd as _, Odd};

/// Trial division goes up to here: what is found by it, anyone finds in a moment.
const LARGEST_FACTOR: u32 = 1_000;

static SMALL_PRIMES: LazyLock<Vec<u32>> =
    LazyLock::new(|| (2..LARGEST_FACTOR).filter(|number| is_prime(*number)).collect());

/// The primes whose residues the ROCA fingerprint looks at (CVE-2017-15361): those that divide the number of which
/// the flawed library made every prime of 512-bit keys; those of larger keys divide by more.
const ROCA_PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// The least prime below a thousand that divides the modulus.
pub fn small_factor(modulus: &[u8]) -> Option<u32> {
    let divides = |prime: &&u32| remainder(modulus, **prime) == 0;
    SMALL_PRIMES.iter().find(divides).copied()
}

/// Whether every residue is a power of 65,537, as only the flawed Infineon library makes them.
pub fn has_roca(modulus: &[u8]) -> bool {
    ROCA_PRIMES.iter().all(|&prime| is_power(remainder(modulus, prime), 65_537 % prime, prime))
}

/// Whether two different moduli have a factor in common: then both are broken.
pub fn share_factor(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return false;
    }
    let number = |bytes| BoxedUint::from_be_slice_vartime(bytes);
    let Some(odd) = Option::<Odd<BoxedUint>>::from(Odd::new(number(one))) else { return false };
    odd.gcd_vartime(&number(other)).as_ref() != &BoxedUint::one()
}

fn remainder(number: &[u8], divisor: u32) -> u32 {
    let divisor = u64::from(divisor);
    let step =
        |rest: u64, word: &[u8]| word.iter().fold(rest, |rest, &byte| rest << 8 | u64::from(byte)) % divisor;
    // Four bytes at once: a rest is below 2^32.
    let (head, words) = number.split_at(number.len() % 4);
    words.chunks(4).fold(step(0, head), step) as u32
}

/// For numbers up to [`LARGEST_FACTOR`], whose square root is 32.
fn is_prime(number: u32) -> bool {
    (2..100).take_while(|divisor| divisor * divisor <= number).all(|divisor| !number.is_multiple_of(divisor))
}

fn is_power(value: u32, base: u32, prime: u32) -> bool {
    let powers = std::iter::successors(Some(1), |power| Some(power * base % prime));
    powers.take(prime as usize).any(|power| power == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Big-endian bytes of a product.
    fn product(factors: &[u32]) -> Vec<u8> {
        let mut bytes = vec![1_u8];
        for &factor in factors {
            let mut carry = 0_u64;
            for byte in bytes.iter_mut().rev() {
                carry += u64::from(*byte) * u64::from(factor);
                *byte = carry as u8;
                carry >>= 8;
            }
            while carry > 0 {
                bytes.insert(0, carry as u8);
                carry >>= 8;
            }
        }
        bytes
    }

    #[test]
    fn factors_below_a_thousand_are_found() {
        for (factors, least) in [
            (&[2, 65_537][..], Some(2)),
            (&[997, 65_537, 65_537, 65_537], Some(997)),
            (&[3, 5, 7], Some(3)),
            (&[1_009, 65_537], None),
            (&[65_537; 60], None),
            (&[4_294_967_291; 4], None),
        ] {
            assert_eq!(small_factor(&product(factors)), least, "{factors:?}");
        }
    }

    #[test]
    fn roca_is_powers_of_65537_everywhere() {
        assert!(has_roca(&product(&[65_537; 63])));
        assert!(has_roca(&product(&[65_537; 100])));
        let honest = include_bytes!("../../tests/data/keys/rsa2048/spki.der");
        assert!(!has_roca(&honest[33..289]));
        assert!(!has_roca(&product(&[65_539; 63])));
        assert!(!has_roca(&product(&[3, 65_537, 65_537])));
    }

    #[test]
    fn a_common_factor_is_found_between_different_numbers_only() {
        let (a, b, c) = (4_294_967_291, 4_294_967_279, 4_294_967_231);
        let n = |factors: &[u32]| product(factors);
        assert!(share_factor(&n(&[a, b]), &n(&[a, c])));
        assert!(share_factor(&n(&[b, a]), &n(&[c, b, c, c, c, c])));
        assert!(!share_factor(&n(&[a, b]), &n(&[a, b])));
        assert!(!share_factor(&n(&[a, a]), &n(&[c, b])));
        assert!(!share_factor(&n(&[2, a]), &n(&[4, a])), "even moduli are told by their small factor");
    }
}
