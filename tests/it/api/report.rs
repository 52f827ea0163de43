//! The owner's report equals the log: requests of three days, their fates and
//! the counts, added up by hand beside what is expected.

use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

fn report(shop: &Shop, query: &str) -> Answer {
    shop.api.call("GET", &shop.path(&format!("/report{query}")), Some(&shop.token), None).unwrap()
}

/// A request like the sample, changed.
fn request(shop: &Shop, changes: Value) -> Accepted {
    let mut asked = draft();
    asked.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    shop.accept(&asked)
}

/// Has a request accepted at another time, promised to be answered by another.
fn at(shop: &Shop, ticket: &Accepted, accepted: &str, respond_by: &str) {
    let sql = format!(
        "UPDATE tickets SET created_at = unixepoch('{accepted}:00+09:00'), kept_from = unixepoch() + 9999999,
             ticket = json_set(ticket, '$.promise.respond_by', strftime('%Y-%m-%dT%H:%M:%SZ', '{respond_by}:00+09:00')) WHERE id = '{}'",
        ticket.id
    );
    shop_sql(house().state_dir(), &shop.name, &[&sql]);
}

#[test]
fn the_report_is_what_the_log_adds_up_to() {
    let shop = Shop::open("report");
    let mut own = settings();
    own["topics"] = json!(["gift", "defect", "other", "delivery_status", "return"]);
    own["privacy"]["keep_days"] = json!(3_650);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let entry =
        json!({"id": "track", "lang": "ja", "category": "配送", "question": "いつ届く", "answer": "明日", "topic": "delivery_status"});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();

    let shirt = json!({"name": "シャツ", "sku": "KM-1"});
    let wismo = json!({"topic": "delivery_status", "order_number": "A-1"});
    let returned =
        json!({"topic": "return", "order_number": "A-1", "product": shirt, "message": "サイズが合わない", "phone": "03-1234-5678"});
    // By the same phone: two on the first day, one six days later, one of another number.
    let first = request(&shop, wismo.clone());
    let again = request(&shop, wismo.clone());
    let later = request(&shop, json!({}));
    let back = request(&shop, returned.clone());
    let mail = request(&shop, json!({"reply": "email", "email": "hanako@example.jp", "phone": ""}));
    let forgotten = request(&shop, json!({"phone": "080-9876-5432"}));
    let outside = request(&shop, wismo);
    // The last minute of the day before and the first of the day after are none of it.
    at(&shop, &outside, "2026-10-31T23:59", "2026-11-01T10:00");
    at(&shop, &first, "2026-11-01T00:00", "2099-01-01T00:00");
    at(&shop, &again, "2026-11-01T09:59", "2026-11-01T10:00");
    at(&shop, &later, "2026-11-07T23:59", "2099-01-01T00:00");
    at(&shop, &back, "2026-11-03T09:30", "2099-01-01T00:00");
    at(&shop, &mail, "2026-11-03T14:00", "2026-11-03T15:00");
    at(&shop, &forgotten, "2026-11-03T15:00", "2026-11-03T16:00");
    // One was called in time, another handed on; the others wait, and some too long.
    until("it is on the desk's list", || shop.row(&first.id));
    assert_eq!(shop.act(&first.id, "no_answer", 1, &key()).status, 200);
    until("it is on the desk's list", || shop.row(&back.id));
    assert_eq!(shop.command(&back.id, json!({"act": "hand_over", "note": "在庫のご確認を"}), 1, &key()).status, 200);
    let erased = json!({"phone": "080-9876-5432", "confirmed_by": "佐藤"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&erased)).unwrap().status, 202);
    let batch = json!({"product": "KM-1", "searches": 4, "unfound": 1, "opened": ["track"], "solved": ["track"]});
    let sent = shop.api.send("POST", &shop.path("/events"), &[("content-type", "application/json")], &batch.to_string()).unwrap();
    assert_eq!(sent.status, 204);
    let day = "UPDATE usage SET hour = unixepoch('2026-11-07') / 3600 + 23";
    shop_sql(house().state_dir(), &shop.name, &[day]);

    let answer = report(&shop, "?from=2026-11-01&to=2026-11-07");
    assert_eq!(answer.status, 200, "{}", answer.text);
    let told = answer.json().unwrap();
    let mut hours = vec![0; 24];
    for hour in [0, 9, 23, 9, 14, 15] {
        hours[hour] += 1;
    }
    let nothing = json!({"kept": 0, "broken": 0, "rate": null});
    let expected = json!({
        "from": "2026-11-01", "to": "2026-11-07", "zone": "Asia/Tokyo",
        // 1 / (1 + 6) = 0.1429; 1 / 4.
        "self_service": 143, "searches": 4, "unfound": 1, "unfound_rate": 250, "opened": 1, "solved": 1, "unsolved": 0,
        "requests": 6, "erased": 1, "pitches": 0, "hours": hours,
        // Of five that are known: gift twice, WISMO twice, one return.
        "categories": [
            {"category": "pre_purchase", "requests": 2, "share": 400},
            {"category": "delivery_stock", "requests": 2, "share": 400},
            {"category": "return_exchange", "requests": 1, "share": 200},
        ],
        "topics": [
            {"topic": "gift", "requests": 2, "solved": 0, "self_service": 0},
            {"topic": "delivery_status", "requests": 2, "solved": 1, "self_service": 333},
            {"topic": "return", "requests": 1, "solved": 0, "self_service": 0},
        ],
        "wismo": 400,
        "return_reasons": [{"text": "サイズが合わない", "count": 1, "others": []}],
        "products": [{"sku": "KM-1", "name": "シャツ", "requests": 1, "opened": 1, "solved": 1}],
        "product_categories": [],
        // Four by phone. `first` comes a minute after the one that is outside, `again` ten hours after it, `later` within the week.
        "repeats": {"by_phone": 4, "repeated": 3, "rate": 750},
        // Called and handed on in time; `again` and `mail` passed; `later` waits.
        "promises": {"kept": 2, "broken": 2, "rate": 500},
        "entries": [{"entry": "track", "opened": 1, "solved": 1, "unsolved": 0, "asked": 0, "helped": 1_000}],
        "unanswered": [],
    });
    assert_eq!(told, expected);
    // The last day alone, and days on which nothing was.
    let last = report(&shop, "?from=2026-11-07&to=2026-11-07").json().unwrap();
    assert_eq!((&last["requests"], &last["searches"], &last["repeats"]["repeated"]), (&json!(1), &json!(4), &json!(1)));
    let empty = report(&shop, "?from=2026-11-08&to=2026-11-08").json().unwrap();
    assert_eq!(
        (&empty["requests"], &empty["self_service"], &empty["wismo"], &empty["promises"]),
        (&json!(0), &Value::Null, &Value::Null, &nothing)
    );
}

/// More than are read in one go, many of them in one second.
#[test]
fn many_tickets_are_counted_each_once() {
    let shop = Shop::open("report-many");
    let ticket = shop.accept(&draft());
    let copies = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
         INSERT INTO tickets (id, key, seq, state, created_at, ticket)
         SELECT printf('0000-0000-%04d', i), printf('copy-%d', i), 1, 'done', unixepoch('2026-11-02T00:00:00Z') + i / 700, ticket FROM n, tickets WHERE id = '{}'",
        ticket.id
    );
    shop_sql(house().state_dir(), &shop.name, &[&copies]);
    let told = report(&shop, "?from=2026-11-01&to=2026-11-02").json().unwrap();
    assert_eq!((&told["requests"], &told["hours"][9], &told["topics"][0]["requests"]), (&json!(1_234), &json!(1_234), &json!(1_234)));
    assert_eq!(told["repeats"], json!({"by_phone": 1_234, "repeated": 535, "rate": 434}), "of one second none is earlier than another");
}

#[test]
fn who_asks_and_for_what_is_looked_at() {
    let shop = Shop::open("report-refused");
    for (query, wrong) in [
        ("", vec!["from required", "to required"]),
        ("?from=yesterday&to=2026-11-31", vec!["from malformed", "to malformed"]),
        ("?from=2026-11-02&to=2026-11-01", vec!["to out_of_range"]),
        ("?from=2020-01-01&to=2026-11-01", vec!["to out_of_range"]),
    ] {
        assert_eq!(faults(&refused(&report(&shop, query), 422, "invalid")), wrong, "{query}");
    }
    let path = shop.path("/report?from=2026-11-01&to=2026-11-01");
    for token in [None, Some(shop.desk_token.as_str())] {
        refused(&shop.api.call("GET", &path, token, None).unwrap(), 401, "unauthorized");
    }
    refused(&shop.api.call("DELETE", &path, Some(&shop.token), None).unwrap(), 405, "method_not_allowed");
}
