//! A document that a person writes: read as one, with all of its faults, and
//! by its version.

use super::node::Node;
use super::{DeskSettings, ShopSettings, shape};
use crate::faq::{Entry, Faq};
use crate::fault::{Code, Fault, Faults};
use crate::json;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Lifts a document from one version to the next; pure, and total: what it
/// doesn't find it leaves alone.
pub type Step = fn(&mut Map<String, Value>);

/// A kind of document.
pub trait Document: Serialize + DeserializeOwned {
    /// The steps from version to version: the first lifts 1 to 2.
    const STEPS: &'static [Step] = &[];
    /// A document that is in order, with all that there can be in it.
    const SPECIMEN: &'static str;

    /// What is wrong with it though its shape is right.
    fn judge(&self) -> Vec<Fault>;

    /// Reads the shape; see [`shape::read`].
    #[doc(hidden)]
    fn shape(value: Value, specimen: &Value, faults: &mut Vec<Fault>) -> Option<Self> {
        shape::read(value, "", specimen, faults)
    }
}

/// Why a document was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Unread {
    /// It is not a JSON object.
    NoObject,
    /// Its faults, [`Faults::MOST`] at most: those of its shape, else those of
    /// its sense.
    Faulty(Vec<Fault>),
}

/// Reads a document. `also` completes it and judges what can't be known here.
///
/// Faults of shape (types, missing fields, unknown names) come all at once.
/// Sense is judged when every field has its type, so that no fault is
/// told of a value that nobody wrote; unknown keys don't hinder that. A name
/// that an object says twice is a fault of the whole, with an empty path: JSON
/// would let the last one win, and whoever wrote both meant something else.
pub fn read<T: Document>(text: &[u8], also: impl FnOnce(&mut T) -> Vec<Fault>) -> Result<T, Unread> {
    let Some(Value::Object(document)) = json::read(text) else { return Err(Unread::NoObject) };
    if colons(text) != document.len() + document.values().map(members).sum::<usize>() {
        return Err(Unread::Faulty(vec![Fault::at("", Code::Duplicate)]));
    }
    read_members(document, also)
}

/// As [`read`], of a document that came in another form than JSON.
pub fn read_members<T: Document>(mut document: Map<String, Value>, also: impl FnOnce(&mut T) -> Vec<Fault>) -> Result<T, Unread> {
    let newest = newest::<T>();
    let version = version(&mut document, newest, newest).map_err(|fault| Unread::Faulty(vec![fault]))?;
    lift(&mut document, T::STEPS, version);
    let specimen = json::read(T::SPECIMEN.as_bytes()).unwrap_or_default();
    let mut faults = vec![];
    let read = T::shape(Value::Object(document), &specimen, &mut faults);
    let read = read.map(|mut read| {
        let others = also(&mut read);
        faults.extend(read.judge());
        faults.extend(others);
        faults.truncate(Faults::MOST);
        read
    });
    match read {
        Some(read) if faults.is_empty() => Ok(read),
        _ => Err(Unread::Faulty(faults)),
    }
}

/// The colons outside of strings: as many as the text has members, each time
/// that a name is said.
fn colons(text: &[u8]) -> usize {
    let (mut count, mut quoted, mut escaped) = (0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b':' if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The members of all objects inside a value.
fn members(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(members).sum(),
        Value::Object(map) => map.len() + map.values().map(members).sum::<usize>(),
        _ => 0,
    }
}

/// A document as it was stored, maybe by an older worker.
pub fn stored<T: Document>(document: Value) -> Option<T> {
    let Value::Object(mut document) = document else { return None };
    // Before versions were written there was one.
    let version = version(&mut document, 1, newest::<T>()).ok()?;
    lift(&mut document, T::STEPS, version);
    T::deserialize(Node(&Value::Object(document))).ok()
}

/// A document as it is stored and answered: with its version.
#[derive(Debug, Serialize)]
pub struct Written<'a, T> {
    version: u64,
    #[serde(flatten)]
    document: &'a T,
}

/// Writes a document.
pub fn written<T: Document>(document: &T) -> Written<'_, T> {
    Written { version: newest::<T>(), document }
}

/// The version that is written.
pub fn newest<T: Document>() -> u64 {
    1 + u64::try_from(T::STEPS.len()).unwrap_or(0)
}

/// Takes the version out of a document; `absent` where it says none.
fn version(document: &mut Map<String, Value>, absent: u64, newest: u64) -> Result<u64, Fault> {
    let Some(given) = document.remove("version") else { return Ok(absent) };
    match given.as_u64() {
        Some(version) if (1..=newest).contains(&version) => Ok(version),
        Some(version) if version > newest => Err(Fault { hint: Some(newest.to_string().into()), ..Fault::at("version", Code::Unknown) }),
        _ => Err(Fault::at("version", Code::Malformed)),
    }
}

fn lift(document: &mut Map<String, Value>, steps: &[Step], version: u64) {
    let done = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        step(document);
    }
}

impl Document for ShopSettings {
    const SPECIMEN: &'static str = include_str!("specimens/shop.json");

    fn judge(&self) -> Vec<Fault> {
        self.faults()
    }
}

impl Document for DeskSettings {
    const SPECIMEN: &'static str = include_str!("specimens/desk.json");

    fn judge(&self) -> Vec<Fault> {
        self.faults()
    }
}

impl Document for Faq {
    const SPECIMEN: &'static str = include_str!("specimens/faq.json");

    fn judge(&self) -> Vec<Fault> {
        self.faults()
    }

    /// Entry by entry, so that thousands of them are read once each and not
    /// all again for each fault.
    fn shape(value: Value, specimen: &Value, faults: &mut Vec<Fault>) -> Option<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Outer {
            entries: Vec<Value>,
        }
        let outer: Outer = shape::read(value, "", specimen, faults)?;
        let specimen = specimen.pointer("/entries/0").cloned().unwrap_or_default();
        let mut entries = Some(Vec::with_capacity(outer.entries.len()));
        for (index, entry) in outer.entries.into_iter().enumerate() {
            let entry = shape::read::<Entry>(entry, &format!("entries.{index}"), &specimen, faults);
            entries = entries.zip(entry).map(|(mut entries, entry)| {
                entries.push(entry);
                entries
            });
        }
        Some(Self { entries: entries? })
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
