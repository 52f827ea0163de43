//! A shopper while the desk has paused calls: told in words, and offered what
//! is left.

use super::site::Site;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::until_true;
use serde_json::{Value, json};

fn pause(site: &Site, what: &Value) {
    let body = json!({ "paused": what });
    let answer = site.shop.api.call("POST", &site.shop.desk_path("/flood"), Some(&site.shop.desk_token), Some(&body)).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[test]
fn who_comes_while_calls_are_paused_is_told_and_writes_a_mail() {
    let site = Site::open("paused");
    pause(&site, &json!({"calls": true}));
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.open();
    let said = "ただいまお電話の新規受付を休止しています。";
    until_true("the first screen says so", || panel.text("#hours").starts_with(said));
    assert_eq!(panel.script("return root.querySelector('#hours').hasAttribute('data-open')", &[]), false);
    panel.text_is("#call", "お問い合わせを送る");
    shots::take(&shopper, "paused-home");
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    panel.find("#field-email");
    let offered = panel.script("return [...root.querySelectorAll('[name=reply]')].map((way) => way.value)", &[]);
    assert_eq!((offered, form.chosen("reply")), (json!(["email"]), "email".to_owned()));
    assert_eq!(
        panel.script(
            "return root.querySelector('#group-reply').parentElement.parentElement.textContent.includes(arguments[0])",
            &[json!(said)]
        ),
        true
    );
    shots::take(&shopper, "paused-form");
    form.fill("name", "鈴木");
    form.fill("email", "suzuki@example.jp");
    form.fill("message", "のしをお願いします");
    form.send();
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || site.shop.row(&number).is_some());
    shopper.assert_silent();
}

#[test]
fn calls_that_are_paused_while_the_form_is_filled_in_are_told_and_nothing_typed_is_lost() {
    let site = Site::open("paused-later");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("鈴木", "080-1234-5678");
    form.fill("message", "のしをお願いします");
    pause(&site, &json!({"topics": ["gift"]}));
    form.send();
    until_true("the form says so", || panel.text("#group-window").contains("お電話の新規受付を休止しています"));
    assert_eq!((form.value("name"), form.value("message")), ("鈴木".to_owned(), "のしをお願いします".to_owned()));
    assert!(site.shop.listed().is_empty());
    pause(&site, &json!({}));
    form.choose("reply", "email");
    form.choose("reply", "phone");
    form.wait_for_windows();
    form.choose("window", "asap");
    form.send();
    Receipt(&panel).wait();
}
