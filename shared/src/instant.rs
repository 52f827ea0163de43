//! A moment, the same everywhere: seconds since 1970 in UTC.

use crate::day::{Day, number};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment in whole seconds since 1970-01-01T00:00:00Z.
///
/// On the wire it is RFC 3339 text; any offset is read, UTC is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("format" = "date-time", "examples" = ["2026-11-24T06:20:00Z"])))]
#[serde(try_from = "String", into = "String")]
pub struct Instant(i64);

impl Instant {
    /// The last second of the year 9999, beyond which RFC 3339 has no text.
    const LAST: i64 = 253_402_300_799;

    /// From seconds since 1970; years before 1970 and after 9999 are clamped.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(0, Self::LAST))
    }

    /// Seconds since 1970.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// This moment and `seconds` more (or fewer).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// This moment and `minutes` more (or fewer).
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// Reads RFC 3339 text; parts of a second are dropped, a leap second
    /// counts as the one before it.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = (text.get(..10)?, text.get(10..)?.as_bytes());
        let &[b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, ref rest @ ..] = rest else { return None };
        let (hour, minute, second) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
        let offset = match fraction(rest)? {
            [b'Z' | b'z'] => 0,
            &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
                let seconds = (hours * 60 + minutes) * 60;
                if hours > 23 || minutes > 59 {
                    return None;
                }
                if sign == b'-' { -seconds } else { seconds }
            }
            _ => return None,
        };
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let clock = (hour * 60 + minute) * 60 + second.min(59);
        Some(Self::from_unix(Day::parse(day)?.epoch_days() * 86_400 + i64::from(clock - offset)))
    }

    /// RFC 3339 text in UTC.
    pub fn rfc3339(self) -> String {
        self.to_string()
    }
}

/// What follows a fraction of a second, if there is one; a point needs digits.
fn fraction(rest: &[u8]) -> Option<&[u8]> {
    let [b'.', rest @ ..] = rest else { return Some(rest) };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    rest.get(digits..).filter(|_| digits > 0)
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Day::from_epoch_days(self.0.div_euclid(86_400)).ok_or(fmt::Error)?;
        let second = self.0.rem_euclid(86_400);
        write!(f, "{day}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
    }
}

impl TryFrom<String> for Instant {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not an RFC 3339 date and time")
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.rfc3339()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_is_read_and_utc_is_written() {
        let read = |text| Instant::parse(text).map(Instant::rfc3339);
        assert_eq!(read("2026-11-21T15:20:00+09:00").as_deref(), Some("2026-11-21T06:20:00Z"));
        assert_eq!(read("2026-11-21T06:20:00.9Z").as_deref(), Some("2026-11-21T06:20:00Z"));
        for bad in ["", "2026-11-21", "2026-11-21T06:20:00", "2026-13-01T00:00:00Z", "asap"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn text_is_read_and_written_as_the_time_crate_does() {
        use time::OffsetDateTime;
        use time::format_description::well_known::Rfc3339;
        let known = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok().map(|at| at.unix_timestamp().clamp(0, Instant::LAST));
        for second in (0..Instant::LAST).step_by(7_654_321) {
            let text = OffsetDateTime::from_unix_timestamp(second).unwrap().format(&Rfc3339).unwrap();
            assert_eq!(Instant::from_unix(second).rfc3339(), text);
            assert_eq!(Instant::parse(&text).map(Instant::unix), Some(second));
        }
        for text in [
            "2026-11-21t06:20:00z",
            "2026-11-21T06:20:00.123456789-11:30",
            "2026-11-21T24:00:00Z",
            "2026-11-21T06:60:00Z",
            "2026-11-21T06:20:00.Z",
            "2026-11-21T06:20:00+24:00",
            "2026-11-21T06:20:00+09:60",
            "2026-11-21T06:20:00+0900",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-01:00",
            "0000-01-01T00:00:00Z",
            "2026-11-21T06:20:00Zx",
            "2026-11-21 06:20:00Z",
        ] {
            if text.contains(' ') {
                assert_eq!(Instant::parse(text), None, "RFC 3339 allows a space, our API doesn't");
            } else {
                assert_eq!(Instant::parse(text).map(Instant::unix), known(text), "{text}");
            }
        }
    }
}
