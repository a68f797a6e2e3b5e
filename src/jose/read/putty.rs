//! PuTTY's private keys, `.ppk` of the formats 2 and 3 (PuTTY manual, appendix C), plain or encrypted.
//!
//! The MAC tells a wrong password from a damaged file, and that nobody changed the public part.

use argon2::{Algorithm, Argon2, Params, Version};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt as _, KeyIvInit as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::collect::Collector;
use super::error::{Format, Legacy, ReadError};
use super::protect::Unlock;
use super::ssh::{self, Wire};
use super::{Found, KeyFile, sniff};
use crate::jose::fault::KeyFault;
use crate::jose::key::Material;
use crate::jose::note::{KeyNote, fit_length, join};
use crate::jose::secret::SecretBytes;

/// What the file begins with.
pub(super) const MAGIC: &str = "PuTTY-User-Key-File-";

const FORMAT: Format = Format::Putty;
const DAMAGED: ReadError = ReadError::Damaged(FORMAT);

/// How many rounds of a hash one pass of Argon2 over a MiB takes as long as.
const ROUNDS_OF_MIB: u64 = 3_000;

/// Reads a file. The comment becomes the name.
pub(super) fn read(body: &str, name: &str, unlock: &Unlock<'_>) -> Result<KeyFile, ReadError> {
    let file = File::parse(body)?;
    let keys = file.keys(unlock)?;
    let plain = file.decrypted(keys.as_ref())?;
    let is_encrypted = keys.is_some();
    if !file.mac_matches(keys.as_ref(), &plain) {
        return Err(if is_encrypted { ReadError::WrongPassword(FORMAT) } else { DAMAGED });
    }
    let public = ssh::public(&mut Wire(&file.public), FORMAT)?;
    let mut notes = Vec::new();
    let material = with_private(public, &plain, &mut notes)?;
    let mut collector = Collector::new(name, unlock);
    collector.add_found(Found { material, alg: None, notes }, Some(file.field("Comment").to_owned()));
    collector.add_legacy((is_encrypted && file.version == 2).then_some(Legacy::Putty2));
    Ok(collector.finish(FORMAT))
}

struct File<'a> {
    version: u8,
    kind: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    public: Zeroizing<Vec<u8>>,
    /// Encrypted, if it is.
    private: Zeroizing<Vec<u8>>,
}

/// What a password is made into.
struct Keys {
    key: Zeroizing<Vec<u8>>,
    iv: [u8; 16],
    mac: Zeroizing<Vec<u8>>,
}

impl<'a> File<'a> {
    fn parse(body: &'a str) -> Result<Self, ReadError> {
        let mut lines = body.lines().map(str::trim_end);
        let (version, kind) =
            lines.next().and_then(|line| line.strip_prefix(MAGIC)?.split_once(": ")).ok_or(DAMAGED)?;
        let version = match version {
            "2" => 2,
            "3" => 3,
            _ => return Err(ReadError::Unsupported(FORMAT)),
        };
        let mut file = Self {
            version,
            kind,
            fields: Vec::new(),
            public: Zeroizing::default(),
            private: Zeroizing::default(),
        };
        while let Some(line) = lines.next() {
            if line.is_empty() {
                continue;
            }
            let (name, value) = line.split_once(':').ok_or(DAMAGED)?;
            let value = value.strip_prefix(' ').unwrap_or(value);
            let target = match name {
                "Public-Lines" => &mut file.public,
                "Private-Lines" => &mut file.private,
                _ => {
                    file.fields.push((name, value));
                    continue;
                }
            };
            let count: usize = value.parse().map_err(|_| DAMAGED)?;
            let text: Zeroizing<String> = Zeroizing::new(lines.by_ref().take(count).collect());
            *target = sniff::base64(&text).ok_or(DAMAGED)?;
        }
        if file.public.is_empty() || file.private.is_empty() { Err(DAMAGED) } else { Ok(file) }
    }

    /// The value of a field; empty if it is not there.
    fn field(&self, name: &str) -> &'a str {
        self.fields.iter().find(|(found, _)| *found == name).map_or("", |(_, value)| *value)
    }

    fn number(&self, name: &str) -> Result<u32, ReadError> {
        self.field(name).parse().map_err(|_| DAMAGED)
    }

    /// What the password is made into; `None` if the file is not encrypted.
    fn keys(&self, unlock: &Unlock<'_>) -> Result<Option<Keys>, ReadError> {
        match self.field("Encryption") {
            "none" => return Ok(None),
            "aes256-cbc" => {}
            unknown => return Err(ReadError::UnknownProtection(unknown.to_owned())),
        }
        if self.version == 2 {
            let password = unlock.password(FORMAT)?;
            let half = |number: u8| {
                Sha1::new().chain_update([0, 0, 0, number]).chain_update(password.as_bytes()).finalize()
            };
            let mut key = Zeroizing::new([half(0), half(1)].concat());
            key.truncate(32);
            return Ok(Some(Keys { key, iv: [0; 16], mac: mac_key_2(password) }));
        }
        let name = self.field("Key-Derivation");
        let algorithm = match name {
            "Argon2id" => Algorithm::Argon2id,
            "Argon2i" => Algorithm::Argon2i,
            "Argon2d" => Algorithm::Argon2d,
            _ => return Err(ReadError::UnknownProtection(name.to_owned())),
        };
        let (memory, passes) = (self.number("Argon2-Memory")?, self.number("Argon2-Passes")?);
        let params =
            Params::new(memory, passes, self.number("Argon2-Parallelism")?, None).map_err(|_| DAMAGED)?;
        let memory = u64::from(memory) * 1024;
        let rounds = (memory >> 20).max(1).saturating_mul(u64::from(passes)).saturating_mul(ROUNDS_OF_MIB);
        unlock.spend(rounds, memory)?;
        let salt = sniff::hex(self.field("Argon2-Salt")).ok_or(DAMAGED)?;
        let password = unlock.password(FORMAT)?;
        let mut made = Zeroizing::new(vec![0; 80]);
        Argon2::new(algorithm, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &salt, &mut made)
            .map_err(|_| DAMAGED)?;
        let (key, rest) = made.split_at_checked(32).ok_or(DAMAGED)?;
        let (iv, mac) = rest.split_at_checked(16).ok_or(DAMAGED)?;
        let iv = iv.try_into().map_err(|_| DAMAGED)?;
        Ok(Some(Keys { key: Zeroizing::new(key.to_vec()), iv, mac: Zeroizing::new(mac.to_vec()) }))
    }

    fn decrypted(&self, keys: Option<&Keys>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let mut plain = self.private.clone();
        if let Some(keys) = keys {
            // Filled up with random bytes, which the MAC covers and the numbers before do not need.
            cbc::Decryptor::<aes::Aes256>::new_from_slices(&keys.key, &keys.iv)
                .map_err(|_| DAMAGED)?
                .decrypt_padded::<NoPadding>(&mut plain)
                .map_err(|_| DAMAGED)?;
        }
        Ok(plain)
    }

    fn mac_matches(&self, keys: Option<&Keys>, plain: &[u8]) -> bool {
        let Some(expected) = sniff::hex(self.field("Private-MAC")) else { return false };
        let mut signed = Zeroizing::new(Vec::with_capacity(plain.len() + self.public.len() + 256));
        let head = [self.kind, self.field("Encryption"), self.field("Comment")].map(str::as_bytes);
        for part in head.into_iter().chain([self.public.as_slice(), plain]) {
            signed.extend_from_slice(&(part.len() as u32).to_be_bytes());
            signed.extend_from_slice(part);
        }
        if self.version == 2 {
            let key = keys.map_or_else(|| mac_key_2(""), |keys| keys.mac.clone());
            let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&key) else { return false };
            mac.update(&signed);
            return mac.verify_slice(&expected).is_ok();
        }
        let key = keys.map(|keys| keys.mac.as_slice()).unwrap_or_default();
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
        mac.update(&signed);
        mac.verify_slice(&expected).is_ok()
    }
}

fn mac_key_2(password: &str) -> Zeroizing<Vec<u8>> {
    let label = b"putty-private-key-file-mac-key";
    Zeroizing::new(Sha1::new().chain_update(label).chain_update(password.as_bytes()).finalize().to_vec())
}

/// Adds the private numbers, which PuTTY writes in its own order.
fn with_private(public: Material, private: &[u8], notes: &mut Vec<KeyNote>) -> Result<Material, ReadError> {
    let mut wire = Wire(private);
    Ok(match public {
        Material::Rsa(public) => {
            let mut next = || wire.mpint().ok_or(DAMAGED);
            let (d, p, q) = (next()?, next()?, next()?);
            let pair = public.clone().with_private(d, Some((p, q)));
            Material::Rsa(join(public, pair, notes))
        }
        Material::Ec(public) => {
            let scalar = wire.mpint().ok_or(DAMAGED)?;
            let scalar = fit_length(scalar, public.curve().part_len(), "d", &mut Vec::new());
            Material::Ec(join(public.clone(), public.with_private(scalar.into()), notes))
        }
        Material::Okp(public) => {
            // A number in little endian: zeros at the end are left out.
            let mut seed = Zeroizing::new(wire.string().ok_or(DAMAGED)?.to_vec());
            let len = public.curve().part_len();
            if seed.len() < len {
                seed.resize(len, 0);
            }
            let pair = public.clone().with_private(SecretBytes::from(seed));
            Material::Okp(join(public, pair, notes))
        }
        _ => return Err(KeyFault::UnknownType("PuTTY".to_owned()).into()),
    })
}
