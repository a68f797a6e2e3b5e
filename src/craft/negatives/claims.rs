//! Controls, and claims that no verifier may take: all of them rightly signed.

use std::sync::Arc;

use super::Negative::{
    self, AudEmptyList, AudLookAlike, AudMissing, AudWrong, Control, ControlAudienceList, ControlEscaped,
    ControlFraction, ControlOrder, ControlResigned, ControlUnknownClaim, ControlUnknownHeader,
    ControlWhiteSpace, DuplicateClaim, ExpHuge, ExpInfinite, ExpMilliseconds, ExpMissing, ExpNegative,
    ExpNull, ExpText, ExpZero, Expired, IssCut, IssList, IssLookAlike, IssMissing, IssWrong, NbfText,
    NotYetValid, SubNumber,
};
use super::base::Base;
use super::{LeftOut, Maker};
use crate::craft::edit::{Edit, Path, edit};
use crate::encoding::json::{self, quoted};

const DAY_SECS: i64 = 86_400;
/// So far away that the set can be kept; seconds.
const TEN_YEARS_SECS: i64 = 3_650 * DAY_SECS;

pub(super) const MAKERS: &[(Negative, Maker)] = &[
    (Control, |base| Ok(base.control())),
    (ControlResigned, |base| base.signed(&base.header, base.payload.as_bytes())),
    (ControlUnknownClaim, |base| base.claim("https://example.com/unknown", "\"ignored\"")),
    (ControlUnknownHeader, |base| base.parameter("https://example.com/unknown", "\"ignored\"")),
    (ControlAudienceList, |base| match base.text("aud") {
        Ok(_) if is_list(base, "aud") => Err(LeftOut::Already),
        Ok(audience) => base.claim("aud", &format!("[{}]", quoted(&audience))),
        Err(why) => Err(why),
    }),
    (ControlWhiteSpace, |base| base.signed(&base.header, format!(" \n{}\t", base.payload).as_bytes())),
    (ControlOrder, reordered),
    (ControlEscaped, escaped),
    (ControlFraction, |base| base.claim("exp", &format!("{}.5", expiry(base)))),
    (Expired, |base| base.claim("exp", &(base.now.saturating_sub(DAY_SECS)).to_string())),
    (NotYetValid, |base| base.claim("nbf", &far(base))),
    (ExpMissing, |base| base.without("exp")),
    (ExpText, |base| base.claim("exp", &format!("\"{}\"", expiry(base)))),
    (ExpMilliseconds, |base| base.claim("exp", &expiry(base).saturating_mul(1000).to_string())),
    (ExpHuge, |base| base.claim("exp", "99999999999999999999999999")),
    (ExpInfinite, |base| base.claim("exp", "1e999")),
    (ExpNegative, |base| base.claim("exp", "-1")),
    (ExpZero, |base| base.claim("exp", "0")),
    (ExpNull, |base| base.claim("exp", "null")),
    (NbfText, |base| base.claim("nbf", &format!("\"{}\"", far(base)))),
    (AudWrong, |base| base.own_claim("aud", "\"https://other.example\"")),
    (AudMissing, |base| base.without("aud")),
    (AudEmptyList, |base| base.own_claim("aud", "[]")),
    (AudLookAlike, |base| base.claim("aud", &quoted(&look_alike(&base.text("aud")?)))),
    (IssWrong, |base| base.own_claim("iss", "\"https://other.example\"")),
    (IssMissing, |base| base.without("iss")),
    (IssLookAlike, |base| base.claim("iss", &quoted(&look_alike(&base.text("iss")?)))),
    (IssCut, |base| {
        let mut issuer = base.text("iss")?;
        if issuer.pop().is_none() || issuer.is_empty() {
            return Err(LeftOut::NoClaim("iss"));
        }
        base.claim("iss", &quoted(&issuer))
    }),
    (IssList, |base| base.claim("iss", &format!("[{}]", quoted(&base.text("iss")?)))),
    (SubNumber, |base| base.claim("sub", "1")),
    (DuplicateClaim, |base| {
        let past = (base.now.saturating_sub(DAY_SECS)).to_string();
        let change =
            Edit::Add { to: Path::root(), position: usize::MAX, name: "exp".to_owned(), value: past };
        let payload = edit(&base.payload, &change).map_err(|_| LeftOut::Failed)?;
        base.signed(&base.header, payload.text.as_bytes())
    }),
];

/// The control always has one.
fn expiry(base: &Base<'_>) -> i64 {
    let json = json::parse(Arc::from(base.payload.as_str())).json;
    json.and_then(|json| json.root().member("exp")?.as_i64()).unwrap_or(base.now)
}

fn far(base: &Base<'_>) -> String {
    (base.now.saturating_add(TEN_YEARS_SECS)).to_string()
}

fn look_alike(text: &str) -> String {
    format!("{text}.evil.example")
}

fn is_list(base: &Base<'_>, name: &str) -> bool {
    let json = json::parse(Arc::from(base.payload.as_str())).json;
    json.is_some_and(|json| json.root().member(name).is_some_and(|value| value.as_str().is_none()))
}

/// The last claim comes first.
fn reordered(base: &Base<'_>) -> Result<String, LeftOut> {
    let json = json::parse(Arc::from(base.payload.as_str())).json.ok_or(LeftOut::Failed)?;
    let count = json.root().members().count();
    if count < 2 {
        return Err(LeftOut::Already);
    }
    let change = Edit::Move { at: Path::new([count - 1]), to: 0 };
    let payload = edit(&base.payload, &change).map_err(|_| LeftOut::Failed)?;
    base.signed(&base.header, payload.text.as_bytes())
}

/// `exp` begins with an escape: the same name to whoever reads JSON.
fn escaped(base: &Base<'_>) -> Result<String, LeftOut> {
    let json = json::parse(Arc::from(base.payload.as_str())).json.ok_or(LeftOut::Failed)?;
    let mut names = json.root().members().map(|(name, _)| name);
    let name = names.find(|name| name.text() == "exp").ok_or(LeftOut::NoClaim("exp"))?;
    if name.flags().escaped {
        return Err(LeftOut::Already);
    }
    let mut payload = base.payload.clone();
    payload.replace_range(name.span().range(), "\"\\u0065xp\"");
    base.signed(&base.header, payload.as_bytes())
}
