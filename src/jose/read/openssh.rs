//! Private keys of OpenSSH, `openssh-key-v1`: plain, or encrypted with a key that bcrypt makes of a password.

use ssh_key::{Cipher, Kdf};
use zeroize::Zeroizing;

use super::Found;
use super::collect::Collector;
use super::error::{Format, ReadError};
use super::protect::Unlock;
use super::ssh::{self, Wire};
use crate::jose::fault::KeyFault;
use crate::jose::key::Material;
use crate::jose::note::{KeyNote, fit_length, join};
use crate::jose::secret::SecretBytes;

/// What the bytes begin with.
pub(super) const MAGIC: &[u8] = b"openssh-key-v1\0";

const FORMAT: Format = Format::OpenSshPrivate;
const DAMAGED: ReadError = ReadError::Damaged(FORMAT);

/// How many rounds of a hash one of bcrypt takes as long as.
const ROUNDS_OF_BCRYPT: u64 = 5_000;
/// The most keys in one file; OpenSSH writes one.
const MAX_KEYS: u32 = 64;

/// Adds the keys of a file, and answers whether it was encrypted. The comment becomes the name.
pub(super) fn read(
    collector: &mut Collector<'_>,
    bytes: &[u8],
    unlock: &Unlock<'_>,
) -> Result<bool, ReadError> {
    let mut wire = Wire(bytes.strip_prefix(MAGIC).ok_or(DAMAGED)?);
    let cipher = wire.text().ok_or(DAMAGED)?;
    let kdf = wire.text().ok_or(DAMAGED)?;
    let kdf_options = wire.string().ok_or(DAMAGED)?;
    let count = wire.number().filter(|count| (1..=MAX_KEYS).contains(count)).ok_or(DAMAGED)?;
    for _ in 0..count {
        wire.string().ok_or(DAMAGED)?;
    }
    let private = wire.string().ok_or(DAMAGED)?;
    let is_encrypted = cipher != "none";
    let plain = if is_encrypted {
        decrypt(private, wire.0, cipher, kdf, kdf_options, unlock)?
    } else {
        Zeroizing::new(private.to_vec())
    };
    let mut wire = Wire(&plain);
    let (one, other) = (wire.number().ok_or(DAMAGED)?, wire.number().ok_or(DAMAGED)?);
    if one != other {
        return Err(if is_encrypted { ReadError::WrongPassword(FORMAT) } else { DAMAGED });
    }
    for _ in 0..count {
        let mut notes = Vec::new();
        let material = read_pair(&mut wire, &mut notes)?;
        let comment = wire.string().ok_or(DAMAGED)?;
        let comment = String::from_utf8_lossy(comment).into_owned();
        collector.add_found(Found { material, alg: None, notes }, Some(comment));
    }
    Ok(is_encrypted)
}

fn decrypt(
    private: &[u8],
    tag: &[u8],
    cipher: &str,
    kdf: &str,
    kdf_options: &[u8],
    unlock: &Unlock<'_>,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let unknown = |name: &str| ReadError::UnknownProtection(name.to_owned());
    if kdf != "bcrypt" {
        return Err(unknown(kdf));
    }
    let name = cipher;
    let cipher = Cipher::new(name).map_err(|_| unknown(name))?;
    let mut options = Wire(kdf_options);
    let salt = options.string().ok_or(DAMAGED)?.to_vec();
    let rounds = options.number().filter(|rounds| *rounds > 0).ok_or(DAMAGED)?;
    unlock.spend(u64::from(rounds).saturating_mul(ROUNDS_OF_BCRYPT), 0)?;
    let password = unlock.password(FORMAT)?;
    // bcrypt has no empty password, and OpenSSH encrypts nothing with one.
    let (key, iv) = Kdf::Bcrypt { salt, rounds }
        .derive_key_and_iv(cipher, password)
        .map_err(|_| ReadError::WrongPassword(FORMAT))?;
    let tag = if cipher.has_tag() { Some(tag.try_into().map_err(|_| DAMAGED)?) } else { None };
    let mut plain = Zeroizing::new(private.to_vec());
    match cipher.decrypt(&key, &iv, &mut plain, tag) {
        Ok(()) => Ok(plain),
        Err(_) if cipher.has_tag() => Err(ReadError::WrongPassword(FORMAT)),
        Err(_) if private.len().is_multiple_of(cipher.block_size()) => Err(unknown(name)),
        Err(_) => Err(DAMAGED),
    }
}

/// A type, its public and private numbers, as one after the other.
fn read_pair(wire: &mut Wire<'_>, notes: &mut Vec<KeyNote>) -> Result<Material, ReadError> {
    let kind = Wire(wire.0).text().ok_or(DAMAGED)?;
    if kind == "ssh-rsa" {
        wire.string().ok_or(DAMAGED)?;
        let mut next = || wire.mpint().ok_or(DAMAGED);
        let public = crate::jose::RsaKey::public(next()?, next()?)?;
        let (exponent, _coefficient) = (next()?, next()?);
        let pair = public.clone().with_private(exponent, Some((next()?, next()?)));
        return Ok(Material::Rsa(join(public, pair, notes)));
    }
    Ok(match ssh::public(wire, FORMAT)? {
        Material::Ec(public) => {
            let scalar = wire.mpint().ok_or(DAMAGED)?;
            // A number in SSH has no leading zeros: these are no repair.
            let scalar = fit_length(scalar, public.curve().part_len(), "d", &mut Vec::new());
            Material::Ec(join(public.clone(), public.with_private(scalar.into()), notes))
        }
        Material::Okp(public) => {
            // Seed and public key in a row.
            let both = wire.string().ok_or(DAMAGED)?;
            let seed = both.get(..public.curve().part_len()).unwrap_or(both);
            let pair = public.clone().with_private(SecretBytes::new(seed.to_vec()));
            Material::Okp(join(public, pair, notes))
        }
        _ => return Err(KeyFault::UnknownType(kind.to_owned()).into()),
    })
}
