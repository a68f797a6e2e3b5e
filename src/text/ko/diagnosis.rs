//! What was found out and tried, and the four verdicts, in Korean.

use crate::inspect::diagnose::Step;
use crate::inspect::report::{Structure, TimeVerdict};
use crate::text::diagnosis::{Evidence, Mark, MarkEncryption, MarkSignature, Offer, Tables};
use crate::text::escape::{quoted, visible};
use crate::text::number::thousands;

pub(super) const TABLES: Tables = Tables { step, evidence, tried, mend, mark };

fn step(step: Step) -> &'static str {
    match step {
        Step::Repairs => "텍스트 복구",
        Step::SignatureForms => "서명의 다른 형식",
        Step::OtherKeys => "다른 키",
        Step::Algorithms => "다른 알고리즘",
        Step::SecretReadings => "비밀 키를 읽는 다른 방식",
        Step::PublicKeys => "비밀 키로 쓴 공개 키",
        Step::WeakSecrets => "널리 알려진 비밀 키",
        Step::EmbeddedKeys => "헤더에 든 키",
        Step::SampleKeys => "공개된 예제 키",
        Step::Claims => "클레임을 쓰는 다른 방식",
        Step::SigningInputs => "서명 대상의 다른 바이트",
        Step::Headers => "다른 헤더",
        Step::History => "앞서 본 토큰",
        Step::Characters => "더하거나 뺀 한 글자",
    }
}

fn evidence(evidence: &Evidence<'_>) -> String {
    let how = match evidence.step {
        Step::SignatureForms if evidence.as_raw => "R‖S로 바꾼 서명은 검증됩니다",
        Step::Repairs | Step::Characters => "복구한 텍스트는 검증됩니다",
        Step::SignatureForms => "올바른 형식으로 바꾼 서명은 검증됩니다",
        Step::OtherKeys => "다른 키로는 검증됩니다",
        Step::Algorithms => "다른 알고리즘으로는 검증됩니다",
        Step::SecretReadings => "비밀 키를 다르게 읽으면 검증됩니다",
        Step::PublicKeys => "공개 키를 비밀 키로 쓰면 검증됩니다",
        Step::WeakSecrets => "널리 알려진 비밀 키로 검증됩니다",
        Step::EmbeddedKeys => "자기 헤더에 든 키로 검증되지만 증명이 되지 않습니다",
        Step::SampleKeys => "공개된 예제 키로 검증됩니다",
        Step::Claims => "클레임을 다르게 쓰면 검증됩니다",
        Step::SigningInputs => "다른 바이트에 대한 서명으로는 검증됩니다",
        Step::Headers => "다른 헤더로는 검증됩니다",
        Step::History => "앞서 본 내용으로는 검증됩니다",
    };
    match evidence.key {
        Some(key) => format!("{how}: 키 {}", quoted(key)),
        None => how.to_owned(),
    }
}

fn tried(step: &str, count: usize) -> String {
    format!("{step}: {}", thousands(count as u64))
}

fn mend(offer: &Offer<'_>) -> String {
    match offer {
        Offer::Convert => "서명 변환".to_owned(),
        Offer::Repair => "복구한 토큰 열기".to_owned(),
        Offer::Original => "서명된 토큰 열기".to_owned(),
        Offer::Times => "시간을 지금으로 옮기기".to_owned(),
        Offer::Split(count) => format!("탭 {}개로 나누기", thousands(*count as u64)),
        Offer::Key(name) => format!("사용할 키: {}", visible(name, 24)),
        Offer::Secret => "이 비밀 키 사용…".to_owned(),
    }
}

fn mark(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Structure(structure) => (
            "구조",
            match structure {
                Structure::Ok => "온전함",
                Structure::Partial => "손상됨",
                Structure::Error => "깨짐",
            },
        ),
        Mark::Signature(signature) => (
            "서명",
            match signature {
                MarkSignature::Valid => "유효",
                MarkSignature::Invalid => "무효",
                MarkSignature::Unchecked => "확인 안 됨",
                MarkSignature::None => "없음",
                MarkSignature::Unsupported => "지원 안 됨",
                MarkSignature::Unreadable => "읽을 수 없음",
                MarkSignature::Ambiguous => "판단 불가",
                MarkSignature::Outdated => "편집 전 것",
            },
        ),
        Mark::Encryption(encryption) => (
            "암호화",
            match encryption {
                MarkEncryption::Opened => "열림",
                MarkEncryption::Closed => "열리지 않음",
                MarkEncryption::Failed => "실패",
                MarkEncryption::Unsupported => "지원 안 됨",
            },
        ),
        Mark::Time(time) => (
            "시간",
            match time {
                TimeVerdict::Active => "유효",
                TimeVerdict::Expired => "만료",
                TimeVerdict::NotYet => "시작 전",
                TimeVerdict::NoExpiry => "끝이 없음",
                TimeVerdict::Unreadable => "읽을 수 없음",
                TimeVerdict::None => "알 수 없음",
            },
        ),
        Mark::Policy { refuses } => ("정책", if refuses { "거부" } else { "통과" }),
    }
}
