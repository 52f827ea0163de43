//! Small, low, spread out or the other way round: everything stays in sight
//! and in reach.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::until_true;
use serde_json::{Value, json};

/// What is wrong with the screen as it is: what sticks out sideways, what is
/// too small for a finger, what can't be brought into sight and met there.
/// Then the same with the text spread as WCAG 2.2 (1.4.12) says, and with the
/// writing turned round.
const WRONG: &str = "
    const dialog = root.querySelector('dialog'), wrong = [];
    const spread = new CSSStyleSheet();
    spread.replaceSync('#panel * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } #panel p { margin-bottom: 2em !important }');
    const shown = (element) => element.checkVisibility() && !element.closest('.trap');
    const look = (how) => {
      const tell = (what, element) => wrong.push([how, what, element.outerHTML.slice(0, 120)].join(' | '));
      const frame = dialog.getBoundingClientRect();
      if (frame.left < 0 || frame.right > innerWidth || frame.top < 0 || frame.bottom > innerHeight) tell('leaves the window', dialog);
      for (const box of [dialog, dialog.querySelector('.body')]) if (box.scrollWidth > box.clientWidth) tell('scrolls sideways', box);
      for (const element of dialog.querySelectorAll('*')) {
        const box = element.getBoundingClientRect();
        if (shown(element) && box.width && (box.left < frame.left - 1 || box.right > frame.right + 1)) tell('sticks out', element);
      }
      for (const element of dialog.querySelectorAll('button, input, textarea, a')) {
        if (!shown(element)) continue;
        const target = element.matches('.chip input') ? element.parentElement : element.matches('[type=checkbox]') ? element.closest('label') : element;
        let box = target.getBoundingClientRect();
        if ((box.height < 44 || box.width < 44) && !element.matches('.answer a')) tell('is small: ' + box.width + ' x ' + box.height, target);
        target.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        box = target.getBoundingClientRect();
        const x = box.left + box.width / 2, y = Math.max(box.top, frame.top) + Math.min(box.height, 44) / 2;
        const met = root.elementFromPoint(x, y);
        if (!met || !(target.contains(met) || met.contains(target))) tell('is hidden by ' + met?.outerHTML.slice(0, 60), target);
      }
    };
    look('plain');
    root.adoptedStyleSheets.push(spread);
    look('spread');
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet != spread);
    const side = root.querySelector('.launcher').getBoundingClientRect().left;
    document.documentElement.dir = dialog.dir = 'rtl';
    look('turned');
    const back = dialog.querySelector('#back')?.getBoundingClientRect();
    if (back && back.left < innerWidth / 2) wrong.push('the way back stays on the left');
    if (root.querySelector('.launcher').getBoundingClientRect().left != side) wrong.push('the launcher changes sides');
    document.documentElement.dir = dialog.dir = 'ltr';
    dialog.querySelector('.body').scrollTop = dialog.scrollTop = 0;
    return wrong;";

fn screen_is(browser: &Browser, width: u32, height: u32) {
    let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
    browser.session().cdp("Emulation.setDeviceMetricsOverride", &metrics);
}

/// On the smallest phone, and on a page of 1280 x 1024 enlarged to 400 %.
#[track_caller]
fn fits(panel: &Panel<'_>, what: &str) {
    for (width, height) in [(320, 256), (320, 640)] {
        screen_is(panel.0, width, height);
        until_true("the panel has that size", || panel.script("return root.querySelector('dialog').clientHeight", &[]) == height);
        panel.0.come_to_rest();
        assert_eq!(panel.script(WRONG, &[]), json!([]), "{what} at {width} x {height}");
    }
}

#[test]
fn every_screen_fits_the_smallest_window_and_every_way_of_writing() {
    let site = Site::open("fits");
    let shop = &site.shop;
    let entry = json!({"id": "fee", "lang": "ja", "category": "配送", "question": "送料はいくらですか",
        "answer": "550円です。[くわしくは](https://shop.example/fee)", "topic": "defect"});
    xtask::seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();
    let shopper = Browser::start("ja");
    // Elsewhere: both clocks are told.
    shopper.session().cdp("Emulation.setTimezoneOverride", &json!({"timezoneId": "America/St_Johns"}));
    screen_is(&shopper, 320, 640);
    shopper.session().go(&site.page("travel-charger"));
    let panel = Panel(&shopper);
    let form = Form(&panel);
    panel.open();
    fits(&panel, "home");
    panel.search("送料");
    panel.answer("送料はいくらですか");
    fits(&panel, "an answer");
    panel.click("#unsolved");
    form.wait_for_windows();
    panel.click("#windows-more");
    panel.click("#send");
    form.wait_for_fault("name");
    fits(&panel, "the form with faults");
    panel.click("#topic-change");
    fits(&panel, "the topics");
    panel.click("#back");
    panel.text_is("#title", "送料はいくらですか");
    panel.click("#unsolved");
    for (field, text) in [("order_number", "KM-1024"), ("symptom", "電源が入りません"), ("solution", "交換"), ("name", "佐藤")]
    {
        form.fill(field, text);
    }
    form.fill("phone", "090-1234-5678");
    assert!(form.look_through());
    fits(&panel, "what will be sent");
    form.send();
    Receipt(&panel).wait();
    panel.click("#move");
    form.wait_for_windows();
    panel.click("#cancel");
    fits(&panel, "the receipt");
    panel.click("#home");
    fits(&panel, "home with a request");
    shopper.assert_silent();
}

#[test]
fn a_phones_keyboard_hides_neither_the_field_nor_the_button() {
    let site = Site::open("keyboard-up");
    let shopper = Browser::start("ja");
    screen_is(&shopper, 390, 844);
    shopper.session().go(&site.page("index"));
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("佐藤", "090-1234-5678");
    form.wait_for_windows();
    panel.click("#field-phone");
    // What the browser says when a keyboard has slid in, and pushed the page up.
    let up = "
        for (const [name, value] of Object.entries(arguments[0])) Object.defineProperty(visualViewport, name, { value, configurable: true });
        visualViewport.dispatchEvent(new Event('resize'));
        const box = (selector) => root.querySelector(selector).getBoundingClientRect();
        const seen = (selector) => box(selector).top >= box('.body').top && box(selector).bottom < box('.body').bottom + 1;
        const found = [box('dialog').top, box('dialog').height, seen('#field-phone')];
        root.querySelector('#send').scrollIntoView({ block: 'nearest', behavior: 'instant' });
        return [...found, seen('#send'), box('.bar').top];";
    let keyboard = |view: Value| panel.script(up, &[view]);
    assert_eq!(keyboard(json!({"height": 420, "offsetTop": 60, "scale": 1})), json!([60, 420, true, true, 60]));
    shots::take(&shopper, "keyboard-up");
    screen_is(&shopper, 390, 844);
    // Enlarged by two fingers, it keeps its size.
    assert_eq!(keyboard(json!({"height": 420, "offsetTop": 60, "scale": 2})), json!([0, 844, true, true, 0]));
    shopper.assert_silent();
}

#[test]
fn forced_colours_leave_what_is_chosen_and_where_one_is() {
    let site = Site::open("forced");
    let shopper = Browser::start("ja");
    let media = json!({"features": [{"name": "forced-colors", "value": "active"}, {"name": "prefers-reduced-motion", "value": "reduce"}]});
    shopper.session().cdp("Emulation.setEmulatedMedia", &media);
    shopper.session().go(&site.page("index"));
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("佐藤", "090-1234-5678");
    let differs = "
        const of = (selector, name) => getComputedStyle(root.querySelector(selector))[name];
        root.querySelector('[name=window]:checked').focus();
        return [
          of('[name=window]:checked + span', 'backgroundColor') != of('[name=window]:not(:checked) + span', 'backgroundColor'),
          of('[name=window]:checked + span', 'color') != of('[name=window]:checked + span', 'backgroundColor'),
          of('#send', 'borderTopStyle'), of('#back svg', 'stroke') != of('#panel', 'backgroundColor'),
          of('dialog', 'animationName'), of('form', 'animationName'),
        ];";
    assert_eq!(panel.script(differs, &[]), json!([true, true, "solid", true, "none", "none"]));
    shots::take(&shopper, "forced-colours");
    shopper.assert_silent();
}
