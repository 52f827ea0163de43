//! The day by which something is wanted, and days as people type them.

use crate::day::Day;
use crate::fault::Code;
use crate::fold::fold;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Deref, RangeInclusive};

/// 希望納期: the day by which it is wanted. When it was accepted it was not
/// over and at most [`WantedDate::DAYS`] ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct WantedDate(Day);

impl WantedDate {
    /// The longest time ahead, in days.
    pub const DAYS: i64 = 366;

    /// Reads a day; `today` is the shop's, in days since 1970. One that is
    /// over is [`Code::Past`], one too far ahead [`Code::TooFar`].
    pub fn parse(text: &str, today: i64) -> Result<Self, Code> {
        day_within(text, today..=today.saturating_add(Self::DAYS)).map(Self)
    }
}

impl Deref for WantedDate {
    type Target = Day;
    fn deref(&self) -> &Day {
        &self.0
    }
}

impl fmt::Display for WantedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A day in a range of days since 1970, with the year first as in
/// `2026-11-08`, `2026/11/8` or `2026年11月8日`, in any width.
pub(super) fn day_within(text: &str, days: RangeInclusive<i64>) -> Result<Day, Code> {
    let day = typed(text)?;
    match day.epoch_days() {
        n if n < *days.start() => Err(Code::Past),
        n if n > *days.end() => Err(Code::TooFar),
        _ => Ok(day),
    }
}

/// Longest text that is read as a day, in bytes.
const TEXT_MAX: usize = 64;

fn typed(text: &str) -> Result<Day, Code> {
    let text = text.trim();
    if text.len() > TEXT_MAX {
        return Err(Code::Malformed);
    }
    let folded = fold(text);
    if folded.is_empty() {
        return Err(Code::Required);
    }
    let mut plain = String::with_capacity(10);
    for (place, part) in folded.trim_end_matches('日').split(['-', '/', '.', '年', '月']).enumerate() {
        if place > 0 {
            plain.push('-');
            if part.len() == 1 {
                plain.push('0');
            }
        }
        plain.push_str(part);
    }
    Day::parse(&plain).ok_or(Code::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_they_are_typed() {
        let today = Day::parse("2026-11-20").unwrap().epoch_days();
        let day = |text: &str| WantedDate::parse(text, today).map(|day| day.to_string());
        for typed in ["2026-12-08", "2026/12/8", "２０２６／１２／０８", "2026年12月8日", "2026.12.8", " 2026－12－08 "] {
            assert_eq!(day(typed), Ok("2026-12-08".into()), "{typed}");
        }
        assert_eq!(day("2026-11-20"), Ok("2026-11-20".into()), "today");
        assert_eq!(day("2027-11-21"), Ok("2027-11-21".into()));
        for (typed, code) in [
            ("", Code::Required),
            ("2026-11-19", Code::Past),
            ("2027-11-22", Code::TooFar),
            ("2026-11-31", Code::Malformed),
            ("12/8", Code::Malformed),
            ("2026--8", Code::Malformed),
            ("2026-12-8-", Code::Malformed),
            ("来週", Code::Malformed),
            ("日", Code::Malformed),
        ] {
            assert_eq!(day(typed), Err(code), "{typed}");
        }
        assert_eq!(day(&"2".repeat(60_000)), Err(Code::Malformed));
        assert_eq!(WantedDate::parse("2026-11-20", i64::MAX), Err(Code::Past));
    }
}
