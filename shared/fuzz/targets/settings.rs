//! Whatever an owner writes: faults, or settings that can be worked with.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, WORLD, now, value};
use madoguchi_shared::Rules;
use madoguchi_shared::faq::{Faq, Index};
use madoguchi_shared::promise::{asap, free_windows};
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::settings::{DeskSettings, ShopSettings};
use madoguchi_shared::urgency::Urgency;
use serde::de::DeserializeOwned;
use serde_json::json;

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    match which % 3 {
        0 => shop(bytes),
        1 => desk(bytes),
        _ => faq(bytes),
    }
});

fn read<T: DeserializeOwned>(bytes: &[u8], name: &str) -> Option<T> {
    serde_json::from_value(value(bytes, || WORLD[name].clone())?).ok()
}

fn shop(bytes: &[u8]) {
    let Some(shop) = read::<ShopSettings>(bytes, "shop_settings") else { return };
    if shop.faults().is_empty() {
        let wire = serde_json::to_string(&shop).unwrap();
        assert_eq!(serde_json::from_str::<ShopSettings>(&wire).unwrap(), shop);
        let spoken = shop.language("xx");
        assert!(shop.languages.iter().any(|language| language == spoken), "it answers in a language that it doesn't speak");
    }
}

fn desk(bytes: &[u8]) {
    let Some(desk) = read::<DeskSettings>(bytes, "desk_settings") else { return };
    if !desk.faults().is_empty() {
        return;
    }
    let wire = serde_json::to_string(&desk).unwrap();
    assert_eq!(serde_json::from_str::<DeskSettings>(&wire).unwrap(), desk);
    let calendars = desk.allotments.values().map(|allotment| desk.calendar_for(allotment)).chain([desk.calendar.clone()]);
    for calendar in calendars.take(3) {
        let hours = DeskHours { calendar, windows: desk.windows, places: 1, ..RULES.desk.clone().unwrap() };
        let rules = Rules { desk: Some(hours.clone()), ..RULES.clone() };
        for hour in [0, 7, 100, 1_000] {
            judge(&hours, rules.urgent_minutes, hour);
        }
    }
}

/// Every window and promise lies in open time and in the future.
fn judge(desk: &DeskHours, urgent_minutes: i64, hour: i64) {
    let now = now().plus_minutes(hour * 60);
    let open = |at| desk.calendar.is_open(&desk.zone, at);
    let windows = free_windows(desk, now, |_| 0);
    assert!(windows.len() <= 31 * 24 * 4, "{} windows", windows.len());
    for window in &windows {
        assert!(window.start < window.end && window.start >= now);
        assert!(open(window.start) && open(window.end.plus_seconds(-1)), "a window in closed time");
        assert_eq!(desk.windows.choose(&desk.calendar, &desk.zone, now, window.start), Ok(*window), "offered and refused");
    }
    for urgency in [Urgency::Urgent, Urgency::Normal] {
        if let Some(promise) = asap(desk, urgency, urgent_minutes, now, |_| 0) {
            let by = promise.respond_by.unwrap();
            assert!(by >= now && open(by.plus_seconds(-1)), "promised in closed time");
        }
    }
    if let Some(after) = desk.calendar.add_open_minutes(&desk.zone, now, 30) {
        assert!(after > now && open(after.plus_seconds(-1)));
    }
}

fn faq(bytes: &[u8]) {
    let base = || json!({"entries": WORLD["faq"]["entries"].as_array().unwrap()[..3]});
    let Some(faq) = value(bytes, base).and_then(|value| serde_json::from_value::<Faq>(value).ok()) else { return };
    let index = Index::new(&faq.entries);
    for entry in &faq.entries {
        let hits = index.search(&entry.question, entry.products.first().map(String::as_str), 5);
        assert!(hits.len() <= 5 && hits.iter().all(|hit| hit.entry < faq.entries.len() && hit.score.is_finite()));
    }
    let _ = faq.faults();
}
