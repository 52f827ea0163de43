//! Chatwoot: each ticket is a contact with one conversation there.

use crate::harness::deliveries::event;
use crate::harness::samples::draft;
use crate::harness::services::chatwoot::Chatwoot;
use crate::harness::services::{Answer, Held, stand_in};
use crate::harness::shop::Shop;
use crate::harness::wait::until_true;
use serde_json::json;

fn with_chat(name: &str) -> (Shop, Held<Chatwoot>) {
    let shop = Shop::served(name);
    let chatwoot = Chatwoot::at(&format!("{}.chat.example.com", shop.name));
    let channel = chatwoot.channel();
    let held = stand_in(chatwoot);
    shop.channels(&[channel], None);
    (shop, held)
}

#[test]
fn a_ticket_is_one_conversation_and_nothing_is_said_twice() {
    let (shop, chatwoot) = with_chat("chatwoot");
    // The contact is made, but the answer is lost.
    chatwoot.lock().unwrap().loses_next = true;
    let ticket = shop.accept(&draft());
    let arrived = |seq| shop.until_delivery("it has arrived", &event(&ticket.id, seq), "cw", |row| row["state"] == "delivered");
    arrived(1);
    {
        let there = chatwoot.lock().unwrap();
        assert_eq!((there.contacts.len(), there.conversations.len()), (1, 1));
        assert_eq!(there.contacts.values().next().unwrap().0, "山田 花子");
        let (_, status, messages) = &there.conversations[&1];
        assert_eq!((*status, messages.len()), ("open", 1));
        assert!(messages[0].contains("のしを付けられますか"), "{messages:?}");
    }
    // The message is there, but the answer is lost.
    chatwoot.lock().unwrap().loses_next = true;
    assert_eq!(shop.cancel(&ticket).status, 200);
    arrived(2);
    let (status, messages) = {
        let there = chatwoot.lock().unwrap();
        (there.conversations[&1].1, there.conversations[&1].2.len())
    };
    assert_eq!((status, messages), ("resolved", 2));

    let body = json!({"phone": "+819012345678", "confirmed_by": "佐藤"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&body)).unwrap().status, 202);
    arrived(3);
    let there = chatwoot.lock().unwrap();
    assert_eq!(there.contacts.values().next().unwrap().0, "—");
    assert!(there.conversations[&1].2[2].contains("手作業で削除"));
}

#[test]
fn an_inbox_that_is_gone_is_seen_with_what_to_do_about_it() {
    let (shop, chatwoot) = with_chat("chatwoot-gone");
    chatwoot.lock().unwrap().says = Some(Answer::of(404, r#"{"error": "Resource could not be found"}"#));
    let ticket = shop.accept(&draft());
    let row = shop.until_delivery("a try has failed", &event(&ticket.id, 1), "cw", |row| row["last"] != "");
    assert_eq!((&row["last"], &row["advice"]), (&json!("answered 404"), &json!("gone")), "{row}");
    chatwoot.lock().unwrap().says = None;
    shop.replay(&event(&ticket.id, 1));
    until_true("it is told in the end", || chatwoot.lock().unwrap().conversations.len() == 1);
}
