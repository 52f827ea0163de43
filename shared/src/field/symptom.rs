//! What is wrong.

use super::{parsed_text, worded};
use crate::fault::Code;
use serde::{Deserialize, Serialize};

/// What is wrong, in the shopper's words: one line of at most
/// [`LINE_MAX`](super::LINE_MAX) characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = super::LINE_MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Symptom(String);

parsed_text!(Symptom);

impl Symptom {
    /// Line breaks become spaces. A text with neither letter nor digit, such
    /// as a dash to get past the field, is [`Code::Malformed`].
    pub fn parse(text: &str) -> Result<Self, Code> {
        worded(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_something() {
        let read = |text: &str| Symptom::parse(text).map(String::from);
        assert_eq!(read(" 電源が\n入らない "), Ok("電源が 入らない".into()));
        assert_eq!(read(""), Err(Code::Required));
        assert_eq!(read("ー"), Ok("ー".into()), "a letter to Unicode");
        for bad in ["-", "…", "？？", "🙏"] {
            assert_eq!(read(bad), Err(Code::Malformed), "{bad}");
        }
        assert_eq!(read(&"あ".repeat(201)), Err(Code::TooLong));
    }
}
