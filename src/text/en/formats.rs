//! The names of key formats in English, and how to convert those that are not read.

use std::borrow::Cow;

use crate::jose::read::{Format, Structure};

/// The name of a format: "PKCS#8 (PEM)".
pub(super) fn format(format: Format) -> Cow<'static, str> {
    match format {
        Format::Jwk => "JSON Web Key".into(),
        Format::JwkSet => "JWK Set".into(),
        Format::JwkArray => "list of JSON Web Keys".into(),
        Format::CertificateMap => "map of certificates".into(),
        Format::ServiceAccount => "Google service account".into(),
        Format::Pem(structure) => format!("{} (PEM)", self::structure(structure)).into(),
        Format::PemBundle => "several PEM blocks".into(),
        Format::Der(structure) => format!("{} (DER)", self::structure(structure)).into(),
        Format::Base64(structure) => format!("{} (base64)", self::structure(structure)).into(),
        Format::Hex(structure) => format!("{} (hex)", self::structure(structure)).into(),
        Format::EcPoint => "point of a curve".into(),
        Format::Libsodium => "libsodium key pair".into(),
        Format::Secret => "secret".into(),
        Format::LegacyEncryptedPem => "encrypted PEM, old style".into(),
        Format::OpenSshPrivate => "OpenSSH private key".into(),
        Format::OpenSshPublic => "OpenSSH public key".into(),
        Format::Ssh2Public => "SSH2 public key".into(),
        Format::SshCertificate => "SSH certificate".into(),
        Format::Putty => "PuTTY key".into(),
        Format::JavaKeyStore => "Java keystore".into(),
        Format::Pgp => "OpenPGP".into(),
        Format::Age => "age".into(),
    }
}

/// The name of a DER structure.
pub(super) fn structure(structure: Structure) -> &'static str {
    match structure {
        Structure::Pkcs1Private => "PKCS#1 private key",
        Structure::Pkcs1Public => "PKCS#1 public key",
        Structure::Pkcs8 => "PKCS#8 private key",
        Structure::Sec1 => "SEC1 private key",
        Structure::Spki => "SPKI public key",
        Structure::Certificate => "certificate",
        Structure::EncryptedPkcs8 => "encrypted PKCS#8 private key",
        Structure::CertificateRequest => "certificate request",
        Structure::Pkcs7 => "PKCS#7",
        Structure::Pkcs12 => "PKCS#12",
        Structure::Dsa => "DSA key",
        Structure::Parameters => "parameters without a key",
    }
}

/// What to do with a format that is not read.
pub(super) fn conversion(format: Format) -> &'static str {
    match format {
        Format::Pem(structure)
        | Format::Der(structure)
        | Format::Base64(structure)
        | Format::Hex(structure) => match structure {
            Structure::Dsa => "Use another key: JOSE has no DSA",
            Structure::Parameters => "Take the key itself, which mostly stands after the parameters",
            Structure::Pkcs1Private
            | Structure::Pkcs1Public
            | Structure::Pkcs8
            | Structure::Sec1
            | Structure::Spki
            | Structure::Certificate
            | Structure::EncryptedPkcs8
            | Structure::CertificateRequest
            | Structure::Pkcs7
            | Structure::Pkcs12 => OTHER_FORM,
        },
        Format::Putty => "Open it in PuTTYgen and save it again, in format 3",
        Format::SshCertificate => {
            "Add the key that it was made for: the file with the same name without -cert"
        }
        Format::JavaKeyStore => {
            "Run keytool -importkeystore -srckeystore FILE -destkeystore key.p12 -deststoretype PKCS12 and add key.p12"
        }
        Format::Pgp => "Use another key: OpenPGP keys are not for tokens",
        Format::Age => "Use another key: age keys encrypt files",
        Format::Jwk
        | Format::JwkSet
        | Format::JwkArray
        | Format::CertificateMap
        | Format::ServiceAccount
        | Format::PemBundle
        | Format::EcPoint
        | Format::Libsodium
        | Format::Secret
        | Format::LegacyEncryptedPem
        | Format::OpenSshPrivate
        | Format::OpenSshPublic
        | Format::Ssh2Public => OTHER_FORM,
    }
}

const OTHER_FORM: &str = "Convert it to PEM or JWK";
