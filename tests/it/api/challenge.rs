//! The challenge that a shop may ask of its shoppers' browsers.

use crate::harness::house::house;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::siteverify::{FAILS, GARBAGE, HANGS, INTERNAL, ONCE, PASSES, SPENT, UNKNOWN};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

const GOOD: &str = "shop.example|ask";

fn asking(name: &str, secret: &str) -> Shop {
    let shop = Shop::open(name);
    let mut settings = settings();
    settings["turnstile"] = json!({"site_key": "1x00000000000000000000AA", "secret": secret});
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
    shop
}

fn with(token: &str) -> Value {
    let mut draft = draft();
    draft["challenge"] = json!(token);
    draft
}

#[track_caller]
fn refused_for(answer: &Answer, code: &str) {
    assert_eq!(faults(&refused(answer, 422, "invalid")), [format!("challenge {code}")]);
}

#[test]
fn who_passed_on_a_page_of_the_shop_for_this_act_is_let_in() {
    let shop = asking("passes", PASSES);
    let own = own_host(&house().url());
    for token in [GOOD.to_owned(), format!("{own}|ask")] {
        assert_eq!(shop.post(&with(&token), &key()).status, 201, "{token}");
    }
    for token in ["evil.example|ask", "shop.example|login", "shop.example", "|ask"] {
        refused_for(&shop.post(&with(token), &key()), "unverified");
    }
    refused_for(&shop.post(&draft(), &key()), "required");
    refused_for(&shop.post(&with(&"x".repeat(3_000)), &key()), "too_long");
    let rows = until("the desk has them", || Some(shop.listed()).filter(|rows| rows.len() == 2));
    assert!(rows.iter().all(|row| row["data"]["ticket"]["state"] == "open"));
}

/// The host under which the tests call the worker.
fn own_host(url: &str) -> String {
    url.replace("//localhost", "//127.0.0.1").split("://").nth(1).unwrap().split(':').next().unwrap().to_owned()
}

#[test]
fn who_failed_is_refused_and_binds_nothing() {
    let shop = asking("fails", FAILS);
    let request = key();
    refused_for(&shop.post(&with(GOOD), &request), "unverified");
    let shop_of_spent = asking("spent", SPENT);
    refused_for(&shop_of_spent.post(&with(GOOD), &request), "expired");
    assert!(shop.listed().is_empty() && shop_of_spent.listed().is_empty());
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings()).unwrap();
    assert_eq!(shop.post(&draft(), &request).status, 201, "under the same key");
}

#[test]
fn a_token_serves_one_request_and_sending_that_again_needs_no_other() {
    let shop = asking("single", ONCE);
    let token = format!("{GOOD}|{}", shop.name);
    let mut faulty = with(&token);
    faulty["name"] = json!("");
    let request = key();
    refused(&shop.post(&faulty, &request), 422, "invalid");
    assert_eq!(house().siteverify.asked(&token), 0, "what is faulty anyway spends nothing");
    let accepted = shop.post(&with(&token), &request);
    assert_eq!(accepted.status, 201, "{}", accepted.text);
    assert_eq!(shop.post(&with(&token), &request).text, accepted.text);
    assert_eq!(house().siteverify.asked(&token), 1, "what was accepted isn't asked about again");
    refused_for(&shop.post(&with(&token), &key()), "expired");

    // Refused after the check: the same request finds its own token good still.
    let full = asking("single-full", ONCE);
    let limits = |contact_day: u32| {
        let mut own = settings();
        own["turnstile"] = json!({"site_key": "1x00000000000000000000AA"});
        own["limits"]["contact_day"] = json!(contact_day);
        seed::put(&full.api, &full.path("/settings"), &full.token, &own).unwrap();
    };
    limits(1);
    assert_eq!(full.post(&with(&format!("{GOOD}|{}-first", full.name)), &key()).status, 201);
    let (request, draft) = (key(), with(&format!("{GOOD}|{}-second", full.name)));
    refused(&full.post(&draft, &request), 429, "too_many");
    limits(2);
    assert_eq!(full.post(&draft, &request).status, 201);
}

#[test]
fn two_of_one_request_at_the_same_instant_are_one_ticket() {
    let shop = asking("twins", ONCE);
    let (request, draft) = (key(), with(&format!("{GOOD}|{}", shop.name)));
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let sent: Vec<_> = (0..4).map(|_| scope.spawn(|| shop.post(&draft, &request))).collect();
        sent.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| answer.status == 201 && answer.text == answers[0].text), "{answers:?}");
    until("the desk has it", || shop.row(&Accepted::of(&answers[0]).id));
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn where_nothing_can_be_told_nobody_is_let_in_as_if_they_had_passed_nor_sent_away() {
    for secret in [INTERNAL, GARBAGE, UNKNOWN, HANGS] {
        let shop = asking("untold", secret);
        let ticket = shop.accept(&with(GOOD));
        assert_eq!(ticket.receipt["status"]["state"], "open");
        let row = until("the desk has it", || shop.row(&ticket.id));
        let told = &row["data"]["ticket"];
        assert_eq!((&told["state"], &told["pitch"][0]["code"]), (&json!("set_aside"), &json!("unproven")), "{secret}");
    }
    assert!(house().crashes().is_empty());
}

#[test]
fn the_panel_is_told_the_public_key_and_nobody_the_secret() {
    let shop = asking("keys", PASSES);
    let widget = || shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap();
    assert_eq!(widget().json().unwrap()["turnstile"], "1x00000000000000000000AA");
    let read = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap();
    assert_eq!(read.json().unwrap()["turnstile"], json!({"site_key": "1x00000000000000000000AA"}));
    assert!(!read.text.contains(PASSES) && !widget().text.contains(PASSES));
    // As read, so written: the secret stays.
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &read.json().unwrap()).unwrap();
    assert_eq!(shop.post(&with(GOOD), &key()).status, 201);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings()).unwrap();
    assert_eq!(widget().json().unwrap().get("turnstile"), None, "taken away");
    let mut half = settings();
    half["turnstile"] = json!({"site_key": "1x00000000000000000000AA"});
    let answer = shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&half)).unwrap();
    assert_eq!(faults(&refused(&answer, 422, "invalid")), ["turnstile.secret required"]);
}
