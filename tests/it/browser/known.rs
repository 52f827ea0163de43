//! A shopper whom the shop knows.

use super::site::Site;
use crate::harness::backend::{SECRET, claims, signed};
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::until;
use serde_json::json;

const MINUTES: i64 = 60;

#[test]
fn who_the_shop_says_they_are_comes_along_and_a_word_that_is_too_old_is_no_hindrance() {
    let site = Site::open("known");
    let shop = &site.shop;
    site.put(|own| own["identity_secret"] = json!(SECRET));
    for (seconds, customer) in [(10 * MINUTES, json!("customer-7")), (-10 * MINUTES, json!(null))] {
        let shopper = site.visit();
        let say = "document.querySelector('script[data-shop]').dataset.identity = arguments[0]";
        shopper.session().script(say, &[json!(signed(&claims(shop, seconds), SECRET))]);
        let panel = Panel(&shopper);
        let form = Form(&panel);
        form.begin("山田 花子", "080-1234-5678");
        // How a name is read is asked for where somebody says it aloud.
        form.fill("kana", "やまだ");
        form.send();
        let number = Receipt(&panel).wait();
        let row = until("it is on the desk's list", || shop.row(&number));
        let intake = &row["data"]["ticket"]["intake"];
        assert_eq!((&intake["identity"]["customer"], &intake["kana"]), (&customer, &json!("ヤマダ")));
        assert_eq!(shopper.complaints().len(), usize::from(customer.is_null()), "one refusal, which the browser remarks on");
    }
    assert_eq!(shop.listed().len(), 2);
}
