//! Personal data goes when it has been kept for as long as the shop says.

use crate::harness::objects::shop_sql;
use crate::harness::person::{NOTED, SAID, request};
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::refused;
use crate::harness::run_folder;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::storage;
use crate::harness::wait::{until, until_true};
use serde_json::json;
use xtask::seed::{self, Api};
use xtask::stack::{Stack, StackOptions};

/// As if all tickets had come and ended so many days earlier.
fn days_ago(days: u32) -> [String; 2] {
    let paths = ["created_at", "promise.respond_by", "promise.window.start", "promise.window.end", "end.at"];
    let earlier = |path: &&str| {
        let at = format!("json_extract(ticket, '$.{path}')");
        format!("'$.{path}', strftime('%Y-%m-%dT%H:%M:%SZ', {at}, '-{days} days')")
    };
    let all = paths.iter().map(earlier).collect::<Vec<_>>().join(", ");
    [
        format!("UPDATE tickets SET ticket = json_replace(ticket, {all}), kept_from = kept_from - {days} * 86400"),
        format!("UPDATE keys SET created_at = created_at - {days} * 86400"),
    ]
}

fn state(shop: &Shop, ticket: &Accepted) -> String {
    shop.status(ticket).json().unwrap()["state"].as_str().unwrap().to_owned()
}

/// Settings with a webhook and so many days.
fn furnish(shop: &Shop, url: &str, days: u32) {
    let mut settings = settings();
    settings["channels"] = json!([{"kind": "webhook", "id": "hook", "url": url, "secret": secret()}]);
    settings["privacy"]["keep_days"] = json!(days);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
}

/// A run of the alarm has come and gone: what it does before it delivers is done.
fn ring(shop: &Shop) {
    let ticket = shop.accept(&draft());
    until("the desk has a new ticket", || shop.row(&ticket.id));
}

#[test]
fn what_was_kept_for_long_enough_is_gone_everywhere() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("retention"))).unwrap();
    let receiver = Receiver::answering(&[]);
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "kept");
    shop.furnish(20);
    furnish(&shop, &receiver.url(), 90);

    let known = key();
    let answer = shop.post(&request(), &known);
    assert_eq!(answer.status, 201, "{}", answer.text);
    let (ended, open) = (Accepted::of(&answer), shop.accept(&draft()));
    until("it is on the desk's list", || shop.row(&ended.id));
    assert_eq!(shop.command(&ended.id, json!({"act": "note", "text": NOTED}), 1, &key()).status, 200);
    assert_eq!(shop.command(&ended.id, json!({"act": "close", "outcome": "solved"}), 2, &key()).status, 200);
    until_true("all has arrived", || receiver.seen().len() == 4);

    // Ninety days less a day are not long enough; and what still waits for a
    // call isn't erased for its age.
    let earlier = days_ago(89);
    shop_sql(stack.state_dir(), &shop.name, &[&earlier[0], "SELECT 1"]);
    ring(&shop);
    assert_eq!((state(&shop, &ended), state(&shop, &open)), ("done".to_owned(), "open".to_owned()));
    furnish(&shop, &receiver.url(), 89);
    until_true("fewer days reach what is stored", || state(&shop, &ended) == "erased");
    assert_eq!(state(&shop, &open), "open");

    until_true("it is off the desk's list", || shop.row(&ended.id).is_none());
    let erased = until("the webhook was told", || receiver.seen().into_iter().find(|one| one.event()["type"] == "ticket.erased"));
    let event = erased.event();
    assert_eq!((&event["data"]["ticket"]["id"], &event["data"]["ticket"]["seq"]), (&json!(ended.id), &json!(4)));
    assert!(SAID.iter().all(|word| !event.to_string().contains(word)), "{event}");
    refused(&shop.post(&request(), &known), 410, "erased");
    refused(&shop.cancel(&ended), 409, "ended");

    // Its key is let go of too; that of a ticket that waits is not. (Old keys
    // are swept away every few minutes, and when the object wakes.)
    let keys = |stack: &Stack| shop_sql(stack.state_dir(), &shop.name, &["SELECT key FROM keys"]).len();
    let before = keys(&stack);
    shop_sql(stack.state_dir(), &shop.name, &[&earlier[1], "SELECT 1"]);
    stack.restart().unwrap();
    ring(&shop);
    assert_eq!(keys(&stack), before - 1 + 1, "one more came, and one went");
    assert_eq!(shop.post(&request(), &known).status, 201);
    assert_eq!(state(&shop, &ended), "erased", "a receipt's token outlives its key");

    // Thirty days more with nobody touching it.
    let earlier = days_ago(31);
    shop_sql(stack.state_dir(), &shop.name, &[&earlier[0], "SELECT 1"]);
    ring(&shop);
    until_true("what never ended goes too", || state(&shop, &open) == "erased");
}

#[test]
fn nothing_of_it_is_left_in_storage_and_what_can_not_be_read_goes_too() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("left"))).unwrap();
    let refusing = Receiver::answering(&[]);
    refusing.answer(503);
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "left");
    shop.furnish(20);
    furnish(&shop, &refusing.url(), 90);
    let (ended, unreadable) = (shop.accept(&request()), shop.accept(&request()));
    until_true("both were tried", || refusing.seen().iter().filter(|one| one.answered == 503).count() >= 2);
    assert_eq!(shop.cancel(&ended).status, 200);
    let spoilt = format!("UPDATE tickets SET ticket = json_replace(ticket, '$.intake.topic', 'gone') WHERE id = '{}'", unreadable.id);
    let [earlier, _] = days_ago(121);
    shop_sql(stack.state_dir(), &shop.name, &[&spoilt, &earlier, "SELECT 1"]);
    assert!(!storage::with(&storage::rows(&mut stack), SAID).is_empty());
    stack.restart().unwrap();
    ring(&shop);
    for ticket in [&ended, &unreadable] {
        until_true("it is erased", || state(&shop, ticket) == "erased");
        until_true("it is off the desk's list", || shop.row(&ticket.id).is_none());
    }
    let already = refusing.seen().len();
    refusing.answer(204);
    until_true("the receiver was told of both", || {
        let told = |one: &&crate::harness::receiver::Received| one.answered == 204 && one.event()["type"] == "ticket.erased";
        refusing.seen().iter().filter(told).count() >= 2
    });
    for one in refusing.seen().iter().skip(already) {
        let body = String::from_utf8(one.body.clone()).unwrap();
        assert!(SAID.iter().all(|word| !body.contains(word)), "{body}");
    }
    assert_eq!(storage::with(&storage::rows(&mut stack), SAID), Vec::<String>::new());
}
