//! Bodies that mean harm.

use crate::harness::random::Random;
use serde_json::{Map, Value, json};

/// Texts with which parsers have come to grief.
const ODD: &[&str] = &[
    "",
    "\u{0}",
    "\u{feff}",
    "\u{202e}evil",
    "か\u{3099}",
    "👩‍👩‍👧‍👦",
    "\u{10ffff}",
    "İ",
    "ﬁ",
    "＋８１（０）９０",
    "0000-00-00",
    "9999-99-99",
    "2026-02-30",
    "+999999-12-31T23:59:60Z",
    "1e400",
    "-0",
    "18446744073709551616",
    "__proto__",
    "'; DROP TABLE tickets; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%00%0a",
];

/// A body for a call that takes a document like `good`.
pub fn body(random: &mut Random, good: &Value) -> Vec<u8> {
    match random.below(12) {
        0 => noise(random),
        1 => nested(random),
        2 => numbers(random).into_bytes(),
        3..=5 => bitten(random, good),
        6 => surrogates(random, good),
        7 => doubled(random, good),
        8 | 9 => mistaken(random, good),
        _ => twisted(random, good).to_string().into_bytes(),
    }
}

/// One of the odd texts, seldom a very long one.
pub fn odd(random: &mut Random) -> String {
    random.pick(ODD).repeat(1 + random.below(3) * random.below(400))
}

/// Random bytes.
fn noise(random: &mut Random) -> Vec<u8> {
    let length = random.below(600);
    (0..length).map(|_| random.next().to_le_bytes()[0]).collect()
}

/// Brackets within brackets, deeper than a stack.
fn nested(random: &mut Random) -> Vec<u8> {
    let depth = 1 + random.below(30_000);
    let open = *random.pick(&["[", "{\"a\":", "{\"product\":"]);
    let text = open.repeat(depth.min(60_000 / open.len()));
    text.into_bytes()
}

/// Numbers where texts belong, and such as no type holds.
fn numbers(random: &mut Random) -> String {
    let number = *random.pick(&["1e999999", "-1e-999999", "0.1e+400", "99999999999999999999999999", "-0", "01", "1.", "NaN", "Infinity"]);
    let field = *random.pick(&["topic", "quantity", "marketing", "product", "seq"]);
    format!("{{\"{field}\": {number}}}")
}

/// A good document with bytes changed, taken out or doubled, or broken off.
fn bitten(random: &mut Random, good: &Value) -> Vec<u8> {
    let mut bytes = good.to_string().into_bytes();
    if random.below(6) == 0 {
        bytes.truncate(random.below(bytes.len()));
        return bytes;
    }
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        match random.below(3) {
            0 => bytes[at] = random.next().to_le_bytes()[0],
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, bytes[at]),
        }
    }
    bytes
}

/// Half of a pair, where JSON writes code units.
fn surrogates(random: &mut Random, good: &Value) -> Vec<u8> {
    let half = *random.pick(&["\\ud800", "\\udfff", "\\ud83d", "\\udc00\\ud800", "\\u0000", "\\uZZZZ", "\\x41"]);
    let text = good.to_string();
    let strings: Vec<usize> = text.match_indices(":\"").map(|(at, _)| at + 2).collect();
    let at = *random.pick(&strings);
    let (before, after) = text.split_at(at);
    format!("{before}{half}{after}").into_bytes()
}

/// A member twice, of two minds.
fn doubled(random: &mut Random, good: &Value) -> Vec<u8> {
    let names: Vec<&String> = good.as_object().unwrap().keys().collect();
    let value = wrong(random);
    format!("{{\"{}\":{value},{}", random.pick(&names), good.to_string().split_off(1)).into_bytes()
}

/// A value of another type somewhere in it.
fn mistaken(random: &mut Random, good: &Value) -> Vec<u8> {
    let mut document = good.clone();
    for _ in 0..=random.below(3) {
        *place(random, &mut document) = wrong(random);
    }
    document.to_string().into_bytes()
}

/// A document of the right shape, with odd texts in it.
fn twisted(random: &mut Random, good: &Value) -> Value {
    let mut document = good.clone();
    if document.get("topic").is_some() {
        for _ in 0..=random.below(3) {
            document[*random.pick(FACTS)] = odd(random).into();
        }
    } else {
        *place(random, &mut document) = odd(random).into();
    }
    document
}

/// A value that belongs nowhere.
fn wrong(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!(i64::MIN),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!(-0.0),
        6 => json!(vec![Value::Null; random.below(2_000)]),
        7 => json!({ (odd(random)): odd(random) }),
        _ => json!(odd(random)),
    }
}

/// Some place in a document, at any depth.
fn place<'a>(random: &mut Random, document: &'a mut Value) -> &'a mut Value {
    let inside = document.as_object().map_or(0, Map::len) + document.as_array().map_or(0, Vec::len);
    if inside == 0 || random.below(4) == 0 {
        return document;
    }
    let at = random.below(inside);
    let next = match document {
        Value::Object(members) => members.values_mut().nth(at),
        document => document.get_mut(at),
    };
    place(random, next.unwrap())
}

/// Every field of a draft that holds a text.
const FACTS: &[&str] = &[
    "topic",
    "name",
    "kana",
    "company",
    "reply",
    "phone",
    "email",
    "window",
    "order_number",
    "order_date",
    "order_name",
    "order_phone",
    "order_email",
    "quantity",
    "wanted_date",
    "symptom",
    "solution",
    "address",
    "message",
    "tried",
    "identity",
    "page",
    "language",
    "consent",
];
