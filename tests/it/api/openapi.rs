//! What openapi.json describes is what is served.

use crate::harness::samples::draft;
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use std::fs;
use xtask::paths;

#[test]
fn the_description_is_served_as_checked_in() {
    let shop = Shop::open("described");
    let answer = shop.api.call("GET", "/openapi.json", None, None).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.text, fs::read_to_string(paths::openapi()).unwrap());
}

#[test]
fn every_call_answers_a_stranger_with_what_is_described() {
    let shop = Shop::open("stranger");
    let document: Value = serde_json::from_str(&fs::read_to_string(paths::openapi()).unwrap()).unwrap();
    let mut calls = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let address = path
                .replace("{shop}", &shop.name)
                .replace("{desk}", &shop.desk)
                .replace("{ticket}", "7K3M-9QXT-2HFA")
                .replace("{event}", "msg_7K3M-9QXT-2HFA_1")
                .replace("{erasure}", "1");
            let body = call.get("requestBody").map(|_| json!({}));
            let answer = shop.api.call(&method.to_uppercase(), &address, None, body.as_ref()).unwrap();
            let described = call["responses"].get(answer.status.to_string());
            let described = described.unwrap_or_else(|| panic!("{method} {path}: {} {}", answer.status, answer.text));
            if let Some(name) = described["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/responses/")) {
                let code = answer.json().unwrap()["error"]["code"].as_str().unwrap().to_owned();
                assert!(name.split('-').any(|known| known == code), "{method} {path}: {code} is not among {name}");
            }
            calls += 1;
        }
    }
    assert!(calls > 15, "{calls}");
}

/// A desk outside of ours learns from the description alone how to say what it
/// did: its example is sent as it stands.
#[test]
fn the_example_of_an_attempt_runs_and_runs_once() {
    let shop = Shop::open("outside-desk");
    let document: Value = serde_json::from_str(&fs::read_to_string(paths::openapi()).unwrap()).unwrap();
    let call = &document["paths"]["/v1/desks/{desk}/tickets/{ticket}/attempts"]["post"];
    let example = &call["requestBody"]["content"]["application/json"]["example"];
    let ticket = shop.accept(&draft());
    until("the ticket is at the desk", || shop.row(&ticket.id));
    let path = shop.desk_path(&format!("/tickets/{}/attempts", ticket.id));
    let post = |body: &Value| shop.api.call("POST", &path, Some(&shop.desk_token), Some(body)).unwrap();
    for _ in 0..2 {
        let answer = post(example);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let status = shop.status(&ticket).json().unwrap();
    let attempts = status["attempts"].as_array().unwrap();
    assert_eq!((attempts.len(), &attempts[0]["outcome"]), (1, &json!("no_answer")), "{status}");
    let mut stale = example.clone();
    stale["id"] = json!("another-id-of-a-test");
    assert_eq!((post(&stale).status, post(&stale).json().unwrap()["error"]["code"].clone()), (409, json!("stale")));
}
