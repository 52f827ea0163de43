//! JSON from strangers, read strictly and with little code; and [written](text).
//!
//! A general reader explains in words what is wrong, in code of its own for
//! each type, and reads fractions to the last bit by tables of 20 KB. Here
//! what can't be read is refused without a word ([`settings`](crate::settings)
//! has faults of its own to tell), and each field of a struct is looked up by
//! its name, so that a struct's reader is a list of its fields.
//!
//! The grammar is RFC 8259, to the letter: no comma too many, no control
//! character inside a string, no half of a surrogate pair, nothing after the
//! value. A field that is given twice is refused, a nesting of more than
//! [`DEPTH_MAX`] too.

mod write;

pub use write::text;

use serde::de::value::U64Deserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer as _, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

/// The deepest nesting that is read.
const DEPTH_MAX: u32 = 100;

/// Reads a value; what a struct doesn't know is passed over. `None` if the
/// bytes are not JSON of this form.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    whole(bytes, false)
}

/// As [`read`], but a name that its struct doesn't know is refused, as deep
/// as it may stand.
pub fn read_exact<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    whole(bytes, true)
}

/// Reads the first item of a list, if it has one; what follows is not looked
/// at. `None` if the bytes don't begin as such a list.
pub fn first<T: DeserializeOwned>(bytes: &[u8]) -> Option<Option<T>> {
    let mut value = None;
    let read = run(bytes, false, &mut |reader| {
        if reader.begin(b'[')?.more()? {
            value = Some(T::deserialize(&mut *reader)?);
        }
        reader.at = reader.text.len();
        Ok(())
    });
    if read { Some(value) } else { None }
}

/// Where a text stops being JSON, in bytes; none if it is JSON to its end.
pub fn stops_at(text: &str) -> Option<usize> {
    let ends = Ends::default();
    let mut reader = Reader { text, at: 0, depth: 0, exact: false, ends: &ends };
    let read = reader.skip();
    (read.is_err() || reader.peek().is_some()).then_some(reader.at.min(text.len()))
}

fn whole<T: DeserializeOwned>(bytes: &[u8], exact: bool) -> Option<T> {
    let mut value = None;
    let read = run(bytes, exact, &mut |reader| {
        value = Some(T::deserialize(reader)?);
        Ok(())
    });
    if read { value } else { None }
}

/// What all types have in common: whether `read` could, up to the end.
fn run(bytes: &[u8], exact: bool, read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), Wrong>) -> bool {
    let ends = Ends::default();
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut reader = Reader { text, at: 0, depth: 0, exact, ends: &ends };
    read(&mut reader).is_ok() && reader.peek().is_none()
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

// One way to be wrong: none of them formats anything.
impl de::Error for Wrong {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A number as it stands in the text.
enum Number {
    Positive(u64),
    Negative(i64),
    Fraction(f64),
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    /// Whether what a struct doesn't know is refused.
    exact: bool,
    ends: &'a Ends,
}

/// Where the lists and objects end that were passed over, by where they begin.
/// A struct's fields are looked up before they are read: without this memory
/// what lies deep would be gone through once for each level above it.
#[derive(Default)]
struct Ends(RefCell<Vec<(usize, usize)>>);

impl Ends {
    fn of(&self, start: usize) -> Option<usize> {
        let ends = self.0.borrow();
        let known = ends.binary_search_by_key(&start, |(start, _)| *start).ok()?;
        ends.get(known).map(|(_, end)| *end)
    }

    /// Keeps a place for what begins at `start`: all come in order.
    fn begin(&self, start: usize) -> usize {
        let mut ends = self.0.borrow_mut();
        ends.push((start, start));
        ends.len() - 1
    }

    fn end(&self, place: usize, end: usize) {
        if let Some(known) = self.0.borrow_mut().get_mut(place) {
            known.1 = end;
        }
    }
}

/// Where a field stands that isn't given: beyond any text.
const MISSING: usize = usize::MAX;

impl<'a> Reader<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        self.byte()
    }

    /// Whether `byte` comes here, at once; if so, it is taken.
    fn here(&mut self, byte: u8) -> bool {
        let there = self.byte() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// As [`Reader::here`], after white space.
    fn take(&mut self, byte: u8) -> bool {
        self.peek();
        self.here(byte)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Wrong> {
        if self.take(byte) { Ok(()) } else { Err(Wrong) }
    }

    fn word(&mut self, word: &str) -> Result<(), Wrong> {
        let there = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at = self.at.saturating_add(word.len());
        if there { Ok(()) } else { Err(Wrong) }
    }

    /// The text from `start` to here.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// A string up to its end, a stretch without an escape, or an escape.
    fn string(&mut self) -> Result<Cow<'a, str>, Wrong> {
        self.expect(b'"')?;
        let mut string = Cow::Borrowed("");
        loop {
            let start = self.at;
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            self.at += rest.iter().position(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\').unwrap_or(rest.len());
            // Nothing is copied where there is no escape.
            string += self.since(start);
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    string.to_mut().push(self.escape()?);
                }
                _ => return Err(Wrong),
            }
        }
        self.at += 1;
        Ok(string)
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
            b'"' | b'\\' | b'/' => char::from(kind),
            b'u' => {
                let unit = self.unit()?;
                // What lies beyond 16 bits comes as a pair (RFC 8259 §7).
                let code = match unit {
                    0xD800..0xDC00 => {
                        self.word("\\u")?;
                        let low = self.unit()?.checked_sub(0xDC00).filter(|low| *low < 0x400).ok_or(Wrong)?;
                        0x1_0000 + ((unit - 0xD800) << 10) + low
                    }
                    _ => unit,
                };
                char::from_u32(code).ok_or(Wrong)?
            }
            _ => return Err(Wrong),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Wrong> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16)).ok_or(Wrong)?;
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }

    /// The digits here, one at least.
    fn digits(&mut self) -> Result<&'a str, Wrong> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(self.since(start)) } else { Err(Wrong) }
    }

    fn number(&mut self) -> Result<Number, Wrong> {
        self.peek();
        let negative = self.here(b'-');
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(Wrong);
        }
        let fraction = if self.here(b'.') { self.digits()? } else { "" };
        let mut exponent = 0;
        let scientific = self.here(b'e') || self.here(b'E');
        if scientific {
            let small = self.here(b'-');
            if !small {
                self.here(b'+');
            }
            // One that is out of reach is so at a thousand as well.
            exponent = self.digits()?.parse().unwrap_or(1_000).min(1_000);
            if small {
                exponent = -exponent;
            }
        }
        if fraction.is_empty()
            && !scientific
            && let Ok(number) = whole.parse::<u64>()
        {
            match (negative, 0_i64.checked_sub_unsigned(number)) {
                (false, _) => return Ok(Number::Positive(number)),
                (true, Some(number)) => return Ok(Number::Negative(number)),
                _ => {}
            }
        }
        // Right to 15 digits or so, which is more than any fraction here needs.
        let mut value = whole.bytes().chain(fraction.bytes()).fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
        let shift = exponent - i32::try_from(fraction.len()).unwrap_or(i32::MAX);
        for _ in 0..shift.unsigned_abs().min(2_000) {
            value = if shift > 0 { value * 10.0 } else { value / 10.0 };
        }
        if value.is_finite() { Ok(Number::Fraction(if negative { -value } else { value })) } else { Err(Wrong) }
    }

    /// Into a list or an object, which ends by `end`.
    fn open(&mut self, end: u8) -> Result<Items<'_, 'a>, Wrong> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(Wrong) } else { Ok(Items { reader: self, end, first: true, open: true }) }
    }

    /// Passes over a value.
    fn skip(&mut self) -> Result<(), Wrong> {
        let first = self.peek().ok_or(Wrong)?;
        match first {
            b'"' => self.string().map(drop),
            b'{' | b'[' => {
                if let Some(end) = self.ends.of(self.at) {
                    self.at = end;
                    return Ok(());
                }
                let place = self.ends.begin(self.at);
                // In ASCII a bracket's end comes two after its start.
                let mut items = self.open(first + 2)?;
                while items.more()? {
                    if first == b'{' {
                        items.reader.string()?;
                        items.reader.expect(b':')?;
                    }
                    items.reader.skip()?;
                }
                self.ends.end(place, self.at);
                Ok(())
            }
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(drop),
        }
    }

    /// The values of `names` in the object that begins here, in the order of
    /// `names`. The object has been passed over.
    fn fields(&mut self, names: &[&str]) -> Result<Fields<'a>, Wrong> {
        let inside = Reader { depth: self.depth + 1, ..*self };
        let mut places = vec![MISSING; names.len()];
        let exact = self.exact;
        let mut items = self.begin(b'{')?;
        while items.more()? {
            let given = items.reader.string()?;
            items.reader.expect(b':')?;
            let place = names.iter().position(|name| *name == given).and_then(|index| places.get_mut(index));
            match place.map(|place| std::mem::replace(place, items.reader.at)) {
                Some(MISSING) => items.reader.skip()?,
                None if !exact => items.reader.skip()?,
                _ => return Err(Wrong),
            }
        }
        Ok(Fields { reader: inside, places: places.into_iter() })
    }

    /// Into a list or an object, which begins by `start`.
    fn begin(&mut self, start: u8) -> Result<Items<'_, 'a>, Wrong> {
        // In ASCII a bracket's end comes two after its start.
        if self.peek() == Some(start) { self.open(start + 2) } else { Err(Wrong) }
    }

    /// Whether a value that may be none is; also one that isn't given.
    fn is_none(&mut self) -> Result<bool, Wrong> {
        match self.peek() {
            Some(b'n') => self.word("null").map(|()| true),
            _ => Ok(self.at == MISSING),
        }
    }

    /// Refuses a value that isn't given.
    fn there(&self) -> Result<(), Wrong> {
        if self.at == MISSING { Err(Wrong) } else { Ok(()) }
    }

    fn nothing(&mut self) -> Result<(), Wrong> {
        self.peek();
        self.word("null")
    }

    fn truth(&mut self) -> Result<bool, Wrong> {
        let is = self.peek() == Some(b't');
        self.word(if is { "true" } else { "false" }).map(|()| is)
    }

    #[allow(clippy::cast_precision_loss, reason = "as near as can be")]
    fn fraction(&mut self) -> Result<f64, Wrong> {
        Ok(match self.number()? {
            Number::Positive(number) => number as f64,
            Number::Negative(number) => number as f64,
            Number::Fraction(number) => number,
        })
    }

    /// A variant's place among `names`, and whether something belongs to it.
    fn before_variant(&mut self, names: &[&str]) -> Result<(u64, bool), Wrong> {
        let content = self.peek() == Some(b'{');
        if content && !self.open(b'}')?.more()? {
            return Err(Wrong);
        }
        let name = self.string()?;
        let place = names.iter().position(|known| *known == name).ok_or(Wrong)?;
        Ok((place as u64, content))
    }

    /// What belongs to a variant whose name was read, if anything does.
    fn content(&mut self, content: bool) -> Result<&mut Self, Wrong> {
        if content { self.expect(b':').map(|()| self) } else { Err(Wrong) }
    }

    fn after_variant(&mut self, content: bool) -> Result<(), Wrong> {
        if content {
            self.depth -= 1;
            self.expect(b'}')?;
        }
        Ok(())
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
impl<'de> de::Deserializer<'de> for &mut Reader<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.peek().ok_or(Wrong)? {
            b'"' => self.deserialize_str(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.deserialize_unit(visitor),
            _ => match self.number()? {
                Number::Positive(number) => visitor.visit_u64(number),
                Number::Negative(number) => visitor.visit_i64(number),
                Number::Fraction(number) => visitor.visit_f64(number),
            },
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_bool(self.truth()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.number()? {
            Number::Positive(number) => visitor.visit_u64(number),
            Number::Negative(number) => visitor.visit_i64(number),
            Number::Fraction(_) => Err(Wrong),
        }
    }

    integers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32 }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_f64(self.fraction()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(&self.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_str(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.nothing()?;
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.is_none()? { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let mut items = self.begin(b'[')?;
        let value = visitor.visit_seq(&mut items)?;
        items.close()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let mut items = self.begin(b'{')?;
        let value = visitor.visit_map(&mut items)?;
        items.close()?;
        Ok(value)
    }

    /// A name, or an object with a name as the only key and what belongs to it.
    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let (place, content) = self.before_variant(names)?;
        let value = visitor.visit_enum(Variant { reader: &mut *self, place, content })?;
        self.after_variant(content)?;
        Ok(value)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        self.there()?;
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_seq(self.fields(names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 f32 char bytes byte_buf unit_struct tuple_struct }
}

/// A variant, by the place of its name, and whether something belongs to it.
/// To tell its name by a number costs a type less than a search of its own.
struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    place: u64,
    content: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Wrong> {
        Ok((seed.deserialize(U64Deserializer::new(self.place))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Wrong;

    /// What belongs to it nonetheless is refused where the object should end.
    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Wrong> {
        seed.deserialize(self.reader.content(self.content)?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.reader.content(self.content)?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        self.reader.content(self.content)?.deserialize_struct("", names, visitor)
    }
}

/// The fields of a struct in the order in which it names them.
struct Fields<'a> {
    reader: Reader<'a>,
    places: std::vec::IntoIter<usize>,
}

impl Fields<'_> {
    /// To the next field; whether it is given.
    fn next(&mut self) -> Result<bool, Wrong> {
        self.reader.at = self.places.next().ok_or(Wrong)?;
        Ok(self.reader.at != MISSING)
    }
}

impl<'de> SeqAccess<'de> for Fields<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let given = self.next()?;
        match seed.deserialize(&mut self.reader) {
            Ok(value) => Ok(Some(value)),
            Err(Wrong) if given => Err(Wrong),
            // Not given: an option is none, something else takes its default,
            // or the whole is refused.
            Err(Wrong) => Ok(None),
        }
    }
}

/// What stands between brackets, apart by commas.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    end: u8,
    first: bool,
    open: bool,
}

impl Items<'_, '_> {
    /// Whether another item comes before the end.
    fn more(&mut self) -> Result<bool, Wrong> {
        let first = std::mem::take(&mut self.first);
        if self.reader.take(self.end) {
            self.open = false;
            self.reader.depth -= 1;
            return Ok(false);
        }
        if first || self.reader.take(b',') { Ok(true) } else { Err(Wrong) }
    }

    /// Whether another key comes before the end.
    fn key(&mut self) -> Result<bool, Wrong> {
        let more = self.more()?;
        if more && self.reader.peek() != Some(b'"') { Err(Wrong) } else { Ok(more) }
    }

    /// Whoever wants two items doesn't ask for a third: then the end is here.
    fn close(&mut self) -> Result<(), Wrong> {
        if self.open && self.more()? { Err(Wrong) } else { Ok(()) }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, '_> {
    type Error = Wrong;

    /// A key is read as any other string.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        if self.key()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
