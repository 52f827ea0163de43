//! A parsed JSON value as something that serde reads from, whose errors say
//! what is wrong and where, as data instead of a sentence.

use serde::de::value::U64Deserializer;
use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor};
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

    fn inside_key(self, key: &str) -> Self {
        self.inside(Part::Key(key.to_owned()))
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

impl<'v> Node<'v> {
    /// That it is of another type than what is wanted.
    fn other(self) -> Wrong {
        Wrong::here(if self.0.is_null() { What::Missing } else { What::Type })
    }

    fn list(self) -> Result<Items<'v>, Wrong> {
        self.0.as_array().map(|items| Items(items.iter().enumerate())).ok_or_else(|| self.other())
    }

    fn object(self) -> Result<Members<'v>, Wrong> {
        self.0.as_object().map(Members::of).ok_or_else(|| self.other())
    }

    /// A variant with a content is an object with its name as the only key.
    fn variant(self, names: &'static [&'static str]) -> Result<Variant<'v>, Wrong> {
        match self.0 {
            Value::Object(members) if members.len() == 1 => {
                let mut members = Members::of(members);
                let key = members.key().unwrap_or_default();
                Variant::of(key, names, Some(members)).map_err(|wrong| wrong.of_key(key))
            }
            _ => Variant::of(self.0.as_str().ok_or_else(|| self.other())?, names, None),
        }
    }
}

/// Integers of every size are read alike.
macro_rules! integers {
    ($($deserialize:ident)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            self.deserialize_u64(visitor)
        }
    )*};
}

/// Each kind of value has its own way in: what every type would have to make
/// for itself is so little then. Only what may be anything asks for any.
impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(_) => self.deserialize_bool(visitor),
            Value::Number(number) if number.is_f64() => self.deserialize_f64(visitor),
            Value::Number(_) => self.deserialize_u64(visitor),
            Value::String(_) => self.deserialize_str(visitor),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_bool(self.0.as_bool().ok_or_else(|| self.other())?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match (self.0.as_u64(), self.0.as_i64()) {
            (Some(number), _) => visitor.visit_u64(number),
            (_, Some(number)) => visitor.visit_i64(number),
            _ => Err(self.other()),
        }
    }

    integers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32 }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_f64(self.0.as_f64().ok_or_else(|| self.other())?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(self.0.as_str().ok_or_else(|| self.other())?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let mut items = self.list()?;
        let value = visitor.visit_seq(&mut items)?;
        // A pair doesn't ask for a third.
        if items.0.next().is_some() { Err(Wrong::here(What::Type)) } else { Ok(value) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_map(self.object()?)
    }

    /// From an object only: serde would also take a list, field by field in
    /// their order, which nobody means.
    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_map(Fields { members: self.object()?, names })
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_enum(self.variant(names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier }
}

/// A variant, by the place of its name. To tell a name by a number costs a
/// type less than a search of its own.
struct Variant<'v> {
    place: u64,
    content: Option<Members<'v>>,
}

impl<'v> Variant<'v> {
    fn of(name: &str, names: &'static [&'static str], content: Option<Members<'v>>) -> Result<Self, Wrong> {
        let place = names.iter().position(|known| *known == name).ok_or_else(|| <Wrong as de::Error>::unknown_variant(name, names));
        Ok(Self { place: place? as u64, content })
    }

    fn content(self) -> Result<Members<'v>, Wrong> {
        self.content.ok_or_else(|| Wrong::here(What::Type))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Wrong> {
        Ok((seed.deserialize(U64Deserializer::new(self.place))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        if self.content.is_some() { Err(Wrong::here(What::Type)) } else { Ok(()) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Wrong> {
        self.content()?.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        let (key, node) = self.content()?.value()?;
        node.deserialize_seq(visitor).map_err(|wrong| wrong.inside_key(key))
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let (key, node) = self.content()?.value()?;
        node.deserialize_struct("", names, visitor).map_err(|wrong| wrong.inside_key(key))
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

impl<'v> Members<'v> {
    fn key(&mut self) -> Option<&'v str> {
        self.value = self.left.next();
        self.value.map(|(key, _)| key.as_str())
    }

    fn value(&mut self) -> Result<(&'v str, Node<'v>), Wrong> {
        let (key, value) = self.value.take().ok_or_else(|| Wrong::here(What::Missing))?;
        Ok((key, Node(value)))
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some(key) = self.key() else { return Ok(None) };
        match seed.deserialize(Key(key)) {
            Ok(own) => Ok(Some(own)),
            Err(wrong) => Err(wrong.of_key(key)),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (key, node) = self.value()?;
        match seed.deserialize(node) {
            Ok(own) => Ok(own),
            Err(wrong) => Err(wrong.inside_key(key)),
        }
    }
}

/// The key of a map: a name.
#[derive(Clone, Copy)]
struct Key<'v>(&'v str);

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_enum(Variant::of(self.0, names, None)?)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The members of an object whose keys are a struct's fields, told by their
/// places among them.
struct Fields<'v> {
    members: Members<'v>,
    names: &'static [&'static str],
}

impl<'v> Fields<'v> {
    /// The next key and its place; that of an unknown one is beyond all.
    fn key(&mut self) -> Option<(&'v str, u64)> {
        let key = self.members.key()?;
        Some((key, self.names.iter().position(|name| *name == key).unwrap_or(usize::MAX) as u64))
    }
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some((key, place)) = self.key() else { return Ok(None) };
        match seed.deserialize(U64Deserializer::<Wrong>::new(place)) {
            Ok(own) => Ok(Some(own)),
            // A struct that knows all of its keys refuses a place beyond.
            Err(_) => Err(de::Error::unknown_field(key, self.names)),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        self.members.next_value_seed(seed)
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
