//! JSON as it is written, with little code: no pretty form, nothing that
//! writes anywhere but into a text, and one way to fail.

use serde::ser::{self, Serialize};
use std::fmt::{self, Write as _};

/// The value as JSON. `None` where its own writer refuses it, or a map's key is
/// no string.
pub fn text<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let mut writer = Writer { out: String::new() };
    value.serialize(&mut writer).ok()?;
    Some(writer.out)
}

/// That a value can't be written; nobody would read why.
#[derive(Debug)]
pub struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Written = Result<(), Unwritable>;

struct Writer {
    out: String,
}

impl Writer {
    fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            let (fine, from) = rest.split_at(at);
            self.out.push_str(fine);
            let (escaped, after) = from.split_at(1);
            self.escape(escaped.bytes().next().unwrap_or_default());
            rest = after;
        }
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// RFC 8259 §7: a quote, a backslash, or a control character.
    fn escape(&mut self, byte: u8) {
        self.out.push('\\');
        let short = match byte {
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            0x08 => 'b',
            0x0C => 'f',
            b'"' | b'\\' => char::from(byte),
            _ => {
                self.out.push_str("u00");
                self.out.extend(char::from_digit(u32::from(byte >> 4), 16));
                self.out.extend(char::from_digit(u32::from(byte & 15), 16));
                return;
            }
        };
        self.out.push(short);
    }

    /// A number in decimal digits.
    fn unsigned(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut rest = number;
        let mut used = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            used += 1;
            if rest == 0 {
                break;
            }
        }
        self.out.extend(digits.iter().skip(digits.len() - used).map(|digit| char::from(*digit)));
    }

    /// A fraction keeps its point, also where it is a whole number.
    fn fraction(&mut self, number: f64) {
        if !number.is_finite() {
            return self.out.push_str("null");
        }
        // A text takes all that is written to it.
        let _ = write!(self.out, "{number}");
        if number.trunc() == number {
            self.out.push_str(".0");
        }
    }

    fn open(&mut self, bracket: char) -> Items<'_> {
        self.out.push(bracket);
        // In ASCII a bracket's end comes two after its start.
        Items { writer: self, end: char::from(bracket as u8 + 2), first: true, inside: false }
    }

    /// An object with a variant's name as its only key.
    fn variant(&mut self, name: &str, bracket: char) -> Items<'_> {
        self.out.push('{');
        self.string(name);
        self.out.push(':');
        Items { inside: true, ..self.open(bracket) }
    }
}

/// Numbers that are written as another type is.
macro_rules! as_another {
    ($($serialize:ident $type:ty => $other:ident;)*) => {$(
        fn $serialize(self, value: $type) -> Written {
            self.$other(value.into())
        }
    )*};
}

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeTupleVariant = Items<'w>;
    type SerializeMap = Items<'w>;
    type SerializeStruct = Items<'w>;
    type SerializeStructVariant = Items<'w>;

    fn serialize_bool(self, value: bool) -> Written {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    as_another! {
        serialize_i8 i8 => serialize_i64;
        serialize_i16 i16 => serialize_i64;
        serialize_i32 i32 => serialize_i64;
        serialize_u8 u8 => serialize_u64;
        serialize_u16 u16 => serialize_u64;
        serialize_u32 u32 => serialize_u64;
        serialize_f32 f32 => serialize_f64;
    }

    fn serialize_i64(self, value: i64) -> Written {
        if value < 0 {
            self.out.push('-');
        }
        self.unsigned(value.unsigned_abs());
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Written {
        self.unsigned(value);
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Written {
        self.fraction(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Written {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Written {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, name: &'static str, value: &T) -> Written {
        let mut object = self.open('{');
        object.member(name, value)?;
        object.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w>, Unwritable> {
        Ok(self.open('['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'w>, Unwritable> {
        Ok(self.open('['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'w>, Unwritable> {
        Ok(self.open('['))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, name: &'static str, _: usize) -> Result<Items<'w>, Unwritable> {
        Ok(self.variant(name, '['))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'w>, Unwritable> {
        Ok(self.open('{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'w>, Unwritable> {
        Ok(self.open('{'))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, name: &'static str, _: usize) -> Result<Items<'w>, Unwritable> {
        Ok(self.variant(name, '{'))
    }
}

/// What stands between brackets, apart by commas.
struct Items<'w> {
    writer: &'w mut Writer,
    end: char,
    first: bool,
    /// Whether all of it is what belongs to a variant, in an object of its own.
    inside: bool,
}

impl Items<'_> {
    /// Where the next one goes.
    fn next(&mut self) -> &mut Writer {
        if !std::mem::take(&mut self.first) {
            self.writer.out.push(',');
        }
        self.writer
    }

    /// Where the value of the next member goes.
    fn named(&mut self, name: &str) -> &mut Writer {
        let writer = self.next();
        writer.string(name);
        writer.out.push(':');
        writer
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Written {
        value.serialize(self.named(name))
    }

    fn close(self) -> Written {
        self.writer.out.push(self.end);
        if self.inside {
            self.writer.out.push('}');
        }
        Ok(())
    }
}

/// Kinds of lists.
macro_rules! lists {
    ($($kind:ident $element:ident)*) => {$(
        impl ser::$kind for Items<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                value.serialize(self.next())
            }

            fn end(self) -> Written {
                self.close()
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

/// Kinds of objects whose names are known.
macro_rules! objects {
    ($($kind:ident)*) => {$(
        impl ser::$kind for Items<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
                self.member(name, value)
            }

            fn end(self) -> Written {
                self.close()
            }
        }
    )*};
}

objects! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        let writer = self.next();
        let start = writer.out.len();
        key.serialize(&mut *writer)?;
        let string = writer.out.as_bytes().get(start) == Some(&b'"');
        writer.out.push(':');
        if string { Ok(()) } else { Err(Unwritable) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Way {
        Plain,
        With(u8),
        Pair(u8, &'static str),
        Named { a: Option<bool>, b: () },
    }

    #[derive(Serialize)]
    struct Wrapped(i16);

    #[derive(Serialize)]
    struct Whole<'a> {
        ways: [Way; 4],
        wrapped: Wrapped,
        #[serde(skip_serializing_if = "Option::is_none")]
        none: Option<u8>,
        c: char,
        text: &'a str,
        map: BTreeMap<&'a str, (f32, f64)>,
        #[serde(flatten)]
        flat: BTreeMap<&'a str, Vec<u64>>,
    }

    fn whole(text: &str) -> Whole<'_> {
        Whole {
            ways: [Way::Plain, Way::With(7), Way::Pair(8, "x"), Way::Named { a: Some(false), b: () }],
            wrapped: Wrapped(-300),
            none: None,
            c: '"',
            text,
            map: [(text, (0.5, -1.0)), ("", (1.0, 1.0 / 3.0))].into(),
            flat: [("flat", vec![0, u64::MAX]), ("none", vec![])].into(),
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from)
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,8}", inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn to_the_letter_as_a_general_writer(value in any_value(), text_in in "\\PC{0,8}|[\\x00-\\x7F]{0,8}") {
            prop_assert_eq!(text(&value).unwrap(), value.to_string());
            prop_assert_eq!(text(&whole(&text_in)).unwrap(), serde_json::to_string(&whole(&text_in)).unwrap());
        }

        #[test]
        fn a_fraction_reads_back(number in any::<f64>()) {
            let read = text(&number).unwrap().parse::<f64>().ok();
            prop_assert_eq!(read, number.is_finite().then_some(number));
        }
    }

    #[test]
    fn what_json_has_no_word_for_is_refused() {
        assert_eq!(text(&BTreeMap::from([(7, "x")])), None);
        assert_eq!(text(&f64::NAN).as_deref(), Some("null"));
        assert_eq!(text(&json!([1.0, -0.0, 1e300])).and_then(|text| serde_json::from_str(&text).ok()), Some(json!([1.0, -0.0, 1e300])));
    }
}
