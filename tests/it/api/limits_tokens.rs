//! Whoever tries one token after the other.

use crate::harness::caller::{Caller, too_many};
use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::json;
use xtask::seed::Answer;

/// Wrong tokens that an address may show at once.
const WRONG: usize = 200;

/// Shows wrong tokens until it is stopped. The right one opens all the same: a
/// carrier's one address is thousands of shoppers.
fn guess(shop: &Shop, path: &str, right: &str) {
    let here = Caller::page("198.51.100.20");
    assert_eq!(here.with_token(shop, path, right).status, 200);
    let mut tries = 0;
    let stopped = loop {
        let answer = here.with_token(shop, path, &format!("guess-{tries}"));
        if answer.status == 429 {
            break answer;
        }
        refused(&answer, 401, "unauthorized");
        tries += 1;
        assert!(tries < 2 * WRONG, "nobody stops it");
    };
    assert!(tries >= WRONG, "{tries}");
    assert!(too_many(&stopped) <= 600);
    assert_eq!(here.with_token(shop, path, right).status, 200);
    // A program there guesses at the same door.
    both_stopped(|| Caller::program(here.address).with_token(shop, path, "guess"), || here.with_token(shop, path, "guess"));
}

/// Asserts that two are refused at once: what is made good every few seconds
/// is guessed away again.
fn both_stopped(one: impl Fn() -> Answer, other: impl Fn() -> Answer) {
    until_true("both are stopped", || other().status == 429 && one().status == 429);
}

#[test]
fn guessing_a_receipt_is_slowed() {
    let shop = Shop::open("guess-receipt");
    let ticket = shop.accept(&draft());
    guess(&shop, &shop.path(&format!("/tickets/{}", ticket.id)), &ticket.token);
    let from_there = |id: &str, token: &str| Caller::page("198.51.100.20").with_token(&shop, &shop.path(&format!("/tickets/{id}")), token);
    // Nor does it tell which numbers there are.
    both_stopped(|| from_there("7K3M-9QXT-2HFA", &ticket.token), || from_there(&ticket.id, "guess"));
}

#[test]
fn guessing_the_key_of_a_hand_over_is_slowed() {
    let shop = Shop::open("guess-handed");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.command(&ticket.id, json!({"act": "hand_over", "note": "確認してください"}), 1, &key()).status, 200);
    let list = shop.api.call("GET", &shop.path("/handed"), Some(&shop.token), None).unwrap().json().unwrap();
    let opens = list["tickets"][0]["answer_link"].as_str().unwrap().rsplit_once('=').unwrap().1.to_owned();
    // No page of the shop's may ask at all: programs guess.
    let (here, path) = (Caller::program("198.51.100.40"), shop.path(&format!("/handed/{}", ticket.id)));
    let stopped = (0..2 * WRONG).map(|n| here.with_token(&shop, &path, &format!("guess-{n}"))).find(|answer| answer.status != 401);
    too_many(&stopped.expect("nobody stops it"));
    assert_eq!(here.with_token(&shop, &path, &opens).status, 200);
}

#[test]
fn guessing_an_owners_token_is_slowed() {
    let shop = Shop::open("guess-owner");
    guess(&shop, &shop.path("/deliveries"), &shop.token);
}

#[test]
fn guessing_the_installations_secret_is_slowed() {
    let shop = Shop::open("guess-installation");
    let here = Caller::program("198.51.100.30");
    let made = |caller: Caller, secret: &str| {
        let headers = [("authorization", format!("Bearer {secret}")), ("content-type", "application/json".to_owned())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        caller.send(&shop, "PUT", &format!("/v1/desks/{}", shop.desk), &headers, "{}")
    };
    let stopped = (0..2 * WRONG).map(|n| made(here, &format!("guess-of-a-secret-{n}"))).find(|answer| answer.status != 401);
    too_many(&stopped.expect("nobody stops it"));
    assert_eq!(made(here, house().secret()).status, 200);
}

#[test]
fn guessing_a_desks_token_is_slowed() {
    let shop = Shop::open("guess-desk");
    guess(&shop, &shop.desk_path("/tickets"), &shop.desk_token);
}
