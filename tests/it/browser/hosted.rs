//! The hosted page in a browser that runs no script at all.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::key;
use crate::harness::shop::Shop;
use crate::harness::shots;
use crate::harness::wait::{until, until_equal};
use serde_json::{Value, json};
use xtask::seed;

/// What no screen may have: something that sticks out at this width, a field
/// whose letters make a phone zoom, a target that a finger misses.
const LAYOUT: &str = "
    const wide = document.documentElement.clientWidth;
    const seen = (element) => element.checkVisibility();
    const out = [...document.querySelectorAll('main *')].filter((element) => seen(element) && element.getBoundingClientRect().right > wide + 1);
    const small = [...document.querySelectorAll('input:not([type=hidden], [type=radio], [type=checkbox], .trap), textarea')].filter((field) => seen(field) && parseFloat(getComputedStyle(field).fontSize) < 16);
    const targets = [...document.querySelectorAll('main :is(button:not(.trap), summary, .chip, .box, a.plain, a.second, input[type=search]), header a, footer :is(a, button)')].filter(seen);
    const low = targets.filter((element) => element.getBoundingClientRect().height < 43.5);
    return [...out, ...small, ...low].map((element) => element.outerHTML.slice(0, 120));";

/// A page as it stands after it was led there.
struct Page<'b>(&'b Browser);

impl Page<'_> {
    fn text(&self, selector: &str) -> String {
        let found = self.0.session().script("return document.querySelector(arguments[0])?.innerText ?? ''", &[json!(selector)]);
        found.as_str().unwrap_or_default().trim().to_owned()
    }

    #[track_caller]
    fn shows(&self, selector: &str, text: &str) {
        until_equal(selector, text, || self.text(selector));
    }

    #[track_caller]
    fn type_into(&self, name: &str, text: &str) {
        self.0.session().keys(&self.0.find(&format!("[name=\"{name}\"]:not([type=hidden])")), text);
    }

    /// Looks at it as it is, on a phone and at the width that is called 400 %.
    #[track_caller]
    fn is_laid_out(&self, name: &str) {
        let session = self.0.session();
        for width in [320, 390, 1280] {
            session.resize(width, 844);
            assert_eq!(session.script(LAYOUT, &[]), json!([]), "{name} at {width}");
        }
        session.resize_back();
        shots::take(self.0, name);
    }
}

/// What stands in the console, but for a page that was refused for its faults:
/// Chromium notes that of every such page. Nor do Chromium's own pages count,
/// which miss their script too.
fn complaints(browser: &Browser) -> Vec<String> {
    let lines = browser.session().log("browser").into_iter().map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
    lines.filter(|line| !line.contains("the server responded with a status of 422") && !line.starts_with("chrome://")).collect()
}

#[test]
fn the_whole_way_is_walked_without_script() {
    let shop = Shop::open("hosted-walk");
    let entry = json!({"id": "noshi", "lang": "ja", "category": "ギフト", "question": "のしは付けられますか", "answer": "はい、無料でお付けします。", "topic": "defect"});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();
    let browser = Browser::start("ja");
    let session = browser.session();
    session.allow_scripts(false);
    let page = Page(&browser);
    session.go(&format!("{}/s/{}", house().url(), shop.name));
    page.shows("h1", "何かお困りですか？");
    page.is_laid_out("hosted-home");

    page.type_into("q", "のし");
    browser.click(".find button");
    page.shows("#found", "1件の回答が見つかりました");
    browser.click(".answer a.plain");
    page.shows("#topic", "不良・こわれていた");
    let scripts = session.script("return [document.scripts.length, document.cookie]", &[]);
    assert_eq!(scripts, json!([0, ""]));

    // By mail nothing of the phone is asked for, and the other way round.
    assert!(page.text("form").contains("電話番号") && !page.text("form").contains("メールアドレス"));
    browser.click("label:has([name=reply][value=email])");
    assert!(!page.text("form").contains("日中つながる番号") && page.text("form").contains("メールアドレス"));
    browser.click("label:has([name=reply][value=phone])");

    page.type_into("name", "山田 花子");
    page.type_into("symptom", "ボタンが取れた");
    browser.click("label:has([name=window][value=asap])");
    browser.click(".primary");
    page.shows("#summary > p", "ご確認いただきたい項目が5件あります。");
    assert_eq!(session.script("return document.activeElement.id", &[]), json!("summary"), "what is wrong has the focus");
    assert_eq!(session.script("return document.querySelector('[name=name]').value", &[]), json!("山田 花子"));
    page.is_laid_out("hosted-faults");
    browser.click("#summary a[href='#field-phone']");
    assert_eq!(session.script("return document.activeElement.id || location.hash", &[]), json!("field-phone"));

    page.type_into("product.name", "シャツ");
    page.type_into("order_number", "１０２４");
    page.type_into("solution", "交換");
    page.type_into("phone", "０９０ー１２３４ー５６７８");
    browser.click("label:has([name=consent])");
    page.is_laid_out("hosted-form");

    // Another topic, another language: nothing of it is lost.
    let value =
        |name: &str| session.script("return document.querySelector(`[name=\"${arguments[0]}\"]:not([type=hidden])`).value", &[json!(name)]);
    browser.click("footer [lang=en]");
    page.shows("h1", "Ask for a call back");
    assert_eq!((value("name"), value("order_number")), (json!("山田 花子"), json!("１０２４")));
    browser.click("footer [lang=ja]");
    // Not every driver waits until the next page is there.
    page.shows("h1", "折り返しのご依頼");
    browser.click(".card button");
    page.shows("#ask h2", "折り返しの電話を頼む");
    page.is_laid_out("hosted-topics");
    browser.click("#ask button[value=defect]");
    page.shows("#topic", "不良・こわれていた");
    assert_eq!((value("symptom"), value("phone")), (json!("ボタンが取れた"), json!("０９０ー１２３４ー５６７８")));

    // It is looked through before it is sent: Enter in a field leads there as the button does.
    session.keys(&browser.find("#field-order_number"), "\u{E007}");
    page.shows("main h1", "ご依頼内容のご確認");
    let review = page.text("#review");
    for told in ["090-1234-5678", "不良・こわれていた", "１０２４", "できるだけ早く", "山田 花子"] {
        assert!(review.contains(told), "{told}: {review}");
    }
    page.is_laid_out("hosted-review");
    browser.click("main .second");
    page.shows("#topic", "不良・こわれていた");
    assert_eq!((value("name"), value("solution")), (json!("山田 花子"), json!("交換")));
    assert!(shop.listed().is_empty(), "until it is sent nothing is");
    browser.click(".primary");
    page.shows("main h1", "ご依頼内容のご確認");
    browser.click(".primary");
    let number = until("the ticket's page is there", || Some(page.text("#number")).filter(|number| !number.is_empty()));
    assert_eq!(page.text("#state"), "お電話をお待ちください");
    assert_eq!(page.text("#caller"), "03-1234-5678");
    page.is_laid_out("hosted-ticket");
    let address = session.script("return location.href", &[]);
    assert_eq!(address, json!(format!("{}/s/{}/t/{number}?lang=ja", house().url(), shop.name)), "nothing secret in it");
    let cookies = session.cookies();
    let cookie: Vec<&Value> = cookies.iter().filter(|cookie| cookie["name"] == "receipt").collect();
    assert_eq!((cookie.len(), &cookie[0]["httpOnly"], &cookie[0]["sameSite"]), (1, &json!(true), &json!("Lax")));
    assert_eq!(cookie[0]["path"], format!("/s/{}/t/{number}", shop.name));

    let row = until("the desk has it", || shop.row(&number));
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!((&intake["reply"]["phone"], &intake["read"]), (&json!("+819012345678"), &json!(["noshi"])));

    browser.click("#move summary");
    browser.click("#move details summary");
    browser.click("#move .day:nth-of-type(1) .chip");
    page.is_laid_out("hosted-move");
    browser.click("#move .primary");
    page.shows(".done", "お電話の時間を変更しました。");
    until("the desk sees the move", || shop.row(&number).filter(|row| row["data"]["ticket"]["seq"] == 2));
    assert_eq!(shop.act(&number, "reached", 2, &key()).status, 200);

    // A reload is enough to see what has happened; how it went takes two touches.
    session.go(address.as_str().unwrap());
    page.shows("#state", "対応が完了しました");
    browser.click("label:has([name=score][value='5'])");
    page.is_laid_out("hosted-rating");
    browser.click("#rate .primary");
    page.shows(".done", "ご回答ありがとうございました。");
    until("the desk sees the rating", || shop.row(&number).filter(|row| row["data"]["ticket"]["rating"]["score"] == 5));
    assert_eq!(complaints(&browser), Vec::<String>::new());
}
