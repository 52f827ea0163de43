//! Hostile texts on the hosted page: of shoppers and of owners, they stay text.

use super::hosted::{form, with};
use crate::harness::hostile::texts;
use crate::harness::samples::settings;
use crate::harness::shop::Shop;
use crate::harness::visitor::Visitor;
use serde_json::json;
use std::collections::BTreeSet;
use xtask::seed;

/// Every tag of a page, and every attribute by its tag.
fn markup(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (name, inside) = after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap());
        found.insert(name.to_owned());
        // Values stand in double quotes, and hold none.
        let mut inside = inside;
        loop {
            inside = inside.trim_start();
            if let Some(after) = inside.strip_prefix('>') {
                rest = after;
                break;
            }
            let (attribute, after) = inside.split_at(inside.find(|c: char| c.is_whitespace() || c == '=' || c == '>').unwrap());
            found.insert(format!("{name} {attribute}"));
            inside = after;
            if let Some(value) = inside.strip_prefix("=\"") {
                let (value, after) = value.split_once('"').unwrap();
                assert!(!value.contains(['<', '>']), "{value}");
                if name == "a" {
                    assert!(!value.to_lowercase().starts_with("javascript") && !value.starts_with("data:text"), "{value}");
                }
                inside = after;
            }
        }
    }
    found
}

/// A form with a text in each field, and too little to be accepted.
fn filled<'a>(key: &'a str, topic: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let fields = [
        "product.name",
        "order_number",
        "order_date",
        "order_phone",
        "symptom",
        "solution",
        "tried",
        "message",
        "window",
        "name",
        "kana",
        "phone",
        "email",
        "page",
        "read",
        "homepage",
        "challenge",
        "marketing",
        "consent",
        "language",
    ];
    let mut form = with(&form(key, text), "topic", topic);
    for field in fields {
        form = with(&form, field, text);
    }
    form
}

#[test]
fn what_shoppers_type_and_owners_write_is_text_on_every_page() {
    let shop = Shop::open("hosted-text");
    let visitor = Visitor::of(&shop);
    let key = visitor.form("defect");
    let pages = |text: &str| {
        let query: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let mut pages = vec![visitor.submit(&visitor.page, &filled(&key, "defect", text))];
        // What goes on through other pages, names and all; what is shown before it is sent.
        let carried = with(&filled(&key, "defect", text), "show", "topic");
        pages.push(visitor.submit(&visitor.page, &with(&carried, text, text)));
        let good = with(&form(&key, "asap"), "show", "review");
        pages.push(visitor.submit(&visitor.page, &with(&good, "message", text)));
        pages.push(visitor.get(&format!("{}?q={query}", visitor.page)));
        pages.push(visitor.get(&format!("{}?topic=defect&product.name={query}&page={query}&read={query}&lang={query}", visitor.page)));
        pages.push(visitor.send("GET", &visitor.page, &[("accept-language", "x<b>\"'")], ""));
        pages
    };
    let owned = |text: &str| {
        let mut settings = settings();
        settings["name"] = json!(text);
        settings["privacy"]["purpose"] = json!({"ja": text, "en": text});
        settings["order_policy"]["terms"] = json!({"ja": text, "en": text});
        let put = shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&settings)).unwrap();
        // `{word}` in a FAQ names something that the settings know.
        let text = text.replace('{', "{ ");
        let entry = json!({"id": "a", "lang": "ja", "category": text, "question": text, "answer": text});
        seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();
        put.status == 200
    };
    assert!(owned("試験商店"));
    let known: BTreeSet<String> = pages("a").iter().flat_map(|page| markup(&page.text)).collect();
    assert!(known.contains("textarea") && known.contains("details open") && known.len() > 60, "{known:?}");
    let mut taken = 0;
    for text in texts() {
        // A name that is none is refused; the rest is the owner's to write.
        taken += usize::from(owned(&text) || owned("試験商店"));
        for page in pages(&text) {
            assert!(matches!(page.status, 200 | 422), "{text:?}: {}", page.status);
            let found = markup(&page.text);
            // A question that is found is shown open, one that isn't is not.
            let more: Vec<_> = found.difference(&known).filter(|one| !one.starts_with("details") && !one.starts_with("fieldset")).collect();
            assert!(more.is_empty(), "{text:?}: {more:?} in {}", page.text);
        }
    }
    assert!(taken > 20, "{taken}");
}
