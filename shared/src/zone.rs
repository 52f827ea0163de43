//! A time zone as the worker hands it on: its offset changes over the horizon.

use crate::day::{Day, TimeOfDay};
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// A zone's name and its offsets from UTC, oldest first. The first offset
/// also holds for everything before it, the last for everything after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Zone {
    /// The IANA name, such as `Asia/Tokyo`.
    pub name: String,
    /// When which offset begins.
    pub offsets: Vec<Offset>,
}

/// One stretch of a zone's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offset {
    /// Its first moment.
    pub from: Instant,
    /// Local time less UTC, in seconds.
    pub seconds: i32,
}

/// A day and the minutes since its midnight, by a zone's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    /// The day.
    pub day: Day,
    /// Whole seconds since its midnight.
    pub second: i64,
}

const DAY: i64 = 86_400;

impl Zone {
    /// A zone that never changes its clocks.
    pub fn fixed(name: &str, seconds: i32) -> Self {
        Self { name: name.to_owned(), offsets: vec![Offset { from: Instant::from_unix(0), seconds }] }
    }

    fn offset(&self, at: Instant) -> i64 {
        let past = self.offsets.iter().rev().find(|o| o.from <= at);
        past.or(self.offsets.first()).map_or(0, |o| i64::from(o.seconds))
    }

    /// What the clocks of this zone show at `at`.
    pub fn local(&self, at: Instant) -> Option<Local> {
        let seconds = at.unix() + self.offset(at);
        let day = Day::from_epoch_days(seconds.div_euclid(DAY))?;
        Some(Local { day, second: seconds.rem_euclid(DAY) })
    }

    /// The first moment at which the clocks show `time` on `day`, or later:
    /// the first of two where they go back, the jump itself where they jump
    /// over that time. So a later time on the clock is never an earlier moment.
    pub fn instant(&self, day: Day, time: TimeOfDay) -> Instant {
        self.instant_at(Local { day, second: time.minutes() * 60 })
    }

    /// As [`Zone::instant`], to the second.
    pub fn instant_at(&self, local: Local) -> Instant {
        let wall = local.day.epoch_days() * DAY + local.second;
        let mut begins = i64::MIN;
        let mut offsets = self.offsets.iter().peekable();
        while let Some(offset) = offsets.next() {
            let at = begins.max(wall - i64::from(offset.seconds));
            match offsets.peek() {
                Some(next) if next.from.unix() <= at => begins = next.from.unix(),
                _ => return Instant::from_unix(at),
            }
        }
        Instant::from_unix(wall)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn sydney() -> Zone {
        let from = |text| Instant::parse(text).unwrap();
        Zone {
            name: "Australia/Sydney".into(),
            offsets: vec![
                Offset { from: from("2026-10-03T16:00:00Z"), seconds: 39_600 },
                Offset { from: from("2027-04-03T16:00:00Z"), seconds: 36_000 },
                Offset { from: from("2027-10-02T16:00:00Z"), seconds: 39_600 },
            ],
        }
    }

    #[test]
    fn clocks_that_go_back_give_the_first_and_jumps_their_moment() {
        let at = |day, time| sydney().instant(Day::parse(day).unwrap(), TimeOfDay::parse(time).unwrap()).rfc3339();
        assert_eq!(at("2026-11-21", "11:00"), "2026-11-21T00:00:00Z");
        assert_eq!(at("2027-04-04", "02:30"), "2027-04-03T15:30:00Z");
        for skipped in ["02:00", "02:30", "02:59", "03:00"] {
            assert_eq!(at("2027-10-03", skipped), "2027-10-02T16:00:00Z", "{skipped}");
        }
        assert_eq!(at("2027-10-03", "03:01"), "2027-10-02T16:01:00Z");
        assert_eq!(at("2027-10-03", "24:00"), at("2027-10-04", "00:00"));
        let local = sydney().local(Instant::parse("2027-04-03T16:30:00Z").unwrap()).unwrap();
        assert_eq!((local.day.to_string().as_str(), local.second), ("2027-04-04", 9_000));
    }
}
