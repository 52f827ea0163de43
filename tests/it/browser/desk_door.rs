//! Signing in at the desk.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::draft;
use crate::harness::screens::desk::Desk;
use crate::harness::shop::Shop;
use crate::harness::shots;
use crate::harness::wait::{until, until_equal, until_true};
use serde_json::json;

#[test]
fn a_wrong_token_shows_nothing_and_the_right_one_everything() {
    let shop = Shop::open("door");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));

    let url = format!("{}/desk/?desk={}&lang=ja#token=desk_wrong", house().url(), shop.desk);
    let operator = Browser::at("ja", &url);
    let (session, desk) = (operator.session(), Desk(&operator));
    let fault = || desk.text("#sign-in-fault");
    until_equal("what is said", "サインインできませんでした。窓口の名前とトークンを確かめてください。", fault);
    assert_eq!(session.script("return document.querySelectorAll('.line, #card').length", &[]), 0);
    shots::take(&operator, "desk-door");
    // The browser itself tells of the 401.
    assert!(operator.complaints().iter().all(|line| line.contains("401")));

    session.keys(&operator.find("#sign-in-token"), &shop.desk_token);
    operator.click("#sign-in button[type=submit]");
    assert_eq!(desk.notice(&ticket.id)["name"], "山田 花子");
    let address = session.script("return location.href", &[]);
    assert!(!address.as_str().unwrap().contains("token"), "{address}");
    let kept = "return [document.cookie, Object.keys(localStorage).length, sessionStorage.length]";
    assert_eq!(session.script(kept, &[]), json!(["", 0, 0]), "no script can read what keeps the session");

    // Loaded anew the session goes on, with the ticket that the address names.
    session.go("about:blank");
    session.go(address.as_str().unwrap());
    operator.find(&format!("#card[data-ticket='{}']", ticket.id));

    operator.click("#sign-out");
    operator.find("#sign-in");
    assert_eq!(session.script("return document.body.innerText.includes('山田')", &[]), false, "nothing of it stays on the page");
    session.go(address.as_str().unwrap());
    operator.find("#sign-in");
    until_true("the door stays shut", || session.script("return document.querySelector('#live') === null", &[]) == true);
}
