//! Texts with which pages, terminals, spreadsheets and parsers have come to
//! grief, and what each must look like once it is accepted.

pub use super::hostile_texts::{of_chats, texts};
use super::refusal::faults;
use super::samples::{draft, key};
use super::shop::{Accepted, Shop};
use serde_json::{Value, json};

/// Set by whatever of these texts is run instead of shown.
pub const CANARY: &str = "__ran";

/// The fields of a draft that take a shopper's own words.
pub const FIELDS: [&str; 12] = [
    "name",
    "kana",
    "company",
    "order_number",
    "product.name",
    "product.sku",
    "product.price",
    "symptom",
    "solution",
    "address",
    "message",
    "tried",
];

/// Where a field stands in a draft, and in an intake.
pub fn pointer(field: &str) -> String {
    format!("/{}", field.replace('.', "/"))
}

/// A draft of a topic that asks for much, in order.
pub fn honest() -> Value {
    let mut draft = draft();
    for (name, value) in [("topic", "defect"), ("order_number", "1024"), ("symptom", "ボタンが取れた"), ("solution", "交換")] {
        draft[name] = json!(value);
    }
    draft["product"] = json!({"name": "シャツ", "sku": "KM-1", "price": "1,000円", "url": "https://shop.example/linen", "source": "page"});
    draft
}

/// Sends a text in every field that takes one: where a field refuses it, that
/// field is sent as it should be. Gives back the fields that took it.
#[track_caller]
pub fn send_everywhere(shop: &Shop, text: &str) -> (Accepted, Vec<&'static str>) {
    let (good, mut draft) = (honest(), honest());
    for name in ["kana", "company", "address", "tried"] {
        draft[name] = json!("");
    }
    for field in FIELDS {
        *draft.pointer_mut(&pointer(field)).unwrap() = json!(text);
    }
    let mut fields = FIELDS.to_vec();
    let mut answer = shop.post(&draft, &key());
    if answer.status == 422 {
        for fault in faults(&answer.json().unwrap()["error"]) {
            let path = fault.split(' ').next().unwrap();
            fields.retain(|field| *field != path);
            let value = good.pointer(&pointer(path)).cloned().unwrap_or_else(|| json!(""));
            *draft.pointer_mut(&pointer(path)).unwrap_or_else(|| panic!("{text:?}: {fault}")) = value;
        }
        answer = shop.post(&draft, &key());
    }
    assert_eq!(answer.status, 201, "{text:?}: {}", answer.text);
    (Accepted::of(&answer), fields)
}

/// What an accepted text is kept as, in a field of one line or of several:
/// without what is unseen, every break a space or a line's end.
pub fn kept(text: &str, lines: bool) -> String {
    let chars: Vec<char> = text.replace("\r\n", "\n").chars().collect();
    let mut kept = String::new();
    for (at, c) in chars.iter().copied().enumerate() {
        match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push(if lines { '\n' } else { ' ' }),
            '\t' if !lines => kept.push(' '),
            // A joiner stays within a picture.
            '\u{200D}' if at > 0 && chars[at - 1] > '\u{2000}' && chars.get(at + 1).is_some_and(|next| *next > '\u{2000}') => kept.push(c),
            c if c.is_control() => {}
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}' => {}
            c => kept.push(c),
        }
    }
    kept.trim().to_owned()
}
