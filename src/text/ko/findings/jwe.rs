//! JWE: what an encrypted token's header must have.

use crate::inspect::rules::jwe::{EpkFault, Jwe};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::ko::TEXT;
use crate::text::number::thousands;

#[expect(clippy::too_many_lines, reason = "one arm for each finding, and nothing else")]
pub(super) fn told(detail: &Jwe) -> Told {
    match detail {
        Jwe::EncMissing => Told::new(
            "헤더에 내용 암호화 방식(enc)이 없음",
            "없으면 아무도 토큰을 복호화할 수 없습니다",
            "발급자가 enc를 넣게 하세요",
        ),
        Jwe::EncUnknown { enc } => Told::new(
            format!("enc 값 {}: 등록되지 않은 이름", quoted(enc)),
            "이 이름을 아는 소프트웨어만 복호화할 수 있습니다",
            "A256GCM 같은 등록된 이름을 쓰세요",
        ),
        Jwe::NoKey { alg } => Told::new(
            format!("{} 토큰을 열 키가 없음", quoted(alg)),
            "키를 가진 사람만 내용을 읽을 수 있습니다",
            "받는 쪽의 개인 키나 비밀 키를 추가하세요",
        ),
        Jwe::AuthFailed => Told::new(
            "복호화 실패: 다른 키이거나 토큰이 바뀜",
            "믿을 수 있는 내용이 없으므로 아무것도 보여 주지 않습니다",
            "받는 쪽의 키가 맞는지 확인하고 토큰을 다시 복사하세요",
        ),
        Jwe::NotSigned { shared: true } => Told::new(
            "암호화되었지만 서명은 없음",
            "공유 비밀 키를 가진 사람은 누구나 이런 토큰을 만들 수 있습니다",
            "먼저 서명하고 나서 암호화하세요",
        ),
        Jwe::NotSigned { shared: false } => Told::new(
            "공개 키로 암호화되었지만 서명은 없음",
            "공개 키가 있으면 누구나 만들 수 있어, 누가 보냈는지 알 수 없습니다",
            "먼저 서명하고 나서 암호화하세요",
        ),
        Jwe::InnerUnsigned => Told::new(
            "암호화 안에 서명 없는 토큰(alg none)이 있음",
            "이 키로 암호화할 수 있는 사람은 누구나 위조할 수 있습니다",
            "거부하세요",
        ),
        Jwe::Rsa15 => Told::new(
            "RSA1_5 방식으로 키를 암호화함",
            "이 패딩은 블라이헨바허 공격에 거듭 뚫렸습니다",
            "RSA-OAEP-256이나 ECDH-ES를 쓰세요",
        ),
        Jwe::OaepSha1 => Told::new(
            "RSA-OAEP는 SHA-1을 씀",
            "이 쓰임에서는 안전하지만 감사에서 지적됩니다",
            "RSA-OAEP-256을 쓰세요",
        ),
        Jwe::Zip => Told::new(
            "암호화하기 전에 압축함",
            "길이에서 내용이 드러날 수 있습니다",
            "비밀 내용은 압축하지 마세요",
        ),
        Jwe::ZipUnknown { zip } => Told::new(
            format!("정의되지 않은 zip 값: {}", quoted(zip)),
            "정의된 값은 “DEF” 하나뿐입니다",
            "발급자가 zip을 빼게 하세요",
        ),
        Jwe::ZipBomb { limit } => Told::new(
            format!("압축을 풀면 {} 넘음", TEXT.bytes(*limit)),
            "끝없이 커지는 작은 토큰은 여는 쪽을 멈추게 합니다",
            "이만한 내용이 아니라면 거부하세요",
        ),
        Jwe::P2cHigh { count } => Told::new(
            format!("PBKDF2 반복 횟수(p2c) {}회", thousands(*count)),
            "여는 쪽을 오랫동안 붙잡아 둡니다",
            "600,000회를 쓰고 1,200,000회를 넘으면 거부하세요",
        ),
        Jwe::P2cLow { count } => Told::new(
            if *count > 0 {
                format!("PBKDF2 반복 횟수(p2c)가 {}회뿐임", thousands(count.unsigned_abs()))
            } else {
                "p2c가 양수가 아님".to_owned()
            },
            "비밀번호를 빨리 알아낼 수 있습니다",
            "600,000회를 쓰세요",
        ),
        Jwe::P2sShort { bytes } => Told::new(
            format!("솔트(p2s) 길이 {}: 8바이트 이상이어야 함", TEXT.bytes(*bytes)),
            "여러 토큰의 비밀번호를 한꺼번에 알아낼 수 있습니다",
            "무작위 16바이트 솔트를 쓰세요",
        ),
        Jwe::IvLength { enc, found, needed } => Told::new(
            format!("IV 길이 {}: {enc} 방식은 {needed}바이트", TEXT.bytes(*found)),
            "보낸 쪽이 암호화할 때 쓴 값일 수 없습니다",
            "원본에서 토큰을 다시 복사하세요",
        ),
        Jwe::TagLength { enc, found, needed } => Told::new(
            format!("인증 태그 길이 {}: {enc} 방식은 {needed}바이트", TEXT.bytes(*found)),
            "잘린 태그는 위조할 수 있습니다",
            "토큰을 다시 복사하거나 거부하세요",
        ),
        Jwe::EkNotEmpty { alg } => Told::new(
            format!("{} 방식에는 없어야 할 암호화된 키가 있음", quoted(alg)),
            "처리하는 방식이 라이브러리마다 다릅니다",
            "발급자가 비워 두게 하세요",
        ),
        Jwe::EpkInvalid { fault } => Told::new(
            match fault {
                EpkFault::Missing => "임시 키(epk)가 없음",
                EpkFault::NoKey => "임시 키(epk)가 곡선 위의 점이 아님",
                EpkFault::OtherCurve => "임시 키(epk)의 곡선이 가진 키의 곡선과 다름",
                EpkFault::LowOrder => "임시 키(epk)로 만든 공유 비밀이 0이거나 쓸 수 없음",
            },
            "개인 키를 알아내려고 이런 점을 보냅니다",
            "토큰을 거부하세요",
        ),
        Jwe::EpkPrivate => Told::new(
            "임시 키(epk)에 개인 키가 들어 있음",
            "토큰을 본 사람은 누구나 내용을 읽을 수 있습니다",
            "발급자가 공개 부분만 보내게 하세요",
        ),
        Jwe::ParamMissing { alg, name } => Told::new(
            format!("{} 방식에 필요한 헤더 값 {name} 없음", quoted(alg)),
            "없으면 아무도 토큰을 복호화할 수 없습니다",
            "발급자가 넣게 하세요",
        ),
        Jwe::KeySize { alg, has, needed } => Told::new(
            format!(
                "{} 키는 {}비트인데 가진 키는 {}비트",
                quoted(alg),
                thousands(*needed as u64),
                thousands(*has as u64)
            ),
            "길이가 다른 키로는 열 수 없습니다",
            "이 토큰을 암호화한 키를 추가하세요",
        ),
        Jwe::ContainsPrivateJwk => Told::new(
            "내용이 개인 키임",
            "본 사람은 누구나 쓸 수 있습니다",
            "키로 가져오고 화면에 남겨 두지 마세요",
        ),
    }
}
