//! `jotlens negatives`: from one good token and its key, the labelled set that a verifier must refuse.
//!
//! Exit status: 0 done, 1 no set can be made of this token and these keys, 2 wrong call. Only the set goes to standard
//! output; what was left out, and that the token was renewed, goes to standard error where a machine reads the set.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;

use super::given::GivenKeys;
use super::stored::{random, shown, tell};
use super::{Failure, instant, print_line, text_of, users_text};
use crate::craft::negatives::export::{Format, Row, export};
use crate::craft::negatives::{NegativesError, Order, Set, is_signed_by, make};
use crate::jose::key::Key;
use crate::text::{Language, Text};

#[derive(Debug, Args)]
pub(super) struct Negatives {
    /// A good signed token, a file with it, or `-` for standard input
    #[arg(value_name = "TOKEN|FILE|-")]
    input: Option<String>,
    /// Print {"negatives": …}
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// What to print instead of a table: json, csv, http (requests), curl (a shell script), pytest, junit
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// Where the requests of http and curl go
    #[arg(long, value_name = "URL", default_value = "https://api.example.com/")]
    url: String,
    #[command(flatten)]
    keys: GivenKeys,
    /// The instant for which the controls are good: RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = instant_of_a_year, allow_negative_numbers = true)]
    now: Option<i64>,
}

fn format(name: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::name).join(", ");
    Format::from_name(name).ok_or_else(|| format!("one of {}", known()))
}

/// Tokens are made for it and around it: that takes an instant that a date can be given of.
fn instant_of_a_year(text: &str) -> Result<i64, String> {
    let seconds = instant(text)?;
    Timestamp::from_second(seconds)
        .map(Timestamp::as_second)
        .map_err(|_| "not in the years to 9999".to_owned())
}

impl Negatives {
    pub(super) fn run(&self, now: i64) -> Result<ExitCode, Failure> {
        let token = match self.input.as_deref() {
            None if std::io::IsTerminal::is_terminal(&std::io::stdin()) => {
                return Err(Failure::NothingTo("start from"));
            }
            None => text_of("-")?,
            Some(argument) => text_of(argument)?,
        };
        let suits = |key: &Key| {
            if is_signed_by(&token, key) { Ok(()) } else { Err(NegativesError::OtherKey.into()) }
        };
        let keys = self.keys.read(suits)?;
        if keys.is_empty() {
            return Err(Failure::Call("a key is needed: --key, --secret or --stored".to_owned()));
        }
        let order = Order { token: &token, keys: &keys, now: self.now.unwrap_or(now) };
        let set = make(&order, random, &|| false)?;
        let format = self.format.or(self.json.then_some(Format::Json));
        let Some(format) = format else {
            print_line(table(&set, users_text()));
            return Ok(ExitCode::SUCCESS);
        };
        // Whoever parses it wants the same words everywhere.
        let text = if format == Format::Json { Language::English.text() } else { users_text() };
        let words = users_text().negative_words();
        let mut written = export(&rows(&set, text), format, &self.url, words.notice);
        let _ = written.pop();
        if set.renewed {
            tell(words.renewed);
        }
        if let Some(list) = left_out(&set, users_text()) {
            tell(&list);
        }
        tell(words.notice);
        print_line(written);
        Ok(ExitCode::SUCCESS)
    }
}

fn rows<'a>(set: &'a Set, text: &Text) -> Vec<Row<'a>> {
    let row = |case: &'a crate::craft::negatives::Case| Row {
        name: case.negative.name(),
        token: &case.token,
        why: text.negative(case.negative),
        reference: case.negative.reference(),
        accept: case.negative.is_control(),
    };
    set.cases.iter().map(row).collect()
}

/// For a person: no tokens, which fill the screen; those come with `--json` and `--format`.
fn table(set: &Set, text: &Text) -> String {
    let words = text.negative_words();
    let mut out = String::new();
    for row in rows(set, text) {
        let what = if row.accept { words.accept } else { words.refuse };
        let _ = writeln!(out, "{what:6}  {:23}  {} ({})", row.name, row.why, row.reference);
    }
    let controls = set.cases.iter().filter(|case| case.negative.is_control()).count();
    let _ = write!(out, "\n{}", (words.count)(set.cases.len() - controls, controls));
    if let Some(list) = left_out(set, text) {
        let _ = write!(out, "\n\n{list}");
    }
    if set.renewed {
        let _ = write!(out, "\n\n{}", words.renewed);
    }
    let _ = write!(out, "\n\n{}", words.notice);
    out
}

/// What is not in the set and why, one a line.
fn left_out(set: &Set, text: &Text) -> Option<String> {
    let mut out = format!("{}:", text.negative_words().left_out);
    for (negative, why) in &set.left_out {
        let _ = write!(out, "\n  {:23}  {}", negative.name(), shown(&text.left_out(*why)));
    }
    (!set.left_out.is_empty()).then_some(out)
}
