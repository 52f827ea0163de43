//! Chatwork: an urgent ticket's message and task, each once; a token that was
//! revoked; too many calls.

use crate::harness::deliveries::event;
use crate::harness::hostile::texts;
use crate::harness::samples::{draft, key};
use crate::harness::services::chatwork::Chatwork;
use crate::harness::services::{Answer, Held, stand_in};
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A room of a test's own, and its channel.
fn connected() -> (Held<Chatwork>, Value) {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    let room = Chatwork::room(&COUNT.fetch_add(1, Ordering::Relaxed).to_string());
    let channel = json!({"kind": "chatwork", "id": "cw", "room": room.room, "token": room.token, "mention": ["11"], "task": ["11", "12"]});
    (stand_in(room), channel)
}

fn urgent() -> Value {
    let mut draft = draft();
    draft["message"] = json!("至急お願いします");
    draft
}

fn messages(room: &Held<Chatwork>) -> Vec<String> {
    room.lock().unwrap().messages.clone()
}

#[test]
fn an_urgent_ticket_is_a_message_and_a_task_and_a_normal_one_a_message() {
    let (room, channel) = connected();
    let shop = Shop::served("chatwork");
    shop.channels(&[channel], None);
    let ticket = shop.accept(&urgent());
    shop.until_delivery("it is delivered", &event(&ticket.id, 1), "cw", |row| row["state"] == "delivered");
    let (told, tasks) = (messages(&room), room.lock().unwrap().tasks.clone());
    assert_eq!((told.len(), tasks.len()), (1, 1));
    assert!(told[0].contains("山田") && told[0].contains(&ticket.id) && told[0].ends_with("[To:11]"), "{}", told[0]);
    assert_eq!((tasks[0]["to_ids"].as_str(), tasks[0]["limit_type"].as_str()), ("11,12", "time"));
    assert!(tasks[0]["body"].contains(&ticket.id) && !tasks[0]["body"].contains("山田"), "{}", tasks[0]["body"]);

    let normal = shop.accept(&draft());
    shop.until_delivery("it is delivered", &event(&normal.id, 1), "cw", |row| row["state"] == "delivered");
    assert_eq!((messages(&room).len(), room.lock().unwrap().tasks.len()), (2, 1));
    assert!(!messages(&room)[1].contains("[To:"));
    let settings = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap();
    assert!(!settings.text.contains("token-of"), "{}", settings.text);
}

#[test]
fn a_task_that_fails_is_made_up_for_without_a_second_message() {
    let (room, channel) = connected();
    room.lock().unwrap().to_task = Some(Answer::of(502, ""));
    let shop = Shop::served("chatwork-task");
    shop.channels(&[channel], None);
    let ticket = shop.accept(&urgent());
    let id = event(&ticket.id, 1);
    shop.until_delivery("two tries have failed", &id, "cw", |row| row["tries"].as_array().is_some_and(|tries| tries.len() >= 2));
    assert_eq!(messages(&room).len(), 1);
    room.lock().unwrap().to_task = None;
    shop.until_delivery("it is delivered", &id, "cw", |row| {
        // On a busy machine its tries may be spent by now.
        if row["state"] == "dead" {
            shop.replay(&id);
        }
        row["state"] == "delivered"
    });
    assert_eq!((messages(&room).len(), room.lock().unwrap().tasks.len()), (1, 1));
}

#[test]
fn chatwork_takes_whatever_a_shopper_types() {
    let (room, channel) = connected();
    let shop = Shop::served("chatwork-hostile");
    shop.channels(&[channel], None);
    let mut sent = 0;
    for text in texts() {
        let mut draft = draft();
        draft["message"] = json!(text);
        draft["phone"] = json!(format!("0901234{:04}", 1_000 + sent));
        sent += usize::from(shop.post(&draft, &key()).status == 201);
    }
    assert!(sent > 30, "{sent}");
    until_true("all came", || messages(&room).len() == sent);
    for message in messages(&room) {
        let tags =
            ["[info]", "[title]", "[/title]", "[/info]", "[To:11]"].iter().fold(message.clone(), |left, tag| left.replacen(tag, "", 1));
        assert!(!tags.contains(['[', ']']) && tags.matches("://").count() == 1, "{message}");
    }
}

#[test]
fn a_revoked_token_and_too_many_calls_are_told_in_words() {
    for (name, reason, advice) in
        [("revoked", "answered 401: Invalid API token", "not_authorized"), ("many", "answered 429: Rate limit exceeded", "throttled")]
    {
        let (room, channel) = connected();
        match name {
            "revoked" => room.lock().unwrap().token = "another".to_owned(),
            _ => room.lock().unwrap().left = 0,
        }
        let shop = Shop::served(&format!("chatwork-{name}"));
        shop.channels(&[channel], None);
        shop.accept(&draft());
        let state = until("the failure is seen", || Some(shop.channel("cw")).filter(|state| state["failures"].as_u64() > Some(0)));
        assert_eq!((&state["reason"], &state["advice"]), (&json!(reason), &json!(advice)));
    }
}
