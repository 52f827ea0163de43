//! Word to the shopper: by the way that they gave, a few, and with a link that
//! opens their page for a while.

use crate::harness::deliveries::event;
use crate::harness::samples::{draft, key, settings};
use crate::harness::services::resend::Resend;
use crate::harness::services::twilio::Twilio;
use crate::harness::services::{Held, stand_in};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;
use xtask::seed;

fn account(n: u32) -> String {
    format!("AC{n:032x}")
}

/// A shop that tells its shoppers by mail, and by SMS of this account.
fn telling(name: &str, n: u32) -> (Shop, Held<Resend>, Held<Twilio>) {
    let mail = format!("re_word_{n}");
    let resend = stand_in(Resend::of(&mail, "mail.shop.example"));
    let twilio = stand_in(Twilio::of(&account(n), "token"));
    let shop = Shop::served(name);
    let mut own = settings();
    own["mail"] = json!({"service": "resend", "key": mail, "from": "madoguchi@mail.shop.example"});
    own["sms"] = json!({"service": "twilio", "account": account(n), "token": "token", "from": "+815012345678"});
    own["shoppers"] = json!({"mail": true, "sms": true});
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    (shop, resend, twilio)
}

fn by_mail(address: &str) -> Value {
    let mut draft = draft();
    draft["reply"] = json!("email");
    draft["email"] = json!(address);
    draft.as_object_mut().unwrap().retain(|field, _| field != "phone" && field != "window");
    draft
}

/// The link in a text: the address of the page, and the key behind its `#`.
fn link(text: &str) -> (String, String) {
    let link = text.split_whitespace().find(|word| word.starts_with("http")).unwrap_or_else(|| panic!("no link: {text}"));
    let (page, key) = link.split_once("#k=").unwrap_or_else(|| panic!("no key: {link}"));
    (page.to_owned(), key.to_owned())
}

/// A call that follows no redirect: its status, the cookie that it sets, its body.
fn send(method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> (u16, String, String) {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut request = Request::builder().method(method).uri(address.replace("//localhost", "//127.0.0.1"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let sent = if method == "POST" { agent.run(request.body(body.to_owned()).unwrap()) } else { agent.run(request.body(()).unwrap()) };
    let mut answer = sent.unwrap();
    let cookie = answer.headers().get("set-cookie").map_or("", |value| value.to_str().unwrap());
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), cookie, text)
}

/// Sends a key as the page's script does: the status, and the cookie.
fn open(page: &str, key: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let own = [("content-type", "application/x-www-form-urlencoded")];
    let (status, cookie, _) = send("POST", &format!("{page}/open"), &[&own[..], headers].concat(), &format!("key={key}"));
    (status, cookie)
}

fn texts(twilio: &Held<Twilio>) -> Vec<String> {
    twilio.lock().unwrap().sent.iter().map(|(_, text)| text.clone()).collect()
}

fn seq(shop: &Shop, ticket: &Accepted) -> u64 {
    shop.row(&ticket.id).and_then(|row| row["data"]["ticket"]["seq"].as_u64()).unwrap_or(0)
}

#[test]
fn who_asked_for_a_call_hears_by_sms_and_the_link_opens_their_page() {
    let (shop, resend, twilio) = telling("word-sms", 1);
    let ticket = shop.accept(&draft());
    until_true("the receipt is there", || texts(&twilio).len() == 1);
    assert_eq!(twilio.lock().unwrap().sent[0].0, "+819012345678");
    let receipt = texts(&twilio)[0].clone();
    assert!(receipt.starts_with("[試験商店] ご依頼を受け付けました。") && !receipt.contains("山田"), "{receipt}");

    let (page, key) = link(&receipt);
    let (status, _, closed) = send("GET", &page, &[], "");
    assert!(status == 403 && closed.contains("/ticket.js") && closed.contains("<noscript>") && closed.contains("JavaScript"), "{closed}");
    let (status, cookie) = open(&page, &key, &[("sec-fetch-site", "same-origin")]);
    assert_eq!(status, 303);
    let (status, _, seen) = send("GET", &page, &[("cookie", &cookie)], "");
    assert!(status == 200 && seen.contains(&ticket.id), "{seen}");

    assert_eq!(shop.move_to(&ticket, &shop.window_ahead()).status, 200);
    until_true("the new time is there", || texts(&twilio).len() == 2);
    assert_eq!(shop.cancel(&ticket).status, 200);
    until_true("the end is there", || texts(&twilio).len() == 3);
    let said = texts(&twilio);
    assert!(said[1].contains("お電話の時間を変更しました") && said[2].contains("キャンセルしました"), "{said:?}");
    assert!(resend.lock().unwrap().sent.is_empty());
}

#[test]
fn a_key_opens_one_ticket_and_nothing_else() {
    let (shop, _, twilio) = telling("word-keys", 2);
    let (mine, other) = (shop.accept(&draft()), shop.accept(&draft()));
    until_true("both receipts are there", || texts(&twilio).len() == 2);
    let of = |ticket: &Accepted| texts(&twilio).iter().map(|text| link(text)).find(|(page, _)| page.ends_with(&ticket.id)).unwrap();
    let ((page, key), (theirs, _)) = (of(&mine), of(&other));
    assert_eq!(open(&theirs, &key, &[]).0, 403);
    for bad in ["", "x", "7fffffff.AAAAAAAAAAAAAAAAAAAAAA", key.split_at(1).1, &mine.token] {
        assert_eq!(open(&page, bad, &[]), (403, String::new()), "{bad}");
    }
    for foreign in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        assert_eq!(open(&page, &key, &[foreign]).0, 403, "{foreign:?}");
    }
    assert_eq!(send("GET", &format!("{page}/open?key={key}"), &[], "").0, 405, "never in an address");
    assert_eq!(open(&page, &key, &[]).0, 303);
}

#[test]
fn a_call_in_vain_is_told_once_it_can_not_be_taken_back() {
    let (shop, _, twilio) = telling("word-vain", 3);
    let ticket = shop.accept(&draft());
    until_true("the receipt is there", || texts(&twilio).len() == 1);
    until("the desk has it", || (seq(&shop, &ticket) == 1).then_some(()));
    assert_eq!(shop.act(&ticket.id, "no_answer", 1, &key()).status, 200);
    until_true("they are told", || texts(&twilio).len() == 2);
    assert!(
        texts(&twilio)[1].contains("つながりませんでした") && texts(&twilio)[1].contains("あらためておかけします"),
        "{:?}",
        texts(&twilio)
    );
    // A number that is somebody else's hears nothing more.
    until("the desk has it", || (seq(&shop, &ticket) == 2).then_some(()));
    assert_eq!(shop.act(&ticket.id, "wrong_number", 2, &key()).status, 200);
    until("the desk knows that it ended", || (seq(&shop, &ticket) == 3).then_some(()));
    assert!(shop.delivery(&event(&ticket.id, 3), "shopper:sms").is_none());
}

#[test]
fn a_request_by_mail_is_answered_by_mail_in_the_desks_words() {
    let (shop, resend, _) = telling("word-mail", 4);
    let address = "hanako@customer.example";
    let ticket = shop.accept(&by_mail(address));
    let mails = || resend.lock().unwrap().to(address);
    until_true("the receipt is there", || mails().len() == 1);
    let receipt = mails()[0].clone();
    assert_eq!(receipt["subject"], json!(format!("ご依頼を受け付けました | 試験商店 | {}", ticket.id)));
    assert!(!receipt.to_string().contains("山田") && !receipt.to_string().contains("のしを"), "nothing that was typed: {receipt}");
    until("the desk has it", || (seq(&shop, &ticket) == 1).then_some(()));
    let close =
        |outcome: &str, note: Value, seq| shop.command(&ticket.id, json!({"act": "close", "outcome": outcome, "note": note}), seq, &key());
    assert_eq!(close("answered", json!(null), 1).status, 422, "an answer says something");
    assert_eq!(close("answered", json!("はい、無料でお付けします。"), 1).status, 200);
    until_true("the answer is there", || mails().len() == 2);
    assert!(mails()[1]["text"].as_str().unwrap().contains("はい、無料でお付けします。"));
    // What the desk notes for itself stays there.
    let other = shop.accept(&by_mail("taro@customer.example"));
    until("the desk has it", || (seq(&shop, &other) == 1).then_some(()));
    let noted = json!({"act": "close", "outcome": "solved", "note": "内輪のメモ"});
    assert_eq!(shop.command(&other.id, noted, 1, &key()).status, 200);
    until("the desk knows that it ended", || (seq(&shop, &other) == 2).then_some(()));
    assert!(shop.delivery(&event(&other.id, 2), "shopper:mail").is_none());
}

#[test]
fn nobody_is_bombed_and_what_was_not_sent_is_seen() {
    let (shop, resend, _) = telling("word-many", 5);
    let address = "victim@customer.example";
    let tickets: Vec<_> = (0..7).map(|n| shop.accept(&by_mail(&format!("victim+{n}@customer.example")))).collect();
    for ticket in &tickets[..5] {
        shop.until_delivery("it was sent", &event(&ticket.id, 1), "shopper:mail", |row| row["state"] == "delivered");
    }
    for ticket in &tickets[5..] {
        let row = shop.delivery(&event(&ticket.id, 1), "shopper:mail").unwrap();
        assert_eq!((&row["state"], &row["advice"], &row["ticket"]), (&json!("dead"), &json!("withheld"), &json!(null)), "{row}");
        shop.replay(&event(&ticket.id, 1));
    }
    until_true("a replay sends nothing", || shop.delivery(&event(&tickets[6].id, 1), "shopper:mail").is_none());
    assert_eq!(resend.lock().unwrap().sent.len(), 5, "{address}");
}

#[test]
fn one_bad_number_is_no_trouble_of_all_and_a_lost_answer_sends_nothing_twice() {
    let (shop, _, twilio) = telling("word-bad", 6);
    twilio.lock().unwrap().stopped.push("+819023456789".into());
    let mut bad = draft();
    bad["phone"] = json!("090-2345-6789");
    let ticket = shop.accept(&bad);
    let row = shop.until_delivery("it is given up", &event(&ticket.id, 1), "shopper:sms", |row| row["state"] == "dead");
    assert_eq!((&row["last"], &row["attempts"]), (&json!("answered 400: 21610"), &json!(1)));
    let health = shop.channel("shopper:sms");
    assert_eq!((&health["state"], &health["failures"], &health["dead"]), (&json!("on"), &json!(0), &json!(1)), "{health}");

    twilio.lock().unwrap().loses_answers = true;
    let ticket = shop.accept(&draft());
    let row = shop.until_delivery("it has arrived", &event(&ticket.id, 1), "shopper:sms", |row| row["state"] == "delivered");
    assert_eq!((row["tries"].as_array().unwrap().len(), texts(&twilio).len()), (2, 1), "{row}");
}

#[test]
fn a_person_who_is_forgotten_is_told_nothing_more() {
    let (shop, resend, _) = telling("word-forgotten", 7);
    let ticket = shop.accept(&by_mail("forget@customer.example"));
    shop.until_delivery("the receipt was sent", &event(&ticket.id, 1), "shopper:mail", |row| row["state"] == "delivered");
    let erasure = json!({"email": "forget@customer.example", "confirmed_by": "店長"});
    let answer = shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&erasure)).unwrap();
    assert!((200..300).contains(&answer.status), "{}", answer.text);
    until_true("nothing of it is left", || shop.delivery(&event(&ticket.id, 1), "shopper:mail").is_none());
    assert_eq!(resend.lock().unwrap().sent.len(), 1);
}
