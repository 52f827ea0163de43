//! Robots that fill in forms: accepted like everything, and set aside.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

fn codes(ticket: &Value) -> Vec<&str> {
    ticket["pitch"].as_array().into_iter().flatten().map(|signal| signal["code"].as_str().unwrap()).collect()
}

#[test]
fn what_no_person_sees_is_filled_in_and_the_desk_alone_hears_of_it() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::open("robot");
    shop.connect(&receiver.url(), &secret());
    let mut filled = draft();
    filled["homepage"] = json!("https://robot.example");
    filled["took"] = json!("0");
    let request = key();
    let robot = shop.post(&filled, &request);
    assert_eq!(robot.status, 201, "{}", robot.text);
    assert_eq!(shop.post(&filled, &request).text, robot.text);
    let robot = Accepted::of(&robot);
    assert_eq!(robot.receipt["status"]["state"], "open", "it is told what anybody is told");
    let row = until("the desk has it", || shop.row(&robot.id));
    let ticket = &row["data"]["ticket"];
    assert_eq!((&ticket["state"], codes(ticket)), (&json!("set_aside"), vec!["trap_filled", "filled_in_haste"]));

    let honest = shop.accept(&draft());
    until_true("the webhook hears of the honest one", || !receiver.seen().is_empty());
    assert_eq!(receiver.seen()[0].event()["data"]["ticket"]["id"], honest.id, "and of that one alone");
    assert_eq!(shop.act(&robot.id, "put_back", 1, &key()).status, 200, "one act puts it back");
    until_true("the webhook hears of the other too", || receiver.seen().len() == 2);
}

#[test]
fn haste_alone_and_saying_nothing_of_it_are_no_reason() {
    let shop = Shop::open("haste");
    for took in ["", "0", "1", "60", "soon"] {
        let mut draft = draft();
        draft["took"] = json!(took);
        let ticket = shop.accept(&draft);
        let row = until("the desk has it", || shop.row(&ticket.id));
        assert_eq!(row["data"]["ticket"]["state"], "open", "{took}");
    }
}
