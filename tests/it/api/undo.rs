//! What the desk did last is taken back, for a minute.

use crate::harness::console::hire;
use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, draft_for, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use xtask::seed::Answer;

fn act(shop: &Shop, token: &str, ticket: &Accepted, mut act: Value, seq: u64) -> Answer {
    (act["id"], act["seq"]) = (json!(key()), json!(seq));
    let path = shop.desk_path(&format!("/tickets/{}", ticket.id));
    shop.api.call("PATCH", &path, Some(token), Some(&act)).unwrap()
}

fn undo(shop: &Shop, token: &str, ticket: &Accepted, seq: u64) -> Answer {
    act(shop, token, ticket, json!({"act": "undo"}), seq)
}

fn on_the_list(shop: &Shop, draft: &Value) -> Accepted {
    let ticket = shop.accept(draft);
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    ticket
}

fn kept(shop: &Shop) -> usize {
    shop_sql(house().state_dir(), &shop.name, &["SELECT ticket FROM undo"]).len()
}

#[test]
fn whoever_did_it_or_a_lead_takes_it_back_and_all_see_the_ticket_as_it_was() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::with_places("undo", 1);
    shop.connect(&receiver.url(), &secret());
    let [sato, suzuki, tanaka] =
        [("佐藤", "operator"), ("鈴木", "operator"), ("田中", "lead")].map(|(name, role)| hire(&shop, name, role).1);
    let window = shop.window_ahead();
    let ticket = on_the_list(&shop, &draft_for(&window));
    let before = shop.row(&ticket.id).unwrap()["data"]["ticket"].clone();

    assert_eq!(act(&shop, &sato, &ticket, json!({"act": "start_call"}), 1).json().unwrap().get("undo_until"), None);
    refused(&undo(&shop, &sato, &ticket, 2), 409, "not_now");
    let closed = act(&shop, &sato, &ticket, json!({"act": "close", "outcome": "duplicate"}), 2).json().unwrap();
    assert_eq!((&closed["row"]["state"], closed["undo_until"].is_string()), (&json!("done"), true));
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "done");
    let card =
        |token: &str| shop.api.call("GET", &shop.desk_path(&format!("/tickets/{}", ticket.id)), Some(token), None).unwrap().json().unwrap();
    assert_eq!([&sato, &suzuki, &tanaka].map(|who| card(who).get("undo_until").is_some()), [true, false, true]);
    refused(&undo(&shop, &suzuki, &ticket, 3), 409, "not_yours");
    refused(&undo(&shop, &sato, &ticket, 2), 409, "not_now");

    // It is the call that was under way again, and its number of changes has grown.
    let back = undo(&shop, &sato, &ticket, 3).json().unwrap();
    let (ticket_now, row) = (&back["data"]["ticket"], &back["row"]);
    assert_eq!((&ticket_now["state"], &ticket_now["seq"], &ticket_now["attempts"]), (&json!("calling"), &json!(4), &json!([])));
    assert_eq!((&row["claim"]["name"], row.get("ended_at"), back.get("undo_until")), (&json!("佐藤"), None, None));
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "calling");
    refused(&undo(&shop, &sato, &ticket, 4), 409, "not_now");
    assert_eq!(act(&shop, &sato, &ticket, json!({"act": "attempt", "outcome": "no_answer"}), 4).status, 200);
    let again = undo(&shop, &tanaka, &ticket, 5).json().unwrap();
    assert_eq!(
        (&again["row"]["state"], &again["row"]["claim"]["name"]),
        (&json!("calling"), &json!("佐藤")),
        "a lead takes back, and not over"
    );
    assert_eq!(act(&shop, &sato, &ticket, json!({"act": "put_back"}), 6).status, 200);
    assert_eq!(undo(&shop, &sato, &ticket, 7).status, 200);
    assert_eq!(act(&shop, &sato, &ticket, json!({"act": "put_back"}), 8).status, 200);
    let mut after = shop.row(&ticket.id).unwrap()["data"]["ticket"].clone();
    after["seq"] = json!(1);
    assert_eq!(after, before, "as it was");
    let error = refused(&shop.post(&draft_for(&window), &key()), 422, "invalid");
    assert_eq!(faults(&error), ["window taken"], "it has its place");

    let deeds = shop.row(&ticket.id).unwrap()["deeds"].clone();
    let deeds: Vec<_> = deeds.as_array().unwrap().iter().map(|deed| format!("{} {}", deed["by"], deed["what"]).replace('"', "")).collect();
    let told = ["佐藤 start_call", "佐藤 close", "佐藤 undo", "佐藤 attempt", "田中 undo", "佐藤 put_back", "佐藤 undo", "佐藤 put_back"];
    assert_eq!(deeds, told);
    until_true("the other desk has heard all", || receiver.seen().len() == 9);
    let heard: Vec<_> =
        receiver.seen().iter().map(|one| (one.event()["type"].clone(), one.event()["data"]["ticket"]["seq"].clone())).collect();
    assert_eq!(heard[3], (json!("ticket.undone"), json!(4)));
    assert_eq!(receiver.seen()[3].event()["data"]["ticket"]["state"], "calling");
}

#[test]
fn what_happened_since_wins() {
    let shop = Shop::open("undo-since");
    let token = shop.desk_token.as_str();
    let ticket = on_the_list(&shop, &draft());
    assert_eq!(act(&shop, token, &ticket, json!({"act": "attempt", "outcome": "busy"}), 1).status, 200);
    assert_eq!(shop.cancel(&ticket).status, 200);
    refused(&undo(&shop, token, &ticket, 2), 409, "stale");
    until_true("the desk has heard it", || shop.row(&ticket.id).unwrap()["row"]["state"] == "cancelled");
    refused(&undo(&shop, token, &ticket, 3), 409, "not_now");
    assert_eq!(shop.status(&ticket).json().unwrap()["state"], "cancelled");

    // At once: one of both is done, and the other sees it.
    for _ in 0..4 {
        let ticket = on_the_list(&shop, &draft());
        assert_eq!(act(&shop, token, &ticket, json!({"act": "set_aside"}), 1).status, 200);
        let (undone, cancelled) = std::thread::scope(|scope| {
            let undone = scope.spawn(|| undo(&shop, token, &ticket, 2));
            let cancelled = scope.spawn(|| shop.cancel(&ticket));
            (undone.join().unwrap(), cancelled.join().unwrap())
        });
        assert!(matches!((undone.status, cancelled.status), (409 | 200, 200)), "{} {}", undone.text, cancelled.text);
        assert_eq!(shop.status(&ticket).json().unwrap()["state"], "cancelled");
    }

    // The minute is over, by the shop's own clock; and then nothing is kept.
    let late = on_the_list(&shop, &draft());
    assert_eq!(act(&shop, token, &late, json!({"act": "note", "text": "別の件"}), 1).status, 200);
    shop_sql(house().state_dir(), &shop.name, &["UPDATE undo SET at = at - 60"]);
    refused(&undo(&shop, token, &late, 2), 409, "not_now");
    assert_eq!(shop.row(&late.id).unwrap()["data"]["ticket"]["notes"][0]["text"], "別の件");
    on_the_list(&shop, &draft());
    until_true("what was before is forgotten", || kept(&shop) == 0);
}

#[test]
fn a_repeat_is_answered_as_before_and_who_is_forgotten_is_forgotten_here_too() {
    let shop = Shop::open("undo-twice");
    let ticket = on_the_list(&shop, &draft());
    assert_eq!(shop.act(&ticket.id, "reached", 1, &key()).status, 200);
    let command = key();
    let first = shop.act(&ticket.id, "undo", 2, &command);
    let second = shop.act(&ticket.id, "undo", 2, &command);
    assert_eq!((first.status, second.status), (200, 200), "{}", second.text);
    assert_eq!(second.json().unwrap()["data"]["ticket"], first.json().unwrap()["data"]["ticket"]);
    assert_eq!(first.json().unwrap()["data"]["ticket"]["state"], "open");

    assert_eq!(shop.command(&ticket.id, json!({"act": "hand_over", "note": "在庫"}), 3, &key()).status, 200);
    assert_eq!(kept(&shop), 1);
    let wish = json!({"phone": "090-1234-5678", "confirmed_by": "店長"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&wish)).unwrap().status, 202);
    assert_eq!(kept(&shop), 0);
    until_true("the desk has heard it", || shop.row(&ticket.id).is_none());
    refused(&shop.act(&ticket.id, "undo", 4, &key()), 409, "not_now");
}
