//! A time zone as the worker hands it on: its offset changes over the horizon.

use crate::day::{Day, TimeOfDay};
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// A zone's name and its offsets from UTC, oldest first. The first offset
/// also holds for everything before it, the last for everything after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// The IANA name, such as `Asia/Tokyo`.
    pub name: String,
    /// When which offset begins.
    pub offsets: Vec<Offset>,
}

/// One stretch of a zone's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// The moment at which the clocks show `time` on `day`: the first of two
    /// where they go back; where they jump ahead, as if they had not jumped yet.
    pub fn instant(&self, day: Day, time: TimeOfDay) -> Instant {
        self.instant_at(Local { day, second: time.minutes() * 60 })
    }

    /// As [`Zone::instant`], to the second.
    pub fn instant_at(&self, local: Local) -> Instant {
        let wall = local.day.epoch_days() * DAY + local.second;
        let at = |offset: i64| Instant::from_unix(wall - offset);
        let mut fits = self.offsets.iter().map(|o| i64::from(o.seconds)).filter(|o| self.offset(at(*o)) == *o).map(at);
        let first = fits.next();
        match first {
            Some(first) => fits.fold(first, Instant::min),
            // In a gap: by the offset that held a day before.
            None => at(self.offset(at(0).plus_seconds(-DAY))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sydney() -> Zone {
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
    fn clocks_that_go_back_give_the_first_and_jumps_hold() {
        let at = |day, time| sydney().instant(Day::parse(day).unwrap(), TimeOfDay::parse(time).unwrap()).rfc3339();
        assert_eq!(at("2026-11-21", "11:00"), "2026-11-21T00:00:00Z");
        assert_eq!(at("2027-04-04", "02:30"), "2027-04-03T15:30:00Z");
        assert_eq!(at("2027-10-03", "02:30"), "2027-10-02T16:30:00Z");
        let local = sydney().local(Instant::parse("2027-04-03T16:30:00Z").unwrap()).unwrap();
        assert_eq!((local.day.to_string().as_str(), local.second), ("2027-04-04", 9_000));
    }
}
