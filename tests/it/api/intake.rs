//! A request becomes a ticket, with its shopper, with the desk, and nowhere else.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::json;

#[test]
fn an_accepted_request_has_a_receipt_and_is_on_the_desks_list() {
    let shop = Shop::open("intake");
    let answer = shop.post(&draft(), &key());
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.header("cache-control"), Some("no-store"));

    let ticket = Accepted::of(&answer);
    let status = &ticket.receipt["status"];
    assert_eq!(ticket.id.len(), 14);
    assert!(ticket.token.len() >= 32);
    assert_eq!((&status["state"], &status["topic"], &status["urgency"]), (&json!("open"), &json!("gift"), &json!("normal")));
    assert_eq!((&status["by_phone"], &status["caller_number"]), (&json!(true), &json!("+81312345678")));
    assert_eq!(status["attempts"], json!([]));
    let (by, window) = (status["respond_by"].as_str().unwrap(), &status["window"]);
    assert!(status["created_at"].as_str().unwrap() < by, "{status}");
    assert_eq!(window["end"].as_str(), Some(by), "as soon as possible, but normal: due at its window's end");

    let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
    assert_eq!((&row["row"]["shop"], &row["data"]["shop_name"]), (&json!(shop.name), &json!("試験商店")));
    assert_eq!((&row["data"]["ticket"]["seq"], &row["data"]["ticket"]["state"]), (&json!(1), &json!("open")));
    assert_eq!(row["data"]["ticket"]["intake"]["reply"]["phone"], "+819012345678", "as typed in full width");
    assert_eq!(row["data"]["ticket"]["promise"]["respond_by"], by);
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn the_desk_gets_the_whole_notice_in_its_language() {
    let shop = Shop::open("notice");
    let mut defect = draft();
    defect["topic"] = json!("defect");
    defect["order_number"] = json!("ＡＢ－１２３４");
    defect["product"] = json!({"name": "旅する充電器", "sku": "KM-CH-65W", "price": "￥6,980", "url": "https://shop.example/charger"});
    defect["symptom"] = json!("点灯しない");
    defect["solution"] = json!("交換");
    let ticket = shop.accept(&defect);
    assert_eq!(ticket.receipt["status"]["urgency"], "urgent");

    let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
    let notice = row["data"]["notice"].as_array().unwrap();
    let value = |key: &str| notice.iter().find(|line| line["key"] == key).map(|line| line["value"].as_str().unwrap().to_owned()).unwrap();
    let keys: Vec<_> = notice.iter().map(|line| line["key"].as_str().unwrap()).collect();
    let form = "matter name contact product wanted_date address urgency call_back deadline order message page link";
    assert_eq!(keys.join(" "), form);
    assert_eq!(notice[0]["label"], "要件");
    assert_eq!(value("matter"), "不良・こわれていた");
    assert_eq!(value("name"), "山田 花子");
    assert_eq!(value("contact"), "090-1234-5678");
    assert_eq!(value("product"), "旅する充電器 (KM-CH-65W)");
    assert_eq!(value("wanted_date"), "—");
    assert_eq!(value("urgency"), "緊急");
    assert!(value("call_back").starts_with("できるだけ早く"), "{}", value("call_back"));
    assert_ne!(value("deadline"), "—");
    assert_eq!(value("order"), "AB-1234");
    assert_eq!(value("message"), "点灯しない\n交換\nのしを付けられますか");
    assert_eq!(value("page"), "https://shop.example/linen");
    assert!(value("link").ends_with(&format!("/desk/?desk={}#ticket={}", shop.desk, ticket.id)), "{}", value("link"));
}

#[test]
fn a_ticket_opens_with_its_own_token_only() {
    let (shop, other) = (Shop::open("token"), Shop::open("token-other"));
    let (mine, theirs, foreign) = (shop.accept(&draft()), shop.accept(&draft()), other.accept(&draft()));

    let status = shop.status(&mine);
    assert_eq!(status.status, 200);
    assert_eq!(status.json().unwrap(), mine.receipt["status"]);
    assert!(!status.text.contains("山田") && !status.text.contains("9012345678"), "{}", status.text);

    for method in ["GET", "DELETE"] {
        refused(&shop.ticket(method, &mine.id, None), 401, "unauthorized");
        for token in ["wrong", &theirs.token, &foreign.token, &shop.token, &shop.desk_token] {
            refused(&shop.ticket(method, &mine.id, Some(token)), 401, "unauthorized");
        }
        // What doesn't exist is answered as what doesn't open.
        refused(&shop.ticket(method, "0000-0000-0000", Some(&mine.token)), 401, "unauthorized");
        refused(&other.ticket(method, &mine.id, Some(&mine.token)), 401, "unauthorized");
        refused(&shop.ticket(method, "no-number", Some(&mine.token)), 404, "not_found");
    }
    assert_eq!(shop.status(&mine).json().unwrap()["state"], "open", "nothing of that cancelled it");
}

#[test]
fn an_empty_draft_is_refused_with_every_fault_at_its_path() {
    let shop = Shop::open("empty");
    let error = refused(&shop.post(&json!({}), &key()), 422, "invalid");
    assert_eq!(faults(&error), ["topic required", "name required", "reply required", "consent not_agreed"]);

    let by_phone = json!({"topic": "defect", "reply": "phone", "window": "2001-01-01T00:00:00Z"});
    let error = refused(&shop.post(&by_phone, &key()), 422, "invalid");
    let expected = [
        "order_number required",
        "product.name required",
        "symptom required",
        "solution required",
        "name required",
        "phone required",
        "window past",
        "consent not_agreed",
    ];
    assert_eq!(faults(&error), expected);
    assert_eq!(shop.listed(), Vec::<serde_json::Value>::new());
}

#[test]
fn numbers_that_nobody_may_promise_to_call_are_refused() {
    let shop = Shop::open("phones");
    for (typed, code) in [("110", "not_callable"), ("0120-444-113", "not_callable"), ("090-1234", "malformed"), ("", "required")] {
        let mut draft = draft();
        draft["phone"] = json!(typed);
        let error = refused(&shop.post(&draft, &key()), 422, "invalid");
        assert_eq!(faults(&error), [format!("phone {code}")], "{typed}");
    }
    for typed in ["０９０ー１２３４ー５６７８", "+81 (0)90 1234 5678", "090−1234−5678", "03 1234 5678"] {
        let mut draft = draft();
        draft["phone"] = json!(typed);
        shop.accept(&draft);
    }
}

#[test]
fn by_mail_or_without_an_answer_no_place_is_taken() {
    let shop = Shop::with_places("mail", 1);
    for (reply, promised) in [("email", true), ("none", true)] {
        let mut draft = draft();
        // What is asked can't be left unanswered; word can be left.
        draft["topic"] = json!("other");
        draft["reply"] = json!(reply);
        draft["email"] = json!("hanako@example.jp");
        let ticket = shop.accept(&draft);
        let status = &ticket.receipt["status"];
        assert_eq!((&status["window"], &status["by_phone"]), (&json!(null), &json!(false)));
        assert_eq!(status["respond_by"].is_string(), promised);
    }
    let ticket = shop.accept(&draft());
    assert!(ticket.receipt["status"]["window"].is_object(), "the only place was still free");
}

#[test]
fn a_question_needs_a_way_to_answer_and_in_writing_its_words() {
    let shop = Shop::open("question");
    let mut silent = draft();
    silent["message"] = json!("");
    shop.accept(&silent);
    silent["reply"] = json!("email");
    silent["email"] = json!("hanako@example.jp");
    assert_eq!(faults(&refused(&shop.post(&silent, &key()), 422, "invalid")), ["message required"]);
    let mut unanswered = draft();
    unanswered["reply"] = json!("none");
    assert_eq!(faults(&refused(&shop.post(&unanswered, &key()), 422, "invalid")), ["reply not_offered"]);
}

#[test]
fn an_order_is_found_by_its_day_with_name_and_phone_or_mail() {
    let shop = Shop::open("stand-in");
    let mut defect = draft();
    for (field, text) in [("topic", "defect"), ("symptom", "点灯しない"), ("solution", "交換")] {
        defect[field] = json!(text);
    }
    defect["product"] = json!({"name": "旅する充電器", "source": "page"});
    let refusal = |draft: &serde_json::Value| faults(&refused(&shop.post(draft, &key()), 422, "invalid"));
    assert_eq!(refusal(&defect), ["order_number required"]);
    defect["order_phone"] = json!("03-1234-5678");
    assert_eq!(refusal(&defect), ["order_date required"]);
    let day = shop.windows()["now"].as_str().unwrap().split_once('T').unwrap().0.to_owned();
    defect["order_date"] = json!(day);

    let placed = |draft: &serde_json::Value| {
        let ticket = shop.accept(draft);
        let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
        let intake = row["data"]["ticket"]["intake"].clone();
        assert_eq!(intake["product"]["source"], "page");
        intake["order"]["placed_on"].clone()
    };
    assert_eq!(placed(&defect), json!({"day": day, "name": "山田 花子", "phone": "+81312345678"}));
    defect["order_phone"] = json!("");
    assert_eq!(placed(&defect), json!({"day": day, "name": "山田 花子", "phone": "+819012345678"}), "the request's own");
    defect["order_name"] = json!("山田 太郎");
    defect["order_email"] = json!("taro@example.jp");
    assert_eq!(placed(&defect), json!({"day": day, "name": "山田 太郎", "email": "taro@example.jp"}));
}

#[test]
fn what_the_shopper_knows_besides_reaches_the_desk_in_one_form() {
    let shop = Shop::open("besides");
    let mut known = draft();
    known["kana"] = json!("ﾔﾏﾀﾞ　はなこ");
    known["tried"] = json!("別の端末でも試しました");
    known["read"] = json!(["fee", "no such id!", "fee"]);
    known["address"] = json!("１０００００１　千代田区千代田1-1");
    let ticket = shop.accept(&known);
    let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!((&intake["kana"], &intake["read"]), (&json!("ヤマダ ハナコ"), &json!(["fee"])));
    assert_eq!((&intake["tried"], &intake["address"]), (&json!("別の端末でも試しました"), &json!("〒100-0001 千代田区千代田1-1")));
    known["kana"] = json!("Yamada");
    assert_eq!(faults(&refused(&shop.post(&known, &key()), 422, "invalid")), ["kana malformed"]);
}
