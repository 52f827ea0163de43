//! Chatwoot's API for clients of an API inbox.
//!
//! | rule | from |
//! | --- | --- |
//! | no inbox, contact or conversation of that name: 404 | `public/api/v1/inboxes_controller.rb`, `find_by!` |
//! | a contact under a known `source_id` is that contact | `contact_inbox_with_contact_builder.rb` |
//! | where identities are validated the hash is the hexadecimal HMAC-SHA-256 of `identifier`; a wrong one is an error of the server's: 500 | `contacts_controller.rb`, `process_hmac` |
//! | a message has at most 150,000 characters; `echo_id` is handed back and not kept | `message.rb`, `messages_controller.rb` |
//! | `toggle_status` resolves; a message opens it again | `conversations_controller.rb`, `message.rb` |
//! | bodies are JSON | the client API's description, `chatwoot.public_client_api.json` |

use super::{Answer, Call, Service};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One installation with one inbox.
pub struct Chatwoot {
    /// Its host.
    pub host: String,
    /// Contacts by their source id: name, and whether their identity was proven.
    pub contacts: BTreeMap<String, (String, bool)>,
    /// Conversations by number: whose, status, messages.
    pub conversations: BTreeMap<u64, (String, &'static str, Vec<String>)>,
    /// What it says to everything, if anything.
    pub says: Option<Answer>,
    /// Whether it takes the next call that writes and then says that it is down.
    pub loses_next: bool,
    /// Whether identities have to be proven.
    pub validates: bool,
}

impl Chatwoot {
    pub fn at(host: &str) -> Self {
        let host = host.to_owned();
        Self { host, contacts: BTreeMap::new(), conversations: BTreeMap::new(), says: None, loses_next: false, validates: false }
    }

    /// The settings of a channel to it.
    pub fn channel(&self) -> Value {
        json!({"kind": "chatwoot", "id": "cw", "url": format!("https://{}", self.host), "inbox": "InB0x"})
    }

    fn answered(&mut self, call: &Call) -> Answer {
        let path = call.path.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let ["public", "api", "v1", "inboxes", "InB0x", "contacts", rest @ ..] = parts.as_slice() else { return missing() };
        if call.method != "GET" && (call.media_type() != "application/json" || !call.json().is_object()) {
            return Answer::of(400, r#"{"error": "Bad Request"}"#);
        }
        let body = call.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        if let Some(contact) = rest.first()
            && !self.contacts.contains_key(*contact)
        {
            return missing();
        }
        let number = |text: &str| text.parse::<u64>().unwrap_or_default();
        match (call.method.as_str(), rest) {
            ("POST", []) => {
                if self.validates && text("identifier_hash").len() != 64 {
                    return Answer::of(500, "<html>We're sorry, but something went wrong</html>");
                }
                let source = text("source_id");
                self.contacts.entry(source.clone()).or_insert((text("name"), body.get("identifier_hash").is_some()));
                Answer::of(200, &json!({"source_id": source, "pubsub_token": "p", "name": text("name")}).to_string())
            }
            ("PATCH", [contact]) => {
                self.contacts.insert((*contact).to_owned(), (text("name"), false));
                Answer::of(200, "{}")
            }
            ("GET", [contact, "conversations"]) => {
                let mine = self.conversations.iter().filter(|(_, (of, ..))| of == contact);
                Answer::of(200, &Value::from_iter(mine.map(|(id, (_, status, _))| json!({"id": id, "status": status}))).to_string())
            }
            ("POST", [contact, "conversations"]) => {
                let id = self.conversations.len() as u64 + 1;
                self.conversations.insert(id, ((*contact).to_owned(), "open", vec![]));
                Answer::of(200, &json!({"id": id, "status": "open", "messages": []}).to_string())
            }
            (_, [contact, "conversations", id, rest]) => {
                let Some((_, status, messages)) = self.conversations.get_mut(&number(id)).filter(|(of, ..)| of == contact) else {
                    return missing();
                };
                match (call.method.as_str(), *rest) {
                    ("GET", "messages") => {
                        Answer::of(200, &Value::from_iter(messages.iter().map(|text| json!({ "content": text }))).to_string())
                    }
                    ("POST", "messages") if text("content").chars().count() > 150_000 => {
                        Answer::of(422, r#"{"message": "Content is too long"}"#)
                    }
                    ("POST", "messages") => {
                        messages.push(text("content"));
                        *status = "open";
                        Answer::of(200, &json!({"id": messages.len(), "content": text("content"), "echo_id": text("echo_id")}).to_string())
                    }
                    ("POST", "toggle_status") => {
                        *status = "resolved";
                        Answer::of(200, "{}")
                    }
                    _ => missing(),
                }
            }
            _ => missing(),
        }
    }
}

impl Service for Chatwoot {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        if call.host != self.host {
            return None;
        }
        if let Some(says) = &self.says {
            return Some(says.clone());
        }
        let answer = self.answered(call);
        Some(if call.method != "GET" && std::mem::take(&mut self.loses_next) { Answer::of(503, "") } else { answer })
    }
}

fn missing() -> Answer {
    Answer::of(404, r#"{"error": "Resource could not be found"}"#)
}

#[test]
fn it_refuses_what_chatwoot_would() {
    let mut chatwoot = Chatwoot::at("chat.example");
    let call = |chatwoot: &mut Chatwoot, method: &str, path: &str, body: Value| {
        let headers = [("content-type".to_owned(), "application/json".to_owned())].into();
        let body = if body.is_null() { vec![] } else { body.to_string().into_bytes() };
        let call =
            Call { method: method.into(), host: "chat.example".into(), path: format!("/public/api/v1/inboxes/{path}"), headers, body };
        chatwoot.answer(&call).unwrap()
    };
    let person = json!({"source_id": "s", "name": "n"});
    assert_eq!(call(&mut chatwoot, "POST", "other/contacts", person.clone()).status, 404);
    assert_eq!(call(&mut chatwoot, "POST", "InB0x/contacts", Value::Null).status, 400);
    assert_eq!(call(&mut chatwoot, "GET", "InB0x/contacts/s/conversations", Value::Null).status, 404, "before there is a contact");
    for _ in 0..2 {
        assert_eq!(call(&mut chatwoot, "POST", "InB0x/contacts", person.clone()).status, 200);
    }
    assert_eq!(chatwoot.contacts.len(), 1);
    assert_eq!(call(&mut chatwoot, "POST", "InB0x/contacts/s/conversations", json!({})).status, 200);
    let messages = "InB0x/contacts/s/conversations/1/messages";
    assert_eq!(call(&mut chatwoot, "POST", messages, json!({"content": "x".repeat(150_001)})).status, 422);
    assert!(call(&mut chatwoot, "POST", messages, json!({"content": "x", "echo_id": "e"})).body.contains("\"echo_id\":\"e\""));
    assert!(!call(&mut chatwoot, "GET", messages, Value::Null).body.contains("echo_id"));
    assert_eq!(call(&mut chatwoot, "POST", "InB0x/contacts/s/conversations/2/messages", json!({"content": "x"})).status, 404);
    call(&mut chatwoot, "POST", "InB0x/contacts/s/conversations/1/toggle_status", json!({}));
    assert_eq!(chatwoot.conversations[&1].1, "resolved");
    chatwoot.validates = true;
    assert_eq!(call(&mut chatwoot, "POST", "InB0x/contacts", person).status, 500);
}
