//! CLAIM: what the values of claims give away, or could do to whoever uses them.
//!
//! A false alarm is a defect: a value is told of only where its name or its form leaves no doubt. The work is bounded:
//! of a payload with more values, the first are looked at.

use std::borrow::Cow;

use super::key_reference::is_inside;
use super::suspicious::{self, Signs};
use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{Finding, Part, Place, findings};

findings! {
    /// CLAIM: what is in the values.
    ClaimContent {
        /// `true` or `false` as a string.
        BoolAsString { claim: String } = "claim.bool-as-string", Low, Warn, "OIDC Core §5.1";
        /// Data of a person.
        Pii { claims: Vec<String> } = "claim.pii", Medium, Warn, "RFC 7519 §12";
        /// A password, or a key of another service.
        Secret { claim: String } = "claim.secret", Critical, Warn, "RFC 7519 §12";
        /// A right to do everything.
        Privileged { claim: String, value: String } = "claim.privileged", Info, Info, "RFC 9700 §2.3";
        /// Text in the syntax of another language.
        Injection { claim: String, language: Language } = "claim.injection", Medium, Warn, "RFC 8725 §3.10";
        /// A URL that leads inside a network.
        UrlInternal { claim: String, host: String } = "claim.url-internal", Medium, Warn, "RFC 8725 §3.10";
        /// A claim, or all of them, of many bytes.
        Size { claim: Option<String>, bytes: usize, percent: usize } = "claim.size", Low, Info, "RFC 6265 §6.1";
    }
}

/// Whose syntax a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// HTML.
    Markup,
    /// SQL.
    Sql,
    /// A template engine, or a look-up of a logging library.
    Template,
}

/// How many values are looked at, and how much of a text; bytes.
const MOST_VALUES: usize = 2_000;
const MOST_TEXT: usize = 4_096;
/// How deep arrays and objects are looked into.
const MOST_DEPTH: usize = 4;
/// From how many bytes on a claim, and a whole set of claims, is called large: cookies and header lines end there.
const LARGE_CLAIM: usize = 4_096;
const LARGE_SET: usize = 8_192;

/// The rules on the values of a claims set.
pub(in crate::inspect) fn check(claims: Value<'_>, out: &mut Vec<Finding>) {
    let mut look = Look { left: MOST_VALUES, personal: Vec::new(), place: None, privileged: false, out };
    for (name, value) in claims.members() {
        let name = name.text();
        let plain = plain(&name);
        let claim = Claim { top: &name, is_grant: grants(&plain), name: &name, plain: &plain };
        look.value(claim, value, 0);
        if look.left == 0 {
            break;
        }
    }
    let Look { personal, place, .. } = look;
    if let Some(place) = place {
        out.push(Finding::new(ClaimContent::Pii { claims: personal }, place));
    }
    size(claims, out);
}

/// One walk over the values.
struct Look<'a> {
    left: usize,
    /// The names of claims that hold data of a person, and where the first of them is.
    personal: Vec<String>,
    place: Option<Place>,
    /// Whether one right to do everything was told of: one is enough.
    privileged: bool,
    out: &'a mut Vec<Finding>,
}

/// Under which name a value stands.
#[derive(Clone, Copy)]
struct Claim<'a> {
    /// The name in the claims set.
    top: &'a str,
    /// Whether it lists rights.
    is_grant: bool,
    /// The innermost name, and [`plain`] of it.
    name: &'a str,
    plain: &'a str,
}

impl Look<'_> {
    fn value(&mut self, claim: Claim<'_>, value: Value<'_>, depth: usize) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        match value.kind() {
            Kind::Object if depth < MOST_DEPTH => {
                for (inner, value) in value.members() {
                    let name = inner.text();
                    let plain = plain(&name);
                    let is_grant = claim.is_grant || grants(&plain);
                    self.value(
                        Claim { top: claim.top, is_grant, name: &name, plain: &plain },
                        value,
                        depth + 1,
                    );
                    if self.left == 0 {
                        return;
                    }
                }
            }
            Kind::Array if depth < MOST_DEPTH => {
                for value in value.elements() {
                    self.value(claim, value, depth + 1);
                    if self.left == 0 {
                        return;
                    }
                }
            }
            Kind::Bool if is_admin_flag(claim.plain) && value.as_bool() == Some(true) => {
                self.privileged(claim.name, "true", value);
            }
            Kind::String if value.raw().len() <= MOST_TEXT => {
                if let Some(text) = value.as_str() {
                    self.text(claim, &text, value);
                }
            }
            Kind::Number if is_named_personal(claim.plain) => self.personal(claim.name, value),
            _ => {}
        }
    }

    fn text(&mut self, claim: Claim<'_>, text: &str, value: Value<'_>) {
        let Claim { top, is_grant, name, plain } = claim;
        let shown = || shortened(name);
        if matches!(text, "true" | "false") {
            self.tell(ClaimContent::BoolAsString { claim: shown() }, value);
        }
        if is_plain_secret(plain, text) {
            self.tell(ClaimContent::Secret { claim: shown() }, value);
        } else if !text.is_empty()
            && (is_named_personal(plain) || is_email(name, text) || is_card(plain, text))
        {
            self.personal(name, value);
        }
        if is_grant && let Some(word) = text.split([' ', ',']).find(|word| is_powerful(word)) {
            self.privileged(name, word, value);
        }
        let signs = Signs::of(text);
        if signs.is_none() {
            return;
        }
        if let Some(language) = language(text, signs) {
            self.tell(ClaimContent::Injection { claim: shown(), language }, value);
        }
        // Issuers and audiences inside a cluster are called by its own names, and an app on a desktop waits for its
        // answer on its own machine (RFC 8252 §7.3).
        if !matches!(top, "iss" | "aud")
            && !plain.trim_end_matches('s').ends_with("redirecturi")
            && signs.has(Signs::COLON)
            && let Some(host) = host(text).filter(|host| is_inside(host))
        {
            self.tell(ClaimContent::UrlInternal { claim: shown(), host: shortened(host) }, value);
        }
    }

    fn personal(&mut self, name: &str, value: Value<'_>) {
        let name = shortened(name);
        if self.personal.len() < 8 && !self.personal.contains(&name) {
            self.personal.push(name);
        }
        self.place.get_or_insert(at(value));
    }

    fn privileged(&mut self, name: &str, right: &str, value: Value<'_>) {
        if !std::mem::replace(&mut self.privileged, true) {
            let detail = ClaimContent::Privileged { claim: shortened(name), value: shortened(right) };
            self.tell(detail, value);
        }
    }

    fn tell(&mut self, detail: ClaimContent, value: Value<'_>) {
        self.out.push(Finding::new(detail, at(value)));
    }
}

fn is_admin_flag(plain: &str) -> bool {
    matches!(plain, "admin" | "isadmin" | "superuser" | "issuperuser" | "root" | "isroot")
}

/// Claims that list what their holder may do.
fn grants(plain: &str) -> bool {
    matches!(
        plain.rsplit(['/', ':']).next().unwrap_or_default(),
        "role"
            | "roles"
            | "scope"
            | "scopes"
            | "scp"
            | "permission"
            | "permissions"
            | "groups"
            | "authorities"
            | "realmaccess"
            | "resourceaccess"
    )
}

fn is_powerful(word: &str) -> bool {
    let word = plain(word);
    word == "*"
        || matches!(
            word.strip_prefix("role").filter(|rest| !rest.is_empty()).unwrap_or(&word),
            "admin"
                | "administrator"
                | "administrators"
                | "root"
                | "superuser"
                | "superadmin"
                | "servicerole"
                | "realmadmin"
                | "globaladmin"
                | "sysadmin"
        )
        || word == "servicerole"
}

/// Whether a text is a password by the name that it stands under, or a key of another service by its form.
pub fn is_secret(name: &str, text: &str) -> bool {
    is_plain_secret(&plain(name), text)
}

fn is_plain_secret(plain: &str, text: &str) -> bool {
    let is_named =
        ["password", "passwd", "passphrase", "secret", "apikey", "privatekey", "secretkey", "accesskey"]
            .iter()
            .any(|end| plain.ends_with(end))
            || plain == "pwd";
    is_named && text.chars().count() >= 4 || has_form_of_secret(text)
}

fn has_form_of_secret(text: &str) -> bool {
    let upper_digits = |rest: &str| rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let is_aws =
        text.len() == 20 && (text.starts_with("AKIA") || text.starts_with("ASIA")) && upper_digits(text);
    let starts =
        ["ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk_live_", "rk_live_", "xoxb-", "xoxp-", "xoxa-"];
    let is_pem = || text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----");
    is_aws || text.len() >= 20 && (starts.iter().any(|start| text.starts_with(start)) || is_pem())
}

/// Names of OpenID Connect Core §5.1, and those that people give such data.
fn is_named_personal(plain: &str) -> bool {
    matches!(
        plain,
        "email"
            | "emailaddress"
            | "mail"
            | "phone"
            | "phonenumber"
            | "mobile"
            | "mobilephone"
            | "birthdate"
            | "birthday"
            | "dateofbirth"
            | "dob"
            | "streetaddress"
            | "postalcode"
            | "ssn"
            | "socialsecuritynumber"
            | "nationalid"
            | "passportnumber"
            | "taxid"
            | "iban"
            | "creditcard"
            | "cardnumber"
            | "givenname"
            | "familyname"
            | "firstname"
            | "lastname"
            | "주민등록번호"
    )
}

fn is_email(name: &str, text: &str) -> bool {
    if matches!(name, "iss" | "aud" | "azp" | "client_id" | "client_email" | "jti" | "scope") {
        return false;
    }
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let labels = domain.split('.').count();
    !local.is_empty()
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b))
        && labels >= 2
        && domain.split('.').all(is_label)
        && !domain.ends_with("gserviceaccount.com")
}

/// Whether a text is the number of a payment card: prefix, length and check digit (ISO/IEC 7812-1).
fn is_card(plain: &str, text: &str) -> bool {
    if plain == "sub"
        || plain.ends_with("id")
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-')
    {
        return false;
    }
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let first = digits.iter().take(4).fold(0, |number, digit| number * 10 + digit);
    let fits = match digits.len() {
        16 => matches!(first, 4000..=4999 | 5100..=5599 | 2221..=2720 | 6011 | 6500..=6599 | 3528..=3589),
        15 => matches!(first, 3400..=3499 | 3700..=3799),
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    fits && sum.is_multiple_of(10)
}

fn language(text: &str, signs: Signs) -> Option<Language> {
    let holds = |open: &str, close: &str| text.split_once(open).is_some_and(|(_, rest)| rest.contains(close));
    if signs.has(Signs::BRACE) && (holds("${", "}") || holds("{{", "}}") || holds("#{", "}")) {
        return Some(Language::Template);
    }
    if suspicious::is_markup(text, signs) {
        return Some(Language::Markup);
    }
    // Prose may say "select one from these"; a query that breaks out of another needs its quote.
    let is_sql = if signs.has(Signs::QUOTE) {
        suspicious::is_sql(text, signs)
    } else {
        suspicious::is_query(text, signs)
    };
    is_sql.then_some(Language::Sql)
}

/// The host of a URL, with its port.
fn host(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = ["http", "https", "ws", "wss", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (is_web && !host.is_empty()).then_some(host)
}

fn size(claims: Value<'_>, out: &mut Vec<Finding>) {
    let whole = claims.raw().len();
    let percent = |bytes: usize| bytes.saturating_mul(100) / whole.max(1);
    let largest = claims.members().map(|(name, value)| (value.raw().len(), name, value));
    let largest = largest.max_by_key(|(bytes, ..)| *bytes);
    match largest {
        Some((bytes, name, value)) if bytes >= LARGE_CLAIM => {
            let claim = Some(shortened(&name.text()));
            out.push(Finding::new(ClaimContent::Size { claim, bytes, percent: percent(bytes) }, at(value)));
        }
        _ if whole >= LARGE_SET => {
            let detail = ClaimContent::Size { claim: None, bytes: whole, percent: 100 };
            out.push(Finding::new(detail, Place::whole(Part::Payload)));
        }
        _ => {}
    }
}

/// A name without what people write it with: `phone_number`, `phoneNumber`, `phone-number`. At most 64 letters of it.
fn plain(name: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && !is_between(byte.into());
    if name.len() <= 64 && name.bytes().all(is_plain) {
        return Cow::Borrowed(name);
    }
    name.chars().take(64).filter(|c| !is_between(*c)).flat_map(char::to_lowercase).collect()
}

/// What stands between the words of a name.
const fn is_between(c: char) -> bool {
    matches!(c, '_' | '-' | ' ' | '.')
}

fn shortened(text: &str) -> String {
    text.chars().take(100).collect()
}

fn at(value: Value<'_>) -> Place {
    Place::decoded(Part::Payload, value.span())
}
