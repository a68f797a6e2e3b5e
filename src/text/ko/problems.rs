//! What went wrong with a key or a file, and what has to be said, in Korean.

use std::io::ErrorKind;
use std::path::Path;

use super::formats::{conversion, format, structure};
use super::notices::{notice, vault_error};
use super::{TEXT, names, verdict};
use crate::app::state::Standing;
use crate::encoding::pem::PemError;
use crate::jose::fault::KeyFault;
use crate::jose::note::KeyNote;
use crate::jose::read::{Guess, KdfCost, Legacy, ReadError, ReadNote, SecretError};
use crate::text::Told;
use crate::text::escape::{quoted, quoted_char};
use crate::text::number::thousands;
use crate::text::problem::{Tables, file_name};

pub(super) const TABLES: Tables =
    Tables { vault_error, read_error, read_note, key_fault, secret_error, file, notice, standing, format };

fn read_error(error: &ReadError) -> Told {
    match error {
        ReadError::Unsupported(found) => Told::new(
            format!("Jotlens가 읽지 않는 형식: {}", format(*found)),
            "형식은 알아보지만 안의 키는 읽지 못합니다",
            conversion(*found),
        ),
        ReadError::NotAKey(guess) => not_a_key(guess),
        ReadError::Json(error) => Told::new(
            format!("키의 JSON이 {}행 {}열에서 손상됨", error.line, error.column),
            "온전한 JSON만 키로 읽을 수 있습니다",
            "원본에서 키를 다시 복사하세요",
        ),
        ReadError::Pem(error) => pem(error),
        ReadError::Key(fault) => Told::new(
            key_fault(fault),
            "이런 키로는 안전하게 확인하거나 서명할 수 없습니다",
            "키를 다시 내보내거나 새로 만드세요",
        ),
        ReadError::PasswordNeeded(found) => Told::new(
            format!("암호로 보호됨: {}", format(*found)),
            "안의 키는 암호가 있어야 읽을 수 있습니다",
            "암호를 입력하세요",
        ),
        ReadError::WrongPassword(found) => Told::new(
            format!("틀린 암호: {}", format(*found)),
            "파일은 온전해 보이지만 이 암호로 열리지 않습니다",
            "대소문자와 자판 배열을 확인하고 다시 입력하세요",
        ),
        ReadError::UnknownProtection(name) => Told::new(
            format!("Jotlens가 풀지 못하는 보호 방식: {}", quoted(name)),
            "암호 알고리즘이나 암호를 쓰는 방식을 모릅니다",
            "openssl pkey -in FILE -out key.pem 명령으로 복호화한 파일을 추가하세요",
        ),
        ReadError::Expensive(cost) => Told::new(
            format!("암호를 한 번 시험하는 데 드는 양: {}", kdf_cost(*cost)),
            "정상적인 키는 그만큼 요구하지 않으니 프로그램을 멈추려는 파일일 수 있습니다",
            "만든 사람에게 다른 사본을 요청하세요",
        ),
        ReadError::Damaged(found) => Told::new(
            format!("손상됨: {}", format(*found)),
            "키의 빠진 부분은 짐작할 수 없습니다",
            "키를 다시 복사하거나 내보내세요",
        ),
        ReadError::NoKeys(found) => Told::new(
            format!("안에 키가 없음: {}", format(*found)),
            "읽을 수 있지만 비어 있습니다",
            "키나 인증서와 함께 다시 내보내세요",
        ),
    }
}

fn kdf_cost(cost: KdfCost) -> String {
    match cost {
        KdfCost::Rounds(rounds) => format!("해시 {}회", thousands(rounds)),
        KdfCost::Memory(bytes) => format!("메모리 {}", TEXT.bytes(bytes as usize)),
    }
}

fn not_a_key(guess: &Guess) -> Told {
    let forms = "JWK, JWK 집합, PEM, 인증서를 붙여넣거나 공유 비밀 키라면 “비밀 키”를 고르세요";
    match guess {
        Guess::Empty => Told::new("키가 없음", "텍스트나 파일이 비어 있습니다", forms),
        Guess::Html => Told::new(
            "키가 아니라 웹 페이지",
            "오류 페이지가 키 이름으로 저장되는 일이 많습니다",
            "브라우저에서 주소를 열어 응답을 확인하세요",
        ),
        Guess::Json => Told::new("이 JSON에는 키가 없음", "kty도 keys도 없습니다", forms),
        Guess::Discovery { jwks_uri } => Told::new(
            "디스커버리 문서: 키는 다른 곳에 있음",
            format!("키 주소: {}", quoted(jwks_uri)),
            "그 주소의 응답을 가져와 붙여넣으세요",
        ),
        Guess::Token => Told::new("키가 아니라 토큰", "토큰은 키로 확인합니다", "이 양식 밖에 붙여넣으세요"),
        Guess::Text => Told::new(
            "Jotlens가 아는 키 형식이 아닌 텍스트",
            "공유 비밀 키일 수 있지만 짐작하지 않습니다",
            forms,
        ),
        Guess::Binary => Told::new(
            "Jotlens가 아는 키 형식이 아닌 바이트",
            "비밀 키 자체일 수 있지만 짐작하지 않습니다",
            forms,
        ),
    }
}

fn pem(error: &PemError) -> Told {
    let message = match error {
        PemError::BeginCut { at } => format!("{}번째 바이트의 BEGIN 줄이 잘림", position(*at)),
        PemError::NoEnd { label, .. } => format!("PEM 블록 {}에 END 줄이 없음", quoted(label)),
        PemError::Empty { label, .. } => format!("PEM 블록 {} 안이 비어 있음", quoted(label)),
        PemError::InvalidCharacter { label, at, found } => format!(
            "{}번째 바이트의 {} 문자는 PEM 블록 {}에 쓸 수 없음",
            position(*at),
            quoted_char(*found),
            quoted(label)
        ),
        PemError::BadLength { label, .. } => format!("PEM 블록 {}에 빠진 문자가 있음", quoted(label)),
    };
    Told::new(message, "키의 빠진 부분은 짐작할 수 없습니다", "BEGIN 줄과 END 줄까지 키를 다시 복사하세요")
}

fn key_fault(fault: &KeyFault) -> String {
    match fault {
        KeyFault::Missing(member) => format!("키에 “{member}” 값이 없음"),
        KeyFault::WrongType(member) => format!("키의 “{member}” 값의 JSON 형식이 틀림"),
        KeyFault::NotBase64(member) => format!("키의 “{member}” 값이 base64url이 아님"),
        KeyFault::Length { part, expected, found } | KeyFault::Coordinate { part, expected, found } => {
            format!("키의 “{part}” 길이가 {}(올바른 길이 {})", TEXT.bytes(*found), TEXT.bytes(*expected))
        }
        KeyFault::UnknownType(name) => format!("Jotlens가 모르는 키 종류: {}", quoted(name)),
        KeyFault::UnknownCurve(name) => format!("Jotlens가 모르는 곡선: {}", quoted(name)),
        KeyFault::ExplicitParameters => "키가 곡선을 이름 대신 매개변수로 적음".to_owned(),
        KeyFault::OffCurve(curve) => format!("공개 키가 곡선 {} 위의 점이 아님", curve.name()),
        KeyFault::ScalarRange(curve) => format!("개인 키가 곡선 {} 범위를 벗어남", curve.name()),
        KeyFault::PairMismatch => "개인 부분과 공개 부분이 서로 다른 키의 것".to_owned(),
        KeyFault::RsaSize { bits } => format!("아무도 쓸 수 없는 크기의 RSA 키: {bits}비트"),
        KeyFault::RsaEvenModulus => "RSA 모듈러스가 짝수라 올바를 수 없음".to_owned(),
        KeyFault::RsaExponent => "쓸 수 없는 RSA 지수".to_owned(),
        KeyFault::RsaPrivate => "RSA 키의 개인 부분을 쓸 수 없음".to_owned(),
        KeyFault::Der(_) => "키의 DER이 손상됨".to_owned(),
        KeyFault::Unsupported(kind) => format!("Jotlens가 읽지 않는 키: {kind}"),
        KeyFault::NoSeed => "ML-DSA 개인 키에 원래의 시드가 없음".to_owned(),
    }
}

fn read_note(note: &ReadNote) -> Told {
    match note {
        ReadNote::Skipped { index, kid, why } => {
            let name = kid.as_deref().map_or_else(|| thousands(*index as u64 + 1), quoted);
            let told = read_error(why);
            Told::new(format!("키 {name} 제외: {}", told.message), told.why, told.fix)
        }
        ReadNote::Key { key, note } => {
            let told = key_note(note);
            Told::new(format!("키 {}: {}", thousands(*key as u64 + 1), told.message), told.why, told.fix)
        }
        ReadNote::EmptySet => Told::new(
            "키 집합이 비어 있음",
            "이것으로는 아무것도 확인할 수 없습니다",
            "주인에게 키를 요청하세요",
        ),
        ReadNote::ByteOrderMark => Told::new(
            "파일이 바이트 순서 표시로 시작함",
            "다른 프로그램이 읽지 못할 수 있습니다",
            "그것 없이 저장하세요",
        ),
        ReadNote::Utf16 => {
            Told::new("UTF-16 파일", "다른 프로그램이 읽지 못할 수 있습니다", "UTF-8로 저장하세요")
        }
        ReadNote::PemLabel { label, found } => Told::new(
            format!("PEM 블록 이름은 {}, 내용은 {}", quoted(label), structure(*found)),
            "이름을 따르는 다른 프로그램은 실패합니다",
            "맞는 이름으로 다시 저장하세요",
        ),
        ReadNote::PemRepaired => Told::new(
            "손상된 PEM을 고침",
            "환경 변수와 JSON에서는 줄 바꿈이 자주 사라집니다",
            "고친 사본을 보관하세요",
        ),
        ReadNote::NoArmour => Told::new(
            "키에 BEGIN 줄과 END 줄이 없음",
            "다른 프로그램이 찾지 못할 수 있습니다",
            "그 줄들로 감싸서 보관하세요",
        ),
        ReadNote::Issuer { index } => Told::new(
            format!("{}번째 인증서의 키는 추가하지 않음", thousands(*index as u64 + 1)),
            "다른 인증서를 발급한 것이며 토큰은 발급받은 인증서의 키로 서명합니다",
            "",
        ),
        ReadNote::LegacyEncryption(legacy) => Told::new(
            match legacy {
                Legacy::DekInfo(cipher) => {
                    format!("암호가 MD5로만 보호됨(DEK-Info, {})", quoted(cipher))
                }
                Legacy::Pbes1 => "키가 PBES1으로 보호됨".to_owned(),
                Legacy::TripleDes => "키가 Triple DES로 보호됨".to_owned(),
                Legacy::Rc2 => "파일이 RC2로 보호됨".to_owned(),
                Legacy::Putty2 => "키가 SHA-1 두 번으로만 보호됨(PuTTY 형식 2)".to_owned(),
            },
            "파일을 가진 사람은 암호를 빠르게 시험할 수 있습니다",
            "암호를 걸어 다시 내보내면 AES-256과 많은 반복으로 보호됩니다",
        ),
        ReadNote::Certificate { key, not_before, not_after, weak_signature } => {
            let validity = format!(
                "키 {}의 인증서 유효 기간: {} ~ {}",
                thousands(*key as u64 + 1),
                TEXT.day(*not_before),
                TEXT.day(*not_after)
            );
            match weak_signature {
                None => Told::new(validity, "", ""),
                Some(hash) => Told::new(
                    validity,
                    format!("{} 서명이라 위조할 수 있습니다", hash.name()),
                    "SHA-256으로 서명한 인증서를 요청하세요",
                ),
            }
        }
        ReadNote::SecretNewline => Told::new(
            "비밀 키가 줄 바꿈으로 끝남",
            "편집기와 echo가 붙이며 모든 서명이 달라집니다",
            "비밀 키에 속하는지 고르세요",
        ),
        ReadNote::SecretWhitespace => Told::new(
            "비밀 키 둘레에 공백이나 편집기 표시가 있음",
            "비밀 키의 일부가 되어 모든 서명이 달라집니다",
            "비밀 키에 속하는지 고르세요",
        ),
    }
}

fn key_note(note: &KeyNote) -> Told {
    match note {
        KeyNote::DuplicateMember(name) => Told::new(
            format!("“{name}” 값이 두 번 있어 마지막 것을 씀"),
            "다른 프로그램은 처음 것을 쓸 수 있습니다",
            "한 번만 적으세요",
        ),
        KeyNote::Base64(name, _) => Told::new(
            format!("“{name}” 값의 base64url 표기가 표준과 다름"),
            "엄격한 라이브러리는 거부합니다",
            "키를 다시 내보내세요",
        ),
        KeyNote::PartLength { part, expected, found } => Told::new(
            format!("“{part}” 길이가 {}(올바른 길이 {})", TEXT.bytes(*found), TEXT.bytes(*expected)),
            "앞자리 0이 빠지거나 더해져 엄격한 라이브러리는 거부합니다",
            "키를 다시 내보내세요",
        ),
        KeyNote::NonMinimal(name) => Told::new(
            format!("“{name}” 값 앞에 0이 더 있음"),
            "지문이 프로그램마다 달라집니다",
            "키를 다시 내보내세요",
        ),
        KeyNote::PairMismatch => {
            Told::new("개인 부분이 다른 키의 것", "공개 부분만 읽었습니다", "두 부분을 다시 내보내세요")
        }
        KeyNote::PrivateUnusable(fault) => {
            Told::new(key_fault(fault), "공개 부분만 읽었습니다", "개인 키를 다시 내보내세요")
        }
        KeyNote::PssOnly => {
            Told::new("RSA-PSS 전용 키", "PS256 계열에는 쓸 수 있고 RS256 계열에는 쓸 수 없습니다", "")
        }
        KeyNote::X5cMismatch => Told::new(
            "“x5c”의 인증서가 다른 키의 것",
            "키만 읽었으며 다른 프로그램은 인증서를 쓸 수 있습니다",
            "어느 쪽이 맞는지 주인에게 물어보세요",
        ),
        KeyNote::X5cDamaged => {
            Told::new("“x5c”의 인증서가 손상됨", "키만 읽었습니다", "인증서와 함께 키를 다시 내보내세요")
        }
        KeyNote::X5tMismatch(name) => Told::new(
            format!("“{name}” 값이 인증서의 해시가 아님"),
            "이 값으로 인증서를 찾는 프로그램은 찾지 못합니다",
            "인증서에서 다시 계산하세요",
        ),
    }
}

fn secret_error(error: SecretError) -> Told {
    match error {
        SecretError::Character { at } => Told::new(
            format!("{}번째 바이트의 문자는 이 인코딩에 없음", position(at)),
            "그래서 이 인코딩의 비밀 키일 수 없습니다",
            "다른 인코딩을 고르거나 비밀 키를 다시 복사하세요",
        ),
        SecretError::Incomplete { digits } => Told::new(
            format!("문자 {}개는 온전한 바이트가 되지 않음", thousands(digits as u64)),
            "적어도 하나가 빠졌거나 더 있습니다",
            "다른 인코딩을 고르거나 비밀 키를 다시 복사하세요",
        ),
    }
}

pub(super) fn file(path: &Path, kind: ErrorKind) -> Told {
    let (why, fix) = match kind {
        ErrorKind::NotFound => ("그 자리에 파일이 없습니다", "이름을 확인하거나 파일을 다시 고르세요"),
        ErrorKind::PermissionDenied => ("읽을 권한이 없습니다", "권한을 바꾸거나 사본을 여세요"),
        ErrorKind::IsADirectory => ("폴더입니다", "그 안의 파일을 고르세요"),
        ErrorKind::FileTooLarge => ("너무 큽니다", "더 작은 파일을 고르세요"),
        ErrorKind::InvalidData => ("텍스트가 아닙니다", "토큰이나 키가 든 파일을 고르세요"),
        _ => ("시스템이 읽기를 거부했습니다", "다시 시도하거나 다른 곳의 사본을 여세요"),
    };
    Told::new(format!("읽을 수 없는 파일: {}", file_name(path)), why, fix)
}

fn standing(standing: &Standing) -> Option<String> {
    Some(match standing {
        Standing::Sealed => "저장된 비밀 키나 개인 키를 가져오지 않음".to_owned(),
        Standing::Opens => "이 토큰을 복호화하는 키".to_owned(),
        Standing::NotOpens => "복호화할 수 있는 종류지만 열리지 않는 키".to_owned(),
        Standing::UnfitToOpen(unfit) => verdict::unfit_to_open(unfit),
        Standing::Idle => return None,
        Standing::Verifies => "이 토큰에 서명한 키".to_owned(),
        Standing::Mismatch => "서명할 수 있었지만 서명하지 않은 키".to_owned(),
        Standing::Fits => "맞는 종류지만 토큰이 다른 키를 가리킴".to_owned(),
        Standing::Unfit(unfit) => (names::NAMES.unfit)(unfit),
    })
}

/// Positions count from 1.
fn position(at: usize) -> String {
    thousands(at as u64 + 1)
}
