//! The host page comes first: before the shopper acts, hardly anything happens.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::panel::Panel;
use crate::harness::wait::until_equal;
use serde_json::{Value, json};

/// Resolves when the page has had time of its own twice.
const IDLE: &str = "return new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => done(true))))";
const GLOBALS: &str = "return Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name))";

#[test]
fn only_the_loader_is_asked_for_and_nothing_is_stored() {
    let shopper = Browser::at("ja", &format!("{}/linen-shirt.html", house().pages_of("demo")));
    let panel = Panel(&shopper);
    panel.find(".launcher");
    shopper.session().script(IDLE, &[]);

    assert_eq!(ours(&shopper), ["GET /embed.js"]);
    assert!(shopper.session().cookies().is_empty());
    let stored = "return [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length]";
    let stored = shopper.session().script(&format!("return (async () => {{ {stored} }})()"), &[]);
    assert_eq!(stored, json!([0, 0, "", 0, 0]));
    // Then all of the panel at once, and still nothing stored.
    panel.open();
    let version = shopper.session().script("return Madoguchi.version", &[]);
    let part = |name: &str| format!("GET /v/{}/{name}", version.as_str().unwrap());
    let all = ["GET /embed.js", &part("later.wasm"), &part("panel.js"), &part("panel.wasm"), "GET /v1/shops/demo/widget?lang=ja"].join(" ");
    let sorted = |mut asked: Vec<String>| {
        asked.sort();
        asked.join(" ")
    };
    until_equal("what was asked for", &all, || sorted(ours(&shopper)));
    panel.search("送料");
    panel.answer("送料はいくらですか");
    // Answers come without asking the server, which hears once of what was counted.
    assert_eq!(ours(&shopper).split_off(5), [] as [&str; 0]);
    shopper.session().script("Madoguchi.close()", &[]);
    until_equal("what was asked for since", "POST /v1/shops/demo/events", || ours(&shopper).split_off(5).join(" "));
    assert!(shopper.session().cookies().is_empty());
    assert_eq!(shopper.session().script("return localStorage.length + sessionStorage.length", &[]), 0);
    shopper.assert_silent();
}

/// Everything that a page does by itself while it is drawn is over; what moves
/// after that moves for us.
#[test]
fn nothing_on_the_page_moves_when_the_launcher_comes() {
    let bare = super::site::bare("shift");
    let shopper = Browser::at("ja", &format!("{}/linen-shirt.html", bare.url()));
    shopper.eventually("the page is drawn", "return document.readyState === 'complete' && document.fonts.ready.then(() => true)", &[]);
    shopper.session().script(IDLE, &[]);
    let watch = "window.__moved = [];
        window.__watcher = new PerformanceObserver((list) => __moved.push(...list.getEntries().map((entry) => entry.value)));
        __watcher.observe({ type: 'layout-shift' });
        const script = document.createElement('script');
        script.src = arguments[0];
        script.dataset.shop = 'demo';
        document.head.append(script);";
    shopper.session().script(watch, &[json!(format!("{}/embed.js", house().url()))]);
    Panel(&shopper).find(".launcher");
    shopper.session().script(IDLE, &[]);
    let moved = "__moved.push(...__watcher.takeRecords().map((entry) => entry.value)); return __moved";
    assert_eq!(shopper.session().script(moved, &[]), json!([]));
    // The watcher is awake: what does move is noticed.
    let push = "document.body.style.paddingTop = '300px'; return true";
    shopper.session().script(push, &[]);
    shopper.eventually("a shift is seen", "return __moved.length > 0", &[]);
    shopper.assert_silent();
}

#[test]
fn one_global_name_and_no_more() {
    let bare = super::site::bare("globals");
    let without = Browser::at("ja", &format!("{}/index.html", bare.url()));
    // The driver leaves names of its own when it clicks.
    without.click("h1");
    let before = names(&without.session().script(GLOBALS, &[]));

    let with = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let panel = Panel(&with);
    panel.open();
    let after = names(&with.session().script(GLOBALS, &[]));
    let added: Vec<_> = after.into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(added, ["Madoguchi"]);
    with.assert_silent();
}

/// What was asked of our own origin.
fn ours(browser: &Browser) -> Vec<String> {
    let origin = house().url();
    let requested = browser.requested();
    let ours = requested.iter().filter_map(|one| Some(format!("{} {}", one.method, one.url.strip_prefix(&origin)?)));
    ours.collect()
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}
