//! Whoever asked not to be contacted: what the operator and the shopper see.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::console::hire;
use crate::harness::house::house;
use crate::harness::screens::desk::Desk;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::{until_equal, until_true};
use serde_json::json;

/// What the browser itself notes of refusals, and nothing else, was noted.
fn only(browser: &Browser, status: &str) {
    let complaints = browser.complaints();
    assert!(complaints.iter().all(|line| line.contains(&format!("responded with a status of {status} "))), "{complaints:?}");
}

#[test]
fn the_card_offers_no_call_and_the_form_tells_why() {
    let site = Site::open("silenced");
    let shop = &site.shop;
    let operator = Browser::start("ja");
    Desk(&operator).open(&house().url(), &shop.desk, &hire(shop, "佐藤", "operator").1);
    let desk = Desk(&operator);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("山田 花子", "090-1234-5678");
    form.send();
    let number = Receipt(&panel).wait();
    desk.open_ticket(&number);
    operator.find("#card a.call");

    // It became known since the card was shown.
    let listed = json!({"phone": "090-1234-5678"});
    let answer = shop.api.call("POST", &shop.path("/do-not-contact"), Some(&shop.token), Some(&listed)).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    desk.act(&number, "start_call");
    operator.find("#silenced");
    until_equal("why not", "ご本人の希望により、連絡を停止している方です。", || desk.text("#fault"));
    assert!(desk.text("#silenced").contains("連絡を停止しています"), "{}", desk.text("#silenced"));
    let offered = "return document.querySelectorAll('#card a.call, #card [data-act=start_call], #card [data-act=call_again]').length";
    until_true("no call is offered", || operator.session().script(offered, &[]) == 0);
    shots::take(&operator, "desk-silenced");

    desk.act(&number, "close");
    operator.find("#form-first");
    operator.session().script("document.querySelector('#form-first').value = 'do_not_contact'", &[]);
    operator.click("#form-send");
    desk.wait_for_state(&number, "done");
    until_true("the shopper is told", || panel.text("dialog").contains("ご連絡を停止しました"));
    shots::take(&shopper, "receipt-silenced");
    only(&operator, "409");
    shopper.assert_silent();

    let again = site.visit();
    let panel = Panel(&again);
    let form = Form(&panel);
    form.begin("山田 花子", "０９０ー１２３４ー５６７８");
    form.send();
    assert!(form.wait_for_fault("phone").starts_with("この連絡先へは、ご本人のご希望により"), "{}", form.fault("phone"));
    assert!(form.is_marked("phone") && form.value("name") == "山田 花子");
    shots::take(&again, "form-silenced");
    only(&again, "422");
}
