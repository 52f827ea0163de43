//! Calls: started, made in vain, planned again, handed on.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

fn on_the_list(name: &str) -> (Shop, Accepted) {
    let shop = Shop::open(name);
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    (shop, ticket)
}

fn seen(shop: &Shop, ticket: &Accepted) -> Value {
    shop.status(ticket).json().unwrap()
}

#[test]
fn while_a_call_is_under_way_the_shopper_can_not_cancel_and_sees_why() {
    let (shop, ticket) = on_the_list("ringing");
    assert_eq!(seen(&shop, &ticket)["may"], json!(["move", "cancel"]));
    let started = shop.command(&ticket.id, json!({"act": "start_call", "by": "佐藤"}), 1, &key());
    assert_eq!(started.status, 200, "{}", started.text);
    assert_eq!(started.json().unwrap()["data"]["ticket"]["call"]["by"], "佐藤");
    let status = seen(&shop, &ticket);
    assert_eq!((&status["state"], &status["may"]), (&json!("calling"), &json!([])));
    assert!(!status.to_string().contains("佐藤"), "{status}");

    refused(&shop.cancel(&ticket), 409, "calling");
    refused(&shop.move_to(&ticket, &shop.window_ahead()), 409, "calling");
    refused(&shop.act(&ticket.id, "start_call", 2, &key()), 409, "not_now");

    assert_eq!(shop.act(&ticket.id, "put_back", 2, &key()).status, 200);
    assert_eq!(seen(&shop, &ticket)["state"], "open");
    assert_eq!(shop.cancel(&ticket).status, 200);
    refused(&shop.act(&ticket.id, "start_call", 4, &key()), 409, "ended");
}

/// Whoever comes first: either no call starts, or nothing is cancelled.
#[test]
fn a_call_and_a_cancellation_at_the_same_instant_are_never_both_done() {
    let shop = Shop::open("call-race");
    let tickets: Vec<_> = (0..12).map(|_| shop.accept(&draft())).collect();
    until("all are on the list", || (shop.listed().len() == tickets.len()).then_some(()));
    for ticket in &tickets {
        let (call, cancel) = std::thread::scope(|scope| {
            let call = scope.spawn(|| shop.act(&ticket.id, "start_call", 1, &key()));
            let cancel = scope.spawn(|| shop.cancel(ticket));
            (call.join().unwrap(), cancel.join().unwrap())
        });
        assert!(matches!((call.status, cancel.status), (200, 409) | (409, 200)), "{} {}", call.text, cancel.text);
        let state = if call.status == 200 { "calling" } else { "cancelled" };
        assert_eq!(seen(&shop, ticket)["state"], state);
    }
}

#[test]
fn calls_in_vain_are_planned_again_until_they_are_spent() {
    let (shop, ticket) = on_the_list("in-vain");
    let mut planned = String::new();
    for (seq, outcome) in [(1, "no_answer"), (2, "busy")] {
        assert_eq!(shop.act(&ticket.id, outcome, seq, &key()).status, 200);
        let status = seen(&shop, &ticket);
        assert_eq!(status["state"], "retrying");
        let (next, last) = (status["next_try"].as_str().unwrap(), status["attempts"][seq as usize - 1]["at"].as_str().unwrap());
        assert!(next > last && next >= planned.as_str(), "{status}");
        planned = next.to_owned();
    }
    let last = shop.act(&ticket.id, "voicemail", 3, &key());
    assert_eq!(last.json().unwrap()["data"]["ticket"]["state"], "unreached");
    let status = seen(&shop, &ticket);
    assert_eq!((&status["state"], &status["next_try"], &status["may"]), (&json!("unreached"), &json!(null), &json!([])));
    let outcomes: Vec<_> = status["attempts"].as_array().unwrap().iter().map(|attempt| attempt["outcome"].clone()).collect();
    assert_eq!(outcomes, ["no_answer", "busy", "voicemail"]);
    refused(&shop.act(&ticket.id, "give_up", 4, &key()), 409, "ended");
}

#[test]
fn an_act_at_fault_is_told_where() {
    let (shop, ticket) = on_the_list("agreed");
    let call_again = |at: &str, seq| shop.command(&ticket.id, json!({"act": "call_again", "at": at}), seq, &key());
    assert_eq!(faults(&refused(&call_again("2001-01-01T00:00:00Z", 1), 422, "invalid")), ["at past"]);
    assert_eq!(faults(&refused(&call_again("2099-01-01T00:00:00Z", 1), 422, "invalid")), ["at too_far"]);
    let at = shop.window_ahead();
    assert_eq!(call_again(&at, 1).status, 200);
    assert_eq!(seen(&shop, &ticket)["next_try"], at.as_str());
}

#[test]
fn who_is_set_aside_sees_an_open_ticket() {
    let (shop, ticket) = on_the_list("aside");
    let before = seen(&shop, &ticket);
    let aside = shop.act(&ticket.id, "set_aside", 1, &key());
    assert_eq!(aside.json().unwrap()["data"]["ticket"]["state"], "set_aside");
    assert_eq!(seen(&shop, &ticket), before);
    assert_eq!(shop.row(&ticket.id).unwrap()["data"]["ticket"]["state"], "set_aside", "it stays on the list");
    assert_eq!(shop.act(&ticket.id, "put_back", 2, &key()).status, 200);
    assert_eq!(seen(&shop, &ticket), before);
}

#[test]
fn each_act_is_an_event_under_the_tickets_next_number() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::open("events");
    shop.connect(&receiver.url(), &secret());
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    let acts = [
        json!({"act": "start_call"}),
        json!({"act": "attempt", "outcome": "no_answer", "note": "留守のようです"}),
        json!({"act": "note", "text": "午後がよいとのこと"}),
        json!({"act": "hand_over", "note": "在庫を調べてください"}),
        json!({"act": "put_back"}),
        json!({"act": "close", "outcome": "order_taken"}),
        json!({"act": "reopen"}),
    ];
    let wanted = [
        "ticket.created",
        "ticket.call_started",
        "ticket.attempted",
        "ticket.noted",
        "ticket.handed_over",
        "ticket.put_back",
        "ticket.closed",
        "ticket.reopened",
    ];
    for (seq, act) in (1_u64..).zip(acts) {
        let answer = shop.command(&ticket.id, act, seq, &key());
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    until_true("all events have arrived", || receiver.seen().len() == wanted.len());
    let events: Vec<_> = receiver.seen().iter().map(|one| (one.event(), one.id().to_owned())).collect();
    for (number, ((event, id), kind)) in (1_u64..).zip(events.iter().zip(wanted)) {
        assert_eq!((&event["type"], &event["data"]["ticket"]["seq"]), (&json!(kind), &json!(number)));
        assert_eq!(*id, format!("msg_{}_{number}", ticket.id));
    }
}
