//! A country, by which a number without country code is read.

use super::world;
use crate::fault::Code;
use serde::{Deserialize, Serialize};

/// A country by its ISO 3166-1 code: whose numbers are meant when none is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[A-Z]{2}$", "examples" = ["JP"])))]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

impl Country {
    /// Japan.
    pub fn japan() -> Self {
        Self("JP".to_owned())
    }

    /// No country in particular, by a code that ISO 3166-1 leaves to its
    /// users: from there every number is shown with its country code.
    pub fn elsewhere() -> Self {
        Self("ZZ".to_owned())
    }

    /// Reads two capital letters.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) { Ok(Self(text.to_owned())) } else { Err(Code::Malformed) }
    }

    /// Whether its numbering plan is known: without it every number that is
    /// typed without country code would be refused.
    pub fn is_known(&self) -> bool {
        world::of(&self.0).is_some()
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Country {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(Code::as_str)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0
    }
}
