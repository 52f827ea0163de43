use super::*;
use crate::delivery::specimen::{self, Post, answer, ask as asked, by_mail, first, hostile_tickets, longest, nothing, now, ticket};
use crate::delivery::step::{Step, form};
use madoguchi_shared::command::EventType;
use madoguchi_shared::settings::Channel;
use serde_json::{Value, json};

fn chatwork(task: Value) -> Chatwork {
    let settings = json!({"kind": "chatwork", "id": "c", "room": "123", "token": "secret-1", "mention": ["11", "all"], "task": task});
    let Channel::Chatwork(chatwork) = specimen::channel(settings) else { panic!() };
    chatwork
}

/// A field of a form as it was before it was quoted.
fn field(body: &str, name: &str) -> Option<String> {
    let value = body.split('&').find_map(|field| field.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = vec![];
    let mut rest = value.bytes();
    while let Some(b) = rest.next() {
        bytes.push(match b {
            b'%' => u8::from_str_radix(&format!("{}{}", rest.next()? as char, rest.next()? as char), 16).ok()?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn sent(post: &Post) -> String {
    let call = first(&&chatwork(json!([])), post);
    assert_eq!((call.method, call.url.as_str(), call.name), ("POST", "https://api.chatwork.com/v2/rooms/123/messages", MESSAGE));
    assert!(call.headers.contains(&("x-chatworktoken", "secret-1".to_owned())));
    assert!(call.headers.contains(&("content-type", "application/x-www-form-urlencoded".to_owned())));
    assert_eq!(field(&call.body, "self_unread").as_deref(), Some("1"));
    let text = field(&call.body, "body").unwrap();
    assert!((1..=65_535).contains(&text.len()), "{}", text.len());
    text
}

/// What stands between our own tags.
fn inside(text: &str) -> &str {
    let (_, rest) = text.split_once("[info][title]").unwrap();
    rest.rsplit_once("[/info]").unwrap().0
}

#[test]
fn an_urgent_ticket_is_told_in_the_desks_order_and_calls_who_was_named() {
    let text = sent(&Post::event(EventType::Created, ticket()));
    assert!(text.starts_with("[info][title]🔴 緊急 | 不良・こわれていた | "), "{text}");
    assert!(text.ends_with("[/info][To:11][toall]"), "{text}");
    let mut rest = text.as_str();
    for said in [
        "[/title]要件: 不良・こわれていた\n",
        "山田 花子",
        "090-1234-5678",
        "旅する充電器",
        "2026-12-01",
        "東京都千代田区1-1",
        "緊急度: 緊急\n",
        "│ 急いでいます。\n│ 明日から旅行です。\n",
        "受付番号: 2345-6789-BCDF\n",
        "チケットを開く: https://desk.example/desk/?desk=m#ticket=2345-6789-BCDF[/info]",
    ] {
        rest = rest.split_once(said).unwrap_or_else(|| panic!("{said} in {rest} of {text}")).1;
    }
}

#[test]
fn a_normal_one_calls_nobody_and_has_no_task() {
    let post = Post::event(EventType::Created, by_mail());
    let text = sent(&post);
    assert!(!text.contains("[To:") && !text.contains("[toall]") && !text.contains('🔴'), "{text}");
    let next = (&chatwork(json!(["7"]))).next(&post.letter(), &nothing, Some(&answer(MESSAGE, 200, r#"{"message_id":"1"}"#)));
    assert_eq!(next, Next::done(Outcome::Arrived), "nothing is remembered, for nothing is left to be done");
}

/// Each tag and each address in it is our own.
#[test]
fn nothing_that_a_shopper_types_mentions_tags_or_links() {
    for hostile in hostile_tickets() {
        let text = sent(&Post::event(EventType::Created, hostile));
        let own = inside(&text).replacen("[/title]", "", 1);
        assert!(!own.contains(['[', ']']), "{own}");
        let (before, behind) = own.split_once("://").unwrap();
        assert!(before.ends_with("チケットを開く: https") && !behind.contains("://"), "{own}");
    }
}

/// No field holds more than its row shows: were it all of four bytes, it fits.
#[test]
fn the_longest_notice_fits_and_nothing_is_cut() {
    let post = Post::event(EventType::HandedOver, longest());
    let letter = post.letter();
    let mut note = letter.note().unwrap();
    let blocks = note.blocks.as_mut().unwrap();
    for row in &mut blocks.fields {
        row.value = "𠮷".repeat(madoguchi_shared::notice::limit(&row.key));
    }
    blocks.body.lines = vec!["𠮷".to_owned(); 1_750];
    note.lines = vec!["𠮷".repeat(1_000), "𠮷".repeat(300)];
    let text = message(&chatwork(json!([])), &letter, &note);
    assert!(text.len() <= 65_535 && !text.contains("長いため"), "{}", text.len());
}

#[test]
fn a_task_with_the_deadline_follows_an_urgent_message() {
    let (post, chatwork) = (Post::event(EventType::Created, ticket()), chatwork(json!(["7", "8"])));
    let next = (&chatwork).next(&post.letter(), &nothing, Some(&answer(MESSAGE, 200, r#"{"message_id":"1"}"#)));
    assert_eq!(next.keep.len(), 1, "that it was posted is remembered before anything else is tried");
    assert_eq!((next.keep[0].key.as_str(), next.keep[0].value.as_str()), ("posted 123 msg_1", "1"));
    assert_eq!(next.keep[0].until, now().plus_seconds(30 * 86_400));
    let call = asked(next);
    assert_eq!((call.name, call.url.as_str()), (TASK, "https://api.chatwork.com/v2/rooms/123/tasks"));
    let limit = madoguchi_shared::Instant::parse("2026-11-24T15:20:00+09:00").unwrap().unix().to_string();
    let of = |name: &str| field(&call.body, name).unwrap();
    assert_eq!((of("to_ids"), of("limit"), of("limit_type")), ("7,8".to_owned(), limit, "time".to_owned()));
    assert_eq!(call.body, form(&[("body", &of("body")), ("to_ids", "7,8"), ("limit_type", "time"), ("limit", &of("limit"))]));
    assert!(
        of("body").starts_with("🔴 緊急 | ") && of("body").contains("2345-6789-BCDF") && !of("body").contains("山田"),
        "{}",
        of("body")
    );
    let end = (&chatwork).next(&post.letter(), &nothing, Some(&answer(TASK, 200, r#"{"task_ids":[1,2]}"#)));
    assert_eq!(end, Next::done(Outcome::Arrived));
}

#[test]
fn a_task_that_failed_is_tried_again_without_the_message() {
    let (post, both) = (Post::event(EventType::Created, ticket()), chatwork(json!(["7"])));
    let refused = (&both).next(&post.letter(), &nothing, Some(&answer(TASK, 400, r#"{"errors":["Parameter 'to_ids' is invalid"]}"#)));
    assert_eq!(refused.step, Step::Done(Outcome::failed("answered 400: Parameter 'to_ids' is invalid")));
    let kept = |key: &str| (key == "posted 123 msg_1").then(|| "1".to_owned());
    assert_eq!(asked((&both).next(&post.letter(), &kept, None)).name, TASK);
    let without = chatwork(json!([]));
    assert_eq!((&without).next(&post.letter(), &kept, None), Next::done(Outcome::Arrived), "nobody gets tasks any more");
}

#[test]
fn a_deadline_that_is_over_is_no_limit() {
    let mut late = ticket();
    late["promise"]["respond_by"] = json!("2026-11-24T15:05:30+09:00");
    let (post, chatwork) = (Post::event(EventType::Created, late), chatwork(json!(["7"])));
    let call = asked((&chatwork).next(&post.letter(), &nothing, Some(&answer(MESSAGE, 200, ""))));
    assert_eq!((field(&call.body, "limit_type").as_deref(), field(&call.body, "limit")), (Some("none"), None));
}

#[test]
fn all_else_is_a_message_and_what_nobody_need_know_is_nothing() {
    for post in [Post::trial(), Post::alert(), Post::digest(30), Post::event(EventType::HandedOver, ticket())] {
        assert!(!inside(&sent(&post)).is_empty());
    }
    let erased = sent(&Post::event(EventType::Erased, ticket()));
    assert!(erased.contains("手作業で削除") && !erased.contains("山田") && !erased.contains("://"), "{erased}");
    let quiet = Post::event(EventType::Rated, ticket());
    assert_eq!((&chatwork(json!(["7"]))).next(&quiet.letter(), &nothing, None), Next::done(Outcome::Arrived));
}

#[test]
fn an_answer_is_judged_by_its_status_and_its_word() {
    let (post, chatwork) = (Post::event(EventType::Created, ticket()), chatwork(json!(["7"])));
    let judged = |status, body: &str| match (&chatwork).next(&post.letter(), &nothing, Some(&answer(MESSAGE, status, body))) {
        Next { keep, step: Step::Done(outcome) } => (keep.len(), outcome.reason().to_owned()),
        other => panic!("{other:?}"),
    };
    assert_eq!(judged(401, r#"{"errors":["Invalid API token"]}"#), (0, "answered 401: Invalid API token".to_owned()));
    assert_eq!(judged(404, ""), (0, "answered 404".to_owned()));
    assert_eq!(judged(500, "<html>https://secret"), (0, "answered 500".to_owned()));
    assert_eq!(judged(400, r#"{"errors":["山田 花子"]}"#), (0, "answered 400".to_owned()));
    let throttled = (&chatwork).next(&post.letter(), &nothing, Some(&answer(MESSAGE, 429, r#"{"errors":["Rate limit exceeded"]}"#)));
    assert!(matches!(throttled.step, Step::Done(Outcome::Failed { rest: true, .. })), "{throttled:?}");
}
