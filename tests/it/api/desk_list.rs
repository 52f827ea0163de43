//! The desk's list: page by page, and what has changed since a version.

use crate::harness::house::house;
use crate::harness::objects::desk_sql;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, draft_for, key};
use crate::harness::shop::Shop;
use crate::harness::socket::{Frame, Socket};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xtask::seed;

/// So many more copies of the ticket that is on the list alone, straight into
/// the desk's storage.
const COPIES: &str = "INSERT INTO tickets (id, shop, version, row, place, data)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
    SELECT printf('%04d-0000-0000', i), shop, version + i, json_set(row, '$.id', printf('%04d-0000-0000', i), '$.version', version + i),
        substr(place, 1, 14) || printf('%04d-0000-0000', i), data FROM n, tickets";

fn ids(rows: &Value) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_comes_page_by_page_in_one_order() {
    let shop = Shop::open("pages");
    let empty = shop.page("");
    assert_eq!((&empty["version"], &empty["rows"], &empty["whole"], empty.get("next")), (&json!(0), &json!([]), &json!(true), None));
    assert_eq!((&empty["hours"]["zone"]["name"], &empty["hours"]["places"]), (&json!("Asia/Tokyo"), &json!(100)));

    let mut urgent = draft_for(&shop.window_ahead());
    urgent["message"] = json!("至急お願いします");
    let mut pitch = draft();
    pitch["topic"] = json!("other");
    pitch["message"] = json!(
        "突然のご連絡失礼いたします。弊社は通販サイトの集客支援を行っております。SEO対策のご提案です。\nオンラインで30分ほどお打ち合わせのお時間をいただけますと幸いです。"
    );
    let later = shop.accept(&draft_for(&shop.window_ahead()));
    let [sooner, first_done, last_done, handed] = [(); 4].map(|()| shop.accept(&draft()));
    let (urgent, pitch) = (shop.accept(&urgent), shop.accept(&pitch));
    until("all are on the list", || (shop.rows().len() == 7).then_some(()));
    assert_eq!(shop.act(&first_done.id, "reached", 1, &key()).status, 200);
    assert_eq!(shop.command(&handed.id, json!({"act": "hand_over", "note": "在庫の確認"}), 1, &key()).status, 200);
    // Ends within another second: the order of what ended is by the second.
    let second = |id: &str| shop.row(id).unwrap()["row"]["ended_at"].clone();
    until_true("another second has come", || {
        let probe = shop.page("")["now"].clone();
        probe != second(&first_done.id)
    });
    assert_eq!(shop.cancel(&last_done).status, 200);
    until_true("the desk has heard it", || second(&last_done.id).is_string());

    let rows = shop.rows();
    let in_order: Vec<_> = rows.iter().map(|row| row["id"].clone()).collect();
    let waiting_elsewhere = [&handed.id, &pitch.id];
    assert_eq!(in_order[..3], [&urgent.id, &sooner.id, &later.id].map(|id| json!(id)));
    assert!(in_order[3..5].iter().all(|id| waiting_elsewhere.iter().any(|known| json!(known) == *id)), "{in_order:?}");
    assert_eq!(in_order[5..], [&last_done.id, &first_done.id].map(|id| json!(id)));
    assert_eq!((&rows[0]["urgency"], &rows[0]["name"], &rows[0]["by_phone"]), (&json!("urgent"), &json!("山田 花子"), &json!(true)));
    assert_eq!((&rows[6]["state"], &rows[6]["calls"], rows[6]["answered_at"].is_string()), (&json!("done"), &json!(1), true));

    let (mut query, mut pages) = ("?limit=3".to_owned(), vec![]);
    loop {
        let page = shop.page(&query);
        assert_eq!((page["whole"] == true, page.get("hours").is_some()), (pages.is_empty(), pages.is_empty()));
        pages.push(ids(&page["rows"]));
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?limit=3&after={next}");
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
    assert_eq!(json!(pages.concat()), json!(in_order));
    for (query, fault) in [
        ("?limit=0", "limit out_of_range"),
        ("?limit=501", "limit out_of_range"),
        ("?limit=x", "limit malformed"),
        ("?since=-1", "since out_of_range"),
        ("?since=1e3", "since malformed"),
    ] {
        let answer = shop.api.call("GET", &shop.desk_path(&format!("/tickets{query}")), Some(&shop.desk_token), None).unwrap();
        assert_eq!(faults(&refused(&answer, 422, "invalid")), [fault]);
    }
}

/// A console that was cut off holds what it knew, and asks once.
#[test]
fn who_was_cut_off_has_the_servers_list_after_one_request() {
    let shop = Shop::open("resumed");
    let mut by_mail = draft();
    (by_mail["reply"], by_mail["email"]) = (json!("email"), json!("hanako@example.jp"));
    let tickets: Vec<_> = (0..5).map(|_| shop.accept(&draft())).collect();
    until("all are on the list", || (shop.rows().len() == tickets.len()).then_some(()));
    let page = shop.page("");
    let mut console: BTreeMap<String, Value> = BTreeMap::new();
    let take = |console: &mut BTreeMap<String, Value>, row: &Value| {
        let id = row["id"].as_str().unwrap().to_owned();
        let newer = console.get(&id).is_none_or(|known| known["version"].as_u64() < row["version"].as_u64());
        if newer {
            console.insert(id, row.clone());
        }
    };
    page["rows"].as_array().unwrap().iter().for_each(|row| take(&mut console, row));

    let mut line = Socket::open(&house().url(), &shop.desk_path("/live"), None).unwrap();
    line.show(&shop.desk_token);
    let hear = |line: &mut Socket| match line.hear() {
        Frame::Text(text) => serde_json::from_str::<Value>(&text).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(hear(&mut line), json!({"type": "hello", "version": page["version"]}));
    assert_eq!(shop.act(&tickets[0].id, "no_answer", 1, &key()).status, 200);
    let told = hear(&mut line);
    assert_eq!((&told["type"], &told["row"]["state"], &told["row"]["calls"]), (&json!("row"), &json!("retrying"), &json!(1)));
    take(&mut console, &told["row"]);
    seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &shop.desk_settings(50)).unwrap();
    assert_eq!(hear(&mut line), json!({"type": "settings"}));
    drop(line);

    // Meanwhile: called, ended, moved by its shopper, new, forgotten.
    assert_eq!(shop.act(&tickets[0].id, "reached", 2, &key()).status, 200);
    assert_eq!(shop.cancel(&tickets[1]).status, 200);
    assert_eq!(shop.move_to(&tickets[2], &shop.window_ahead()).status, 200);
    let new = shop.accept(&by_mail);
    let wish = json!({"email": "hanako@example.jp", "confirmed_by": "田中"});
    until("it is on the list", || shop.row(&new.id));
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&wish)).unwrap().status, 202);
    let newest = shop.accept(&draft());
    until_true("all has come in", || {
        let states: BTreeMap<_, _> = shop.rows().into_iter().map(|row| (row["id"].as_str().unwrap().to_owned(), row)).collect();
        states.get(&tickets[1].id).is_some_and(|row| row["state"] == "cancelled")
            && states.get(&tickets[2].id).is_some_and(|row| row["seq"] == 2)
            && !states.contains_key(&new.id)
            && states.contains_key(&newest.id)
    });

    let since = console.values().map(|row| row["version"].as_u64().unwrap()).max().unwrap();
    let missed = shop.page(&format!("?since={since}"));
    let versions: Vec<_> = missed["rows"].as_array().unwrap().iter().map(|row| row["version"].as_u64().unwrap()).collect();
    assert!(versions.is_sorted() && missed["whole"] == false && missed.get("next").is_none(), "{missed}");
    assert_eq!(versions.last(), missed["version"].as_u64().as_ref());
    let erased = missed["rows"].as_array().unwrap().iter().find(|row| row["id"] == new.id.as_str()).expect("the tombstone is told");
    assert_eq!((&erased["state"], &erased["name"], &erased["topic"]), (&json!("erased"), &json!(""), &json!(null)));
    missed["rows"].as_array().unwrap().iter().for_each(|row| take(&mut console, row));
    console.retain(|_, row| row["state"] != "erased");
    let servers: BTreeMap<_, _> = shop.rows().into_iter().map(|row| (row["id"].as_str().unwrap().to_owned(), row)).collect();
    assert_eq!(console, servers);
    let none = shop.page(&format!("?since={}", missed["version"]));
    assert_eq!((&none["rows"], &none["whole"]), (&json!([]), &json!(false)));
    // A version that the list never had is somebody else's, or of before a disaster.
    assert_eq!(shop.page("?since=1000000")["whole"], true);
}

#[test]
fn who_has_missed_too_much_begins_anew_and_only_the_last_that_ended_are_listed() {
    let shop = Shop::open("many");
    let ticket = shop.accept(&draft());
    until("it is on the list", || shop.row(&ticket.id));
    let desk = |sql: &str| desk_sql(house().state_dir(), &shop.desk, &[sql]);
    desk(COPIES);
    let anew = shop.page("?since=1&limit=7");
    assert_eq!((&anew["whole"], &anew["version"], anew["rows"].as_array().unwrap().len()), (&json!(true), &json!(1_201), 7));
    let few = shop.page("?since=201");
    assert_eq!((&few["whole"], few["rows"].as_array().unwrap().len()), (&json!(false), 1_000));
    assert_eq!(shop.page("?since=200")["whole"], true);
    let mut all: Vec<_> = shop.rows().into_iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(all.len(), 1_201);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 1_201, "each once");
    desk("UPDATE tickets SET place = '30' || printf('%012d', version) || id WHERE version > 601");
    let rows = shop.rows();
    assert_eq!(rows.len(), 601 + 200);
    assert_eq!(rows.last().unwrap()["version"], 801);
}
