//! Enter inside a conversion belongs to the input method.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::wait::until_true;
use serde_json::json;

/// Resolves when what was just done stands on the page.
const DRAWN: &str = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

#[test]
fn enter_within_a_conversion_sends_nothing() {
    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let session = shopper.session();
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    panel.click("#field-name");
    let enter = |code: u32| {
        let key = json!({"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": code, "text": "\r"});
        session.cdp("Input.dispatchKeyEvent", &key);
        session.cdp("Input.dispatchKeyEvent", &json!({"type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": code}));
        session.script(DRAWN, &[]);
    };
    let escape = || {
        let event = "root.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true, cancelable: true }))";
        panel.script(event, &[]);
    };

    // As Safari tells it: after the conversion, by the key code alone.
    enter(229);
    assert_eq!(panel.text("#faults"), "");

    // As the others tell it: in the midst of a conversion.
    session.cdp("Input.imeSetComposition", &json!({"text": "やまだ", "selectionStart": 3, "selectionEnd": 3}));
    enter(229);
    escape();
    session.script(DRAWN, &[]);
    assert_eq!(panel.text("#faults"), "");
    assert!(panel.is_open(), "nor does Escape close the panel then");
    session.cdp("Input.insertText", &json!({"text": "山田"}));
    until_true("the conversion is taken over", || form.value("name") == "山田");
    assert_eq!(panel.text("#faults"), "");

    // A plain Enter does send: the test is awake.
    enter(13);
    until_true("faults are told", || !panel.text("#faults").is_empty());
    shopper.assert_silent();
}
