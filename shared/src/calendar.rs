//! When a desk is open, day by day, over the time to come.
//!
//! What its lead writes, with holidays by rule and closures of every year, is
//! [`CalendarSettings`](crate::settings::CalendarSettings); the worker works
//! it out into this, so that the panel carries no rule of any country.

use crate::day::{Day, TimeOfDay, WeekdayName};
use crate::instant::Instant;
use crate::pairs::Pairs;
use crate::zone::{Local, Zone};
use serde::{Deserialize, Serialize};

/// One stretch of open time on a day: from, until. What runs past midnight is
/// two: until `24:00`, and from `00:00` on the day after.
pub type Hours = (TimeOfDay, TimeOfDay);

/// The hours of each weekday; one that is missing is closed.
pub type Week = Pairs<WeekdayName, Vec<Hours>>;

/// A desk's open time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Calendar {
    /// The usual week.
    pub week: Week,
    /// The days that aren't like it, in order, as far ahead as anything here
    /// looks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<SpecialDay>,
}

/// A day that has hours of its own, or none, or a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpecialDay {
    /// Which.
    pub day: Day,
    /// Its hours; empty where it is closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
    /// The name of the holiday (祝日) that it is; empty if that has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holiday: Option<String>,
}

/// Open time as moments: from, until (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// Its first moment.
    pub start: Instant,
    /// The first moment after it.
    pub end: Instant,
}

/// How many days, the present one included, an opening is looked for: a desk
/// that stays closed longer than a year has closed. Special days and a zone's
/// offsets must be known as far.
pub const SEARCH_DAYS: i64 = 400;

const DAY_SECONDS: i64 = 86_400;

impl Calendar {
    /// What is special about a day, if anything.
    pub fn special(&self, day: Day) -> Option<&SpecialDay> {
        let at = self.days.binary_search_by_key(&day, |special| special.day).ok()?;
        self.days.get(at)
    }

    /// The hours of one day, in order.
    pub fn hours(&self, day: Day) -> &[Hours] {
        match self.special(day) {
            Some(special) => &special.hours,
            None => self.week.get(&day.weekday()).map_or(&[], Vec::as_slice),
        }
    }

    /// Open time from `from` on, in order; the first may have begun before.
    /// Each lies within one day, so that the desk's stretches stay apart
    /// where one ends as the next begins.
    pub fn open_spans<'a>(&'a self, zone: &'a Zone, from: Instant) -> impl Iterator<Item = Span> + 'a {
        self.spans_by_day(zone, from).map(|(_, span)| span)
    }

    fn spans_by_day<'a>(&'a self, zone: &'a Zone, from: Instant) -> impl Iterator<Item = (Day, Span)> + 'a {
        let first = zone.local(from).map(|local| local.day);
        std::iter::successors(first, |day| Some(day.next()))
            .take(SEARCH_DAYS as usize)
            .flat_map(move |day| {
                let span = move |(start, end): &Hours| Span { start: zone.instant(day, *start), end: zone.instant(day, *end) };
                self.hours(day).iter().map(move |hours| (day, span(hours)))
            })
            // Of hours that the clocks jump over nothing is left.
            .filter(move |(_, span)| span.end > from && span.end > span.start)
    }

    /// Whether the desk is open at `at`.
    pub fn is_open(&self, zone: &Zone, at: Instant) -> bool {
        self.open_spans(zone, at).next().is_some_and(|span| span.start <= at)
    }

    /// The first open moment at or after `at`.
    pub fn next_open(&self, zone: &Zone, at: Instant) -> Option<Instant> {
        self.open_spans(zone, at).next().map(|span| span.start.max(at))
    }

    /// The moment at which `minutes` of open time have passed since `at`: in
    /// open time, or just as it ends.
    pub fn add_open_minutes(&self, zone: &Zone, at: Instant, minutes: i64) -> Option<Instant> {
        let mut left = minutes.max(0).saturating_mul(60);
        for span in self.open_spans(zone, at) {
            let start = span.start.max(at);
            let length = span.end.unix() - start.unix();
            if left <= length {
                return Some(start.plus_seconds(left));
            }
            left -= length;
        }
        None
    }

    /// How much open time passes from `from` to `until`, in seconds; none where
    /// that comes before.
    pub fn open_seconds(&self, zone: &Zone, from: Instant, until: Instant) -> i64 {
        let until = until.max(from);
        let spans = self.open_spans(zone, from).take_while(|span| span.start < until);
        spans.map(|span| span.end.min(until).unix() - span.start.max(from).unix()).sum()
    }

    /// The usual promise for what can wait: from the first open moment at or
    /// after `at`, the same clock time `days` (at least 1) open days later,
    /// else the next opening after that. Where the desk doesn't close in
    /// between, so many times 24 hours.
    pub fn after_open_days(&self, zone: &Zone, at: Instant, days: i64) -> Option<Instant> {
        let mut left = days.max(1);
        let start = self.next_open(zone, at)?;
        let on_end = start.plus_seconds(left.saturating_mul(DAY_SECONDS));
        if self.is_open_throughout(zone, start, on_end) {
            return Some(on_end);
        }
        let local = zone.local(start)?;
        let (mut last, mut due) = (local.day, None);
        for (day, span) in self.spans_by_day(zone, at) {
            if left > 0 && day > last {
                (last, left) = (day, left - 1);
                due = (left == 0).then(|| zone.instant_at(Local { day, ..local }));
            }
            if let Some(due) = due.filter(|due| span.end > *due) {
                return Some(span.start.max(due));
            }
        }
        None
    }

    /// Whether it is open from `from` until `until` without a rest.
    pub fn is_open_throughout(&self, zone: &Zone, from: Instant, until: Instant) -> bool {
        let mut reached = from;
        for span in self.open_spans(zone, from).take_while(|span| span.start < until) {
            if span.start > reached {
                return false;
            }
            reached = span.end;
        }
        reached >= until
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
pub(crate) mod tests;
