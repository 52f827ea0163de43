//! Who the shop says the shopper is counts only while it is proven.

use crate::harness::backend::{self, SECRET, claims, signed};
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed;

const MINUTES: i64 = 60;
const DAYS: i64 = 24 * 60 * MINUTES;

fn with(identity: &str) -> Value {
    let mut draft = draft();
    draft["identity"] = json!(identity);
    draft
}

#[test]
fn a_proven_identity_is_on_the_ticket() {
    let shop = Shop::open("identity");
    backend::connect(&shop);
    let claims = claims(&shop, 10 * MINUTES);
    let token = signed(&claims, SECRET);
    let ticket = shop.accept(&with(&token));
    assert!(!ticket.receipt.to_string().contains("customer-7"), "the receipt tells nothing that it need not");

    let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
    let identity = &row["data"]["ticket"]["intake"]["identity"];
    assert_eq!((&identity["customer"], &identity["email"]), (&json!("customer-7"), &json!("hanako@example.jp")));
    assert!(!row.to_string().contains(&token), "the token itself is kept nowhere");

    // Without one everything is as before.
    let plain = shop.accept(&with(""));
    let row = until("the ticket is on the desk's list", || shop.row(&plain.id));
    assert_eq!(row["data"]["ticket"]["intake"]["identity"], json!(null));
}

#[test]
fn what_was_accepted_is_answered_again_though_its_identity_proves_nothing_by_now() {
    let shop = Shop::open("identity-again");
    backend::connect(&shop);
    let (request, draft) = (key(), with(&signed(&claims(&shop, 10 * MINUTES), SECRET)));
    let accepted = shop.post(&draft, &request);
    assert_eq!(accepted.status, 201, "{}", accepted.text);
    let mut without = settings();
    without["identity_secret"] = json!("");
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &without).unwrap();
    assert_eq!(faults(&refused(&shop.post(&draft, &key()), 422, "invalid")).len(), 1, "a new request is judged anew");
    assert_eq!(shop.post(&draft, &request).text, accepted.text);
    until("the ticket is on the desk's list", || shop.listed().pop());
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn what_proves_nothing_is_refused_at_its_field() {
    let shop = Shop::open("forged");
    backend::connect(&shop);
    let good = claims(&shop, 10 * MINUTES);
    let of_another = {
        let mut claims = good.clone();
        claims["aud"] = json!("another-shop");
        claims
    };
    let token = signed(&good, SECRET);
    let unsigned = token.rsplit_once('.').unwrap().0;
    let cases = [
        (signed(&good, "another-secret-of-thirty-two-byt"), "unverified"),
        (signed(&of_another, SECRET), "unverified"),
        (format!("{unsigned}.AAAA"), "unverified"),
        (signed(&claims(&shop, -10 * MINUTES), SECRET), "expired"),
        (signed(&claims(&shop, 2 * DAYS), SECRET), "too_far"),
        ("customer-7".to_owned(), "malformed"),
        ("a".repeat(10_000), "too_long"),
    ];
    for (identity, code) in cases {
        let error = refused(&shop.post(&with(&identity), &key()), 422, "invalid");
        assert_eq!(faults(&error), [format!("identity {code}")]);
    }
    // After all else that is wrong, and mended under the same key.
    let (key, mut draft) = (key(), with("customer-7"));
    draft["name"] = json!("");
    assert_eq!(faults(&refused(&shop.post(&draft, &key), 422, "invalid")), ["name required", "identity malformed"]);
    assert_eq!(shop.post(&with(&token), &key).status, 201);
}

#[test]
fn without_a_secret_no_identity_is_taken() {
    let shop = Shop::open("no-backend");
    let token = signed(&claims(&shop, 10 * MINUTES), SECRET);
    let error = refused(&shop.post(&with(&token), &key()), 422, "invalid");
    assert_eq!(faults(&error), ["identity not_offered"]);
}

#[test]
fn the_secret_is_written_and_never_read_back() {
    let shop = Shop::open("backend-secret");
    let put = |secret: Option<&str>| {
        let mut settings = settings();
        settings["identity_secret"] = json!(secret);
        shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&settings)).unwrap()
    };
    assert_eq!(faults(&refused(&put(Some("short")), 422, "invalid")), ["identity_secret malformed"]);
    assert_eq!(put(Some(SECRET)).status, 200);
    let read = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap();
    let published = shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap();
    for answer in [&put(None), &read, &published] {
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(!answer.text.contains("identity_secret") && !answer.text.contains(SECRET), "{}", answer.text);
    }

    // Put without it, it stayed; put empty, it is gone.
    let token = signed(&claims(&shop, 10 * MINUTES), SECRET);
    shop.accept(&with(&token));
    assert_eq!(put(Some("")).status, 200);
    assert_eq!(faults(&refused(&shop.post(&with(&token), &key()), 422, "invalid")), ["identity not_offered"]);
}
