//! A shopper who is told to wait.

use super::site::Site;
use crate::harness::house::house;
use crate::harness::samples::{draft, key};
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::until_true;
use serde_json::json;

#[test]
fn a_wait_is_told_in_words_and_what_was_typed_stays() {
    let site = Site::open("limited");
    let limit = |most: u32| site.put(|own| own["limits"]["contact_day"] = json!(most));
    limit(1);
    let mut before = draft();
    before["phone"] = json!("080-1234-5678");
    assert_eq!(site.shop.post(&before, &key()).status, 201);

    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("鈴木", "080-1234-5678");
    form.fill("message", "のしをお願いします");
    form.send();
    until_true("it says when to try again", || panel.text("#faults").starts_with("ただいまお受けできる件数を超えています。あと"));
    let words = panel.text("#faults");
    assert!(words.contains("時間ほどしてから、もう一度お試しください。"), "{words}");
    assert_eq!(panel.script("return root.querySelector('#faults').getAttribute('role')", &[]), "alert");
    let shown = form.reviewed();
    assert!(["鈴木", "080-1234-5678", "のしをお願いします"].into_iter().all(|typed| shown.contains(typed)), "{shown}");
    assert_eq!(site.shop.listed().iter().filter(|row| row["data"]["ticket"]["intake"]["name"] == "鈴木").count(), 0);

    limit(1_000);
    form.send();
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || site.shop.row(&number).is_some());
}

/// What the server says to too many calls (`api/limits_calls.rs`), said to a
/// page whose window has a name.
const FLOODED: &str = "<script>
  const real = window.fetch;
  const body = JSON.stringify({ error: { code: 'too_many', message: '', retry_after: 37 } });
  window.fetch = async (url, init) => (window.name && /widget|windows/.test(url) ? new Response(body, { status: 429 }) : real(url, init));
</script>";

#[test]
fn too_many_calls_are_told_with_their_wait_and_may_be_made_again() {
    let site = Site::with_head("calls", FLOODED);
    let shopper = site.visit();
    let flooded = |how: bool| shopper.session().script("window.name = arguments[0]", &[json!(if how { "flooded" } else { "" })]);
    let panel = Panel(&shopper);
    panel.find(".launcher");
    flooded(true);
    panel.click(".launcher");
    panel.text_is(".launcher", "別ページで開く ↗");
    // A way through that needs no panel.
    shopper.session().script("window.open = (address) => (window.__plain = address)", &[]);
    panel.click(".launcher");
    let plain = shopper.session().script("return window.__plain", &[]);
    assert_eq!(plain, json!(format!("{}/s/{}?lang=ja", house().url(), site.shop.name)));
    flooded(false);
    shopper.session().script("Madoguchi.open()", &[]);
    panel.wait_open();
    assert_eq!(panel.text(".launcher"), "お問い合わせ");

    panel.click("#call");
    flooded(true);
    Form(&panel).choose("topic", "gift");
    until_true("the wait is told", || panel.text("#group-window").contains("あと1分ほどしてから、もう一度お試しください。"));
    flooded(false);
    panel.click("#windows-again");
    Form(&panel).wait_for_windows();
    shopper.assert_silent();
}
