//! Whatever a receiver does: nothing is lost, nothing comes as two, and nobody
//! else waits for it.

use crate::harness::deliveries::{event, hook};
use crate::harness::receiver::{Received, Receiver, secret};
use crate::harness::rude::{Manner, Rude, nobody};
use crate::harness::samples::draft;
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

/// Seconds from one moment to another on the same or the next day.
fn seconds_between(from: &Value, to: &Value) -> i64 {
    let of_day = |value: &Value| {
        let text = value.as_str().unwrap();
        let part = |at: usize| text.get(at..at + 2).unwrap().parse::<i64>().unwrap();
        (part(11) * 60 + part(14)) * 60 + part(17)
    };
    (of_day(to) - of_day(from)).rem_euclid(86_400)
}

fn with_hook(name: &str, url: &str) -> (Shop, Accepted) {
    let shop = Shop::fast(name);
    shop.connect(url, &secret());
    let ticket = shop.accept(&draft());
    (shop, ticket)
}

fn ids(seen: &[Received]) -> Vec<&str> {
    seen.iter().map(Received::id).collect()
}

#[test]
fn every_bad_manner_is_a_failure_with_its_reason_and_made_up_for_later() {
    let refusals = [300, 301, 302, 307, 400, 403, 404, 429, 500, 502, 503];
    let manners = refusals.map(|status| (Manner::status(status), format!("answered {status}")));
    let broken = [
        (Manner::Hang, "no answer in time"),
        (Manner::Reset, "no answer"),
        (Manner::HalfHead, "no answer"),
        (Manner::Garbage, "no answer"),
    ];
    let manners = manners.into_iter().chain(broken.map(|(manner, reason)| (manner, reason.to_owned())));
    let cases: Vec<_> = manners
        .map(|(manner, reason)| {
            let rude = Rude::start(manner);
            let (shop, ticket) = with_hook("rude", &rude.url());
            (rude, reason, shop, event(&ticket.id, 1))
        })
        .collect();
    for (rude, reason, shop, id) in &cases {
        let failed = |row: &Value| row["tries"].as_array().is_some_and(|tries| tries.iter().any(|one| one["reason"] == *reason));
        let row = shop.until_delivery(&format!("a try has failed: {reason}"), id, "hook", failed);
        let one = row["tries"].as_array().unwrap().iter().find(|one| one["reason"] == *reason).unwrap();
        let status = reason.strip_prefix("answered ").map_or(json!(null), |status| json!(status.parse::<u16>().unwrap()));
        assert_eq!(one["status"], status, "{row}");
        rude.behave(Manner::status(204));
        let row = until("it has arrived", || {
            let row = shop.delivery(id, "hook").unwrap();
            // On a busy machine its tries may be spent by now.
            if row["state"] == "dead" {
                shop.replay(id);
            }
            (row["state"] == "delivered").then_some(row)
        });
        let seen = rude.seen();
        assert!(ids(&seen).iter().all(|seen| seen == id), "under one id: {:?}", ids(&seen));
        assert!(seen.iter().all(|one| one.body == seen.last().unwrap().body || one.body.is_empty()));
        assert_eq!(seen.iter().filter(|one| one.answered == 204).count(), 1, "taken once");
        // A reset may be told before the head was read.
        assert!(row["tries"].as_array().unwrap().len() >= seen.len(), "{row}");
    }
}

#[test]
fn a_receiver_that_is_not_there_is_tried_until_it_is() {
    let (shop, ticket) = with_hook("absent", &nobody());
    let id = event(&ticket.id, 1);
    shop.until_delivery("a try has failed", &id, "hook", |row| row["last"] == "no answer");
    let receiver = Receiver::answering(&[]);
    shop.connect(&receiver.url(), &secret());
    shop.until_delivery("it has arrived at the new address", &id, "hook", |row| row["state"] == "delivered");
    assert_eq!(ids(&receiver.seen()), [id]);
}

#[test]
fn once_a_receiver_has_said_yes_nothing_in_its_body_matters() {
    let flood = Rude::start(Manner::Flood(200, 1 << 30));
    let manners = [Manner::HalfBody(200), Manner::StalledBody(201), Manner::Drip(200)];
    let rudes: Vec<_> = manners.into_iter().map(Rude::start).chain([flood]).collect();
    let cases: Vec<_> = rudes
        .iter()
        .map(|rude| {
            let (shop, ticket) = with_hook("body", &rude.url());
            (rude, shop, event(&ticket.id, 1))
        })
        .collect();
    for (rude, shop, id) in &cases {
        let row = shop.until_delivery("it has arrived", id, "hook", |row| row["state"] == "delivered");
        assert_eq!((rude.seen().len(), &row["tries"][0]["reason"]), (1, &json!("")), "{row}");
        assert!(row["tries"][0]["answer"].as_str().unwrap().len() <= 20_000);
    }
    let (rude, shop, id) = cases.last().unwrap();
    let kept = shop.delivery(id, "hook").unwrap();
    assert_eq!(kept["tries"][0]["answer"].as_str().unwrap().len(), 20_000);
    assert!(rude.written() < 64 << 20, "{} bytes of a gigabyte were taken", rude.written());
}

#[test]
fn an_answer_is_kept_as_text_whatever_it_was() {
    let body = [b"<b>".as_slice(), &[0xff, 0x00, 0x1b], "窓".repeat(9_000).as_bytes()].concat();
    let rude = Rude::start(Manner::Answer(422, vec![], body));
    let (shop, ticket) = with_hook("answer", &rude.url());
    let row = shop.until_delivery("a try has failed", &event(&ticket.id, 1), "hook", |row| row["last"] == "answered 422");
    let answer = row["tries"][0]["answer"].as_str().unwrap();
    assert!(answer.starts_with("<b>") && answer.contains('窓') && answer.len() <= 20_000, "{} bytes", answer.len());
    let listed = shop.undelivered();
    assert!(listed[0]["tries"][0]["answer"].as_str().unwrap().chars().count() <= 500, "a list shows its start");
}

#[test]
fn a_wish_to_wait_is_heard_within_bounds() {
    // In the world's time: what is looked at is when it will be tried next.
    for (manner, least, most) in [
        (Manner::retry_after(429, "90"), 85, 125),
        (Manner::retry_after(429, "86400"), 115, 125),
        (Manner::retry_after(429, "Thu, 01 Jan 2037 00:00:00 GMT"), 115, 125),
        (Manner::retry_after(429, "soon"), 58, 65),
        (Manner::retry_after(503, "8"), 5, 11),
        (Manner::retry_after(503, "-1"), 3, 7),
    ] {
        let told = format!("{manner:?}");
        let rude = Rude::start(manner);
        let shop = Shop::open("wish");
        shop.connect(&rude.url(), &secret());
        let ticket = shop.accept(&draft());
        let row = shop.until_delivery("a try has failed", &event(&ticket.id, 1), "hook", |row| row["last"] != "");
        let wait = seconds_between(&row["tries"][0]["ended_at"], &row["next_at"]);
        assert!((least..=most).contains(&wait), "{told}: {wait} seconds");
    }
}

#[test]
fn who_hangs_holds_up_nobody_else() {
    let hanging: Vec<_> = (0..3).map(|_| Rude::start(Manner::Hang)).collect();
    let good = Receiver::answering(&[]);
    let shop = Shop::open("hanging");
    let mut channels: Vec<_> = hanging.iter().enumerate().map(|(i, rude)| hook(&format!("hangs{i}"), &rude.url(), &secret())).collect();
    channels.push(hook("good", &good.url(), &secret()));
    shop.channels(&channels, None);
    let first = shop.accept(&draft());
    until_true("the first is held by a receiver that hangs", || hanging.iter().any(|rude| !rude.seen().is_empty()));
    // While it is, others come.
    let tickets: Vec<_> = (0..4).map(|_| shop.accept(&draft())).collect();
    for ticket in tickets.iter().chain([&first]) {
        until("the desk has it", || shop.row(&ticket.id));
        let id = event(&ticket.id, 1);
        shop.until_delivery("the good receiver has it", &id, "good", |row| row["state"] == "delivered");
    }
    let held = shop.delivery(&event(&first.id, 1), "hangs0").unwrap();
    assert_eq!((&held["tries"].as_array().unwrap().len(), &held["tries"][0]["ended_at"]), (&1, &json!(null)), "still held: {held}");
    assert_eq!(good.seen().len(), 5);
}

#[test]
fn events_of_one_ticket_come_in_order_and_other_tickets_overtake() {
    let rude = Rude::start(Manner::status(500));
    let (shop, ticket) = with_hook("order", &rude.url());
    until_true("the first event was refused", || !rude.seen().is_empty());
    assert_eq!(shop.cancel(&ticket).status, 200);
    rude.behave(Manner::status(204));
    until_true("nothing is left", || shop.undelivered().is_empty());
    let seen = rude.seen();
    let numbers: Vec<_> = seen.iter().filter(|one| one.answered == 204).map(|one| one.event()["data"]["ticket"]["seq"].clone()).collect();
    assert_eq!(numbers, [1, 2]);
}
