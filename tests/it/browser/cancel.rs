//! A shopper changes their mind.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::settings;
use crate::harness::screens::desk::Desk;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::wait::until_true;
use serde_json::json;
use xtask::seed;

/// A shop of this test's own, on a page that it serves itself.
#[test]
fn as_soon_as_possible_and_then_not_at_all() {
    let shop = Shop::open("mind");
    let pages = super::site::with_embed("mind", &format!("data-shop=\"{}\"", shop.name), "");
    let mut own = settings();
    own["origins"] = json!(pages.origins());
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();

    let operator = Browser::start("ja");
    let desk = Desk(&operator);
    desk.open(&house().url(), &shop.desk, &shop.desk_token);

    let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    form.fill("name", "佐藤");
    form.fill("phone", "03-1234-5678");
    panel.eventually("what can be promised is there", "return root.querySelector('#group-window input[value=asap]')", &[]);
    assert_eq!(form.chosen("window"), "asap", "chosen beforehand");
    form.agree();
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
