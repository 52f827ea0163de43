//! LINE WORKS: a bot's message by a service account's signature, its token kept
//! and made anew; accounts that aren't known.

use crate::harness::deliveries::event;
use crate::harness::hostile::texts;
use crate::harness::samples::{draft, key};
use crate::harness::services::line_works::LineWorks;
use crate::harness::services::{Answer, Held, stand_in};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// An app and bot of a test's own, and its channel.
fn connected() -> (Held<LineWorks>, Value) {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    let app = LineWorks::app(&format!("app{n}"), &n.to_string());
    let channel = json!({
        "kind": "line_works", "id": "lw", "bot": app.bot, "to": "room", "client_id": app.client,
        "client_secret": app.secret(), "service_account": app.account(), "private_key": app.private,
    });
    (stand_in(app), channel)
}

fn taken(app: &Held<LineWorks>) -> Vec<String> {
    app.lock().unwrap().taken.iter().map(|(_, text)| text.clone()).collect()
}

fn delivered(shop: &Shop, ticket: &Accepted) {
    shop.until_delivery("it is delivered", &event(&ticket.id, 1), "lw", |row| row["state"] == "delivered");
}

#[test]
fn a_token_is_asked_for_once_and_again_when_it_is_refused() {
    let (app, channel) = connected();
    let shop = Shop::served("line-works");
    shop.channels(&[channel], None);
    let first = shop.accept(&draft());
    delivered(&shop, &first);
    assert!(taken(&app)[0].contains("山田") && taken(&app)[0].contains(&first.id), "{}", taken(&app)[0]);
    assert_eq!(app.lock().unwrap().taken[0].0, "channels/room/messages");
    delivered(&shop, &shop.accept(&draft()));
    assert_eq!((taken(&app).len(), app.lock().unwrap().given), (2, 1), "the token was kept");

    app.lock().unwrap().tokens.clear();
    let third = shop.accept(&draft());
    delivered(&shop, &third);
    assert_eq!((taken(&app).len(), app.lock().unwrap().given), (3, 2), "another was asked for");
    let row = shop.delivery(&event(&third.id, 1), "lw").unwrap();
    assert_eq!(row["tries"].as_array().unwrap().len(), 1, "within one try: {row}");
    let settings = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap();
    assert!(!settings.text.contains("secret-of") && !settings.text.contains("PRIVATE KEY"), "{}", settings.text);
}

#[test]
fn line_works_takes_whatever_a_shopper_types() {
    let (app, channel) = connected();
    let shop = Shop::served("line-works-hostile");
    shop.channels(&[channel], None);
    let mut sent = 0;
    for text in texts().into_iter().chain(["<m userId=\"all\"> a".to_owned()]) {
        let mut draft = draft();
        draft["message"] = json!(text);
        draft["phone"] = json!(format!("0901234{:04}", 1_000 + sent));
        sent += usize::from(shop.post(&draft, &key()).status == 201);
    }
    assert!(sent > 30, "{sent}");
    until_true("all came", || taken(&app).len() == sent);
    for text in taken(&app) {
        assert!(!text.contains(['<', '>']) && text.matches("://").count() == 1, "{text}");
    }
}

#[test]
fn what_is_wrong_with_an_account_is_told_in_words() {
    let other = LineWorks::app("other", "0");
    let junk = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----";
    for (field, value, reason, advice) in [
        ("client_secret", json!("wrong"), "answered 401: invalid_client", "not_authorized"),
        ("private_key", json!(other.private), "answered 400: invalid_grant", "refused"),
        ("private_key", json!(junk), "the private key can't be used", "settings"),
    ] {
        let (_app, mut channel) = connected();
        channel[field] = value;
        let shop = Shop::served("line-works-wrong");
        shop.channels(&[channel], None);
        shop.accept(&draft());
        let state = until("the failure is seen", || Some(shop.channel("lw")).filter(|state| state["failures"].as_u64() > Some(0)));
        assert_eq!((&state["reason"], &state["advice"]), (&json!(reason), &json!(advice)));
    }
}

#[test]
fn a_bot_that_was_taken_from_the_room_is_told_of() {
    let (app, channel) = connected();
    app.lock().unwrap().says = Some(Answer::of(403, r#"{"code":"FORBIDDEN","description":"…"}"#));
    let shop = Shop::served("line-works-out");
    shop.channels(&[channel], None);
    shop.accept(&draft());
    let state = until("the failure is seen", || Some(shop.channel("lw")).filter(|state| state["failures"].as_u64() > Some(0)));
    assert_eq!((&state["reason"], &state["advice"]), (&json!("answered 403: FORBIDDEN"), &json!("not_authorized")));
}
