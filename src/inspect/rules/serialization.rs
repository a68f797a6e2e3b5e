//! SER: the serialisation.

use crate::encoding::json::{self, Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::inspect::rules::json::JsonRule;
use crate::jose::token::{Jws, Token};

findings! {
    /// SER: the serialisation.
    Serial {
        /// The payload is elsewhere.
        Detached = "ser.detached", Info, Info, "RFC 7515 App. F";
        /// Members of the general and of the flattened form together.
        MixedMembers = "ser.mixed-members", High, Reject, "RFC 7515 §7.2.2";
        /// No signature at all.
        NoSignatures = "ser.no-signatures", Critical, Reject, "RFC 7515 §7.2.1";
        /// Text in the JSON that another parser takes for a compact token.
        Polyglot { member: String } = "ser.polyglot", Critical, Reject, "CVE-2022-39227";
    }
}

/// Tells that the payload is elsewhere.
pub(in crate::inspect) fn detached(token: &Token, jws: &Jws, out: &mut Vec<Finding>) {
    let signed = jws.signatures.iter().any(|block| !block.signature.bytes().is_empty());
    if jws.payload.encoded(&token.text).is_empty() && signed {
        out.push(Finding::new(Serial::Detached, Place::whole(Part::Payload)));
    }
}

/// The rules on a JSON serialisation as a whole.
pub(in crate::inspect) fn object(token: &Token, out: &mut Vec<Finding>) {
    let Some(json) = json::parse(token.text.clone()).json else { return };
    let root = json.root();
    let has = |name| root.member(name).is_some();
    if has("signatures") && (has("signature") || has("protected") || has("header")) {
        out.push(Finding::new(Serial::MixedMembers, Place::whole(Part::Token)));
    }
    if root.member("signatures").is_some_and(Value::is_empty) {
        out.push(Finding::new(Serial::NoSignatures, Place::whole(Part::Token)));
    }
    for duplicate in json::duplicates(&json).into_iter().take(MOST_TOLD) {
        let place = duplicate.values.last().map_or(Place::whole(Part::Token), |span| {
            Place::encoded(Part::Token, span.start as usize, span.end as usize)
        });
        let count = duplicate.values.len();
        let detail = JsonRule::Duplicate { part: Part::Token, name: duplicate.name, count };
        out.push(Finding::new(detail, place));
    }
    let payload = root.member("payload").map(Value::index);
    let polyglots = json.values().filter(|value| {
        let text = if value.kind() == Kind::String && Some(value.index()) != payload {
            value.as_str()
        } else {
            None
        };
        value.name().is_some_and(|name| is_compact(&name.text()))
            || text.is_some_and(|text| is_compact(&text))
    });
    for value in polyglots.take(MOST_TOLD) {
        let name = value.name();
        let member = name.map_or_else(String::new, |name| name.text().chars().take(80).collect());
        let start = name.map_or(value.span(), json::Name::span).start;
        out.push(Finding::new(
            Serial::Polyglot { member },
            Place::encoded(Part::Token, start as usize, value.span().end as usize),
        ));
    }
}

/// How many findings of one rule are told: the rest would only repeat it.
const MOST_TOLD: usize = 8;

/// Whether a lenient reader would find `header.payload.` in the text.
fn is_compact(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), b"eyJ").take(16).any(|at| {
        text.get(at..).and_then(|rest| rest.split_once('.')).is_some_and(|(header, rest)| {
            header.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
                && rest.contains('.')
        })
    })
}
