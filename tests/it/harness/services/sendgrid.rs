//! Twilio SendGrid's API for mail, v3.
//!
//! | rule | from |
//! | --- | --- |
//! | 401 without its key | SendGrid, v3 API, responses |
//! | each personalization has `to`; each address once | Mail Send, errors, personalizations |
//! | `content`: `text/plain` before `text/html`, no value empty | errors, content |
//! | 403 where `from` isn't a verified sender | "The from address does not match a verified Sender Identity" |
//! | a subject has no line break | RFC 5322 §2.2 |
//! | 202 without a body | Mail Send, responses |

use super::resend::is_address;
use super::{Answer, Call, Service};
use serde_json::{Value, json};

/// One account.
pub struct Sendgrid {
    /// Its key.
    pub key: String,
    /// Its verified sender.
    pub from: String,
    /// What was sent.
    pub sent: Vec<Value>,
}

impl Sendgrid {
    pub fn of(key: &str, from: &str) -> Self {
        Self { key: key.to_owned(), from: from.to_owned(), sent: vec![] }
    }
}

impl Service for Sendgrid {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        let own = call.headers.get("authorization") == Some(&format!("Bearer {}", self.key));
        if call.host != "api.sendgrid.com" || !own {
            return None;
        }
        let mail = call.json();
        let fault = if call.method == "POST" && call.path == "/v3/mail/send" && call.media_type() == "application/json" {
            self.fault(&mail)
        } else {
            Some((404, "", "not found"))
        };
        Some(match fault {
            Some((status, field, message)) => {
                Answer::of(status, &json!({"errors": [{"message": message, "field": field, "help": null}]}).to_string())
            }
            None => {
                self.sent.push(mail);
                Answer::of(202, "")
            }
        })
    }
}

impl Sendgrid {
    fn fault(&self, mail: &Value) -> Option<(u16, &'static str, &'static str)> {
        let to: Vec<String> = mail["personalizations"][0]["to"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one["email"].as_str().unwrap_or_default().to_lowercase())
            .collect();
        if to.is_empty() {
            return Some((
                400,
                "personalizations.0.to",
                "The to array is required for all personalization objects, and must have at least one email object with a valid email address.",
            ));
        }
        if !to.iter().all(|one| is_address(one)) {
            return Some((400, "personalizations.0.to.0.email", "Does not contain a valid address."));
        }
        if to.iter().enumerate().any(|(i, one)| to.iter().take(i).any(|other| other == one)) {
            return Some((
                400,
                "personalizations.0",
                "Each email address in the personalization block should be unique between to, cc, and bcc.",
            ));
        }
        let content = mail["content"].as_array().map_or(&[][..], Vec::as_slice);
        let kinds: Vec<&str> = content.iter().filter_map(|one| one["type"].as_str()).collect();
        if content.is_empty() || content.iter().any(|one| one["value"].as_str().is_none_or(str::is_empty)) {
            return Some((400, "content.0.value", "The content value must be a string at least one character in length."));
        }
        if kinds.iter().position(|kind| *kind == "text/plain").is_some_and(|at| at > 0) {
            return Some((400, "content", "If present, text/plain and text/html may only be provided once, text/plain first."));
        }
        if mail["subject"].as_str().is_none_or(|subject| subject.is_empty() || subject.contains(['\r', '\n'])) {
            return Some((400, "subject", "The subject is required."));
        }
        (mail["from"]["email"] != json!(self.from)).then_some((403, "from", "The from address does not match a verified Sender Identity."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_refuses_what_sendgrid_would() {
        let sendgrid = Sendgrid::of("SG.1", "a@shop.example");
        let content = json!([{"type": "text/plain", "value": "x"}, {"type": "text/html", "value": "<p>x"}]);
        let mail = json!({"personalizations": [{"to": [{"email": "b@c.example"}]}], "from": {"email": "a@shop.example"}, "subject": "x", "content": content});
        let fault = |path: &str, value: Value| {
            let mut mail = mail.clone();
            *mail.pointer_mut(path).unwrap() = value;
            sendgrid.fault(&mail).map(|(status, field, _)| (status, field))
        };
        assert_eq!(sendgrid.fault(&mail), None);
        let twice = json!([{"email": "b@c.example"}, {"email": "B@c.example"}]);
        assert_eq!(fault("/personalizations/0/to", twice), Some((400, "personalizations.0")));
        assert_eq!(fault("/personalizations/0/to/0/email", json!("x")), Some((400, "personalizations.0.to.0.email")));
        assert_eq!(fault("/content/0/value", json!("")), Some((400, "content.0.value")));
        assert_eq!(fault("/content/0/type", json!("text/html")), None);
        assert_eq!(fault("/subject", json!("x\ny")), Some((400, "subject")));
        assert_eq!(fault("/from/email", json!("b@shop.example")), Some((403, "from")));
    }
}
