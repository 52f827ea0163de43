//! JSON, read and written with little code.
//!
//! A general reader explains what is wrong and where, and takes each type in
//! by code of its own; that is a quarter of a small panel. Here the text comes
//! from our own server, numbers are whole, enums are plain names, and what
//! can't be read is not there. A text becomes a tree of [`Value`]s; a type
//! names its fields once (`wire.rs`), and one routine, [`Value::fields`], fills
//! them in, whatever the type.

/// The deepest that lists and objects may lie in each other.
const DEPTH: usize = 32;

/// What is taken from JSON.
pub trait Read {
    /// One that holds nothing yet, to be read into.
    fn blank() -> Self
    where
        Self: Sized;

    /// Takes what was told, into a blank one; false if it is of another form.
    fn read(&mut self, told: &mut Value<'_>) -> bool;
}

/// What becomes JSON.
pub trait Write {
    /// Writes it to the end of `out`.
    fn write(&self, out: &mut String);
}

/// Reads a value; `None` if the text is not JSON of this form.
pub fn read<T: Read>(text: &str) -> Option<T> {
    let mut told = parse(text)?;
    let mut value = T::blank();
    value.read(&mut told).then_some(value)
}

/// A value as JSON.
pub fn text(value: &dyn Write) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// What stands in a text.
pub enum Value<'a> {
    /// A string.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Word(&'a str),
    /// An object by its names; or a list, which is one whose names are empty.
    Many(Vec<(String, Value<'a>)>),
}

impl Value<'_> {
    /// A string, which is taken out.
    pub fn text(&mut self) -> Option<String> {
        match self {
            Self::Text(text) => Some(std::mem::take(text)),
            _ => None,
        }
    }

    /// A whole number of up to 18 digits.
    pub fn number(&self) -> Option<i64> {
        let Self::Word(word) = self else { return None };
        let digits = word.strip_prefix('-').unwrap_or(word);
        if !(1..=18).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number = digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        Some(if digits.len() == word.len() { number } else { -number })
    }

    /// Whether it is this word.
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if *own == word)
    }

    /// What a list or an object holds.
    pub fn many(&mut self) -> Option<&mut Vec<(String, Self)>> {
        match self {
            Self::Many(many) => Some(many),
            _ => None,
        }
    }

    /// The place of a string among `names`, which are apart by a space.
    pub fn place(&mut self, names: &str) -> Option<usize> {
        let own = self.text()?;
        names.split(' ').position(|name| name == own)
    }

    /// Reads an object's fields by their `names`, which are apart by a space;
    /// one that ends in `?` may be missing, and stays blank then.
    pub fn fields(&mut self, names: &str, fields: &mut [&mut dyn Read]) -> bool {
        let Some(told) = self.many() else { return false };
        names.split(' ').zip(fields).all(|(name, field)| {
            let bare = name.trim_end_matches('?');
            match told.iter_mut().find(|(own, _)| own == bare) {
                Some((_, value)) => field.read(value),
                None => bare != name,
            }
        })
    }
}

/// Writes an object of these `names`, as [`Value::fields`] reads it.
pub fn write_fields(out: &mut String, names: &str, fields: &[&dyn Write]) {
    let mut before = '{';
    for (name, field) in names.split(' ').zip(fields) {
        out.push(before);
        write_text(name.trim_end_matches('?'), out);
        out.push(':');
        field.write(out);
        before = ',';
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.push('\\'),
            // RFC 8259 §7: these alone must be escaped.
            '\0'..' ' => {
                out.push_str("\\u00");
                out.push(if c < '\u{10}' { '0' } else { '1' });
                out.extend(char::from_digit(u32::from(c) & 15, 16));
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out.push('"');
}

fn parse(text: &str) -> Option<Value<'_>> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let value = parser.value()?;
    parser.peek().is_none().then_some(value)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
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

    /// What lies before the next of the bytes `ends`, which stays.
    fn until(&mut self, ends: &[u8]) -> &'a str {
        let start = self.at;
        while self.byte().is_some_and(|byte| !ends.contains(&byte)) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self) -> Option<Value<'a>> {
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b'{' => self.many(b'}'),
            b'[' => self.many(b']'),
            _ => Some(Value::Word(self.until(b",:]} \n\r\t"))).filter(|word| !word.is("")),
        }
    }

    /// A list or an object, up to the byte that ends it.
    fn many(&mut self, end: u8) -> Option<Value<'a>> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut many = Vec::new();
        while !self.take(end) {
            if !many.is_empty() && !self.take(b',') {
                return None;
            }
            let mut name = String::new();
            if end == b'}' {
                self.peek();
                name = self.string()?;
                if !self.take(b':') {
                    return None;
                }
            }
            many.push((name, self.value()?));
        }
        self.depth -= 1;
        Some(Value::Many(many))
    }

    fn string(&mut self) -> Option<String> {
        let mut string = String::new();
        if !self.take(b'"') {
            return None;
        }
        loop {
            string.push_str(self.until(b"\"\\"));
            let end = self.byte()?;
            self.at += 1;
            if end == b'"' {
                return Some(string);
            }
            string.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let kind = self.byte()?;
        self.at += 1;
        Some(match kind {
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
                        let escape = self.text.get(self.at..)?.starts_with("\\u");
                        self.at += if escape { 2 } else { return None };
                        0x1_0000 + ((unit - 0xD800) << 10) + (self.unit()?.wrapping_sub(0xDC00) & 0x3FF)
                    }
                    _ => unit,
                };
                char::from_u32(code)?
            }
            b'"' | b'\\' | b'/' => char::from(kind),
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.chars().try_fold(0, |unit, digit| Some(unit * 16 + digit.to_digit(16)?))
    }
}

impl Read for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, told: &mut Value<'_>) -> bool {
        match told {
            Value::Text(text) => std::mem::swap(self, text),
            _ => return false,
        }
        true
    }
}

impl Read for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, told: &mut Value<'_>) -> bool {
        *self = told.is("true");
        *self || told.is("false")
    }
}

impl<T: Read> Read for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, told: &mut Value<'_>) -> bool {
        told.is("null") || self.insert(T::blank()).read(told)
    }
}

impl<T: Read> Read for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, told: &mut Value<'_>) -> bool {
        let Some(many) = told.many() else { return false };
        many.iter_mut().all(|(_, one)| {
            let mut value = T::blank();
            let fine = value.read(one);
            self.push(value);
            fine
        })
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Write for i64 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        let mut before = '[';
        for one in self {
            out.push(before);
            one.write(out);
            before = ',';
        }
        out.push_str(if before == '[' { "[]" } else { "]" });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on fails")]
mod tests {
    use super::*;

    #[test]
    fn texts_numbers_and_nothing() {
        assert_eq!(read(" [1, -2 ,30] "), Some(vec![1_i64, -2, 30]));
        assert_eq!(read::<Option<bool>>("null"), Some(None));
        assert_eq!(read::<Vec<i64>>("[]"), Some(vec![]));
        assert_eq!(read::<String>(r#""窓\n\"\\\/\u7a93\ud83d\ude00""#).as_deref(), Some("窓\n\"\\/窓😀"));
        assert_eq!(read("999999999999999999"), Some(999_999_999_999_999_999_i64));
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        let deep = ["[".repeat(DEPTH + 1), "]".repeat(DEPTH + 1)].concat();
        let long = "1234567890123456789";
        let bad = [
            "",
            "[1",
            "[1,]",
            "[1 2]",
            "[,1]",
            "[]x",
            "\"",
            "\"\\u12\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            &deep,
        ];
        for bad in bad {
            assert!(parse(bad).is_none(), "{bad}");
        }
        for bad in ["1.5", "nul", "<html>", "-", "1e3", "\"1\"", "[1]", "{}", long] {
            assert!(read::<i64>(bad).is_none() && read::<bool>(bad).is_none(), "{bad}");
        }
        assert!(parse(&deep.replacen("[", "", 1).replacen("]", "", 1)).is_some());
    }

    #[test]
    fn any_text_is_read_as_serde_reads_it() {
        let hostile = (0..0x250).filter_map(char::from_u32).chain(['窓', '😀', '\u{2028}', '\u{fffd}']).collect::<String>();
        let ours = text(&vec![hostile.clone(), String::new()]);
        assert_eq!(serde_json::from_str::<Vec<String>>(&ours).unwrap(), [hostile.clone(), String::new()]);
        assert_eq!(read(&serde_json::to_string(&hostile).unwrap()), Some(hostile.clone()));
        assert_eq!(read(&ours), Some(vec![hostile, String::new()]));
        assert_eq!((text(&Vec::<String>::new()), text(&true), text(&-5_i64)), ("[]".into(), "true".into(), "-5".into()));
    }
}
