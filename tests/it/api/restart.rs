//! The runtime dies in the midst of it; nothing that was acknowledged is lost.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::run_folder;
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::json;
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};

#[test]
fn a_ticket_survives_the_runtime_and_is_still_delivered() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("restart"))).unwrap();
    let receiver = Receiver::answering(&[]);
    receiver.answer(503);
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "survivor");
    shop.furnish(5);
    shop.connect(&receiver.url(), &secret());

    // Urgent, so that a try that the crash cut off is soon made up for.
    let mut urgent = draft();
    urgent["message"] = json!("至急お願いします");
    let request = key();
    let first = shop.post(&urgent, &request);
    let ticket = Accepted::of(&first);
    until_true("a first attempt was refused", || !receiver.seen().is_empty());
    stack.kill_hard();
    receiver.answer(204);
    let before = receiver.seen().len();
    stack.restart().unwrap();

    let status = shop.status(&ticket);
    assert_eq!(status.status, 200, "{}", status.text);
    assert_eq!(status.json().unwrap(), ticket.receipt["status"]);
    assert_eq!(shop.post(&urgent, &request).text, first.text, "nor is it made twice");
    let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!((&row["data"]["ticket"]["seq"], shop.listed().len()), (&json!(1), 1));

    until_true("it is delivered", || receiver.seen().iter().any(|one| one.answered == 204));
    let seen = receiver.seen();
    assert!(seen.len() > before);
    assert!(seen.iter().all(|one| one.id() == seen[0].id()), "still under the same id");
    assert_eq!(seen.last().unwrap().verdict(&secret()), "valid");
    assert_eq!(shop.act(&ticket.id, "reached", 1, &key()).status, 200);
}
