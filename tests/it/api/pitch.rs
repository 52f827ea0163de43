//! Sales pitches (営業): accepted like everything, set aside, and put back by one act.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::json;

#[test]
fn a_pitch_waits_without_a_notice_and_an_honest_request_is_told_of() {
    let receiver = Receiver::answering(&[]);
    let shop = Shop::open("pitch");
    shop.connect(&receiver.url(), &secret());
    let mut pitch = draft();
    pitch["topic"] = json!("other");
    pitch["message"] = json!(
        "突然のご連絡失礼いたします。弊社は通販サイトの集客支援を行っております。SEO対策のご提案です。\nオンラインで30分ほどお打ち合わせのお時間をいただけますと幸いです。"
    );
    let pitch = shop.accept(&pitch);
    assert_eq!(pitch.receipt["status"]["state"], "open", "its sender is told what anybody is told");
    assert!(pitch.receipt["status"]["window"].is_object(), "and its place is kept");
    let row = until("the desk has it", || shop.row(&pitch.id));
    let ticket = &row["data"]["ticket"];
    assert_eq!(ticket["state"], "set_aside");
    assert!(!ticket["pitch"].as_array().unwrap().is_empty(), "with the reasons: {ticket}");

    let honest = shop.accept(&draft());
    until_true("the webhook hears of the honest one", || !receiver.seen().is_empty());
    assert_eq!(shop.row(&honest.id).unwrap()["data"]["ticket"]["state"], "open");

    assert_eq!(shop.act(&pitch.id, "put_back", 1, &key()).status, 200);
    until_true("the webhook hears of the other too", || receiver.seen().len() == 2);
    let told: Vec<_> =
        receiver.seen().iter().map(|one| (one.event()["type"].clone(), one.event()["data"]["ticket"]["id"].clone())).collect();
    assert_eq!(told, [(json!("ticket.created"), json!(honest.id)), (json!("ticket.put_back"), json!(pitch.id))]);
}
