//! What rules come to, day by day.

use super::*;
use crate::calendar::tests::{at, tokyo};
use crate::settings::told;
use serde_json::json;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn settings(rest: serde_json::Value) -> CalendarSettings {
    let weekday = json!([["09:00", "17:00"]]);
    let mut all = json!({"week": {"mon": weekday, "tue": weekday, "wed": weekday, "thu": weekday, "fri": weekday, "sat": weekday}});
    all.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    serde_json::from_value(all).unwrap()
}

/// Which of these days are open, at ten.
fn open<'a>(settings: &CalendarSettings, days: &[&'a str]) -> Vec<&'a str> {
    let calendar = settings.resolve(day("2026-11-20"));
    days.iter().copied().filter(|day| calendar.is_open(&tokyo(), at(&format!("{day}T10:00")))).collect()
}

#[test]
fn extra_open_beats_closed_beats_holiday_beats_week() {
    // A holiday that is closed besides and open all the same; then one less each.
    let days = ["2026-11-23", "2027-01-11", "2027-02-11", "2027-02-12"];
    let layers = settings(json!({
        "holidays": {"country": "JP"},
        "closed": ["2026-11-23", "2027-01-11"],
        "extra_open": {"2026-11-23": [["09:30", "11:00"]]},
    }));
    assert_eq!(open(&layers, &days), ["2026-11-23", "2027-02-12"]);
    assert_eq!(open(&CalendarSettings { extra_open: BTreeMap::new(), ..layers.clone() }, &days), ["2027-02-12"]);
    assert_eq!(
        open(&CalendarSettings { holidays: Holidays::default(), ..layers.clone() }, &days),
        ["2026-11-23", "2027-02-11", "2027-02-12"]
    );
    let resolved = layers.resolve(day("2026-11-20"));
    let special = resolved.special(day("2026-11-23")).unwrap();
    assert_eq!((special.holiday.as_deref(), special.hours.len()), (Some("勤労感謝の日"), 1), "open on a holiday, which it still is");
}

#[test]
fn closures_of_every_year_cross_the_new_year_and_know_leap_days() {
    let closed = settings(json!({"closed_every_year": [
        {"from": "12-29", "until": "01-03"}, {"from": "08-13", "until": "08-16"}, {"from": "02-29", "until": "02-29"},
    ]}));
    let days = [
        "2026-12-28",
        "2026-12-29",
        "2026-12-31",
        "2027-01-01",
        "2027-01-02",
        "2027-01-04",
        "2027-08-12",
        "2027-08-13",
        "2027-08-16",
        "2027-08-17",
    ];
    assert_eq!(open(&closed, &days), ["2026-12-28", "2027-01-04", "2027-08-12", "2027-08-17"]);
    let stretch = |from, until| EveryYear { from: DayOfYear::parse(from).unwrap(), until: DayOfYear::parse(until).unwrap() };
    let held = |from, until, days: &[&str]| days.iter().map(|text| stretch(from, until).holds(day(text))).collect::<Vec<_>>();
    assert_eq!(held("02-29", "02-29", &["2027-02-28", "2027-03-01", "2028-02-29"]), [false, false, true]);
    assert_eq!(held("02-20", "02-29", &["2027-02-28", "2027-03-01", "2028-02-29", "2028-03-01"]), [true, false, true, false]);
    assert_eq!(held("12-29", "01-03", &["2026-12-28", "2026-12-29", "2027-01-03", "2027-01-04"]), [false, true, true, false]);
    assert_eq!(held("01-01", "12-31", &["2026-12-31", "2027-01-01"]), [true, true]);
}

#[test]
fn holidays_come_by_law_and_by_list() {
    let listed = settings(json!({"holidays": {"country": "JP", "days": {"2027-03-01": "創立記念日", "2027-05-03": "", "2027-05-06": ""}}}));
    let named: Vec<_> = listed.resolve(day("2027-02-24")).days.into_iter().filter(|special| special.day < day("2027-05-30")).collect();
    let named: Vec<_> = named.iter().map(|special| format!("{} {}", special.day, special.holiday.as_deref().unwrap())).collect();
    let expected = [
        "2027-02-23 天皇誕生日",
        "2027-03-01 創立記念日",
        "2027-03-21 春分の日",
        "2027-03-22 振替休日",
        "2027-04-29 昭和の日",
        "2027-05-03 憲法記念日",
        "2027-05-04 みどりの日",
        "2027-05-05 こどもの日",
        "2027-05-06 ",
    ];
    assert_eq!(named, expected);
    let other = settings(json!({"holidays": {"days": {"2027-01-26": "Australia Day"}}}));
    assert_eq!(open(&other, &["2027-01-01", "2027-01-26"]), ["2027-01-01"]);
}

#[test]
fn what_is_resolved_reaches_as_far_as_anything_looks_and_no_further() {
    let always = settings(
        json!({"holidays": {"country": "JP"}, "closed": ["2020-01-06", "2026-11-19", "2026-11-18"], "closed_every_year": [{"from": "01-01", "until": "12-31"}]}),
    );
    let today = day("2026-11-20");
    let resolved = always.resolve(today);
    assert_eq!(resolved.days.first().map(|special| special.day), Some(today.previous()));
    assert_eq!(resolved.days.last().map(|special| special.day), Some(today.plus_days(SEARCH_DAYS)));
    assert!(resolved.days.is_sorted_by(|a, b| a.day < b.day));
    assert!(resolved.days.iter().all(|special| special.holiday.is_some() || special.day.weekday() != crate::day::WeekdayName::Sun));
    assert_eq!(resolved.next_open(&tokyo(), at("2026-11-20T10:00")), None, "closed all year");
}

#[test]
fn a_holiday_entered_later_changes_what_is_promised() {
    use crate::promise::{asap, free_windows};
    use crate::rules::DeskHours;
    use crate::{urgency::Urgency, window::WindowRules};
    let hours = |settings: &CalendarSettings| DeskHours {
        version: 1,
        language: "ja".into(),
        zone: tokyo(),
        calendar: settings.resolve(day("2026-11-20")),
        windows: WindowRules::default(),
        places: 1,
        paused: crate::desk::Paused::default(),
    };
    let now = at("2026-11-20T16:50");
    let told = |settings: &CalendarSettings| {
        let desk = hours(settings);
        let urgent = asap(&desk, &crate::service::Service::default(), Urgency::Urgent, now, |_| 0).and_then(|promise| promise.respond_by);
        let usual = desk.calendar.after_open_days(&desk.zone, now, 1);
        (urgent, usual, free_windows(&desk, now, |_| 0).first().map(|window| window.start))
    };
    let mut calendar = settings(json!({}));
    assert_eq!(told(&calendar), (Some(at("2026-11-21T09:05")), Some(at("2026-11-21T16:50")), Some(at("2026-11-21T09:00"))));
    calendar.holidays.days.insert(day("2026-11-21"), String::new());
    assert_eq!(told(&calendar), (Some(at("2026-11-23T09:05")), Some(at("2026-11-23T16:50")), Some(at("2026-11-23T09:00"))));
    calendar.holidays.country = Some("JP".into());
    assert_eq!(told(&calendar), (Some(at("2026-11-24T09:05")), Some(at("2026-11-24T16:50")), Some(at("2026-11-24T09:00"))));
}

#[test]
fn a_shop_has_the_hours_it_booked_within_the_desks() {
    let desk = settings(json!({
        "holidays": {"country": "JP"},
        "extra_open": {"2026-11-29": [["10:00", "12:00"]], "2026-11-23": [["09:00", "10:00"]]},
    }));
    let booked: Week =
        serde_json::from_value(json!({"mon": [["08:00","10:00"]], "wed": [["11:00","14:00"]], "sun": [["11:00","20:00"]]})).unwrap();
    let shop = desk.within(&booked).resolve(day("2026-11-10"));
    let next = |text| shop.next_open(&tokyo(), at(text));
    assert_eq!(next("2026-11-16T08:00"), Some(at("2026-11-16T09:00")));
    assert_eq!(next("2026-11-16T10:00"), Some(at("2026-11-18T11:00")));
    assert_eq!(next("2026-11-18T14:00"), Some(at("2026-11-23T09:00")), "extra on a holiday");
    assert_eq!(next("2026-11-25T14:00"), Some(at("2026-11-29T11:00")), "the extra Sunday");
    let elsewhere: Week = serde_json::from_value(json!({"tue": [["09:00","17:00"]]})).unwrap();
    assert_eq!(
        desk.within(&elsewhere).resolve(day("2026-11-20")).next_open(&tokyo(), at("2026-11-20T08:00")),
        Some(at("2026-11-24T09:00"))
    );
}

#[test]
fn faults_stand_at_their_paths() {
    let mut calendar = settings(json!({
        "week": {"mon": [["09:00", "17:00"]], "sat": [["12:00", "10:00"]]},
        "holidays": {"country": "AU", "days": {"2027-01-26": "x".repeat(200)}},
        "extra_open": {"2026-12-06": [["09:00", "12:00"], ["11:00", "13:00"]]},
    }));
    let stretch = EveryYear { from: DayOfYear::parse("12-29").unwrap(), until: DayOfYear::parse("01-03").unwrap() };
    calendar.closed_every_year = vec![stretch; 51];
    let mut faults = Faults::default();
    calendar.check("calendar", &mut faults);
    let expected = [
        "calendar.week.sat malformed",
        "calendar.holidays.country unknown",
        "calendar.holidays.days.2027-01-26 too_long",
        "calendar.closed_every_year out_of_range",
        "calendar.extra_open.2026-12-06 malformed",
    ];
    assert_eq!(told(faults.into_vec()), expected);
}

#[test]
fn it_is_read_as_it_is_written() {
    let text = json!({
        "week": {"mon": [["09:00", "17:00"]]},
        "holidays": {"country": "JP", "days": {"2027-03-01": "創立記念日"}},
        "closed": ["2026-12-28"],
        "closed_every_year": [{"from": "12-29", "until": "01-03"}],
        "extra_open": {"2026-12-20": [["10:00", "15:00"]]},
    });
    let read: CalendarSettings = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), text);
    let least: CalendarSettings = serde_json::from_value(json!({"week": {}})).unwrap();
    assert_eq!(serde_json::to_value(&least).unwrap(), json!({"week": {}}));
    for bad in [
        json!({"week": {}, "holiday": {}}),
        json!({"week": {}, "closed_every_year": [{"from": "12-29"}]}),
        json!({"week": {}, "closed_every_year": [{"from": "2026-12-29", "until": "01-03"}]}),
    ] {
        assert!(serde_json::from_value::<CalendarSettings>(bad.clone()).is_err(), "{bad}");
    }
}
