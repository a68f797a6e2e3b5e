//! SER: the serialisation.

use crate::encoding::json::{self, Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};
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
    for (name, value) in root.members() {
        let known = matches!(
            &*name.text(),
            "payload" | "protected" | "signature" | "ciphertext" | "iv" | "tag" | "encrypted_key" | "aad"
        );
        let text = if value.kind() == Kind::String && !known { value.as_str() } else { None };
        if is_compact(&name.text()) || text.is_some_and(|text| is_compact(&text)) {
            let member = name.text().chars().take(80).collect();
            out.push(Finding::new(
                Serial::Polyglot { member },
                Place::encoded(Part::Token, name.span().start as usize, value.span().end as usize),
            ));
        }
    }
}

/// Whether a lenient reader would find `header.payload.` in the text.
fn is_compact(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), b"eyJ").take(16).any(|at| {
        text.get(at..).and_then(|rest| rest.split_once('.')).is_some_and(|(header, rest)| {
            header.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
                && rest.contains('.')
        })
    })
}
