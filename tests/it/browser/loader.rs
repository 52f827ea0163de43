//! The loader where what it loads doesn't come, comes late, or is another's.

use super::site::{Site, bare, bare_with_head};
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::run_folder;
use crate::harness::screens::panel::Panel;
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use std::fs;
use xtask::pages::ShopPages;
use xtask::paths;
use xtask::web::{Outgoing, WebServer};

/// The page's settings don't come until `__go` is called, and the first eight
/// seconds are a moment.
const SLOW: &str = "<script>{
  const real = fetch, wait = new Promise((done) => (window.__go = done));
  window.fetch = (url, ...rest) => (/\\/widget/.test(url) ? wait.then(() => real(url, ...rest)) : real(url, ...rest));
  const later = setTimeout;
  let first = true;
  window.setTimeout = (act, ms) => later(act, ms == 8000 && first ? ((first = false), 300) : ms);
}</script>";

#[test]
fn what_comes_too_late_is_not_mounted_beside_what_comes_after_it() {
    let site = Site::with_head("late", SLOW);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.click(".launcher");
    panel.text_is(".launcher", "別ページで開く ↗");
    shopper.session().script("__go(); return new Promise((done) => requestIdleCallback(() => done(1), { timeout: 1000 }))", &[]);
    // Both downloads end now: the one that was given up, and the one of this call.
    shopper.session().script("Madoguchi.open()", &[]);
    panel.wait_open();
    assert_eq!(panel.text(".launcher"), "お問い合わせ");
    assert_eq!(panel.script("return root.querySelectorAll('dialog').length", &[]), 1);
    shopper.assert_silent();
}

/// A server of our files on which one is not what it was.
fn altered(name: &'static str, change: fn(&mut Vec<u8>)) -> WebServer {
    let settings = house().api.call("GET", "/v1/shops/demo/widget?lang=ja", None, None).unwrap().text;
    let serve = move |target: &str| -> Option<(&str, Vec<u8>)> {
        let path = target.split('?').next()?;
        if path.ends_with("/widget") {
            return Some(("application/json", settings.clone().into_bytes()));
        }
        let mut body = fs::read(paths::panel().join(path.rsplit('/').next()?)).ok()?;
        if path.ends_with(name) {
            change(&mut body);
        }
        Some((if path.ends_with("wasm") { "application/wasm" } else { "text/javascript" }, body))
    };
    WebServer::start(0, move |incoming| {
        let Some((kind, body)) = serve(&incoming.target) else { return Outgoing { status: 404, ..Outgoing::default() } };
        let headers = [("content-type", kind), ("access-control-allow-origin", "*")];
        Outgoing { status: 200, headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), body }
    })
    .unwrap()
}

fn opened_with(server: &WebServer) -> (Browser, Value) {
    let pages = bare("altered");
    let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
    let script = "
        const real = setTimeout;
        window.setTimeout = (act, ms) => real(act, ms == 7000 ? 300 : ms);
        const script = document.createElement('script');
        script.src = arguments[0];
        script.dataset.shop = 'demo';
        document.head.append(script);";
    shopper.session().script(script, &[json!(format!("http://localhost:{}/embed.js", server.port()))]);
    let panel = Panel(&shopper);
    panel.click(".launcher");
    let ended = "const words = root.querySelector('.launcher').textContent;
        return root.querySelector('dialog')?.open ? 'open' : words == 'お問い合わせ' ? null : words";
    let how = panel.eventually("it has opened or failed", ended, &[]);
    (shopper, how)
}

#[test]
fn what_has_another_hash_is_refused() {
    let untouched = altered("none", |_| {});
    assert_eq!(opened_with(&untouched).1, "open", "the server itself is no hindrance");
    let entry = altered("/panel.js", |body| body.push(b'\n'));
    let (shopper, how) = opened_with(&entry);
    assert_eq!(how, "別ページで開く ↗");
    let complaints = shopper.complaints();
    // Elsewhere nobody can read the browser's own words.
    assert!(!shopper.session().is_chromium() || complaints.iter().any(|line| line.contains("integrity")), "{complaints:?}");
    // A section of no meaning: it would run as well as before.
    let wasm = altered("/panel.wasm", |body| body.extend([0, 2, 1, b'x']));
    assert_eq!(opened_with(&wasm).1, "別ページで開く ↗");
}

#[test]
fn a_panel_that_is_not_there_or_not_allowed_leads_to_the_hosted_page() {
    let gone = altered("/panel.js", Vec::clear);
    assert_eq!(opened_with(&gone).1, "別ページで開く ↗");
    // The line's nonce lets the loader in; what it loads may not come.
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src OURS; script-src OURS/embed.js";
    let site = Site::with_policy("no-panel", "", "", policy);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.click(".launcher");
    panel.text_is(".launcher", "別ページで開く ↗");
}

#[test]
fn what_is_taken_away_before_the_page_has_a_body_stays_away() {
    let shop = Shop::open("no-body");
    let head =
        "<script src=\"OURS/embed.js\" data-shop=\"SHOP\"></script><script>window.__early = !document.body; Madoguchi.destroy()</script>";
    let pages = bare_with_head("no-body", &head.replace("OURS", &house().url()).replace("SHOP", &shop.name));
    let site = Site::of(shop, pages);
    let shopper = site.visit();
    assert_eq!(shopper.session().script("return [window.__early, document.readyState]", &[]), json!([true, "complete"]));
    assert_eq!(shopper.session().script("return document.querySelectorAll('madoguchi-panel').length", &[]), 0);
    shopper.session().script("Madoguchi.start({ shop: arguments[0] })", &[json!(site.shop.name)]);
    let panel = Panel(&shopper);
    panel.open();
    // Nor does anything that is called afterwards break the page.
    shopper.session().script(
        "const gone = Madoguchi.widgets[arguments[0]]; gone.destroy(); gone.open(); gone.toggle(); gone.close()",
        &[json!(site.shop.name)],
    );
    assert_eq!(shopper.session().script("return document.querySelectorAll('madoguchi-panel').length", &[]), 0);
    shopper.assert_silent();
}

#[test]
fn a_lines_nonce_is_handed_on() {
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src OURS; script-src 'nonce-abc' 'wasm-unsafe-eval'";
    let site = Site::with_policy("nonce", "nonce=\"abc\"", "", policy);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.open();
    panel.text_is("#title", "何かお困りですか？");
    shopper.assert_silent();
}

/// Each file that a version names is there, and is what it says.
#[test]
fn versions_are_told_with_their_hashes() {
    let list = house().api.call("GET", "/versions.json", None, None).unwrap().json().unwrap();
    let newest = list["newest"].as_str().unwrap();
    let files = list["versions"][newest].as_object().unwrap();
    assert!(["embed.js", "panel.js", "panel.wasm", "later.wasm"].iter().all(|name| files.contains_key(*name)), "{list}");
    let site = Site::open("pinned");
    let pages = bare("pinned-page");
    let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
    let script = "
        const script = document.createElement('script');
        Object.assign(script, { src: arguments[0], integrity: arguments[1], crossOrigin: '', onerror: () => (window.__refused_file = true) });
        script.dataset.shop = arguments[2];
        document.head.append(script);";
    let address = format!("{}/v/{newest}/embed.js", house().url());
    shopper.session().script(script, &[json!(address), files["embed.js"].clone(), json!(site.shop.name)]);
    Panel(&shopper).find(".launcher");
    assert_eq!(shopper.session().script("return Madoguchi.version", &[]), newest);
    assert_eq!(shopper.session().script("return window.__refused_file ?? null", &[]), json!(null));
}

/// Lines that shops have pasted, each as it stood in its time.
#[test]
fn an_old_line_still_works() {
    let folder = paths::root().join("tests/it/browser/snippets");
    let site = Site::open("snippets");
    for page in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let old = fs::read_to_string(&page).unwrap().replace("data-shop=\"demo\"", &format!("data-shop=\"{}\"", site.shop.name));
        let own = run_folder::fresh("snippet");
        fs::write(own.join("index.html"), old).unwrap();
        let pages = ShopPages::serve(own, 0, &house().url(), &[]).unwrap();
        site.put(|own| own["origins"] = json!(pages.origins()));
        let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
        let panel = Panel(&shopper);
        panel.open();
        panel.text_is("#title", "何かお困りですか？");
        shopper.assert_silent();
    }
}

#[test]
fn a_launcher_has_its_shops_colour_and_is_seen_whatever_was_written() {
    let bare = bare("accent");
    let shopper = Browser::start("ja");
    let panel = Panel(&shopper);
    let (black, white, ink) = ("rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(36, 41, 47)");
    let colours = [("#ff6600", "rgb(255, 102, 0)", black), ("#8B4500", "rgb(139, 69, 0)", white), ("#000000", black, white)];
    let others = ["ff6600", "#12zz56", "#fff", "red", "", "#000000;display:none"].map(|other| (other, ink, white));
    for (accent, background, words) in colours.into_iter().chain(others) {
        shopper.session().go(&format!("{}/index.html", bare.url()));
        let line = "
            const script = document.createElement('script');
            Object.assign(script.dataset, { shop: 'demo', accent: arguments[1] });
            script.src = arguments[0];
            document.head.append(script);";
        shopper.session().script(line, &[json!(format!("{}/embed.js", house().url())), json!(accent)]);
        panel.find(".launcher");
        let drawn = panel.script(
            "const { backgroundColor, color } = getComputedStyle(root.querySelector('.launcher')); return [backgroundColor, color]",
            &[],
        );
        assert_eq!(drawn, json!([background, words]), "{accent}");
    }
    shopper.assert_silent();
}
