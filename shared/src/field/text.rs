//! Free text of bounded length, and addresses of pages.

use super::parsed_text;
use crate::fault::Code;
use crate::fold::{is_blank, is_unseen, seen};
use crate::letter::is_letter;
use serde::{Deserialize, Serialize};

/// Longest [`Line`], in characters.
pub const LINE_MAX: usize = 200;
/// Longest [`Paragraph`], in characters: what a caller can take in at a glance.
pub const PARAGRAPH_MAX: usize = 1_000;

/// One line of free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = LINE_MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

parsed_text!(Line);

impl Line {
    /// A line break, of whatever kind, becomes a space; other control
    /// characters are dropped.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let broken = |c: char| if matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c };
        if overlong(text, LINE_MAX) {
            return Err(Code::TooLong);
        }
        bounded(&text.replace("\r\n", "\n").chars().map(broken).collect::<String>(), LINE_MAX).map(Self)
    }
}

/// Some lines: what the shopper wants to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = PARAGRAPH_MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Paragraph(String);

parsed_text!(Paragraph);

impl Paragraph {
    /// Line breaks stay, as `\n`, of whatever kind they were; other control
    /// characters are dropped.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if overlong(text, PARAGRAPH_MAX) {
            return Err(Code::TooLong);
        }
        bounded(&text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n"), PARAGRAPH_MAX).map(Self)
    }
}

/// A line that says something: it holds a letter or a digit.
pub(super) fn worded(text: &str) -> Result<String, Code> {
    let Line(line) = Line::parse(text)?;
    if line.chars().any(is_letter) { Ok(line) } else { Err(Code::Malformed) }
}

/// Whether `text` is longer than any text of `max` characters with some space
/// around it: told from its bytes, so that nobody has to read on.
pub(crate) fn overlong(text: &str, max: usize) -> bool {
    text.len() > max * char::MAX_LEN_UTF8 + 256
}

fn bounded(text: &str, max: usize) -> Result<String, Code> {
    let mut kept = seen(text);
    kept.retain(|c| c == '\n' || !c.is_control());
    let kept = kept.trim();
    sized(kept, max).map(|()| kept.to_owned())
}

/// Whether there is text, and no more than `max` characters without the space
/// around it.
pub(crate) fn sized(text: &str, max: usize) -> Result<(), Code> {
    match text.trim().chars().nth(max) {
        _ if is_blank(text) => Err(Code::Required),
        Some(_) => Err(Code::TooLong),
        None => Ok(()),
    }
}

/// The address of a shop's page, without query and fragment: what follows
/// `?` or `#` may name a person, and no address here may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^https?://[^/]", "maxLength" = PageUrl::MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct PageUrl(String);

parsed_text!(PageUrl);

impl PageUrl {
    /// Longest address, in bytes.
    pub const MAX: usize = 500;

    /// `http` and `https` only, so that a link on the desk can't run a script.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let bare = text.trim().split(['?', '#']).next().unwrap_or_default();
        if bare.is_empty() {
            return Err(Code::Required);
        }
        if bare.len() > Self::MAX {
            return Err(Code::TooLong);
        }
        let rest = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let clean = !bare.chars().any(|c| c.is_whitespace() || c.is_control() || is_unseen(c) || "\"<>\\`{}".contains(c));
        if host.is_empty() || host.contains('@') || !clean { Err(Code::Malformed) } else { Ok(Self(bare.to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_bounded_in_characters() {
        assert_eq!(Line::parse(" 一\n二\u{7}\u{202E} ").map(String::from), Ok("一 二".into()));
        assert_eq!(Paragraph::parse("一\r\n二\u{2028}三").map(String::from), Ok("一\n二\n三".into()));
        assert_eq!(Line::parse(" \u{200B} "), Err(Code::Required));
        assert!(Line::parse(&"あ".repeat(LINE_MAX)).is_ok());
        assert_eq!(Line::parse(&"あ".repeat(LINE_MAX + 1)), Err(Code::TooLong));
    }

    #[test]
    fn a_picture_joined_of_several_stays_one() {
        for text in ["家族👨\u{200D}👩\u{200D}👧です", "🙇\u{200D}♀\u{FE0F}", "❤\u{FE0F}\u{200D}🔥", "👩🏽\u{200D}🚒"]
        {
            assert_eq!(Line::parse(text).map(String::from), Ok(text.into()));
            assert_eq!(Paragraph::parse(text).map(String::from), Ok(text.into()));
        }
        for (text, kept) in [
            ("山\u{200D}田", "山田"),
            ("\u{200D}👩\u{200D}", "👩"),
            ("👩\u{200D}\u{200D}👧", "👩\u{200D}👧"),
            ("👩\u{200D}\u{202E}👧", "👩👧"),
            ("-\u{200D}-a", "--a"),
        ] {
            assert_eq!(Line::parse(text).map(String::from), Ok(kept.into()), "{text}");
        }
    }

    #[test]
    fn pages_lose_what_may_name_a_person() {
        let page = |text: &str| PageUrl::parse(text).map(String::from);
        assert_eq!(page("https://shop.example/p/1?mail=a@b.jp#x"), Ok("https://shop.example/p/1".into()));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://a@b/",
            "https://a/\"><script>",
            "https://a/\u{202E}gpj.exe",
            "/p/1",
        ] {
            assert_eq!(page(bad), Err(Code::Malformed), "{bad}");
        }
    }
}
