//! Handed to the shop: its people answer by a link that opens just that ticket.

use crate::harness::hostile::{kept, texts};
use crate::harness::house::house;
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::refused;
use crate::harness::samples::{ORIGIN, draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

/// A ticket that the desk has handed over, and the link's key.
fn handed(shop: &Shop, note: &str) -> (Accepted, String) {
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    hand_over(shop, &ticket, note, 1);
    let key = key_of(&link(shop, &ticket.id));
    (ticket, key)
}

#[track_caller]
fn hand_over(shop: &Shop, ticket: &Accepted, note: &str, seq: u64) {
    let answer = shop.command(&ticket.id, json!({"act": "hand_over", "note": note, "by": "佐藤"}), seq, &key());
    assert_eq!(answer.status, 200, "{}", answer.text);
}

/// The owner's list.
fn list(shop: &Shop) -> Value {
    let answer = shop.api.call("GET", &shop.path("/handed"), Some(&shop.token), None).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().unwrap()
}

fn link(shop: &Shop, id: &str) -> String {
    let list = list(shop);
    let row = list["tickets"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id}: {list}"));
    row["answer_link"].as_str().unwrap().to_owned()
}

fn key_of(link: &str) -> String {
    link.rsplit_once('=').unwrap().1.to_owned()
}

/// Where a link leads: our own origin.
fn origin(link: &str) -> String {
    link.split_once("/desk/").unwrap().0.to_owned()
}

fn port(link: &str) -> &str {
    link.split_once("/desk/").unwrap().0.rsplit_once(':').unwrap().1
}

fn path(shop: &Shop, id: &str) -> String {
    shop.path(&format!("/handed/{id}"))
}

fn get(shop: &Shop, id: &str, key: &str) -> Answer {
    shop.api.call("GET", &path(shop, id), Some(key), None).unwrap()
}

/// The shop's act on a ticket, under a command's id.
fn act(shop: &Shop, id: &str, key: &str, mut act: Value, seq: u64, command: &str) -> Answer {
    (act["id"], act["seq"]) = (json!(command), json!(seq));
    shop.api.call("POST", &path(shop, id), Some(key), Some(&act)).unwrap()
}

#[test]
fn the_shops_people_are_told_answer_by_their_link_and_the_desk_goes_on() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::open("handed");
    shop.connect(&receiver.url(), &secret());
    let (ticket, opens) = handed(&shop, "在庫を調べてください");

    // Who is told: the shop's own channels. What the desk keeps opens nothing.
    until_true("the event has arrived", || receiver.seen().len() == 2);
    let events: Vec<Value> = receiver.seen().iter().map(|one| one.event()).collect();
    let told = link(&shop, &ticket.id);
    assert_eq!((&events[0]["data"]["answer_link"], &events[1]["type"]), (&json!(null), &json!("ticket.handed_over")));
    assert_eq!(events[1]["data"]["answer_link"], told.as_str());
    let page = format!("{}/desk/answer/?shop={}#ticket={}&key=", origin(&told), shop.name, ticket.id);
    assert!(told.starts_with(&page) && house().url().ends_with(port(&told)) && opens.len() == 43, "{told}");
    let page = shop.api.call("GET", &shop.desk_path("/tickets"), Some(&shop.desk_token), None).unwrap();
    assert!(page.text.contains(&ticket.id) && !page.text.contains(&opens), "{}", page.text);
    assert_eq!(shop.row(&ticket.id).unwrap()["data"].get("answer_link"), None, "the card asks for it each time");

    let seen = get(&shop, &ticket.id, &opens);
    assert_eq!(seen.status, 200, "{}", seen.text);
    let seen = seen.json().unwrap();
    assert_eq!((&seen["asked"], &seen["by"], &seen["seq"]), (&json!("在庫を調べてください"), &json!("佐藤"), &json!(2)));
    assert_eq!((&seen["shop_name"], &seen["zone"]), (&json!("試験商店"), &json!("Asia/Tokyo")));
    assert!(seen["respond_by"].as_str().unwrap() > seen["now"].as_str().unwrap(), "{seen}");
    let row = |seen: &Value, key: &str| seen["notice"].as_array().unwrap().iter().find(|row| row["key"] == key).cloned();
    assert_eq!(row(&seen, "name").unwrap()["value"], "山田 花子");
    assert_eq!(row(&seen, "link"), None, "the desk's page is none of theirs");
    let english = shop.api.call("GET", &format!("{}?lang=en", path(&shop, &ticket.id)), Some(&opens), None).unwrap().json().unwrap();
    assert_eq!(
        (row(&seen, "matter").unwrap()["label"].as_str(), row(&english, "matter").unwrap()["label"].as_str()),
        (Some("要件"), Some("Request"))
    );

    // A remark, once; then the answer.
    let (remark, said) = (json!({"act": "note", "text": "倉庫に聞いています", "by": "店長"}), key());
    for _ in 0..2 {
        let noted = act(&shop, &ticket.id, &opens, remark.clone(), 2, &said);
        assert_eq!(noted.status, 200, "{}", noted.text);
        let noted = noted.json().unwrap();
        assert_eq!((&noted["seq"], noted["notes"].as_array().unwrap().len()), (&json!(3), 1));
        assert_eq!((&noted["notes"][0]["from"], &noted["notes"][0]["by"]), (&json!("shop"), &json!("店長")));
    }
    let answer = json!({"act": "return_to_desk", "note": "金曜に入荷します", "by": "店長"});
    refused(&act(&shop, &ticket.id, &opens, answer.clone(), 2, &key()), 409, "stale");
    let returned = key();
    assert_eq!(act(&shop, &ticket.id, &opens, answer.clone(), 3, &returned).status, 204);
    let back = until("the desk has it", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["seq"] == 4));
    let told = &back["data"]["ticket"];
    assert_eq!((&told["state"], &told["handover"]["answer"]), (&json!("open"), &json!("金曜に入荷します")));
    assert_eq!(list(&shop)["tickets"], json!([]));

    // The answer may have been lost on its way: the same again is no other.
    assert_eq!(act(&shop, &ticket.id, &opens, answer.clone(), 3, &returned).status, 204);
    assert_eq!(shop.row(&ticket.id).unwrap()["data"]["ticket"]["seq"], 4);
    refused(&act(&shop, &ticket.id, &opens, answer, 4, &key()), 401, "unauthorized");
    refused(&get(&shop, &ticket.id, &opens), 401, "unauthorized");

    // Handed over again it is another link.
    until_true("a second has passed", || list(&shop)["now"] != told["handover"]["at"]);
    hand_over(&shop, &ticket, "何枚ありますか", 4);
    let again = key_of(&link(&shop, &ticket.id));
    assert_ne!(again, opens);
    refused(&get(&shop, &ticket.id, &opens), 401, "unauthorized");
    let closed = act(&shop, &ticket.id, &again, json!({"act": "close", "outcome": "forwarded", "note": "当店からご連絡します"}), 5, &key());
    assert_eq!(closed.status, 204, "{}", closed.text);
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "done");
}

#[test]
fn a_key_opens_its_own_hand_over_and_nothing_else() {
    let (shop, other) = (Shop::open("handed-key"), Shop::open("handed-other"));
    let (ticket, opens) = handed(&shop, "確認してください");
    let (second, seconds) = handed(&shop, "こちらも");
    let (foreign, foreigns) = handed(&other, "よその");
    let closed = json!({"act": "close", "outcome": "solved"});
    let wrong = get(&shop, &ticket.id, "x");
    refused(&wrong, 401, "unauthorized");
    let longer = format!("{opens}x");
    let tokens = [&shop.token, &shop.desk_token, &ticket.token, &seconds, &foreigns, &longer, "", house().secret()];
    for token in tokens {
        assert_eq!(get(&shop, &ticket.id, token).text, wrong.text);
        refused(&act(&shop, &ticket.id, token, closed.clone(), 2, &key()), 401, "unauthorized");
    }
    // The key opens no other ticket, no other shop's, and none of the other doors.
    for (shop, id) in [(&shop, second.id.as_str()), (&other, &foreign.id), (&other, &ticket.id), (&shop, "7K3M-9QXT-2HFA"), (&shop, "x")] {
        assert_eq!(get(shop, id, &opens).text, wrong.text);
        refused(&act(shop, id, &opens, closed.clone(), 2, &key()), 401, "unauthorized");
    }
    for path in ["/handed", "/settings", "/deliveries", &format!("/tickets/{}", ticket.id)] {
        refused(&shop.api.call("GET", &shop.path(path), Some(&opens), None).unwrap(), 401, "unauthorized");
    }
    refused(&get(&other, &ticket.id, &foreigns), 401, "unauthorized");

    // Our own page may ask, and no other; nothing is told to it beforehand.
    let from = |method: &str, origin: &str| {
        let headers = [("authorization", format!("Bearer {opens}")), ("origin", origin.to_owned())];
        shop.api.send(method, &path(&shop, &ticket.id), &headers.each_ref().map(|(name, value)| (*name, value.as_str())), "").unwrap()
    };
    assert_eq!(from("GET", &origin(&link(&shop, &ticket.id))).status, 200);
    for origin in [ORIGIN, "https://evil.example", "null"] {
        let answer = from("GET", origin);
        refused(&answer, 403, "foreign_origin");
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(from("OPTIONS", origin).header("access-control-allow-origin"), None);
    }

    // Of all acts three; whoever holds a link neither erases nor calls.
    for other in [
        json!({"act": "erase"}),
        json!({"act": "put_back"}),
        json!({"act": "hand_over", "note": "x"}),
        json!({"act": "attempt", "outcome": "reached"}),
    ] {
        refused(&act(&shop, &ticket.id, &opens, other, 2, &key()), 409, "not_yours");
    }
    for bad in [json!({"act": "close"}), json!({"act": "note", "text": " "}), json!({"act": "close", "outcome": "solved", "actor": "desk"})]
    {
        refused(&act(&shop, &ticket.id, &opens, bad, 2, &key()), 400, "unreadable");
    }
    assert_eq!(get(&shop, &ticket.id, &opens).json().unwrap()["seq"], 2, "nothing of that was done");
    let taken = key();
    assert_eq!(act(&shop, &second.id, &seconds, json!({"act": "note", "text": "x"}), 2, &taken).status, 200);
    refused(&act(&shop, &ticket.id, &opens, closed, 2, &taken), 409, "key_reused");
}

/// An act that ends a hand-over, by its ticket and its key; the answer's status.
type Ending = fn(&Shop, &Accepted, &str) -> u16;

/// However a hand-over ends, its link is dead at once and tells nothing.
#[test]
fn once_it_is_over_the_link_is_dead() {
    let shop = Shop::open("handed-over");
    let ends: [(&str, Ending); 4] = [
        ("taken back by the desk", |shop, ticket, _| shop.act(&ticket.id, "put_back", 2, &key()).status),
        ("called off by the shopper", |shop, ticket, _| shop.cancel(ticket).status),
        ("closed by the desk", |shop, ticket, _| shop.command(&ticket.id, json!({"act": "close", "outcome": "solved"}), 2, &key()).status),
        ("closed by the shop", |shop, ticket, opens| {
            act(shop, &ticket.id, opens, json!({"act": "close", "outcome": "solved"}), 2, &key()).status
        }),
    ];
    for (how, end) in ends {
        let (ticket, opens) = handed(&shop, "確認してください");
        assert_eq!(get(&shop, &ticket.id, &opens).status, 200, "{how}");
        assert!(matches!(end(&shop, &ticket, &opens), 200 | 204), "{how}");
        let never = get(&shop, "7K3M-9QXT-2HFA", &opens);
        let after = get(&shop, &ticket.id, &opens);
        assert_eq!((after.status, &after.text), (401, &never.text), "{how}");
        for body in [json!({"act": "note", "text": "x"}), json!({"act": "nothing"})] {
            let after = act(&shop, &ticket.id, &opens, body, 3, &key());
            assert_eq!((after.status, &after.text), (401, &never.text), "{how}");
        }
    }
    // Of whom is forgotten nothing is left behind it.
    let (ticket, opens) = handed(&shop, "山田様の件です");
    let erased =
        shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&json!({"phone": "090-1234-5678", "confirmed_by": "店長"})));
    assert_eq!(erased.unwrap().status, 202);
    until_true("the ticket is erased", || shop.status(&ticket).json().unwrap()["state"] == "erased");
    refused(&get(&shop, &ticket.id, &opens), 401, "unauthorized");
    assert_eq!(list(&shop)["tickets"], json!([]));
}

#[test]
fn the_owner_sees_what_waits_for_the_shop_the_most_pressing_first() {
    let shop = Shop::open("handed-list");
    assert_eq!(list(&shop)["tickets"], json!([]));
    let (later, _) = handed(&shop, "いつでも");
    let mut quick = settings();
    quick["service"] = json!({"handed_on_minutes": 15});
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &quick).unwrap();
    let (soon, _) = handed(&shop, "すぐに");
    let list = list(&shop);
    let rows = list["tickets"].as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row["id"].as_str().unwrap(), row["asked"].as_str().unwrap())).collect();
    assert_eq!(told, [(soon.id.as_str(), "すぐに"), (later.id.as_str(), "いつでも")]);
    assert!(rows[0]["respond_by"].as_str().unwrap() < rows[1]["respond_by"].as_str().unwrap(), "{list}");
    assert_eq!((&rows[0]["topic"], &rows[0]["urgency"]), (&json!("gift"), &json!("normal")));
    assert!(!list.to_string().contains("山田"), "whose it is, who opens it sees");
    // The desk's row has the same deadline.
    assert_eq!(shop.row(&soon.id).unwrap()["data"]["ticket"]["handover"]["respond_by"], rows[0]["respond_by"]);
    for token in [None, Some(shop.desk_token.as_str()), Some(&soon.token)] {
        refused(&shop.api.call("GET", &shop.path("/handed"), token, None).unwrap(), 401, "unauthorized");
    }
}

#[test]
fn what_the_shop_answers_is_kept_as_text() {
    let shop = Shop::open("handed-hostile");
    let (ticket, opens) = handed(&shop, "確認してください");
    let (mut seq, texts) = (2, texts());
    for text in texts.iter().take(29) {
        let noted = act(&shop, &ticket.id, &opens, json!({"act": "note", "text": text}), seq, &key());
        assert_eq!(noted.status, 200, "{text:?}: {}", noted.text);
        let noted = noted.json().unwrap();
        assert_eq!(noted["notes"].as_array().unwrap().last().unwrap()["text"], kept(text, true));
        seq += 1;
    }
    let hostile = &texts[0];
    assert_eq!(act(&shop, &ticket.id, &opens, json!({"act": "return_to_desk", "note": hostile, "by": hostile}), seq, &key()).status, 204);
    let row = until("the desk has it", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["state"] == "open"));
    assert_eq!(row["data"]["ticket"]["handover"]["answer"], kept(hostile, true));
}
