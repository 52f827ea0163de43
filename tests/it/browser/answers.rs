//! Answers with more than words, and those that lead on in steps.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::{until, until_equal, until_true};
use serde_json::{Value, json};
use xtask::seed;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";

const TEXT: &str = "**送料**は[料金表](https://shop.example/fee)をご覧ください。\n\n- 一\n- 二\n\n![箱](PAGES/img/hero.svg)\n\n\
                    | お届け先 | 送料 | 日数 | 時間の指定 | 備考 |\n| --- | --- | --- | --- | --- |\n| 全国 | 660円 | 1〜2日 | できます | なし |\n\n\
                    ![外](https://elsewhere.example/1.png) <img src=x onerror=alert(1)>";

/// A shop whose pages hold these links, with two answers.
fn shop(name: &str, attributes: &str, policy: &str) -> Site {
    let site = Site::with_policy(name, attributes, "", policy);
    let entry = |id: &str, question: &str, answer: &str, steps: Value| json!({"id": id, "lang": "ja", "category": "配送", "question": question, "answer": answer, "topic": "defect", "steps": steps});
    let steps = json!([
        {"id": "what", "text": "どこがこわれましたか。", "choices": [{"label": "割れている", "to": "photo-broken"}, {"label": "動かない", "to": "reset"}]},
        {"id": "reset", "text": "30秒おいてください。", "choices": [{"label": "動いた", "to": "fine"}, {"label": "動かないまま", "to": "photo"}]},
        {"id": "photo", "text": "写真を撮ってください。", "request": {"topic": "defect", "symptom": "動かない", "solution": "交換"}},
        {"id": "photo-broken", "text": "写真を撮ってください。", "request": {"topic": "defect", "symptom": "割れている", "solution": "交換"}},
        {"id": "fine", "text": "よかったです。", "solved": true},
    ]);
    let faq = json!({"entries": [
        entry("fee", "送料はいくらですか", &TEXT.replace("PAGES", &site.pages.url()), json!([])),
        entry("broken", "こわれています", "お選びください。", steps),
    ]});
    seed::put(&site.shop.api, &site.shop.path("/faq"), &site.shop.token, &faq).unwrap();
    site
}

/// What an answer is made of, and what of it the browser shows.
const SHOWN: &str = "
    const answer = root.querySelector('.answer'), image = answer?.querySelector('img'), scroll = answer?.querySelector('.scroll');
    const wide = root.querySelector('.body');
    if (!image?.naturalWidth) return null;
    return [[...answer.querySelectorAll('p, ul, ol, li, table, th, td, strong, a, img, b, script')].map((one) => one.localName).join(' '),
      scroll.scrollWidth > scroll.clientWidth, wide.scrollWidth <= wide.clientWidth, image.loading,
      [...answer.querySelectorAll('a')].map((a) => a.href), answer.textContent.includes('<img src=x onerror=alert(1)>')];";

fn is_shown(panel: &Panel) {
    let shown = panel.eventually("the answer is there with its image", SHOWN, &[]);
    let expected = "p strong a ul li li p img table th th th th th td td td td td p a";
    let links = ["https://shop.example/fee", "https://elsewhere.example/1.png"];
    assert_eq!(shown, json!([expected, true, true, "lazy", links, true]));
}

#[test]
fn lists_tables_and_the_shops_images_are_shown_in_the_panel_and_in_the_frame() {
    let site = shop("rich", "", "");
    let shopper = Browser::start("ja");
    shopper.session().resize(320, 640);
    shopper.session().go(&site.page("index"));
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shopper.session().script("Madoguchi.open({ answer: 'fee' })", &[]);
    is_shown(&panel);
    panel.focus_is("title");
    shots::take(&shopper, "answer-rich");
    let wide = "root.querySelector('.scroll').focus(); return root.activeElement.className";
    assert_eq!(panel.script(wide, &[]), "scroll", "what is too wide can be moved by keys");
    shopper.assert_silent();

    let framed = shop("rich-frame", "data-mode=\"frame\"", "");
    let shopper = Browser::start("ja");
    shopper.session().resize(320, 640);
    shopper.session().go(&framed.page("index"));
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shopper.session().script("Madoguchi.open({ answer: 'fee' })", &[]);
    let script = "return document.querySelector('madoguchi-panel').shadowRoot.querySelector('iframe')";
    let frame = until("there is a frame", || shopper.session().element(script, &[]));
    shopper.session().enter(Some(&frame));
    is_shown(&panel);
    shopper.session().enter(None);
    shopper.assert_silent();
}

#[test]
fn links_on_the_page_open_an_answer() {
    let site = shop("links", "data-open-on=\".ask\"", "");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.find(".launcher");
    let links = "document.body.insertAdjacentHTML('afterbegin',
        '<a id=one href=\"#madoguchi-answer=broken\">?</a><button id=two class=ask data-answer=fee>?</button><a id=three href=\"#madoguchi-answer=none\">?</a>')";
    shopper.session().script(links, &[]);
    for (link, title) in
        [("#one", "こわれています"), ("#two", "送料はいくらですか"), ("#three", "何かお困りですか？"), ("#one", "こわれています")]
    {
        shopper.session().script("document.querySelector(arguments[0]).click()", &[json!(link)]);
        panel.text_is("#title", title);
    }
    assert_eq!(shopper.session().script("return location.hash", &[]), "", "the page stays where it is");
    shopper.assert_silent();
}

#[test]
fn an_answer_leads_on_a_question_at_a_time_and_what_was_looked_up_goes_along() {
    let site = shop("steps", "", "");
    let shopper = site.visit();
    let session = shopper.session();
    let panel = Panel(&shopper);
    panel.open();
    panel.search("こわれ");
    panel.answer("こわれています");
    panel.text_is("#said", "どこがこわれましたか。");
    shots::take(&shopper, "answer-step");
    // By keys alone: the focus goes along, and what it is on says the question.
    let choose = |label: &str| {
        let focused = "return root.activeElement?.innerText?.trim() ?? ''";
        let reached = (0..20).any(|_| {
            session.press(TAB);
            panel.script(focused, &[]) == label
        });
        assert!(reached, "Tab leads to {label}");
        session.press(ENTER);
        panel.focus_is("step");
    };
    choose("動かない");
    panel.text_is("#said", "30秒おいてください。");
    assert_eq!(panel.script("return root.querySelector('#step').getAttribute('aria-labelledby')", &[]), "said");
    choose("動いた");
    panel.text_is("#said", "よかったです。");
    panel.find("#solved");
    panel.click("#back");
    panel.text_is("#said", "30秒おいてください。");
    panel.focus_is("step");
    choose("動かないまま");
    panel.text_is(".step .label", "動かない › 動かないまま");
    panel.click("#call");

    let form = Form(&panel);
    let looked_up = "よくあるご質問をさがす: こわれ\nこわれています › 動かない › 動かないまま";
    until_equal("the symptom", "動かない", || form.value("symptom"));
    assert_eq!((form.value("solution").as_str(), form.value("looked_up").as_str()), ("交換", looked_up));
    // Back to where it was left; another way through fills in what it tells.
    panel.click("#back");
    panel.text_is("#said", "写真を撮ってください。");
    panel.click("#back");
    panel.click("#back");
    choose("割れている");
    panel.click("#call");
    until_equal("the symptom", "割れている", || form.value("symptom"));
    assert_eq!(form.value("looked_up"), "よくあるご質問をさがす: こわれ\nこわれています › 割れている");
    panel.click("#back");
    panel.click("#back");
    choose("動かない");
    choose("動かないまま");
    panel.click("#call");
    until_equal("the symptom", "動かない", || form.value("symptom"));
    form.fill("product.name", "マグ");
    form.fill("order_number", "A-1");
    form.fill("name", "小川");
    form.fill("phone", "080-1234-5678");
    form.wait_for_windows();
    assert!(form.look_through());
    let said = panel.text("#review");
    assert!(said.contains("お調べになった内容") && said.contains("こわれています › 動かない"), "it is shown before it is sent: {said}");
    shots::take(&shopper, "review-looked-up");
    form.send();
    let number = Receipt(&panel).wait();
    let intake = until("it is on the desk's list", || site.shop.row(&number))["data"]["ticket"]["intake"].clone();
    assert_eq!((&intake["looked_up"], &intake["read"], &intake["symptom"]), (&json!(looked_up), &json!(["broken"]), &json!("動かない")));

    // Who takes it away tells nothing of it, and it stays away.
    panel.click("#back");
    panel.answer("こわれています");
    panel.click("#call");
    let empty = "const field = root.querySelector('#field-looked_up'); field.value = ''; field.dispatchEvent(new Event('input'))";
    panel.find("#field-looked_up");
    panel.script(empty, &[]);
    panel.click("#back");
    panel.click("#call");
    until_true("the form is there", || {
        form.value("name").is_empty() && panel.script("return !!root.querySelector('#field-name')", &[]) == true
    });
    assert_eq!(panel.script("return root.querySelector('#field-looked_up')", &[]), Value::Null);
    shopper.assert_silent();
}
