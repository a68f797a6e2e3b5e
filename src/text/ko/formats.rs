//! The names of key formats in Korean, and how to convert those that are not read.

use std::borrow::Cow;

use crate::jose::read::{Format, Structure};

/// The name of a format: "PKCS#8 개인 키(PEM)".
pub(super) fn format(format: Format) -> Cow<'static, str> {
    match format {
        Format::Jwk => "JSON Web Key".into(),
        Format::JwkSet => "JWK 집합".into(),
        Format::JwkArray => "JSON Web Key 목록".into(),
        Format::CertificateMap => "인증서 맵".into(),
        Format::ServiceAccount => "Google 서비스 계정".into(),
        Format::Pem(structure) => format!("{}(PEM)", self::structure(structure)).into(),
        Format::PemBundle => "여러 PEM 블록".into(),
        Format::Der(structure) => format!("{}(DER)", self::structure(structure)).into(),
        Format::Base64(structure) => format!("{}(base64)", self::structure(structure)).into(),
        Format::Hex(structure) => format!("{}(hex)", self::structure(structure)).into(),
        Format::EcPoint => "곡선 위의 점".into(),
        Format::Libsodium => "libsodium 키 쌍".into(),
        Format::Secret => "비밀 키".into(),
        Format::LegacyEncryptedPem => "옛 방식으로 암호화된 PEM".into(),
        Format::OpenSshPrivate => "OpenSSH 개인 키".into(),
        Format::OpenSshPublic => "OpenSSH 공개 키".into(),
        Format::Ssh2Public => "SSH2 공개 키".into(),
        Format::SshCertificate => "SSH 인증서".into(),
        Format::Putty => "PuTTY 키".into(),
        Format::JavaKeyStore => "Java 키 저장소".into(),
        Format::Pgp => "OpenPGP".into(),
        Format::Age => "age".into(),
    }
}

/// The name of a DER structure.
pub(super) fn structure(structure: Structure) -> &'static str {
    match structure {
        Structure::Pkcs1Private => "PKCS#1 개인 키",
        Structure::Pkcs1Public => "PKCS#1 공개 키",
        Structure::Pkcs8 => "PKCS#8 개인 키",
        Structure::Sec1 => "SEC1 개인 키",
        Structure::Spki => "SPKI 공개 키",
        Structure::Certificate => "인증서",
        Structure::EncryptedPkcs8 => "암호화된 PKCS#8 개인 키",
        Structure::CertificateRequest => "인증서 요청",
        Structure::Pkcs7 => "PKCS#7",
        Structure::Pkcs12 => "PKCS#12",
        Structure::Dsa => "DSA 키",
        Structure::Parameters => "키가 없는 매개변수",
    }
}

/// What to do with a format that is not read.
pub(super) fn conversion(format: Format) -> &'static str {
    match format {
        Format::Pem(structure)
        | Format::Der(structure)
        | Format::Base64(structure)
        | Format::Hex(structure) => match structure {
            Structure::Dsa => "JOSE에는 DSA가 없으니 다른 키를 쓰세요",
            Structure::Parameters => "대개 매개변수 뒤에 있는 키 자체를 쓰세요",
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
        Format::Putty => "PuTTYgen에서 열어 형식 3으로 다시 저장하세요",
        Format::SshCertificate => "이름에 -cert가 없는 같은 이름의 원래 키를 추가하세요",
        Format::JavaKeyStore => {
            "keytool -importkeystore -srckeystore FILE -destkeystore key.p12 -deststoretype PKCS12 뒤 key.p12를 추가하세요"
        }
        Format::Pgp => "OpenPGP 키는 토큰용이 아니니 다른 키를 쓰세요",
        Format::Age => "age 키는 파일 암호화용이니 다른 키를 쓰세요",
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

const OTHER_FORM: &str = "PEM이나 JWK로 변환하세요";
