//! What the panel is told of a shop, and what it is not.

use crate::harness::house::house;
use crate::harness::receiver::secret;
use crate::harness::samples::settings;
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use xtask::seed;

fn get(shop: &Shop, query: &str, etag: Option<&str>) -> seed::Answer {
    let headers: Vec<_> = etag.iter().map(|tag| ("if-none-match", *tag)).collect();
    shop.api.send("GET", &shop.path(&format!("/widget{query}")), &headers, "").unwrap()
}

#[test]
fn a_language_brings_its_texts_and_its_entries() {
    let demo = house();
    let ask = |query: &str| demo.api.call("GET", &format!("/v1/shops/demo/widget{query}"), None, None).unwrap().json().unwrap();
    for (query, language) in [("?lang=en", "en"), ("?lang=EN-us", "en"), ("?lang=ja", "ja"), ("?lang=fr", "ja"), ("", "ja")] {
        let published = ask(query);
        assert_eq!(published["language"], language, "{query}");
        let entries = published["faq"].as_array().unwrap();
        assert!(!entries.is_empty() && entries.iter().all(|entry| entry["lang"] == language), "{query}");
    }
    let (ja, en) = (ask("?lang=ja"), ask("?lang=en"));
    let keys = |published: &Value| published["texts"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&ja), keys(&en), "no language lacks a word");
    assert!(keys(&ja).iter().all(|key| !key.starts_with("notice.") && !key.starts_with("desk.")), "no words that it doesn't show");
    assert_eq!(ja["texts"]["form.name"], "お名前");
    assert_eq!(en["texts"]["form.name"], "Name");
}

#[test]
fn an_unchanged_answer_is_not_sent_again() {
    let shop = Shop::open("etag");
    let first = get(&shop, "?lang=ja", None);
    let tag = first.header("etag").unwrap().to_owned();
    assert_eq!(first.header("content-type"), Some("application/json"));
    assert!(first.header("cache-control").is_some_and(|value| value.contains("public")));
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
        let again = get(&shop, "?lang=ja", Some(&known));
        assert_eq!((again.status, again.text.as_str()), (304, ""), "{known}");
    }
    assert_eq!(get(&shop, "?lang=en", Some(&tag)).status, 200);

    let mut renamed = settings();
    renamed["name"] = json!("改名商店");
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &renamed).unwrap();
    let changed = get(&shop, "?lang=ja", Some(&tag));
    assert_eq!((changed.status, &changed.json().unwrap()["name"]), (200, &json!("改名商店")));
}

#[test]
fn nothing_of_the_owners_gets_out() {
    let shop = Shop::open("published");
    shop.connect("http://127.0.0.1:9/a-secret-path", &secret());
    let answer = get(&shop, "?lang=ja", None);
    for inside in ["channels", "a-secret-path", "whsec_", "origins", "shop.example\"", "keep_days", "desk_", "owner_", "token"] {
        assert!(!answer.text.contains(inside), "{inside} got out");
    }
    let published = answer.json().unwrap();
    let members: Vec<_> = published.as_object().unwrap().keys().map(String::as_str).collect();
    let known = "accent caller_number faq language languages name policy_url purpose rules terms texts";
    let mut sorted = members.clone();
    sorted.sort_unstable();
    assert_eq!(sorted.join(" "), known);
}
