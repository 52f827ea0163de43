//! What shoppers ask most: counted by day, told once the day is over.

use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::refusal::refused;
use crate::harness::samples::settings;
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use xtask::seed;

fn count(shop: &Shop, body: &Value) -> seed::Answer {
    let json = [("content-type", "application/json")];
    shop.api.send("POST", &shop.path("/events"), &json, &body.to_string()).unwrap()
}

fn published(shop: &Shop) -> (String, Value) {
    let answer = shop.api.send("GET", &shop.path("/widget?lang=ja"), &[], "").unwrap();
    (answer.header("etag").unwrap().to_owned(), answer.json().unwrap()["asked"].clone())
}

#[test]
fn what_was_looked_at_most_is_told_on_the_next_day_and_of_nobody() {
    let shop = Shop::open("asked");
    let entry = |id: &str| json!({"id": id, "lang": "ja", "category": "配送", "question": format!("{id}?"), "answer": "はい"});
    let faq = json!({"entries": [entry("fee"), entry("days"), entry("gift")]});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &faq).unwrap();
    let before = published(&shop);
    for (id, times) in [("fee", 3), ("days", 5), ("gift", 2), ("never-was", 9)] {
        for _ in 0..times {
            let answer = count(&shop, &json!({ "entry": id }));
            assert_eq!((answer.status, answer.text.as_str()), (204, ""), "{id}");
        }
    }
    assert_eq!(count(&shop, &json!({"entry": "gift", "solved": true})).status, 204);
    assert_eq!(published(&shop), before, "no touch changes what caches hold");
    assert_eq!(before.1, json!(null));

    // A row for each entry, and nothing else in it.
    let state = house().state_dir();
    let rows = shop_sql(state, &shop.name, &["SELECT entry, seen, solved FROM asked ORDER BY entry"]);
    let row = |id: &str, seen: u32, solved: u32| json!({"entry": id, "seen": seen, "solved": solved});
    assert_eq!(rows, [row("days", 5, 0), row("fee", 3, 0), row("gift", 2, 1)]);

    // The day is over, four weeks ago or more for some of it.
    let past = ["UPDATE asked SET day = day - 1", "INSERT INTO asked SELECT day - 27, 'gift', 50, 0 FROM asked WHERE entry = 'gift'"];
    shop_sql(state, &shop.name, &past);
    shop_sql(state, &shop.name, &["INSERT INTO asked SELECT day - 28, 'fee', 50, 0 FROM asked WHERE entry = 'fee' AND seen = 3"]);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings()).unwrap();
    let after = published(&shop);
    assert_eq!(after.1, json!(["gift", "days", "fee"]), "what is too old counts no more, what is rare is not told");
    assert_ne!(after.0, before.0);
    assert_eq!(count(&shop, &json!({"entry": "fee"})).status, 204);
    let old = shop_sql(state, &shop.name, &["SELECT count(*) AS n FROM asked WHERE seen = 50"]);
    assert_eq!(old, [json!({"n": 1})], "and is deleted");
    assert_eq!(published(&shop), after);

    for (body, status, code) in [(json!({}), 400, "unreadable"), (json!({"entry": "fee", "name": "山田"}), 400, "unreadable")] {
        refused(&count(&shop, &body), status, code);
    }
    refused(&shop.api.send("GET", &shop.path("/events"), &[], "").unwrap(), 405, "method_not_allowed");
    let foreign = [("content-type", "application/json"), ("origin", "https://foreign.example")];
    refused(&shop.api.send("POST", &shop.path("/events"), &foreign, "{\"entry\":\"fee\"}").unwrap(), 403, "foreign_origin");
}
