//! What can't be delivered is kept, shown with its reason, and sent again by
//! call.

use crate::harness::deliveries::{event, hook};
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::rude::{Manner, Rude};
use crate::harness::samples::draft;
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

fn with_hook(name: &str, url: &str) -> (Shop, Accepted) {
    let shop = Shop::fast(name);
    shop.connect(url, &secret());
    let ticket = shop.accept(&draft());
    (shop, ticket)
}

fn is(state: &str) -> impl Fn(&Value) -> bool {
    move |row| row["state"] == state
}

#[test]
fn a_schedule_ends_as_a_dead_letter_and_a_replay_keeps_the_id_and_the_order() {
    let rude = Rude::start(Manner::status(500));
    let (shop, ticket) = with_hook("spent", &rude.url());
    let first = event(&ticket.id, 1);
    let dead = shop.until_delivery("all tries are spent", &first, "hook", is("dead"));
    assert_eq!((&dead["attempts"], &dead["last"], &dead["next_at"]), (&json!(10), &json!("answered 500"), &json!(null)));
    let tries = dead["tries"].as_array().unwrap();
    assert!(tries.len() == 10 && tries.iter().all(|one| one["status"] == 500), "{dead}");
    assert_eq!(rude.seen().len(), 10);

    // What comes later to the same ticket would be out of order.
    assert_eq!(shop.cancel(&ticket).status, 200);
    let second = event(&ticket.id, 2);
    let behind = shop.until_delivery("the later one is dead too", &second, "hook", is("dead"));
    assert_eq!((behind["last"].as_str(), behind["attempts"].as_u64()), (Some("an earlier event of this ticket is a dead letter"), Some(0)));
    assert_eq!(behind["advice"], "waiting");
    let health = shop.channel("hook");
    assert_eq!(
        (&health["pending"], &health["dead"], &health["state"], &health["failures"]),
        (&json!(0), &json!(2), &json!("on"), &json!(10))
    );
    until("the desk has both", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["seq"] == 2));

    rude.behave(Manner::status(204));
    let answer = shop.replay(&second);
    assert_eq!((answer.status, answer.json().unwrap()), (200, json!({"replayed": 2})), "the one before it comes along");
    until_true("both have arrived", || shop.undelivered().is_empty());
    let came: Vec<_> = rude.seen().iter().filter(|one| one.answered == 204).map(|one| one.id().to_owned()).collect();
    assert_eq!(came, [first.clone(), second]);
    assert_eq!(rude.seen()[10].verdict(&secret()), "valid");
    let row = shop.delivery(&first, "hook").unwrap();
    assert_eq!((row["tries"].as_array().unwrap().len(), &row["attempts"]), (11, &json!(1)), "a fresh schedule, the old tries kept");
    let health = shop.channel("hook");
    assert_eq!((&health["failures"], &health["reason"], &health["failing_since"]), (&json!(0), &json!(""), &json!(null)));
}

#[test]
fn a_receiver_that_wants_nothing_more_is_off_until_a_replay_tries_it_again() {
    let rude = Rude::start(Manner::status(410));
    let (shop, ticket) = with_hook("gone", &rude.url());
    let first = event(&ticket.id, 1);
    let why = "the channel is off: answered 410, which asks for nothing more";
    assert_eq!(shop.until_delivery("it is dead", &first, "hook", is("dead"))["last"], "answered 410");
    let health = shop.channel("hook");
    assert_eq!((&health["state"], &health["reason"]), (&json!("off"), &json!("answered 410, which asks for nothing more")));

    // While it is off, what is for it is kept; the desk goes on.
    let other = shop.accept(&draft());
    let second = event(&other.id, 1);
    assert_eq!(shop.until_delivery("the next is dead at once", &second, "hook", is("dead"))["last"], why);
    until("the desk has it", || shop.row(&other.id));
    assert_eq!(rude.seen().len(), 1, "nothing more was sent");

    // The first try decides.
    rude.behave(Manner::status(500));
    assert_eq!(shop.replay_all(&json!({"channel": "hook"})).json().unwrap(), json!({"replayed": 2}));
    until_true("it is off again", || shop.channel("hook")["reason"] == "answered 500 when it was tried again");
    until_true("both are dead again", || shop.channel("hook")["dead"] == 2);
    assert_eq!(rude.seen().len(), 2, "one try, not two");

    rude.behave(Manner::status(204));
    assert_eq!(shop.replay_all(&json!({})).json().unwrap(), json!({"replayed": 2}));
    until_true("all has arrived", || shop.undelivered().is_empty());
    assert_eq!(shop.channel("hook")["state"], "on");
    let third = shop.accept(&draft());
    shop.until_delivery("it is used again", &event(&third.id, 1), "hook", is("delivered"));
}

#[test]
fn another_address_gives_a_channel_that_is_off_another_chance() {
    let rude = Rude::start(Manner::status(410));
    let (shop, _) = with_hook("moved-house", &rude.url());
    until_true("it is off", || shop.channel("hook")["state"] == "off");
    let receiver = Receiver::answering(&[]);
    shop.connect(&receiver.url(), &secret());
    assert_eq!(shop.channel("hook")["state"], "probing");
    let ticket = shop.accept(&draft());
    shop.until_delivery("it is used again", &event(&ticket.id, 1), "hook", is("delivered"));
    assert_eq!(shop.channel("hook")["state"], "on");
}

/// At the world's pace: what is held has twenty seconds, and a next try would
/// come after five at the soonest.
#[test]
fn an_address_that_was_mended_is_not_switched_off_by_what_was_under_way_to_the_old_one() {
    let old = Rude::start(Manner::Hold(410));
    let shop = Shop::open("mended");
    shop.connect(&old.url(), &secret());
    let ticket = shop.accept(&draft());
    until_true("it is under way", || !old.seen().is_empty());
    let mended = Receiver::answering(&[]);
    shop.connect(&mended.url(), &secret());
    old.let_go();
    let row = shop.until_delivery("it has arrived at the new address", &event(&ticket.id, 1), "hook", is("delivered"));
    assert_eq!((&row["tries"][0]["status"], &row["tries"][1]["status"]), (&json!(410), &json!(204)), "what the old one said is on record");
    let health = shop.channel("hook");
    assert_eq!((&health["state"], &health["failures"], &health["dead"]), (&json!("on"), &json!(0), &json!(0)), "{health}");
}

#[test]
fn what_was_under_way_before_a_probation_does_not_decide_it() {
    let rude = Rude::start(Manner::Hold(500));
    let shop = Shop::open("probation");
    shop.connect(&rude.url(), &secret());
    let held = shop.accept(&draft());
    until_true("it is under way", || !rude.seen().is_empty());
    rude.behave(Manner::status(410));
    let other = shop.accept(&draft());
    until_true("another has switched it off", || shop.channel("hook")["state"] == "off");
    rude.behave(Manner::status(204));
    assert_eq!(shop.replay_all(&json!({})).json().unwrap(), json!({"replayed": 2}));
    assert_eq!(shop.channel("hook")["state"], "probing");
    rude.let_go();
    for ticket in [&held, &other] {
        let row = shop.until_delivery("it has arrived", &event(&ticket.id, 1), "hook", is("delivered"));
        assert_eq!(row["tries"].as_array().unwrap().len(), 2, "{row}");
    }
    assert_eq!(shop.channel("hook")["state"], "on");
}

#[test]
fn nothing_but_failures_for_five_days_switches_a_channel_off() {
    let rude = Rude::start(Manner::status(500));
    let (shop, ticket) = with_hook("five-days", &rude.url());
    shop.until_delivery("its own tries are spent", &event(&ticket.id, 1), "hook", is("dead"));
    until("the channel is off", || {
        // Somebody always wants something.
        shop.accept(&draft());
        Some(shop.channel("hook")).filter(|health| health["state"] == "off")
    });
    assert_eq!(shop.channel("hook")["reason"], "nothing but failures for five days, the last: answered 500");
    until_true("nothing waits for it", || shop.channel("hook")["pending"] == 0);
}

#[test]
fn the_list_is_filtered_paged_and_for_the_owner_alone() {
    let rude = Rude::start(Manner::status(410));
    let shop = Shop::fast("pages");
    shop.channels(&[hook("one", &rude.url(), &secret()), hook("two", &rude.url(), &secret())], None);
    let tickets: Vec<_> = (0..3).map(|_| shop.accept(&draft())).collect();
    until_true("all is dead", || shop.deliveries("state=dead")["deliveries"].as_array().unwrap().len() == 6);
    let rows = |query: &str| shop.deliveries(query)["deliveries"].as_array().unwrap().clone();
    assert_eq!((rows("state=dead&channel=one").len(), rows("state=pending").len(), rows("channel=nobody").len()), (3, 0, 0));
    until_true("the desk has all", || rows("state=delivered&channel=desk").len() == 3);
    let all = rows("state=dead");
    let numbers: Vec<u64> = all.iter().map(|row| row["n"].as_u64().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
    let rest: Vec<u64> = rows(&format!("state=dead&before={}", numbers[2])).iter().map(|row| row["n"].as_u64().unwrap()).collect();
    assert_eq!(rest, numbers[3..]);
    assert_eq!(rows(&format!("id={}", event(&tickets[0].id, 1))).len(), 3, "of one event all, whatever their state");

    let call =
        |method: &str, rest: &str, token: Option<&str>, body: Option<&Value>| shop.api.call(method, &shop.path(rest), token, body).unwrap();
    let owner = Some(shop.token.as_str());
    assert_eq!(faults(&refused(&call("GET", "/deliveries?state=lost", owner, None), 422, "invalid")), ["state unknown"]);
    assert_eq!(faults(&refused(&call("GET", "/deliveries?before=x", owner, None), 422, "invalid")), ["before malformed"]);
    refused(&call("POST", "/deliveries/msg_none_1/replay", owner, None), 404, "not_found");
    refused(&call("POST", "/deliveries/replay", owner, Some(&json!({"chanel": "one"}))), 400, "unreadable");
    refused(&call("GET", "/deliveries/replay", owner, None), 405, "method_not_allowed");
    let before = rude.seen().len();
    for stranger in [None, Some(shop.desk_token.as_str())] {
        refused(&call("GET", "/deliveries", stranger, None), 401, "unauthorized");
        refused(&call("POST", "/deliveries/replay", stranger, Some(&json!({}))), 401, "unauthorized");
        refused(&call("POST", &format!("/deliveries/{}/replay", event(&tickets[0].id, 1)), stranger, None), 401, "unauthorized");
    }
    assert_eq!(rude.seen().len(), before, "no stranger set anything on its way");
    // On one channel only.
    rude.behave(Manner::status(204));
    let path = format!("/deliveries/{}/replay?channel=one", event(&tickets[0].id, 1));
    assert_eq!(call("POST", &path, owner, None).json().unwrap(), json!({"replayed": 1}));
    until_true("it has arrived", || rows("state=delivered&channel=one").len() == 1);
    assert_eq!(shop.channel("two")["state"], "off");
}
