use super::*;
use crate::delivery::specimen::{self, Post, answer, by_mail, first, hostile_tickets, longest, nothing, ticket};
use crate::delivery::step::Step;
use madoguchi_shared::command::EventType;
use madoguchi_shared::settings::Channel;

fn slack(more: Value) -> Slack {
    let mut settings =
        json!({"kind": "slack", "id": "s", "url": "https://hooks.slack.com/services/T/B/x", "mention": ["here", "U1", "S2"]});
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Channel::Slack(slack) = specimen::channel(settings) else { panic!() };
    slack
}

fn sent(post: &Post) -> Value {
    let ask = first(&&slack(json!({"signing_secret": "s"})), post);
    assert_eq!((ask.method, ask.url.as_str()), ("POST", "https://hooks.slack.com/services/T/B/x"));
    serde_json::from_slice(ask.body.as_bytes()).unwrap()
}

/// All texts of a message, each with its kind.
fn texts(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => {
            if let (Some(kind), Some(text)) = (members.get("type"), members.get("text").and_then(Value::as_str)) {
                found.push((kind.as_str().unwrap().to_owned(), text.to_owned()));
            }
            members.values().for_each(|member| texts(member, found));
        }
        _ => {}
    }
}

/// What Slack documents, and the sum that it doesn't.
fn within_limits(message: &Value) {
    let blocks = message["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50);
    let count = |value: &Value| value.as_str().unwrap().chars().count();
    for block in blocks {
        match block["type"].as_str().unwrap() {
            "header" => assert!((1..=150).contains(&count(&block["text"]["text"]))),
            "section" => {
                if let Some(text) = block.get("text") {
                    assert!((1..=3_000).contains(&count(&text["text"])), "{text}");
                }
                let fields = block["fields"].as_array().map_or(&[][..], Vec::as_slice);
                assert!(fields.len() <= 10 && fields.iter().all(|field| (1..=2_000).contains(&count(&field["text"]))));
            }
            "actions" => {
                let elements = block["elements"].as_array().unwrap();
                assert!((1..=25).contains(&elements.len()));
                for element in elements {
                    assert!((1..=75).contains(&count(&element["text"]["text"])));
                    assert!(element.get("url").is_none_or(|url| count(url) <= 3_000));
                }
            }
            other => panic!("{other}"),
        }
    }
    let mut all = vec![];
    texts(&message["blocks"], &mut all);
    let sum: usize = all.iter().map(|(_, text)| text.chars().count()).sum();
    assert!(sum <= 12_500, "{sum}");
}

#[test]
fn an_urgent_ticket_says_all_and_calls_who_was_named() {
    let message = sent(&Post::event(EventType::Created, ticket()));
    within_limits(&message);
    let all = message.to_string();
    assert!(message["text"].as_str().unwrap().starts_with("🔴 緊急 | "), "{message}");
    assert_eq!(message["blocks"][1]["text"]["text"], "<!here> <@U1> <!subteam^S2>");
    for said in [
        "不良・こわれていた",
        "山田 花子",
        "090-1234-5678",
        "旅する充電器",
        "明日から旅行です。",
        "2345-6789-BCDF",
        "<tel:+819012345678|090-1234-5678>",
    ] {
        assert!(all.contains(said), "{said}: {all}");
    }
    let buttons = &message["blocks"].as_array().unwrap().last().unwrap()["elements"];
    assert_eq!((buttons[0]["action_id"].as_str(), buttons[0]["value"].as_str()), (Some("take"), Some("2345-6789-BCDF 0")));
    assert_eq!(buttons[1]["action_id"], "called");
}

#[test]
fn a_normal_one_calls_nobody_and_without_an_app_there_are_links_alone() {
    let ask = first(&&slack(json!({})), &Post::event(EventType::Created, by_mail()));
    let message: Value = serde_json::from_slice(ask.body.as_bytes()).unwrap();
    assert!(!ask.body.contains("<!here>") && !ask.body.contains("action_id"));
    let buttons = message["blocks"].as_array().unwrap().last().unwrap()["elements"].as_array().unwrap();
    assert!(buttons.iter().all(|button| button["url"].is_string()));
}

/// What is not ours in a text of mrkdwn begins no mention, link or emphasis.
#[test]
fn nothing_that_a_shopper_types_mentions_or_formats() {
    for hostile in hostile_tickets() {
        let message = sent(&Post::event(EventType::Created, hostile));
        within_limits(&message);
        let mut all = vec![];
        texts(&message["blocks"], &mut all);
        for (kind, text) in &all {
            let text = text.strip_prefix("<!here> <@U1> <!subteam^S2>").unwrap_or(text);
            let text = &text.replace("<tel:+819012345678|090-1234-5678>", "");
            if kind == "mrkdwn" {
                assert!(!text.contains('<'), "{text}");
                // Our own labels are bold, and a quotation's bar is ours.
                let words = text.lines().filter(|line| !(line.starts_with('*') && line.ends_with('*')));
                for line in words.map(|line| line.strip_prefix("> ").unwrap_or(line)) {
                    assert!(!line.contains('>') && !line.contains('`') && !line.contains("@here") && !line.contains("@all"), "{line}");
                    let marked = |mark: char| line.match_indices(mark).count();
                    for mark in ['*', '_', '~'] {
                        let inside = line
                            .as_bytes()
                            .windows(3)
                            .filter(|w| w[1] == mark as u8 && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphanumeric());
                        assert_eq!(inside.count(), marked(mark), "{line}");
                    }
                }
            }
        }
        assert!(
            message["blocks"]
                .as_array()
                .unwrap()
                .iter()
                .all(|block| block["text"]["verbatim"] == true || block["type"] != "section" || block.get("fields").is_some())
        );
    }
}

#[test]
fn the_longest_ticket_is_within_the_limits_and_says_what_was_cut() {
    let message = sent(&Post::event(EventType::Created, longest()));
    within_limits(&message);
    assert!(message.to_string().contains("長いため一部を省きました"));
}

#[test]
fn what_came_after_is_a_line_and_what_nobody_need_know_is_nothing() {
    let message = sent(&Post::event(EventType::Cancelled, ticket()));
    within_limits(&message);
    assert!(message["text"].as_str().unwrap().contains("お客様による取消 | 緊急 | "), "{message}");
    assert!(!message.to_string().contains("山田"), "who it was is told once");
    let quiet = Post::event(EventType::Rated, ticket());
    let next = (&slack(json!({}))).next(&quiet.letter(), &nothing, None);
    assert_eq!(next.step, Step::Done(Outcome::Arrived));
    for post in [Post::trial(), Post::alert(), Post::digest(30), Post::event(EventType::HandedOver, ticket())] {
        within_limits(&sent(&post));
    }
}

#[test]
fn an_answer_is_judged_by_its_status_and_its_word() {
    let (post, slack) = (Post::trial(), slack(json!({})));
    let judged = |status, body: &str| match (&slack).next(&post.letter(), &nothing, Some(&answer("post", status, body))).step {
        Step::Done(outcome) => (outcome == Outcome::Arrived, outcome.reason().to_owned()),
        other => panic!("{other:?}"),
    };
    assert_eq!(judged(200, "ok"), (true, String::new()));
    assert_eq!(judged(403, "invalid_token"), (false, "answered 403: invalid_token".to_owned()));
    assert_eq!(judged(410, "channel_is_archived").1, "answered 410: channel_is_archived");
    assert_eq!(judged(500, "<html>https://secret").1, "answered 500");
}
