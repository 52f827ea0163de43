//! Who speaks Chinese or Korean goes the whole way in their language, in the
//! panel and on the hosted page, on the narrowest phones too.

use super::site::with_embed;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::{know_what_answers_name, settings};
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::shots;
use crate::harness::wait::{until, until_equal};
use serde_json::{Value, json};
use std::fs;
use xtask::{paths, seed};

/// One language, and what a shopper sees and asks in it.
struct Spoken {
    browser: &'static str,
    language: &'static str,
    tag: &'static str,
    greeting: &'static str,
    query: &'static str,
    question: &'static str,
    topic: &'static str,
    policy: &'static str,
    state: &'static str,
    waiting: &'static str,
    called: &'static str,
}

const CHINESE: Spoken = Spoken {
    browser: "zh-CN",
    language: "zh",
    tag: "zh-Hans",
    greeting: "您好，有什么可以帮您？",
    query: "我想取消昨天下的订单",
    question: "可以取消订单吗？",
    topic: "取消订单",
    policy: "如果尚未发货，可以为您办理订单取消（免手续费），客服会为您确认。",
    state: "请等候我们的来电",
    waiting: "前给您回电",
    called: "(中国語)",
};

const KOREAN: Spoken = Spoken {
    browser: "ko-KR",
    language: "ko",
    tag: "ko",
    greeting: "무엇을 도와드릴까요?",
    query: "주문을 취소하고 싶어요",
    question: "주문을 취소할 수 있나요?",
    topic: "주문 취소",
    policy: "발송 전이면 주문 취소 신청이 가능합니다(수수료 없음). 상담원이 확인해 드립니다.",
    state: "전화를 기다려 주세요",
    waiting: "까지 전화드리겠습니다",
    called: "(韓国語)",
};

/// What no screen below `arguments[0]` may have: words that are missing, not
/// filled in or Japanese, and what sticks out or can't be hit by a finger.
const FAULTS: &str = "
    const root = arguments[0] ? document.querySelector(arguments[0]).shadowRoot.querySelector('dialog') : document.body;
    const seen = (element) => element.checkVisibility() && !element.closest('.trap');
    const named = [...root.querySelectorAll('label, legend, button, summary, h1, h2, h3, dt, dd, a, strong')].filter(seen);
    const silent = named.filter((element) => !(element.innerText.trim() || element.getAttribute('aria-label')));
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const odd = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (/[{}\\u3041-\\u3096\\u30a1-\\u30fa]|undefined/.test(data) && !/^(STYLE|SCRIPT)$/.test(parentElement.tagName)) odd.push(`odd: ${data}`);
    }
    const wide = arguments[0] ? root.getBoundingClientRect().right : document.documentElement.clientWidth;
    const out = [...root.querySelectorAll('*')].filter((element) => seen(element) && element.getBoundingClientRect().right > wide + 1);
    const low = [...root.querySelectorAll('button, .chip')].filter((element) => seen(element) && element.getBoundingClientRect().height < 43.5);
    return [...odd, ...[...silent, ...out, ...low].map((element) => element.outerHTML.slice(0, 160))];";

/// Looks at what is shown, at the width that is called 400 % and on a phone.
#[track_caller]
fn is_right(browser: &Browser, host: &str, name: &str) {
    for width in [320, 390] {
        browser.session().resize(width, 844);
        browser.come_to_rest();
        assert_eq!(browser.session().script(FAULTS, &[json!(host)]), json!([]), "{name} at {width}");
    }
    browser.session().resize_back();
    shots::take(browser, name);
}

/// A shop that speaks four languages, and where it is asked in each.
fn shop(spoken: &Spoken) -> (Shop, xtask::pages::ShopPages) {
    let shop = Shop::open(spoken.language);
    let line = format!("data-shop=\"{}\" data-lang=\"{}\"", shop.name, spoken.language);
    let pages = with_embed(&shop.name, &line, "");
    let mut own = settings();
    own["origins"] = json!(pages.origins());
    own["languages"] = json!(["ja", "en", "zh", "ko"]);
    own["topics"] = json!(["order_cancel", "defect", "gift", "return", "subscription_cancel", "other"]);
    know_what_answers_name(&mut own);
    own["order_policy"]["cancel"] = json!({"before_shipping": {"allowed": "yes", "fee": 0}});
    for (path, zh, ko) in
        [("purpose", "仅用于给您回电。", "전화 회신에만 이용합니다."), ("terms", "仅限未使用的商品。", "사용하지 않은 상품에 한합니다.")]
    {
        let texts = if path == "purpose" { &mut own["privacy"]["purpose"] } else { &mut own["order_policy"]["terms"] };
        (texts["zh"], texts["ko"]) = (json!(zh), json!(ko));
    }
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let faq = fs::read_to_string(paths::www().join("demo/faq.json")).unwrap();
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &serde_json::from_str::<Value>(&faq).unwrap()).unwrap();
    (shop, pages)
}

#[test]
fn a_chinese_shopper_goes_the_whole_way() {
    walks(&CHINESE);
}

#[test]
fn a_korean_shopper_goes_the_whole_way() {
    walks(&KOREAN);
}

fn walks(spoken: &Spoken) {
    let (shop, pages) = shop(spoken);
    let browser = Browser::at(spoken.browser, &format!("{}/index.html", pages.url()));
    in_the_panel(spoken, &shop, &browser);
    browser.assert_silent();
    without_script(spoken, &shop, &browser);
}

fn in_the_panel(spoken: &Spoken, shop: &Shop, browser: &Browser) {
    let host = "madoguchi-panel";
    let name = |state: &str| format!("{}-{state}", spoken.language);
    let panel = Panel(browser);
    panel.open();
    panel.text_is("#title", spoken.greeting);
    assert_eq!(panel.script("return root.querySelector('dialog').lang", &[]), json!(spoken.tag));
    is_right(browser, host, &name("home"));
    panel.search(spoken.query);
    panel.answer(spoken.question);
    is_right(browser, host, &name("answer"));
    panel.click("#unsolved");
    panel.text_is("#topic", spoken.topic);
    panel.text_is("#policy", spoken.policy);
    let form = Form(&panel);
    form.wait_for_windows();
    form.send();
    form.wait_for_fault("name");
    is_right(browser, host, &name("faults"));
    form.fill("order_number", "KM-1024");
    form.fill("name", "Lee Min");
    form.fill("phone", "090-1234-5678");
    is_right(browser, host, &name("form"));
    assert!(form.look_through());
    is_right(browser, host, &name("review"));
    form.send();
    let receipt = Receipt(&panel);
    let number = receipt.wait();
    until_equal("the state", spoken.state, || panel.text("#state"));
    assert!(receipt.headline().contains(spoken.waiting), "{}", receipt.headline());
    is_right(browser, host, &name("receipt"));
    told_to_the_desk(spoken, shop, &number);
}

/// The desk reads its own language, and in which the shopper is to be spoken to.
fn told_to_the_desk(spoken: &Spoken, shop: &Shop, number: &str) {
    let row = until("the desk has it", || shop.row(number));
    assert_eq!(row["data"]["ticket"]["intake"]["language"], spoken.language);
    let line = |key: &str| row["data"]["notice"].as_array().unwrap().iter().find(|line| line["key"] == key).unwrap().clone();
    assert_eq!((&line("matter")["label"], &line("matter")["value"]), (&json!("要件"), &json!("注文をキャンセルしたい")));
    assert!(line("call_back")["value"].as_str().unwrap().ends_with(spoken.called), "{row}");
}

fn without_script(spoken: &Spoken, shop: &Shop, browser: &Browser) {
    let session = browser.session();
    let text = |selector: &str| {
        let found = session.script("return document.querySelector(arguments[0])?.innerText ?? ''", &[json!(selector)]);
        found.as_str().unwrap_or_default().trim().to_owned()
    };
    let types = |name: &str, text: &str| session.keys(&browser.find(&format!("[name=\"{name}\"]:not([type=hidden])")), text);
    let name = |state: &str| format!("{}-hosted-{state}", spoken.language);
    session.allow_scripts(false);
    // By what the browser speaks; the address says nothing of it.
    session.go(&format!("{}/s/{}", house().url(), shop.name));
    until_equal("the heading", spoken.greeting, || text("h1"));
    assert_eq!(session.script("return document.documentElement.lang", &[]), json!(spoken.tag));
    is_right(browser, "", &name("home"));
    types("q", spoken.query);
    browser.click(".find button");
    until_equal("what is found first", spoken.question, || text(".question summary"));
    is_right(browser, "", &name("found"));
    browser.click(".question .answer a.plain:last-child");
    until_equal("the topic", spoken.topic, || text("#topic"));
    assert_eq!(text("#policy"), spoken.policy);
    types("name", "Lee Min");
    browser.click("main .primary");
    until("faults are told", || Some(text("#summary")).filter(|told| !told.is_empty()));
    is_right(browser, "", &name("faults"));
    types("order_number", "KM-1024");
    types("phone", "090-1234-5678");
    browser.click("label:has([name=window][value=asap])");
    browser.click("label:has([name=consent])");
    is_right(browser, "", &name("form"));
    browser.click("main .primary");
    until("it is looked through", || Some(text("#review")).filter(|told| told.contains("090-1234-5678")));
    is_right(browser, "", &name("review"));
    browser.click("main .primary");
    let number = until("the ticket's page is there", || Some(text("#number")).filter(|number| !number.is_empty()));
    assert_eq!(text("#state"), spoken.state);
    assert!(text("h1").contains(spoken.waiting), "{}", text("h1"));
    is_right(browser, "", &name("ticket"));
    told_to_the_desk(spoken, shop, &number);
}
