//! What an owner writes of an answer, and what shoppers get of it.

use crate::harness::samples::{CONSENT, ORIGIN, settings};
use crate::harness::shop::Shop;
use crate::harness::visitor::{Visitor, hidden};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

fn entry(id: &str, more: &Value) -> Value {
    let mut entry =
        json!({"id": id, "lang": "ja", "category": "配送", "question": "送料はいくらですか", "answer": "一律です。", "topic": "defect"});
    entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    entry
}

fn put(shop: &Shop, what: &str, body: &Value) -> Answer {
    shop.api.call("PUT", &shop.path(what), Some(&shop.token), Some(body)).unwrap()
}

fn faults(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{}", answer.text);
    let error = answer.json().unwrap();
    let text = |fault: &Value| format!("{} {}", fault["path"].as_str().unwrap(), fault["code"].as_str().unwrap());
    error["error"]["faults"].as_array().unwrap().iter().map(text).collect()
}

fn published(shop: &Shop) -> (String, Vec<Value>) {
    let answer = shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap();
    (answer.header("etag").unwrap().to_owned(), answer.json().unwrap()["faq"].as_array().unwrap().clone())
}

fn talk() -> Value {
    json!([
        {"id": "what", "text": "**どこ**がこわれましたか。", "choices": [{"label": "割れている", "to": "photo"}, {"label": "動かない", "to": "reset"}]},
        {"id": "reset", "text": "30秒おいてください。", "choices": [{"label": "動いた", "to": "fine"}, {"label": "動かないまま", "to": "photo"}]},
        {"id": "photo", "text": "写真を撮ってください。", "request": {"topic": "defect", "symptom": "動かない", "solution": "交換"}},
        {"id": "fine", "text": "よかったです。", "solved": true},
    ])
}

#[test]
fn answers_name_data_of_the_settings_and_hold_for_some_days() {
    let shop = Shop::open("answers");
    let mut own = settings();
    own["order_policy"]["same_day_cutoff"] = json!("14:00");
    own["order_policy"]["defect_days"] = json!(14);
    assert_eq!(put(&shop, "/settings", &own).status, 200);

    let wrong = json!({"entries": [
        entry("a", &json!({"answer": "{cutof}まで、{shipping_fee}", "valid_from": "2026-12-02", "valid_until": "2026-12-01"})),
        entry("b", &json!({"steps": [{"id": "a", "text": "{opening_hour}", "choices": [{"label": "はい", "to": "a"}]}]})),
    ]});
    let expected = [
        "entries.0.valid_until out_of_range",
        "entries.1.steps.0.choices.0.to out_of_range",
        "entries.0.answer.cutof unknown",
        "entries.0.answer.shipping_fee not_offered",
        "entries.1.steps.0.text.opening_hour unknown",
    ];
    assert_eq!(faults(&put(&shop, "/faq", &wrong)), expected);

    let image = format!("![図]({ORIGIN}/1.png) ![外](https://elsewhere.example/1.png)");
    let faq = json!({"entries": [
        entry("data", &json!({"answer": "{cutoff}まで。{defect_days}日以内、{opening_hours}"})),
        entry("today", &json!({"valid_from": "2026-01-01", "valid_until": "9999-12-31", "answer": image, "steps": talk()})),
        entry("over", &json!({"valid_until": "2026-01-01"})),
        entry("to-come", &json!({"valid_from": "9999-12-31"})),
    ]});
    assert_eq!(put(&shop, "/faq", &faq).status, 200);
    let (tag, told) = published(&shop);
    assert_eq!(told.iter().map(|entry| entry["id"].as_str().unwrap()).collect::<Vec<_>>(), ["data", "today"]);
    assert_eq!(told[0]["answer"], "14:00まで。14日以内、月–日 0:00–24:00");
    assert_eq!(told[1]["answer"], format!("![図]({ORIGIN}/1.png) [外](https://elsewhere.example/1.png)"));
    assert_eq!((&told[1]["steps"], &told[1]["valid_from"]), (&talk(), &Value::Null));
    let kept = shop.api.call("GET", &shop.path("/faq"), Some(&shop.token), None).unwrap().json().unwrap();
    assert_eq!(kept["entries"], faq["entries"], "the owner reads what the owner wrote");

    // What is named can't be taken away, and is changed in one place.
    let mut bare = own.clone();
    bare["order_policy"]["defect_days"] = Value::Null;
    assert_eq!(faults(&put(&shop, "/settings", &bare)), ["order_policy.defect_days required"]);
    own["order_policy"]["defect_days"] = json!(30);
    assert_eq!(put(&shop, "/settings", &own).status, 200);
    let (renewed, told) = published(&shop);
    assert_eq!(told[0]["answer"], "14:00まで。30日以内、月–日 0:00–24:00");
    assert_ne!(tag, renewed);
}

#[test]
fn a_talk_in_steps_goes_without_script_and_what_was_read_goes_along() {
    let shop = Shop::open("steps");
    let answer = "- 一\n- 二\n\n| a | b |\n| --- | --- |\n| <b> | c |";
    let faq = json!({"entries": [entry("broken", &json!({"question": "こわれています", "answer": answer, "steps": talk()})), entry("fee", &json!({}))]});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &faq).unwrap();
    let visitor = Visitor::of(&shop);
    let at = |more: &str| visitor.get(&format!("{}?lang=ja{more}", visitor.page));
    let first = at("&answer=broken");
    let policy = first.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!("; img-src data: {ORIGIN}; ")) && !policy.contains("script-src"), "{policy}");
    assert_eq!((first.status, first.header("x-robots-tag")), (200, None));
    for part in [
        "<title>こわれています | 試験商店</title>",
        "<ul><li>一</li><li>二</li></ul>",
        "<tr><th>a</th><th>b</th></tr><tr><td>&lt;b&gt;</td><td>c</td></tr>",
        "<p><strong>どこ</strong>がこわれましたか。</p>",
        "&amp;answer=broken&amp;step=1#step\">動かない</a>",
    ] {
        assert!(first.text.contains(part), "{part}: {}", first.text);
    }
    assert!(!first.text.contains("写真を撮って"), "one question at a time");
    let second = at("&answer=broken&step=1&q=%E5%8B%95%E3%81%8B+%22").text;
    assert!(second.contains("<p class=\"label\">動かない</p>") && second.contains("step=1.1") && second.contains(">戻る</a>"), "{second}");
    assert!(at("&answer=broken&step=1.0").text.contains("よかったです。"));
    for (lost, what) in
        [("&answer=no-such", "何かお困りですか？"), ("&answer=broken&step=7", "どこ"), ("&answer=%3Cb%3E&step=x", "何かお困りですか？")]
    {
        let page = at(lost);
        assert!(page.status == 200 && page.text.contains(what), "{lost}: {}", page.text);
    }
    let last = at("&answer=broken&step=1.1&q=%E5%8B%95%E3%81%8B+%22").text;
    let way = last.split("<a class=\"primary\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().replace("&amp;", "&");
    assert!(way.contains("&topic=defect&read=broken&step=1.1&q=%"), "{way}");

    let drawn = visitor.get(&way).text;
    let looked_up = "よくあるご質問をさがす: 動か \"\nこわれています › 動かない › 動かないまま";
    assert!(drawn.contains(&format!(">\n{}</textarea>", looked_up.replace('"', "&quot;"))), "{drawn}");
    assert!(drawn.contains(">\n動かない</textarea>") && drawn.contains(" value=\"交換\""), "{drawn}");
    let key = hidden(&drawn, "key");
    let mut form = vec![
        ("key", key.as_str()),
        ("topic", "defect"),
        ("read", "broken"),
        ("looked_up", looked_up),
        ("order_number", "A-1"),
        ("product.name", "マグ"),
        ("symptom", "動かない"),
        ("solution", "交換"),
        ("reply", "phone"),
        ("window", "asap"),
        ("name", "山田 花子"),
        ("phone", "09012345678"),
        ("consent", CONSENT),
    ];
    let mut review = form.clone();
    review.push(("show", "review"));
    let page = visitor.submit(&visitor.page, &review).text;
    assert!(page.contains("<dt>お調べになった内容</dt><dd>よくあるご質問をさがす: 動か &quot;"), "{page}");
    let number = |location: &str| location.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let sent = number(&visitor.submitted(&visitor.page, &form));
    let row = until("it is on the desk's list", || shop.row(&sent));
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!((&intake["read"], &intake["looked_up"]), (&json!(["broken"]), &json!(looked_up)));
    let message = row["data"]["notice"].as_array().unwrap().iter().find(|row| row["key"] == "message").unwrap();
    assert_eq!(message["value"], format!("動かない\n交換\n調べた内容: {looked_up}"));

    // Who takes it away tells nothing of it.
    let key = visitor.form("defect");
    (form[0].1, form[3].1) = (&key, " ");
    let sent = number(&visitor.submitted(&visitor.page, &form));
    let row = until("it is on the desk's list", || shop.row(&sent));
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!((&intake["read"], &intake["looked_up"]), (&Value::Null, &Value::Null));
}
