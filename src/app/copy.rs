//! What goes to the clipboard of the token that is shown. Nothing secret: private forms of keys go by `export`.

use std::fmt::Write as _;

use super::Core;
use super::command::{CopyWhat, Effect};
use super::state::NoticeKind;
use crate::craft::convert::convert;
use crate::craft::copy_as::{As, Order, Words};
use crate::encoding::base64url;
use crate::inspect::report::TokenReport;
use crate::jose::token::Shape;

/// Where requests go that are copied: a name that nobody has (RFC 2606).
const EXAMPLE_URL: &str = "https://api.example.com/";

impl Core {
    /// Puts something of the shown token on the clipboard.
    pub(super) fn copy(&mut self, what: CopyWhat) -> Vec<Effect> {
        let text = match what {
            CopyWhat::Value(text) => Some(text),
            CopyWhat::As(form, words) => self.written_as(form, words),
            what => self.state.token().and_then(|token| copied(token, &what)),
        };
        let Some(text) = text else { return Vec::new() };
        self.notice(NoticeKind::Copied);
        vec![Effect::CopyText(text)]
    }

    /// The shown token in another form, with the key that verifies it; why not is said.
    fn written_as(&mut self, form: As, words: Words) -> Option<String> {
        let report = self.state.token()?;
        let key = self.state.verifier().and_then(|key| self.ring.get(key));
        match form.write(&Order { report, key, url: EXAMPLE_URL, words }) {
            Ok(text) => Some(text),
            Err(why) => {
                self.notice(NoticeKind::NotCopied(why));
                None
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn copied(report: &TokenReport, what: &CopyWhat) -> Option<String> {
    let token = &report.token;
    let text = &token.text;
    let signature = || match &token.shape {
        Shape::Jws(jws) => jws.signatures.first().map(|block| block.signature.bytes().to_vec()),
        Shape::Jwe(_) => None,
    };
    Some(match what {
        CopyWhat::Token => text.to_string(),
        CopyWhat::Converted(to) => convert(token, *to).ok()?,
        CopyWhat::HeaderJson => token.header()?.text()?.to_string(),
        CopyWhat::PayloadJson => report.payload()?.text()?.to_string(),
        CopyWhat::SignatureBase64url => base64url::encode(&signature()?),
        CopyWhat::SignatureHex => hex(&signature()?),
        // What is not of the token alone is written by those who call.
        CopyWhat::Value(_) | CopyWhat::As(..) => return None,
    })
}
