//! A shop's questions in files: JSON, CSV, Markdown, and the `FAQPage` that a
//! page of the shop carries for search engines.
//!
//! A reader brings a file into the shape of the JSON document and remembers on
//! which line all of it stood. The document is then read and judged as one that
//! came as JSON, by [`settings::read`]; what is wrong with it is told with its
//! line. A writer writes what its reader reads back as the same.
//!
//! The panel calls nothing of this.

mod column;
mod csv;
mod html;
mod json_ld;
mod line;
mod markdown;

use super::{ENTRIES_MAX, Entry, Faq};
use crate::fault::{At, Code, Fault, Faults};
use crate::fold::fold_char;
use crate::json;
use crate::settings::{self, Unread, is_language};
use line::Places;
use serde_json::{Map, Value};

/// A form of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The document as the API writes it.
    Json,
    /// A table (RFC 4180), as spreadsheets write it.
    Csv,
    /// A heading for each question.
    Markdown,
    /// A schema.org `FAQPage`: alone, or in a page.
    JsonLd,
}

impl Format {
    /// All of them; the first where nobody asks for another.
    pub const ALL: [Self; 4] = [Self::Json, Self::Csv, Self::Markdown, Self::JsonLd];

    /// Its name in an address, which also ends a file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::JsonLd => "jsonld",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that is sent as this media type; [`HTML`] is the page that a
    /// `FAQPage` stands in.
    pub fn sent_as(media_type: &str) -> Option<Self> {
        let own = |format: &Self| format.media_type().eq_ignore_ascii_case(media_type);
        Self::ALL.into_iter().find(own).or_else(|| HTML.eq_ignore_ascii_case(media_type).then_some(Self::JsonLd))
    }
}

/// The media type of a page.
pub const HTML: &str = "text/html";

/// What a file is read with.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The one language that is replaced, where one was asked for.
    pub only: Option<&'a str>,
    /// The shop's first language: that of questions that say none.
    pub lang: &'a str,
    /// The heading of questions that stand under none.
    pub category: &'a str,
}

/// Reads a file: all questions that the shop has once it is taken.
///
/// What it replaces: the questions of one language where `only` names it;
/// where a file names no language at all, those of the shop's first; else all.
/// A question without an id has that of the stored question with the same
/// words, else one made of its words: so ids stay when a file is read again.
/// JSON always says both. `also` judges what can't be known here.
///
/// # Errors
///
/// All that is wrong, [`Faults::MOST`] at most, each with its line.
pub fn import(
    format: Format,
    text: &str,
    stored: &Faq,
    terms: Terms<'_>,
    also: &mut dyn FnMut(&mut Faq) -> Vec<Fault>,
) -> Result<Faq, Unread> {
    if terms.only.is_some_and(|only| !is_language(only)) {
        return Err(Unread::Faulty(vec![Fault::at("lang", Code::Malformed)]));
    }
    let (mut only, mut faults) = (terms.only, vec![]);
    let mut judge = |faq: &mut Faq, only| {
        let mut faults = foreign(faq, only);
        faults.extend(also(faq));
        faults
    };
    let (read, places) = if format == Format::Json {
        let read = settings::read(text.as_bytes(), |faq: &mut Faq| judge(faq, only));
        (read, Places::document(text))
    } else {
        let mut found = match format {
            Format::Csv => csv::read(text),
            Format::Markdown => markdown::read(text),
            Format::Json | Format::JsonLd => json_ld::read(text),
        };
        if found.entries.is_empty() {
            if found.faults.is_empty() {
                found.faults.push(Fault::at("entries", Code::Required));
            }
            found.faults.truncate(Faults::MOST);
            return Err(Unread::Faulty(found.faults));
        }
        if found.entries.iter().all(|entry| !entry.contains_key("lang")) {
            only = only.or(Some(terms.lang));
        }
        let made = complete(&mut found.entries, stored, only.unwrap_or(terms.lang), terms.category);
        faults = found.faults;
        let mut document = Map::new();
        document.insert("entries".to_owned(), Value::Array(found.entries.into_iter().map(Value::Object).collect()));
        let read = settings::read_members(document, |faq: &mut Faq| judge(faq, only));
        (read.map_err(|unread| of_words(unread, &made)), found.places)
    };
    let faq = match read {
        Ok(faq) => joined(faq, stored, only),
        Err(Unread::Faulty(more)) => {
            faults.extend(places.locate(more));
            Faq::default()
        }
        Err(unread) => return Err(unread),
    };
    if faq.entries.len() > ENTRIES_MAX && faults.is_empty() {
        faults.push(Fault::at("entries", Code::OutOfRange));
    }
    if faults.is_empty() {
        return Ok(faq);
    }
    // Whatever the order in which they were found; there are few.
    let line = |fault: Option<&Fault>| fault.and_then(|fault| fault.at.as_ref()).map_or(0, |at| at.line);
    for end in 1..faults.len() {
        for at in (1..=end).rev() {
            if line(faults.get(at - 1)) > line(faults.get(at)) {
                faults.swap(at - 1, at);
            }
        }
    }
    faults.truncate(Faults::MOST);
    for fault in faults.iter_mut().filter(|fault| fault.path == "entries" && fault.code == Code::OutOfRange) {
        fault.hint = Some(ENTRIES_MAX.to_string().into());
    }
    Err(Unread::Faulty(faults))
}

/// Writes the entries; `japanese` columns and names where the shop's people
/// read Japanese.
pub fn export(format: Format, entries: &[&Entry], japanese: bool) -> String {
    match format {
        Format::Json => {
            let faq = Faq { entries: entries.iter().copied().cloned().collect() };
            serde_json::to_string(&settings::written(&faq)).unwrap_or_default()
        }
        Format::JsonLd => json_ld::write(entries),
        Format::Csv => csv::write(entries, japanese),
        Format::Markdown => markdown::write(entries, japanese),
    }
}

/// How the questions differ: how many are new, are otherwise, are gone.
pub fn differences(before: &Faq, after: &Faq) -> [usize; 3] {
    // By what they are known; of the maps that there are already, so that no
    // other kind is compiled.
    let mut known = Map::new();
    for (place, entry) in before.entries.iter().enumerate() {
        known.insert([&*entry.lang, &entry.id].concat(), place.into());
    }
    let (mut there, mut same) = (0, 0);
    for entry in &after.entries {
        let place = known.get(&[&*entry.lang, &entry.id].concat()).and_then(Value::as_u64);
        let twin = place.and_then(|place| before.entries.get(usize::try_from(place).ok()?));
        there += usize::from(twin.is_some());
        same += usize::from(twin == Some(entry));
    }
    [after.entries.len() - there, there - same, known.len().saturating_sub(there)]
}

/// Where the text stops being JSON.
pub fn unreadable_line(text: &str) -> Option<u32> {
    let (before, _) = text.split_at_checked(json::stops_at(text)?)?;
    Some(1 + line::breaks(before))
}

/// What a reader found in a file.
struct Found<'t> {
    entries: Vec<Map<String, Value>>,
    /// What is wrong with the file itself.
    faults: Vec<Fault>,
    places: Places<'t>,
}

/// A fault at a line.
fn fault(path: String, code: Code, line: u32, column: Option<String>) -> Fault {
    Fault { at: Some(Box::new(At { line, column })), ..Fault::within(path, code) }
}

/// Entries of another language than the one that is replaced.
fn foreign(faq: &Faq, only: Option<&str>) -> Vec<Fault> {
    let Some(only) = only else { return vec![] };
    let others = faq.entries.iter().enumerate().filter(|(_, entry)| entry.lang != only);
    let told = |(i, _)| Fault { hint: Some(only.to_owned().into()), ..Fault::within(format!("entries.{i}.lang"), Code::Unknown) };
    others.take(Faults::MOST).map(told).collect()
}

/// Two questions whose ids were made of the same words: nobody wrote the ids.
fn of_words(unread: Unread, made: &[usize]) -> Unread {
    let Unread::Faulty(mut faults) = unread else { return unread };
    for fault in faults.iter_mut().filter(|fault| fault.code == Code::Duplicate) {
        let number = line::of_entry(&fault.path).map(|(number, _)| number);
        if let Some(number) = number.filter(|number| made.binary_search(number).is_ok()) {
            fault.path = format!("entries.{number}.question").into();
        }
    }
    Unread::Faulty(faults)
}

/// Gives each entry what its file doesn't say. Returns whose ids were made.
fn complete(entries: &mut [Map<String, Value>], stored: &Faq, lang: &str, category: &str) -> Vec<usize> {
    let mut made = vec![];
    let mut ids = Map::new();
    for entry in &stored.entries {
        ids.insert(entry.lang.clone() + &same(&entry.question), entry.id.as_str().into());
    }
    for (number, entry) in entries.iter_mut().enumerate() {
        for (name, value) in [("lang", lang), ("category", category)] {
            entry.entry(name).or_insert_with(|| value.into());
        }
        if let (None, Some(lang)) = (entry.get("id"), text(entry, "lang")) {
            // Where there is none that is a fault, and this none.
            let words = same(text(entry, "question").unwrap_or_default());
            let id = ids.get(&[lang, &words].concat()).cloned().unwrap_or_else(|| made_of(&words).into());
            entry.insert("id".to_owned(), id);
            made.push(number);
        }
    }
    made
}

fn text<'e>(entry: &'e Map<String, Value>, name: &str) -> Option<&'e str> {
    entry.get(name).and_then(Value::as_str)
}

/// A question by which it is known again: how it is spaced, and how wide its
/// signs are, doesn't make it another.
fn same(question: &str) -> String {
    question.chars().map(|c| fold_char(c).to_ascii_lowercase()).filter(|c| !c.is_whitespace()).collect()
}

/// An id from words: FNV-1a (64 bits), in 13 digits of base 32.
fn made_of(words: &str) -> String {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let digit = |place: u32| char::from_digit(u32::try_from(hash >> (5 * place) & 31).unwrap_or(0), 32).unwrap_or('0');
    "q-".chars().chain((0..13).rev().map(digit)).collect()
}

/// The new questions with those that they don't replace.
fn joined(mut faq: Faq, stored: &Faq, only: Option<&str>) -> Faq {
    if let Some(only) = only {
        let kept = stored.entries.iter().filter(|entry| entry.lang != only);
        faq.entries = kept.cloned().chain(std::mem::take(&mut faq.entries)).collect();
    }
    faq
}

#[cfg(test)]
#[path = "exchange_tests.rs"]
mod tests;
