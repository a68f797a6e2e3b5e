//! The rows of a JSON text for a virtual list: one `u32` and one `u16` a row, no text copied.

use crate::encoding::Span;
use crate::encoding::json::{Json, Kind, Name, Value};

/// The rows of one JSON text.
#[derive(Clone, Debug)]
pub struct Rows {
    json: Json,
    layout: Layout,
    /// The flat index of each member of the outermost object.
    members: Vec<u32>,
}

#[derive(Clone, Debug)]
enum Layout {
    /// The text has line breaks of its own: a row is a line of it.
    Source(Vec<Span>),
    /// The text is minified: a row is a value or a closing bracket.
    Indented(Vec<Packed>),
}

#[derive(Clone, Copy, Debug)]
struct Packed {
    /// The flat index of the value; the top bit says that its closing bracket is meant.
    node: u32,
    depth: u16,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// A line of the source, as it is.
    Source(&'a str),
    /// A value that stands on one row, or the opening bracket of one that does not.
    Value {
        /// Levels to indent.
        depth: usize,
        /// The value.
        value: Value<'a>,
        /// Whether only its opening bracket is meant.
        opens: bool,
        /// Whether a comma follows.
        comma: bool,
    },
    /// A closing bracket.
    Close {
        /// Levels to indent.
        depth: usize,
        /// The bracket.
        bracket: char,
        /// Whether a comma follows.
        comma: bool,
    },
}

const CLOSES: u32 = 1 << 31;

impl Rows {
    /// The rows of `json`: its own lines where it has several, else one row for each value.
    pub fn new(json: &Json) -> Self {
        let source = json.source();
        let layout = if json.whitespace() > 0 && source.trim().contains('\n') {
            Layout::Source(lines(source))
        } else {
            Layout::Indented(indented(json))
        };
        let members = json.root().members().map(|(_, value)| value.index() as u32).collect();
        Self { json: json.clone(), layout, members }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.layout {
            Layout::Source(lines) => lines.len(),
            Layout::Indented(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The JSON that the rows are of.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// Whether the rows were indented for reading; else they are the lines of the source.
    pub fn is_indented(&self) -> bool {
        matches!(self.layout, Layout::Indented(_))
    }

    /// The row in that place.
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        match &self.layout {
            Layout::Source(lines) => Some(Row::Source(lines.get(index)?.of(self.json.source()))),
            Layout::Indented(rows) => {
                let packed = *rows.get(index)?;
                let value = self.json.node((packed.node & !CLOSES) as usize)?;
                let depth = packed.depth as usize;
                let comma = self.has_successor(rows, index, packed);
                if packed.node & CLOSES != 0 {
                    let bracket = if value.kind() == Kind::Object { '}' } else { ']' };
                    return Some(Row::Close { depth, bracket, comma });
                }
                let opens = is_container(value) && !value.is_empty();
                Some(Row::Value { depth, value, opens, comma: comma && !opens })
            }
        }
    }

    /// How many members the outermost object has; none where it is no object.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// The member in that place of the outermost object.
    pub fn member(&self, place: usize) -> Option<(Name<'_>, Value<'_>)> {
        let value = self.json.node(*self.members.get(place)? as usize)?;
        Some((value.name()?, value))
    }

    /// The place of the outermost object's member that holds the byte at `offset` of the source.
    pub fn member_of(&self, offset: usize) -> Option<usize> {
        let starts_by = |node: &u32| {
            let name = self.json.node(*node as usize).and_then(Value::name);
            name.is_some_and(|name| name.span().start as usize <= offset)
        };
        self.members.partition_point(starts_by).checked_sub(1)
    }

    /// The row that shows the byte at `offset` of the source.
    pub fn row_of(&self, offset: usize) -> usize {
        let found = match &self.layout {
            Layout::Source(lines) => lines.partition_point(|line| line.start as usize <= offset),
            Layout::Indented(rows) => rows.partition_point(|row| {
                let value = self.json.node((row.node & !CLOSES) as usize);
                value.is_some_and(|value| {
                    let start = value.name().map_or(value.span().start, |name| name.span().start) as usize;
                    if row.node & CLOSES == 0 {
                        start <= offset
                    } else {
                        (value.span().end as usize) <= offset + 1
                    }
                })
            }),
        };
        found.saturating_sub(1)
    }

    /// Whether the next row at the same depth is a sibling: only then a comma stands between them.
    fn has_successor(&self, rows: &[Packed], index: usize, packed: Packed) -> bool {
        let is_opening = packed.node & CLOSES == 0
            && self
                .json
                .node(packed.node as usize)
                .is_some_and(|value| is_container(value) && !value.is_empty());
        !is_opening
            && rows.get(index + 1).is_some_and(|next| next.depth == packed.depth && next.node & CLOSES == 0)
    }
}

fn is_container(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::Array | Kind::Object)
}

fn lines(source: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for end in memchr::memchr_iter(b'\n', source.as_bytes()) {
        let trimmed = if source.as_bytes().get(end.wrapping_sub(1)) == Some(&b'\r') { end - 1 } else { end };
        spans.push(Span::new(start, trimmed.max(start)));
        start = end + 1;
    }
    spans.push(Span::new(start, source.len()));
    spans
}

fn indented(json: &Json) -> Vec<Packed> {
    let mut rows = Vec::with_capacity(json.len() / 2 + 2);
    // The containers that are open: flat index, and the first index after them.
    let mut open: Vec<(u32, usize)> = Vec::new();
    let close = |rows: &mut Vec<Packed>, open: &mut Vec<(u32, usize)>| {
        if let Some((node, _)) = open.pop() {
            rows.push(Packed { node: node | CLOSES, depth: depth(open.len()) });
        }
    };
    for value in json.values() {
        while open.last().is_some_and(|(_, end)| value.index() >= *end) {
            close(&mut rows, &mut open);
        }
        rows.push(Packed { node: value.index() as u32, depth: depth(open.len()) });
        if is_container(value) && !value.is_empty() {
            open.push((value.index() as u32, value.end_index()));
        }
    }
    while !open.is_empty() {
        close(&mut rows, &mut open);
    }
    rows
}

fn depth(levels: usize) -> u16 {
    levels.min(u16::MAX as usize) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::json::parse;

    fn rows(source: &str) -> Rows {
        Rows::new(&parse(source.into()).json.unwrap())
    }

    fn shown(rows: &Rows) -> String {
        let line = |row: Row<'_>| match row {
            Row::Source(line) => line.to_owned(),
            Row::Value { depth, value, opens, comma } => {
                let name = value.name().map_or_else(String::new, |name| format!("{}: ", name.raw()));
                let text =
                    if opens { value.raw().get(..1).unwrap().to_owned() } else { value.raw().to_owned() };
                format!("{}{name}{text}{}", "  ".repeat(depth), if comma { "," } else { "" })
            }
            Row::Close { depth, bracket, comma } => {
                format!("{}{bracket}{}", "  ".repeat(depth), if comma { "," } else { "" })
            }
        };
        (0..rows.len()).map(|index| line(rows.row(index).unwrap()) + "\n").collect()
    }

    #[test]
    fn minified_json_is_indented_and_spelled_as_it_is() {
        let rows = rows(r#"{"a":1.0,"b":[],"c":{"d":[1,{"e":null}],"a":"x"},"a":12345678901234567890}"#);
        assert!(rows.is_indented());
        let want = "{\n  \"a\": 1.0,\n  \"b\": [],\n  \"c\": {\n    \"d\": [\n      1,\n      {\n        \"e\": null\n      }\n    ],\n    \"a\": \"x\"\n  },\n  \"a\": 12345678901234567890\n}\n";
        assert_eq!(shown(&rows), want);
    }

    #[test]
    fn json_with_lines_of_its_own_keeps_them() {
        let source = "{\r\n\t\"a\" : [ 1,2 ],\n\n  \"b\":2 }";
        let rows = rows(source);
        assert!(!rows.is_indented());
        assert_eq!(shown(&rows), "{\n\t\"a\" : [ 1,2 ],\n\n  \"b\":2 }\n");
    }

    #[test]
    fn scalars_and_empty_containers_are_one_row() {
        for source in ["1", "\"x\"", "{}", "[]", "null"] {
            assert_eq!(shown(&rows(source)), format!("{source}\n"));
        }
        assert_eq!(rows("[[]]").len(), 3);
    }

    #[test]
    fn a_byte_is_found_in_its_row() {
        let source = r#"{"a":[1,2],"b":{"c":3}}"#;
        let rows = rows(source);
        let cases =
            [(0, "{"), (1, "a"), (6, "1"), (8, "2"), (9, "]"), (11, "b"), (16, "c"), (21, "}"), (22, "}")];
        for (offset, want) in cases {
            let row = rows.row(rows.row_of(offset)).unwrap();
            let found = match row {
                Row::Value { value, .. } => value.name().map_or_else(
                    || value.raw().get(..1).unwrap().to_owned(),
                    |name| name.text().into_owned(),
                ),
                Row::Close { bracket, .. } => bracket.to_string(),
                Row::Source(line) => line.to_owned(),
            };
            assert_eq!(found, want, "offset {offset}");
        }
    }

    #[test]
    fn deep_nesting_needs_no_stack() {
        let depth = 100_000;
        let rows = rows(&("[".repeat(depth) + &"]".repeat(depth)));
        assert_eq!(rows.len(), depth * 2 - 1);
    }
}
