//! The same JSON, written in another way: something on the way read the payload or the header and wrote it again.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::case::{Case, Guesses};
use super::json_form::{members, write};
use super::{Mend, Proof};
use crate::encoding::base64url;
use crate::encoding::json::{self, Json};
use crate::inspect::finding::{Finding, Part, Place};
use crate::inspect::mend;
use crate::inspect::rules::content_diagnosis::{ContentDiagnosis, Escapes, JsonForm, Layout, Numbers, Order};
use crate::jose::token::is_unencoded;

/// Longer texts are not written again so often; bytes.
const LONGEST: usize = 64 * 1024;

const LAYOUTS: &[(Layout, &[&str])] = &[
    (Layout::Minified, &[""]),
    (Layout::Spaced, &[""]),
    (Layout::IndentedTwo, &["\n", "\r\n"]),
    (Layout::IndentedFour, &["\n", "\r\n"]),
    (Layout::IndentedTab, &["\n", "\r\n"]),
    (Layout::Jackson, &["\n", "\r\n"]),
];

const ORDERS: &[Order] = &[Order::AsWritten, Order::Sorted, Order::SortedOutside];

const ESCAPES: &[Escapes] = &[
    Escapes::AsWritten,
    Escapes::Fewest,
    Escapes::Ascii,
    Escapes::Slashes,
    Escapes::AsciiAndSlashes,
    Escapes::Html,
    Escapes::AsciiAndHtml,
];

const NUMBERS: &[Numbers] = &[Numbers::AsWritten, Numbers::Whole, Numbers::Fraction];

const AS_WRITTEN: JsonForm = JsonForm {
    layout: Layout::Minified,
    order: Order::AsWritten,
    escapes: Escapes::AsWritten,
    numbers: Numbers::AsWritten,
};

/// What ends a text that a tool wrote.
const ENDS: &[&str] = &["", "\n"];

/// Looks for another way to write the payload, the header or both that was signed.
pub(super) fn rewritten(case: &Case<'_>, count: &mut usize) -> Option<Proof> {
    let algorithm = case.algorithm()?;
    let mut search = Search::new(case, Guesses::new(case, algorithm)?)?;
    let proof = search.all();
    *count += search.guesses.count;
    proof
}

struct Search<'c, 'a> {
    case: &'c Case<'a>,
    guesses: Guesses<'c, 'a>,
    header: Option<Json>,
    payload: Option<Json>,
    /// What was tried, as hashes.
    seen: HashSet<u64>,
}

/// Which parts are written again; the texts as they are to be encoded.
#[derive(Default)]
struct Texts {
    header: Option<String>,
    payload: Option<String>,
}

impl<'c, 'a> Search<'c, 'a> {
    fn new(case: &'c Case<'a>, guesses: Guesses<'c, 'a>) -> Option<Self> {
        if case.input().len() > LONGEST {
            return None;
        }
        let read = |bytes: &[u8]| json::parse(std::str::from_utf8(bytes).ok()?.into()).json;
        let (header, payload) = (read(case.block.header.bytes()), read(case.payload()));
        Some(Self { case, guesses, header, payload, seen: HashSet::new() })
    }

    fn all(&mut self) -> Option<Proof> {
        let (header, payload) = (self.header.clone(), self.payload.clone());
        if let Some(payload) = &payload {
            let found = self.forms(Part::Payload, |form, line_end, end| {
                Some(Texts { payload: Some(write(payload, form, line_end)? + end), ..Texts::default() })
            });
            if found.is_some() {
                return found;
            }
        }
        let header = header?;
        let found = self.forms(Part::Header, |form, line_end, end| {
            Some(Texts { header: Some(write(&header, form, line_end)? + end), ..Texts::default() })
        });
        if found.is_some() {
            return found;
        }
        let payload = payload?;
        let found = self.forms(Part::Payload, |form, line_end, end| {
            let header = Some(write(&header, form, line_end)? + end);
            Some(Texts { header, payload: Some(write(&payload, form, line_end)? + end) })
        });
        found.or_else(|| self.orders(&payload))
    }

    /// Tries every form, the plainest first.
    fn forms(
        &mut self,
        part: Part,
        texts: impl Fn(JsonForm, &'static str, &str) -> Option<Texts>,
    ) -> Option<Proof> {
        for &numbers in NUMBERS {
            for &escapes in ESCAPES {
                for &order in ORDERS {
                    for &(layout, line_ends) in LAYOUTS {
                        let form = JsonForm { layout, order, escapes, numbers };
                        for (line_end, end) in
                            line_ends.iter().flat_map(|line_end| ENDS.iter().map(move |end| (line_end, end)))
                        {
                            if self.guesses.left() == 0 {
                                return None;
                            }
                            if let Some(proof) = self.attempt(part, form, &texts(form, line_end, end)?) {
                                return Some(proof);
                            }
                        }
                    }
                }
            }
        }
        None
    }

    /// Tries the outermost members in other orders: all of them where they are few, else one moved.
    fn orders(&mut self, payload: &Json) -> Option<Proof> {
        let form = JsonForm { order: Order::Other, ..AS_WRITTEN };
        let members = members(payload, form)?;
        let factorial = (1..=members.len()).try_fold(1_usize, usize::checked_mul);
        let orders: Vec<Vec<usize>> = match factorial {
            Some(all) if all <= self.guesses.left() / 2 => permutations(members.len()),
            _ => rearranged(members.len()),
        };
        for (layout, comma, colon) in [(Layout::Minified, ",", ""), (Layout::Spaced, ", ", " ")] {
            let form = JsonForm { layout, ..form };
            let written = match colon {
                "" => members.clone(),
                _ => self::members(payload, form)?,
            };
            for order in &orders {
                if self.guesses.left() == 0 {
                    return None;
                }
                let parts: Vec<&str> =
                    order.iter().filter_map(|index| written.get(*index)).map(String::as_str).collect();
                let payload = Some(format!("{{{}}}", parts.join(comma)));
                let texts = Texts { payload, ..Texts::default() };
                if let Some(proof) = self.attempt(Part::Payload, form, &texts) {
                    return Some(proof);
                }
            }
        }
        None
    }

    fn attempt(&mut self, part: Part, form: JsonForm, texts: &Texts) -> Option<Proof> {
        let mut hasher = DefaultHasher::new();
        (&texts.header, &texts.payload).hash(&mut hasher);
        if !self.seen.insert(hasher.finish()) {
            return None;
        }
        let case = self.case;
        let header = match &texts.header {
            Some(text) => base64url::encode(text.as_bytes()),
            None => case.block.header.encoded(&case.token.text).to_owned(),
        };
        let plain = is_unencoded(&case.block.header);
        let payload = match &texts.payload {
            Some(text) if plain => text.clone(),
            Some(text) => base64url::encode(text.as_bytes()),
            None => {
                let input = case.input();
                std::str::from_utf8(input.get(memchr::memchr(b'.', input)? + 1..)?).ok()?.to_owned()
            }
        };
        if !self.guesses.hold(format!("{header}.{payload}").as_bytes(), case.signature()) {
            return None;
        }
        let detail = ContentDiagnosis::Reserialised { part, form };
        let mend = case.with_content(&header, &payload).map(|text| Mend::Text(Arc::from(text)));
        Some(Proof { findings: vec![Finding::new(detail, Place::whole(part))], mend })
    }
}

impl Case<'_> {
    /// The token's text with another header and payload, encoded; `None` where they do not stand in it as they are.
    pub(super) fn with_content(&self, header: &str, payload: &str) -> Option<String> {
        let (old_header, old_payload) = (self.block.header.span()?, self.jws.payload.span()?);
        if old_payload.is_empty() && !payload.is_empty() {
            return mend::with_segment(self.token, &self.block.header, header);
        }
        let text = &*self.token.text;
        let (first, second) = if old_header.start <= old_payload.start {
            ((old_header, header), (old_payload, payload))
        } else {
            ((old_payload, payload), (old_header, header))
        };
        let between = text.get(first.0.end as usize..second.0.start as usize)?;
        let before = text.get(..first.0.start as usize)?;
        Some([before, first.1, between, second.1, text.get(second.0.end as usize..)?].concat())
    }
}

/// Every order of `count` things; call it with few.
fn permutations(count: usize) -> Vec<Vec<usize>> {
    let mut orders = vec![Vec::new()];
    for next in 0..count {
        orders = orders
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..=order.len()).map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, next);
                    longer
                })
            })
            .collect();
    }
    orders
}

/// Orders near the one there is: one thing moved, two swapped, all turned round.
fn rearranged(count: usize) -> Vec<Vec<usize>> {
    let written: Vec<usize> = (0..count).collect();
    let mut orders = vec![written.iter().rev().copied().collect()];
    let most = count.min(40);
    for from in 0..most {
        for to in 0..most {
            let mut moved = written.clone();
            let one = moved.remove(from);
            moved.insert(to, one);
            orders.push(moved);
            let mut swapped = written.clone();
            swapped.swap(from, to);
            orders.push(swapped);
        }
    }
    orders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_all_and_once() {
        let mut all = permutations(4);
        assert_eq!(all.len(), 24);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 24);
        assert!(rearranged(9).iter().all(|order| {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            sorted == (0..9).collect::<Vec<_>>()
        }));
        assert!(rearranged(1).iter().all(|order| order == &[0]));
    }
}
