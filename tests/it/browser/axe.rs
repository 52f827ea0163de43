//! Nobody is kept out, in any state. The states on a shopper's usual way are
//! judged where other tests take their picture; here are the rest.

use super::site::Site;
use crate::harness::axe::{is_awake, judge};
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

/// What the page's `fetch` does, by the window's name: `hung`, windows never
/// come; `failed`, they can't be told; `none`, there are none; `down`, nothing is stored.
const FICKLE: &str = "<script>
  const real = window.fetch;
  const refused = () => new Response('{\"error\":{\"code\":\"storage\",\"message\":\"\"}}', { status: 503 });
  window.fetch = async (url, init) => {
    const windows = String(url.url ?? url).includes('/windows');
    if (window.name == 'hung' && windows) return new Promise(() => {});
    if (window.name == 'failed' && windows) return refused();
    if (window.name == 'down' && init?.method == 'POST') return refused();
    const answer = await real(url, init);
    return window.name == 'none' && windows ? new Response(JSON.stringify({ ...(await answer.json()), windows: [], asap: null })) : answer;
  };
</script>";

fn network_is(browser: &Browser, how: &str) {
    browser.session().script("window.name = arguments[0]", &[json!(how)]);
}

#[test]
fn nobody_is_kept_out_of_questions_and_forms() {
    let site = Site::with_head("axe", FICKLE);
    let entry = json!({"id": "noshi", "lang": "ja", "category": "ギフト", "question": "のしは付けられますか", "answer": "はい。[くわしく](https://shop.example/noshi)", "topic": "gift"});
    seed::put(&site.shop.api, &site.shop.path("/faq"), &site.shop.token, &json!({"entries": [entry]})).unwrap();
    site.put(|own| {
        own["topics"] = json!(["gift", "order_cancel", "defect", "return", "bulk_order", "address_change", "redelivery", "other"]);
        own["order_policy"]["return"] = json!({"allowed": "yes", "within_days": 8, "condition": "unused", "postage": "customer"});
    });
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    panel.find(".launcher");
    panel.open();
    is_awake(&shopper);
    panel.search("ぬるぽ");
    until_true("nothing is found", || !panel.text("#found").is_empty());
    judge(&shopper, "nothing found");
    panel.search("\u{E009}a\u{E000}のし");
    panel.answer("のしは付けられますか");
    panel.click("#solved");
    panel.find(".thanks");
    judge(&shopper, "solved");
    panel.click("#back");

    panel.click("#call");
    panel.find("input[name=topic]");
    judge(&shopper, "topics");
    for (network, sign, topic) in
        [("hung", "[role=status]", "other"), ("failed", "#windows-again", "gift"), ("none", "[role=status]", "redelivery")]
    {
        network_is(&shopper, network);
        form.choose("topic", topic);
        panel.find(&format!("#group-window {sign}"));
        judge(&shopper, &format!("windows: {network}"));
        panel.click("#topic-change");
    }
    network_is(&shopper, "");
    for topic in ["order_cancel", "defect", "return", "bulk_order", "address_change"] {
        form.choose("topic", topic);
        form.wait_for_windows();
        form.send();
        form.wait_for_fault("name");
        judge(&shopper, topic);
        panel.click("#topic-change");
    }
    form.choose("topic", "other");
    form.choose("reply", "email");
    panel.find("#field-email");
    judge(&shopper, "by mail");
}

#[test]
fn nobody_is_kept_out_of_what_became_of_a_request() {
    let site = Site::with_head("axe-after", FICKLE);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("鈴木", "080-1234-5678");
    network_is(&shopper, "down");
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with("まだ送信を確認できていません。"));
    // Kept too long.
    let older = "
        const [name] = Object.keys(localStorage), unsent = JSON.parse(localStorage[name]);
        localStorage[name] = JSON.stringify({ ...unsent, at: unsent.at - 86400 });
        sessionStorage.clear();";
    shopper.session().script(older, &[]);
    network_is(&shopper, "");
    shopper.session().go(&site.page("linen-shirt"));
    until_true("it is told", || panel.text("div[role=status]").starts_with("送信できないまま24時間が過ぎたため、"));
    judge(&shopper, "told of what is over");
    panel.click("#news");
    panel.find("#unsent #cancel");
    judge(&shopper, "over");
    panel.click("#unsent #cancel");
    panel.click("#close");
    form.begin("鈴木", "080-1234-5678");
    form.send();
    Receipt(&panel).wait();
    panel.click("#cancel");
    judge(&shopper, "asked whether to call it off");
    panel.click("#cancel-yes");
    until_true("the receipt says so", || Receipt(&panel).headline() == "キャンセルしました");
    judge(&shopper, "called off");
}

#[test]
fn any_colour_of_a_shop_can_be_read() {
    let site = Site::open("axe-colours");
    let bare = super::site::bare("axe-colours");
    let origins = [site.pages.origins(), bare.origins()].concat();
    let shopper = Browser::start("ja");
    let panel = Panel(&shopper);
    for accent in ["#ffff00", "#ffffff", "#000000", "#777777"] {
        site.put(|own| {
            own["accent"] = json!(accent);
            own["origins"] = json!(origins);
        });
        shopper.session().go(&format!("{}/index.html", bare.url()));
        let line = "
            const script = document.createElement('script');
            Object.assign(script.dataset, { shop: arguments[1], accent: arguments[2] });
            script.src = arguments[0];
            document.head.append(script);";
        shopper.session().script("sessionStorage.clear()", &[]);
        shopper.session().script(line, &[json!(format!("{}/embed.js", house().url())), json!(site.shop.name), json!(accent)]);
        panel.find(".launcher");
        judge(&shopper, &format!("launcher in {accent}"));
        panel.open();
        panel.click("#call");
        Form(&panel).choose("topic", "gift");
        Form(&panel).wait_for_windows();
        Form(&panel).send();
        Form(&panel).wait_for_fault("name");
        judge(&shopper, &format!("form in {accent}"));
    }
}

#[test]
fn nobody_is_kept_out_of_the_hosted_page() {
    let shop = Shop::open("axe-hosted");
    let entry = json!({"id": "noshi", "lang": "ja", "category": "ギフト", "question": "のしは付けられますか", "answer": "はい。[くわしく](https://shop.example/noshi)", "topic": "gift"});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();
    let mut own = settings();
    own["accent"] = json!("#ffe600");
    own["topics"] = json!(["gift", "defect", "return", "order_cancel", "other"]);
    own["order_policy"]["return"] = json!({"allowed": "yes", "within_days": 8, "condition": "unused", "postage": "customer"});
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let browser = Browser::start("ja");
    let page = format!("{}/s/{}", house().url(), shop.name);
    for state in
        ["?lang=en", "?q=%E3%81%AE%E3%81%97", "?q=xyzzy", "?topic=return", "?topic=order_cancel", "?topic=gift&lang=en", "-no-such-shop"]
    {
        browser.session().go(&format!("{page}{state}"));
        browser.find("h1");
        judge(&browser, state);
    }
    browser.session().go(&format!("{page}?topic=gift"));
    for (name, text) in [("name", "山田 花子"), ("phone", "090-1234-5678")] {
        browser.session().keys(&browser.find(&format!("[name={name}]")), text);
    }
    browser.click("label:has([name=window][value=asap])");
    browser.click("label:has([name=consent])");
    browser.click(".primary");
    browser.find("#review");
    browser.click("main .primary");
    browser.click("#cancel summary");
    judge(&browser, "asked whether to call it off");
    browser.click("#cancel .danger");
    browser.find(".done");
    judge(&browser, "called off");
}
