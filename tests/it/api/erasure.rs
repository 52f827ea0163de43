//! One call forgets a person, everywhere, and it is on record.

use crate::harness::deliveries::PACE;
use crate::harness::person::{NOTED, SAID, by_mail, request};
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::run_folder;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::socket::{Frame, Socket};
use crate::harness::storage;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::sync::{Arc, Condvar, Mutex};
use xtask::seed::{self, Answer, Api};
use xtask::stack::{Stack, StackOptions};
use xtask::web::{Outgoing, WebServer};

fn erase(shop: &Shop, body: &Value) -> Answer {
    shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(body)).unwrap()
}

fn get(shop: &Shop, rest: &str) -> Answer {
    shop.api.call("GET", &shop.path(&format!("/erasures{rest}")), Some(&shop.token), None).unwrap()
}

/// The record of an erasure that was just asked for.
#[track_caller]
fn record(answer: &Answer) -> Value {
    assert_eq!(answer.status, 202, "{}", answer.text);
    answer.json().unwrap()
}

fn state(shop: &Shop, ticket: &Accepted) -> Value {
    shop.status(ticket).json().unwrap()["state"].clone()
}

fn is_silent(text: &str) -> bool {
    SAID.iter().all(|word| !text.contains(word))
}

/// Settings with these webhooks.
fn connect(shop: &Shop, hooks: &[(&str, &str)]) {
    let channel = |(id, url): &(&str, &str)| json!({"kind": "webhook", "id": id, "url": url, "secret": secret()});
    let mut settings = settings();
    settings["channels"] = hooks.iter().map(channel).collect();
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
}

#[test]
fn a_person_is_forgotten_everywhere() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("erasure"))).unwrap();
    let (crm, refusing) = (Receiver::answering(&[]), Receiver::answering(&[]));
    refusing.answer(503);
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "forget");
    shop.furnish(50);
    connect(&shop, &[("crm", &crm.url()), ("refusing", &refusing.url())]);

    // Ended, open, by mail, set aside as a pitch, and an order of theirs that another asks about.
    let ended = shop.accept(&request());
    until("it is on the desk's list", || shop.row(&ended.id));
    assert_eq!(shop.command(&ended.id, json!({"act": "note", "text": NOTED}), 1, &key()).status, 200);
    assert_eq!(shop.command(&ended.id, json!({"act": "close", "outcome": "solved"}), 2, &key()).status, 200);
    let known = key();
    let open = Accepted::of(&shop.post(&request(), &known));
    let mail = shop.accept(&by_mail());
    let mut pitch = request();
    pitch["topic"] = json!("other");
    pitch["message"] = json!(
        "突然のご連絡失礼いたします。弊社は通販サイトの集客支援を行っております。SEO対策のご提案です。\nオンラインで30分ほどお打ち合わせのお時間をいただけますと幸いです。"
    );
    for field in ["order_number", "product", "symptom", "solution", "address"] {
        pitch.as_object_mut().unwrap().remove(field);
    }
    let pitch = shop.accept(&pitch);
    let mut asked = request();
    for (field, text) in [("name", "鈴木 花"), ("phone", "03-1234-5678"), ("order_number", ""), ("order_date", "2026-11-01")] {
        asked[field] = json!(text);
    }
    asked["order_phone"] = json!("080-9876-5432");
    let asked = shop.accept(&asked);
    let other = shop.accept(&draft());
    let theirs = [&ended, &open, &mail, &pitch, &asked];
    for ticket in theirs {
        until("it is on the desk's list", || shop.row(&ticket.id));
    }
    assert_eq!(shop.row(&pitch.id).unwrap()["data"]["ticket"]["state"], "set_aside");
    until_true("the other channels were tried", || crm.seen().len() >= 7 && !refusing.seen().is_empty());

    let mut line = Socket::open(&stack.url(), &shop.desk_path("/live"), None).ok().unwrap();
    line.show(&shop.desk_token);
    assert!(matches!(line.hear(), Frame::Text(_)));
    let sent = refusing.seen().len();
    let wish = json!({"phone": "＋８１ ８０ー９８７６ー５４３２", "email": "JIRO.Sasaki@example.jp", "confirmed_by": "店長 田中"});
    let first = record(&erase(&shop, &wish));
    assert_eq!((&first["id"], &first["tickets"], &first["state"]), (&json!(1), &json!(5), &json!("telling")));
    assert_eq!(first["confirmed_by"], "店長 田中");
    assert!(is_silent(&first.to_string()), "{first}");

    for ticket in theirs {
        assert_eq!(state(&shop, ticket), "erased");
        assert!(is_silent(&shop.status(ticket).text));
        until_true("it is off the desk's list", || shop.row(&ticket.id).is_none());
        refused(&shop.cancel(ticket), 409, "ended");
    }
    assert_eq!(state(&shop, &other), "open");
    refused(&shop.post(&request(), &known), 410, "erased");
    let mut told = Vec::new();
    while told.len() < theirs.len() {
        let Frame::Text(text) = line.hear() else { panic!("the line was closed") };
        assert!(is_silent(&text), "{text}");
        let frame: Value = serde_json::from_slice(text.as_bytes()).unwrap();
        assert_eq!(frame["row"]["state"], "erased");
        told.push(frame["row"]["id"].clone());
    }
    assert!(theirs.iter().all(|ticket| told.contains(&json!(ticket.id))));

    // Asked again it finds nothing new.
    let again = record(&erase(&shop, &wish));
    assert_eq!((&again["id"], &again["tickets"], &again["state"]), (&json!(2), &json!(0), &json!("done")));

    let unconfirmed = |id: u32| get(&shop, &format!("/{id}")).json().unwrap()["unconfirmed"].clone();
    until_true("only the one that refuses hasn't confirmed", || {
        let left = unconfirmed(1);
        left.as_array().unwrap().len() == 1 && left[0]["channel"] == "refusing"
    });
    let of = |ticket: &Accepted| {
        let events = crm.seen().into_iter().map(|one| one.event()).filter(|event| event["data"]["ticket"]["id"] == ticket.id.as_str());
        events.map(|event| event["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(&ended), ["ticket.created", "ticket.noted", "ticket.closed", "ticket.erased"]);
    assert_eq!(of(&open), ["ticket.created", "ticket.erased"]);
    assert_eq!(of(&pitch), Vec::<String>::new(), "it was never told of the pitch");
    assert_eq!(of(&other), ["ticket.created"]);

    refusing.answer(204);
    until_true("all have confirmed", || get(&shop, "/1").json().unwrap()["state"] == "done");
    assert_eq!(unconfirmed(1), json!([]));
    let mine = |event: &Value| event["data"]["ticket"]["id"] != other.id.as_str();
    for one in refusing.seen().iter().skip(sent).filter(|one| one.answered == 204 && mine(&one.event())) {
        assert_eq!(one.event()["type"], "ticket.erased");
        assert!(is_silent(&one.event().to_string()), "{}", one.event());
    }
    let all = get(&shop, "").json().unwrap();
    assert_eq!(all.as_array().unwrap().iter().map(|one| one["id"].as_u64().unwrap()).collect::<Vec<_>>(), [2, 1]);
    assert!(is_silent(&all.to_string()));

    let rows = storage::rows(&mut stack);
    assert_eq!(storage::with(&rows, SAID), Vec::<String>::new());
    assert!(!storage::with(&rows, &["山田"]).is_empty(), "the others are there");
}

#[test]
fn what_is_asked_is_the_owners_to_ask_and_must_be_whole() {
    let shop = Shop::open("erasure-door");
    let path = shop.path("/erasures");
    let wish = json!({"phone": "080-9876-5432", "confirmed_by": "田中"});
    for token in [None, Some(shop.desk_token.as_str()), Some("owner_wrong")] {
        refused(&shop.api.call("POST", &path, token, Some(&wish)).unwrap(), 401, "unauthorized");
        refused(&shop.api.call("GET", &path, token, None).unwrap(), 401, "unauthorized");
    }
    assert_eq!(faults(&refused(&erase(&shop, &json!({})), 422, "invalid")), ["phone required", "confirmed_by required"]);
    let bad = json!({"phone": "080", "email": "nobody", "confirmed_by": "田中"});
    assert_eq!(faults(&refused(&erase(&shop, &bad), 422, "invalid")), ["phone malformed", "email malformed"]);
    refused(&erase(&shop, &json!({"phone": "080-9876-5432", "confirmed_by": "田中", "ticket": "x"})), 400, "unreadable");
    for id in ["/7", "/x", "/-1"] {
        refused(&get(&shop, id), 404, "not_found");
    }
    assert_eq!(get(&shop, "").json().unwrap(), json!([]), "a refusal is no erasure");
    refused(&shop.api.call("DELETE", &path, Some(&shop.token), None).unwrap(), 405, "method_not_allowed");
}

#[test]
fn a_call_under_way_ends_with_it() {
    let shop = Shop::open("erasure-call");
    let ticket = shop.accept(&request());
    until("it is on the desk's list", || shop.row(&ticket.id));
    let command = key();
    assert_eq!(shop.act(&ticket.id, "start_call", 1, &command).status, 200);
    assert_eq!(record(&erase(&shop, &json!({"phone": "080-9876-5432", "confirmed_by": "田中"})))["tickets"], 1);
    refused(&shop.act(&ticket.id, "reached", 2, &key()), 409, "stale");
    refused(&shop.act(&ticket.id, "reached", 3, &key()), 409, "ended");
    refused(&shop.act(&ticket.id, "start_call", 1, &command), 409, "stale");
}

#[test]
fn more_tickets_than_one_request_may_erase_are_erased_by_the_alarm() {
    let shop = Shop::open("erasure-many");
    let tickets: Vec<_> = (0..70).map(|_| shop.accept(&by_mail())).collect();
    let first = record(&erase(&shop, &json!({"email": "jiro.sasaki@example.jp", "confirmed_by": "田中"})));
    assert_eq!((&first["tickets"], &first["state"]), (&json!(50), &json!("searching")));
    until_true("it is done", || get(&shop, "/1").json().unwrap()["state"] == "done");
    assert_eq!(get(&shop, "/1").json().unwrap()["tickets"], 70);
    assert!(tickets.iter().all(|ticket| state(&shop, ticket) == "erased"));
}

#[test]
fn a_desk_that_the_shop_had_before_forgets_too() {
    let mut shop = Shop::open("erasure-desk");
    let ticket = shop.accept(&request());
    until("it is on the desk's list", || shop.row(&ticket.id));
    let house = crate::harness::house::house();
    let next = format!("{}-next", shop.desk);
    seed::make_desk(&shop.api, house.secret(), &next).unwrap();
    shop.token = seed::make_shop(&shop.api, house.secret(), &shop.name, &next).unwrap();
    assert!(shop.row(&ticket.id).is_some());
    assert_eq!(record(&erase(&shop, &json!({"phone": "080-9876-5432", "confirmed_by": "田中"})))["tickets"], 1);
    until_true("it is off the former desk's list", || shop.row(&ticket.id).is_none());
    until_true("it is done", || get(&shop, "/1").json().unwrap()["state"] == "done");
}

/// The answer comes when the person is forgotten already, quotes them, and
/// wants nothing more; nothing overtook it, and that all is forgotten is told.
#[test]
fn what_is_on_its_way_is_not_overtaken_and_does_not_come_again() {
    #[derive(Default)]
    struct Gate {
        open: bool,
        inside: u32,
        bodies: Vec<(String, u32)>,
    }
    let gate = Arc::new((Mutex::new(Gate::default()), Condvar::new()));
    let own = Arc::clone(&gate);
    let server = WebServer::start(0, move |incoming| {
        let (gate, opened) = &*own;
        let mut held = gate.lock().unwrap();
        held.inside += 1;
        let body = String::from_utf8(incoming.body).unwrap();
        let inside = held.inside;
        held.bodies.push((body.clone(), inside));
        let first = held.bodies.len() == 1;
        let mut held = opened.wait_while(held, |held| !held.open).unwrap();
        held.inside -= 1;
        Outgoing { status: if first { 410 } else { 204 }, body: body.into_bytes(), ..Outgoing::default() }
    })
    .unwrap();
    let mut options = StackOptions::at(run_folder::fresh("overtaken"));
    options.vars.push(("DELIVERY_PACE".to_owned(), PACE.to_owned()));
    let mut stack = Stack::start(options).unwrap();
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "overtaken");
    shop.furnish(5);
    connect(&shop, &[("slow", &format!("http://127.0.0.1:{}/", server.port()))]);
    shop.accept(&request());
    until_true("it is on its way", || gate.0.lock().unwrap().bodies.len() == 1);
    assert_eq!(record(&erase(&shop, &json!({"phone": "080-9876-5432", "confirmed_by": "田中"})))["tickets"], 1);
    until_true("the desk has confirmed", || {
        let left = get(&shop, "/1").json().unwrap()["unconfirmed"].clone();
        left.as_array().unwrap().iter().all(|one| one["channel"] == "slow")
    });
    let opened = |open: bool| {
        gate.0.lock().unwrap().open = open;
        gate.1.notify_all();
    };
    opened(true);
    until_true("all have confirmed", || get(&shop, "/1").json().unwrap()["state"] == "done");
    let came = |from: usize| gate.0.lock().unwrap().bodies.get(from..).unwrap().to_vec();
    let is_told = |bodies: &[(String, u32)]| {
        let [(created, _), (erased, inside)] = bodies else { panic!("{} came", bodies.len()) };
        assert!(!is_silent(created) && is_silent(erased) && erased.contains("ticket.erased"), "{erased}");
        *inside
    };
    assert_eq!(is_told(&came(0)), 1, "one after the other");

    // The same where nobody hears the answer: the runtime ends before it comes.
    opened(false);
    shop.accept(&request());
    until_true("another is on its way", || came(2).len() == 1);
    assert_eq!(record(&erase(&shop, &json!({"phone": "080-9876-5432", "confirmed_by": "田中"})))["tickets"], 1);
    stack.kill_hard();
    opened(true);
    stack.restart().unwrap();
    until_true("all have confirmed", || get(&shop, "/2").json().unwrap()["state"] == "done");
    is_told(&came(2));
    assert_eq!(storage::with(&storage::rows(&mut stack), SAID), Vec::<String>::new());
}
