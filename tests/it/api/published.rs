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
    let asked = [("?lang=en", "en"), ("?lang=EN-us", "en"), ("?lang=ja", "ja"), ("?lang=fr", "ja"), ("", "ja")];
    let more = [("?lang=zh", "zh"), ("?lang=zh-Hans-CN", "zh"), ("?lang=zh-TW", "zh"), ("?lang=ko-KR", "ko")];
    for (query, language) in asked.into_iter().chain(more) {
        let published = ask(query);
        assert_eq!(published["language"], language, "{query}");
        let entries = published["faq"].as_array().unwrap();
        assert!(!entries.is_empty() && entries.iter().all(|entry| entry["lang"] == language), "{query}");
    }
    let all = ["ja", "en", "zh", "ko"].map(|language| ask(&format!("?lang={language}")));
    // A day off is called by its name in Japanese, which has no word for any.
    let keys =
        |published: &Value| published["texts"].as_object().unwrap().keys().filter(|key| *key != "day.holiday").cloned().collect::<Vec<_>>();
    assert!(all.iter().all(|published| keys(published) == keys(&all[0])), "no language lacks a word");
    assert!(keys(&all[0]).iter().all(|key| !key.starts_with("notice.") && !key.starts_with("urgency.")), "no words that it doesn't show");
    assert_eq!(all.map(|published| published["texts"]["form.name"].clone()), ["お名前", "Name", "姓名", "이름"]);
}

#[test]
fn who_has_no_answers_in_their_language_gets_those_that_there_are() {
    let shop = Shop::open("published-faq");
    let entry = json!({"id": "fee", "lang": "en", "category": "Delivery", "question": "What is the postage?", "answer": "A flat fee."});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({"entries": [entry]})).unwrap();
    let told = ["?lang=ja", "?lang=en"].map(|query| get(&shop, query, None).json().unwrap());
    let seen = told.map(|published| (published["faq"][0]["lang"].clone(), published["texts"].get("home.faq_note").cloned()));
    assert_eq!(seen, [(json!("en"), Some(json!("よくあるご質問は、ただいまEnglishでのみご用意しています。"))), (json!("en"), None)]);
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

#[test]
fn kana_find_kanji_in_the_panel_by_its_readings_and_on_the_hosted_page() {
    let shop = Shop::open("published-kana");
    let entry =
        |id: &str, lang: &str, question: &str| json!({"id": id, "lang": lang, "category": "FAQ", "question": question, "answer": "—"});
    let entries = [entry("fee", "ja", "送料はいくらですか"), entry("gift", "ja", "ギフト包装"), entry("fee", "en", "The postage of 送料?")];
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &json!({ "entries": entries })).unwrap();
    let readings = |query: &str| get(&shop, query, None).json().unwrap()["readings"].clone();
    let told = readings("?lang=ja");
    let lines: Vec<&str> = told.as_str().unwrap().lines().collect();
    assert_eq!(lines.iter().map(|line| line.chars().next().unwrap()).collect::<String>(), "包料装送", "those of its own questions");
    assert!(lines.contains(&"料りょう") && lines.iter().any(|line| line.starts_with("送そう")), "{lines:?}");
    assert_eq!(readings("?lang=en"), json!(null));
    let found = |query: &str| {
        let page = shop.api.send("GET", &format!("/s/{}?lang=ja&q={query}", shop.name), &[], "").unwrap().text;
        let results = page.split("id=\"found\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
        ["送料はいくら", "ギフト包装"].map(|question| results.contains(question))
    };
    // そうりょう, ほうそう, うちゅう.
    assert_eq!(found("%E3%81%9D%E3%81%86%E3%82%8A%E3%82%87%E3%81%86"), [true, false]);
    assert_eq!(found("%E3%81%BB%E3%81%86%E3%81%9D%E3%81%86"), [false, true]);
    assert_eq!(found("%E3%81%86%E3%81%A1%E3%82%85%E3%81%86"), [false, false]);
}
