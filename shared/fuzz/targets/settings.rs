//! Whatever an owner writes: faults, or settings that can be worked with.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, WORLD, document, now};
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::day::Day;
use madoguchi_shared::faq::{Faq, Index, Query};
use madoguchi_shared::fault::{Code, Faults};
use madoguchi_shared::order_policy::{OrderFacts, Policy, Shipping, Want, answer};
use madoguchi_shared::promise::{asap, free_windows};
use madoguchi_shared::retry::{may_call_at, next_try};
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::service::Service;
use madoguchi_shared::settings::{DeskSettings, Document, ShopSettings, Unread, read, stored, written};
use madoguchi_shared::urgency::Urgency;
use madoguchi_shared::zone::Zone;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::sync::LazyLock;

/// One that never changes its clocks, and one that changes them twice a year.
static ZONES: LazyLock<[Zone; 2]> =
    LazyLock::new(|| ["tokyo", "sydney"].map(|name| serde_json::from_value(WORLD["zones"][name].clone()).unwrap()));

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    match which % 3 {
        0 => shop(bytes),
        1 => desk(bytes),
        _ => faq(bytes),
    }
});

/// A document that is in order, and is so again when it was stored.
fn faultless<T: Document + PartialEq + Debug>(bytes: &[u8], base: impl FnOnce() -> Value) -> Option<T> {
    match read::<T>(&document(bytes, base), |_| vec![]) {
        Ok(document) => {
            let wire = serde_json::to_vec(&written(&document)).unwrap();
            assert_eq!(read::<T>(&wire, |_| vec![]).as_ref(), Ok(&document));
            assert_eq!(stored::<T>(serde_json::from_slice(&wire).unwrap()).as_ref(), Some(&document));
            Some(document)
        }
        Err(Unread::Faulty(faults)) => {
            assert!((1..=Faults::MOST).contains(&faults.len()), "{} faults", faults.len());
            None
        }
        Err(Unread::NoObject) => None,
    }
}

fn specimen<T: Document>() -> Value {
    serde_json::from_str(T::SPECIMEN).unwrap()
}

fn shop(bytes: &[u8]) {
    let Some(shop) = faultless::<ShopSettings>(bytes, specimen::<ShopSettings>) else { return };
    let spoken = shop.language("xx");
    assert!(shop.languages.iter().any(|language| language == spoken), "it answers in a language that it doesn't speak");
    for zone in ZONES.iter() {
        for hour in [0, 7, 100, 1_000, 50_000] {
            let now = now().plus_minutes(hour * 60);
            let policy = shop.order_policy.resolve(zone.local(now).unwrap().day);
            answers(&policy, zone, now);
            let hours = DeskHours { zone: zone.clone(), ..RULES.desk.clone().unwrap() };
            judge(&hours, &shop.service, now);
        }
    }
}

/// Every question about an order has an answer that fits its reason.
fn answers(policy: &Policy, zone: &Zone, now: Instant) {
    let day = |back: i64| Day::from_epoch_days(zone.local(now).unwrap().day.epoch_days() - back).unwrap();
    let stages =
        [Shipping::Unknown, Shipping::NotShipped, Shipping::Shipped(None), Shipping::Delivered(day(0)), Shipping::Delivered(day(10))];
    for want in Want::ALL {
        for shipping in stages {
            for placed_at in [None, Some(now.plus_minutes(-30)), Some(now.plus_minutes(-9 * 24 * 60))] {
                let answer = answer(want, &OrderFacts { placed_at, shipping }, policy, zone, now);
                assert_eq!((answer.want, answer.verdict), (want, answer.reason.verdict()));
                assert!(answer.until.is_none_or(|until| until > now), "granted until {:?} at {now:?}", answer.until);
            }
        }
    }
}

fn desk(bytes: &[u8]) {
    let Some(desk) = faultless::<DeskSettings>(bytes, specimen::<DeskSettings>) else { return };
    let booked = desk.allotments.values().map(|allotment| desk.calendar_for(allotment));
    for settings in booked.chain([desk.calendar.clone()]).take(3) {
        for zone in ZONES.iter() {
            for hour in [0, 7, 100, 1_000] {
                let now = now().plus_minutes(hour * 60);
                let calendar = settings.resolve(zone.local(now).unwrap().day);
                assert!(calendar.days.is_sorted_by(|a, b| a.day < b.day));
                let hours = DeskHours {
                    version: 1,
                    language: desk.language.clone(),
                    zone: zone.clone(),
                    calendar,
                    windows: desk.windows,
                    places: 1,
                    paused: desk.paused.clone(),
                };
                judge(&hours, &Service::default(), now);
            }
        }
    }
}

/// Every window, promise and call lies in open time and in the future.
fn judge(desk: &DeskHours, service: &Service, now: Instant) {
    let open = |at| desk.calendar.is_open(&desk.zone, at);
    let windows = free_windows(desk, now, |_| 0);
    assert!(windows.len() <= 31 * 24 * 4, "{} windows", windows.len());
    assert!(windows.is_sorted_by(|a, b| a.end <= b.start), "one overlaps the next");
    for window in windows.iter().take(9) {
        assert!(window.start < window.end && window.start >= now);
        assert!(open(window.start) && open(window.end.plus_seconds(-1)), "a window in closed time");
        assert_eq!(desk.windows.choose(&desk.calendar, &desk.zone, now, window.start), Ok(*window), "offered and refused");
    }
    for urgency in [Urgency::Urgent, Urgency::Normal] {
        let soon = asap(desk, service, urgency, now, |_| 0).and_then(|promise| promise.respond_by);
        for by in [soon, service.respond_by(urgency, desk, now), service.handed_on_by(desk, now)].into_iter().flatten() {
            assert!(by >= now && (open(by) || open(by.plus_seconds(-1))), "promised in closed time");
        }
    }
    if let Some(after) = desk.calendar.add_open_minutes(&desk.zone, now, 30) {
        assert!(after > now && open(after.plus_seconds(-1)));
    }
    let chosen = windows.first().copied();
    for window in [None, chosen, chosen.map(|Span { start, end }| Span { start: start.plus_minutes(-1_440), end })] {
        let again = next_try(Some(desk), window, service, now);
        let without_hours = again == now.plus_minutes(service.attempt_gap_minutes);
        let callable = matches!(may_call_at(Some(desk), service, again, now), Ok(()) | Err(Code::TooFar));
        assert!(again >= now && (callable || without_hours), "called in closed time: {again:?}");
    }
}

fn faq(bytes: &[u8]) {
    let base = || json!({"entries": WORLD["faq"]["entries"].as_array().unwrap()[..3]});
    let Some(faq) = faultless::<Faq>(bytes, base) else { return };
    let index = Index::new(&faq.entries, "");
    for entry in &faq.entries {
        let sku = entry.products.first().map_or("", String::as_str);
        let hits = index.search(&faq.entries, &Query { text: &entry.question, sku, most: 5, ..Query::default() }).hits;
        assert!(hits.len() <= 5 && hits.iter().all(|hit| hit.entry < faq.entries.len() && hit.score.is_finite()));
    }
}
