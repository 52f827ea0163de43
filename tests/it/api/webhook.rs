//! What an outside desk gets: signed, in order, and one event under one id.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::samples::{draft, settings};
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::json;

#[test]
fn an_event_comes_signed_and_again_under_the_same_id_until_it_is_taken() {
    let receiver = Receiver::answering(&[500]);
    let shop = Shop::open("webhook");
    shop.connect(&receiver.url(), &secret());
    let ticket = shop.accept(&draft());

    until_true("a first attempt has failed", || {
        shop.undelivered().iter().any(|row| row["attempts"] == 1 && row["last"] == "answered 500" && row["channel"] == "hook")
    });
    // The desk has it nevertheless: one channel doesn't wait for another.
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    // Called off while the first event is still on its way.
    assert_eq!(shop.cancel(&ticket).status, 200);

    until_true("both events have arrived", || receiver.seen().iter().filter(|one| one.answered == 204).count() == 2);
    until_true("nothing is left to deliver", || shop.undelivered().is_empty());
    let seen = receiver.seen();
    let kinds: Vec<_> = seen.iter().map(|one| (one.event()["type"].as_str().unwrap().to_owned(), one.answered)).collect();
    assert_eq!(kinds, [("ticket.created".into(), 500), ("ticket.created".into(), 204), ("ticket.cancelled".into(), 204)]);
    assert_eq!(seen[0].id(), seen[1].id(), "a retry can't become a second ticket");
    assert_eq!(seen[0].body, seen[1].body);
    assert_ne!(seen[1].id(), seen[2].id());

    for one in &seen {
        assert_eq!(one.verdict(&secret()), "valid");
        assert_eq!(one.headers["content-type"], "application/json");
    }
    let event = seen[2].event();
    assert_eq!((&event["data"]["ticket"]["id"], &event["data"]["ticket"]["seq"]), (&json!(ticket.id), &json!(2)));
    assert_eq!(event["data"]["notice"].as_array().unwrap().len(), 13);
}

#[test]
fn a_forged_event_does_not_pass_the_receivers_check() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::open("forged");
    shop.connect(&receiver.url(), &secret());
    shop.accept(&draft());
    let mut event = until("the webhook came", || receiver.seen().into_iter().next());
    assert_eq!(event.verdict(&secret()), "valid");
    event.body.push(b' ');
    assert!(event.verdict(&secret()).starts_with("invalid"), "the check itself is awake");
}

#[test]
fn a_redirect_is_not_followed() {
    let receiver = Receiver::answering(&[302]);
    let shop = Shop::open("redirect");
    shop.connect(&receiver.url(), &secret());
    shop.accept(&draft());
    until_true("the redirect counts as a failure", || shop.undelivered().iter().any(|row| row["last"] == "answered 302"));
    until_true("it came again", || shop.undelivered().is_empty());
}

#[test]
fn a_channel_that_was_removed_gets_nothing_more() {
    let receiver = Receiver::answering(&[]);
    receiver.answer(500);
    let shop = Shop::open("removed");
    shop.connect(&receiver.url(), &secret());
    let ticket = shop.accept(&draft());
    until_true("a first attempt has failed", || shop.undelivered().iter().any(|row| row["last"] == "answered 500"));
    let before = receiver.seen().len();
    xtask::seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings()).unwrap();
    until_true("the delivery is a dead letter", || shop.undelivered().iter().any(|row| row["state"] == "dead"));
    assert_eq!(receiver.seen().len(), before);
    until("the desk has it all the same", || shop.row(&ticket.id));
}
