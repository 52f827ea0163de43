//! Two shoppers can't take the last place.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, draft_for, key};
use crate::harness::shop::{Accepted, Shop};
use serde_json::{Value, json};

fn starts(windows: &Value) -> Vec<&str> {
    windows.as_array().unwrap().iter().map(|window| window["start"].as_str().unwrap()).collect()
}

#[test]
fn a_taken_window_is_refused_with_those_that_are_free() {
    let shop = Shop::with_places("last-place", 1);
    let window = shop.window_ahead();
    let ticket = shop.accept(&draft_for(&window));
    assert_eq!(ticket.receipt["status"]["window"]["start"], window.as_str());
    assert_eq!(ticket.receipt["status"]["respond_by"], ticket.receipt["status"]["window"]["end"]);

    let error = refused(&shop.post(&draft_for(&window), &key()), 422, "invalid");
    assert_eq!(faults(&error), ["window taken"]);
    let offered = starts(&error["windows"]);
    assert_eq!(offered.len(), 5);
    assert!(!offered.contains(&window.as_str()));
    let listed = shop.windows();
    assert!(!starts(&listed["windows"]).contains(&window.as_str()), "nor is it offered any more");
    shop.accept(&draft_for(offered[4]));
}

#[test]
fn one_more_at_once_than_there_are_places_and_exactly_one_goes_without() {
    let shop = Shop::with_places("race", 3);
    let window = shop.window_ahead();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| shop.post(&draft_for(&window), &key()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (accepted, turned_away): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((accepted.len(), turned_away.len()), (3, 1));
    assert_eq!(faults(&refused(&turned_away[0], 422, "invalid")), ["window taken"]);
    let mut ids: Vec<_> = accepted.iter().map(|answer| Accepted::of(answer).id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[test]
fn who_cancels_gives_the_place_back() {
    let shop = Shop::with_places("given-back", 1);
    let window = shop.window_ahead();
    let ticket = shop.accept(&draft_for(&window));
    refused(&shop.post(&draft_for(&window), &key()), 422, "invalid");
    assert_eq!(shop.cancel(&ticket).status, 200);
    assert!(starts(&shop.windows()["windows"]).contains(&window.as_str()));
    shop.accept(&draft_for(&window));
}

#[test]
fn as_soon_as_possible_takes_a_place_too() {
    let shop = Shop::with_places("asap", 1);
    let windows: Vec<Value> = (0..3).map(|_| shop.accept(&draft()).receipt["status"]["window"].clone()).collect();
    for pair in windows.windows(2) {
        assert!(pair[0]["end"].as_str() <= pair[1]["start"].as_str(), "{pair:?}");
    }
    let offered = shop.windows();
    assert!(windows.iter().all(|window| !starts(&offered["windows"]).contains(&window["start"].as_str().unwrap())));
}

#[test]
fn a_desk_without_places_promises_no_call() {
    let shop = Shop::with_places("no-places", 0);
    let offered = shop.windows();
    assert_eq!((&offered["asap"], &offered["windows"]), (&json!(null), &json!([])));
    let error = refused(&shop.post(&draft(), &key()), 422, "invalid");
    assert_eq!(faults(&error), ["window taken"]);
}

#[test]
fn a_window_that_is_none_is_refused() {
    let shop = Shop::open("no-window");
    let cases = [("2001-01-01T00:00:00Z", "past"), ("2099-01-01T00:00:00Z", "too_far"), ("soon", "malformed"), ("", "required")];
    for (window, code) in cases {
        let error = refused(&shop.post(&draft_for(window), &key()), 422, "invalid");
        assert_eq!(faults(&error), [format!("window {code}")], "{window}");
    }
    let aside = shop.window_ahead().replace(":00:00", ":07:00");
    let error = refused(&shop.post(&draft_for(&aside), &key()), 422, "invalid");
    assert_eq!(faults(&error), ["window closed"], "not on the grid");
}
