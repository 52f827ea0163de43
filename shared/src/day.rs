//! Calendar days and times of day, as people write them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the Gregorian calendar from the year 0 to 9999, `YYYY-MM-DD` on
/// the wire. Inside it counts days since 1970-01-01, which is its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("format" = "date", "pattern" = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// Days of 400 years, after which the calendar repeats.
const CYCLE: i32 = 146_097;
/// Days from 0000-03-01 to 1970-01-01. Years are counted from March, so that
/// the leap day is a year's last.
const EPOCH: i32 = 719_468;
/// 0000-01-01 and 9999-12-31.
const RANGE: std::ops::RangeInclusive<i32> = -719_528..=2_932_896;

impl Day {
    /// Reads `YYYY-MM-DD`; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
        Self::from_civil(number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?)
    }

    /// The day of that year, month (1 to 12) and day of the month, if the
    /// calendar has it.
    pub const fn from_civil(year: i32, month: i32, day: i32) -> Option<Self> {
        if year < 0 || year > 9_999 || month < 1 || month > 12 || day < 1 || day > 31 {
            return None;
        }
        let years = if month < 3 { year - 1 } else { year };
        let months = (month + 9) % 12;
        let (cycle, years) = (years.div_euclid(400), years.rem_euclid(400));
        let days = cycle * CYCLE + years * 365 + years / 4 - years / 100 + (months * 153 + 2) / 5 + day - 1 - EPOCH;
        // The 31st of a short month would be the 1st of the next.
        let (_, same, _) = Self(days).civil();
        if same == month { Some(Self(days)) } else { None }
    }

    /// Year, month (1 to 12) and day of the month.
    pub const fn civil(self) -> (i32, i32, i32) {
        let days = self.0 + EPOCH;
        let (cycle, days) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
        // Without the leap days before it, a day tells its year by 365.
        let years = (days - days / 1_460 + days / 36_524 - days / 146_096) / 365;
        let days = days - (years * 365 + years / 4 - years / 100);
        let months = (days * 5 + 2) / 153;
        let month = if months < 10 { months + 3 } else { months - 9 };
        (cycle * 400 + years + (month < 3) as i32, month, days - (months * 153 + 2) / 5 + 1)
    }

    /// The day that holds this many days since 1970-01-01.
    pub fn from_epoch_days(days: i64) -> Option<Self> {
        i32::try_from(days).ok().filter(|days| RANGE.contains(days)).map(Self)
    }

    /// Days since 1970-01-01.
    pub fn epoch_days(self) -> i64 {
        i64::from(self.0)
    }

    /// The day after; the last day there is stays.
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(*RANGE.end()))
    }

    /// The day before; the first day there is stays.
    pub fn previous(self) -> Self {
        Self((self.0 - 1).max(*RANGE.start()))
    }

    /// The day this many days later (or earlier); the first and the last day
    /// there are bound it.
    pub fn plus_days(self, days: i64) -> Self {
        let bound = if days < 0 { RANGE.start() } else { RANGE.end() };
        Self::from_epoch_days(self.epoch_days().saturating_add(days)).unwrap_or(Self(*bound))
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// Month and day of the month, without the year.
    pub fn of_year(self) -> DayOfYear {
        let (_, month, day) = self.civil();
        DayOfYear(month, day)
    }

    /// Its day of the week.
    pub fn weekday(self) -> WeekdayName {
        // 1970-01-01 was a Thursday.
        match (self.0 + 3).rem_euclid(7) {
            0 => WeekdayName::Mon,
            1 => WeekdayName::Tue,
            2 => WeekdayName::Wed,
            3 => WeekdayName::Thu,
            4 => WeekdayName::Fri,
            5 => WeekdayName::Sat,
            _ => WeekdayName::Sun,
        }
    }
}

/// Decimal ASCII digits, and nothing else, as a number.
pub(crate) fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i32::from(digit - b'0')))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a day as YYYY-MM-DD")
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// A day that comes every year, `MM-DD` on the wire; the 29th of February too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[0-9]{2}-[0-9]{2}$", "examples" = ["12-29"])))]
#[serde(try_from = "String", into = "String")]
pub struct DayOfYear(i32, i32);

impl DayOfYear {
    /// Reads `MM-DD`; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 5 {
            return None;
        }
        // By the days of a leap year, which has them all.
        Day::parse(&["2000-", text].concat()).map(Day::of_year)
    }
}

impl fmt::Display for DayOfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.0, self.1)
    }
}

impl TryFrom<String> for DayOfYear {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a day of the year as MM-DD")
    }
}

impl From<DayOfYear> for String {
    fn from(day: DayOfYear) -> Self {
        day.to_string()
    }
}

/// A day of the week, by its three letters on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Weekday"))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WeekdayName {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl WeekdayName {
    /// All of them, Monday first.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

/// A time of day in whole minutes, `HH:MM` on the wire, up to `24:00`; midnight
/// by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "examples" = ["14:00"])))]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Reads `HH:MM`, from `00:00` to `24:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let shaped = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !shaped(hours) || !shaped(minutes) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        let total = hours * 60 + minutes;
        (minutes < 60 && total <= 24 * 60).then_some(Self(total))
    }

    /// So many minutes after midnight, up to the next.
    pub const fn of_minutes(minutes: u16) -> Self {
        Self(if minutes > 24 * 60 { 24 * 60 } else { minutes })
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a time of day as HH:MM")
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly_and_written_alike() {
        for good in ["2026-11-21", "2028-02-29", "1970-01-01"] {
            assert_eq!(Day::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in ["", "2026-11-31", "2027-02-29", "26-11-21", "2026-1-2", "2026-11-21-", "+026-11-21", "２０２６-11-21"] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert_eq!(Day::parse("1970-01-02").map(Day::epoch_days), Some(1));
        assert_eq!(Day::parse("2026-11-21").map(Day::weekday), Some(WeekdayName::Sat));
    }

    #[test]
    fn days_of_the_year_know_the_leap_day_and_no_other_form() {
        for good in ["01-01", "02-29", "12-31"] {
            assert_eq!(DayOfYear::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in ["", "1-1", "02-30", "13-01", "00-10", "2026-01-01", "01-01-"] {
            assert_eq!(DayOfYear::parse(bad), None, "{bad}");
        }
        assert!(DayOfYear::parse("02-29") < DayOfYear::parse("03-01"));
    }

    #[test]
    fn days_are_counted_across_months_and_stop_at_the_ends() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(day("2028-02-28").plus_days(2), day("2028-03-01"));
        assert_eq!(day("2027-01-01").previous(), day("2026-12-31"));
        assert_eq!(day("2027-01-01").plus_days(i64::MAX), day("9999-12-31"));
        assert_eq!(day("9999-12-31").next(), day("9999-12-31"));
        assert_eq!(Day::from_civil(2027, 2, 29), None);
    }

    #[test]
    fn times_reach_from_midnight_to_midnight() {
        let minutes = |text| TimeOfDay::parse(text).map(TimeOfDay::minutes);
        assert_eq!(minutes("00:00"), Some(0));
        assert_eq!(minutes("24:00"), Some(1440));
        for bad in ["24:01", "9:00", "09:60", "0900", "", "-1:00"] {
            assert_eq!(minutes(bad), None, "{bad}");
        }
    }
    #[test]
    fn every_day_is_as_the_time_crate_has_it() {
        for days in RANGE {
            let day = Day(days);
            let known = time::Date::from_julian_day(days + 2_440_588).unwrap();
            assert_eq!(day.civil(), (known.year(), i32::from(u8::from(known.month())), i32::from(known.day())), "{days}");
            assert_eq!(day.weekday() as u8, known.weekday().number_days_from_monday());
            let (year, month, date) = day.civil();
            assert_eq!(Day::from_civil(year, month, date), Some(day));
        }
        assert_eq!(Day::parse("0000-01-01").map(|day| day.0), Some(*RANGE.start()));
        assert_eq!(Day::parse("9999-12-31").map(Day::next), Day::parse("9999-12-31"));
    }
}
