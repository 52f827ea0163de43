//! A body comes in its own time; what opened the call may be void by then.

use crate::harness::house::house;
use crate::harness::samples::settings;
use crate::harness::shop::Shop;
use crate::harness::wire::{Begun, Heard, begin};
use serde_json::{Value, json};
use xtask::seed;

/// A PUT of which the head was taken and the body hasn't been sent.
fn put(path: &str, token: &str, body: &str) -> Begun {
    let url = house().url();
    let port = url.rsplit(':').next().unwrap().trim_end_matches('/').parse().unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n",
        body.len()
    );
    begin(port, &head)
}

#[track_caller]
fn answered(heard: Heard, status: u16) {
    assert!(matches!(&heard, Heard::Answer(answered, _) if *answered == status), "{heard:?}");
}

#[test]
fn a_token_that_was_replaced_while_the_body_came_opens_nothing() {
    let shop = Shop::open("late-body");
    let (mut renamed, desk) = (settings(), shop.desk_settings(1).to_string());
    renamed["name"] = json!("前の持ち主");
    let renamed = renamed.to_string();
    let begun = [put(&shop.path("/settings"), &shop.token, &renamed), put(&shop.desk_path("/settings"), &shop.desk_token, &desk)];
    let owner = seed::make_shop(&shop.api, house().secret(), &shop.name, &shop.desk).unwrap();
    let operator = seed::make_desk(&shop.api, house().secret(), &shop.desk).unwrap();
    for (begun, body) in begun.into_iter().zip([&renamed, &desk]) {
        answered(begun.finish(body), 401);
    }
    let read = |path: &str, token: &str| -> Value { shop.api.call("GET", path, Some(token), None).unwrap().json().unwrap() };
    assert_eq!(read(&shop.path("/settings"), &owner)["name"], settings()["name"]);
    assert_eq!(read(&shop.desk_path("/settings"), &operator)["capacity"], 100);

    // What waits is no fault: with the token of today it does as asked.
    answered(put(&shop.path("/settings"), &owner, &renamed).finish(&renamed), 200);
    assert_eq!(read(&shop.path("/settings"), &owner)["name"], "前の持ち主");
}
