//! What comes after the first screen is fetched after it, and may not come.

use super::site::Site;
use crate::harness::samples::draft;
use crate::harness::screens::panel::Panel;
use crate::harness::wait::until_true;
use serde_json::json;
use xtask::seed;

/// What comes after the first screen waits for `__later(true)`, or fails by
/// `__later(false)`.
const HELD: &str = "<script>{
  const real = fetch;
  let held = [], there;
  window.__asked = 0;
  window.__later = (comes) => { there = comes; held.splice(0).forEach((go) => go()); };
  window.fetch = async (url, ...rest) => {
    if (!/later\\.wasm/.test(url)) return real(url, ...rest);
    __asked++;
    if (there == null) await new Promise((go) => held.push(go));
    if (!there) throw new TypeError('no network');
    return real(url, ...rest);
  };
}</script>";

#[test]
fn who_searches_waits_for_nothing_else_and_who_is_quicker_is_told() {
    let site = Site::with_head("later", HELD);
    let entry = json!({"id": "fee", "lang": "ja", "category": "送料", "question": "送料はいくらですか", "answer": "550円です。"});
    seed::put(&site.shop.api, &site.shop.path("/faq"), &site.shop.token, &json!({ "entries": [entry] })).unwrap();
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.open();
    panel.search("送料");
    panel.answer("送料はいくらですか");
    panel.click("#unsolved");
    panel.text_is("#title", "読み込んでいます…");
    panel.focus_is("title");
    shopper.session().script("__later(false)", &[]);
    panel.text_is("#title", "読み込めませんでした。通信の状態をご確認ください。");
    let page = panel.script("return root.querySelector('.body a').href", &[]);
    assert!(page.as_str().unwrap().ends_with(&format!("/s/{}?lang=ja", site.shop.name)), "{page}");
    // The answers are still there, and each way on asks again.
    panel.click("#back");
    panel.text_is("#title", "送料はいくらですか");
    panel.click("#unsolved");
    panel.text_is("#title", "読み込めませんでした。通信の状態をご確認ください。");
    let asked = shopper.session().script("__later(true); return __asked", &[]);
    panel.click("#again");
    panel.text_is("#title", "折り返しのご依頼");
    panel.focus_is("title");
    panel.find("form#form");
    assert!(asked.as_u64().unwrap() < shopper.session().script("return __asked", &[]).as_u64().unwrap());
    assert_eq!(panel.script("return root.querySelector('.body a')", &[]), json!(null));
    shopper.assert_silent();
}

#[test]
fn what_waits_to_be_sent_is_sent_once_the_rest_can_be_fetched() {
    let site = Site::with_head("later-unsent", HELD);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    // From an earlier page, where it got no answer.
    let mut draft = draft();
    draft["page"] = json!(site.pages.url());
    let kept = "
        const body = JSON.stringify(arguments[1]), at = Math.floor(Date.now() / 1000);
        localStorage[`madoguchi!${arguments[0]}`] = JSON.stringify({ key: crypto.randomUUID(), bodies: [body], at, state: 'waiting' });";
    shopper.session().script(kept, &[json!(site.shop.name), draft]);
    shopper.session().script("location.reload()", &[]);
    until_true("the panel was fetched, and the rest asked for", || {
        shopper
            .session()
            .script("return __asked > 0 && document.querySelector('madoguchi-panel')?.shadowRoot.querySelector('dialog') != null", &[])
            == true
    });
    shopper.session().script("__later(false)", &[]);
    until_true("it is known to be lost", || {
        // The network comes back before anything can be fetched.
        shopper.session().script("dispatchEvent(new Event('online')); return __asked > 1", &[]) == true
    });
    shopper.session().script("__later(true); dispatchEvent(new Event('online'))", &[]);
    until_true("it is sent", || shopper.session().script("dispatchEvent(new Event('online')); return localStorage.length", &[]) == 1);
    panel.find("#news");
    assert_eq!(site.shop.listed().len(), 1);
    shopper.assert_silent();
}
