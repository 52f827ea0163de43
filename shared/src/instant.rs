//! A moment, the same everywhere: seconds since 1970 in UTC.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment in whole seconds since 1970-01-01T00:00:00Z.
///
/// On the wire it is RFC 3339 text; any offset is read, UTC is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

    /// Reads RFC 3339 text; parts of a second are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(Self::from_unix(moment.unix_timestamp()))
    }

    /// RFC 3339 text in UTC.
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0).ok().and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default()
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
}
