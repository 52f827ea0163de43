//! A shopper says how it went.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::json;

fn done(name: &str) -> (Shop, Accepted) {
    let shop = Shop::open(name);
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.act(&ticket.id, "reached", 1, &key()).status, 200);
    (shop, ticket)
}

#[test]
fn a_rating_is_kept_once_and_the_desk_sees_it() {
    let (shop, ticket) = done("rate");
    assert_eq!(shop.status(&ticket).json().unwrap()["may"], json!(["rate"]));
    let body = json!({"score": 4, "comment": " 助かりました "});
    let rated = shop.rate(&ticket, &body);
    assert_eq!(rated.status, 200, "{}", rated.text);
    let status = rated.json().unwrap();
    assert_eq!((&status["state"], &status["may"]), (&json!("done"), &json!([])));

    let again = shop.rate(&ticket, &body);
    assert_eq!((again.status, again.text), (200, rated.text), "the same again does no harm");
    refused(&shop.rate(&ticket, &json!({"score": 5})), 409, "rated");
    let row = until("the desk sees the rating", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["seq"] == 3));
    assert_eq!(row["data"]["ticket"]["rating"], json!({"score": 4, "comment": "助かりました"}));
}

#[test]
fn only_what_is_done_is_rated() {
    let shop = Shop::open("rate-early");
    let ticket = shop.accept(&draft());
    refused(&shop.rate(&ticket, &json!({"score": 5})), 409, "not_now");
    assert_eq!(shop.cancel(&ticket).status, 200);
    refused(&shop.rate(&ticket, &json!({"score": 5})), 409, "ended");
}

#[test]
fn what_is_no_rating_is_refused() {
    let (shop, ticket) = done("rate-form");
    for body in [json!({"score": "5"}), json!({"score": 4.5}), json!({"score": 5, "stars": 5}), json!([5])] {
        refused(&shop.rate(&ticket, &body), 400, "unreadable");
    }
    for (body, wanted) in [
        (json!({}), vec!["score required"]),
        (json!({"score": 0}), vec!["score out_of_range"]),
        (json!({"score": 6, "comment": "長".repeat(1_001)}), vec!["score out_of_range", "comment too_long"]),
    ] {
        assert_eq!(faults(&refused(&shop.rate(&ticket, &body), 422, "invalid")), wanted);
    }
    let path = shop.path(&format!("/tickets/{}/rating", ticket.id));
    for token in [None, Some("wrong"), Some(shop.token.as_str())] {
        refused(&shop.api.call("POST", &path, token, Some(&json!({"score": 5}))).unwrap(), 401, "unauthorized");
    }
    refused(&shop.api.call("GET", &path, Some(&ticket.token), None).unwrap(), 405, "method_not_allowed");
    assert_eq!(shop.rate(&ticket, &json!({"score": 1})).status, 200, "none of that counted");
}
