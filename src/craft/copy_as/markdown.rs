//! Header and payload for a ticket. Without the signature nobody can use what they read there.

use std::fmt::Write as _;

use super::{WhyNot, Words};
use crate::encoding::json::{Json, write_safe};
use crate::inspect::report::TokenReport;
use crate::inspect::rows::{Row, Rows};
use crate::jose::segment::Segment;

/// Writes both parts, each in a fence that nothing in it can close.
pub(super) fn write(report: &TokenReport, words: &Words) -> Result<String, WhyNot> {
    let header = report.token.header().ok_or(WhyNot::NotText)?;
    let mut out = String::new();
    section(&mut out, words.header, header)?;
    if let Some(payload) = report.payload() {
        out.push('\n');
        section(&mut out, words.payload, payload)?;
    }
    let _ = writeln!(out, "\n_{}_", words.no_signature);
    Ok(out)
}

fn section(out: &mut String, title: &str, segment: &Segment) -> Result<(), WhyNot> {
    let text = segment.text().ok_or(WhyNot::NotText)?;
    let (language, shown) = match segment.json() {
        Some(json) => ("json", indented(json)),
        None => ("", text.to_string()),
    };
    // CommonMark §4.5: only as many backticks close it.
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let line_break = if shown.ends_with('\n') { "" } else { "\n" };
    let _ = writeln!(out, "**{title}**\n\n{fence}{language}\n{shown}{line_break}{fence}");
    Ok(())
}

/// On lines, with every value spelled as it is.
fn indented(json: &Json) -> String {
    let rows = Rows::new(json);
    let mut out = String::new();
    for row in (0..rows.len()).filter_map(|index| rows.row(index)) {
        match row {
            Row::Source(line) => write_safe(line, &mut out),
            Row::Value { depth, value, opens, comma } => {
                out.push_str(&"  ".repeat(depth));
                if let Some(name) = value.name() {
                    write_safe(name.raw(), &mut out);
                    out.push_str(": ");
                }
                let raw = if opens { value.raw().get(..1).unwrap_or_default() } else { value.raw() };
                write_safe(raw, &mut out);
                if comma {
                    out.push(',');
                }
            }
            Row::Close { depth, bracket, comma } => {
                out.push_str(&"  ".repeat(depth));
                out.push(bracket);
                if comma {
                    out.push(',');
                }
            }
        }
        out.push('\n');
    }
    out
}
