use super::*;
use crate::delivery::specimen::{self, Post, answer, ask, by_mail, hostile_tickets, longest, nothing, now, ticket};
use crate::token::from_base64url;
use madoguchi_shared::command::EventType;
use madoguchi_shared::settings::Channel;

const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";

fn line_works(more: Value) -> LineWorks {
    let mut settings = json!({
        "kind": "line_works", "id": "l", "bot": "2001", "to": "room-1", "client_id": "app", "client_secret": "s&1",
        "service_account": "a.serviceaccount@shop", "private_key": KEY,
    });
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Channel::LineWorks(line_works) = specimen::channel(settings) else { panic!() };
    line_works
}

fn token(key: &str) -> Option<String> {
    (key == "token app").then(|| "kept-1".to_owned())
}

/// The text that is sent where a token was kept.
fn sent(post: &Post) -> String {
    let call = ask((&line_works(json!({}))).next(&post.letter(), &token, None));
    assert_eq!((call.method, call.url.as_str()), ("POST", "https://www.worksapis.com/v1.0/bots/2001/channels/room-1/messages"));
    assert!(call.headers.contains(&("authorization", "Bearer kept-1".to_owned())));
    let body: Value = serde_json::from_slice(call.body.as_bytes()).unwrap();
    assert_eq!((&body["content"]["type"], body["content"].as_object().unwrap().len()), (&json!("text"), 2));
    let text = body["content"]["text"].as_str().unwrap().to_owned();
    assert!((1..=2_000).contains(&text.encode_utf16().count()), "{}", text.encode_utf16().count());
    text
}

#[test]
fn a_ticket_is_told_in_the_desks_order_its_title_first() {
    let text = sent(&Post::event(EventType::Created, ticket()));
    assert!(text.starts_with("🔴 緊急 | 不良・こわれていた | "), "{text}");
    let mut rest = text.as_str();
    for said in [
        "\n\n要件: 不良・こわれていた",
        "山田 花子",
        "090-1234-5678",
        "旅する充電器",
        "2026-12-01",
        "東京都千代田区1-1",
        "緊急度: 緊急",
        "│ 急いでいます。\n│ 明日から旅行です。\n",
        "受付番号: 2345-6789-BCDF\n",
        "チケットを開く: https://desk.example/desk/?desk=m#ticket=2345-6789-BCDF",
    ] {
        rest = rest.split_once(said).unwrap_or_else(|| panic!("{said} in {rest} of {text}")).1;
    }
    assert!(!sent(&Post::event(EventType::Created, by_mail())).contains('🔴'));
}

#[test]
fn one_person_may_be_told_instead_of_a_room() {
    let own = line_works(json!({"to": "hanako@shop", "to_user": true}));
    let call = ask((&own).next(&Post::trial().letter(), &token, None));
    assert_eq!(call.url, "https://www.worksapis.com/v1.0/bots/2001/users/hanako@shop/messages");
}

#[test]
fn nothing_that_a_shopper_types_mentions_or_links() {
    let mut mention = ticket();
    mention["intake"]["message"] = json!("<m userId=\"all\"> a https://evil.example");
    for hostile in hostile_tickets().into_iter().chain([mention]) {
        let text = sent(&Post::event(EventType::Created, hostile));
        assert!(!text.contains(['<', '>']), "{text}");
        let (before, behind) = text.split_once("://").unwrap();
        assert!(before.ends_with("チケットを開く: https") && !behind.contains("://"), "{text}");
    }
}

#[test]
fn the_longest_ticket_is_cut_at_its_longest_texts_and_says_so() {
    for (kind, link) in [(EventType::Created, "チケットを開く: https://"), (EventType::HandedOver, "回答する: https://")] {
        let text = sent(&Post::event(kind, longest()));
        assert!(text.contains("長いため一部を省きました") && text.contains(link), "{text}");
        assert!(text.contains("受付番号: 2345-6789-BCDF") && text.contains("090-1234-5678") && text.contains("旅する充電器"), "{text}");
        assert!(text.encode_utf16().count() > 1_600, "no more than needs be: {}", text.encode_utf16().count());
    }
    for post in [Post::trial(), Post::alert(), Post::digest(30), Post::event(EventType::Erased, ticket())] {
        assert!(!sent(&post).contains("長いため"));
    }
    // Whatever the rows hold.
    let post = Post::event(EventType::HandedOver, longest());
    let letter = post.letter();
    let mut note = letter.note().unwrap();
    let blocks = note.blocks.as_mut().unwrap();
    for row in &mut blocks.fields {
        row.value = "𠮷".repeat(madoguchi_shared::notice::limit(&row.key));
    }
    blocks.body.lines = vec!["𠮷".to_owned(); 1_750];
    note.lines = vec!["a".to_owned(); 500];
    assert!(text(&letter, &note).encode_utf16().count() <= TEXT_MAX);
}

#[test]
fn a_token_is_asked_for_by_what_the_service_account_signs() {
    let (post, own) = (Post::event(EventType::Created, ticket()), line_works(json!({})));
    let Step::Sign { key, text } = (&own).next(&post.letter(), &nothing, None).step else { panic!() };
    assert_eq!(key, KEY);
    let (header, claims) = text.split_once('.').unwrap();
    assert_eq!(from_base64url(header).unwrap(), br#"{"alg":"RS256","typ":"JWT"}"#);
    let claims: Value = serde_json::from_slice(&from_base64url(claims).unwrap()).unwrap();
    let iat = now().unix();
    assert_eq!(claims, json!({"iss": "app", "sub": "a.serviceaccount@shop", "iat": iat, "exp": iat + 1_800}));

    let call = ask((&own).next(&post.letter(), &nothing, Some(&answer("sign", 200, "c2ln"))));
    assert_eq!((call.name, call.url.as_str()), (TOKEN, "https://auth.worksmobile.com/oauth2/v2.0/token"));
    assert_eq!(
        call.body,
        format!(
            "assertion={text}.c2ln&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_id=app&client_secret=s%261&scope=bot"
        )
    );
}

#[test]
fn a_token_is_kept_until_shortly_before_it_runs_out() {
    let (post, own) = (Post::trial(), line_works(json!({})));
    for (given, seconds) in [(json!("86400"), 86_100), (json!(3_600), 3_300), (Value::Null, 3_300), (json!("soon"), 3_300)] {
        let body = json!({"access_token": "new-1", "token_type": "Bearer", "expires_in": given, "refresh_token": "r"}).to_string();
        let next = (&own).next(&post.letter(), &nothing, Some(&answer(TOKEN, 200, &body)));
        assert_eq!(next.keep.len(), 1);
        let kept = &next.keep[0];
        assert_eq!((kept.key.as_str(), kept.value.as_str(), kept.until), ("token app", "new-1", now().plus_seconds(seconds)), "{given}");
        let call = ask(next);
        assert_eq!(call.name, BY_NEW);
        assert!(call.headers.contains(&("authorization", "Bearer new-1".to_owned())));
    }
    for none in ["", "{}", r#"{"access_token":""}"#, r#"{"access_token":7}"#] {
        let next = (&own).next(&post.letter(), &nothing, Some(&answer(TOKEN, 200, none)));
        assert_eq!(next, Next::done(Outcome::failed("it gave no access token")), "{none}");
    }
}

#[test]
fn a_token_that_is_refused_is_forgotten_and_another_asked_for_once() {
    let (post, own) = (Post::trial(), line_works(json!({})));
    let refused = r#"{"code": "UNAUTHORIZED", "description": "Expired token"}"#;
    let again = (&own).next(&post.letter(), &token, Some(&answer(BY_KEPT, 401, refused)));
    assert!(matches!(again.step, Step::Sign { .. }), "{again:?}");
    assert_eq!((again.keep[0].key.as_str(), again.keep[0].value.as_str()), ("token app", ""));
    let end = (&own).next(&post.letter(), &nothing, Some(&answer(BY_NEW, 401, refused)));
    assert_eq!(end.step, Step::Done(Outcome::failed("answered 401: UNAUTHORIZED")));
    assert_eq!((end.keep[0].key.as_str(), end.keep[0].value.as_str()), ("token app", ""));
}

#[test]
fn an_answer_is_judged_by_its_status_and_its_code() {
    let (post, own) = (Post::trial(), line_works(json!({})));
    let judged = |name, status, body: &str| match (&own).next(&post.letter(), &nothing, Some(&answer(name, status, body))).step {
        Step::Done(outcome) => (outcome == Outcome::Arrived, outcome.reason().to_owned()),
        other => panic!("{other:?}"),
    };
    assert_eq!(judged(BY_KEPT, 201, ""), (true, String::new()));
    assert_eq!(judged(BY_NEW, 403, r#"{"code": "FORBIDDEN"}"#).1, "answered 403: FORBIDDEN");
    assert_eq!(judged(BY_KEPT, 404, r#"{"code": "NOT_FOUND"}"#).1, "answered 404: NOT_FOUND");
    assert_eq!(judged(TOKEN, 400, r#"{"error": "invalid_grant", "error_description": "…"}"#).1, "answered 400: invalid_grant");
    assert_eq!(judged(TOKEN, 401, r#"{"error": "see https://x"}"#).1, "answered 401");
    let throttled = (&own).next(&post.letter(), &nothing, Some(&answer(BY_KEPT, 429, r#"{"code": "TOO_MANY_REQUESTS"}"#)));
    assert!(matches!(throttled.step, Step::Done(Outcome::Failed { rest: true, .. })), "{throttled:?}");
    let quiet = Post::event(EventType::Rated, ticket());
    assert_eq!((&own).next(&quiet.letter(), &nothing, None), Next::done(Outcome::Arrived));
}
