//! Without a pointer.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::{until, until_true};
use serde_json::json;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const DOWN: &str = "\u{E015}";
const ESCAPE: &str = "\u{E00C}";
/// More than there are stops on any of these pages.
const STOPS: usize = 60;

/// Where the focus is: in the panel's dialog, at the launcher, nowhere (which
/// is where the browser's own bar would be), or on the page.
const WHERE: &str = "
    const active = document.activeElement;
    if (active === document.body || !active) return 'nowhere';
    if (active.localName !== 'madoguchi-panel') return 'page';
    const inner = active.shadowRoot.activeElement;
    return inner?.closest('dialog') ? 'dialog' : inner?.className || 'nowhere';";

fn at_launcher(shopper: &Browser) {
    let session = shopper.session();
    Panel(shopper).find(".launcher");
    let reached = (0..STOPS).any(|_| {
        session.press(TAB);
        session.script(WHERE, &[]) == "launcher"
    });
    assert!(reached, "Tab leads to the launcher");
}

#[test]
fn on_a_small_screen_the_focus_stays_inside_and_comes_back() {
    let shopper = Browser::start("ja");
    let session = shopper.session();
    session.resize(390, 844);
    session.go(&format!("{}/index.html", house().pages_of("demo")));
    let panel = Panel(&shopper);
    at_launcher(&shopper);
    session.press(ENTER);
    panel.wait_open();
    assert_eq!(panel.script("return root.querySelector('dialog').matches(':modal')", &[]), true);
    assert_eq!(panel.script("return root.querySelector('dialog').getAttribute('aria-modal')", &[]), "true");
    assert!(
        panel.script("return root.querySelector('dialog').getAttribute('aria-label')", &[]).as_str().is_some_and(|name| !name.is_empty())
    );

    until_true("the focus has moved in", || session.script(WHERE, &[]) == "dialog");
    let mut stops = 0;
    for _ in 0..STOPS {
        session.press(TAB);
        let place = session.script(WHERE, &[]);
        assert!(place == "dialog" || place == "nowhere", "the focus got out to {place}");
        stops += usize::from(place == "dialog");
    }
    assert!(stops > STOPS / 2, "the focus was inside {stops} times of {STOPS}");

    session.press(ESCAPE);
    until_true("Escape closes", || !panel.is_open());
    until_true("the focus is back at the launcher", || session.script(WHERE, &[]) == "launcher");
    assert_eq!(panel.script("return root.querySelector('.launcher').getAttribute('aria-expanded')", &[]), "false");
    shopper.assert_silent();
}

#[test]
fn a_call_is_moved_without_a_pointer() {
    let site = Site::open("keys");
    let shopper = site.visit();
    let session = shopper.session();
    let panel = Panel(&shopper);
    Form(&panel).begin("中村", "080-1234-5678");
    Form(&panel).send();
    let receipt = Receipt(&panel);
    let number = receipt.wait();
    panel.focus_is("title");
    let tab_to = |id: &str| {
        let reached = (0..STOPS).any(|_| {
            session.press(TAB);
            panel.focused() == id
        });
        assert!(reached, "Tab leads to {id}");
    };
    tab_to("move");
    session.press(ENTER);
    panel.focus_is("group-window");
    Form(&panel).wait_for_windows();
    session.press(TAB);
    (0..4).for_each(|_| session.press(DOWN));
    let chosen = Form(&panel).chosen("window");
    assert!(chosen.starts_with("20"), "a window after as soon as possible: {chosen:?}");
    tab_to("move-yes");
    session.press(ENTER);
    until_true("it is moved", || receipt.headline().ends_with("の間にお電話します"));
    panel.focus_is("title");
    let row = until("the desk has it", || site.shop.row(&number).filter(|row| row["data"]["ticket"]["seq"] == 2));
    assert_eq!(row["data"]["ticket"]["promise"]["window"]["start"], chosen.as_str());
    shopper.assert_silent();
}

/// Tells the page's `fetch` to lose what is posted while the window has a name.
const FICKLE: &str = "<script>
  const real = window.fetch;
  window.fetch = async (url, init) => (init?.method == 'POST' && window.name ? new Response('{}', { status: 503 }) : real(url, init));
</script>";

/// A shopper who has no pointer.
struct Keys<'p, 'b>(&'p Panel<'b>);

impl Keys<'_, '_> {
    fn press(&self, keys: &str) {
        keys.chars().for_each(|key| self.0.0.session().press(key.encode_utf8(&mut [0; 4])));
    }

    fn is_at(&self, selector: &str) -> bool {
        self.0.script("return root.activeElement?.matches(arguments[0]) ?? false", &[json!(selector)]) == true
    }

    #[track_caller]
    fn reaches(&self, selector: &str) {
        until_true(&format!("the focus is at {selector}"), || self.is_at(selector));
    }

    /// On, key by key, until the focus is there.
    #[track_caller]
    fn to(&self, selector: &str) {
        let step = || self.press(TAB);
        assert!((0..STOPS).any(|_| (step(), self.is_at(selector)).1), "Tab leads to {selector}");
    }

    /// The other way round.
    #[track_caller]
    fn back_to(&self, selector: &str) {
        let step = || {
            let key = json!({"type": "keyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": 8});
            self.0.0.session().cdp("Input.dispatchKeyEvent", &key);
        };
        assert!((0..STOPS).any(|_| (step(), self.is_at(selector)).1), "Tab with Shift leads to {selector}");
    }

    /// There, and pressed.
    #[track_caller]
    fn go(&self, selector: &str) {
        self.to(selector);
        self.press(ENTER);
    }

    #[track_caller]
    fn go_back(&self, selector: &str) {
        self.back_to(selector);
        self.press(ENTER);
    }
}

#[test]
fn every_flow_without_a_pointer() {
    let site = Site::with_head("all-keys", FICKLE);
    let shop = &site.shop;
    let entry =
        json!({"id": "iphone", "lang": "ja", "category": "互換性", "question": "iPhoneで使えますか", "answer": "はい", "topic": "gift"});
    xtask::seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();
    let shopper = Browser::at("ja", &site.page("travel-charger"));
    let panel = Panel(&shopper);
    let (keys, form, receipt) = (Keys(&panel), Form(&panel), Receipt(&panel));
    at_launcher(&shopper);
    keys.press(ENTER);
    panel.wait_open();

    // A question, its answer, solved; then not.
    keys.reaches("#search, #title");
    if !keys.is_at("#search") {
        keys.to("#search");
    }
    keys.press("iPhone");
    keys.go(".row");
    keys.reaches("#title");
    panel.text_is("#title", "iPhoneで使えますか");
    keys.go("#solved");
    keys.reaches("#title");
    panel.text_is(".thanks", "お役に立ててうれしいです。");
    keys.go_back("#back");
    keys.reaches("#title");
    keys.go(".row");
    keys.go("#unsolved");
    keys.reaches("#title");
    panel.text_is("#topic", "ギフト・のし");

    // Faults, one after the other; then what will be sent, and another time.
    form.wait_for_windows();
    keys.go("#send");
    keys.reaches("#field-name");
    keys.press("Sato");
    keys.to("#field-phone");
    keys.press("090-1234-5678");
    keys.press(ENTER);
    panel.text_is("#title", "ご依頼内容のご確認");
    keys.reaches("#title");
    keys.go("#change-reply");
    keys.reaches("[name=reply]:checked");
    form.wait_for_windows();
    keys.to("[name=window]:checked");
    // Some hours ahead: no test lives to see it begin.
    (0..4).for_each(|_| keys.press(DOWN));
    let window = form.chosen("window");
    assert!(window.starts_with("20"), "{window}");
    keys.press(ENTER);
    panel.text_is("#title", "ご依頼内容のご確認");
    keys.go("#send");
    keys.reaches("#field-consent");
    keys.press(" ");
    keys.go("#send");
    let number = receipt.wait();
    keys.reaches("#title");
    let row = until("the desk has it", || shop.row(&number));
    assert_eq!(row["data"]["ticket"]["promise"]["window"]["start"], window.as_str());

    // Called off, after a second thought.
    keys.go("#cancel");
    keys.reaches("#cancel-no");
    keys.press(ENTER);
    keys.reaches("#cancel");
    keys.press(ENTER);
    keys.reaches("#cancel-no");
    keys.go_back("#cancel-yes");
    until_true("it is called off", || receipt.headline() == "キャンセルしました");
    keys.reaches("#title");
    keys.go("#dismiss");
    keys.reaches("#title");

    // Another topic; the server is away, and back again.
    shopper.session().script("window.name = 'away'", &[]);
    keys.go("#call");
    keys.go("[name=topic]");
    assert_eq!(form.chosen("topic"), "", "Enter chooses nothing by itself");
    keys.press(" ");
    keys.press(ENTER);
    keys.reaches("#topic-change");
    form.wait_for_windows();
    keys.to("#field-name");
    keys.press("Suzuki");
    keys.to("#field-phone");
    keys.press("090-1234-5678");
    keys.go("#send");
    panel.text_is("#title", "ご依頼内容のご確認");
    keys.to("#field-consent");
    keys.press(" ");
    keys.go("#send");
    until_true("it says what becomes of it", || panel.text("#faults").starts_with("まだ送信を確認できていません。"));
    keys.go_back("#back");
    keys.reaches("#title");
    keys.go_back("#back");
    keys.reaches("#title");
    keys.back_to("#unsent-again");
    // Not before: it would be sent by itself, and the button be gone.
    shopper.session().script("window.name = ''", &[]);
    keys.press(ENTER);
    until_true("it is sent", || panel.text("#request").contains("までにお電話します"));
    panel.find("#title");
    keys.go_back("#request");
    keys.reaches("#title");
    let number = receipt.wait();

    // How it went.
    until("the desk has it", || shop.row(&number));
    assert_eq!(shop.act(&number, "reached", 1, &crate::harness::samples::key()).status, 200);
    panel.find("#group-quantity");
    keys.to("[name=quantity]");
    keys.press(" ");
    keys.to("#field-message");
    keys.press("OK");
    keys.go("#rate");
    until_true("thanks are said", || panel.text(".acts").contains("ご回答ありがとうございました。"));
    keys.reaches("#title");
    let rated = until("the desk has it", || shop.row(&number).filter(|row| !row["data"]["ticket"]["rating"].is_null()));
    assert_eq!(rated["data"]["ticket"]["rating"], json!({"score": 5, "comment": "OK"}));
    keys.press(ESCAPE);
    until_true("Escape closes", || !panel.is_open());
    until_true("the focus is back at the launcher", || shopper.session().script(WHERE, &[]) == "launcher");
    shopper.assert_silent();
}

/// What can be promised is told once `__go` is called; each other answer comes at once.
const WINDOWS_HELD: &str = "<script>
  const real = window.fetch;
  window.fetch = async (url, ...rest) => (/windows/.test(url) && window.__held && (await new Promise((done) => (window.__go = done))), real(url, ...rest));
</script>";

#[test]
fn what_can_be_promised_comes_anew_and_takes_the_focus_from_nobody() {
    let site = Site::with_head("windows-anew", WINDOWS_HELD);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let (keys, form) = (Keys(&panel), Form(&panel));
    form.begin("Sato", "090-1234-5678");
    assert!(form.look_through());
    // Back at the form it is asked again; what is known stands there meanwhile.
    shopper.session().script("window.__held = true", &[]);
    keys.to("#change-reply");
    keys.press(ENTER);
    keys.reaches("[name=reply]:checked");
    shopper.eventually("it is asked", "return window.__go", &[]);
    keys.to("[name=window]:checked");
    keys.press(DOWN);
    let chosen = form.chosen("window");
    panel.script("root.querySelector('#group-window input').dataset.old = ''", &[]);
    shopper.session().script("__held = false; __go()", &[]);
    panel.eventually("it came anew", "return !root.querySelector('[data-old]')", &[]);
    assert!(keys.is_at("[name=window]:checked"), "{}", panel.focused());
    keys.press(DOWN);
    let next = form.chosen("window");
    assert!(next > chosen, "{chosen} {next}");
    shopper.assert_silent();
}

#[test]
fn beside_the_page_it_is_no_trap() {
    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let session = shopper.session();
    let panel = Panel(&shopper);
    at_launcher(&shopper);
    session.press(ENTER);
    panel.wait_open();
    // A keyboard on a touch screen would slide in over what there is to read.
    let fine = session.script("return matchMedia('(pointer: fine)').matches", &[]) == true;
    panel.focus_is(if fine { "search" } else { "title" });
    assert_eq!(panel.script("return root.querySelector('dialog').matches(':modal')", &[]), false);
    session.press(ESCAPE);
    until_true("Escape closes", || !panel.is_open());
    until_true("the focus is back at the launcher", || session.script(WHERE, &[]) == "launcher");

    // Open again by the page's own means, and with what was typed still there.
    session.script("Madoguchi.open()", &[]);
    panel.wait_open();
    panel.search("送料");
    session.press(ESCAPE);
    until_true("it is closed again", || !panel.is_open());
    session.script("Madoguchi.open()", &[]);
    panel.wait_open();
    assert_eq!(panel.script("return root.querySelector('#search').value", &[]), "送料");
    shopper.assert_silent();
}
