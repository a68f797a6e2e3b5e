//! The file of the person's own templates: JSON, each template read by itself.

use super::{LONGEST_NAME, MOST, Own, OwnError, object, of_json};
use crate::encoding::json::{Kind, Value, parse, quoted};

/// The name of the file.
pub const NAME: &str = "templates.json";

/// The file may have this many bytes; less than what is read again.
const MOST_IN_ALL: usize = 1_000_000;

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    entries: Vec<Entry>,
    /// Members that are not understood.
    rest: Vec<(String, String)>,
}

/// One change to it, by what was there and not by its place: another window may have changed the file meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This one was added.
    Add(Own),
    /// The first became the second.
    Rename(Own, Own),
    /// This one was forgotten.
    Remove(Own),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Own(Own),
    /// What is not understood, as it stands there.
    Other(String),
}

impl File {
    /// Reads it; `None` where it is no JSON object with a list of templates.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let parsed = parse(text.strip_prefix('\u{feff}').unwrap_or(text).into());
        let json = parsed.json.filter(|json| parsed.error.is_none() && json.root().kind() == Kind::Object)?;
        let mut file = Self::default();
        for (name, value) in json.root().members() {
            match (&*name.text(), value.kind()) {
                ("templates", Kind::Array) if file.entries.is_empty() => {
                    file.entries = value.elements().map(entry).collect();
                }
                ("templates", _) => return None,
                (name, _) => file.rest.push((name.to_owned(), value.raw().to_owned())),
            }
        }
        Some(file)
    }

    /// The file's content: one line for each template.
    pub fn write(&self) -> String {
        let entries: Vec<String> = self.entries.iter().map(|entry| format!("\n  {}", line(entry))).collect();
        let mut members = vec![format!("\"templates\": [{}\n]", entries.join(","))];
        members.extend(self.rest.iter().map(|(name, raw)| format!("{}: {raw}", quoted(name))));
        format!("{{{}}}\n", members.join(",\n"))
    }

    /// Those that are understood, in their order.
    pub fn templates(&self) -> impl Iterator<Item = &Own> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Own(own) => Some(own),
            Entry::Other(_) => None,
        })
    }

    /// How many are not understood.
    pub fn others(&self) -> usize {
        self.entries.len() - self.templates().count()
    }

    /// Adds one.
    pub fn add(&mut self, own: Own) -> Result<(), OwnError> {
        self.check_name(&own.name, None)?;
        self.entries.push(Entry::Own(own));
        if self.write().len() > MOST_IN_ALL {
            let _ = self.entries.pop();
            return Err(OwnError::TooLarge);
        }
        Ok(())
    }

    /// Gives that one another name.
    pub fn rename(&mut self, place: usize, name: &str) -> Result<(), OwnError> {
        self.check_name(name.trim(), Some(place))?;
        let Some(own) = self.owns().nth(place) else { return Ok(()) };
        *own = own.clone().named(name)?;
        Ok(())
    }

    /// Forgets that one.
    pub fn remove(&mut self, place: usize) {
        let mut nth = 0;
        self.entries.retain(|entry| {
            let is_it = matches!(entry, Entry::Own(_)) && nth == place;
            nth += usize::from(matches!(entry, Entry::Own(_)));
            !is_it
        });
    }

    /// Does again what was done to an earlier content of the file. A name that is taken meanwhile gets a number; what
    /// was renamed and is gone is added; what was forgotten and is gone, or is not what it was, is left as it is.
    pub fn apply(&mut self, change: Change) -> Result<(), OwnError> {
        match change {
            Change::Add(own) => self.add_numbered(own),
            Change::Rename(before, after) => {
                let Some(place) = self.templates().position(|own| *own == before) else {
                    return self.add_numbered(after);
                };
                let name = self.unused_name(&after.name, Some(place));
                self.rename(place, &name)
            }
            Change::Remove(own) => {
                self.entries.retain(|entry| !matches!(entry, Entry::Own(other) if *other == own));
                Ok(())
            }
        }
    }

    fn add_numbered(&mut self, own: Own) -> Result<(), OwnError> {
        let name = self.unused_name(&own.name, None);
        self.add(Own { name, ..own })
    }

    fn unused_name(&self, name: &str, but: Option<usize>) -> String {
        // So long that a number has room.
        let begin: String = name.chars().take(LONGEST_NAME - 8).collect();
        let numbered = (2..).map(|number| format!("{} {number}", begin.trim_end()));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(|name| self.check_name(name, but).is_ok()).unwrap_or_default()
    }

    fn check_name(&self, name: &str, but: Option<usize>) -> Result<(), OwnError> {
        let mut others = self.templates().enumerate().filter(|(place, _)| Some(*place) != but);
        if others.any(|(_, own)| own.name == name) { Err(OwnError::Taken) } else { Ok(()) }
    }

    fn owns(&mut self) -> impl Iterator<Item = &mut Own> {
        self.entries.iter_mut().filter_map(|entry| match entry {
            Entry::Own(own) => Some(own),
            Entry::Other(_) => None,
        })
    }
}

fn entry(value: Value<'_>) -> Entry {
    own(value).map_or_else(|| Entry::Other(value.raw().to_owned()), Entry::Own)
}

fn own(value: Value<'_>) -> Option<Own> {
    let texts = |name: &str| -> Option<Vec<String>> {
        let Some(list) = value.member(name) else { return Some(Vec::new()) };
        let texts = list.elements().map(|text| Some(text.as_str()?.into_owned()));
        (list.kind() == Kind::Array).then(|| texts.collect())?
    };
    let part = |name: &str| -> Option<String> {
        let part = value.member(name).filter(|part| part.kind() == Kind::Object)?;
        Some(object(&of_json(parse(part.raw().into()).json.as_ref()?)))
    };
    let name = value.member("name")?.as_str()?.into_owned();
    let is_named = (1..=LONGEST_NAME).contains(&name.trim().chars().count());
    let (header, claims) = (part("header")?, part("claims")?);
    if !is_named || header.len() + claims.len() > MOST {
        return None;
    }
    let known = ["name", "header", "claims", "times", "fresh"];
    let rest = value.members().map(|(name, value)| (name.text().into_owned(), value.raw().to_owned()));
    let rest = rest.filter(|(name, _)| !known.contains(&name.as_str())).collect();
    Some(Own { name, header, claims, times: texts("times")?, fresh: texts("fresh")?, rest })
}

fn line(entry: &Entry) -> String {
    let own = match entry {
        Entry::Own(own) => own,
        Entry::Other(raw) => return raw.clone(),
    };
    let list = |texts: &[String]| {
        format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(","))
    };
    let mut members = vec![
        ("name".to_owned(), quoted(&own.name)),
        ("header".to_owned(), own.header.clone()),
        ("claims".to_owned(), own.claims.clone()),
        ("times".to_owned(), list(&own.times)),
        ("fresh".to_owned(), list(&own.fresh)),
    ];
    members.extend(own.rest.iter().cloned());
    object(&members)
}
