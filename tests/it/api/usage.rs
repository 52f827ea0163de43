//! What shoppers do with the answers: counted of nobody in particular, kept for
//! so long, and what is asked most told once the day is over.

use crate::harness::caller::Caller;
use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::refusal::refused;
use crate::harness::samples::{ORIGIN, draft, settings};
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use xtask::seed;

fn tell(shop: &Shop, body: &Value) -> seed::Answer {
    // As a browser sends it, which asks for no leave first.
    let headers = [("content-type", "text/plain;charset=UTF-8"), ("origin", ORIGIN)];
    shop.api.send("POST", &shop.path("/events"), &headers, &body.to_string()).unwrap()
}

#[track_caller]
fn told(shop: &Shop, body: &Value) {
    let answer = tell(shop, body);
    assert_eq!((answer.status, answer.text.as_str()), (204, ""), "{body}");
}

fn published(shop: &Shop) -> (String, Value) {
    let answer = shop.api.send("GET", &shop.path("/widget?lang=ja"), &[], "").unwrap();
    (answer.header("etag").unwrap().to_owned(), answer.json().unwrap()["asked"].clone())
}

/// A shop with three answers.
fn open(name: &str) -> Shop {
    let shop = Shop::open(name);
    let entry = |id: &str, more: Value| {
        let mut entry = json!({"id": id, "lang": "ja", "category": "配送", "question": format!("{id}?"), "answer": "はい"});
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        entry
    };
    let entries = [entry("fee", json!({"topic": "other"})), entry("days", json!({"products": ["KM-1"]})), entry("gift", json!({}))];
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({ "entries": entries })).unwrap();
    shop
}

const ROWS: &str = "SELECT entry, topic, product, searches, unfound, opened, solved, unsolved, asked FROM usage ORDER BY entry, product";

fn row(key: [&str; 3], [searches, unfound, opened, solved, unsolved, asked]: [u32; 6]) -> Value {
    let [entry, topic, product] = key;
    json!({
        "entry": entry, "topic": topic, "product": product, "searches": searches, "unfound": unfound, "opened": opened,
        "solved": solved, "unsolved": unsolved, "asked": asked,
    })
}

#[test]
fn batches_are_added_up_and_nothing_else_is_kept() {
    let shop = open("usage");
    let sql = |sql: &[&str]| shop_sql(house().state_dir(), &shop.name, sql);
    let batch = json!({"product": "KM-1", "searches": 2, "unfound": 1, "opened": ["fee", "days"], "unsolved": ["fee"], "asked": ["fee"],
        "queries": ["山田花子 送料"]});
    told(&shop, &batch);
    told(&shop, &batch);
    told(&shop, &json!({"product": "KM-9", "opened": ["fee", "never-was", "fee"], "solved": ["fee"]}));
    told(&shop, &json!({}));
    let mut expected = vec![
        row(["", "", "KM-1"], [4, 2, 0, 0, 0, 0]),
        row(["days", "", "KM-1"], [0, 0, 2, 0, 0, 0]),
        row(["fee", "other", ""], [0, 0, 1, 1, 0, 0]),
        row(["fee", "other", "KM-1"], [0, 0, 2, 0, 2, 2]),
    ];
    assert_eq!(sql(&[ROWS]), expected, "of a product that nobody knows nothing is noted");
    assert_eq!(sql(&["SELECT * FROM queries"]), [] as [Value; 0], "the shop keeps none");

    // A request names it; the one that holds no JSON any more is no hindrance.
    let mut about = draft();
    about["product"] = json!({"name": "シャツ", "sku": "KM-9"});
    shop.accept(&about);
    let spoilt = shop.accept(&draft());
    sql(&[&format!("UPDATE tickets SET ticket = '{{' WHERE id = '{}'", spoilt.id)]);
    told(&shop, &json!({"product": "KM-9", "opened": ["fee"]}));
    expected.push(row(["fee", "other", "KM-9"], [0, 0, 1, 0, 0, 0]));
    assert_eq!(sql(&[ROWS]), expected);

    // A day has no room for more rows, and those that it has count on.
    sql(&["WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3995)
           INSERT INTO usage SELECT (SELECT max(hour) FROM usage), 'x' || i, '', '', 0, 0, 0, 0, 0, 0 FROM n"]);
    told(&shop, &json!({"product": "KM-9", "opened": ["fee", "gift"]}));
    let opened = sql(&["SELECT entry, opened FROM usage WHERE entry IN ('fee', 'gift') AND product = 'KM-9'"]);
    assert_eq!(opened, [json!({"entry": "fee", "opened": 2})]);
}

#[test]
fn searches_on_the_hosted_page_count_but_of_those_who_ask_not_to_be_tracked() {
    let shop = open("usage-hosted");
    let search = |method: &str, query: &str, headers: &[(&str, &str)]| {
        let page = shop.api.send(method, &format!("/s/{}?lang=ja{query}", shop.name), headers, "").unwrap();
        assert_eq!(page.status, 200, "{query}");
    };
    search("GET", "&q=fee", &[]);
    search("GET", "&q=zzzzzz", &[]);
    for uncounted in ["", "&q=", "&q=+"] {
        search("GET", uncounted, &[]);
    }
    search("HEAD", "&q=fee", &[]);
    search("GET", "&q=fee", &[("dnt", "1")]);
    search("GET", "&q=zzzzzz", &[("sec-gpc", "1")]);
    let kept = shop_sql(house().state_dir(), &shop.name, &[ROWS]);
    assert_eq!(kept, [row(["", "", ""], [2, 1, 0, 0, 0, 0])]);
}

#[test]
fn what_is_no_batch_is_refused() {
    let shop = open("usage-refused");
    for body in [json!({"entry": "fee"}), json!({"opened": "fee"}), json!({"searches": -1}), json!({"name": "山田"}), json!([])] {
        refused(&tell(&shop, &body), 400, "unreadable");
    }
    refused(&tell(&shop, &json!({"queries": ["あ".repeat(6_000)]})), 413, "too_large");
    refused(&shop.api.send("GET", &shop.path("/events"), &[], "").unwrap(), 405, "method_not_allowed");
    for (kind, origin, status, code) in
        [("text/plain", "https://foreign.example", 403, "foreign_origin"), ("application/x-www-form-urlencoded", ORIGIN, 415, "wrong_type")]
    {
        let headers = [("content-type", kind), ("origin", origin)];
        refused(&shop.api.send("POST", &shop.path("/events"), &headers, "{\"opened\":[\"fee\"]}").unwrap(), status, code);
    }
    let searches = || shop_sql(house().state_dir(), &shop.name, &["SELECT sum(searches) AS n FROM usage"])[0]["n"].as_i64();
    assert_eq!(searches(), None);
    // Of one network a few count, whatever it sends; of another all the same.
    (0..80).for_each(|_| told(&shop, &json!({"searches": 1})));
    let counted = searches().unwrap();
    assert!((60..70).contains(&counted), "{counted}");
    let other = Caller::page("198.51.100.7");
    let sent = other.send(&shop, "POST", &shop.path("/events"), &[("content-type", "text/plain")], "{\"searches\":50,\"unfound\":60}");
    assert_eq!((sent.status, searches()), (204, Some(counted + 50)));
}

#[test]
fn what_was_opened_most_is_told_on_the_next_day_and_old_hours_become_days() {
    let shop = open("usage-days");
    let sql = |sql: &[&str]| shop_sql(house().state_dir(), &shop.name, sql);
    let before = published(&shop);
    for (entry, times) in [("fee", 3), ("days", 5), ("gift", 2)] {
        (0..times).for_each(|_| told(&shop, &json!({"opened": [entry]})));
    }
    assert_eq!((published(&shop), &before.1), (before.clone(), &json!(null)), "no touch changes what caches hold");

    // The day is over, four weeks ago or more for some of it.
    let of = |entry: &str, days: i64| {
        format!(
            "INSERT INTO usage SELECT hour - {}, entry, 'gift', '', 0, 0, 50, 0, 0, 0 FROM usage WHERE entry = '{entry}' AND opened < 50",
            24 * days
        )
    };
    sql(&["UPDATE usage SET hour = hour - 24", &of("gift", 27), &of("fee", 28)]);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings()).unwrap();
    let after = published(&shop);
    assert_eq!(after.1, json!(["gift", "days", "fee"]), "what is too old counts no more, what is rare is not told");
    assert_ne!(after.0, before.0);

    // Two hours of a day two months ago, its first among them or not, and a day of the year before last.
    let old = "INSERT INTO usage SELECT hour - hour % 24 - 24 * 70 + column1, entry, topic, 'KM-1', 1, 0, 2, 0, 0, 0 \
               FROM usage, (VALUES (0), (9), (23)) WHERE entry = 'days' AND product = ''";
    let gone =
        "INSERT INTO usage SELECT hour - 24 * 400, entry, topic, 'gone', 1, 0, 2, 0, 0, 0 FROM usage WHERE entry = 'days' AND product = ''";
    sql(&[old, gone]);
    told(&shop, &json!({"opened": ["fee"]}));
    let kept = sql(&[
        "SELECT product, count(*) AS rows, max(hour % 24) AS hour, sum(opened) AS opened FROM usage WHERE product <> '' GROUP BY product",
    ]);
    assert_eq!(kept, [json!({"product": "KM-1", "rows": 1, "hour": 0, "opened": 6})]);
    assert_eq!(published(&shop), after);
}

#[test]
fn words_that_found_nothing_are_kept_scrubbed_where_the_shop_says_so_and_as_long() {
    let shop = open("usage-words");
    let sql = |sql: &[&str]| shop_sql(house().state_dir(), &shop.name, sql);
    let keep = |days: u32| {
        let mut own = settings();
        own["privacy"]["query_days"] = json!(days);
        seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    };
    let said = |shop: &Shop| {
        let answer = shop.api.send("GET", &shop.path("/widget?lang=ja"), &[], "").unwrap();
        answer.json().unwrap()["texts"]["home.kept"].is_string()
    };
    assert!(!said(&shop));
    keep(3);
    assert!(said(&shop), "shoppers are told");
    told(&shop, &json!({"queries": ["ギフト包装 090-1234-5678", "hanako@example.jp", "ギフト包装 12"]}));
    told(&shop, &json!({"queries": ["1", "2", "3", "4", "5", "六つ目"]}));
    let words = "SELECT query, n FROM queries ORDER BY day, query";
    assert_eq!(sql(&[words]), [json!({"query": "ギフト包装 #", "n": 2})]);
    // Today counts as the first of the days.
    sql(&[
        "INSERT INTO queries SELECT day - 2, '納期', n FROM queries",
        "INSERT INTO queries SELECT day - 3, '古い', n FROM queries WHERE query <> '納期'",
    ]);
    let report = |shop: &Shop| {
        let answer = shop.api.call("GET", &shop.path("/report?from=2026-11-01&to=2027-11-30"), Some(&shop.token), None).unwrap();
        answer.json().unwrap()["unanswered"].as_array().unwrap().iter().map(|one| one["text"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(report(&shop), ["ギフト包装 #", "納期"]);
    assert_eq!(sql(&["SELECT query FROM queries WHERE query = '古い'"]), [] as [Value; 0]);
    keep(2);
    assert_eq!(sql(&[words]).len(), 1, "a lower number holds at once");
    keep(0);
    assert_eq!(sql(&[words]), [] as [Value; 0]);
    assert!(!said(&shop));
    told(&shop, &json!({"queries": ["ギフト包装"]}));
    assert_eq!(sql(&[words]), [] as [Value; 0]);
}
