//! A shopper who tells a lot, to be forgotten.

use super::samples::CONSENT;
use serde_json::{Value, json};

/// What they and an operator wrote, and their number in every spelling.
pub const SAID: &[&str] = &[
    "佐々木",
    "ササキ",
    "８０９８７６５４３２",
    "8098765432",
    "80-9876-5432",
    "北区赤羽",
    "割れています",
    "袖のほつれ",
    "jiro.sasaki",
    "夕方なら",
    "リネンのシャツ",
];

/// What an operator notes about them.
pub const NOTED: &str = "夕方なら出られるとのこと";

/// Their request for a call; so urgent that what fails is soon tried again.
pub fn request() -> Value {
    json!({
        "topic": "defect", "name": "佐々木 次郎", "kana": "ササキ ジロウ", "reply": "phone", "phone": "０８０９８７６５４３２", "window": "asap",
        "order_number": "A-1024", "product": {"name": "リネンのシャツ"}, "symptom": "袖のほつれ", "solution": "交換",
        "address": "北区赤羽1-2-3", "message": "至急。届いたら割れています", "language": "ja", "consent": CONSENT
    })
}

/// The same to be answered by mail.
pub fn by_mail() -> Value {
    let mut draft = request();
    (draft["reply"], draft["email"], draft["phone"]) = (json!("email"), json!("jiro.sasaki@Example.jp"), json!(""));
    draft
}
