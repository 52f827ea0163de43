//! A shopper whose network, server or tab goes away in the wrong moment.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::draft_for;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::shots;
use crate::harness::wait::until_true;
use serde_json::{Value, json};

/// What the page's `fetch` does to a request, by the window's name, which
/// outlives the page: `down`, the server stores nothing; `lost`, it stores,
/// and its answer never arrives.
const FICKLE: &str = "<script>
  const real = window.fetch;
  window.fetch = async (url, init) => {
    if (init?.method != 'POST' || !window.name) return real(url, init);
    if (window.name == 'down') return new Response('{\"error\":{\"code\":\"storage\",\"message\":\"\"}}', { status: 503 });
    await real(url, init);
    throw new TypeError('lost');
  };
</script>";

/// A browser that keeps nothing for this page.
const NOTHING_KEPT: &str = "<script>
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError') } });
</script>";

const KEPT: &str = "まだ送信を確認できていません。ご依頼はこの端末にお預かりし、";
const NOT_SENT: &str = "まだ送信できていません。ご入力の内容はそのまま残っています。";

fn network(browser: &Browser, there: bool) {
    browser.session().cdp("Network.enable", &json!({}));
    let conditions = json!({"offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    browser.session().cdp("Network.emulateNetworkConditions", &conditions);
}

fn fetch_is(browser: &Browser, how: &str) {
    browser.session().script("window.name = arguments[0]", &[json!(how)]);
}

/// The names of all that the device keeps, for good and for the tab.
fn kept(browser: &Browser) -> Value {
    browser.session().script("return [Object.keys(localStorage).sort(), Object.keys(sessionStorage)]", &[])
}

fn names(shop: &Shop) -> Vec<String> {
    shop.listed().iter().map(|row| row["data"]["ticket"]["intake"]["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The browser itself remarks on refusals; nothing else was said.
fn only(browser: &Browser, status: &str) {
    let complaints = browser.complaints();
    assert!(complaints.iter().all(|line| line.contains(&format!("responded with a status of {status} "))), "{complaints:?}");
}

#[test]
fn without_a_network_it_is_kept_and_sent_once_when_there_is_one_again() {
    let site = Site::open("offline");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("鈴木", "080-1234-5678");
    let typed = format!("madoguchi!{}", site.shop.name);
    assert_eq!(kept(&shopper), json!([[], [typed]]), "before it is sent only the tab keeps it");
    shopper.assert_silent();

    network(&shopper, false);
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));
    assert!(["鈴木", "080-1234-5678"].into_iter().all(|typed| form.reviewed().contains(typed)));
    assert_eq!(kept(&shopper), json!([[typed], [typed]]));
    shots::take(&shopper, "unsent-form");
    panel.click("#back");
    panel.click("#back");
    panel.text_is("#unsent h3", "受付を確認できていないご依頼");
    assert!(panel.text("#unsent").contains("まで、この端末だけに保管します。"), "{}", panel.text("#unsent"));
    shots::take(&shopper, "unsent-card");
    panel.click("#unsent-look");
    assert_eq!((form.value("name").as_str(), form.value("phone").as_str()), ("鈴木", "080-1234-5678"));
    assert!(site.shop.listed().is_empty());

    network(&shopper, true);
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || site.shop.row(&number).is_some());
    assert_eq!(names(&site.shop), ["鈴木"]);
    assert_eq!(kept(&shopper), json!([[format!("madoguchi:{}", site.shop.name)], []]));
}

#[test]
fn a_tab_that_was_closed_before_the_answer_came_is_told_of_it_on_the_next_page() {
    let site = Site::with_head("closed-tab", FICKLE);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("田中", "080-1234-5678");
    fetch_is(&shopper, "lost");
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));
    until_true("it was stored", || names(&site.shop) == ["田中"]);

    // As in another tab: what only this one keeps is gone.
    shopper.session().script("sessionStorage.clear()", &[]);
    fetch_is(&shopper, "");
    shopper.session().go(&site.page("linen-shirt"));
    until_true("it is told", || panel.text("div[role=status]").starts_with("お預かりしていたご依頼を受け付けました。"));
    assert!(!panel.is_open(), "it does not push itself forward");
    shots::take(&shopper, "unsent-sent");
    panel.click("#news");
    let number = Receipt(&panel).wait();
    assert_eq!(panel.text("div[role=status]"), "");
    assert!(site.shop.row(&number).is_some());
    assert_eq!(names(&site.shop), ["田中"], "once");

    // Nothing is left to be sent: the next page asks for nothing.
    let before = shopper.requested().len();
    shopper.session().go(&site.page("index"));
    panel.find(".launcher");
    let after: Vec<_> = shopper.requested().split_off(before).into_iter().filter(|one| one.url.contains("panel.")).collect();
    assert!(after.is_empty(), "{after:?}");
    shopper.assert_silent();
}

#[test]
fn what_was_changed_after_an_answer_was_lost_makes_no_second_ticket() {
    let site = Site::with_head("changed", FICKLE);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("佐々木", "080-1234-5678");
    fetch_is(&shopper, "lost");
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));
    form.change();
    form.fill("message", "のしをお願いします");
    until_true("changed, it is no more sent by itself, and that is not said", || panel.text("#faults").is_empty());

    fetch_is(&shopper, "");
    form.send();
    let number = Receipt(&panel).wait();
    assert!(panel.text("dialog").contains("先にお送りいただいた内容で受け付けています。"));
    assert_eq!(names(&site.shop), ["佐々木"]);
    assert_ne!(site.shop.row(&number).unwrap()["data"]["ticket"]["intake"]["message"], "のしをお願いします");
    panel.click("#back");
    panel.click("#call");
    assert_eq!(form.value("message"), "のしをお願いします", "what was typed is not lost");
    only(&shopper, "409");
}

#[test]
fn a_window_that_was_taken_meanwhile_is_asked_for_again_and_nothing_else() {
    let site = Site::with_head("meanwhile", FICKLE);
    let shop = &site.shop;
    let places = shop.desk_settings(1);
    xtask::seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &places).unwrap();
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("高橋", "080-1234-5678");
    let window = shop.window_ahead();
    form.choose("window", &window);
    fetch_is(&shopper, "down");
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));
    panel.click("#close");
    shop.accept(&draft_for(&window));

    fetch_is(&shopper, "");
    shopper.session().script("dispatchEvent(new Event('online'))", &[]);
    until_true("it is told", || panel.text("div[role=status]").contains("時間をお選び直しください。"));
    shots::take(&shopper, "unsent-window-note");
    // Still so on the next page, and in another tab.
    shopper.session().script("sessionStorage.clear()", &[]);
    shopper.session().go(&site.page("linen-shirt"));
    panel.open();
    until_true("the card says so", || panel.text("#unsent").contains("時間をお選び直しください。"));
    shots::take(&shopper, "unsent-window-card");
    panel.click("#unsent-look");
    form.wait_for_windows();
    until_true("none is chosen", || form.chosen("window").is_empty());
    assert_eq!((form.value("name").as_str(), form.value("phone").as_str()), ("高橋", "080-1234-5678"));
    form.choose("window", "asap");
    form.send();
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || shop.row(&number).is_some());
    assert_eq!(names(shop).iter().filter(|name| *name == "高橋").count(), 1);
    only(&shopper, "422");
}

#[test]
fn what_is_kept_is_thrown_away_by_a_touch_and_after_a_day() {
    let site = Site::with_head("thrown", FICKLE);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("伊藤", "080-1234-5678");
    fetch_is(&shopper, "down");
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));
    panel.click("#back");
    panel.click("#back");
    panel.click("#cancel");
    panel.focus_is("cancel-no");
    panel.click("#cancel-yes");
    until_true("its card is gone", || panel.script("return root.querySelector('#unsent')", &[]).is_null());
    assert_eq!(kept(&shopper), json!([[], []]));

    // What was typed before a reload is there after it; then it is kept too long.
    panel.click("#close");
    form.begin("渡辺", "080-1234-5678");
    shopper.session().go(&site.page("index"));
    panel.open();
    panel.click("#call");
    assert_eq!((form.value("name").as_str(), form.value("phone").as_str()), ("渡辺", "080-1234-5678"));
    form.wait_for_windows();
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));
    let older = "
        const [name] = Object.keys(localStorage), unsent = JSON.parse(localStorage[name]);
        localStorage[name] = JSON.stringify({ ...unsent, at: unsent.at - 86400 });";
    shopper.session().script(older, &[]);
    fetch_is(&shopper, "");
    shopper.session().go(&site.page("linen-shirt"));
    until_true("it is told", || panel.text("div[role=status]").starts_with("送信できないまま24時間が過ぎたため、"));
    assert_eq!(kept(&shopper)[0], json!([]));
    panel.click("#news");
    panel.click("#unsent #cancel");
    until_true("its card is gone", || panel.script("return root.querySelector('#unsent')", &[]).is_null());
    panel.click("#call");
    assert_eq!(form.value("name"), "", "nothing is left of it");
    assert!(site.shop.listed().is_empty(), "and nothing was sent");
    shopper.assert_silent();
}

#[test]
fn what_is_typed_in_this_tab_stays_beside_what_another_tab_has_not_got_through() {
    let site = Site::with_head("two-tabs", FICKLE);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("鈴木", "080-1234-5678");
    let typed = shopper.session().script("return Object.values(sessionStorage)[0]", &[]);
    form.fill("name", "一郎");
    fetch_is(&shopper, "down");
    form.send();
    until_true("it says what becomes of it", || panel.text("#faults").starts_with(KEPT));

    // As in the other tab, which had typed before this one sent.
    shopper.session().script("sessionStorage[Object.keys(sessionStorage)[0]] = arguments[0]", &[typed]);
    shopper.session().go(&site.page("linen-shirt"));
    panel.open();
    panel.find("#unsent");
    panel.click("#call");
    assert_eq!(form.value("name"), "鈴木");
    panel.click("#back");
    panel.click("#unsent-look");
    assert_eq!(form.value("name"), "鈴木一郎");
    assert!(site.shop.listed().is_empty());
}

#[test]
fn receipts_that_another_tab_forgot_stay_away_and_those_that_it_got_stay() {
    let site = Site::with_head("receipts", FICKLE);
    let shop = &site.shop;
    let shopper = Browser::start("ja");
    let (panel, name) = (Panel(&shopper), json!(format!("madoguchi:{}", shop.name)));
    let receipt = |topic: &str| {
        let ticket = shop.accept(&draft_for("asap"));
        json!({"ticket": ticket.id, "token": ticket.token, "topic": topic, "reply": "phone", "asap": true, "earlier": false})
    };
    let [first, second, third] = ["gift", "defect", "other"].map(receipt);
    let keep =
        |kept: Value| drop(shopper.session().script("localStorage[arguments[0]] = JSON.stringify(arguments[1])", &[name.clone(), kept]));
    let tickets = || {
        shopper
            .session()
            .script("return JSON.parse(localStorage[arguments[0]] ?? '[]').map(({ ticket }) => ticket)", std::slice::from_ref(&name))
    };
    shopper.session().go(&site.page("index"));
    keep(json!([first, second]));
    panel.open();
    panel.find("#request");

    // While this tab is open another one forgets the first, and gets a third.
    keep(json!([third, second]));
    panel.click("#request");
    Receipt(&panel).wait();
    panel.click("#cancel");
    panel.click("#cancel-yes");
    panel.click("#dismiss");
    assert_eq!(tickets(), json!([third["ticket"], second["ticket"]]), "the other's are its own");
    panel.click("#close");

    // It forgets all of them, and this one gets another.
    keep(json!([]));
    shopper.session().script("localStorage.removeItem(arguments[0])", std::slice::from_ref(&name));
    let form = Form(&panel);
    form.begin("田中", "080-1234-5678");
    form.send();
    let number = Receipt(&panel).wait();
    assert_eq!(tickets(), json!([number]));
    shopper.assert_silent();
}

#[test]
fn what_another_tab_threw_away_while_it_was_on_its_way_does_not_come_back() {
    let site = Site::with_head("thrown-elsewhere", HELD);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("伊藤", "080-1234-5678");
    form.agree();
    panel.click("#send");
    shopper.eventually("it is on its way", "return window.__refuse", &[]);
    panel.click("#close");
    shopper.session().script("localStorage.clear(); __refuse()", &[]);
    panel.open();
    until_true("nothing is left of it", || form.value("name").is_empty() && panel.text("#faults").is_empty());
    assert!(panel.script("return root.querySelector('#unsent')", &[]).is_null());
    assert_eq!(kept(&shopper), json!([[], []]));
    assert_eq!(panel.text("div[role=status]"), "");
}

/// What is posted is refused for its window once `__refuse` is called.
const HELD: &str = "<script>
  const real = window.fetch;
  const refused = () => new Response('{\"error\":{\"code\":\"invalid\",\"message\":\"\",\"faults\":[{\"path\":\"window\",\"code\":\"taken\"}]}}', { status: 422 });
  window.fetch = (url, init) => (/tickets$/.test(url) ? new Promise((done) => (window.__refuse = () => done(refused()))) : real(url, init));
</script>";

#[test]
fn a_browser_that_keeps_nothing_is_no_hindrance() {
    let site = Site::with_head("nothing-kept", &[NOTHING_KEPT, FICKLE].concat());
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("山本", "080-1234-5678");
    fetch_is(&shopper, "lost");
    form.send();
    until_true("it says what is true", || panel.text("#faults").starts_with(NOT_SENT));
    fetch_is(&shopper, "");
    form.send();
    let number = Receipt(&panel).wait();
    until_true("it is on the desk's list", || site.shop.row(&number).is_some());
    assert_eq!(names(&site.shop), ["山本"]);
    shopper.assert_silent();
}

#[test]
fn a_panel_that_cannot_be_fetched_leads_to_the_hosted_page_until_it_can() {
    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shopper.assert_silent();
    network(&shopper, false);
    panel.click(".launcher");
    panel.text_is(".launcher", "別ページで開く ↗");
    assert_eq!(panel.script("return root.querySelector('.launcher').getAttribute('aria-expanded')", &[]), "false");
    network(&shopper, true);
    // The next touch fetches it again, and leads to a page until it is there.
    panel.script("root.querySelector('.launcher').dispatchEvent(new PointerEvent('pointerenter'))", &[]);
    panel.text_is(".launcher", "お問い合わせ");
    assert!(!panel.is_open(), "what was wished for a while ago is not done now");
    panel.click(".launcher");
    panel.wait_open();
}
