//! What names an order.

use super::text::overlong;
use super::wanted_date::day_within;
use super::{Email, Name, Phone, parsed_text};
use crate::day::Day;
use crate::fault::Code;
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// An order's number as shops print it: letters, digits and `-_/#`, in ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = r"^[A-Za-z0-9/_-]*[0-9][A-Za-z0-9/_-]*$", "maxLength" = OrderNumber::MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber(String);

parsed_text!(OrderNumber);

impl OrderNumber {
    /// Longest number, in characters; the longest seen in shop systems has 36.
    pub const MAX: usize = 40;

    /// Full width is folded, a leading `#` is dropped. It must hold a digit.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if overlong(text, Self::MAX) {
            return Err(Code::TooLong);
        }
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
/// at hand, by what stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderRef {
    /// Its number.
    Number(OrderNumber),
    /// The day on which it was placed, and by whom.
    PlacedOn(Placed),
}

/// What stands for an order's number: its day, with the name and the phone
/// number or mail address that it was placed under. One of the two is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "PlacedParts")]
pub struct Placed {
    day: Day,
    name: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<Phone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<Email>,
}

/// [`Placed`] as it comes over the wire.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PlacedParts {
    day: Day,
    name: Name,
    #[serde(default)]
    phone: Option<Phone>,
    #[serde(default)]
    email: Option<Email>,
}

impl Placed {
    /// The longest time back for an order's day, in days: five years, as long
    /// as shops keep their books at hand.
    pub const DAYS: i64 = 5 * 366;

    /// An order of `day`; without phone number and mail address it can't be
    /// found, and is none.
    pub fn new(day: Day, name: Name, phone: Option<Phone>, email: Option<Email>) -> Option<Self> {
        (phone.is_some() || email.is_some()).then_some(Self { day, name, phone, email })
    }

    /// Reads the day of an order; `today` is the shop's, in days since 1970.
    /// A day to come is [`Code::TooFar`], one too long ago [`Code::Past`].
    pub fn day_of(text: &str, today: i64) -> Result<Day, Code> {
        day_within(text, today.saturating_sub(Self::DAYS)..=today)
    }

    /// The day on which it was placed.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The name that it was placed under.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The phone number that it was placed with.
    pub fn phone(&self) -> Option<&Phone> {
        self.phone.as_ref()
    }

    /// The mail address that it was placed with.
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }
}

impl TryFrom<PlacedParts> for Placed {
    type Error = &'static str;
    fn try_from(parts: PlacedParts) -> Result<Self, Self::Error> {
        Self::new(parts.day, parts.name, parts.phone, parts.email).ok_or("neither phone nor email")
    }
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

    #[test]
    fn what_stands_for_a_number_has_a_way_to_look_it_up() {
        let read = |json: &str| serde_json::from_str::<OrderRef>(json);
        let placed = r#"{"placed_on":{"day":"2026-11-18","name":"山田 花子","phone":"+819012345678"}}"#;
        let order = read(placed).unwrap();
        assert_eq!(serde_json::to_string(&order).unwrap(), placed);
        assert!(read(r#"{"placed_on":{"day":"2026-11-18","name":"山田 花子"}}"#).is_err());
        assert!(read(r#"{"placed_on":{"day":"2026-11-18","phone":"+819012345678"}}"#).is_err());
    }
}
