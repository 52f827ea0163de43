//! A desk's people: personal access tokens, roles, under whose name it stands.

use crate::harness::console::{Console, hear, hire};
use crate::harness::house::house;
use crate::harness::objects::desk_sql;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use crate::harness::socket::{Frame, Socket};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::Answer;

fn call(shop: &Shop, token: &str, method: &str, rest: &str, body: Option<&Value>) -> Answer {
    shop.api.call(method, &shop.desk_path(rest), Some(token), body).unwrap()
}

#[test]
fn a_token_is_made_shown_once_and_opens_what_its_role_may() {
    let shop = Shop::open("people");
    let (sato, operator) = hire(&shop, " 佐藤　花子 ", "operator");
    let (suzuki, lead) = hire(&shop, "鈴木", "lead");
    assert_eq!((&sato["name"], &sato["role"], sato.get("seen_at")), (&json!("佐藤 花子"), &json!("operator"), None));
    for token in [&operator, &lead] {
        let random = token.strip_prefix("person_").unwrap();
        assert_eq!(random.len(), 43, "256 bits in base 64");
    }
    let stored = desk_sql(house().state_dir(), &shop.desk, &["SELECT * FROM people"]);
    assert!([&operator, &lead].iter().all(|token| !json!(stored).to_string().contains(token.as_str())), "{stored:?}");

    for (token, role, name) in [(&operator, "operator", "佐藤 花子"), (&lead, "lead", "鈴木"), (&shop.desk_token, "lead", "試験の窓口")]
    {
        let me = call(&shop, token, "GET", "/session", None).json().unwrap();
        assert_eq!((&me["person"]["role"], &me["person"]["name"]), (&json!(role), &json!(name)));
        assert_eq!((&me["desk"], &me["desk_name"], &me["language"]), (&json!(shop.desk), &json!("試験の窓口"), &json!("ja")));
        let people = call(&shop, token, "GET", "/people", None).json().unwrap();
        let names: Vec<&Value> = people.as_array().unwrap().iter().map(|person| &person["name"]).collect();
        assert_eq!(names, [&json!("佐藤 花子"), &json!("鈴木")]);
        assert!(people.as_array().unwrap().iter().all(|person| person.get("seen_at").is_none()), "whom it is no concern of");
        assert_eq!(call(&shop, token, "GET", "/tickets", None).status, 200);
    }
    let tokens = call(&shop, &lead, "GET", "/tokens", None).json().unwrap();
    assert_eq!((&tokens[0]["id"], &tokens[1]["id"]), (&sato["id"], &suzuki["id"]));
    assert!(tokens[0]["seen_at"].as_str().is_some_and(|at| at.ends_with(":00:00Z")), "to the hour: {tokens}");
    assert!(!tokens.to_string().contains("token") && !tokens.to_string().contains("hash"), "{tokens}");

    // What is a lead's is no operator's, and nothing of it is done.
    let before = call(&shop, &lead, "GET", "/settings", None).text;
    let new = json!({"name": "高橋", "role": "lead"});
    let other = format!("/tokens/{}", suzuki["id"].as_str().unwrap());
    for (method, rest, body) in [
        ("GET", "/settings", None),
        ("PUT", "/settings", Some(shop.desk_settings(1))),
        ("GET", "/tokens", None),
        ("POST", "/tokens", Some(new)),
        ("DELETE", other.as_str(), None),
    ] {
        refused(&call(&shop, &operator, method, rest, body.as_ref()), 403, "forbidden");
    }
    assert_eq!(call(&shop, &lead, "GET", "/settings", None).text, before);
    assert_eq!(call(&shop, &lead, "GET", "/tokens", None).json().unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn who_is_made_is_named_and_given_a_role_and_nothing_else() {
    let (shop, other) = (Shop::open("greedy-people"), Shop::open("greedy-people-other"));
    let (sato, token) = hire(&shop, "佐藤", "operator");
    let make = |body: Value| call(&shop, &shop.desk_token, "POST", "/tokens", Some(&body));
    for more in ["id", "token", "token_hash", "created_at", "seen_at", "revoked_at", "admin", "desk", "__proto__"] {
        refused(&make(json!({"name": "田中", "role": "operator", more: "desk"})), 400, "unreadable");
    }
    for body in
        [json!({"name": "田中"}), json!({"role": "lead"}), json!({"name": "", "role": "lead"}), json!({"name": "田中", "role": "owner"})]
    {
        refused(&make(body), 400, "unreadable");
    }
    let twice = refused(&make(json!({"name": "佐藤", "role": "lead"})), 422, "invalid");
    assert_eq!(faults(&twice), ["name duplicate"]);
    assert_eq!(call(&shop, &shop.desk_token, "GET", "/tokens", None).json().unwrap().as_array().unwrap().len(), 1);

    // Another desk knows neither them nor their token.
    refused(&call(&other, &token, "GET", "/tickets", None), 401, "unauthorized");
    let (_, lead) = hire(&other, "鈴木", "lead");
    let foreign = format!("/tokens/{}", sato["id"].as_str().unwrap());
    for rest in [foreign.as_str(), "/tokens/desk", "/tokens/x", "/tokens/%00"] {
        refused(&call(&other, &lead, "DELETE", rest, None), 404, "not_found");
    }
    assert_eq!(call(&shop, &token, "GET", "/tickets", None).status, 200);
}

#[test]
fn what_somebody_does_stands_under_their_own_name() {
    let shop = Shop::open("names");
    let (_, token) = hire(&shop, "佐藤", "operator");
    let console = Console::open(&shop, &token);
    let ticket = shop.accept(&draft());
    until("it is on the list", || shop.row(&ticket.id));
    let note = |seq: u32, by: &str| json!({"id": key(), "seq": seq, "by": by, "act": "note", "text": "折り返し"});
    let at = format!("/tickets/{}", ticket.id);
    let by = |answer: Answer, place: usize| answer.json().unwrap()["data"]["ticket"]["notes"][place]["by"].clone();
    assert_eq!(by(call(&shop, &token, "PATCH", &at, Some(&note(1, "社長"))), 0), "佐藤");
    assert_eq!(by(console.call("POST", &format!("{at}/attempts"), Some(&note(2, "社長"))), 1), "佐藤");
    assert_eq!(by(call(&shop, &shop.desk_token, "PATCH", &at, Some(&note(3, "鈴木"))), 2), "鈴木", "a program says who did it");
}

#[test]
fn a_revoked_token_opens_nothing_from_that_moment_nor_what_it_opened() {
    let shop = Shop::open("revoked");
    let ((sato, token), (_, other)) = (hire(&shop, "佐藤", "lead"), hire(&shop, "鈴木", "operator"));
    let (console, colleague) = (Console::open(&shop, &token), Console::open(&shop, &other));
    let mut lines = [console.line(), colleague.line(), Socket::open(&house().url(), &shop.desk_path("/live"), None).unwrap()];
    lines[2].show(&token);
    for line in &mut lines {
        assert_eq!(hear(line)["type"], "hello");
    }
    let [mut theirs, mut colleagues, mut programs] = lines;
    let at = format!("/tokens/{}", sato["id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(call(&shop, &shop.desk_token, "DELETE", &at, None).status, 204);
    }
    for line in [&mut theirs, &mut programs] {
        assert_eq!(line.hear(), Frame::Closed(4401));
    }
    refused(&call(&shop, &token, "GET", "/tickets", None), 401, "unauthorized");
    refused(&console.call("GET", "/tickets", None), 401, "unauthorized");
    refused(&console.call("POST", "/tokens", Some(&json!({"name": "復活", "role": "lead"}))), 401, "unauthorized");
    assert_eq!(console.line().hear(), Frame::Closed(4401));

    // A colleague's goes on; the record stays, and the name is free again.
    assert_eq!(colleague.call("GET", "/people", None).json().unwrap().as_array().unwrap().len(), 1);
    let ticket = shop.accept(&draft());
    assert!(hear(&mut colleagues).to_string().contains(&ticket.id));
    let (again, _) = hire(&shop, "佐藤", "operator");
    assert_ne!(again["id"], sato["id"]);
    let all = call(&shop, &shop.desk_token, "GET", "/tokens", None).json().unwrap();
    let revoked: Vec<bool> = all.as_array().unwrap().iter().map(|person| person.get("revoked_at").is_some()).collect();
    assert_eq!(revoked, [false, false, true]);
}
