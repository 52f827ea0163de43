//! A shop with a strict policy, in English.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::until;

#[test]
fn the_whole_way_works_under_a_strict_policy() {
    let demo = &house().demo;
    let shopper = Browser::at("en-AU", &format!("{}/harbour-mug.html", house().pages_of("demo-en")));
    let panel = Panel(&shopper);
    panel.open();
    panel.text_is("#title", "How can we help?");
    panel.search("can I microwave it");
    panel.answer("Are they dishwasher, microwave and oven safe?");
    panel.click("#unsolved");
    panel.text_is("#topic", "Specs and what’s included");
    assert!(!panel.text("#product").is_empty(), "from the page's JSON-LD");

    let form = Form(&panel);
    form.send();
    assert_eq!(form.wait_for_fault("name"), house_text("fault.required.name"));
    form.fill("name", "Alex O’Brien");
    form.fill("phone", "0412 345 678");
    form.wait_for_windows();
    shots::take(&shopper, "form-en");
    form.send();
    let number = Receipt(&panel).wait();
    assert_eq!(panel.text("#state"), "Waiting for our call");
    shots::take(&shopper, "receipt-en");

    let row = until("the ticket is on the desk's list", || {
        let card = house().api.call("GET", &format!("/v1/desks/{}/tickets/{number}", demo.desk), Some(&demo.desk_token), None).unwrap();
        (card.status == 200).then(|| card.json().unwrap())
    });
    assert_eq!(row["data"]["ticket"]["intake"]["reply"]["phone"], "+61412345678");
    assert_eq!(row["data"]["ticket"]["intake"]["language"], "en");
    assert_eq!(row["data"]["ticket"]["intake"]["product"]["source"], "page");
    assert_eq!(row["data"]["ticket"]["intake"]["read"], serde_json::json!(["dishwasher"]), "the answer that was not enough");
    assert_eq!(row["data"]["notice"][0]["label"], "要件", "the desk reads its own language");
    shopper.assert_silent();
}

fn house_text(key: &str) -> String {
    let published = house().api.call("GET", "/v1/shops/demo-en/widget?lang=en", None, None).unwrap().json().unwrap();
    published["texts"][key].as_str().unwrap().to_owned()
}
