//! A person's or a company's name.

use super::parsed_text;
use super::text::{overlong, sized};
use crate::fault::Code;
use crate::fold::seen;
use crate::letter::is_letter;
use serde::{Deserialize, Serialize};

/// A name as its owner writes it, runs of spaces made one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minLength" = 1, "maxLength" = Name::MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

parsed_text!(Name);

impl Name {
    /// Longest name, in characters: long enough for a company with department.
    pub const MAX: usize = 60;

    /// Any script is taken. A name with neither letter nor digit is none, and
    /// one with an address in it is an advertisement.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if overlong(text, Self::MAX) {
            return Err(Code::TooLong);
        }
        let name = seen(text).split_whitespace().collect::<Vec<_>>().join(" ");
        sized(&name, Self::MAX)?;
        let advertises = name.contains("://") || name.contains("www.");
        if advertises || name.chars().any(char::is_control) || !name.chars().any(is_letter) {
            return Err(Code::Malformed);
        }
        Ok(Self(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_but_no_noise() {
        let name = |text: &str| Name::parse(text).map(String::from);
        assert_eq!(name("　山田　 花子 "), Ok("山田 花子".into()));
        assert_eq!(name("O’Brien-Sato"), Ok("O’Brien-Sato".into()));
        assert_eq!(name("山田 \u{200B} 花子"), Ok("山田 花子".into()), "what is unseen parts no words");
        assert_eq!(name("花👩\u{200D}🚒子\u{200D}"), Ok("花👩\u{200D}🚒子".into()), "a picture of two stays one");
        assert_eq!(name("  "), Err(Code::Required));
        assert_eq!(name("-"), Err(Code::Malformed));
        assert_eq!(name("見て https://example.com"), Err(Code::Malformed));
        assert_eq!(name(&"あ".repeat(60)), Ok("あ".repeat(60)));
        assert_eq!(name(&"あ".repeat(61)), Err(Code::TooLong));
        assert_eq!(name(&" あ".repeat(30_000)), Err(Code::TooLong));
    }
}
