//! Negative tests, in English.

use crate::craft::negatives::{LeftOut, Negative, NegativesError};
use crate::text::escape::quoted;
use crate::text::negatives::{NegativeWords, Tables};

pub(super) const TABLES: Tables = Tables { why, left_out, error, words: WORDS };

const WORDS: NegativeWords = NegativeWords {
    accept: "accept",
    refuse: "refuse",
    notice: "Only for systems that you may test",
    count: |negatives, controls| format!("{negatives} tokens to refuse, {controls} to accept"),
    renewed: "The token is not good now, so its times were renewed and it was signed again",
    left_out: "Left out",
};

#[expect(clippy::too_many_lines, reason = "a table: one line for each")]
fn why(negative: Negative) -> &'static str {
    match negative {
        Negative::Control => "The token as it is: if this is refused, the other answers mean nothing",
        Negative::ControlResigned => "The same bytes signed again: the key is the right one",
        Negative::ControlUnknownClaim => "A claim that is not understood must be ignored",
        Negative::ControlUnknownHeader => {
            "A header parameter that is not understood and not critical must be ignored"
        }
        Negative::ControlAudienceList => "The audience may be a list, and the right one is in it",
        Negative::ControlWhiteSpace => "White space between JSON values means nothing",
        Negative::ControlOrder => "The order of claims means nothing",
        Negative::ControlEscaped => "A name with an escape is the same name",
        Negative::ControlFraction => "A time may have a fraction of a second",
        Negative::Expired => "It expired a day ago",
        Negative::NotYetValid => "It is not valid before a time that is years away",
        Negative::ExpMissing => "Without an expiry, a stolen token works for ever",
        Negative::ExpText => "A time is a number; a reader that skips text never sees it expire",
        Negative::ExpMilliseconds => {
            "Times are in seconds; taken as such, this one ends in tens of thousands of years"
        }
        Negative::ExpHuge => "A number that no integer of 64 bits holds overflows or never expires",
        Negative::ExpInfinite => "A number beyond all floats becomes infinity, which never expires",
        Negative::ExpNegative => "An instant before 1970 is past; as an unsigned number it is far away",
        Negative::ExpZero => "1970 is past; a reader that takes 0 for nothing never sees it expire",
        Negative::ExpNull => "Null is no time; a reader that takes it for nothing never sees it expire",
        Negative::NbfText => "A time is a number; a reader that skips text takes it before its time",
        Negative::AudWrong => "It is for another service",
        Negative::AudMissing => "Without an audience, a token for one service works at all of them",
        Negative::AudEmptyList => "It is for nobody; some readers find nothing to compare and pass it",
        Negative::AudLookAlike => "It is for a service whose name only begins like the right one",
        Negative::IssWrong => "Another issuer made it",
        Negative::IssMissing => "Nobody says who made it",
        Negative::IssLookAlike => "Its issuer has a name that only begins like the right one",
        Negative::IssCut => "Its issuer's name is only a part of the right one",
        Negative::IssList => "The issuer is one text; a list with the right one in it says who else made it",
        Negative::SubNumber => "The subject is text; as a number it may be somebody else",
        Negative::DuplicateClaim => "The expiry stands there twice; the last one counts, if any, and is past",
        Negative::KidUnknown => "No key is called so; whoever falls back to another has no use for names",
        Negative::KidTraversal => "The name of a key must never be opened as a file",
        Negative::KidInjection => "The name of a key must never become part of a query",
        Negative::KidNumber => "The name of a key is text",
        Negative::AlgNone => "It is not signed at all",
        Negative::AlgNoneCapital => {
            "It is not signed, and its spelling slips past a list of what is forbidden"
        }
        Negative::AlgNoneUpper => "It is not signed, and capitals slip past a list of what is forbidden",
        Negative::AlgNoneMixed => "It is not signed, and mixed letters slip past a list of what is forbidden",
        Negative::AlgNoneSigned => "It says that it is not signed; the signature beside it is not looked at",
        Negative::AlgMissing => "Without an algorithm a verifier would have to guess",
        Negative::AlgEmpty => "An empty name is no algorithm",
        Negative::AlgNull => "Null is no algorithm",
        Negative::AlgCase => "Names of algorithms are exact; in small letters it is another one",
        Negative::AlgUnknown => "Nobody knows that algorithm",
        Negative::AlgOther => "The token must not choose the algorithm, not even among good ones",
        Negative::DuplicateHeader => {
            "The algorithm stands there twice; the last one counts, if any, and is none"
        }
        Negative::CritUnknown => "It requires an extension that nobody knows",
        Negative::CritEmpty => "A list of required extensions is never empty",
        Negative::CritAbsent => "It requires an extension that is not there",
        Negative::TypOther => "It says that it is another kind of token",
        Negative::SignatureEmpty => "The signature is empty",
        Negative::SignatureMissing => "The signature is not there, nor its dot",
        Negative::SignatureNull => "The word null is no signature",
        Negative::SignatureZero => "Zeros are no signature; some ECDSA code takes them for every message",
        Negative::SignatureOrder => {
            "Both halves are zero in disguise; some ECDSA code takes them for every message"
        }
        Negative::SignatureDer => "It is the right signature in the form of certificates, not of tokens",
        Negative::SignatureTruncated => "The last byte of the signature is missing",
        Negative::SignatureExtended => "The signature has a byte too many",
        Negative::SignaturePadded => {
            "Segments have no padding; a second spelling slips past a list of revoked tokens"
        }
        Negative::SignatureAlphabet => {
            "Segments are base64url; a second spelling slips past a list of revoked tokens"
        }
        Negative::HeaderFlipped => "One bit of the header is another one than was signed",
        Negative::PayloadFlipped => "One bit of the payload is another one than was signed",
        Negative::SignatureFlipped => "One bit of the signature is another one",
        Negative::PayloadSwapped => "The claims of somebody else, with the signature of these",
        Negative::WrongKey => "Another key made the signature; its name is the same",
        Negative::JwkEmbedded => "The token brings the key that verifies it, and an attacker made both",
        Negative::JkuForeign => "The token says where its keys are, and that place is an attacker's",
        Negative::X5uForeign => "The token says where its certificate is, and that place is an attacker's",
        Negative::ConfusionPem => "The public key, known to all, was taken as the secret of an HMAC",
        Negative::ConfusionPemTrimmed => {
            "The public key without its last line break was taken as the secret of an HMAC"
        }
        Negative::ConfusionPemCrlf => {
            "The public key with line breaks of Windows was taken as the secret of an HMAC"
        }
        Negative::ConfusionPkcs1 => "The public key as PKCS#1 was taken as the secret of an HMAC",
        Negative::ConfusionDer => "The bytes of the public key were taken as the secret of an HMAC",
        Negative::ConfusionJwk => "The public JWK was taken as the secret of an HMAC",
        Negative::SecretEmpty => "The secret is empty, as it is where a setting is missing",
        Negative::SecretWeak => "The secret is a word that everybody tries first",
        Negative::JweInPlace => "Encrypted is not signed: anybody can encrypt to a public key",
        Negative::JsonFlattened => "A JWT is always compact; two forms are two parsers to fool",
        Negative::SegmentExtra => "A signed token has three segments",
        Negative::BlankInside => "A blank inside is not part of any token",
        Negative::PayloadPadded => "Segments have no padding, even where the signature holds",
        Negative::PayloadEmpty => "It has no claims at all",
        Negative::PayloadList => "The claims are inside a list, and a list has no claims",
        Negative::PayloadTrailing => "Something follows the claims, and readers disagree on which counts",
        Negative::PayloadUtf16 => "Claims are UTF-8; a second encoding is a second way to be read",
        Negative::HeaderList => "The header is a list, and a list has no algorithm",
    }
}

fn left_out(why: LeftOut) -> String {
    match why {
        LeftOut::NoPublicKey => "A secret has no public half".to_owned(),
        LeftOut::OnlyRsa => "Only RSA keys have that form".to_owned(),
        LeftOut::OnlyEcdsa => "Only ECDSA signatures are pairs of numbers".to_owned(),
        LeftOut::OneAlgorithm => "The key has one algorithm only".to_owned(),
        LeftOut::NoClaim(name) => format!("The token has no {name}, or not as text"),
        LeftOut::Already => "The token is like that already".to_owned(),
        LeftOut::NoPadding => "Base64url of that length needs no padding".to_owned(),
        LeftOut::SameAlphabet => "This signature is spelled the same in both alphabets".to_owned(),
        LeftOut::Failed => "The crypto library made none".to_owned(),
    }
}

fn error(error: &NegativesError) -> String {
    match error {
        NegativesError::NotCompact => "This is no signed token in the compact serialisation".to_owned(),
        NegativesError::Header => "The header is no JSON object with single names".to_owned(),
        NegativesError::Payload => "The payload is no claims set with single names".to_owned(),
        NegativesError::Algorithm(alg) => {
            format!("The header's alg is no signature algorithm that is known here: {}", quoted(alg))
        }
        NegativesError::Critical => {
            "The token requires extensions, so each variant might be refused for them".to_owned()
        }
        NegativesError::OtherKey => "None of the keys has signed this token".to_owned(),
        NegativesError::PublicOnly(key) => {
            format!("Only the public half is here of the key that has signed it, {}", quoted(key))
        }
        NegativesError::CannotSign => "The key made no signature".to_owned(),
        NegativesError::NoRandomness => "The system gives no random numbers".to_owned(),
        NegativesError::Cancelled => "It was cancelled".to_owned(),
    }
}
