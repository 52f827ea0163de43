//! Microsoft Teams' workflows ("When a Teams webhook request is received").
//!
//! | rule | from |
//! | --- | --- |
//! | `sig` in the query authorises, else 401 `DirectApiAuthorizationRequired` | Power Automate's answers |
//! | a message of more than 28 KB is refused: 413 | Microsoft's reference of connectors |
//! | `type: message` with one Adaptive Card up to version 1.5, `contentUrl` null | the same; adaptivecards 3.0 |
//! | 202 with an empty body | Power Automate |

use super::{Answer, Call, Service};
use serde_json::Value;

/// The most bytes of a message.
const BYTES_MAX: usize = 28_672;

/// One workflow.
pub struct Teams {
    /// Its name in its address.
    pub name: String,
    /// The cards that were taken.
    pub taken: Vec<Value>,
}

impl Teams {
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), taken: vec![] }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!(
            "https://prod-01.japaneast.logic.azure.com/workflows/{}/triggers/manual/paths/invoke?api-version=2016-06-01&sig=s3cret",
            self.name
        )
    }
}

impl Service for Teams {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        if !call.host.ends_with(".logic.azure.com") || !call.path.starts_with(&format!("/workflows/{}/", self.name)) {
            return None;
        }
        if !call.path.contains("sig=s3cret") {
            return Some(Answer::of(401, r#"{"error": {"code": "DirectApiAuthorizationRequired", "message": "…"}}"#));
        }
        if call.body.len() > BYTES_MAX {
            return Some(Answer::of(413, r#"{"error": {"code": "RequestEntityTooLarge", "message": "…"}}"#));
        }
        let message = call.json();
        let attachment = &message["attachments"][0];
        let card = &attachment["content"];
        let good = call.method == "POST"
            && call.media_type() == "application/json"
            && message["type"] == "message"
            && message["attachments"].as_array().is_some_and(|all| all.len() == 1)
            && attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
            && attachment.as_object().is_some_and(|members| members.get("contentUrl") == Some(&Value::Null))
            && card["type"] == "AdaptiveCard"
            && ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5"].iter().any(|version| card["version"] == *version)
            && card["body"].as_array().is_some_and(|body| !body.is_empty() && body.iter().all(is_element))
            && card["actions"].as_array().is_none_or(|all| all.len() <= 6 && all.iter().all(|action| action["type"] == "Action.OpenUrl"));
        if !good {
            return Some(Answer::of(400, r#"{"error": {"code": "TriggerInputSchemaMismatch", "message": "…"}}"#));
        }
        self.taken.push(card.clone());
        Some(Answer::of(202, ""))
    }
}

/// Elements that have what their type asks for.
fn is_element(element: &Value) -> bool {
    match element["type"].as_str().unwrap_or_default() {
        "TextBlock" => element["text"].as_str().is_some_and(|text| !text.is_empty()),
        "FactSet" => {
            element["facts"].as_array().is_some_and(|facts| facts.iter().all(|fact| fact["title"].is_string() && fact["value"].is_string()))
        }
        _ => false,
    }
}

#[test]
fn it_refuses_what_teams_would() {
    use serde_json::json;
    let card = json!({"type": "AdaptiveCard", "version": "1.4", "body": [{"type": "TextBlock", "text": "x"}]});
    let message = |card: Value| json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": card}]});
    let status = |path: &str, body: String| {
        let mut teams = Teams::named("w");
        let headers = [("content-type".to_owned(), "application/json".to_owned())].into_iter().collect();
        let call = Call { method: "POST".into(), host: "p.logic.azure.com".into(), path: path.into(), headers, body: body.into_bytes() };
        teams.answer(&call).map(|answer| answer.status)
    };
    let good = "/workflows/w/x?sig=s3cret";
    assert_eq!(status(good, message(card.clone()).to_string()), Some(202));
    assert_eq!(status("/workflows/w/x?sig=wrong", message(card.clone()).to_string()), Some(401));
    assert_eq!(status("/workflows/other/x", String::new()), None);
    let mut long = card.clone();
    long["body"][0]["text"] = json!("x".repeat(29_000));
    assert_eq!(status(good, message(long).to_string()), Some(413));
    let mut empty = card;
    empty["body"] = json!([{"type": "TextBlock", "text": ""}]);
    assert_eq!(status(good, message(empty).to_string()), Some(400));
}
