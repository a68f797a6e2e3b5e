//! HDR: the JOSE header.

use super::a;
use crate::inspect::rules::header::{CritFault, Header, Syntax};
use crate::text::Told;
use crate::text::en::TEXT;
use crate::text::escape::quoted;
use crate::text::number::thousands;

#[expect(clippy::too_many_lines, reason = "one arm for each finding, and nothing else")]
pub(super) fn told(detail: &Header) -> Told {
    match detail {
        Header::AlgMissing => Told::new(
            "The header names no algorithm (alg)",
            "A verifier would have to guess how the token is signed",
            "Have the issuer set alg",
        ),
        Header::AlgType { kind } => Told::new(
            format!("alg is {}, not a string", a(*kind)),
            "Loosely typed verifiers may take it for something else",
            "Have the issuer write the algorithm's name",
        ),
        Header::AlgNone => Told::new(
            "Not signed: alg is “none”",
            "Anyone can write or change such a token",
            "Refuse it, and sign with a real algorithm",
        ),
        Header::AlgNoneVariant { alg } => Told::new(
            format!("alg {} is “none” in disguise", quoted(alg)),
            "It slips past filters that look for the exact word",
            "Refuse it, and accept only algorithms that you list",
        ),
        Header::AlgCase { alg, registered } => Told::new(
            format!("alg {} must be spelled “{registered}”", quoted(alg)),
            "Names of algorithms are case-sensitive; only lenient libraries accept it",
            format!("Have the issuer write “{registered}”"),
        ),
        Header::AlgUnknown { alg, likely } => Told::new(
            format!("alg {} is not a registered algorithm", quoted(alg)),
            "Only software that knows this name can verify it",
            match likely {
                Some(name) => format!("Have the issuer write “{name}”, if that is meant"),
                None => "Use a registered algorithm, such as ES256 or Ed25519".to_owned(),
            },
        ),
        Header::JweAlgInJws { alg } => Told::new(
            format!("{} is for encryption, but this token has the form of a signed one", quoted(alg)),
            "A verifier that takes one for the other can be led to accept a forgery",
            "Refuse the token",
        ),
        Header::AlgPolymorphic => Told::new(
            "alg “EdDSA” does not say which curve",
            "RFC 9864 replaced it by Ed25519 and Ed448, which do",
            "Use Ed25519 once all readers of the token know it",
        ),
        Header::AlgPq { alg, bytes } => Told::new(
            format!("{alg} is post-quantum: the signature alone has {}", TEXT.bytes(*bytes)),
            "Few libraries verify it, and the token may be too large for a header",
            "Make sure that all readers of the token know it",
        ),
        Header::CritUnknown { name } => Told::new(
            format!("crit asks for {}, which Jotlens does not know", quoted(name)),
            "Whoever does not understand an extension in crit must refuse the token",
            "Verify with software that implements it, or have the issuer leave it out",
        ),
        Header::CritMalformed { fault } => crit(fault),
        Header::B64False => Told::new(
            "The payload is not base64url-encoded (b64 is false)",
            "Many libraries verify other bytes, and a JWT must not use it",
            "Use it only for detached content",
        ),
        Header::B64NotCrit => Told::new(
            "b64 is false, but crit does not list it",
            "Readers that do not know b64 verify other bytes",
            "Have the issuer add \"crit\": [\"b64\"] to the header",
        ),
        Header::ZipJws { zip } => Told::new(
            format!("zip {} in a signed token", quoted(zip)),
            "Only encrypted tokens are compressed by the standards: most readers see bytes without sense",
            "Have the issuer leave the compression out",
        ),
        Header::TypMissing => Told::new(
            "No typ in the header",
            "A token of one kind can be passed off as one of another",
            "Have the issuer set typ, such as at+jwt",
        ),
        Header::ParamType { name, kind } => Told::new(
            format!("“{name}” is {}", a(*kind)),
            "The standard gives it another type, and strict readers cannot read the header",
            "Have the issuer write it as the standard has it",
        ),
        Header::ReplicatedMismatch { name } => Told::new(
            format!("“{name}” in the header is not “{name}” in the claims"),
            "Whoever looks at the header only is told something else",
            "Refuse the token: a copy in the header must be the same",
        ),
        Header::UnknownParam { name } => Told::new(
            format!("{} is not a registered header parameter", quoted(name)),
            "It means what its issuer says it means; others pass over it",
            "",
        ),
        Header::KidMissing => Told::new(
            "No kid in the header",
            "A verifier with several keys has to try each of them",
            "Have the issuer name its key in kid",
        ),
        Header::KidType { kind } => Told::new(
            format!("kid is {}, not a string", a(*kind)),
            "Many libraries cannot read such a header at all",
            "Have the issuer write it as a string",
        ),
        Header::KidTraversal { kid } => Told::new(
            format!("kid looks like a file path: {}", quoted(kid)),
            "A server that reads keys by path can be led to a file whose content is known",
            "Take kid for a name, never for a path",
        ),
        Header::KidInjection { kid, syntax } => injection(kid, *syntax),
        Header::KidUrl { kid } => Told::new(
            format!("kid is a URL: {}", quoted(kid)),
            "A verifier that fetches it may ask an attacker for the key",
            "Fetch keys only from addresses in your own configuration",
        ),
        Header::KidLong { chars } => Told::new(
            format!("kid has {} characters", thousands(*chars as u64)),
            "It can slow down look-ups and flood logs",
            "Refuse names of keys that you would never give",
        ),
        Header::UnprotectedParam { name } => Told::new(
            format!("“{name}” is outside the signed header"),
            "Anyone can change it without breaking the signature",
            "Have the issuer move it into the protected header",
        ),
        Header::CtyNested => Told::new(
            "The payload is itself a token",
            "Both layers must be checked: one of them alone proves too little",
            "Verify the token inside as well",
        ),
        Header::CtyMissingNested { cty } => Told::new(
            match cty {
                Some(cty) => format!("The payload is a token, but cty is {}", quoted(cty)),
                None => "The payload is a token, but cty does not say so".to_owned(),
            },
            "A reader may take it for plain content and not verify it",
            "Have the issuer set cty to “JWT”",
        ),
        Header::UnprotectedUnknown { name } => Told::new(
            format!("{} is outside the signed header, and no standard knows it", quoted(name)),
            "Anyone can change it without breaking the signature, and nobody knows what it does",
            "Have the issuer move it into the protected header, or leave it out",
        ),
        Header::NotDisjoint { name } => Told::new(
            format!("{} is in both headers, protected and unprotected", quoted(name)),
            "Which of them counts differs from library to library",
            "Have the issuer keep it in the protected header only",
        ),
    }
}

fn crit(fault: &CritFault) -> Told {
    let message = match fault {
        CritFault::NotStrings => "crit is not an array of strings".to_owned(),
        CritFault::Empty => "crit is an empty array".to_owned(),
        CritFault::Duplicate(name) => format!("crit lists {} twice", quoted(name)),
        CritFault::Registered(name) => format!("crit lists {}, which is no extension", quoted(name)),
        CritFault::Absent(name) => format!("crit lists {}, which the header does not have", quoted(name)),
        CritFault::Unprotected => "crit is outside the signed header".to_owned(),
    };
    let fix = match fault {
        CritFault::NotStrings => "Have the issuer write the names of extensions in an array",
        CritFault::Empty => "Have the issuer leave it out",
        CritFault::Duplicate(_) => "Have the issuer list each name once",
        CritFault::Registered(_) => "Have the issuer list only what the standards leave open",
        CritFault::Absent(_) => "Have the issuer list only members of the header",
        CritFault::Unprotected => "Have the issuer move it into the protected header",
    };
    Told::new(message, "The standard makes this an error, so that no reader passes over an extension", fix)
}

fn injection(kid: &str, syntax: Syntax) -> Told {
    let (name, fix) = match syntax {
        Syntax::Sql => ("SQL", "Bind kid as a parameter of the query"),
        Syntax::Ldap => ("LDAP", "Escape kid before it goes into a filter"),
        Syntax::Command => ("shell", "Never hand kid to a shell"),
        Syntax::Markup => ("HTML", "Escape kid wherever it is shown"),
    };
    Told::new(
        format!("kid holds {name} syntax: {}", quoted(kid)),
        "Where kid is not treated as mere text, whoever writes the token gives orders",
        fix,
    )
}
