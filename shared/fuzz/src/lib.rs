//! What the targets share: a shop's rules, and values made of bytes.
//!
//! Random bytes are hardly ever JSON. So a target reads its input in one of
//! two ways, by its first byte: as the JSON of a whole value, which seeds give
//! and which is mutated from there; or as changes to a value that is right.

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::promise::promise;
use madoguchi_shared::service::Service;
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::urgency::{Grounds, urgency};
use madoguchi_shared::{Draft, Instant, Intake, Rules};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The vectors' world: rules, zones, questions.
pub static WORLD: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(include_str!("../../../tests/vectors/src/world.json")).unwrap());

/// What drafts are judged by.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| serde_json::from_value(WORLD["rules"].clone()).unwrap());

/// A Friday morning in Tokyo, in open time.
pub fn now() -> Instant {
    Instant::parse("2026-11-20T10:05:00+09:00").unwrap()
}

/// A draft that passes.
pub fn full() -> Value {
    let mut draft = serde_json::to_value(Draft::default()).unwrap();
    let given = json!({
        "topic": "defect", "name": "山田 花子", "kana": "ヤマダ ハナコ", "company": "株式会社 窓口", "reply": "phone", "phone": "０９０ー１２３４ー５６７８", "email": "hana@example.jp",
        "window": "asap", "order_number": "＃KB-1024", "product": {"name": "リネンシャツ", "sku": "KB-1", "price": "5,500円", "category": "衣類 > シャツ", "url": "https://shop.example/p/1", "source": "page"},
        "quantity": "２", "wanted_date": "2026-12-20", "symptom": "縫い目がほつれている", "solution": "交換", "address": "東京都千代田区1-1",
        "message": "色を変えたい", "tried": "洗った", "looked_up": "洗い方", "read": ["wash"], "page": "https://shop.example/p/1", "language": "ja", "consent": "2026-11",
    });
    for (name, value) in given.as_object().unwrap() {
        draft[name] = value.clone();
    }
    draft
}

/// A value from the input: the whole as JSON, or `base` with changes.
pub fn value(bytes: &[u8], base: impl FnOnce() -> Value) -> Option<Value> {
    match bytes {
        [b'{', ..] => serde_json::from_slice(bytes).ok(),
        _ => {
            let mut value = base();
            // What is left when the input runs out has been changed as far as it goes.
            let _ = change(&mut value, &mut Unstructured::new(bytes));
            Some(value)
        }
    }
}

/// As [`value`], but as it is written; what isn't JSON stays so.
pub fn document(bytes: &[u8], base: impl FnOnce() -> Value) -> Vec<u8> {
    match bytes {
        [b'{', ..] => bytes.to_vec(),
        _ => value(bytes, base).map(|value| value.to_string().into_bytes()).unwrap_or_default(),
    }
}

/// Up to six changes, each to one leaf: another text, number or kind, gone,
/// or beside itself once more.
fn change(value: &mut Value, input: &mut Unstructured) -> Result<()> {
    for _ in 0..input.int_in_range(1..=6)? {
        let leaves = pointers(value);
        let pointer = input.choose(&leaves)?.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
        let what = input.int_in_range(0..=9)?;
        let new = match what {
            0 => Value::Null,
            1 => Value::from(input.arbitrary::<i64>()?),
            2 => Value::from(input.int_in_range(0..=100)?),
            3 => json!([]),
            4 => Value::from("あ".repeat(input.int_in_range(0..=2_000)?)),
            5 | 6 => Value::from(text(input)?),
            _ => Value::from(input.arbitrary::<&str>()?),
        };
        match (what, value.pointer_mut(parent)) {
            (8, Some(Value::Object(parent))) => drop(parent.remove(name)),
            (9, Some(Value::Array(parent))) => parent.push(parent.last().cloned().unwrap_or_default()),
            (9, Some(Value::Object(parent))) => drop(parent.insert(input.arbitrary::<&str>()?.to_owned(), new)),
            _ => *value.pointer_mut(&pointer).unwrap() = new,
        }
    }
    Ok(())
}

/// What texts are broken with: unseen, turning, combining and odd characters,
/// and what begins a number, an address, a date or a formula.
const PIECES: [&str; 64] = [
    " ",
    "　",
    "\u{A0}",
    "\u{2009}",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "\u{7}",
    "\u{7F}",
    "\u{85}",
    "\u{AD}",
    "\u{61C}",
    "\u{180E}",
    "\u{200B}",
    "\u{200D}",
    "\u{200F}",
    "\u{2028}",
    "\u{2029}",
    "\u{202E}",
    "\u{2060}",
    "\u{2066}",
    "\u{2069}",
    "\u{3164}",
    "\u{FE0F}",
    "\u{FEFF}",
    "\u{E0041}",
    "か\u{3099}",
    "ｶﾞ",
    "ー",
    "－",
    "−",
    "#",
    "＃",
    "a",
    "Ａ",
    "山",
    "0",
    "９",
    "12",
    "090",
    "+81",
    "０３",
    "(0)",
    "-",
    "/",
    ":",
    ".",
    ",",
    "@",
    "＠",
    "b.jp",
    "https://",
    "www.",
    "?",
    "=1+1",
    "<b>",
    "*",
    "`",
    "至急",
    "asap",
    "2026-11-24",
    "T10:00:00+09:00",
    "09:00",
];

fn text(input: &mut Unstructured) -> Result<String> {
    (0..input.int_in_range(0..=12)?).map(|_| Ok(*input.choose(&PIECES)?)).collect()
}

/// The JSON pointers of all leaves, and of lists and objects too.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        let below = |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Object(members) => open.extend(members.iter().map(|(name, value)| (below(name), value))),
            Value::Array(items) => open.extend(items.iter().enumerate().map(|(place, value)| (below(&place.to_string()), value))),
            _ => {}
        }
        if !pointer.is_empty() {
            found.push(pointer);
        }
    }
    found
}

/// A draft from the input.
pub fn draft(bytes: &[u8]) -> Option<Draft> {
    serde_json::from_value(value(bytes, full)?).ok()
}

/// The ticket that an intake becomes; none where nothing can be promised.
pub fn ticket(intake: Intake) -> Option<Ticket> {
    let service = Service::default();
    let urgency = urgency(&Grounds::of(&intake), &RULES, &service, now());
    let promise = promise(&intake, urgency, &RULES, &service, now(), |_| 0).ok()?;
    Some(Ticket::accepted(TicketId::from_random(0x0123_4567_89ab_cdef), Slug::parse("demo").unwrap(), now(), urgency, promise, intake))
}
