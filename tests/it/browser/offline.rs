//! A shopper whose network goes away in the wrong moment.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::settings;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::wait::until_true;
use serde_json::json;
use xtask::seed;

fn network(browser: &Browser, there: bool) {
    browser.session().cdp("Network.enable", &json!({}));
    let conditions = json!({"offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    browser.session().cdp("Network.emulateNetworkConditions", &conditions);
}

#[test]
fn what_was_typed_stays_and_is_sent_once() {
    let shop = Shop::open("offline");
    let pages = super::site::with_embed("offline", &format!("data-shop=\"{}\"", shop.name), "");
    let mut own = settings();
    own["origins"] = json!(pages.origins());
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    form.fill("name", "鈴木");
    form.fill("phone", "080-1234-5678");
    form.agree();
    panel.eventually("what can be promised is there", "return root.querySelector('#group-window input[value=asap]')", &[]);
    shopper.assert_silent();

    network(&shopper, false);
    form.send();
    until_true("it says that it was not sent", || panel.text("#faults").starts_with("まだ送信できていません"));
    assert_eq!((form.value("name").as_str(), form.value("phone").as_str()), ("鈴木", "080-1234-5678"));
    assert!(shop.listed().is_empty());

    network(&shopper, true);
    form.send();
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || shop.row(&number).is_some());
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn a_panel_that_cannot_be_fetched_says_so_and_tries_again() {
    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shopper.assert_silent();
    network(&shopper, false);
    panel.click(".launcher");
    panel.find(".note[role=alert]");
    assert_eq!(panel.script("return root.querySelector('.launcher').getAttribute('aria-expanded')", &[]), "false");
    network(&shopper, true);
    panel.click(".note .again");
    panel.wait_open();
    assert_eq!(panel.script("return root.querySelector('.note')", &[]), json!(null));
}
