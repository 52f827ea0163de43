use super::*;
use crate::delivery::specimen::{self, Post, answer, by_mail, first, hostile_tickets, longest, nothing, ticket};
use crate::delivery::step::{Ask, Step};
use madoguchi_shared::command::EventType;
use madoguchi_shared::settings::{Channel, MailService};
use serde_json::{Value, json};

fn email() -> EmailNotices {
    let settings = json!({"kind": "email", "id": "mail", "to": ["desk@shop.example", "lead@shop.example", "DESK@shop.example"]});
    let Channel::Email(email) = specimen::channel(settings) else { panic!() };
    email
}

fn with(mut post: Post, service: MailService) -> Post {
    post.shop().mail = serde_json::from_value(json!({"service": service, "key": "re_1", "from": "madoguchi@shop.example"})).unwrap();
    post
}

fn asked(post: Post, service: MailService) -> (Ask, Value) {
    let ask = first(&&email(), &with(post, service));
    let body = serde_json::from_slice(ask.body.as_bytes()).unwrap();
    (ask, body)
}

fn sent(post: Post) -> Value {
    asked(post, MailService::Resend).1
}

#[test]
fn by_resend_under_a_key_that_is_the_same_at_every_try() {
    let event = || Post::event(EventType::Created, ticket());
    let (ask, body) = asked(event(), MailService::Resend);
    assert_eq!((ask.method, ask.url.as_str()), ("POST", "https://api.resend.com/emails"));
    let header = |name: &str| ask.headers.iter().find(|(known, _)| *known == name).unwrap().1.clone();
    assert_eq!(header("authorization"), "Bearer re_1");
    assert!(header("idempotency-key").starts_with("msg_1/mail/") && header("idempotency-key").len() <= 256);
    assert_eq!(asked(event(), MailService::Resend).0, ask);
    assert_eq!(body["to"], json!(["desk@shop.example", "lead@shop.example"]), "each once");
    assert_eq!(body["from"], "こみちの店 <madoguchi@shop.example>");
    assert!(body["subject"].as_str().unwrap().starts_with("🔴 緊急 | "), "{body}");
}

#[test]
fn by_sendgrid_in_its_own_form_and_untracked() {
    let (ask, body) = asked(Post::event(EventType::Created, ticket()), MailService::Sendgrid);
    assert_eq!((ask.method, ask.url.as_str()), ("POST", "https://api.sendgrid.com/v3/mail/send"));
    assert_eq!(body["personalizations"][0]["to"].as_array().unwrap().len(), 2);
    assert_eq!((&body["content"][0]["type"], &body["content"][1]["type"]), (&json!("text/plain"), &json!("text/html")));
    assert_eq!(body["tracking_settings"]["click_tracking"]["enable"], false);
    assert_eq!(body["reply_to"]["email"], "madoguchi@shop.example");
}

#[test]
fn the_notice_stands_in_its_order_in_both_parts() {
    let body = sent(Post::event(EventType::Created, ticket()));
    for part in ["text", "html"] {
        let text = body[part].as_str().unwrap();
        let order = ["要件", "氏名・社名", "連絡先", "希望商品・数量", "希望納期", "住所・エリア", "緊急度", "折返し可否"];
        let places: Vec<usize> = order.iter().map(|label| text.find(label).unwrap_or_else(|| panic!("{part}: {label}"))).collect();
        assert!(places.is_sorted(), "{part}: {places:?}");
        for said in ["山田 花子", "090-1234-5678", "明日から旅行です。", "2345-6789-BCDF", "https://desk.example/desk/"] {
            assert!(text.contains(said), "{part}: {said}");
        }
    }
    let html = body["html"].as_str().unwrap();
    assert!(
        html.starts_with("<!doctype html><html lang=\"ja\">")
            && html.contains("color-scheme")
            && html.contains("href=\"tel:+819012345678\"")
    );
}

/// No tag, no link and no other subject by what a shopper types.
#[test]
fn nothing_that_a_shopper_types_is_markup_or_a_link_or_a_header() {
    let shape = |body: &Value| {
        let html = body["html"].as_str().unwrap();
        let count = |what: &str| html.matches(what).count();
        (count("<") - count("<br"), count("<a "), count("<script"), count("<img"))
    };
    let usual = shape(&sent(Post::event(EventType::Created, ticket())));
    for hostile in hostile_tickets() {
        let told = hostile["intake"]["message"].clone();
        let body = sent(Post::event(EventType::Created, hostile));
        assert_eq!(shape(&body), usual, "{told}");
        let subject = body["subject"].as_str().unwrap();
        let unseen = |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
        assert!(!subject.chars().any(unseen) && subject.chars().count() <= 120, "{subject:?}");
        let text = body["text"].as_str().unwrap();
        let ours = text.matches("https://desk.example/").count();
        assert_eq!(text.matches("://").count(), ours, "{text}");
        assert!(!text.chars().any(|c| c != '\n' && unseen(c)), "{text:?}");
    }
}

#[test]
fn the_longest_is_whole() {
    let body = sent(Post::event(EventType::Created, longest()));
    // Gmail shows 102 KB of a message.
    assert!(body["html"].as_str().unwrap().len() < 60_000 && body["subject"].as_str().unwrap().chars().count() <= 120);
    assert!(!body["html"].as_str().unwrap().contains('…'), "nothing is left out of a mail");
}

#[test]
fn what_came_after_a_line_and_of_what_nobody_need_know_nothing() {
    let body = sent(Post::event(EventType::Cancelled, by_mail()));
    assert!(body["subject"].as_str().unwrap().starts_with("お客様による取消"), "{body}");
    assert!(!body.to_string().contains("山田"));
    let quiet = with(Post::event(EventType::Rated, ticket()), MailService::Resend);
    assert_eq!((&email()).next(&quiet.letter(), &nothing, None).step, Step::Done(Outcome::Arrived));
    for post in [Post::trial(), Post::alert(), Post::digest(3)] {
        assert!(sent(post)["subject"].as_str().is_some_and(|subject| !subject.is_empty()));
    }
}

#[test]
fn without_an_account_it_says_so_and_answers_are_judged() {
    let post = Post::trial();
    let Step::Done(outcome) = (&email()).next(&post.letter(), &nothing, None).step else { panic!() };
    assert_eq!(outcome, Outcome::failed("the shop has no account for mail"));
    let judge = |service, status, body: &str| {
        let post = with(Post::trial(), service);
        let heard = answer("send", status, body);
        let Step::Done(outcome) = (&email()).next(&post.letter(), &nothing, Some(&heard)).step else { panic!() };
        outcome
    };
    assert_eq!(judge(MailService::Resend, 200, r#"{"id":"1"}"#), Outcome::Arrived);
    assert_eq!(judge(MailService::Sendgrid, 202, ""), Outcome::Arrived);
    let refused = judge(
        MailService::Resend,
        403,
        r#"{"statusCode":403,"name":"validation_error","message":"The shop.example domain is not verified."}"#,
    );
    assert_eq!(refused, Outcome::failed("answered 403: validation_error"));
    let refused =
        judge(MailService::Sendgrid, 403, r#"{"errors":[{"message":"The from address does not match","field":"from","help":null}]}"#);
    assert_eq!(refused, Outcome::failed("answered 403: from"));
    assert!(matches!(judge(MailService::Resend, 429, "{}"), Outcome::Failed { rest: true, .. }));
    assert_eq!(judge(MailService::Resend, 500, "<html>oops</html>"), Outcome::failed("answered 500"));
}
