//! What the palette lists: everything that can be done, tabs and keys; or, to find something, what is in the token.

use std::borrow::Cow;

use super::matching::{fold, score};
use crate::app::action::Action;
use crate::encoding::Span;
use crate::encoding::json::{Kind, Value};
use crate::inspect::finding::{In, Part, Place};
use crate::text::Language;
use crate::ui::cx::{Cx, Shown};
use crate::ui::{actions, findings, tabs, visible};

/// What an entry stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// Something that can be done.
    Action(Action),
    /// The tab in that place.
    Tab(usize),
    /// The key in that place.
    Key(usize),
    /// Verifying with the key in that place alone.
    Verify(usize),
    /// A place in a layer of the token.
    Place(usize, Place),
    /// A part of the token, where its places are not those of what is shown.
    Part(Part),
    /// The finding in that place of the list, and where it points.
    Finding(usize, usize, Place),
}

/// A line of the list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What it stands for.
    pub(super) target: Target,
    /// What it is called.
    pub(super) name: String,
    /// Why it cannot be used now.
    pub(super) why: Option<Cow<'static, str>>,
    /// What is said at its right, muted.
    pub(super) aside: String,
}

/// Names are cut here.
const LONGEST: usize = 80;
/// More keys than these are listed only when they are looked for.
const MOST_KEYS: usize = 20;
/// What is worth less than this share of the best is left out: of 100.
const LEAST: i32 = 45;

/// Everything that can be done and that `query` finds in any language, best first. Without one: what was used lately,
/// then what can be done now, then the rest.
pub(super) fn commands(cx: &Cx<'_>, query: &str, recent: &[Action]) -> Vec<Entry> {
    let is_empty = query.trim().is_empty();
    let mut found: Vec<(i32, Entry)> = Vec::new();
    for action in Action::all().into_iter().filter(|action| *action != Action::Palette) {
        let name = |language: Language| (language.text().words.action.name)(action).full;
        let here = cx.state.settings.language;
        let others = Language::ALL.into_iter().filter(|language| *language != here);
        let own = score(query, &name(here));
        // A name in another language counts a little less.
        let worth =
            own.max(others.filter_map(|other| score(query, &name(other))).max().map(|worth| worth - 1));
        let Some(worth) = worth else { continue };
        let place = recent.iter().position(|used| *used == action);
        let why = actions::why_not(cx, action);
        let aside = if is_empty && place.is_some() { cx.words().action.palette.recent } else { "" };
        let recency = place.map_or(0, |place| (recent.len() - place) as i32);
        let worth = match (is_empty, why.is_some()) {
            (true, true) => -1,
            (true, false) => recency,
            (false, true) => worth * 4 / 5,
            (false, false) => worth + recency,
        };
        let name = name(here).into_owned();
        found.push((worth, Entry { target: Target::Action(action), name, why, aside: aside.to_owned() }));
    }
    others(cx, query, is_empty, &mut found);
    let best = found.iter().map(|(worth, _)| *worth).max().unwrap_or_default();
    found.sort_by_key(|(worth, _)| -worth);
    found
        .into_iter()
        .filter(|(worth, _)| is_empty || worth * 100 >= best * LEAST)
        .map(|(_, entry)| entry)
        .collect()
}

/// Tabs and keys.
fn others(cx: &Cx<'_>, query: &str, is_empty: bool, found: &mut Vec<(i32, Entry)>) {
    let words = &cx.words().action.palette;
    let mut add = |target, name: String, other: Option<String>| {
        let worth = score(query, &name).max(other.and_then(|name| score(query, &name)));
        if let Some(worth) = worth {
            let entry = Entry { target, name, why: None, aside: String::new() };
            // After what can be done, before what cannot.
            found.push((if is_empty { 0 } else { worth }, entry));
        }
    };
    let english = &Language::English.text().words.action.palette;
    if cx.state.tabs.len() > 1 {
        for (index, tab) in cx.state.tabs.iter().enumerate() {
            let title = tabs::title(cx, tab);
            add(Target::Tab(index), (words.tab)(&title), Some((english.tab)(&title)));
        }
    }
    if is_empty && cx.state.keys.len() > MOST_KEYS {
        return;
    }
    let is_shown = cx.state.token().is_some();
    for (index, key) in cx.state.keys.iter().enumerate() {
        let name = visible::plain(&key.id.name, LONGEST);
        add(Target::Key(index), (words.key)(&name), Some((english.key)(&name)));
        if is_shown {
            add(Target::Verify(index), (words.verify)(&name), Some((english.verify)(&name)));
        }
    }
}

/// How many places are listed at most.
const MOST_PLACES: usize = 300;

/// The members, values and findings of the shown token that hold every word of `query`.
pub(super) fn places(cx: &Cx<'_>, query: &str) -> Vec<Entry> {
    let Some(shown) = cx.shown() else { return Vec::new() };
    let words: Vec<String> = query.split_whitespace().map(fold).collect();
    let holds = |text: &str| {
        let text = fold(text);
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let mut found = Vec::new();
    for layer in shown.layers() {
        in_layer(cx, &layer, words.is_empty(), &holds, &mut found);
    }
    for (place, (layer, finding)) in findings::all(cx).into_iter().enumerate() {
        let message = cx.text.finding(&finding.detail).message;
        if holds(&message) {
            let target = Target::Finding(place, layer, finding.place);
            let aside = cx.text.severity(finding.meta().severity).to_owned();
            found.push(Entry { target, name: message.into_owned(), why: None, aside });
        }
    }
    found
}

fn in_layer(
    cx: &Cx<'_>,
    layer: &Shown<'_>,
    only_members: bool,
    holds: &dyn Fn(&str) -> bool,
    found: &mut Vec<Entry>,
) {
    let Some(view) = layer.rows else { return };
    let names = &cx.words().decoded;
    let is_selective = layer.report.selective.is_some();
    for (part, rows, name) in
        [(Part::Header, &view.header, names.header), (Part::Payload, &view.payload, names.payload)]
    {
        let Some(rows) = rows else { continue };
        let json = rows.json();
        let aside = if layer.layer > 0 {
            format!("{name} · {}", (names.layer)(layer.layer + 1))
        } else {
            name.to_owned()
        };
        let members = (0..rows.members()).filter_map(|place| rows.member(place).map(|(_, value)| value));
        let all: Box<dyn Iterator<Item = Value<'_>>> =
            if only_members { Box::new(members) } else { Box::new(json.values().skip(1)) };
        for value in all {
            if found.len() >= MOST_PLACES {
                return;
            }
            let (name, span) = described(value);
            if !holds(&name) {
                continue;
            }
            let place = Place { part, text: In::Decoded, span };
            // What was disclosed stands elsewhere in the token.
            let target = if is_selective && part == Part::Payload {
                Target::Part(part)
            } else {
                Target::Place(layer.layer, place)
            };
            found.push(Entry {
                target,
                name: visible::plain(&name, LONGEST),
                why: None,
                aside: aside.clone(),
            });
        }
    }
}

/// A member by its name and its value, an entry of a list by its value, and where it begins.
fn described(value: Value<'_>) -> (String, Span) {
    let shown: Cow<'_, str> = match value.kind() {
        Kind::Object | Kind::Array => Cow::Borrowed(""),
        Kind::String => value.as_str().unwrap_or(Cow::Borrowed(value.raw())),
        _ => Cow::Borrowed(value.raw()),
    };
    match value.name() {
        Some(name) => {
            let separator = if shown.is_empty() { "" } else { ": " };
            (format!("{}{separator}{shown}", name.text()), name.span())
        }
        None => (shown.into_owned(), value.span()),
    }
}
