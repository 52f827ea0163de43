//! Call-back windows: stretches of open time with a number of places.

use crate::calendar::{Calendar, Span};
use crate::fault::{Code, Faults};
use crate::instant::Instant;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// How a desk cuts its open time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WindowRules {
    /// A window's length in minutes, 15 to 480.
    pub length_minutes: i64,
    /// The least time from the request to a chosen window, in minutes; for
    /// "as soon as possible", in open minutes, to the window's end.
    pub lead_minutes: i64,
    /// How many days ahead windows are offered, 1 to 30.
    pub horizon_days: i64,
}

impl Default for WindowRules {
    fn default() -> Self {
        Self { length_minutes: 60, lead_minutes: 30, horizon_days: 7 }
    }
}

impl WindowRules {
    /// Faults of rules as their owner wrote them, under `path`.
    pub fn check(&self, path: &str, faults: &mut Faults) {
        let mut within = |name, value, range| faults.range(format!("{path}.{name}"), value, range);
        within("length_minutes", self.length_minutes, 15..=480);
        within("lead_minutes", self.lead_minutes, 0..=2_880);
        within("horizon_days", self.horizon_days, 1..=30);
    }

    fn length(&self) -> i64 {
        self.length_minutes.clamp(15, 480) * 60
    }

    fn horizon(&self, now: Instant) -> Instant {
        now.plus_minutes(self.horizon_days.clamp(1, 30) * 24 * 60)
    }

    /// Every window of the grid that has not ended, up to the horizon.
    /// Windows lie whole within one stretch of open time; a rest shorter than
    /// a window belongs to none.
    pub fn grid<'a>(&self, calendar: &'a Calendar, zone: &'a Zone, now: Instant) -> impl Iterator<Item = Span> + 'a {
        let (length, horizon) = (self.length(), self.horizon(now));
        calendar
            .open_spans(zone, now)
            .take_while(move |open| open.start < horizon)
            .flat_map(move |open| {
                std::iter::successors(Some(open.start), move |start| Some(start.plus_seconds(length)))
                    .map(move |start| Span { start, end: start.plus_seconds(length) })
                    .take_while(move |window| window.end <= open.end)
            })
            .filter(move |window| window.end > now && window.start < horizon)
    }

    /// The first start that a shopper may still choose.
    pub fn earliest(&self, now: Instant) -> Instant {
        now.plus_minutes(self.lead_minutes.max(0))
    }

    /// The window that starts at `start`, if it may be chosen now.
    pub fn choose(&self, calendar: &Calendar, zone: &Zone, now: Instant, start: Instant) -> Result<Span, Code> {
        if start < self.earliest(now) {
            return Err(Code::Past);
        }
        if start >= self.horizon(now) {
            return Err(Code::TooFar);
        }
        self.grid(calendar, zone, now).find(|window| window.start == start).ok_or(Code::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::walk::{Walk, calendars, zones};
    use crate::calendar::tests::{at, nine_to_five, tokyo};
    use proptest::prelude::*;

    #[test]
    fn windows_lie_in_open_time_from_now_to_the_horizon() {
        let rules = WindowRules { length_minutes: 90, lead_minutes: 30, horizon_days: 7 };
        let starts: Vec<_> = rules.grid(&nine_to_five(), &tokyo(), at("2026-11-25T10:00")).map(|w| w.start).collect();
        let first = ["2026-11-25T09:00", "2026-11-25T10:30", "2026-11-25T13:00", "2026-11-25T14:30", "2026-11-26T09:00"].map(at);
        assert_eq!(starts.get(..5), Some(first.as_slice()), "12:00 and 16:00 have no whole window left");
        assert!(starts.iter().all(|start| *start < at("2026-12-02T10:00")));
    }

    #[test]
    fn what_may_be_chosen_is_what_is_offered() {
        let (calendar, zone, now) = (nine_to_five(), tokyo(), at("2026-11-25T10:45"));
        let rules = WindowRules::default();
        let choose = |text| rules.choose(&calendar, &zone, now, at(text)).map(|w| w.end);
        assert_eq!(choose("2026-11-25T13:00"), Ok(at("2026-11-25T14:00")));
        assert_eq!(choose("2026-11-25T11:00"), Err(Code::Past), "15 minutes ahead, 30 needed");
        assert_eq!(choose("2026-11-25T12:00"), Err(Code::Closed));
        assert_eq!(choose("2026-11-26T09:30"), Err(Code::Closed), "not on the grid");
        assert_eq!(choose("2026-12-03T09:00"), Err(Code::TooFar));
        for window in rules.grid(&calendar, &zone, now).filter(|w| w.start >= rules.earliest(now)) {
            assert_eq!(rules.choose(&calendar, &zone, now, window.start), Ok(window));
        }
    }

    #[test]
    fn a_desk_that_never_closes_cuts_each_day_anew() {
        let week: serde_json::Map<_, _> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .iter()
            .map(|day| ((*day).to_owned(), serde_json::json!([["00:00", "24:00"]])))
            .collect();
        let calendar: Calendar = serde_json::from_value(serde_json::json!({ "week": week })).unwrap();
        let rules = WindowRules { length_minutes: 420, lead_minutes: 0, horizon_days: 2 };
        // Whenever one asks, the windows are the same: places are counted by them.
        let starts = |now| rules.grid(&calendar, &tokyo(), at(now)).map(|window| window.start).collect::<Vec<_>>();
        let expected =
            ["2026-11-20T14:00", "2026-11-21T00:00", "2026-11-21T07:00", "2026-11-21T14:00", "2026-11-22T00:00", "2026-11-22T07:00"];
        assert_eq!(starts("2026-11-20T15:00"), [expected.map(at).as_slice(), &[at("2026-11-22T14:00")]].concat());
        assert_eq!(starts("2026-11-20T14:00"), expected.map(at));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn windows_are_those_of_a_walk_by_the_minute(
            (zone, from, calendar) in zones().prop_flat_map(|(zone, from)| (Just(zone), Just(from), calendars(from))),
            length_minutes in prop_oneof![Just(60_i64), 15_i64..=480],
            (after, horizon_days) in (0_i64..3 * 1440, 1_i64..5),
        ) {
            let rules = WindowRules { length_minutes, lead_minutes: 0, horizon_days };
            // The walk begins within a stretch, perhaps: one day more before.
            let walk = Walk::new(&calendar, &zone, from.plus_minutes(-1440), 11);
            let now = from.plus_minutes(after);
            let until = now.plus_minutes(horizon_days * 1440);
            let expected: Vec<_> = walk.windows(length_minutes as usize).into_iter().filter(|w| w.end > now && w.start < until).collect();
            let first = expected.first().map(|w| w.start);
            let offered: Vec<_> = rules.grid(&calendar, &zone, now).collect();
            prop_assert_eq!(&offered, &expected, "from {:?}, first {:?}", now, first);
            prop_assert!(offered.iter().zip(offered.iter().skip(1)).all(|(a, b)| a.end <= b.start), "none overlaps the next");
        }

        #[test]
        fn a_window_that_is_offered_may_be_chosen_and_no_other(
            (zone, from, calendar) in zones().prop_flat_map(|(zone, from)| (Just(zone), Just(from), calendars(from))),
            (length_minutes, lead_minutes, horizon_days) in (15_i64..=480, 0_i64..=2_880, 1_i64..=8),
            (now, other) in (0_i64..4 * 86_400, 0_i64..8 * 1440),
        ) {
            let rules = WindowRules { length_minutes, lead_minutes, horizon_days };
            let now = from.plus_seconds(now);
            let offered: Vec<_> = rules.grid(&calendar, &zone, now).filter(|window| window.start >= rules.earliest(now)).collect();
            for window in &offered {
                prop_assert_eq!(rules.choose(&calendar, &zone, now, window.start), Ok(*window));
            }
            let start = from.plus_minutes(other);
            prop_assert_eq!(rules.choose(&calendar, &zone, now, start).is_ok(), offered.iter().any(|window| window.start == start));
        }
    }
}
