//! Findings to be pasted elsewhere: in a mail as plain text, in a ticket as Markdown. A signature or a secret never
//! comes along, and of the token only its beginning: whoever reads the ticket can do nothing with it.

use std::fmt::Write as _;

use super::diagnosis::Mark;
use super::reference::address;
use super::{Text, Told};
use crate::inspect::finding::{Detail, Finding};
use crate::inspect::report::TokenReport;
use crate::inspect::rules::deciding::Deciding;

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
}

/// How much of a token is shown; in characters. It is too short for more than a header.
const BEGINNING: usize = 16;

impl Text {
    /// One finding.
    pub fn finding_note(&self, finding: &Finding, paper: Paper) -> String {
        let mut out = String::new();
        self.note(finding, paper, &mut out);
        out
    }

    /// A token's verdicts, and the findings that are shown of it.
    pub fn ticket(&self, token: Option<&TokenReport>, findings: &[&Finding], paper: Paper) -> String {
        let mut out = String::new();
        if let Some(token) = token {
            self.head(token, paper, &mut out);
        }
        let mark = if paper == Paper::Markdown { "## " } else { "" };
        let _ = write!(out, "{mark}{}: {}\n\n", self.words.encoded.findings, findings.len());
        for finding in findings {
            self.note(finding, paper, &mut out);
        }
        out
    }

    fn head(&self, token: &TokenReport, paper: Paper, out: &mut String) {
        let verdict = self.verdict(token);
        let detail = verdict.detail.unwrap_or_default();
        let beginning: String = token.token.text.chars().take(BEGINNING).collect();
        let kind = self.serialization(token.token.serialization);
        let size = self.bytes(token.token.text.len());
        let marks = Mark::all(token).map(|mark| {
            let (subject, word) = self.mark(mark);
            format!("{subject}: {word}")
        });
        let marks = marks.join(" · ");
        let lines =
            [&*verdict.headline, &detail, &marks, &format!("{kind} · {size} · {}…", visible(&beginning))];
        let lines = lines.into_iter().filter(|line| !line.is_empty());
        for (place, line) in lines.enumerate() {
            let _ = match paper {
                Paper::Text => writeln!(out, "{line}"),
                Paper::Markdown if place == 0 => write!(out, "# {}\n\n", escaped(line)),
                Paper::Markdown => write!(out, "{}\n\n", escaped(line)),
            };
        }
        if paper == Paper::Text {
            out.push('\n');
        }
    }

    fn note(&self, finding: &Finding, paper: Paper, out: &mut String) {
        let meta = finding.meta();
        let Told { message, why, fix } = self.finding(&without_secret(&finding.detail));
        let body = Told { message: "".into(), why, fix }.body();
        let severity = self.severity(meta.severity);
        match paper {
            Paper::Text => {
                out.push_str(&(self.words.encoded.finding)(severity, &message));
                let _ = if body.is_empty() { Ok(()) } else { write!(out, "\n  {body}") };
                let _ = writeln!(out, "\n  {} · {}", meta.id, meta.reference);
            }
            Paper::Markdown => {
                let reference = escaped(meta.reference);
                let reference = match address(meta.reference) {
                    Some(address) => format!("[{reference}]({address})"),
                    None => reference,
                };
                let body = if body.is_empty() { body } else { format!("{} · ", escaped(&body)) };
                let _ = writeln!(out, "- **{severity}**: {} (`{}`)", escaped(&message), meta.id);
                let _ = writeln!(out, "  {body}{reference}");
            }
        }
    }
}

/// The same finding without the secret that it names.
fn without_secret(detail: &Detail) -> Detail {
    match detail {
        Detail::Deciding(Deciding::HsDictionary { .. }) => {
            Detail::Deciding(Deciding::HsDictionary { secret: "…" })
        }
        other => other.clone(),
    }
}

/// On one line, with nothing that nobody can see.
fn visible(text: &str) -> String {
    super::escape::visible(text, BEGINNING + 1).into_owned()
}

/// Text that Markdown leaves alone: what comes from a token must not make links, images, HTML or mentions.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&') {
            out.push('\\');
        }
        out.push(character);
        if character == '@' {
            // A name after it would be told of the ticket.
            out.push('\u{2060}');
        }
    }
    out
}
