//! A shop whose styles reach for everything.

use crate::harness::browser::Browser;
use crate::harness::screens::panel::Panel;
use crate::harness::shots;
use serde_json::{Value, json};

const HOSTILE: &str = "<link rel=\"stylesheet\" href=\"hostile.css\">";
const NAMES: &str = "<link rel=\"stylesheet\" href=\"names.css\">";

/// Where every element of the page itself is, to a hundredth of a pixel.
const LAYOUT: &str = "
    return document.fonts.ready.then(() => [...document.body.querySelectorAll('*')]
      .filter((element) => !element.closest('madoguchi-panel') && element.localName !== 'script')
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.localName, ...[x, y, width, height].map((n) => Math.round(n * 100) / 100)].join(' ');
      }).concat(document.documentElement.scrollWidth + ' × ' + document.documentElement.scrollHeight));";

/// The launcher as it is seen: its box, what lies at its middle, and its looks.
const LAUNCHER: &str = "
    const launcher = root.querySelector('.launcher');
    const box = launcher.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const { fontSize, fontStyle, letterSpacing, textTransform, backgroundColor, color, visibility } = getComputedStyle(launcher);
    return { inView: box.x >= 0 && box.y >= 0 && box.right <= innerWidth && box.bottom <= innerHeight, width: box.width, height: box.height,
             onTop: at === root.host, opacity: getComputedStyle(root.host).opacity,
             looks: { fontSize, fontStyle, letterSpacing, textTransform, backgroundColor, color, visibility } };";

fn layout(head: &str) -> (Value, Value) {
    let (bare, ours) = (super::site::bare_with_head("layout", head), super::site::with_embed("layout", "data-shop=\"demo\"", head));
    let page = "linen-shirt.html";
    let without = Browser::at("ja", &format!("{}/{page}", bare.url()));
    let before = without.session().script(LAYOUT, &[]);
    let with = Browser::at("ja", &format!("{}/{page}", ours.url()));
    Panel(&with).find(".launcher");
    (before, with.session().script(LAYOUT, &[]))
}

#[test]
fn nothing_of_the_page_moves_for_us() {
    for head in ["", HOSTILE] {
        let (before, after) = layout(head);
        assert!(before.as_array().unwrap().len() > 30);
        assert_eq!(before, after, "{head}");
    }
}

#[test]
fn styles_of_the_page_stay_outside() {
    let (hostile, friendly) = (launcher(HOSTILE), launcher(""));
    assert_eq!((&friendly["inView"], &friendly["onTop"], &friendly["opacity"]), (&json!(true), &json!(true), &json!("1")));
    assert!(friendly["height"].as_f64().unwrap() >= 44.0);
    assert_eq!(hostile, friendly);
}

#[test]
fn names_of_the_page_mean_nothing_to_us() {
    assert_eq!(launcher(NAMES), launcher(""));
}

/// How the launcher is seen on a page with more in its head.
fn launcher(head: &str) -> Value {
    let pages = super::site::with_embed("styles", "data-shop=\"demo\"", head);
    let browser = Browser::at("ja", &format!("{}/linen-shirt.html", pages.url()));
    Panel(&browser).find(".launcher");
    browser.find("footer");
    if head == HOSTILE {
        shots::take(&browser, "hostile");
    }
    browser.come_to_rest();
    let seen = Panel(&browser).script(LAUNCHER, &[]);
    browser.assert_silent();
    seen
}
