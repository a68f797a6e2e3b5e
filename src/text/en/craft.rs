//! Why nothing was made, in English.

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
        CraftError::Key { key, why } => format!("The key {} cannot sign: {}", quoted(key), unable(why)),
        CraftError::NoSigner => "A key is needed to sign with".to_owned(),
        CraftError::Several(count) => {
            format!("Only the general serialisation has room for {count} signatures")
        }
        CraftError::NoneBesideKey => "The header says alg none, and a key was given to sign with".to_owned(),
        CraftError::Unprotected => "The compact serialisation has no unprotected header".to_owned(),
        CraftError::NotDisjoint(name) => format!("This member is in both headers: {}", quoted(name)),
        CraftError::StillEncoded => "The header must keep b64 false, and crit must name it".to_owned(),
        CraftError::NotCompact { at } => {
            format!(
                "Byte {at} of the content cannot stand unencoded in a compact token; leave the content out, or write JSON"
            )
        }
        CraftError::NotText => {
            "Content that is not UTF-8 cannot stand unencoded in JSON; leave it out of the token".to_owned()
        }
    }
}

fn seal_error(error: &SealError) -> String {
    // A person counts from 1.
    let the = |recipient: &usize| {
        if *recipient == 0 { "The key".to_owned() } else { format!("Key {}", recipient + 1) }
    };
    match error {
        SealError::NoRecipient => "A key is needed to encrypt to".to_owned(),
        SealError::Several(count) => {
            format!("Only the general serialisation has room for {count} recipients")
        }
        SealError::Alone(algorithm) => format!("{} takes one recipient only", algorithm.name()),
        SealError::NeverMade(algorithm) => {
            format!("{} is opened here but never made: it is broken too easily", algorithm.name())
        }
        SealError::Unfit { recipient, why } => {
            format!("{} does not fit: {}", the(recipient), unfit_to_open(why))
        }
        SealError::Sealed { recipient } => format!("{} was not fetched from the vault", the(recipient)),
        SealError::Key { recipient, why } => {
            format!("{} cannot be used: {}", the(recipient), TEXT.key_fault(why))
        }
        SealError::KeyTooSmall { recipient } => {
            format!("{} is too small for the content key", the(recipient))
        }
        SealError::NotJson(error) => {
            format!("The header is not JSON from line {}, column {} on", error.line, error.column)
        }
        SealError::NotObject => "The header is JSON, but no object".to_owned(),
        SealError::Duplicate(name) => format!("This member stands twice in the header: {}", quoted(name)),
        SealError::Contradicts(name) => {
            format!("The header says something else than what is done: {}", quoted(name))
        }
        SealError::Party(name) => format!("{name} of the header is not base64url"),
        SealError::Aad => "A compact token has no place for additional authenticated data".to_owned(),
        SealError::NoRandomness => "The system gives no random numbers".to_owned(),
        SealError::Cancelled => "It was cancelled".to_owned(),
        SealError::Failed => "The crypto library refused it".to_owned(),
    }
}

fn unable(why: &Unable) -> String {
    match why {
        Unable::PublicOnly => "Only its public half is here".to_owned(),
        Unable::NeverSigns(curve) => format!("{} keys agree on secrets; they never sign", curve.name()),
        Unable::Unfit(unfit) => TEXT.unfit(unfit),
        Unable::MeantFor(alg) => format!("Its alg is {}, which is no signature algorithm", quoted(alg)),
        Unable::Operations(operations) if operations.is_empty() => "Its key_ops allows nothing".to_owned(),
        Unable::Operations(operations) => {
            format!("Its key_ops allows only {}, not sign", visible(&operations.join(", "), 40))
        }
        Unable::TooSmall(algorithm) => format!("Its modulus is too short for {}", algorithm.name()),
        Unable::Unsupported(algorithm) => format!("{} is not done here", algorithm.name()),
        Unable::Fault(fault) => TEXT.key_fault(fault),
        Unable::Refused => "The crypto library refused it".to_owned(),
    }
}

fn header_fault(fault: &MembersFault) -> String {
    match fault {
        MembersFault::NotJson(error) => {
            format!("Not JSON from line {}, column {} on", error.line, error.column)
        }
        MembersFault::NotObject => "JSON, but no object".to_owned(),
        MembersFault::Duplicate(name) => format!("This member stands there twice: {}", quoted(name)),
    }
}

fn why_not(why: &WhyNot) -> String {
    match why {
        WhyNot::Already => "The token is written so already".to_owned(),
        WhyNot::Damaged => "The token is damaged".to_owned(),
        WhyNot::Several(0) => "The token has no signature and no recipient".to_owned(),
        WhyNot::Several(count) => {
            format!("There is room for one signature or recipient; the token has {count}")
        }
        WhyNot::Unprotected => "A compact token has no place for the unprotected header".to_owned(),
        WhyNot::NoProtected => "A compact token needs a protected header".to_owned(),
        WhyNot::Aad => "A compact token has no place for additional authenticated data".to_owned(),
        WhyNot::Member(name) => format!("This member would be lost: {}", quoted(name)),
        WhyNot::Unencoded => {
            "The unencoded payload has characters that cannot stand in a compact token".to_owned()
        }
        WhyNot::Disclosures => "The disclosures of an SD-JWT would be lost".to_owned(),
    }
}
