//! Whoever asked not to be contacted is not called, nor asked for a number that
//! would be called in vain.

use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::visitor::Visitor;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use xtask::seed::Answer;

const PHONE: &str = "090-1234-5678";

fn list(shop: &Shop, method: &str, body: &Value) -> Answer {
    shop.api.call(method, &shop.path("/do-not-contact"), Some(&shop.token), Some(body)).unwrap()
}

#[track_caller]
fn listed(shop: &Shop, method: &str, body: &Value) -> Value {
    let answer = list(shop, method, body);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().unwrap()
}

fn entries(shop: &Shop) -> Value {
    shop.api.call("GET", &shop.path("/do-not-contact"), Some(&shop.token), None).unwrap().json().unwrap()["entries"].clone()
}

fn by_mail(email: &str) -> Value {
    let mut draft = draft();
    (draft["reply"], draft["email"], draft["window"]) = (json!("email"), json!(email), json!(""));
    draft
}

fn on_the_list(shop: &Shop, draft: &Value) -> Accepted {
    let ticket = shop.accept(draft);
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    ticket
}

fn close(shop: &Shop, id: &str, seq: u64) -> Answer {
    shop.command(id, json!({"act": "close", "outcome": "do_not_contact"}), seq, &key())
}

#[test]
fn a_form_is_told_so_at_its_field_and_another_way_goes_through_under_its_key() {
    let (shop, other) = (Shop::open("do-not-call"), Shop::open("do-not-call-other"));
    let first = listed(&shop, "POST", &json!({"phone": "＋８１ ９０ー１２３４ー５６７８"}));
    assert!(first["listed"] == true && first["since"].is_string(), "{first}");
    assert_eq!(listed(&shop, "POST", &json!({"phone": PHONE})), first, "asked again it answers since when");
    assert_eq!(entries(&shop), 1);

    let known = key();
    for phone in [PHONE, "０９０ー１２３４ー５６７８", "090-1234-5678 内線12"] {
        let mut draft = draft();
        draft["phone"] = json!(phone);
        assert_eq!(faults(&refused(&shop.post(&draft, &known), 422, "invalid")), ["phone do_not_contact"]);
    }
    assert_eq!(shop_sql(house().state_dir(), &shop.name, &["SELECT id FROM tickets"]), Vec::<Value>::new(), "nothing is stored");
    let mail = Accepted::of(&shop.post(&by_mail("hanako@example.jp"), &known));
    other.accept(&draft());

    assert_eq!(listed(&shop, "POST", &json!({"email": "Hanako@Example.jp"}))["listed"], true);
    assert_eq!(faults(&refused(&shop.post(&by_mail("hanako+shop@example.jp"), &key()), 422, "invalid")), ["email do_not_contact"]);
    assert_eq!(Accepted::of(&shop.post(&by_mail("hanako@example.jp"), &known)).id, mail.id, "what was accepted stays so");
    assert_eq!(entries(&shop), 2);

    assert_eq!(listed(&shop, "DELETE", &json!({"phone": PHONE})), json!({"listed": false}));
    assert_eq!(listed(&shop, "DELETE", &json!({"phone": PHONE})), json!({"listed": false}), "now or before");
    shop.accept(&draft());
    assert_eq!(entries(&shop), 1);

    // What lies in storage tells nothing of anybody.
    let rows = shop_sql(house().state_dir(), &shop.name, &["SELECT * FROM do_not_contact"]);
    let text = format!("{rows:?}");
    assert!(rows.len() == 1 && !text.contains("hanako") && !text.contains("example"), "{text}");
}

#[test]
fn the_list_is_its_owners_and_takes_one_number_or_address() {
    let shop = Shop::open("do-not-call-owner");
    for token in [None, Some(shop.desk_token.as_str()), Some("wrong")] {
        let body = json!({"phone": PHONE});
        refused(&shop.api.call("POST", &shop.path("/do-not-contact"), token, Some(&body)).unwrap(), 401, "unauthorized");
    }
    for (body, fault) in [
        (json!({}), "phone required"),
        (json!({"phone": "090"}), "phone malformed"),
        (json!({"email": "hanako"}), "email malformed"),
        (json!({"phone": PHONE, "email": "hanako@example.jp"}), "email duplicate"),
    ] {
        assert_eq!(faults(&refused(&list(&shop, "POST", &body), 422, "invalid")), [fault]);
    }
    refused(&list(&shop, "POST", &json!({"number": PHONE})), 400, "unreadable");
    refused(&list(&shop, "PUT", &json!({"phone": PHONE})), 405, "method_not_allowed");
    assert_eq!(entries(&shop), 0);
}

#[test]
fn a_waiting_ticket_is_not_called_any_more_and_its_shopper_is_told() {
    let shop = Shop::open("do-not-call-waiting");
    let (ticket, plain) = (on_the_list(&shop, &draft()), shop.window_ahead());
    assert_eq!(shop.row(&ticket.id).unwrap()["do_not_contact"], false);
    listed(&shop, "POST", &json!({"phone": PHONE}));
    let agreed = json!({"act": "call_again", "at": plain});
    for act in [json!({"act": "start_call"}), json!({"act": "attempt", "outcome": "no_answer"}), agreed] {
        refused(&shop.command(&ticket.id, act, 1, &key()), 409, "do_not_contact");
    }
    assert_eq!(faults(&refused(&shop.move_to(&ticket, &plain), 422, "invalid")), ["window do_not_contact"]);
    let card = shop.row(&ticket.id).unwrap();
    let (stands, claim) = (&card["data"]["ticket"], card["row"].get("claim"));
    assert_eq!((&stands["state"], &stands["seq"], &stands["attempts"], claim), (&json!("open"), &json!(1), &json!([]), None));
    assert_eq!(card["do_not_contact"], true);

    assert_eq!(shop.status(&ticket).json().unwrap().get("do_not_contact"), None);
    assert_eq!(close(&shop, &ticket.id, 1).status, 200);
    let status = shop.status(&ticket).json().unwrap();
    assert_eq!((&status["state"], &status["do_not_contact"]), (&json!("done"), &json!(true)));
    // It was the owner who listed them: taking back the close leaves that.
    assert_eq!(shop.command(&ticket.id, json!({"act": "undo"}), 2, &key()).status, 200);
    refused(&shop.command(&ticket.id, json!({"act": "start_call"}), 3, &key()), 409, "do_not_contact");
    assert_eq!(listed(&shop, "DELETE", &json!({"phone": PHONE}))["listed"], false);
    assert_eq!(shop.command(&ticket.id, json!({"act": "start_call"}), 3, &key()).status, 200);
}

#[test]
fn who_tells_the_desk_is_listed_with_the_close_and_erasure_keeps_it_working() {
    let shop = Shop::open("do-not-call-desk");
    let ticket = on_the_list(&shop, &draft());
    assert_eq!(shop.command(&ticket.id, json!({"act": "start_call"}), 1, &key()).status, 200);
    assert_eq!((close(&shop, &ticket.id, 2).status, entries(&shop)), (200, json!(1)));
    refused(&shop.post(&draft(), &key()), 422, "invalid");
    // Taken back within its minute, it was never said.
    assert_eq!(shop.command(&ticket.id, json!({"act": "undo"}), 3, &key()).status, 200);
    assert_eq!(entries(&shop), 0);
    let waiting = on_the_list(&shop, &draft());
    assert_eq!((close(&shop, &ticket.id, 4).status, entries(&shop)), (200, json!(1)));
    // Another outcome, put right later, takes nobody off.
    assert_eq!(shop.command(&ticket.id, json!({"act": "close", "outcome": "solved"}), 5, &key()).status, 200);
    assert_eq!(entries(&shop), 1);
    refused(&shop.command(&waiting.id, json!({"act": "start_call"}), 1, &key()), 409, "do_not_contact");

    let wish = json!({"phone": PHONE, "confirmed_by": "店長 田中"});
    let record = shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&wish)).unwrap();
    assert_eq!((record.status, &record.json().unwrap()["tickets"]), (202, &json!(2)));
    until_true("the desk has forgotten them", || shop.row(&ticket.id).is_none() && shop.row(&waiting.id).is_none());
    assert_eq!(faults(&refused(&shop.post(&draft(), &key()), 422, "invalid")), ["phone do_not_contact"]);
    shop.accept(&by_mail("hanako@example.jp"));
}

#[test]
fn the_hosted_page_says_it_at_the_field_and_on_the_tickets_page() {
    let shop = Shop::open("do-not-call-hosted");
    let visitor = Visitor::of(&shop);
    let own = super::hosted::form;
    let location = visitor.submitted(&visitor.page, &own(&visitor.form("gift"), "asap"));
    let number = super::hosted::number(&location).to_owned();
    until("the desk has it", || shop.row(&number));
    assert_eq!(close(&shop, &number, 1).status, 200);
    let page = visitor.get(&location).text;
    assert!(page.contains("対応が完了しました") && page.contains("ご連絡を停止しました"), "{page}");

    let refused = visitor.submit(&visitor.page, &own(&visitor.form("gift"), "asap"));
    assert_eq!(refused.status, 422, "{}", refused.text);
    let fault = "id=\"fault-phone\">この連絡先へは、ご本人のご希望によりご連絡を停止しています。";
    assert!(refused.text.contains(fault) && refused.text.contains("value=\"山田 花子\""), "{}", refused.text);
}
