//! HDR: the JOSE header.

use super::kind_name;
use crate::inspect::rules::header::{CritFault, Header, Syntax};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::ko::TEXT;
use crate::text::number::thousands;

#[expect(clippy::too_many_lines, reason = "one arm for each finding, and nothing else")]
pub(super) fn told(detail: &Header) -> Told {
    match detail {
        Header::AlgMissing => Told::new(
            "헤더에 알고리즘(alg)이 없음",
            "검증기가 서명 방식을 짐작해야 합니다",
            "발급자가 alg를 넣게 하세요",
        ),
        Header::AlgType { kind } => Told::new(
            format!("alg 값이 문자열이 아님: {}", kind_name(*kind)),
            "형식을 느슨하게 보는 검증기는 다른 것으로 읽을 수 있습니다",
            "발급자가 알고리즘 이름을 쓰게 하세요",
        ),
        Header::AlgNone => Told::new(
            "서명 없음: alg 값이 “none”",
            "누구나 이런 토큰을 만들고 고칠 수 있습니다",
            "거부하고, 실제 알고리즘으로 서명하세요",
        ),
        Header::AlgNoneVariant { alg } => Told::new(
            format!("alg 값 {}: 변장한 “none”", quoted(alg)),
            "정확한 단어만 찾는 필터를 빠져나갑니다",
            "거부하고, 목록에 있는 알고리즘만 받으세요",
        ),
        Header::AlgCase { alg, registered } => Told::new(
            format!("alg 값 {}: 올바른 표기는 “{registered}”", quoted(alg)),
            "알고리즘 이름은 대소문자를 구별하며 느슨한 라이브러리만 받아들입니다",
            format!("발급자가 “{registered}” 이름을 쓰게 하세요"),
        ),
        Header::AlgUnknown { alg, likely } => Told::new(
            format!("alg 값 {}: 등록되지 않은 알고리즘", quoted(alg)),
            "이 이름을 아는 소프트웨어만 검증할 수 있습니다",
            match likely {
                Some(name) => format!("“{name}” 알고리즘을 뜻했다면 발급자가 그렇게 쓰게 하세요"),
                None => "ES256이나 Ed25519 같은 등록된 알고리즘을 쓰세요".to_owned(),
            },
        ),
        Header::JweAlgInJws { alg } => Told::new(
            format!("{} 알고리즘은 암호화용인데 토큰은 서명 형식", quoted(alg)),
            "둘을 혼동하는 검증기는 위조 토큰을 받아들일 수 있습니다",
            "토큰을 거부하세요",
        ),
        Header::AlgPolymorphic => Told::new(
            "alg 값 “EdDSA”: 어느 곡선인지 말하지 않음",
            "RFC 9864가 곡선을 밝히는 Ed25519와 Ed448로 바꾸었습니다",
            "읽는 쪽이 모두 알게 되면 Ed25519를 쓰세요",
        ),
        Header::AlgPq { alg, bytes } => Told::new(
            format!("양자 내성 알고리즘 {alg}: 서명만 {}", TEXT.bytes(*bytes)),
            "검증하는 라이브러리가 적고, 토큰이 헤더에 담기에 클 수 있습니다",
            "읽는 쪽이 모두 아는지 확인하세요",
        ),
        Header::CritUnknown { name } => Told::new(
            format!("crit 확장 {}: Jotlens가 모르는 이름", quoted(name)),
            "crit의 확장을 이해하지 못하면 토큰을 거부해야 합니다",
            "구현한 소프트웨어로 검증하거나 발급자가 빼게 하세요",
        ),
        Header::CritMalformed { fault } => crit(fault),
        Header::B64False => Told::new(
            "페이로드가 base64url로 인코딩되지 않음(b64 값이 false)",
            "많은 라이브러리가 다른 바이트를 검증하며, JWT에는 쓸 수 없습니다",
            "분리된 내용에만 쓰세요",
        ),
        Header::B64NotCrit => Told::new(
            "b64 값이 false인데 crit에 없음",
            "b64를 모르는 쪽은 다른 바이트를 검증합니다",
            "발급자가 헤더에 \"crit\": [\"b64\"] 항목을 넣게 하세요",
        ),
        Header::ZipJws { zip } => Told::new(
            format!("서명된 토큰에 zip {} 값이 있음", quoted(zip)),
            "표준에서는 암호화된 토큰만 압축하므로, 대부분의 프로그램은 뜻 없는 바이트로 봅니다",
            "발급자가 압축하지 않게 하세요",
        ),
        Header::TypMissing => Told::new(
            "헤더에 typ 값이 없음",
            "한 종류의 토큰이 다른 종류로 쓰일 수 있습니다",
            "발급자가 at+jwt 같은 typ 값을 넣게 하세요",
        ),
        Header::ParamType { name, kind } => Told::new(
            format!("“{name}” 값의 형식이 다름: {}", kind_name(*kind)),
            "표준이 정한 형식이 아니어서 엄격한 프로그램은 헤더를 읽지 못합니다",
            "발급자가 표준대로 쓰게 하세요",
        ),
        Header::ReplicatedMismatch { name } => Told::new(
            format!("헤더의 “{name}” 값이 클레임의 값과 다름"),
            "헤더만 보는 프로그램은 다른 내용을 믿게 됩니다",
            "토큰을 거부하세요: 헤더의 사본은 같아야 합니다",
        ),
        Header::UnknownParam { name } => Told::new(
            format!("등록되지 않은 헤더 매개변수: {}", quoted(name)),
            "뜻은 발급자가 정하며, 다른 프로그램은 지나칩니다",
            "",
        ),
        Header::KidMissing => Told::new(
            "헤더에 kid 없음",
            "키가 여럿인 검증기는 하나씩 다 시도해야 합니다",
            "발급자가 키 이름을 kid에 쓰게 하세요",
        ),
        Header::KidType { kind } => Told::new(
            format!("kid 값이 문자열이 아님: {}", kind_name(*kind)),
            "많은 라이브러리가 이런 헤더를 아예 읽지 못합니다",
            "발급자가 문자열로 쓰게 하세요",
        ),
        Header::KidTraversal { kid } => Told::new(
            format!("파일 경로처럼 보이는 kid: {}", quoted(kid)),
            "경로로 키를 읽는 서버는 내용이 알려진 파일로 이끌릴 수 있습니다",
            "kid는 경로가 아니라 이름으로만 다루세요",
        ),
        Header::KidInjection { kid, syntax } => injection(kid, *syntax),
        Header::KidUrl { kid } => Told::new(
            format!("URL인 kid: {}", quoted(kid)),
            "이것을 가져오는 검증기는 공격자에게 키를 물을 수 있습니다",
            "키는 설정에 있는 주소에서만 가져오세요",
        ),
        Header::KidLong { chars } => Told::new(
            format!("kid 길이 {}자", thousands(*chars as u64)),
            "조회를 늦추고 로그를 채울 수 있습니다",
            "붙일 리 없는 키 이름은 거부하세요",
        ),
        Header::UnprotectedParam { name } => Told::new(
            format!("“{name}” 값이 서명된 헤더 밖에 있음"),
            "서명을 깨뜨리지 않고 누구나 바꿀 수 있습니다",
            "발급자가 보호된 헤더로 옮기게 하세요",
        ),
        Header::CtyNested => Told::new(
            "페이로드 자체가 토큰임",
            "한 겹만 확인해서는 부족하고 두 겹을 모두 확인해야 합니다",
            "안쪽 토큰도 검증하세요",
        ),
        Header::CtyMissingNested { cty } => Told::new(
            match cty {
                Some(cty) => format!("페이로드가 토큰인데 cty 값은 {}", quoted(cty)),
                None => "페이로드가 토큰인데 cty가 없음".to_owned(),
            },
            "읽는 쪽이 일반 내용으로 보고 검증하지 않을 수 있습니다",
            "발급자가 cty를 “JWT”로 쓰게 하세요",
        ),
        Header::UnprotectedUnknown { name } => Told::new(
            format!("표준에 없는 {} 값이 서명된 헤더 밖에 있음", quoted(name)),
            "서명을 깨뜨리지 않고 누구나 바꿀 수 있고, 무슨 뜻인지도 알 수 없습니다",
            "발급자가 보호된 헤더로 옮기거나 빼게 하세요",
        ),
        Header::NotDisjoint { name } => Told::new(
            format!("{} 값이 보호된 헤더와 보호되지 않은 헤더에 다 있음", quoted(name)),
            "어느 쪽을 쓰는지 라이브러리마다 다릅니다",
            "발급자가 보호된 헤더에만 두게 하세요",
        ),
    }
}

fn crit(fault: &CritFault) -> Told {
    let message = match fault {
        CritFault::NotStrings => "crit 값이 문자열 배열이 아님".to_owned(),
        CritFault::Empty => "crit 값이 빈 배열".to_owned(),
        CritFault::Duplicate(name) => format!("crit에 {} 이름이 두 번 있음", quoted(name)),
        CritFault::Registered(name) => format!("crit의 {} 이름은 확장이 아님", quoted(name)),
        CritFault::Absent(name) => format!("crit의 {} 이름이 헤더에 없음", quoted(name)),
        CritFault::Unprotected => "crit이 서명된 헤더 밖에 있음".to_owned(),
    };
    let fix = match fault {
        CritFault::NotStrings => "발급자가 확장 이름을 배열로 쓰게 하세요",
        CritFault::Empty => "발급자가 빼게 하세요",
        CritFault::Duplicate(_) => "발급자가 이름마다 한 번만 쓰게 하세요",
        CritFault::Registered(_) => "발급자가 표준에 없는 이름만 쓰게 하세요",
        CritFault::Absent(_) => "발급자가 헤더에 있는 이름만 쓰게 하세요",
        CritFault::Unprotected => "발급자가 보호된 헤더로 옮기게 하세요",
    };
    Told::new(message, "아무도 확장을 지나치지 않도록 표준이 오류로 정했습니다", fix)
}

fn injection(kid: &str, syntax: Syntax) -> Told {
    let (name, fix) = match syntax {
        Syntax::Sql => ("SQL", "kid는 쿼리의 매개변수로 묶으세요"),
        Syntax::Ldap => ("LDAP", "필터에 넣기 전에 kid를 이스케이프하세요"),
        Syntax::Command => ("셸", "kid를 셸에 넘기지 마세요"),
        Syntax::Markup => ("HTML", "보여 주는 곳마다 kid를 이스케이프하세요"),
    };
    Told::new(
        format!("{name} 구문이 든 kid: {}", quoted(kid)),
        "kid를 텍스트로만 다루지 않는 곳에서는 토큰을 쓴 사람이 명령을 내립니다",
        fix,
    )
}
