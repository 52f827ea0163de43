use super::*;
use crate::delivery::specimen::{Post, answer, ask, nothing};
use crate::delivery::step::Step;
use serde_json::json;

fn account(from: &str) -> Sms {
    let account = ["AC", &"0".repeat(32)].concat();
    serde_json::from_value(json!({"service": "twilio", "account": account, "token": "t", "from": from})).unwrap()
}

fn message(account: &Sms) -> Message<'_> {
    Message { account, to: "+819012345678", text: "窓口です\nhttps://x.example/#k=1.abc".into(), mark: "#k=1.abc".into() }
}

#[test]
fn a_form_by_basic_auth_from_a_number_or_a_service() {
    let post = Post::trial();
    let own = account("+815012345678");
    let next = message(&own).next(&post.letter(), &nothing, None);
    assert_eq!((next.keep.len(), next.keep[0].key.as_str()), (1, "begun:msg_1"));
    let ask = ask(next);
    assert_eq!(
        (ask.method, ask.url.as_str()),
        ("POST", format!("https://api.twilio.com/2010-04-01/Accounts/{}/Messages.json", own.account).as_str())
    );
    assert!(ask.body.starts_with("To=%2B819012345678&From=%2B815012345678&Body=%E7%AA%93"), "{}", ask.body);
    assert!(
        ask.headers.iter().any(|(name, value)| *name == "authorization"
            && value == &["Basic ", &token::base64([&own.account, ":t"].concat().as_bytes())].concat())
    );
    let service = account(&["MG", &"a".repeat(32)].concat());
    assert!(
        crate::delivery::specimen::ask(message(&service).next(&post.letter(), &nothing, None)).body.contains("&MessagingServiceSid=MG")
    );
}

#[test]
fn a_repeat_looks_first_and_sends_only_what_is_not_there() {
    let (post, own) = (Post::trial(), account("Komichi"));
    let kept = |_: &str| Some("1".to_owned());
    let look = ask(message(&own).next(&post.letter(), &kept, None));
    assert!(look.method == "GET" && look.url.ends_with("/Messages.json?PageSize=50&To=%2B819012345678"), "{}", look.url);
    let next = |body: &str| message(&own).next(&post.letter(), &kept, Some(&answer("look", 200, body))).step;
    let found =
        json!({"messages": [{"body": "other"}, {"body": "Sent from your Twilio trial account - 窓口です\nhttps://x.example/#k=1.abc"}]});
    assert_eq!(next(&found.to_string()), Step::Done(Outcome::Arrived));
    assert!(matches!(next(r#"{"messages": []}"#), Step::Ask(ask) if ask.name == "send"));
}

#[test]
fn a_bad_number_is_its_own_trouble_and_a_bad_token_the_accounts() {
    let (post, own) = (Post::trial(), account("Komichi"));
    let judge = |status, body: &str| match message(&own).next(&post.letter(), &nothing, Some(&answer("send", status, body))).step {
        Step::Done(outcome) => outcome,
        other => panic!("{other:?}"),
    };
    assert_eq!(judge(201, r#"{"sid":"SM1","status":"queued"}"#), Outcome::Arrived);
    assert_eq!(judge(400, r#"{"code":21610,"message":"unsubscribed"}"#), Outcome::Nowhere("answered 400: 21610".into()));
    assert_eq!(judge(400, r#"{"code":21606,"message":"from"}"#), Outcome::failed("answered 400: 21606"));
    assert_eq!(judge(401, r#"{"code":20003,"message":"Authenticate"}"#), Outcome::failed("answered 401: 20003"));
    assert!(matches!(judge(429, r#"{"code":20429}"#), Outcome::Failed { rest: true, .. }));
    assert_eq!(judge(503, "busy"), Outcome::failed("answered 503"));
}
