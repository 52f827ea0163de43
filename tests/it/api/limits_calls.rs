//! How many calls of any kind an address makes.

use crate::harness::caller::{Caller, limited, too_many};
use crate::harness::house::house;
use crate::harness::raw::Raw;
use crate::harness::refusal::refused;
use crate::harness::samples::{ORIGIN, draft, key};

#[test]
fn a_flood_is_stopped_and_touches_nobody_else() {
    let shop = limited("flood", "calls_minute", 40);
    let (flood, shopper) = (Caller::page("198.51.100.9"), Caller::page("198.51.100.10"));
    assert!((0..40).all(|_| flood.widget(&shop).status == 200));
    let stopped = (0..1_000).map(|_| flood.widget(&shop)).find(|answer| answer.status != 200).expect("nobody stops it");
    assert!(too_many(&stopped) <= 60);
    assert_eq!(stopped.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!((shopper.widget(&shop).status, shopper.post(&shop, &draft(), &key()).status), (200, 201));
}

#[test]
fn what_is_refused_counts_too_and_is_stopped_before_it_is_read() {
    let shop = limited("refused", "calls_minute", 20);
    let here = Caller::page("198.51.100.11");
    for _ in 0..4 {
        refused(
            &here.send(&shop, "POST", &shop.path("/tickets"), &[("content-type", "application/json"), ("idempotency-key", &key())], "{"),
            400,
            "unreadable",
        );
    }
    too_many(&here.post(&shop, &draft(), &key()));
    // Neither its type nor its size is looked at.
    let headers = [("cf-connecting-ip", here.address), ("origin", ORIGIN), ("content-type", "text/plain")];
    let told = |_| Raw::new(&house().url()).post(&shop.path("/tickets"), &headers, &vec![b'x'; 100_000]);
    // What stands before the worker here loses, once in many runs, the connection of a body that nobody reads.
    let (status, text) = (0..3).map(told).find(|(_, text)| !text.contains("Network connection lost")).unwrap();
    assert_eq!(status, 429, "{text}");
}

#[test]
fn a_repeat_of_what_was_accepted_is_answered_in_a_flood_too() {
    let shop = limited("flooded", "calls_minute", 20);
    let here = Caller::page("198.51.100.12");
    let request = key();
    let accepted = here.post(&shop, &draft(), &request);
    assert_eq!(accepted.status, 201);
    assert!((0..1_000).any(|_| here.widget(&shop).status == 429), "nobody stops it");
    too_many(&here.post(&shop, &draft(), &key()));
    assert_eq!(here.post(&shop, &draft(), &request).text, accepted.text);
}

#[test]
fn a_program_makes_a_quarter_of_the_calls_and_a_page_is_not_held_up_by_it() {
    let shop = limited("quarter", "calls_minute", 40);
    let (page, program) = (Caller::page("198.51.100.13"), Caller::program("198.51.100.13"));
    let served = (0..40).filter(|_| program.widget(&shop).status == 200).count();
    assert!((10..40).contains(&served), "{served}");
    assert_eq!(page.widget(&shop).status, 200);
}
