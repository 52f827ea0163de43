//! What is said on the phone, as the desk's card has it.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed;

fn put(shop: &Shop, rest: &str, body: &Value) {
    seed::put(&shop.api, &shop.path(rest), &shop.token, body).unwrap();
}

/// Settings of a shop that takes goods back.
fn own(talk: Value) -> Value {
    let mut own = settings();
    own["topics"] = json!(["return", "gift", "other"]);
    own["order_policy"]["return"] = json!({"allowed": "yes", "within_days": 8, "condition": "unused", "postage": "customer"});
    own["talk"] = talk;
    own
}

/// A ticket about a return on the desk's list.
fn asked(shop: &Shop) -> Accepted {
    let mut asked = draft();
    for (field, value) in [("topic", "return"), ("order_number", "KM-1024"), ("message", "合いませんでした")] {
        asked[field] = json!(value);
    }
    asked["product"] = json!({"name": "リネンシャツ", "sku": "KM-SH-0412"});
    asked["read"] = json!(["read-it"]);
    let ticket = shop.accept(&asked);
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    ticket
}

fn card(shop: &Shop, ticket: &Accepted) -> Value {
    let answer = shop.api.call("GET", &shop.desk_path(&format!("/tickets/{}", ticket.id)), Some(&shop.desk_token), None).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().unwrap()
}

fn lines(value: &Value) -> Vec<&str> {
    value.as_array().unwrap_or_else(|| panic!("no lines: {value}")).iter().map(|line| line.as_str().unwrap()).collect()
}

#[test]
fn the_desks_card_has_what_to_say_ask_and_promise() {
    let shop = Shop::open("talk");
    put(&shop, "/settings", &own(json!({})));
    let entry = |id: &str, topic: &str, answer: &str| json!({"id": id, "lang": "ja", "category": "返品", "question": id, "answer": answer, "topic": topic});
    let entries =
        [entry("read-it", "return", "はい"), entry("how", "return", "**箱**に入れて、\n\n- 伝票"), entry("other", "gift", "のし")];
    put(&shop, "/faq", &json!({ "entries": entries }));
    let ticket = asked(&shop);
    let told = card(&shop, &ticket);
    let talk = &told["talk"];
    assert_eq!(lines(&talk["greeting"])[0], "お忙しいところ恐れ入ります。試験商店お客様窓口の{operator}と申します。");
    assert!(lines(&talk["matter"])[0].contains("「リネンシャツ」につきまして、ご返品の件"), "{talk}");
    assert_eq!((&talk["ask"][0]["key"], &talk["ask"][0]["known"]), (&json!("order"), &json!("KM-1024")));
    assert!(lines(&talk["policy"])[0].starts_with("お届けから8日以内なら、返品を承ります"), "{talk}");
    assert_eq!(
        talk["answers"],
        json!([{"question": "how", "answer": "箱に入れて、\n伝票"}, {"question": "read-it", "answer": "はい", "read": true}])
    );
    assert!(lines(&talk["closing"])[0].contains("までに、あらためてご連絡いたします"), "{talk}");
    assert_eq!(told.get("answer_link"), None, "it isn't handed to the shop");

    // Handed to the shop its card has the link; given back it has none.
    assert_eq!(shop.command(&ticket.id, json!({"act": "hand_over", "note": "返送先は"}), 1, &key()).status, 200);
    let list = shop.api.call("GET", &shop.path("/handed"), Some(&shop.token), None).unwrap().json().unwrap();
    assert_eq!(card(&shop, &ticket)["answer_link"], list["tickets"][0]["answer_link"]);
    assert_eq!(shop.act(&ticket.id, "put_back", 2, &key()).status, 200);
    assert_eq!(card(&shop, &ticket).get("answer_link"), None);

    // As the shop has it said, and in the desk's language.
    let talk =
        json!({"greeting": ["毎度ありがとうございます。{shop}です。"], "topics": [{"topic": "return", "say": ["{order}の返品ですね。"]}]});
    put(&shop, "/settings", &own(talk));
    let talk = card(&shop, &ticket)["talk"].clone();
    assert_eq!(lines(&talk["greeting"])[0], "毎度ありがとうございます。試験商店です。");
    assert_eq!(lines(&talk["say"]), ["KM-1024の返品ですね。"]);
    let mut english = shop.desk_settings(100);
    english["language"] = json!("en");
    seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &english).unwrap();
    put(&shop, "/settings", &own(json!({})));
    let talk = until("the shop has heard of it", || {
        let talk = card(&shop, &ticket)["talk"].clone();
        talk["greeting"][0].as_str().is_some_and(|line| line.starts_with("Hello")).then_some(talk)
    });
    assert_eq!(lines(&talk["greeting"])[0], "Hello, this is {operator} calling from 試験商店 customer service.");
    assert!(lines(&talk["policy"])[0].starts_with("You can return it within 8 days of delivery"), "{talk}");

    // Of whom is forgotten there is nothing to say.
    let erasure = json!({"phone": "090-1234-5678", "confirmed_by": "店長"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&erasure)).unwrap().status, 202);
    let path = shop.desk_path(&format!("/tickets/{}", ticket.id));
    until("the desk has forgotten it", || (shop.api.call("GET", &path, Some(&shop.desk_token), None).unwrap().status == 404).then_some(()));
}

#[test]
fn an_owner_writes_it_and_the_panel_never_hears_of_it() {
    let shop = Shop::open("talk-settings");
    let talk = json!({"greeting": ["店だけの挨拶、{operator}です。"], "closing": ["またどうぞ。"], "topics": [{"topic": "gift", "ask": ["のしは？"]}]});
    put(&shop, "/settings", &own(talk.clone()));
    let get = |rest: &str, token: Option<&str>| shop.api.call("GET", &shop.path(rest), token, None).unwrap();
    assert_eq!(get("/settings", Some(&shop.token)).json().unwrap()["talk"], talk);
    assert!(!get("/widget?lang=ja", None).text.contains("店だけの挨拶"));
    put(&shop, "/settings", &own(json!({})));
    assert_eq!(get("/settings", Some(&shop.token)).json().unwrap().get("talk"), None, "nothing is said of what is left to the default");

    let bad =
        json!({"greeting": ["{shopp}です"], "closing": vec!["x"; 13], "topics": [{"topic": "gift"}, {"topic": "gift", "say": [" "]}]});
    let answer = shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&own(bad))).unwrap();
    let told = [
        "talk.greeting.0.shopp unknown (shop)",
        "talk.closing out_of_range",
        "talk.topics.1.topic duplicate",
        "talk.topics.1.say.0 required",
    ];
    assert_eq!(faults(&refused(&answer, 422, "invalid")), told);
}
