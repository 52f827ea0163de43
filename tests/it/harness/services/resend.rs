//! Resend's API for mail.
//!
//! | rule | from |
//! | --- | --- |
//! | 401 `missing_api_key`, 403 `invalid_api_key` | Resend, API reference, errors |
//! | 403 `validation_error` where the sender's domain isn't verified | the same |
//! | `from` is `email@example.com` or `Name <email@example.com>`; `to` has 1 to 50 | Resend, API reference, send email |
//! | 422 `missing_required_field` without `from`, `to`, `subject`, or both `text` and `html` | errors |
//! | a key has 1 to 256 characters, else 400 `invalid_idempotency_key`; again with the same body: the same answer, nothing is sent | idempotency keys |
//! | again with another body: 409 `invalid_idempotent_request` | errors |
//! | a header's value has no line break | RFC 5322 §2.2 |
//! | 200 `{"id"}` | send email |

use super::{Answer, Call, Service};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One account.
pub struct Resend {
    /// Its key.
    pub key: String,
    /// The domain that it has verified.
    pub domain: String,
    /// What was sent.
    pub sent: Vec<Value>,
    /// What it says to everything, if anything.
    pub says: Option<Answer>,
    known: BTreeMap<String, Vec<u8>>,
}

impl Resend {
    pub fn of(key: &str, domain: &str) -> Self {
        Self { key: key.to_owned(), domain: domain.to_owned(), sent: vec![], says: None, known: BTreeMap::new() }
    }

    /// What was sent to an address.
    pub fn to(&self, address: &str) -> Vec<Value> {
        self.sent.iter().filter(|mail| mail["to"].as_array().is_some_and(|to| to.iter().any(|one| one == address))).cloned().collect()
    }
}

impl Service for Resend {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        let given = call.headers.get("authorization").map(String::as_str).unwrap_or_default();
        let own = given.strip_prefix("Bearer ").is_some_and(|key| key == self.key);
        if call.host != "api.resend.com" || !(own || given.is_empty()) {
            return None;
        }
        if let Some(says) = &self.says {
            return Some(says.clone());
        }
        Some(match self.fault(call) {
            Some((status, name, message)) => {
                Answer::of(status, &json!({"statusCode": status, "name": name, "message": message}).to_string())
            }
            None => {
                let mail = call.json();
                let key = call.headers.get("idempotency-key").cloned().unwrap_or_default();
                if key.is_empty() || self.known.insert(key, call.body.clone()).is_none() {
                    self.sent.push(mail);
                }
                Answer::of(200, &json!({"id": format!("mail-{}", self.sent.len())}).to_string())
            }
        })
    }
}

type Fault = (u16, &'static str, &'static str);

impl Resend {
    fn fault(&self, call: &Call) -> Option<Fault> {
        if call.method != "POST" {
            return Some((405, "method_not_allowed", "Method is not allowed for the requested path."));
        }
        if call.path != "/emails" {
            return Some((404, "not_found", "The requested endpoint does not exist."));
        }
        if !call.headers.contains_key("authorization") {
            return Some((401, "missing_api_key", "Missing API key in the authorization header."));
        }
        if let Some(key) = call.headers.get("idempotency-key") {
            if !(1..=256).contains(&key.len()) {
                return Some((400, "invalid_idempotency_key", "The key must be between 1-256 chars."));
            }
            if self.known.get(key).is_some_and(|body| *body != call.body) {
                return Some((409, "invalid_idempotent_request", "Same idempotency key used with a different request payload."));
            }
        }
        let mail = call.json();
        let text = |name: &str| mail[name].as_str().unwrap_or_default().to_owned();
        let to: Vec<&str> = mail["to"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if call.media_type() != "application/json" || text("subject").is_empty() || text("from").is_empty() || to.is_empty() {
            return Some((422, "missing_required_field", "The request body is missing one or more required fields."));
        }
        if text("text").is_empty() && text("html").is_empty() {
            return Some((422, "missing_required_field", "Missing `html` or `text` field."));
        }
        if text("subject").contains(['\r', '\n']) {
            return Some((422, "validation_error", "The `\\n` is not allowed in the `subject` field."));
        }
        let from = text("from");
        let address = from.rsplit_once(" <").map_or(from.as_str(), |(_, rest)| rest.strip_suffix('>').unwrap_or_default());
        if !is_address(address) || from.matches('<').count() > 1 || from.contains(['\r', '\n']) {
            return Some((
                422,
                "validation_error",
                "Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
            ));
        }
        if to.len() > 50 || !to.iter().all(|to| is_address(to)) {
            return Some((
                422,
                "validation_error",
                "Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
            ));
        }
        if address.rsplit_once('@').is_none_or(|(_, domain)| domain != self.domain) {
            return Some((403, "validation_error", "The domain is not verified. Please, add and verify your domain."));
        }
        None
    }
}

/// Good enough for a stand-in: something, `@`, a host with a dot.
pub fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(local, host)| !local.is_empty() && host.contains('.') && !host.contains('@'))
        && !text.contains([' ', '<', '>', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(key: &str, mail: Value) -> Call {
        let headers = [("authorization", "Bearer re_1"), ("content-type", "application/json"), ("idempotency-key", key)];
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Call { method: "POST".into(), host: "api.resend.com".into(), path: "/emails".into(), headers, body: mail.to_string().into_bytes() }
    }

    #[test]
    fn it_refuses_what_resend_would() {
        let mut resend = Resend::of("re_1", "shop.example");
        let mail = json!({"from": "店 <a@shop.example>", "to": ["b@c.example"], "subject": "x", "text": "y"});
        let mut say = |key: &str, mail: &Value| resend.answer(&call(key, mail.clone())).map(|answer| answer.status).unwrap();
        assert_eq!((say("k1", &mail), say("k1", &mail)), (200, 200));
        let with = |name: &str, value: Value| {
            let mut with = mail.clone();
            with[name] = value;
            with
        };
        assert_eq!(say("k1", &with("subject", json!("z"))), 409);
        assert_eq!(say(&"k".repeat(257), &mail), 400);
        for (name, value, status) in [
            ("to", json!([]), 422),
            ("to", json!(["no address"]), 422),
            ("from", json!("a, b <x <a@shop.example>"), 422),
            ("from", json!("a@other.example"), 403),
            ("subject", json!("x\r\nBcc: y"), 422),
            ("text", json!(""), 422),
        ] {
            assert_eq!(say("k2", &with(name, value.clone())), status, "{name} {value}");
        }
        assert_eq!((resend.sent.len(), resend.to("b@c.example").len()), (1, 1), "a repeat sends nothing");
    }
}
