//! Secrets change without an instant at which both sides must agree.

use crate::harness::backend::{self, claims, signed};
use crate::harness::deliveries::event;
use crate::harness::receiver::{Receiver, base64, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed;

fn another() -> String {
    format!("whsec_{}", base64(b"another thirty-two bytes in a row"))
}

/// The next event of a shop, as it came.
fn next(shop: &Shop, receiver: &Receiver) -> crate::harness::receiver::Received {
    let ticket = shop.accept(&draft());
    let id = event(&ticket.id, 1);
    until("the webhook came", || receiver.seen().into_iter().find(|one| one.id() == id))
}

#[test]
fn a_new_secret_signs_beside_the_old_one_until_its_time_is_over() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::fast("rotation");
    shop.connect(&receiver.url(), &secret());
    assert!(!next(&shop, &receiver).headers["webhook-signature"].contains(' '));
    shop.connect(&receiver.url(), &another());
    let both = next(&shop, &receiver);
    assert_eq!(both.headers["webhook-signature"].split(' ').count(), 2);
    assert_eq!((both.verdict(&another()), both.verdict(&secret())), ("valid".to_owned(), "valid".to_owned()));
    let shown = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap();
    assert!(!shown.text.contains("whsec") && !shown.text.contains("retired"), "{}", shown.text);

    let later =
        until("the old one's day is over", || Some(next(&shop, &receiver)).filter(|one| !one.headers["webhook-signature"].contains(' ')));
    assert_eq!(later.verdict(&another()), "valid");
    assert!(later.verdict(&secret()).starts_with("invalid"));
}

#[test]
fn a_customers_token_under_the_old_secret_is_taken_until_its_time_is_over() {
    const NEW: &str = "another thirty-two bytes of ours!".split_at(32).0;
    let put = |shop: &Shop, secret: &str| {
        let mut settings: Value = settings();
        settings["identity_secret"] = json!(secret);
        seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
    };
    let ask = |shop: &Shop, secret: &str| {
        let mut draft = draft();
        draft["identity"] = json!(signed(&claims(shop, 600), secret));
        shop.post(&draft, &key())
    };
    let new = NEW.replace(' ', "-");
    let slow = Shop::open("identity-rotation");
    backend::connect(&slow);
    put(&slow, &new);
    for secret in [backend::SECRET, &new] {
        assert_eq!(ask(&slow, secret).status, 201);
    }
    assert_eq!(faults(&refused(&ask(&slow, &"x".repeat(32)), 422, "invalid")), ["identity unverified"]);
    // Taken away is not replaced: a secret that leaked ends at once.
    put(&slow, "");
    put(&slow, &new);
    assert_eq!(faults(&refused(&ask(&slow, backend::SECRET), 422, "invalid")), ["identity unverified"]);

    let fast = Shop::fast("identity-rotation");
    backend::connect(&fast);
    put(&fast, &new);
    until("the old one's day is over", || (ask(&fast, backend::SECRET).status == 422).then_some(()));
    assert_eq!(ask(&fast, &new).status, 201);
}
