//! Resend (`POST /emails`).

use super::{Message, name, once, subject};
use crate::delivery::step::{Ask, Heard};
use crate::token;
use madoguchi_shared::settings::Mail;
use serde_json::{Value, json};

/// The most characters of an idempotency key, by its reference.
const KEY_MAX: usize = 256;

pub fn ask(mail: &Mail, message: &Message<'_>) -> Ask {
    let from = [&name(message.name), " <", mail.from.as_str(), ">"].concat();
    let mut body = json!({
        "from": from,
        "to": once(&message.to),
        "subject": subject(message.subject),
        "text": message.text,
        "html": message.html,
        // Whoever answers by machine leaves it be (RFC 3834 §5).
        "headers": {"Auto-Submitted": "auto-generated"},
    });
    if let (Some(to), Some(body)) = (&mail.reply_to, body.as_object_mut()) {
        body.insert("reply_to".to_owned(), json!(to.as_str()));
    }
    let body = body.to_string();
    // The same key for another body would be refused for a day: one that was
    // mended since (another sender) is another message.
    let key: String = [&message.id, "/", &token::hash(body.as_bytes())].concat().chars().take(KEY_MAX).collect();
    Ask::json("send", "https://api.resend.com/emails", body).with("idempotency-key", key)
}

/// Why it was refused: its error's name; and whether that is the address's fault.
pub fn why(heard: &Heard) -> (String, bool) {
    let answer = heard.json();
    let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (name, message) = (text("name"), text("message"));
    let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    (if is_name { name } else { String::new() }, matches!(heard.status, 400 | 422) && message.contains("`to`"))
}
