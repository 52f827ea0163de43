//! What a panel counts: told as one batch when it is closed or its page is
//! left, of nobody in particular, and not at all where that is not wished.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::until_equal;
use serde_json::{Value, json};
use xtask::seed;

const STORED: &str = "return [localStorage.length, sessionStorage.length, document.cookie]";

/// A shop with two answers.
fn open(name: &str, query_days: u32) -> Site {
    let site = Site::open(name);
    site.put(|own| own["privacy"]["query_days"] = json!(query_days));
    let entry = |id: &str, question: &str, products: &[&str]| json!({"id": id, "lang": "ja", "category": "配送", "question": question, "answer": "はい", "topic": "gift", "products": products});
    let entries = [entry("fee", "送料はいくらですか", &[]), entry("wrap", "ギフト包装はできますか", &["KM-SH-0412"])];
    seed::put(&site.shop.api, &site.shop.path("/faq"), &site.shop.token, &json!({ "entries": entries })).unwrap();
    site
}

/// What was added up: entry, product, counts.
fn rows(site: &Site) -> Vec<String> {
    let sql = "SELECT concat_ws(' ', entry, product, searches, unfound, opened, solved, unsolved, asked) AS row FROM usage ORDER BY 1";
    let rows = shop_sql(house().state_dir(), &site.shop.name, &[sql]);
    rows.iter().map(|row| row["row"].as_str().unwrap().to_owned()).collect()
}

/// How often our origin was told, or asked whether it may be.
fn told(shopper: &Browser) -> Vec<String> {
    let events = |one: crate::harness::requests::Requested| one.url.ends_with("/events").then_some(one.method);
    shopper.requested().into_iter().filter_map(events).collect()
}

/// Searches for what isn't there, and takes the words away again.
fn search_in_vain(panel: &Panel, words: &str) {
    panel.search(words);
    panel.eventually("nothing is found", "return root.querySelector('#found').textContent.includes(arguments[0])", &[json!(words)]);
    let clear = "const field = root.querySelector('#search'); field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true }))";
    panel.script(clear, &[]);
}

#[test]
fn one_batch_tells_what_was_done_when_the_panel_is_closed_and_when_the_page_is_left() {
    let site = open("counts", 30);
    let shopper = Browser::at("ja", &site.page("linen-shirt"));
    let panel = Panel(&shopper);
    panel.open();
    let said = "return [...root.querySelectorAll('.hint')].some((hint) => hint.textContent.startsWith('見つからなかったときの'))";
    panel.eventually("it is said that such words are kept", said, &[]);
    crate::harness::shots::take(&shopper, "home-kept");
    search_in_vain(&panel, "しゃちほこ090-1234-5678");
    // Nor what was typed before it became an address.
    search_in_vain(&panel, "hanako@example.jp");
    panel.search("送料");
    panel.answer("送料はいくらですか");
    panel.click("#solved");
    assert_eq!(shopper.session().script(STORED, &[]), json!([0, 0, ""]));
    panel.click("#back");
    panel.answer("送料はいくらですか");
    panel.click("#unsolved");
    let form = Form(&panel);
    form.fill("name", "小川");
    form.fill("phone", "080-1234-5678");
    form.wait_for_windows();
    form.send();
    Receipt(&panel).wait();
    assert_eq!(told(&shopper), [] as [&str; 0], "nothing is told before the end");
    shopper.session().script("Madoguchi.close()", &[]);
    let first = ["KM-SH-0412 3 2 0 0 0 0", "fee KM-SH-0412 0 0 1 1 1 1"];
    until_equal("what was counted", first.join("\n").as_str(), || rows(&site).iter().map(|row| row.trim()).collect::<Vec<_>>().join("\n"));
    let queries = shop_sql(house().state_dir(), &site.shop.name, &["SELECT query FROM queries"]);
    assert_eq!(queries, [json!({"query": "しゃちほこ#"})]);
    assert_eq!(told(&shopper), ["POST"], "one batch, for which nothing is asked first");

    // The same again on the same page is nothing new; on another it is, and is told when that is left.
    panel.open();
    shopper.session().go(&site.page("index"));
    panel.open();
    panel.answer("送料はいくらですか");
    shopper.session().go(&site.page("linen-shirt"));
    let then = ["KM-SH-0412 3 2 0 0 0 0", "fee 0 0 1 0 0 0", "fee KM-SH-0412 0 0 1 1 1 1"];
    until_equal("what was counted", then.join("\n").as_str(), || {
        rows(&site).iter().map(|row| row.replace("  ", " ").trim().to_owned()).collect::<Vec<_>>().join("\n")
    });
    shopper.assert_silent();
}

#[test]
fn who_asks_not_to_be_tracked_is_not_counted_and_words_stay_where_no_shop_keeps_them() {
    let site = open("untold", 0);
    for (wish, times) in
        [("doNotTrack: { value: '1' }", 0), ("globalPrivacyControl: { value: true }", 0), ("doNotTrack: { value: 'unspecified' }", 1)]
    {
        let shopper = Browser::start("ja");
        let source = format!("Object.defineProperties(Navigator.prototype, {{ {wish} }})");
        shopper.session().cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }));
        shopper.session().go(&site.page("index"));
        let panel = Panel(&shopper);
        panel.open();
        search_in_vain(&panel, "しゃちほこ");
        panel.search("送料");
        panel.answer("送料はいくらですか");
        shopper.session().script("Madoguchi.close()", &[]);
        shopper.session().go(&site.page("linen-shirt"));
        panel.find(".launcher");
        assert_eq!(told(&shopper).len(), times, "{wish}");
        shopper.assert_silent();
    }
    until_equal("what was counted", "2 1 0 0 0 0, fee 0 0 1 0 0 0", || {
        rows(&site).iter().map(|row| row.replace("  ", " ").trim().to_owned()).collect::<Vec<_>>().join(", ")
    });
    assert_eq!(shop_sql(house().state_dir(), &site.shop.name, &["SELECT query FROM queries"]), [] as [Value; 0]);
}
