//! A shopper moves a call to another window.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{ORIGIN, draft, draft_for, key};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};

fn starts(windows: &Value) -> Vec<String> {
    windows.as_array().unwrap().iter().map(|window| window["start"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_moved_call_has_a_new_promise_and_the_desk_sees_it() {
    let shop = Shop::open("move");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    let window = shop.window_ahead();

    let moved = shop.move_to(&ticket, &window);
    assert_eq!(moved.status, 200, "{}", moved.text);
    let status = moved.json().unwrap();
    assert_eq!((&status["state"], &status["window"]["start"]), (&json!("open"), &json!(window)));
    assert_eq!(status["respond_by"], status["window"]["end"]);
    assert_eq!(shop.status(&ticket).json().unwrap(), status);
    let row = until("the desk sees the new window", || {
        shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["promise"]["window"]["start"] == window.as_str())
    });
    assert_eq!(row["data"]["ticket"]["seq"], 2);

    let again = shop.move_to(&ticket, &window);
    assert_eq!((again.status, again.text), (200, moved.text), "a second touch does no harm");
    assert_eq!(shop.row(&ticket.id).unwrap()["data"]["ticket"]["seq"], 2);
}

#[test]
fn who_moves_gives_the_place_back_and_takes_another() {
    let shop = Shop::with_places("move-places", 1);
    let (from, to) = {
        let free = starts(&shop.windows()["windows"]);
        (free[3].clone(), free[4].clone())
    };
    let ticket = shop.accept(&draft_for(&from));
    let other = shop.accept(&draft_for(&to));

    let error = refused(&shop.move_to(&ticket, &to), 422, "invalid");
    assert_eq!(faults(&error), ["window taken"]);
    let offered = starts(&error["windows"]);
    assert_eq!(offered.len(), 5);
    assert!(!offered.contains(&to));
    assert!(offered.contains(&from), "one's own place is one's own to take");
    assert_eq!(shop.status(&ticket).json().unwrap(), ticket.receipt["status"], "a refusal changes nothing");

    assert_eq!(shop.cancel(&other).status, 200);
    assert_eq!(shop.move_to(&ticket, &to).status, 200);
    let free = starts(&shop.windows()["windows"]);
    assert!(free.contains(&from) && !free.contains(&to));
    refused(&shop.post(&draft_for(&to), &key()), 422, "invalid");
    shop.accept(&draft_for(&from));
}

#[test]
fn two_at_once_do_not_both_move_to_the_last_place() {
    let shop = Shop::with_places("move-race", 1);
    let free = starts(&shop.windows()["windows"]);
    let tickets: Vec<_> = free[2..6].iter().map(|start| shop.accept(&draft_for(start))).collect();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = tickets.iter().map(|ticket| scope.spawn(|| shop.move_to(ticket, &free[7]))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap().status).collect()
    });
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 3, "{answers:?}");
}

#[test]
fn what_is_no_move_is_refused() {
    let shop = Shop::open("no-move");
    let ticket = shop.accept(&draft());
    let path = shop.path(&format!("/tickets/{}", ticket.id));
    for body in [json!({"window": 1}), json!({"window": "asap", "seq": 1}), json!(["asap"])] {
        refused(&shop.api.call("PATCH", &path, Some(&ticket.token), Some(&body)).unwrap(), 400, "unreadable");
    }
    let cases = [("2001-01-01T00:00:00Z", "past"), ("2099-01-01T00:00:00Z", "too_far"), ("soon", "malformed"), ("", "required")];
    for (window, code) in cases {
        let error = refused(&shop.move_to(&ticket, window), 422, "invalid");
        assert_eq!(faults(&error), [format!("window {code}")], "{window}");
    }
    for token in [None, Some("wrong"), Some(shop.token.as_str()), Some(shop.desk_token.as_str())] {
        let body = json!({"window": "asap"});
        refused(&shop.api.call("PATCH", &path, token, Some(&body)).unwrap(), 401, "unauthorized");
    }
    assert_eq!(shop.status(&ticket).json().unwrap(), ticket.receipt["status"]);

    let mut by_mail = draft();
    by_mail["reply"] = json!("email");
    by_mail["email"] = json!("hanako@example.com");
    refused(&shop.move_to(&shop.accept(&by_mail), "asap"), 409, "no_call");
    assert_eq!(shop.cancel(&ticket).status, 200);
    refused(&shop.move_to(&ticket, "asap"), 409, "ended");
}

#[test]
fn a_page_may_ask_for_it() {
    let shop = Shop::open("move-page");
    let ticket = shop.accept(&draft());
    let path = shop.path(&format!("/tickets/{}", ticket.id));
    let asked =
        [("origin", ORIGIN), ("access-control-request-method", "PATCH"), ("access-control-request-headers", "authorization,content-type")];
    let preflight = shop.api.send("OPTIONS", &path, &asked, "").unwrap();
    assert_eq!(preflight.status, 204);
    assert!(preflight.header("access-control-allow-methods").is_some_and(|methods| methods.contains("PATCH")));
    let bearer = format!("Bearer {}", ticket.token);
    let headers = [("origin", ORIGIN), ("authorization", bearer.as_str()), ("content-type", "application/json")];
    let moved = shop.api.send("PATCH", &path, &headers, &json!({"window": shop.window_ahead()}).to_string()).unwrap();
    assert_eq!((moved.status, moved.header("access-control-allow-origin")), (200, Some(ORIGIN)), "{}", moved.text);
}
