//! A day at a desk of five shops, through the running worker: shoppers ask,
//! move and call off, four operators claim and call what presses most, each for
//! themselves. At its end every ticket is accounted for once, and the board is
//! what the cards add up to. The clock runs 1,200 times as fast
//! (`DEVELOPMENT_CLOCK`): a day in seventy seconds, of which a third is seen.

use crate::harness::house::always_open;
use crate::harness::run_folder;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};
use xtask::seed::{self, Answer, Api};
use xtask::stack::{Stack, StackOptions};

const SHOPS: usize = 5;
const REQUESTS: usize = 60;
const TIMES: i64 = 1_200;

/// An operator, by a token of their own.
struct Operator<'a> {
    shop: &'a Shop,
    token: String,
}

impl Operator<'_> {
    fn call(&self, method: &str, rest: &str, body: Option<&Value>) -> Answer {
        self.shop.api.call(method, &self.shop.desk_path(rest), Some(&self.token), body).unwrap()
    }

    fn act(&self, id: &str, seq: &Value, mut act: Value) -> Option<Value> {
        (act["id"], act["seq"]) = (json!(key()), seq.clone());
        let answer = self.call("POST", &format!("/tickets/{id}/attempts"), Some(&act));
        // Its shopper, or the clock, may have been faster.
        assert!(matches!(answer.status, 200 | 409), "{} {act}", answer.text);
        (answer.status == 200).then(|| answer.json().unwrap()["row"]["seq"].clone())
    }

    /// Takes what presses most and is nobody's, and does it; whether there was any.
    fn works(&self) -> bool {
        let page = self.call("GET", "/tickets?limit=100", None).json().unwrap();
        let now = page["now"].as_str().unwrap();
        let waits = |row: &&Value| {
            let due = row["state"] == "retrying" && row["due"].as_str().unwrap() <= now;
            row.get("claim").is_none() && (row["state"] == "open" || due)
        };
        let Some(row) = page["rows"].as_array().unwrap().iter().find(waits) else { return false };
        let id = row["id"].as_str().unwrap();
        if self.call("POST", &format!("/tickets/{id}/claim"), Some(&json!({}))).status != 200 {
            return true;
        }
        let close = |outcome: &str| json!({"act": "close", "outcome": outcome});
        if row["by_phone"] == false {
            self.act(id, &row["seq"], close("solved"));
            return true;
        }
        let Some(seq) = self.act(id, &row["seq"], json!({"act": "start_call"})) else { return true };
        // What comes of it follows from the number, so that it differs and no chance is in it.
        let fate = id.bytes().map(usize::from).sum::<usize>() + row["calls"].as_u64().unwrap() as usize;
        let attempt = |outcome: &str| json!({"act": "attempt", "outcome": outcome});
        match fate % 7 {
            0 => drop(self.act(id, &seq, attempt("no_answer"))),
            1 => drop(self.act(id, &seq, attempt("busy"))),
            2 => drop(self.act(id, &seq, json!({"act": "hand_over", "note": "在庫のご確認を"}))),
            3 => drop(self.act(id, &seq, close("order_changed"))),
            _ => {
                if let Some(seq) = self.act(id, &seq, attempt("reached")) {
                    self.act(id, &seq, close("solved"));
                }
            }
        }
        true
    }
}

/// The desk's own card of each ticket.
fn cards(shop: &Shop) -> Vec<Value> {
    shop.listed().into_iter().map(|card| card["data"]["ticket"].clone()).collect()
}

/// From one moment to another, both as the API writes them.
fn seconds(from: &Value, until: &Value) -> i64 {
    let unix = |text: &Value| {
        let text = text.as_str().unwrap();
        let number = |at: usize, length: usize| text.get(at..at + length).unwrap().parse::<i64>().unwrap();
        let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2));
        // Days since the year 0, by the month's place in a year that begins in March.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
        ((days * 24 + number(11, 2)) * 60 + number(14, 2)) * 60 + number(17, 2)
    };
    unix(until) - unix(from)
}

#[test]
fn a_day_at_the_desk_loses_nothing_and_its_board_adds_up() {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let vars = vec![("DEVELOPMENT_CLOCK".to_owned(), format!("{since} {TIMES}"))];
    let stack = Stack::start(StackOptions { vars, ..StackOptions::at(run_folder::fresh("day")) }).unwrap();
    let first = Shop::made(Api::new(&stack.url()), stack.secret(), "day");
    let mut shops = vec![];
    for number in 1..SHOPS {
        let name = format!("{}-{number}", first.name);
        let token = seed::make_shop(&first.api, stack.secret(), &name, &first.desk).unwrap();
        shops.push(Shop { api: first.api.clone(), name, token, desk: first.desk.clone(), desk_token: first.desk_token.clone() });
    }
    shops.insert(0, first);
    let first = &shops[0];
    let mut desk = first.desk_settings(20);
    desk["calendar"] = always_open();
    desk["capacity"] = json!(100);
    desk["allotments"] = shops.iter().map(|shop| (shop.name.clone(), json!({"places": 20}))).collect::<serde_json::Map<_, _>>().into();
    seed::put(&first.api, &first.desk_path("/settings"), &first.desk_token, &desk).unwrap();
    let mut own = settings();
    (own["service"]["attempt_gap_minutes"], own["service"]["closing_minutes"]) = (json!(30), json!(0));
    shops.iter().for_each(|shop| seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap());
    let day = |shop: &Shop| shop.page("?limit=1")["now"].as_str().unwrap().get(..10).unwrap().to_owned();
    let from = day(first);

    let over = AtomicBool::new(false);
    let asked: Vec<(usize, Accepted)> = thread::scope(|scope| {
        for name in ["佐藤", "鈴木", "高橋", "田中"] {
            let made = first.api.call(
                "POST",
                &first.desk_path("/tokens"),
                Some(&first.desk_token),
                Some(&json!({"name": name, "role": "operator"})),
            );
            let token = made.unwrap().json().unwrap()["token"].as_str().unwrap().to_owned();
            let (operator, over) = (Operator { shop: first, token }, &over);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    if !operator.works() {
                        thread::yield_now();
                    }
                }
            });
        }
        let mut asked = vec![];
        for number in 0..REQUESTS {
            let shop = &shops[number % SHOPS];
            let mut request = draft();
            request["phone"] = json!(format!("0901234{:04}", 1_000 + number / 2 * 5));
            if number % 5 == 3 {
                (request["reply"], request["email"], request["phone"]) = (json!("email"), json!("hanako@example.jp"), json!(""));
            }
            if number % 4 == 1 {
                request["message"] = json!("至急ご連絡ください");
            }
            let ticket = shop.accept(&request);
            match number % 10 {
                4 => drop(shop.cancel(&ticket)),
                7 => drop(shop.move_to(&ticket, "asap")),
                _ => {}
            }
            asked.push((number % SHOPS, ticket));
        }
        // Until nothing waits but for the shops.
        let settled = |row: &Value| matches!(row["state"].as_str().unwrap(), "done" | "cancelled" | "unreached" | "handed");
        until("the day's work is done", || {
            let rows = first.rows();
            (rows.len() == REQUESTS && rows.iter().all(settled)).then_some(())
        });
        over.store(true, Ordering::Relaxed);
        asked
    });

    // Every ticket once, and as its shopper sees it.
    let cards = cards(first);
    let numbers: BTreeSet<&str> = cards.iter().map(|card| card["id"].as_str().unwrap()).collect();
    let accepted: BTreeSet<&str> = asked.iter().map(|(_, ticket)| ticket.id.as_str()).collect();
    assert_eq!((cards.len(), &numbers), (REQUESTS, &accepted));
    for (shop, ticket) in &asked {
        let card = cards.iter().find(|card| card["id"] == ticket.id.as_str()).unwrap();
        let status = shops[*shop].status(ticket).json().unwrap();
        assert_eq!((&status["state"], &card["shop"]), (&card["state"], &json!(shops[*shop].name)));
        let calls = card["attempts"].as_array().unwrap();
        assert_eq!(status["attempts"].as_array().unwrap().len(), calls.len());
        assert!(calls.len() <= 3 && calls.iter().all(|call| call["by"].is_string()), "{card}");
        let tries = calls.iter().filter(|call| call["outcome"] != "reached").map(|call| &call["at"]).collect::<Vec<_>>();
        assert!(tries.windows(2).all(|pair| seconds(pair[0], pair[1]) >= 30 * 60), "half an hour lies between tries: {card}");
    }

    // The board, counted again.
    let board = first.api.call("GET", &first.desk_path(&format!("/board?from={from}")), Some(&first.desk_token), None).unwrap();
    let board = board.json().unwrap();
    let count = |of: &dyn Fn(&Value) -> bool| json!(cards.iter().filter(|card| of(card)).count());
    let first_answer = |card: &Value| card.get("answered").map(|answered| seconds(&answered["at"], &answered["due"]) >= 0);
    let called_off = |card: &Value| card["state"] == "cancelled" && card.get("answered").is_none();
    let broken = |card: &Value| called_off(card) && seconds(&card["end"]["at"], &card["promise"]["respond_by"]) < 0;
    assert_eq!(board["answers"]["requests"], json!(REQUESTS));
    assert_eq!(board["answers"]["in_time"], count(&|card| first_answer(card) == Some(true)));
    assert_eq!(board["answers"]["late"], count(&|card| first_answer(card) == Some(false) || broken(card)));
    assert_eq!(board["cancelled"], count(&|card| card["state"] == "cancelled"));
    assert_eq!(board["unreached"], count(&|card| card["state"] == "unreached"));
    assert_eq!(board["handed"], count(&|card| card.get("handover").is_some()));
    assert_eq!(board["now"]["handed"], count(&|card| card["state"] == "handed"));
    assert_eq!([&board["now"]["waiting"], &board["now"]["retrying"], &board["now"]["calling"]], [&json!(0); 3]);
    let calls: Vec<&Value> = cards.iter().flat_map(|card| card["attempts"].as_array().unwrap()).collect();
    for outcome in ["reached", "no_answer", "busy"] {
        assert_eq!(board["calls"][outcome], json!(calls.iter().filter(|call| call["outcome"] == outcome).count()), "{outcome}");
    }
    let people = board["operators"].as_array().unwrap();
    assert!(people.len() >= 4);
    for person in people {
        assert_eq!(person["calls"], json!(calls.iter().filter(|call| call["by"] == person["name"]).count()), "{person}");
    }
    let solved = |card: &Value| card["state"] == "done" && card["end"]["outcome"] == "solved";
    let told = board["outcomes"].as_array().unwrap().iter().find(|own| own["outcome"] == "solved").map(|own| own["count"].clone());
    assert_eq!(told, Some(count(&solved)));
    // Always open: all seconds are open ones.
    let phoned = |card: &&Value| card["intake"]["reply"]["by"] == "phone" && card.get("answered").is_some();
    let waited: Vec<i64> = cards.iter().filter(phoned).map(|card| seconds(&card["created_at"], &card["answered"]["at"])).collect();
    assert_eq!(board["speed"]["average"], json!(waited.iter().sum::<i64>() / waited.len() as i64));
    for (number, told) in board["shops"].as_array().unwrap().iter().enumerate() {
        assert_eq!((&told["shop"], &told["answers"]["requests"]), (&json!(shops[number].name), &json!(REQUESTS / SHOPS)));
    }
    println!("{board:#}");
}
