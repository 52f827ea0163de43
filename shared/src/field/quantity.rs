//! How many.

use crate::fault::Code;
use crate::fold::fold;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A count of pieces, 1 to [`Quantity::MAX`]; a number on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minimum" = 1, "maximum" = Quantity::MAX)))]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

/// Counters (助数詞) that people write after a count of goods.
const COUNTERS: &str = "個コ点枚本着足組箱台袋冊缶";

impl Quantity {
    /// The most pieces that one request may ask for.
    pub const MAX: u32 = 1_000_000;
    /// Longest text that is read, in bytes: the digits with commas, in full
    /// width, and room for spaces.
    const TEXT_MAX: usize = 64;

    /// Reads digits of any width with or without commas; one counter may
    /// follow. What is no number is [`Code::Malformed`], none or too many
    /// pieces [`Code::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, Code> {
        let text = text.trim();
        if text.len() > Self::TEXT_MAX {
            return Err(Code::Malformed);
        }
        let folded = fold(text).replace(',', "");
        if folded.is_empty() {
            return Err(Code::Required);
        }
        let digits = folded.strip_suffix(|c| COUNTERS.contains(c)).unwrap_or(&folded).trim_end();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Code::Malformed);
        }
        digits.parse().map_err(|_| Code::OutOfRange).and_then(Self::of)
    }

    /// A count that is in range.
    fn of(count: u32) -> Result<Self, Code> {
        if (1..=Self::MAX).contains(&count) { Ok(Self(count)) } else { Err(Code::OutOfRange) }
    }

    /// The count.
    pub fn count(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<u32> for Quantity {
    type Error = &'static str;
    fn try_from(count: u32) -> Result<Self, Self::Error> {
        Self::of(count).map_err(Code::as_str)
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_they_are_typed() {
        let count = |text: &str| Quantity::parse(text).map(Quantity::count);
        for (typed, read) in [("2", 2), (" １２０ ", 120), ("1,000,000", 1_000_000), ("３０個", 30), ("10 枚", 10), ("007", 7)] {
            assert_eq!(count(typed), Ok(read), "{typed}");
        }
        for (typed, code) in [
            ("", Code::Required),
            ("　", Code::Required),
            ("0", Code::OutOfRange),
            ("1000001", Code::OutOfRange),
            ("99999999999999999999", Code::OutOfRange),
            ("たくさん", Code::Malformed),
            ("個", Code::Malformed),
            ("10個個", Code::Malformed),
            ("-1", Code::Malformed),
            ("1.5", Code::Malformed),
        ] {
            assert_eq!(count(typed), Err(code), "{typed}");
        }
        assert_eq!(count(&"1".repeat(60_000)), Err(Code::Malformed));
    }

    #[test]
    fn none_comes_in_over_the_wire_either() {
        assert_eq!(serde_json::from_str::<Quantity>("2").unwrap().count(), 2);
        assert_eq!(serde_json::to_string(&Quantity(2)).unwrap(), "2");
        assert!(serde_json::from_str::<Quantity>("0").is_err());
        assert!(serde_json::from_str::<Quantity>("1000001").is_err());
    }
}
