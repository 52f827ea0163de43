//! One judge for a phone number, in the panel and in the worker.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::{draft, key};
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::shop::Shop;
use crate::harness::wait::until_equal;
use serde_json::json;

/// Ctrl-A, as WebDriver writes it.
const SELECT_ALL: &str = "\u{E009}a\u{E000}";

#[test]
fn a_number_is_refused_alike_by_panel_and_worker() {
    let shop = Shop::open("alike");
    let texts = shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap().json().unwrap()["texts"].clone();
    let words = |code: &str| {
        let own = texts.get(format!("fault.{code}.phone")).or(texts.get(format!("fault.{code}")));
        own.unwrap().as_str().unwrap().to_owned()
    };

    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let form = Form(&panel);
    form.choose("topic", "gift");
    for typed in ["０１２０−４４４−１１３", "110", "090-1234", "でんわ"] {
        let mut draft = draft();
        draft["phone"] = json!(typed);
        let error = refused(&shop.post(&draft, &key()), 422, "invalid");
        assert_eq!(error["faults"][0]["path"], "phone");
        let code = error["faults"][0]["code"].as_str().unwrap();

        form.fill("phone", &format!("{SELECT_ALL}{typed}"));
        // Leaving the field is enough; nothing has to be sent.
        panel.click("#field-name");
        until_equal(&format!("what the panel says of {typed}"), &words(code), || form.fault("phone"));
        assert!(form.is_marked("phone"));
    }
    shopper.assert_silent();
}
