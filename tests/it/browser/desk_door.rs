//! Who may see the desk's page.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::draft;
use crate::harness::screens::desk::Desk;
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_equal};
use serde_json::json;

#[test]
fn a_wrong_token_shows_nothing_and_the_right_one_everything() {
    let shop = Shop::open("door");
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));

    let url = format!("{}/desk/?desk={}&lang=ja#token=desk_wrong", house().url(), shop.desk);
    let operator = Browser::at("ja", &url);
    let session = operator.session();
    let fault = || session.script("return document.getElementById('sign-in-fault').textContent", &[]).as_str().unwrap().to_owned();
    until_equal("what is said", "サインインできませんでした。窓口の名前とトークンを確かめてください。", fault);
    assert_eq!(session.script("return document.querySelectorAll('.card').length", &[]), 0);
    assert_eq!(session.script("return sessionStorage.length", &[]), 0, "a token that opens nothing is not kept");

    session.keys(&operator.find("#sign-in-token"), &shop.desk_token);
    operator.click("#sign-in button[type=submit]");
    assert_eq!(Desk(&operator).notice(&ticket.id)["name"], "山田 花子");
    let address = session.script("return location.href", &[]);
    assert!(!address.as_str().unwrap().contains("token"), "{address}");
    assert_eq!(session.script("return Object.keys(localStorage)", &[]), json!([]), "kept in this tab only");

    operator.click("#sign-out");
    assert_eq!(session.script("return document.body.innerText.includes('山田')", &[]), false, "nothing of it stays on the page");
}
