//! Which answers were read.

use super::parsed_text;
use crate::fault::Code;
use serde::{Deserialize, Serialize};

/// The id of a question in the shop's FAQ: 1 to 64 of `a-z`, `0-9` and `-`.
/// It need not exist any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[a-z0-9-]{1,64}$")))]
#[serde(try_from = "String", into = "String")]
pub struct EntryId(String);

parsed_text!(EntryId);

impl EntryId {
    /// Longest id, in bytes.
    pub const MAX: usize = 64;
    /// The most that one request names.
    pub const READ_MAX: usize = 10;

    /// Reads an id as the FAQ holds it.
    pub fn parse(text: &str) -> Result<Self, Code> {
        match text.len() {
            0 => Err(Code::Required),
            n if n > Self::MAX => Err(Code::TooLong),
            _ if text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') => Ok(Self(text.to_owned())),
            _ => Err(Code::Malformed),
        }
    }

    /// The ids of `texts`, each once, the first [`EntryId::READ_MAX`]. What is
    /// none is left out: what was read is a help, never a reason to refuse.
    pub fn list(texts: &[String]) -> Vec<Self> {
        let mut ids: Vec<Self> = Vec::new();
        for id in texts.iter().flat_map(|text| Self::parse(text)) {
            if ids.len() < Self::READ_MAX && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_short_and_holds_each_once() {
        let list = |texts: &[&str]| EntryId::list(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        let told: Vec<String> = list(&["fee", "", "Fee!", "returns-8", "fee", &"a".repeat(65)]).into_iter().map(String::from).collect();
        assert_eq!(told, ["fee", "returns-8"]);
        let many: Vec<String> = (0..50).map(|n| n.to_string()).collect();
        assert_eq!(EntryId::list(&many).len(), EntryId::READ_MAX);
    }
}
