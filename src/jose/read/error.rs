//! The formats that we know, and what can be said about a file that was read or could not be.

use thiserror::Error;

use crate::encoding::json::JsonError;
use crate::encoding::pem::PemError;
use crate::jose::fault::KeyFault;
use crate::jose::note::KeyNote;

/// How keys are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A JSON Web Key.
    Jwk,
    /// A JWK Set: an object with `keys`.
    JwkSet,
    /// A bare array of JWKs, which is no JWK Set but is often meant to be one.
    JwkArray,
    /// An object from key ids to certificates in PEM, as Google publishes them.
    CertificateMap,
    /// The JSON file of a Google service account, with a PKCS#8 key in it.
    ServiceAccount,
    /// One PEM block.
    Pem(Structure),
    /// Several PEM blocks.
    PemBundle,
    /// Bare DER.
    Der(Structure),
    /// Base64 of DER, without the lines of PEM around it.
    Base64(Structure),
    /// Hexadecimal digits of DER.
    Hex(Structure),
    /// The coordinates of a point of a curve (SEC1, section 2.3.3), uncompressed, in hex or base64.
    EcPoint,
    /// An Ed25519 seed and its public key in a row, as libsodium keeps them, in hex or base64.
    Libsodium,
    /// Raw bytes or text that the user called a secret.
    Secret,
    /// PEM whose body is encrypted by a `DEK-Info` header (RFC 1421, as OpenSSL used to write).
    LegacyEncryptedPem,
    /// `openssh-key-v1`.
    OpenSshPrivate,
    /// One line such as `ssh-ed25519 AAAA…`.
    OpenSshPublic,
    /// `---- BEGIN SSH2 PUBLIC KEY ----` (RFC 4716).
    Ssh2Public,
    /// A key signed by an SSH authority: `ssh-ed25519-cert-v01@openssh.com AAAA…`.
    SshCertificate,
    /// PuTTY's `.ppk`.
    Putty,
    /// Java KeyStore, or JCEKS.
    JavaKeyStore,
    /// OpenPGP.
    Pgp,
    /// An age identity, or a file encrypted with age.
    Age,
}

/// What a DER document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Structure {
    /// PKCS#1 `RSAPrivateKey` (RFC 8017).
    Pkcs1Private,
    /// PKCS#1 `RSAPublicKey` (RFC 8017).
    Pkcs1Public,
    /// PKCS#8 `PrivateKeyInfo` or `OneAsymmetricKey` (RFC 5958).
    Pkcs8,
    /// SEC1 `ECPrivateKey` (RFC 5915).
    Sec1,
    /// X.509 `SubjectPublicKeyInfo` (RFC 5280).
    Spki,
    /// X.509 certificate (RFC 5280).
    Certificate,
    /// PKCS#8 `EncryptedPrivateKeyInfo`.
    EncryptedPkcs8,
    /// PKCS#10 certificate request.
    CertificateRequest,
    /// PKCS#7 or CMS.
    Pkcs7,
    /// PKCS#12.
    Pkcs12,
    /// A DSA key, which JOSE does not have.
    Dsa,
    /// Parameters without a key: EC, DSA or Diffie-Hellman.
    Parameters,
}

impl Structure {
    /// Whether keys in it are read; the others are only named.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Dsa | Self::Parameters)
    }
}

/// Something a person should know about a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadNote {
    /// One of several keys could not be read and was left out.
    Skipped {
        /// Its place in the file, from 0.
        index: usize,
        /// Its `kid`, if it has one.
        kid: Option<String>,
        /// Why.
        why: ReadError,
    },
    /// Something about one of the keys.
    Key {
        /// Its index in [`super::KeyFile::keys`].
        key: usize,
        /// What.
        note: KeyNote,
    },
    /// The set has no keys.
    EmptySet,
    /// The text begins with a byte order mark.
    ByteOrderMark,
    /// The text was UTF-16.
    Utf16,
    /// The label of a PEM block is not that of its content.
    PemLabel {
        /// What the label says.
        label: String,
        /// What the content is.
        found: Structure,
    },
    /// A PEM block was damaged (line breaks lost, `\n` spelled out) and could be mended.
    PemRepaired,
    /// Base64 without the lines of PEM around it.
    NoArmour,
    /// A certificate that issued the one before it: its key is not the one that was meant.
    Issuer {
        /// Its place in the file, from 0.
        index: usize,
    },
    /// The protection that was taken off is one of the past.
    LegacyEncryption(Legacy),
    /// A certificate that a key came with: its own, not those of its issuers.
    Certificate {
        /// The key's index in [`super::KeyFile::keys`].
        key: usize,
        /// The first second of its validity, in Unix time.
        not_before: i64,
        /// The last second of its validity, in Unix time.
        not_after: i64,
        /// The broken hash that it is signed with, if any.
        weak_signature: Option<WeakHash>,
    },
    /// The secret ends with a line break, which is most likely no part of it.
    SecretNewline,
    /// The secret has white space around it, or a mark of the editor that saved it (byte order mark, UTF-16).
    SecretWhitespace,
}

impl ReadNote {
    /// The same about a key that has moved back by this many places.
    pub(super) fn moved(mut self, by: usize) -> Self {
        if let Self::Key { key, .. } | Self::Certificate { key, .. } = &mut self {
            *key += by;
        }
        self
    }
}

/// Ways of protecting a key with a password that are too weak today.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// `DEK-Info`: one round of MD5 makes the key of this cipher from the password.
    DekInfo(String),
    /// PBES1 of PKCS#5 or PKCS#12, which only has ciphers of the past.
    Pbes1,
    /// PBES2 with DES or Triple DES.
    TripleDes,
    /// RC2, mostly with 40 bits, around the certificates of a PKCS#12 file.
    Rc2,
    /// PuTTY's format 2: two rounds of SHA-1.
    Putty2,
}

/// Hashes with which a certificate can be forged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WeakHash {
    /// MD2, MD4 or MD5.
    Md5,
    /// SHA-1.
    Sha1,
}

impl WeakHash {
    /// The name of the family.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
        }
    }
}

/// Why no key was read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// A format that we know by name and do not read.
    #[error("{0:?} is not read")]
    Unsupported(Format),
    /// None of the formats that we know.
    #[error("not a key: {0:?}")]
    NotAKey(Guess),
    /// It begins like JSON, and is damaged.
    #[error("damaged JSON: {0}")]
    Json(JsonError),
    /// A PEM block is damaged beyond repair.
    #[error("damaged PEM: {0}")]
    Pem(PemError),
    /// The key in it cannot be read.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// It is protected by a password and none was given.
    #[error("{0:?} needs a password")]
    PasswordNeeded(Format),
    /// It is whole as far as can be seen, and the password does not open it.
    #[error("wrong password for {0:?}")]
    WrongPassword(Format),
    /// It is protected in a way that we do not know: an object identifier or the name of a cipher.
    #[error("unknown protection {0:?}")]
    UnknownProtection(String),
    /// Trying one password would take too long or too much memory: more likely an attack than a key.
    #[error("deriving the key is too expensive: {0:?}")]
    Expensive(KdfCost),
    /// The container is damaged.
    #[error("damaged {0:?}")]
    Damaged(Format),
    /// The container is whole and has no key in it.
    #[error("no key in {0:?}")]
    NoKeys(Format),
}

/// What it would cost to try a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KdfCost {
    /// This many rounds of a hash.
    Rounds(u64),
    /// This many bytes of memory.
    Memory(u64),
}

/// What something looks like that is not a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guess {
    /// Nothing, or only white space.
    Empty,
    /// A web page: often an error message that was saved under the name of a key.
    Html,
    /// JSON without a key in it.
    Json,
    /// An OpenID discovery document: the keys are at this address.
    Discovery {
        /// `jwks_uri`.
        jwks_uri: String,
    },
    /// A token.
    Token,
    /// Text: perhaps a secret.
    Text,
    /// Bytes that are no text: perhaps a secret.
    Binary,
}
