use super::super::walk::{Walk, Walked};
use super::*;
use crate::delivery::specimen::{self, Post, hostile_tickets, longest, ticket};
use madoguchi_shared::settings::Channel;

const PLACE: &str = "conversation:2345-6789-BCDF";

fn chatwoot(more: Value) -> Chatwoot {
    let mut settings = json!({"kind": "chatwoot", "id": "cw", "url": "https://chat.example/", "inbox": "InB0x"});
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Channel::Chatwoot(chatwoot) = specimen::channel(settings) else { panic!() };
    chatwoot
}

fn with(state: &str) -> Value {
    let mut ticket = ticket();
    ticket["state"] = json!(state);
    ticket
}

fn go(walk: &mut Walk, post: &Post, mut other: impl FnMut(&Ask) -> Option<(u16, &'static str)>) -> Walked {
    walk.go(&&chatwoot(json!({"hmac_token": "h"})), post, |ask| match (other(ask), ask.name) {
        (Some((status, body)), _) => (status, body.to_owned()),
        (None, "look" | "messages") => (200, "[]".to_owned()),
        (None, "open") => (200, r#"{"id": 12, "messages": []}"#.to_owned()),
        (None, _) => (200, "{}".to_owned()),
    })
}

fn known() -> Walk {
    Walk { memory: [(PLACE.to_owned(), "12".to_owned())].into() }
}

fn content(tried: &Walked) -> String {
    tried.body("say")["content"].as_str().unwrap().to_owned()
}

#[test]
fn a_ticket_is_a_contact_with_a_conversation_and_the_notice() {
    let mut walk = Walk::default();
    let tried = go(&mut walk, &Post::event(EventType::Created, ticket()), |_| None);
    assert_eq!((tried.names(), tried.reason()), (vec!["contact", "look", "open", "say"], ""));
    let contact = tried.body("contact");
    let source = contact["source_id"].as_str().unwrap();
    // Both as Python's `hmac` has them.
    assert_eq!(source, "ac1e865ed8c402b8a5f324201a7d1518a82d695f3054b64748e955ea3baae027");
    assert_eq!(contact["identifier_hash"], "2a987775b0e0bc5483c57c14bca0cc7e602df6e8e73d0c19ce0f668872e302a0");
    assert_eq!((&contact["identifier"], &contact["name"]), (&contact["source_id"], &json!("山田 花子")));
    assert!(contact.get("email").is_none(), "Chatwoot would join contacts by it");
    let base = format!("https://chat.example/public/api/v1/inboxes/InB0x/contacts/{source}");
    let urls: Vec<&str> = tried.asked.iter().map(|ask| ask.url.as_str()).collect();
    let conversations = format!("{base}/conversations");
    assert_eq!(
        urls,
        [
            "https://chat.example/public/api/v1/inboxes/InB0x/contacts",
            &conversations,
            &conversations,
            &format!("{conversations}/12/messages")
        ]
    );
    assert_eq!(tried.body("say")["echo_id"], "msg_1");
    let text = content(&tried);
    assert!(text.starts_with("**🔴 緊急 \\| "), "{text}");
    for said in [
        "不良・こわれていた",
        "山田 花子",
        "090-1234-5678",
        "旅する充電器",
        "> 明日から旅行です。",
        "<https://desk.example/desk/?desk=m#ticket=2345-6789-BCDF>",
        "(msg-1)",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(walk.memory, known().memory);
}

#[test]
fn without_a_token_nothing_is_proven_and_names_are_not_to_be_guessed() {
    let post = Post::event(EventType::Created, ticket());
    let first = |more: Value| specimen::first(&&chatwoot(more), &post).body;
    assert!(!first(json!({})).contains("identifier_hash"));
    assert_ne!(first(json!({})), first(json!({"inbox": "other"})));
}

#[test]
fn a_try_that_was_cut_off_makes_nothing_twice() {
    let post = Post::event(EventType::Created, ticket());
    for (at, then, names) in [
        ("contact", (200, "[]"), &["contact", "look", "open", "say"][..]),
        ("open", (200, r#"[{"id": 12, "messages": []}]"#), &["contact", "look", "say"]),
    ] {
        let mut walk = Walk::default();
        assert!(go(&mut walk, &post, |ask| (ask.name == at).then_some((0, ""))).outcome.is_none());
        let tried = go(&mut walk, &post, |ask| (ask.name == "look").then_some(then));
        assert_eq!((tried.names().as_slice(), tried.reason()), (names, ""));
    }
    for (messages, names) in [
        (r#"[{"id": 1, "content": "**x** (msg-1)"}]"#, &["messages"][..]),
        (r#"[{"id": 1, "content": "**x** (msg-12)"}]"#, &["messages", "say"]),
    ] {
        let mut walk = Walk::default();
        assert!(go(&mut walk, &post, |ask| (ask.name == "say").then_some((0, ""))).outcome.is_none());
        let tried = go(&mut walk, &post, |ask| (ask.name == "messages").then_some((200, messages)));
        assert_eq!((tried.names().as_slice(), tried.reason()), (names, ""));
        assert_eq!(walk.memory, known().memory, "nothing is left to be said");
    }
}

#[test]
fn what_comes_later_is_a_line_and_an_end_resolves() {
    let mut walk = known();
    let tried = go(&mut walk, &Post::event(EventType::Moved, with("open")), |_| None);
    assert_eq!(tried.names(), ["say"]);
    assert!(!content(&tried).contains("山田"));
    let tried = go(&mut walk, &Post::event(EventType::HandedOver, with("handed")), |_| None);
    assert!(content(&tried).contains("山田"), "the whole notice");
    let tried = go(&mut walk, &Post::event(EventType::Closed, with("done")), |_| None);
    assert_eq!((tried.names(), tried.reason()), (vec!["say", "resolve"], ""));
    assert!(tried.asked[1].url.ends_with("/conversations/12/toggle_status"));
    assert_eq!(go(&mut walk, &Post::event(EventType::Noted, with("done")), |_| None).names(), [""; 0]);
    // What was never told there isn't ended there.
    assert_eq!(
        go(&mut Walk::default(), &Post::event(EventType::Closed, with("done")), |ask| (ask.name == "look").then_some((404, "{}"))).names(),
        ["look"]
    );
}

#[test]
fn what_was_deleted_there_is_made_anew_if_there_is_something_to_do() {
    let mut first = true;
    let mut gone = |ask: &Ask| (ask.name == "say" && std::mem::take(&mut first)).then_some((404, "{}"));
    let mut walk = known();
    let tried = go(&mut walk, &Post::event(EventType::Moved, with("open")), &mut gone);
    assert_eq!((tried.names(), tried.reason()), (vec!["say", "contact", "look", "open", "say"], ""));
    assert!(tried.asked[4].body.contains("山田"), "whole");
    assert_eq!(
        go(&mut known(), &Post::event(EventType::Closed, with("done")), |ask| (ask.name == "say").then_some((404, "{}"))).names(),
        ["say"]
    );
}

#[test]
fn who_is_forgotten_loses_the_name_and_people_are_asked_for_the_rest() {
    let mut erased = with("erased");
    erased["intake"] = Value::Null;
    let post = Post::event(EventType::Erased, erased);
    let mut walk = known();
    // Cut off behind the message, it goes on there.
    assert!(go(&mut walk, &post, |ask| (ask.name == "rename").then_some((0, ""))).outcome.is_none());
    let tried = go(&mut walk, &post, |ask| (ask.name == "messages").then_some((200, r#"[{"content": "(msg-1)"}]"#)));
    assert_eq!((tried.names(), tried.reason()), (vec!["messages", "rename", "resolve"], ""));
    assert_eq!((tried.asked[1].method, &tried.body("rename")["name"]), ("PATCH", &json!("—")));
    assert!(walk.memory.is_empty());
    assert!(content(&go(&mut known(), &post, |_| None)).contains("手作業で削除"));
}

#[test]
fn nothing_that_a_shopper_types_is_markup_or_a_link() {
    for hostile in hostile_tickets() {
        let text = content(&go(&mut Walk::default(), &Post::event(EventType::Created, hostile), |_| None));
        let ours = "<https://desk.example/desk/?desk=m#ticket=2345-6789-BCDF>";
        let bare = text.replace(ours, "").replace("\\\\", "");
        assert!(!bare.contains('<') && ["{{", "{%", "://", "www.", "javascript:", "@here"].iter().all(|bad| !bare.contains(bad)), "{bare}");
        for (at, _) in bare.match_indices(['`', '[', ']', '_', '~', '|', '!']) {
            assert!(bare.split_at(at).0.ends_with('\\'), "{bare}");
        }
        // Only a quotation's bar begins a line.
        assert!(bare.lines().all(|line| !line.trim_start_matches("> ").starts_with(['>', '#', '-', '+', '='])), "{bare}");
    }
}

#[test]
fn the_longest_ticket_is_whole_and_within_the_limit() {
    let text = content(&go(&mut Walk::default(), &Post::event(EventType::Created, longest()), |_| None));
    assert!(text.chars().count() < 150_000, "Chatwoot's own limit of a message");
}

#[test]
fn what_is_no_ticket_is_told_in_one_conversation() {
    let mut walk = Walk::default();
    for (post, names) in [(Post::trial(), &["contact", "look", "open", "say"][..]), (Post::alert(), &["say"]), (Post::digest(30), &["say"])]
    {
        let tried = go(&mut walk, &post, |_| None);
        assert_eq!((tried.names().as_slice(), tried.reason()), (names, ""));
    }
}

#[test]
fn an_answer_is_judged_by_its_status() {
    let judged = |name: &'static str, status| {
        let tried = go(&mut Walk::default(), &Post::event(EventType::Created, ticket()), |ask| {
            (ask.name == name).then_some((status, "<html>secret"))
        });
        tried.reason().to_owned()
    };
    assert_eq!(judged("contact", 404), "answered 404", "the inbox is not there");
    assert_eq!(judged("contact", 500), "answered 500: see the HMAC token");
    assert_eq!(judged("say", 429), "answered 429");
    assert_eq!(judged("open", 503), "answered 503");
}
