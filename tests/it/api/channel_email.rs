//! Mail to the shop's people, by either service.

use crate::harness::deliveries::event;
use crate::harness::samples::{draft, settings};
use crate::harness::services::resend::Resend;
use crate::harness::services::sendgrid::Sendgrid;
use crate::harness::services::{Answer, stand_in};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed;

fn by(shop: &Shop, mail: Value) {
    let mut own = settings();
    own["mail"] = mail;
    own["channels"] = json!([{"kind": "email", "id": "people", "to": ["desk@shop.example", "lead@shop.example"]}]);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
}

#[test]
fn a_notice_comes_to_all_of_them_in_one_mail() {
    let key = "re_channel_email_once";
    let resend = stand_in(Resend::of(key, "mail.shop.example"));
    let shop = Shop::served("email-once");
    by(&shop, json!({"service": "resend", "key": key, "from": "madoguchi@mail.shop.example"}));
    let ticket = shop.accept(&draft());
    until("the mail is there", || (!resend.lock().unwrap().sent.is_empty()).then_some(()));
    let row = shop.until_delivery("it has arrived", &event(&ticket.id, 1), "people", |row| row["state"] == "delivered");
    assert_eq!(row["tries"][0]["status"], 200, "{row}");
    let sent = resend.lock().unwrap().sent.clone();
    assert_eq!((sent.len(), &sent[0]["to"]), (1, &json!(["desk@shop.example", "lead@shop.example"])));
    assert_eq!(sent[0]["from"], "試験商店 <madoguchi@mail.shop.example>");
    let (text, html) = (sent[0]["text"].as_str().unwrap(), sent[0]["html"].as_str().unwrap());
    assert!(text.contains("山田 花子") && text.contains(&ticket.id) && html.contains("のしを付けられますか"), "{text}");
}

#[test]
fn a_revoked_key_is_seen_with_what_to_do_and_a_new_one_makes_up_for_it() {
    let key = "re_channel_email_revoked";
    let resend = stand_in(Resend::of(key, "mail.shop.example"));
    resend.lock().unwrap().says = Some(Answer::of(403, r#"{"statusCode":403,"name":"invalid_api_key","message":"API key is invalid"}"#));
    let shop = Shop::served("email-revoked");
    let account = |key: &str| json!({"service": "resend", "key": key, "from": "madoguchi@mail.shop.example"});
    by(&shop, account(key));
    let ticket = shop.accept(&draft());
    let id = event(&ticket.id, 1);
    let row = shop.until_delivery("a try has failed", &id, "people", |row| row["last"] == "answered 403: invalid_api_key");
    assert_eq!(row["advice"], "not_authorized");
    assert!(shop.deliveries("")["advice"]["not_authorized"].as_str().is_some_and(|text| !text.is_empty()));
    resend.lock().unwrap().says = None;
    shop.until_delivery("it has arrived after all", &id, "people", |row| row["state"] == "delivered");
    assert_eq!(resend.lock().unwrap().sent.len(), 1);
}

#[test]
fn the_other_service_takes_it_in_its_own_form() {
    let key = "SG.channel_email";
    let sendgrid = stand_in(Sendgrid::of(key, "madoguchi@mail.shop.example"));
    let shop = Shop::served("email-sendgrid");
    by(&shop, json!({"service": "sendgrid", "key": key, "from": "madoguchi@mail.shop.example", "reply_to": "help@shop.example"}));
    let ticket = shop.accept(&draft());
    let row = shop.until_delivery("it has arrived", &event(&ticket.id, 1), "people", |row| row["state"] == "delivered");
    assert_eq!(row["tries"][0]["status"], 202, "{row}");
    let sent = sendgrid.lock().unwrap().sent.clone();
    assert_eq!((sent.len(), &sent[0]["reply_to"]["email"]), (1, &json!("help@shop.example")));
    assert_eq!(sent[0]["from"]["name"], "試験商店");
}
