//! What time alone does: one ticket in trouble holds up no other, and what was
//! delivered long ago is forgotten.

use crate::harness::alarms::Objects;
use crate::harness::deliveries::event;
use crate::harness::run_folder;
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::json;
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};

#[test]
fn a_ticket_that_can_not_be_read_holds_up_no_other_and_old_deliveries_go() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("clock"))).unwrap();
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "clock");
    shop.furnish(10);
    let tickets: Vec<_> = (0..3).map(|_| shop.accept(&draft())).collect();
    for ticket in &tickets[..2] {
        until("the desk has it", || shop.row(&ticket.id));
        assert_eq!(shop.act(&ticket.id, "start_call", 1, &key()).status, 200);
    }
    let old = event(&tickets[2].id, 1);
    until_true("all has arrived", || shop.undelivered().is_empty());
    assert_eq!(shop.delivery(&old, "desk").unwrap()["state"], "delivered");
    stack.kill_hard();

    // Both calls should have been taken back long ago, the first is unreadable.
    let objects = Objects::of(stack.state_dir(), "ShopObject");
    let (bad, good) = (&tickets[0], &tickets[1]);
    objects.run(
        &shop.name,
        "UPDATE tickets SET lapses_at = 2, ticket = json_set(ticket, '$.call.since', '2020-01-01T00:00:00Z') WHERE lapses_at IS NOT NULL",
    );
    objects.run(&shop.name, &format!("UPDATE tickets SET lapses_at = 1, ticket = '{{' WHERE id = '{}'", bad.id));
    objects.run(&shop.name, &format!("UPDATE outbox SET created_at = 1 WHERE id = '{old}'"));
    stack.restart().unwrap();

    until("the call is taken back", || (shop.status(good).json().unwrap()["state"] == "open").then_some(()));
    until_true("the old delivery is forgotten", || shop.delivery(&old, "desk").is_none());
    let kept = shop.delivery(&event(&good.id, 1), "desk").unwrap();
    assert_eq!((&kept["state"], kept["tries"].as_array().unwrap().len()), (&json!("delivered"), 1), "the others stay");
    assert!(stack.logs().iter().any(|line| line.contains(&format!("clock: {}", bad.id))), "the one in trouble is told of by its number");
    stack.kill_hard();
    let rows = objects.run(&shop.name, &format!("SELECT lapses_at > 1000 AS later FROM tickets WHERE id = '{}'", bad.id));
    assert_eq!(rows[0]["later"], 1, "and put off");
    let orphans = objects.run(&shop.name, "SELECT count(*) AS count FROM tries WHERE row NOT IN (SELECT n FROM outbox)");
    assert_eq!(orphans[0]["count"], 0);
}
