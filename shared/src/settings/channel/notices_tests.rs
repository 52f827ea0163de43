use super::*;
use crate::calendar::tests::{at, tokyo};
use serde_json::{from_value, json};

fn notices(value: serde_json::Value) -> Notices {
    from_value(value).unwrap()
}

/// The first rule that fits decides; what no rule is about is told at once.
#[test]
fn a_rule_is_of_a_line_or_of_topics() {
    let notices = notices(json!({"rules": [
        {"topics": ["receipt", "other"], "send": "weekly"},
        {"line": "order", "send": "at_once"},
        {"topics": ["sales_pitch"], "send": "never"},
        {"send": "daily"},
    ]}));
    let timing = |slug: &str| notices.normal(*Topic::ALL.iter().find(|topic| topic.slug() == slug).unwrap());
    assert_eq!(timing("receipt"), Timing::Weekly);
    assert_eq!(timing("order_change"), Timing::AtOnce);
    assert_eq!(timing("sales_pitch"), Timing::Never);
    assert_eq!(timing("size_fit"), Timing::Daily);
    assert_eq!(Notices::default().normal(Topic::Other), Timing::AtOnce);
}

/// 2026-11-20 is a Friday.
#[test]
fn digests_come_at_their_time_by_the_shops_clocks() {
    let digest = Digest::default();
    let next = |timing, after: &str| digest.next(timing, at(after), &tokyo());
    assert_eq!(next(Timing::Daily, "2026-11-20T08:59"), Some(at("2026-11-20T09:00")));
    assert_eq!(next(Timing::Daily, "2026-11-20T09:00"), Some(at("2026-11-21T09:00")), "never twice");
    assert_eq!(next(Timing::Weekly, "2026-11-20T09:00"), Some(at("2026-11-23T09:00")));
    assert_eq!(next(Timing::Weekly, "2026-11-23T09:00"), Some(at("2026-11-30T09:00")));
    assert_eq!((next(Timing::AtOnce, "2026-11-20T09:00"), next(Timing::Never, "2026-11-20T09:00")), (None, None));
    let both = notices(json!({"rules": [{"line": "order", "send": "daily"}, {"send": "weekly"}], "digest": {"at": "17:30"}}));
    let next = |after: &str| both.next_digest(at(after), &tokyo());
    assert_eq!(next("2026-11-22T17:30"), Some((at("2026-11-23T17:30"), Timing::Weekly)), "both at once: the week's");
    assert_eq!(next("2026-11-23T17:30"), Some((at("2026-11-24T17:30"), Timing::Daily)));
    assert_eq!(Notices::default().next_digest(at("2026-11-20T09:00"), &tokyo()), None);
}

#[test]
fn rest_may_go_over_midnight() {
    let ends = |from: &str, until: &str, now: &str| {
        let quiet = Quiet { from: TimeOfDay::parse(from).unwrap(), until: TimeOfDay::parse(until).unwrap() };
        quiet.ends(at(now), &tokyo())
    };
    assert_eq!(ends("20:00", "08:30", "2026-11-20T19:59"), None);
    assert_eq!(ends("20:00", "08:30", "2026-11-20T20:00"), Some(at("2026-11-21T08:30")));
    assert_eq!(ends("20:00", "08:30", "2026-11-21T08:29"), Some(at("2026-11-21T08:30")));
    assert_eq!(ends("20:00", "08:30", "2026-11-21T08:30"), None);
    assert_eq!(ends("12:00", "13:00", "2026-11-20T12:30"), Some(at("2026-11-20T13:00")));
    assert_eq!(ends("12:00", "13:00", "2026-11-20T13:00"), None);
    assert_eq!(ends("00:00", "24:00", "2026-11-20T13:00"), Some(at("2026-11-21T00:00")));
}

#[test]
fn what_is_urgent_is_told_at_once_whatever_the_rules_say() {
    let never = notices(json!({"rules": [{"send": "never"}]}));
    let mut ticket = crate::ticket::tests::by_phone();
    assert_eq!(never.timing(&ticket), Timing::Never);
    ticket.urgency = Urgency::Urgent;
    assert_eq!(never.timing(&ticket), Timing::AtOnce);
}
