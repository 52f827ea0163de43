//! Texts with a heading for each question.
//!
//! The deepest headings of a text are its questions; the next above them, where
//! there are any, its categories; those above are titles. Directly below a
//! heading may stand lines such as `別の聞き方: …` ([`Column`]): below a question
//! they are its own, below a category or before the first heading they hold for
//! all that follow there. All else below a question is its answer, as it is.
//!
//! What a line can't hold, a question with a line break in it, is written as
//! `&#10;`; a line of an answer that would be a heading, or one of those lines,
//! gets a `\` before it, and just that is taken away when it is read.

use super::super::{ENTRIES_MAX, Entry};
use super::column::{ANSWER, COLUMNS, Column, QUESTION, fields};
use super::line::{Draft, Lines, Places};
use super::{Found, fault, html};
use crate::fault::{Code, Faults};
use serde_json::Value;

/// The deepest headings (CommonMark).
const LEVELS: usize = 6;

/// Reads a text.
pub fn read(text: &str) -> Found<'_> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let levels = |below: usize| text.lines().filter_map(heading).map(|(level, _)| level).filter(|level| *level < below).max();
    let question = levels(LEVELS + 1).unwrap_or(0);
    let category = levels(question).unwrap_or(0);
    let mut reader = Reader::default();
    let mut faults = vec![];
    for (line, number) in text.lines().zip(1_u32..) {
        // One too many says it: nothing more is held.
        if reader.done.len() > ENTRIES_MAX || faults.len() > Faults::MOST {
            break;
        }
        match heading(line) {
            Some((level, words)) if level == question => reader.question(words, number),
            Some((level, words)) => reader.section((level == category).then_some(words), number),
            None if !reader.line(line, number) => {
                // Words that belong to no question would be lost.
                reader.lost = true;
                faults.push(fault(String::new(), Code::Malformed, number, None));
            }
            None => {}
        }
    }
    reader.end();
    let (entries, places) = reader.done.into_iter().map(|draft| (draft.fields, draft.lines)).unzip();
    Found { entries, faults, places: Places::Lines(places, vec![]) }
}

/// Writes a text.
pub fn write(entries: &[&Entry], japanese: bool) -> String {
    let mut out = String::new();
    let mut section = None;
    for entry in entries {
        let own = Some((&entry.category, &entry.lang));
        if section != own {
            section = own;
            out.extend(["# ", &line_of(&entry.category), "\n"]);
            put(&mut out, "lang", &entry.lang, japanese);
            out.push('\n');
        }
        out.extend(["## ", &line_of(&entry.question), " {#", &entry.id, "}\n"]);
        let fields = fields(entry);
        for column in &COLUMNS {
            let Some(value) = fields.get(column.field) else { continue };
            if !["id", "lang", "category", QUESTION, ANSWER].contains(&column.field) {
                put(&mut out, column.field, &column.text(value, " | "), japanese);
            }
        }
        out.push('\n');
        for line in referred(&entry.answer, false).split('\n') {
            let bare = line.trim_start();
            let (space, _) = line.split_at_checked(line.len() - bare.len()).unwrap_or_default();
            out.extend([space, if is_special(bare) { "\\" } else { "" }, bare, "\n"]);
        }
        out.push('\n');
    }
    out
}

fn put(out: &mut String, field: &'static str, text: &str, japanese: bool) {
    let title = Column::named(field).map_or(field, |column| column.title(japanese));
    out.extend([title, ": ", text, "\n"]);
}

/// A field's value where a question says none, and its line.
type Given = (&'static str, Value, u32);

/// The last word of each field holds.
fn hold(defaults: &mut Vec<Given>, field: &'static str, value: Option<Value>, line: u32) {
    defaults.retain(|(known, ..)| *known != field);
    defaults.extend(value.map(|value| (field, value, line)));
}

#[derive(Default)]
struct Reader {
    done: Vec<Draft>,
    /// The question that is being read, and its answer so far.
    open: Option<(Draft, String)>,
    /// What holds for all questions, and what for those of this category.
    all: Vec<Given>,
    section: Vec<Given>,
    /// Whether the first heading is still to come.
    begun: bool,
    /// Whether only lines of fields came since the last heading.
    head: bool,
    /// Whether words here belong to no question, which was told.
    lost: bool,
}

impl Reader {
    fn end(&mut self) {
        let Some((mut draft, answer)) = self.open.take() else { return };
        let line = draft.lines.0;
        if !answer.trim().is_empty() {
            draft.put(ANSWER, Some(html::decoded(answer.trim()).into()), line);
        }
        for (field, value, line) in self.all.iter().chain(&self.section).rev() {
            if !draft.fields.contains_key(*field) {
                draft.put(field, Some(value.clone()), *line);
            }
        }
        self.done.push(draft);
    }

    fn question(&mut self, words: &str, number: u32) {
        self.end();
        (self.begun, self.head, self.lost) = (true, true, false);
        let mut draft = Draft { lines: Lines(number, vec![]), ..Draft::default() };
        let named = words.strip_suffix('}').and_then(|words| words.rsplit_once("{#"));
        if let Some((_, id)) = named {
            draft.put("id", Some(id.trim().into()), number);
        }
        let words = named.map_or(words, |(words, _)| words.trim_end());
        draft.put(QUESTION, Some(words).filter(|words| !words.is_empty()).map(|words| html::decoded(words).into()), number);
        self.open = Some((draft, String::new()));
    }

    fn section(&mut self, category: Option<&str>, number: u32) {
        self.end();
        (self.begun, self.head, self.lost) = (true, true, false);
        let category = category.filter(|words| !words.is_empty());
        self.section = category.map(|words| ("category", html::decoded(words).into(), number)).into_iter().collect();
    }

    /// Whether a line that is no heading belongs anywhere.
    fn line(&mut self, line: &str, number: u32) -> bool {
        let head = self.head || !self.begun;
        let blank = line.trim().is_empty();
        if head && blank || self.lost {
            return true;
        }
        if head && let Some((column, text)) = field(line) {
            let value = column.value(text);
            match &mut self.open {
                Some((draft, _)) => draft.put(column.field, value, number),
                None if self.begun => hold(&mut self.section, column.field, value, number),
                None => hold(&mut self.all, column.field, value, number),
            }
            return true;
        }
        self.head = false;
        let Some((_, answer)) = &mut self.open else {
            // Around lines that hold for all questions people put `---`.
            return blank || !self.begun && line.trim().bytes().all(|byte| byte == b'-');
        };
        let bare = line.trim_start();
        let (space, _) = line.split_at_checked(line.len() - bare.len()).unwrap_or_default();
        let bare = bare.strip_prefix('\\').filter(|_| is_special(bare)).unwrap_or(bare);
        answer.extend([space, bare, "\n"]);
        true
    }
}

/// A heading's level and words.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is = (1..=LEVELS).contains(&level) && (words.is_empty() || words.starts_with(char::is_whitespace));
    is.then(|| (level, words.trim()))
}

/// The field that a line tells, but for a question and its answer.
fn field(line: &str) -> Option<(&'static Column, &str)> {
    let (name, text) = line.split_once([':', '：'])?;
    // No name is longer; an answer's line may be.
    let column = Column::named(name).filter(|_| name.len() < 64)?;
    (![QUESTION, ANSWER].contains(&column.field)).then_some((column, text.trim()))
}

/// Whether a line would be read as something else than an answer's, or is such
/// a line with a `\` before it.
fn is_special(line: &str) -> bool {
    let bare = line.trim_start_matches('\\');
    bare.starts_with('#') || field(bare).is_some()
}

/// A text in one line.
fn line_of(text: &str) -> String {
    referred(text, true)
}

/// A text in which what a reader would take away or misread stands as a
/// reference: the space around it, CR, `&#` itself, in one line LF too.
fn referred(text: &str, line: bool) -> String {
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let outside = at < start || at >= end;
        let ambiguous = c == '&' && text.get(at + 1..).is_some_and(is_reference);
        if outside || ambiguous || c == '\r' || c == '\n' && line {
            out.extend(["&#", &u32::from(c).to_string(), ";"]);
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether what follows a `&` might be read as a reference.
fn is_reference(text: &str) -> bool {
    text.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric())
}
