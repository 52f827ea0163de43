//! Hostile texts in every field: kept as text or refused by a code, and handed
//! on as they are kept.

use crate::attack::hostile::FRONT;
use crate::harness::hostile::{self, honest, kept, pointer, send_everywhere, texts};
use crate::harness::house::house;
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{key, settings};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Fields of several lines.
const LINES: [&str; 2] = ["message", "tried"];

#[test]
fn what_is_accepted_is_kept_and_handed_on_as_text() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::open("hostile-text");
    shop.connect(&receiver.url(), &secret());
    let mut took: BTreeSet<&str> = BTreeSet::new();
    for text in texts() {
        let (ticket, fields) = send_everywhere(&shop, &text);
        let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
        let intake = &row["data"]["ticket"]["intake"];
        for field in &fields {
            let found = intake.pointer(&pointer(field)).cloned().unwrap_or_default();
            let found = found.as_str().unwrap_or_else(|| panic!("{text:?} vanished from {field}: {intake}"));
            let expected = kept(&text, LINES.contains(field));
            // A name's spaces are made one, and a number is written in one form.
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let name = ["name", "kana", "company"].contains(field) && bare(found) == bare(&expected);
            assert!(found == expected || name || *field == "order_number", "{field}: {found:?}, not {expected:?}");
        }
        let event =
            until("the webhook came", || receiver.seen().into_iter().find(|one| one.event()["data"]["ticket"]["id"] == json!(ticket.id)));
        assert_eq!(event.event()["data"]["ticket"]["intake"], *intake);
        assert_eq!(event.event()["data"]["notice"], row["data"]["notice"]);
        // Nothing gets out of its row of the notice.
        for line in row["data"]["notice"].as_array().unwrap() {
            let value = line["value"].as_str().unwrap();
            let breaks = value.contains('\n') && line["key"] != "message";
            assert!(!breaks && !value.chars().any(|c| c.is_control() && c != '\n'), "{text:?}: {line}");
            let href = line["href"].as_str().unwrap_or("https://");
            assert!(["http://", "https://", "tel:", "mailto:"].iter().any(|scheme| href.starts_with(scheme)), "{line}");
        }
        took.extend(fields);
    }
    // The test is awake: of the fields for free words each took some of them.
    assert!(took.len() >= 10, "{took:?}");
}

#[test]
fn what_has_a_form_of_its_own_takes_no_other() {
    let shop = Shop::open("hostile-form");
    let fields = [
        "/topic",
        "/reply",
        "/phone",
        "/email",
        "/window",
        "/quantity",
        "/wanted_date",
        "/order_number",
        "/order_date",
        "/order_phone",
        "/order_email",
        "/page",
        "/product/url",
        "/product/source",
        "/language",
        "/consent",
        "/identity",
    ];
    // Every third for each, all in all.
    for (number, text) in texts().iter().enumerate() {
        for field in fields.iter().skip(number % 3).step_by(3) {
            let mut draft = honest();
            if field.starts_with("/order_") {
                draft["order_number"] = json!("");
                draft["order_date"] = json!("2026-11-20");
            }
            if *field == "/email" {
                draft["reply"] = json!("email");
            }
            if let Some(place) = draft.pointer_mut(field) {
                *place = json!(text);
            } else {
                draft[field.trim_start_matches('/')] = json!(text);
            }
            let answer = shop.post(&draft, &key());
            assert!(matches!(answer.status, 201 | 422), "{field} {text:?}: {} {}", answer.status, answer.text);
            assert!(!answer.text.contains("__ran"), "a refusal echoes nothing: {}", answer.text);
        }
    }
    assert_eq!(house().crashes(), Vec::<String>::new());
}

#[test]
fn a_hundred_thousand_characters_are_refused_at_every_field() {
    let shop = Shop::open("hostile-long");
    let ticket = shop.accept(&honest());
    let fields =
        ["/topic", "/reply", "/phone", "/email", "/window", "/quantity", "/wanted_date", "/page", "/language", "/consent", "/identity"];
    let free = hostile::FIELDS.iter().map(|field| pointer(field));
    for field in fields.iter().map(|field| (*field).to_owned()).chain(free) {
        for (unit, times) in [("a", 50_000), ("a ", 25_000), ("a", 100_000), ("あ", 100_000)] {
            let mut draft = honest();
            if let Some(place) = draft.pointer_mut(&field) {
                *place = json!(unit.repeat(times));
            } else {
                draft[field.trim_start_matches('/')] = json!(unit.repeat(times));
            }
            let key = key();
            let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            // A body that is refused unread may end the line in the midst of it.
            let Ok(answer) = shop.api.send("POST", &shop.path("/tickets"), &headers, &draft.to_string()) else { continue };
            if answer.text.starts_with(FRONT) {
                continue;
            }
            // What a page says of itself and of its product is left out where it can't be.
            let fine = matches!(answer.status, 413 | 422)
                || (answer.status == 201 && ["/page", "/language", "/email", "/product/sku", "/product/price"].contains(&field.as_str()));
            assert!(fine, "{field} {unit:?}×{times}: {} {}", answer.status, answer.text);
            assert!(answer.text.len() < 3_000, "{field}");
        }
    }
    assert_eq!(shop.status(&ticket).status, 200);
}

#[test]
fn halves_of_characters_and_bytes_that_are_no_text_are_no_json() {
    let shop = Shop::open("hostile-halves");
    let owner = format!("Bearer {}", shop.token);
    for half in ["\\ud800", "\\udc00", "\\udc00\\ud800", "ok \\ud83d", "\\ud83d\\u0041", "\\u00", "\\x41", "\u{0}"] {
        let mut draft = honest();
        draft["message"] = json!("HERE");
        refused(&shop.post_text(&draft.to_string().replace("HERE", half), &key()), 400, "unreadable");
        let mut settings = settings();
        settings["name"] = json!("HERE");
        let headers = [("authorization", owner.as_str()), ("content-type", "application/json")];
        let answer = shop.api.send("PUT", &shop.path("/settings"), &headers, &settings.to_string().replace("HERE", half)).unwrap();
        refused(&answer, 400, "unreadable");
    }
    let mut draft = honest();
    draft["message"] = json!("HERE");
    let answer = shop.post_text(&draft.to_string().replace("HERE", "\\ud83d\\ude47 \\u0000\\u001b"), &key());
    assert_eq!(answer.status, 201, "{}", answer.text);
}

#[test]
fn words_of_desk_and_shopper_about_a_ticket_are_kept_as_text_too() {
    let shop = Shop::open("hostile-desk");
    let mut noted = 0;
    for text in texts() {
        let ticket = shop.accept(&honest());
        until("the ticket is on the desk's list", || shop.row(&ticket.id));
        let mut seq = 1;
        for (act, by) in [
            (json!({"act": "note", "text": text}), "佐藤"),
            (json!({"act": "note", "text": "x"}), text.as_str()),
            (json!({"act": "close", "outcome": "solved", "note": text}), "佐藤"),
        ] {
            let mut act = act;
            act["by"] = json!(by);
            let answer = shop.command(&ticket.id, act, seq, &key());
            assert!(matches!(answer.status, 200 | 400), "{text:?}: {} {}", answer.status, answer.text);
            if answer.status == 200 {
                seq = answer.json().unwrap()["data"]["ticket"]["seq"].as_u64().unwrap();
            }
        }
        let rated = shop.rate(&ticket, &json!({"score": 1, "comment": text}));
        assert!(matches!(rated.status, 200 | 422), "{text:?}: {} {}", rated.status, rated.text);
        assert!(!rated.text.contains("__ran"));
        let row = until("the list has the last of it", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["state"] == "done"));
        let note = row["data"]["ticket"]["notes"][0]["text"].as_str().unwrap_or_else(|| panic!("{row}"));
        assert_eq!(note, kept(&text, true));
        noted += 1;
    }
    assert_eq!(noted, texts().len());
}

#[test]
fn what_an_owner_writes_comes_back_as_written_or_is_refused() {
    let shop = Shop::open("hostile-owner");
    let put = |rest: &str, body: &Value| shop.api.call("PUT", &shop.path(rest), Some(&shop.token), Some(body)).unwrap();
    let get = |rest: &str| shop.api.call("GET", &shop.path(rest), Some(&shop.token), None).unwrap().json().unwrap();
    for text in texts() {
        for place in [
            "/name",
            "/privacy/purpose/ja",
            "/privacy/version",
            "/privacy/policy_url",
            "/order_policy/terms/ja",
            "/accent",
            "/zone",
            "/caller_number",
            "/topics/0",
            "/origins/0",
            "/languages/1",
        ] {
            let mut settings = settings();
            *settings.pointer_mut(place).unwrap() = json!(text);
            let answer = put("/settings", &settings);
            match answer.status {
                200 => assert_eq!(get("/settings").pointer(place), Some(&json!(text)), "{place}"),
                422 => assert!(!faults(&answer.json().unwrap()["error"]).is_empty()),
                other => panic!("{place} {text:?}: {other} {}", answer.text),
            }
            let free = place.contains("purpose")
                || place.contains("terms")
                || (place == "/name" && text.chars().count() < 60 && kept(&text, false) == text);
            assert!(!free || answer.status == 200, "{place} {text:?}: {}", answer.text);
        }
        // `{word}` in an answer names something that the settings know.
        let free = text.replace('{', "{ ");
        let entry = json!({"id": "a", "lang": "ja", "category": text, "question": free, "answer": free, "wordings": [text]});
        let answer = put("/faq", &json!({"entries": [entry]}));
        assert_eq!(answer.status, 200, "{text:?}: {}", answer.text);
        assert_eq!(get("/faq")["entries"][0], entry);
    }
    // A line that turns its surroundings round is no name.
    let mut settings = settings();
    settings["name"] = json!("店\u{202E}");
    assert_eq!(faults(&refused(&put("/settings", &settings), 422, "invalid")), ["name malformed"]);
}

#[test]
fn what_stands_in_headers_is_shown_nowhere_and_harms_nothing() {
    let shop = Shop::open("hostile-head");
    let key = "\"><script>__ran=1</script>'=+@";
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", key),
        ("user-agent", "<script>__ran=1</script>"),
        ("referer", "https://evil.example/<script>__ran=1</script>"),
        ("cf-connecting-ip", "<img src=x onerror=__ran=1>"),
        ("x-forwarded-for", "<img src=x onerror=__ran=1>"),
        ("x-forwarded-host", "evil.example"),
        ("accept-language", "<script>__ran=1</script>"),
        ("cookie", "token=__ran"),
    ];
    let answer = shop.api.send("POST", &shop.path("/tickets"), &headers, &honest().to_string()).unwrap();
    assert_eq!(answer.status, 201, "{}", answer.text);
    let id = answer.json().unwrap()["status"]["ticket"].as_str().unwrap().to_owned();
    let row = until("the ticket is on the desk's list", || shop.row(&id));
    for text in [answer.text, row.to_string()] {
        assert!(!text.contains("__ran") && !text.contains("evil.example"), "{text}");
    }
    let tags = shop.api.send("GET", &shop.path("/widget?lang=%3Cscript%3E"), &[("if-none-match", "<script>__ran=1</script>")], "").unwrap();
    assert!(tags.status == 200 && !tags.text.contains("__ran") && !tags.text.contains("<script"));
}
