//! A shopper calls a request off.

use crate::harness::refusal::refused;
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use crate::harness::wait::until;

#[test]
fn a_cancelled_request_is_cancelled_for_the_desk_too() {
    let shop = Shop::open("cancel");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));

    let cancelled = shop.cancel(&ticket);
    assert_eq!((cancelled.status, &cancelled.json().unwrap()["state"]), (200, &"cancelled".into()));
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "cancelled");
    let row =
        until("the desk sees that it is cancelled", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["state"] == "cancelled"));
    assert_eq!(row["data"]["ticket"]["seq"], 2);

    let again = shop.cancel(&ticket);
    assert_eq!((again.status, again.text), (200, cancelled.text), "a second touch does no harm");
}

#[test]
fn no_call_starts_after_a_cancellation() {
    let shop = Shop::open("no-call");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.cancel(&ticket).status, 200);

    // Whether the operator's list is old or new, the shop's object decides.
    refused(&shop.act(&ticket.id, "reached", 1, &key()), 409, "stale");
    refused(&shop.act(&ticket.id, "reached", 2, &key()), 409, "ended");
    let status = shop.status(&ticket).json().unwrap();
    assert_eq!((&status["state"], &status["attempts"]), (&"cancelled".into(), &serde_json::json!([])));
}

#[test]
fn what_is_done_can_no_longer_be_cancelled() {
    let shop = Shop::open("done");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.act(&ticket.id, "reached", 1, &key()).status, 200);
    refused(&shop.cancel(&ticket), 409, "ended");
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "done");
}
