//! Open time, by examples and against a walk minute by minute.

use super::*;
use proptest::prelude::*;

#[path = "calendar/walk.rs"]
pub(crate) mod walk;

use walk::{Walk, calendars, zones};

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
        "days": [
            {"day": "2026-11-23", "holiday": "勤労感謝の日"},
            {"day": "2026-11-29", "hours": [["10:00","12:00"]]},
            {"day": "2026-12-30"},
        ],
    }))
    .unwrap()
}

/// The same hours every day.
fn daily(hours: serde_json::Value) -> Calendar {
    let week: serde_json::Map<_, _> =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().map(|day| ((*day).to_owned(), hours.clone())).collect();
    serde_json::from_value(serde_json::json!({ "week": week })).unwrap()
}

#[test]
fn days_of_their_own_go_before_the_week() {
    let open = |text| nine_to_five().is_open(&tokyo(), at(text));
    assert!(open("2026-11-20T09:00") && open("2026-11-20T16:59") && !open("2026-11-20T17:00") && !open("2026-11-20T08:59"));
    assert!(!open("2026-11-21T10:00"), "Saturday");
    assert!(!open("2026-11-23T10:00"), "holiday");
    assert!(!open("2026-12-30T10:00"), "closed");
    assert!(!open("2026-11-25T12:30"), "lunch");
    assert!(open("2026-11-29T10:00"), "extra");
    let holiday = |text| nine_to_five().special(Day::parse(text).unwrap()).and_then(|day| day.holiday.clone());
    assert_eq!(holiday("2026-11-23").as_deref(), Some("勤労感謝の日"));
    assert_eq!(holiday("2026-11-29"), None);
}

#[test]
fn open_minutes_run_across_closing_lunch_and_holidays() {
    let add = |text, minutes| nine_to_five().add_open_minutes(&tokyo(), at(text), minutes);
    assert_eq!(add("2026-11-13T16:55", 15), Some(at("2026-11-16T09:10")), "Friday to Monday");
    assert_eq!(add("2026-11-20T16:55", 15), Some(at("2026-11-24T09:10")), "Monday is a holiday");
    assert_eq!(add("2026-11-25T11:50", 15), Some(at("2026-11-25T13:05")), "lunch");
    assert_eq!(add("2026-11-21T03:00", 0), Some(at("2026-11-24T09:00")));
    assert_eq!(add("2026-11-20T16:45", 15), Some(at("2026-11-20T17:00")), "just as it closes");
    assert_eq!(add("2026-11-20T16:45", i64::MAX), None);
    assert_eq!(add("2026-11-20T16:45", -1), Some(at("2026-11-20T16:45")));
    assert_eq!(Calendar::default().add_open_minutes(&tokyo(), at("2026-11-21T03:00"), 15), None, "never open");
}

#[test]
fn what_can_wait_is_due_at_the_same_time_on_an_open_day() {
    let due = |text, days| nine_to_five().after_open_days(&tokyo(), at(text), days);
    assert_eq!(due("2026-11-18T10:30", 1), Some(at("2026-11-19T10:30")));
    assert_eq!(due("2026-11-18T10:30", 2), Some(at("2026-11-20T10:30")));
    assert_eq!(due("2026-11-18T10:30", 3), Some(at("2026-11-24T10:30")), "weekend and holiday don't count");
    assert_eq!(due("2026-11-20T10:30", 1), Some(at("2026-11-24T10:30")), "weekend and holiday");
    assert_eq!(due("2026-11-20T22:00", 1), Some(at("2026-11-25T09:00")), "asked after hours");
    assert_eq!(due("2026-11-24T12:30", 1), Some(at("2026-11-25T13:00")), "falls into lunch");
    assert_eq!(due("2026-11-27T15:00", 1), Some(at("2026-11-30T09:00")), "Sunday closes at noon");
    assert_eq!(due("2026-11-18T10:30", 0), due("2026-11-18T10:30", 1), "never the same day");
}

#[test]
fn a_desk_that_never_closes_answers_within_24_hours() {
    let always = daily(serde_json::json!([["00:00", "24:00"]]));
    assert_eq!(always.after_open_days(&tokyo(), at("2026-11-20T22:10"), 1), Some(at("2026-11-21T22:10")));
    assert_eq!(always.add_open_minutes(&tokyo(), at("2026-11-20T23:55"), 15), Some(at("2026-11-21T00:10")));
    // On the night on which the clocks go back it is 24 hours still, and the
    // clock shows an hour less; a desk with hours goes by the clock.
    let sydney = crate::zone::tests::sydney();
    let asked = Instant::parse("2027-04-03T12:00:00+11:00").unwrap();
    assert_eq!(always.after_open_days(&sydney, asked, 1), Some(asked.plus_minutes(24 * 60)));
    assert_eq!(daily(serde_json::json!([["09:00", "17:00"]])).after_open_days(&sydney, asked, 1), Some(asked.plus_minutes(25 * 60)));
}

#[test]
fn hours_across_midnight_are_two_stretches_of_one_opening() {
    let night = daily(serde_json::json!([["00:00", "02:00"], ["22:00", "24:00"]]));
    let add = |text, minutes| night.add_open_minutes(&tokyo(), at(text), minutes);
    assert!(night.is_open(&tokyo(), at("2026-11-21T00:00")));
    assert_eq!(add("2026-11-20T23:50", 15), Some(at("2026-11-21T00:05")));
    assert_eq!(add("2026-11-21T01:50", 15), Some(at("2026-11-21T22:05")));
    assert_eq!(night.after_open_days(&tokyo(), at("2026-11-20T23:30"), 1), Some(at("2026-11-21T23:30")));
}

#[test]
fn hours_that_the_clocks_jump_over_are_no_opening() {
    let sydney = crate::zone::tests::sydney();
    let calendar = daily(serde_json::json!([["02:00", "02:30"], ["02:45", "03:15"], ["10:00", "11:00"]]));
    let at = |text: &str| Instant::parse(&format!("{text}:00Z")).unwrap();
    // 2027-10-03, 2:00 becomes 3:00 at 16:00 UTC of the day before.
    assert_eq!(calendar.next_open(&sydney, at("2027-10-02T15:30")), Some(at("2027-10-02T16:00")));
    assert_eq!(calendar.add_open_minutes(&sydney, at("2027-10-02T15:30"), 16), Some(at("2027-10-02T23:01")), "15 of 30 minutes are left");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn open_time_is_what_a_walk_by_the_minute_finds(
        (zone, from, calendar) in zones().prop_flat_map(|(zone, from)| (Just(zone), Just(from), calendars(from))),
        asked in proptest::collection::vec((0_i64..4 * 1440, 0_i64..2_000, 1_i64..4), 24),
    ) {
        let walk = Walk::new(&calendar, &zone, from, 11);
        for (after, minutes, days) in asked {
            let at = from.plus_minutes(after);
            prop_assert_eq!(calendar.is_open(&zone, at), walk.is_open(at), "{:?}", at);
            let until = at.plus_minutes(minutes);
            prop_assert_eq!(calendar.open_seconds(&zone, at, until), walk.open_minutes(at, until) * 60, "{:?} to {:?}", at, until);
            // What lies beyond the walk it can't tell.
            if let Some(open) = walk.next_open(at) {
                prop_assert_eq!(calendar.next_open(&zone, at), Some(open), "from {:?}", at);
            }
            if let Some(end) = walk.add_open_minutes(at, minutes as usize) {
                prop_assert_eq!(calendar.add_open_minutes(&zone, at, minutes), Some(end), "{:?} and {}", at, minutes);
            }
            if let Some(due) = walk.after_open_days(&zone, at, days) {
                prop_assert_eq!(calendar.after_open_days(&zone, at, days), Some(due), "{:?} and {} days", at, days);
            }
        }
    }

    #[test]
    fn more_time_never_ends_earlier_and_it_ends_in_open_time(
        (zone, from, calendar) in zones().prop_flat_map(|(zone, from)| (Just(zone), Just(from), calendars(from))),
        seconds in 0_i64..6 * 86_400, later in 0_i64..100_000, minutes in 0_i64..3_000, more in 0_i64..600,
    ) {
        let add = |seconds: i64, minutes| calendar.add_open_minutes(&zone, from.plus_seconds(seconds), minutes);
        if let Some(end) = add(seconds, minutes) {
            prop_assert!(end >= from.plus_seconds(seconds));
            prop_assert!(calendar.is_open(&zone, end) || calendar.open_spans(&zone, from).take_while(|span| span.start < end).any(|span| span.end == end));
            prop_assert!(add(seconds, minutes + more).is_none_or(|longer| longer >= end));
            prop_assert!(add(seconds + later, minutes).is_none_or(|afterwards| afterwards >= end));
            // In two parts it is the same.
            let parts = add(seconds, minutes + more).zip(calendar.add_open_minutes(&zone, end, more));
            prop_assert!(parts.is_none_or(|(whole, parts)| more == 0 || whole == parts));
        }
    }
}
