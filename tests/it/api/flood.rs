//! A desk that is flooded: it stops calls for now, and shoppers are told so.

use crate::harness::console::{Console, hear, hire};
use crate::harness::house::house;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, draft_for, key, settings};
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

fn flood(shop: &Shop, body: &Value) -> Answer {
    shop.api.call("POST", &shop.desk_path("/flood"), Some(&shop.desk_token), Some(body)).unwrap()
}

#[track_caller]
fn after(shop: &Shop, body: &Value) -> Value {
    let answer = flood(shop, body);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().unwrap()
}

/// What can be promised for a topic.
fn windows(shop: &Shop, name: &str, topic: &str) -> Value {
    let answer = shop.api.call("GET", &format!("/v1/shops/{name}/windows?topic={topic}"), None, None).unwrap();
    assert_eq!(answer.header("cache-control"), Some("no-store"), "nothing of it grows old");
    answer.json().unwrap()
}

fn by_mail() -> Value {
    let mut mail = draft();
    (mail["reply"], mail["email"]) = (json!("email"), json!("hana@example.jp"));
    mail.as_object_mut().unwrap().retain(|name, _| name != "window" && name != "phone");
    mail
}

fn is_paused(told: &Value) -> bool {
    let nothing = told["asap"].is_null() && told["windows"] == json!([]);
    assert_eq!(told["paused"] == true, nothing, "{told}");
    nothing
}

#[test]
fn calls_are_stopped_at_once_and_what_was_promised_stays() {
    let shop = Shop::open("flood");
    let (_, lead) = hire(&shop, "主任", "lead");
    let console = Console::open(&shop, &lead);
    let mut line = console.line();
    assert_eq!(hear(&mut line)["type"], "hello");
    let before = console.call("GET", "/settings", None).json().unwrap();
    let window = shop.window_ahead();
    let promised = shop.accept(&draft_for(&window));
    assert!(hear(&mut line).to_string().contains(&promised.id));

    let answer = console.call("POST", "/flood", Some(&json!({"paused": {"calls": true}})));
    let mut expected = before.clone();
    expected["paused"] = json!({"calls": true});
    assert_eq!((answer.status, answer.json().unwrap()), (200, expected));
    assert_eq!(hear(&mut line), json!({"type": "settings"}), "to whoever listens");

    for topic in ["gift", "defect", "other"] {
        assert!(is_paused(&windows(&shop, &shop.name, topic)));
    }
    for window in ["asap", &window] {
        let error = refused(&shop.post(&draft_for(window), &key()), 422, "invalid");
        assert_eq!((faults(&error), error.get("windows")), (vec!["window paused".to_owned()], None));
    }
    // Mail and the questions are left, and the page says so.
    assert_eq!(shop.accept(&by_mail()).receipt["status"]["window"], json!(null));
    let widget = shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap();
    assert_eq!(widget.header("cache-control"), Some("public, max-age=60"), "a minute old at most");
    let widget = widget.json().unwrap();
    assert_eq!(widget["rules"]["desk"]["paused"], json!({"calls": true}));
    let words = widget["texts"]["form.window_paused"].as_str().unwrap();
    assert!(words.contains("休止") && words.contains("メール"), "{words}");
    for (at, says) in [("?lang=ja", words), ("?lang=ja&topic=gift", words), ("?lang=en&topic=gift", "not taking new calls")] {
        let page = shop.api.call("GET", &format!("/s/{}{at}", shop.name), None, None).unwrap();
        assert!(page.text.contains(says) && !page.text.contains("value=\"phone\""), "{at}: {}", page.text);
    }

    // A promise is a promise: it isn't broken, and keeps its window; another can't be had.
    let status = shop.status(&promised).json().unwrap();
    assert_eq!((&status["window"]["start"], status.get("promise_broken")), (&promised.receipt["status"]["window"]["start"], None));
    let later = shop.move_to(&promised, "asap");
    assert_eq!(faults(&refused(&later, 422, "invalid")), ["window paused"]);
    assert_eq!(shop.status(&promised).json().unwrap()["window"], status["window"]);

    // Taken back, all is as before.
    assert_eq!(after(&shop, &json!({"paused": {}})), before);
    while hear(&mut line)["type"] != "settings" {}
    assert!(!is_paused(&windows(&shop, &shop.name, "gift")));
    assert_eq!(shop.move_to(&promised, "asap").status, 200);
    let widget = shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap().json().unwrap();
    assert_eq!(widget["rules"]["desk"].get("paused"), None);
}

#[test]
fn one_topic_or_one_shop_is_stopped_and_no_other() {
    let shop = Shop::open("flood-topic");
    let second = format!("{}-b", shop.name);
    let token = seed::make_shop(&shop.api, house().secret(), &second, &shop.desk).unwrap();
    seed::put(&shop.api, &format!("/v1/shops/{second}/settings"), &token, &settings()).unwrap();
    let mut desk = shop.desk_settings(5);
    (desk["capacity"], desk["allotments"][&second]) = (json!(8), json!({"places": 3}));
    seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &desk).unwrap();
    let state = |topic: &str| [&shop.name, &second].map(|name| is_paused(&windows(&shop, name, topic)));

    after(&shop, &json!({"paused": {"topics": ["gift"]}}));
    assert_eq!((state("gift"), state("defect")), ([true, true], [false, false]));
    assert_eq!(faults(&refused(&shop.post(&draft(), &key()), 422, "invalid")), ["window paused"]);
    let mut other = draft();
    other["topic"] = json!("other");
    shop.accept(&other);

    // A shop's own comes on top, and is taken back by itself.
    after(&shop, &json!({"shop": second, "paused": {"topics": ["defect"]}}));
    assert_eq!((state("gift"), state("defect")), ([true, true], [false, true]));
    after(&shop, &json!({"paused": {}}));
    assert_eq!((state("gift"), state("defect")), ([false, false], [false, true]));
    let settings = after(&shop, &json!({"shop": second, "paused": {}, "places": 0}));
    assert_eq!((&settings["allotments"][&second], &settings["capacity"]), (&json!({"places": 0}), &json!(8)));
    let none = windows(&shop, &second, "gift");
    assert_eq!((&none["windows"], none.get("paused")), (&json!([]), None), "no place is another matter");
    assert!(!is_paused(&windows(&shop, &shop.name, "gift")));

    let stored = after(&shop, &json!({}));
    for (body, told) in [
        (json!({"shop": "elsewhere", "paused": {"calls": true}}), "shop unknown"),
        (json!({"shop": second, "places": 4}), "places out_of_range"),
        (json!({"places": 1}), "shop required"),
        (json!({"paused": {"topics": ["gift", "gift"]}}), "paused.topics duplicate"),
    ] {
        assert_eq!(faults(&refused(&flood(&shop, &body), 422, "invalid")), [told]);
    }
    for body in [json!({"capacity": 900}), json!({"paused": {"topics": ["weather"]}}), json!({"paused": true}), json!([])] {
        refused(&flood(&shop, &body), 400, "unreadable");
    }
    assert_eq!(after(&shop, &json!({})), stored, "nothing of all that was taken");
}

#[test]
fn only_a_lead_of_this_desk_stops_anything() {
    let (shop, other) = (Shop::open("flood-door"), Shop::open("flood-door-other"));
    let (_, operator) = hire(&shop, "佐藤", "operator");
    let stop = json!({"paused": {"calls": true}});
    let call = |token: &str| shop.api.call("POST", &shop.desk_path("/flood"), Some(token), Some(&stop)).unwrap();
    refused(&call(&operator), 403, "forbidden");
    refused(&Console::open(&shop, &operator).call("POST", "/flood", Some(&stop)), 403, "forbidden");
    for token in [&other.desk_token, &shop.token, &hire(&other, "鈴木", "lead").1] {
        refused(&call(token), 401, "unauthorized");
    }
    assert!(!is_paused(&windows(&shop, &shop.name, "gift")));
    let bare = Shop::made(house().api.clone(), house().secret(), "flood-bare");
    refused(&flood(&bare, &stop), 404, "not_set_up");
}
