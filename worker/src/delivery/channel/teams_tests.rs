use super::*;
use crate::delivery::specimen::{self, Post, answer, first, hostile_tickets, longest, nothing, ticket};
use crate::delivery::step::Step;
use madoguchi_shared::command::EventType;
use madoguchi_shared::settings::Channel;

fn teams() -> Teams {
    let settings = json!({"kind": "teams", "id": "t", "url": "https://prod-1.japaneast.logic.azure.com/workflows/1?sig=x", "mention": ["a@shop.example"]});
    let Channel::Teams(teams) = specimen::channel(settings) else { panic!() };
    teams
}

fn sent(post: &Post) -> Value {
    let ask = first(&&teams(), post);
    assert!(ask.body.len() <= 28_672, "{}", ask.body.len());
    let message: Value = serde_json::from_slice(ask.body.as_bytes()).unwrap();
    assert_eq!(message["type"], "message");
    let attachment = &message["attachments"][0];
    assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
    assert!(attachment.as_object().unwrap().contains_key("contentUrl"));
    let card = attachment["content"].clone();
    assert_eq!((card["type"].as_str(), card["version"].as_str()), (Some("AdaptiveCard"), Some("1.4")));
    card
}

#[test]
fn an_urgent_ticket_says_all_and_calls_who_was_named() {
    let card = sent(&Post::event(EventType::Created, ticket()));
    let all = card.to_string();
    for said in ["不良・こわれていた", "山田 花子", "090-1234-5678", "旅する充電器", "明日から旅行です。", "2345-6789-BCDF"]
    {
        assert!(all.contains(said), "{said}: {all}");
    }
    assert_eq!(card["msteams"]["entities"][0]["mentioned"]["id"], "a@shop.example");
    assert!(all.contains("<at>a@shop.example</at>"));
    assert!(card["actions"].as_array().unwrap().iter().all(|action| action["url"].as_str().unwrap().starts_with("https://")));
}

#[test]
fn nothing_that_a_shopper_types_mentions_or_formats() {
    for hostile in hostile_tickets() {
        let card = sent(&Post::event(EventType::Created, hostile));
        assert_eq!(card["msteams"]["entities"].as_array().unwrap().len(), 1);
        let mut texts = vec![];
        collect(&card["body"], &mut texts);
        for text in texts.iter().filter(|text| *text != "<at>a@shop.example</at>") {
            assert!(!text.contains(['<', '>']), "{text}");
            for mark in ['*', '_', '[', ']', '(', '`', '~', '|', '#'] {
                let bare = text
                    .char_indices()
                    .any(|(at, c)| c == mark && !text.get(..at).unwrap().ends_with('\\') && !text.get(at..).unwrap().starts_with("#39;"));
                assert!(!bare, "{mark} in {text}");
            }
        }
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => members.iter().for_each(|(name, member)| match member.as_str() {
            Some(text) if matches!(name.as_str(), "text" | "title" | "value") => found.push(text.to_owned()),
            _ => collect(member, found),
        }),
        _ => {}
    }
}

#[test]
fn the_longest_ticket_is_below_28_kb_and_says_what_was_cut() {
    sent(&Post::event(EventType::Created, longest()));
    let mut wide = ticket();
    wide["intake"]["message"] = json!("長".repeat(1_000));
    for post in [
        Post::event(EventType::Created, wide),
        Post::digest(30),
        Post::alert(),
        Post::trial(),
        Post::event(EventType::HandedOver, longest()),
    ] {
        sent(&post);
    }
    let post = Post::event(EventType::Created, longest());
    let (letter, teams) = (post.letter(), teams());
    let note = letter.note().unwrap();
    assert!(wrapped(&teams, &letter, &note, 100).contains("長いため一部を省きました"));
}

#[test]
fn a_workflows_answer_is_judged_by_status_and_code() {
    let (post, teams) = (Post::trial(), teams());
    let judged = |status, body: &str| match (&teams).next(&post.letter(), &nothing, Some(&answer("post", status, body))).step {
        Step::Done(outcome) => (outcome == Outcome::Arrived, outcome.reason().to_owned()),
        other => panic!("{other:?}"),
    };
    assert_eq!(judged(202, ""), (true, String::new()));
    let refused = r#"{"error": {"code": "DirectApiAuthorizationRequired", "message": "The request must be authenticated"}}"#;
    assert_eq!(judged(401, refused), (false, "answered 401: DirectApiAuthorizationRequired".to_owned()));
}
