//! One judge for a phone number, in the panel and in the worker.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::shop::{Shop, draft, key, refused};
use crate::harness::wait::until_true;
use serde_json::json;

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

        let field = panel.find("#field-phone");
        shopper.session().script("arguments[0].select()", &[field.argument()]);
        form.fill("phone", typed);
        // Leaving the field is enough; nothing has to be sent.
        let name = panel.find("#field-name");
        shopper.session().click(&name);
        until_true(&format!("{typed}: the panel says {:?}, not {:?}", words(code), form.fault("phone")), || {
            form.fault("phone") == words(code)
        });
        assert!(form.is_marked("phone"));
    }
    shopper.assert_silent();
}
