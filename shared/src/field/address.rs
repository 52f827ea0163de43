//! Where it shall go.

use super::{parsed_text, worded};
use crate::fault::Code;
use crate::fold::fold_char;
use crate::letter::is_letter;
use serde::{Deserialize, Serialize};

/// A postal address or an area: one line of free text, at most
/// [`LINE_MAX`](super::LINE_MAX) characters. A Japanese postal code (郵便番号,
/// three digits and four) at its beginning, or after `〒`, is written `〒123-4567`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = super::LINE_MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

parsed_text!(Address);

impl Address {
    /// Line breaks become spaces. A postal code alone leads nowhere: it is
    /// [`Code::Malformed`], like a text with neither letter nor digit.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let line = worded(text)?;
        // The code stands after its mark or, without one, at the beginning.
        let (before, marked) = match line.split_once('〒') {
            Some((before, after)) => (before, after),
            None => ("", line.as_str()),
        };
        let Some((code, rest)) = postal_code(marked.trim_start()) else { return Ok(Self(line)) };
        let (before, rest) = (before.trim_end(), rest.trim_start());
        if !before.chars().chain(rest.chars()).any(is_letter) {
            return Err(Code::Malformed);
        }
        // What is put in between may make it too long.
        worded(&[before, &code, rest].join(" ")).map(Self)
    }

    /// The postal code, `〒123-4567`, if one was found.
    pub fn postal_code(&self) -> Option<&str> {
        let start = self.0.find('〒')?;
        self.0.get(start..start + "〒123-4567".len()).filter(|code| postal_code(code.trim_start_matches('〒')).is_some())
    }
}

/// Reads seven digits of any width, with a dash after the third or without,
/// and gives back what follows. Where a further digit or dash does, it is
/// another kind of number.
fn postal_code(text: &str) -> Option<(String, &str)> {
    let (area, rest) = digits(text, 3)?;
    let (town, rest) = digits(rest.strip_prefix(is_dash).unwrap_or(rest), 4)?;
    let ends = !rest.starts_with(|c| is_dash(c) || fold_char(c).is_ascii_digit());
    ends.then(|| (["〒", &area, "-", &town].concat(), rest))
}

fn digits(text: &str, count: usize) -> Option<(String, &str)> {
    let (mut digits, mut rest) = (String::new(), text.chars());
    for _ in 0..count {
        digits.push(rest.next().map(fold_char).filter(char::is_ascii_digit)?);
    }
    Some((digits, rest.as_str()))
}

/// The long vowel's mark is what an input method makes of a dash.
fn is_dash(c: char) -> bool {
    matches!(fold_char(c), '-' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, Code> {
        Address::parse(text).map(String::from)
    }

    #[test]
    fn a_postal_code_is_found_and_written_in_one_form() {
        let form = "〒100-0001 東京都千代田区千代田1-1";
        for typed in [
            "〒100-0001 東京都千代田区千代田1-1",
            "１００ー０００１　東京都千代田区千代田1-1",
            "1000001東京都千代田区千代田1-1",
            "〒 100−0001\n東京都千代田区千代田1-1",
        ] {
            assert_eq!(read(typed), Ok(form.into()), "{typed}");
        }
        assert_eq!(read("東京都 〒1000001 千代田区"), Ok("東京都 〒100-0001 千代田区".into()));
        assert_eq!(Address::parse(form).unwrap().postal_code(), Some("〒100-0001"));
    }

    #[test]
    fn what_is_none_stays_as_typed() {
        for typed in
            ["12 High St, Leeds LS1 4AB", "090-1234-5678", "100-00012 東京", "2000 Sydney", "100--0001 東京", "〒東京", "千代田区1000001"]
        {
            assert_eq!(read(typed), Ok(typed.into()));
            assert_eq!(Address::parse(typed).unwrap().postal_code(), None, "{typed}");
        }
    }

    #[test]
    fn a_postal_code_alone_is_no_address() {
        for bad in ["〒100-0001", "1000001", "100-0001 、", "-"] {
            assert_eq!(read(bad), Err(Code::Malformed), "{bad}");
        }
        assert_eq!(read("　"), Err(Code::Required));
        assert_eq!(read(&"東".repeat(201)), Err(Code::TooLong));
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_alike(text in "[〒 0-9０-９ー−-]{0,20}.{0,20}") {
            if let Ok(address) = Address::parse(&text) {
                prop_assert_eq!(Address::parse(address.as_str()), Ok(address));
            }
        }
    }
}
