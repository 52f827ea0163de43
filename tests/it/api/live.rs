//! The desk's live line: opened by its token in the first frame.

use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::{ORIGIN, draft};
use crate::harness::shop::Shop;
use crate::harness::socket::{Frame, Socket};
use serde_json::{Value, json};

/// The desk closes a line with this when its token opens nothing.
const TOKEN_REFUSED: Frame = Frame::Closed(4401);
/// The most lines that may keep silent at once.
const SILENT_MOST: usize = 32;

fn line(shop: &Shop) -> Socket {
    Socket::open(&house().url(), &shop.desk_path("/live"), None).unwrap()
}

/// A line that has shown its token.
fn open(shop: &Shop) -> Socket {
    let mut line = line(shop);
    line.show(&shop.desk_token);
    assert_eq!(hear(&mut line)["type"], "hello");
    line
}

#[track_caller]
fn hear(line: &mut Socket) -> Value {
    match line.hear() {
        Frame::Text(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Whatever it did, the line is closed, and hears nothing before.
#[track_caller]
fn is_closed(mut line: Socket, what: &str) {
    assert_eq!(line.hear(), TOKEN_REFUSED, "{what}");
}

#[test]
fn it_is_a_websocket_and_for_our_own_pages() {
    let shop = Shop::open("live");
    let path = shop.desk_path("/live");
    let plain = shop.api.send("GET", &path, &[], "").unwrap();
    refused(&plain, 426, "upgrade_required");
    let own = house().url().replace("localhost", "127.0.0.1");
    for origin in [ORIGIN, "null", "https://evil.example", &format!("{own}.evil.example"), "http://127.0.0.1:1"] {
        assert_eq!(Socket::open(&house().url(), &path, Some(origin)).err(), Some(403), "{origin}");
    }
    assert!(Socket::open(&house().url(), &path, Some(&own)).is_ok());
}

#[test]
fn a_change_is_heard_by_who_has_shown_the_token_and_by_nobody_else() {
    let shop = Shop::open("heard");
    let (mut shown, mut silent) = (open(&shop), line(&shop));
    let ticket = shop.accept(&draft());
    let told = hear(&mut shown);
    assert_eq!((&told["type"], &told["row"]["id"], &told["row"]["state"]), (&json!("row"), &json!(ticket.id), &json!("open")));
    // The silent one has heard nothing of it: a wrong token is its next word.
    silent.show("desk_wrong");
    is_closed(silent, "after the ticket");
}

#[test]
fn whatever_the_first_frame_is_it_harms_its_own_line_alone() {
    let shop = Shop::open("frames");
    let other = Shop::open("frames-other");
    let mut shown = open(&shop);
    let wrong = [
        String::new(),
        "desk_wrong".into(),
        other.desk_token.clone(),
        shop.token.clone(),
        house().secret().to_owned(),
        format!("{}x", shop.desk_token),
    ];
    for token in &wrong {
        let mut line = line(&shop);
        line.show(token);
        is_closed(line, token);
    }
    let good = shop.desk_token.as_str();
    let frames = [
        String::new(),
        good.to_owned(),
        "{".into(),
        "null".into(),
        "[]".into(),
        format!("[\"{good}\"]"),
        json!({ "token": [good] }).to_string(),
        json!({ "token": {"$ne": ""} }).to_string(),
        json!({ "Token": good }).to_string(),
        json!({ "__proto__": {"token": good} }).to_string(),
        format!("{{\"token\":\"{good}\",\"pad\":\"{}\"}}", "x".repeat(2_000)),
        "[".repeat(1_000),
        "\u{0}".into(),
    ];
    for frame in &frames {
        let mut line = line(&shop);
        line.say(frame);
        is_closed(line, frame);
    }
    let mut binary = line(&shop);
    binary.say_bytes(json!({ "token": good }).to_string().as_bytes());
    is_closed(binary, "bytes");
    let mut giant = line(&shop);
    giant.say(&"x".repeat(3_000_000));
    // The platform may end it before we do.
    assert!(matches!(giant.hear(), Frame::Closed(4401 | 1009) | Frame::Ended));

    // The other line goes on, and what it says after its token changes nothing.
    for frame in ["{", "null", r#"{"token":"desk_wrong"}"#, r#"{"type":"row"}"#] {
        shown.say(frame);
    }
    shown.say_bytes(&[0, 255]);
    let ticket = shop.accept(&draft());
    assert_eq!(hear(&mut shown)["row"]["id"], json!(ticket.id));
    assert_eq!(house().crashes(), Vec::<String>::new());
}

#[test]
fn a_desk_that_was_never_made_has_a_door_that_nothing_opens() {
    let shop = Shop::open("never");
    for token in ["", "desk_wrong", &shop.desk_token] {
        let mut line = Socket::open(&house().url(), "/v1/desks/never-made/live", None).unwrap();
        line.show(token);
        is_closed(line, token);
    }
}

#[test]
fn a_replaced_token_closes_the_lines_that_it_opened() {
    let shop = Shop::open("replaced-live");
    let (shown, mut silent) = (open(&shop), line(&shop));
    let answer = shop.api.call("PUT", &shop.desk_path(""), Some(house().secret()), Some(&json!({}))).unwrap();
    let token = answer.token("renew").unwrap();
    is_closed(shown, "the one that had shown it");
    silent.show(&shop.desk_token);
    is_closed(silent, "the one that was about to");
    let mut old = line(&shop);
    old.show(&shop.desk_token);
    is_closed(old, "the old token");
    let mut new = line(&shop);
    new.show(&token);
    assert_eq!(hear(&mut new)["type"], "hello");
}

#[test]
fn silent_lines_make_room_and_shut_nobody_out() {
    let shop = Shop::open("silent");
    let mut shown = open(&shop);
    let first = line(&shop);
    let mut others: Vec<Socket> = (0..SILENT_MOST).map(|_| line(&shop)).collect();
    is_closed(first, "the one that was silent longest");
    let mut last = others.pop().unwrap();
    last.show(&shop.desk_token);
    assert_eq!(hear(&mut last)["type"], "hello");
    let ticket = shop.accept(&draft());
    for line in [&mut shown, &mut last] {
        assert_eq!(hear(line)["row"]["id"], json!(ticket.id));
    }
}
