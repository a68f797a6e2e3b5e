//! IN: what was pasted, and what had to be taken off to find the token in it.

use crate::inspect::finding::{Finding, Part, Place, findings};
use crate::jose::token::{Jws, Serialization, Token};

findings! {
    /// IN: what was pasted.
    Input {
        /// Nothing but white space and invisible characters.
        Empty = "in.empty", Info, Info, "RFC 7519 §3";
        /// Text that holds no token.
        NotJose { looks_like: Lookalike } = "in.not-jose", Info, Info, "RFC 7516 §9";
        /// `Bearer ` stood before the token.
        BearerPrefix = "in.bearer-prefix", Info, Info, "RFC 6750 §2.1";
        /// The token came out of HTTP.
        Http { source: HttpSource } = "in.http", Info, Info, "RFC 6265 §4.2";
        /// The tokens came out of a JSON token response.
        JsonResponse { members: Vec<String> } = "in.json-response", Info, Info, "RFC 6749 §5.1";
        /// More than one token.
        MultipleTokens { count: usize } = "in.multiple-tokens", Info, Info, "RFC 7519 §3";
        /// The token stood in other text.
        Extracted { context: Context } = "in.extracted", Info, Info, "RFC 7519 §3";
        /// Quotes around the token.
        Quoted { quote: char } = "in.quoted", Info, Info, "RFC 7515 §3.1";
        /// Line breaks or blanks inside the token, ignored.
        LineWrapped { count: usize } = "in.line-wrapped", Low, Info, "RFC 7515 §2";
        /// Characters that nobody sees, taken out.
        ZeroWidth { first: char, at: usize, count: usize } = "in.zero-width", Medium, Info, "RFC 8725bis §3.14";
        /// A character that no token has.
        NonAscii { found: char, at: usize, lookalike: Option<char> } = "in.non-ascii", High, Reject, "RFC 8725bis §3.14";
        /// Percent-encoding around the token, or a URL parameter.
        UrlEncoded { parameter: Option<String> } = "in.url-encoded", Info, Info, "RFC 9700 §4.3";
        /// HTML escapes around the token.
        HtmlEscaped = "in.html-escaped", Info, Info, "HTML §13.5";
        /// The whole token was base64-encoded once more.
        Base64Wrapped = "in.base64-wrapped", Info, Info, "RFC 4648 §4";
        /// The token was abbreviated with an ellipsis.
        Truncated { at: usize } = "in.truncated", High, Reject, "RFC 7515 §7.1";
        /// Header and payload only.
        TwoSegments = "in.two-segments", High, Reject, "RFC 7515 §7.1";
        /// Neither three nor five segments.
        SegmentCount { count: usize } = "in.segment-count", High, Reject, "RFC 7516 §9";
        /// A JSON serialisation.
        JsonSerialization { general: bool } = "in.json-serialization", Info, Info, "RFC 7515 §7.2";
        /// Larger than common limits; in bytes.
        Size { bytes: usize, limit: SizeLimit } = "in.size", Medium, Info, "RFC 6265 §6.1";
        /// Tokens inside tokens deeper than we follow.
        NestingDepth { limit: usize } = "in.nesting-depth", Medium, Warn, "RFC 8725 §3.3";
    }
}

/// What text that is no token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// A PASETO.
    Paseto,
    /// A GitHub token.
    GitHub,
    /// A Slack token.
    Slack,
    /// An AWS access key id.
    Aws,
    /// A Stripe key.
    Stripe,
    /// A signed value of Django, Flask or Rails.
    SignedCookie,
    /// A UUID.
    Uuid,
    /// A key in PEM or OpenSSH form.
    Key,
    /// A JSON Web Key or a set of them.
    Jwk,
    /// JSON without a token in it.
    Json,
    /// Base64 text that decodes to no token.
    Base64,
    /// Hexadecimal text.
    Hex,
    /// Plain text.
    Text,
}

/// Which part of HTTP a token came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpSource {
    /// The cookie of that name.
    Cookie(String),
    /// A cURL command; the header of that name in it.
    Curl(Option<String>),
    /// The header of that name.
    Header(String),
}

/// The text around a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// A log line or other prose.
    Text,
    /// Markdown.
    Markdown,
    /// An assignment, as in a `.env` file.
    Assignment,
    /// JSON text inside a JSON string.
    EscapedJson,
}

/// The limit that a token is larger than.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeLimit {
    /// 4,096 bytes: what browsers keep of a cookie.
    Cookie,
    /// 8,192 bytes: the headers that many servers and proxies take.
    Header,
    /// 250,000 bytes: what JOSE libraries take.
    Library,
}

/// The number of segments, and the size: the rules of this group that need the token cut.
pub(in crate::inspect) fn shape(
    token: &Token,
    jws: Option<&Jws>,
    is_abbreviated: bool,
    out: &mut Vec<Finding>,
) {
    let place = Place::whole(Part::Token);
    if let (Some(jws), Serialization::Unknown, false) = (jws, token.serialization, is_abbreviated) {
        let detail =
            if jws.segments == 2 { Input::TwoSegments } else { Input::SegmentCount { count: jws.segments } };
        out.push(Finding::new(detail, place));
    }
    let bytes = token.text.len();
    let limit = match bytes {
        250_001.. => SizeLimit::Library,
        8_193.. => SizeLimit::Header,
        4_097.. => SizeLimit::Cookie,
        _ => return,
    };
    out.push(Finding::new(Input::Size { bytes, limit }, place));
}
