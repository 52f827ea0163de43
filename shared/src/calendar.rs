//! When a desk is open.
//!
//! Precedence on one day: extra open > closed > holiday > week.

use crate::day::{Day, TimeOfDay, WeekdayName};
use crate::fault::{Code, Faults};
use crate::instant::Instant;
use crate::zone::{Local, Zone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One stretch of open time on a day: from, until.
pub type Hours = (TimeOfDay, TimeOfDay);

/// The hours of each weekday; one that is missing is closed.
pub type Week = BTreeMap<WeekdayName, Vec<Hours>>;

/// A desk's open time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The usual week.
    pub week: Week,
    /// National holidays, closed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub holidays: BTreeSet<Day>,
    /// Days that are closed besides.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub closed: BTreeSet<Day>,
    /// Days that are open all the same, with their hours.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra_open: BTreeMap<Day, Vec<Hours>>,
}

/// Open time as moments: from, until (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Its first moment.
    pub start: Instant,
    /// The first moment after it.
    pub end: Instant,
}

/// How far ahead an opening is looked for: a desk that stays closed longer
/// than a year has closed.
const SEARCH_DAYS: usize = 400;

impl Calendar {
    /// The hours of one day, in order.
    pub fn hours(&self, day: Day) -> &[Hours] {
        if let Some(hours) = self.extra_open.get(&day) {
            return hours;
        }
        if self.closed.contains(&day) || self.holidays.contains(&day) {
            return &[];
        }
        self.week.get(&day.weekday()).map_or(&[], Vec::as_slice)
    }

    /// Open time from `from` on, in order; the first may have begun before.
    pub fn open_spans<'a>(&'a self, zone: &'a Zone, from: Instant) -> impl Iterator<Item = Span> + 'a {
        let first = zone.local(from).map(|local| local.day);
        std::iter::successors(first, |day| Some(day.next()))
            .take(SEARCH_DAYS)
            .flat_map(move |day| {
                self.hours(day).iter().map(move |(start, end)| Span { start: zone.instant(day, *start), end: zone.instant(day, *end) })
            })
            .filter(move |span| span.end > from)
    }

    /// Whether the desk is open at `at`.
    pub fn is_open(&self, zone: &Zone, at: Instant) -> bool {
        self.open_spans(zone, at).next().is_some_and(|span| span.start <= at)
    }

    /// The first open moment at or after `at`.
    pub fn next_open(&self, zone: &Zone, at: Instant) -> Option<Instant> {
        self.open_spans(zone, at).next().map(|span| span.start.max(at))
    }

    /// The moment at which `minutes` of open time have passed since `at`.
    pub fn add_open_minutes(&self, zone: &Zone, at: Instant, minutes: i64) -> Option<Instant> {
        let mut left = minutes.max(0) * 60;
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

    /// The usual promise for what can wait: from the first open moment, the
    /// same clock time on the next open day, else that day's next opening.
    pub fn next_day_same_time(&self, zone: &Zone, at: Instant) -> Option<Instant> {
        let start = self.next_open(zone, at)?;
        let local = zone.local(start)?;
        let mut day = local.day.next();
        for _ in 0..SEARCH_DAYS {
            if !self.hours(day).is_empty() {
                let target = zone.instant_at(Local { day, second: local.second });
                return self.next_open(zone, target);
            }
            day = day.next();
        }
        None
    }

    /// Faults of a calendar as its owner wrote it, under `path`.
    pub fn check(&self, path: &str, faults: &mut Faults) {
        check_week(&self.week, &format!("{path}.week"), faults);
        for (day, hours) in &self.extra_open {
            check_hours(hours, || format!("{path}.extra_open.{day}"), faults);
        }
    }

    /// This calendar cut down to the hours that a shop has booked: `week`
    /// within the desk's own, on every day.
    pub fn within(&self, week: &Week) -> Self {
        let cut = |hours: &[Hours], day: WeekdayName| overlap(hours, week.get(&day).map_or(&[], Vec::as_slice));
        Self {
            week: self.week.iter().map(|(day, hours)| (*day, cut(hours, *day))).collect(),
            holidays: self.holidays.clone(),
            closed: self.closed.clone(),
            extra_open: self.extra_open.iter().map(|(day, hours)| (*day, cut(hours, day.weekday()))).collect(),
        }
    }
}

/// Faults of a week's hours.
pub fn check_week(week: &Week, path: &str, faults: &mut Faults) {
    for (day, hours) in week {
        check_hours(hours, || format!("{path}.{day:?}").to_lowercase(), faults);
    }
}

/// Hours must be longer than nothing, in order, and apart from each other.
fn check_hours(hours: &[Hours], path: impl Fn() -> String, faults: &mut Faults) {
    let backwards = hours.iter().any(|(from, until)| from >= until);
    let crossing = hours.iter().zip(hours.iter().skip(1)).any(|(a, b)| a.1 > b.0);
    if backwards || crossing {
        faults.add_within(path(), Code::Malformed);
    }
}

fn overlap(a: &[Hours], b: &[Hours]) -> Vec<Hours> {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x.0.max(y.0), x.1.min(y.1))));
    pairs.filter(|(from, until)| from < until).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn at(text: &str) -> Instant {
        Instant::parse(&format!("{text}:00+09:00")).unwrap()
    }

    pub(crate) fn tokyo() -> Zone {
        Zone::fixed("Asia/Tokyo", 9 * 3600)
    }

    /// Weekdays 9–17; closed on Monday 2026-11-23, open on Sunday the 29th.
    pub(crate) fn nine_to_five() -> Calendar {
        serde_json::from_value(serde_json::json!({
            "week": {"mon": [["09:00","17:00"]], "tue": [["09:00","17:00"]], "wed": [["09:00","12:00"],["13:00","17:00"]],
                     "thu": [["09:00","17:00"]], "fri": [["09:00","17:00"]]},
            "holidays": ["2026-11-23"],
            "closed": ["2026-12-30"],
            "extra_open": {"2026-11-29": [["10:00","12:00"]]},
        }))
        .unwrap()
    }

    #[test]
    fn extra_open_beats_closed_beats_holiday_beats_week() {
        let mut calendar = nine_to_five();
        let open = |c: &Calendar, text| c.is_open(&tokyo(), at(text));
        assert!(open(&calendar, "2026-11-20T09:00") && !open(&calendar, "2026-11-20T17:00"));
        assert!(!open(&calendar, "2026-11-21T10:00"), "Saturday");
        assert!(!open(&calendar, "2026-11-23T10:00"), "holiday");
        assert!(!open(&calendar, "2026-12-30T10:00"), "closed");
        assert!(!open(&calendar, "2026-11-25T12:30"), "lunch");
        assert!(open(&calendar, "2026-11-29T10:00"), "extra");
        calendar
            .extra_open
            .insert(Day::parse("2026-11-23").unwrap(), vec![(TimeOfDay::parse("10:00").unwrap(), TimeOfDay::parse("11:00").unwrap())]);
        assert!(open(&calendar, "2026-11-23T10:30"));
    }

    #[test]
    fn open_minutes_run_across_closing_lunch_and_holidays() {
        let add = |text, minutes| nine_to_five().add_open_minutes(&tokyo(), at(text), minutes);
        assert_eq!(add("2026-11-13T16:55", 15), Some(at("2026-11-16T09:10")), "Friday to Monday");
        assert_eq!(add("2026-11-20T16:55", 15), Some(at("2026-11-24T09:10")), "Monday is a holiday");
        assert_eq!(add("2026-11-25T11:50", 15), Some(at("2026-11-25T13:05")), "lunch");
        assert_eq!(add("2026-11-21T03:00", 0), Some(at("2026-11-24T09:00")));
        assert_eq!(Calendar::default().add_open_minutes(&tokyo(), at("2026-11-21T03:00"), 15), None, "never open");
    }

    #[test]
    fn what_can_wait_is_due_at_the_same_time_on_the_next_open_day() {
        let due = |text| nine_to_five().next_day_same_time(&tokyo(), at(text));
        assert_eq!(due("2026-11-18T10:30"), Some(at("2026-11-19T10:30")));
        assert_eq!(due("2026-11-20T10:30"), Some(at("2026-11-24T10:30")), "weekend and holiday");
        assert_eq!(due("2026-11-20T22:00"), Some(at("2026-11-25T09:00")), "asked after hours");
        assert_eq!(due("2026-11-24T12:30"), Some(at("2026-11-25T13:00")), "falls into lunch");
    }

    #[test]
    fn a_shop_has_the_hours_it_booked_within_the_desks() {
        let booked: Week =
            serde_json::from_value(serde_json::json!({"mon": [["08:00","10:00"]], "wed": [["11:00","14:00"]], "sun": [["11:00","20:00"]]}))
                .unwrap();
        let shop = nine_to_five().within(&booked);
        let add = |text| shop.next_open(&tokyo(), at(text));
        assert_eq!(add("2026-11-16T08:00"), Some(at("2026-11-16T09:00")));
        assert_eq!(add("2026-11-16T10:00"), Some(at("2026-11-18T11:00")));
        assert_eq!(add("2026-11-18T12:10"), Some(at("2026-11-18T13:00")));
        assert_eq!(add("2026-11-25T14:00"), Some(at("2026-11-29T11:00")), "the extra Sunday");
    }

    #[test]
    fn hours_backwards_or_crossing_are_named() {
        let mut calendar = nine_to_five();
        let time = |text| TimeOfDay::parse(text).unwrap();
        calendar.week.insert(WeekdayName::Sat, vec![(time("12:00"), time("10:00"))]);
        calendar.extra_open.insert(Day::parse("2026-12-06").unwrap(), vec![(time("09:00"), time("12:00")), (time("11:00"), time("13:00"))]);
        let mut faults = Faults::default();
        calendar.check("calendar", &mut faults);
        let paths: Vec<_> = faults.into_vec().into_iter().map(|f| f.path.into_owned()).collect();
        assert_eq!(paths, ["calendar.week.sat", "calendar.extra_open.2026-12-06"]);
    }
}
