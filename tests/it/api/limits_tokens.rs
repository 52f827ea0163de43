//! Whoever tries one token after the other.

use crate::harness::caller::{Caller, too_many};
use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::draft;
use crate::harness::shop::Shop;
use crate::harness::wait::until_true;
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
