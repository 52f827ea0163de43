//! Pages whose policy forbids what the panel needs: it comes in a frame of
//! ours, or the launcher leads to the hosted page.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::objects::shop_sql;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::{until, until_equal, until_true};
use serde_json::{Value, json};

/// A policy but for what it says of wasm, requests and frames.
const REST: &str = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self' OURS";
const ESCAPE: &str = "\u{E00C}";

/// Notes what the page is told.
const HEARD: &str = "
    window.__heard = [];
    for (const name of ['ready', 'open', 'close', 'answer', 'ticket', 'error'])
      Madoguchi.on(name, ({ detail }) => __heard.push([name, detail]));";

fn enter(shopper: &Browser) {
    let script = "return document.querySelector('madoguchi-panel').shadowRoot.querySelector('iframe')";
    let frame = until("there is a frame", || shopper.session().element(script, &[]));
    shopper.session().enter(Some(&frame));
}

/// A way through the frame, from an answer to a ticket. Where it is judged,
/// axe's own messages to the frame are remarked on.
fn a_request_goes_through(site: &Site, judged: bool) -> (Browser, Value) {
    let shopper = Browser::at("ja", &site.page("linen-shirt"));
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shopper.session().script(HEARD, &[]);
    panel.open();
    enter(&shopper);
    panel.wait_open();
    until_true("the focus has moved in", || !panel.focused().is_empty());
    if judged {
        shopper.session().enter(None);
        shots::take(&shopper, "frame");
        enter(&shopper);
        shots::take(&shopper, "frame-inside");
    }
    panel.search("しゃちほこ");
    // By itself, as on every other page of a shop.
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    form.fill("name", "小川");
    form.fill("phone", "080-1234-5678");
    form.wait_for_windows();
    form.send();
    let number = Receipt(&panel).wait();
    let row = until("it is on the desk's list", || site.shop.row(&number));
    shopper.session().press(ESCAPE);
    shopper.session().enter(None);
    until_true("Escape closes it", || !panel.is_open());
    let counted = ["SELECT sum(searches) AS n FROM usage"];
    until_equal("what was counted inside", "1", || shop_sql(house().state_dir(), &site.shop.name, &counted)[0]["n"].to_string());
    assert_eq!(panel.focused(), "launcher");
    let heard = shopper.session().script("return __heard", &[]);
    let ticket = json!({"ticket": number, "topic": "gift"});
    assert_eq!(heard, json!([["ready", null], ["open", null], ["ticket", ticket], ["close", null]]));
    panel.open();
    enter(&shopper);
    assert_eq!(Receipt(&panel).wait(), number, "as it was left");
    shopper.session().enter(None);
    (shopper, row)
}

#[test]
fn where_wasm_is_refused_the_panel_comes_in_a_frame() {
    let site = Site::with_policy("no-wasm", "", "", &format!("{REST}; connect-src OURS; frame-src OURS"));
    let (_, row) = a_request_goes_through(&site, true);
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!(intake["product"]["name"], "洗いざらしのリネンシャツ", "the page's product comes along");
    assert!(intake["page"].as_str().unwrap().starts_with(&site.pages.url()), "{}", intake["page"]);
}

#[test]
fn where_requests_to_us_are_refused_the_panel_comes_in_a_frame() {
    let site = Site::with_policy("no-connect", "", "", &format!("{REST} 'wasm-unsafe-eval'; frame-src OURS"));
    a_request_goes_through(&site, false);
}

#[test]
fn a_frame_that_is_wished_for_asks_for_nothing_else() {
    let site = Site::with_policy("frame", "data-mode=\"frame\" data-theme=\"dark\"", "", "");
    let (shopper, _) = a_request_goes_through(&site, false);
    shopper.assert_silent();
    enter(&shopper);
    let panel = Panel(&shopper);
    let paper = "return getComputedStyle(root.querySelector('dialog')).backgroundColor";
    assert_eq!(panel.script(paper, &[]), "rgb(28, 31, 35)", "dark, as the line says");
    // Whoever else speaks to it is not heard.
    shopper.session().script("postMessage(['close'], '*'); return new Promise((done) => setTimeout(done))", &[]);
    assert!(panel.is_open());
    shopper.session().enter(None);
    let forged = "dispatchEvent(new MessageEvent('message', { data: ['close'], origin: location.origin, source: window }))";
    shopper.session().script(forged, &[]);
    assert!(panel.is_open());
    shopper.session().script("Madoguchi.setLanguage('en')", &[]);
    enter(&shopper);
    panel.text_is("#title", "How can we help?");
}

/// Stands in for a network that takes nothing, while the frame's own storage says so.
const FICKLE: &str = "
  const real = window.fetch;
  window.fetch = (url, init) => (init?.method == 'POST' && localStorage.fickle ? Promise.resolve(new Response('{}', { status: 503 })) : real(url, init));";

#[test]
fn in_a_frame_another_language_costs_nothing_of_what_was_typed() {
    let site = Site::with_policy("frame-language", "data-mode=\"frame\"", "", "");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.find(".launcher");
    // Said before it is there, and after.
    shopper.session().script("Madoguchi.setLanguage('en')", &[]);
    panel.open();
    panel.text_is(".launcher", "Help");
    enter(&shopper);
    panel.text_is("#title", "How can we help?");
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    form.fill("name", "Ogawa");
    shopper.session().script("window.__same = true", &[]);
    shopper.session().enter(None);
    shopper.session().script("Madoguchi.setLanguage('ja')", &[]);
    panel.text_is(".launcher", "お問い合わせ");
    let named = "return [root.host.lang, root.querySelector('dialog').ariaLabel, root.querySelector('iframe').title]";
    assert_eq!(panel.script(named, &[]), json!(["ja", "お問い合わせ", "お問い合わせ"]));
    enter(&shopper);
    panel.text_is("#topic", "ギフト・のし");
    assert_eq!(form.value("name"), "Ogawa");
    assert_eq!(shopper.session().script("return window.__same ?? false", &[]), true, "the frame was not loaded again");
    shopper.session().enter(None);
    // In another body a frame is loaded again: in the language that was chosen last.
    shopper.session().script("Madoguchi.setLanguage('en'); document.body.replaceWith(document.createElement('body'))", &[]);
    until_true("it is there again", || panel.is_open());
    enter(&shopper);
    panel.text_is("#title", "How can we help?");
    panel.click("#call");
    until_true("what was typed is there", || form.value("name") == "Ogawa");
    shopper.assert_silent();
}

#[test]
fn what_was_not_sent_from_a_frame_is_sent_at_the_next_visit() {
    let site = Site::with_policy("frame-unsent", "data-mode=\"frame\"", "", "");
    let shopper = Browser::start("ja");
    shopper.session().cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": FICKLE }));
    shopper.session().go(&site.page("index"));
    let (panel, mark) = (Panel(&shopper), format!("madoguchi!{}", site.shop.name));
    let kept = || shopper.session().script("return Object.entries(localStorage)", &[]);
    panel.open();
    enter(&shopper);
    shopper.session().script("localStorage.fickle = 'down'", &[]);
    panel.wait_open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    form.fill("name", "田中");
    form.fill("phone", "080-1234-5678");
    form.wait_for_windows();
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with("まだ送信を確認できていません。"));
    shopper.session().script("delete localStorage.fickle", &[]);
    shopper.session().enter(None);
    assert_eq!(kept(), json!([[mark, "frame"]]), "a mark, and nothing of what was typed");

    shopper.session().go(&site.page("linen-shirt"));
    until_true("it is told", || panel.text("div[role=status]").starts_with("お預かりしていたご依頼を受け付けました。"));
    assert!(!panel.is_open(), "it does not push itself forward");
    shots::take(&shopper, "frame-unsent-sent");
    assert_eq!(kept(), json!([]));
    panel.click(".note button");
    until_true("it is open", || panel.is_open());
    assert_eq!(panel.text("div[role=status]"), "");
    enter(&shopper);
    let number = Receipt(&panel).wait();
    until("it is on the desk's list", || site.shop.row(&number));
    assert_eq!(site.shop.listed().len(), 1, "once");
    shopper.session().enter(None);
    // What a page without a frame keeps under that name is its own.
    shopper.session().script("localStorage[arguments[0]] = '{}'", &[json!(mark)]);
    shopper.session().go(&site.page("index"));
    shopper.eventually(
        "the panel is there",
        "return document.querySelector('madoguchi-panel').shadowRoot.querySelector('[role=status]')",
        &[],
    );
    panel.open();
    enter(&shopper);
    panel.wait_open();
    shopper.session().enter(None);
    assert_eq!(kept(), json!([[mark, "{}"]]));
}

#[test]
fn where_nothing_is_allowed_the_launcher_leads_to_the_hosted_page() {
    let site = Site::with_policy("nothing", "", "", &format!("{REST}; connect-src OURS"));
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.click(".launcher");
    panel.text_is(".launcher", "別ページで開く ↗");
    assert!(panel.script("return root.querySelector('iframe')", &[]).is_null());
    shots::take(&shopper, "launcher-failed");
    let plain = json!(format!("{}/s/{}?lang=ja", house().url(), site.shop.name));
    shopper.session().script("window.open = (address) => (window.__plain = address)", &[]);
    panel.click(".launcher");
    assert_eq!(shopper.session().script("return window.__plain", &[]), plain);
    assert!(shopper.session().script("return location.href", &[]).as_str().unwrap().starts_with(&site.pages.url()), "the page stays");
    // As browsers inside of apps do.
    shopper.session().script("window.open = () => null", &[]);
    panel.click(".launcher");
    until_true("this page makes way", || shopper.session().script("return location.href", &[]) == plain);
}

#[test]
fn only_the_shops_pages_may_frame_it() {
    let site = Site::with_policy(
        "framers",
        "data-mode=\"frame\"",
        "<script>{ const real = setTimeout; window.setTimeout = (act, ms) => real(act, ms == 7000 ? 500 : ms); }</script>",
        "",
    );
    site.put(|own| own["origins"] = json!(["https://other.example"]));
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.click(".launcher");
    panel.text_is(".launcher", "別ページで開く ↗");
    let version = "Fx_rNVQMYMMaE1-sRS-ULiUVEPgnlQzQQEW3E6V4inA";
    let ask = |path: &str| house().api.call("GET", path, None, None).unwrap();
    let answer = ask(&format!("/f/{}?v={version}&lang=ja", site.shop.name));
    assert_eq!(answer.status, 200);
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.ends_with("; frame-ancestors https://other.example") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(answer.text.contains(&format!("src=\"/v/{version}/inside.js\"")), "{}", answer.text);
    for path in [format!("/f/{}", site.shop.name), format!("/f/{}?v=../desk", site.shop.name), format!("/f/no-such-shop?v={version}")] {
        assert_eq!(ask(&path).status, 404, "{path}");
    }
    assert_eq!(house().api.call("POST", &format!("/f/{}?v={version}", site.shop.name), None, None).unwrap().status, 405);
}
