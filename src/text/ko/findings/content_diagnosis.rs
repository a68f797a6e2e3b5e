//! DX: what was proved about the text of the token.

use crate::inspect::finding::Part;
use crate::inspect::rules::content_diagnosis::{
    ByteOrder, ContentDiagnosis, Damage, Escapes, Evidence, JsonForm, Layout, Numbers, Order, SignatureText,
    SignedBytes,
};
use crate::text::Told;
use crate::text::escape::quoted;
use crate::text::ko::names::part as name;
use crate::text::number::thousands;

pub(super) fn told(detail: &ContentDiagnosis) -> Told {
    match detail {
        ContentDiagnosis::PayloadAltered { evidence: Evidence::Seen | Evidence::Guessed } => Told::new(
            "서명한 뒤에 페이로드가 바뀜",
            "같은 서명이 다른 페이로드와 함께 쓰인 것을 여기서 본 적이 있습니다",
            "토큰에 다시 서명하세요",
        ),
        ContentDiagnosis::PayloadAltered { evidence: Evidence::NothingElse } => Told::new(
            "서명한 뒤에 페이로드가 바뀌었을 가능성이 가장 큼",
            "키와 알고리즘, 형식은 맞으며, 아니면 이름이 같은 다른 키로 서명한 것입니다",
            "토큰에 다시 서명하거나, 키가 바뀌었는지 발급자에게 물어보세요",
        ),
        ContentDiagnosis::HeaderAltered { evidence, header } => Told::new(
            match evidence {
                Evidence::Seen => "서명한 뒤에 헤더가 바뀜".to_owned(),
                Evidence::Guessed | Evidence::NothingElse => {
                    format!("서명한 뒤에 헤더가 바뀜: 유효한 헤더 {}", quoted(header))
                }
            },
            match evidence {
                Evidence::Seen => "같은 서명이 다른 헤더와 함께 쓰인 것을 여기서 본 적이 있습니다",
                Evidence::Guessed | Evidence::NothingElse => "서명은 헤더도 보호합니다",
            },
            "토큰에 쓸 헤더로 다시 서명하세요",
        ),
        ContentDiagnosis::Reserialised { part, form } => Told::new(
            format!("같은 JSON을 다르게 쓰면 유효: {}", form_of(*form)),
            format!("{}: 중간에서 읽은 뒤 다시 쓴 것이 있습니다", name(*part)),
            "토큰을 받은 그대로, 바이트까지 똑같이 넘기세요",
        ),
        ContentDiagnosis::SigningInput { signed } => Told::new(
            format!("다른 바이트에 서명함: {}", bytes_of(*signed)),
            "검증기는 토큰에 적힌 두 부분을 점과 함께 그대로 확인합니다",
            "인코딩한 헤더, 점, 인코딩한 페이로드에 서명하세요",
        ),
        ContentDiagnosis::SigEncoding { form } => Told::new(
            match form {
                SignatureText::Hex => "서명이 base64url이 아니라 16진수 텍스트",
                SignatureText::EncodedHex => "서명이 16진수 텍스트를 base64url로 쓴 것",
                SignatureText::EncodedBase64 => "서명이 두 번 인코딩됨",
                SignatureText::Utf8 => "서명의 바이트를 글자로 보고 UTF-8로 씀",
            },
            "바이트를 base64url로 쓰면 유효합니다",
            "발급자가 텍스트가 아니라 서명의 바이트를 인코딩하게 하세요",
        ),
        ContentDiagnosis::EcOrder { order } => Told::new(
            match order {
                ByteOrder::Swapped => "서명에서 s가 r보다 앞에 있음",
                ByteOrder::LittleEndian => "서명의 r과 s가 리틀 엔디언",
                ByteOrder::SwappedLittleEndian => "서명에서 s가 r보다 앞에 있고 둘 다 리틀 엔디언",
                ByteOrder::LittleEndianRsa => "RSA 서명이 리틀 엔디언",
            },
            "JOSE의 순서로는 유효하지만, 일부 시스템 라이브러리는 순서가 다릅니다",
            "발급자가 바이트를 순서대로 놓은 뒤 인코딩하게 하세요",
        ),
        ContentDiagnosis::LeadingZeros { found, needed } => Told::new(
            if found < needed {
                format!("서명 앞의 0이 빠짐: {needed}바이트 중 {found}바이트")
            } else {
                format!("서명 앞에 0이 더 있음: {needed}바이트가 아니라 {found}바이트")
            },
            "0의 수를 맞추면 유효하며, 숫자 라이브러리는 0을 빼거나 더하기도 합니다",
            "발급자가 각 숫자를 정해진 길이로 쓰게 하세요",
        ),
        ContentDiagnosis::CharMissing { part, near, damage } => character(*part, *near, *damage),
        ContentDiagnosis::CaseFolded { upper, .. } => Told::new(
            if *upper {
                "모든 글자가 대문자로 바뀜"
            } else {
                "모든 글자가 소문자로 바뀜"
            },
            "base64url은 대소문자를 구별하므로 내용을 알 수 없습니다",
            "토큰을 다시 복사하고, 대소문자를 바꾼 곳을 고치세요",
        ),
    }
}

fn character(part: Part, near: usize, damage: Damage) -> Told {
    let (name, place) = (name(part), thousands(near as u64 + 1));
    Told::new(
        match damage {
            Damage::Missing => format!("{name}: {place}번째 문자 근처에 한 글자가 빠짐"),
            Damage::Extra => format!("{name}: {place}번째 문자 근처에 한 글자가 더 있음"),
            Damage::Wrong => format!("{name}: {place}번째 문자가 잘못됨"),
            Damage::Swapped => format!("{name}: {place}번째 문자와 다음 문자의 순서가 바뀜"),
            Damage::Unclear => format!("{name}: {place}번째 문자 근처에 한 글자가 빠졌거나 더 있음"),
        },
        "손으로 옮긴 토큰은 글자가 쉽게 빠집니다",
        "토큰을 다시 복사하세요",
    )
}

fn form_of(form: JsonForm) -> String {
    let layout = match form.layout {
        Layout::Minified => "공백 없음",
        Layout::Spaced => "쉼표와 콜론 뒤에 공백",
        Layout::IndentedTwo => "공백 2칸 들여쓰기",
        Layout::IndentedFour => "공백 4칸 들여쓰기",
        Layout::IndentedTab => "탭 들여쓰기",
        Layout::Jackson => "Jackson 방식 들여쓰기",
    };
    let order = match form.order {
        Order::AsWritten => "",
        Order::Sorted => "이름순",
        Order::SortedOutside => "바깥쪽만 이름순",
        Order::Other => "다른 순서",
    };
    let escapes = match form.escapes {
        Escapes::AsWritten => "",
        Escapes::Fewest => "이스케이프 없음",
        Escapes::Ascii => "ASCII 밖의 글자 이스케이프",
        Escapes::Slashes => "“/” 이스케이프",
        Escapes::AsciiAndSlashes => "ASCII 밖의 글자와 “/” 이스케이프",
        Escapes::Html => "“<”, “>”, “&” 이스케이프",
        Escapes::AsciiAndHtml => "ASCII 밖의 글자와 HTML 이스케이프",
    };
    let numbers = match form.numbers {
        Numbers::AsWritten => "",
        Numbers::Whole => "정수를 소수점 없이",
        Numbers::Fraction => "정수에 .0을 붙임",
    };
    let words = [order, layout, escapes, numbers].into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

const fn bytes_of(signed: SignedBytes) -> &'static str {
    match signed {
        SignedBytes::Json => "base64url이 아닌 헤더와 페이로드",
        SignedBytes::JsonJoined => "base64url이 아닌, 점 없는 헤더와 페이로드",
        SignedBytes::Payload => "페이로드만",
        SignedBytes::PayloadJson => "base64url이 아닌 페이로드만",
        SignedBytes::Header => "헤더만",
        SignedBytes::Joined => "점 없는 헤더와 페이로드",
        SignedBytes::Reversed => "헤더보다 앞에 놓인 페이로드",
        SignedBytes::Trailing => "끝에 문자가 하나 더 있음",
        SignedBytes::Padded => "패딩이 있는 base64url",
        SignedBytes::Standard => "표준 base64",
        SignedBytes::Unencoded => "base64url이 아닌 페이로드",
        SignedBytes::Encoded => "b64와 달리 base64url로 쓴 페이로드",
        SignedBytes::Hex => "16진수 텍스트",
        SignedBytes::Digest => "해시를 다시 해시한 것",
        SignedBytes::DigestHex => "해시의 16진수 텍스트",
        SignedBytes::Utf16 => "UTF-16 텍스트",
    }
}
