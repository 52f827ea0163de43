//! Pages that put another body in the place of theirs, as Turbo, htmx and
//! pjax do, and panels in the flow of a page.

use super::site::{Site, bare};
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::shots;
use crate::harness::wait::until_true;
use serde_json::{Value, json};

/// Turbo's way: the next page's body, its scripts made anew so that they run.
const TURBO: &str = "
    const [address] = arguments;
    return fetch(address).then((page) => page.text()).then((text) => {
      const next = new DOMParser().parseFromString(text, 'text/html');
      for (const old of next.querySelectorAll('script')) {
        const script = document.createElement('script');
        for (const { name, value } of old.attributes) script.setAttribute(name, value);
        script.textContent = old.textContent;
        old.replaceWith(script);
      }
      history.pushState({}, '', address);
      const told = 'script[type=\"application/ld+json\"]';
      for (const old of document.head.querySelectorAll(told)) old.remove();
      document.head.append(...next.head.querySelectorAll(told));
      document.body.replaceWith(next.body);
      return true;
    });";
/// htmx' way with `hx-boost`: the same body, with the inside of the next one.
const HTMX: &str = "
    const [address] = arguments;
    return fetch(address).then((page) => page.text()).then((text) => {
      history.pushState({}, '', address);
      document.body.innerHTML = new DOMParser().parseFromString(text, 'text/html').body.innerHTML;
      return true;
    });";

#[test]
fn another_body_keeps_launcher_panel_and_draft() {
    let site = Site::open("turbo");
    let shopper = site.visit();
    let session = shopper.session();
    let phone = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": false});
    let panel = Panel(&shopper);
    panel.find(".launcher");
    // Before anything was fetched.
    session.script("window.__opened = 0; Madoguchi.on('open', () => __opened++)", &[]);
    session.script(TURBO, &[json!(site.page("linen-shirt"))]);
    shopper.eventually("the launcher is back, once", "return document.querySelectorAll('madoguchi-panel').length == 1", &[]);
    session.cdp("Emulation.setDeviceMetricsOverride", &phone);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "defect");
    form.fill("name", "小川");
    panel.text_is("#product", "洗いざらしのリネンシャツ");
    session.script(HTMX, &[json!(site.page("travel-charger"))]);
    shopper.eventually("the launcher is back, once", "return document.querySelectorAll('madoguchi-panel').length == 1", &[]);
    assert!(panel.is_open(), "as it was");
    assert_eq!(form.value("name"), "小川");
    until_true("it covers the page again", || panel.script("return root.querySelector('dialog').matches(':modal')", &[]) == true);
    panel.focus_is("field-name");
    panel.click("#close");
    session.cdp("Emulation.clearDeviceMetricsOverride", &json!({}));
    session.script(TURBO, &[json!(site.page("yuzu-cream"))]);
    shopper.eventually("the launcher is back, once", "return document.querySelectorAll('madoguchi-panel').length == 1", &[]);
    panel.click(".launcher");
    panel.wait_open();
    assert_eq!(form.value("name"), "小川");
    panel.click("#back");
    panel.click("#call");
    until_true("it is about what the page shows now", || panel.text("#product").contains("柚子"));
    let kinds = "return [Object.keys(Madoguchi.widgets).length, document.querySelectorAll('madoguchi-panel').length]";
    assert_eq!(session.script(kinds, &[]), json!([1, 1]));
    // However often the line has run, a link is heard once.
    panel.click("#close");
    session.script("__opened = 0; document.body.insertAdjacentHTML('afterbegin', '<a id=link href=#madoguchi>Help</a>')", &[]);
    shopper.click("#link");
    panel.wait_open();
    assert_eq!(session.script("return __opened", &[]), 1);
    shopper.assert_silent();
}

#[test]
fn in_the_flow_of_a_page_it_comes_when_somebody_comes_near() {
    let site = Site::open("flow");
    for (name, line) in [
        (
            "by-element",
            "<madoguchi-widget shop=\"SHOP\" lang=\"ja\"></madoguchi-widget><script async src=\"OURS/embed.js\" data-shop=\"SHOP\"></script>",
        ),
        ("by-line", "<script async src=\"OURS/embed.js\" data-shop=\"SHOP\" data-mode=\"inline\"></script>"),
    ] {
        let pages = bare(name);
        site.put(|own| own["origins"] = json!(pages.origins()));
        let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
        let line = line.replace("SHOP", &site.shop.name).replace("OURS", &house().url());
        let put = "
            const space = document.createElement('div'), box = document.createElement('section');
            space.style.height = '3000px';
            document.body.append(space, box);
            box.append(document.createRange().createContextualFragment(arguments[0]));";
        shopper.session().script(put, &[json!(line)]);
        shopper.eventually("it stands on the page", "return document.querySelector('madoguchi-widget')?.shadowRoot", &[]);
        let fetched = || shopper.requested().iter().any(|one| one.url.contains("panel."));
        shopper.session().script("return new Promise((done) => requestAnimationFrame(() => requestIdleCallback(() => done(1))))", &[]);
        assert!(!fetched(), "nobody is near it");
        shopper.session().script("document.querySelector('madoguchi-widget').scrollIntoView()", &[]);
        let inner = |script: &str| -> Value {
            shopper.session().script(&format!("const root = document.querySelector('madoguchi-widget').shadowRoot; {script}"), &[])
        };
        until_true("it is there", || inner("return root.querySelector('dialog')?.open") == true);
        assert!(fetched());
        let flow = "
            const { position } = getComputedStyle(root.querySelector('dialog'));
            const box = root.host.getBoundingClientRect();
            return [position, box.height > 300, root.querySelector('.launcher'), document.activeElement.localName,
                    document.querySelectorAll('madoguchi-panel').length]";
        assert_eq!(inner(flow), json!(["static", true, null, "body", 0]));
        shots::take(&shopper, &format!("inline-{name}"));
        inner("root.querySelector('#call').click()");
        until_true("the form stands", || inner("return !!root.querySelector('#form')") == true);
        inner("root.querySelector('#title').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))");
        assert_eq!(inner("return root.querySelector('dialog').open"), true, "there is nothing to close");
        shopper.assert_silent();
    }
}
