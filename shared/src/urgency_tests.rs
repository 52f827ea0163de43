//! What raises a request, and what doesn't.

use super::*;
use crate::calendar::tests::at;
use crate::draft::Draft;
use crate::intake::tests::{full, rules};
use crate::order_policy::Policy;
use proptest::prelude::*;

/// The shop's cut-off is at 14:00, and it ships on weekdays but for 11-23.
fn shop() -> Rules {
    let shipping =
        serde_json::from_value(serde_json::json!({"weekdays": ["mon", "tue", "wed", "thu", "fri"], "closed": ["2026-11-23"]})).unwrap();
    let rules = rules();
    Rules { order_policy: Policy { shipping, ..rules.order_policy }, ..rules }
}

fn at_time(grounds: Grounds, now: &str) -> Urgency {
    urgency(&grounds, &shop(), &Service::default(), at(now))
}

#[test]
fn a_topic_is_urgent_by_itself_or_while_parcels_can_be_stopped() {
    for topic in Topic::ALL {
        let (before, after) = (at_time(Grounds::topic(*topic), "2026-11-20T13:59"), at_time(Grounds::topic(*topic), "2026-11-20T14:00"));
        let expected = match topic.row().pressing {
            Pressing::Always => (Urgency::Urgent, Urgency::Urgent),
            Pressing::BeforeCutoff => (Urgency::Urgent, Urgency::Normal),
            Pressing::Never => (Urgency::Normal, Urgency::Normal),
        };
        assert_eq!((before, after), expected, "{topic:?}");
    }
}

#[test]
fn on_days_without_shipping_nothing_is_to_be_stopped() {
    let change = Grounds::topic(Topic::OrderChange);
    assert_eq!(at_time(change, "2026-11-20T10:00"), Urgency::Urgent, "Friday");
    assert_eq!(at_time(change, "2026-11-21T10:00"), Urgency::Normal, "Saturday");
    assert_eq!(at_time(change, "2026-11-23T10:00"), Urgency::Normal, "a holiday");
    assert_eq!(at_time(change, "2026-11-24T10:00"), Urgency::Urgent);
    let open_ended = Rules { order_policy: Policy { same_day_cutoff: None, ..shop().order_policy }, ..shop() };
    let at_any_time = |now| urgency(&change, &open_ended, &Service::default(), at(now));
    assert_eq!(at_any_time("2026-11-20T23:59"), Urgency::Urgent, "without a cut-off it may leave at any time");
    assert_eq!(at_any_time("2026-11-21T10:00"), Urgency::Normal);
}

#[test]
fn what_has_left_can_not_be_stopped() {
    let change = |shipping| at_time(Grounds { shipping, ..Grounds::topic(Topic::OrderCancel) }, "2026-11-20T10:00");
    let day = Day::parse("2026-11-19").unwrap();
    assert_eq!(change(Shipping::NotShipped), Urgency::Urgent);
    assert_eq!(change(Shipping::Shipped(None)), Urgency::Normal);
    assert_eq!(change(Shipping::Delivered(day)), Urgency::Normal);
}

#[test]
fn a_date_wanted_soon_is_urgent_by_the_shops_setting() {
    let wanted = |days: i64, service: &Service| {
        let grounds = Grounds { wanted_date: Some(Day::parse("2026-11-20").unwrap().plus_days(days)), ..Grounds::topic(Topic::Gift) };
        urgency(&grounds, &shop(), service, at("2026-11-20T23:59"))
    };
    let usual = Service::default();
    assert_eq!([0, 2, 3].map(|days| wanted(days, &usual)), [Urgency::Urgent, Urgency::Urgent, Urgency::Normal]);
    let today_only = Service { wanted_urgent_days: 0, ..usual };
    assert_eq!([0, 1].map(|days| wanted(days, &today_only)), [Urgency::Urgent, Urgency::Normal]);
}

#[test]
fn a_request_brings_its_date_and_its_words() {
    let of = |draft: Draft| Grounds::of(&draft.check(&rules(), at("2026-11-20T10:05")).unwrap());
    let calm = |topic: &str| Draft { wanted_date: String::new(), message: "よろしくお願いします".into(), ..full(topic) };
    assert_eq!(of(calm("gift")), Grounds::topic(Topic::Gift));
    assert!(of(Draft { message: "【至急】お願いします".into(), ..calm("gift") }).text_urgent);
    assert!(of(Draft { symptom: "至急見てほしい".into(), ..calm("defect") }).text_urgent);
    assert!(of(Draft { solution: "至急交換してほしい".into(), ..calm("defect") }).text_urgent);
    assert_eq!(of(Draft { wanted_date: "2026-11-22".into(), ..calm("gift") }).wanted_date, Day::parse("2026-11-22"));
}

proptest! {
    #[test]
    fn words_raise_and_never_lower(topic in proptest::sample::select(Topic::ALL), minutes in 0_i64..20_000, wanted in proptest::option::of(0_i64..9)) {
        let now = at("2026-11-18T00:00").plus_minutes(minutes);
        let wanted_date = wanted.map(|days| Day::parse("2026-11-18").unwrap().plus_days(days));
        let judged = |text_urgent| urgency(&Grounds { wanted_date, text_urgent, ..Grounds::topic(topic) }, &shop(), &Service::default(), now);
        prop_assert_eq!(judged(true), Urgency::Urgent);
        prop_assert!(judged(true) <= judged(false), "urgent comes first");
    }
}
