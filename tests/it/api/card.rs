//! All that a caller needs, on one card.

use crate::harness::house::house;
use crate::harness::objects::desk_sql;
use crate::harness::refusal::refused;
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};

#[test]
fn a_card_has_the_ticket_what_was_done_what_is_said_and_who_asked_before() {
    let (shop, other) = (Shop::open("card"), Shop::open("card-other"));
    let with = |phone: &str| {
        let mut with = draft();
        with["phone"] = json!(phone);
        with
    };
    let (first, second) = (shop.accept(&with("09012345678")), shop.accept(&with("+81 90-1234-5678")));
    let (extension, stranger) = (shop.accept(&with("03-1234-5678 内線12")), shop.accept(&with("03-1234-5678")));
    let elsewhere = other.accept(&with("09012345678"));
    for ticket in [&first, &second, &extension, &stranger] {
        until("it is on the list", || shop.row(&ticket.id));
    }
    let acted = shop.command(&first.id, json!({"act": "close", "outcome": "order_taken", "by": "基幹"}), 1, &key()).json().unwrap();
    assert_eq!((&acted["row"]["state"], acted.get("talk")), (&json!("done"), None), "what is said was told before");

    let card = shop.row(&second.id).unwrap();
    assert_eq!((&card["data"]["ticket"]["id"], &card["row"]["id"]), (&json!(second.id), &json!(second.id)));
    assert_eq!(card["data"]["notice"][0]["label"], "要件");
    assert!(!card["talk"]["greeting"].as_array().unwrap().is_empty(), "{card}");
    let past = card["past"].as_array().unwrap();
    assert_eq!(past.len(), 1, "{past:?}");
    let wanted = [("id", json!(first.id)), ("topic", json!("gift")), ("state", json!("done")), ("outcome", json!("order_taken"))];
    assert!(wanted.iter().all(|(name, value)| past[0][name] == *value), "{past:?}");
    assert!(past[0]["created_at"].is_string());
    let deeds = shop.row(&first.id).unwrap()["deeds"].clone();
    assert_eq!((&deeds[0]["by"], &deeds[0]["what"], deeds.as_array().unwrap().len()), (&json!("基幹"), &json!("close"), 1));
    assert!(deeds[0]["at"].as_str().unwrap().ends_with('Z'));
    for alone in [&extension, &stranger] {
        assert_eq!(shop.row(&alone.id).unwrap()["past"], json!([]), "an extension is another phone");
    }

    let get =
        |shop: &Shop, id: &str, token: &str| shop.api.call("GET", &shop.desk_path(&format!("/tickets/{id}")), Some(token), None).unwrap();
    for id in ["7K3M-9QXT-2HFA", "x", &elsewhere.id] {
        refused(&get(&shop, id, &shop.desk_token), 404, "not_found");
    }
    refused(&get(&shop, &first.id, &other.desk_token), 401, "unauthorized");
    let wish = json!({"phone": "09012345678", "confirmed_by": "店長"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&wish)).unwrap().status, 202);
    until("the desk has heard it", || (get(&shop, &first.id, &shop.desk_token).status == 404).then_some(()));
}

/// Of the many things that may be done to a ticket the last hundred are kept.
#[test]
fn what_was_done_is_bounded() {
    let shop = Shop::open("deeds");
    let ticket = shop.accept(&draft());
    until("it is on the list", || shop.row(&ticket.id));
    let many = format!(
        "INSERT INTO deeds (ticket, at, person, name, what) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
         SELECT '{}', i, 'desk', '佐藤', 'note' FROM n",
        ticket.id
    );
    desk_sql(house().state_dir(), &shop.desk, &[&many]);
    assert_eq!(shop.act(&ticket.id, "no_answer", 1, &key()).status, 200);
    let deeds: Value = shop.row(&ticket.id).unwrap()["deeds"].clone();
    let deeds = deeds.as_array().unwrap();
    assert_eq!((deeds.len(), &deeds[0]["at"], &deeds[99]["what"]), (100, &json!("1970-01-01T00:00:02Z"), &json!("attempt")));
}
