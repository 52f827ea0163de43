//! Without a pointer.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::{until, until_true};

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
    session.press(DOWN);
    let chosen = Form(&panel).chosen("window");
    assert!(chosen.starts_with("20"), "the first window after as soon as possible: {chosen:?}");
    tab_to("move-yes");
    session.press(ENTER);
    until_true("it is moved", || receipt.headline().ends_with("の間にお電話します"));
    panel.focus_is("title");
    let row = until("the desk has it", || site.shop.row(&number).filter(|row| row["data"]["ticket"]["seq"] == 2));
    assert_eq!(row["data"]["ticket"]["promise"]["window"]["start"], chosen.as_str());
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
