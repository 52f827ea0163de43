//! Tables: RFC 4180, as spreadsheets write it.
//!
//! A record a question; the first record names the columns. Cells are parted by
//! what the first line has most of, `,`, `;` or a tab: spreadsheets follow the
//! country's habits. What begins like a formula is only text: when written it
//! gets an apostrophe before it, so that no spreadsheet computes it, and just
//! that apostrophe is taken away when it is read.

use super::super::{ENTRIES_MAX, Entry};
use super::column::{ANSWER, COLUMNS, Column, QUESTION, fields};
use super::line::{Draft, Lines, Places, breaks};
use super::{Found, fault};
use crate::cells::{MARK, is_formula, put};
use crate::fault::{Code, Faults};

/// The most cells of a record, so that a file holds no more memory than it
/// weighs: nobody's table is wider.
const CELLS_MAX: usize = 1_000;
/// Longest name of a column that is told, in characters.
const NAME_MAX: usize = 64;

/// Reads a table.
pub fn read(text: &str) -> Found<'_> {
    let mut found = Found { entries: vec![], faults: vec![], places: Places::Lines(vec![], vec![]) };
    let mut records = Records::of(text);
    let Some(header) = records.next() else { return found };
    let mut columns: Vec<Option<&'static Column>> = vec![];
    let mut titles: Vec<(&'static str, String)> = vec![];
    for Cell { line, text } in header.iter().flatten() {
        let title: String = text.trim().chars().take(NAME_MAX).collect();
        let column = Column::named(&title);
        let known = column.is_some_and(|column| titles.iter().any(|(field, _)| *field == column.field));
        // A remark of whoever keeps the table.
        let remark = title.is_empty() || title.starts_with(['#', '＃', '※']);
        if known || column.is_none() && !remark {
            let code = if known { Code::Duplicate } else { Code::UnknownKey };
            found.faults.push(fault(title.clone(), code, *line, Some(title.clone())));
        }
        titles.extend(column.map(|column| (column.field, title)));
        columns.push(column);
    }
    for needed in [QUESTION, ANSWER] {
        if !titles.iter().any(|(field, _)| *field == needed) {
            found.faults.push(fault(needed.to_owned(), Code::Required, 1, None));
        }
    }
    if let Err(line) = header {
        found.faults = vec![fault(String::new(), Code::Malformed, line, None)];
    }
    if !found.faults.is_empty() {
        return found;
    }
    let mut places: Vec<Lines> = vec![];
    for record in records {
        // One too many says it: nothing more is held.
        if found.entries.len() > ENTRIES_MAX || found.faults.len() > Faults::MOST {
            break;
        }
        let cells = match record {
            Ok(cells) => cells,
            Err(line) => {
                // What follows can't be told apart any more.
                found.faults.push(fault(format!("entries.{}", found.entries.len()), Code::Malformed, line, None));
                break;
            }
        };
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            continue;
        }
        let mut draft = Draft::default();
        draft.lines.0 = cells.first().map_or(0, |cell| cell.line);
        for (number, Cell { line, text }) in cells.into_iter().enumerate() {
            match columns.get(number) {
                Some(Some(column)) => draft.put(column.field, column.value(bare(&text)), line),
                Some(None) => {}
                None if text.trim().is_empty() => {}
                // One comma more than there are columns.
                None => found.faults.push(fault(format!("entries.{}", found.entries.len()), Code::Malformed, line, None)),
            }
        }
        found.entries.push(draft.fields);
        places.push(draft.lines);
    }
    found.places = Places::Lines(places, titles);
    found
}

/// Writes a table.
pub fn write(entries: &[&Entry], japanese: bool) -> String {
    let mut table = String::from(MARK);
    for (number, column) in COLUMNS.iter().enumerate() {
        put(&mut table, number, column.title(japanese));
    }
    for entry in entries {
        table.push_str("\r\n");
        let fields = fields(entry);
        for (number, column) in COLUMNS.iter().enumerate() {
            let text = fields.get(column.field).map(|value| column.text(value, "\n")).unwrap_or_default();
            put(&mut table, number, &text);
        }
    }
    table.push_str("\r\n");
    table
}

/// A cell without the apostrophe that [`write`] gave it.
fn bare(text: &str) -> &str {
    text.strip_prefix('\'').filter(|bare| is_formula(bare)).unwrap_or(text)
}

struct Cell {
    line: u32,
    text: String,
}

/// The records of a table, each with its cells, or the line of a quotation that
/// doesn't end, or that something follows.
struct Records<'t> {
    rest: &'t str,
    line: u32,
    comma: char,
}

impl<'t> Records<'t> {
    fn of(text: &'t str) -> Self {
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let first = text.split(['\r', '\n']).next().unwrap_or_default();
        // By this line a spreadsheet is told what parts the cells.
        if let Some(comma) =
            first.strip_prefix("sep=").and_then(|sign| sign.chars().next()).filter(|comma| matches!(comma, ',' | ';' | '\t'))
        {
            let rest = text.split_at_checked(first.len()).map_or("", |(_, rest)| rest);
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
            return Self { rest, line: 2, comma };
        }
        // Of as many, the first counts.
        let count = |comma: char| first.split('"').step_by(2).map(|part| part.matches(comma).count()).sum::<usize>();
        let comma =
            [('\t', 1), (';', 2), (',', 3)].into_iter().max_by_key(|(comma, rank)| (count(*comma), *rank)).map_or(',', |(comma, _)| comma);
        Self { rest: text, line: 1, comma }
    }

    fn cell(&mut self) -> Result<Cell, u32> {
        let line = self.line;
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let end = self.rest.find([self.comma, '\r', '\n']).unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at_checked(end).unwrap_or_default();
            self.rest = rest;
            return Ok(Cell { line, text: text.to_owned() });
        };
        self.rest = quoted;
        let mut text = String::new();
        loop {
            let (part, rest) = self.rest.split_once('"').ok_or(line)?;
            text.push_str(part);
            self.rest = rest;
            match rest.strip_prefix('"') {
                Some(more) => {
                    text.push('"');
                    self.rest = more;
                }
                None => break,
            }
        }
        self.line += breaks(&text);
        if !self.rest.is_empty() && !self.rest.starts_with([self.comma, '\r', '\n']) {
            return Err(self.line);
        }
        // A line ends in one way, however the file ends its own.
        Ok(Cell { line, text: if text.contains('\r') { text.replace("\r\n", "\n") } else { text } })
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Vec<Cell>, u32>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut cells = vec![];
        loop {
            match self.cell() {
                Ok(cell) if cells.len() < CELLS_MAX => cells.push(cell),
                Ok(Cell { line, .. }) | Err(line) => {
                    self.rest = "";
                    return Some(Err(line));
                }
            }
            let Some(rest) = self.rest.strip_prefix(self.comma) else { break };
            self.rest = rest;
        }
        if let Some(rest) = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\r', '\n'])) {
            self.rest = rest;
            self.line += 1;
        }
        Some(Ok(cells))
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
