//! JSON, read with little code.
//!
//! A general reader explains what is wrong and where, reads fractions, and
//! takes a struct's fields in any order by code of its own for each struct;
//! that is a quarter of a small panel. Here the text comes from our own
//! server, numbers are whole, enums are plain names, what can't be read is
//! not there, and each field of a struct is looked up in the text.

use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads a value; `None` if the text is not JSON of this form.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut reader = Reader { text, at: 0 };
    let value = T::deserialize(&mut reader).ok()?;
    reader.peek().is_none().then_some(value)
}

/// Reads one field of an object; `None` if it isn't given or not of this form.
pub fn field<T: DeserializeOwned>(text: &str, name: &str) -> Option<T> {
    let mut reader = Fields { text, start: 0, names: &[] }.find(name).ok()??;
    T::deserialize(&mut reader).ok()
}

/// That something is wrong; nobody would read more.
#[derive(Debug)]
struct Wrong;

impl fmt::Display for Wrong {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
        self.byte()
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn word(&mut self, word: &str) -> Result<(), Wrong> {
        let there = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += word.len();
        there.then_some(()).ok_or(Wrong)
    }

    /// The bytes up to one that `ends`, which stays.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.byte().is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Passes over a value.
    fn skip(&mut self) -> Result<(), Wrong> {
        let mut depth = 0_usize;
        loop {
            match self.peek().ok_or(Wrong)? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or(Wrong)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => drop(self.until(|byte| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace())),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn string(&mut self) -> Result<String, Wrong> {
        let mut string = String::new();
        if !self.take(b'"') {
            return Err(Wrong);
        }
        loop {
            string.push_str(self.until(|byte| matches!(byte, b'"' | b'\\')));
            let end = self.byte().ok_or(Wrong)?;
            self.at += 1;
            if end == b'"' {
                return Ok(string);
            }
            string.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, Wrong> {
        let kind = self.byte().ok_or(Wrong)?;
        self.at += 1;
        Ok(match kind {
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let unit = self.unit()?;
                // What lies beyond 16 bits comes as a pair (RFC 8259 §7).
                let code = match unit {
                    0xD800..0xDC00 => {
                        self.word("\\u")?;
                        0x1_0000 + ((unit - 0xD800) << 10) + (self.unit()?.wrapping_sub(0xDC00) & 0x3FF)
                    }
                    _ => unit,
                };
                char::from_u32(code).ok_or(Wrong)?
            }
            other => char::from(other),
        })
    }

    fn number(&mut self) -> Result<i64, Wrong> {
        self.peek();
        self.until(|byte| !byte.is_ascii_digit() && byte != b'-').parse().map_err(|_| Wrong)
    }

    fn unit(&mut self) -> Result<u32, Wrong> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Wrong)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Wrong)
    }
}

impl<'de> de::Deserializer<'de> for &mut Reader<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.peek().ok_or(Wrong)? {
            b'"' => self.deserialize_string(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.word("null").and_then(|()| visitor.visit_unit()),
            _ => self.deserialize_i64(visitor),
        }
    }

    // Whoever says what it wants is read by the code for that alone.

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_string(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let mut items = Items::open(self, b'{')?;
        let value = visitor.visit_map(&mut items)?;
        items.close(b'}').map(|()| value)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let mut items = Items::open(self, b'[')?;
        let value = visitor.visit_seq(&mut items)?;
        items.close(b']').map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let truth = self.peek() == Some(b't');
        self.word(if truth { "true" } else { "false" })?;
        visitor.visit_bool(truth)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_i64(self.number()?)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.peek() {
            Some(b'n') => self.word("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_enum(self.string()?.into_deserializer())
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        if self.peek() != Some(b'{') {
            return Err(Wrong);
        }
        let value = visitor.visit_seq(Fields { text: self.text, start: self.at, names })?;
        self.skip()?;
        Ok(value)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char bytes byte_buf
        unit unit_struct tuple_struct identifier ignored_any
    }
}

/// The fields of a struct in the order in which it names them.
struct Fields<'a> {
    text: &'a str,
    start: usize,
    names: &'static [&'static str],
}

impl<'a> Fields<'a> {
    /// A reader of the value of the field `name`; none if it isn't given.
    fn find(&self, name: &str) -> Result<Option<Reader<'a>>, Wrong> {
        let mut reader = Reader { text: self.text, at: self.start };
        let mut items = Items::open(&mut reader, b'{')?;
        while items.more(b'}')? {
            let found = items.reader.string()? == name;
            if !items.reader.take(b':') {
                return Err(Wrong);
            }
            if found {
                return Ok(Some(reader));
            }
            items.reader.skip()?;
        }
        Ok(None)
    }
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let (name, rest) = self.names.split_first().ok_or(Wrong)?;
        self.names = rest;
        // What isn't given has a default, or the whole is refused.
        self.find(name)?.map(|mut reader| seed.deserialize(&mut reader)).transpose()
    }
}

/// What stands between brackets, apart by commas.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: bool,
    open: bool,
}

impl<'r, 'a> Items<'r, 'a> {
    fn open(reader: &'r mut Reader<'a>, start: u8) -> Result<Self, Wrong> {
        if reader.take(start) { Ok(Self { reader, first: true, open: true }) } else { Err(Wrong) }
    }

    /// Whether another item comes before `end`.
    fn more(&mut self, end: u8) -> Result<bool, Wrong> {
        let first = std::mem::take(&mut self.first);
        if self.reader.take(end) {
            self.open = false;
            return Ok(false);
        }
        if first || self.reader.take(b',') { Ok(true) } else { Err(Wrong) }
    }

    /// Whoever wants two items doesn't ask for a third: then the end is here.
    fn close(&mut self, end: u8) -> Result<(), Wrong> {
        if self.open && self.more(end)? { Err(Wrong) } else { Ok(()) }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        if self.more(b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, '_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        if self.more(b'}')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        if self.reader.take(b':') { seed.deserialize(&mut *self.reader) } else { Err(Wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::api::{ErrorBody, Windows};
    use std::collections::BTreeMap;

    #[test]
    fn texts_numbers_and_nothing() {
        assert_eq!(read(" [1, -2 ,30] "), Some(vec![1, -2, 30]));
        assert_eq!(read::<Option<bool>>("null"), Some(None));
        assert_eq!(read::<Vec<u8>>("[]"), Some(vec![]));
        assert_eq!(read::<String>(r#""窓\n\"\\\/\u7a93\ud83d\ude00""#).as_deref(), Some("窓\n\"\\/窓😀"));
        let map = read::<BTreeMap<String, Vec<(i64, i64)>>>(r#"{"a": [[1, 2]], "b": []}"#);
        assert_eq!(map.map(|map| map.len()), Some(2));
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for bad in ["", "[1", "[1,]", "[1 2]", "[1]x", "1.5", "\"", "\"\\u12\"", "\"\\ud83d\"", "{\"a\"}", "nul", "<html>"] {
            assert!(read::<serde::de::IgnoredAny>(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn fields_come_in_any_order_and_some_not_at_all() {
        #[derive(serde::Deserialize, PartialEq, Debug)]
        struct Both {
            a: String,
            #[serde(default)]
            b: Vec<i64>,
            c: Option<bool>,
        }
        let both = Both { a: "}".into(), b: vec![], c: Some(true) };
        assert_eq!(read(r#"{"z":{"a":["]",{}]},"c":true, "a":"}"}"#), Some(both));
        assert_eq!(read::<Both>(r#"{"b":[1],"c":null}"#), None);
        assert_eq!(read::<Both>(r#"{"a":"","c":null"#), None);
    }

    #[test]
    fn one_field_of_many() {
        let text = r#"{"a":{"b":"not this"},"b":"this","c":[1]}"#;
        assert_eq!(field::<String>(text, "b").as_deref(), Some("this"));
        assert_eq!(field::<Vec<i64>>(text, "c"), Some(vec![1]));
        assert_eq!((field::<String>(text, "d"), field::<String>(text, "c"), field::<String>("{", "a")), (None, None, None));
    }

    #[test]
    fn the_server_is_understood() {
        let windows = read::<Windows>(
            r#"{"now":"2026-11-20T03:05:00Z","asap":{"respond_by":"2026-11-20T03:20:00Z","window":null},
                "windows":[{"start":"2026-11-20T04:00:00Z","end":"2026-11-20T05:00:00Z"}],"later":{"x":[1,{}]}}"#,
        );
        assert_eq!(windows.map(|windows| windows.windows.len()), Some(1));
        let error = read::<ErrorBody>(r#"{"error":{"code":"invalid","message":"","faults":[{"path":"window","code":"taken"}]}}"#);
        assert_eq!(error.map(|body| body.error.faults.len()), Some(1));
    }
}
