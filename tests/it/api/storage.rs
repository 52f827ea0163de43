//! Storage that fails: nothing is acknowledged that is not stored.

use crate::harness::house::house;
use crate::harness::objects::{desk_sql, shop_sql};
use crate::harness::refusal::refused;
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

/// The last write of an acceptance fails, after the ticket's and the key's.
const FAIL: &str = "CREATE TRIGGER no_space BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
const HEAL: &str = "DROP TRIGGER no_space";
const ROWS: &str =
    "SELECT (SELECT count(*) FROM tickets) AS tickets, (SELECT count(*) FROM keys) AS keys, (SELECT count(*) FROM outbox) AS outbox";

fn sql(shop: &Shop, statement: &str) -> Vec<Value> {
    shop_sql(house().state_dir(), &shop.name, &[statement])
}

#[test]
fn what_can_not_be_stored_is_not_acknowledged_and_leaves_nothing_half_written() {
    let shop = Shop::open("full-disk");
    let before = shop.accept(&draft());
    until("it is delivered", || shop.row(&before.id));
    sql(&shop, FAIL);
    let stored = sql(&shop, ROWS);
    let request = key();
    for _ in 0..2 {
        let answer = shop.post(&draft(), &request);
        refused(&answer, 503, "storage");
        assert!(answer.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
        assert!(!answer.text.contains("disk"), "the platform's words stay inside: {}", answer.text);
    }
    assert_eq!(sql(&shop, ROWS), stored, "nothing is half written");
    // Neither is an act that can't be told of.
    refused(&shop.cancel(&before), 503, "storage");
    assert_eq!(shop.status(&before).json().unwrap()["state"], "open");
    assert_eq!(shop.listed().len(), 1);

    sql(&shop, HEAL);
    let answer = shop.post(&draft(), &request);
    assert_eq!(answer.status, 201, "the same key, once there is room again: {}", answer.text);
    let ticket = Accepted::of(&answer);
    until("the desk has it", || shop.row(&ticket.id));
    assert_eq!(shop.cancel(&before).json().unwrap()["state"], json!("cancelled"));
    assert_eq!(sql(&shop, "SELECT count(*) AS n FROM tickets"), [json!({"n": 2})]);
}

/// Events may come to the desk in any order: only a higher number replaces
/// what it knows.
#[test]
fn the_desk_takes_no_step_back() {
    let shop = Shop::open("back");
    let ticket = shop.accept(&draft());
    until("the desk has it", || shop.row(&ticket.id));
    let desk = |statement: &str| desk_sql(house().state_dir(), &shop.desk, &[statement]);
    let undelivered = || shop_sql(house().state_dir(), &shop.name, &["SELECT id FROM outbox WHERE state <> 'delivered'"]).len();

    // As if the fifth event had overtaken the second.
    desk("UPDATE tickets SET row = json_set(row, '$.seq', 5)");
    assert_eq!(shop.cancel(&ticket).json().unwrap()["state"], "cancelled");
    until_true("the second has come in", || undelivered() == 0);
    assert_eq!(shop.row(&ticket.id).unwrap()["data"]["ticket"]["state"], "open", "the older is welcome, and changes nothing");

    // The next one it takes, whatever was missing before it.
    desk("UPDATE tickets SET row = json_set(row, '$.seq', 1)");
    assert_eq!(shop.command(&ticket.id, json!({"act": "note", "text": "電話あり"}), 2, &key()).status, 200);
    let row = until("it has come in", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["seq"] == 3));
    assert_eq!(row["data"]["ticket"]["state"], "cancelled");
}
