//! Twilio SendGrid (`POST /v3/mail/send`). It knows no key by which a repeat
//! would be seen: a message whose answer was lost may come twice.

use super::{Message, name, once, subject};
use crate::delivery::step::{Ask, Heard};
use madoguchi_shared::settings::Mail;
use serde_json::{Value, json};

pub fn ask(mail: &Mail, message: &Message<'_>) -> Ask {
    let to: Vec<Value> = once(&message.to).iter().map(|address| json!({ "email": address })).collect();
    let reply_to = mail.reply_to.as_ref().unwrap_or(&mail.from);
    let body = json!({
        "personalizations": [{"to": to}],
        "from": {"email": mail.from.as_str(), "name": name(message.name)},
        "reply_to": {"email": reply_to.as_str()},
        "subject": subject(message.subject),
        // In this order, by its reference.
        "content": [{"type": "text/plain", "value": message.text}, {"type": "text/html", "value": message.html}],
        // Whoever answers by machine leaves it be (RFC 3834 §5).
        "headers": {"Auto-Submitted": "auto-generated"},
        // Links lead where they say, without a stop at the service: it would
        // learn what stands behind their `#`.
        "tracking_settings": {"click_tracking": {"enable": false, "enable_text": false}, "open_tracking": {"enable": false}},
    });
    Ask::json("send", "https://api.sendgrid.com/v3/mail/send", body)
}

/// Why it was refused: the field that its first error names; and whether that
/// is a recipient's address.
pub fn why(heard: &Heard) -> (String, bool) {
    let answer = heard.json();
    let field = answer.pointer("/errors/0/field").and_then(Value::as_str).unwrap_or_default();
    let is_field = field.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b));
    let is_address = heard.status == 400 && field.starts_with("personalizations.0.to");
    (if is_field { field.to_owned() } else { String::new() }, is_address)
}
