//! Why nothing was made, in Korean.

use super::TEXT;
use super::verdict::unfit_to_open;
use crate::craft::convert::WhyNot;
use crate::craft::sign::{CraftError, Unable};
use crate::jose::header::MembersFault;
use crate::jose::jwe::seal::SealError;
use crate::text::craft::Tables;
use crate::text::escape::{quoted, visible};

pub(super) const TABLES: Tables = Tables { craft_error, seal_error, unable, header_fault, why_not };

fn craft_error(error: &CraftError) -> String {
    match error {
        CraftError::Key { key, why } => format!("서명할 수 없는 키 {}: {}", quoted(key), unable(why)),
        CraftError::NoSigner => "서명할 키가 필요합니다".to_owned(),
        CraftError::Several(count) => format!("서명 {count}개는 general 형식에만 담을 수 있습니다"),
        CraftError::NoneBesideKey => "헤더의 alg가 none인데 서명할 키가 주어졌습니다".to_owned(),
        CraftError::Unprotected => "compact 형식에는 보호되지 않은 헤더가 없습니다".to_owned(),
        CraftError::NotDisjoint(name) => format!("두 헤더에 모두 있는 항목: {}", quoted(name)),
        CraftError::StillEncoded => "헤더의 b64는 false여야 하고 crit에 있어야 합니다".to_owned(),
        CraftError::NotCompact { at } => {
            format!(
                "내용의 {at}번 바이트는 인코딩하지 않은 채 compact 토큰에 둘 수 없습니다. 내용을 빼거나 JSON으로 쓰세요"
            )
        }
        CraftError::NotText => {
            "UTF-8이 아닌 내용은 인코딩하지 않은 채 JSON에 둘 수 없습니다. 토큰에서 빼세요".to_owned()
        }
    }
}

fn seal_error(error: &SealError) -> String {
    // A person counts from 1.
    let the = |recipient: &usize| {
        if *recipient == 0 { "키".to_owned() } else { format!("{}번 키", recipient + 1) }
    };
    match error {
        SealError::NoRecipient => "암호화할 대상 키가 필요합니다".to_owned(),
        SealError::Several(count) => format!("수신자 {count}명은 general 형식에만 담을 수 있습니다"),
        SealError::Alone(algorithm) => format!("수신자가 하나여야 하는 알고리즘: {}", algorithm.name()),
        SealError::NeverMade(algorithm) => {
            format!("쉽게 깨지기 때문에 열기만 하고 만들지 않는 알고리즘: {}", algorithm.name())
        }
        SealError::Unfit { recipient, why } => {
            format!("맞지 않는 {}: {}", the(recipient), unfit_to_open(why))
        }
        SealError::Sealed { recipient } => format!("보관소에서 가져오지 못한 {}", the(recipient)),
        SealError::Key { recipient, why } => {
            format!("쓸 수 없는 {}: {}", the(recipient), TEXT.key_fault(why))
        }
        SealError::KeyTooSmall { recipient } => format!("콘텐츠 키를 담기에는 너무 작은 {}", the(recipient)),
        SealError::NotJson(error) => {
            format!("헤더가 {}행 {}열부터 JSON이 아닙니다", error.line, error.column)
        }
        SealError::NotObject => "헤더가 JSON이지만 객체가 아닙니다".to_owned(),
        SealError::Duplicate(name) => format!("헤더에 두 번 나오는 항목: {}", quoted(name)),
        SealError::Contradicts(name) => format!("실제 암호화와 어긋나는 헤더 항목: {}", quoted(name)),
        SealError::Party(name) => format!("base64url이 아닌 헤더 항목: {name}"),
        SealError::Aad => "compact 토큰에는 추가 인증 데이터를 둘 곳이 없습니다".to_owned(),
        SealError::NoRandomness => "시스템에서 난수를 얻지 못했습니다".to_owned(),
        SealError::Cancelled => "취소되었습니다".to_owned(),
        SealError::Failed => "암호 라이브러리가 거부했습니다".to_owned(),
    }
}

fn unable(why: &Unable) -> String {
    match why {
        Unable::PublicOnly => "공개 부분만 있습니다".to_owned(),
        Unable::NeverSigns(curve) => format!("키 합의 전용이라 서명하지 않는 곡선: {}", curve.name()),
        Unable::Unfit(unfit) => TEXT.unfit(unfit),
        Unable::MeantFor(alg) => format!("alg가 서명 알고리즘이 아닙니다: {}", quoted(alg)),
        Unable::Operations(operations) if operations.is_empty() => {
            "key_ops가 아무것도 허용하지 않습니다".to_owned()
        }
        Unable::Operations(operations) => {
            format!("key_ops에 sign이 없고 이것만 있습니다: {}", visible(&operations.join(", "), 40))
        }
        Unable::TooSmall(algorithm) => {
            format!("모듈러스가 너무 짧아 쓸 수 없는 알고리즘: {}", algorithm.name())
        }
        Unable::Unsupported(algorithm) => format!("여기서 지원하지 않는 알고리즘: {}", algorithm.name()),
        Unable::Fault(fault) => TEXT.key_fault(fault),
        Unable::Refused => "암호 라이브러리가 거부했습니다".to_owned(),
    }
}

fn header_fault(fault: &MembersFault) -> String {
    match fault {
        MembersFault::NotJson(error) => format!("{}행 {}열부터 JSON이 아닙니다", error.line, error.column),
        MembersFault::NotObject => "JSON이지만 객체가 아닙니다".to_owned(),
        MembersFault::Duplicate(name) => format!("두 번 나오는 항목: {}", quoted(name)),
    }
}

fn why_not(why: &WhyNot) -> String {
    match why {
        WhyNot::Already => "이미 이 형식입니다".to_owned(),
        WhyNot::Damaged => "토큰이 손상되었습니다".to_owned(),
        WhyNot::Several(0) => "토큰에 서명도 수신자도 없습니다".to_owned(),
        WhyNot::Several(count) => {
            format!("서명이나 수신자는 하나만 담을 수 있습니다. 토큰에 있는 수: {count}")
        }
        WhyNot::Unprotected => "compact 토큰에는 보호되지 않은 헤더를 둘 곳이 없습니다".to_owned(),
        WhyNot::NoProtected => "compact 토큰에는 보호 헤더가 필요합니다".to_owned(),
        WhyNot::Aad => "compact 토큰에는 추가 인증 데이터를 둘 곳이 없습니다".to_owned(),
        WhyNot::Member(name) => format!("잃게 되는 항목: {}", quoted(name)),
        WhyNot::Unencoded => {
            "인코딩하지 않은 페이로드에 compact 토큰에 둘 수 없는 문자가 있습니다".to_owned()
        }
        WhyNot::Disclosures => "SD-JWT의 공개(disclosure)를 잃게 됩니다".to_owned(),
    }
}
