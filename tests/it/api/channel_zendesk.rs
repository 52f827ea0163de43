//! Zendesk: each ticket is one there, and what is done there comes back.

use crate::harness::deliveries::event;
use crate::harness::refusal::refused;
use crate::harness::samples::draft;
use crate::harness::services::zendesk::{Zendesk, signed};
use crate::harness::services::{Answer, Held, stand_in};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

const SECRET: &str = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

/// A shop with an account of its own.
fn with_desk(name: &str) -> (Shop, Held<Zendesk>) {
    let shop = Shop::served(name);
    let zendesk = Zendesk::named(&shop.name);
    let channel = zendesk.channel(SECRET);
    let held = stand_in(zendesk);
    shop.channels(&[channel], None);
    (shop, held)
}

/// The one ticket there, once it is as wanted.
fn there(zendesk: &Held<Zendesk>, what: &str, is: impl Fn(&Value) -> bool) -> Value {
    until(what, || zendesk.lock().unwrap().only().filter(|ticket| is(ticket)).cloned())
}

fn state(shop: &Shop, ticket: &Accepted) -> String {
    shop.row(&ticket.id).unwrap()["data"]["ticket"]["state"].as_str().unwrap().to_owned()
}

/// What a trigger of Zendesk's would send now.
fn act(shop: &Shop, ticket: &Accepted, status: &str) -> String {
    let now = shop.windows()["now"].as_str().unwrap().to_owned();
    let minute = format!("{}Z", now.get(..16).unwrap());
    json!({"external_id": format!("madoguchi:{}:{}", shop.name, ticket.id), "status": status, "ticket_id": "35436", "updated_at": minute})
        .to_string()
}

fn post(shop: &Shop, body: &str, invocation: &str) -> xtask::seed::Answer {
    let now = shop.windows()["now"].as_str().unwrap().to_owned();
    let signature = signed(SECRET, &now, body);
    send(shop, body, &signature, &now, invocation)
}

fn send(shop: &Shop, body: &str, signature: &str, timestamp: &str, invocation: &str) -> xtask::seed::Answer {
    let headers = [
        ("content-type", "application/json"),
        ("x-zendesk-webhook-signature", signature),
        ("x-zendesk-webhook-signature-timestamp", timestamp),
        ("x-zendesk-webhook-invocation-id", invocation),
    ];
    shop.api.send("POST", &shop.path("/channels/zd/acts"), &headers, body).unwrap()
}

#[test]
fn a_ticket_is_made_once_kept_up_and_deleted_when_its_person_is_forgotten() {
    let (shop, zendesk) = with_desk("zendesk");
    // It is made, but the answer is lost.
    zendesk.lock().unwrap().loses_next = true;
    let ticket = shop.accept(&draft());
    shop.until_delivery("it has arrived", &event(&ticket.id, 1), "zd", |row| row["state"] == "delivered");
    let made = there(&zendesk, "one ticket is there", |_| true);
    assert_eq!(made["external_id"], format!("madoguchi:{}:{}", shop.name, ticket.id));
    assert_eq!((&made["tags"][0], &made["tags"][1], &made["comments"][0]["public"]), (&json!("madoguchi"), &json!("gift"), &json!(false)));
    assert!(made["comments"][0]["html_body"].as_str().unwrap().contains("のしを付けられますか"), "{made}");

    // The comment is there, but the answer is lost.
    zendesk.lock().unwrap().loses_next = true;
    assert_eq!(shop.move_to(&ticket, &shop.window_ahead()).status, 200);
    let moved = there(&zendesk, "the move is told", |there| there["comments"].as_array().unwrap().len() == 2);
    assert_eq!(moved["status"], "new", "agents' own status stays");
    assert_eq!(shop.cancel(&ticket).status, 200);
    shop.until_delivery("it has arrived", &event(&ticket.id, 3), "zd", |row| row["state"] == "delivered");
    let ended = there(&zendesk, "it is solved", |there| there["status"] == "solved");
    assert_eq!(ended["comments"].as_array().unwrap().len(), 3, "nothing is said twice: {ended}");

    let body = json!({"phone": "+819012345678", "confirmed_by": "佐藤"});
    let erased = shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&body)).unwrap();
    assert_eq!(erased.status, 202, "{}", erased.text);
    until_true("it is gone for good", || !zendesk.lock().unwrap().purged.is_empty());
    assert!(zendesk.lock().unwrap().tickets.is_empty());
    until_true("nothing is left to be told", || shop.undelivered().is_empty());
}

#[test]
fn what_is_done_there_comes_back_once_and_echoes_nothing() {
    let (shop, zendesk) = with_desk("zendesk-acts");
    let ticket = shop.accept(&draft());
    there(&zendesk, "one ticket is there", |_| true);
    until("the desk has it", || shop.row(&ticket.id));

    let solved = act(&shop, &ticket, "solved");
    assert_eq!(post(&shop, &solved, "1").status, 204);
    until_true("it is done", || state(&shop, &ticket) == "done");
    let row = shop.row(&ticket.id).unwrap();
    assert_eq!((&row["data"]["ticket"]["end"]["by"], &row["data"]["ticket"]["end"]["outcome"]), (&json!("Zendesk"), &json!("solved")));
    assert!(shop.status(&ticket).text.contains("done"), "the shopper sees it");
    let seq = row["data"]["ticket"]["seq"].as_u64().unwrap();
    // Our own update is told by the trigger too, the same call comes again.
    there(&zendesk, "it is solved by us too", |there| there["status"] == "solved");
    for invocation in ["1", "1", "2"] {
        assert_eq!(post(&shop, &solved, invocation).status, 204);
    }
    let open = act(&shop, &ticket, "open");
    assert_eq!(post(&shop, &open, "3").status, 204);
    until_true("it is open again", || state(&shop, &ticket) == "open");
    there(&zendesk, "it is open there", |there| there["status"] == "open");
    // The first call once more: it was heard.
    assert_eq!(post(&shop, &solved, "1").status, 204);
    assert_eq!((post(&shop, &open, "4").status, state(&shop, &ticket).as_str()), (204, "open"));
    assert_eq!(shop.row(&ticket.id).unwrap()["data"]["ticket"]["seq"], seq + 1, "each was done once");

    // Called off here, it is not taken up again there.
    assert_eq!(shop.cancel(&ticket).status, 200);
    refused(&post(&shop, &act(&shop, &ticket, "open"), "5"), 409, "ended");
    let long_ago = open.replacen("\"updated_at\":\"20", "\"updated_at\":\"19", 1);
    refused(&post(&shop, &long_ago, "6"), 409, "stale");
    assert_eq!(post(&shop, &act(&shop, &ticket, "solved"), "7").status, 204);
}

#[test]
fn only_zendesk_is_heard_at_its_door() {
    let (shop, _zendesk) = with_desk("zendesk-door");
    let ticket = shop.accept(&draft());
    until("the desk has it", || shop.row(&ticket.id));
    let now = shop.windows()["now"].as_str().unwrap().to_owned();
    let body = act(&shop, &ticket, "solved");
    let right = signed(SECRET, &now, &body);
    refused(&send(&shop, &body, "", &now, "1"), 401, "unauthorized");
    refused(&send(&shop, &body, &signed("other", &now, &body), &now, "1"), 401, "unauthorized");
    refused(&send(&shop, &body.replace("solved", "closed"), &right, &now, "1"), 401, "unauthorized");
    let old = "2026-01-01T00:00:00Z";
    refused(&send(&shop, &body, &signed(SECRET, old, &body), old, "1"), 401, "unauthorized");
    let elsewhere = shop.path("/channels/other/acts");
    let headers = [
        ("content-type", "application/json"),
        ("x-zendesk-webhook-signature", right.as_str()),
        ("x-zendesk-webhook-signature-timestamp", now.as_str()),
    ];
    refused(&shop.api.send("POST", &elsewhere, &headers, &body).unwrap(), 401, "unauthorized");
    assert_eq!(state(&shop, &ticket), "open");
    for bad in ["{}", "[", "{\"external_id\": \"x\", \"status\": \"solved\", \"more\": 1}"] {
        refused(&post(&shop, bad, "1"), 400, "unreadable");
    }
    refused(&post(&shop, &"x".repeat(100_000), "1"), 413, "too_large");
    assert_eq!(post(&shop, &json!({"external_id": "another", "status": "solved"}).to_string(), "1").status, 204, "none of ours");
    let unknown = json!({"external_id": format!("madoguchi:{}:0000-0000-0000", shop.name), "status": "solved"}).to_string();
    refused(&post(&shop, &unknown, "1"), 404, "not_found");
}

#[test]
fn a_revoked_token_is_seen_with_what_to_do_about_it() {
    let (shop, zendesk) = with_desk("zendesk-revoked");
    zendesk.lock().unwrap().says = Some(Answer::of(401, r#"{"error": "Couldn't authenticate you"}"#));
    let ticket = shop.accept(&draft());
    let row = shop.until_delivery("a try has failed", &event(&ticket.id, 1), "zd", |row| row["last"] != "");
    assert_eq!((&row["last"], &row["advice"]), (&json!("answered 401: Couldn't authenticate you"), &json!("not_authorized")), "{row}");
    zendesk.lock().unwrap().says = None;
    shop.replay(&event(&ticket.id, 1));
    there(&zendesk, "it is made in the end", |_| true);
}
