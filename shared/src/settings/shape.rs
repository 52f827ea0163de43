//! All that is wrong with a document's shape, at once.
//!
//! serde stops at the first thing that it can't read. So that thing is noted,
//! mended in a copy, and the copy is read again: an unknown key goes (or takes
//! the name that was meant), everything else is replaced by what stands in
//! the same place of a specimen, a document that is in order. A mended value
//! is never used; it only lets the reader see what comes after it.

use super::nearest::nearest;
use super::node::{Node, Part, Place, What, Wrong, at, object_at};
use crate::fault::{Code, Fault, Faults};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::StrDeserializer;
use serde_json::{Map, Value};

/// The most values (each in a list or object counts) that are read in search
/// of faults: no settings come near it, and a document of megabytes is told
/// fewer faults at once.
const VALUES_MOST: usize = 1_000_000;
/// Longest part of a path that is told, in characters.
const PART_MAX: usize = 64;

/// Reads `value`, which stands at `prefix` of its document. The faults of its
/// shape go to `faults`; where unknown keys are all that is wrong, what is
/// known is read all the same.
pub fn read<T: DeserializeOwned>(value: Value, prefix: &str, specimen: &Value, faults: &mut Vec<Fault>) -> Option<T> {
    let mut copy = Copy { value, made_up: false, mended: vec![], trial: |value| T::deserialize(Node(value)).err() };
    let whole = copy.judge(prefix, specimen, faults) && !copy.made_up;
    whole.then(|| T::deserialize(Node(&copy.value)).ok()).flatten()
}

/// How many values there are.
fn values(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

struct Copy {
    value: Value,
    /// Whether it holds a value that its writer didn't write.
    made_up: bool,
    mended: Vec<Vec<Part>>,
    /// The first thing that serde can't read. Not a type parameter: what
    /// follows is compiled once for all types.
    trial: fn(&Value) -> Option<Wrong>,
}

impl Copy {
    /// Notes and mends fault by fault, until all can be read or nothing helps.
    fn judge(&mut self, prefix: &str, specimen: &Value, faults: &mut Vec<Fault>) -> bool {
        let times = (VALUES_MOST / values(&self.value)).clamp(1, Faults::MOST);
        for _ in 0..times {
            if faults.len() >= Faults::MOST {
                break;
            }
            let Some(wrong) = (self.trial)(&self.value) else { return true };
            let (mut path, what) = self.locate(wrong);
            faults.push(told(prefix, &path, &what));
            if self.is_tag(&path, &what) {
                // Nobody knows what belongs into an object of no known kind.
                path.pop();
            }
            if !self.mend(path, &what, specimen) {
                return false;
            }
        }
        false
    }

    fn first(&self) -> Option<Place> {
        (self.trial)(&self.value).map(Wrong::place)
    }

    /// Where the fault is, outermost part first.
    ///
    /// serde reads an enum that is told apart by a tag in two goes, and has
    /// forgotten where it is in the second. Then each member is tried alone
    /// with the tag, to see which one is to blame.
    fn locate(&mut self, wrong: Wrong) -> (Vec<Part>, What) {
        let wrong = wrong.place();
        let path: Vec<Part> = wrong.inside_out.into_iter().rev().collect();
        if let Some(member) = self.deeper(&path) {
            return (member, What::Type);
        }
        let whole = match object_at(&mut self.value, &path) {
            Some(object) if !matches!(wrong.what, What::UnknownKey(..) | What::BadKey(_)) => object.clone(),
            _ => return (path, wrong.what),
        };
        let found = self.tag(&path).and_then(|tag| {
            whole.keys().filter(|key| **key != tag).find_map(|key| {
                let members = whole.iter().filter(|(name, _)| *name == key || **name == tag);
                let what = self.blamed(&path, members.map(|(name, value)| (name.clone(), value.clone())).collect())?;
                Some((key.clone(), what))
            })
        });
        self.put(&path, whole);
        match found {
            Some((key, what)) => (path.into_iter().chain([Part::Key(key)]).collect(), what),
            None => (path, wrong.what),
        }
    }

    /// The member of an object told apart by a tag in which the fault at `path`
    /// really is: serde tells of a key further in as if it were the object's
    /// own. Without that member the fault is gone.
    fn deeper(&mut self, path: &[Part]) -> Option<Vec<Part>> {
        let (Part::Key(key), outer) = path.split_last()? else { return None };
        let whole = object_at(&mut self.value, outer).filter(|object| !object.contains_key(key))?.clone();
        let tag = self.tag(outer);
        // A name that no kind has: what is no tag takes it, or wants another type.
        let is_tag = tag.is_some_and(|tag| {
            self.put(outer, Map::from_iter([(tag, Value::from("\0"))]));
            self.first().is_some_and(|wrong| matches!(wrong.what, What::UnknownName(..)))
        });
        let nested = whole.iter().filter(|(_, value)| value.is_object() || value.is_array());
        let blamed = nested.filter(|_| is_tag).map(|(name, _)| name.clone()).find(|name| {
            let mut without = whole.clone();
            without.remove(name);
            self.put(outer, without);
            self.first().is_none_or(|wrong| !wrong.inside_out.iter().rev().eq(path))
        });
        self.put(outer, whole);
        Some(outer.iter().cloned().chain([Part::Key(blamed?)]).collect())
    }

    /// The first thing that an empty object at `path` would lack: its tag, if
    /// it is told apart by one.
    fn tag(&mut self, path: &[Part]) -> Option<String> {
        self.put(path, Map::new());
        let wrong = self.first().filter(|wrong| wrong.what == What::Missing)?;
        match wrong.inside_out.split_first() {
            Some((Part::Key(tag), outer)) if outer.iter().rev().eq(path) => Some(tag.clone()),
            _ => None,
        }
    }

    /// What is wrong with one of these members, were they all that stood at
    /// `path`.
    fn blamed(&mut self, path: &[Part], members: Map<String, Value>) -> Option<What> {
        self.put(path, members);
        let wrong = self.first()?;
        wrong.inside_out.iter().rev().eq(path).then_some(wrong.what)
    }

    fn put(&mut self, path: &[Part], members: Map<String, Value>) {
        if let Some(place) = at(&mut self.value, path) {
            *place = Value::Object(members);
        }
    }

    /// Whether what is wrong is a tag that nobody knows.
    fn is_tag(&mut self, path: &[Part], what: &What) -> bool {
        let (What::UnknownName(..), Some((Part::Key(key), outer @ [_, ..]))) = (what, path.split_last()) else { return false };
        let Some(whole) = object_at(&mut self.value, outer).cloned() else { return false };
        let tag = self.tag(outer);
        self.put(outer, whole);
        tag.as_ref() == Some(key)
    }

    /// Mends what is wrong at `path`; false if it can't, or has tried before.
    fn mend(&mut self, path: Vec<Part>, what: &What, specimen: &Value) -> bool {
        let Some((last, outer)) = path.split_last() else { return false };
        if let (What::UnknownKey(given, known), Part::Key(key)) = (what, last) {
            let Some(object) = object_at(&mut self.value, outer) else { return false };
            let value = object.remove(key);
            if let (Some(meant), Some(value)) = (nearest(given, known), value) {
                object.entry(meant).or_insert(value);
            }
            return true;
        }
        if self.mended.contains(&path) {
            return false;
        }
        self.made_up = true;
        let instead = if matches!(what, What::BadKey(_)) { None } else { in_specimen(specimen, outer, last) };
        let mended = match (at(&mut self.value, outer), last, instead) {
            (Some(Value::Object(object)), Part::Key(key), Some(value)) => {
                object.insert(key.clone(), value.clone());
                true
            }
            // Not in the specimen: an entry of a map, or something optional.
            (Some(Value::Object(object)), Part::Key(key), None) => object.remove(key).is_some(),
            (Some(Value::Array(items)), Part::Index(index), Some(value)) => {
                items.get_mut(*index).map(|item| item.clone_from(value)).is_some()
            }
            _ => false,
        };
        self.mended.push(path);
        mended
    }
}

/// What the specimen has there. In a list any item will do, and in a map on
/// the way any entry.
fn in_specimen<'s>(specimen: &'s Value, outer: &[Part], last: &Part) -> Option<&'s Value> {
    let item = |value: &'s Value, index: usize| value.get(index).or_else(|| value.get(0));
    let outer = outer.iter().try_fold(specimen, |value, part| match part {
        Part::Key(key) => value.get(key).or_else(|| value.as_object()?.values().next()),
        Part::Index(index) => item(value, *index),
    })?;
    match last {
        Part::Key(key) => outer.get(key),
        Part::Index(index) => item(outer, *index),
    }
}

fn told(prefix: &str, path: &[Part], what: &What) -> Fault {
    let mut whole = prefix.to_owned();
    for part in path {
        if !whole.is_empty() {
            whole.push('.');
        }
        match part {
            Part::Key(key) => whole.extend(key.chars().take(PART_MAX)),
            Part::Index(index) => whole.push_str(&index.to_string()),
        }
    }
    let (code, hint) = match what {
        What::Missing => (Code::Required, None),
        What::UnknownKey(given, known) => (Code::UnknownKey, nearest(given, known)),
        What::UnknownName(given, known) => (Code::Unknown, nearest(given, known)),
        What::Type => (Code::Malformed, None),
        What::Range => (Code::OutOfRange, None),
        What::BadKey(word) | What::Refused(word) => (code(word).unwrap_or(Code::Malformed), None),
    };
    Fault { hint: hint.map(Into::into), ..Fault::within(whole, code) }
}

/// The code that a type gives as its word for what it refuses.
fn code(word: &str) -> Option<Code> {
    Code::deserialize(StrDeserializer::<serde::de::value::Error>::new(word)).ok()
}
