//! A shopper's whole way, and the desk's answer to it.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::desk::Desk;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use serde_json::json;

#[test]
fn from_a_question_to_a_call_that_the_desk_records() {
    let demo = &house().demo;
    let operator = Browser::start("ja");
    let desk = Desk(&operator);
    desk.open(&house().url(), &demo.desk, &demo.desk_token);

    let page = format!("{}/travel-charger.html", house().pages_of("demo"));
    let shopper = Browser::at("ja", &page);
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shots::take(&shopper, "page");
    panel.open();
    panel.text_is("#title", "何かお困りですか？");
    shots::take(&shopper, "home");

    // An answer, which is not enough.
    panel.search("アイフォン iPhoneに使える？");
    panel.answer("iPhoneで使えますか");
    assert!(!panel.text(".answer").is_empty());
    shots::take(&shopper, "answer");
    panel.click("#unsolved");
    panel.text_is("#topic", "手持ちの品に合うか");
    panel.text_is("#product", "旅する充電器 65W");

    // Sent empty: every fault in words at its field, the focus at the first.
    let form = Form(&panel);
    form.send();
    assert_eq!(form.wait_for_fault("name"), "お名前をご入力ください。");
    assert_eq!(form.fault("phone"), "電話番号をご入力ください。");
    assert_eq!(panel.text("#faults"), "ご確認いただきたい項目が2件あります。");
    assert!(["name", "phone"].iter().all(|path| form.is_marked(path)));
    panel.focus_is("field-name");
    shots::take(&shopper, "faults");

    form.fill("name", "山田 花子");
    form.fill("phone", "０９０ー１２３４ー５６７８");
    form.fill("message", "iPhone 15 で使えますか。");
    assert_eq!(form.value("phone"), "０９０ー１２３４ー５６７８", "what is typed is never changed");
    let windows = "return [...root.querySelectorAll('#group-window input[name=window]')].map((input) => input.value)";
    let offered = panel.eventually("windows are offered", &format!("{windows}.slice(0, 6)[5] ?? null"), &[]);
    form.choose("window", offered.as_str().unwrap());
    assert_eq!(form.chosen("window"), offered.as_str().unwrap());
    shots::take(&shopper, "form");

    // Looked through: all that will be sent, and a way to change each part.
    assert!(form.look_through());
    panel.focus_is("title");
    panel.text_is("#title", "ご依頼内容のご確認");
    let shown = form.reviewed();
    for words in ["手持ちの品に合うか", "旅する充電器 65W", "iPhone 15 で使えますか。", "電話", "山田 花子", "０９０ー１２３４ー５６７８"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let ticked = "return [...root.querySelectorAll('input[type=checkbox]')].map((box) => [box.id, box.checked])";
    assert_eq!(panel.script(ticked, &[]), json!([["field-consent", false], ["field-marketing", false]]), "nothing is ticked beforehand");
    shots::take(&shopper, "review");
    panel.click("#send");
    assert_eq!(form.wait_for_fault("consent"), "お送りいただくには、利用目的への同意が必要です。");
    panel.focus_is("field-consent");
    for (change, field) in [("#change-topic", "topic-change"), ("#change-about", "field-message"), ("#change-who", "field-name")] {
        panel.click(change);
        panel.focus_is(field);
        assert_eq!(form.value("name"), "山田 花子");
        assert!(form.look_through());
    }
    panel.click("#back");
    panel.text_is("#title", "折り返しのご依頼");
    assert_eq!(form.chosen("window"), offered.as_str().unwrap(), "the way back keeps everything");
    form.send();

    let receipt = Receipt(&panel);
    let number = receipt.wait();
    assert!(receipt.headline().ends_with("の間にお電話します"), "{}", receipt.headline());
    assert_eq!(panel.text("#caller"), "03-1234-5678");
    assert_eq!(panel.text("#state"), "お電話をお待ちください");
    shots::take(&shopper, "receipt");

    // On the desk's open page, complete, without loading it again.
    let notice = desk.notice(&number);
    shots::take(&operator, "desk");
    assert_eq!(notice["matter"], "手持ちの品に合うか");
    assert_eq!(notice["name"], "山田 花子");
    assert!(notice["contact"].as_str().unwrap().contains("090-1234-5678"), "{notice}");
    assert!(notice["product"].as_str().unwrap().starts_with("旅する充電器 65W (KM-CH-65W)"), "{notice}");
    let read = "調べた内容: よくあるご質問をさがす: アイフォン iPhoneに使える？\niPhoneで使えますか";
    assert_eq!(notice["message"], ["iPhone 15 で使えますか。", read].join("\n"));
    assert_eq!(notice["page"], page.as_str());
    for line in ["wanted_date", "address", "urgency", "call_back", "deadline", "order"] {
        assert!(notice[line].as_str().is_some_and(|text| !text.is_empty()), "{line}: {notice}");
    }

    desk.solve(&number);
    panel.text_is("#state", "対応が完了しました");
    assert!(desk.is_same_load());
    shots::take(&shopper, "receipt-done");

    // The next page of the shop still knows of it.
    shopper.session().go(&format!("{}/index.html", house().pages_of("demo")));
    panel.open();
    panel.click("#request");
    assert_eq!(receipt.wait(), number);
    let kept = shopper.session().script("return Object.keys(localStorage)", &[]);
    assert_eq!(kept, json!(["madoguchi:demo"]));
    shopper.assert_silent();
    operator.assert_silent();
}
