//! When a channel doesn't do its work, another one tells.

use crate::harness::deliveries::{event, hook};
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::rude::{Manner, Rude};
use crate::harness::samples::{draft, settings};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};

/// The notices of one kind about the channel `crm`. At this pace a busy machine
/// may be late at the desk, too, and is told of.
fn notices(receiver: &Receiver, kind: &str) -> Vec<Value> {
    let about = |event: &Value| event["type"] == kind && event["data"]["channel"] == "crm";
    receiver.seen().iter().map(|one| one.event()).filter(about).collect()
}

#[test]
fn an_event_that_does_not_arrive_is_told_of_once_and_without_the_person() {
    let (rude, listener) = (Rude::start(Manner::status(500)), Receiver::answering(&[]));
    let shop = Shop::fast("alert");
    shop.channels(&[hook("crm", &rude.url(), &secret()), hook("chat", &listener.url(), &secret())], Some("chat"));
    let ticket = shop.accept(&draft());
    let delayed = until("the delay is told", || notices(&listener, "delivery.delayed").into_iter().next());
    let data = &delayed["data"];
    assert_eq!((&data["channel"], &data["event"], &data["ticket"]), (&json!("crm"), &json!(event(&ticket.id, 1)), &json!(ticket.id)));
    // At this pace it may be told of before the first answer is there.
    assert!(data["shop"] == shop.name && (data["reason"] == "answered 500" || data["reason"] == ""), "{data}");
    let failing = until("the failures are told", || notices(&listener, "channel.failing").into_iter().next());
    assert_eq!((&failing["data"]["channel"], &failing["data"]["event"]), (&json!("crm"), &json!(null)));
    for text in [delayed.to_string(), failing.to_string()] {
        assert!(!text.contains("山田") && !text.contains("9012345678") && !text.contains("127.0.0.1"), "{text}");
    }

    rude.behave(Manner::status(410));
    let off = until("that it is off is told", || notices(&listener, "channel.off").into_iter().next());
    assert_eq!(off["data"]["reason"], "answered 410, which asks for nothing more");
    // All of it is signed and numbered like any event, and told once.
    let seen = listener.seen();
    assert!(seen.iter().all(|one| one.verdict(&secret()) == "valid"));
    let mut ids: Vec<_> = seen.iter().map(|one| one.id().to_owned()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), seen.len());
    for kind in ["delivery.delayed", "channel.failing", "channel.off"] {
        assert_eq!(notices(&listener, kind).len(), 1, "{kind}");
    }
}

#[test]
fn nobody_is_told_of_the_listeners_own_trouble_nor_where_nobody_listens() {
    let rude = Rude::start(Manner::status(500));
    let shop = Shop::fast("deaf");
    shop.channels(&[hook("chat", &rude.url(), &secret())], Some("chat"));
    let ticket = shop.accept(&draft());
    shop.until_delivery("its tries are spent", &event(&ticket.id, 1), "chat", |row| row["state"] == "dead");
    let of_others = |event: &Value| event["type"] == "ticket.created" || event["data"]["channel"] == "desk";
    assert!(rude.seen().iter().all(|one| of_others(&one.event())));
    assert!(shop.channel("chat")["failures"].as_u64() >= Some(10), "the owner sees it");

    let silent = Shop::fast("silent");
    let (bad, good) = (Rude::start(Manner::status(410)), Receiver::answering(&[]));
    silent.channels(&[hook("bad", &bad.url(), &secret()), hook("good", &good.url(), &secret())], None);
    let ticket = silent.accept(&draft());
    silent.until_delivery("it is dead", &event(&ticket.id, 1), "bad", |row| row["state"] == "dead");
    silent.until_delivery("the good one has it", &event(&ticket.id, 1), "good", |row| row["state"] == "delivered");
    assert!(good.seen().iter().all(|one| one.event()["type"] == "ticket.created"));
}

#[test]
fn who_listens_is_one_of_the_channels() {
    let shop = Shop::open("listener");
    let mut wanted = settings();
    wanted["alert"] = json!("chat");
    let answer = shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&wanted)).unwrap();
    assert_eq!(faults(&refused(&answer, 422, "invalid")), ["alert unknown"]);
}
