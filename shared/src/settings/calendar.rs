//! A calendar as its owner writes it, by rules that grow no older; what comes
//! of them day by day is a [`Calendar`].
//!
//! Precedence on one day: extra open > closed > holiday > week.

use super::NAME_MAX;
use crate::calendar::{Calendar, Hours, SEARCH_DAYS, SpecialDay, Week};
use crate::day::{Day, DayOfYear};
use crate::fault::{Code, Faults};
use crate::holiday;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// When a desk is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarSettings {
    /// The usual week.
    pub week: Week,
    /// Holidays, on which it is closed.
    #[serde(default, skip_serializing_if = "Holidays::is_empty")]
    pub holidays: Holidays,
    /// Days that are closed besides.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub closed: BTreeSet<Day>,
    /// Days that are closed in every year: 年末年始, お盆. At most 50 stretches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_every_year: Vec<EveryYear>,
    /// Days that are open all the same, with their hours.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra_open: BTreeMap<Day, Vec<Hours>>,
}

/// Public holidays, by a country's law and by list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// The country (ISO 3166-1) whose holidays are meant; absent: only those
    /// listed. Known by rule: `JP`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Single days with their names, which may be empty: holidays of countries
    /// that aren't known by rule, a founder's day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub days: BTreeMap<Day, String>,
}

/// A stretch of days that comes every year, both ends included. It may run
/// across the new year, and then `from` comes after `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EveryYear {
    /// Its first day.
    pub from: DayOfYear,
    /// Its last day.
    pub until: DayOfYear,
}

impl EveryYear {
    /// Whether `day` lies in it. The 29th of February does so only in years
    /// that have one.
    pub fn holds(self, day: Day) -> bool {
        let day = day.of_year();
        match self.from <= self.until {
            true => self.from <= day && day <= self.until,
            false => self.from <= day || day <= self.until,
        }
    }
}

impl Holidays {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Those from `first` to `last`, both included, by day; the list's name
    /// for a day goes before the rule's.
    fn between(&self, first: Day, last: Day) -> BTreeMap<Day, &str> {
        let by_rule = self.country.iter().flat_map(|country| holiday::between(country, first, last));
        let mut days: BTreeMap<Day, &str> = by_rule.collect();
        for (day, name) in self.days.range(first..=last) {
            let known = days.entry(*day).or_default();
            if !name.is_empty() {
                *known = name;
            }
        }
        days
    }

    /// Faults under `path`.
    pub(super) fn check(&self, path: &str, faults: &mut Faults) {
        if self.country.as_ref().is_some_and(|country| !holiday::is_known(country)) {
            faults.add_within(format!("{path}.country"), Code::Unknown);
        }
        for (day, _) in self.days.iter().filter(|(_, name)| name.chars().count() > NAME_MAX) {
            faults.add_within(format!("{path}.days.{day}"), Code::TooLong);
        }
    }
}

/// The most stretches that come every year.
const EVERY_YEAR_MAX: usize = 50;

/// Faults of closures that come every year.
pub(super) fn check_every_year(stretches: &[EveryYear], path: String, faults: &mut Faults) {
    if stretches.len() > EVERY_YEAR_MAX {
        faults.add_within(path, Code::OutOfRange);
    }
}

/// The days on which something is closed, worked out over a stretch.
pub(super) struct Closures<'a> {
    holidays: BTreeMap<Day, &'a str>,
    closed: &'a BTreeSet<Day>,
    every_year: &'a [EveryYear],
}

impl<'a> Closures<'a> {
    pub(super) fn between(
        holidays: &'a Holidays,
        closed: &'a BTreeSet<Day>,
        every_year: &'a [EveryYear],
        (first, last): (Day, Day),
    ) -> Self {
        Self { holidays: holidays.between(first, last), closed, every_year }
    }

    pub(super) fn holds(&self, day: Day) -> bool {
        self.holiday(day).is_some() || self.closed.contains(&day) || self.every_year.iter().any(|stretch| stretch.holds(day))
    }

    fn holiday(&self, day: Day) -> Option<&'a str> {
        self.holidays.get(&day).copied()
    }
}

impl CalendarSettings {
    /// This calendar day by day, from the day before `today` to the last that
    /// anything looks at.
    pub fn resolve(&self, today: Day) -> Calendar {
        let (first, last) = (today.previous(), today.plus_days(SEARCH_DAYS));
        let closures = Closures::between(&self.holidays, &self.closed, &self.closed_every_year, (first, last));
        let days = std::iter::successors(Some(first), |day| Some(day.next())).take_while(|day| *day <= last);
        let special = |day: Day| {
            let (extra, holiday) = (self.extra_open.get(&day), closures.holiday(day));
            // To say that a Sunday is closed which always is would say nothing.
            let closes = || closures.holds(day) && self.week.get(&day.weekday()).is_some_and(|hours| !hours.is_empty());
            let is_special = extra.is_some() || holiday.is_some() || closes();
            is_special.then(|| SpecialDay { day, hours: extra.cloned().unwrap_or_default(), holiday: holiday.map(str::to_owned) })
        };
        // A year and a month of days: the end of the calendar isn't near.
        Calendar { week: self.week.clone(), days: days.take(SEARCH_DAYS as usize + 2).filter_map(special).collect() }
    }

    /// Faults of a calendar as its owner wrote it, under `path`.
    pub fn check(&self, path: &str, faults: &mut Faults) {
        check_week(&self.week, &format!("{path}.week"), faults);
        self.holidays.check(&format!("{path}.holidays"), faults);
        check_every_year(&self.closed_every_year, format!("{path}.closed_every_year"), faults);
        for (day, hours) in &self.extra_open {
            check_hours(hours, || format!("{path}.extra_open.{day}"), faults);
        }
    }

    /// This calendar cut down to the hours that a shop has booked: `week`
    /// within the desk's own, on every day.
    pub fn within(&self, week: &Week) -> Self {
        let cut = |hours: &[Hours], booked: Option<&Vec<Hours>>| overlap(hours, booked.map_or(&[], Vec::as_slice));
        Self {
            week: self.week.iter().map(|(day, hours)| (*day, cut(hours, week.get(day)))).collect(),
            extra_open: self.extra_open.iter().map(|(day, hours)| (*day, cut(hours, week.get(&day.weekday())))).collect(),
            ..self.clone()
        }
    }
}

/// Faults of a week's hours.
pub fn check_week(week: &Week, path: &str, faults: &mut Faults) {
    for (day, hours) in week.iter() {
        check_hours(hours, || format!("{path}.{}", day.as_str()), faults);
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
#[path = "calendar_tests.rs"]
mod tests;
