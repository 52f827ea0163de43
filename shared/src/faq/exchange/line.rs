//! On which line of a file something stands.

use crate::fault::{At, Fault};
use serde_json::{Map, Value};

/// Where all that a reader found stands.
pub enum Places<'t> {
    /// Each entry's line, with those of its fields, and the columns by field as
    /// the file's first line names them.
    Lines(Vec<Lines>, Vec<(&'static str, String)>),
    /// Inside JSON texts: each entry by the number of its text and its path
    /// there, and how its fields are called there.
    Json(Vec<Text<'t>>, Vec<(usize, String)>, &'static [(&'static str, &'static str)]),
}

/// An entry's line and those of its fields.
#[derive(Default)]
pub struct Lines(pub u32, pub Vec<(&'static str, u32)>);

/// A JSON text, which begins on this line.
pub struct Text<'t>(pub &'t str, pub u32);

/// An entry that is being read, line by line.
#[derive(Default)]
pub struct Draft {
    pub fields: Map<String, Value>,
    pub lines: Lines,
}

impl Draft {
    pub fn put(&mut self, name: &'static str, value: Option<Value>, line: u32) {
        self.lines.1.push((name, line));
        match (self.fields.get_mut(name), value) {
            // A list may be told on several lines.
            (Some(Value::Array(known)), Some(Value::Array(more))) => known.extend(more),
            (_, Some(value)) => drop(self.fields.insert(name.to_owned(), value)),
            _ => {}
        }
    }
}

impl<'t> Places<'t> {
    /// The whole text is the document.
    pub fn document(text: &'t str) -> Self {
        Self::Json(vec![Text(text, 1)], vec![], &[])
    }

    /// Tells the faults with their lines.
    pub fn locate(&self, mut faults: Vec<Fault>) -> Vec<Fault> {
        match self {
            Self::Lines(entries, columns) => {
                for fault in &mut faults {
                    let Some((entry, rest)) = of_entry(&fault.path) else { continue };
                    let Some(Lines(line, fields)) = entries.get(entry) else { continue };
                    let name = rest.split('.').next().unwrap_or_default();
                    let line = fields.iter().find(|(field, _)| *field == name).map_or(*line, |(_, line)| *line);
                    let column = columns.iter().find(|(field, _)| *field == name).map(|(_, column)| column.clone());
                    fault.at = Some(Box::new(At { line, column }));
                }
            }
            Self::Json(texts, entries, names) => {
                for (number, Text(text, first)) in texts.iter().enumerate() {
                    let mut wanted: Vec<(String, &mut Fault)> = vec![];
                    for fault in &mut faults {
                        let path = match of_entry(&fault.path).and_then(|(entry, rest)| Some((entries.get(entry)?, rest))) {
                            Some(((of, path), rest)) if *of == number => {
                                let name = names.iter().find(|(field, _)| *field == rest).map_or(rest, |(_, name)| *name);
                                [path, ".", name].concat()
                            }
                            None if entries.is_empty() => fault.path.to_string(),
                            _ => continue,
                        };
                        wanted.push((path, fault));
                    }
                    if !wanted.is_empty() {
                        mark(text, *first, &mut wanted);
                    }
                }
            }
        }
        faults
    }
}

/// The entry that a path leads into, and the rest of it.
pub fn of_entry(path: &str) -> Option<(usize, &str)> {
    let path = path.strip_prefix("entries.")?;
    let (number, rest) = path.split_once('.').unwrap_or((path, ""));
    Some((number.parse().ok()?, rest))
}

/// The line breaks in a text: LF, CR LF or CR.
pub fn breaks(text: &str) -> u32 {
    let count = text.matches(['\n', '\r']).count() - text.matches("\r\n").count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Goes through a JSON text once and notes on which line each of these paths
/// begins; for one that isn't there, what is nearest around it. The text has
/// been read before: what isn't JSON is passed over somehow.
fn mark(text: &str, first: u32, wanted: &mut [(String, &mut Fault)]) {
    let bytes = text.as_bytes();
    // Of each list or object around: where in `path` it ends, and the place in
    // a list.
    let mut around: Vec<(usize, Option<usize>)> = vec![];
    let (mut path, mut line, mut at) = (String::new(), first, 0);
    let (mut key, mut is_key) = ("", false);
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'\n' => line += 1,
            b'\r' if bytes.get(at) != Some(&b'\n') => line += 1,
            b' ' | b'\t' | b'\r' | b':' => {}
            b',' => {
                if let Some((_, place)) = around.last_mut() {
                    *place = place.map(|place| place + 1);
                    is_key = place.is_none();
                }
            }
            b'}' | b']' => {
                let end = around.pop().map_or(0, |(end, _)| end);
                path.truncate(end);
                is_key = false;
            }
            _ => {
                if *byte == b'"' {
                    while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                        at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
                    }
                    at += 1;
                    if is_key {
                        key = text.get(start + 1..at - 1).unwrap_or_default();
                        is_key = false;
                        continue;
                    }
                }
                let end = path.len();
                let step = match around.last() {
                    Some((_, Some(place))) => place.to_string(),
                    _ => key.to_owned(),
                };
                if !around.is_empty() {
                    path.extend([if path.is_empty() { "" } else { "." }, &step]);
                }
                for (whole, fault) in wanted.iter_mut() {
                    let inside = |rest: &str| rest.is_empty() || rest.starts_with('.') || path.is_empty();
                    if whole.strip_prefix(path.as_str()).is_some_and(inside) {
                        fault.at = Some(Box::new(At { line, column: None }));
                    }
                }
                match byte {
                    b'{' | b'[' => {
                        is_key = *byte == b'{';
                        around.push((end, (!is_key).then_some(0)));
                    }
                    _ => path.truncate(end),
                }
            }
        }
        if !matches!(byte, b'"' | b'{' | b'[' | b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n') {
            // A number or a word, to its end.
            while bytes.get(at).is_some_and(|byte| !matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n')) {
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Code;

    fn lines(text: &str, paths: &[&str]) -> Vec<u32> {
        let faults = paths.iter().map(|path| Fault::within((*path).to_owned(), Code::Required)).collect();
        Places::document(text).locate(faults).iter().map(|fault| fault.at.as_ref().map_or(0, |at| at.line)).collect()
    }

    #[test]
    fn a_path_is_found_in_its_text() {
        let text = "{\n \"version\": 1,\r\n \"entries\": [\r  {\"id\": \"a:{[,\\\"\", \"x\": [1, true,\n {\"y\": null}]},\n\n\n  {\"id\":\n\"b\"}\n ]}";
        let paths =
            ["", "version", "entries", "entries.0", "entries.0.x.1", "entries.0.x.2.y", "entries.1", "entries.1.id", "entries.1.lang"];
        assert_eq!(lines(text, &paths), [1, 2, 3, 4, 4, 5, 8, 9, 8]);
        assert_eq!(lines(text, &["entries.10", "entriesx", "entries.0.idx"]), [3, 1, 4], "what is around it");
        assert_eq!(breaks("a\r\nb\rc\n\n"), 4);
    }

    #[test]
    fn what_is_no_json_harms_nobody() {
        for text in ["", "\"", "{\"a", "]]]]", "{\"a\\", "\\", "[[[[[", "{,,}", "あ\"\\い"] {
            lines(text, &["entries.0", ""]);
        }
    }
}
