//! Hostile texts where people see them: nothing runs, nothing breaks, nothing
//! vanishes.

use crate::harness::browser::Browser;
use crate::harness::hostile::{CANARY, kept, send_everywhere, texts};
use crate::harness::house::house;
use crate::harness::samples::settings;
use crate::harness::screens::desk::Desk;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xtask::seed;

/// Nothing of what was shown has run, and nobody has complained.
#[track_caller]
fn nothing_has_run(browser: &Browser) {
    let found = browser.session().script(
        "return [typeof window[arguments[0]], document.title.includes('__ran=1'), document.querySelectorAll('iframe, base, form[action]').length]",
        &[json!(CANARY)],
    );
    assert_eq!(found, json!(["undefined", false, 0]));
    browser.assert_silent();
}

fn as_a_phone(browser: &Browser) {
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true});
    browser.session().cdp("Emulation.setDeviceMetricsOverride", &phone);
}

/// The open card's lines by key, its heading, shop and number; and what is
/// wrong with its place: what sticks out of the screen, buttons that can't be
/// met.
const CARD: &str = "
    const card = document.querySelector(`#card[data-ticket='${arguments[0]}']`);
    const lines = [...(card?.querySelectorAll('.notice [data-key]') ?? [])].map((line) => [line.dataset.key, line.querySelector('dd > *').textContent]);
    if (!lines.length) return null;
    const wide = document.documentElement.clientWidth;
    const boxes = [...card.querySelectorAll('.acts > button')].map((button) => button.getBoundingClientRect());
    const seen = (element) => element.getClientRects().length && !element.closest('dd');
    const out = [...card.querySelectorAll('*')].filter((element) => seen(element) && element.getBoundingClientRect().right > wide + 1);
    return { ...Object.fromEntries(lines), shop: card.querySelector('.where b').textContent, title: card.querySelector('h2').textContent,
      out: out.map((element) => element.outerHTML.slice(0, 200)), overflow: document.documentElement.scrollWidth - wide,
      lost: boxes.filter((box) => box.width < 24 || box.height < 24 || box.left < 0).length };";

#[test]
fn the_desks_page_shows_them_all_as_text() {
    let shop = Shop::open("hostile-page");
    let mut own = settings();
    own["name"] = json!("<img src=x onerror=__ran=1>{{7*7}}");
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let all = texts();
    let (before, after) = all.split_at(all.len() / 2);
    let mut sent = BTreeMap::new();
    for text in before {
        sent.insert(send_everywhere(&shop, text).0.id, text);
    }
    until_true("they are on the list", || shop.listed().len() == before.len());

    let operator = Browser::start("ja");
    as_a_phone(&operator);
    Desk(&operator).open(&house().url(), &shop.desk, &shop.desk_token);
    // The others come over the live line.
    for text in after {
        sent.insert(send_everywhere(&shop, text).0.id, text);
    }
    let waiting = "return Number(document.querySelector('[data-list=\"list.waiting\"] b').textContent) + Number(document.querySelector('[data-list=\"list.set_aside\"] b').textContent)";
    until_true("they are on the page", || operator.session().script(waiting, &[]) == json!(all.len()));

    for (turn, row) in shop.listed().iter().enumerate() {
        let id = row["id"].as_str().unwrap();
        let text = sent[id];
        // Every other one on a wide screen.
        let width = if turn % 2 == 0 { 390 } else { 1280 };
        let screen = json!({"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width == 390});
        operator.session().cdp("Emulation.setDeviceMetricsOverride", &screen);
        operator.session().script("location.hash = 'ticket=' + arguments[0]", &[json!(id)]);
        let card = operator.eventually("the card is shown", CARD, &[json!(id)]);
        assert_eq!((&card["out"], &card["overflow"], &card["lost"]), (&json!([]), &json!(0), &json!(0)), "{text:?} at {width}");
        assert_eq!(card["shop"], own["name"]);
        let mut shown = String::new();
        let known = shop.row(id).unwrap();
        for line in known["data"]["notice"].as_array().unwrap().iter().filter(|line| line["key"] != "link") {
            let key = line["key"].as_str().unwrap();
            assert_eq!(card[key], line["value"], "{text:?}: {key}");
            shown.push_str(line["value"].as_str().unwrap());
        }
        // What the shopper said is there, but for spaces.
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(bare(&shown).contains(&bare(&kept(text, true))), "{text:?} vanished: {shown}");
        // It is still a page to work with.
        if turn % 20 == 0 && known["data"]["ticket"]["state"] == "open" {
            Desk(&operator).act(id, "start_call");
            Desk(&operator).wait_for_state(id, "calling");
        }
    }
    nothing_has_run(&operator);
}

/// What sticks out of the panel, and whether all of it can be seen.
const PANEL_FITS: &str = "
    const dialog = root.querySelector('dialog');
    const { left, right } = dialog.getBoundingClientRect();
    const seen = (element) => element.getClientRects().length && !element.closest('.visually-hidden, .unseen, [hidden], svg');
    const scrolls = (element) => element.closest('select, textarea, input');
    const out = [...dialog.querySelectorAll('*')].filter((element) => seen(element) && !scrolls(element) && element.getBoundingClientRect().width > 2)
      .filter((element) => element.getBoundingClientRect().right > right + 1 || element.getBoundingClientRect().left < left - 1);
    return { out: out.map((element) => element.outerHTML.slice(0, 200)), page: document.documentElement.scrollWidth - document.documentElement.clientWidth };";

#[track_caller]
fn fits(panel: &Panel<'_>, what: &str) {
    panel.0.come_to_rest();
    assert_eq!(panel.script(PANEL_FITS, &[]), json!({"out": [], "page": 0}), "{what}");
}

#[test]
fn the_panel_shows_them_all_as_text() {
    let shop = Shop::open("hostile-panel");
    let product = "&lt;img src=x onerror=__ran=1&gt;{{7*7}}&amp;lt;";
    let attributes =
        format!("data-shop=\"{}\" data-product-name=\"{product}\" data-product-sku=\"'&gt;&lt;svg/onload=__ran=1&gt;\"", shop.name);
    let pages = super::site::with_embed("hostile-panel", &attributes, "");
    let mut texts: Vec<String> = texts().into_iter().map(|text| text.trim().to_owned()).collect();
    texts.sort();
    texts.dedup();
    // What names data that there are none of is refused.
    texts.retain(|text| !text.contains("{shop}"));
    let mut own = settings();
    own["origins"] = json!(pages.origins());
    own["name"] = json!("<script>__ran=1</script>\"><img src=x onerror=__ran=1>");
    let markup = texts.iter().filter(|text| text.contains('<')).cloned().collect::<Vec<_>>().join(" ");
    own["privacy"]["purpose"]["ja"] = json!(markup);
    own["order_policy"]["terms"]["ja"] = json!(markup);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let entry = |(number, text): (usize, &String)| json!({"id": format!("e{number}"), "lang": "ja", "category": text, "question": text, "answer": format!("{text}\n\n[{text}](javascript:__ran=1) [x](https://shop.example/\"onclick=__ran=1)")});
    let entries: Vec<Value> = texts.iter().enumerate().map(entry).collect();
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({ "entries": entries })).unwrap();

    let shopper = Browser::start("ja");
    as_a_phone(&shopper);
    shopper.session().go(&format!("{}/index.html", pages.url()));
    let panel = Panel(&shopper);
    panel.open();
    assert_eq!(panel.text(".shop"), own["name"].as_str().unwrap());

    // Every heading and, opened, every question.
    panel.eventually("the headings are there", "return root.querySelector('.row.heading') && true", &[]);
    let headings = "
        const headings = [...root.querySelectorAll('.row.heading')];
        headings.filter((row) => row.getAttribute('aria-expanded') == 'false').forEach((row) => row.click());
        return headings.map((row) => row.querySelector('span').textContent);";
    let shown = panel.script(headings, &[]);
    assert_eq!(sorted(&shown), sorted(&json!(texts)));
    let questions = "return [...root.querySelectorAll('.rows .rows button.row')].map((row) => row.textContent)";
    until("the questions are there", || Some(()).filter(|()| panel.script(questions, &[]).as_array().unwrap().len() == texts.len()));
    assert_eq!(sorted(&panel.script(questions, &[])), sorted(&json!(texts)));
    fits(&panel, "the first screen");

    // Every answer, as text; what is no web address is no link.
    for text in &texts {
        let open = "[...root.querySelectorAll('.rows .rows button.row')].find((row) => row.textContent == arguments[0])?.click()";
        let again = "root.querySelectorAll('.row.heading[aria-expanded=false]').forEach((row) => row.click())";
        until_true("its question is opened", || {
            panel.script(again, &[]);
            panel.script(open, &[json!(text)]);
            panel.script("return root.querySelector('.answer') != null", &[]) == true
        });
        let answer = panel.script(
            "return [root.querySelector('#title').textContent, root.querySelector('.answer').textContent, [...root.querySelectorAll('.answer a')].map((a) => a.href)]",
            &[],
        );
        assert_eq!(answer[0], json!(text));
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(bare(answer[1].as_str().unwrap()).starts_with(&bare(text)), "{text:?}: {answer}");
        for link in answer[2].as_array().unwrap() {
            assert!(link.as_str().unwrap().starts_with("https://shop.example/"), "{answer}");
        }
        fits(&panel, text);
        panel.click("#back");
        panel.find("#search");
    }

    // What is searched for is said again.
    panel.search("<u>ゐゑゐゑ</u>");
    until_true("it is said", || panel.text("#found").contains("<u>ゐゑゐゑ</u>"));
    nothing_has_run(&shopper);
}

#[test]
fn what_a_shopper_types_stays_text_up_to_the_receipt() {
    let shop = Shop::open("hostile-form");
    let product = "&lt;img src=x onerror=__ran=1&gt;{{7*7}}";
    let attributes = format!("data-shop=\"{}\" data-product-name=\"{product}\"", shop.name);
    let pages = super::site::with_embed("hostile-form", &attributes, "");
    let mut own = settings();
    own["origins"] = json!(pages.origins());
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let shopper = Browser::start("ja");
    as_a_phone(&shopper);
    shopper.session().go(&format!("{}/index.html", pages.url()));
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "defect");
    let typed = [
        ("name", "<script>__ran=1</script>O’Brien"),
        ("phone", "<img src=x onerror=__ran=1>"),
        ("order_number", "=1+1\"><svg/onload=__ran=1>"),
        ("symptom", "</textarea><iframe srcdoc=\"<script>parent.__ran=1</script>\">"),
        ("solution", "{{constructor.constructor('__ran=1')()}}${__ran=1}"),
    ];
    for (field, text) in typed {
        form.fill(field, text);
    }
    form.send();
    for field in ["phone", "order_number"] {
        let fault = form.wait_for_fault(field);
        assert!(!fault.contains("__ran"), "{fault}");
    }
    fits(&panel, "the form with faults");
    for (field, text) in [("phone", "03-1234-5678"), ("order_number", "1024")] {
        form.fill(field, &format!("\u{E009}a\u{E000}{text}"));
    }
    form.wait_for_windows();
    form.send();
    let number = Receipt(&panel).wait();
    fits(&panel, "the receipt");
    assert!(!panel.text("dialog").contains("__ran"), "the receipt repeats nothing");
    let row = until("the ticket is on the desk's list", || shop.row(&number));
    let intake = &row["data"]["ticket"]["intake"];
    for (field, text) in typed.iter().filter(|(field, _)| !["phone", "order_number"].contains(field)) {
        assert_eq!(intake[*field], json!(text));
    }
    assert_eq!(intake["product"]["name"], json!("<img src=x onerror=__ran=1>{{7*7}}"));
    nothing_has_run(&shopper);
}

fn sorted(list: &Value) -> Vec<String> {
    let mut texts: Vec<String> = list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().trim().to_owned()).collect();
    texts.sort();
    texts
}
