//! The hosted page, by plain HTTP: from the questions to the rating.

use crate::harness::caller::limited;
use crate::harness::house::house;
use crate::harness::samples::{CONSENT, key, settings};
use crate::harness::shop::Shop;
use crate::harness::siteverify::PASSES;
use crate::harness::visitor::{Visitor, hidden};
use crate::harness::wait::until;
use serde_json::json;
use xtask::seed;

/// A form that is in order, under a key.
pub fn form<'a>(key: &'a str, window: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("key", key),
        ("topic", "gift"),
        ("reply", "phone"),
        ("window", window),
        ("name", "山田 花子"),
        ("phone", "０９０ー１２３４ー５６７８"),
        ("message", "のしを\n付けられますか"),
        ("consent", CONSENT),
        ("homepage", ""),
    ]
}

/// The same with one field as given.
pub fn with<'a>(form: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<_> = form.iter().copied().filter(|(known, _)| *known != name).collect();
    form.push((name, value));
    form
}

/// The ticket's number in the address of its page.
pub fn number(location: &str) -> &str {
    location.rsplit('/').next().unwrap().split('?').next().unwrap()
}

#[test]
fn a_request_is_made_moved_and_called_off_without_any_script() {
    let shop = Shop::open("hosted");
    let visitor = Visitor::of(&shop);
    let key = visitor.form("gift");
    let good = form(&key, "asap");

    // What is wrong is told at its field and in a summary that leads there, and what was typed is kept.
    let mut bad = with(&good, "phone", "090-12\"><b>");
    bad.retain(|(name, _)| *name != "consent");
    let refused = visitor.submit(&visitor.page, &bad);
    assert_eq!(refused.status, 422);
    for part in [
        "<title>入力の確認：",
        "role=\"alert\" tabindex=\"-1\" autofocus>",
        "ご確認いただきたい項目が2件あります。",
        "<a href=\"#field-phone\">電話番号をご確認ください。",
        "id=\"field-phone\" name=\"phone\" aria-describedby=\"hint-phone fault-phone\" aria-invalid=\"true\" value=\"090-12&quot;&gt;&lt;b&gt;\"",
        "<p class=\"fault\" id=\"fault-consent\">",
        "name=\"name\" value=\"山田 花子\"",
        "name=\"window\" value=\"asap\" id=\"field-window\" checked",
        ">\nのしを\r\n付けられますか</textarea>",
    ] {
        assert!(refused.text.contains(part), "{part}: {}", refused.text);
    }
    assert_eq!(hidden(&refused.text, "key"), key, "a refusal binds nothing");
    assert!(shop.listed().is_empty());

    // A double tap, or a reload, makes one ticket.
    let location = visitor.submitted(&visitor.page, &good);
    assert_eq!(visitor.submitted(&visitor.page, &good), location);
    let number = number(&location).to_owned();
    assert_eq!(location, format!("{}/t/{number}?lang=ja", visitor.page), "no token in the address");
    let (path, pair) = visitor.cookies()[0].clone();
    let token = pair.strip_prefix("receipt=").unwrap();
    assert_eq!((path, token.len()), (format!("{}/t/{number}", visitor.page), 43));
    assert_eq!(shop.ticket("GET", &number, Some(token)).status, 200, "it is the receipt's token");
    let row = until("the desk has it", || shop.row(&number));
    assert_eq!(shop.listed().len(), 1);
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!((&intake["reply"]["phone"], &intake["message"]), (&json!("+819012345678"), &json!("のしを\n付けられますか")));
    assert_eq!((&intake["language"], &intake["consent"]["marketing"]), (&json!("ja"), &json!(false)));
    assert_eq!(row["data"]["ticket"]["state"], "open", "an honest form is no robot's, however soon it comes");

    // Another request from the same drawing is asked about, and kept.
    let other = visitor.submit(&visitor.page, &with(&good, "message", "別の相談"));
    assert_eq!(other.status, 409);
    assert!(other.text.contains("すでに受け付けています") && other.text.contains("別の相談"));
    assert_ne!(hidden(&other.text, "key"), key);

    let ticket = visitor.get(&location);
    assert_eq!(ticket.status, 200, "{}", ticket.text);
    for part in [number.as_str(), "03-1234-5678", "までにお電話します", "時刻は日本時間です。", "お電話をお待ちください", " 受け付けました"]
    {
        assert!(ticket.text.contains(part), "{part}: {}", ticket.text);
    }
    let calendar = visitor.get(&format!("{}/t/{number}/call.ics?lang=ja", visitor.page));
    assert_eq!((calendar.status, calendar.header("content-type")), (200, Some("text/calendar; charset=utf-8")));
    assert!(calendar.text.starts_with("BEGIN:VCALENDAR\r\n") && calendar.text.contains("\r\nSUMMARY:試験商店からのお電話\r\n"));

    let own = format!("{}/t/{number}", visitor.page);
    let carried = hidden(&ticket.text, "form");
    let act = |more: &[(&str, &str)]| visitor.submit(&own, &[&[("form", carried.as_str())], more].concat());
    let unchosen = act(&[("act", "move")]);
    assert_eq!(unchosen.status, 422);
    assert!(unchosen.text.contains("id=\"move\" open>") && unchosen.text.contains("id=\"fault-window\">お電話の時間をお選びください。"));
    let window = shop.window_ahead();
    for _ in 0..2 {
        let moved = act(&[("act", "move"), ("window", &window)]);
        assert_eq!((moved.status, moved.header("location")), (303, Some(format!("{own}?lang=ja&did=move").as_str())));
    }
    let page = visitor.get(&format!("{own}?lang=ja&did=move")).text;
    assert!(page.contains("お電話の時間を変更しました。") && page.contains("の間にお電話します"), "{page}");
    let row = until("the desk sees the move", || shop.row(&number).filter(|row| row["data"]["ticket"]["seq"] == 2));
    assert_eq!(row["data"]["ticket"]["promise"]["window"]["start"], window);

    for _ in 0..2 {
        assert_eq!(act(&[("act", "cancel")]).status, 303);
    }
    let page = visitor.get(&format!("{own}?did=cancel")).text;
    assert!(page.contains("ご依頼をキャンセルしました。") && !page.contains("name=\"act\""), "nothing is left to do: {page}");
    let late = act(&[("act", "move"), ("window", "asap")]);
    assert!(late.status == 409 && late.text.contains("いまは変更できません"), "{}", late.text);
    assert_eq!(visitor.get(&format!("{own}/call.ics")).status, 404);
}

#[test]
fn what_has_happened_is_told_and_how_it_went_is_asked_once() {
    let shop = Shop::open("hosted-rating");
    let visitor = Visitor::of(&shop);
    let location = visitor.submitted(&format!("{}?lang=en", visitor.page), &form(&visitor.form("gift"), "asap"));
    let number = number(&location).to_owned();
    until("the desk has it", || shop.row(&number));
    assert_eq!(shop.act(&number, "no_answer", 1, &key()).status, 200);
    let page = visitor.get(&location).text;
    assert!(page.contains("<html lang=\"en\">") && page.contains("(no answer)") && page.contains("call you again at about"), "{page}");
    assert_eq!(shop.act(&number, "start_call", 2, &key()).status, 200);
    let carried = hidden(&page, "form");
    let own = format!("{}/t/{number}?lang=en", visitor.page);
    let act = |more: &[(&str, &str)]| visitor.submit(&own, &[&[("form", carried.as_str())], more].concat());
    let calling = act(&[("act", "cancel")]);
    assert!(calling.status == 409 && calling.text.contains("just tell us on the phone"), "{}", calling.text);
    assert_eq!(shop.act(&number, "reached", 3, &key()).status, 200);

    let page = visitor.get(&own).text;
    assert!(page.contains("How did we do?") && page.contains("We spoke to you at") && !page.contains("id=\"cancel\""), "{page}");
    let unsaid = act(&[("act", "rate"), ("comment", "a<b")]);
    assert!(
        unsaid.status == 422 && unsaid.text.contains("id=\"fault-score\"") && unsaid.text.contains(">\na&lt;b</textarea>"),
        "{}",
        unsaid.text
    );
    let good = [("act", "rate"), ("score", "5"), ("comment", "助かりました")];
    assert_eq!((act(&good).status, act(&good).status), (303, 303));
    let again = act(&[("act", "rate"), ("score", "1")]);
    assert!(again.status == 409 && again.text.contains("You’ve told us before"), "{}", again.text);
    let row = until("the desk sees the rating", || shop.row(&number).filter(|row| row["data"]["ticket"]["seq"] == 5));
    assert_eq!(row["data"]["ticket"]["rating"], json!({"score": 5, "comment": "助かりました"}));
}

#[test]
fn a_window_that_was_just_taken_is_told_at_its_place() {
    let shop = Shop::with_places("hosted-taken", 1);
    let visitor = Visitor::of(&shop);
    let (first, second, window) = (visitor.form("gift"), visitor.form("gift"), shop.window_ahead());
    visitor.submitted(&visitor.page, &form(&first, &window));
    let taken = visitor.submit(&visitor.page, &form(&second, &window));
    assert_eq!(taken.status, 422);
    assert!(taken.text.contains("id=\"fault-window\">この時間は、ちょうど埋まってしまいました。"), "{}", taken.text);
    assert!(!taken.text.contains(&format!("value=\"{window}\"")), "it is offered no more");
    visitor.submitted(&visitor.page, &form(&second, "asap"));
}

#[test]
fn each_topic_asks_for_what_it_needs_and_is_judged_by_the_same_rules() {
    let shop = Shop::open("hosted-topics");
    let visitor = Visitor::of(&shop);
    let names = |topic: &str| {
        let page = visitor.get(&format!("{}?topic={topic}", visitor.page)).text;
        let fields = page.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        fields.filter(|name| name != "viewport" && name != "color-scheme" && name != "format-detection").collect::<Vec<_>>()
    };
    let has = |names: &[String], name: &str| names.iter().any(|known| known == name);
    let (gift, defect) = (names("gift"), names("defect"));
    for name in ["key", "topic", "message", "reply", "window", "name", "kana", "phone", "email", "consent", "marketing", "homepage"] {
        assert!(has(&gift, name) && has(&defect, name), "{name}");
    }
    for name in ["order_number", "order_date", "product.name", "symptom", "solution", "tried"] {
        assert!(!has(&gift, name) && has(&defect, name), "{name}");
    }
    // Nothing at all is typed: the panel's faults, at the same paths.
    let key = visitor.form("defect");
    let page = visitor.submit(&visitor.page, &[("key", &key), ("topic", "defect")]).text;
    let told: Vec<_> = page.split("<p class=\"fault\" id=\"fault-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(
        page.contains("<a href=\"#field-symptom\">どのような状態ですか: ご入力ください。</a>"),
        "in the summary it tells which: {page}"
    );
    assert_eq!(told, ["order_number", "product-name", "symptom", "solution", "reply", "name", "consent"]);

    // No topic, or one that the shop doesn't offer: the choice.
    for address in ["?topic=nothing", "?topic=return"] {
        let page = visitor.get(&format!("{}{address}", visitor.page));
        let told = if address.ends_with("return") {
            "ただいま承っておりません。"
        } else {
            "ご用件をお選びください。</p>"
        };
        assert!(page.status == 422 && page.text.contains(told), "{}", page.text);
    }
    let linked =
        visitor.get(&format!("{}?topic=defect&product.name=Mug+%22M%22&consent={CONSENT}&marketing=yes&name=Eve", visitor.page)).text;
    assert!(linked.contains("value=\"Mug &quot;M&quot;\""));
    assert!(
        !linked.contains("Eve") && linked.matches(" checked").count() == 1,
        "a link agrees to nothing; the way to answer alone is chosen"
    );
}

#[test]
fn questions_are_found_as_the_panel_finds_them_and_each_language_has_its_page() {
    let shop = Shop::open("hosted-faq");
    let entry = |id: &str, lang: &str, category: &str, question: &str, answer: &str| json!({"id": id, "lang": lang, "category": category, "question": question, "answer": answer, "topic": "gift"});
    let faq = json!({"entries": [
        entry("fee", "ja", "配送", "送料はいくらですか", "全国一律です。\n\n[料金表](https://shop.example/fee)"),
        entry("wrap", "ja", "ギフト", "のしは付けられますか", "はい。"),
        entry("fee", "en", "Delivery", "What is the postage?", "A flat fee."),
    ]});
    seed::put(&shop.api, &shop.path("/faq"), &shop.token, &faq).unwrap();
    let visitor = Visitor::of(&shop);
    let page = visitor.get(&visitor.page);
    assert_eq!((page.status, page.header("cache-control"), page.header("x-robots-tag")), (200, Some("private, no-cache"), None));
    for part in [
        "<html lang=\"ja\">",
        "試験商店",
        "<summary>送料はいくらですか</summary>",
        "折り返しのお電話のために使います。",
        "ただいま受付中です",
        "お電話の受付時間",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert!(page.text.contains("<a rel=\"noopener\" href=\"https://shop.example/fee\">料金表</a>") && !page.text.contains("postage"));
    let found = visitor.get(&format!("{}?q=%E9%80%81%E6%96%99+", visitor.page)).text;
    assert!(
        found.contains("1件の回答が見つかりました")
            && found.contains("<details class=\"question\" open><summary>送料")
            && !found.contains("のしは付け")
    );
    assert!(found.contains("topic=gift&amp;read=fee"), "the way on knows what it was about: {found}");
    let none = visitor.get(&format!("{}?q=%3Cb%3Exyzzy", visitor.page)).text;
    assert!(none.contains("「&lt;b&gt;xyzzy」に合う回答は見つかりませんでした。"), "{none}");

    let english = visitor.send("GET", &visitor.page, &[("accept-language", "fr, en;q=0.8, ja;q=0.5")], "").text;
    assert!(
        english.contains("<html lang=\"en\">") && english.contains("What is the postage?") && english.contains(">日本語</a>"),
        "{english}"
    );
    let wished = visitor.send("GET", &format!("{}?lang=ja", visitor.page), &[("accept-language", "en")], "").text;
    assert!(wished.contains("<html lang=\"ja\">"));

    // Where there are no answers in a language, those that there are, which is said.
    seed::put(
        &shop.api,
        &shop.path("/faq"),
        &shop.token,
        &json!({"entries": [entry("fee", "ja", "配送", "送料はいくらですか", "一律です。")]}),
    )
    .unwrap();
    for query in ["", "&q=%E9%80%81%E6%96%99"] {
        let page = visitor.get(&format!("{}?lang=en{query}", visitor.page)).text;
        assert!(page.contains(">These answers are only in 日本語 so far.</p>") && page.contains("<summary lang=\"ja\">送料は"), "{page}");
    }
    assert!(!visitor.get(&format!("{}?lang=ja", visitor.page)).text.contains("faq-note"));
    assert_eq!(visitor.send("HEAD", &visitor.page, &[], "").status, 200);
    assert_eq!(visitor.send("DELETE", &visitor.page, &[], "").status, 405);
    assert_eq!(visitor.get("/s/never-made").status, 404);
}

#[test]
fn a_challenge_says_what_it_needs_and_lets_in_who_passed() {
    let shop = Shop::open("hosted-challenge");
    let mut settings = settings();
    settings["turnstile"] = json!({"site_key": "1x00000000000000000000AA", "secret": PASSES});
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
    let visitor = Visitor::of(&shop);
    let drawn = visitor.get(&format!("{}?topic=gift", visitor.page));
    let key = hidden(&drawn.text, "key");
    let page = visitor.submit(&visitor.page, &with(&form(&key, "asap"), "show", "review"));
    let policy = page.header("content-security-policy").unwrap();
    let theirs = "https://challenges.cloudflare.com";
    assert!(policy.contains(&format!("script-src {theirs}; frame-src {theirs}")) && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.text.matches("<script").count(), 1);
    assert!(page.text.contains(&format!("<script src=\"{theirs}/turnstile/v0/api.js\" async defer></script>")));
    assert!(
        page.text.contains("<noscript><p class=\"summary\">このお店では")
            && page.text.contains("data-sitekey=\"1x00000000000000000000AA\"")
    );
    for page in [&visitor.get(&visitor.page), &drawn] {
        assert!(!page.header("content-security-policy").unwrap().contains("script-src"), "where nothing is sent nothing is run");
    }
    assert_eq!(hidden(&page.text, "key"), key);
    let refused = visitor.submit(&visitor.page, &form(&key, "asap"));
    assert!(refused.status == 422 && refused.text.contains("id=\"fault-challenge\">"), "{}", refused.text);
    let host = house().url().split("//").nth(1).unwrap().split(':').next().unwrap().replace("localhost", "127.0.0.1");
    let passed = format!("{host}|ask");
    visitor.submitted(&visitor.page, &with(&form(&key, "asap"), "cf-turnstile-response", &passed));
}

#[test]
fn what_was_typed_outlives_another_topic_another_language_and_a_topic_that_is_withdrawn() {
    let shop = Shop::open("hosted-carried");
    let visitor = Visitor::of(&shop);
    let key = visitor.form("gift");
    let typed = with(&with(&form(&key, "asap"), "message", "a\"><b>&\n次の行"), "kana", "やまだ はなこ");
    let kept = |page: &str| {
        let quoted = "a&quot;&gt;&lt;b&gt;&amp;\r\n次の行";
        assert!(page.contains(quoted) && page.contains("山田 花子") && page.contains("やまだ はなこ") && page.contains(CONSENT), "{page}");
        assert_eq!(hidden(page, "key"), key);
    };
    let english = visitor.submit(&format!("{}?lang=en", visitor.page), &with(&typed, "show", "form"));
    assert!(english.status == 200 && english.text.contains("<html lang=\"en\">"), "{}", english.text);
    kept(&english.text);
    let topics = visitor.submit(&visitor.page, &with(&typed, "show", "topic"));
    assert!(topics.status == 200 && !topics.text.contains("role=\"alert\""), "{}", topics.text);
    kept(&topics.text);
    let review = visitor.submit(&visitor.page, &with(&typed, "show", "review"));
    assert_eq!((review.status, review.header("cache-control")), (200, Some("private, no-cache")));
    assert!(review.text.contains("<dd>090-1234-5678</dd>"), "{}", review.text);
    kept(&review.text);

    // Withdrawn while it was typed: another is chosen, and all goes on.
    let mut fewer = settings();
    fewer["topics"] = json!(["defect", "other"]);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &fewer).unwrap();
    for sent in [typed.clone(), with(&typed, "show", "review")] {
        let withdrawn = visitor.submit(&visitor.page, &sent);
        assert_eq!((withdrawn.status, withdrawn.header("cache-control")), (422, Some("no-store")));
        assert!(withdrawn.text.contains("role=\"alert\"") && withdrawn.text.contains("ただいま承っておりません。"), "{}", withdrawn.text);
        kept(&withdrawn.text);
    }
    let other = with(&with(&typed, "show", "form"), "topic", "other");
    let drawn = visitor.submit(&visitor.page, &other);
    assert_eq!(drawn.status, 200);
    kept(&drawn.text);
    assert!(shop.listed().is_empty());
    visitor.submitted(&visitor.page, &with(&typed, "topic", "other"));
}

#[test]
fn a_request_that_has_to_be_sent_again_is_sent_from_where_it_was_looked_through() {
    let shop = limited("hosted-again", "address_hour", 1);
    let visitor = Visitor::of(&shop);
    visitor.submitted(&visitor.page, &form(&visitor.form("gift"), "asap"));
    let key = visitor.form("gift");
    let waits = visitor.submit(&visitor.page, &with(&form(&key, "asap"), "reviewed", "yes"));
    assert!(waits.status == 429 && waits.header("retry-after").is_some(), "{}", waits.text);
    assert!(waits.text.contains("id=\"review\"") && waits.text.contains("ほどしてから"), "{}", waits.text);
    assert_eq!(hidden(&waits.text, "name"), "山田 花子");
}

#[test]
fn a_rating_that_is_too_much_now_is_still_there() {
    let shop = limited("hosted-rating-many", "calls_minute", 30);
    let visitor = Visitor::of(&shop);
    let location = visitor.submitted(&visitor.page, &form(&visitor.form("gift"), "asap"));
    let number = number(&location).to_owned();
    until("the desk has it", || shop.row(&number));
    assert_eq!(shop.act(&number, "reached", 1, &key()).status, 200);
    let carried = hidden(&visitor.get(&location).text, "form");
    until("there are too many calls", || Some(visitor.get(&visitor.page)).filter(|answer| answer.status == 429));
    let rating = [("form", carried.as_str()), ("act", "rate"), ("score", "4"), ("comment", "助かりました")];
    let waits = visitor.submit(&location, &rating);
    assert!(waits.status == 429 && waits.header("retry-after").is_some(), "{}", waits.text);
    for part in [">\n助かりました</textarea>", "value=\"4\" checked>", "ほどしてから"] {
        assert!(waits.text.contains(part), "{part}: {}", waits.text);
    }
    let row = shop.row(&number).unwrap();
    assert_eq!(row["data"]["ticket"]["seq"], 2, "nothing was taken");
}

#[test]
fn what_nobody_sees_is_filled_in_and_the_desk_alone_hears_of_it() {
    let shop = Shop::open("hosted-robot");
    let visitor = Visitor::of(&shop);
    let key = visitor.form("gift");
    let location = visitor.submitted(&visitor.page, &with(&form(&key, "asap"), "homepage", "https://robot.example"));
    let row = until("the desk has it", || shop.row(number(&location)));
    let ticket = &row["data"]["ticket"];
    let signs: Vec<_> = ticket["pitch"].as_array().unwrap().iter().map(|signal| signal["code"].as_str().unwrap()).collect();
    assert_eq!(
        (&ticket["state"], signs),
        (&json!("set_aside"), vec!["trap_filled", "filled_in_haste"]),
        "the form's key told when it was drawn"
    );
    assert!(visitor.get(&location).text.contains("お電話をお待ちください"), "it is told what anybody is told");
}
