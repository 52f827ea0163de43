//! Slack's incoming webhooks.
//!
//! | rule | from |
//! | --- | --- |
//! | blocks, header, section, fields, actions within their limits, else 400 `invalid_blocks` | `@slack/types` 3.2.0 |
//! | all texts together below some 13,200 characters, else 400 `msg_blocks_too_long` | slackapi/bolt-js, issue 2509 |
//! | 403 `invalid_token`, 404 `no_service`, 410 `channel_is_archived` | Slack, "Sending messages using incoming webhooks", errors |
//! | 200 `ok` | the same |

use super::{Answer, Call, Service};
use serde_json::{Value, json};

/// One webhook.
pub struct Slack {
    /// Its path: `/services/T…/B…/…`.
    pub path: String,
    /// What came and was taken.
    pub taken: Vec<Value>,
    /// What it says to everything, if anything.
    pub says: Option<Answer>,
    /// What was said to presses of buttons.
    pub told: Vec<Value>,
}

impl Slack {
    pub fn at(path: &str) -> Self {
        Self { path: path.to_owned(), taken: vec![], says: None, told: vec![] }
    }

    fn response_path(&self) -> String {
        self.path.replace("/services/", "/actions/")
    }

    /// The body that Slack posts when somebody presses a button of a message.
    pub fn press(&self, message: &Value, button: &str, who: &str) -> String {
        let actions = message["blocks"].as_array().unwrap().last().unwrap()["elements"].as_array().unwrap();
        let pressed = actions.iter().find(|action| action["action_id"] == button).unwrap();
        let payload = json!({
            "type": "block_actions", "user": {"id": "U024BE7LH", "username": who, "name": who, "team_id": "T000"},
            "actions": [{"type": "button", "action_id": button, "block_id": "b", "value": pressed["value"], "action_ts": "1531420618.1"}],
            "response_url": format!("https://hooks.slack.com{}", self.response_path()),
        });
        let quoted: String = payload.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("payload={quoted}")
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("https://hooks.slack.com{}", self.path)
    }
}

impl Service for Slack {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        if call.host != "hooks.slack.com" {
            return None;
        }
        if call.path == self.response_path() {
            self.told.push(call.json());
            return Some(Answer::of(200, "ok"));
        }
        if call.path != self.path {
            return None;
        }
        if let Some(says) = &self.says {
            return Some(says.clone());
        }
        if call.method != "POST" || call.media_type() != "application/json" {
            return Some(Answer::of(400, "invalid_payload"));
        }
        let message = call.json();
        Some(match fault(&message) {
            None => {
                self.taken.push(message);
                Answer::of(200, "ok")
            }
            Some(fault) => Answer::of(400, fault),
        })
    }
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(usize::MAX, |text| text.chars().count())
}

/// Why Slack would refuse a message.
fn fault(message: &Value) -> Option<&'static str> {
    if message["text"].as_str().is_none_or(str::is_empty) {
        return Some("no_text");
    }
    let blocks = message["blocks"].as_array()?;
    let fits = blocks.len() <= 50
        && blocks.iter().all(|block| match block["type"].as_str().unwrap_or_default() {
            "header" => block["text"]["type"] == "plain_text" && (1..=150).contains(&length(&block["text"]["text"])),
            "section" => {
                let fields = block["fields"].as_array();
                let text = block.get("text").is_none_or(|text| (1..=3_000).contains(&length(&text["text"])));
                let some = block.get("text").is_some() || fields.is_some_and(|fields| !fields.is_empty());
                text && some
                    && fields.is_none_or(|all| all.len() <= 10 && all.iter().all(|field| (1..=2_000).contains(&length(&field["text"]))))
            }
            "actions" => block["elements"].as_array().is_some_and(|all| (1..=25).contains(&all.len()) && all.iter().all(is_button)),
            "divider" => true,
            _ => false,
        });
    if !fits {
        return Some("invalid_blocks");
    }
    (sum(&message["blocks"]) > 13_200).then_some("msg_blocks_too_long")
}

fn is_button(button: &Value) -> bool {
    let url = button.get("url").and_then(Value::as_str);
    button["type"] == "button"
        && button["text"]["type"] == "plain_text"
        && (1..=75).contains(&length(&button["text"]["text"]))
        && url.is_none_or(|url| url.starts_with("http") && url.chars().count() <= 3_000)
        && button.get("value").is_none_or(|value| length(value) <= 2_000)
}

/// Characters of all texts.
fn sum(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(sum).sum(),
        Value::Object(members) => {
            members.iter().map(|(name, member)| if name == "text" && member.is_string() { length(member) } else { sum(member) }).sum()
        }
        _ => 0,
    }
}

#[test]
fn it_refuses_what_slack_would() {
    let section = |n: usize| json!({"type": "section", "text": {"type": "mrkdwn", "text": "x".repeat(n)}});
    let of = |blocks: Vec<Value>| fault(&json!({"text": "x", "blocks": blocks}));
    assert_eq!(of(vec![section(3_000)]), None);
    assert_eq!(of(vec![section(3_001)]), Some("invalid_blocks"));
    assert_eq!(of(vec![section(0)]), Some("invalid_blocks"));
    assert_eq!(of(vec![json!({"type": "divider"}); 51]), Some("invalid_blocks"));
    assert_eq!(of(vec![section(2_700); 5]), Some("msg_blocks_too_long"), "each within its limit");
    let header = |n: usize| json!({"type": "header", "text": {"type": "plain_text", "text": "長".repeat(n)}});
    assert_eq!((of(vec![header(150)]), of(vec![header(151)])), (None, Some("invalid_blocks")));
    assert_eq!(fault(&json!({"blocks": []})), Some("no_text"));
}
