//! A slow reference for open time: it walks minute by minute and looks at the
//! clock. That clock is never put back: where the zone's is, it stands still
//! until the other has caught up. So a time of day comes once, and open time
//! is what it shows within the day's hours.

use super::{Calendar, Span};
use crate::day::Day;
use crate::instant::Instant;
use crate::zone::{Local, Zone};
use proptest::prelude::*;

/// Some days of a calendar, walked.
pub(crate) struct Walk {
    from: Instant,
    /// What the clock shows, and which of the day's hours that is within.
    minutes: Vec<(Local, Option<usize>)>,
}

impl Walk {
    pub(crate) fn new(calendar: &Calendar, zone: &Zone, from: Instant, days: i64) -> Self {
        let mut clock = zone.local(from.plus_minutes(-2 * 1440)).unwrap();
        let mut minutes = Vec::new();
        for minute in -2 * 1440..days * 1440 {
            clock = clock.max(zone.local(from.plus_minutes(minute)).unwrap());
            if minute >= 0 {
                let shown = clock.second / 60;
                let within = calendar.hours(clock.day).iter().position(|(start, end)| start.minutes() <= shown && shown < end.minutes());
                minutes.push((clock, within));
            }
        }
        Self { from, minutes }
    }

    fn at(&self, minute: usize) -> Instant {
        self.from.plus_minutes(minute as i64)
    }

    fn minute(&self, at: Instant) -> usize {
        ((at.unix() - self.from.unix()) / 60) as usize
    }

    fn first(&self, from: usize, holds: impl Fn(&(Local, Option<usize>)) -> bool) -> Option<usize> {
        (from..self.minutes.len()).find(|minute| holds(&self.minutes[*minute]))
    }

    pub(crate) fn is_open(&self, at: Instant) -> bool {
        self.minutes[self.minute(at)].1.is_some()
    }

    pub(crate) fn next_open(&self, at: Instant) -> Option<Instant> {
        self.first(self.minute(at), |minute| minute.1.is_some()).map(|minute| self.at(minute))
    }

    pub(crate) fn add_open_minutes(&self, at: Instant, minutes: usize) -> Option<Instant> {
        if minutes == 0 {
            return self.next_open(at);
        }
        let open = (self.minute(at)..self.minutes.len()).filter(|minute| self.minutes[*minute].1.is_some());
        open.skip(minutes - 1).map(|minute| self.at(minute + 1)).next()
    }

    pub(crate) fn open_minutes(&self, from: Instant, until: Instant) -> i64 {
        (self.minute(from)..self.minute(until)).filter(|minute| self.minutes[*minute].1.is_some()).count() as i64
    }

    pub(crate) fn after_open_days(&self, zone: &Zone, at: Instant, days: i64) -> Option<Instant> {
        let start = self.next_open(at)?;
        let local = zone.local(start)?;
        let on_end = start.plus_minutes(days * 1440);
        let never_closes = self.first(self.minute(start), |minute| minute.1.is_none()).is_none_or(|closed| self.at(closed) >= on_end);
        if never_closes {
            return (self.minute(on_end) < self.minutes.len()).then_some(on_end);
        }
        let mut open_days: Vec<Day> = self.minutes.iter().filter(|minute| minute.1.is_some()).map(|minute| minute.0.day).collect();
        open_days.dedup();
        let day = *open_days.iter().filter(|day| **day > local.day).nth(days as usize - 1)?;
        let same_time = self.first(0, |minute| minute.0 >= Local { day, ..local })?;
        self.next_open(self.at(same_time))
    }

    /// Windows of `length` minutes, cut from the start of each stretch.
    pub(crate) fn windows(&self, length: usize) -> Vec<Span> {
        let mut windows = Vec::new();
        let mut minute = 0;
        while minute < self.minutes.len() {
            let of = |minute: usize| self.minutes.get(minute).and_then(|(clock, within)| Some((clock.day, (*within)?)));
            let end = self.first(minute, |(clock, within)| within.map(|within| (clock.day, within)) != of(minute));
            let end = end.unwrap_or(self.minutes.len());
            if of(minute).is_some() && end < self.minutes.len() {
                let starts = (minute..end).step_by(length).filter(|start| start + length <= end);
                windows.extend(starts.map(|start| Span { start: self.at(start), end: self.at(start + length) }));
            }
            minute = end;
        }
        windows
    }
}

/// Zones with a change of their clocks, and a moment two days before it.
pub(crate) fn zones() -> impl Strategy<Value = (Zone, Instant)> {
    let changes = [
        ("Asia/Tokyo, none", "2027-04-03T16:00:00Z", 32_400, 32_400),
        ("Australia/Sydney, back at 3:00", "2027-04-03T16:00:00Z", 39_600, 36_000),
        ("Australia/Sydney, ahead at 2:00", "2027-10-02T16:00:00Z", 36_000, 39_600),
        ("America/New_York, ahead at 2:00", "2027-03-14T07:00:00Z", -18_000, -14_400),
        ("America/New_York, back at 2:00", "2027-11-07T06:00:00Z", -14_400, -18_000),
        ("Australia/Lord_Howe, half an hour ahead", "2027-10-02T15:30:00Z", 37_800, 39_600),
        ("Atlantic/Azores, ahead at midnight", "2027-03-28T01:00:00Z", -3_600, 0),
        ("America/Santiago, back at midnight", "2027-04-04T03:00:00Z", -10_800, -14_400),
        ("America/Santiago, ahead at midnight", "2027-09-05T04:00:00Z", -14_400, -10_800),
        ("America/St_Johns as it was, back across midnight", "2027-11-07T02:31:00Z", -9_000, -12_600),
        ("Pacific/Apia as it was, a whole day left out", "2027-12-30T10:00:00Z", -36_000, 50_400),
    ];
    proptest::sample::select(changes.to_vec()).prop_map(|(name, change, before, after)| {
        let change = Instant::parse(change).unwrap();
        let offset = |from, seconds| crate::zone::Offset { from, seconds };
        let zone = Zone { name: name.into(), offsets: vec![offset(change.plus_minutes(-100_000), before), offset(change, after)] };
        (zone, change.plus_minutes(-2 * 1440))
    })
}

/// Calendars with all sorts of hours, from none to the whole day, with breaks
/// and across midnight; and some days of their own around `from`.
pub(crate) fn calendars(from: Instant) -> impl Strategy<Value = Calendar> {
    let week = proptest::collection::vec(hours(), 7);
    let first = Day::from_epoch_days(from.unix() / 86_400).unwrap();
    let days = proptest::collection::btree_map(0_i64..8, hours(), 0..3);
    let kind = prop_oneof![2 => Just(None), 1 => Just(Some(vec![("00:00", "24:00")])), 1 => Just(Some(vec![("00:00", "02:00"), ("22:00", "24:00")]))];
    (week, days, kind).prop_map(move |(week, days, kind)| {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let week: serde_json::Map<_, _> = names
            .iter()
            .zip(week)
            .map(|(name, hours)| {
                ((*name).to_owned(), serde_json::json!(kind.as_ref().map_or(serde_json::json!(hours), |kind| serde_json::json!(kind))))
            })
            .collect();
        let days: Vec<_> = days.into_iter().map(|(n, hours)| serde_json::json!({"day": first.plus_days(n), "hours": hours})).collect();
        serde_json::from_value(serde_json::json!({"week": week, "days": days})).unwrap()
    })
}

fn hours() -> impl Strategy<Value = Vec<(String, String)>> {
    let any = proptest::collection::btree_set(0_i64..=96, 0..7).prop_map(|quarters| {
        let times: Vec<_> = quarters.into_iter().map(|quarter| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15)).collect();
        times.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
    });
    let usual =
        |hours: &[(&str, &str)]| Just(hours.iter().map(|(from, until)| ((*from).to_owned(), (*until).to_owned())).collect::<Vec<_>>());
    prop_oneof![3 => any, 2 => usual(&[("09:00", "12:00"), ("13:00", "17:00")]), 1 => usual(&[]), 1 => usual(&[("00:00", "24:00")])]
}
