//! A shopper changes their mind.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::desk::Desk;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::until_true;

#[test]
fn as_soon_as_possible_and_then_not_at_all() {
    let site = Site::open("mind");
    let shop = &site.shop;

    let operator = Browser::start("ja");
    let desk = Desk(&operator);
    desk.open(&house().url(), &shop.desk, &shop.desk_token);

    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("佐藤", "03-1234-5678");
    assert_eq!(form.chosen("window"), "asap", "chosen beforehand");
    form.send();
    let receipt = Receipt(&panel);
    let number = receipt.wait();
    assert!(receipt.headline().ends_with("までにお電話します"), "{}", receipt.headline());
    assert_eq!(desk.notice(&number)["name"], "佐藤");

    receipt.cancel();
    until_true("the receipt says so", || receipt.headline() == "キャンセルしました");
    desk.wait_for_state(&number, "cancelled");
    assert_eq!(shop.row(&number).unwrap()["data"]["ticket"]["state"], "cancelled");

    panel.click("#dismiss");
    panel.text_is("#title", "何かお困りですか？");
    assert_eq!(shopper.session().script("return localStorage.length", &[]), 0, "nothing is kept of it");
    shopper.assert_silent();
    operator.assert_silent();
}
