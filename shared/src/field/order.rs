//! What names an order.

use super::parsed_text;
use crate::day::Day;
use crate::fault::Code;
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// An order's number as shops print it: letters, digits and `-_/#`, in ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber(String);

parsed_text!(OrderNumber);

impl OrderNumber {
    /// Longest number, in characters; the longest seen in shop systems has 36.
    pub const MAX: usize = 40;

    /// Full width is folded, a leading `#` is dropped. It must hold a digit.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let folded = fold(text).replace('ー', "-");
        let number = folded.trim_start_matches('#').trim();
        if number.is_empty() {
            return Err(Code::Required);
        }
        if number.chars().count() > Self::MAX {
            return Err(Code::TooLong);
        }
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_/".contains(&b);
        let digits = number.bytes().any(|b| b.is_ascii_digit());
        if digits && number.bytes().all(allowed) { Ok(Self(number.to_owned())) } else { Err(Code::Malformed) }
    }
}

/// How an order is found: by its number or, where the shopper doesn't have it
/// at hand, by the day of the order together with the name and phone given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderRef {
    /// Its number.
    Number(OrderNumber),
    /// The day on which it was placed.
    PlacedOn(Day),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let check = |text: &str| OrderNumber::parse(text).map(String::from);
        assert_eq!(check("＃１０２４"), Ok("1024".into()));
        assert_eq!(check("KB-2026ー1121"), Ok("KB-2026-1121".into()));
        assert_eq!(check(""), Err(Code::Required));
        assert_eq!(check("わからない"), Err(Code::Malformed));
        assert_eq!(check("ABC"), Err(Code::Malformed));
        assert_eq!(check(&"1".repeat(41)), Err(Code::TooLong));
    }
}
