//! The page by which a shop's people answer what the desk handed to them.

use crate::harness::axe::judge;
use crate::harness::browser::Browser;
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::shots;
use crate::harness::wait::{until, until_equal, until_true};
use serde_json::{Value, json};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const ASKED: &str = "リネンシャツのLLは、いつ入荷しますか。<b onclick=__ran=1>お客様</b>は12月5日までにご入り用とのことです。";

fn handed(shop: &Shop) -> Accepted {
    let mut asked = draft();
    asked["message"] = json!("のしを付けられますか\n<img src=x onerror=__ran=1>");
    asked["product"] = json!({"name": "リネンシャツ", "sku": "KM-SH-0412", "url": "https://shop.example/linen"});
    let ticket = shop.accept(&asked);
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!(shop.command(&ticket.id, json!({"act": "hand_over", "note": ASKED, "by": "佐藤"}), 1, &key()).status, 200);
    ticket
}

fn link(shop: &Shop, ticket: &Accepted) -> String {
    let list = shop.api.call("GET", &shop.path("/handed"), Some(&shop.token), None).unwrap().json().unwrap();
    let row = list["tickets"].as_array().unwrap().iter().find(|row| row["id"] == ticket.id.as_str()).unwrap().clone();
    row["answer_link"].as_str().unwrap().to_owned()
}

/// What the page shows under an id, if it does.
fn text(browser: &Browser, id: &str) -> String {
    let shown = "const one = document.getElementById(arguments[0]); return one.checkVisibility() ? one.innerText.trim() : ''";
    browser.session().script(shown, &[json!(id)]).as_str().unwrap().to_owned()
}

fn value(browser: &Browser, id: &str) -> Value {
    browser.session().script("return document.getElementById(arguments[0]).value", &[json!(id)])
}

/// Nothing in the console but that the server refused what it should.
fn assert_quiet(browser: &Browser) {
    let said: Vec<_> = browser.complaints().into_iter().filter(|line| !line.contains("Failed to load resource")).collect();
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(browser.session().script("return window.__ran ?? null", &[]), Value::Null);
}

fn told(shop: &Shop, ticket: &Accepted, state: &str) -> Value {
    until("the desk has it", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["state"] == state))["data"]["ticket"].clone()
}

#[test]
fn the_shops_people_open_the_link_and_answer_the_desk() {
    let shop = Shop::open("answer-page");
    let ticket = handed(&shop);
    let address = link(&shop, &ticket);
    let browser = Browser::at("ja", &address);
    let session = browser.session();
    until_equal("what is asked", ASKED, || text(&browser, "asked"));
    assert!(
        text(&browser, "due").ends_with("までにご回答ください") && text(&browser, "left").starts_with("残り"),
        "{}",
        text(&browser, "left")
    );
    let notice = text(&browser, "notice");
    assert!(notice.contains("山田 花子") && notice.contains("<img src=x onerror=__ran=1>") && !notice.contains("/desk/"), "{notice}");
    let kept = session.script("return [location.href, Object.keys(localStorage), document.cookie, document.title]", &[]);
    let secret = address.rsplit_once('=').unwrap().1;
    assert!(!kept.to_string().contains(secret) && !kept[0].as_str().unwrap().contains('#'), "{kept}");
    assert_eq!((&kept[1], &kept[2]), (&json!([]), &json!("")));
    shots::take(&browser, "answer");

    // In this tab it can be loaded again; nowhere else.
    session.script("location.reload()", &[]);
    until_equal("what is asked", ASKED, || text(&browser, "asked"));
    browser.click("#return button");
    until_equal("what is missing", "入力してください。", || text(&browser, "return-fault"));
    assert_eq!(session.script("return document.activeElement.id", &[]), "return-note");
    judge(&browser, "a fault at its field");

    // A remark, by keys alone.
    session.keys(&browser.find("#by"), "店長 木下");
    session.script("document.querySelector('details:has(#note) summary').focus()", &[]);
    session.press(ENTER);
    session.press(TAB);
    session.keys(&browser.find("#note-text"), "倉庫に聞いています");
    session.press(TAB);
    session.press(ENTER);
    until_equal("what is said", "メモを残しました。", || text(&browser, "news"));
    assert!(text(&browser, "notes").contains("倉庫に聞いています") && text(&browser, "notes").contains("店長 木下"));
    assert_eq!(value(&browser, "note-text"), "");

    // The desk has written something meanwhile: what was typed stays.
    assert_eq!(shop.command(&ticket.id, json!({"act": "note", "text": "お急ぎです", "by": "佐藤"}), 3, &key()).status, 200);
    session.keys(&browser.find("#return-note"), "金曜に入荷します。お取り置きできます。");
    browser.click("#return button");
    until_true("it says that something changed", || text(&browser, "fault").starts_with("送信の前に、ほかの更新がありました。"));
    assert!(text(&browser, "notes").contains("お急ぎです"));
    shots::take(&browser, "answer-changed");
    browser.click("#return button");
    until_equal("what became of it", "回答を送りました", || text(&browser, "over-title"));
    let back = told(&shop, &ticket, "open");
    assert_eq!(back["handover"]["answer"], "金曜に入荷します。お取り置きできます。");
    assert_eq!(session.script("return [sessionStorage.length, document.activeElement.id]", &[]), json!([0, "over"]));
    shots::take(&browser, "answer-sent");

    session.go("about:blank");
    session.go(&address);
    until_equal("what it says", "このリンクは使えません", || text(&browser, "over-title"));
    assert!(!session.script("return document.body.innerText", &[]).as_str().unwrap().contains("山田"));
    shots::take(&browser, "answer-dead");
    assert_quiet(&browser);
}

#[test]
fn what_could_not_be_confirmed_is_sent_again_and_counts_once() {
    let shop = Shop::open("answer-offline");
    let ticket = handed(&shop);
    let browser = Browser::at("ja", &link(&shop, &ticket));
    let session = browser.session();
    until_equal("what is asked", ASKED, || text(&browser, "asked"));
    // The first answer is lost on its way back: the worker has done it by then.
    let lose = "
        const real = window.fetch;
        window.fetch = async (url, init) => {
          const answer = await real(url, init);
          if (init?.method === 'POST' && !window.lost) { window.lost = true; throw new TypeError('lost'); }
          return answer;
        };";
    session.script(lose, &[]);
    browser.click("details:has(#close) summary");
    browser.click("#close button");
    until_equal("what is missing", "どれかを選んでください。", || text(&browser, "close-fault"));
    session.script("document.getElementById('close-outcome').value = 'forwarded'", &[]);
    session.keys(&browser.find("#close-note"), "当店からお電話します");
    browser.click("#close button");
    until_true("it says so", || text(&browser, "fault").starts_with("送信を確認できませんでした。"));
    told(&shop, &ticket, "done");
    shots::take(&browser, "answer-unsent");
    browser.click("#send-again");
    until_equal("what became of it", "この件を終了しました", || text(&browser, "over-title"));
    let end = told(&shop, &ticket, "done");
    assert_eq!(
        (&end["seq"], &end["end"]["outcome"], &end["end"]["note"]),
        (&json!(3), &json!("forwarded"), &json!("当店からお電話します"))
    );

    // A colleague was first: what was typed can still be copied.
    let ticket = handed(&shop);
    session.go(&link(&shop, &ticket));
    until_equal("what is asked", ASKED, || text(&browser, "asked"));
    session.keys(&browser.find("#return-note"), "あとから書いた回答");
    assert_eq!(shop.act(&ticket.id, "put_back", 2, &key()).status, 200);
    browser.click("#return button");
    until_equal("what it says", "このリンクは使えません", || text(&browser, "over-title"));
    assert_eq!(text(&browser, "typed-text"), "あとから書いた回答");
    judge(&browser, "too late, with what was typed");
    assert_quiet(&browser);
}

#[test]
fn it_speaks_english_tells_what_is_late_and_fits_a_small_phone() {
    let shop = Shop::open("answer-en");
    let ticket = handed(&shop);
    let address = link(&shop, &ticket).replace("#", "&lang=en#");
    let browser = Browser::start("ja");
    let session = browser.session();
    // As a day later, of an urgent one.
    let late = "
        const read = Response.prototype.json;
        Response.prototype.json = async function () {
          const told = await read.call(this);
          if (told.respond_by) { told.urgency = 'urgent'; told.now = new Date(Date.parse(told.respond_by) + 5_400_000).toISOString(); }
          return told;
        };";
    session.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({"source": late}));
    session.go(&address);
    until_equal("how late it is", "1 h 30 min late", || text(&browser, "left"));
    assert_eq!(text(&browser, "urgent"), "Urgent");
    assert!(text(&browser, "notice").contains("Request") && text(&browser, "question").contains("A question from the desk"));
    session.script("for (const one of document.querySelectorAll('details')) one.open = true", &[]);
    shots::take(&browser, "answer-late-en");
    session.resize(320, 640);
    assert_eq!(session.script("const all = document.documentElement; return all.scrollWidth - all.clientWidth", &[]), 0);
    let small = "
        const all = [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((one) => one.checkVisibility());
        return all.filter((one) => one.getBoundingClientRect().height < 44 || parseFloat(getComputedStyle(one).fontSize) < 16 && one.matches('input, select, textarea'))
          .map((one) => one.outerHTML.slice(0, 80));";
    assert_eq!(session.script(small, &[]), json!([]));
    judge(&browser, "320 px");
    session.resize_back();

    // Without its secret, and where nothing can be reached.
    session.go("about:blank");
    session.go(address.split('#').next().unwrap());
    until_equal("what it says", "A question from the desk", || text(&browser, "title"));
    session.script("sessionStorage.clear(); location.reload()", &[]);
    until_equal("what it says", "Please open it by its link", || text(&browser, "over-title"));
    judge(&browser, "no link");
    browser.click("#language");
    until_equal("what it says", "リンクから開いてください", || text(&browser, "over-title"));
    assert_quiet(&browser);
}
