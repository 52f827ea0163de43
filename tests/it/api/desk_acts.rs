//! What the desk does to a ticket, and what it may not.

use crate::harness::refusal::refused;
use crate::harness::samples::{draft, draft_for, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::json;

fn on_the_list(name: &str) -> (Shop, Accepted) {
    let shop = Shop::open(name);
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    (shop, ticket)
}

#[test]
fn reached_closes_the_ticket_and_its_shopper_sees_it() {
    let (shop, ticket) = on_the_list("reached");
    let answer = shop.act(&ticket.id, "reached", 1, &key());
    assert_eq!(answer.status, 200, "{}", answer.text);
    let row = answer.json().unwrap();
    assert_eq!((&row["data"]["ticket"]["state"], &row["data"]["ticket"]["seq"]), (&json!("done"), &json!(2)));

    let status = shop.status(&ticket).json().unwrap();
    assert_eq!((&status["state"], &status["attempts"][0]["outcome"]), (&json!("done"), &json!("reached")));
    assert!(status["attempts"][0]["at"].as_str() >= status["created_at"].as_str());
    assert_eq!(shop.row(&ticket.id).unwrap()["data"]["ticket"], row["data"]["ticket"]);
}

#[test]
fn a_command_that_comes_twice_is_carried_out_once() {
    let (shop, ticket) = on_the_list("twice");
    let command = key();
    let first = shop.act(&ticket.id, "no_answer", 1, &command);
    let second = shop.act(&ticket.id, "no_answer", 1, &command);
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(first.json().unwrap()["data"]["ticket"], second.json().unwrap()["data"]["ticket"]);
    let status = shop.status(&ticket).json().unwrap();
    assert_eq!((&status["state"], status["attempts"].as_array().unwrap().len()), (&json!("retrying"), 1));
}

#[test]
fn an_act_on_an_older_state_is_refused() {
    let (shop, ticket) = on_the_list("stale");
    assert_eq!(shop.act(&ticket.id, "no_answer", 1, &key()).status, 200);
    refused(&shop.act(&ticket.id, "reached", 1, &key()), 409, "stale");
    refused(&shop.act(&ticket.id, "reached", 7, &key()), 409, "stale");
    assert_eq!(shop.act(&ticket.id, "give_up", 2, &key()).status, 200);
    let status = shop.status(&ticket).json().unwrap();
    assert_eq!((&status["state"], status["attempts"].as_array().unwrap().len()), (&json!("unreached"), 1));
    refused(&shop.act(&ticket.id, "reached", 3, &key()), 409, "ended");
}

#[test]
fn two_operators_at_once_and_one_is_told() {
    let (shop, ticket) = on_the_list("operators");
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| shop.act(&ticket.id, "reached", 1, &key()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(shop.status(&ticket).json().unwrap()["attempts"].as_array().unwrap().len(), 1);
}

#[test]
fn a_desk_does_not_act_as_the_shopper() {
    let (shop, ticket) = on_the_list("not-theirs");
    refused(&shop.act(&ticket.id, "cancel", 1, &key()), 409, "not_yours");
    refused(&shop.act(&ticket.id, "erase", 1, &key()), 409, "not_yours");
    let path = shop.desk_path(&format!("/tickets/{}/attempts", ticket.id));
    for body in [
        json!({}),
        json!({"id": key(), "seq": 1, "act": "explode"}),
        json!({"id": "short", "seq": 1, "act": "start_call"}),
        json!({"id": key(), "seq": 1, "act": "start_call", "actor": "shopper"}),
        json!({"id": key(), "seq": 1, "act": "attempt"}),
        json!({"id": key(), "seq": 1, "act": "attempt", "outcome": "solved"}),
        json!({"id": key(), "seq": 1, "act": "note", "text": "長".repeat(1_001)}),
    ] {
        refused(&shop.api.call("POST", &path, Some(&shop.desk_token), Some(&body)).unwrap(), 400, "unreadable");
    }
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "open");
}

#[test]
fn another_desk_has_nothing_to_do_with_it() {
    let ((shop, ticket), other) = (on_the_list("mine"), Shop::open("other"));
    let body = json!({"id": key(), "seq": 1, "act": "attempt", "outcome": "reached"});
    let mine = shop.desk_path(&format!("/tickets/{}/attempts", ticket.id));
    let theirs = other.desk_path(&format!("/tickets/{}/attempts", ticket.id));
    for token in [None, Some("desk_wrong"), Some(other.desk_token.as_str()), Some(shop.token.as_str()), Some(ticket.token.as_str())] {
        refused(&shop.api.call("POST", &mine, token, Some(&body)).unwrap(), 401, "unauthorized");
        refused(&shop.api.call("GET", &shop.desk_path("/tickets"), token, None).unwrap(), 401, "unauthorized");
    }
    refused(&shop.api.call("POST", &theirs, Some(&other.desk_token), Some(&body)).unwrap(), 404, "not_found");
    assert!(other.listed().is_empty());
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "open");
}

#[test]
fn the_list_has_the_most_pressing_first() {
    let shop = Shop::open("order");
    let later = shop.accept(&draft_for(&shop.window_ahead()));
    let sooner = shop.accept(&draft());
    let mut urgent = draft();
    urgent["message"] = json!("至急お願いします");
    urgent["window"] = json!(shop.window_ahead());
    let urgent = shop.accept(&urgent);
    let done = shop.accept(&draft());
    until("all are on the list", || (shop.listed().len() == 4).then_some(()));
    assert_eq!(shop.act(&done.id, "reached", 1, &key()).status, 200);
    let ids: Vec<_> = shop.rows().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, [urgent.id, sooner.id, later.id, done.id]);
}
