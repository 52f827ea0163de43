//! What a shopper is told where it matters: the shop's terms, a holiday.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::shots;
use crate::harness::wait::until_true;
use serde_json::json;

/// A day by Tokyo's clocks, so many days from today.
fn day(browser: &Browser, ahead: i64) -> String {
    let script = "return new Date(Date.now() + 9 * 3600e3 + arguments[0] * 864e5).toISOString().slice(0, 10)";
    browser.session().script(script, &[json!(ahead)]).as_str().unwrap().to_owned()
}

#[test]
fn the_terms_are_told_with_the_topic_and_a_holiday_with_its_name() {
    let site = Site::open("told");
    site.put(|own| {
        own["topics"] = json!(["order_cancel", "return", "gift"]);
        own["order_policy"]["same_day_cutoff"] = json!("24:00");
        own["order_policy"]["cancel"] =
            json!({"before_shipping": {"allowed": "yes", "until_cutoff": true}, "after_shipping": {"allowed": "no"}});
        own["order_policy"]["return"] = json!({"allowed": "yes", "within_days": 8, "condition": "unused", "postage": "customer"});
    });
    let shopper = site.visit();
    let shop = &site.shop;
    let tomorrow = day(&shopper, 1);
    let mut desk = shop.desk_settings(100);
    desk["calendar"]["holidays"] = json!({"days": {(tomorrow.clone()): "試験の日"}});
    desk["calendar"]["extra_open"] = json!({(tomorrow): [["00:00", "24:00"]]});
    xtask::seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &desk).unwrap();

    let panel = Panel(&shopper);
    let form = Form(&panel);
    panel.open();
    panel.text_is("#hours", "ただいま電話窓口が開いています");
    panel.click("#call");
    form.choose("topic", "order_cancel");
    panel.text_is("#policy", "発送前なら、キャンセルを承ります（手数料なし）。担当者が確認します。");
    form.wait_for_windows();
    let holiday = "return [...root.querySelectorAll('#group-window .label')].some((label) => label.textContent.endsWith(') 試験の日'))";
    panel.eventually("the holiday has its name", holiday, &[]);
    shots::take(&shopper, "policy");

    // Ordered today, it ships at today's cut-off at the earliest.
    panel.click("#order-number-none");
    let typed = "
        const field = root.querySelector('#field-order_date');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));";
    panel.find("#field-order_date");
    panel.script(typed, &[json!(day(&shopper, 0))]);
    panel.text_is("#policy", "明日 0:00までキャンセルを承ります（手数料なし）。");

    panel.click("#topic-change");
    form.choose("topic", "return");
    until_true("what holds for goods is told", || {
        panel.text("#policy").ends_with("\n未使用の品に限ります。\n返送料はお客様のご負担です。")
    });
    panel.click("#topic-change");
    form.choose("topic", "gift");
    panel.text_is("#policy", "");

    // A desk that opens but once, the day after tomorrow.
    let later = day(&shopper, 2);
    desk["calendar"] = json!({"week": {}, "extra_open": {(later): [["09:00", "12:00"]]}});
    xtask::seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &desk).unwrap();
    until_true("the shop has it", || shop.windows()["windows"].as_array().is_some_and(|windows| windows.len() == 3));
    let another = site.visit();
    let panel = Panel(&another);
    panel.open();
    assert!(
        panel.text("#hours").starts_with("電話窓口は") && panel.text("#hours").ends_with(" 9:00に開きます"),
        "{}",
        panel.text("#hours")
    );
    another.assert_silent();
    shopper.assert_silent();
}

#[test]
fn what_is_asked_most_comes_first_about_the_product_or_about_all() {
    let site = Site::open("asked-most");
    let shop = &site.shop;
    let entry = |id: &str, products: serde_json::Value| json!({"id": id, "lang": "ja", "category": "質問", "question": format!("{id}ですか"), "answer": "はい", "products": products});
    let charger = json!(["KM-CH-65W"]);
    let entries = [entry("a", json!([])), entry("b", json!([])), entry("c", json!([])), entry("d", charger.clone()), entry("e", charger)];
    xtask::seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({ "entries": entries })).unwrap();
    let yesterday = "strftime('%s') / 3600 - 24";
    for (id, times) in [("b", 4), ("c", 7), ("e", 5)] {
        let insert = format!("INSERT INTO usage VALUES ({yesterday}, '{id}', '', '', 0, 0, {times}, 0, 0, 0)");
        shop_sql(house().state_dir(), &shop.name, &[&insert]);
    }
    site.put(|_| {});

    let shopper = site.visit();
    let first = |panel: &Panel<'_>| {
        let script = "
            const list = root.querySelector('.body > .rows');
            return [list.previousElementSibling.textContent, ...[...list.querySelectorAll('.row')].map((row) => row.innerText.trim())];";
        panel.script(script, &[])
    };
    let panel = Panel(&shopper);
    panel.open();
    assert_eq!(first(&panel), json!(["よく見られているご質問", "cですか", "bですか"]));
    shopper.session().go(&site.page("travel-charger"));
    panel.open();
    assert_eq!(first(&panel), json!(["この商品について", "eですか", "dですか"]));
    shopper.assert_silent();
}
