//! One request, however often it is sent, is one ticket.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, draft_for, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::json;

#[test]
fn the_same_key_and_body_bring_the_same_receipt_byte_for_byte() {
    let shop = Shop::open("again");
    let key = key();
    let first = shop.post(&draft(), &key);
    let ticket = Accepted::of(&first);
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.act(&ticket.id, "reached", 1, "command-0123456789").status, 200);

    let again = shop.post(&draft(), &key);
    assert_eq!((again.status, again.text), (201, first.text), "also after the ticket has changed");
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn the_same_key_with_another_body_is_refused() {
    let shop = Shop::open("reused");
    let key = key();
    let first = shop.post(&draft(), &key);
    assert_eq!(first.status, 201);
    let mut other = draft();
    other["name"] = json!("佐藤 太郎");
    refused(&shop.post(&other, &key), 409, "key_reused");
    // The hash is of the raw body: the same value written otherwise is another.
    refused(&shop.post_text(&format!("{} ", draft()), &key), 409, "key_reused");
    assert_eq!(shop.post(&draft(), &key).text, first.text);
    until("the one ticket is on the desk's list", || (shop.listed().len() == 1).then_some(()));
}

#[test]
fn a_refusal_binds_nothing() {
    let shop = Shop::with_places("binds-nothing", 1);
    let window = shop.window_ahead();
    shop.accept(&draft_for(&window));

    let key = key();
    refused(&shop.post(&json!({"topic": "gift"}), &key), 422, "invalid");
    refused(&shop.post_text("{", &key), 400, "unreadable");
    let taken = refused(&shop.post(&draft_for(&window), &key), 422, "invalid");
    assert_eq!(faults(&taken), ["window taken"]);
    let free = taken["windows"][0]["start"].as_str().unwrap();
    assert_eq!(shop.post(&draft_for(free), &key).status, 201, "the next window, under the same key");
}

#[test]
fn two_at_the_same_instant_are_one_ticket() {
    let shop = Shop::open("at-once");
    let (key, draft) = (key(), draft());
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| shop.post(&draft, &key))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for answer in &answers {
        assert_eq!((answer.status, &answer.text), (201, &answers[0].text));
    }
    let ticket = Accepted::of(&answers[0]);
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn a_key_is_needed_and_has_a_form() {
    let shop = Shop::open("key-form");
    let path = shop.path("/tickets");
    let typed = ("content-type", "application/json");
    let without = shop.api.send("POST", &path, &[typed], &draft().to_string()).unwrap();
    refused(&without, 400, "idempotency_key");
    for bad in ["short", &"x".repeat(65), "with spaces inside it"] {
        refused(&shop.post(&draft(), bad), 400, "idempotency_key");
    }
    assert_eq!(shop.post(&draft(), &"x".repeat(64)).status, 201);
}

#[test]
fn a_key_belongs_to_its_shop() {
    let (one, other) = (Shop::open("key-one"), Shop::open("key-other"));
    let key = key();
    let (first, second) = (Accepted::of(&one.post(&draft(), &key)), Accepted::of(&other.post(&draft(), &key)));
    assert_ne!((first.id, first.token), (second.id, second.token));
}
