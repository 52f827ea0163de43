//! The lead's board equals what was done: requests of two shops over two days,
//! their fates added up by hand beside what is expected.

use crate::harness::house::house;
use crate::harness::objects::desk_sql;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

fn board(shop: &Shop, query: &str) -> Answer {
    shop.api.call("GET", &shop.desk_path(&format!("/board{query}")), Some(&shop.desk_token), None).unwrap()
}

/// A second shop on the desk of the first, under a name that computes.
fn beside(first: &Shop) -> Shop {
    let name = format!("{}-b", first.name);
    let token = seed::make_shop(&first.api, house().secret(), &name, &first.desk).unwrap();
    let second = Shop { api: first.api.clone(), name, token, desk: first.desk.clone(), desk_token: first.desk_token.clone() };
    let mut desk = first.desk_settings(100);
    desk["capacity"] = json!(200);
    desk["allotments"][&second.name] = json!({"places": 100});
    seed::put(&first.api, &first.desk_path("/settings"), &first.desk_token, &desk).unwrap();
    let mut own = settings();
    own["name"] = json!("=HYPERLINK(\"https://evil.example\")");
    seed::put(&first.api, &second.path("/settings"), &second.token, &own).unwrap();
    second
}

fn request(shop: &Shop, changes: Value) -> Accepted {
    let mut asked = draft();
    asked.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let ticket = shop.accept(&asked);
    until("the desk has heard of it", || heard(shop, &ticket, "created_at"));
    ticket
}

/// What the desk holds of a ticket.
fn heard(shop: &Shop, ticket: &Accepted, what: &str) -> Option<Value> {
    let sql = format!("SELECT data ->> '$.ticket.{what}' AS it FROM tickets WHERE id = '{}'", ticket.id);
    desk_sql(house().state_dir(), &shop.desk, &[&sql]).first().map(|row| row["it"].clone()).filter(|it| !it.is_null())
}

/// Has it accepted at another time, with more of it at other times; a moment by
/// the desk's clocks, or `null`.
fn at(shop: &Shop, ticket: &Accepted, times: &[(&str, &str)]) {
    let sets: Vec<String> = times
        .iter()
        .map(|(path, time)| match *time {
            "null" => format!(", '$.ticket.{path}', NULL"),
            time => format!(", '$.ticket.{path}', strftime('%Y-%m-%dT%H:%M:%SZ', '{time}:00+09:00')"),
        })
        .collect();
    let sql = format!("UPDATE tickets SET data = json_set(data{}) WHERE id = '{}'", sets.concat(), ticket.id);
    desk_sql(house().state_dir(), &shop.desk, &[&sql]);
}

fn act(shop: &Shop, ticket: &Accepted, act: Value, seq: u64) {
    let answer = shop.command(&ticket.id, act, seq, &key());
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[test]
fn the_board_is_what_was_done_added_up() {
    let shop = Shop::open("board");
    let other = beside(&shop);
    // Three of one number, one by mail, one of another number, one of the other shop by the first number.
    let called = request(&shop, json!({}));
    let again = request(&shop, json!({}));
    let handed = request(&shop, json!({}));
    let mail = request(&shop, json!({"reply": "email", "email": "hanako@example.jp", "phone": ""}));
    let forgotten = request(
        &shop,
        json!({"phone": "080-9876-5432", "topic": "defect", "order_number": "A-1", "product": {"name": "シャツ"}, "symptom": "破れ", "solution": "交換"}),
    );
    let there = request(&other, json!({}));
    // Reached in vain first, then spoken to, and closed; by somebody who says who they are.
    act(&shop, &called, json!({"act": "attempt", "outcome": "no_answer", "by": "佐藤"}), 1);
    act(&shop, &called, json!({"act": "attempt", "outcome": "reached", "by": "鈴木"}), 2);
    act(&shop, &called, json!({"act": "close", "outcome": "solved", "by": "鈴木"}), 3);
    act(&shop, &handed, json!({"act": "hand_over", "note": "在庫のご確認を", "by": "佐藤"}), 1);
    act(&other, &there, json!({"act": "start_call", "by": "佐藤"}), 1);
    act(&other, &there, json!({"act": "attempt", "outcome": "reached"}), 2);
    let erased = json!({"phone": "080-9876-5432", "confirmed_by": "佐藤"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&erased)).unwrap().status, 202);
    until("it is erased at the desk", || heard(&shop, &forgotten, "state").filter(|state| state == "erased"));
    // A minute before the first day, on it, and in the last minute of the second.
    at(&shop, &called, &[("created_at", "2026-09-01T09:00"), ("answered.at", "2026-09-01T09:20"), ("answered.due", "2026-09-01T09:20")]);
    at(&shop, &again, &[("created_at", "2026-09-02T23:59"), ("promise.respond_by", "2026-09-03T00:30")]);
    at(&shop, &handed, &[("created_at", "2026-08-31T23:59"), ("answered.at", "2026-09-01T10:00"), ("handover.at", "2026-09-01T10:00")]);
    at(&shop, &mail, &[("created_at", "2026-09-02T10:00"), ("promise.respond_by", "2099-09-03T00:30")]);
    at(&shop, &forgotten, &[("created_at", "2026-09-01T09:59")]);
    at(&other, &there, &[("created_at", "2026-09-02T10:00"), ("answered.at", "2026-09-02T10:40"), ("answered.due", "2026-09-02T10:15")]);

    let answer = board(&shop, "?from=2026-09-01&to=2026-09-02");
    assert_eq!(answer.status, 200, "{}", answer.text);
    let told = answer.json().unwrap();
    let four = |at: &str| ["requests", "in_time", "late", "rate"].map(|name| told.pointer(at).unwrap()[name].clone());
    // `called` on its last second; `again` was never called; the other shop's too late.
    assert_eq!(four("/answers"), [json!(5), json!(1), json!(2), json!(333)]);
    assert_eq!(four("/hours/9"), [json!(2), json!(1), json!(0), json!(1_000)], "the erased one counts in its hour");
    assert_eq!(four("/hours/10"), [json!(2), json!(0), json!(1), json!(0)]);
    assert_eq!(four("/days/1/answers"), [json!(3), json!(0), json!(2), json!(0)]);
    assert_eq!(four("/shops/1/answers"), [json!(1), json!(0), json!(1), json!(0)]);
    assert_eq!((told["erased"].clone(), told["pitches"].clone(), told["urgent"]["requests"].clone()), (json!(1), json!(0), json!(1)));
    // Always open: 20 and 40 minutes.
    assert_eq!(told["speed"], json!({"answered": 2, "average": 1_800, "median": 1_200, "net_average": 1_800, "net_median": 1_200}));
    assert_eq!(told["first_contact"], json!({"spoken": 2, "resolved": 2, "rate": 1_000}));
    // `handed` asked a minute before these days; at the other shop it is the first.
    assert_eq!(told["repeats"], json!({"by_phone": 3, "repeated": 2, "rate": 667}));
    assert_eq!(told["calls"], json!({"reached": 2, "no_answer": 1, "busy": 0, "voicemail": 0, "wrong_number": 0}));
    assert_eq!((&told["outcomes"], &told["untold"]), (&json!([{"outcome": "solved", "count": 1}]), &json!(1)));
    let people = json!([
        {"name": "佐藤", "calls": 2, "reached": 1, "ended": 1},
        {"name": "鈴木", "calls": 1, "reached": 1, "ended": 1},
    ]);
    assert_eq!(told["operators"], people);
    let now = &told["now"];
    assert_eq!([&now["waiting"], &now["late"], &now["handed"], &now["retrying"]], [&json!(2), &json!(1), &json!(1), &json!(0)]);
    // One shop alone, and days on which nothing was.
    let alone = board(&shop, &format!("?from=2026-09-01&to=2026-09-02&shop={}", other.name)).json().unwrap();
    assert_eq!(
        (&alone["answers"]["requests"], &alone["now"]["waiting"], &alone["shops"].as_array().unwrap().len()),
        (&json!(1), &json!(0), &1)
    );
    assert_eq!(board(&shop, "?from=2026-09-04&to=2026-09-04").json().unwrap()["answers"]["rate"], Value::Null);

    // As a table, a shop's name computes nothing.
    let path = shop.desk_path("/board?from=2026-09-01&to=2026-09-02");
    let headers = [("accept", "text/csv"), ("authorization", &*format!("Bearer {}", shop.desk_token))];
    let table = shop.api.send("GET", &path, &headers, "").unwrap();
    assert_eq!((table.header("content-type"), table.header("cache-control")), (Some("text/csv; charset=utf-8"), Some("no-store")));
    assert_eq!(table.header("content-disposition"), Some("attachment; filename=\"board-shops.csv\""));
    let line = format!("{},\"'=HYPERLINK(\"\"https://evil.example\"\")\",1,0,1,0.0\r\n", other.name);
    assert!(table.text.starts_with("\u{FEFF}店舗ID,店舗名,") && table.text.ends_with(&line), "{}", table.text);
    let hours = board(&shop, "?from=2026-09-01&to=2026-09-02&table=hours").text;
    assert_eq!((hours.lines().count(), hours.lines().nth(10)), (25, Some("09:00,2,1,0,100.0")));

    for (query, wrong) in [
        ("?from=2026-09-02&to=2026-09-01", vec!["to out_of_range"]),
        ("?from=2026-01-01&to=2026-09-01", vec!["to out_of_range"]),
        ("?from=yesterday", vec!["from malformed"]),
        ("?table=people", vec!["table unknown"]),
        ("?as=pdf", vec!["as unknown"]),
        ("?shop=%2F", vec!["shop unknown"]),
    ] {
        assert_eq!(faults(&refused(&board(&shop, query), 422, "invalid")), wrong, "{query}");
    }
    let stranger = Shop::open("board-stranger");
    for token in [None, Some(stranger.desk_token.as_str()), Some(shop.token.as_str())] {
        refused(&shop.api.call("GET", &path, token, None).unwrap(), 401, "unauthorized");
    }
    refused(&shop.api.call("POST", &path, Some(&shop.desk_token), Some(&json!({}))).unwrap(), 405, "method_not_allowed");
}

/// More than are read in one go, many of them in one second.
#[test]
fn many_tickets_are_counted_each_once() {
    let shop = Shop::open("board-many");
    let ticket = request(&shop, json!({}));
    at(&shop, &ticket, &[("created_at", "2026-09-02T09:00")]);
    // Whatever columns there are, the copy has them, under a number and a version of its own.
    let names = desk_sql(
        house().state_dir(),
        &shop.desk,
        &["SELECT name FROM pragma_table_info('tickets') WHERE name NOT IN ('id', 'version', 'place')"],
    );
    let names: Vec<&str> = names.iter().map(|row| row["name"].as_str().unwrap()).collect();
    let names = names.join(", ");
    let copies = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
         INSERT INTO tickets (id, version, {names}) SELECT printf('0000-0000-%04d', i), 1000 + i, {names} FROM n, tickets WHERE id = '{}'",
        ticket.id
    );
    desk_sql(house().state_dir(), &shop.desk, &[&copies]);
    let told = board(&shop, "?from=2026-09-02&to=2026-09-02").json().unwrap();
    let counts = [&told["answers"]["requests"], &told["hours"][9]["requests"], &told["now"]["waiting"], &told["repeats"]["by_phone"]];
    assert_eq!(counts, [&json!(1_235); 4]);
}
