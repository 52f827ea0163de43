//! A parsed JSON value as something that serde reads from, whose errors say
//! what is wrong and where, as data instead of a sentence.

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// One step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Into an object.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

/// What serde could not read, and where. In a box, as every reader of every
/// type hands it on.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong(Box<Place>);

/// See [`Wrong`].
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The way there, innermost part first.
    pub inside_out: Vec<Part>,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong with a value, or with the key that stands there.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Nothing is there, or `null`.
    Missing,
    /// A key that is none of these.
    UnknownKey(String, &'static [&'static str]),
    /// A key of a map that the map's type refuses, with its word for it.
    BadKey(String),
    /// A name that is none of these.
    UnknownName(String, &'static [&'static str]),
    /// A value of another type.
    Type,
    /// A number that the type can't hold.
    Range,
    /// A value that its type refuses, with its word for it.
    Refused(String),
}

impl Wrong {
    /// All of it.
    pub fn place(self) -> Place {
        *self.0
    }

    fn here(what: What) -> Self {
        Self(Box::new(Place { inside_out: vec![], what }))
    }

    fn inside(mut self, part: Part) -> Self {
        self.0.inside_out.push(part);
        self
    }

    /// What came of reading a key is told of the key, not of its value.
    fn of_key(self, key: &str) -> Self {
        let Place { inside_out, what } = self.place();
        let what = match what {
            // Told with its place already.
            What::UnknownKey(..) => return Self(Box::new(Place { inside_out, what })),
            What::UnknownName(given, known) => What::UnknownKey(given, known),
            What::Refused(word) => What::BadKey(word),
            _ => What::BadKey(String::new()),
        };
        Self::here(what).inside(Part::Key(key.to_owned()))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(word: T) -> Self {
        Self::here(What::Refused(word.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::here(if found == Unexpected::Unit { What::Missing } else { What::Type })
    }

    fn invalid_value(found: Unexpected<'_>, _: &dyn Expected) -> Self {
        let number = matches!(found, Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_));
        Self::here(if number { What::Range } else { What::Type })
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::here(What::Type)
    }

    fn unknown_variant(given: &str, known: &'static [&'static str]) -> Self {
        Self::here(What::UnknownName(given.to_owned(), known))
    }

    fn unknown_field(given: &str, known: &'static [&'static str]) -> Self {
        Self::here(What::UnknownKey(given.to_owned(), known)).inside(Part::Key(given.to_owned()))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::here(What::Missing).inside(Part::Key(name.to_owned()))
    }
}

/// A value to read from.
#[derive(Clone, Copy)]
pub struct Node<'v>(pub &'v Value);

impl Node<'_> {
    fn unexpected(&self) -> Unexpected<'_> {
        match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(is) => Unexpected::Bool(*is),
            Value::Number(_) => Unexpected::Other("number"),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(is) => visitor.visit_bool(*is),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => visitor.visit_u64(number),
                (_, Some(number)) => visitor.visit_i64(number),
                _ => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => {
                let mut items = Items(items.iter().enumerate());
                let value = visitor.visit_seq(&mut items)?;
                // A pair doesn't ask for a third.
                if items.0.next().is_some() { Err(Wrong::here(What::Type)) } else { Ok(value) }
            }
            Value::Object(members) => visitor.visit_map(Members::of(members)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    /// From an object only: serde would also take a list, field by field in
    /// their order, which nobody means.
    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Object(members) => visitor.visit_map(Members::of(members)),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(name.as_str().into_deserializer()),
            // A variant with a content: an object with its name as the only key.
            Value::Object(members) if members.len() == 1 => visitor.visit_enum(MapAccessDeserializer::new(Members::of(members))),
            _ => Err(de::Error::invalid_type(self.unexpected(), &visitor)),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Items<'v>(std::iter::Enumerate<std::slice::Iter<'v, Value>>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let Some((index, item)) = self.0.next() else { return Ok(None) };
        seed.deserialize(Node(item)).map(Some).map_err(|wrong| wrong.inside(Part::Index(index)))
    }
}

struct Members<'v> {
    left: serde_json::map::Iter<'v>,
    value: Option<(&'v String, &'v Value)>,
}

impl<'v> Members<'v> {
    fn of(object: &'v Map<String, Value>) -> Self {
        Self { left: object.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some((key, value)) = self.left.next() else { return Ok(None) };
        self.value = Some((key, value));
        let key: &str = key;
        seed.deserialize(key.into_deserializer()).map(Some).map_err(|wrong: Wrong| wrong.of_key(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (key, value) = self.value.take().ok_or_else(|| Wrong::here(What::Missing))?;
        seed.deserialize(Node(value)).map_err(|wrong| wrong.inside(Part::Key(key.clone())))
    }
}

/// The value at the end of `path`, outermost part first.
pub fn at<'v>(value: &'v mut Value, path: &[Part]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, part| match part {
        Part::Key(key) => value.get_mut(key),
        Part::Index(index) => value.get_mut(index),
    })
}

/// The object at the end of `path`.
pub fn object_at<'v>(value: &'v mut Value, path: &[Part]) -> Option<&'v mut Map<String, Value>> {
    at(value, path).and_then(Value::as_object_mut)
}
