//! A shopper who is told to wait.

use crate::harness::browser::Browser;
use crate::harness::samples::{draft, key, settings};
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::wait::until_true;
use serde_json::json;
use xtask::seed;

#[test]
fn a_wait_is_told_in_words_and_what_was_typed_stays() {
    let shop = Shop::open("limited");
    let pages = super::site::with_embed("limited", &format!("data-shop=\"{}\"", shop.name), "");
    let put = |contact_day: Option<u32>| {
        let mut own = settings();
        own["origins"] = json!(pages.origins());
        if let Some(most) = contact_day {
            own["limits"]["contact_day"] = json!(most);
        }
        seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    };
    put(Some(1));
    let mut before = draft();
    before["phone"] = json!("080-1234-5678");
    assert_eq!(shop.post(&before, &key()).status, 201);

    let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    form.fill("name", "鈴木");
    form.fill("phone", "080-1234-5678");
    form.fill("message", "のしをお願いします");
    form.agree();
    panel.eventually("what can be promised is there", "return root.querySelector('#group-window input[value=asap]')", &[]);
    form.send();
    until_true("it says when to try again", || panel.text("#faults").starts_with("ただいまお受けできる件数を超えています。あと"));
    let words = panel.text("#faults");
    assert!(words.contains("時間ほどしてから、もう一度お試しください。"), "{words}");
    assert_eq!(panel.script("return root.querySelector('#faults').getAttribute('role')", &[]), "alert");
    assert_eq!((form.value("name").as_str(), form.value("phone").as_str()), ("鈴木", "080-1234-5678"));
    assert_eq!(form.value("message"), "のしをお願いします");
    assert_eq!(shop.listed().iter().filter(|row| row["data"]["ticket"]["intake"]["name"] == "鈴木").count(), 0);

    put(None);
    form.send();
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || shop.row(&number).is_some());
}
