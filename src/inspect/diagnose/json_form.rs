//! Writes a JSON text again in the forms that libraries write: with other blanks, orders, escapes and numbers.

use std::fmt::Write as _;

use crate::encoding::json::{Json, Kind, Value};
use crate::inspect::rules::content_diagnosis::{Escapes, JsonForm, Layout, Numbers, Order};

/// Deeper texts are not written again: writing goes down with them.
const DEEPEST: usize = 64;

/// The text of `json` in that form, lines ending with `line_end`; `None` where it is too deep.
///
/// [`Order::Other`] is for the caller to make; here it means as written.
pub(super) fn write(json: &Json, form: JsonForm, line_end: &'static str) -> Option<String> {
    if json.depth() > DEEPEST {
        return None;
    }
    let mut writer = Writer { form, line_end, out: String::with_capacity(json.source().len() * 2), depth: 0 };
    writer.value(json.root());
    Some(writer.out)
}

/// The outermost members, each as `"name":value` in that form, without order and layout.
pub(super) fn members(json: &Json, form: JsonForm) -> Option<Vec<String>> {
    let root = json.root();
    if json.depth() > DEEPEST || root.kind() != Kind::Object {
        return None;
    }
    let one = |(name, value): (_, Value<'_>)| {
        let mut writer = Writer { form, line_end: "\n", out: String::new(), depth: 0 };
        writer.member(name, value);
        writer.out
    };
    Some(root.members().map(one).collect())
}

struct Writer {
    form: JsonForm,
    line_end: &'static str,
    out: String,
    depth: usize,
}

impl Writer {
    fn value(&mut self, value: Value<'_>) {
        match value.kind() {
            Kind::Object => self.object(value),
            Kind::Array => self.array(value),
            Kind::String => self.string(value.raw(), value.as_str().as_deref(), value.flags().lone_surrogate),
            Kind::Number => self.number(value.raw()),
            Kind::Null | Kind::Bool => self.out.push_str(value.raw()),
        }
    }

    fn object(&mut self, value: Value<'_>) {
        let mut members: Vec<_> = value.members().collect();
        let sorts = match self.form.order {
            Order::Sorted => true,
            Order::SortedOutside => self.depth == 0,
            Order::AsWritten | Order::Other => false,
        };
        if sorts {
            members.sort_by(|(one, _), (other, _)| one.text().cmp(&other.text()));
        }
        if members.is_empty() {
            self.out.push_str(if self.form.layout == Layout::Jackson { "{ }" } else { "{}" });
            return;
        }
        self.out.push('{');
        self.depth += 1;
        for (index, (name, value)) in members.into_iter().enumerate() {
            self.separate(index, Kind::Object);
            self.member(name, value);
        }
        self.depth -= 1;
        self.close(Kind::Object);
        self.out.push('}');
    }

    fn member(&mut self, name: crate::encoding::json::Name<'_>, value: Value<'_>) {
        self.string(name.raw(), Some(&name.text()), false);
        self.out.push_str(match self.form.layout {
            Layout::Minified => ":",
            Layout::Jackson => " : ",
            _ => ": ",
        });
        self.value(value);
    }

    fn array(&mut self, value: Value<'_>) {
        if value.is_empty() {
            self.out.push_str(if self.form.layout == Layout::Jackson { "[ ]" } else { "[]" });
            return;
        }
        self.out.push('[');
        self.depth += 1;
        for (index, element) in value.elements().enumerate() {
            self.separate(index, Kind::Array);
            self.value(element);
        }
        self.depth -= 1;
        self.close(Kind::Array);
        self.out.push(']');
    }

    /// What stands before the next member or element.
    fn separate(&mut self, index: usize, within: Kind) {
        if index > 0 {
            self.out.push(',');
        }
        match (self.form.layout, within) {
            (Layout::Spaced, _) if index > 0 => self.out.push(' '),
            // Jackson keeps arrays in one line.
            (Layout::Jackson, Kind::Array) => self.out.push(' '),
            _ => self.line(),
        }
    }

    fn close(&mut self, of: Kind) {
        match (self.form.layout, of) {
            (Layout::Jackson, Kind::Array) => self.out.push(' '),
            _ => self.line(),
        }
    }

    fn line(&mut self) {
        let indent = match self.form.layout {
            Layout::Minified | Layout::Spaced => return,
            Layout::IndentedTwo | Layout::Jackson => "  ",
            Layout::IndentedFour => "    ",
            Layout::IndentedTab => "\t",
        };
        self.out.push_str(self.line_end);
        for _ in 0..self.depth {
            self.out.push_str(indent);
        }
    }

    fn number(&mut self, raw: &str) {
        let is_plain = raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        match self.form.numbers {
            Numbers::Whole if !is_plain => match raw.parse::<f64>() {
                Ok(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                    let _ = write!(self.out, "{number}");
                }
                _ => self.out.push_str(raw),
            },
            Numbers::Fraction if is_plain => {
                self.out.push_str(raw);
                self.out.push_str(".0");
            }
            _ => self.out.push_str(raw),
        }
    }

    /// A string; `text` is what it means, `raw` how it is written.
    fn string(&mut self, raw: &str, text: Option<&str>, is_lossy: bool) {
        let escapes = self.form.escapes;
        let text = match text {
            Some(text) if escapes != Escapes::AsWritten && !is_lossy => text,
            _ => {
                self.out.push_str(raw);
                return;
            }
        };
        self.out.push('"');
        for c in text.chars() {
            let is_html = matches!(c, '<' | '>' | '&');
            match c {
                '"' if escapes == Escapes::AsciiAndHtml => self.unit(0x22, true),
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '\u{8}' => self.out.push_str("\\b"),
                '\u{c}' => self.out.push_str("\\f"),
                '/' if matches!(escapes, Escapes::Slashes | Escapes::AsciiAndSlashes) => {
                    self.out.push_str("\\/");
                }
                '\u{2028}' | '\u{2029}' if escapes == Escapes::Html => self.unit(c as u16, false),
                _ if is_html && escapes == Escapes::Html => self.unit(c as u16, false),
                '\'' | '+' | '`' | '\u{7f}' if escapes == Escapes::AsciiAndHtml => self.unit(c as u16, true),
                _ if is_html && escapes == Escapes::AsciiAndHtml => self.unit(c as u16, true),
                '\0'..='\u{1f}' => self.unit(c as u16, false),
                _ if c.is_ascii() => self.out.push(c),
                _ => match escapes {
                    Escapes::Ascii | Escapes::AsciiAndSlashes => self.units(c, false),
                    Escapes::AsciiAndHtml => self.units(c, true),
                    _ => self.out.push(c),
                },
            }
        }
        self.out.push('"');
    }

    fn units(&mut self, c: char, upper: bool) {
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            self.unit(*unit, upper);
        }
    }

    fn unit(&mut self, unit: u16, upper: bool) {
        // Writing to a String cannot fail.
        let _ = if upper { write!(self.out, "\\u{unit:04X}") } else { write!(self.out, "\\u{unit:04x}") };
    }
}
