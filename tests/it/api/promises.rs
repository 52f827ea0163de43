//! Promises after the desk has changed its calendar.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::samples::draft;
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use xtask::seed;

/// Puts the desk's settings with these days off, which are days in UTC, as
/// windows are told.
fn close(shop: &Shop, days: &[&str]) {
    let mut desk = shop.desk_settings(5);
    desk["zone"] = json!("UTC");
    desk["calendar"]["closed"] = json!(days);
    seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &desk).unwrap();
}

fn broken(value: &Value) -> bool {
    value["promise_broken"].as_bool().unwrap_or(false)
}

#[test]
fn a_window_on_a_day_that_was_closed_is_shown_as_broken_and_its_place_is_kept() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::with_places("broken", 5);
    shop.connect(&receiver.url(), &secret());
    // A window days ahead, and one on another day.
    let windows = shop.windows();
    let starts: Vec<&str> = windows["windows"].as_array().unwrap().iter().map(|window| window["start"].as_str().unwrap()).collect();
    let (first, last) = (starts[3], *starts.last().unwrap());
    let ask = |window: &str| {
        let mut draft = draft();
        draft["window"] = json!(window);
        shop.accept(&draft)
    };
    let (near, far) = (ask(first), ask(last));
    let day_of = |start: &str| start.chars().take(10).collect::<String>();
    let day = &*day_of(last);
    assert_ne!(day_of(first), day);

    close(&shop, &[day]);
    let row = until("the desk sees it", || shop.row(&far.id).filter(|row| broken(&row["data"]["ticket"])));
    assert_eq!(
        row["data"]["ticket"]["promise"],
        json!({"respond_by": far.receipt["status"]["respond_by"], "window": far.receipt["status"]["window"]})
    );
    let notice = row["data"]["notice"].to_string();
    assert!(notice.contains("受付時間外"), "{notice}");
    let status: Value = shop.status(&far).json().unwrap();
    assert_eq!((&status["window"], broken(&status)), (&far.receipt["status"]["window"], true));
    let events = |id: &str| -> Vec<String> {
        let of = |event: &Value| event["data"]["ticket"]["id"] == id;
        receiver.seen().iter().map(|one| one.event()).filter(of).map(|event| event["type"].as_str().unwrap().to_owned()).collect()
    };
    until_true("the webhook hears of it", || events(&far.id) == ["ticket.created", "ticket.promise_broken"]);
    assert!(!broken(&shop.status(&near).json().unwrap()), "the other day's holds");

    // A change that concerns it no further says nothing again; opened again, it holds again.
    close(&shop, &[day, "2099-01-01"]);
    close(&shop, &[]);
    until_true("it holds again", || !broken(&shop.status(&far).json().unwrap()));
    until_true("told once each", || events(&far.id) == ["ticket.created", "ticket.promise_broken", "ticket.promise_restored"]);
    assert_eq!(events(&near.id), ["ticket.created"]);
}

#[test]
fn a_call_that_is_planned_for_when_the_desk_has_closed_is_planned_anew() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::with_places("replanned", 5);
    shop.connect(&receiver.url(), &secret());
    close(&shop, &[]);
    let ticket = shop.accept(&draft());
    until("it is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.act(&ticket.id, "no_answer", 1, &crate::harness::samples::key()).status, 200);
    let planned = || shop.status(&ticket).json().unwrap()["next_try"].as_str().unwrap().to_owned();
    let first = planned();
    let day: String = first.chars().take(10).collect();

    close(&shop, &[&day]);
    until_true("it is planned for another day", || !planned().starts_with(&day));
    assert!(planned().ends_with("T00:00:00Z"), "as soon as the desk is open again: {}", planned());
    let row = until("the desk hears of it", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["seq"] == 3));
    assert_eq!((&row["row"]["due"], &row["row"]["state"]), (&json!(planned()), &json!("retrying")));
    until_true("and the webhook", || receiver.seen().last().is_some_and(|one| one.event()["type"] == "ticket.call_planned"));
}

#[test]
fn fewer_places_take_none_back() {
    let shop = Shop::with_places("fewer", 2);
    let window = shop.window_ahead();
    let mut wish = draft();
    wish["window"] = json!(window);
    let promised = [shop.accept(&wish), shop.accept(&wish)];
    seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &shop.desk_settings(1)).unwrap();
    let taken = shop.post(&wish, &crate::harness::samples::key());
    assert_eq!(taken.status, 422, "{}", taken.text);
    for ticket in &promised {
        let status: Value = shop.status(ticket).json().unwrap();
        assert_eq!((&status["window"]["start"], broken(&status)), (&json!(window), false));
    }
    // Two places are given away and one is left to give: none is free until both are back.
    shop.cancel(&promised[0]);
    assert_eq!(shop.post(&wish, &crate::harness::samples::key()).status, 422);
    shop.cancel(&promised[1]);
    shop.accept(&wish);
}
