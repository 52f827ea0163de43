//! The days that a report is of.

use crate::day::Day;
use crate::fault::{Code, Fault};
use crate::instant::Instant;
use crate::zone::Zone;

/// The most days of one report.
pub const DAYS_MAX: i64 = 400;

/// Whole days by a zone's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
}

impl Days {
    /// As the address gives them, `YYYY-MM-DD` each: all that is wrong with
    /// them otherwise. The last one before the first, or more than [`DAYS_MAX`]
    /// of them, are [`Code::OutOfRange`] at `to`.
    pub fn parse(from: &str, to: &str) -> Result<Self, Vec<Fault>> {
        Self::at_most(DAYS_MAX, from, to)
    }

    /// The same for `most` days.
    pub fn at_most(most: i64, from: &str, to: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = vec![];
        let mut day = |path, text: &str| {
            let code = if text.is_empty() { Code::Required } else { Code::Malformed };
            let day = Day::parse(text);
            if day.is_none() {
                faults.push(Fault::at(path, code));
            }
            day
        };
        match (day("from", from), day("to", to)) {
            (Some(from), Some(to)) if (0..most).contains(&(to.epoch_days() - from.epoch_days())) => Ok(Self { from, to }),
            (Some(_), Some(_)) => Err(vec![Fault::at("to", Code::OutOfRange)]),
            _ => Err(faults),
        }
    }

    /// The first moment of the first day, and the one after the last.
    pub fn moments(self, zone: &Zone) -> (Instant, Instant) {
        let midnight = |day| zone.instant(day, Default::default());
        (midnight(self.from), midnight(self.to.next()))
    }

    /// The hour of the clocks with which the first day begins, and the one
    /// after the last day's, counted from 1970.
    pub fn hours(self) -> (i64, i64) {
        (self.from.epoch_days() * 24, (self.to.epoch_days() + 1) * 24)
    }
}

/// The hour that a zone's clocks show, counted from 1970; see [`Days::hours`].
pub fn hour(zone: &Zone, at: Instant) -> i64 {
    zone.local(at).map_or(0, |local| local.day.epoch_days() * 24 + local.second / 3_600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::told;
    use crate::zone::tests::sydney;

    #[test]
    fn days_are_two_in_their_order_and_not_too_many() {
        let faults = |from, to| Days::parse(from, to).map_or_else(told, |_| vec![]);
        assert_eq!(faults("", "2026-11-31"), ["from required", "to malformed"]);
        for (from, to, wrong) in [
            ("2026-11-21", "2026-11-21", false),
            ("2026-11-21", "2026-11-20", true),
            ("2026-01-01", "2027-02-04", false),
            ("2026-01-01", "2027-02-05", true),
            ("0000-01-01", "9999-12-31", true),
        ] {
            let expected = if wrong { vec!["to out_of_range"] } else { vec![] };
            assert_eq!(faults(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn days_begin_and_end_at_midnight_by_the_shops_clocks() {
        let moments = |zone: &Zone, from, to| {
            let (start, end) = Days::parse(from, to).unwrap().moments(zone);
            (start.rfc3339(), end.rfc3339())
        };
        let tokyo = Zone::fixed("Asia/Tokyo", 32_400);
        assert_eq!(moments(&tokyo, "2026-11-21", "2026-11-21"), ("2026-11-20T15:00:00Z".into(), "2026-11-21T15:00:00Z".into()));
        // The clocks go back in the night: a day of 25 hours.
        assert_eq!(moments(&sydney(), "2027-04-04", "2027-04-04"), ("2027-04-03T13:00:00Z".into(), "2027-04-04T14:00:00Z".into()));
        let days = Days::parse("2026-11-21", "2026-11-22").unwrap();
        for (at, within) in [("20T14:59:59", false), ("20T15:00:00", true), ("22T14:59:59", true), ("22T15:00:00", false)] {
            let at = Instant::parse(&format!("2026-11-{at}Z")).unwrap();
            let (first, end) = days.hours();
            assert_eq!((first..end).contains(&hour(&tokyo, at)), within, "{at}");
        }
        // A zone of half hours: its clocks' hours, not UTC's.
        let kolkata = Zone::fixed("Asia/Kolkata", 19_800);
        let at = |text| hour(&kolkata, Instant::parse(text).unwrap());
        assert_eq!(at("2026-11-20T18:30:00Z"), at("2026-11-20T18:29:59Z") + 1);
        assert_eq!(at("2026-11-20T18:30:00Z"), days.hours().0);
    }
}
